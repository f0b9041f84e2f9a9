"""Rows from enums of all kinds."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto
from http import HTTPStatus
from types import ModuleType
from typing import NamedTuple

import pytest

from sphinxext.http_status.facts.problems import FactsError
from sphinxext.http_status.facts.sources.importing import import_object
from sphinxext.http_status.facts.sources.kinds.constants import ConstantsSource
from sphinxext.http_status.facts.sources.kinds.enums import EnumSource


class Small(IntEnum):
    FOUND = 302
    CONTINUE = 100
    GO_ON = 100
    NOT_FOUND = 404
    PROCEED = 100


class WithoutMembers(Enum):
    pass


class Line(Enum):
    OK = '200 OK'
    NOT_FOUND = '404 Not Found'
    BARE = '410'
    ZERO = '042'
    WORD = 'unknown'
    LONG = '4040 Too Long'


class Word(StrEnum):
    FINE = auto()
    GONE = '410 Gone'


class Pair(Enum):
    OK = (200, 'OK')
    GONE = (410, 'Gone', 'It was here')
    REVERSED = ('Teapot', 418, 'Short and stout')


class Own(int, Enum):
    phrase: str
    description: str

    def __new__(cls, value, phrase='', description=''):
        member = int.__new__(cls, value)
        member._value_ = value
        member.phrase = phrase
        member.description = description
        return member

    OK = 200, 'OK', 'All is well'
    BARE = 204
    FINE = 200, 'Fine', 'An alias says nothing of itself'


@dataclass(frozen=True)
class Answer:
    status_code: int
    reason: str
    description: str = ''


class Mixed(Answer, Enum):
    OK = 200, 'OK', 'All is well'
    GONE = 410, 'Gone'


class Held(Enum):
    OK = Answer(200, 'OK', 'All is well')
    GONE = Answer(410, 'Gone')


class Point(NamedTuple):
    code: int
    phrase: str


class Named(Enum):
    OK = Point(200, 'OK')


class Reason(Enum):
    """An enum whose members speak of themselves by other names."""

    OK = 1
    GONE = 2

    @property
    def status(self):
        return {1: 200, 2: 410}[self.value] * 1

    @property
    def reason_phrase(self):
        return self.name.title()


class Bits(Flag):
    READ = 1
    WRITE = 2
    BOTH = 3
    NONE = 0
    ALL = 3


class IntBits(IntFlag):
    ONE = 1
    SIX = 6
    TWO = 2


class Truth(Enum):
    YES = True
    NO = False


class Outer:
    class Middle:  # noqa: D106
        class Inner(IntEnum):  # noqa: D106
            DEEP = 204


class Documented(IntEnum):
    """The docstring of the class is that of no member."""

    OK = 200
    """All is well.

    Really.
    """

    #: Nobody home.
    #:
    #: * not here
    NOT_FOUND = 404
    GONE = 410  #: It *was* here.
    UMLAUTS = 408 + len('äöü')  #: Behind letters of two bytes.
    NOTHING = 412
    # A comment for programmers.
    COMMENTED = 413
    SPLIT = 414
    'Below several lines.'
    #:Without
    #:  a space.
    CLOSE = 415
    MANY_LINES = int(
        '416',
    )  #: At the end of its last line.


class Busy(Enum):
    OK = 'well'
    """All is well."""
    GONE = 'gone'
    LOST = 'lost'
    OK.strip()
    NUMBERED = 'numbered'
    404  # noqa: B018
    FIRST = SECOND = 'both'
    """One of two names."""


class SelfDocumented(Enum):
    OK = 200, 'The member says it.'
    BARE = 204, None

    def __init__(self, _code, text):
        self.__doc__ = text


def read(enum, *attributes):
    """Return the rows of an enum, none of which may be a problem."""
    problems = []
    rows = list(EnumSource(enum, 'own.Code', problems.append).rows(attributes))
    assert problems == []
    return rows


def columns(enum, *names):
    """Return some fields of each row."""
    return [tuple(getattr(row, name) for name in names) for row in read(enum)]


def test_members_keep_the_order_of_their_definition():
    """Rows come as the class body has them, and each alias stands with the member it aliases."""
    assert columns(Small, 'code', 'name', 'aliases') == [
        (302, 'FOUND', ()),
        (100, 'CONTINUE', ('GO_ON', 'PROCEED')),
        (404, 'NOT_FOUND', ()),
    ]


def test_the_running_interpreter_is_told_by_its_own_members():
    """Every name of http.HTTPStatus is in one row: that of the member it stands for."""
    rows = read(HTTPStatus)
    assert {name: row.code for row in rows for name in (row.name, *row.aliases)} == {
        name: member.value for name, member in HTTPStatus.__members__.items()
    }
    assert [row.name for row in rows] == [member.name for member in HTTPStatus]
    assert [row.phrase for row in rows] == [member.phrase for member in HTTPStatus]
    assert [row.description for row in rows] == [member.description for member in HTTPStatus]


@pytest.mark.parametrize(
    ('enum', 'expected'),
    [
        (WithoutMembers, []),
        (
            Line,
            [
                (200, 'OK', 'OK', ''),
                (404, 'NOT_FOUND', 'Not Found', ''),
                (410, 'BARE', '', ''),
                ('042', 'ZERO', '', ''),
                ('unknown', 'WORD', '', ''),
                ('4040 Too Long', 'LONG', '', ''),
            ],
        ),
        (Word, [('fine', 'FINE', '', ''), (410, 'GONE', 'Gone', '')]),
        (
            Pair,
            [
                (200, 'OK', 'OK', ''),
                (410, 'GONE', 'Gone', 'It was here'),
                (418, 'REVERSED', 'Teapot', 'Short and stout'),
            ],
        ),
        (Own, [(200, 'OK', 'OK', 'All is well'), (204, 'BARE', '', '')]),
        (Mixed, [(200, 'OK', 'OK', 'All is well'), (410, 'GONE', 'Gone', '')]),
        (Held, [(200, 'OK', 'OK', 'All is well'), (410, 'GONE', 'Gone', '')]),
        (Named, [(200, 'OK', 'OK', '')]),
        (Bits, [(1, 'READ', '', ''), (2, 'WRITE', '', ''), (3, 'BOTH', '', ''), (0, 'NONE', '', '')]),
        (IntBits, [(1, 'ONE', '', ''), (6, 'SIX', '', ''), (2, 'TWO', '', '')]),
        (Truth, [('True', 'YES', '', ''), ('False', 'NO', '', '')]),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else '',
)
def test_every_kind_of_enum_has_rows(enum, expected):
    """Codes, phrases and descriptions are found in values of every form."""
    assert columns(enum, 'code', 'name', 'phrase', 'description') == expected


def test_aliases_of_composite_flags_are_aliases():
    """A second name of a composite flag stands with the first."""
    assert columns(Bits, 'name', 'aliases')[2] == ('BOTH', ('ALL',))


def test_phrases_go_by_the_names_that_projects_give_them():
    """``reason`` and ``reason_phrase`` are reason phrases."""
    assert columns(Reason, 'name', 'phrase') == [('OK', 'Ok'), ('GONE', 'Gone')]


@pytest.mark.parametrize('attribute', ['code', 'status_code', 'status'])
def test_codes_go_by_the_names_that_projects_give_them(attribute):
    """An integer in ``code``, ``status_code`` or ``status`` is the code of a member without one."""

    class Said(Enum):
        OK = 'all is well'
        GONE = 'no more'

        def __init__(self, text):
            setattr(self, attribute, {'all is well': 200, 'no more': 410}[text])

    assert columns(Said, 'code', 'name') == [(200, 'OK'), (410, 'GONE')]


def test_further_attributes_are_read_as_text():
    """Any public attribute can be asked for; what has no value, or is a method, is empty."""
    rows = read(Mixed, 'status_code', 'reason', 'missing', '__class__', 'OK', '__hash__')
    assert [dict(row.attributes) for row in rows][1] == {
        'status_code': 410,
        'reason': 'Gone',
        'missing': '',
        '__class__': '',
        'OK': '',
        '__hash__': '',
    }


def test_attributes_are_those_with_something_to_show():
    """Methods and the other members are no attributes of a member."""
    assert EnumSource(Mixed, 'own.Code', pytest.fail).attributes() == [
        'description',
        'name',
        'reason',
        'status_code',
        'value',
    ]


def test_docstrings_are_found_in_the_class_body():
    """The literal below a member, and the ``#:`` comments at it, are its docstring."""
    assert EnumSource(Documented, 'own.Code', pytest.fail).docstrings() == {
        'OK': 'All is well.\n\nReally.',
        'NOT_FOUND': 'Nobody home.\n\n* not here',
        'GONE': 'It *was* here.',
        'UMLAUTS': 'Behind letters of two bytes.',
        'SPLIT': 'Below several lines.',
        'CLOSE': 'Without\na space.',
        'MANY_LINES': 'At the end of its last line.',
    }


def test_nothing_but_a_text_below_a_member_is_its_docstring():
    """The value of the next member, a call and a number are none; two names may have one docstring."""
    assert EnumSource(Busy, 'own.Code', pytest.fail).docstrings() == {
        'OK': 'All is well.',
        'FIRST': 'One of two names.',
        'SECOND': 'One of two names.',
    }


def test_a_member_may_have_its_own_docstring():
    """What a member says by ``__doc__`` is its docstring; the docstring of its class is not."""
    assert EnumSource(SelfDocumented, 'own.Code', pytest.fail).docstrings() == {
        'OK': 'The member says it.'
    }
    assert EnumSource(HTTPStatus, 'own.Code', pytest.fail).docstrings() == {}


@pytest.mark.parametrize(
    ('path', 'enum'),
    [
        ('http.HTTPStatus', HTTPStatus),
        ('drawn.Outer.Middle.Inner', Outer.Middle.Inner),
        ('drawn.Pair', Pair),
    ],
)
def test_a_dotted_path_leads_to_the_enum(path, enum, monkeypatch):
    """Enums are found in modules and in classes at any depth."""
    module = ModuleType('drawn')
    vars(module).update(Outer=Outer, Pair=Pair)
    monkeypatch.setitem(sys.modules, 'drawn', module)
    assert import_object(path) is enum


@pytest.fixture
def parcel(tmp_path, monkeypatch):
    """Return a function that writes the files of a package called parcel; it is forgotten afterwards."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, 'dont_write_bytecode', True)

    def write(files):
        for name, content in files.items():
            path = tmp_path / 'parcel' / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding='utf-8')

    yield write
    for name in [name for name in sys.modules if name.partition('.')[0] == 'parcel']:
        del sys.modules[name]


ENUM = 'from enum import Enum\nclass Code(Enum):\n    A = 1\n'


def test_a_submodule_is_imported(parcel):
    """An enum in a module of a package is found, whether or not the package imports the module."""
    parcel({'__init__.py': '', 'codes.py': ENUM})
    assert [member.name for member in import_object('parcel.codes.Code')] == ['A']


@pytest.mark.parametrize(
    'line', ['status = 1', 'from .status import status', 'def status(): pass', 'class status: pass']
)
def test_a_module_behind_something_of_its_name_is_found(parcel, line):
    """An enum in a module is found though the package has something else at the name of the module."""
    parcel({'__init__.py': f'{line}\n', 'status.py': f'{ENUM}def status(): pass\n'})
    assert [member.name for member in import_object('parcel.status.Code')] == ['A']
    with pytest.raises(FactsError, match=r"parcel.status has no Cod; did you mean 'Code'"):
        import_object('parcel.status.Cod')
    with pytest.raises(FactsError, match='parcel has no nothing'):
        import_object('parcel.nothing.Code')


def test_what_a_package_holds_comes_before_its_modules(parcel):
    """An enum in a package is not taken for the module of its name, but a module that it holds is."""
    parcel(
        {
            '__init__.py': 'from .Code import Code\nfrom . import inner\n',
            'Code.py': ENUM,
            'inner/__init__.py': '',
            'inner/codes.py': ENUM,
        }
    )
    assert isinstance(import_object('parcel.Code'), type)
    assert isinstance(import_object('parcel.inner.codes.Code'), type)


def test_a_package_that_fails_to_say_what_it_holds_is_told(parcel):
    """An error in the ``__getattr__`` of a package is not passed over for a module of the name."""
    parcel({'__init__.py': 'def __getattr__(name):\n    raise OSError("no disk")\n', 'codes.py': ENUM})
    with pytest.raises(FactsError, match='cannot get codes of parcel because that raises OSError'):
        import_object('parcel.codes.Code')


@pytest.mark.parametrize(
    ('line', 'cause'),
    [
        ('import no_such_library', 'because it needs no_such_library, which is missing'),
        ('from parcel.codes import nothing', 'because it raises ImportError: cannot import name'),
        ('raise OSError("no disk")', 'because it raises OSError: no disk'),
    ],
)
def test_a_submodule_that_cannot_be_imported_is_told(parcel, line, cause):
    """A module of a package is not taken for one that is not there when its import fails."""
    parcel({'__init__.py': '', 'codes.py': f'{line}\n{ENUM}'})
    with pytest.raises(FactsError, match=rf'cannot import parcel\.codes for .* {cause}'):
        import_object('parcel.codes.Code')


@pytest.mark.parametrize(
    ('constants', 'expected'),
    [
        (
            {'HTTP_200_OK': 200, 'HTTP_404_NOT_FOUND': 404, 'MAXAMOUNT': 1048576, 'HTTP_PORT': 80},
            [(200, 'HTTP_200_OK', (), ''), (404, 'HTTP_404_NOT_FOUND', (), '')],
        ),
        (
            {'HTTP_404': '404 Not Found', 'HTTP_NOT_FOUND': '404 Not Found', 'OTHER': '404 Not Found'},
            [(404, 'HTTP_404', ('HTTP_NOT_FOUND',), 'Not Found')],
        ),
        (
            {'HTTP_413_OLD': 413, 'HTTP_413_NEW': 413, 'HTTP_414_X': 415, 'HTTP_500_FLAG': True},
            [(413, 'HTTP_413_OLD', ('HTTP_413_NEW',), '')],
        ),
        (
            {'HTTP_404': '410 Gone', 'HTTP_405': 'no code', 'HTTP_406': '406', 'HTTP_999': 999},
            [(406, 'HTTP_406', (), ''), (999, 'HTTP_999', (), '')],
        ),
        ({'HTTP_000': 0, 'HTTP_500': 10**5000, 'HTTP_501': -(10**5000), 'HTTP_502': 502.0}, []),
    ],
)
def test_constants_with_their_code_in_their_name_are_rows(constants, expected):
    """A constant is a status code when its name says so; names of the same value are its aliases."""
    module = ModuleType('constants')
    vars(module).update(constants)
    rows = list(ConstantsSource(module, 'module', print).rows())
    assert [(row.code, row.name, row.aliases, row.phrase) for row in rows] == expected
