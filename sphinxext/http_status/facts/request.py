"""What a table is asked to show: one record for the directive, the command line and the checks."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from .citations import DEFAULT_EDITION

DEFAULT_OBJECT = 'http.HTTPStatus'

#: The suffixes of files that have codes.
PLACES = ('.json', '.csv', '.py')

_ENTRY_POINT = re.compile(r'[\w.]+:[\w.]+')


def dotted(path: str) -> str:
    """Return the dotted path of an object that is written like an entry point, ``app.errors:Reply``."""
    return path.replace(':', '.') if _ENTRY_POINT.fullmatch(path) else path


def is_place(path: str) -> bool:
    """Return whether an object is a file, or what a Python file defines, rather than a dotted path."""
    return _suffix(path) in PLACES


def is_python(path: str) -> bool:
    """Return whether a place is in a Python file."""
    return _suffix(path) == '.py'


def _suffix(path: str) -> str:
    return Path(path.partition('::')[0]).suffix.lower()


def member_path(path: str, name: str) -> str:
    """Return the path of what an object has under a name: ``app.errors.Reply``, ``errors.py::Reply``."""
    return path + _mark(path, '.') + name


def pattern_path(path: str, pattern: str) -> str:
    """Return an object with a pattern of constants behind it: ``os:EX_*``, ``codes.py::EX_*``."""
    return path + _mark(path, ':') + pattern


def _mark(path: str, usual: str) -> str:
    """Return what stands between an object and a name in it: behind a file it is another mark."""
    return '::' if is_place(path) and '::' not in path else usual


def split_pattern(path: str) -> tuple[str, str]:
    """Return the path of an object, and the pattern of constants behind it: ``os`` and ``EX_*``."""
    owner, colon, pattern = path.rpartition(':')
    return (owner.removesuffix(':'), pattern) if colon and re.search(r'[*?[]', pattern) else (path, '')


def owner_of(path: str) -> str:
    """Return the path of what has the members: ``os`` for ``os:EX_*``."""
    return split_pattern(path)[0]


def split_name(path: str) -> tuple[str, str]:
    """Return a dotted path and the place that it is tied to, ``NAME=PLACE``; no place without one."""
    name, _equals, place = path.partition('=')
    return (path, '') if is_place(name) else (name.strip(), place.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRequest:
    """All that decides what a table shows."""

    #: The dotted path of the enum, or of what else has codes, with a pattern of constants behind it; or
    #: the path of a file. One that is tied to a place, ``NAME=PLACE``, is divided.
    object: str = DEFAULT_OBJECT
    #: The place that has the members, where the object is only a name for them; empty for the object.
    place: str = ''
    #: The folder that a file is looked for in.
    folder: Path = Path()
    #: A selection of rows, as :func:`~.selection.select_rows` reads it; empty for all.
    codes: str = ''
    #: The columns; empty for the default.
    columns: tuple[str, ...] = ()
    #: The registry that the codes belong to, ``none`` for none; empty to find it by codes and names.
    registry: str = ''
    #: The attribute of members that is the code; empty to find it.
    code: str = ''
    #: The release of the documented project; empty for what is imported.
    release: str = ''
    edition: str = DEFAULT_EDITION
    #: A project's own history files, by dotted path.
    histories: tuple[tuple[str, Path], ...] = ()
    #: A project's own citations.
    citations: Path | None = None

    def __post_init__(self) -> None:
        """Write paths with dots, by which all else is found, and tell a name from its place."""
        histories = tuple((dotted(split_name(path)[0]), file) for path, file in self.histories)
        name, place = split_name(self.object)
        object.__setattr__(self, 'histories', histories)
        object.__setattr__(self, 'object', dotted(name))
        object.__setattr__(self, 'place', place or self.place)

    @property
    def render_command(self) -> str:
        """The command line that prints the rows."""
        words = ['http-status', 'render', f'{self.object}={self.place}' if self.place else self.object]
        if self.edition != DEFAULT_EDITION:
            words += ['--edition', self.edition]
        for name in ('release', 'codes', 'registry', 'code', 'citations'):
            if value := getattr(self, name):
                words += [f'--{name}', str(value)]
        if self.columns:
            words += ['--columns', ' '.join(self.columns)]
        for _object, path in self.histories:
            words += ['--history', str(path)]
        return shlex.join(words)
