"""What the content of a history file must look like."""

from __future__ import annotations

from reprlib import repr as shortened
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .model import Code


def check_history(data: object) -> None:
    """Check that what a JSON file holds has the form of a history.

    :raises ValueError: it has not; the message says where.
    """
    match data:
        case {'object': str(), 'releases': [_, *_] as releases, 'members': [*members]}:
            pass
        case _:
            raise ValueError("a history needs 'object', 'releases' (at least one) and 'members'")
    if wrong := [release for release in releases if not _is_name(release)]:
        raise ValueError(f'a release is a text, not {shortened(wrong[0])}')
    _check_once('release', releases)
    _check_once('code', [_code(record) for record in members])
    for record in members:
        _check_fields(record, frozenset(releases))


def _check_once(what: str, values: Iterable[Code]) -> None:
    seen = set()
    for value in values:
        if value in seen:
            raise ValueError(f'the {what} {value!r} is there twice')
        seen.add(value)


def _code(record: object) -> Code:
    match record:
        # JSON's true is an integer to Python.
        case {'code': int() | str() as code, 'name': _} if not isinstance(code, bool):
            return code
    raise ValueError(f"a member needs a 'code' and a 'name', not {shortened(record)}")


def _check_fields(record: Mapping[str, object], releases: frozenset[str]) -> None:
    for field, changes in record.items():
        if field == 'code':
            continue
        where = f'member {record["code"]!r}, {field!r}'
        if field not in _FIELDS:
            raise ValueError(f'{where}: unknown; the fields are code, ' + ', '.join(_FIELDS))
        if not isinstance(changes, dict):
            raise ValueError(f'{where}: it must map releases to values, not be {shortened(changes)}')
        for release, value in changes.items():
            if release not in releases:
                raise ValueError(f'{where}: the history has no release {release!r}')
            if not _FIELDS[field](value):
                raise ValueError(f'{where}: it cannot be {shortened(value)} in {release}')


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value != ''


def _is_name_or_null(value: object) -> bool:
    return value is None or _is_name(value)


def _is_list_of_names(value: object) -> bool:
    return isinstance(value, list) and all(_is_name(name) for name in value)


_FIELDS: Mapping[str, Callable[[object], bool]] = {
    'name': _is_name_or_null,
    'aliases': _is_list_of_names,
    'phrase': _is_text,
    'description': _is_text,
}
