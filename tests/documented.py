"""An enum that fills every column of a table."""

from __future__ import annotations

from enum import IntEnum
from typing import Self

OBJECT = 'documented.Reply'

#: Its history, as the content of a file.
HISTORY = {
    'object': OBJECT,
    'releases': ['1.0', '1.1'],
    'members': [
        {'code': 404, 'name': {'1.1': 'NOT_FOUND'}},
        {'code': 510, 'name': {'1.0': 'NOT_EXTENDED'}},
        {'code': 410, 'name': {'1.0': 'GONE'}},
    ],
}


class Reply(IntEnum):
    """What a service replies."""

    phrase: str
    description: str
    team: str

    def __new__(cls, value: int, phrase: str, description: str) -> Self:
        """Keep the words of a member beside its value."""
        member = int.__new__(cls, value)
        member._value_ = value
        member.phrase = phrase
        member.description = description
        member.team = f'team {value}'
        return member

    NOT_FOUND = 404, 'Not Found', 'There is no such thing'
    """Somebody took it."""
    MISSING = 404, '', ''
    NOT_EXTENDED = 510, 'Not Extended', 'More is needed'
    """Ask somebody else."""
    GONE = 410, 'Gone', 'It was here once'
    """Forget it."""
