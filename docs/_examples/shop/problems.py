"""What may go wrong in the shop."""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class Page:
    """Where more is said."""

    page: str


@dataclass(frozen=True)
class About:
    """What is known of a problem."""

    code: str
    retry: bool
    hints: tuple[str, ...] = ()
    more: Page | None = None


class Problem(Enum):
    """The problems of the shop."""

    NO_STOCK = About('S1', retry=True, hints=('wait', 'take less'))
    NO_MONEY = About('S2', retry=False, more=Page('https://example.org/help/payment'))
