"""What may go wrong with a parcel."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum


@dataclass(frozen=True)
class About:
    """What is known of a problem."""

    code: str
    status: int
    retry: bool
    wait: timedelta | None = None
    help: str = ''


class Problem(Enum):
    """The problems that the parcel service tells."""

    NO_ADDRESS = About('P01', 400, retry=False, help='https://example.org/p01')
    TOO_HEAVY = About('P02', 403, retry=False, help='https://example.org/p02')
    DEPOT_FULL = About('P10', 409, retry=True, wait=timedelta(hours=6))
    SCALE_BROKEN = About('P20', 503, retry=True, wait=timedelta(minutes=10))
