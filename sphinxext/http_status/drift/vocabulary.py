"""The words of one enum, as pages spell them. Standard library only."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from heapq import nlargest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from sphinxext.http_status.facts.model import Code, StatusRow

#: How pages spell a member's name beside the name itself, most telling first.
SPELLINGS: Sequence[Callable[[StatusRow, str], str]] = (
    lambda row, name: f'HTTP_{row.code}_{name}',
    lambda _row, name: f'HTTP_{name}',
    lambda _row, name: name.lower(),
)

#: Near matches cost time: after so many look-ups the rest goes without.
LOOKUPS = 100
#: Of so many names at most, one is chosen.
CANDIDATES = 200
#: How alike two names must be (see difflib) for one to be the other misspelled.
ALIKE = 0.8

_PATH = re.compile(r'^.*(?:\.|::|#)(?=[^.:#])')
_CAPITALS = re.compile(r'[^\W\d_a-z]\w*(?<!_)')


def bare(name: str) -> str:
    """Return a name without what stands before it: ``NOT_FOUND`` of ``http.HTTPStatus.NOT_FOUND``."""
    return _PATH.sub('', name.strip()).removeprefix(':').removesuffix('()')


def fold(text: str) -> str:
    """Return a phrase without differences of case, spaces, or the form of apostrophes and hyphens."""
    text = text.replace('\N{RIGHT SINGLE QUOTATION MARK}', "'")
    return ' '.join(re.sub('[\N{HYPHEN}\N{NON-BREAKING HYPHEN}]', '-', text).split()).casefold()


def is_capitals(name: str) -> bool:
    """Return whether a word has the form of a constant's name, in any script with or without case."""
    return bool(_CAPITALS.fullmatch(name)) and name == name.upper()


class Vocabulary:
    """The codes, names and phrases of the expected rows.

    :param expected: the rows; without any, all integers of three digits are codes.
    """

    def __init__(self, expected: Iterable[StatusRow] = ()) -> None:
        self.rows = tuple(expected)
        self.codes = {str(row.code): row.code for row in self.rows}
        self.has_numbers = not self.rows or any(isinstance(row.code, int) for row in self.rows)
        self.phrases = {fold(row.phrase) for row in self.rows if row.phrase}
        self.by_name = dict(_reversed_pairs(self.rows, lambda _row, name: name))
        self.spelled = [dict(_reversed_pairs(self.rows, spelling)) for spelling in SPELLINGS]
        self.by_code = {row.code: row for row in reversed(self.rows)}

    def code(self, text: str) -> Code | None:
        """Return the status code that a text is; None when it is none."""
        text = text.strip()
        if text in self.codes:
            return self.codes[text]
        if self.has_numbers and len(text) == 3 and text.isdecimal() and text[0] != '0':
            return int(text)
        return None

    def find(self, name: str) -> StatusRow | None:
        """Return the row whose member or alias a bare name is, in any spelling, or None."""
        for names in (self.by_name, *self.spelled):
            if name in names:
                return names[name]
        return None

    def knows(self, name: str) -> bool:
        """Return whether a name is that of a member or alias, in any spelling."""
        return self.find(bare(name)) is not None


def _reversed_pairs(
    rows: Sequence[StatusRow], spelling: Callable[[StatusRow, str], str]
) -> Iterator[tuple[str, StatusRow]]:
    # Reversed, so that the first of two rows with the same name stays in a dictionary.
    for row in reversed(rows):
        for name in reversed((row.name, *row.aliases)):
            yield spelling(row, name), row


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
        self._other = vocabulary.spelled[best] if best is not None and hits[best] * 2 >= plain else {}
        self.spelling = SPELLINGS[best] if best is not None and self._other else None
        self._lookups = 0
        self._words: dict[str, list[str]] = {}

    def row(self, name: str) -> StatusRow | None:
        """Return the row whose member or alias a name is; None when there is none."""
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
        return beside * 2 > having

    def spell(self, row: StatusRow, name: str) -> str:
        """Return the name of a row in the spelling of the page."""
        return self.spelling(row, name) if self.spelling else name

    def nearest(self, name: str, row: StatusRow | None = None) -> str:
        """Return the name that a misspelled one means, in the page's spelling; empty when unclear.

        :param row: the row whose name it should be; without one, all rows come into question.
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
