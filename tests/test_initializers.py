"""Codes that exceptions give themselves when they are made: which are certain, and which are not."""

from __future__ import annotations

import importlib
import itertools
import sys
import textwrap

import pytest
from building import fresh_modules

from sphinxext.http_status.facts.sources.kinds.evaluating import UNKNOWN, Given
from sphinxext.http_status.facts.sources.kinds.initializers import find_initial

NUMBERS = itertools.count()
ABOVE = '''\
from functools import wraps
from http import HTTPStatus

GONE = HTTPStatus.GONE

def decorated(function):
    @wraps(function)
    def called(*args, **kwargs):
        return function(*args, **kwargs)
    return called

class Error(Exception):
    kind = 418

    def __init__(self, detail, status=500, *, code=None, **more):
        """Keep what is said
of it."""
        super().__init__(detail)
        self.status = status
        self.detail: str = detail
        self.code = code

class Other(Exception):
    def __init__(self, status):
        self.status = status

'''
#: By the ``__init__`` of a class that is made from ``Error``: the status that each instance has.
CERTAIN = {
    'def __init__(self): super().__init__("x", 404)': 404,
    'def __init__(self, x): super().__init__(x, status=GONE)': 410,
    'def __init__(self, x): super().__init__(x, HTTPStatus.GONE)': 410,
    'def __init__(self): super().__init__("x")': 500,
    'def __init__(self, **more): super().__init__("x", "404 Not Found", **more)': '404 Not Found',
    'def __init__(self, *args): super().__init__(*args, status=404)': 404,
    'def __init__(self): Error.__init__(self, "x", 404)': 404,
    'def __init__(self, status):\n    super().__init__("x", status)\n    self.status = 404': 404,
    'def __init__(self):\n    status = 404\n    super().__init__("x", status)': 404,
    'def __init__(self): super().__init__("x", self.kind)': 418,
    'def __init__(self):\n    self.kind = 404\n    super().__init__("x", self.kind)': 404,
    '@decorated\ndef __init__(self): super().__init__("x", 404)': 404,
    'def __init__(this):\n    this.status: int = 404': 404,
    'def __init__(self, x):\n    if x: print(x)\n    super().__init__("x", 404)': 404,
    'def __init__(s, *x, status=4): s.status = status\n---\ndef __init__(s): super().__init__(1)': 4,
    '__slots__ = ("status",)\ndef __init__(self): super().__init__("x", 404)': 404,
}
UNCERTAIN = [
    '',
    'def __init__(self, status): super().__init__("x", status)',
    'def __init__(self, status=404): super().__init__("x", status)',
    'def __init__(self, x): super().__init__("x", 404 if x else 500)',
    'def __init__(self, x): super().__init__("x", [404, 500].pop(x))',
    'def __init__(self, x):\n    if x: super().__init__("x", 404)',
    'def __init__(self, *args): super().__init__(*args)',
    'def __init__(self, **more): super().__init__("x", **more)',
    'def __init__(self):\n    super().__init__("x", 404)\n    self.status += 1',
    'def __init__(self, x):\n    super().__init__("x", 404)\n    if x: self.status = 500',
    'def __init__(self, x):\n    super().__init__("x", 404)\n    self.status, self.y = x',
    'def __init__(self, x):\n    if x: return\n    super().__init__("x", 404)',
    'def __init__(self): Other.__init__(self, 404)',
    'def __init__(self): super(Error, self).__init__("x", 404)',
    'def __init__(self, status):\n    status += 404\n    super().__init__("x", status)',
    'def __init__(self):\n    from errno import EIO as GONE\n    super().__init__("x", GONE)',
    'def __init__(self): super().__init__("x", None.status)',
    'status = property(id, id)\ndef __init__(self): super().__init__("x", 404)',
    'def make(self): super().__init__("x", 404)\n__init__ = print',
    '__init__ = lambda self: setattr(self, "status", 404)',
    'def __init__(self, x):\n    self.status = 404\n    if x: super().__init__("x")',
    'def __init__(self, x):\n    y = 404\n    if x: y = 500\n    super().__init__("x", y)',
    'def out(GONE):\n    def __init__(self): self.status = GONE\n    return __init__\n__init__ = out(4)',
    'def __init__(self): Found.__init__(self)',
    # What stands above the line is in a class between the two.
    'def __init__(self, *status): self.status = status\n---\ndef __init__(self): super().__init__(1)',
    '__init__ = print\n---\ndef __init__(self):\n    self.status = 4\n    super().__init__("x")',
]


def certain(owner):
    """Return what each instance of a class gets, without what is not certain."""
    found = find_initial(owner).attributes
    return {
        name: value
        for name, value in found.items()
        if value is not UNKNOWN and not isinstance(value, Given)
    }


@pytest.fixture
def initial(tmp_path):
    """Return a function from the body of a class to what its ``__init__`` gives to each instance."""

    def find(body):
        name = f'initial_{next(NUMBERS)}'
        parts = dict(zip(('Base(Error)', 'Found(Base)'), body.rpartition('---\n')[::2], strict=True))
        source = ABOVE + ''.join(
            f'class {each}:\n    kind = 418\n{textwrap.indent(part, "    ")}\n'
            for each, part in parts.items()
        )
        (tmp_path / f'{name}.py').write_text(source, encoding='utf-8')
        try:
            return certain(importlib.import_module(name).Found)
        finally:
            sys.modules.pop(name, None)

    with fresh_modules(tmp_path):
        yield find


@pytest.mark.parametrize('body', CERTAIN)
def test_what_each_instance_gets_is_known(initial, body):
    """A constant that reaches an attribute of every instance is found, through all base classes."""
    assert initial(body)['status'] == CERTAIN[body]


@pytest.mark.parametrize('body', UNCERTAIN)
def test_what_instances_need_not_share_is_not_known(initial, body):
    """What an argument, a condition or a call decides is not found."""
    assert 'status' not in initial(body)


def test_no_initializer_is_called(initial):
    """What an ``__init__`` does is read, and not done."""
    body = 'def __init__(self):\n    self.status = 404\n    raise SystemExit("called")'
    assert initial(body) == {'status': 404}


def test_without_a_source_nothing_is_known():
    """A class that was made of no file has nothing that is certain."""
    made = {}
    exec('class Found(Exception):\n    def __init__(self): self.status = 404', made)
    assert certain(made['Found']) == {}
    assert certain(OSError) == {}
