"""From a request to its table, without any page."""

from __future__ import annotations

import json
import sys
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from shipped import NEWEST

from sphinxext.http_status.facts import table as facts_table
from sphinxext.http_status.facts.columns import default_columns
from sphinxext.http_status.facts.model import Citation, StatusRow
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.table import make_table

if TYPE_CHECKING:
    from pathlib import Path

    from sphinxext.http_status.facts.model import StatusTable


def read(**request: Any) -> tuple[StatusTable, list[str]]:
    """Return the table of a request, and the messages of what is wrong with it."""
    problems: list[str] = []
    table = make_table(TableRequest(**request), lambda problem: problems.append(str(problem)))
    return table, problems


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return the path of a project's own history of http.HTTPStatus."""
    path = tmp_path / 'history.json'
    members = [
        {'code': 200, 'name': {'1': 'OK'}},
        {'code': 404, 'name': {'2': 'NOT_FOUND'}},
        {'code': 410, 'name': {'3': 'GONE'}},
    ]
    path.write_text(
        json.dumps({'object': 'http.HTTPStatus', 'releases': ['1', '2', '3'], 'members': members}),
        encoding='utf-8',
    )
    return path


def test_a_release_is_read_from_the_history() -> None:
    """A table of a release has the members of that release, whichever Python makes it."""
    for release, name in (('3.12', 'REQUEST_URI_TOO_LONG'), ('3.13', 'URI_TOO_LONG')):
        table, problems = read(release=release, codes='414')
        assert ([row.name for row in table.rows], problems) == ([name], [])


@pytest.mark.parametrize(
    ('running', 'known'), [((3, 6), '3.6'), ((3, 12), '3.12'), ((3, 4), NEWEST), ((3, 99), NEWEST)]
)
def test_without_a_release_it_is_that_of_the_running_python(
    monkeypatch: pytest.MonkeyPatch, running: tuple[int, int], known: str
) -> None:
    """An enum of Python's own has the release that runs, or the newest if the history lacks that."""
    monkeypatch.setattr(facts_table, 'sys', SimpleNamespace(version_info=(*running, 1, 'final', 0)))
    table, problems = read()
    assert problems == []
    assert table.notes == read(release=known)[0].notes


def test_without_a_release_it_is_the_newest_of_an_own_history(own: Path) -> None:
    """A project's own history is told to its end, even if it is that of an enum of Python's own."""
    table, problems = read(histories=(('http.HTTPStatus', own),))
    assert problems == []
    assert [note.release for note in table.notes] == ['1', '2', '3']
    assert {row.name: row.since for row in table.rows if row.since} == {
        'OK': '1',
        'NOT_FOUND': '2',
        'GONE': '3',
    }


def test_a_selection_has_the_notes_about_its_rows(own: Path) -> None:
    """What a release did to other rows is left out, and so is the note of a release that did no more."""
    table, problems = read(histories=(('http.HTTPStatus', own),), release='3', codes='410')
    assert problems == []
    assert [(note.release, [change.new for change in note.changes]) for note in table.notes] == [
        ('3', ['GONE'])
    ]


def test_classes_and_ranges_are_of_numbers() -> None:
    """Codes that are texts are selected by themselves or their members; no class or range has them."""
    table, problems = read(object='http.HTTPMethod', release='3.13', codes='GET 4xx 100-200')
    assert [row.code for row in table.rows] == ['GET']
    repair = 'take it out, or write a code, 4xx, 500-504 or a name'
    assert problems == [
        f'no status code or member matches {word!r} in codes; {repair}' for word in ('4xx', '100-200')
    ]


def test_both_ends_of_a_range_belong_to_it() -> None:
    """A range selects the codes that it names and those between."""
    table, problems = read(codes='501-504', release='3.13')
    assert ([row.code for row in table.rows], problems) == ([501, 502, 503, 504], [])


def test_constants_have_no_attributes_to_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """A column that a module of constants cannot fill is left out, and the others are shown."""
    module = ModuleType('constants')
    vars(module).update(HTTP_404_NOT_FOUND=404)
    monkeypatch.setitem(sys.modules, 'constants', module)
    table, problems = read(object='constants', columns=('code', 'zzz', 'doc'))
    assert table.columns == ('code', 'doc')
    assert [row.name for row in table.rows] == ['HTTP_404_NOT_FOUND']
    (problem,) = problems
    assert problem.startswith("unknown column 'zzz'; the members offer code, name, ")


@pytest.mark.parametrize(
    ('fields', 'last'),
    [
        ({'citation': Citation(spec='Ours', rfc=1), 'phrase': 'Gone'}, 'details'),
        ({'phrase': 'Gone', 'description': 'No more'}, 'phrase'),
        ({'description': 'No more'}, 'description'),
        ({}, 'name'),
    ],
    ids=['cited', 'phrase', 'description', 'bare'],
)
def test_a_table_that_names_no_columns_shows_what_there_is(fields: dict[str, Any], last: str) -> None:
    """Beside code and name stands the first of citation, phrase and description that any row has."""
    rows = [StatusRow(code=700, name='OK'), StatusRow(code=701, name='GONE', **fields)]
    assert default_columns(rows) == tuple(dict.fromkeys(('code', 'name', last)))
