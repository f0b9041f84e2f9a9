"""Where histories are kept: the files that come with the package, a project's own, and their format.

A history file is JSON. It lists the releases, oldest first, and one record per member in
definition order. Each field of a record maps the release that set it to its value, and the
value holds until a later release sets another. A member whose name is null from a release
on was removed by it::

    {
      "object": "http.HTTPStatus",
      "releases": ["3.5", "3.6", "3.7"],
      "members": [
        {"code": 421, "name": {"3.7": "MISDIRECTED_REQUEST"},
         "phrase": {"3.7": "Misdirected Request"},
         "description": {"3.7": "Server is not able to produce a response"}}
      ]
    }
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path
from reprlib import repr as shortened
from typing import TYPE_CHECKING, Any

from sphinxext.http_status.facts.characters import encodable
from sphinxext.http_status.facts.problems import FactsError, Problem, Subtype

from .history import History, Member

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinxext.http_status.facts.model import Code

#: The enums whose history comes with this package.
SHIPPED = ('http.HTTPMethod', 'http.HTTPStatus')


def find_history(object_path: str, paths: Mapping[str, Path] | None = None) -> History | None:
    """Return the history of an enum, or None when there is none.

    :param object_path: the dotted path of the enum.
    :param paths: a project's own history files by dotted path; they win over shipped ones.
    :raises FactsError: the file cannot be read, or is no history.
    """
    if paths and object_path in paths:
        return read_history(object_path, paths[object_path])
    if object_path in SHIPPED:
        return _shipped(object_path)
    return None


def read_history(object_path: str, path: Path) -> History:
    """Return the history in a file.

    :raises FactsError: the file cannot be read, or is no history.
    """
    try:
        return _read(path, path.stat().st_mtime_ns)
    # Python's JSON parser gives up on deep nesting with a RecursionError.
    except (OSError, ValueError, RecursionError) as error:
        template = 'cannot read the history of %(object)s from %(path)s: %(error)s'
        if isinstance(error, json.JSONDecodeError | UnicodeDecodeError):
            template += (
                '; it has to be JSON, such as {"object": "%(object)s", "releases": ["1.0"], "members": '
                '[{"code": 404, "name": {"1.0": "LOST"}}]}, and http-status history %(object)s writes it'
            )
        arguments = {'object': object_path, 'path': str(path), 'error': str(error)}
        raise FactsError(Problem(Subtype.HISTORY, template, arguments)) from error


@cache
def _shipped(object_path: str) -> History:
    path = Path(__file__).parents[1] / 'data' / f'{object_path}.json'
    text = path.read_text(encoding='utf-8')
    return parse_history(json.loads(text))


@lru_cache(maxsize=32)
def _read(path: Path, _modified: int) -> History:
    return parse_history(json.loads(path.read_text(encoding='utf-8')))


def parse_history(data: Mapping[str, Any]) -> History:
    """Build a history from the content of its file.

    :raises ValueError: it has not the form of a history; the message says where.
    """
    data = _encodable(data)
    check_history(data)
    members = tuple(
        Member(
            code=record['code'],
            name=record['name'],
            aliases=record.get('aliases', {}),
            phrase=record.get('phrase', {}),
            description=record.get('description', {}),
        )
        for record in data['members']
    )
    return History(data['object'], tuple(data['releases']), members)


def _encodable(data: Any) -> Any:
    """Return what a JSON file holds, with texts that can be written to files."""
    if isinstance(data, dict):
        return {_encodable(name): _encodable(value) for name, value in data.items()}
    if isinstance(data, list):
        return [_encodable(value) for value in data]
    return encodable(data) if isinstance(data, str) else data


def check_history(data: object) -> None:
    """Check that what a JSON file holds has the form of a history.

    :raises ValueError: it has not; the message says where.
    """
    match data:
        case {'object': str(), 'releases': [_, *_] as releases, 'members': [*members]}:
            pass
        case _:
            raise ValueError(
                "a history needs 'object', a text, 'releases', a list with at least one, and 'members', "
                'a list'
            )
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
