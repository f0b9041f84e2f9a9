"""What the shop replies."""

from enum import IntEnum


class Reply(IntEnum):
    """The status codes of the shop."""

    OK = 200
    """The basket as it is now."""
    CREATED = 201
    """The order, with its number."""
    NOT_FOUND = 404
    GONE = 410
    OUT_OF_STOCK = 480
    """Nothing is left of an article."""
