"""Imports the object at a dotted path."""

from __future__ import annotations

import importlib
import importlib.util
import sys

from sphinxext.http_status.facts.histories.files import SHIPPED
from sphinxext.http_status.facts.problems import FactsError, Problem, Subtype, describe_error, suggestion

from .guarded import ForeignError, ask, attributes_of


def is_module(name: str) -> bool:
    """Return whether there is a module or package of a name, without importing it."""
    try:
        return name in sys.modules or ask(importlib.util.find_spec, name) is not None
    except ForeignError:
        # It may have been made by hand, or be no name at all.
        return False


def import_object(path: str) -> object:
    """Import the object at a dotted path; nested classes are reached by more dots.

    :raises FactsError: the module cannot be imported, or has no such object.
    """
    parts = path.split('.')
    if not all(part.isidentifier() for part in parts):
        template = '%(object)r is no dotted path to an enum, such as http.HTTPStatus%(suggestion)s'
        owner, _dot, name = path.rpartition('.')
        # A colon stands before the pattern of names.
        meant = f'; did you mean {owner}:{name}?' if '*' in name and '*' not in owner and owner else ''
        raise FactsError(Problem(Subtype.OBJECT, template, {'object': path, 'suggestion': meant}))
    found, length = _import_longest(path, parts)
    try:
        return _member_at(found, parts, length)
    except FactsError as error:
        # Where something was raised, there is more to say than that nothing is there.
        module = None if error.__cause__ else _import_hidden(parts[: length + 1])
        if module is None:
            raise
        return _member_at(module, parts, length + 1)


def _member_at(owner: object, parts: list[str], length: int) -> object:
    """Return what is found from *owner*, the object at the first *length* parts of a path."""
    for position in range(length, len(parts)):
        owner = _member_of(owner, parts[position], '.'.join(parts[:position]))
    return owner


def _import_hidden(parts: list[str]) -> object:
    """Import the module behind an attribute that its package has in its place; None without one.

    A package that says ``from .codes import codes`` has the function, and no more the module.
    """
    try:
        return ask(importlib.import_module, '.'.join(parts))
    except ForeignError:
        return None


def _import_longest(path: str, parts: list[str]) -> tuple[object, int]:
    """Import the longest prefix of *path* that is a module; return it and the number of its parts."""
    module = _import_module(parts[0], path)
    for position in range(1, len(parts)):
        name = '.'.join(parts[: position + 1])
        if _holds(module, parts[position], name):
            return module, position
        try:
            module = _import_module(name, path)
        except FactsError as error:
            if _is_missing(error.__cause__, name):
                return module, position
            raise
    return module, len(parts)


def _holds(module: object, name: str, path: str) -> bool:
    """Return whether a module has an attribute that is not the submodule at *path*."""
    try:
        return ask(getattr, module, name) is not sys.modules.get(path)
    except ForeignError as error:
        return not isinstance(error.error, AttributeError)


def _is_missing(error: BaseException | None, name: str) -> bool:
    # A package without __path__ is a module, and has no submodules to miss.
    return isinstance(error, ModuleNotFoundError) and error.name == name


def _import_module(name: str, path: str) -> object:
    try:
        return ask(importlib.import_module, name)
    except ForeignError as error:
        raise FactsError(_import_problem(name, path, error.error)) from error.error


def _import_problem(name: str, path: str, error: BaseException) -> Problem:
    arguments = {'module': name, 'object': path, 'error': describe_error(error)}
    if isinstance(error, ModuleNotFoundError) and error.name:
        if name == error.name or name.startswith(error.name + '.'):
            return _missing_module(error.name, path)
        template = (
            'cannot import %(module)s for %(object)s because it needs %(inner)s, which is missing; '
            'install that where this runs'
        )
        mocks = ', or name it in autodoc_mock_imports if no code comes from there'
        return Problem(Subtype.IMPORT, template, {**arguments, 'inner': error.name}, in_project=mocks)
    if isinstance(error, SystemExit):
        template = (
            'cannot import %(module)s for %(object)s because it ends the program (%(error)s); '
            'guard that with if __name__ == "__main__"'
        )
        return Problem(Subtype.IMPORT, template, arguments)
    template = 'cannot import %(module)s for %(object)s because it raises %(error)s; repair the module'
    return Problem(Subtype.IMPORT, template, arguments)


def _missing_module(name: str, path: str) -> Problem:
    arguments = {'module': name, 'object': path}
    meant = [known for known in SHIPPED if known.rpartition('.')[2].casefold() == path.casefold()]
    if '.py.' in path:
        meant = [path.replace('.py.', '.py::')]
    if meant:
        template = 'cannot find module %(module)s; did you mean %(known)s?'
        return Problem(Subtype.IMPORT, template, {**arguments, 'known': meant[0]})
    template = 'cannot find module %(module)s of %(object)s; install it'
    if '.' not in path:
        template = (
            'cannot find module %(module)s; write the module of an object in front of it, as in '
            'http.HTTPStatus, or install it'
        )
    folder = ', or put its folder on sys.path in conf.py'
    return Problem(Subtype.IMPORT, template, arguments, in_project=folder)


def _member_of(parent: object, name: str, path: str) -> object:
    try:
        return ask(getattr, parent, name)
    except ForeignError as error:
        if isinstance(error.error, AttributeError):
            template = '%(parent)s has no %(name)s%(suggestion)s'
            hint = suggestion(name, _public_names(parent)) or '; name an enum that it has'
            if name == 'py':
                hint = f'; write {path.replace(".", "/")}.py:: before what that file defines'
            arguments = {'parent': path, 'name': name, 'suggestion': hint}
            raise FactsError(Problem(Subtype.OBJECT, template, arguments)) from None
        template = 'cannot get %(name)s of %(parent)s because that raises %(error)s; repair the module'
        arguments = {'parent': path, 'name': name, 'error': str(error)}
        raise FactsError(Problem(Subtype.OBJECT, template, arguments)) from error


def _public_names(parent: object) -> list[str]:
    return [name for name, _value in attributes_of(parent) if not name.startswith('_')]
