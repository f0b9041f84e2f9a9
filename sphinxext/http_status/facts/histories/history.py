"""Which release had which members, and the notes that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from sphinxext.http_status.facts.model import MemberChange, Note, StatusRow
from sphinxext.http_status.facts.problems import FactsError, Problem, Subtype

from .versions import numbers_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sphinxext.http_status.facts.model import Code

T = TypeVar('T')

#: What projects call the release that they have not made yet.
UNRELEASED = frozenset(
    {'dev', 'devel', 'development', 'latest', 'main', 'master', 'next', 'trunk', 'unreleased'}
)


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

    def find_release(self, release: str, report: Callable[[Problem], None]) -> str:
        """Return the known release that *release* belongs to: ``3.6`` for ``3.6.15``, and the other way.

        Of several it is the last that is not newer, and that begins with the same two numbers.

        A release that is newer than all, such as ``next``, shows what is known so far.

        :param report: called with a note where the release is newer than all that are known.
        :raises FactsError: the history does not reach back to that release, or it is none.
        """
        if release in self.releases:
            return release
        numbers = numbers_of(release)
        if found := _closest(self.releases, numbers):
            return found
        arguments = {
            'object': self.object,
            'release': release,
            'first': self.releases[0],
            'last': self.releases[-1],
        }
        newest = numbers_of(self.releases[-1])
        if release in UNRELEASED or (newest and numbers > newest):
            template = (
                'the history of %(object)s does not reach to release %(release)s, '
                'so the newest that it knows is shown: %(last)s'
            )
            report(Problem(Subtype.RELEASE, template, arguments, is_note=True))
            return self.releases[-1]
        template = (
            'the history of %(object)s does not know release %(release)r; '
            'it reaches from %(first)s to %(last)s, so give one of these'
        )
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


def _closest(releases: Sequence[str], numbers: tuple[int, ...]) -> str:
    """Return the release that a version belongs to; empty if there is none."""
    known = {numbers_of(name): name for name in releases}
    for length in range(len(numbers), 0, -1):
        if numbers[:length] in known:
            return known[numbers[:length]]
    # A version of two numbers stands for all that begin with them.
    limit = numbers if len(numbers) > 2 else (*numbers, float('inf'))
    near = [each for each in known if len(numbers) > 1 and each[:2] == numbers[:2] and each <= limit]
    return known[max(near)] if near else ''


def _latest(values: Mapping[str, T], known: Sequence[str]) -> T | None:
    return next((values[release] for release in reversed(known) if release in values), None)
