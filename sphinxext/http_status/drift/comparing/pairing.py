"""Finds out which row of a page is which row of the facts. Standard library only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext.http_status.drift.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from sphinxext.http_status.drift.records import PageRow
    from sphinxext.http_status.facts.model import StatusRow

    from .names import Names


class Pairing:
    """Pairs of page rows and expected rows, each row in one pair at most.

    A code, a name, a phrase or a citation may be wrong, so what agrees best is paired first: code
    and name, code and something else, the code alone, and at last what is left by its name.

    :param expected: the rows as they should be.
    :param rows: the rows of the page.
    """

    def __init__(self, expected: Sequence[StatusRow], rows: Sequence[PageRow], names: Names) -> None:
        self._expected = expected
        self._rows = rows
        self._names = names
        self._index = {id(row): index for index, row in enumerate(expected)}
        self._page_codes = {row.code for row in rows}
        #: The position of the expected row, by the position of the page's row.
        self.pairs: dict[int, int] = {}
        self._paired: set[int] = set()
        self._run()

    def left_over(self) -> Iterator[PageRow]:
        """Yield the rows of the page that are in no pair, in page order."""
        return (row for position, row in enumerate(self._rows) if position not in self.pairs)

    def missing(self) -> Iterator[StatusRow]:
        """Yield the expected rows that are in no pair."""
        return (row for position, row in enumerate(self._expected) if position not in self._paired)

    def in_page_order(self) -> list[tuple[PageRow, StatusRow]]:
        """Return the pairs, first on the page first."""
        return [(self._rows[page], self._expected[fact]) for page, fact in sorted(self.pairs.items())]

    def _run(self) -> None:
        self._by_candidates(lambda row: (fact for fact in self._named(row) if fact.code == row.code))
        self._by_key(_code_and_phrase, lambda fact: (fact.code, fold(fact.phrase)))
        self._by_key(lambda row: [(row.code, cited) for cited in _cited(row)], _code_and_citation)
        self._by_key(self._trusted_code, lambda fact: fact.code)
        self._by_candidates(self._named)
        self._by_key(_phrase_alone, lambda fact: fold(fact.phrase))
        self._by_key(_citation_alone, lambda fact: _code_and_citation(fact)[1])
        self._by_candidates(self._misspelled)

    def _by_candidates(self, candidates: Callable[[PageRow], Iterable[StatusRow]]) -> None:
        for position, row in self._left():
            for fact in candidates(row):
                if self._take(position, self._index[id(fact)]):
                    break

    def _by_key(
        self,
        keys: Callable[[PageRow], Iterable[Hashable]],
        key: Callable[[StatusRow], Hashable],
    ) -> None:
        waiting: dict[Hashable, list[int]] = {}
        for index in range(len(self._expected) - 1, -1, -1):
            if index not in self._paired:
                waiting.setdefault(key(self._expected[index]), []).append(index)
        for position, row in self._left():
            for wanted in keys(row):
                if waiting.get(wanted) and self._take(position, waiting[wanted].pop()):
                    break

    def _left(self) -> list[tuple[int, PageRow]]:
        return [(position, row) for position, row in enumerate(self._rows) if position not in self.pairs]

    def _take(self, position: int, index: int) -> bool:
        if index in self._paired:
            return False
        self.pairs[position] = index
        self._paired.add(index)
        return True

    def _named(self, row: PageRow) -> Iterator[StatusRow]:
        return (fact for name in row.names if (fact := self._names.row(name)) is not None)

    def _trusted_code(self, row: PageRow) -> list[Hashable]:
        # The name tells that the code is wrong when no other row of the page has its code.
        for fact in self._named(row):
            if self._index[id(fact)] not in self._paired and fact.code not in self._page_codes:
                return []
        return [row.code]

    def _misspelled(self, row: PageRow) -> Iterator[StatusRow]:
        if row.code is None:
            for name in row.names:
                near = self._names.nearest(name)
                if near and (fact := self._names.row(near)) is not None:
                    yield fact


def _cited(row: PageRow) -> Iterator[tuple[int, str]]:
    return ((citation.rfc, citation.section) for citation in row.citations)


def _code_and_citation(fact: StatusRow) -> tuple[Hashable, tuple[int | None, str] | None]:
    citation = fact.citation
    return fact.code, (citation.rfc, citation.section) if citation else None


def _code_and_phrase(row: PageRow) -> list[Hashable]:
    return [(row.code, fold(row.phrase))] if row.phrase else []


def _phrase_alone(row: PageRow) -> list[Hashable]:
    return [fold(row.phrase)] if row.phrase and not row.names else []


def _citation_alone(row: PageRow) -> list[Hashable]:
    return [] if row.names or row.phrase else list(_cited(row))
