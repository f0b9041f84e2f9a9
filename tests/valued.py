"""An enum whose members have values of all types."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum


class Policy(Enum):
    """What a client may do."""

    NEVER = 0
    LATER = 1


class Level(IntEnum):
    """How bad it is."""

    HIGH = 3


@dataclass(frozen=True)
class Error:
    """What a member knows of an error."""

    #: Documented elsewhere.
    doc_url: str
    details: dict[str, object]
    _secret: str = 'secret'


@dataclass(frozen=True)
class Said:
    """What a member says."""

    code: int
    link: str
    title: str
    retry: bool | None
    tags: tuple[str, ...] = ()
    hosts: frozenset[object] = frozenset()
    policy: Policy = Policy.NEVER
    level: Level | None = None
    error: Error | None = None


class Reply(Enum):
    """What a service replies."""

    GONE = Said(
        410,
        'https://example.org/errors/gone_',
        'Gone away',
        True,
        ('b', 'a'),
        frozenset({'b', 10, 9, 'a'}),
        Policy.LATER,
        Level.HIGH,
        Error('https://example.org/rfc9110#section-15.5.11', {'who': ['x', {'y': None}], 'n': False}),
    )
    """It *was* here:

    * look elsewhere, or
    * do not.

    .. code-block:: text

       410 | gone

    .. list-table::

       * - 404
         - Not found

    Bye.
    """
    BUSY = Said(503, 'http://example.org/a*b?c=d&e', 'Busy', False)
    """Ask *later*."""
    ODD = Said(799, 'see https://example.org/', 'Odd', None)
