"""Surrogates and control characters, wherever they come from, are written to every kind of file."""

from __future__ import annotations

import json
import sys

import pytest
from building import SEVERAL

from sphinxext.http_status.cli import main

pytestmark = pytest.mark.once

BUILDERS = ['html', 'latex', 'text', 'man', 'texinfo', 'xml', 'gettext', 'http-status']
#: By where the characters are: the module, and the line of the directive.
SOURCES = {
    'phrase': ('class E(Enum):\n    A = (404, "a\\ud800b\\x07", "d\\udfffe")\n', 'oddly.E'),
    'code': ('class E(Enum):\n    A = "\\ud801"\n    B = "x\\x1by"\n', 'oddly.E'),
    'name': ('E = IntEnum("E", {"\\ud800x": 404, "B\\x00": 405}, module="oddly")\n', 'oddly.E'),
    'attribute': (
        'class E(IntEnum):\n    A = 404\n    hint = property(lambda self: "\\ud800")\n',
        'oddly.E\n   :columns: code hint',
    ),
    'dict': ('CODES = {404: "\\ud800", 405: "b"}\n', 'oddly.CODES'),
    'json': ('', 'codes.json'),
    'history': ('class E(IntEnum):\n    A = 404\n    B = 405\n', 'oddly.E'),
}
HISTORY = {
    'object': 'oddly.E',
    'releases': ['1\ud800', '2', '3\x07'],
    'members': [
        {'code': 404, 'name': {'1\ud800': 'A', '2': 'A\ud800', '3\x07': 'A'}},
        {'code': 405, 'name': {'2': 'B'}, 'phrase': {'2': 'p\udfff'}},
    ],
}


def files(source):
    """Return a project with such characters in one place."""
    code, directive = SOURCES[source]
    found = {
        'index.rst': f'Title\n=====\n\n.. http-status-table:: {directive}\n',
        'oddly.py': f'from enum import Enum, IntEnum\n\n\n{code}',
        'codes.json': json.dumps([{'code': 404, 'name': 'A\ud800', 'phrase': '\x07'}]),
    }
    return {**found, 'own.json': json.dumps(HISTORY)} if source == 'history' else found


@pytest.mark.parametrize('builder', BUILDERS)
@pytest.mark.parametrize('source', SOURCES)
def test_no_character_ends_a_build(source, builder, build):
    """Every builder writes its files, and what is written agrees with what was read."""
    conf = {'http_status_histories': {'oddly.E': 'own.json'}} if source == 'history' else {}
    built = build(
        files(source), builder, man_pages=[('index', 'page', 'Page', '', 1)], **conf, **SEVERAL
    )
    assert built.warnings == []
    if builder == 'gettext' and source == 'phrase':
        assert r'a\\ud800b\\x07' in built.text('index.pot')
    if builder == 'html':
        assert r'\ud8' in built.text()


@pytest.mark.parametrize('form', ['rst', 'md', 'csv', 'json'])
@pytest.mark.parametrize('source', [source for source in SOURCES if source != 'attribute'])
def test_no_character_ends_the_command(source, form, tmp_path, monkeypatch, capsys):
    """The command prints each form, and finds no drift in what it printed."""
    monkeypatch.chdir(tmp_path)
    for name, content in files(source).items():
        (tmp_path / name).write_text(content, encoding='utf-8')
    path = SOURCES[source][1]
    request = [path] if path == 'codes.json' else [f'{path}={path.replace(".", ".py::")}']
    if source == 'history':
        request = [path, '--history', 'own.json', '--release', '2']
    elif source == 'name':
        # What is called to make an enum is not followed in a file.
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.setitem(sys.modules, 'oddly', None)
        monkeypatch.delitem(sys.modules, 'oddly')
        request = [path]
    assert main(['render', '--format', form, *request]) == 0
    out, err = capsys.readouterr()
    assert err == ''
    assert out.encode()
    if form in ('rst', 'md'):
        page = tmp_path / f'page.{form}'
        page.write_text(out, encoding='utf-8')
        assert main(['check', str(page), *request]) == 0


#: Codes and names that are no words.
ODD = [
    ('E 100', 'X'),
    ('ns:err-1', 'LOST'),
    ('E1', 'A-B'),
    ('**x**', 'Y'),
    ('<b>\u202e', '**x**'),
    ('é', 'É'),
    ('a,b', 'N'),
    ('a (b)', 'b c'),
    ("it's", '404'),
]


@pytest.mark.parametrize(('code', 'name'), ODD)
def test_odd_codes_and_names_are_no_drift(code, name, build):
    """The builder reads the rows and notes that the directive made, whatever codes and names are."""
    pairs = [('A', 404), (name, code)]
    members = [{'code': 404, 'name': {'1': 'A'}}, {'code': code, 'name': {'2': name}}]
    built = build(
        {
            'index.rst': '.. http-status-table:: odd.E\n',
            'odd.py': f'from enum import Enum\nE = Enum("E", {dict(pairs)!r}, module="odd")\n',
            'own.json': json.dumps({'object': 'odd.E', 'releases': ['1', '2'], 'members': members}),
        },
        'http-status',
        http_status_histories={'odd.E': 'own.json'},
    )
    assert built.warnings == []
