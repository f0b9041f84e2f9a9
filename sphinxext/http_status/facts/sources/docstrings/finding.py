"""Finds the docstrings of members and constants, and what they say of versions."""

from __future__ import annotations

import importlib.util
import inspect
import re
import sys
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.sources.guarded import ForeignError, ask, exact, is_a

from .locating import choose_text, find_member_texts
from .source_files import file_of, find_scopes, namespace_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from enum import Enum

    from .outline import Import, Scope

_SINCE = re.compile(r'^[ \t]*\.\.[ \t]+versionadded ?::[ \t]+(\S+)', re.IGNORECASE | re.MULTILINE)


def find_since(docstring: str) -> str:
    """Return the version in the first ``.. versionadded::`` of a docstring; empty without one."""
    match = _SINCE.search(docstring)
    return match[1] if match else ''


def find_docstrings(
    enum: type[Enum], members: Mapping[str, Enum], report: Callable[[str, str, ForeignError], None]
) -> Mapping[str, str]:
    """Return the docstrings of the members that have one, by name.

    A member's own ``__doc__`` wins; then comes what its class statement says, as Sphinx's autodoc reads
    it: the string literal below its assignment, or the ``#:`` comments at its end or above it. Where it
    is not certain which class statement that is, it says nothing.

    :param report: called with name, attribute and error where reading a docstring fails.
    """
    try:
        found = dict(ask(find_member_texts, enum, members))
    except ForeignError:
        # Enums and modules may be anything; autodoc shows nothing then, either.
        found = {}
    of_class = _docstring(enum)
    for name, member in members.items():
        try:
            own = exact(ask(getattr, member, '__doc__', None))
        except ForeignError as error:
            report(name, '__doc__', error)
        else:
            if isinstance(own, str) and own != of_class:
                found[name] = inspect.cleandoc(own)
    return {name: found[name] for name in members if found.get(name)}


def _docstring(enum: type[Enum]) -> int | str | None:
    try:
        return exact(ask(getattr, enum, '__doc__', None))
    except ForeignError:
        return None


def find_constant_docstrings(module: object, names: Iterable[str]) -> Mapping[str, str]:
    """Return the docstrings of the constants of a module that have one, by name.

    They are found where a constant is assigned: in the file of the module, or of one that it imports the
    name from by ``from ... import``, if that holds the same object.
    """
    files = _Files()
    try:
        return ask(lambda: {name: text for name in names if (text := files.text_of(module, name))})
    except ForeignError:
        # A module may be anything; autodoc shows nothing then, either.
        return {}


class _Files:
    """The files in which constants are looked for, each of which is asked for once."""

    def __init__(self) -> None:
        # The modules are kept, so that no other one can get the identity of one of them.
        self._known: dict[int, tuple[object, Sequence[Scope]]] = {}

    def text_of(self, module: object, name: str) -> str:
        """Return the docstring of one constant; empty without one, or when several may be meant."""
        texts: set[str] = set()
        waiting = [(module, name)]
        # Modules may import from each other in a circle.
        known = {(id(module), name)}
        for owner, called in waiting:
            namespace = namespace_of(owner)
            value = exact(namespace.get(called))
            for scope in self._scope_of(owner):
                imported = list(_origins(scope.imports, namespace, called))
                bindings = scope.bindings.get(called, ())
                # A constant may be assigned for when it cannot be imported.
                if not imported or not all(each.denies(value) for each in bindings):
                    texts.add(choose_text(bindings, value))
                new = [(origin, there) for origin, there in imported if (id(origin), there) not in known]
                known.update((id(origin), there) for origin, there in new)
                waiting += new
        texts.discard('')
        return texts.pop() if len(texts) == 1 else ''

    def _scope_of(self, module: object) -> Sequence[Scope]:
        """Return the scope of a module; nothing without a source."""
        if id(module) not in self._known:
            namespace = namespace_of(module)
            self._known[id(module)] = module, find_scopes(file_of(namespace), namespace)[:1]
        return self._known[id(module)][1]


def _origins(
    imports: Mapping[str, Iterable[Import]], namespace: Mapping[str, object], name: str
) -> Iterator[tuple[object, str]]:
    """Yield the modules from which a name may be imported, with what it is called there."""
    named = [(each, each.name) for each in imports.get(name, ())]
    for each, there in [*named, *((each, name) for each in imports.get('*', ()))]:
        origin = sys.modules.get(_absolute(each, namespace))
        held = namespace_of(origin)
        is_same = there in held and held[there] is namespace.get(name)
        if is_same and (each.name != '*' or _is_exported(there, held)):
            yield origin, there


def _absolute(imported: Import, namespace: Mapping[str, object]) -> str:
    """Return the dotted path of the module that a name is imported from; empty if it leads nowhere."""
    if not imported.level:
        return imported.module
    package = exact(namespace.get('__package__')) or exact(namespace.get('__name__'))
    try:
        return importlib.util.resolve_name('.' * imported.level + imported.module, str(package))
    except ImportError:
        return ''


def _is_exported(name: str, namespace: Mapping[str, object]) -> bool:
    """Return whether ``from ... import *`` takes a name."""
    exported = namespace.get('__all__')
    if is_a(exported, list, tuple):
        return name in exported  # type: ignore[operator]
    return not name.startswith('_')
