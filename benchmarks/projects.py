"""The projects to build: the same pages with different contents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

EMPTY = 'empty'
HAND_WRITTEN = 'hand-written'
#: The same page as the hand-written one.
GENERATED = 'generated'
#: A page more than that: its codes link to the rows of one table, which are targets.
LINKED = 'linked'
CONTENDERS = (EMPTY, HAND_WRITTEN, GENERATED, LINKED)

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
NO_INDEX = """\
   :no-index:
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
    extensions = [EXTENSION] if contender in (GENERATED, LINKED) else []
    _write(folder, [_content(contender, number) for number in range(1, pages + 1)], extensions)
    return folder


def _content(contender: str, number: int) -> str:
    if contender == EMPTY:
        return ''
    if contender == HAND_WRITTEN:
        return hand_written_table() + NOTES
    # One table for each enum can own the targets of the rows.
    return DIRECTIVE if contender == LINKED and number == 1 else DIRECTIVE + NO_INDEX


def make_unused(folder: Path) -> Path:
    """Write a project that sets the extension up and does not use it; return its folder."""
    _write(folder, [''], [EXTENSION])
    return folder


def make_enum(folder: Path, members: int) -> Path:
    """Write a project of one page with the table of an enum; return its folder."""
    _write(folder, [ENUM_DIRECTIVE], [EXTENSION])
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


def _write(folder: Path, contents: Sequence[str], extensions: list[str]) -> None:
    folder.mkdir(parents=True)
    conf = CONF.format(folder=str(folder), extensions=extensions)
    (folder / 'conf.py').write_text(conf, encoding='utf-8')
    (folder / 'index.rst').write_text('Index\n=====\n', encoding='utf-8')
    for number, content in enumerate(contents, start=1):
        page = PAGE.format(number=number) + content
        (folder / f'page{number}.rst').write_text(page, encoding='utf-8')
