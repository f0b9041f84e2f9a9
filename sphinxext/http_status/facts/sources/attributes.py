"""Reads the attributes of members, whatever happens there."""

from __future__ import annotations

from functools import cached_property
from types import GetSetDescriptorType, MemberDescriptorType
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.problems import Problem, Subtype

from .guarded import ForeignError, ask, classes_of, exact, is_a, is_mapping
from .shown import shown, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinxext.http_status.facts.model import Shown

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
            return _step(owner, attribute)
        except ForeignError as error:
            self.report_failure(name, attribute, error)
            return failed

    def text(self, name: str, owners: Iterable[object], attribute: str) -> str:
        """Return an attribute of the first of its owners that has it, as text; empty without any."""
        found = self.shown(name, owners, attribute)
        return found if isinstance(found, str) else str(found)

    def text_if_any(self, owners: Iterable[object], attribute: str) -> str:
        """Return an attribute as text; empty without it, or where it fails, which is not reported."""
        quiet = Attributes(self.owner, self.path, lambda _problem: None)
        return quiet.text('', owners, attribute)

    def shown(self, name: str, owners: Iterable[object], path: str) -> Shown:
        """Return what a cell shows of the first of its owners that has something at a dotted path."""
        for owner in owners:
            try:
                found = self.follow(owner, path)
                value = '' if self._is_no_text(found) else shown(found)
            except ForeignError as error:
                self.report_failure(name, path, error)
                continue
            if value != '':
                return value
        return ''

    def follow(self, owner: object, path: str) -> object:
        """Return what is at a dotted path; None where one of its steps is not there, or is None.

        :raises ForeignError: a step cannot be read.
        """
        step, _dot, rest = path.partition('.')
        # The field of a record may have a dot in its name.
        if not rest or path in self.directory(owner):
            return _step(owner, path)
        found = _step(owner, step)
        return None if found is None else self.follow(found, rest)

    def to_text(self, name: str, attribute: str, value: object) -> str:
        """Return a value as text; empty when it has none, which is reported."""
        try:
            return text_of(value)
        except ForeignError as error:
            self.report_failure(name, attribute, error)
            return ''

    def _is_no_text(self, value: object) -> bool:
        # What a class has in place of an attribute of its instances is no text either.
        return value is None or callable(value) or is_a(value, *_DESCRIPTORS) or self.is_member(value)

    def is_member(self, value: object) -> bool:
        """Return whether a value is an instance of the class that has the members."""
        # Not by issubclass(), which would ask the metaclass.
        return any(each is self.owner for each in classes_of(value))

    def directory(self, member: object) -> list[str]:
        """Return the names of what a member has; none when it does not tell."""
        try:
            keys: list[object] = ask(list, member) if is_mapping(member) else []
            names = map(exact, [*keys, *ask(dir, member)])
        except ForeignError:
            return []
        return [name for name in names if isinstance(name, str)]

    def offers(self, member: object, attribute: str) -> bool:
        """Return whether an attribute has text to show, or fails, which is reported when it is shown."""
        try:
            found = _step(member, attribute)
            return not self._is_no_text(found) and shown(found) != ''
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


def _step(owner: object, name: str) -> object:
    """Return what a mapping has for a key, or else an attribute; None without either.

    :raises ForeignError: it cannot be read.
    """
    found = ask(lambda: owner.get(name)) if is_mapping(owner) else None
    return ask(getattr, owner, name, None) if found is None else found
