"""Which value of a member is its code."""

from __future__ import annotations

from itertools import count

import pytest
from reading import read_html

from sphinxext.http_status.cli import main
from sphinxext.http_status.facts.problems import RequestError
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.table import make_table, require_table
from sphinxext.http_status.testing import assert_no_drift

NUMBERS = count()


@pytest.fixture
def rows(tmp_path, monkeypatch):
    """Return a function from source code to the rows of its enum E, as code and name."""

    def read(source, **options):
        name = f'coded{next(NUMBERS)}'
        text = f'import enum\nfrom enum import Enum, IntEnum\n{source}'
        (tmp_path / f'{name}.py').write_text(text, encoding='utf-8')
        monkeypatch.syspath_prepend(tmp_path)
        return [
            (row.code, row.name)
            for row in require_table(TableRequest(object=f'{name}.E', **options)).rows
        ]

    return read


INIT = """
class E(Enum):
    def __init__(self, code, http_status, message):
        self.code = code
        self.http_status = http_status
        self.message = message
    A = ('E1', 404, 'No such user')
    B = ('E2', 404, 'No such order')
"""
PROPERTY = """
class E(IntEnum):
    A = 404
    B = 503
    @property
    def code(self):
        return f'E{self.value}'
"""
FIELD = """
from dataclasses import dataclass
@dataclass(frozen=True)
class Value:
    http_status: int
    code: str
class E(Enum):
    A = Value(404, 'E1')
    B = Value(404, 'E2')
"""
MIXED_IN = (
    FIELD.replace('class E(Enum)', 'class E(Value, Enum)')
    .replace("Value(404, 'E1')", "404, 'E1'")
    .replace("Value(404, 'E2')", "404, 'E2'")
)
NAMED_TUPLE = """
from typing import NamedTuple
class Value(NamedTuple):
    http_status: int
    code: str
class E(Enum):
    A = Value(404, 'E1')
    B = Value(404, 'E2')
"""
CLASS_ATTRIBUTE = """
class Value:
    def __init__(self, code):
        self.code, self.status = code, 404
class E(Enum):
    A = Value('E1')
    B = Value('E2')
"""


@pytest.mark.parametrize('source', [INIT, FIELD, MIXED_IN, NAMED_TUPLE, CLASS_ATTRIBUTE])
def test_an_explicit_code_is_the_code(rows, source):
    """An attribute or a field ``code`` comes before any number, be it the member's or its value's."""
    assert rows(source) == [('E1', 'A'), ('E2', 'B')]


def test_a_property_is_an_explicit_code_too(rows):
    """A property comes before the number that the member is."""
    assert rows(PROPERTY) == [('E404', 'A'), ('E503', 'B')]


@pytest.mark.parametrize(
    ('source', 'name', 'expected'),
    [
        (INIT, 'http_status', [404, 404]),
        (INIT, 'message', ['No such user', 'No such order']),
        (FIELD, 'http_status', [404, 404]),
        (PROPERTY, 'value', [404, 503]),
        (PROPERTY, 'name', ['A', 'B']),
    ],
)
def test_a_request_may_name_another(rows, source, name, expected):
    """The attribute that a request names is the code."""
    assert [code for code, _name in rows(source, code=name)] == expected


def test_a_code_that_no_member_has_is_told(rows):
    """A misspelled attribute is a problem that names the right one."""
    with pytest.raises(RequestError, match=r"has 'http_stat' as a number.*did you mean 'http_status'"):
        rows(INIT, code='http_stat')


@pytest.mark.parametrize('options', [{'release': '3.9'}, {'object': 'errno'}])
def test_what_has_no_attributes_has_no_other_code(options):
    """A code that is named for a history, or for constants, is a problem: nobody would look at it."""
    with pytest.raises(
        RequestError, match="code 'x' is an attribute of members, which neither a history"
    ):
        require_table(TableRequest(code='x', **options))


@pytest.mark.parametrize(
    ('source', 'expected'),
    [
        ("class E(Enum):\n    A = 404, 'Not Found'\n    B = 'Gone', 410\n", [404, 410]),
        ('class E(IntEnum):\n    A = -32700\n    B = 0\n', [-32700, 0]),
        ('class E(IntEnum):\n    A = 0x80004005\n', [0x80004005]),
        ("class E(Enum):\n    A = '404 Not Found'\n    B = 'x'\n", [404, 'x']),
        ('class E(Enum):\n    A = 1.5\n    B = None\n    C = b"x"\n', ['1.5', 'None', "b'x'"]),
        ('class E(Enum):\n    status = 1\n    code = 2\n    A = 3\n', [1, 2, 3]),
        ("class E(str, Enum):\n    code = 'x'\n    A = 'y'\n", ['x', 'y']),
        # A method is no code, nor is one that is empty.
        ('class E(IntEnum):\n    A = 1\n    def code(self):\n        return 5\n', [1]),
        ("class E(IntEnum):\n    A = 1\n    code = property(lambda self: '')\n", [1]),
        ('class E(Enum):\n    A = 1\n    code = property(lambda self: None)\n', [1]),
    ],
)
def test_without_one_the_value_is_the_code(rows, source, expected):
    """A number in the value, or else the value, is the code; members are no attributes."""
    assert [code for code, _name in rows(source)] == expected


@pytest.mark.parametrize(
    'value',
    [
        'object()',
        '(object(), "x")',
        'frozenset({"a", "b"})',
        'iter("x")',
        '[object()]',
        'type("X", (), {})()',
    ],
)
def test_a_value_without_a_stable_text_is_no_code(rows, value):
    """An address or a random order would differ from build to build; the name does not."""
    assert rows(f'class E(Enum):\n    A = {value}\n    B = 5\n') == [('A', 'A'), (5, 'B')]


def test_a_code_is_named_in_a_project(build, tmp_path, monkeypatch):
    """Directive and configuration know the code that is named."""
    (tmp_path / 'doored.py').write_text('from enum import Enum\n' + INIT, encoding='utf-8')
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    page = 'T\n=\n\n.. http-status-table:: doored.E\n   :code: http_status\n   :columns: code name\n'
    hand = ':orphan:\n\nT\n=\n\n=== =\n404 A\n404 B\n=== =\n'
    options = ('doored.E', {'code': 'http_status', 'registry': 'none'})
    conf = {'http_status_tables': {'hand': options}}
    built = build({'index.rst': page, 'hand.rst': hand}, **conf)
    assert built.warnings == []
    (table,) = read_html(built.text())
    assert table.rows == [('404', 'A'), ('404', 'B')]
    assert build({}, 'http-status', **conf).warnings == []
    (wrong,) = build({'hand.rst': hand.replace('404 B', '503 B')}, 'http-status', **conf).warnings
    assert 'B: the page says 503, doored.E says 404' in wrong


def test_a_code_is_named_without_sphinx(tmp_path, monkeypatch, capsys):
    """Command line and test helper know the code that is named."""
    (tmp_path / 'bare.py').write_text('from enum import Enum\n' + INIT, encoding='utf-8')
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    hand = 'T\n=\n\n=== =\n404 A\n404 B\n=== =\n'
    words = ['bare.E', '--code', 'http_status', '--registry', 'none']
    named = {'object': 'bare.E', 'code': 'http_status', 'registry': 'none'}
    (tmp_path / 'hand.rst').write_text(hand, encoding='utf-8')
    assert main(['check', 'hand.rst', *words]) == 0
    assert_no_drift('hand.rst', **named)
    (tmp_path / 'hand.rst').write_text(hand.replace('404 B', '503 B'), encoding='utf-8')
    assert main(['check', 'hand.rst', *words]) == 1
    with pytest.raises(AssertionError, match='--registry none --code http_status'):
        assert_no_drift('hand.rst', **named)
    capsys.readouterr()
    assert main(['render', *words, '--format', 'csv', '--columns', 'code name']) == 0
    assert capsys.readouterr().out == 'Code,Enum Name\n404,A\n404,B\n'


MOCKED = """\
from no_such_library import consts
from enum import Enum, IntEnum
class E(IntEnum):
    OK = 0
    BUSY = consts.BUSY
class Pair(Enum):
    OK = 0, 'fine'
    BUSY = consts.BUSY, 'busy'
"""
CONSTANTS = 'from no_such_library import consts\nHTTP_404 = 404\nHTTP_500 = consts.HTTP_500\n'
MOCKS = {
    'extensions': ['sphinx.ext.autodoc', 'sphinxext.http_status'],
    'autodoc_mock_imports': ['no_such_library'],
}


@pytest.mark.parametrize(
    ('path', 'member'), [('mocked.E', 'BUSY'), ('mocked.Pair', 'BUSY'), ('mocks', 'HTTP_500')]
)
def test_a_mock_is_no_code(build, path, member):
    """A member whose value is a mock is a warning that names it, and no check passes its table."""
    hand = ':orphan:\n\nT\n=\n\n=== ====\n0   OK\n=== ====\n'
    files = {
        'index.rst': f'T\n=\n\n.. http-status-table:: {path}\n',
        'hand.rst': hand,
        'mocked.py': MOCKED,
        'mocks.py': CONSTANTS,
    }
    said = f'{path}.{member} is a mock, so its code is not known; build where the module'
    built = build(files, **MOCKS)
    (warning,) = built.warnings
    assert warning.startswith(f'index.rst:4: WARNING: {said}')
    assert warning.endswith('[http_status.mock]')
    checked = build({}, 'http-status', http_status_tables={'hand': path}, **MOCKS)
    drift = [warning for warning in checked.warnings if 'http_status.drift' in warning]
    assert [warning.partition(': ')[0] for warning in drift if said in warning] == [
        'hand.rst',
        'index.rst:4',
    ]


def test_mocks_are_advised_where_they_help(build, tmp_path, capsys, monkeypatch):
    """A page of a project with autodoc is told of mocks, one without it and the command line are not."""
    files = {'index.rst': 'T\n=\n\n.. http-status-table:: mocked.E\n', 'mocked.py': MOCKED}
    advice = 'or name it in autodoc_mock_imports if no code comes from there'
    extensions = MOCKS['extensions']
    (warning,) = build(files, extensions=extensions).warnings
    assert advice in warning
    (warning,) = build(files, extensions=extensions[1:]).warnings
    assert 'needs no_such_library, which is missing; install that where this runs [' in warning
    (tmp_path / 'lacking.py').write_text(MOCKED, encoding='utf-8')
    monkeypatch.syspath_prepend(tmp_path)
    assert main(['render', 'lacking.E']) == 2
    assert 'mock' not in capsys.readouterr().err


def test_what_is_known_for_information_is_no_problem(rows):
    """A note lets a request pass that must have nothing wrong."""
    assert rows('class E(IntEnum):\n    OK = 200\n    GONE = 410\n') == [(200, 'OK'), (410, 'GONE')]
    told = []
    make_table(TableRequest(release='99'), told.append)
    assert [note.is_note for note in told] == [True]


PLANETS = """
from typing import NamedTuple
class Planet(NamedTuple):
    mass: float
    moons: int
class E(Enum):
    MERCURY = Planet(3.3e23, 0)
    VENUS = Planet(4.9e24, 0)
    EARTH = Planet(6.0e24, 1)
"""


def test_a_number_that_tells_no_member_from_others_is_no_code(rows):
    """Where the numbers in two values are the same, the name is the code; if not, they are codes."""
    assert rows(PLANETS) == [(name, name) for name in ('MERCURY', 'VENUS', 'EARTH')]
    assert rows(PLANETS.replace('4.9e24, 0', '4.9e24, 2')) == [
        (0, 'MERCURY'),
        (2, 'VENUS'),
        (1, 'EARTH'),
    ]
    assert rows('class E(Enum):\n    A = "x", 1\n    B = "y", 1\n') == [('A', 'A'), ('B', 'B')]
    assert rows(PLANETS, code='moons') == [(0, 'MERCURY'), (0, 'VENUS'), (1, 'EARTH')]
