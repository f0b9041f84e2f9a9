"""Who may import whom, and how large things may be."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.once

NAMESPACE = 'sphinxext'
PACKAGE = f'{NAMESPACE}.http_status'
#: The packages, and which of them each may use; the modules beside them may use all.
MAY_USE = {'facts': {'facts'}, 'page': {'page', 'facts'}, 'drift': {'drift', 'facts'}}
#: Besides all of ``facts``: what must load without docutils and Sphinx. An empty name is the package.
LIGHT = {'', 'cli', 'commands', 'console', 'testing', 'page', 'page.markup', 'page.text', 'drift'}
#: Modules without which the walk below has gone wrong, or a package has lost what it is for.
NAMED = {
    '',
    'builder',
    'cli',
    'facts.table',
    'facts.sources.source',
    'page.text',
    'drift.comparing.rows',
}


def first_part(name: str) -> str:
    """Return the first part of a dotted path."""
    return name.partition('.')[0]


def find_root() -> Path:
    """Return the directory of the package that the tests import, installed or not."""
    spec = importlib.util.find_spec(PACKAGE)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def find_modules(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield the name of each module below the package, and its file."""
    for path in sorted(root.rglob('*.py')):
        parts = path.relative_to(root).with_suffix('').parts
        yield '.'.join(parts[:-1] if parts[-1] == '__init__' else parts), path


ROOT = find_root()
MODULES = dict(find_modules(ROOT))
LIGHT_MODULES = [
    name for name in MODULES if name in LIGHT or f'{name}.'.startswith(('facts.', 'drift.comparing.'))
]


def absolute(name: str) -> str:
    """Return the dotted path of a module of ours."""
    return f'{PACKAGE}.{name}'.rstrip('.')


def loaded_by(statement: str) -> set[str]:
    """Return the modules that a new interpreter has loaded after *statement*."""
    program = (
        f'import json, sys; sys.path.insert(0, {str(ROOT.parents[1])!r})\n{statement}\n'
        'print(json.dumps(list(sys.modules)))'
    )
    done = subprocess.run([sys.executable, '-c', program], check=True, capture_output=True, text=True)
    return set(json.loads(done.stdout))


def imports_of(name: str, path: Path) -> Iterator[str]:
    """Yield the dotted path of everything that a file imports: at its head, late, or for types only."""
    package = absolute(name) if path.name == '__init__.py' else absolute(name).rpartition('.')[0]
    for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = (
                package.split('.')[: len(package.split('.')) + 1 - node.level] if node.level else []
            )
            base = '.'.join([*parents, *([node.module] if node.module else [])])
            yield from (f'{base}.{alias.name}' for alias in node.names)


def packages_of(name: str, path: Path) -> set[str]:
    """Return the packages and modules of ours that a file imports from; ``*`` is ours itself."""
    found = set()
    for imported in imports_of(name, path):
        if imported == PACKAGE or imported.startswith(f'{PACKAGE}.'):
            first = first_part(imported.removeprefix(PACKAGE).strip('.'))
            found.add(first if any(first_part(module) == first for module in MODULES) else '*')
    return found - {''}


@pytest.fixture(scope='module')
def bare() -> set[str]:
    """Return what an interpreter has loaded before it does anything."""
    return loaded_by('pass')


def test_the_walk_finds_the_modules() -> None:
    """Every module that the design names is found, so no rule below is tested on nothing."""
    assert NAMED - set(MODULES) == set()


@pytest.mark.parametrize('name', LIGHT_MODULES)
def test_light_modules_load_neither_docutils_nor_sphinx(name: str) -> None:
    """Facts, command line, comparison and plain text are loaded without docutils and Sphinx."""
    loaded = {first_part(module) for module in loaded_by(f'import {absolute(name)}')}
    assert NAMESPACE in loaded
    assert loaded & {'docutils', 'sphinx'} == set()


@pytest.mark.parametrize('words', [['render'], ['check', 'page.rst', '--codes', '404']])
def test_the_command_loads_nothing_of_the_network(words: list[str], tmp_path: Path) -> None:
    """What directives need to fetch files is loaded for pages that fetch some, since it takes long."""
    page = tmp_path / 'page.rst'
    page.write_text('=== =========\n404 NOT_FOUND\n=== =========\n', encoding='utf-8')
    words = [str(page) if word == 'page.rst' else word for word in words]
    loaded = loaded_by(
        'import contextlib, io; from sphinxext.http_status.cli import main\n'
        f'with contextlib.redirect_stdout(io.StringIO()): assert main({words}) == 0\n'
    )
    needless = {'urllib.request', 'http.client', 'ssl', 'email', 'zipfile', 'importlib.resources'}
    assert loaded & (needless | {'sphinx', 'babel'}) == set()


@pytest.mark.parametrize('name', [name for name in MODULES if first_part(name) == 'facts'])
def test_facts_load_the_standard_library_and_facts_alone(name: str, bare: set[str]) -> None:
    """Loading a module of facts loads nothing but the standard library and other facts."""
    allowed = {NAMESPACE, PACKAGE}
    foreign = {
        module
        for module in loaded_by(f'import {absolute(name)}') - bare - allowed
        if first_part(module) not in sys.stdlib_module_names
        and not f'{module}.'.startswith(f'{PACKAGE}.facts.')
    }
    assert foreign == set()


@pytest.mark.parametrize('name', [name for name in MODULES if first_part(name) in MAY_USE])
def test_packages_import_only_what_they_may(name: str) -> None:
    """No import statement anywhere, late or for types, leads from a package to where it must not go."""
    assert packages_of(name, MODULES[name]) - MAY_USE[first_part(name)] == set()


@pytest.mark.parametrize('name', [name for name in MODULES if first_part(name) == 'facts'])
def test_facts_name_the_standard_library_and_facts_alone(name: str) -> None:
    """Not even a late import leads from facts out of the standard library."""
    named = {first_part(imported) for imported in imports_of(name, MODULES[name])}
    assert named - set(sys.stdlib_module_names) - {NAMESPACE} == set()


def test_imports_are_found_in_every_form(tmp_path: Path) -> None:
    """Imports are seen whether absolute or relative, at the head of a file, late, or for types."""
    source = tmp_path / 'example.py'
    source.write_text(
        'import sphinx.util\n'
        'from .. import drift\n'
        'from ..drift import compare\n'
        'from . import nodes\n'
        'if TYPE_CHECKING:\n    from ..cli import main\n'
        'def late():\n    from sphinxext.http_status import facts, __version__\n',
        encoding='utf-8',
    )
    assert set(imports_of('page.example', source)) == {
        'sphinx.util',
        'sphinxext.http_status.drift',
        'sphinxext.http_status.drift.compare',
        'sphinxext.http_status.page.nodes',
        'sphinxext.http_status.cli.main',
        'sphinxext.http_status.facts',
        'sphinxext.http_status.__version__',
    }
    assert packages_of('page.example', source) - {'cli'} == {'drift', 'page', 'facts', '*'}


# The sizes, which a test prints.

#: What each part may have at most.
LIMITS = {'modules': 129, 'lines of a file': 250, 'lines of a function': 40, 'modules of a folder': 12}


def sizes() -> dict[str, tuple[int, str]]:
    """Return the largest of each measure, and what has it."""
    modules = {name: path for name, path in MODULES.items() if path.name != '__init__.py'}
    folders = Counter(path.parent.relative_to(ROOT).as_posix() for path in modules.values())
    lines = {name: len(path.read_text(encoding='utf-8').splitlines()) for name, path in MODULES.items()}
    functions = {
        f'{name}.{node.name}': (node.end_lineno or 0) - node.lineno + 1
        for name, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding='utf-8')))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    found = {'lines of a file': lines, 'lines of a function': functions, 'modules of a folder': folders}
    return {'modules': (len(modules), 'the package')} | {
        measure: max((size, what) for what, size in values.items()) for measure, values in found.items()
    }


def test_nothing_outgrows_its_size(capsys: pytest.CaptureFixture[str]) -> None:
    """Files, functions and folders are small enough to be read, and modules few enough to be known."""
    found = sizes()
    with capsys.disabled():
        print()  # noqa: T201
        for measure, (size, what) in found.items():
            print(f'{measure}: {size} of at most {LIMITS[measure]} ({what})')  # noqa: T201
    assert {measure: size for measure, (size, _what) in found.items() if size > LIMITS[measure]} == {}


# Which way imports run.

#: The modules and folders of each package from the bottom up. Those in one set do not know each other.
LAYERS = {
    'facts': [
        {'characters', 'model'},
        {'problems'},
        {'columns', 'histories', 'registry', 'selection'},
        {'agreement'},
        {'citations'},
        {'request'},
        {'sources'},
        {'neighbours', 'recording', 'table'},
    ],
    'facts.histories': [{'repository', 'versions'}, {'history'}, {'files'}, {'writing'}],
    'facts.sources': [
        {'folders', 'guarded'},
        {'codes', 'shown', 'static'},
        {'attributes', 'importing', 'docstrings'},
        {'members'},
        {'kinds'},
        {'source'},
    ],
    'facts.sources.kinds': [
        {'bodies'},
        {'evaluating'},
        {'forgetting'},
        {'initializers'},
        {'constants', 'enums', 'exceptions', 'records'},
        {'files'},
    ],
    'facts.sources.static': [
        {'unread'},
        {'operators'},
        {'frames'},
        {'calls', 'functions'},
        {'imports'},
        {'expressions'},
        {'definitions'},
        {'statements'},
        {'modules'},
        {'places'},
    ],
    'facts.sources.docstrings': [{'outline'}, {'source_files'}, {'locating'}, {'finding'}],
    'page': [
        {'config', 'messages'},
        {'nodes', 'inline', 'markup'},
        {'text'},
        {'linking'},
        {'reading', 'writing'},
        {'events'},
        {'transforms'},
    ],
    'drift': [
        {'findings', 'vocabulary'},
        {'records', 'facts_check'},
        {'reading', 'comparing'},
        {'parsing'},
        {'check'},
        {'repairing'},
        {'reporting'},
    ],
}


def graph() -> dict[str, set[str]]:
    """Return the modules that each module imports: at its head, late, or for types only."""
    found = {}
    for name, path in MODULES.items():
        inside = (
            imported.removeprefix(PACKAGE).strip('.')
            for imported in imports_of(name, path)
            if f'{imported}.'.startswith(f'{PACKAGE}.')
        )
        # What is imported is a module, or stands in one.
        modules = (each if each in MODULES else each.rpartition('.')[0] for each in inside)
        found[name] = set(modules) - {name}
    return found


GRAPH = graph()


@pytest.mark.parametrize('package', LAYERS)
def test_every_module_has_its_layer(package: str) -> None:
    """Each module and folder of a package is in one layer."""
    inside = {name.removeprefix(f'{package}.') for name in MODULES if name.startswith(f'{package}.')}
    assert sorted({name.partition('.')[0] for name in inside}) == sorted(
        name for layer in LAYERS[package] for name in layer
    )


@pytest.mark.parametrize('package', LAYERS)
def test_no_import_runs_upwards(package: str) -> None:
    """A module imports from its own folder or from the layers below, even if only for types."""
    level = {name: number for number, layer in enumerate(LAYERS[package]) for name in layer}
    upwards = [
        f'{importing} -> {imported}'
        for importing, all_imported in GRAPH.items()
        for imported in all_imported
        if importing.startswith(f'{package}.') and imported.startswith(f'{package}.')
        for below, above in [[name.split('.')[package.count('.') + 1] for name in (imported, importing)]]
        if below != above and level[below] >= level[above]
    ]
    assert upwards == []


def find_circle(graph: dict[str, set[str]]) -> list[str]:
    """Return modules that import each other in a circle; none if there is no such circle."""
    left = {name: set(imported) for name, imported in graph.items()}
    while free := [name for name, imported in left.items() if not imported & left.keys()]:
        for name in free:
            del left[name]
    return sorted(left)


def test_no_modules_import_each_other() -> None:
    """No module is reached again by its own imports, even those that are late or for types only."""
    assert find_circle(GRAPH) == []
    assert find_circle({'a': {'b'}, 'b': {'c'}, 'c': {'a'}, 'd': {'a'}}) == ['a', 'b', 'c', 'd']


def test_imports_that_run_upwards_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule about layers fails on an import for types from what is above."""
    monkeypatch.setitem(GRAPH, 'drift.findings', {'drift.records'})
    with pytest.raises(AssertionError, match=re.escape('drift.findings -> drift.records')):
        test_no_import_runs_upwards('drift')


# What is not for users says so, and what parts exchange has a type.


@pytest.mark.parametrize(
    'name', [name for name, path in MODULES.items() if name and path.name == '__init__.py']
)
def test_private_packages_say_so(name: str) -> None:
    """The docstring of each package but the first says that it is private."""
    docstring = ast.get_docstring(ast.parse(MODULES[name].read_text(encoding='utf-8'))) or ''
    assert '\nPrivate' in docstring


@pytest.mark.parametrize('name', ['builder', 'testing', 'cli', 'commands', 'page.config'])
def test_where_parts_meet_everything_has_a_type(name: str) -> None:
    """Builder, test helper, command line and configuration never say ``Any``."""
    assert 'typing.Any' not in set(imports_of(name, MODULES[name]))
