"""``check --facts``: whether code, citations, history and IANA's registry agree about one object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sphinxext.http_status.facts.history_file import find_history
from sphinxext.http_status.facts.registry import DEFAULT_EDITION, read_registry
from sphinxext.http_status.facts.table import find_release

from .findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinxext.http_status.facts.model import Code, StatusRow, StatusTable
    from sphinxext.http_status.facts.registry import Registration
    from sphinxext.http_status.facts.request import TableRequest

#: The share of IANA's codes that an object has if it means to have them all.
MOST = 0.75
#: So many members are named in one message.
NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncited(Finding):
    """No specification is known for a code that IANA lists."""

    row: StatusRow

    def describe(self) -> str:
        """Say which member it is."""
        return f'{_member(self.row)} has no citation; add one to a file of citations'


@dataclass(frozen=True, slots=True, kw_only=True)
class Unregistered(Finding):
    """The citation of a code is not the one that IANA has."""

    row: StatusRow
    registration: Registration

    def describe(self) -> str:
        """Say what is cited, and what IANA refers to."""
        rfcs = ' and '.join(f'RFC {rfc}' for rfc in sorted(self.registration.rfcs))
        return f'{_member(self.row)} cites {self.row.citation}, but IANA refers to {rfcs}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Unrecorded(Finding):
    """The history of the object does not know a member, so no note tells when it came."""

    row: StatusRow

    def describe(self) -> str:
        """Say which member it is."""
        return f'{_member(self.row)} is not in the history; add the release that added it'


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlisted(Finding):
    """IANA does not list some codes, and no specification is known for them: they may be private."""

    drift: ClassVar[bool] = False

    rows: tuple[StatusRow, ...]

    def describe(self) -> str:
        """Say which members they are."""
        members = ', '.join(map(_member, self.rows[:NAMED]))
        if others := len(self.rows[NAMED:]):
            members += f' and {others} more'
        repair = 'if a specification defines them, cite it in a file of citations'
        return f'IANA does not list {members}; {repair}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused(Finding):
    """An object that has most of IANA's codes lacks one of them."""

    drift: ClassVar[bool] = False

    registration: Registration

    def describe(self) -> str:
        """Say which code it is."""
        code, description = self.registration.code, self.registration.description
        return f'IANA lists {code} {description}, which the enum lacks'


def check_facts(request: TableRequest, table: StatusTable) -> Iterator[Finding]:
    """Yield where the facts about one object contradict or lack each other.

    :param table: the table of *request*, in which nothing is wrong.
    """
    history = find_history(request.object, dict(request.histories))
    # What is wrong with the release was reported while the table was made.
    release = find_release(request, history, lambda _problem: None)
    recorded = {row.code: row.name for row in history.rows(release)} if history else None
    return find_disagreement(table, recorded, request.edition)


def find_disagreement(
    table: StatusTable, recorded: Mapping[Code, str] | None, edition: str
) -> Iterator[Finding]:
    """Yield where the facts about one object contradict or lack each other.

    :param table: members of the object, with the citations of *edition*. What the object lacks is told
        only if they are all.
    :param recorded: the names that the history of the object has, by code; None without one.
    """
    place = Place(table.object)
    registry = read_registry()
    for row in table.rows:
        if recorded is not None and recorded.get(row.code) != row.name:
            yield Unrecorded(place=place, row=row)
        if registration := _registration(row):
            yield from _disagreement_with_iana(row, registration, place, edition)
    numbers = [row for row in table.rows if isinstance(row.code, int)]
    if unlisted := tuple(row for row in numbers if not (_registration(row) or row.citation)):
        yield Unlisted(place=place, rows=unlisted)
    unused = [code for code in registry if code not in {row.code for row in numbers}]
    if table.complete and len(unused) <= (1 - MOST) * len(registry):
        for code in unused:
            if registry[code].state != 'unused':
                yield Unused(place=place, registration=registry[code])


def _registration(row: StatusRow) -> Registration | None:
    return read_registry().get(row.code) if isinstance(row.code, int) else None


def _disagreement_with_iana(
    row: StatusRow, registration: Registration, place: Place, edition: str
) -> Iterator[Finding]:
    if not registration.rfcs:
        # An Internet-Draft defines the code for now.
        return
    if row.citation is None:
        yield Uncited(place=place, row=row)
    # Older editions cite what IANA no longer refers to.
    elif edition == DEFAULT_EDITION and row.citation.rfc not in registration.rfcs:
        yield Unregistered(place=place, row=row, registration=registration)


def _member(row: StatusRow) -> str:
    return row.name if str(row.code) == row.name else f'{row.code} {row.name}'
