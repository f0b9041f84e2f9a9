"""Python that is read and never run: programs of random statements, and real ones that are changed."""

from __future__ import annotations

import inspect
from http import HTTPStatus
from textwrap import indent
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tools.fuzz_data import options
from tools.fuzz_inputs import changed, joined, pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

SOURCES = [
    inspect.getsource(HTTPStatus).replace('class HTTPStatus', 'from enum import *\nclass E'),
    """\
from enum import *
class B(Enum):
    @property
    def phrase(self):
        return str(self)
class E(B):
    A = 404, "x"
    B = auto()
    C = A
""",
    'E = {"LOST": {"code": 1, "phrase": f"{1}x" + "y" * 3}, **{str(i): i for i in range(3)}}\n',
    """\
from dataclasses import dataclass
@dataclass(frozen=True)
class C:
    code: int
    title: str = ""
class E:
    A = C(1, title="x")
    B = C(code=2)
""",
    """\
class Base(Exception):
    code = 1
class E(Base):
    def __init__(self, x=2):
        self.code = x
""",
    """\
try:
    from x import y
except ImportError:
    y = None
if not y:
    E = {"A": [1, 2][0:1], "B": 3}
""",
]
#: What would leave a file, if it were run.
RUNS = ('open("ran", "w")', '__import__("pathlib").Path("ran").touch()', "exec(\"open('ran', 'w')\")")
ATOMS = pieces(
    r"""
404 ¦ 410 ¦ -1 ¦ 0 ¦ 1.5 ¦ 1j ¦ "x" ¦ "" ¦ b"x" ¦ "404 Gone" ¦ None ¦ True ¦ ... ¦ E ¦ x ¦ f ¦ E.A ¦
A ¦ B ¦ () ¦ [] ¦ {} ¦ auto() ¦ object() ¦ 10**9999 ¦ "x" * 10**9 ¦ 2 ** 2 ** 2 ** 2 ** 9 ¦
1 << 10**9 ¦ 1 / 0 ¦ "\ud800" ¦ "\x1b" ¦ Enum ¦ IntEnum ¦ HTTPStatus.OK ¦ os.environ ¦
range(10**12) ¦ lambda: 404 ¦ super() ¦ __name__ ¦ __file__ ¦ print ¦ int ¦ str ¦ dict ¦
NotImplemented
"""
)
#: Expressions around others.
AROUND = pieces(
    r"""
({0}, {1}) ¦ [{0}, *{1}] ¦ {{{0}: {1}}} ¦ {{**{0}, "x": {1}}} ¦ {{{0}, {1}}} ¦ {0} + {1} ¦
{0} * {1} ¦ {0} | {1} ¦ {0} ** {1} ¦ {0} % {1} ¦ {0} << {1} ¦ {0} if {1} else 1 ¦ {0} and {1} ¦
not {0} ¦ -{0} ¦ ~{0} ¦ {0} < {1} ¦ {0} in {1} ¦ {0}[{1}] ¦ {0}[{1}:] ¦ {0}({1}) ¦ {0}(x={1}) ¦
{0}(*{1}, **{0}) ¦ {0}.value ¦ {0}.__class__ ¦ {0}.format({1}) ¦ {0}.join({1}) ¦
[{0} for x in {1}] ¦ {{x: {0} for x in {1}}} ¦ (x := {0}) ¦ f"{{{0}}}{{{1}!r:>9}}" ¦
dict(A={0}, B={1}) ¦ Enum("E", {0}) ¦ int({0}, {1}) ¦ str({0}) ¦ tuple({0}) ¦ sorted({0}) ¦
range({0}) ¦ len({0}) ¦ zip({0}, {1}) ¦ getattr({0}, {1}) ¦ type("E", (), {0}) ¦ lambda x: {0} ¦
max({0}, {1}) ¦ next(iter({0})) ¦ sum({0}) ¦ {0}.items() ¦ {0}.copy() ¦ enumerate({0}) ¦
map({0}, {1})
"""
)
STATEMENTS = pieces(
    r'''
E = {0} ¦ x = {0} ¦ E: int = {0} ¦ x = E = {0} ¦ E, x = {0} ¦ E += {0} ¦ E[{0}] = {1} ¦ E.A = {0} ¦
{0} ¦ del E ¦ from enum import * ¦ import enum, os ¦ from http import HTTPStatus ¦ from . import x ¦
pass ¦ A = {0} ¦ B = {0}, {1} ¦ C = A ¦ GONE = 410 ¦ return {0} ¦ _ignore_ = {0} ¦ global E ¦
"""D""" ¦ A: int = {0} ¦ assert {0} ¦ raise {0} ¦ break ¦ yield {0} ¦ _value_ = {0} ¦
self._value_ = {0} ¦ self = object.__new__(cls) ¦ self.phrase = {0} ¦ self.code = {0} ¦
return self ¦ type E = {0}
'''
)
BLOCKS = pieces(
    r"""
class E(Enum): ¦ class E(IntEnum): ¦ class E(IntFlag): ¦ class E(str, Enum): ¦ class E: ¦
class E({0}): ¦ class A(Exception): ¦ class E(Enum, metaclass={0}): ¦ class E(A): ¦
@dataclass⏎class x: ¦ @{0}⏎class E: ¦ def f(x=1): ¦ def __new__(cls, x, y=""): ¦
def __init__(self, x=1): ¦ @property⏎def phrase(self): ¦ if {0}: ¦ for x in {0}: ¦ while {0}: ¦
try:⏎    x⏎except {0}: ¦ with {0} as x: ¦ match {0}:⏎  case {1}: ¦ if {0}:⏎    x⏎else: ¦
def __str__(self): ¦ @classmethod⏎def f(cls): ¦ async def f(): ¦ def __getattr__(self, x): ¦
@unique⏎class E(Enum):
"""
)

atoms = st.sampled_from([*ATOMS, *RUNS])
expressions: SearchStrategy[str] = st.recursive(
    atoms,
    lambda inner: st.builds(str.format, st.sampled_from(AROUND), inner, inner),
    max_leaves=6,
)
statements = st.builds(
    str.format,
    st.sampled_from(STATEMENTS),
    expressions,
    expressions,
)


def _block(head: str, one: str, body: Sequence[str]) -> str:
    return head.format(one, one) + '\n' + indent('\n'.join(body), '    ')


def blocks(inner: SearchStrategy[str]) -> SearchStrategy[str]:
    """Return statements that have others."""
    return st.builds(
        _block, st.sampled_from(BLOCKS), expressions, st.lists(inner, min_size=1, max_size=4)
    )


nested = st.recursive(statements, blocks, max_leaves=8)
HEAD = 'from enum import *\nfrom dataclasses import dataclass\n'
HEADS = (*(HEAD for _time in range(8)), '', '# coding: utf-16\n')
#: What ends a program, so that there is something to read.
TAILS = (
    *('', 'E = {{"A": {0}, "B": {1}}}', 'E = [{0}, {1}]', 'class E(Enum):\n    A = {0}\n    B = {1}'),
    *(
        'class E(IntEnum):\n    A = 404\n    B = {0}',
        'class E(str, Enum):\n    A = {0}',
        'E = Enum("E", {0})',
    ),
    *(
        'class E:\n    A = {0}\n    B = {1}',
        'class E(Exception):\n    code = {0}',
        'class E(IntFlag):\n    A = {0}',
    ),
)
tails = st.builds(str.format, st.sampled_from(TAILS), expressions | atoms, expressions | atoms)
programs = st.builds(
    lambda head, body, tail: head + '\n'.join([*body, tail]),
    st.sampled_from(HEADS),
    st.lists(nested, max_size=3),
    tails,
)
#: What is no program at all, or a deep one.
BROKEN = (
    *ATOMS,
    *AROUND,
    *STATEMENTS,
    *BLOCKS,
    '(' * 300,
    '-' * 9999,
    '[' * 99,
    '"""',
    '    ',
    '\\\n',
    '\t',
    'async ',
)
texts = (
    changed(SOURCES, ATOMS, 2)
    | changed(SOURCES, BROKEN)
    | joined(BROKEN, '\n', 15)
    | joined(BROKEN, '', 15)
)
python = st.tuples(st.one_of(programs, programs, programs, texts), options)
