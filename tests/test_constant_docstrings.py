"""What source files say of the constants of a module, wherever they are assigned."""

from __future__ import annotations

import importlib
import itertools
import sys
import types

import pytest
from building import fresh_modules
from sphinx.pycode import ModuleAnalyzer
from truths import with_packages

from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.sources.docstrings.finding import find_constant_docstrings
from sphinxext.http_status.facts.sources.kinds.constants import ConstantsSource
from sphinxext.http_status.facts.table import make_table

NUMBERS = itertools.count()
NAMES = ('HTTP_200', 'HTTP_404', 'HTTP_500')


@pytest.fixture
def load(tmp_path):
    """Return a function that imports a package from the content of its modules, by name."""

    def load(modules):
        name = f'constant_{next(NUMBERS)}'
        for module, content in modules.items():
            file = tmp_path.joinpath(name, *module.split('/')).with_suffix('.py')
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content.replace('NAME', name), encoding='utf-8')
        return importlib.import_module(name)

    with fresh_modules(tmp_path):
        yield load
    # Whatever they say of their files by now.
    for name in [name for name in sys.modules if name.startswith('constant_')]:
        del sys.modules[name]


def docstrings(module):
    """Return the docstrings of the constants that the tests give to modules."""
    return dict(find_constant_docstrings(module, NAMES))


CODES = (
    'HTTP_200 = 200\n"""All is well."""\nHTTP_404 = 404  #: Nobody home.\n#: It broke.\nHTTP_500 = 500\n'
)
TRUE = {'HTTP_200': 'All is well.', 'HTTP_404': 'Nobody home.', 'HTTP_500': 'It broke.'}
#: Modules, and the docstrings of their constants.
FORMS = {
    'every way': (CODES, TRUE),
    'annotations': (CODES.replace(' =', ': int ='), TRUE),
    'texts': (CODES.replace('= 404', '= "404 Not Found"'), TRUE),
    'two at once': ('HTTP_200, HTTP_404 = 200, 404  #: Both.\n', dict.fromkeys(NAMES[:2], 'Both.')),
    'blocks': (
        'try:\n    HTTP_200 = 200\n    "One."\nexcept OSError:\n    pass\n',
        {'HTTP_200': 'One.'},
    ),
    'a docstring of the module': ('"""No."""\n"""No."""\nHTTP_200 = 200\n', {}),
    'a redefinition': ('HTTP_404 = 404  #: Old.\nHTTP_404 = 404  #: New.\n', {'HTTP_404': 'New.'}),
    'a redefinition below a block': (
        'if True:\n    HTTP_404 = 404  #: Old.\nHTTP_404 = 404  #: New.\n',
        {'HTTP_404': 'New.'},
    ),
    'no redefinition of the text': (
        '#: Set below.\nHTTP_404 = None\nHTTP_404 = 404\n',
        {'HTTP_404': 'Set below.'},
    ),
    'names of others': (
        'class A:\n    HTTP_404 = 404  #: No.\ndef f():\n    HTTP_200 = 200  #: No.\nHTTP_404 = 0\n',
        {},
    ),
}


@pytest.mark.parametrize('form', FORMS)
def test_constants_are_read_as_sphinx_reads_them(load, form):
    """The docstrings of constants are those that are written at them, and those that autodoc shows."""
    content, expected = FORMS[form]
    module = load({'__init__': content})
    found = ModuleAnalyzer.for_file(module.__file__, 'own').find_attr_docs()
    shown = {name: '\n'.join(found['', name]).strip() for name in NAMES if ('', name) in found}
    assert docstrings(module) == expected == shown


#: Packages that have their constants from elsewhere.
ELSEWHERE = {
    'all names': {'__init__': 'from ._codes import *\n', '_codes': CODES},
    'each name': {'__init__': 'from ._codes import HTTP_200, HTTP_404, HTTP_500\n', '_codes': CODES},
    'an absolute name': {'__init__': 'from NAME._codes import *\n', '_codes': CODES},
    'other names': {
        '__init__': 'from ._codes import OK as HTTP_200, NO as HTTP_404, BUG as HTTP_500\n',
        '_codes': CODES.replace('HTTP_200', 'OK').replace('HTTP_404', 'NO').replace('HTTP_500', 'BUG'),
    },
    'two modules': {
        '__init__': 'from ._a import *\nfrom ._b import *\n',
        '_a': CODES[: CODES.index('HTTP_404')],
        '_b': CODES[CODES.index('HTTP_404') :],
    },
    'a chain': {
        '__init__': 'from .inner import *\n',
        'inner/__init__': 'from .deep.codes import *\n',
        'inner/deep/__init__': '',
        'inner/deep/codes': 'from ..._codes import *\n',
        '_codes': CODES,
    },
    'a circle': {
        '__init__': 'from ._codes import *\n',
        '_codes': CODES + 'from ._back import *\n',
        '_back': 'from ._codes import *\n',
    },
    'a block': {
        '__init__': 'try:\n    from ._codes import *\nexcept ImportError:\n    HTTP_404 = 404\n',
        '_codes': CODES,
    },
    'a fallback': {
        '__init__': f'try:\n    from ._no_such import *\nexcept ImportError:\n    pass\n{CODES}',
    },
    'all that is exported': {
        '__init__': 'from ._codes import *\n',
        '_codes': CODES + '__all__ = ["HTTP_200", "HTTP_404", "HTTP_500"]\n',
    },
    'names that mean no module': {
        '__init__': CODES + 'try:\n    from .......x import *\nexcept ImportError:\n    pass\n',
    },
}


@pytest.mark.parametrize('case', ELSEWHERE)
def test_constants_are_followed_to_where_they_are_assigned(load, case):
    """A constant that is imported from another module has the docstring that it has there."""
    assert docstrings(load(ELSEWHERE[case])) == TRUE


#: Packages in whose other modules something else goes by the name.
UNSURE = {
    'not imported': ({'__init__': 'from . import _codes\nHTTP_404 = 404\n', '_codes': CODES}, {}),
    'not exported': (
        {
            '__init__': 'from ._codes import *\nHTTP_200, HTTP_500 = _codes.HTTP_200, 500\n',
            '_codes': CODES + '__all__ = ("HTTP_404",)\n',
        },
        {'HTTP_404': 'Nobody home.'},
    ),
    'another object': (
        {'__init__': 'from ._codes import *\nHTTP_404 = int("404")\n', '_codes': CODES},
        {'HTTP_200': 'All is well.', 'HTTP_500': 'It broke.'},
    ),
    'another object later': (
        {
            '__init__': 'from ._codes import *\nfrom . import _codes\n_codes.HTTP_404 = 410\n',
            '_codes': CODES,
        },
        {'HTTP_200': 'All is well.', 'HTTP_500': 'It broke.'},
    ),
    'a deleted one': (
        {
            '__init__': 'from ._codes import *\nfrom . import _codes\ndel _codes.HTTP_404\n',
            '_codes': CODES,
        },
        {'HTTP_200': 'All is well.', 'HTTP_500': 'It broke.'},
    ),
    'an import in a function': (
        {
            '__init__': 'def f():\n    from ._codes import HTTP_404\nf()\nHTTP_404 = 404\n',
            '_codes': CODES,
        },
        {},
    ),
    'two texts for one object': (
        {
            '__init__': 'from ._a import *\nfrom ._b import *\n',
            '_a': CODES,
            '_b': 'HTTP_200 = 200  #: Other.\n',
        },
        {'HTTP_404': 'Nobody home.', 'HTTP_500': 'It broke.'},
    ),
    'a fallback that was not needed': (
        {
            '__init__': 'try:\n    from ._codes import *\nexcept OSError:\n    HTTP_404 = 0  #: No.\n',
            '_codes': CODES,
        },
        TRUE,
    ),
}


@pytest.mark.parametrize('case', UNSURE)
def test_what_is_not_certain_is_not_shown(load, case):
    """A constant of which nobody can tell that another module has assigned it has no docstring."""
    modules, expected = UNSURE[case]
    assert docstrings(load(modules)) == expected


@pytest.mark.parametrize('names', ['_HTTP_200', '_HTTP_404', '_HTTP_500'])
def test_private_names_are_not_exported(load, names):
    """``from ... import *`` takes no name that begins with an underscore."""
    codes = CODES.replace('HTTP_', '_HTTP_')
    module = load(
        {
            '__init__': f'from ._codes import *\nfrom . import _codes\n{names} = _codes.{names}\n',
            '_codes': codes,
        }
    )
    assert find_constant_docstrings(module, [names]) == {}


def test_a_loader_is_asked(monkeypatch):
    """The docstrings of a module without a file are found in what its loader has made it from."""
    module = types.ModuleType('made')
    exec(CODES, vars(module))
    module.__loader__ = types.SimpleNamespace(get_source=lambda _name: CODES)
    assert docstrings(module) == TRUE


def exits(_name):
    """End the program."""
    raise SystemExit(3)


@pytest.mark.parametrize(
    'spoil',
    [
        lambda module: vars(module).clear(),
        lambda module: vars(module).update(__loader__=types.SimpleNamespace(get_source=exits)),
        lambda module: vars(module).update(__file__='/no/such/file.py', __package__=5),
        lambda module: vars(module).update({'__all__': 5, 1: 2, None: 3}),
        lambda module: vars(module).update(__name__=None, __package__=None),
    ],
)
def test_a_module_may_say_anything_of_itself(load, spoil):
    """Docstrings are found or not, and nothing is raised."""
    module = load({'__init__': 'from ._codes import *\n', '_codes': CODES})
    spoil(module)
    assert docstrings(module) in ({}, TRUE)


@pytest.mark.parametrize(
    'content', ['HTTP_404 = (\n', 'x = """', '\tx\n  y\n', 'x = \0', 'é'.encode('latin-1')]
)
def test_a_file_that_is_spoiled_costs_the_docstrings(load, content):
    """Constants are told without docstrings when their file has become something else."""
    module = load({'__init__': CODES})
    with open(module.__file__, 'wb') as file:  # noqa: PTH123
        file.write(content if isinstance(content, bytes) else content.encode())
    assert docstrings(module) == {}


def test_modules_may_be_anything(monkeypatch):
    """What is no module, or one that fails to be looked at, has no docstrings."""

    class Failing(types.ModuleType):
        def __getattribute__(self, name):
            raise SystemExit(name)

    for module in (
        Failing('x'),
        None,
        5,
        types.ModuleType('bare'),
        sys,
        importlib.import_module('math'),
    ):
        assert docstrings(module) == {}


@pytest.mark.parametrize('name', [pytest.param('starlette.status', marks=with_packages)])
def test_a_real_module_is_read_as_sphinx_reads_it(name):
    """What autodoc shows of the constants of Starlette is what a table shows."""
    status = importlib.import_module(name)
    source = ConstantsSource(status, 'own', print)
    names = {name for row in source.rows() for name in (row.name, *row.aliases)}
    found = ModuleAnalyzer.for_file(status.__file__, 'own').find_attr_docs()
    shown = {name: '\n'.join(lines).strip() for (_scope, name), lines in found.items() if name in names}
    assert source.docstrings() == shown
    assert shown


def test_aliases_have_docstrings_of_their_own(load):
    """Each name of a status code has what is written at it."""
    module = load({'__init__': CODES + 'HTTP_NOT_FOUND = 404  #: By another name.\n'})
    assert ConstantsSource(module, 'own', print).docstrings() == {
        **TRUE,
        'HTTP_NOT_FOUND': 'By another name.',
    }


def test_a_table_of_constants_shows_their_docstrings(load):
    """The column ``doc`` of a table of constants has their docstrings."""
    module = load({'__init__': 'from ._codes import *\n', '_codes': CODES})
    table = make_table(TableRequest(object=module.__name__, columns=('name', 'doc')), pytest.fail)
    assert {row.name: row.doc for row in table.rows} == TRUE
