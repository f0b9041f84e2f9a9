"""Imports the object at a dotted path."""

from __future__ import annotations

import contextlib
import importlib
import sys
from typing import TYPE_CHECKING, Any

from sphinxext.http_status.facts.problems import FactsError, Problem, Subtype, describe_error, suggestion

if TYPE_CHECKING:
    from types import ModuleType


def import_object(path: str) -> Any:
    """Import the object at a dotted path; nested classes are reached by more dots.

    Whatever the module prints while it is imported goes to standard error.

    :raises FactsError: the module cannot be imported, or has no such object.
    """
    parts = path.split('.')
    if not all(part.isidentifier() for part in parts):
        template = '%(object)r is no dotted path to an enum, such as http.HTTPStatus'
        raise FactsError(Problem(Subtype.OBJECT, template, {'object': path}))
    module, rest = _import_longest(path)
    found: Any = module
    for position, name in enumerate(rest):
        parent = '.'.join(parts[: len(parts) - len(rest) + position])
        found = _member_of(found, name, parent)
    return found


def _import_longest(path: str) -> tuple[ModuleType, list[str]]:
    """Import the longest prefix of *path* that is a module; return it and the rest."""
    parts = path.split('.')
    module = _import_module(parts[0], path)
    for position in range(1, len(parts)):
        if _holds(module, parts[position]):
            return module, parts[position:]
        name = '.'.join(parts[: position + 1])
        try:
            module = _import_module(name, path)
        except FactsError as error:
            if _is_missing(error.__cause__, name):
                return module, parts[position:]
            raise
    return module, []


def _holds(module: ModuleType, name: str) -> bool:
    """Return whether a module has an attribute of this name that is not its submodule."""
    try:
        found = getattr(module, name)
    except AttributeError:
        return False
    except Exception:  # the module's __getattr__ may raise anything
        return True
    return found is not sys.modules.get(f'{module.__name__}.{name}')


def _is_missing(error: BaseException | None, name: str) -> bool:
    # A package without __path__ is a module, and has no submodules to miss.
    return isinstance(error, ModuleNotFoundError) and error.name == name


def _import_module(name: str, path: str) -> ModuleType:
    try:
        with contextlib.redirect_stdout(sys.stderr):
            return importlib.import_module(name)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # sys.exit() in a module must not end the build
        raise FactsError(_import_problem(name, path, error)) from error


def _import_problem(name: str, path: str, error: BaseException) -> Problem:
    arguments = {'module': name, 'object': path, 'error': describe_error(error)}
    if isinstance(error, ModuleNotFoundError) and error.name:
        if name == error.name or name.startswith(error.name + '.'):
            template = (
                'cannot find module %(module)s of %(object)s; '
                'install it, or put its folder on sys.path in conf.py'
            )
            return Problem(Subtype.IMPORT, template, {**arguments, 'module': error.name})
        template = (
            'cannot import %(module)s for %(object)s because it needs %(inner)s, which is missing; '
            'install that, or name it in autodoc_mock_imports'
        )
        return Problem(Subtype.IMPORT, template, {**arguments, 'inner': error.name})
    if isinstance(error, SystemExit):
        template = (
            'cannot import %(module)s for %(object)s because it ends the program (%(error)s); '
            'guard that with if __name__ == "__main__"'
        )
        return Problem(Subtype.IMPORT, template, arguments)
    template = 'cannot import %(module)s for %(object)s because it raises %(error)s; repair the module'
    return Problem(Subtype.IMPORT, template, arguments)


def _member_of(parent: Any, name: str, path: str) -> Any:
    try:
        return getattr(parent, name)
    except AttributeError:
        template = '%(parent)s has no %(name)s%(suggestion)s'
        hint = suggestion(name, _public_names(parent)) or '; name an enum that it has'
        arguments = {'parent': path, 'name': name, 'suggestion': hint}
        raise FactsError(Problem(Subtype.OBJECT, template, arguments)) from None
    except Exception as error:  # the module's __getattr__ may raise anything
        template = 'cannot get %(name)s of %(parent)s because that raises %(error)s; repair the module'
        arguments = {'parent': path, 'name': name, 'error': describe_error(error)}
        raise FactsError(Problem(Subtype.OBJECT, template, arguments)) from error


def _public_names(parent: Any) -> list[str]:
    return (
        [name for name in vars(parent) if not name.startswith('_')]
        if hasattr(parent, '__dict__')
        else []
    )
