"""Write the histories of the standard library's enums, from what interpreters define.

A release that an interpreter or a file of dumps gives replaces the one in the history; all
others stay as they are. Nothing is written unless the new history gives back every release
exactly as it came in.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sphinxext.http_status.facts.history_file import SHIPPED, parse_history
from sphinxext.http_status.facts.model import StatusRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinxext.http_status.facts.model import Code

TOOLS = Path(__file__).parent
DATA = TOOLS.parent / 'sphinxext' / 'http_status' / 'facts' / 'data'

#: The releases of one object, each with its members in definition order.
Releases: TypeAlias = dict[str, tuple[StatusRow, ...]]

#: One source's word on one object in one release.
Dump: TypeAlias = tuple[str, str, tuple[StatusRow, ...]]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--dumps', type=Path, metavar='FILE', help='releases that no interpreter has')
    parser.add_argument('--python', nargs='+', default=[], metavar='EXE', help='interpreters to run')
    parser.add_argument('--data', type=Path, default=DATA, metavar='DIR', help='where the histories are')
    options = parser.parse_args(arguments)
    try:
        fresh = collect(_sources(options.dumps, options.python))
        # All texts are made before the first file changes.
        texts = {
            path: history_text(object_path, releases_of(path) | fresh.get(object_path, {}))
            for object_path in SHIPPED
            for path in [options.data / f'{object_path}.json']
        }
    except (OSError, ValueError, KeyError, subprocess.CalledProcessError) as error:
        sys.exit(f'make_history: {error}')
    for path, text in texts.items():
        path.write_text(text, encoding='utf-8', newline='\n')
        print(f'wrote {path}')


def _sources(dumps: Path | None, interpreters: Iterable[str]) -> Iterator[Dump]:
    if dumps:
        yield from read_dumps(dumps)
    for interpreter in interpreters:
        yield from read_interpreter(interpreter)


def read_dumps(path: Path) -> Iterator[Dump]:
    """Yield what a file of dumps says: release to ``HTTPStatus``, ``HTTPMethod`` and aliases."""
    for release, enums in json.loads(path.read_text(encoding='utf-8'))['versions'].items():
        aliases: dict[str, list[str]] = {}
        for alias in enums['aliases']:
            aliases.setdefault(alias['canonical'], []).append(alias['alias'])
        for object_path in SHIPPED:
            name = object_path.rpartition('.')[2]
            # The file gives the aliases of HTTPStatus alone; no release has any of HTTPMethod.
            known = aliases if name == 'HTTPStatus' else {}
            if members := enums.get(name):
                yield (
                    object_path,
                    release,
                    tuple(_row(member, known.get(member['name'], ())) for member in members),
                )


def read_interpreter(executable: str) -> Iterator[Dump]:
    """Yield what one interpreter defines.

    :raises OSError: it cannot be started.
    :raises subprocess.CalledProcessError: it starts, and fails.
    """
    command = [executable, '-I', str(TOOLS / 'dump_enum.py'), *SHIPPED]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding='utf-8').stdout
    dump = json.loads(output)
    for object_path, members in dump['enums'].items():
        if members:
            rows = tuple(_row(member, member['aliases']) for member in members)
            yield object_path, dump['release'], rows


def _row(member: Mapping[str, Any], aliases: Iterable[str]) -> StatusRow:
    return StatusRow(
        code=member['value'],
        name=member['name'],
        aliases=tuple(aliases),
        phrase=member.get('phrase', ''),
        description=member.get('description', ''),
    )


def collect(dumps: Iterable[Dump]) -> dict[str, Releases]:
    """Return the releases by object.

    :raises ValueError: two sources say different things of one release.
    """
    objects: dict[str, Releases] = {}
    for object_path, release, rows in dumps:
        known = objects.setdefault(object_path, {}).setdefault(release, rows)
        if known != rows:
            raise ValueError(f'two sources disagree about {object_path} in release {release}')
    return objects


def releases_of(path: Path) -> Releases:
    """Return the releases that a history file knows; none when there is no file."""
    if not path.exists():
        return {}
    history = parse_history(json.loads(path.read_text(encoding='utf-8')))
    return {
        release: tuple(replace(row, since='') for row in history.rows(release))
        for release in history.releases
    }


def history_text(object_path: str, releases: Releases) -> str:
    """Return the content of a history file, one member per line.

    :raises ValueError: no single definition order fits all releases, or the file would not
        give back what came in.
    """
    ordered = {release: releases[release] for release in sorted(releases, key=_version)}
    lines = ',\n'.join(
        '    ' + json.dumps(record, ensure_ascii=False) for record in _records(object_path, ordered)
    )
    head = f'  "object": {json.dumps(object_path)},\n  "releases": {json.dumps(list(ordered))},\n'
    text = f'{{\n{head}  "members": [\n{lines}\n  ]\n}}\n'
    _verify(object_path, text, ordered)
    return text


def _version(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in release.split('.'))


def _records(object_path: str, releases: Releases) -> Iterator[dict[str, Any]]:
    by_code = {release: {row.code: row for row in rows} for release, rows in releases.items()}
    for code in _definition_order(object_path, releases):
        rows = {release: known.get(code) for release, known in by_code.items()}
        yield {'code': code, 'name': dict(_changes('name', rows, None))} | {
            field: changes
            for field, nothing in (('aliases', ()), ('phrase', ''), ('description', ''))
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


def _definition_order(object_path: str, releases: Releases) -> list[Code]:
    sorter: TopologicalSorter[Code] = TopologicalSorter()
    for rows in releases.values():
        for row in rows:
            sorter.add(row.code)
        for before, after in pairwise(rows):
            sorter.add(after.code, before.code)
    try:
        return list(sorter.static_order())
    except CycleError as error:
        cycle = ', '.join(str(code) for code in error.args[1])
        message = f'the releases of {object_path} define {cycle} in different orders'
        raise ValueError(message) from error


def _verify(object_path: str, text: str, releases: Releases) -> None:
    history = parse_history(json.loads(text))
    for release, rows in releases.items():
        if tuple(replace(row, since='') for row in history.rows(release)) != rows:
            raise ValueError(f'the history of {object_path} would not give back release {release}')


if __name__ == '__main__':
    main()
