"""Compare every enum that is installed here with what is read of it without running its file.

Prints each that is read wrong, and last how many are read, refused and wrong. Those that no class
statement makes are left out, since their files have no such name. Exits with 1 if one is wrong.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import pkgutil
import re
import sys
import warnings
from collections import Counter
from enum import EnumMeta
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.columns import find_attributes
from sphinxext.http_status.facts.problems import FactsError
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.sources.kinds.enums import EnumSource
from sphinxext.http_status.facts.table import encodable_row, make_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext.http_status.facts.model import StatusRow

#: What opens windows or browsers, prints, or runs tests when it is imported.
LEFT_OUT = {'__main__', 'antigravity', 'idlelib', 'test', 'this', 'tkinter', 'turtle', 'turtledemo'}
#: The address of an object is another one in each process.
ADDRESS = re.compile('0x[0-9a-f]+')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--verbose', action='store_true', help='print what is refused, and why')
    options = parser.parse_args()
    counts = Counter({'read': 0, 'refused': 0, 'wrong': 0})
    for (file, name), enum in sorted(find_enums().items()):
        result, why = compare(file, name, enum)
        counts[result] += 1
        if result == 'wrong' or (result == 'refused' and options.verbose):
            print(f'{result}: {file}::{name} {why}')
    print(' '.join(f'{name} {count}' for name, count in counts.items()))
    sys.exit(1 if counts['wrong'] else 0)


def find_enums() -> dict[tuple[str, str], EnumMeta]:
    """Return the enums of all modules that can be imported, by file and name."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for name in module_names():
            # Modules may do anything, and those of others need not be installed.
            with contextlib.suppress(BaseException), warnings.catch_warnings():
                warnings.simplefilter('ignore')
                importlib.import_module(name)
    return {
        (file, name): enum
        for module in list(sys.modules.values())
        if (file := str(getattr(module, '__file__', ''))).endswith('.py')
        for name, enum in list(vars(module).items())
        if issubclass(type(enum), EnumMeta)
        and enum.__members__
        and (enum.__module__, enum.__qualname__) == (module.__name__, name)
        and re.search(rf'^\s*class {name}\b', Path(file).read_text(encoding='utf-8'), re.MULTILINE)
    }


def module_names() -> Iterator[str]:
    names = (*sys.stdlib_module_names, *(each.name for each in pkgutil.iter_modules()))
    for name in dict.fromkeys(names):
        if name in LEFT_OUT or name.startswith('test'):
            continue
        yield name
        module = sys.modules.get(name)
        for each in pkgutil.walk_packages(
            getattr(module, '__path__', []), f'{name}.', lambda _name: None
        ):
            if not {'__main__', 'test', 'tests', 'testing', 'conftest'} & {*each.name.split('.')}:
                yield each.name


def compare(file: str, name: str, enum: EnumMeta) -> tuple[str, object]:
    """Return whether an enum is read, refused or wrong, with what differs."""
    told: list[object] = []
    imported = EnumSource(enum, name, told.append)
    columns = tuple({'code', 'name', *imported.attributes()})
    # A table has what can be written to files.
    expected = list(map(encodable_row, imported.rows(find_attributes(columns))))
    told.clear()
    request = TableRequest(object=f'{file}::{name}', columns=columns, registry='none')
    try:
        found = make_table(request, told.append).rows
    except FactsError as error:
        return 'refused', error
    if told:
        return 'refused', told[0]
    differences = [
        pair for pair in zip(map(said, expected), map(said, found), strict=False) if len({*pair}) > 1
    ]
    if differences or len(expected) != len(found):
        return 'wrong', differences or (len(expected), len(found))
    return 'read', ''


def said(row: StatusRow) -> str:
    fields = (
        row.code,
        row.name,
        row.aliases,
        row.phrase,
        row.description,
        sorted(row.attributes.items()),
    )
    return ADDRESS.sub('', repr(fields))


if __name__ == '__main__':
    main()
