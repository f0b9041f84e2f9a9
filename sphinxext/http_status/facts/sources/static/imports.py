"""Binds the names that a source file imports, each of which is looked for when it is asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from .calls import LibraryModule, library_names, library_value
from .frames import MORE, Import, known
from .unread import UnreadError

if TYPE_CHECKING:
    import ast
    from collections.abc import MutableMapping

    from .frames import Frame


def bind_modules(statement: ast.Import, frame: Frame) -> None:
    """Bind what ``import`` does."""
    for alias in statement.names:
        name = alias.name if alias.asname else alias.name.partition('.')[0]
        frame.bind(alias.asname or name, Import(partial(frame.find, frame.module, 0, name, '')))


def bind_names(statement: ast.ImportFrom, frame: Frame) -> None:
    """Bind what ``from ... import`` does.

    :raises UnreadError: which names ``*`` stands for is not known.
    """
    module = statement.module or ''
    if module == '__future__':
        return
    find = partial(frame.find, frame.module, statement.level, module)
    for alias in statement.names:
        if alias.name == '*':
            _import_all(find(''), frame)
        else:
            frame.bind(alias.asname or alias.name, Import(partial(find, alias.name)))


def _import_all(module: Any, frame: Frame) -> None:
    if isinstance(module, LibraryModule):
        for name in library_names(module.__name__):
            frame.bind(name, Import(partial(library_value, module.__name__, name)))
        return
    held: MutableMapping[str, object] = module.__dict__
    if MORE in held:
        raise UnreadError(f'which names {module.__name__} has is known only by importing it')
    exported: Any = held.get('__all__') or [name for name in held if not name.startswith('_')]
    for name in exported:
        frame.bind(name, Import(partial(known, held, name)))
