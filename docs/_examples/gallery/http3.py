"""What ends a stream or a connection of HTTP/3."""

from enum import IntEnum


class ErrorCode(IntEnum):
    """The errors that our proxy tells its peers."""

    H3_NO_ERROR = 0x0100
    """Nothing is left to be sent."""
    H3_INTERNAL_ERROR = 0x0102
    """The proxy is at fault."""
    H3_EXCESSIVE_LOAD = 0x0107
    """Too many streams are open."""
    H3_REQUEST_REJECTED = 0x010B
    """Nothing was done. Try again."""
    H3_REQUEST_CANCELLED = 0x010C
    """Nobody waits for the reply."""
    QPACK_DECOMPRESSION_FAILED = 0x0200
    """The headers are lost."""
