"""Writes histories: from the members of each release to a file with a line for each member."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from .files import parse_history
from .versions import numbers_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinxext.http_status.facts.model import Code, StatusRow

    from .history import History

#: The releases of one object, each with its members in definition order.
Releases: TypeAlias = 'Mapping[str, Sequence[StatusRow]]'

#: What a history says of a member beside its name, with what it is where nothing is said.
_FIELDS: tuple[tuple[str, object], ...] = (('aliases', ()), ('phrase', ''), ('description', ''))


def releases_of(history: History) -> dict[str, Sequence[StatusRow]]:
    """Return the releases that a history knows, oldest first."""
    return {
        release: tuple(replace(row, since='') for row in history.rows(release))
        for release in history.releases
    }


def history_text(object_path: str, releases: Releases) -> str:
    """Return the content of a history file.

    :raises ValueError: it would not give back the members that came in.
    """
    ordered = {release: releases[release] for release in sorted(releases, key=numbers_of)}
    lines = ',\n'.join(f'    {json.dumps(record, ensure_ascii=False)}' for record in _records(ordered))
    head = f'  "object": {json.dumps(object_path)},\n  "releases": {json.dumps([*ordered])},\n'
    text = f'{{\n{head}  "members": [\n{lines}\n  ]\n}}\n'
    given_back = releases_of(parse_history(json.loads(text)))
    for release, rows in ordered.items():
        if {row.code: row for row in rows} != {row.code: row for row in given_back[release]}:
            raise ValueError(f'the history of {object_path} would not give back release {release}')
    return text


def _records(releases: Releases) -> Iterator[Mapping[str, object]]:
    by_code = {release: {row.code: row for row in rows} for release, rows in releases.items()}
    for code in definition_order(releases):
        rows = {release: known.get(code) for release, known in by_code.items()}
        record: dict[str, object] = {'code': code, 'name': dict(_changes('name', rows, None))}
        yield record | {
            field: changes
            for field, nothing in _FIELDS
            if (changes := dict(_changes(field, rows, nothing)))
        }


def _changes(
    field: str, rows: Mapping[str, StatusRow | None], nothing: object
) -> Iterator[tuple[str, object]]:
    held = nothing
    for release, row in rows.items():
        # The name alone says that a release does not define the member.
        if row is None and field != 'name':
            continue
        value = getattr(row, field) if row else None
        if value != held:
            yield release, value
            held = value


def definition_order(releases: Releases) -> Sequence[Code]:
    """Return all codes in the order of the newest release, each removed one behind its neighbour."""
    order: list[Code] = []
    for rows in reversed(releases.values()):  # type: ignore[call-overload]
        place = 0
        for row in rows:
            if row.code not in order:
                order.insert(place, row.code)
            place = order.index(row.code) + 1
    return order
