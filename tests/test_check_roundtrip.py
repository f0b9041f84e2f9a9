"""What ``render`` prints has no drift in any form, and each change of it is found."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from sphinxext.http_status.drift.check import check_tree
from sphinxext.http_status.drift.comparing.notes import Asked
from sphinxext.http_status.drift.findings import Changed, Finding, Misplaced, Missing, Repeated
from sphinxext.http_status.drift.parsing.files import parse_md, parse_rst
from sphinxext.http_status.facts.citations import EDITIONS
from sphinxext.http_status.facts.histories.files import find_history
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.table import require_table
from sphinxext.http_status.page.text import render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sphinxext.http_status.facts.model import StatusRow, StatusTable

pytestmark = pytest.mark.sphinx

Row = tuple[str, ...]

HISTORY = find_history('http.HTTPStatus')
assert HISTORY is not None


def indented(text: str) -> str:
    """Return *text* as the content of a directive."""
    return ''.join(f'   {line}\n' for line in text.splitlines())


def cells(text: str) -> list[Row]:
    """Return the header and the rows of a simple table, cell by cell."""
    rule, *lines = text.splitlines()
    edges = [
        position
        for position, mark in enumerate(f' {rule}')
        if mark == '=' and f' {rule}'[position - 1] == ' '
    ]
    starts = [edge - 1 for edge in edges]
    return [
        tuple(line[start:end].strip() for start, end in zip(starts, [*starts[1:], None], strict=True))
        for line in lines
        if line != rule
    ]


# Each form as a function from the header and the rows to the source of a page.


def as_simple(rows: Sequence[Row]) -> str:
    """Return a simple table."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rule = ' '.join('=' * width for width in widths)
    lines = [' '.join(map(str.ljust, row, widths)).rstrip() for row in rows]
    return '\n'.join([rule, lines[0], rule, *lines[1:], rule]) + '\n'


def as_grid(rows: Sequence[Row]) -> str:
    """Return a grid table."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rule = '+' + '+'.join('-' * (width + 2) for width in widths) + '+\n'
    lines = ['| ' + ' | '.join(map(str.ljust, row, widths)) + ' |\n' for row in rows]
    return rule + lines[0] + rule.replace('-', '=') + ''.join(line + rule for line in lines[1:])


def as_list(rows: Sequence[Row]) -> str:
    """Return a list-table."""
    items = ['* - ' + '\n  - '.join(row) for row in rows]
    return '.. list-table::\n   :header-rows: 1\n\n' + indented('\n'.join(items))


def as_csv(rows: Sequence[Row]) -> str:
    """Return a csv-table."""
    out = io.StringIO()
    csv.writer(out, lineterminator='\n').writerows(rows)
    return '.. csv-table::\n   :header-rows: 1\n\n' + indented(out.getvalue())


def as_pipes(rows: Sequence[Row]) -> str:
    """Return a pipe table."""
    lines = [rows[0], tuple('---' for _cell in rows[0]), *rows[1:]]
    return ''.join('| ' + ' | '.join(row) + ' |\n' for row in lines)


@dataclass(frozen=True)
class Form:
    """A form of a table, and who reads it."""

    write: Callable[[Sequence[Row]], str]
    parse: Callable[[str], nodes.document]
    #: How a citation is written.
    cite: str


REST = ':rfc:`{rfc}`'
FORMS = {
    'simple': Form(as_simple, parse_rst, REST),
    'grid': Form(as_grid, parse_rst, REST),
    'list-table': Form(as_list, parse_rst, REST),
    'csv-table': Form(as_csv, parse_rst, REST),
    'md': Form(
        as_pipes,
        parse_md,
        '[RFC {rfc}](https://datatracker.ietf.org/doc/html/rfc{rfc}#section-{section})',
    ),
}


def find(tree: nodes.Element, table: StatusTable) -> list[Finding]:
    """Return all findings about a page, information included."""
    # What is printed has rows alone.
    return list(check_tree(tree, '', table, path='page', asked=Asked.NOTHING).findings)


# Nothing is found where nothing is wrong.


@pytest.mark.parametrize('edition', EDITIONS)
@pytest.mark.parametrize('release', HISTORY.releases)
def test_no_form_of_what_is_printed_has_a_finding(release: str, edition: str) -> None:
    """What ``render`` prints is right as it stands, and its CSV is right as a csv-table."""
    table = require_table(TableRequest(release=release, edition=edition))
    found = {
        'rst': find(parse_rst(render(table, 'rst')), table),
        'md': find(parse_md(render(table, 'md')), table),
        'csv': find(
            parse_rst('.. csv-table::\n   :header-rows: 1\n\n' + indented(render(table, 'csv'))), table
        ),
    }
    assert found == {'rst': [], 'md': [], 'csv': []}


@pytest.mark.parametrize(
    'columns',
    [
        'code phrase',
        'name code',
        'phrase name details code since',
        'code name aliases',
        'description code name',
        'name',
        'code',
        'code details',
        'name details aliases phrase',
    ],
)
def test_no_choice_of_columns_has_a_finding(columns: str) -> None:
    """Whatever columns are printed, in whatever order, the table is right in rst and md."""
    table = require_table(TableRequest(release='3.13', columns=tuple(columns.split())))
    assert find(parse_rst(render(table, 'rst')), table) == []
    assert find(parse_md(render(table, 'md')), table) == []


@pytest.mark.parametrize('codes', ['4xx', '404', '!4xx', '200 404 510-511', '418'])
def test_no_selection_has_a_finding(codes: str) -> None:
    """A selection is right against the same selection."""
    table = require_table(TableRequest(release='3.13', codes=codes))
    for form, parse in (('rst', parse_rst), ('md', parse_md)):
        assert find(parse(render(table, form)), table) == []


# Each change is found, and nothing else.


Mutant = tuple[str, list[Row], type[Finding], set[str]]


def mutants(table: StatusTable, rows: list[Row], form: Form) -> Iterator[Mutant]:
    """Yield changes of one cell or one row: what is changed, the rows, and the finding they lead to."""
    for index, fact in enumerate(table.rows):
        before, after = rows[:index], rows[index + 1 :]
        for kind, column, cell in changed_cells(fact, table.rows[(index + 7) % len(table.rows)], form):
            row = list(rows[index])
            row[column] = cell
            yield kind, [*before, tuple(row), *after], Changed, {fact.name}
        yield 'removed row', [*before, *after], Missing, {fact.name}
        yield 'doubled row', [*before, rows[index], rows[index], *after], Repeated, {fact.name}
        if index:
            swapped = [*rows[: index - 1], rows[index], rows[index - 1], *after]
            yield 'swapped rows', swapped, Misplaced, {fact.name, table.rows[index - 1].name}


def changed_cells(fact: StatusRow, other: StatusRow, form: Form) -> Iterator[tuple[str, int, str]]:
    """Yield what is changed, the column, and its text after the change."""
    mark = '`' if form.parse is parse_md else '``'
    citation = fact.citation
    assert citation is not None
    yield 'code', 0, f'{mark}{other.code}{mark}'
    yield 'name', 1, f'{mark}{other.name}{mark}'
    yield 'name', 1, f'{mark}{fact.name}S{mark}'
    section = f', Section {citation.section}'
    wrong = {'rfc': 9111, 'section': citation.section}
    yield 'RFC', 2, f'{citation.spec} {form.cite.format(**wrong)}{section}'
    right = form.cite.format(rfc=citation.rfc, section=citation.section)
    yield 'section', 2, f'{citation.spec} {right}{section}.1'
    behind = f' ({citation.maturity})' if citation.maturity else ''
    if '{section}' in form.cite:
        elsewhere = form.cite.format(rfc=citation.rfc, section=f'{citation.section}.1')
        yield 'link', 2, f'{citation.spec} {elsewhere}{section}{behind}'
    else:
        yield 'link', 2, f'{citation.spec} RFC {citation.rfc}{section}{behind}'


def body_rows(tree: nodes.document) -> list[nodes.Node]:
    """Return the rows of the body of the only table."""
    return next(tree.findall(nodes.tbody)).children


@pytest.mark.usefixtures('cells_once')
@pytest.mark.parametrize('name', FORMS)
def test_each_change_is_found_in_every_form(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each mutant of a right table leads to exactly one finding, which is about its row."""
    form = FORMS[name]
    # The simple form has a test of its own, with many more mutants; the others make the same tree of it.
    codes = '' if name == 'md' else '2xx 300-304 511'
    table = require_table(TableRequest(release='3.13', codes=codes))
    table = replace(table, rows=tuple(replace(row, aliases=()) for row in table.rows))
    head, *rows = read_printed(table, name)
    cases = list(mutants(table, rows, form))
    unique = list(dict.fromkeys([*rows, *(row for case in cases for row in case[1])]))
    parsed = dict(zip(unique, body_rows(form.parse(form.write([head, *unique]))), strict=True))
    tree = form.parse(form.write([head, *rows]))
    body = next(tree.findall(nodes.tbody))

    def find_in(mutant: Iterable[Row]) -> list[tuple[type[Finding], str]]:
        body.children = [parsed[row] for row in mutant]
        for row in body.children:
            row.parent = body
        return [(type(finding), finding.row.name) for finding in find(tree, table)]  # type: ignore[attr-defined]

    assert find_in(rows) == []
    total, right = Counter[str](), Counter[str]()
    for kind, mutant, expected, names in cases:
        found = find_in(mutant)
        total[kind] += 1
        right[kind] += len(found) == 1 and found[0][0] is expected and found[0][1] in names
    counts = ', '.join(f'{kind} {right[kind]}/{total[kind]}' for kind in total)
    with capsys.disabled():
        print(f'\nmutants of {len(rows)} rows as {name} found: {counts}', end=' ')  # noqa: T201
    assert right == total
    assert min(total.values()) >= len(rows) - 1


def read_printed(table: StatusTable, name: str) -> list[Row]:
    """Return header and rows as ``render`` prints them, cell by cell."""
    if name != 'md':
        return cells(render(table, 'rst'))
    lines = render(table, 'md').splitlines()
    rows = [tuple(cell.strip() for cell in line.strip('|').split('|')) for line in lines]
    return [rows[0], *rows[2:]]
