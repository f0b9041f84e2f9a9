"""Reads enums, and what is made like them."""

from __future__ import annotations

from enum import EnumMeta
from typing import TYPE_CHECKING, TypeVar, cast

from sphinxext.http_status.facts.problems import FactsError, Problem, Subtype
from sphinxext.http_status.facts.sources.docstrings.finding import find_docstrings
from sphinxext.http_status.facts.sources.guarded import ForeignError, ask, exact
from sphinxext.http_status.facts.sources.members import MembersSource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import Enum

T = TypeVar('T')


class EnumSource(MembersSource):
    """Reads the members of one enum."""

    def members(self) -> Mapping[str, Enum]:
        """Return the members and aliases by name, composite members of flags among them."""
        # A metaclass may have its own idea of __members__.
        members = EnumMeta.__dict__['__members__'].fget
        try:
            found: Mapping[object, Enum] = ask(lambda: dict(members(self.owner)))
        except ForeignError as error:
            template = (
                'cannot list the members of %(object)s because that raises %(error)s; repair the enum'
            )
            arguments = {'object': self.path, 'error': str(error)}
            raise FactsError(Problem(Subtype.OBJECT, template, arguments)) from error
        return _by_plain_names(found)

    def value(self, name: str, member: object) -> object:
        """Return the value of a member."""
        return self._attributes.read(name, member, 'value', failed='')

    def identity(self, member: object) -> object:
        """Return what the names of one member have in common; two may be equal as numbers or texts."""
        return id(member)

    def docstrings(self) -> Mapping[str, str]:
        """Return the docstrings of the members that have one, by name."""
        owner = cast('type[Enum]', self.owner)
        return find_docstrings(owner, self.members(), self._attributes.report_failure)


class LookalikeSource(MembersSource):
    """Reads what maps names to members by ``__members__``, as enums do, and is none."""

    def members(self) -> Mapping[str, object]:
        """Return the members and aliases by name."""
        try:
            found = ask(lambda: dict(self.owner.__members__))  # type: ignore[attr-defined]
        except ForeignError:
            return {}
        return _by_plain_names(found)


def _by_plain_names(found: Mapping[object, T]) -> Mapping[str, T]:
    """Return members by their names as plain texts; a metaclass may have names of any type."""
    return {name: each for key, each in found.items() if isinstance(name := exact(key), str)}
