"""What ``render`` prints has no drift when it is read back, whatever was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinxext.http_status.drift.check import check_tree
from sphinxext.http_status.drift.comparing.notes import Asked
from sphinxext.http_status.drift.parsing.files import parse_md, parse_rst
from sphinxext.http_status.facts.citations import EDITIONS
from sphinxext.http_status.facts.histories.files import find_history
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.table import require_table
from sphinxext.http_status.page.text import render

if TYPE_CHECKING:
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
