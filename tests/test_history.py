"""The histories, against the interpreters that they tell of."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path

import pytest
from pythons import RUNNING, executables
from shipped import NEWEST, NEXT

from sphinxext.http_status.facts.histories.files import SHIPPED, find_history, parse_history
from sphinxext.http_status.facts.model import MemberChange, Note
from sphinxext.http_status.facts.problems import FactsError, Subtype

DUMP = Path(__file__).parents[1] / 'tools' / 'dump_enum.py'
#: The newest is that of the data; what has to be true is that none is left out before it.
RELEASES = tuple(f'3.{minor}' for minor in range(5, int(NEWEST.partition('.')[2]) + 1))


def _history(object_path='http.HTTPStatus', paths=None):
    history = find_history(object_path, paths)
    assert history is not None
    return history


@cache
def _dump(release):
    """Return what the interpreter of a release defines, or None when none of that release runs."""
    for executable in executables(release):
        command = [executable, '-I', str(DUMP), *SHIPPED]
        process = subprocess.run(command, capture_output=True, check=False, encoding='utf-8')
        if process.returncode == 0:
            dump = json.loads(process.stdout)
            assert dump['release'] == release
            return dump['enums']
    return None


def _dump_or_skip(release):
    dump = _dump(release)
    if dump is None:
        pytest.skip(
            f'UNCHECKED: the history of Python {release}, since no interpreter of it runs here '
            f'(looked for python{release} on PATH and {release}.* among the versions of pyenv)'
        )
    return dump


def _recorded(object_path, release):
    """Return what a history says of a release, in the form of a dump."""
    return [
        {
            'name': row.name,
            'value': row.code,
            'phrase': row.phrase,
            'description': row.description,
            'aliases': list(row.aliases),
        }
        for row in _history(object_path).rows(release)
    ]


def _names(history, release):
    return [row.name for row in history.rows(release)]


@pytest.mark.parametrize('release', ['3.6', '3.7', '3.8', '3.9', '3.10', '3.11', '3.12', '3.13'])
def test_status_history_equals_interpreter(release):
    """A release's members, in order and with all they say, are those of its interpreter."""
    assert _dump_or_skip(release)['http.HTTPStatus'] == _recorded('http.HTTPStatus', release)


@pytest.mark.parametrize('release', ['3.11', '3.12', '3.13'])
def test_method_history_equals_interpreter(release):
    """HTTPMethod is what the interpreters define, its codes being text."""
    assert _dump_or_skip(release)['http.HTTPMethod'] == _recorded('http.HTTPMethod', release)


@pytest.mark.parametrize('release', ['3.6', '3.10'])
def test_method_history_starts_with_the_enum(release):
    """The history of HTTPMethod does not know the releases whose interpreter has no such enum."""
    assert _dump_or_skip(release)['http.HTTPMethod'] is None
    with pytest.raises(FactsError, match=rf'it reaches from 3\.11 to {NEWEST}'):
        _history('http.HTTPMethod').find_release(release, print)


@pytest.mark.parametrize('object_path', SHIPPED)
def test_history_equals_running_interpreter(object_path):
    """The histories know the interpreter that runs the tests, whichever it is."""
    assert _dump(RUNNING)[object_path] == _recorded(object_path, RUNNING)


def test_status_history_reaches_from_the_first_release_to_the_last():
    """The releases are all since the one that added the enum, oldest first, 3.10 after 3.9."""
    history = _history()
    assert history.releases == RELEASES
    known = [len(history.rows(release)) for release in RELEASES[:11]]
    assert known == [57, 57, 58, 59] + [62] * 7


def test_rows_say_since_when():
    """A row names the release that added its code, whatever the member was called then."""
    since = {row.code: row.since for row in _history().rows('3.13')}
    assert (since[100], since[413], since[421], since[451]) == ('3.5', '3.5', '3.7', '3.8')
    assert {since[code] for code in (103, 418, 425)} == {'3.9'}


def test_notes_of_3_13():
    """The notes tell what each release added and renamed, and leave the silent ones out."""
    renamed = [
        (413, 'REQUEST_ENTITY_TOO_LARGE', 'CONTENT_TOO_LARGE'),
        (414, 'REQUEST_URI_TOO_LONG', 'URI_TOO_LONG'),
        (416, 'REQUESTED_RANGE_NOT_SATISFIABLE', 'RANGE_NOT_SATISFIABLE'),
        (422, 'UNPROCESSABLE_ENTITY', 'UNPROCESSABLE_CONTENT'),
    ]
    assert _history().notes('3.13') == (
        Note(kind='versionadded', release='3.5'),
        _note('3.7', (421, '', 'MISDIRECTED_REQUEST')),
        _note('3.8', (451, '', 'UNAVAILABLE_FOR_LEGAL_REASONS')),
        _note('3.9', (103, '', 'EARLY_HINTS'), (418, '', 'IM_A_TEAPOT'), (425, '', 'TOO_EARLY')),
        _note('3.13', *renamed, aliased=True),
    )


def test_notes_end_with_the_release():
    """A page of a release does not tell of later ones."""
    notes = _history().notes('3.7')
    assert [note.release for note in notes] == ['3.5', '3.7']


def _note(release, *changes, aliased=False):
    made = (MemberChange(code=code, old=old, new=new, aliased=aliased) for code, old, new in changes)
    return Note(kind='versionchanged', release=release, changes=tuple(made))


@pytest.mark.parametrize(
    ('release', 'known'),
    [
        ('3.6.15', '3.6'),
        ('3.6', '3.6'),
        ('3.10', '3.10'),
        ('3.14.0rc1', '3.14'),
        (f'{NEWEST}.0', NEWEST),
    ],
)
def test_find_release(release, known):
    """A release belongs to the known release that begins it, part by part."""
    assert _history().find_release(release, print) == known


def test_a_release_belongs_to_the_longest_known_one_that_begins_it():
    """Where a history has a release and one of its patches, the patch is found, and what follows it."""
    history = parse_history({'object': 'own.Code', 'releases': ['3', '3.6', '3.6.1'], 'members': []})
    found = {
        release: history.find_release(release, print) for release in ('3.6.1.2', '3.6.15', '3.7', '3')
    }
    assert found == {'3.6.1.2': '3.6.1', '3.6.15': '3.6', '3.7': '3', '3': '3'}


@pytest.mark.parametrize('release', ['3.60', '13.6', NEXT, f'{NEXT}.0a1', 'next', 'main', 'v99'])
def test_a_release_newer_than_all_is_the_newest_that_is_known(release):
    """A release that is to come shows what is known, which is told, and is no error."""
    told = []
    assert _history().find_release(release, told.append) == NEWEST
    (note,) = told
    assert (note.is_note, note.subtype) == (True, Subtype.RELEASE)
    assert str(note) == (
        f'the history of http.HTTPStatus does not reach to release {release}, '
        f'so the newest that it knows is shown: {NEWEST}'
    )


@pytest.mark.parametrize('release', ['3.4', '3', '', 'x', '2.7.18', 'thirteen'])
def test_unknown_release(release):
    """A release that the history does not reach is an error that says how far it reaches."""
    with pytest.raises(FactsError, match=rf'it reaches from 3\.5 to {NEWEST}') as caught:
        _history().find_release(release, print)
    assert caught.value.problem.subtype is Subtype.RELEASE
