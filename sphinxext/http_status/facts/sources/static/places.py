"""Finds what a Python file defines, for whoever names the file rather than something to import."""

from __future__ import annotations

import importlib.util
from functools import partial
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.problems import (
    FactsError,
    NotThereError,
    Problem,
    Subtype,
    describe_error,
    suggestion,
)

from .frames import known
from .modules import Project
from .unread import UnreadError

if TYPE_CHECKING:
    from pathlib import PurePath
    from types import ModuleType

    from sphinxext.http_status.facts.sources.folders import Folder


def read_place(place: str, folder: Folder) -> object:
    """Return what a Python file defines: ``errors.py::Reply``, or all of ``errors.py``, as a module.

    :param folder: where the file is looked for.
    :raises UnreadError: only running it would tell.
    :raises FactsError: there is no such file, or no such name in it.
    """
    file, _colons, name = place.partition('::')
    path, project = folder.path / file, Project(partial(_read_text, folder))
    module = project.module(path)
    if module is None:
        template = 'there is no file %(file)s; give the path of a Python file'
        raise FactsError(Problem(Subtype.OBJECT, template, {'file': str(path)}))
    if not name:
        _import_all(module)
        return module
    found: object = module
    for part in name.split('.'):
        # Only what a class says itself can be told apart from what it has of others.
        names = vars(found) if hasattr(found, '__dict__') else {}
        if part not in names:
            raise NotThereError(
                _missing(path, part, [each for each in names if not each.startswith('_')])
            )
        found = known(dict(names), part)
    return found


def _read_text(folder: Folder, path: PurePath) -> str | None:
    """Return the text of a Python file, in the encoding that it declares; None without one.

    :raises UnreadError: it is there and cannot be read.
    """
    try:
        content = folder.read(path)
        return None if content is None else importlib.util.decode_source(content)
    except (OSError, SyntaxError, UnicodeError) as error:
        raise UnreadError(f'{path} cannot be read: {describe_error(error)}') from error


def _import_all(module: ModuleType) -> None:
    """Find what a module imports, as far as that can be found."""
    for name in [name for name in module.__dict__ if not name.startswith('_')]:
        try:
            known(module.__dict__, name)
        except UnreadError:
            # Whoever asks for it is told.
            continue


def _missing(path: PurePath, name: str, known_names: list[str]) -> Problem:
    template = '%(file)s defines no %(name)s%(suggestion)s'
    hint = suggestion(name, known_names) or '; name a class or constant that it defines'
    return Problem(Subtype.OBJECT, template, {'file': str(path), 'name': name, 'suggestion': hint})
