"""Objects of every kind that codes are kept in: which members are found, and what is refused."""

from __future__ import annotations

import importlib
import itertools
import sys

import pytest
from building import fresh_modules
from reading import read_html

from sphinxext.http_status.cli import main
from sphinxext.http_status.facts.problems import FactsError
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.table import make_table

NUMBERS = itertools.count()


@pytest.fixture
def table(tmp_path):
    """Return a function that makes the table of an object in a source, and what is told."""

    def make(source, path='', **wanted):
        name = f'kinds_{next(NUMBERS)}'
        (tmp_path / f'{name}.py').write_text(source, encoding='utf-8')
        told = []
        request = TableRequest(object=f'{name}{path}', **wanted)
        try:
            found = make_table(request, told.append)
        finally:
            sys.modules.pop(name, None)
        return found, [str(problem) for problem in told if not problem.is_note]

    with fresh_modules(tmp_path):
        yield make


LOOKALIKE = """\
class Value:
    def __init__(self, name, value):
        self.name, self.value = name, value

class Meta(type):
    def __new__(meta, name, bases, body):
        plain = {key: value for key, value in body.items() if not key.startswith('_')}
        made = {}
        for key, value in plain.items():
            made[key] = next((m for m in made.values() if m.value == value), None) or Value(key, value)
        cls = super().__new__(meta, name, bases, body)
        cls.__members__ = made
        return cls

class Kind(metaclass=Meta):
    text = 0
    voice = 2
    speech = 2
"""
ERRORS = """\
class Error(Exception):
    code = None

class NotFound(Error):
    '''Nobody knows.'''
    code = 404

class Removed(Error):
    code = 410

class Lost(Error):
    code = 404
    description = 'It was there.'

class Server(Error):
    code = 500

class Internal(Server):
    pass

class Busy(Server):
    code = 503

Gone = Removed
class _Hidden(Error):
    code = 400
"""
SHARED = """\
from http import HTTPStatus
from enum import IntEnum
PORT = 80
OK, GONE, LOST = HTTPStatus.OK, HTTPStatus.GONE, HTTPStatus.NOT_FOUND
class A: pass
class B: pass
class C: pass
class D: pass
"""
EXPORTED = """\
__all__ = ["HTTP_404", "HTTP_MISSING", "get"]
HTTP_404 = "404 Not Found"
HTTP_MISSING = HTTP_404
HTTP_OLD = HTTP_404
HTTP_410 = "410 Gone"
"""
ALIKE = """\
from enum import Enum
class Error(int, Enum):
    def __new__(cls, code, status):
        member = int.__new__(cls, status)
        member._value_ = member.code = code
        return member
    LOST = "E1", 404
    GONE = "E2", 404
"""
INHERITED = """\
class Bad(Exception):
    code = 400
class BadHost(Bad): pass
class Gone(Exception):
    code = 410
"""
RAISED = """\
GONE = "410 Gone"

class Error(Exception):
    code = None
    def __init__(self, status, detail, code=None):
        super().__init__(detail)
        self.status = status
        self.code = code

class NotFound(Exception):
    status = "404 Not Found"

class Removed(Error):
    def __init__(self, since):
        super().__init__(GONE, since, since)

class Busy(Exception):
    status_code = 500
    def __init__(self):
        self.status_code = 503
"""
INSTANCE = """\
class Codes(dict): pass
codes = Codes()
codes.name = "codes"
codes.ok = codes.OK = 200
codes.gone = codes.GONE = 410
vars(codes)["all-gone"] = vars(codes)["ALL-GONE"] = 410
"""
#: By kind: the source, the path behind the module, and for each row its code, name, aliases and phrase.
KINDS = {
    'a look-alike of an enum': (
        LOOKALIKE,
        '.Kind',
        [(0, 'text', (), ''), (2, 'voice', ('speech',), '')],
    ),
    'members that are equal as numbers': (
        ALIKE,
        '.Error',
        [('E1', 'LOST', (), ''), ('E2', 'GONE', (), '')],
    ),
    'names to values in __members__': (
        'class K:\n    __members__ = {"OK": 1000, "BUSY": 5, "FINE": int("1000")}\n',
        '.K',
        [(1000, 'OK', ('FINE',), ''), (5, 'BUSY', (), '')],
    ),
    'a module of constants alone': (
        'import os\nOK = 0\nBUSY = 5\nAGAIN = 5\nEMPTY = 7\nLOST = 8\nSLOW = 9\n',
        '',
        [
            (0, 'OK', (), ''),
            (5, 'BUSY', ('AGAIN',), ''),
            (7, 'EMPTY', (), ''),
            (8, 'LOST', (), ''),
            (9, 'SLOW', (), ''),
        ],
    ),
    'a module of texts': (
        'PENDING = "PENDING"\nDONE = "DONE"\nREADY = frozenset({DONE})\nclass State: pass\n',
        '',
        [('PENDING', 'PENDING', (), ''), ('DONE', 'DONE', (), '')],
    ),
    'a class of integers': (
        'class Reply:\n    NOT_FOUND = 404\n    GONE = 410\n    def text(self): pass\n',
        '.Reply',
        [(404, 'NOT_FOUND', (), ''), (410, 'GONE', (), '')],
    ),
    'some constants of a module': (
        'EX_OK = 0\nEX_USAGE = 64\nMODE = "r"\nO_RDWR = 2\ndef f(): pass\n',
        ':EX_*',
        [(0, 'EX_OK', (), ''), (64, 'EX_USAGE', (), '')],
    ),
    'all constants of one type': (
        'DEBUG = 10\nINFO = 20\nFORMAT = "%s"\nclass A: pass\nclass B: pass\nclass C: pass\n',
        ':*',
        [(10, 'DEBUG', (), ''), (20, 'INFO', (), '')],
    ),
    'the members of an enum in a module': (
        SHARED,
        '',
        [(200, 'OK', (), 'OK'), (410, 'GONE', (), 'Gone'), (404, 'LOST', (), 'Not Found')],
    ),
    'what __all__ names': (
        EXPORTED,
        '',
        [(404, 'HTTP_404', ('HTTP_MISSING',), 'Not Found')],
    ),
    'an __all__ that names none': (
        '__all__ = ["get"]\nHTTP_404 = "404 Not Found"\ndef get(): pass\n',
        '',
        [(404, 'HTTP_404', (), 'Not Found')],
    ),
    'values without a text': (
        'class Marker:\n    FIRST = object()\n    LAST = object()\n',
        '.Marker',
        [('FIRST', 'FIRST', (), ''), ('LAST', 'LAST', (), '')],
    ),
    'codes to phrases': (
        'M = {404: "Not Found", 410: "Gone"}\n',
        '.M',
        [(404, '404', (), 'Not Found'), (410, '410', (), 'Gone')],
    ),
    'codes to phrases and descriptions': (
        'M = {404: ("Not Found", "Nothing is there")}\n',
        '.M',
        [(404, '404', (), 'Not Found')],
    ),
    'codes to names': (
        'M = {200: ("ok", "okay", "\\\\o/"), 404: ("not_found",)}\n',
        '.M',
        [(200, 'ok', ('okay',), ''), (404, 'not_found', (), '')],
    ),
    'names to codes': (
        'M = {"CRITICAL": 50, "FATAL": 50, "not a name": 10}\n',
        '.M',
        [(50, 'CRITICAL', ('FATAL',), ''), (10, 'not a name', (), '')],
    ),
    'members of an enum to phrases': (
        'from http import HTTPStatus\nM = {HTTPStatus.GONE: "Gone away"}\n',
        '.M',
        [(410, 'GONE', (), 'Gone away')],
    ),
    'codes to records': (
        'M = {"E1": {"name": "LOST", "reason": "No such user"}, "E2": {"name": "BUSY"}}\n',
        '.M',
        [('E1', 'LOST', (), 'No such user'), ('E2', 'BUSY', (), '')],
    ),
    'a Literal': (
        'from typing import Literal\nState = Literal["open", "closed", 404]\n',
        '.State',
        [('open', 'open', (), ''), ('closed', 'closed', (), ''), (404, '404', (), '')],
    ),
    'an object with attributes': (
        INSTANCE,
        '.codes',
        [(200, 'ok', ('OK',), ''), (410, 'gone', ('GONE',), '')],
    ),
    'a module of exceptions': (
        ERRORS,
        '',
        [
            (404, 'NotFound', (), ''),
            (410, 'Removed', ('Gone',), ''),
            (404, 'Lost', (), ''),
            (500, 'Internal', (), ''),
            (503, 'Busy', (), ''),
        ],
    ),
    'exceptions whose code is in a text or set when they are made': (
        RAISED,
        '',
        [(404, 'NotFound', (), 'Not Found'), (410, 'Removed', (), 'Gone'), (503, 'Busy', (), '')],
    ),
    'the exceptions below a class': (
        ERRORS,
        '.Server',
        [(500, 'Internal', (), ''), (503, 'Busy', (), '')],
    ),
    'an exception and what differs in no code': (
        INHERITED,
        '',
        [(400, 'Bad', (), ''), (400, 'BadHost', (), ''), (410, 'Gone', (), '')],
    ),
    'exceptions of one package': (
        'class Ok(Exception):\n    code = 200\nclass Other(Ok):\n    __module__ = "other.place"\n',
        '.Ok',
        [(200, 'Ok', (), '')],
    ),
    'a base that alone has its code': (
        'class Ok(Exception):\n    status_code = 200\nclass Created(Ok):\n    status_code = 201\n',
        '.Ok',
        [(200, 'Ok', (), ''), (201, 'Created', (), '')],
    ),
}


@pytest.mark.parametrize('kind', KINDS)
def test_members_are_found(table, kind):
    """Every kind of object has the rows that its rule says, and nothing is told."""
    source, path, expected = KINDS[kind]
    found, told = table(source, path)
    assert told == []
    assert [(row.code, row.name, row.aliases, row.phrase) for row in found.rows] == expected


@pytest.mark.parametrize(
    ('source', 'path', 'message', 'repair'),
    [
        (
            'A = 1\nB = 2\ndef f(): pass\ndef g(): pass\ndef h(): pass\n',
            '',
            'such as {0}:EX_*, or',
            ':*',
        ),
        ('A = 1\nB = 2\nC = "x"\nD = "y"\nE = "z"\n', '', 'is not certain; write the beginning', ':*'),
        ('EX_A = 1\nB = 2\n', ':X_*', 'no constant of {0} matches X_*; write the beginning', ':EX_*'),
        ('class E(Exception): pass\n', '.E', 'without code, status_code or status; give it one', None),
        ('M = {}\n', '.M', 'is of type dict; name an enum, or what else has codes', None),
        ('M = {1.5: "x"}\n', '.M', 'is of type dict; name an enum', None),
        (LOOKALIKE, '', 'is a module; did you mean {0}.Kind?', '.Kind'),
        (
            'A, B, C, D, E, F = 0, 1, 2, 0, 1, 2\nG, H, I, J, K, L = 0, 1, 2, 0, 1, 2\n',
            '',
            'which of its constants are codes is not certain',
            ':*',
        ),
    ],
)
def test_what_is_refused_is_told_with_its_repair(table, source, path, message, repair):
    """An object that is not certain to have codes is named with what would do, and that works."""
    with pytest.raises(FactsError) as caught:
        table(source, path)
    name = f'kinds_{next(NUMBERS) - 1}'
    assert message.format(name) in str(caught.value)
    if repair:
        assert table(source, repair)[0].rows


def test_docstrings_of_constants_and_exceptions_are_found(table):
    """What stands below a constant, or in a class of exceptions itself, is shown."""
    found, _told = table('OK = 0\n"""Fine."""\nBUSY = 5  #: Try again.\n')
    assert [row.doc for row in found.rows] == ['Fine.', 'Try again.']
    found, _told = table('class R:\n    OK = 0\n    """Fine."""\n    BUSY = 5\n', '.R')
    assert [row.doc for row in found.rows] == ['Fine.', '']
    found, _told = table(ERRORS)
    assert [row.doc for row in found.rows] == ['Nobody knows.', '', '', '', '']
    assert found.rows[2].description == 'It was there.'


def test_a_table_without_names_shows_phrases(table):
    """Where nothing names the codes, there is no column of names."""
    found, _told = table('M = {"E1": "No such user"}\n', '.M')
    assert found.columns == ('code', 'phrase')
    found, _told = table('from typing import Literal\nS = Literal["a", "b"]\n', '.S')
    assert found.columns == ('code',)


def test_exceptions_belong_to_a_registry(table):
    """Names in mixed case, with HTTP in front or Exception behind, are those of the registry."""
    for name in ('{}', 'HTTP{}', '{}Exception', 'HTTP{}Error'):
        source = ''.join(
            f'class {name.format(called)}(Exception):\n    code = {code}\n'
            for code, called in ((400, 'BadRequest'), (404, 'NotFound'), (410, 'Gone'))
        )
        found, _told = table(source)
        assert found.registry == 'http-status-codes'
        assert all(row.citation for row in found.rows)


def test_the_attribute_of_a_code_can_be_chosen(table):
    """``code`` says which attribute of exceptions and records is the code."""
    source = 'class A(Exception):\n    code = "E1"\n    http = 404\nclass B(A):\n    http = 410\n'
    found, told = table(source, '.A', code='http')
    assert (told, [row.code for row in found.rows]) == ([], [404, 410])
    found, told = table(RAISED, code='status')
    assert (told, [row.code for row in found.rows]) == ([], [404, 410])
    _found, (message,) = table('A = 1\nB = 2\n', code='http')
    assert 'which neither a history nor constants have; take code out' in message


@pytest.mark.parametrize(
    ('source', 'path', 'name', 'code'),
    [
        ('EX_OK = 0\nEX_USAGE = 64\nMODE = "r"\n', ':EX_*', 'EX_USAGE', '64'),
        ('M = {"E1": "No such user", "E2": "Busy"}\n', '.M', 'E2', 'E2'),
        (ERRORS, '', 'Busy', '503'),
        (LOOKALIKE, '.Kind', 'voice', '2'),
    ],
)
@pytest.mark.parametrize('parallel', [0, 2])
def test_every_door_takes_them(  # noqa: PLR0917
    build, source, path, name, code, parallel, tmp_path, monkeypatch, capsys
):
    """Tables, links, the builder that checks and the command line know objects of every kind."""
    module = f'kinds_{next(NUMBERS)}'
    owner = f'{module}{path.partition(":")[0]}'
    page = f'T\n=\n\n.. http-status-table:: {module}{path}\n\n:http-status:`{owner}.{name}`\n'
    files = {'index.rst': page, f'{module}.py': source}
    built = build(files, parallel=parallel)
    assert built.warnings == []
    assert code in [cells[0] for cells in read_html(built.text())[0].rows]
    assert 'class="reference internal" href="#' in built.text().partition('</table>')[2]
    assert build({}, 'http-status').warnings == []
    monkeypatch.chdir(tmp_path / 'source')
    importlib.invalidate_caches()
    assert main(['render', f'{module}{path}', '--columns', 'code name', '--format', 'md']) == 0
    text = capsys.readouterr().out
    (tmp_path / 'page.md').write_text(text, encoding='utf-8')
    assert main(['check', str(tmp_path / 'page.md'), f'{module}{path}']) == 0
    (tmp_path / 'page.md').write_text(text.replace(f'`{code}`', '`99999`', 1), encoding='utf-8')
    assert main(['check', str(tmp_path / 'page.md'), f'{module}{path}']) == 1
    sys.modules.pop(module, None)


def test_aliases_are_names(table):
    """What finds a member as an alias does, and cannot be written as a name, is none."""
    source = (
        'from enum import Enum\nE = Enum("E", {"RED": "ff0000", "Rot": "ff0000", "00ff": "ff0000", '
        '"dark-blue": "0000ff"})\n'
    )
    found, told = table(source, '.E')
    assert told == []
    assert [(row.name, row.aliases) for row in found.rows] == [('RED', ('Rot',)), ('dark-blue', ())]
