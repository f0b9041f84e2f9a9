"""Print enums as JSON, as the Python that runs this file defines them.

The file runs on Python 3.6, so it keeps to that language. An object that this Python does
not have is null.
"""

import json
import sys
from importlib import import_module


def dump(object_path: str) -> object:
    module, _, name = object_path.rpartition('.')
    enum = getattr(import_module(module), name, None)
    if enum is None:
        return None
    # Iterating over the enum skips aliases.
    names = enum.__members__.items()
    return [
        {
            'name': member.name,
            'value': member.value,
            'phrase': getattr(member, 'phrase', ''),
            'description': getattr(member, 'description', ''),
            'aliases': [name for name, other in names if other is member and name != member.name],
        }
        for member in enum
    ]


if __name__ == '__main__':
    release = '.'.join(str(part) for part in sys.version_info[:2])
    json.dump({'release': release, 'enums': {path: dump(path) for path in sys.argv[1:]}}, sys.stdout)
