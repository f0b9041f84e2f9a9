"""What Python files define, read without running them: the same as when they are run, or refused."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from building import fresh_modules
from hypothesis import given
from hypothesis import strategies as st
from pythons import executables
from reading import read_html

from sphinxext.http_status.cli import main
from sphinxext.http_status.facts.problems import FactsError, RequestError
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.table import require_table
from sphinxext.http_status.testing import assert_no_drift

NUMBERS = itertools.count()
COLUMNS = ('code', 'name', 'phrase', 'description', 'aliases', 'doc')


def rows_of(request):
    """Return the rows of a request."""
    return require_table(request).rows


def read(folder, source, name='E', **wanted):
    """Return the rows of what a source defines, without running it."""
    path = folder / f'read_{next(NUMBERS)}.py'
    path.write_text(source, encoding='utf-8')
    place = f'{path.name}::{name}' if name else path.name
    return rows_of(TableRequest(object=place, folder=folder, **wanted))


def run(folder, source, name='E', **wanted):
    """Return the rows of what a source defines, by running it."""
    module = f'run_{next(NUMBERS)}'
    (folder / f'{module}.py').write_text(source, encoding='utf-8')
    separator = ':' if '*' in name else '.'
    try:
        with fresh_modules(folder):
            return rows_of(
                TableRequest(object=f'{module}{separator}{name}' if name else module, **wanted)
            )
    finally:
        sys.modules.pop(module, None)


HEAD = 'import enum\nfrom enum import *\nfrom dataclasses import dataclass, field\nimport sys\n'
FOLDER = Path(__file__).parent / 'static'


def sections(name):
    """Return the sources in a file by heading, without what stands behind a colon, and that."""
    found = (FOLDER / name).read_text(encoding='utf-8').split('### ')[1:]
    for section in found:
        heading, _, source = section.partition('\n')
        title, _, path = heading.partition(':')
        # What is taken whole has nothing but constants in it.
        head = HEAD if path.strip() == 'E' else ''
        yield title, (f'{head}{source.rstrip()}\n', path.strip())


#: What is read as Python has it.
SAME = dict(sections('same.txt'))
#: What cannot be known, with a comment in the line by which it is refused, and what is said of it.
REFUSED = dict(sections('refused.txt'))
#: The files of some projects.
PROJECTS = {path: source for path, (source, _) in sections('projects.txt')}


@pytest.mark.parametrize('case', SAME)
def test_what_is_read_is_what_python_has(tmp_path, case):
    """Rows, with aliases, phrases, descriptions and docstrings, are those of the module that is run."""
    source, name = SAME[case]
    columns = COLUMNS if case != 'exceptions' else COLUMNS[:2]
    expected = run(tmp_path, source, name, columns=columns)
    assert read(tmp_path, source, name, columns=columns) == expected
    assert expected


@pytest.mark.parametrize('case', REFUSED)
def test_what_is_not_known_is_refused_with_its_line(tmp_path, case):
    """Whatever only running it would tell is refused, with where it stands and what it is."""
    source, name = REFUSED[case]
    lines = source.splitlines()
    (number,) = (number for number, line in enumerate(lines, 1) if '# refused: ' in line)
    words = re.escape(lines[number - 1].partition('# refused: ')[2])
    with pytest.raises(RequestError, match=rf'\.py:{number}: .*{words}'):
        read(tmp_path, source, name)


def test_what_no_member_needs_may_be_unknown(tmp_path):
    """Loggers, applications and functions that are not followed keep no member from being read."""
    source = (
        'import logging, shop\nlog = logging.getLogger(__name__)\napp = shop.App()\n'
        '@app.route("/")\nasync def index():\n    return await app\n'
        'with shop.lock:\n    STATE = 1\nclass E(IntEnum):\n    A = 1\n'
    )
    assert [row.name for row in read(tmp_path, HEAD + source)] == ['A']


def test_a_property_that_is_not_known_is_told(tmp_path):
    """A phrase that only running it would tell is a problem with its line, and not left out."""
    source = (
        'from shop import say\nclass E(IntEnum):\n    A = 1\n    @property\n    def phrase(self):\n'
        '        return say(self)\n'
    )
    with pytest.raises(RequestError, match=r'cannot read phrase of .*\.py:10: say comes from shop'):
        read(tmp_path, HEAD + source)


def test_nothing_is_run(tmp_path, monkeypatch):
    """Reading a file does nothing that it says: nothing is written, loaded or changed."""
    monkeypatch.chdir(tmp_path)
    source = (
        'import os, sys, this, builtins, http\nfrom enum import *\n'
        'os.mkdir("made")\nopen("made.txt", "w").write("x")\n__import__("antigravity")\n'
        'sys.path.append("x")\nbuiltins.print = None\nhttp.HTTPStatus.OK.phrase = "changed"\n'
        'http.HTTPStatus.more = 1\n().__class__.__base__.__subclasses__()\n'
        '@global_enum\nclass E(IntEnum):\n    A = 1\n    os.mkdir\n'
    )
    import http

    before = dict(vars(http)), list(sys.path), http.HTTPStatus.OK.phrase
    source = source.replace('    os.mkdir\n', '')
    assert [row.name for row in read(tmp_path, source)] == ['A']
    assert (dict(vars(http)), list(sys.path), http.HTTPStatus.OK.phrase) == before
    assert not hasattr(http.HTTPStatus, 'more')
    assert callable(print)
    assert [path.suffix for path in tmp_path.iterdir()] == ['.py']
    assert not {'this', 'antigravity'} & sys.modules.keys()


FOUND = {
    'src/shop/errors.py::Error': [('A', 401), ('B', 402), ('C', 4000), ('D', 4001)],
    'src/shop/__init__.py::Error': [('A', 401), ('B', 402), ('C', 4000), ('D', 4001)],
    'src/shop/http/status.py::Error': [('A', 410)],
    'space/one/first.py::Error': [('A', 'b')],
    'alone/first.py::Error': [('A', 'b')],
    'round/first.py::Error': [('X', 2)],
    # A name of the library is the library's, but in a package of that name.
    'beside/errors.py::Error': [('A', 410)],
}


@pytest.fixture
def project(tmp_path):
    """Write the files of some projects."""
    for name, content in PROJECTS.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding='utf-8')
    return tmp_path


@pytest.mark.parametrize('place', FOUND)
def test_other_files_of_the_project_are_read_too(project, place):
    """What a file imports from its own project is found where Python would look for it."""
    rows = rows_of(TableRequest(object=place, folder=project))
    assert [(row.name, row.code) for row in rows] == FOUND[place]


CHOICES = """\
from django.db import models
from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _

class Post(models.Model):
    class State(models.TextChoices):
        OPEN = 'o', _('Open for all')
        SHUT_DOWN = 's'
        AUTO = enum.auto(), 'Made up'
        MOVED = enum.auto()

    state = models.CharField(max_length=1, choices=State.choices)

class Level(IntegerChoices):
    LOW = 1, 'Low'
    VERY_HIGH = 9
"""


def test_choices_of_django_are_read_without_django(tmp_path):
    """Values and labels are known where Django is not set up, or not there, as on a page builder."""
    source = f'import enum\n{CHOICES}'
    rows = read(tmp_path, source, 'Post.State')
    assert [(row.code, row.name, row.phrase) for row in rows] == [
        ('o', 'OPEN', 'Open for all'),
        ('s', 'SHUT_DOWN', 'Shut Down'),
        ('AUTO', 'AUTO', 'Made up'),
        ('MOVED', 'MOVED', 'Moved'),
    ]
    rows = read(tmp_path, source, 'Level')
    assert [(row.code, row.name, row.phrase) for row in rows] == [
        (1, 'LOW', 'Low'),
        (9, 'VERY_HIGH', 'Very High'),
    ]


@pytest.mark.parametrize('release', ['3.6', '3.7', '3.8', '3.9', '3.10', '3.11', '3.12', '3.13'])
def test_the_library_of_each_python_is_read_as_that_python_has_it(release):
    """Members, phrases and descriptions of ``Lib/http/__init__.py`` are those of its interpreter."""
    code = (
        'import http, json; print(json.dumps([http.__file__, [[m.value, m.name, m.phrase, '
        'm.description, [n for n, o in http.HTTPStatus.__members__.items() if o is m and n != m.name]] '
        'for m in http.HTTPStatus]]))'
    )
    for executable in executables(release):
        done = subprocess.run([executable, '-I', '-c', code], capture_output=True, check=False)
        if done.returncode == 0:
            break
    else:
        pytest.skip(f'UNCHECKED: the library of Python {release}, since no interpreter of it is here')
    file, members = json.loads(done.stdout)
    rows = rows_of(TableRequest(object=f'http.HTTPStatus={file}::HTTPStatus'))
    found = [[row.code, row.name, row.phrase, row.description, [*row.aliases]] for row in rows]
    assert found == members
    assert len(found) > 50


@pytest.mark.objects
def test_every_enum_of_the_environment_is_read_as_it_is_or_refused():
    """Of all enums that are installed here, none is read wrong, and most are read."""
    tool = Path(__file__).parents[1] / 'tools/measure_static.py'
    done = subprocess.run(
        [sys.executable, str(tool)], capture_output=True, check=False, encoding='utf-8'
    )
    print(done.stdout, done.stderr)  # noqa: T201
    *_, counts = done.stdout.splitlines()
    found = dict(zip(['read', 'refused', 'wrong'], map(int, counts.split()[1::2]), strict=True))
    assert done.returncode == 0
    assert found['wrong'] == 0
    # With the packages of the dependency group there are many more.
    assert found['read'] >= 60
    assert found['read'] >= 0.8 * (found['read'] + found['refused'])


NAMES = st.sampled_from(['A', 'B', 'C', 'D', 'BASE', 'T', 'f', 'N'])


def expressions():
    """Return expressions of the names above, many of which fail or are no codes."""
    atoms = st.one_of(
        st.integers(-9, 600).map(str),
        st.sampled_from(
            ['"a"', '"Not Found"', '("x", 1)', 'auto()', '[1, 2]', '{"k": 2}', 'None', 'True']
        ),
        NAMES,
    )
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            st.tuples(
                inner, st.sampled_from(['+', '*', '-', '|', '%', '//', '==', 'and', 'in']), inner
            ).map(lambda parts: f'({" ".join(parts)})'),
            st.tuples(inner, inner, inner).map(lambda parts: '({} if {} else {})'.format(*parts)),
            inner.map('({},)'.format),
            inner.map('f({})'.format),
            inner.map('str({}).lower()'.format),
            inner.map('f"{{{}}}!"'.format),
            st.tuples(inner, inner).map(lambda parts: '{}[{}]'.format(*parts)),
            st.tuples(inner, inner).map(lambda parts: '[{} for N in {}]'.format(*parts)),
        ),
        max_leaves=5,
    )


@given(st.data())
def test_law_what_is_read_is_what_python_has(tmp_path_factory, data):
    """An enum of any expressions is read as Python has it, or refused where Python refuses it."""
    folder = tmp_path_factory.mktemp('law')
    base = data.draw(st.sampled_from(['Enum', 'IntEnum', 'StrEnum', 'IntFlag', 'str, Enum']))
    lines = [
        f'    {name} = {data.draw(expressions())}'
        for name in data.draw(st.lists(NAMES, min_size=1, max_size=4))
    ]
    source = (
        'from enum import *\nBASE = 100\nT = (1, "two")\nN = None\ndef f(x):\n    return x\n'
        f'class E({base}):\n' + '\n'.join(lines) + '\n'
    )
    try:
        expected = run(folder, source)
    except (RequestError, FactsError):
        # What Python refuses to define, or has no codes, is refused as well.
        with pytest.raises((RequestError, FactsError)):
            read(folder, source)
        return
    # The address of an object is another one for each.
    found, expected = (
        re.sub('0x[0-9a-f]+', '', repr(rows)) for rows in (read(folder, source), expected)
    )
    assert found == expected


def test_a_place_is_an_object_at_every_door(build, tmp_path, capsys, monkeypatch):
    """Directive, role, configuration, render and check take a place, and a name that is tied to one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / 'codes.py').write_text(
        'from nowhere import thing\nfrom enum import Enum\nclass Error(Enum):\n'
        '    LOST = "E1"\n    """It is *lost*."""\n    GONE = "E2"\n',
        encoding='utf-8',
    )
    assert main(['render', 'codes.py::Error', '--format', 'csv']) == 0
    assert capsys.readouterr().out == 'Code,Enum Name,Documentation\nE1,LOST,It is *lost*.\nE2,GONE,\n'
    (tmp_path / 'page.md').write_text('| Code | Name |\n|-|-|\n| E1 | LOST |\n| E3 | GONE |\n')
    assert main(['check', 'page.md', 'codes.py::Error']) == 1
    assert 'E3' in capsys.readouterr().out
    assert main(['check', 'page.md', 'shop.Error=codes.py::Error']) == 1
    capsys.readouterr()
    project = build(
        {
            'index.rst': (
                'Title\n=====\n\n.. http-status-table:: codes.py::Error\n\n'
                '.. http-status-table:: shop.Error\n\n:http-status:`shop.Error.GONE`\n'
            ),
            'codes.py': (tmp_path / 'codes.py').read_text(),
        },
        http_status_sources={'shop.Error': 'codes.py::Error'},
    )
    assert project.warnings == []
    assert [row[:2] for row in read_html(project.text())[0].rows] == [('E1', 'LOST'), ('E2', 'GONE')]


def test_hand_written_pages_are_checked_against_a_place(build, tmp_path, monkeypatch):
    """The builder and the helper for tests find drift between a page and what a file defines."""
    codes = (
        'import nowhere\nfrom enum import Enum\nclass Error(Enum):\n    LOST = "E1"\n    GONE = "E2"\n'
    )
    page = 'T\n=\n\n.. _codes:\n\n==== ====\nCode Name\n==== ====\nE1   LOST\nE9   GONE\n==== ====\n'
    built = build(
        {'index.rst': page, 'codes.py': codes},
        'http-status',
        http_status_tables={'index#codes': 'codes.py::Error'},
    )
    (warning,) = built.warnings
    assert 'GONE: the page says E9, codes.py::Error says E2' in warning
    monkeypatch.chdir(tmp_path / 'source')
    with pytest.raises(AssertionError, match='E9'):
        assert_no_drift('index.rst#codes', object='codes.py::Error')
    (tmp_path / 'source/index.rst').write_text(page.replace('E9', 'E2'))
    assert_no_drift('index.rst#codes', object='codes.py::Error')


def test_a_file_that_is_not_there_or_no_python_is_told(tmp_path, capsys, monkeypatch):
    """Each message names the file, and what would do."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / 'bad.py').write_text('class E(:\n')
    # What a parser takes, and no compiler.
    (tmp_path / 'left.py').write_text('E = 1\nreturn 404\n')
    (tmp_path / 'latin.py').write_bytes(b'NAME = "\xe9"\n')
    (tmp_path / 'good.py').write_text('from enum import Enum\nclass Error(Enum):\n    A = 1\n')
    (tmp_path / 'folder.py').mkdir()
    for word, said in {
        'none.py::E': 'there is no file none.py',
        'bad.py::E': 'bad.py is no Python that can be read: SyntaxError',
        'left.py::E': "left.py is no Python that can be read: SyntaxError: 'return' outside function",
        'latin.py::NAME': 'latin.py cannot be read: SyntaxError: invalid or missing encoding',
        'folder.py::E': 'there is no file folder.py',
        'good.py::Eror': "good.py defines no Eror; did you mean 'Error'?",
        'good.py': 'good.py is a module; did you mean good.py::Error?',
        'good.py::Error.A': 'good.py::Error.A is a member of the enum Error',
        'http.HTTPStatus=good': 'good is no file that can be read; give a .py, .json or .csv file',
    }.items():
        assert main(['render', word]) == 2
        out, err = capsys.readouterr()
        assert (said in err, out) == (True, ''), err
        assert 'Traceback' not in err


def test_an_older_encoding_is_read_as_python_reads_it(tmp_path):
    """A file says its encoding in its first lines."""
    (tmp_path / 'old.py').write_bytes(
        '# -*- coding: latin-1 -*-\nfrom enum import Enum\nclass E(Enum):\n    A = "é"\n'.encode(
            'latin-1'
        )
    )
    assert rows_of(TableRequest(object='old.py::E', folder=tmp_path))[0].code == 'é'


@pytest.mark.parametrize('parallel', [0, 2])
def test_a_changed_file_has_its_pages_read_again(build, parallel):
    """So has one that the place takes a value from, and no other page is read."""
    table = 'T\n=\n\n.. http-status-table:: shop/errors.py::Error\n'
    files = {
        'index.rst': table,
        'other.rst': ':orphan:\n\nO\n=\n\n.. http-status-table::\n   :codes: 404\n',
        'shop/__init__.py': '',
        'shop/base.py': 'BASE = 700\n',
        'shop/errors.py': (
            'from enum import IntEnum\nfrom .base import BASE\nclass Error(IntEnum):\n    A = BASE\n'
        ),
    }
    assert build(files, parallel=parallel).warnings == []
    assert build({}, parallel=parallel).read == frozenset()
    changed = build({'shop/base.py': 'BASE = 71 * 10\n'}, parallel=parallel)
    # What other processes read is not noted here.
    assert parallel or changed.read == {'index'}
    assert read_html(changed.text())[0].rows == [('710', 'A')]
    (warning,) = build({'shop/base.py': 'BASE = float("x")\n'}, parallel=parallel).warnings
    assert warning.startswith('index.rst:4: WARNING: cannot tell shop/errors.py::Error')
    assert 'base.py:1: ' in warning


@pytest.mark.parametrize('value', ['-' * 900 + '1', '1 + ' * 900 + '1', 'a' + '.b' * 900])
def test_what_is_nested_too_deeply_is_refused_without_a_traceback(tmp_path, value, monkeypatch, capsys):
    """An expression that would take too much of the stack is known as little as any other."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / 'deep.py').write_text(f'from enum import Enum\nclass E(Enum):\n    A = {value}\n')
    status = main(['render', 'deep.py::E'])
    out, err = capsys.readouterr()
    assert 'Traceback' not in err
    assert 'please report' not in err
    assert status in (0, 2)
    assert (status == 0) == bool(out)
