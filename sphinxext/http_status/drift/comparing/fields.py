"""Compares the fields of rows. Standard library only."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sphinxext.http_status.drift.findings import Changed, LessPrecise, NotCompared
from sphinxext.http_status.drift.records import PageCitation
from sphinxext.http_status.drift.vocabulary import fold, is_half, is_most

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinxext.http_status.drift.findings import Field, Finding
    from sphinxext.http_status.drift.records import PageRow, Reading
    from sphinxext.http_status.facts.model import Citation, StatusRow

    from .names import Names

#: What may be said of a specification that is no plain standard, and nothing where it is one.
_MATURITIES = frozenset({'', 'Experimental', 'Historic', 'Informational'})
_REMARK = re.compile(r'\s*\([^()]*\)$')


@dataclass(frozen=True, slots=True)
class Norms:
    """What a page has in some rows, and so may be expected in each."""

    #: Whether any row has a link to its RFC.
    links: bool
    #: Whether most rows have one, so that a row without is damaged rather than less precise.
    links_mostly: bool
    sections: bool
    #: Whether it says of any specification that it is no plain standard; others may leave that out.
    maturities: bool


def find_norms(pairs: Sequence[tuple[PageRow, StatusRow]]) -> Norms:
    """Return the norms of a page, whose rows come with the expected ones."""
    cited = [(row.citations, fact.citation) for row, fact in pairs if row.citations]
    dated = [shown for shown, citation in cited if citation and citation.section]
    marked = [shown for shown, citation in cited if citation and citation.maturity]
    linked = sum(any(item.link for item in shown) for shown, _citation in cited)
    return Norms(
        links=linked > 0,
        links_mostly=is_most(linked, len(cited)),
        sections=any(item.section for shown in dated for item in shown),
        maturities=any(item.maturity for shown in marked for item in shown),
    )


def find_meanings(pairs: Sequence[tuple[PageRow, StatusRow]]) -> dict[str, str]:
    """Return the maturities that a page in another language writes, by its words for them.

    The word for one is that of most rows that have it. A page that leaves most of them out, writes any
    in English, or has one word for all, has no such words: what is in parentheses may be a remark.
    """
    shown: dict[str, Counter[str]] = {}
    for row, fact in pairs:
        if fact.citation and fact.citation.maturity and row.citations:
            word = next((item.maturity for item in row.citations if item.maturity), '')
            shown.setdefault(fact.citation.maturity, Counter())[word] += 1
    meanings: dict[str, str] = {}
    # A word that stands for two means what more rows have.
    for maturity, words in sorted(shown.items(), key=lambda item: -item[1].total()):
        word, count = words.most_common(1)[0]
        if word and is_most(count, words.total()):
            meanings.setdefault(word, maturity)
    unmarked = sum(words[''] for words in shown.values())
    are_left_out = is_half(unmarked, sum(words.total() for words in shown.values()))
    is_one_for_all = len(meanings) == 1 < len(shown)
    is_english = not _MATURITIES.isdisjoint(meanings)
    return {} if are_left_out or is_one_for_all or is_english else meanings


class FieldComparison:
    """Compares pairs of rows field by field.

    A section or a link that a row lacks is told only where another row has one.

    :param pairs: rows of the page, each with the expected one.
    :param norms: those of the page that this one is a translation of; else they are its own.
    """

    def __init__(
        self,
        reading: Reading,
        object_path: str,
        names: Names,
        pairs: Sequence[tuple[PageRow, StatusRow]],
        norms: Norms | None = None,
    ) -> None:
        self._reading = reading
        self._object = object_path
        self._names = names
        self._pairs = pairs
        self._norms = norms or find_norms(pairs)
        true = [fact.citation for _row, fact in pairs if fact.citation]
        self._titles = {citation.spec for citation in true}
        self._maturities = _MATURITIES | {citation.maturity for citation in true}
        self._meanings = find_meanings(pairs)

    def findings(self) -> Iterator[Finding]:
        """Yield what differs, row by row."""
        for row, fact in self._pairs:
            yield from self._code(row, fact)
            yield from self._name(row, fact)
            yield from self._phrase(row, fact)
            if fact.citation and 'citation' in row.shown:
                yield from self._citation(row, fact, fact.citation)
        if unknown := [row for row, fact in self._pairs if row.citations and not fact.citation]:
            yield self._unknown_citations(unknown)

    def _unknown_citations(self, rows: Sequence[PageRow]) -> NotCompared:
        count = f'{len(rows)} rows cite' if len(rows) > 1 else '1 row cites'
        text = (
            f'what {count} is not compared, because no specification is known for these members of '
            f'{self._object}; name their registry, or a file of citations'
        )
        return NotCompared(place=self._reading.at(rows[0]), text=text)

    def _changed(
        self, row: PageRow, fact: StatusRow, field: Field, page: str, true: str, suggestion: str = ''
    ) -> Changed:
        place = self._reading.at(row)
        return Changed(
            place=place,
            object=self._object,
            row=fact,
            field=field,
            page=page,
            fact=true,
            suggestion=suggestion,
        )

    def _code(self, row: PageRow, fact: StatusRow) -> Iterator[Finding]:
        if 'code' in row.shown and row.code != fact.code:
            page = row.code_text if row.code is None else str(row.code)
            yield self._changed(row, fact, 'code', page, fact.shown_code)

    def _name(self, row: PageRow, fact: StatusRow) -> Iterator[Finding]:
        true = self._names.spell(fact, fact.name)
        if 'name' in row.shown and not row.names:
            yield self._changed(row, fact, 'name', '', true)
        for name in row.names:
            other = self._names.row(name)
            if other is not fact:
                near = '' if other else self._names.nearest(name, fact)
                yield self._changed(row, fact, 'name', name, true, near)

    def _phrase(self, row: PageRow, fact: StatusRow) -> Iterator[Finding]:
        if 'phrase' not in row.shown or not fact.phrase:
            return
        # "Not Extended (OBSOLETED)" is a phrase and a remark.
        if fold(fact.phrase) not in (fold(row.phrase), fold(_REMARK.sub('', row.phrase))):
            yield self._changed(row, fact, 'phrase', row.phrase, fact.phrase)

    def _citation(self, row: PageRow, fact: StatusRow, true: Citation) -> Iterator[Finding]:
        if true.rfc is None:
            # What is no RFC is cited by a title, which pages word as they like.
            for shown in row.citations:
                yield self._changed(row, fact, 'citation', str(shown), str(true))
            return
        wanted = PageCitation(true.rfc, true.section)
        matching = [shown for shown in row.citations if self._agrees(shown, wanted)]
        if matching:
            yield from self._words(row, fact, true, matching[0])
            yield from self._link(row, fact, wanted, matching)
        elif vague := [each for each in row.citations if (each.rfc, each.section) == (true.rfc, '')]:
            place = self._reading.at(row)
            yield LessPrecise(place=place, row=fact, page=str(vague[0]), fact=str(wanted))
            # What else it says may be wrong; a maturity that it leaves out is less precise, too.
            shown = replace(vague[0], maturity=vague[0].maturity or true.maturity)
            yield from self._words(row, fact, true, shown)
            yield from self._link(row, fact, wanted, vague)
        else:
            page = ' and '.join(map(str, row.citations))
            yield self._changed(row, fact, 'citation', page, str(wanted))

    def _link(
        self, row: PageRow, fact: StatusRow, wanted: PageCitation, matching: Sequence[PageCitation]
    ) -> Iterator[Finding]:
        if all(shown.link is None for shown in matching):
            if self._norms.links_mostly:
                yield self._changed(row, fact, 'link', '', str(wanted))
            elif self._norms.links:
                place, page = self._reading.at(row), f'{matching[0]} without a link'
                yield LessPrecise(place=place, row=fact, page=page, fact='linked, as in other rows')
        elif not any(_leads_to(shown.link, wanted) for shown in matching):
            page = ' and '.join(str(PageCitation(*shown.link)) for shown in matching if shown.link)
            yield self._changed(row, fact, 'link', page, str(wanted))

    def _words(
        self, row: PageRow, fact: StatusRow, true: Citation, shown: PageCitation
    ) -> Iterator[Finding]:
        """Yield what differs in title and maturity, as far as the page has those of specifications."""
        if shown.title in self._titles - {true.spec}:
            yield self._changed(row, fact, 'title', shown.title, true.spec)
        meant = self._meanings.get(shown.maturity, shown.maturity)
        is_known = meant in self._maturities and (meant or self._norms.maturities)
        if is_known and meant != true.maturity:
            yield self._changed(row, fact, 'maturity', shown.maturity, true.maturity or 'nothing')

    def _agrees(self, shown: PageCitation, wanted: PageCitation) -> bool:
        if shown.rfc != wanted.rfc:
            return False
        return shown.section == wanted.section or not (shown.section or self._norms.sections)


def _leads_to(link: tuple[int, str] | None, wanted: PageCitation) -> bool:
    if link is None:
        return False
    rfc, section = link
    # A page may link to another site, or to the RFC as a whole.
    return not rfc or (rfc == wanted.rfc and section in ('', wanted.section or section))
