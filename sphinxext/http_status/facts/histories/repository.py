"""Reads files as they were in the releases of a git repository, which is not checked out for that."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.problems import FactsError, Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path, PurePath


@dataclass(frozen=True)
class Repository:
    """A folder in the work tree of a git repository.

    :raises FactsError: by each method, where git has something against it.
    """

    folder: Path

    @cached_property
    def prefix(self) -> str:
        """The path of the folder in the repository; empty at its root."""
        return self._git('rev-parse', '--show-prefix').decode().strip()

    def tags(self, pattern: str = '') -> Sequence[str]:
        """Return the tags that match a pattern such as ``v*``; all of them without one."""
        return self._git('tag', '--list', *filter(None, [pattern])).decode(errors='replace').splitlines()

    def files(self, tag: str) -> frozenset[str]:
        """Return the paths of all files that a tag has, from the root of the repository."""
        names = self._git('ls-tree', '-r', '-z', '--name-only', '--full-tree', f'refs/tags/{tag}')
        return frozenset(names.decode(errors='surrogateescape').split('\0'))

    def read(self, tag: str, path: PurePath) -> bytes:
        """Return the content of a file that a tag has."""
        return self._git('show', f'refs/tags/{tag}:{path}')

    def _git(self, *arguments: str) -> bytes:
        command = ['git', '-C', str(self.folder), *arguments]
        try:
            done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
        except OSError as error:
            raise FactsError(_problem(arguments[0], error)) from error
        if done.returncode:
            raise FactsError(_problem(arguments[0], done.stderr.decode(errors='replace').strip()))
        return done.stdout


def _problem(command: str, error: object) -> Problem:
    template = (
        'git %(command)s fails: %(error)s; run it where git can read the repository, or say --repo'
    )
    return Problem(Subtype.HISTORY, template, {'command': command, 'error': str(error)})
