"""What ``render`` prints has no drift when it is read back, whatever was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinxext.http_status.drift.check import check_tree
from sphinxext.http_status.drift.comparing.notes import Asked
from sphinxext.http_status.drift.findings import Changed
from sphinxext.http_status.drift.parsing.files import parse_md, parse_rst
from sphinxext.http_status.facts.citations import EDITIONS
from sphinxext.http_status.facts.histories.files import find_history
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.table import require_table
from sphinxext.http_status.page.text import render

if TYPE_CHECKING:
    from conftest import Build
    from docutils import nodes

    from sphinxext.http_status.drift.findings import Finding
    from sphinxext.http_status.facts.model import StatusTable

pytestmark = pytest.mark.sphinx

HISTORY = find_history('http.HTTPStatus')
assert HISTORY is not None


def indented(text: str) -> str:
    """Return *text* as the content of a directive."""
    return ''.join(f'   {line}\n' for line in text.splitlines())


def find(tree: nodes.Element, table: StatusTable) -> list[Finding]:
    """Return all findings about a page, information included."""
    # What is printed has rows alone.
    return list(check_tree(tree, '', table, path='page', asked=Asked.NOTHING).findings)


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


#: A page that Sphinx writes as plain text: titles, a list, and a table between words.
PAGE = """\
Codes
*****

Below
=====

* one
* two

.. http-status-table:: http.HTTPStatus
   :codes: {codes}
   :columns: {columns}

Behind
======

Words.
"""


@pytest.mark.parametrize(
    ('language', 'columns', 'codes'),
    [
        ('en', 'code name details', '4xx'),
        ('en', 'phrase code name', '200 404'),
        ('en', 'name details', '404 410'),
        ('en', 'code name phrase description aliases', '4xx'),
        # Its characters are twice as wide.
        ('ja', 'code name description details', '4xx'),
        ('ar', 'code name details', '4xx 5xx'),
    ],
)
def test_plain_text_that_sphinx_writes_is_right(
    build: Build, language: str, columns: str, codes: str
) -> None:
    """A page of the text builder has no finding, and one finding where a name or a code is damaged."""
    page = {'index.rst': PAGE.format(codes=codes, columns=columns)}
    text = build(page, 'text', language=language).text('index.txt')
    table = require_table(TableRequest(release='', codes=codes))
    assert find(parse_rst(text), table) == []
    assert '|=' in text
    damaged = text.replace('"NOT_FOUND"', '"NOTFOUND" ', 1)
    ((kind, line),) = [(type(each), each.place.line) for each in find(parse_rst(damaged), table)]
    assert (kind, damaged.splitlines()[line - 1].count('NOTFOUND')) == (Changed, 1)


@pytest.mark.parametrize(
    'line',
    ['|===|===|', 'a b\n  |===|===|', '| a | b |\n  |===|=', '| a | b |\n  |= =|===|'],
)
def test_only_the_line_below_a_header_is_part_of_a_table(line: str) -> None:
    """What looks like it elsewhere stays as it is written."""
    assert line.replace('\n  ', '\n') in parse_rst(f'Words.\n\n::\n\n  {line}\n').astext()
