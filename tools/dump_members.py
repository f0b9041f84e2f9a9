"""Print the members of an enum of a package as JSON: facts alone, for tests that do without the package.

Run it with the Python that has the package::

    python tools/dump_members.py httpx.codes httpx > tests/foreign/httpx.codes.json
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib.metadata import version
from pkgutil import resolve_name
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from enum import Enum


def dump(path: str, package: str) -> dict[str, object]:
    """Return what tests need to know of the enum at a dotted path.

    :param package: the distribution that has it; empty for Python itself.
    """
    module, _dot, name = path.rpartition('.')
    enum: type[Enum] = resolve_name(f'{module}:{name}')
    source = f'{package} {version(package)}' if package else f'Python {sys.version.split()[0]}'
    # An enum of integers has them as values; others may have anything.
    members = {name: member.value for name, member in enum.__members__.items()}
    return {'object': path, 'source': source, 'members': members}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('object')
    parser.add_argument('package', nargs='?', default='')
    options = parser.parse_args()
    json.dump(dump(options.object, options.package), sys.stdout, indent=1, default=str)
    print()


if __name__ == '__main__':
    main()
