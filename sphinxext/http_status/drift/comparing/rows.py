"""Compares what a page says with the facts, as generators of findings. Standard library only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinxext.http_status.drift.findings import (
    Generated,
    KnownAlias,
    Misplaced,
    Missing,
    Repeated,
    Unknown,
    Unreadable,
)
from sphinxext.http_status.drift.vocabulary import Vocabulary, bare

from .fields import FieldComparison, find_norms
from .mentions import compare_mentions, is_whole
from .names import Names
from .order import find_misplaced
from .pairing import Pairing

#: What is said of a code that is not assigned, or in parentheses in any language.
_UNASSIGNED = re.compile(r'\([^()]+\)|\b(?:private|reserved|unassigned|unused)\b', re.IGNORECASE)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinxext.http_status.drift.findings import Finding, PageRange
    from sphinxext.http_status.drift.records import PageRow, Reading
    from sphinxext.http_status.drift.vocabulary import Others
    from sphinxext.http_status.facts.model import StatusRow


def find_drift(
    expected: Sequence[StatusRow],
    reading: Reading,
    *,
    object_path: str = 'the code',
    source: Reading | None = None,
    others: Others = frozenset,
) -> Iterator[Finding]:
    """Yield the findings about one address, in the order of the page.

    Code, member and aliases, citation and phrase are compared where the page shows them; prose
    never is. A finding with ``drift`` False is information. What could not be read is among the
    findings, so that a page without any is a page that was compared.

    :param expected: the rows as they should be, in the order of the enum.
    :param reading: what the page says.
    :param object_path: the dotted path of the enum, for the messages.
    :param source: what the page says that this one is a translation of.
    :param others: returns the names that the object and its module have beside its members.
    """
    found = list(reading.findings)
    if reading.rows:
        found += _compare_rows(expected, reading, object_path, source, others)
    elif reading.mentions:
        found += compare_mentions(expected, reading, object_path, others)
    elif not any(finding.drift or is_whole(finding) for finding in found):
        found.append(Unreadable(place=reading.place, text=_nothing(found)))
    yield from sorted(found, key=lambda finding: finding.place.line or 0)


def _nothing(found: Iterable[Finding]) -> str:
    if any(isinstance(finding, Generated) for finding in found):
        return 'there is nothing to compare in this file, whose table is made when the page is built'
    return 'there is no status code here'


def _compare_rows(
    expected: Sequence[StatusRow],
    reading: Reading,
    object_path: str,
    source: Reading | None,
    others: Others,
) -> Iterator[Finding]:
    names, pairing = _pair(expected, reading)
    norms = find_norms(_pair(expected, source)[1].in_page_order()) if source else None
    comparison = RowComparison(reading, object_path, names, pairing)
    pairs = pairing.in_page_order()
    yield from FieldComparison(reading, object_path, names, pairs, norms).findings()
    yield from comparison.extra(others)
    yield from comparison.aliases()
    yield from comparison.missing(expected)
    shown = {id(fact): row for row, fact in pairs}
    for fact, after in find_misplaced(expected, [fact for _row, fact in pairs]):
        yield Misplaced(place=reading.at(shown[id(fact)]), row=fact, after=after)


def _pair(expected: Sequence[StatusRow], reading: Reading) -> tuple[Names, Pairing]:
    names = Names(Vocabulary(expected), (name for row in reading.rows for name in row.names))
    return names, Pairing(expected, reading.rows, names)


class RowComparison:
    """Compares rows as a whole: those that are missing, unknown, or there twice.

    :param pairing: which row of the page is which.
    """

    def __init__(self, reading: Reading, object_path: str, names: Names, pairing: Pairing) -> None:
        self._reading = reading
        self._object = object_path
        self._names = names
        self._pairs = pairing.in_page_order()
        self._left_over = list(pairing.left_over())
        self._missing = list(pairing.missing())
        self._by_code = {fact.code: (row, fact) for row, fact in reversed(self._pairs)}
        self._by_fact = {id(fact): row for row, fact in self._pairs}
        #: The names that the page has for each row.
        self._shown = {
            id(fact): [name for name in row.names if names.row(name) is fact]
            for row, fact in self._pairs
        }

    def extra(self, others: Others) -> Iterator[Finding]:
        """Yield the rows that are there twice, or that the code does not have."""
        for row in self._left_over:
            if self._is_another_name(row) or self._is_unassigned(row):
                continue
            place = self._reading.at(row)
            if (first := self._twin(row)) is not None:
                yield Repeated(place=place, row=first[1], first=first[0].line)
            elif not row.names or any(bare(name) not in others() for name in row.names):
                near = self._names.nearest(row.names[0]) if row.names else ''
                yield Unknown(place=place, object=self._object, text=_describe(row), suggestion=near)

    def _is_another_name(self, row: PageRow) -> bool:
        """Return whether a row adds an alias to a row that is there, and remember it."""
        facts = [self._names.row(name) for name in row.names]
        fact = facts[0] if facts else None
        if fact is None or any(other is not fact for other in facts) or id(fact) not in self._shown:
            return False
        if row.code not in (fact.code, None) or set(row.names) & set(self._shown[id(fact)]):
            return False
        self._shown[id(fact)].extend(row.names)
        return True

    def _is_unassigned(self, row: PageRow) -> bool:
        # Such as 306 in a table that has a column for names, or "306 (Unused)" in one that has none.
        if row.code is None or row.code in self._by_code or row.names:
            return False
        if row.citations and not _UNASSIGNED.search(row.text):
            # Nobody defines a code that is not assigned.
            return False
        return 'name' in row.shown or (row.phrase[:1] == '(' and row.phrase[-1:] == ')')

    def _twin(self, row: PageRow) -> tuple[PageRow, StatusRow] | None:
        for name in row.names:
            fact = self._names.row(name)
            if fact is not None and row.code in (fact.code, None) and id(fact) in self._by_fact:
                return self._by_fact[id(fact)], fact
        if row.names and not any(map(self._names.row, row.names)):
            return None
        return self._by_code.get(row.code) if row.code is not None else None

    def aliases(self) -> Iterator[Finding]:
        """Yield aliases that stand for their member, or that are missing where the page lists them."""
        listing = self._names.lists_aliases(
            (fact, {*row.names, *self._shown[id(fact)]}) for row, fact in self._pairs
        )
        for row, fact in self._pairs:
            written, place = self._shown[id(fact)], self._reading.at(row)
            if not written or any(self._names.row(name) is not fact for name in row.names):
                continue
            own = [self._names.means(name, fact, fact.name) for name in written]
            if not any(own) or (listing and not own[0]):
                yield KnownAlias(place=place, object=self._object, row=fact, alias=written[0])
            elif listing:
                for alias in self._names.lacking(fact, written):
                    yield Missing(place=place, object=self._object, row=fact, name=alias)

    def missing(self, expected: Sequence[StatusRow]) -> Iterator[Finding]:
        """Yield the rows that the page lacks, each at the row that it should follow, or at the first."""
        missing = {id(row) for row in self._missing}
        before = self._reading.rows[0]
        for fact in expected:
            if id(fact) in missing:
                covered = _covering(self._reading.ranges, fact)
                place = self._reading.at(covered or before)
                yield Missing(
                    place=place, object=self._object, row=fact, name=fact.name, covered=covered
                )
            else:
                before = self._by_fact[id(fact)]


def _covering(ranges: Sequence[PageRange], fact: StatusRow) -> PageRange | None:
    """Return the range that a code is hidden in; a whole class, such as 400-499, is a heading."""
    if not isinstance(fact.code, int):
        return None
    spans = (span for span in ranges if span.first % 100 or span.last % 100 != 99)
    return next((span for span in spans if span.first <= fact.code <= span.last), None)


def _describe(row: PageRow) -> str:
    code = row.code_text if row.code is None else str(row.code)
    return ' '.join(filter(None, (code, ', '.join(row.names) or row.phrase)))
