"""What a table is asked to show: one record for the directive, the command line and the checks."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from .citations import DEFAULT_EDITION

DEFAULT_OBJECT = 'http.HTTPStatus'

#: The suffixes of files that have records.
PLACES = ('.json', '.csv')

_ENTRY_POINT = re.compile(r'[\w.]+:[\w.]+')


def dotted(path: str) -> str:
    """Return the dotted path of an object that is written like an entry point, ``app.errors:Reply``."""
    return path.replace(':', '.') if _ENTRY_POINT.fullmatch(path) else path


def is_place(path: str) -> bool:
    """Return whether an object is a file of records rather than a dotted path."""
    return Path(path).suffix.lower() in PLACES


def owner_of(path: str) -> str:
    """Return the dotted path of what has the members: ``os`` for ``os:EX_*``."""
    return path.partition(':')[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRequest:
    """All that decides what a table shows."""

    #: The dotted path of the enum, or of what else has codes, with a pattern of constants behind it; or
    #: the path of a file.
    object: str = DEFAULT_OBJECT
    #: The folder that a file is looked for in, where the object is one.
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
        """Write paths with dots, by which histories and citations know them."""
        histories = tuple((dotted(path), file) for path, file in self.histories)
        object.__setattr__(self, 'histories', histories)
        object.__setattr__(self, 'object', dotted(self.object))

    @property
    def render_command(self) -> str:
        """The command line that prints the rows."""
        words = ['http-status', 'render', self.object]
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
