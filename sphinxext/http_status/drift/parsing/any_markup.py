"""Makes docutils accept every role and directive, in files read without their Sphinx project."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import directives, roles

from .directives import (
    AnyOption,
    ContentElsewhere,
    CSVTableOfThisFile,
    ListingDirective,
    ObjectDescription,
    SilentDirective,
    UnknownDirective,
    rfc_role,
    unknown_role,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from docutils.parsers.rst import Directive

_LISTINGS = {
    'code', 'code-block', 'code-cell', 'doctest', 'ipython', 'parsed-literal', 'prompt',
    'sourcecode', 'testcode', 'testoutput',
}  # fmt: skip
#: Directives that show nothing that a check compares.
_SILENT = {
    'acks', 'codeauthor', 'currentmodule', 'default-domain', 'deprecated', 'deprecated-removed',
    'graphviz', 'highlight', 'image', 'index', 'inheritance-diagram', 'math', 'mermaid', 'meta',
    'module', 'moduleauthor', 'plantuml', 'py:currentmodule', 'py:module', 'sectionauthor',
    'rst-class', 'setup', 'tabularcolumns', 'toctree', 'todolist', 'uml', 'versionadded',
    'versionchanged', 'versionremoved',
}  # fmt: skip
#: Directives that describe an object, by the last part of their names.
_OBJECTS = {
    'attribute', 'autoattribute', 'autodata', 'class', 'const', 'constant', 'constexpr', 'data',
    'describe', 'enum', 'enumerator', 'exception', 'function', 'macro', 'member', 'method',
    'object', 'property', 'statuscode', 'var', 'variable',
}  # fmt: skip
#: Directives that take their content from elsewhere, by the last part of their names.
_ELSEWHERE = re.compile(r'auto\w+|\w*include|raw|.*enum-table|http-status-table|exec|cog')


@contextmanager
def lenient_markup() -> Iterator[None]:
    """Accept every role and directive, and undo afterwards whatever a parse registers.

    What an application such as Sphinx has registered works in that application only, so that just
    docutils' own roles and directives, and those of this package, are in force.
    """
    # Private, but docutils has no other way to forget a role or directive.
    registries = (directives._directives, roles._roles)  # type: ignore[attr-defined]  # noqa: SLF001
    saved = [dict(registry) for registry in registries]
    find_directive, find_role = directives.directive, roles.role

    def directive(name: str, language: Any, document: nodes.document) -> Any:
        ours = _directive_class(name)
        if ours is not None:
            return ours, []
        found, _messages = find_directive(name, language, document)
        return (_tolerant(found) if found else UnknownDirective), []

    def role(name: str, language: Any, lineno: int, reporter: Any) -> Any:
        if name.rpartition(':')[2] == 'rfc':
            return rfc_role, []
        found, _messages = find_role(name, language, lineno, reporter)
        return found or unknown_role, []

    for registry in registries:
        registry.clear()
    directives.directive, roles.role = directive, role  # type: ignore[assignment]
    try:
        yield
    finally:
        directives.directive, roles.role = find_directive, find_role
        for registry, content in zip(registries, saved, strict=True):
            registry.clear()
            registry.update(content)


def _tolerant(found: Any) -> Any:
    if not getattr(found, 'option_spec', None):
        return found
    options = AnyOption(found.option_spec)
    return type(found.__name__, (found,), {'option_spec': options})


def _directive_class(name: str) -> type[Directive] | None:
    name = name.lower()
    last = name.rpartition(':')[2]
    if name in _SILENT:
        return SilentDirective
    if name in _LISTINGS:
        return ListingDirective
    if last in _OBJECTS:
        return ObjectDescription
    if name == 'csv-table':
        return CSVTableOfThisFile
    return ContentElsewhere if _ELSEWHERE.fullmatch(last) else None
