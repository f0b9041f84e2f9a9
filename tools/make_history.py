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
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sphinxext.http_status.facts.histories.files import SHIPPED, parse_history
from sphinxext.http_status.facts.histories.writing import definition_order, history_text, releases_of
from sphinxext.http_status.facts.model import StatusRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


TOOLS = Path(__file__).parent
DATA = TOOLS.parent / 'sphinxext' / 'http_status' / 'facts' / 'data'

#: The releases of one object, each with its members in definition order.
Releases: TypeAlias = dict[str, Sequence[StatusRow]]

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
            path: checked_text(object_path, known_releases(path) | fresh.get(object_path, {}))
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


def known_releases(path: Path) -> dict[str, Sequence[StatusRow]]:
    """Return the releases that a history file knows; none when there is no file."""
    if not path.exists():
        return {}
    return releases_of(parse_history(json.loads(path.read_text(encoding='utf-8'))))


def checked_text(object_path: str, releases: Releases) -> str:
    """Return the content of a history file.

    :raises ValueError: no single definition order fits all releases.
    """
    order = definition_order(releases)
    for rows in releases.values():
        for before, after in pairwise(row.code for row in rows):
            if order.index(before) > order.index(after):
                raise ValueError(
                    f'the releases of {object_path} define {before} and {after} in different orders'
                )
    return history_text(object_path, releases)


if __name__ == '__main__':
    main()
