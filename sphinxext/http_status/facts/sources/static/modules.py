"""Finds the modules of a project among its files, and reads each once."""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePath
from types import ModuleType
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.problems import describe_error
from sphinxext.http_status.facts.sources.guarded import silently

from .calls import LibraryModule, library_value
from .frames import Frame, Steps, known
from .statements import run
from .unread import UnreadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: What is known of modules that need not be installed.
KNOWN = Path(__file__).parents[2] / 'data' / 'known'


@dataclass(slots=True)
class Project:
    """The Python files of a project.

    :param read: returns the text of a file; None where there is no such file.
    """

    read: Callable[[PurePath], str | None]
    #: What has been read, by path.
    modules: dict[PurePath, ModuleType] = field(default_factory=dict)
    #: The folders in which the outermost packages lie, by the folder of a file.
    roots: dict[PurePath, PurePath] = field(default_factory=dict)
    steps: Steps = field(default_factory=Steps)

    def module(self, path: PurePath) -> ModuleType | None:
        """Return what a file defines as a module; None where there is no such file.

        :raises UnreadError: it is not Python.
        """
        if path not in self.modules:
            text = self.read(path)
            return None if text is None else self._follow(path, self._name(path), text)
        return self.modules[path]

    def _follow(self, path: PurePath, name: str, text: str) -> ModuleType:
        module = ModuleType(name)
        module.__file__ = str(path)
        # Modules may import from each other in a circle.
        self.modules[path] = module
        run(_parse(text, path), Frame(module, module.__dict__, self.steps, self.find))
        return module

    def _in_known_library(self, name: str, taken: str) -> object:
        """Return a module of a well-known library, or what it has; None if nothing is known of it."""
        if inner := self._known_library(f'{name}.{taken}'):
            return inner
        module = self._known_library(name)
        return known(module.__dict__, taken) if module and taken in module.__dict__ else None

    def _known_library(self, name: str) -> ModuleType | None:
        path = PurePath(f'{name}.txt')
        text = KNOWN / path.name
        if path not in self.modules and text.is_file():
            return self._follow(path, name, text.read_text(encoding='utf-8'))
        return self.modules.get(path)

    def find(self, importing: ModuleType, level: int, name: str, taken: str) -> object:
        """Return a module that another one imports, or what it takes from it.

        :raises UnreadError: it is none of the project.
        :raises ImportError: the standard library has no such name.
        """
        parts = [*filter(None, name.split('.'))]
        for path in self._places(PurePath(str(importing.__file__)), level, parts):
            module = self.module(path)
            # What a package takes from itself is one of its modules.
            if module and (not taken or (taken in module.__dict__ and module is not importing)):
                return known(module.__dict__, taken) if taken else module
            if taken and path.name == '__init__.py':
                for inner in map(self.module, _places_in(path.parent, [taken])):
                    if inner:
                        return inner
        if not level and parts[0] in sys.stdlib_module_names:
            return library_value(name, taken) if taken else LibraryModule(name)
        if not level and (found := self._in_known_library(name, taken)):
            return found
        raise UnreadError(f'{taken or name} comes from {"." * level}{name}, which is not read')

    def _places(self, path: PurePath, level: int, parts: list[str]) -> Iterator[PurePath]:
        """Yield the files that may be the module that the file at *path* imports."""
        if level:
            yield from _places_in(path.parents[level - 1], parts)
            return
        root = self._root(path)
        if parts[0] in sys.stdlib_module_names:
            # Only what lies in a package of that name gets it, and not the library, in its place.
            if path.is_relative_to(root / parts[0]):
                yield from _places_in(root, parts)
            return
        yield from _places_in(root, parts)
        for folder in path.parents:
            # The packages of a namespace have no file that says so.
            if folder.name == parts[0]:
                yield from _places_in(folder.parent, parts)

    def _name(self, path: PurePath) -> str:
        inner = path.relative_to(self._root(path)).with_suffix('')
        return '.'.join(inner.parts[: -1 if inner.name == '__init__' else None]) or inner.name

    def _root(self, path: PurePath) -> PurePath:
        """Return the folder in which the outermost package of a file lies."""
        if path.parent not in self.roots:
            folder = path.parent
            while folder.name and self.read(folder / '__init__.py') is not None:
                folder = folder.parent
            self.roots[path.parent] = folder
        return self.roots[path.parent]


def _places_in(folder: PurePath, parts: list[str]) -> Iterator[PurePath]:
    if parts:
        yield folder.joinpath(*parts[:-1], f'{parts[-1]}.py')
    yield folder.joinpath(*parts, '__init__.py')


def _parse(text: str, path: PurePath) -> list[ast.stmt]:
    try:
        found: ast.Module = silently(ast.parse, text)
        # The compiler refuses what the parser takes, such as a return outside of a function.
        silently(partial(compile, found, str(path), 'exec', dont_inherit=True))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise UnreadError(f'{path} is no Python that can be read: {describe_error(error)}') from error
    return found.body
