"""What decides what a table shows: one record for every door."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .citations import DEFAULT_EDITION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DEFAULT_OBJECT = 'http.HTTPStatus'


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRequest:
    """All that decides what a table shows."""

    #: The dotted path of the enum.
    object: str = DEFAULT_OBJECT
    #: A selection of rows, as :func:`~.selection.select_rows` reads it; empty for all.
    codes: str = ''
    #: The columns; empty for the default.
    columns: tuple[str, ...] = ()
    #: The release of the documented project; empty for what is imported.
    release: str = ''
    edition: str = DEFAULT_EDITION
    #: A project's own history files, by dotted path.
    histories: tuple[tuple[str, Path], ...] = ()
    #: A project's own citations.
    citations: Path | None = None

    @classmethod
    def from_config(
        cls, config: Any, source: Path, object_path: str, options: Mapping[str, Any]
    ) -> TableRequest:
        """Return the request of a Sphinx project.

        :param config: the configuration of the project, as Sphinx has it.
        :param source: the folder that the paths in the configuration start from.
        :param options: codes, columns, release and edition, as far as they are given.
        """
        histories = sorted(config.http_status_histories.items())
        citations = config.http_status_citations
        return cls(
            object=object_path,
            codes=options.get('codes', ''),
            columns=options.get('columns', ()),
            release=options.get('release', ''),
            edition=options.get('edition', str(config.http_status_edition)),
            histories=tuple((name, source / path) for name, path in histories),
            citations=source / citations if citations else None,
        )

    @property
    def render_command(self) -> str:
        """The command line that prints the rows."""
        words = ['http-status', 'render', self.object]
        if self.edition != DEFAULT_EDITION:
            words += ['--edition', self.edition]
        for name in ('release', 'codes', 'citations'):
            if value := getattr(self, name):
                words += [f'--{name}', str(value)]
        if self.columns:
            words += ['--columns', ' '.join(self.columns)]
        for _object, path in self.histories:
            words += ['--history', str(path)]
        return shlex.join(words)
