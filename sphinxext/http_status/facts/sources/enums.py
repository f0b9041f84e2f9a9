"""Reads enums."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from sphinxext.http_status.facts.model import StatusRow
from sphinxext.http_status.facts.problems import Problem, Subtype, describe_error

from .docstrings import find_docstrings

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

    :param report: called with each problem; the attribute is then left empty.
    """

    def __init__(self, enum: type[Enum], report: Callable[[Problem], None]) -> None:
        self.enum = enum
        self.report = report
        self._reported: set[tuple[str, str]] = set()

    def rows(self, attributes: Iterable[str] = ()) -> Iterator[StatusRow]:
        """Yield a row per canonical member, in definition order.

        :param attributes: the names of further attributes to read, each as text.
        """
        for names, member in self._canonical_members():
            yield StatusRow(
                code=self.code(member),
                name=names[0],
                aliases=tuple(names[1:]),
                phrase=self._phrase(member),
                description=self._description(member),
                attributes={name: self.text(member, name) for name in attributes},
            )

    def _canonical_members(self) -> Iterator[tuple[list[str], Enum]]:
        # Iterating over the enum would skip aliases and the composite members of flags.
        members: dict[int, tuple[list[str], Enum]] = {}
        for name, member in self.enum.__members__.items():
            members.setdefault(id(member), ([], member))[0].append(name)
        yield from members.values()

    def code(self, member: Enum) -> Code:
        """Return the status code of a member: an integer wherever one can be found."""
        if isinstance(member, int) and not isinstance(member, bool):
            return int(member)
        value = member.value
        for candidate in (value, *_parts(value)):
            if isinstance(candidate, int) and not isinstance(candidate, bool):
                return int(candidate)
        for name in CODE_NAMES:
            found = self._read(member, name)
            if isinstance(found, int) and not isinstance(found, bool):
                return int(found)
        if isinstance(value, str):
            return _code_of_text(value)
        try:
            return str(value)
        except Exception as error:
            self._report(member, 'value', error)
            return ''

    def text(self, member: Enum, name: str) -> str:
        """Return an attribute of a member as text; empty when there is none."""
        try:
            return self._text(member, name)
        except Exception as error:
            self._report(member, name, error)
            return ''

    def attributes(self) -> Sequence[str]:
        """Return the names of the public attributes of the members, without methods."""
        members = [member for _names, member in self._canonical_members()]
        names = {name for member in members for name in dir(member) if not name.startswith('_')}
        return sorted(name for name in names if any(self._offers(member, name) for member in members))

    def docstrings(self) -> Mapping[str, str]:
        """Return the docstrings of the members that have one, by name."""
        return find_docstrings(self.enum)

    def _text(self, member: Enum, name: str) -> str:
        found = getattr(member, name, None)
        return '' if found is None or callable(found) or isinstance(found, self.enum) else str(found)

    def _offers(self, member: Enum, name: str) -> bool:
        """Return whether an attribute has text to show, or fails, which is reported when it is shown."""
        try:
            return self._text(member, name) != ''
        except Exception:
            return True

    def _phrase(self, member: Enum) -> str:
        for name in PHRASE_NAMES:
            if text := self.text(member, name):
                return text
        if isinstance(member.value, str) and (match := _CODE_AND_PHRASE.fullmatch(member.value)):
            return match[2]
        return _text_part(member.value, 0)

    def _description(self, member: Enum) -> str:
        return self.text(member, 'description') or _text_part(member.value, 1)

    def _read(self, member: Enum, name: str) -> Any:
        try:
            return getattr(member, name, None)
        except Exception as error:
            self._report(member, name, error)
            return None

    def _report(self, member: Enum, name: str, error: Exception) -> None:
        if (member.name, name) in self._reported:
            return
        self._reported.add((member.name, name))
        template = (
            'cannot read %(attribute)s of %(member)s because it raises %(error)s; repair the attribute'
        )
        arguments = {
            'attribute': name,
            'member': f'{self.enum.__module__}.{self.enum.__qualname__}.{member.name}',
            'error': describe_error(error),
        }
        self.report(Problem(Subtype.MEMBER, template, arguments))


def _code_of_text(value: str) -> Code:
    if match := _CODE_AND_PHRASE.fullmatch(value):
        value = match[1]
    return int(value) if _NUMBER.fullmatch(value) else value


def _parts(value: Any) -> tuple[Any, ...]:
    if isinstance(value, tuple):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return tuple(getattr(value, field.name, None) for field in fields(value))
    return ()


def _text_part(value: Any, position: int) -> str:
    texts = [part for part in _parts(value) if isinstance(part, str)]
    return texts[position] if position < len(texts) else ''
