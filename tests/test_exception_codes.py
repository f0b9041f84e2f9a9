"""Codes of exceptions, imported or only read: those of real instances, or none."""

from __future__ import annotations

import contextlib
import importlib
import inspect
import itertools
import sys

import pytest
from building import fresh_modules

from sphinxext.http_status.cli import main
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.sources.folders import Folder
from sphinxext.http_status.facts.sources.kinds.exceptions import ExceptionsSource, is_exception
from sphinxext.http_status.facts.sources.static.places import read_place
from sphinxext.http_status.facts.table import make_table

NUMBERS = itertools.count()
HEAD = """\
from dataclasses import dataclass, field, InitVar
from enum import Enum
from functools import wraps
import http
from http import HTTPStatus

CONFLICT = 409
GONE = HTTPStatus.GONE

class Own(Enum):
    LOST = 404

"""
#: The classes, the codes of those that have one, and the names of those that are left out for a reason.
CASES = {
    'set by the class or by its instances': (
        """\
class E(Exception): ...
class A(E): status_code = 410
class B(E):
    def __init__(self, detail):
        super().__init__(409, detail)
        self.status_code = 409
""",
        {'A': 410, 'B': 409},
        '',
    ),
    'in place of that of the class': (
        """\
class E(Exception): status_code = 500
class A(E):
    def __init__(self): self.status_code = 409
class B(A): status_code = 410
class C(A):
    status_code = 410
    def __init__(self): Exception.__init__(self)
class D(E):
    def __init__(self): self.code = self.status_code = 404
""",
        {'E': 500, 'A': 409, 'B': 409, 'C': 410, 'D': 404},
        '',
    ),
    'decided by an argument': (
        """\
class E(Exception): status_code = 500
class A(E):
    def __init__(self, c): self.status_code = c
class B(A):
    def __init__(self): super().__init__(c=409)
class C(A):
    def __init__(self, c=404): super().__init__(c)
class D(E):
    def __init__(self, c=500): self.status_code = c
class F(E):
    def __init__(self, c=None): self.status_code = c
class G(E):
    def __init__(self, c):
        if c: self.status_code = c
class H(A):
    def __init__(self, *args, **more): super().__init__(*args, **more)
class I(H):
    def __init__(self): super().__init__(410)
class J(H):
    def __init__(self): super().__init__(c=411)
""",
        {'E': 500, 'B': 409, 'D': 500, 'I': 410, 'J': 411},
        'A C F G H',
    ),
    'that of the class unless given': (
        """\
class E(Exception):
    status_code = 500
    kind = 418
    def __init__(self, detail=None, status_code=None, *, more=()):
        super().__init__(detail)
        if status_code is not None:
            self.status_code = status_code
class A(E): status_code = 404
class B(A):
    def __init__(self): super().__init__(status_code=409)
class C(A):
    def __init__(self, c): super().__init__('x', c)
class D(A):
    def __init__(self, detail='x'): super().__init__(detail)
class F(A):
    def __init__(self, *args, **more): super().__init__(*args, **more)
class G(F):
    def __init__(self): super().__init__(status_code=410)
class H(A):
    def __init__(self, c=None): super().__init__('x', c)
class I(A):
    def __init__(self, c=405): super().__init__('x', c)
class J(A):
    def __init__(self, **more):
        more.setdefault('status_code', 406)
        super().__init__(**more)
class K(A):
    def __init__(self, **more):
        more.pop('url', None)
        super().__init__(**more)
class L(A):
    def __init__(self): super().__init__('x', self.kind)
class M(A):
    def __init__(self): super().__init__('x', None)
""",
        {
            'E': 500,
            'A': 404,
            'B': 409,
            'D': 404,
            'F': 404,
            'G': 410,
            'H': 404,
            'K': 404,
            'L': 418,
            'M': 404,
        },
        'C I J',
    ),
    'that of the class or what is given': (
        """\
class E(Exception):
    status_code = 500
    def __init__(self, detail='', status_code=None):
        self.status_code = status_code or self.status_code
class A(E): status_code = 404
class B(A):
    def __init__(self): super().__init__('x', CONFLICT)
class C(E):
    def __init__(self, c=None):
        self.status_code = c if c is not None else type(self).status_code
class D(C):
    def __init__(self): super().__init__(GONE)
class F(E):
    def __init__(self, **more):
        self.status_code = more.pop('status_code', self.__class__.status_code)
class G(F):
    def __init__(self): super().__init__(status_code=405)
class H(E):
    def __init__(self, c=None):
        c = c or getattr(self.__class__, 'status_code', None)
        self.status_code = c
class I(E):
    def __init__(self, c=None): self.status_code = c or 409
""",
        {'E': 500, 'A': 404, 'B': 409, 'C': 500, 'D': 410, 'F': 500, 'G': 405, 'H': 500},
        'I',
    ),
    'from a constant or a member of an enum': (
        """\
class E(Exception):
    def __init__(self, code): self.code = code
class A(E):
    def __init__(self): super().__init__(CONFLICT)
class B(E):
    def __init__(self): super().__init__(HTTPStatus.GONE)
class C(E):
    def __init__(self): super().__init__(http.HTTPStatus.GONE.value)
class D(E):
    def __init__(self): super().__init__(Own.LOST.value)
class F(E):
    def __init__(self):
        code = GONE
        super().__init__(code=code)
class G(E):
    def __init__(self): super().__init__(c := 411)
class H(E):
    def __init__(self):
        if (c := 412): self.code = c
class I(E):
    def __init__(self): self.code = 413 if CONFLICT else 414
class J(Exception):
    code = 500
    def __init__(self): self.code = Own.LOST
""",
        {'A': 409, 'B': 410, 'C': 410, 'D': 404, 'F': 410, 'G': 411, 'H': 412, 'I': 413},
        '',
    ),
    'decided by a condition': (
        """\
class E(Exception): code = 500
class A(E):
    def __init__(self, x): self.code = 404 if x else 410
class B(E):
    def __init__(self, x):
        if x: self.code = 404
class C(E):
    def __init__(self, x):
        if x: return
        self.code = 404
class D(E):
    def __init__(self, x=None):
        self.code = 409
        if x: self.code = 404
class F(E):
    def __init__(self, x):
        try: self.code = int(x)
        except ValueError: pass
class G(E):
    def __init__(self, x=None):
        if x is None: self.code = 404
class H(E):
    def __init__(self, x):
        match x:
            case 1: self.code = 404
class I(E):
    def __init__(self, x):
        self.detail = x
        if x == 1: raise ValueError(x)
class J(E):
    def __init__(self, x=1):
        if x:
            c = 500
        else:
            c = 404
        self.code = c
""",
        {'E': 500, 'I': 500, 'J': 500},
        'A B C D F G H',
    ),
    'a dataclass': (
        """\
@dataclass
class E(Exception):
    detail: str = ''
    status_code: int = 500
class A(E):
    def __init__(self): super().__init__('x', 409)
@dataclass
class B(E):
    status_code: int = 404
@dataclass
class C(E):
    status_code: int = field(default=410, init=False)
@dataclass
class D(E):
    def __post_init__(self): self.status_code = 411
@dataclass
class F(E):
    more: InitVar[int] = 0
    def __post_init__(self, more): self.status_code = more
class G(E): status_code = 413
""",
        {'E': 500, 'A': 409, 'B': 404, 'C': 410, 'D': 411},
        'F G',
    ),
    'set by a method': (
        """\
class E(Exception):
    code = 500
    def set(self, code): self.code = code
    def _note(self): return self.code
class A(E):
    def __init__(self): self.set(404)
class B(E):
    def __init__(self, c): self.set(c)
class C(E):
    def __init__(self): setattr(self, 'code', 404)
class D(E):
    def __init__(self): self.__dict__['code'] = 404
class F(E):
    def __init__(self): vars(self).update(code=404)
class G(E):
    def __init__(self): super(E, self).__init__('x')
class H(E):
    def __init__(self): self.text = self._note()
class I(E):
    def __init__(self, **more):
        for name, value in more.items(): setattr(self, name, value)
class J(I):
    def __init__(self): super().__init__(code=404)
class K(I): code = 411
def mark(error): error.code = 404
class L(E):
    def __init__(self): mark(self)
class M(E):
    def __new__(cls):
        self = super().__new__(cls)
        self.code = 404
        return self
class N(E):
    def __init__(self): self.text = self.set(404)
""",
        {'E': 500, 'A': 404, 'G': 500, 'H': 500, 'I': 500, 'K': 411},
        'B C D F J L M N',
    ),
    'a property': (
        """\
class E(Exception): code = 500
class A(E):
    @property
    def code(self): return 404
class B(E):
    _code = 404
    @property
    def code(self): return self._code
    @code.setter
    def code(self, code): self._code = code
class C(B):
    def __init__(self): self.code = 410
class D(E):
    code = 405
    @property
    def kind(self): return 1
    @kind.setter
    def kind(self, kind): self.code = kind
    def __init__(self): self.kind = 406
""",
        {'E': 500},
        'A B C D',
    ),
    'by several levels and bases': (
        """\
class E(Exception):
    def __init__(self, detail, code, **more):
        super().__init__(detail)
        self.code = code
class A(E):
    def __init__(self, detail='x', *, code=404, **more): super().__init__(detail, code, **more)
class B(A):
    def __init__(self, *args, **more): super().__init__(*args, code=405, **more)
class C(B):
    def __init__(self): super().__init__('x')
class Mixin:
    def __init__(self, *args, **more): super().__init__(*args, **more)
class D(Mixin, A):
    def __init__(self): super().__init__(code=406)
class F(C):
    def __init__(self): A.__init__(self, code=407)
class G(C):
    def __init__(self): super(C, self).__init__('x')
class H(A): pass
""",
        {'B': 405, 'C': 405, 'D': 406, 'F': 407, 'G': 405},
        'A H',
    ),
    'of a decorated initializer': (
        """\
def same(function):
    @wraps(function)
    def called(*args, **more): return function(*args, **more)
    return called
def other(function):
    def called(self): self.code = 404
    return called
class E(Exception): code = 500
class A(E):
    @same
    def __init__(self): self.code = 409
class B(E):
    @other
    def __init__(self): self.code = 410
class C(E):
    __init__ = lambda self: setattr(self, 'code', 404)
""",
        {'E': 500, 'A': 409, 'B': 404},
        'C',
    ),
    'which is one of several names': (
        """\
class E(Exception): status = 500
class A(E):
    def __init__(self, code):
        self.code = code
class B(E):
    code = 'b'
    def __init__(self, code): self.code = code
class C(E):
    status_code = None
    def __init__(self, c=None): self.status_code = c
""",
        {'E': 500, 'A': 500, 'C': 500},
        'B',
    ),
}


@pytest.fixture
def shown(tmp_path):
    """Return a function that gives the codes and what is left out of a source: imported, and read."""

    def show(source, code=''):
        name = f'errors_{next(NUMBERS)}'
        (tmp_path / f'{name}.py').write_text(source, encoding='utf-8')
        both = []
        for owner in (importlib.import_module(name), read_place(f'{name}.py', Folder(tmp_path))):
            told = []
            reader = ExceptionsSource(owner, name, told.append, code)
            codes = {
                each: reader.code_of(found) for each, found in vars(owner).items() if is_exception(found)
            }
            assert told == []
            codes = {each: code for each, code in codes.items() if code is not None}
            both.append((codes, sorted(reader.left_out)))
        return (*both, sys.modules.pop(name))

    with fresh_modules(tmp_path):
        yield show


@pytest.mark.parametrize('case', CASES)
def test_codes_are_those_of_instances(shown, case):
    """A class has the code of its instances, imported or read, or is left out."""
    source, codes, left_out = CASES[case]
    imported, read, module = shown(HEAD + source)
    assert imported == (codes, left_out.split())
    assert read == imported
    for name, code in codes.items():
        assert code_of(made(getattr(module, name))) == code


def code_of(instance):
    """Return what an instance has as its code."""
    found = (getattr(instance, name, None) for name in ('code', 'status_code', 'status'))
    return next(each for each in found if isinstance(each, int))


def made(found, given='x'):
    """Return an instance of a class, made with no more arguments than it needs."""
    parameters = inspect.signature(found.__init__).parameters.values()
    wanted = [
        each
        for each in parameters
        if each.default is each.empty and each.kind is each.POSITIONAL_OR_KEYWORD
    ]
    return found(*[given] * (len(wanted) - 1))


#: What a base class does with what it is given, and what classes made from it give to it, and have.
BODIES = [
    'pass',
    'def __init__(self, detail=None, code=None): self.code = code',
    'def __init__(self, detail=None, code=500): self.code = code',
    'def __init__(self, detail, code): self.code = code',
    'def __init__(self, detail=None, code=None, **more):\n        if code: self.code = code',
    (
        'def __init__(self, detail=None, code=None):\n        if code is None: code = self.code\n'
        '        self.code = code'
    ),
    'def __init__(self, detail=None, code=None): self.code = code or self.code',
    'def __init__(self, *args, **more): self.code = more.get("code", self.code)',
    (
        'def __init__(self, *args, code=None):\n        if code is not None: self.code = code\n'
        '        elif args:\n            self.code = 418'
    ),
    'def __init__(self, *args, **more):\n        self.__dict__.update(more)',
    'def __init__(self, code=None, detail=None):\n        if not code: return\n        self.code = code',
]
CALLS = [
    '',
    'def __init__(self): super().__init__()',
    'def __init__(self): super().__init__("x")',
    'def __init__(self): super().__init__("x", 409)',
    'def __init__(self): super().__init__(code=409)',
    'def __init__(self): super().__init__("x", code=None)',
    'def __init__(self, c=None): super().__init__("x", code=c)',
    'def __init__(self, c=404): super().__init__("x", code=c)',
    'def __init__(self, c): super().__init__("x", code=c)',
    'def __init__(self, *args, **more): super().__init__(*args, **more)',
    'def __init__(self, *args): super().__init__(*args, code=CONFLICT)',
    'def __init__(self, **more):\n        more["code"] = 409\n        super().__init__(**more)',
    'def __init__(self, **more):\n        c = more.pop("code", 9)\n        super().__init__(code=c)',
    'def __init__(self): self.code = 409',
    'def __init__(self):\n        super().__init__("x", code=409)\n        self.code = GONE',
    'def __init__(self):\n        self.code = 405\n        super().__init__("x")',
    (
        'def __init__(self, c=None):\n        if c: super().__init__("x", code=c)\n'
        '        else: super().__init__("x")'
    ),
]
OWN = ['', 'code = 404', 'code = None']


@pytest.mark.parametrize('body', BODIES)
def test_law_no_code_is_shown_that_instances_have_not(shown, body):
    """Whatever base classes do, what is shown is what an instance has, read or imported."""
    lines = [f'{HEAD}class Base(Exception):\n    code = 500\n    {body}\n']
    for number, (first, own, second) in enumerate(itertools.product(CALLS, OWN, CALLS[::3])):
        lines.append(f'class A{number}(Base):\n    {own or "pass"}\n    {first}\n')
        lines.append(f'class B{number}(A{number}):\n    {second or "pass"}\n')
    imported, read, module = shown('\n'.join(lines))
    assert read == imported
    codes, left_out = imported
    assert len(codes) > 50
    for name, code in codes.items():
        found = getattr(module, name)
        with contextlib.suppress(TypeError):
            assert made(found).code == code, name
    classes = {name for name, each in vars(module).items() if isinstance(each, type)}
    silent = {name for name in classes if name[0] in 'AB'} - codes.keys() - set(left_out)
    for name in silent:
        # Nothing need be said of what has no code unless somebody gives it one.
        with contextlib.suppress(TypeError):
            assert made(getattr(module, name), None).code is None, name


def test_a_constant_of_another_package_is_told(tmp_path):
    """What a place cannot know of a class is no reason to give it the code of its base."""
    source = (
        'from elsewhere import CODE\nclass E(Exception): code = 500\n'
        'class A(E):\n    def __init__(self): self.code = CODE\n'
        'class B(Exception):\n    def __init__(self): self.code = CODE\n'
    )
    (tmp_path / 'errors.py').write_text(source, encoding='utf-8')
    told = []
    table = make_table(TableRequest(object='errors.py', folder=tmp_path), told.append)
    assert [(row.name, row.code) for row in table.rows] == [('E', 500)]
    assert [(problem.is_note, problem.arguments['member']) for problem in told] == [
        (True, 'A'),
        (True, 'B'),
    ]


UNREAD = """\
from elsewhere import Mixin, Missing, register

class E(Exception): code = 500
class A(E, Mixin): code = 404
class B(A): ...
class C(Missing): code = 410
class D(Missing):
    def __init__(self): self.code = 411
class F(Missing): ...
@register
class G(ValueError): code = 412
@register
class H(ValueError): ...
class I(E): code = 413
class _J(E, Mixin): code = 414
"""


def test_classes_that_cannot_be_read_are_told(tmp_path):
    """A class whose base or decorator is not known is told where it may have a code, with the reason."""
    (tmp_path / 'errors.py').write_text(UNREAD, encoding='utf-8')
    for place, left_out in (('errors.py', 'A B C D G'), ('errors.py::E', 'A B')):
        told = []
        table = make_table(TableRequest(object=place, folder=tmp_path), told.append)
        assert [row.name for row in table.rows] == ['E', 'I']
        assert [problem.arguments['member'] for problem in told] == left_out.split()
        assert 'cannot be told without running it: errors.py:4: Mixin comes from' in str(told[0])
        assert all(problem.is_note for problem in told)


def test_where_nothing_is_certain_the_object_is_refused(tmp_path, capsys, monkeypatch):
    """A class whose only code is what somebody gives is refused with its name and the repair."""
    monkeypatch.chdir(tmp_path)
    source = 'class E(Exception):\n    code = 500\n    def __init__(self, c): self.code = c\n'
    (tmp_path / 'errors.py').write_text(source, encoding='utf-8')
    for place in ('errors.py::E', 'errors.py'):
        assert main(['render', place]) == 2
        told = capsys.readouterr().err
        assert f'no code of {place} is certain; left out E of {place}, since the code that' in told
        assert 'set it in the class and nowhere else, or choose another attribute with code' in told
        assert told.count('\n') == 1


def test_another_attribute_may_be_certain(shown):
    """The repair that is told works: another attribute that is the same for all instances."""
    source = (
        'class E(Exception):\n    code = 500\n    kind = 7\n    def __init__(self, c): self.code = c\n'
    )
    imported, read, _module = shown(source, code='kind')
    assert imported == read == ({'E': 7}, [])
