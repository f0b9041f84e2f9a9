"""Code of other people does whatever it likes, and the rest of the table is shown."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from enum import Enum
from pathlib import Path

import pytest
from building import fresh_modules
from hypothesis import given
from hypothesis import strategies as st
from reading import read_html

import sphinxext.http_status as package
from sphinxext.http_status.facts.problems import FactsError, Subtype, describe_error
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.sources.guarded import (
    ForeignError,
    as_text,
    ask,
    exact,
    is_a,
    type_name,
)
from sphinxext.http_status.facts.sources.kinds.enums import EnumSource
from sphinxext.http_status.facts.table import make_table

ROOT = Path(package.__file__).parents[2]
HEAD = 'import enum, sys\nfrom dataclasses import dataclass\nfrom enum import Enum, IntEnum\n'
NUMBERS = itertools.count()

#: What an attribute of one member may do, and what the problem says that it raises.
ACTS = {
    'exits': ('sys.exit(3)', 'SystemExit: 3'),
    'exits without a word': ('raise SystemExit', 'SystemExit'),
    'ends a generator': ('raise GeneratorExit', 'GeneratorExit'),
    'raises what is no exception': ('raise type("B", (BaseException,), {})("x")', 'B: x'),
    'recurses': ('return self.{name}', 'RecursionError: maximum recursion depth exceeded'),
    'raises what raises': (
        'raise type("E", (Exception,), {"__str__": lambda self: sys.exit(1)})',
        'E',
    ),
    'returns what raises': (
        'return type("T", (), {"__str__": lambda self: sys.exit(1)})()',
        'SystemExit: 1',
    ),
    'returns what is no text': ('return type("T", (), {"__str__": lambda self: 1})()', 'TypeError: '),
    'returns what is too long': ('return 10**5000', 'ValueError: Exceeds the limit'),
    'steers the terminal': (r'raise ValueError("\x1b[31m\u202e")', r'ValueError: \x1b[31m\u202e'),
}
#: The attributes that a table reads by itself, or because it is asked for.
READ = ('phrase', 'description', 'hint', '__doc__')


def write(folder, content):
    """Write a module of a name of its own, and return the name."""
    name = f'misbehaving_{next(NUMBERS)}'
    (folder / f'{name}.py').write_text(HEAD + content, encoding='utf-8')
    return name


def table_of(folder, content, path='.E', columns=('code', 'name')):
    """Return the table of an object in a module, and the problems."""
    name = write(folder, content)
    problems = []
    with fresh_modules(folder):
        table = make_table(TableRequest(object=name + path, columns=columns), problems.append)
    return table, [str(problem).replace(name, 'mod') for problem in problems]


def shown(table):
    """Return code and name of each row."""
    return [(row.code, row.name) for row in table.rows]


def one_of_two(attribute, act):
    """Return an enum whose first member misbehaves when an attribute is read."""
    return (
        'class E(IntEnum):\n    BAD = 404\n    GOOD = 410\n    @property\n'
        f'    def {attribute}(self):\n        if self == 410:\n            return "fine"\n'
        f'        {act.replace("{name}", attribute)}\n'
    )


@pytest.mark.parametrize('attribute', READ)
@pytest.mark.parametrize('act', ACTS)
def test_an_attribute_may_do_anything(tmp_path, act, attribute):
    """One warning names member, attribute and cause, and all other cells are shown."""
    columns = ('code', 'name', 'phrase', 'description', 'doc')
    columns += ('hint',) if attribute == 'hint' else ()
    content, raised = ACTS[act]
    if attribute == '__doc__' and act.startswith('returns'):
        # What is no text is no docstring.
        content, raised = 'return object()', ''
    table, problems = table_of(tmp_path, one_of_two(attribute, content), columns=columns)
    assert shown(table) == [(404, 'BAD'), (410, 'GOOD')]
    good = table.rows[1]
    assert 'fine' in {good.phrase, good.description, good.doc, good.attributes.get('hint')}
    if raised:
        (problem,) = problems
        assert problem.startswith(f'cannot read {attribute} of mod.E.BAD because it raises {raised}')
        assert problem.endswith('; repair the attribute')
    else:
        assert problems == []


VALUES = {
    'values that cannot be iterated': (
        """\
class Pair(tuple):
    def __iter__(self):
        sys.exit(1)
    __len__ = __repr__ = __str__ = __iter__
class Row(list):
    __iter__ = __len__ = __repr__ = __str__ = Pair.__iter__
class E:
    __members__ = {'A': Pair([object(), 10**5000]), 'B': Row([1, 2])}
""",
        [('A', 'A'), ('B', 'B')],
        2,
    ),
    'a value that raises': (
        """\
class E(Enum):
    A = 1
    @property
    def value(self):
        sys.exit(1)
    B = 2
""",
        [('A', 'A'), ('B', 'B')],
        2,
    ),
    'a name that raises': (
        """\
class E(IntEnum):
    A = 404
    @property
    def name(self):
        sys.exit(1)
""",
        [(404, 'A')],
        0,
    ),
    'a name that is another': (
        """\
class E(IntEnum):
    A = 404
    name = property(lambda self: "LIE")
""",
        [(404, 'A')],
        0,
    ),
    'members that refuse to be integers': (
        """\
class E(IntEnum):
    A = 404
    def __int__(self):
        sys.exit(1)
""",
        [(404, 'A')],
        0,
    ),
    'values that refuse to be integers': (
        """\
class I(int):
    def __int__(self):
        sys.exit(1)
    __index__ = __str__ = __int__
class E(Enum):
    A = I(404)
""",
        [(404, 'A')],
        0,
    ),
    'values of a class of their own': (
        """\
class I(int):
    __hash__ = int.__hash__
    def __eq__(self, other):
        raise OSError
class S(str):
    def __eq__(self, other):
        raise OSError
    __hash__ = str.__hash__
class E(Enum):
    A = (I(404), S("Gone"))
""",
        [(404, 'A')],
        0,
    ),
    'an integer that nobody can write': (
        """\
class E(IntEnum):
    A = 10**5000
    B = 404
""",
        [('A', 'A'), (404, 'B')],
        1,
    ),
    'a negative one': (
        """\
class E(IntEnum):
    A = -10**5000
    B = 404
""",
        [('A', 'A'), (404, 'B')],
        1,
    ),
    'one in a tuple': (
        """\
class E(Enum):
    A = (10**5000, "x")
    B = 404
""",
        [('A', 'A'), (404, 'B')],
        1,
    ),
    'one as a code': (
        """\
class E(Enum):
    A = "x"
    code = property(lambda self: 10**5000)
""",
        [('x', 'A')],
        1,
    ),
    'a field that raises': (
        """\
@dataclass
class D:
    code: int
    phrase: str
    def __getattribute__(self, name):
        if name == "phrase":
            sys.exit(1)
        return object.__getattribute__(self, name)
class E(Enum):
    A = D(404, "x")
""",
        [(404, 'A')],
        1,
    ),
    'a tuple that cannot be iterated': (
        """\
class T(tuple):
    pass
class E(Enum):
    A = T((404, "x"))
T.__iter__ = T.__len__ = T.__getitem__ = lambda *_: sys.exit(1)
""",
        [(404, 'A')],
        0,
    ),
    'members that are lied about': (
        """\
class M(enum.EnumMeta):
    @property
    def __members__(self):
        return {"A": 5, 3: None}
class E(Enum, metaclass=M):
    A = 404
""",
        [(404, 'A')],
        0,
    ),
    'members that are withheld': (
        """\
class M(enum.EnumMeta):
    @property
    def __members__(self):
        sys.exit(1)
class E(Enum, metaclass=M):
    A = 404
""",
        [(404, 'A')],
        0,
    ),
    'an enum that refuses to be iterated and compared': (
        """\
class M(enum.EnumMeta):
    def __iter__(self):
        sys.exit(1)
    __len__ = __iter__
    def __instancecheck__(self, other):
        sys.exit(1)
    __eq__ = __instancecheck__
    __hash__ = enum.EnumMeta.__hash__
class E(Enum, metaclass=M):
    A = 404
""",
        [(404, 'A')],
        0,
    ),
    'a class that lies': (
        """\
class E(IntEnum):
    A = 404
    @property
    def __class__(self):
        sys.exit(1)
""",
        [(404, 'A')],
        0,
    ),
    'a docstring of the class that raises': (
        """\
class M(enum.EnumMeta):
    @property
    def __doc__(self):
        sys.exit(1)
class E(Enum, metaclass=M):
    A = 404
""",
        [(404, 'A')],
        0,
    ),
    'a value whose class refuses to be asked': (
        """\
class M(type):
    def __getattribute__(cls, name):
        sys.exit(1)
class C(metaclass=M):
    pass
class E(Enum):
    A = C()
    B = 404
""",
        [('A', 'A'), (404, 'B')],
        0,
    ),
    'an enum that refuses to be the class of anything': (
        """\
class M(enum.EnumMeta):
    pass
class E(Enum, metaclass=M):
    A = {"code": 404}
M.__subclasscheck__ = lambda *_: sys.exit(1)
""",
        [(404, 'A')],
        0,
    ),
    'names that are no plain texts': (
        """\
class S(str):
    __hash__ = str.__hash__
    def __str__(self):
        raise OSError
    __format__ = __eq__ = __str__
class M(enum.EnumMeta):
    def __getattribute__(cls, name):
        return {S("A"): 404, 5: 5} if name == "_member_map_" else super().__getattribute__(name)
class E(Enum, metaclass=M):
    B = 404
""",
        [(404, 'A')],
        0,
    ),
    'a mapping that withholds its get': (
        """\
from collections.abc import Mapping
class D(dict):
    get = property(lambda self: sys.exit(1))
class E(Enum):
    A = D(code=404)
""",
        [("{'code': 404}", 'A')],
        10,
    ),
    'classes of exceptions that withhold their names': (
        """\
class M(type):
    def __getattribute__(cls, name):
        if name == "__name__":
            sys.exit(1)
        return super().__getattribute__(name)
class E(Exception, metaclass=M):
    code = 404
""",
        [(404, 'E')],
        0,
    ),
    'exceptions whose module lies about its type': (
        """\
class L:
    __class__ = property(lambda self: sys.exit(1))
class E(Exception):
    code = 404
    __module__ = L()
""",
        [(404, 'E')],
        0,
    ),
    'exceptions that are given what lies about its type': (
        """\
class L:
    __class__ = property(lambda self: sys.exit(1))
    __eq__ = __bool__ = lambda self, *_: sys.exit(1)
LIE = L()
class E(Exception):
    code = LIE
    status_code = 404
    def __init__(self, given=LIE):
        self.code = given
        if given == LIE:
            self.status_code = 404
class F(E):
    status = 410
    def __init__(self):
        super().__init__(LIE)
        self.status_code = LIE
""",
        [(410, 'F')],
        1,
    ),
    'constants of a class that refuses to be hashed': (
        """\
class M(enum.EnumMeta):
    pass
class X(Enum, metaclass=M):
    ONE = 404
    TWO = 410
class E:
    ONE = X.ONE
    TWO = X.TWO
M.__hash__ = lambda _: sys.exit(1)
""",
        [(404, 'ONE'), (410, 'TWO')],
        0,
    ),
    'a dict of members that withhold their names': (
        """\
class X(Enum):
    ONE = 1
    name = value = property(lambda self: sys.exit(1))
E = {X.ONE: "One", 404: "Not Found"}
""",
        [(404, '404')],
        0,
    ),
    'a dict of texts that cannot be iterated': (
        """\
class T(tuple):
    def __iter__(self):
        sys.exit(1)
class D(dict):
    keys = items = __iter__ = T.__iter__
E = {404: T(("Not Found", "x")), 410: D(name="GONE")}
""",
        [(404, '404'), (410, 'GONE')],
        1,
    ),
    'names of classes that are no plain texts': (
        """\
class S(str):
    def __str__(self):
        raise OSError
    __format__ = __str__
class E(Exception):
    code = 404
class F(E):
    code = 410
F.__name__ = S("F")
""",
        [(404, 'E'), (410, 'F')],
        0,
    ),
    'items that hold themselves': (
        """\
class E(Enum):
    A = []
    A.append(A)
    B = 404
""",
        [('[[...]]', 'A'), (404, 'B')],
        0,
    ),
}


@pytest.mark.parametrize('case', VALUES)
def test_a_value_may_be_anything(tmp_path, case):
    """Codes and names are those of the enum, and a value that cannot be read costs its own cell."""
    content, expected, problems = VALUES[case]
    table, found = table_of(tmp_path, content, columns=('code', 'name', 'phrase', 'doc'))
    assert shown(table) == expected
    assert len(found) == problems


def test_what_a_member_says_is_plain(tmp_path):
    """No object of a class of the enum's module is in a table, which can be pickled and compared."""
    content = (
        'def make():\n    class S(str):\n        def split(self):\n            sys.exit(1)\n'
        '        __str__ = __repr__ = split\n    class I(int):\n        __repr__ = __str__ = None\n'
        '    return S, I\nS, I = make()\n'
        'class E(Enum):\n    A = (I(404), S("Not Found"), S("Gone"))\n    @property\n'
        '    def hint(self):\n        return S("Look")\n    description = property(lambda self: I(5))\n'
    )
    table, problems = table_of(
        tmp_path, content, columns=('code', 'name', 'phrase', 'description', 'hint')
    )
    (row,) = table.rows
    values = [row.code, row.name, row.phrase, row.description, row.attributes['hint']]
    assert (values, problems) == ([404, 'A', 'Not Found', '5', 'Look'], [])
    assert {type(value) for value in values} == {int, str}


LAZY = """\
class Lazy:
    @property
    def __class__(self):
        raise RuntimeError("not configured")
"""
MODULES = {
    'a lazy object': """\
class Lazy:
    @property
    def __class__(self):
        raise RuntimeError("not configured")
settings = Lazy()
HTTP_404 = 404
""",
    'a lazy class': """\
class M(type):
    __class__ = property(lambda self: sys.exit(1))
class HTTP_500(metaclass=M):
    pass
HTTP_404 = 404
""",
    'a name that is no text': """\
globals()[1] = 2
globals()[None] = 3
HTTP_404 = 404
""",
    'a __getattr__ that exits': """\
HTTP_404 = 404
def __getattr__(name):
    sys.exit(3)
""",
    'a __dir__ that exits': """\
HTTP_404 = 404
def __dir__():
    sys.exit(3)
""",
    'a deprecated constant that exits': """\
HTTP_404 = 404
def __dir__():
    return ["HTTP_404", "HTTP_410"]
def __getattr__(name):
    sys.exit(3)
""",
    'values that refuse everything': """\
class I(int):
    def __eq__(self, other):
        sys.exit(1)
    __hash__ = __str__ = __eq__
HTTP_404 = I(404)
HTTP_NOT_FOUND = I(404)
HTTP_500 = 10**5000
""",
}


@pytest.mark.parametrize('case', MODULES)
def test_a_module_may_hold_anything(tmp_path, case):
    """The constants of a module are read, whatever else it holds."""
    table, problems = table_of(tmp_path, MODULES[case], path='')
    assert shown(table)[0] == (404, 'HTTP_404')
    assert len(table.rows) == 1
    assert problems == []


def test_a_module_may_replace_itself(tmp_path):
    """An object that stands in for its module is looked into like one."""
    content = (
        'class Space:\n    pass\nspace = Space()\nclass E(IntEnum):\n    A = 404\nspace.E = E\n'
        'sys.modules[__name__] = space\n'
    )
    table, problems = table_of(tmp_path, content)
    assert (shown(table), problems) == ([(404, 'A')], [])


REFUSED = {
    'a lying class': (
        """\
class Lazy:
    @property
    def __class__(self):
        raise RuntimeError("not configured")
E = Lazy()
""",
        'is of type Lazy; name an enum',
    ),
    'an exiting class': (
        """\
class L:
    __class__ = property(lambda self: sys.exit(1))
E = L()
""",
        'is of type L; name an enum',
    ),
    'a type with a name of its own': (
        """\
class M(type):
    __name__ = property(lambda self: sys.exit(1))
class L(metaclass=M):
    pass
E = L()
""",
        'is of type L; name an enum',
    ),
    'an exiting module': (
        """\
def __getattr__(name):
    sys.exit(3)
""",
        'raises SystemExit: 3; repair the module',
    ),
    'a mute module': (
        """\
class X(BaseException):
    def __str__(self):
        raise self
def __getattr__(name):
    raise X
""",
        'raises X; repair the module',
    ),
    'a module with odd names': (
        'globals()[1] = 2\n',
        'has no E',
    ),
    'an import that exits': (
        'sys.exit("done")\n',
        'ends the program (SystemExit: done)',
    ),
    'an import that is no exception': (
        'raise type("B", (BaseException,), {})("x")\n',
        'because it raises B: x; repair the module',
    ),
}


@pytest.mark.parametrize('case', REFUSED)
def test_what_cannot_be_read_is_told(tmp_path, case):
    """An object that gives no table is one problem, and no end of the program."""
    content, message = REFUSED[case]
    with pytest.raises(FactsError, match=r'(?s).') as caught:
        table_of(tmp_path, content)
    assert message in str(caught.value)


def test_an_interruption_passes(tmp_path):
    """Ctrl-C while a member is read stops whatever is going on."""
    with pytest.raises(KeyboardInterrupt):
        table_of(tmp_path, one_of_two('phrase', 'raise KeyboardInterrupt'))


RAISED = st.sampled_from(
    [SystemExit, GeneratorExit, StopIteration, OSError, RecursionError, AssertionError]
)


@given(
    st.lists(st.sampled_from([*READ, 'code', 'status', 'reason', 'name', '__class__']), unique=True),
    RAISED,
)
def test_no_property_spoils_a_table(attributes, raised):
    """Whichever properties of an enum raise, its codes and names are shown, and problems name them."""

    def fail(_self):
        raise raised(1)

    namespace = type(Enum).__prepare__('Own', (Enum,))
    namespace['GONE'] = 410
    for attribute in attributes:
        namespace[attribute] = property(fail)
    problems = []
    source = EnumSource(type(Enum)('Own', (Enum,), namespace), 'own.Own', problems.append)
    (row,) = source.rows(['hint'])
    assert (row.code, row.name) == (410, 'GONE')
    assert {problem.subtype for problem in problems} <= {Subtype.MEMBER}
    assert {problem.arguments['attribute'] for problem in problems} <= set(attributes)
    source.attributes()
    source.docstrings()


def test_a_build_goes_on(build):
    """In a build, each misbehaving member is a warning at the directive, and the page shows the rest."""
    enum = HEAD + one_of_two('phrase', 'sys.exit(3)')
    page = 'T\n=\n\n.. http-status-table:: ending.E\n   :columns: code name phrase\n\nEnd.\n'
    built = build({'index.rst': page, 'ending.py': enum})
    assert built.warnings == [
        (
            'index.rst:4: WARNING: cannot read phrase of ending.E.BAD because it raises SystemExit: 3; '
            'repair the attribute [http_status.member]'
        )
    ]
    (table,) = read_html(built.text())
    assert [row[:2] for row in table.rows] == [('404', 'BAD'), ('410', 'GOOD')]


def test_what_is_printed_is_not_among_the_results(tmp_path):
    """What modules, properties, libraries and programs print goes to standard error."""
    name = write(
        tmp_path,
        'import os, subprocess\nprint("import")\nclass E(IntEnum):\n    A = 404\n    @property\n'
        '    def phrase(self):\n        print("property")\n        os.write(1, b"library\\n")\n'
        '        subprocess.run([sys.executable, "-c", "print(\'program\')"])\n        return "Gone"\n',
    )
    words = ['render', f'{name}.E', '--format', 'json', '--columns', 'code phrase']
    done = subprocess.run(
        [sys.executable, '-m', 'sphinxext.http_status', *words],
        cwd=tmp_path,
        env={**os.environ, 'PYTHONPATH': str(ROOT)},
        capture_output=True,
        check=True,
        encoding='utf-8',
    )
    assert json.loads(done.stdout) == [{'code': 404, 'phrase': 'Gone'}]
    assert sorted(done.stderr.split()) == ['import', 'library', 'program', 'property']


class Liar(str):
    """A text that raises whenever it is used."""

    __slots__ = ()

    def __str__(self):
        raise OSError


def test_the_guard_itself():
    """The guard returns what is plain, tells types as they are, and describes whatever is raised."""
    assert (exact(Liar('x')), exact(True), exact(1.5), exact(None)) == ('x', None, None, None)
    assert (as_text(Liar('x')), as_text(None), as_text(True)) == ('x', 'None', 'True')
    assert is_a(True, int)
    assert not is_a('x', int, float)
    with pytest.raises(ForeignError, match='SystemExit: 2'):
        ask(lambda: (_ for _ in ()).throw(SystemExit(2)))
    assert describe_error(ValueError('a\n  b')) == 'ValueError: a b'
    named = type('C', (ValueError,), {})
    named.__name__ = Liar('C')
    assert (describe_error(named('x')), type_name(named())) == ('C: x', 'C')


def test_a_key_may_be_anything(tmp_path):
    """What a member has is looked for among its names, and none of its other keys is asked."""
    content = (
        'class L:\n    __eq__ = lambda *_: sys.exit(1)\n    __hash__ = lambda _: 1\n'
        "DEEP = {L(): 1, 'x': {L(): 2, 'y': 'deep'}}\n"
        'class E(Enum):\n    A = 1\n    hint = property(lambda self: DEEP)\n'
    )
    table, problems = table_of(tmp_path, content, columns=('code', 'hint.x.y'))
    assert problems == []
    assert [row.attributes['hint.x.y'] for row in table.rows] == ['deep']
