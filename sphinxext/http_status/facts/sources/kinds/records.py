"""Reads what has codes as data: dicts, ``Literal`` types, and files of records."""

from __future__ import annotations

import typing
from enum import Enum
from typing import TYPE_CHECKING, cast

from sphinxext.http_status.facts.problems import Problem, Subtype
from sphinxext.http_status.facts.sources.codes import CODE_NAME
from sphinxext.http_status.facts.sources.guarded import ForeignError, ask, exact, is_a
from sphinxext.http_status.facts.sources.members import MembersSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


class Record:
    """One code with what is said of it, each by its name."""

    def __init__(self, fields: Mapping[str, object]) -> None:
        self._fields = dict(fields)

    def __getattr__(self, name: str) -> object:
        """Return what is said under a name."""
        try:
            return self.__dict__['_fields'][name]
        except KeyError:
            raise AttributeError(name) from None

    def __dir__(self) -> list[str]:
        """Return the names of what is said."""
        return list(self._fields)


class RecordsSource(MembersSource):
    """Reads records.

    :param found: each record with its name, which is empty where nothing names it; one of several names
        is there several times.
    """

    def __init__(
        self,
        owner: object,
        path: str,
        report: Callable[[Problem], None],
        found: Iterable[tuple[str, Record]],
        code: str = '',
    ) -> None:
        super().__init__(owner, path, report, code)
        self.has_names = False
        self._members: dict[str, object] = {}
        for name, record in found:
            self.has_names |= bool(name)
            called = name or self._attributes.text('', [record], code or CODE_NAME)
            if self._members.setdefault(called, record) is not record:
                template = 'two codes of %(object)s are called %(name)s, and only the first is shown so'
                arguments = {'object': self.path, 'name': called}
                self.report(Problem(Subtype.MEMBER, template, arguments, is_note=True))

    def members(self) -> Mapping[str, object]:
        """Return the records, each by its name or else by its code."""
        return self._members


def read_literal(found: object) -> Iterator[tuple[str, Record]]:
    """Yield a record for each value of a ``Literal``; nothing for any other type."""
    try:
        origin: object = ask(typing.get_origin, found)
        values = ask(typing.get_args, found) if origin is typing.Literal else ()
    except ForeignError:
        return
    yield from (('', Record({'code': value})) for value in values)


def read_mapping(found: Mapping[object, object]) -> Iterator[tuple[str, Record]]:
    """Yield the records of a dict; nothing where it is none of codes.

    It maps codes to names, to phrases with or without descriptions, or to records; or names to codes.
    Texts are names where all of them could be names in Python.
    """
    try:
        items = ask(lambda: list(found.items()))
    except ForeignError:
        return
    texts = {id(key): _texts(value) for key, value in items}
    numbers: dict[int, Record] = {}
    are_names = all(own and own[0].isidentifier() for own in texts.values())
    for key, value in items:
        code, name = exact(key), ''
        if is_a(key, Enum):
            name = str(_attribute(key, 'name') or '')
            code = code if code is not None else _attribute(key, 'value')
        if isinstance(number := exact(value), int) and isinstance(code, str):
            yield code, numbers.setdefault(number, Record({'code': number}))
        elif code is not None and are_names:
            record = Record({'code': code})
            yield from ((each, record) for each in texts[id(key)] if each.isidentifier())
        elif code is not None and (own := texts[id(key)]):
            said = dict(zip(('phrase', 'description'), own, strict=False))
            yield name, Record({'code': code, **said})
        elif code is not None and is_a(value, dict):
            yield record_of({'code': code, **_fields(value)})


def _attribute(member: object, name: str) -> int | str | None:
    """Return the integer or text that a member of an enum has as an attribute; None where that fails."""
    try:
        return exact(ask(getattr, member, name, None))
    except ForeignError:
        return None


def _fields(value: object) -> Mapping[str, object]:
    """Return the fields of a dict by their names, whatever its class makes of them."""
    items = list(dict.items(cast('dict[object, object]', value)))
    return {name: item for key, item in items if isinstance(name := exact(key), str)}


def record_of(fields: Mapping[str, object]) -> tuple[str, Record]:
    """Return a record and its name, which is one of its fields if it has any."""
    return str(exact(fields.get('name')) or ''), Record(fields)


def _texts(value: object) -> list[str]:
    """Return the texts that a value is or has."""
    values: Iterable[object] = [value] if exact(value) is not None else ()
    for kind in (tuple, list):
        if is_a(value, kind):
            values = kind.__iter__(value)  # type: ignore[arg-type]
    return [text for text in map(exact, values) if isinstance(text, str) and text]
