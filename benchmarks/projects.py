"""The projects to build: the same pages with different contents."""

from __future__ import annotations

from pathlib import Path

EMPTY = 'empty'
HAND_WRITTEN = 'hand-written'
GENERATED = 'generated'
CONTENDERS = (EMPTY, HAND_WRITTEN, GENERATED)

SEED = Path(__file__).parents[1] / 'tests' / 'seeds' / 'python-3.7-en.txt'

EXTENSION = 'sphinxext.http_status'
CONF = """\
import sys

sys.path.insert(0, {folder!r})
project = 'Benchmark'
extensions = {extensions!r}
html_theme = 'alabaster'
"""

#: Pages are in no table of contents. Drawing a list of all pages on each of them would cost every
#: contender the same, grow with the square of their number, and hide what tables cost.
PAGE = """\
:orphan:

Page {number}
==========

"""

#: The notes that the directive makes from history.
NOTES = """
.. versionadded:: 3.5

.. versionchanged:: 3.7
   Added ``421 MISDIRECTED_REQUEST`` status code.
"""

DIRECTIVE = """\
.. http-status-table::
   :release: 3.7
   :edition: 7231
"""

ENUM_DIRECTIVE = """\
.. http-status-table:: statuses.Status
"""

ENUM = """\
import enum


class Status(enum.IntEnum):
    def __new__(cls, value, phrase):
        member = int.__new__(cls, value)
        member._value_ = value
        member.phrase = phrase
        return member

"""


def make_pages(folder: Path, contender: str, pages: int) -> Path:
    """Write a project whose pages all hold what the contender puts there; return its folder."""
    content = {EMPTY: '', HAND_WRITTEN: hand_written_table() + NOTES, GENERATED: DIRECTIVE}[contender]
    _write(folder, content, pages, extensions=[EXTENSION] if contender == GENERATED else [])
    return folder


def make_unused(folder: Path) -> Path:
    """Write a project that sets the extension up and does not use it; return its folder."""
    _write(folder, '', 1, extensions=[EXTENSION])
    return folder


def make_enum(folder: Path, members: int) -> Path:
    """Write a project of one page with the table of an enum; return its folder."""
    _write(folder, ENUM_DIRECTIVE, 1, extensions=[EXTENSION])
    lines = (f'    STATUS_{code:05} = {code}, "Phrase of {code}"\n' for code in range(1, members + 1))
    (folder / 'statuses.py').write_text(ENUM + ''.join(lines), encoding='utf-8')
    return folder


def hand_written_table() -> str:
    """Return the simple table of Python's documentation, as its page has it."""
    rule = ' '.join('=' * width for width in (7, 35, 66))
    lines = SEED.read_text(encoding='utf-8').splitlines()
    rows = [_row(*line.split(' ', 2)) for line in lines]
    return '\n'.join([rule, _row('Code', 'Enum Name', 'Details'), rule, *rows, rule]) + '\n'


def _row(code: str, name: str, details: str) -> str:
    return f'{code:7} {name:35} {details}'


def _write(folder: Path, content: str, pages: int, *, extensions: list[str]) -> None:
    folder.mkdir(parents=True)
    conf = CONF.format(folder=str(folder), extensions=extensions)
    (folder / 'conf.py').write_text(conf, encoding='utf-8')
    (folder / 'index.rst').write_text('Index\n=====\n', encoding='utf-8')
    for number in range(1, pages + 1):
        page = PAGE.format(number=number) + content
        (folder / f'page{number}.rst').write_text(page, encoding='utf-8')
