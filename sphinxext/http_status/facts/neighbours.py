"""Finds the names that stand beside the members of an object: in it, and in its module."""

from __future__ import annotations

import contextlib
from types import ModuleType
from typing import TYPE_CHECKING

from .problems import FactsError
from .request import is_place, is_python, owner_of
from .sources.folders import Folder
from .sources.guarded import ForeignError, ask, exact, is_a
from .sources.importing import import_object
from .sources.source import find_source
from .sources.static.places import read_place
from .sources.static.unread import UnreadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .problems import Problem
    from .request import TableRequest


def find_neighbours(request: TableRequest) -> frozenset[str]:
    """Return the names that an object and its module have beside its members; none where unknown.

    A page may well list them, although no table of the object has them.
    """
    path, folder = request.place or request.object, Folder(request.folder)
    if is_place(path) and not is_python(path):
        return frozenset()
    try:
        rows = list(find_source(path, request.code, folder, _ignore).rows())
        names = {name for owner in _owners(owner_of(path), folder) for name in _names_in(owner)}
    except (FactsError, ForeignError, UnreadError):
        return frozenset()
    return frozenset(names.difference(*((row.name, *row.aliases) for row in rows)))


def _owners(path: str, folder: Folder) -> Iterator[object]:
    """Yield an object, one of its members, and what has it, up to its module."""
    separator = '::' if is_place(path) and '.' not in path.partition('::')[2] else '.'
    found: object = read_place(path, folder) if is_place(path) else import_object(path)
    yield found
    if is_a(found, ModuleType):
        return
    with contextlib.suppress(ForeignError):
        yield ask(lambda: next(iter(found)))  # type: ignore[call-overload]
    outer = path.rpartition(separator)[0]
    if outer:
        yield from _owners(outer, folder)


def _names_in(owner: object) -> Iterator[str]:
    names = ask(lambda: [exact(name) for name in dir(owner)])
    return (name for name in names if isinstance(name, str))


def _ignore(_problem: Problem) -> None:
    """Take a problem that whoever made the table has been told of."""
