"""Standard output, standard error and the current folder, as the command uses them."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Self, TextIO

from .facts.characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType


class OutputError(Exception):
    """Raised when results cannot be written; the message says why."""


class Console:
    """Writes results to standard output and messages to standard error.

    While it is entered, whatever else is printed goes to standard error, be it by Python, a library in C
    or a program that is started: modules and members may print, and would spoil the results.

    :param command: the name of the command, which each message begins with.
    """

    def __init__(self, command: str) -> None:
        self._command = command
        self._stack = contextlib.ExitStack()
        self._results: TextIO | None = None

    def __enter__(self) -> Self:
        self._results = self._stack.enter_context(_diverted_output(sys.stdout)) if sys.stdout else None
        self._stack.enter_context(contextlib.redirect_stdout(sys.stderr))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def write(self, text: str) -> None:
        """Write results.

        :raises OutputError: standard output is closed, or takes no more.
        """
        if self._results is None:
            raise OutputError('standard output is closed')
        # A terminal may lack characters, and gets escapes for them.
        encoding = self._results.encoding or 'utf-8'
        try:
            self._results.write(text.encode(encoding, 'backslashreplace').decode(encoding))
            self._results.flush()
        except BrokenPipeError:
            # Whoever reads has seen enough, which is not a failure: "| head -1".
            self._results = nowhere()
        except OSError as error:
            raise OutputError(f'cannot write to standard output: {error}') from error

    def complain(self, message: str) -> None:
        """Write a message, each of its lines behind the name of the command."""
        with contextlib.suppress(OSError):
            for line in message.splitlines():
                print(f'http-status {self._command}: {visible(line)}', file=sys.stderr)


@contextlib.contextmanager
def _diverted_output(stream: TextIO) -> Iterator[TextIO]:
    """Return a stream for results, while what is written to the file of *stream* is diverted.

    It goes to standard error.
    """
    try:
        number = stream.fileno()
    except (OSError, ValueError):
        # Not a file: somebody in this process reads what the command writes.
        yield stream
        return
    stream.flush()
    saved = os.dup(number)
    try:
        os.dup2(_error_number(), number)
        # Closing it may fail once more where writing did.
        with (
            contextlib.suppress(OSError),
            os.fdopen(os.dup(saved), 'w', encoding=stream.encoding) as results,
        ):
            yield results
    finally:
        with contextlib.suppress(OSError):
            stream.flush()
        os.dup2(saved, number)
        os.close(saved)


def _error_number() -> int:
    try:
        return sys.stderr.fileno()
    except (AttributeError, OSError, ValueError):
        return os.open(os.devnull, os.O_WRONLY)


def nowhere() -> TextIO:
    """Return a stream that forgets what is written to it."""
    return Path(os.devnull).open('w', encoding='utf-8')


@contextlib.contextmanager
def current_folder() -> Iterator[None]:
    """Let modules be imported from the current folder, for as long as an object is imported and read.

    The folder stands behind the standard library, whose modules it must not replace, and before
    installed packages, among which may be an older copy of what is documented.
    """
    try:
        folder = os.getcwd()  # noqa: PTH109  (a new text, which can be told from equal ones)
    except OSError:
        # The folder is gone, and nothing can be imported from it.
        yield
        return
    sys.path.insert(_behind_standard_library(), folder)
    try:
        yield
    finally:
        # What was imported may have changed the path too.
        sys.path[:] = [entry for entry in sys.path if entry is not folder]


def _behind_standard_library() -> int:
    """Return the position in ``sys.path`` behind the folders of the standard library."""
    libraries = {os.path.dirname(os.__file__), *map(os.path.dirname, _extension_modules())}  # noqa: PTH120
    positions = [index for index, entry in enumerate(sys.path) if entry in libraries]
    return max(positions, default=-1) + 1


def _extension_modules() -> Iterator[str]:
    """Yield the files of modules of the standard library that are written in C, where they are files."""
    import math
    import unicodedata

    for module in (math, unicodedata):
        if path := getattr(module, '__file__', None):
            yield path
