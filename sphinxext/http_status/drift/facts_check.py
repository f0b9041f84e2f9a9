"""``check --facts``: whether code, citations, history and registry agree about one object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sphinxext.http_status.facts.agreement import agrees, find_agreements, find_crossing
from sphinxext.http_status.facts.citations import DEFAULT_EDITION, read_citations
from sphinxext.http_status.facts.histories.files import find_history
from sphinxext.http_status.facts.problems import listed
from sphinxext.http_status.facts.registry import find_registration, find_registrations
from sphinxext.http_status.facts.table import find_release

from .findings import Finding, Place, label

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
        return f'{label(self.row)} has no citation; add one to a file of citations'


@dataclass(frozen=True, slots=True, kw_only=True)
class Unregistered(Finding):
    """The citation of a code is not the one that IANA has."""

    row: StatusRow
    registration: Registration

    def describe(self) -> str:
        """Say what is cited, and what IANA refers to."""
        rfcs = ' and '.join(f'RFC {rfc}' for rfc in sorted(self.registration.rfcs))
        return f'{label(self.row)} cites {self.row.citation}, but IANA refers to {rfcs}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Unrecorded(Finding):
    """The history of the object does not know a member, so no note tells when it came."""

    row: StatusRow

    def describe(self) -> str:
        """Say which member it is."""
        return f'{label(self.row)} is not in the history; add the release that added it'


@dataclass(frozen=True, slots=True, kw_only=True)
class Vanished(Finding):
    """The object lacks what the history knows, so no note tells when it went."""

    code: Code
    name: str

    def describe(self) -> str:
        """Say which member it was."""
        return f'{self.code} {self.name} is in the history, and no more in the object; add the release'


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointless(Finding):
    """The project's file cites a code that the object does not have."""

    code: str

    def describe(self) -> str:
        """Say which code it is."""
        return f'the file of citations has {self.code}, which is no code of the object; correct its row'


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlisted(Finding):
    """IANA does not list some codes, and no specification is known for them: they may be private."""

    drift: ClassVar[bool] = False

    rows: tuple[StatusRow, ...]

    def describe(self) -> str:
        """Say which members they are."""
        members = listed([*map(label, self.rows)], NAMED)
        repair = 'if a specification defines them, cite it in a file of citations'
        return f'IANA does not list {members}; {repair}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused(Finding):
    """An object that has most of IANA's codes lacks one of them."""

    drift: ClassVar[bool] = False

    registration: Registration

    def describe(self) -> str:
        """Say which code it is."""
        listed = f'{self.registration.written} {self.registration.name}'
        remark = '' if self.registration.state == 'assigned' else f' ({self.registration.state})'
        return f'IANA lists {listed}{remark}, which the enum lacks'


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossed(Finding):
    """A member has the name of another code."""

    row: StatusRow
    other: Registration

    def describe(self) -> str:
        """Say whose name it is."""
        owner = f'{self.other.written} {self.other.name}'
        return f'{label(self.row)} has the name of {owner}; correct the code or the name'


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed(Finding):
    """A code has another name than in its registry, so that it is not cited."""

    drift: ClassVar[bool] = False

    row: StatusRow
    registration: Registration

    def describe(self) -> str:
        """Say how the registry calls it."""
        repair = 'so it is not cited; if it is the same, cite it in a file of citations'
        return f'{label(self.row)} is {self.registration.name} in its registry, {repair}'


def check_facts(request: TableRequest, table: StatusTable) -> Iterator[Finding]:
    """Yield where the facts about one object contradict or lack each other.

    :param table: the table of *request*, in which nothing is wrong.
    """
    history = find_history(request.object, dict(request.histories))
    # What is to be said of the release was said while the table was made.
    release = find_release(request, history, lambda _problem: None)
    recorded = {row.code: row.name for row in history.rows(release)} if history else None
    yield from find_disagreement(table, recorded, request.edition)
    if request.citations and table.complete:
        # Older releases may have other members, whose tables cite the same file.
        recorded_codes = [member.code for member in history.members] if history else []
        known = {*map(str, recorded_codes), *(str(row.code) for row in table.rows)}
        for owner, code in read_citations(request.citations):
            if owner == request.object and code not in known:
                yield Pointless(place=Place(table.object), code=code)


def find_disagreement(
    table: StatusTable, recorded: Mapping[Code, str] | None, edition: str
) -> Iterator[Finding]:
    """Yield where the facts about one object contradict or lack each other.

    :param table: members of the object, with their registries and the citations of *edition*. What the
        object lacks is told only if they are all.
    :param recorded: the names that the history of the object has, by code; None without one.
    """
    place = Place(table.object)
    for row in table.rows:
        if recorded is not None and recorded.get(row.code) != row.name:
            yield Unrecorded(place=place, row=row)
        if row.registry:
            yield from _disagreement_with_registry(row, place, edition)
    yield from _nearly(table, place)
    if recorded and table.complete:
        shown = {row.code for row in table.rows}
        for code in (each for each in recorded if each not in shown):
            yield Vanished(place=place, code=code, name=recorded[code])
    if unlisted := tuple(row for row in table.rows if _is_unlisted(row)):
        yield Unlisted(place=place, rows=unlisted)
    if table.complete:
        yield from _unused(table, place)


def _unused(table: StatusTable, place: Place) -> Iterator[Finding]:
    """Yield what an object lacks that has most codes of a registry."""
    for registry in dict.fromkeys(row.registry for row in table.rows if row.registry):
        registrations = find_registrations(registry)
        unused = registrations.keys() - {row.code for row in table.rows if row.registry == registry}
        if len(unused) <= (1 - MOST) * len(registrations):
            for code in registrations:
                if code in unused and registrations[code].state != 'unused':
                    yield Unused(place=place, registration=registrations[code])


def _nearly(table: StatusTable, place: Place) -> Iterator[Finding]:
    """Yield the names of other codes that keep an object from belonging to a registry."""
    unbound = [row for row in table.rows if not row.registry]
    for agreement in find_agreements(unbound):
        if agreement.nearly_binds:
            for row in unbound:
                if row.code in find_registrations(agreement.registry) and (
                    other := find_crossing(row, agreement.registry)
                ):
                    yield Crossed(place=place, row=row, other=other)


def _disagreement_with_registry(row: StatusRow, place: Place, edition: str) -> Iterator[Finding]:
    if other := find_crossing(row, row.registry):
        yield Crossed(place=place, row=row, other=other)
        return
    registration = find_registration(row)
    if registration is None or not registration.rfcs:
        # No RFC defines it, which may change with the next Internet-Draft.
        return
    if row.citation is None:
        is_named = agrees(row, registration)
        yield (
            Uncited(place=place, row=row)
            if is_named
            else Renamed(place=place, row=row, registration=registration)
        )
    # Older editions cite what IANA no longer refers to.
    elif edition == DEFAULT_EDITION and row.citation.rfc not in registration.rfcs:
        yield Unregistered(place=place, row=row, registration=registration)


def _is_unlisted(row: StatusRow) -> bool:
    if not row.registry or row.citation or find_registration(row):
        return False
    return find_crossing(row, row.registry) is None
