"""Reads the attributes of members, whatever happens there."""

from __future__ import annotations

from functools import cached_property
from types import GetSetDescriptorType, MemberDescriptorType
from typing import TYPE_CHECKING, cast

from sphinxext.http_status.facts.problems import Problem, Subtype

from .guarded import ForeignError, as_text, ask, is_a

if TYPE_CHECKING:
    from collections.abc import Callable

_DESCRIPTORS = (property, cached_property, MemberDescriptorType, GetSetDescriptorType)


class Attributes:
    """Reads the attributes of the members of one object, and tells once of each that fails.

    :param owner: what has the members; those of a class are its instances, and attributes of each other.
    :param path: the dotted path of the object, for messages.
    :param report: called with each problem.
    """

    def __init__(self, owner: object, path: str, report: Callable[[Problem], None]) -> None:
        self.owner = owner
        self.path = path
        self.report = report
        self._reported: set[tuple[str, str]] = set()

    def read(self, name: str, owner: object, attribute: str, failed: object = None) -> object:
        """Return an attribute of a member or of its value; None if there is none.

        :param failed: what to return when the attribute cannot be read, which is reported.
        """
        try:
            return ask(getattr, owner, attribute, None)
        except ForeignError as error:
            self.report_failure(name, attribute, error)
            return failed

    def text(self, name: str, member: object, attribute: str) -> str:
        """Return an attribute of a member as text; empty when there is none."""
        found = self.read(name, member, attribute)
        return '' if self._is_no_text(found) else self.to_text(name, attribute, found)

    def to_text(self, name: str, attribute: str, value: object) -> str:
        """Return a value as text; empty when it has none, which is reported."""
        try:
            return as_text(value)
        except ForeignError as error:
            self.report_failure(name, attribute, error)
            return ''

    def _is_no_text(self, value: object) -> bool:
        # What a class has in place of an attribute of its instances is no text either.
        return value is None or callable(value) or is_a(value, *_DESCRIPTORS) or self.is_member(value)

    def is_member(self, value: object) -> bool:
        """Return whether a value is an instance of the class that has the members."""
        return is_a(self.owner, type) and is_a(value, cast('type', self.owner))

    def directory(self, member: object) -> list[object]:
        """Return the names of the attributes of a member; none when it does not tell."""
        try:
            return list(ask(dir, member))
        except ForeignError:
            return []

    def offers(self, member: object, attribute: str) -> bool:
        """Return whether an attribute has text to show, or fails, which is reported when it is shown."""
        try:
            found = ask(getattr, member, attribute, None)
            return not self._is_no_text(found) and as_text(found) != ''
        except ForeignError:
            return True

    def report_failure(self, name: str, attribute: str, error: ForeignError) -> None:
        """Report that an attribute of a member cannot be read, once."""
        if (name, attribute) in self._reported:
            return
        self._reported.add((name, attribute))
        template = (
            'cannot read %(attribute)s of %(member)s because it raises %(error)s; repair the attribute'
        )
        arguments = {'attribute': attribute, 'member': f'{self.path}.{name}', 'error': str(error)}
        self.report(Problem(Subtype.MEMBER, template, arguments))
