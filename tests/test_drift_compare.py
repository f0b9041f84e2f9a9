"""Is every change of a page found, and nothing else?"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinxext.http_status.drift.compare import find_drift
from sphinxext.http_status.drift.document import parse_file, parse_rst
from sphinxext.http_status.drift.findings import (
    Changed,
    KnownAlias,
    Misplaced,
    Missing,
    Repeated,
    Unknown,
)
from sphinxext.http_status.drift.read import read_address
from sphinxext.http_status.drift.records import PageCitation, PageRange, PageRow, Place, Reading
from sphinxext.http_status.facts.citations import find_citations
from sphinxext.http_status.facts.history import find_history
from sphinxext.http_status.facts.model import Citation, StatusRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinxext.http_status.drift.findings import Finding

SEEDS = Path(__file__).parent / 'seeds'
OBJECT = 'http.HTTPStatus'


def expected_rows(release: str, edition: str = '9110') -> list[StatusRow]:
    """Return the rows of the enum, each with its citation."""
    history = find_history(OBJECT)
    assert history is not None
    citations = find_citations(edition)
    return [replace(row, citation=citations.get(row.code)) for row in history.rows(release)]


def page_row(row: StatusRow, line: int = 0) -> PageRow:
    """Return a row of a page that shows all there is, without a mistake."""
    citation = row.citation
    assert citation is not None
    cited = PageCitation(citation.rfc, citation.section, (citation.rfc, citation.section))
    return PageRow(
        code=row.code,
        names=(row.name,),
        phrase=row.phrase,
        citations=(cited,),
        shown=frozenset({'code', 'name', 'phrase', 'citation'}),
        line=line,
    )


def reading(rows: Sequence[PageRow], *ranges: PageRange) -> Reading:
    """Return what a page says that consists of rows."""
    return Reading(place=Place('page.rst', 1, 'codes'), rows=tuple(rows), ranges=ranges)


def drift(expected: Sequence[StatusRow], rows: Sequence[PageRow], *ranges: PageRange) -> list[Finding]:
    """Return the findings that fail a check."""
    found = find_drift(expected, reading(rows, *ranges), object_path=OBJECT)
    return [finding for finding in found if finding.drift]


# A page as a table, changed cell by cell.

FULL = expected_rows('3.13')
HEAD = ['Code', 'Enum Name', 'Details']


def cells_of(row: StatusRow) -> list[str]:
    """Return the cells of a row as a page written by hand has them."""
    assert row.citation is not None
    section = f', Section {row.citation.section}' if row.citation.section else ''
    maturity = f' ({row.citation.maturity})' if row.citation.maturity else ''
    details = f'{row.citation.spec} :rfc:`{row.citation.rfc}`{section}{maturity}'
    return [f'``{row.code}``', f'``{row.name}``', details]


def write_table(table: Sequence[Sequence[str]]) -> str:
    """Return a simple table."""
    widths = [max(map(len, column)) for column in zip(HEAD, *table, strict=True)]
    rule = ' '.join('=' * width for width in widths)
    lines = [' '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [HEAD, *table]]
    return '\n'.join([rule, lines[0], rule, *lines[1:], rule]) + '\n'


def find_in_table(table: Sequence[Sequence[str]]) -> list[Finding]:
    """Return all findings about a table, information included."""
    document = parse_rst(write_table(table), 'page.rst')
    return list(find_drift(FULL, read_address(document, None, FULL), object_path=OBJECT))


def _swap(table: list[list[str]], first: int, second: int) -> list[list[str]]:
    table = list(table)
    table[first], table[second] = table[second], table[first]
    return table


def _with(table: list[list[str]], index: int, column: int, old: str, new: str) -> list[list[str]]:
    row = list(table[index])
    assert old in row[column]
    row[column] = row[column].replace(old, new, 1)
    return [*table[:index], row, *table[index + 1 :]]


def mutants(table: list[list[str]]) -> Iterator[tuple[str, list[list[str]], type[Finding], str]]:
    """Yield each change of one cell or row, with the one finding that it must lead to, and its subject."""
    size = len(table)
    for index, row in enumerate(FULL):
        citation = row.citation
        assert citation is not None
        other = FULL[(index + 7) % size]
        code, rfc = str(row.code), str(citation.rfc)
        for wrong in (str(other.code), str(int(code) + 1000 % 997), '999', code[:2] + 'O', code[0] + code[2:]):
            if wrong != code:
                yield 'code', _with(table, index, 0, code, wrong), Changed, row.name
        for wrong in (other.name, row.name[:-1] + 'Ж', row.name + 'S', row.name.title(), f'HTTP_{row.name}'):
            yield 'name', _with(table, index, 1, row.name, wrong), Changed, row.name
        yield 'name', _with(table, index, 1, f'``{row.name}``', ''), Changed, row.name
        for wrong in ('9111', '2616', rfc[:-1]):
            yield 'rfc', _with(table, index, 2, f'`{rfc}`', f'`{wrong}`'), Changed, row.name
        yield 'rfc', _with(table, index, 2, f':rfc:`{rfc}`', f'RFC {rfc}'), Changed, row.name
        yield 'rfc', _with(table, index, 2, f':rfc:`{rfc}`', ''), Changed, row.name
        section = f', Section {citation.section}'
        for wrong in (f', Section {citation.section}.1', ', Section 99', ''):
            yield 'section', _with(table, index, 2, section, wrong), Changed, row.name
        yield 'removed', table[:index] + table[index + 1 :], Missing, row.name
        yield 'doubled', [*table[: index + 1], *table[index:]], Repeated, row.name
        yield 'doubled', [*table, table[index]], Repeated, row.name
        if index + 1 < size:
            yield 'swapped', _swap(table, index, index + 1), Misplaced, ''


def test_every_change_of_one_cell_or_row_is_found_and_nothing_else(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Of a correct table of 62 rows, each mutant leads to exactly one finding: the one about its row."""
    table = [cells_of(row) for row in FULL]
    assert find_in_table(table) == []
    assert len(table) == 62
    total, found, wrong = Counter[str](), Counter[str](), []
    for kind, mutant, expected_kind, name in mutants(table):
        total[kind] += 1
        findings = find_in_table(mutant)
        right = (
            len(findings) == 1
            and type(findings[0]) is expected_kind
            and (not name or findings[0].row.name == name)  # type: ignore[attr-defined]
        )
        found[kind] += right
        if not right:
            wrong.append((kind, name, [str(finding) for finding in findings]))
    with capsys.disabled():
        print('\nmutants found: ' + ', '.join(f'{kind} {found[kind]}/{total[kind]}' for kind in total), end=' ')
    assert wrong == []
    assert found == total


if __name__ == '__main__':
    t=time.time()
    table = [cells_of(row) for row in FULL]
    print(*find_in_table(table))
    n=0
    tot=Counter()
    for kind, mutant, k, name in mutants(table):
        fs=find_in_table(mutant); tot[kind]+=1
        if not(len(fs)==1 and type(fs[0]) is k and (not name or fs[0].row.name==name)):
            n+=1
            if n<25: print(kind,name,k.__name__,[str(f) for f in fs])
    print(n, tot, time.time()-t)
