"""What a mail server replies."""

from enum import IntEnum


class Reply(IntEnum):
    """The replies of our mail server."""

    READY = 220
    OK = 250
    GREYLISTED = 451
    MAILBOX_UNAVAILABLE = 550
    NO_SUCH_USER = MAILBOX_UNAVAILABLE
