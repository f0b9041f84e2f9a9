"""What source files say of the members of an enum, and in which of them it is looked for."""

from __future__ import annotations

import codecs
import importlib
import itertools
import linecache
import os
import sys
import threading
import types
import warnings
import zipfile
from enum import Enum, EnumMeta
from http import HTTPStatus

import pytest
from building import fresh_modules
from sphinx.pycode import ModuleAnalyzer

from sphinxext.http_status.facts.sources.docstrings import source_files
from sphinxext.http_status.facts.sources.docstrings.finding import find_docstrings, find_since

NUMBERS = itertools.count()
HEAD = 'import enum, functools, sys, types\nfrom enum import Enum\nfrom typing import TYPE_CHECKING\n'


@pytest.fixture
def load(tmp_path):
    """Return a function that imports the module NAME of some files, where NAME is a name of its own."""

    def load(files, module=''):
        name = f'speaking_{next(NUMBERS)}'
        for path, content in ({'.py': HEAD + files} if isinstance(files, str) else files).items():
            file = tmp_path / f'{name}{path}'
            file.parent.mkdir(exist_ok=True)
            is_text = isinstance(content, str)
            file.write_bytes(content.replace('NAME', name).encode() if is_text else content)
        return importlib.import_module(name + module)

    with fresh_modules(tmp_path):
        yield load
    # Whatever they say of their files by now.
    for name in [name for name in sys.modules if name.startswith('speaking_')]:
        del sys.modules[name]


def docstrings(enum):
    """Return the docstrings of an enum, none of whose members may fail to tell its own."""
    members = EnumMeta.__dict__['__members__'].fget(enum)
    return dict(find_docstrings(enum, members, pytest.fail))


# What is read.

#: Bodies of classes, and the docstrings of their members.
FORMS = {
    'a literal': ('A = 1\n"""One."""\nB = 2\n', {'A': 'One.'}),
    'a literal of several parts': ('A = 1\n("One"\n " and all.")\nB = 2\n', {'A': 'One and all.'}),
    'a literal of several lines': ('A = 1\n"""One.\n\n    * all\n"""\n', {'A': 'One.\n\n* all'}),
    'a literal below blank lines': ('A = 1\n\n\n# why\n"One."\n', {'A': 'One.'}),
    'no literal': ('A = 1\nb"One."\nB = 2\n(3)\nC = 3\nf"{1}"\nD = 4\n...\n', {}),
    'a literal below a method': ('A = 1\ndef f(self): pass\n"No."\n', {}),
    'a literal below a block': ('if True:\n    A = 1\n"No."\n', {}),
    'a comment at the end': ('A = 1  #: One.\nB = 2  # No.\n', {'A': 'One.'}),
    'comments above': (
        '#: One\n#: and all.\nA = 1\n#:Two.\nB = 2\n',
        {'A': 'One\nand all.', 'B': 'Two.'},
    ),
    'comments above with and without a space': (
        '#: One\n#:and\n#: all.\nA = 1\n',
        {'A': 'One\nand\nall.'},
    ),
    'comments above with indentation': ('#: One\n#:  and all.\nA = 1\n', {'A': 'One\nand all.'}),
    'comments above a blank line': ('#: No.\n\nA = 1\n#: No.\n# but\nB = 2\n', {}),
    'all of them': (
        '#: No.\nA = 1  #: No.\n"One."\n#: No.\nB = 2  #: Two.\n',
        {'A': 'One.', 'B': 'Two.'},
    ),
    'annotations': (
        'A: int = 1\n"""One."""\nB: "int" = 2  #: Two.\n#: Three.\nC: int = 3\n',
        {'A': 'One.', 'B': 'Two.', 'C': 'Three.'},
    ),
    'annotations with brackets': ('A: dict[str, int] = 1  #: One.\n', {'A': 'One.'}),
    'declarations': ('A: int\n"One."\nB: int  #: Two.\nA = 1\nB = 2\n', {'A': 'One.', 'B': 'Two.'}),
    'two at once': ('A, B = 1, 2  #: Both.\n', {'A': 'Both.', 'B': 'Both.'}),
    'two in brackets': ('(A, B) = 1, 2\n"Both."\n', {'A': 'Both.', 'B': 'Both.'}),
    'two in a list': ('#: Both.\n[A, B] = 1, 2\n', {'A': 'Both.', 'B': 'Both.'}),
    'nested ones': ('(A, (B, C)), D = (1, (2, 3)), 4  #: All.\n', dict.fromkeys('ABCD', 'All.')),
    'a chain': ('A = B = 1  #: Both.\n', {'A': 'Both.', 'B': 'Both.'}),
    'several lines': ('A = int(\n    1,  # no\n)  #: One.\n', {'A': 'One.'}),
    'several lines in brackets': (
        'A = (\n    1\n)  #: One.\nB = [\n    2\n][0]  #: Two.\n',
        {'A': 'One.', 'B': 'Two.'},
    ),
    'a comment inside of a value': ('A = (  #: No.\n    1\n)\n', {}),
    'a text over several lines': ('A = """\n    #: no\n"""  #: One.\nB = "#: no"\n', {'A': 'One.'}),
    'continued lines': ('A = \\\n    1  #: One.\nB = 1 + \\\n  1\n"Two."\n', {'A': 'One.', 'B': 'Two.'}),
    'semicolons': ('A = 1; B = 2  #: Two.\nC = 3; "Three."\n', {'B': 'Two.', 'C': 'Three.'}),
    'semicolons below a comment': ('#: One.\nA = 1; B = 2\n', {'A': 'One.'}),
    'a semicolon at the end': ('A = 1;  #: No.\nB = 2;\n"Two."\n', {'B': 'Two.'}),
    'letters of two bytes': ('Ä = "ö"  #: Ü.\nB = len("äöü"); C = "é"  #: €.\n', {'Ä': 'Ü.', 'C': '€.'}),
    'a block in one line': ('#: No.\nif sys: A = 1\nif sys: B = 2  #: Two.\n', {'B': 'Two.'}),
    'an if': ('if sys:\n    A = 1\n    "One."\nelse:\n    B = 2\n', {'A': 'One.'}),
    'an else': ('if not sys:\n    B = 2\nelif sys:\n    A = 1  #: One.\n', {'A': 'One.'}),
    'a try': (
        'try:\n    #: One.\n    A = 1\nexcept OSError:\n    pass\nelse:\n    B = 2  #: Two.\n',
        {'A': 'One.', 'B': 'Two.'},
    ),
    'a finally': ('try:\n    pass\nfinally:\n    A = 1\n', {}),
    'a match': (
        'match 1:\n    case 1:\n        A = 1  #: One.\n    case _:\n        B = 2\n',
        {'A': 'One.'},
    ),
    'a block in a block': ('if sys:\n    if sys:\n        A = 1\n        "One."\n', {'A': 'One.'}),
    'declarations for a checker': (
        'if TYPE_CHECKING:\n    A: int\n    "One."\nelse:\n    A = 1\n',
        {'A': 'One.'},
    ),
    'a class in it': ('A = 1  #: One.\nclass Deep:\n    B = 2  #: No.\nB = 2\n', {'A': 'One.'}),
    'a method in it': ('A = 1  #: One.\ndef f(self):\n    B = 2  #: No.\nB = 2\n', {'A': 'One.'}),
}


def indented(body, by='    '):
    """Return the lines of a body with indentation, behind a form feed if they begin with one."""
    lines = [
        f'{line[:1]}{by}{line[1:]}' if line[:1] == '\x0c' else by + line for line in body.split('\n')
    ]
    return '\n'.join(line if line.strip() else '' for line in lines)


def shown_by_sphinx(enum, file):
    """Return what Sphinx's autodoc finds for the members of an enum in a file."""
    found = ModuleAnalyzer.for_file(file, 'own').find_attr_docs()
    texts = {name: found.get((enum.__qualname__, name), ()) for name in enum.__members__}
    return {name: '\n'.join(lines).strip() for name, lines in texts.items() if lines}


@pytest.mark.parametrize('by', ['    ', '\t', ' '], ids=['spaces', 'tab', 'space'])
@pytest.mark.parametrize('form', FORMS)
def test_the_body_is_read_as_sphinx_reads_it(load, form, by):
    """The docstrings of members are those that are written there, and those that autodoc shows."""
    body, expected = FORMS[form]
    module = load(f'class E(Enum):\n{indented(body, by)}\n{by}LAST = 99\n')
    assert docstrings(module.E) == expected
    if by == '    ' and form not in {'a chain', 'a method in it'}:
        assert shown_by_sphinx(module.E, module.__file__) == expected


#: What we read and Sphinx does not, or otherwise.
ALONE = {
    'the second name of a chain': ('A = B = 1\n"Both."\n', {'A': 'Both.', 'B': 'Both.'}),
    'what cannot be imported': (
        'try:\n    raise OSError\nexcept OSError:\n    A = 1  #: One.\n',
        {'A': 'One.'},
    ),
    'a finally with a text': ('try:\n    pass\nfinally:\n    A = 1  #: One.\n', {'A': 'One.'}),
    'a text that looks like a comment': ('A = """\n#: no"""\nB = 2\n', {}),
    'the text of another branch': ('if sys:\n    A = 1\nelse:\n    "No."\n', {}),
    'the branch that was run': (
        'if sys:\n    A = 1\n    "One."\nelse:\n    A = 2\n    "Two."\n',
        {'A': 'One.'},
    ),
    'branches that may both have been run': (
        'if sys:\n    A = int()\n    "One."\nelse:\n    A = len("")\n    "Two."\n',
        {},
    ),
    'a declaration and an assignment': ('A: int  #: No.\nA = 1  #: One.\n', {'A': 'One.'}),
    'a separator that is none in Python': (
        'A = "\u2028"  #: One.\nB = "\x0b\x1c\x85"  #: Two.\n',
        {'A': 'One.', 'B': 'Two.'},
    ),
    'a form feed': (
        'A = 1  #: One.\n\x0cB = 2\n"Two."\n#: Three.\n\x0c\nC = 3  #: Three.\n',
        {'A': 'One.', 'B': 'Two.', 'C': 'Three.'},
    ),
    'spaces': ('A = 1  #:   One.  \nB = 2\n"""Two.\n    """\n', {'A': 'One.', 'B': 'Two.'}),
    'names that a helper makes': ('A = 1  #: One.\nlocals()["B"] = 2\n"No."\n', {'A': 'One.'}),
    'names that a loop makes': ('A = 1  #: One.\nfor B in [5]:\n    "No."\n', {'A': 'One.'}),
}


@pytest.mark.parametrize('form', ALONE)
def test_the_body_is_read_with_more_care(load, form):
    """Where Sphinx finds nothing or the last of several texts, members have the one that is theirs."""
    body, expected = ALONE[form]
    module = load(f'class E(Enum):\n{indented(body)}\n    LAST = "last"\n')
    assert docstrings(module.E) == expected


BODY = 'class E(Enum):\n    A = 1\n    """Ünë."""\n    B = "ï"  #: Zwö.\n    #: Dréi.\n    C = 3\n'


@pytest.mark.parametrize(
    'content',
    [
        *(
            f'# -*- coding: {encoding} -*-\nfrom enum import Enum\n{BODY}'.encode(encoding)
            for encoding in ('latin-1', 'cp1252', 'utf-8', 'iso8859-15')
        ),
        codecs.BOM_UTF8 + f'from enum import Enum\n{BODY}'.encode(),
        f'from enum import Enum\n{BODY}'.replace('\n', '\r\n').encode(),
        f'from enum import Enum\n{BODY}'.replace('\n', '\r').encode(),
        f'"""\x0c"""\n\x0c\nfrom enum import Enum\n\x0c\n{BODY}\x0c\n'.encode(),
    ],
)
def test_a_file_is_read_as_python_reads_it(load, content):
    """Neither the encoding of a file nor the ends of its lines change a docstring."""
    module = load({'.py': content})
    assert docstrings(module.E) == {'A': 'Ünë.', 'B': 'Zwö.', 'C': 'Dréi.'}
    assert shown_by_sphinx(module.E, module.__file__) == docstrings(module.E)


# Where it is looked for.

ERR = '''\
from enum import Enum


class Err(Enum):
    A = 1
    """The disk is full."""
    B = 2
    """The net is down."""
'''
COMMENTED = ERR.replace('\n    """', '  #: ').replace('"""', '')
TRUE = {'A': 'The disk is full.', 'B': 'The net is down.'}
MOVED = "Err.__module__ = 'NAME'\n"
LEVEL = 'class Level:\n    A = "x"\n    """The lowest level."""\n    B = "y"\n    """The highest."""\n'
#: Packages whose ``Err`` says that it is from the package itself.
REHOMED = {
    'set in the class': (
        'from ._codes import Err\n',
        ERR.replace('    A', "    __module__ = 'NAME'\n    A", 1),
    ),
    'set below the class': ('from ._codes import Err\n', ERR + MOVED),
    'set by the package': ('from ._codes import Err\n' + MOVED, ERR),
    'a decorator': (
        'from ._codes import Err\n',
        ERR.replace('class', 'def at(cls):\n    cls.__module__ = "NAME"\n    return cls\n@at\nclass', 1),
    ),
    'another class of the members': ('from ._codes import Err\n' + LEVEL, ERR + MOVED),
    'another class in front': (LEVEL + 'from ._codes import Err\n', ERR + MOVED),
    'another class of the name': (
        'class Err:\n    A = 1\n    """Not this."""\n    X = 2\nfrom ._codes import Err\n',
        ERR + MOVED,
    ),
    'another class of the name at the line': (
        '\n\n\nclass Err:\n    A = 1\n    """Not this."""\n    X = 2\nfrom ._codes import Err\n',
        ERR + MOVED,
    ),
    'another class with other values at the line': (
        ERR.replace('1', '3').replace('2', '4').replace('The', 'No') + 'from ._codes import Err\n',
        ERR + MOVED,
    ),
    'another class in a function': (
        f'def f():\n{indented(LEVEL)}\nfrom ._codes import Err\n',
        ERR + MOVED,
    ),
    'another name in the package': ('from ._codes import Err as Error\n' + LEVEL, ERR + MOVED),
    'a class with functions': (
        'from ._codes import Err\n' + LEVEL,
        ERR + '    def f(self):\n        pass\n' + MOVED,
    ),
    'no such module': ('from ._codes import Err\n', ERR + "Err.__module__ = 'no.such.module'\n"),
    'a class in a function': (
        'from ._codes import Err\n' + LEVEL,
        f'def make():\n{indented(ERR)}\n    return Err\nErr = make()\n{MOVED}',
    ),
    'no text as a name': ('from ._codes import Err\n', ERR + 'Err.__module__ = None\n'),
    'the module of another class': (
        'from ._codes import Err\n',
        ERR + "Err.__module__ = 'http'\n",
    ),
}


@pytest.mark.parametrize('case', REHOMED)
def test_a_class_is_found_whatever_its_module_is_said_to_be(load, case):
    """The docstrings of an enum that a package calls its own are those of the file that defines it."""
    package, codes = REHOMED[case]
    module = load({'/__init__.py': package, '/_codes.py': codes}, '._codes')
    assert docstrings(module.Err) == TRUE


@pytest.mark.parametrize(
    ('more', 'expected'),
    [
        ('', {}),
        ('    def f(self): pass\n', TRUE),
        ('    C = 3\n', TRUE),
        ('    f = property(lambda self: 1)\n', TRUE),
    ],
)
def test_of_twins_none_is_taken(load, more, expected):
    """Where two classes differ in nothing but their docstrings, an enum has none of them."""
    package = ERR.replace('The', 'No') + 'from ._codes import Err\n'
    module = load({'/__init__.py': package, '/_codes.py': ERR + more + MOVED}, '._codes')
    assert docstrings(module.Err) == expected


def test_a_twin_that_says_more_is_not_taken(load):
    """A class with a name that the enum does not have is not its class."""
    package = ERR.replace('The', 'No') + '    C = 3\nfrom ._codes import Err\n'
    module = load({'/__init__.py': package, '/_codes.py': ERR + MOVED}, '._codes')
    assert docstrings(module.Err) == TRUE


def test_classes_in_classes_are_found(load):
    """Enums of one name in several classes are told apart, also when their module is not theirs."""
    content = ''.join(
        f'class {outer}:\n    class Deep:\n        class E(Enum):\n'
        f'            A = {number}  #: {outer}.\n'
        f'    Deep.E.__module__ = "enum"\n'
        for number, outer in enumerate(('First', 'Second', 'Third'))
    )
    module = load(content)
    found = [docstrings(outer.Deep.E)['A'] for outer in (module.First, module.Second, module.Third)]
    assert found == ['First.', 'Second.', 'Third.']


ONE = 'class E(Enum):\n    A = 1\n    "One."\n    B = 2\n'
TWO = 'class E(Enum):\n    A = 1\n    "Two."\n    C = 2\n'
#: The names and values of the first with the texts of the second.
TWO_AGAIN = TWO.replace('C', 'B')
#: The first with other values.
ONE_AFAR = ONE.replace('1', '7').replace('2', '8')
#: Files with two classes E, and the expressions of both.
TWICE = {
    'an if': (f'if sys:\n{indented(ONE)}\n    F = E\nif sys:\n{indented(TWO)}\n', ('F', 'E')),
    'an else': (
        (
            f'for turn in (0, 1):\n  if turn:\n{indented(ONE)}\n    F = E\n'
            f'  else:\n{indented(TWO)}\n    G = E\n'
        ),
        ('F', 'G'),
    ),
    'a redefinition': (f'{ONE}F = E\n{TWO}', ('F', 'E')),
    'a function': (
        (
            f'def f():\n{indented(ONE)}\n    return E\n'
            f'def g():\n{indented(TWO)}\n    return E\nF, G = f(), g()\n'
        ),
        ('F', 'G'),
    ),
    'one function': (
        (
            f'def f(first):\n  if first:\n{indented(ONE)}\n  else:\n{indented(TWO)}\n'
            '  return E\nF, G = f(1), f(0)\n'
        ),
        ('F', 'G'),
    ),
    'other values': (
        f'if sys:\n{indented(ONE)}\n    F = E\n{TWO.replace("= 1", "= 5").replace("C", "B")}',
        ('F', 'E'),
    ),
    'functions': (
        f'{ONE}    def f(self): pass\nF = E\n{TWO_AGAIN}    @property\n    def g(self): pass\n',
        ('F', 'E'),
    ),
    'wrapped functions': (
        (
            f'{ONE}    @classmethod\n    def f(self): pass\nF = E\n'
            f'{TWO_AGAIN}    @enum.property\n    def g(self): pass\n'
        ),
        ('F', 'E'),
    ),
    'cached properties': (
        (
            f'{ONE}    @functools.cached_property\n    def f(self): pass\nF = E\n'
            f'{TWO_AGAIN}    @staticmethod\n    def g(): pass\n'
        ),
        ('F', 'E'),
    ),
}


@pytest.mark.parametrize('case', TWICE)
def test_two_classes_of_one_name_are_told_apart(load, case):
    """Each of two classes that a file calls by one name has its own docstrings."""
    content, (first, second) = TWICE[case]
    module = load(content)
    assert docstrings(getattr(module, first))['A'] == 'One.'
    assert docstrings(getattr(module, second))['A'] == 'Two.'


@pytest.mark.parametrize(
    'decorators',
    ['@enum.unique\n', '@(\n    enum.unique\n)\n@enum.unique\n', '@enum.verify(\n    enum.UNIQUE\n)\n'],
)
def test_decorated_classes_are_told_apart(load, decorators):
    """A class statement may begin with decorators."""
    module = load(f'{decorators}{ONE}F = E\n{decorators}{TWO}')
    assert (docstrings(module.F), docstrings(module.E)) == ({'A': 'One.'}, {'A': 'Two.'})


#: Enums that come from no class statement of the file, though one looks like theirs.
UNKNOWN = {
    'a call': 'E = Enum("E", "A B")\nif not sys:\n' + indented(ONE_AFAR),
    'a call in a module with a class': ONE_AFAR + 'E = Enum("E", "A B", module=__name__)\n',
    'a call that has no more to do with it': ONE.replace('A =', 'X =')
    + '    "No."\nE = Enum("E", "A B")\n',
    'another name': ONE + 'E.__qualname__ = "F"\nclass F:\n    A = 3\n    "No."\n    B = 4\n',
    'a name that is local elsewhere': ONE + 'E.__qualname__ = "f.<locals>.E"\n',
    'a name in a class': ONE_AFAR + 'class C:\n' + indented(ONE) + '\nE = C.E\nE.__qualname__ = "E"\n',
}


@pytest.mark.parametrize('case', UNKNOWN)
def test_no_class_has_the_docstrings_of_another(load, case):
    """An enum whose class statement is not found has no docstrings."""
    assert docstrings(load(UNKNOWN[case]).E) == {}


@pytest.mark.skipif(sys.version_info < (3, 13), reason='classes do not know their line')
@pytest.mark.parametrize('line', [1, 5, 9, 10**9, -1, '4', None, 4.0])
def test_a_line_that_is_wrong_costs_the_docstrings(load, line):
    """Where a class says that it is at another line, it is not taken for the one that is found."""
    module = load(f'{ONE}\n\n{TWO.replace("E", "F", 1)}E.__firstlineno__ = {line!r}\n')
    assert docstrings(module.E) == ({} if isinstance(line, int) else {'A': 'One.'})


def test_members_made_by_a_helper_leave_the_others_alone(load):
    """A few members that the class statement does not name cost no docstring of another."""
    module = load(
        'class E(Enum):\n    A = 1  #: One.\n    B = 2\n    C = 3\n    D = 4\n    vars()["F"] = 5\n'
    )
    assert docstrings(module.E) == {'A': 'One.'}


@pytest.mark.skipif(sys.version_info < (3, 13), reason='classes do not know their line')
@pytest.mark.parametrize(
    'helper',
    [
        'vars().update(dict(B=2, C=3, D=4, F=5))',
        'locals().update(zip("BCDF", "abcd"))',
        'any(space.__setitem__(name, name) for space in [vars()] for name in "BCDF")',
    ],
)
def test_most_members_may_be_made_by_a_helper(load, helper):
    """Where a class knows its line, that is enough to find it."""
    module = load(f'class E(Enum):\n    A = 1  #: One.\n    {helper}\n')
    assert len(module.E) == 5
    assert docstrings(module.E) == {'A': 'One.'}


@pytest.mark.parametrize('package', [ERR, COMMENTED, 'import enum\n' + ERR])
def test_a_file_that_does_not_hold_the_enum_is_not_taken(load, package):
    """A class of the same words in another module is another class, even if the true one is gone."""
    module = load({'/__init__.py': package, '/_codes.py': '\n' + ERR + MOVED}, '._codes')
    del sys.modules[module.__name__]
    assert docstrings(module.Err) == {}


def test_docstrings_are_not_inherited(load):
    """What a base class says of a name is said of no member."""
    module = load(
        'class Base:\n    A = None\n    "No."\nclass E(Base, Enum):\n    A = 1\n    B = 2  #: Two.\n'
    )
    assert docstrings(module.E) == {'B': 'Two.'}


# Other places than a file.


def test_a_zip_file_is_read(load, tmp_path, monkeypatch):
    """Docstrings are found in modules that are imported from a zip file."""
    with zipfile.ZipFile(tmp_path / 'own.zip', 'w') as archive:
        archive.writestr('zipped.py', ERR)
        archive.writestr('zipped_pkg/__init__.py', 'from ._codes import Err\n' + LEVEL)
        archive.writestr('zipped_pkg/_codes.py', ERR + 'Err.__module__ = "zipped_pkg"\n')
    monkeypatch.syspath_prepend(tmp_path / 'own.zip')
    assert docstrings(importlib.import_module('zipped').Err) == TRUE
    assert docstrings(importlib.import_module('zipped_pkg').Err) == TRUE


class Loader:
    """A loader that makes a module of a text."""

    def __init__(self, get_source):
        self.get_source = get_source


def make_module(monkeypatch, get_source, file='/no/such/file.txt', content=ERR):
    """Return a module that a loader has made."""
    module = types.ModuleType('made')
    vars(module).update(__file__=file, __loader__=Loader(get_source))
    monkeypatch.setitem(sys.modules, 'made', module)
    exec(compile(content, file, 'exec'), vars(module))
    return module


@pytest.mark.parametrize(
    'content',
    [ERR, ERR.replace('\n', '\r\n'), COMMENTED.replace('\n', '\r'), ERR + '    def f(self): pass\n'],
)
def test_a_loader_is_asked(monkeypatch, content):
    """Where no file is, the loader of a module may know its source."""
    assert docstrings(make_module(monkeypatch, lambda _name: content, content=content).Err) == TRUE


def test_modules_without_files_are_told_apart(monkeypatch):
    """Where two modules have no file, each loader is asked for the source of its own."""
    module = make_module(monkeypatch, lambda _name: ERR, file='')
    package = types.ModuleType('package')
    vars(package).update(Err=module.Err, __loader__=Loader(lambda _name: LEVEL))
    monkeypatch.setitem(sys.modules, 'package', package)
    module.Err.__module__ = 'package'
    assert docstrings(module.Err) == TRUE


def exits(_name):
    """End the program."""
    raise SystemExit(3)


@pytest.mark.parametrize(
    'get_source',
    [exits, lambda: None, lambda _name: None, lambda _name: b'x = 1', lambda _name: 'class Err(:', None],
)
def test_a_loader_may_fail(monkeypatch, get_source):
    """Whatever a loader does instead costs the docstrings, and nothing else."""
    assert docstrings(make_module(monkeypatch, get_source).Err) == {}


def test_what_a_notebook_registers_is_read(monkeypatch):
    """Sources that shells put into linecache are found by the functions of a class."""
    content = ERR + '    def f(self): pass\n'
    monkeypatch.setitem(
        linecache.cache, '<cell 1>', (len(content), None, content.splitlines(True), '<cell 1>')
    )
    namespace = {'__name__': 'no_such_module'}
    exec(compile(content, '<cell 1>', 'exec'), namespace)
    assert docstrings(namespace['Err']) == TRUE


# What may go wrong.

#: What becomes of a file after it has been imported.
SPOILED = {
    'no class': b'\nX = """\nisn\'t it\n"""\n',
    'a text without an end': b'class Err:\n    """\n',
    'a bracket without an end': b'class Err(\n',
    'no indentation': b'class Err:\nA = 1\n',
    'indentation that does not fit': b'if 1:\n        a = 1\n    b = 2\n',
    'no encoding': b'# coding: no-such-encoding\n',
    'another encoding': b'\xff\xfe\x00',
    'null bytes': b'class Err:\n    A = 1\n\x00',
    'brackets without number': b'x = ' + b'(' * 5000 + b')' * 5000,
    'signs without number': b'x = ' + b'-' * 100_000 + b'1',
    'nothing': b'',
}


@pytest.mark.parametrize('case', SPOILED)
def test_a_file_that_is_spoiled_costs_the_docstrings(load, case, tmp_path):
    """Members are told without docstrings when their file has become something else."""
    module = load({'/__init__.py': '', '/_codes.py': ERR}, '._codes')
    with open(module.__file__, 'wb') as file:  # noqa: PTH123
        file.write(SPOILED[case])
    assert docstrings(module.Err) == {}


def replaced_by(act):
    """Return a function that removes the file of a module, and does something in its place."""

    def spoil(module):
        os.unlink(module.__file__)  # noqa: PTH108
        act(module)

    return spoil


@pytest.mark.parametrize(
    'spoil',
    [
        replaced_by(lambda _module: None),
        replaced_by(lambda module: os.mkdir(module.__file__)),  # noqa: PTH102
        replaced_by(lambda module: os.symlink(module.__file__, module.__file__)),  # noqa: PTH211
        lambda module: vars(module).clear(),
    ],
)
def test_a_file_that_is_gone_costs_the_docstrings(load, spoil):
    """Members are told without docstrings when nobody knows their file any more."""
    module = load({'.py': ERR})
    enum = module.Err
    spoil(module)
    assert docstrings(enum) == {}


@pytest.mark.parametrize('path', [5, None, '', '\0', os.devnull, os.sep, '/no/such/file.so'])
def test_a_module_may_be_wrong_about_its_file(load, monkeypatch, path):
    """The loader of a module knows its source, whatever the module says of its file."""
    module = load({'.py': ERR})
    monkeypatch.setitem(vars(module), '__file__', path)
    assert docstrings(module.Err) == TRUE


#: What stands in the class besides its members, which keep their docstrings.
STRANGE = {
    'a property that fails': '    @property\n    def __code__(self):\n        sys.exit(1)\n',
    'a wrapper that fails': '    class W(property):\n        fget = property(lambda self: sys.exit(1))\n'
    '    w = W(len)\n',
    'a function of another class': '    f = types.FunctionType((lambda self: 1).__code__, {})\n',
    'a lying code': '    def f(self): pass\n'
    '    f.__code__ = f.__code__.replace(co_filename="/no/such", co_firstlineno=1)\n',
    'a code at another place': '    def f(self): pass\n'
    '    f.__code__ = f.__code__.replace(co_filename=enum.__file__)\n',
    'a code of another kind': '    class C:\n        __code__ = property(lambda self: sys.exit(1))\n'
    '    f = staticmethod(C())\n',
    'a name with a will': '    __module__ = type("S", (str,), {"__eq__": None})("enum")\n',
}


@pytest.mark.parametrize('case', STRANGE)
def test_a_class_may_hold_anything(load, case):
    """Whatever else a class has, it is found."""
    module = load('class E(Enum):\n    A = 1  #: One.\n' + STRANGE[case])
    assert docstrings(module.E)['A'] == 'One.'


def test_other_modules_may_be_anything(load, monkeypatch):
    """No module that fails to be looked at is in the way."""

    class Failing(types.ModuleType):
        def __getattribute__(self, name):
            raise SystemExit(name)

    class Odd:
        def __hash__(self):
            return hash('E')

        def __eq__(self, other):
            raise SystemExit(1)

    odd = types.ModuleType('odd')
    vars(odd)[Odd()] = 1
    for number, module in enumerate((Failing('x'), odd, None, 5, types.SimpleNamespace(), object())):
        monkeypatch.setitem(sys.modules, f'odd_{number}', module)
    assert docstrings(load(ONE).E) == {'A': 'One.'}


def test_a_deep_file_is_read(load):
    """A chain of a thousand branches costs no docstring."""
    chain = 'if sys is None:\n    pass\n' + ''.join(f'elif sys == {n}:\n    pass\n' for n in range(400))
    assert docstrings(load(chain + ONE).E) == {'A': 'One.'}


def test_the_file_warns_of_nothing(load):
    """What Python warns of in a file has been told when it was imported."""
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        module = load(ONE + '    X = "\\d"\n    Y = 1 is 1\n')
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        assert docstrings(module.E) == {'A': 'One.'}


# What is kept.


def test_a_file_is_read_once(load, monkeypatch):
    """All enums of a file are found by reading it once, and a changed file is read again."""
    module = load(ONE + TWO.replace('E', 'F', 1))
    reads = []
    read = source_files.read_outline
    monkeypatch.setattr(source_files, 'read_outline', lambda source: reads.append(1) or read(source))
    for _turn in range(3):
        assert (docstrings(module.E), docstrings(module.F)) == ({'A': 'One.'}, {'A': 'Two.'})
    assert len(reads) == 1
    with open(module.__file__, 'a') as file:  # noqa: PTH123
        file.write('\n')
    assert docstrings(module.E) == {'A': 'One.'}
    assert len(reads) == 2


def test_files_that_import_a_class_are_not_parsed(load, monkeypatch):
    """Of all modules that hold an enum only those are parsed that may define it."""
    holders = {f'/holder_{number}.py': 'from ._codes import Err\n' for number in range(5)}
    package = '/__init__.py', 'from . import holder_0, holder_1, holder_2, holder_3, holder_4\n'
    module = load(dict([package, *holders.items(), ('/_codes.py', ERR)]), '._codes')
    reads = []
    read = source_files.read_outline
    monkeypatch.setattr(source_files, 'read_outline', lambda source: reads.append(1) or read(source))
    assert (docstrings(module.Err), len(reads)) == (TRUE, 1)


@pytest.mark.parametrize(
    'cached', [source_files._read_file, source_files._read_text, source_files._has_class]
)
def test_what_is_kept_has_a_limit(cached):
    """No cache of files grows with the number of them."""
    assert 0 < cached.cache_parameters()['maxsize'] <= 1024


def test_threads_may_read_at_once(load):
    """Eight threads that ask for the docstrings of a new file get the same ones."""
    module = load(ONE)
    found = []
    start = threading.Barrier(8)

    def ask():
        start.wait()
        found.append(docstrings(module.E))

    threads = [threading.Thread(target=ask) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [{'A': 'One.'}] * 8


def test_a_class_without_docstrings_has_none():
    """Members of Python's own enum, whose class statement documents none, have no docstrings."""
    assert docstrings(HTTPStatus) == {}
    assert docstrings(Enum('E', 'A B')) == {}


# Versions.


@pytest.mark.parametrize(
    ('docstring', 'since'),
    [
        ('.. versionadded:: 1.2', '1.2'),
        ('Gone.\n\n.. versionadded:: 1.2\n   Said so.', '1.2'),
        ('Gone.\n\n   ..  versionadded::\t2024-05/rc.1  Said so.\n', '2024-05/rc.1'),
        ('.. versionadded:: 2.0\n.. versionadded:: 1.0', '2.0'),
        ('.. versionadded::\n   1.0\n\n.. versionadded:: 2.0', '2.0'),
        ('.. VersionAdded :: next\r\n', 'next'),
        ('.. versionchanged:: 1.2', ''),
        ('.. version-added:: 1.2', ''),
        ('.. versionadded: 1.2', ''),
        ('..versionadded:: 1.2', ''),
        ('.. versionadded::1.2', ''),
        ('See .. versionadded:: 1.2', ''),
        ('.. .. versionadded:: 1.2', ''),
        ('.. versionadded::', ''),
        ('', ''),
    ],
)
def test_the_version_is_that_of_the_first_directive(docstring, since):
    """The first ``versionadded`` with a version says since when a member is there."""
    assert find_since(docstring) == since
