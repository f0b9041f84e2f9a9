"""Reads enums."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from enum import EnumMeta
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.model import StatusRow
from sphinxext.http_status.facts.problems import FactsError, Problem, Subtype

from .docstrings import find_docstrings
from .guarded import ForeignError, as_text, ask, exact, is_a

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from enum import Enum

    from sphinxext.http_status.facts.model import Code

CODE_NAMES = ('code', 'status_code', 'status')
PHRASE_NAMES = ('phrase', 'reason_phrase', 'reason')

_CODE_AND_PHRASE = re.compile(r'(\d{3})\s+(\S.*)', re.DOTALL)
_NUMBER = re.compile(r'0|[1-9][0-9]{0,8}')


class EnumSource:
    """Reads the members of one enum.

    :param path: the dotted path of the enum, for messages.
    :param report: called with each problem; the attribute is then left empty.
    """

    def __init__(self, enum: type[Enum], path: str, report: Callable[[Problem], None]) -> None:
        self.enum = enum
        self.path = path
        self.report = report
        self._reported: set[tuple[str, str]] = set()

    def rows(self, attributes: Iterable[str] = ()) -> Iterator[StatusRow]:
        """Yield a row per canonical member, in definition order.

        :param attributes: the names of further attributes to read, each as text.
        :raises FactsError: the enum does not let its members be listed.
        """
        for (name, *aliases), member in self._canonical_members():
            value = self._read(name, member, 'value', failed='')
            parts = list(self._parts(name, value))
            texts = [text for text in map(exact, parts) if isinstance(text, str)]
            yield StatusRow(
                code=self._code(name, member, value, parts),
                name=name,
                aliases=tuple(aliases),
                phrase=self._phrase(name, member, exact(value), texts),
                description=self._text(name, member, 'description') or ''.join(texts[1:2]),
                attributes={attribute: self._text(name, member, attribute) for attribute in attributes},
            )

    def attributes(self) -> Sequence[str]:
        """Return the names of the public attributes of the members, without methods."""
        members = [(names[0], member) for names, member in self._canonical_members()]
        found = {
            name
            for _name, member in members
            for name in map(exact, self._directory(member))
            if isinstance(name, str) and not name.startswith('_')
        }
        return sorted(name for name in found if any(self._offers(member, name) for _, member in members))

    def docstrings(self) -> Mapping[str, str]:
        """Return the docstrings of the members that have one, by name."""
        return find_docstrings(self.enum, self._members(), self._report)

    def _members(self) -> Mapping[str, Enum]:
        # A metaclass may have its own idea of __members__.
        members = EnumMeta.__dict__['__members__'].fget
        try:
            found: Mapping[str, Enum] = ask(lambda: dict(members(self.enum)))
        except ForeignError as error:
            template = (
                'cannot list the members of %(object)s because that raises %(error)s; repair the enum'
            )
            arguments = {'object': self.path, 'error': str(error)}
            raise FactsError(Problem(Subtype.OBJECT, template, arguments)) from error
        return found

    def _canonical_members(self) -> list[tuple[list[str], Enum]]:
        # Iterating over the enum would skip aliases and the composite members of flags.
        members: dict[int, tuple[list[str], Enum]] = {}
        for name, member in self._members().items():
            members.setdefault(id(member), ([], member))[0].append(name)
        return list(members.values())

    def _code(self, name: str, member: Enum, value: object, parts: Iterable[object]) -> Code:
        """Return the status code of a member: an integer wherever one can be found."""
        for candidate in (member, value, *parts):
            if isinstance(code := exact(candidate), int):
                return self._written(name, code)
        for attribute in CODE_NAMES:
            if isinstance(code := exact(self._read(name, member, attribute)), int):
                return self._written(name, code)
        text = self._to_text(name, 'value', value)
        if not is_a(value, str):
            return text
        if match := _CODE_AND_PHRASE.fullmatch(text):
            text = match[1]
        return int(text) if _NUMBER.fullmatch(text) else text

    def _written(self, name: str, code: int) -> Code:
        """Return a code that can be written; Python refuses to write integers of thousands of digits."""
        return code if self._to_text(name, 'value', code) else ''

    def _phrase(self, name: str, member: Enum, value: Code | None, texts: Sequence[str]) -> str:
        for attribute in PHRASE_NAMES:
            if text := self._text(name, member, attribute):
                return text
        if isinstance(value, str) and (match := _CODE_AND_PHRASE.fullmatch(value)):
            return match[2]
        return ''.join(texts[:1])

    def _parts(self, name: str, value: object) -> Iterator[object]:
        """Yield the items of a tuple, or the fields of a dataclass."""
        if is_a(value, tuple):
            yield from tuple.__iter__(value)  # type: ignore[arg-type]
        elif ask(is_dataclass, value) and not is_a(value, type):
            for field in fields(value):  # type: ignore[arg-type]
                yield self._read(name, value, field.name)

    def _read(self, name: str, owner: object, attribute: str, failed: object = None) -> object:
        """Return an attribute of a member or of its value; None if there is none.

        :param failed: what to return when the attribute cannot be read, which is reported.
        """
        try:
            return ask(getattr, owner, attribute, None)
        except ForeignError as error:
            self._report(name, attribute, error)
            return failed

    def _text(self, name: str, member: Enum, attribute: str) -> str:
        """Return an attribute of a member as text; empty when there is none."""
        found = self._read(name, member, attribute)
        return '' if self._is_no_text(found) else self._to_text(name, attribute, found)

    def _to_text(self, name: str, attribute: str, value: object) -> str:
        try:
            return as_text(value)
        except ForeignError as error:
            self._report(name, attribute, error)
            return ''

    def _is_no_text(self, value: object) -> bool:
        return value is None or callable(value) or is_a(value, self.enum)

    def _directory(self, member: Enum) -> list[object]:
        try:
            return list(ask(dir, member))
        except ForeignError:
            return []

    def _offers(self, member: Enum, attribute: str) -> bool:
        """Return whether an attribute has text to show, or fails, which is reported when it is shown."""
        try:
            found = ask(getattr, member, attribute, None)
            return not self._is_no_text(found) and as_text(found) != ''
        except ForeignError:
            return True

    def _report(self, name: str, attribute: str, error: ForeignError) -> None:
        if (name, attribute) in self._reported:
            return
        self._reported.add((name, attribute))
        template = (
            'cannot read %(attribute)s of %(member)s because it raises %(error)s; repair the attribute'
        )
        arguments = {'attribute': attribute, 'member': f'{self.path}.{name}', 'error': str(error)}
        self.report(Problem(Subtype.MEMBER, template, arguments))
