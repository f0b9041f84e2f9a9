"""Histories from files: what they may say, and what is refused."""

from __future__ import annotations

import json
import os
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.http_status.facts.histories.files import find_history, parse_history
from sphinxext.http_status.facts.model import MemberChange, Note
from sphinxext.http_status.facts.problems import FactsError, Subtype

#: Every kind of event in the life of a member.
GREEK: dict[str, Any] = {
    'object': 'greek.Status',
    'releases': ['1', '2', '3', '4'],
    'members': [
        {'code': 1, 'name': {'1': 'ALPHA', '3': None, '4': 'ALPHA'}, 'phrase': {'1': 'Alpha'}},
        {'code': 'b', 'name': {'1': 'BETA', '2': 'BE'}, 'aliases': {'2': ['BETA'], '4': []}},
        {'code': 3, 'name': {'2': 'GAMMA', '3': 'GAM'}, 'description': {'2': 'Third', '4': ''}},
    ],
}


def _names(history, release):
    return [row.name for row in history.rows(release)]


def test_members_come_and_go():
    """A member can be removed, come back, be renamed with an alias or without, and lose one."""
    history = parse_history(GREEK)
    assert [_names(history, release) for release in history.releases] == [
        ['ALPHA', 'BETA'],
        ['ALPHA', 'BE', 'GAMMA'],
        ['BE', 'GAM'],
        ['ALPHA', 'BE', 'GAM'],
    ]
    assert history.notes('4') == (
        Note(kind='versionadded', release='1'),
        Note(
            kind='versionchanged',
            release='2',
            changes=(
                MemberChange(code='b', old='BETA', new='BE', aliased=True),
                MemberChange(code=3, new='GAMMA'),
            ),
        ),
        Note(
            kind='versionchanged',
            release='3',
            changes=(
                MemberChange(code=1, old='ALPHA'),
                MemberChange(code=3, old='GAMMA', new='GAM'),
            ),
        ),
        Note(kind='versionchanged', release='4', changes=(MemberChange(code=1, new='ALPHA'),)),
    )
    alpha, be, gam = history.rows('4')
    assert (alpha.phrase, alpha.since) == ('Alpha', '1')
    assert be.aliases == ()
    assert [row.description for row in (*history.rows('3')[1:], gam)] == ['Third', '']


def test_own_history_wins(tmp_path):
    """A project's own file replaces the shipped one, and is read anew once it changes."""
    path = tmp_path / 'history.json'
    path.write_text(json.dumps(GREEK), encoding='utf-8')
    os.utime(path, ns=(1, 1))
    paths = {'http.HTTPStatus': path}
    assert _names(find_history('http.HTTPStatus', paths), '1') == ['ALPHA', 'BETA']
    path.write_text(json.dumps(GREEK).replace('BETA', 'WETA'), encoding='utf-8')
    os.utime(path, ns=(2, 2))
    assert _names(find_history('http.HTTPStatus', paths), '1') == ['ALPHA', 'WETA']
    assert find_history('http.HTTPMethod', paths) is find_history('http.HTTPMethod')
    assert find_history('greek.Status', paths) is None


def _broken(**changes):
    return json.dumps({**GREEK, **changes}).encode()


def _broken_member(**changes):
    return _broken(members=[{'code': 1, 'name': {'1': 'ALPHA'}, **changes}])


BROKEN = {
    'empty': (b'', 'Expecting value'),
    'CSV': (
        b'code,name\n404,LOST\n',
        r'; it has to be JSON, such as \{"object": "greek',
    ),
    'no JSON': (b'{', 'Expecting property name'),
    'no UTF-8': (b'"\xff"', 'codec'),
    'too deep': (b'[' * 100_000, 'recursion'),
    'null': (b'null', "needs 'object'"),
    'list': (b'[]', "needs 'object'"),
    'text': (b'"history"', "needs 'object'"),
    'no object': (json.dumps({'releases': ['1'], 'members': []}).encode(), "needs 'object'"),
    'object is a number': (_broken(object=1), "needs 'object'"),
    'no releases': (_broken(releases=[]), 'at least one'),
    'releases are a text': (_broken(releases='1234'), "needs 'object'"),
    'release is a number': (_broken(releases=[3.6]), r'not 3\.6'),
    'release is a list': (_broken(releases=[[]]), r'not \[\]'),
    'release twice': (_broken(releases=['1', '2', '1']), "release '1' is there twice"),
    'members are an object': (_broken(members={}), "needs 'object'"),
    'member is a list': (_broken(members=[[]]), r"needs a 'code' and a 'name', not \[\]"),
    'no code': (_broken(members=[{'name': {}}]), "needs a 'code'"),
    'no name': (_broken(members=[{'code': 1}]), "needs a 'code'"),
    'code is a truth': (_broken_member(code=True), "needs a 'code'"),
    'code is a fraction': (_broken_member(code=1.5), "needs a 'code'"),
    'code twice': (_broken(members=GREEK['members'][:1] * 2), 'code 1 is there twice'),
    'name is a text': (_broken_member(name='ALPHA'), "member 1, 'name': it must map"),
    'name is a list': (_broken_member(name={'1': ['ALPHA']}), 'cannot be'),
    'name is empty': (_broken_member(name={'1': ''}), "cannot be ''"),
    'unknown release': (_broken_member(phrase={'9': 'Alpha'}), "has no release '9'"),
    'unknown field': (_broken_member(phrases={'1': 'Alpha'}), "'phrases': unknown"),
    'alias is a text': (_broken_member(aliases={'1': 'BETA'}), "cannot be 'BETA' in 1"),
    'alias is a number': (_broken_member(aliases={'1': [1]}), r'cannot be \[1\]'),
    'phrase is null': (_broken_member(phrase={'1': None}), 'cannot be None'),
    'description is a number': (_broken_member(description={'1': 1}), 'cannot be 1'),
}


@pytest.mark.parametrize(('content', 'message'), BROKEN.values(), ids=BROKEN)
def test_broken_history_file(tmp_path, content, message):
    """A file that is no history is an error that names the object, the file and the spot."""
    path = tmp_path / 'history.json'
    path.write_bytes(content)
    with pytest.raises(FactsError, match=message) as caught:
        find_history('greek.Status', {'greek.Status': path})
    assert caught.value.problem.subtype is Subtype.HISTORY
    assert f'cannot read the history of greek.Status from {path}: ' in str(caught.value)


def test_missing_history_file(tmp_path):
    """A file that is not there, or that is a folder, is the same kind of error."""
    for path in (tmp_path / 'missing.json', tmp_path):
        with pytest.raises(FactsError) as caught:
            find_history('greek.Status', {'greek.Status': path})
        assert caught.value.problem.subtype is Subtype.HISTORY


def _places(value, place=()):
    yield place
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items if isinstance(value, (dict, list)) else ():
        yield from _places(inner, (*place, key)) if isinstance(inner, (dict, list)) else [(*place, key)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@given(place=st.sampled_from(list(_places(GREEK))), value=JSON)
def test_damaged_history_is_refused_or_works(place, value):
    """Whatever stands at whatever place of a history: it is refused, or tells of all releases."""
    around: dict[str, Any] = {'root': deepcopy(GREEK)}
    spot: Any = around
    path = ('root', *place)
    for key in path[:-1]:
        spot = spot[key]
    spot[path[-1]] = value
    try:
        history = parse_history(around['root'])
    except ValueError:
        return
    for release in history.releases:
        assert all(row.name and row.since for row in history.rows(release))
        assert history.notes(release)[0].kind == 'versionadded'
