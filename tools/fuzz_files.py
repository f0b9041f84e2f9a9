"""What is promised of files and command lines: an exit status, and text that can be written."""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxext.http_status.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Words = Sequence[str]

#: Files are kept in memory by name and time, and two examples may have the same time.
NUMBERS = itertools.count()
WRONG = '=== ====\n404 GONE\n200 OK\n=== ====\n'
FAULT = 'a fault of http-status'


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """Work in a folder of one example."""
    made = tempfile.TemporaryDirectory(prefix='fuzz-', ignore_cleanup_errors=True)
    with made as name, contextlib.chdir(name):
        yield Path(name)


def write(text: str, suffix: str) -> str:
    """Write a file, which is no UTF-8 where the text has lone surrogates, and return its name."""
    path = Path(f'file{next(NUMBERS)}.{suffix}')
    path.write_bytes(text.encode('utf-8', 'surrogatepass'))
    return str(path)


def run(words: Words, statuses: Sequence[int]) -> tuple[int, str]:
    """Run the command; return its exit status, and what it prints.

    :param statuses: what the status may be.
    :raises AssertionError: it is another one, the command has a fault, or prints what no file can hold.
    """
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status: object = main(list(words))
        except SystemExit as end:
            status = end.code
    printed, told = out.getvalue(), err.getvalue()
    assert FAULT not in told, told
    assert isinstance(status, int), f'the exit status is {status!r}'
    assert status in statuses, f'the exit status is {status}: {told}'
    assert status != 2 or told, 'nothing is said of what is wrong'
    (printed + told).encode()
    return status, printed


def check_page(suffix: str, text: str, words: Words) -> None:
    """Hold that any page is right, or has findings, or cannot be read."""
    with folder():
        run(['check', write(text, suffix), '--release', '3.13', *words], (0, 1, 2))


def check_rst(drawn: tuple[str, Words]) -> None:
    """Hold it of reStructuredText."""
    check_page('rst', *drawn)


def check_markdown(drawn: tuple[str, Words]) -> None:
    """Hold it of Markdown."""
    check_page('md', *drawn)


def check_html(drawn: tuple[str, Words]) -> None:
    """Hold it of HTML."""
    check_page('html', *drawn)


def check_words(words: Words) -> None:
    """Hold that any command line runs, or is wrong use."""
    with folder():
        Path('b.rst').write_text(WRONG, encoding='utf-8')
        Path('codes.json').write_text('{"404": "GONE"}', encoding='utf-8')
        Path('code.py').write_text('E = {"GONE": 404}\n', encoding='utf-8')
        run(words, (0, 1, 2))


def render(words: Words) -> None:
    """Hold that a table is printed, or told why there is none; and that JSON is JSON."""
    status, printed = run(['render', *words], (0, 2))
    assert not (status and printed), 'something is printed although it cannot be'
    if not status and 'json' in words:
        json.loads(printed)


def check_history(drawn: tuple[str, str, Words, Words]) -> None:
    """Hold it of histories, for an object that has another one, and for one that has no other."""
    text, name, options, release = drawn
    with folder():
        Path('codes.json').write_text('{"404": "GONE"}', encoding='utf-8')
        history = write(text, 'json')
        render([name, '--history', history, *options, *release])
        run(['check', '--facts', name, '--history', history, *release], (0, 1, 2))


def check_citations(drawn: tuple[str, Words]) -> None:
    """Hold it of a project's own citations."""
    text, options = drawn
    with folder():
        citations = write(text, 'csv')
        render(['--citations', citations, *options])
        run(['check', '--facts', '--citations', citations], (0, 1, 2))


def check_json(drawn: tuple[str, Words]) -> None:
    """Hold it of records in JSON."""
    text, options = drawn
    with folder():
        render([write(text, 'json'), *options])


def check_csv(drawn: tuple[str, Words]) -> None:
    """Hold it of records in CSV."""
    text, options = drawn
    with folder():
        render([write(text, 'csv'), *options])


def check_python(drawn: tuple[str, Words]) -> None:
    """Hold it of Python, none of which is run."""
    text, options = drawn
    with folder():
        render([f'{write(text, "py")}::E', *options])
        assert not Path('ran').exists(), 'the file was run'
