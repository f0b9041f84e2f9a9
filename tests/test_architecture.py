"""Who may import whom."""

from __future__ import annotations

import ast
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMESPACE = 'sphinxext'
PACKAGE = f'{NAMESPACE}.http_status'
#: The rooms, and which of them each may use; the doors may use all.
MAY_USE = {'facts': {'facts'}, 'page': {'page', 'facts'}, 'drift': {'drift', 'facts'}}
#: Besides all of ``facts``: what must load without docutils and Sphinx. An empty name is the package.
LIGHT = {'', 'cli', 'testing', 'page', 'page.text', 'drift'}
#: Modules without which the walk below has gone wrong, or a room has lost what it is for.
NAMED = {
    '',
    'builder',
    'cli',
    'facts.table',
    'facts.sources.source',
    'page.text',
    'drift.comparing.rows',
}


def room(name: str) -> str:
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
        f'import json, sys; sys.path.insert(0, {str(ROOT.parents[1])!r}); {statement}; '
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


def rooms_of(name: str, path: Path) -> set[str]:
    """Return the rooms and doors that a file imports from; ``*`` is the package itself."""
    found = set()
    for imported in imports_of(name, path):
        if imported == PACKAGE or imported.startswith(f'{PACKAGE}.'):
            first = room(imported.removeprefix(PACKAGE).strip('.'))
            found.add(first if any(room(module) == first for module in MODULES) else '*')
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
    loaded = {room(module) for module in loaded_by(f'import {absolute(name)}')}
    assert NAMESPACE in loaded
    assert loaded & {'docutils', 'sphinx'} == set()


@pytest.mark.parametrize('name', [name for name in MODULES if room(name) == 'facts'])
def test_facts_load_the_standard_library_and_facts_alone(name: str, bare: set[str]) -> None:
    """Loading a module of facts loads nothing but the standard library and other facts."""
    allowed = {NAMESPACE, PACKAGE}
    foreign = {
        module
        for module in loaded_by(f'import {absolute(name)}') - bare - allowed
        if room(module) not in sys.stdlib_module_names
        and not f'{module}.'.startswith(f'{PACKAGE}.facts.')
    }
    assert foreign == set()


@pytest.mark.parametrize('name', [name for name in MODULES if room(name) in MAY_USE])
def test_rooms_import_only_what_they_may(name: str) -> None:
    """No import statement anywhere, late or for types, leads from a room to where it must not go."""
    assert rooms_of(name, MODULES[name]) - MAY_USE[room(name)] == set()


@pytest.mark.parametrize('name', [name for name in MODULES if room(name) == 'facts'])
def test_facts_name_the_standard_library_and_facts_alone(name: str) -> None:
    """Not even a late import leads from facts out of the standard library."""
    named = {room(imported) for imported in imports_of(name, MODULES[name])}
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
    assert rooms_of('page.example', source) - {'cli'} == {'drift', 'page', 'facts', '*'}
