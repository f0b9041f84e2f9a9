"""What pages add to codes, sections and rows, and what is no part of them."""

from __future__ import annotations

import pytest

from sphinxext.http_status.drift.check import check_tree
from sphinxext.http_status.drift.comparing.notes import Asked
from sphinxext.http_status.drift.parsing.files import parse_file
from sphinxext.http_status.facts.model import StatusRow, StatusTable
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.table import require_table


def table(*rows):
    """Return the table of an object with rows of code, name and phrase."""
    made = tuple(StatusRow(code=code, name=name, phrase=phrase) for code, name, phrase in rows)
    return StatusTable(object='own.Code', columns=(), rows=made)


LETTERS = table(('E101', 'E101', ''), ('E102', 'E102', ''), ('E201', 'E201', ''))
NUMBERS = table((0, 'ALPHA', 'fine'), (1, 'BETA', 'failed'), (2, 'GAMMA', 'stopped'))
LONG = table((1000, 'NORMAL', ''), (1001, 'AWAY', ''), (3500, 'OWN', ''))
HTTP = require_table(TableRequest(codes='404 410 428', release='3.13'))


def as_rst(rows):
    """Return a page with a list-table, whose cells may hold anything."""
    lines = [
        '.. list-table::',
        '',
        *(f'   {"*" if not n else " "} - {cell}' for row in rows for n, cell in enumerate(row)),
    ]
    return '\n'.join(lines) + '\n\n.. [1] A footnote.\n'


def as_md(rows):
    """Return a page with the same table in Markdown."""
    first, *others = [f'| {" | ".join(row)} |' for row in rows]
    return '\n'.join(['|' + ' |' * len(rows[0]), '|' + '-|' * len(rows[0]), first, *others]) + '\n'


@pytest.fixture(params=['rst', 'md'])
def find(tmp_path, request):
    """Return a function from a table and the rows of a page to what is found there."""

    def find(facts, *rows):
        path = tmp_path / f'page.{request.param}'
        path.write_text((as_rst if request.param == 'rst' else as_md)(rows), encoding='utf-8')
        found = check_tree(parse_file(path), '', facts, path='page', asked=Asked.NOTHING).findings
        return [finding.message for finding in found if finding.drift]

    return find


def http_rows():
    """Return right rows of code, name and citation."""
    return [
        [str(row.code), row.name, str(row.citation).removeprefix('HTTP Semantics ')] for row in HTTP.rows
    ]


@pytest.mark.parametrize('mark', [' (*)', '*', ' †', '¹', ' [1]', ' (!)'])
def test_marks_of_footnotes_are_no_part_of_a_code(find, mark):
    """A code is the same with an asterisk, a dagger or a number in brackets behind it."""
    mark = mark.replace('*', r'\*')
    assert find(LETTERS, ('E101', 'a'), (f'E102{mark}', 'b'), ('E201', 'c')) == []
    (message,) = find(LETTERS, ('E101', 'a'), (f'E103{mark}', 'b'), ('E102', 'b'), ('E201', 'c'))
    assert 'E103' in message


def test_a_heading_in_bold_is_no_row(find):
    """A row whose code is in bold, and none, heads a group; in plain letters it is drift."""
    rows = [('E101', 'a'), ('E102', 'b'), ('**E2**', '*group*'), ('E201', 'c')]
    assert find(LETTERS, *rows) == []
    assert len(find(LETTERS, *[tuple(cell.replace('*', '') for cell in row) for row in rows])) == 1
    assert find(LETTERS, *[(f'**{code}**', 'x') for code in ('E101', 'E102', 'E201')]) == []


def test_several_codes_in_one_cell_are_several_rows(find):
    """Their phrases are divided as they are; what is not divided is not compared."""
    assert find(NUMBERS, ('0', 'fine'), ('1 / 2', 'failed / stopped')) == []
    assert find(NUMBERS, ('``0``', 'fine'), ('``1`` / ``2``', 'failed / stopped')) == []
    assert find(NUMBERS, ('0', 'fine'), ('1, 2', 'failed, stopped')) == []
    (message,) = find(NUMBERS, ('0', 'fine'), ('1 / 2', 'failed / ended'))
    assert message == '2: the page says ended, own.Code says stopped'


def test_words_of_the_language_are_no_names(find):
    """Meanings that happen to be names in small letters are prose, unless each of them is a name."""
    facts = table((0, 'OK', ''), (1, 'FAILED', ''), (2, 'STOPPED', ''))
    assert find(facts, ('0', 'success'), ('1', 'failed'), ('2', 'stopped')) == []
    assert find(facts, ('0', 'ok'), ('1', 'failed'), ('2', 'stopped')) == []
    (message,) = find(facts, ('0', '``ok``'), ('1', '``failed``'), ('2', '``store``'))
    assert 'store' in message


def test_ranges_of_any_length_are_no_rows(find):
    """What is unassigned or private stands for no member, unless one is hidden in it."""
    rows = [('NORMAL', '1000', 'a'), ('AWAY', '1001', 'b'), ('OWN', '3500', 'c')]
    more = [('', '1002-2999', 'Unassigned'), ('', '4000-4999', 'Private'), ('', '0-999', 'Reserved')]
    assert find(LONG, *rows, *more) == []
    (message,) = find(LONG, *rows[:2], ('', '3000-3998', 'Reserved'))
    assert message.startswith('3500 OWN is missing: own.Code has it; the page counts it among 3000-3998')


def test_an_invented_row_without_a_name_is_drift_if_it_cites(find):
    """A code that is not assigned has no specification, or is said to be unused."""
    rows = [
        (str(row.code), row.name, f'RFC {row.citation.rfc}, {row.citation.section}') for row in HTTP.rows
    ]
    assert find(HTTP, *rows, ('306', '(Unused)', 'RFC 9110, 15.4.7')) == []
    assert find(HTTP, *rows, ('306', '', 'Unused: RFC 9110, 15.4.7')) == []
    assert find(HTTP, *rows, ('306', '', 'reserved')) == []
    (message,) = find(HTTP, *rows, ('419', '', 'RFC 9110, 15.5.99'))
    assert '419' in message


@pytest.mark.parametrize(
    ('section', 'right'),
    [
        (', Section 15.5.5', True),
        (', Section 15.5.5 [1]', True),
        (', Section 15.5.5 - new in 3.7', True),
        (', Section 15.5.5 (since 2.0)', True),
        (', 15.5.5 節', True),
        (', Abschnitt 15.5.5', True),
        (', Section 15.5.5a', False),
        (', Section 15.5.5 and 15.5.6', False),
        (', Section 15.5.5, Section 15.5.6', False),
        (', Section 15.5.6', False),
        (', § 15.5', False),
    ],
)
def test_a_section_is_the_number_and_nothing_else(find, section, right):
    """Remarks, versions and footnotes behind a section are none; a letter or a second section is."""
    rows = [
        [str(row.code), row.name, f'RFC {row.citation.rfc}, Section {row.citation.section}']
        for row in HTTP.rows
    ]
    rows[0][2] = f'RFC 9110{section}'
    assert len(find(HTTP, *rows)) == (not right)


@pytest.mark.parametrize(
    'behind', ['', ' [1]', ' - new in 3.7', ' (since Python 3.9)', ', added in 2.1']
)
def test_what_stands_behind_an_rfc_is_no_section(find, behind):
    """An RFC without a section is right and less exact, whatever else is said of it."""
    rows = [
        [str(row.code), row.name, f'RFC {row.citation.rfc}, Section {row.citation.section}']
        for row in HTTP.rows
    ]
    rows[0][2] = f'RFC 9110{behind}'
    assert find(HTTP, *rows) == []
