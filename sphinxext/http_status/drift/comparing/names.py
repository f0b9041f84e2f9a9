"""Finds the member that each name on a page means. Standard library only."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from heapq import nlargest
from typing import TYPE_CHECKING

from sphinxext.http_status.drift.vocabulary import SPELLINGS, bare, is_half, is_most

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sphinxext.http_status.drift.vocabulary import Vocabulary
    from sphinxext.http_status.facts.model import StatusRow

#: How many names get a suggestion at most, since finding near matches takes time.
LOOKUPS = 100
#: How many names are compared at most to find a suggestion.
CANDIDATES = 200
#: How alike two names must be (see difflib) for one to be the other misspelled.
ALIKE = 0.8


class Names:
    """Which member each name of a page means.

    A page spells names in one way. Beside the members' own names, that spelling alone is accepted:
    ``HTTP_NOT_FOUND`` in a table that says ``NOT_FOUND`` everywhere else is drift.

    :param vocabulary: the words of the enum.
    :param written: all names of the page.
    """

    def __init__(self, vocabulary: Vocabulary, written: Iterable[str]) -> None:
        self._rows = vocabulary.rows
        self._plain = vocabulary.by_name
        hits = Counter[int]()
        plain = 0
        for name in {bare(name) for name in written}:
            plain += name in self._plain
            hits.update(index for index, names in enumerate(vocabulary.spelled) if name in names)
        best = max(hits, key=lambda index: (hits[index], -index), default=None)
        self._other = vocabulary.spelled[best] if best is not None and is_half(hits[best], plain) else {}
        self.spelling = SPELLINGS[best] if best is not None and self._other else None
        self._lookups = 0
        self._words: dict[str, list[str]] = {}

    def row(self, name: str) -> StatusRow | None:
        """Return the row that has a name as its member or alias; None without one."""
        name = bare(name)
        return self._plain.get(name) or self._other.get(name)

    def means(self, name: str, row: StatusRow, other: str) -> bool:
        """Return whether the *name* of the page is the name *other* of a row."""
        name = bare(name)
        return name == other or (self.spelling is not None and name == self.spelling(row, other))

    def lacking(self, row: StatusRow, written: Collection[str]) -> list[str]:
        """Return the name and aliases of a row that are not among the written ones."""
        names = (row.name, *row.aliases)
        return [name for name in names if not any(self.means(other, row, name) for other in written)]

    def lists_aliases(self, shown: Iterable[tuple[StatusRow, Collection[str]]]) -> bool:
        """Return whether a page shows aliases beside most of the members that have any."""
        having = beside = 0
        for row, written in shown:
            if row.aliases:
                having += 1
                own = sum(self.means(name, row, row.name) for name in written)
                beside += 0 < own < len(written)
        return is_most(beside, having)

    def spell(self, row: StatusRow, name: str) -> str:
        """Return the name of a row in the spelling of the page."""
        return self.spelling(row, name) if self.spelling else name

    def nearest(self, name: str, row: StatusRow | None = None) -> str:
        """Return the name that a misspelled one means, in the page's spelling; empty when unclear.

        :param row: the row whose name it should be; without one, that of any row.
        """
        written = bare(name)
        if row is not None:
            return self._choose(written, [(row, other) for other in (row.name, *row.aliases)])
        self._lookups += 1
        if self._lookups > LOOKUPS:
            return ''
        return self._choose(written, self._candidates(written))

    def _candidates(self, written: str) -> Iterable[tuple[StatusRow, str]]:
        self._words = self._words or _index(self._plain)
        shared: dict[str, float] = {}
        for word in _split(written):
            names = self._words.get(word, [])
            for name in names[:CANDIDATES]:
                # A rare word tells more.
                shared[name] = shared.get(name, 0) + 1 / len(names)
        chosen = nlargest(CANDIDATES, shared, key=shared.__getitem__)
        if not chosen and len(self._plain) <= CANDIDATES:
            chosen = list(self._plain)
        return ((self._plain[name], name) for name in chosen)

    def _choose(self, written: str, candidates: Iterable[tuple[StatusRow, str]]) -> str:
        matcher = SequenceMatcher(b=written)
        best, likeness = '', ALIKE
        for row, name in candidates:
            spelled = self.spell(row, name)
            matcher.set_seq1(spelled)
            if matcher.real_quick_ratio() >= likeness and (ratio := matcher.ratio()) >= likeness:
                best, likeness = spelled, ratio + 1e-9
        return best


def _split(name: str) -> Iterator[str]:
    return (word for word in name.upper().split('_') if word)


def _index(names: Iterable[str]) -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    for name in names:
        for word in _split(name):
            words.setdefault(word, []).append(name)
    return words
