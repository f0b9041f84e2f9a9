"""Makes docutils accept every role and directive, in files read without their Sphinx project."""

from __future__ import annotations

import re
import threading
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import directives, languages, roles

from .directives import (
    AnyOption,
    AvailabilityDirective,
    ContentElsewhere,
    DefaultRoleDirective,
    FunctionDirective,
    ListingDirective,
    RoleDirective,
    SilentDirective,
    UnknownDirective,
    VersionDirective,
)
from .objects import AutoDescription, ObjectDescription
from .roles import PAGE_ROLES, find_role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes

_LISTINGS = {
    'code', 'code-block', 'code-cell', 'doctest', 'ipython', 'parsed-literal', 'prompt',
    'sourcecode', 'testcode', 'testoutput',
}  # fmt: skip
#: Directives that show nothing that a check compares.
_SILENT = {
    'acks', 'codeauthor', 'currentmodule', 'default-domain', 'deprecated', 'deprecated-removed',
    'graphviz', 'highlight', 'image', 'index', 'inheritance-diagram', 'math', 'mermaid', 'meta',
    'module', 'moduleauthor', 'plantuml', 'py:currentmodule', 'py:module', 'sectionauthor',
    'rst-class', 'setup', 'tabularcolumns', 'toctree', 'todolist', 'uml',
}  # fmt: skip
#: Directives that say which release did something.
_NOTES = re.compile('version-?(?:added|changed|removed)')
#: Directives that describe an object, by the last part of their names.
_OBJECTS = {
    'attribute', 'autoattribute', 'autodata', 'class', 'const', 'constant', 'constexpr', 'data',
    'describe', 'enum', 'enumerator', 'exception', 'function', 'macro', 'member', 'method',
    'object', 'property', 'statuscode', 'var', 'variable',
}  # fmt: skip
#: Directives that name an object, and take what they say of it from elsewhere.
_AUTO_OBJECTS = re.compile('auto(?:class|enum|exception|module)')
#: Directives that name what has no members.
_AUTO_FUNCTIONS = re.compile('auto(?:decorator|function|method|property)')
#: Directives that take their content from elsewhere, by the last part of their names.
_ELSEWHERE = re.compile(r'auto\w+|\w*include|raw|.*enum-table|http-status-table|exec|cog')


_OURS = {
    _NOTES: VersionDirective,
    _AUTO_OBJECTS: AutoDescription,
    _AUTO_FUNCTIONS: FunctionDirective,
    _ELSEWHERE: ContentElsewhere,
    re.compile('availability'): AvailabilityDirective,
}
#: Directives of docutils that we have in another form.
_OWN = {'default-role': DefaultRoleDirective, 'role': RoleDirective}


@contextmanager
def any_markup() -> Iterator[None]:
    """Accept every role and directive on a page that is read in this thread.

    What an application such as Sphinx has registered works in that application only, so that just
    docutils' own roles and directives, and those of this package, are in force.
    """
    with _LOOK_UPS.replaced():
        token = PAGE_ROLES.set({})
        try:
            yield
        finally:
            PAGE_ROLES.reset(token)


class _LookUps:
    """The functions by which docutils and MyST-Parser find roles and directives, by their module.

    There is no other way: MyST-Parser takes neither an inliner nor classes of states, by which docutils
    alone could be told. So they are replaced as long as any thread reads a page. For the threads that do
    not, the replacements do what the functions did.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._readers = 0
        self._find_directive = directives.directive
        self._find_role = roles.role

    @contextmanager
    def replaced(self) -> Iterator[None]:
        with self._lock:
            if not self._readers:
                self._find_directive, self._find_role = directives.directive, roles.role
                directives.directive, roles.role = self.directive, self.role  # type: ignore[assignment]
            self._readers += 1
        try:
            yield
        finally:
            with self._lock:
                self._readers -= 1
                if not self._readers:
                    directives.directive, roles.role = self._find_directive, self._find_role

    def directive(self, name: str, language: Any, document: nodes.document) -> Any:
        if PAGE_ROLES.get() is None:
            return self._find_directive(name, language, document)
        return _directive_class(name.lower()), []

    def role(self, name: str, language: Any, lineno: int, reporter: Any) -> Any:
        if PAGE_ROLES.get() is None:
            return self._find_role(name, language, lineno, reporter)
        return find_role(name), []


_LOOK_UPS = _LookUps()


def _tolerant(found: Any) -> Any:
    if not getattr(found, 'option_spec', None):
        return found
    options = AnyOption(found.option_spec)
    return type(found.__name__, (found,), {'option_spec': options})


def _directive_class(name: str) -> Any:
    last = name.rpartition(':')[2]
    if own := _own_form(name):
        return own
    if name in _SILENT:
        return SilentDirective
    if name in _LISTINGS:
        return ListingDirective
    if last in _OBJECTS:
        return ObjectDescription
    ours = next((ours for names, ours in _OURS.items() if names.fullmatch(last)), None)
    if ours:
        return ours
    found = _docutils_directive(name)
    return _tolerant(found) if found else UnknownDirective


def _own_form(name: str) -> Any:
    """Return our form of a directive of docutils; None if we have none."""
    if name == 'csv-table':
        # Loaded late, since few pages have one.
        from .csv_tables import CSVTableOfThisFile

        return CSVTableOfThisFile
    return _OWN.get(name)


def _docutils_directive(name: str) -> Any:
    """Return docutils' own directive of a name; None if there is none."""
    english: Any = languages.get_language('en')
    # Private; see find_role(), which does the same for roles.
    registry = directives._directive_registry  # type: ignore[attr-defined]  # noqa: SLF001
    if place := registry.get(english.directives.get(name, name)):
        module, class_name = place
        return getattr(import_module(f'docutils.parsers.rst.directives.{module}'), class_name)
    return None
