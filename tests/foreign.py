"""Enums of other packages and protocols, made from facts that were dumped from them.

Each file below ``foreign`` has the names and values of one, and says where they are from;
``tools/dump_members.py`` writes them. The enum of ``httpx.codes.json`` is ``foreign.httpx_codes``.
"""

from __future__ import annotations

import json
from enum import Enum, IntEnum
from pathlib import Path

FILES = {
    path.stem.replace('.', '_'): path for path in (Path(__file__).parent / 'foreign').glob('*.json')
}


def __getattr__(name: str) -> type[Enum]:
    """Return an enum."""
    if name not in FILES:
        raise AttributeError(name)
    members = json.loads(FILES[name].read_text(encoding='utf-8'))['members']
    base = IntEnum if all(isinstance(value, int) for value in members.values()) else Enum
    return base(name, members, module=__name__)
