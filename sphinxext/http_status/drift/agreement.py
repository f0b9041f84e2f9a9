"""Do the facts agree with each other? Enum, citations, history and IANA's registry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sphinxext.http_status.facts.citations import DEFAULT_EDITION
from sphinxext.http_status.facts.registry import read_registry

from .findings import Finding
from .records import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinxext.http_status.facts.model import Code, StatusRow, StatusTable
    from sphinxext.http_status.facts.registry import Registration


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncited(Finding):
    """No specification is known for a member."""

    row: StatusRow

    @property
    def message(self) -> str:
        """Which member it is."""
        return f'{_member(self.row)} has no citation; add one to a file of citations'


@dataclass(frozen=True, slots=True, kw_only=True)
class Unregistered(Finding):
    """IANA knows another RFC for the code, or does not know the code."""

    row: StatusRow
    registration: Registration | None

    @property
    def message(self) -> str:
        """What is cited, and what IANA refers to."""
        cited = f'{_member(self.row)} cites {self.row.citation}'
        if self.registration is None:
            return f'{cited}, but IANA does not list the code'
        rfcs = ' and '.join(f'RFC {rfc}' for rfc in sorted(self.registration.rfcs)) or 'no RFC'
        return f'{cited}, but IANA refers to {rfcs}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Unrecorded(Finding):
    """The history of the enum does not know a member, so no note tells when it came."""

    row: StatusRow

    @property
    def message(self) -> str:
        """Which member it is."""
        return f'{_member(self.row)} is not in the history; add the release that added it'


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused(Finding):
    """IANA lists a code that the enum lacks."""

    drift: ClassVar[bool] = False

    registration: Registration

    @property
    def message(self) -> str:
        """Which code it is."""
        code, description = self.registration.code, self.registration.description
        return f'IANA lists {code} {description}, which the enum lacks'


def find_disagreement(
    table: StatusTable, recorded: Mapping[Code, str] | None, edition: str
) -> Iterator[Finding]:
    """Yield where the facts about one enum contradict or lack each other.

    :param table: members of the enum, with the citations of *edition*. What the enum lacks is told
        only if they are all.
    :param recorded: the names that the history of the enum has, by code; None without one.
    """
    place = Place(table.object)
    registry = read_registry()
    for row in table.rows:
        if recorded is not None and recorded.get(row.code) != row.name:
            yield Unrecorded(place=place, row=row)
        # What has no number is no status code of HTTP, and no specification is to be expected.
        if isinstance(row.code, int):
            yield from _disagreement_with_iana(row, registry.get(row.code), place, edition)
    codes = {row.code for row in table.rows}
    if not table.complete or not any(isinstance(code, int) for code in codes):
        return
    for code, registration in registry.items():
        if code not in codes and registration.state != 'unused':
            yield Unused(place=place, registration=registration)


def _disagreement_with_iana(
    row: StatusRow, registration: Registration | None, place: Place, edition: str
) -> Iterator[Finding]:
    if row.citation is None:
        yield Uncited(place=place, row=row)
    elif registration is None:
        yield Unregistered(place=place, row=row, registration=None)
    # Older editions cite what IANA no longer refers to.
    elif edition == DEFAULT_EDITION and row.citation.rfc not in registration.rfcs:
        yield Unregistered(place=place, row=row, registration=registration)


def _member(row: StatusRow) -> str:
    return row.name if str(row.code) == row.name else f'{row.code} {row.name}'
