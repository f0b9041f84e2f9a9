"""Where the files lie that objects are read from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def read_bytes(path: PurePath) -> bytes | None:
    """Return the content of a file on disk; None where there is no such file.

    :raises OSError: it is there and cannot be read.
    """
    try:
        return Path(path).read_bytes()
    # A ValueError is a null character in the name.
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder on disk, or the same as it was in a release."""

    path: PurePath = Path()
    #: Returns the content of a file; None where there is no such file.
    read: Callable[[PurePath], bytes | None] = read_bytes
