"""Finds the class statement that an enum comes from, by whatever tells it apart from others.

Neither ``__module__`` nor ``__qualname__`` say it for sure: packages set the first to where users should
import from, and a file may define one name several times. A class that is not certain is not found.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property
from types import DynamicClassAttribute, FunctionType
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.sources.guarded import ForeignError, ask, exact, is_a
from sphinxext.http_status.facts.sources.static.frames import own_module

from .source_files import file_of, find_scopes, namespace_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from enum import Enum
    from types import CodeType

    from .outline import Binding, Scope

_WRAPPERS = {
    property: 'fget',
    DynamicClassAttribute: 'fget',
    cached_property: 'func',
    classmethod: '__func__',
    staticmethod: '__func__',
}


@dataclass(frozen=True, slots=True)
class _File:
    """A file that may have the class statement."""

    path: str
    namespace: Mapping[str, object]
    #: Whether to read it only if it has the words ``class NAME``.
    vague: bool = False


def find_member_texts(enum: type[Enum], members: Mapping[str, Enum]) -> Mapping[str, str]:
    """Return what the class statement of an enum says of its members, by name.

    :raises ForeignError: the enum or a module does not let itself be looked at.
    """
    values = {name: _plain(member) for name, member in members.items()}
    found = [
        {name: choose_text(scope.bindings.get(name, ()), value) for name, value in values.items()}
        for scope in _Search(enum, values).find()
    ]
    # Two files may be one, under two paths.
    return found[0] if found and all(texts == found[0] for texts in found) else {}


def choose_text(bindings: Sequence[Binding], value: int | str | None) -> str:
    """Return the docstring of a name; empty when several may be meant.

    :param value: what the name has been given, if that is an integer or a text.
    """
    written = [each for each in bindings if each.text]
    # What is assigned in any case replaces what was assigned before.
    start = max((place for place, each in enumerate(written) if not each.conditional), default=0)
    texts = {each.text for each in written[start:]}
    if len(texts) > 1:
        texts = {each.text for each in written[start:] if not each.denies(value)}
    return texts.pop() if len(texts) == 1 else ''


def _plain(member: Enum) -> int | str | None:
    """Return the integer or text that a member has as its value, or that begins it."""
    if (plain := exact(member)) is not None:
        return plain
    value = _attribute(member, '_value_')
    parts = tuple.__iter__(value) if is_a(value, tuple) else [value]  # type: ignore[arg-type]
    return exact(next(iter(parts), None))


def _attribute(owner: object, name: str) -> object:
    """Return an attribute; None where that fails."""
    try:
        return ask(getattr, owner, name, None)
    except ForeignError:
        return None


class _Search:
    """The search for the class statement of one enum."""

    def __init__(self, enum: type[Enum], values: Mapping[str, int | str | None]) -> None:
        self.enum = enum
        self.values = values
        self.qualname = str(exact(type.__dict__['__qualname__'].__get__(enum)))
        self.attributes: Mapping[str, object] = type.__dict__['__dict__'].__get__(enum)
        #: The line of the class statement, decorators included; known since Python 3.13.
        line = exact(self.attributes.get('__firstlineno__'))
        self.line = line if isinstance(line, int) else None
        self.functions = list(self._functions())

    def find(self) -> Sequence[Scope]:
        """Return the scopes that cannot be told apart, of which all but one are wrong."""
        # A module that a loader has made need not have a file.
        files = {file.path or id(file.namespace): file for file in reversed(list(self._files()))}
        found = [(file, scope) for file in files.values() for scope in self._scopes_of(file)]
        sure = [each for each in found if self._has_functions(*each)]
        found = sure or [each for each in found if self._is_held(each[0])]
        scopes: Sequence[Scope] = [scope for _file, scope in found]
        if self.line is None and not sure:
            scopes = [scope for scope in scopes if self._is_alike(scope)]
        for is_better in (self._has_these_values, self._is_complete, self._has_no_more):
            scopes = _prefer(scopes, is_better)
        return scopes

    def _scopes_of(self, file: _File) -> Iterator[Scope]:
        word = self.qualname.rpartition('.')[2] if file.vague else ''
        for scope in find_scopes(file.path, file.namespace, word):
            is_here = self.line is None or self.line in (scope.lines.start, scope.line)
            if is_here and scope.qualname == self.qualname:
                yield scope

    # What speaks for a scope.

    def _has_functions(self, file: _File, scope: Scope) -> bool:
        return any(
            code.co_filename == file.path and code.co_firstlineno in scope.lines
            for code, _namespace in self.functions
        )

    def _is_held(self, file: _File) -> bool:
        """Return whether the module of a file has the enum, and not merely another class of its name."""
        # A redefinition may have the name of the enum, and what is local to a function may be gone.
        return '<locals>' in self.qualname or self._is_in(file.namespace, anywhere=True)

    def _is_alike(self, scope: Scope) -> bool:
        """Return whether a scope that no line confirms is still certain enough."""
        missing = [name for name in self.values if not self._assigns(scope, name)]
        # Helpers make members without naming them.
        return len(missing) * 3 <= len(self.values) and self._has_these_values(scope)

    def _is_complete(self, scope: Scope) -> bool:
        return all(self._assigns(scope, name) for name in self.values)

    def _has_no_more(self, scope: Scope) -> bool:
        return all(
            name in self.attributes or name in self.values or name.startswith('_')
            for name in scope.bindings
            if any(not each.conditional and not each.bare for each in scope.bindings[name])
        )

    def _has_these_values(self, scope: Scope) -> bool:
        return not any(
            bindings and all(each.denies(value) for each in bindings)
            for name, value in self.values.items()
            for bindings in [scope.bindings.get(name, ())]
        )

    @staticmethod
    def _assigns(scope: Scope, name: str) -> bool:
        return any(not each.bare for each in scope.bindings.get(name, ()))

    # Where it may be.

    def _files(self) -> Iterator[_File]:
        """Yield the files that may define the enum, the likely ones first."""
        for code, namespace in self.functions:
            yield _File(code.co_filename, namespace)
        module = exact(type.__dict__['__module__'].__get__(self.enum))
        named = namespace_of(own_module(self.enum) or sys.modules.get(str(module)))
        yield _File(file_of(named), named)
        for other in list(sys.modules.values()):
            namespace = namespace_of(other)
            # What is local to a function is at any name outside of it, if at all.
            if self._is_in(namespace, anywhere='<locals>' in self.qualname):
                yield _File(file_of(namespace), namespace, vague=True)

    def _is_in(self, namespace: Mapping[str, object], *, anywhere: bool = False) -> bool:
        """Return whether a module holds the enum, at its own name or *anywhere*."""
        try:
            return ask(self._is_at_its_name, namespace) or (anywhere and self._is_among(namespace))
        except ForeignError:
            # Names need not be texts, and may refuse to be compared.
            return False

    def _is_among(self, namespace: Mapping[str, object]) -> bool:
        return any(value is self.enum for value in list(namespace.values()))

    def _is_at_its_name(self, namespace: Mapping[str, object]) -> bool:
        first, *others = self.qualname.split('.')
        found = namespace.get(first)
        for name in others:
            found = type.__dict__['__dict__'].__get__(found).get(name) if is_a(found, type) else None
        return found is self.enum

    def _functions(self) -> Iterator[tuple[CodeType, Mapping[str, object]]]:
        """Yield the code of each function of the class statement, and what the module of it holds."""
        for value in list(self.attributes.values()):
            inner = [
                _attribute(value, attribute)
                for wrapper, attribute in _WRAPPERS.items()
                if is_a(value, wrapper)
            ]
            for function in [value, *inner]:
                if is_a(function, FunctionType):
                    code: CodeType = object.__getattribute__(function, '__code__')
                    # Base classes, decorators and EnumMeta put functions of their own there.
                    if code.co_qualname.startswith(f'{self.qualname}.'):
                        yield code, object.__getattribute__(function, '__globals__')


def _prefer(scopes: Sequence[Scope], is_better: Callable[[Scope], bool]) -> Sequence[Scope]:
    """Return the better ones among several scopes; all, if none is."""
    return [scope for scope in scopes if is_better(scope)] or scopes
