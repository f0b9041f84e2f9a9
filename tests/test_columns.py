"""A column is one record, which every way to a table and to its check knows."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from documented import HISTORY, OBJECT
from reading import read_html

from sphinxext.http_status.cli import main
from sphinxext.http_status.drift import records
from sphinxext.http_status.facts.columns import COLUMNS, Column, Kind
from sphinxext.http_status.page import text
from sphinxext.http_status.page.reading import sentences
from sphinxext.http_status.page.writing.cells import CellMaker
from sphinxext.http_status.testing import assert_no_drift

DISPATCHES = {
    'nodes of a cell': CellMaker.CONTENT,
    'text of a cell': text.CELLS,
    'value of a cell in JSON': text.VALUES,
    'messages of a cell': sentences.MESSAGES,
    'what a check compares': records.COMPARED,
}
#: What the cells of each column say of 404, however they are marked up; an alias stands beside a name.
SHOWN = {
    'code': '404',
    'name': 'NOT_FOUND',
    'phrase': 'Not Found',
    'description': 'There is no such thing',
    'details': 'HTTP Semantics RFC 9110, Section 15.5.5',
    'since': '1.1',
    'aliases': 'MISSING',
    'doc': 'Somebody took it.',
    'team': 'team 404',
}
#: A column like ours for each kind of column; all but the header may be equal.
LIKE = {column.kind: column for column in COLUMNS.values()}


@pytest.fixture
def history(tmp_path):
    """Return the path of the history of the enum."""
    path = tmp_path / 'history.json'
    path.write_text(json.dumps(HISTORY), encoding='utf-8')
    return path


@pytest.fixture
def render(capsys, history):
    """Return a function that prints columns in a format, as the command line does."""

    def printed(columns, form):
        assert (
            main(['render', OBJECT, '--history', str(history), '--columns', columns, '--format', form])
            == 0
        )
        return capsys.readouterr().out

    return printed


@pytest.fixture
def shows(build, render, history, capsys, tmp_path):
    """Return a function that asserts that every way to a table shows a column, and that checks know it.

    Code and name stand beside it, since a check looks rows up by them.
    """

    def show(column, header, cell):
        columns = ' '.join(dict.fromkeys(['code', 'name', column]))
        position = columns.split().index(column)
        page = f'T\n=\n\n.. http-status-table:: {OBJECT}\n   :columns: {columns}\n   :notes: none\n'
        conf = {'http_status_histories': {OBJECT: str(history)}}
        built = build({'index.rst': page}, **conf)
        assert built.warnings == []
        (table,) = read_html(built.text())
        assert table.header[position] == header
        assert cell in table.rows[0][position]

        values = list(csv.reader(io.StringIO(render(columns, 'csv'))))
        assert (values[0][position], values[1][position]) == (header, cell)
        assert cell.split()[0] in json.dumps(json.loads(render(columns, 'json'))[0][column])
        for form in ('rst', 'md'):
            written = tmp_path / f'page.{form}'
            written.write_text(render(columns, form), encoding='utf-8')
            assert header in written.read_text(encoding='utf-8')
            assert main(['check', str(written), OBJECT]) == 0, capsys.readouterr().out
        assert_no_drift(built.outdir / 'index.html', object=OBJECT)
        assert build({}, 'http-status', **conf).warnings == []

    return show


@pytest.mark.parametrize('name', DISPATCHES)
def test_every_kind_of_column_is_known(name):
    """Whatever does something for each cell does it for every kind of column."""
    assert set(DISPATCHES[name]) == set(Kind)


def test_every_column_is_among_the_examples():
    """The columns that are shown below are all that there are, and one that is an attribute."""
    assert list(SHOWN) == [*COLUMNS, 'team']
    assert set(LIKE) == set(Kind)


@pytest.mark.parametrize('column', SHOWN)
def test_every_column_is_shown_everywhere(shows, column):
    """Directive, command line, builder and test helper show each column, and find it right."""
    header = COLUMNS[column].header if column in COLUMNS else column
    shows(column, header, SHOWN[column])


@pytest.mark.parametrize('kind', Kind)
def test_a_new_column_of_a_known_kind_is_one_record(shows, monkeypatch, kind):
    """A record in the list of columns is all that a column takes to be shown everywhere."""
    monkeypatch.setitem(COLUMNS, 'new', replace(LIKE[kind], name='new', header='New Header'))
    shows('new', 'New Header', SHOWN[LIKE[kind].name])


def test_what_a_new_column_says_is_its_own(shows, monkeypatch):
    """The function in the record says what the cells show, without an attribute of that name."""
    record = Column('new', 'New Header', Kind.PLAIN, lambda row: f'{row.name.title()} of {row.code}')
    monkeypatch.setitem(COLUMNS, 'new', record)
    shows('new', 'New Header', 'Not_Found of 404')


def test_the_header_of_a_new_column_is_for_translators(build, monkeypatch):
    """The header reaches the catalog of the page; so does the text of a kind that is translated."""
    record = Column('new', 'New Header', Kind.PROSE, lambda row: f'About {row.phrase}')
    monkeypatch.setitem(COLUMNS, 'new', record)
    page = f'T\n=\n\n.. http-status-table:: {OBJECT}\n   :columns: code new\n'
    built = build({'index.rst': page}, 'gettext')
    messages = re.findall(r'^msgid "(.+)"$', built.text('index.pot'), re.MULTILINE)
    assert {'New Header', 'About Not Found', 'About Not Extended'} <= set(messages)
