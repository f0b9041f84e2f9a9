"""What cannot be shown is a warning that helps, and the rest of the page is built."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from reading import read_html
from shipped import NEWEST

from sphinxext.http_status.facts.citations import EDITIONS

ENUM = 'from enum import Enum\n\nclass Code(Enum):\n'
FINE = ENUM + "    OK = (200, 'OK')\n    GONE = (410, 'Gone')\n"


@dataclass(frozen=True)
class Case:
    """One wrong request: a module, options, and the one warning that they give."""

    name: str
    #: The source of the module of the case's name.
    module: str
    #: The dotted path, below the module; or a whole path that starts with an equals sign.
    path: str
    subtype: str
    message: str
    options: str = ''
    #: The codes that are shown all the same; None when there is no table.
    shown: tuple[str, ...] | None = None

    @property
    def directive(self) -> str:
        path = self.path[1:] if self.path.startswith('=') else f'{self.name}{self.path}'
        return f'.. http-status-table:: {path}\n' + ''.join(
            f'   {line}\n' for line in self.options.splitlines()
        )


CASES = [
    # The module cannot be had.
    Case(
        'missing',
        '',
        '=no_such_module.Code',
        'import',
        'cannot find module no_such_module of no_such_module.Code; '
        'install it, or put its folder on sys.path in conf.py',
    ),
    Case(
        'inner',
        'import no_such_library.deep\n',
        '.Code',
        'import',
        'cannot import inner for inner.Code because it needs no_such_library, which is missing; '
        'install that where this runs',
    ),
    Case(
        'half',
        'from http import NoSuchName\n',
        '.Code',
        'import',
        'cannot import half for half.Code because it raises ImportError: '
        "cannot import name 'NoSuchName' from 'http'",
    ),
    Case(
        'raising',
        'raise RuntimeError("no\\n   database")\n',
        '.Code',
        'import',
        'cannot import raising for raising.Code because it raises RuntimeError: no database; '
        'repair the module',
    ),
    Case(
        'silent',
        'assert not 1\n',
        '.Code',
        'import',
        'cannot import silent for silent.Code because it raises AssertionError; repair the module',
    ),
    Case(
        'unfinished',
        'class Code(:\n',
        '.Code',
        'import',
        'cannot import unfinished for unfinished.Code because it raises SyntaxError: ',
    ),
    Case(
        'leaving',
        'import sys\nsys.exit(3)\n',
        '.Code',
        'import',
        'cannot import leaving for leaving.Code because it ends the program (SystemExit: 3); '
        'guard that with if __name__ == "__main__"',
    ),
    # The object is no enum.
    Case('gone', FINE, '.Cod', 'object', "gone has no Cod; did you mean 'Code'?"),
    Case(
        'unlike',
        FINE,
        '.Xyzzy',
        'object',
        'unlike has no Xyzzy; name an enum that it has',
    ),
    Case(
        'private',
        ENUM.replace('Code', '_Code') + '    OK = 200\n',
        '.Code',
        'object',
        'private has no Code; name an enum that it has',
    ),
    Case(
        'module',
        FINE,
        '',
        'object',
        'module is a module; did you mean module.Code?',
    ),
    Case(
        'member',
        FINE,
        '.Code.GONE',
        'object',
        'member.Code.GONE is a member of the enum Code; did you mean member.Code?',
    ),
    Case(
        'function',
        'def f(): pass\n',
        '.f',
        'object',
        'function.f is of type function; name an enum, or what else has codes: a dict, '
        'constants, or classes of exceptions',
    ),
    Case(
        'plain',
        'class C: pass\n',
        '.C',
        'object',
        'plain.C is a class; name an enum, or what else has codes: a dict, '
        'constants, or classes of exceptions',
    ),
    Case(
        'nothing',
        ENUM + '    pass\n',
        '.Code',
        'object',
        'nothing.Code has no members, so its table has no rows; give it members, or take the table out',
        shown=(),
    ),
    Case(
        'hyphen',
        '',
        '=no-path',
        'object',
        "'no-path' is no dotted path to an enum, such as http.HTTPStatus",
    ),
    Case(
        'dotted',
        '',
        '=..http',
        'object',
        "'..http' is no dotted path to an enum, such as http.HTTPStatus",
    ),
    Case(
        'lazy',
        'def __getattr__(name):\n    raise OSError("no disk")\n',
        '.Code',
        'object',
        'cannot get Code of lazy because that raises OSError: no disk; repair the module',
    ),
    # A member fails.
    Case(
        'failing',
        ENUM + '    OK = 200\n    GONE = 410\n    @property\n    def hint(self):\n'
        '        return 1 / (self.value - 200)\n',
        '.Code',
        'member',
        'cannot read hint of failing.Code.OK because it raises ZeroDivisionError: division by zero; '
        'repair the attribute',
        options=':columns: code hint',
        shown=('200', '410'),
    ),
    Case(
        'phraseless',
        ENUM + '    OK = 200\n    @property\n    def phrase(self):\n        raise KeyError("x")\n',
        '.Code',
        'member',
        "cannot read phrase of phraseless.Code.OK because it raises KeyError: 'x'; repair the attribute",
        shown=('200',),
    ),
    Case(
        'mute',
        'class Mute:\n    def __str__(self):\n        raise ValueError("mute")\n\n'
        + ENUM
        + '    OK = 200\n    @property\n    def hint(self):\n        return Mute()\n',
        '.Code',
        'member',
        'cannot read hint of mute.Code.OK because it raises ValueError: mute; repair the attribute',
        options=':columns: code hint',
        shown=('200',),
    ),
    # The options ask for what is not there.
    Case(
        'absent',
        FINE,
        '.Code',
        'codes',
        "no status code or member matches '401' in codes; take it out, or write a code, 4xx, "
        '500-504 or a name',
        options=':codes: 200 401',
        shown=('200',),
    ),
    Case(
        'excluded',
        FINE,
        '.Code',
        'codes',
        "no status code or member matches 'GON' in codes; did you mean 'GONE'?",
        options=':codes: !GON',
        shown=('200', '410'),
    ),
    Case(
        'class',
        FINE,
        '.Code',
        'codes',
        "no status code or member matches '7xx' in codes; "
        'take it out, or write a code, 4xx, 500-504 or a name',
        options=':codes: 7xx, 4xx',
        shown=('410',),
    ),
    Case(
        'empty',
        FINE,
        '.Code',
        'codes',
        "codes '!2xx !4xx' leave no row of empty.Code; name a code that it has",
        options=':codes: !2xx !4xx',
        shown=(),
    ),
    Case(
        'column',
        FINE,
        '.Code',
        'columns',
        "unknown column 'prase'; did you mean 'phrase'?",
        options=':columns: code prase',
        shown=('200', '410'),
    ),
    Case(
        'offer',
        FINE,
        '.Code',
        'columns',
        "unknown column 'zzz'; the members offer "
        'code, name, phrase, description, details, since, aliases, doc, value',
        options=':columns: code,zzz',
        shown=('200', '410'),
    ),
    Case(
        'recorded',
        '',
        '=http.HTTPStatus',
        'columns',
        "unknown column 'zzz'; the members offer "
        'code, name, phrase, description, details, since, aliases, doc',
        options=':release: 3.13\n:columns: code zzz\n:codes: 404',
        shown=('404',),
    ),
    Case(
        'twice',
        FINE,
        '.Code',
        'columns',
        "column 'code' is named twice in columns; take one out",
        options=':columns: code name code',
        shown=('200', '410'),
    ),
    Case(
        'widths',
        FINE,
        '.Code',
        'columns',
        'widths names 2 widths for 3 columns; give one for each',
        options=':widths: 1 2',
        shown=('200', '410'),
    ),
    Case(
        'edition',
        FINE,
        '.Code',
        'edition',
        f"unknown edition '9111'; use one of {', '.join(EDITIONS)}",
        options=':edition: 9111',
        shown=('200', '410'),
    ),
    Case(
        'release',
        '',
        '=http.HTTPStatus',
        'release',
        "the history of http.HTTPStatus does not know release '2.7'; "
        f'it reaches from 3.5 to {NEWEST}, so '
        'give one of these',
        options=':release: 2.7\n:codes: 404',
        shown=('404',),
    ),
    Case(
        'unhistoric',
        FINE,
        '.Code',
        'release',
        'no history of unhistoric.Code is known, so its release 3.6 is not either; '
        'take release out, or give its history in http_status_histories',
        options=':release: 3.6',
        shown=('200', '410'),
    ),
]
NAMES = [case.name for case in CASES]

PAGE = """:orphan:

Before the table.

{directive}
After the table.
"""

#: Where the directive stands on each page.
LINE = 5


def files_of(cases):
    """Return a page and a module for each case."""
    pages = {f'{case.name}.rst': PAGE.format(directive=case.directive) for case in cases}
    modules = {f'{case.name}.py': case.module for case in cases if case.module}
    return {'index.rst': 'Title\n=====\n', **pages, **modules}


@pytest.fixture(scope='module')
def built(build_once):
    """Return a build of all wrong requests, each on a page of its own."""
    return build_once(files_of(CASES))


def warnings_of(built, name):
    """Return the warnings about one page."""
    return [line for line in built.warnings if line.startswith(f'{name}.rst:')]


@pytest.mark.parametrize('case', CASES, ids=NAMES)
def test_a_wrong_request_is_one_warning(built, case):
    """The warning has file and line, cause and repair, type and subtype, and comes once."""
    (warning,) = warnings_of(built, case.name)
    assert warning.startswith(f'{case.name}.rst:{LINE}: WARNING: {case.message}')
    assert warning.endswith(f'[http_status.{case.subtype}]')
    # The message of an exception of Python's own goes on as Python words it.
    if not case.message.endswith(("http'", ': ')):
        assert warning == f'{case.name}.rst:{LINE}: WARNING: {case.message} [http_status.{case.subtype}]'


@pytest.mark.parametrize('case', CASES, ids=NAMES)
def test_the_rest_of_the_page_is_built(built, case):
    """The text around a wrong request is there, and so are the rows that could be made."""
    page = built.text(f'{case.name}.html')
    assert 'Before the table.' in page
    assert 'After the table.' in page
    tables = [tuple(cells[0] for cells in table.rows) for table in read_html(page)]
    assert tables == ([] if case.shown is None else [case.shown])


def test_nothing_else_is_warned_of(built):
    """All warnings of the build are those of the wrong requests."""
    assert len(built.warnings) == len(CASES)


@pytest.mark.parametrize('subtype', sorted({case.subtype for case in CASES}))
def test_a_subtype_can_be_silenced(build, subtype):
    """``suppress_warnings`` silences the warnings of one subtype, and no others."""
    cases = [case for case in CASES if case.subtype == subtype][:2]
    other = next(case for case in CASES if case.subtype != subtype)
    silenced = build(files_of([*cases, other]), suppress_warnings=[f'http_status.{subtype}'])
    assert len(silenced.warnings) == len(warnings_of(silenced, other.name)) == 1


def test_all_can_be_silenced(build):
    """``suppress_warnings`` silences the type with all its subtypes."""
    assert build(files_of(CASES), suppress_warnings=['http_status']).warnings == []


@pytest.mark.parametrize(
    ('option', 'cause'),
    [
        (':notes: above', '"above" unknown; choose from "below"'),
        (':align: up', '"up" unknown; choose from'),
        (':width: wide', '(option: "width"; value: \'wide\')'),
        (':widths: many', 'invalid literal for int'),
        (':widths: 0 1 2', 'negative or zero value; must be positive'),
        (':codes:', 'argument required but none supplied'),
        (':columns:', 'argument required but none supplied'),
        (':release:', 'argument required but none supplied'),
        (':edition:', 'argument required but none supplied'),
        (':caption:', 'argument required but none supplied'),
        (':class: ***', 'cannot make "***" into a class name'),
        (':group: yes', 'no argument is allowed; "yes" supplied'),
    ],
)
def test_a_wrong_value_is_an_error_of_the_parser(build, option, cause):
    """A value that an option cannot have is reported as docutils does for all directives."""
    directive = f'.. http-status-table::\n   {option}\n'
    built = build({'index.rst': PAGE.format(directive=directive)}, 'text')
    assert built.warnings[0].startswith(f'index.rst:{LINE}: ERROR: ')
    assert cause in '\n'.join(built.warnings)
    assert len([line for line in built.warnings if 'WARNING' in line or 'ERROR' in line]) == 1
    assert built.text('index.txt').startswith('Before the table.')
    assert built.text('index.txt').endswith('After the table.\n')


CONTENT = '.. http-status-table::\n\n   An explanation.\n'


def test_content_that_is_no_list_of_codes_is_told(build):
    """Text in the directive that is said of no code is a warning, and is shown below the table."""
    built = build({'index.rst': PAGE.format(directive=CONTENT)}, 'text')
    (warning,) = built.warnings
    assert warning.startswith(f'index.rst:{LINE + 2}: WARNING: ')
    assert "'An explanation.' stands below the table" in warning
    assert '\n\nAn explanation.\n\nAfter' in built.text('index.txt').partition('--+\n\n')[2]


def test_each_wrong_request_is_warned_of_in_its_place(build):
    """The same wrong request on two pages, and twice on one, is a warning at each place."""
    directive = '.. http-status-table:: no_such_module.Code\n\n'
    built = build({'index.rst': directive * 2, 'other.rst': ':orphan:\n\n' + directive})
    assert [line.partition(' ')[0] for line in built.warnings] == [
        'index.rst:1:',
        'index.rst:3:',
        'other.rst:3:',
    ]


MOCKED = """
import no_such_library.deep
from no_such_library import Base, decorate
from enum import Enum

class Code(Enum):
    OK = 200

@decorate
class Decorated(Enum):
    OK = 200

other = no_such_library.Code
"""


def test_mocked_imports_are_honoured(build):
    """``autodoc_mock_imports`` stands in for what a module imports, and is named where it hides all."""
    page = '\n'.join(
        f'.. http-status-table:: using.{name}\n   :columns: code name\n'
        for name in ('Code', 'other', 'Decorated')
    )
    built = build(
        {'index.rst': page, 'using.py': MOCKED},
        extensions=['sphinx.ext.autodoc', 'sphinxext.http_status'],
        autodoc_mock_imports=['no_such_library'],
    )
    repair = 'is mocked by autodoc_mock_imports; take its module out of that list [http_status.object]'
    assert read_html(built.text())[0].rows == [('200', 'OK')]
    assert [line for line in built.warnings if 'using.other' in line] == [
        f'index.rst:4: WARNING: using.other {repair}'
    ]


def test_mocked_imports_are_ended(build):
    """What was mocked for a table is not mocked afterwards."""
    built = build(
        {
            'index.rst': '.. http-status-table:: mocking.Code\n',
            'mocking.py': 'import no_such_library\n' + FINE,
        },
        extensions=['sphinx.ext.autodoc', 'sphinxext.http_status'],
        autodoc_mock_imports=['no_such_library'],
    )
    assert built.warnings == []
    with pytest.raises(ModuleNotFoundError):
        __import__('no_such_library')


MARKUP = """
from enum import Enum

class Base(Enum):
    def __init__(self, code, description):
        self.description = description

Code = Base('Code', {
    name: (number, text) for number, (name, text) in enumerate([
        ('HTML', '<b>bold</b> & <script>alert("x")</script> &lt;'),
        ('REST', '*a* **b** ``c`` `d`_ :rfc:`9110` |e| [1]_ f_'),
        ('BLOCK', '.. raw:: html\\n\\n   <hr>\\n\\n* item\\n'),
        ('QUOTES', '"a" \\'b\\' -- --- ...'),
        ('CONTROL', 'bell\\x07 escape\\x1b null\\x00 lone\\ud800'),
        ('PIPE', 'a | b || c'),
    ])
})
"""


def test_text_of_an_enum_is_no_markup(build):
    """A description shows what it says, quotes and all, whatever it would mean as markup or HTML."""
    page = '.. http-status-table:: markup.Code\n   :columns: name description\n'
    built = build({'index.rst': page, 'markup.py': MARKUP})
    assert built.warnings == []
    (table,) = read_html(built.text())
    assert table.rows == [
        ('HTML', '<b>bold</b> & <script>alert("x")</script> &lt;'),
        ('REST', '*a* **b** ``c`` `d`_ :rfc:`9110` |e| [1]_ f_'),
        ('BLOCK', '.. raw:: html <hr> * item'),
        ('QUOTES', '"a" \'b\' -- --- ...'),
        ('CONTROL', 'bell\\x07 escape\\x1b null\\x00 lone\\ud800'),
        ('PIPE', 'a | b || c'),
    ]


COLLIDING = """
from enum import Enum

class Code(Enum):
    phrase = (200, 'first')
    description = (201, 'second')
    code = (202, 'third')
    status = (203, 'fourth')
    names = (204, 'fifth')
    astext = (205, 'sixth')
    _private = (206, 'seventh')
"""


def test_members_may_be_called_like_attributes(build):
    """A member that is called ``phrase`` or ``code`` is a member, and no phrase of the others."""
    page = '.. http-status-table:: colliding.Code\n   :columns: code name phrase description\n'
    built = build({'index.rst': page, 'colliding.py': COLLIDING})
    assert built.warnings == []
    (table,) = read_html(built.text())
    names = ['phrase', 'description', 'code', 'status', 'names', 'astext', '_private']
    words = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh']
    assert table.rows == [
        (str(200 + number), name, word, '')
        for number, (name, word) in enumerate(zip(names, words, strict=True))
    ]


HISTORY = '{"object": "own.Code", "releases": ["1.0"], "members": []}'


@pytest.mark.parametrize(
    ('value', 'warning'),
    [
        (
            {'http_status_edition': '9111'},
            (
                "http_status_edition in conf.py: unknown edition '9111'; "
                f'use one of {", ".join(EDITIONS)} '
                '[http_status.edition]'
            ),
        ),
        (
            {'http_status_histories': {'a.B': 1}},
            (
                'http_status_histories in conf.py: expected a dict of dotted paths to file names, '
                'not "{\'a.B\': 1}" '
                '[http_status.config]'
            ),
        ),
        (
            {'http_status_histories': {'a.B': 'missing.json', 'own.Code': 'own.json'}},
            (
                'http_status_histories in conf.py: cannot read the history of a.B from missing.json: '
                "[Errno 2] No such file or directory: 'missing.json' [http_status.history]"
            ),
        ),
        (
            {'http_status_histories': {'own.Code': 'broken.json'}},
            'http_status_histories in conf.py: cannot read the history of own.Code from broken.json: ',
        ),
        (
            {'http_status_citations': 'missing.csv'},
            (
                'http_status_citations in conf.py: cannot read citations from missing.csv: '
                "[Errno 2] No such file or directory: 'missing.csv' [http_status.citations]"
            ),
        ),
        (
            {'http_status_citations': 'broken.csv'},
            (
                'http_status_citations in conf.py: cannot read citations from broken.csv: '
                'it has no column object; each row is for one object [http_status.citations]'
            ),
        ),
    ],
)
def test_a_bad_configuration_value_is_one_warning(build, value, warning):
    """A configuration value that cannot be used is named, and the build goes on with the default."""
    files = {
        'index.rst': '.. http-status-table::\n   :codes: 404\n',
        'own.json': HISTORY,
        'broken.json': '{"object": 1}',
        'broken.csv': 'code,title\n',
    }
    built = build(files, **value)
    (line,) = built.warnings
    assert line.startswith(f'WARNING: {warning}')
    (table,) = read_html(built.text())
    assert table.rows == [('404', 'NOT_FOUND', 'HTTP Semantics RFC 9110, Section 15.5.5')]
