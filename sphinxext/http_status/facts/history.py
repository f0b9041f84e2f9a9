"""Which release knew which member: object and release to members and notes.

A history file is JSON. It lists the releases, oldest first, and one record per member in
definition order. Each field of a record maps the release that set it to its value, and the
value holds until a later release sets another. A member whose name is null from a release
on was removed by it::

    {
      "object": "http.HTTPStatus",
      "releases": ["3.5", "3.6", "3.7"],
      "members": [
        {"code": 421, "name": {"3.7": "MISDIRECTED_REQUEST"},
         "phrase": {"3.7": "Misdirected Request"},
         "description": {"3.7": "Server is not able to produce a response"}}
      ]
    }
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from .model import MemberChange, Note, StatusRow
from .problems import FactsError, Problem, Subtype
from .shape import check_history

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from .model import Code

T = TypeVar('T')

#: The enums whose history comes with this package.
SHIPPED = ('http.HTTPMethod', 'http.HTTPStatus')


@dataclass(frozen=True, slots=True)
class Member:
    """One member through all releases; each field maps a release to the value it set."""

    code: Code
    name: Mapping[str, str | None]
    aliases: Mapping[str, Sequence[str]]
    phrase: Mapping[str, str]
    description: Mapping[str, str]

    def row(self, known: Sequence[str]) -> StatusRow | None:
        """Return the member as the last of the *known* releases defines it, if it does."""
        name = _latest(self.name, known)
        if not name:
            return None
        return StatusRow(
            code=self.code,
            name=name,
            aliases=tuple(_latest(self.aliases, known) or ()),
            phrase=_latest(self.phrase, known) or '',
            description=_latest(self.description, known) or '',
            since=next(release for release in known if self.name.get(release)),
        )


# Identity is enough to compare histories, and lets methods be cached per history.
@dataclass(frozen=True, eq=False)
class History:
    """The members of one enum, release by release."""

    object: str
    #: All releases, oldest first.
    releases: tuple[str, ...]
    members: tuple[Member, ...]

    def find_release(self, release: str) -> str:
        """Return the known release that *release* belongs to: ``3.6`` for ``3.6.15``.

        :raises FactsError: the history does not reach that release.
        """
        parts = release.split('.')
        for length in range(len(parts), 0, -1):
            if (candidate := '.'.join(parts[:length])) in self.releases:
                return candidate
        template = (
            'the history of %(object)s does not know release %(release)r; '
            'it reaches from %(first)s to %(last)s, so give one of these'
        )
        arguments = {
            'object': self.object,
            'release': release,
            'first': self.releases[0],
            'last': self.releases[-1],
        }
        raise FactsError(Problem(Subtype.RELEASE, template, arguments))

    @cache  # noqa: B019  (histories live as long as the process)
    def rows(self, release: str) -> tuple[StatusRow, ...]:
        """Return the rows of the enum as *release* defines it, in definition order.

        :param release: one of :attr:`releases`.
        """
        known = self._known(release)
        rows = (member.row(known) for member in self.members)
        return tuple(row for row in rows if row)

    @cache  # noqa: B019  (histories live as long as the process)
    def notes(self, release: str) -> tuple[Note, ...]:
        """Return the notes that a page of *release* carries, oldest first.

        :param release: one of :attr:`releases`.
        """
        known = self._known(release)
        notes = [Note(kind='versionadded', release=known[0])]
        for previous, current in pairwise(known):
            if changes := tuple(self._changes(previous, current)):
                notes.append(Note(kind='versionchanged', release=current, changes=changes))
        return tuple(notes)

    def _known(self, release: str) -> Sequence[str]:
        return self.releases[: self.releases.index(release) + 1]

    def _changes(self, previous: str, current: str) -> Iterator[MemberChange]:
        before = {row.code: row.name for row in self.rows(previous)}
        after = {row.code: row for row in self.rows(current)}
        for member in self.members:
            row = after.get(member.code)
            old, new = before.get(member.code, ''), row.name if row else ''
            if old != new:
                aliased = row is not None and old in row.aliases
                yield MemberChange(code=member.code, old=old, new=new, aliased=aliased)


def find_history(object_path: str, paths: Mapping[str, Path] | None = None) -> History | None:
    """Return the history of an enum, or None when there is none.

    :param object_path: the dotted path of the enum.
    :param paths: a project's own history files by dotted path; they win over shipped ones.
    :raises FactsError: the file cannot be read, or is no history.
    """
    if paths and object_path in paths:
        path = paths[object_path]
        try:
            return _read(path, path.stat().st_mtime_ns)
        # Python's JSON parser gives up on deep nesting with a RecursionError.
        except (OSError, ValueError, RecursionError) as error:
            template = 'cannot read the history of %(object)s from %(path)s: %(error)s'
            arguments = {'object': object_path, 'path': str(path), 'error': str(error)}
            raise FactsError(Problem(Subtype.HISTORY, template, arguments)) from error
    if object_path in SHIPPED:
        return _shipped(object_path)
    return None


@cache
def _shipped(object_path: str) -> History:
    text = (files(__package__) / 'data' / f'{object_path}.json').read_text(encoding='utf-8')
    return parse_history(json.loads(text))


@lru_cache(maxsize=32)
def _read(path: Path, _modified: int) -> History:
    return parse_history(json.loads(path.read_text(encoding='utf-8')))


def parse_history(data: Mapping[str, Any]) -> History:
    """Build a history from the content of its file.

    :raises ValueError: it has not the form of a history; the message says where.
    """
    check_history(data)
    members = tuple(
        Member(
            code=record['code'],
            name=record['name'],
            aliases=record.get('aliases', {}),
            phrase=record.get('phrase', {}),
            description=record.get('description', {}),
        )
        for record in data['members']
    )
    return History(data['object'], tuple(data['releases']), members)


def _latest(values: Mapping[str, T], known: Sequence[str]) -> T | None:
    return next((values[release] for release in reversed(known) if release in values), None)
