"""The projects to build: the same pages with different contents."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

#: The cells of a row.
Row: TypeAlias = 'Sequence[str]'

EMPTY = 'empty'
#: The directive without options but this one, which keeps the rows from being targets.
GENERATED = 'generated'
#: The directive without any option: the codes of all pages but the first link to the rows there.
LINKED = 'linked'
#: What the generated page shows, as a simple table.
HAND_WRITTEN = 'hand-written'
LIST_TABLE = 'list-table'
CSV_TABLE = 'csv-table'
#: Other extensions, on the same enum.
ENUM_TABLE = 'sphinxcontrib-enum'
AUTODOC = 'autodoc'
CONTENDERS = (GENERATED, LINKED, HAND_WRITTEN, LIST_TABLE, CSV_TABLE, ENUM_TABLE, AUTODOC, EMPTY)
#: These show the same words.
EQUAL = (GENERATED, HAND_WRITTEN, LIST_TABLE, CSV_TABLE)

EXTENSION = 'sphinxext.http_status'
CONF = """\
import sys

sys.path.insert(0, {folder!r})
project = 'Benchmark'
extensions = {extensions!r}
html_theme = 'alabaster'
# The linked pages have the same table again and again.
suppress_warnings = ['http_status.duplicate']
"""

#: Pages are in no table of contents. Drawing a list of all pages on each of them would cost every
#: contender the same, grow with the square of their number, and hide what tables cost.
PAGE = """\
:orphan:

Page {number}
==========

"""

DIRECTIVE = """\
.. http-status-table::
"""
NO_INDEX = """\
   :no-index:
"""

#: The distributions that contenders come from, where they come from one.
DISTRIBUTIONS = {ENUM_TABLE: 'sphinxcontrib-enum'}
#: What the pages of other extensions hold.
OTHERS = {
    ENUM_TABLE: '.. enum-table:: http.HTTPStatus\n',
    AUTODOC: '.. autoclass:: http.HTTPStatus\n   :members:\n   :undoc-members:\n   :no-index:\n',
}
EXTENSIONS = {
    GENERATED: [EXTENSION],
    LINKED: [EXTENSION],
    ENUM_TABLE: ['sphinxcontrib_enum'],
    AUTODOC: ['sphinx.ext.autodoc'],
}

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
    _write(folder, [content(contender)] * pages, EXTENSIONS.get(contender, []))
    return folder


def is_installed(contender: str) -> bool:
    """Return whether a contender can be built."""
    return all(find_spec(name.partition('.')[0]) for name in EXTENSIONS.get(contender, ()))


def content(contender: str) -> str:
    """Return what a contender has on each page."""
    if contender == EMPTY:
        return ''
    if contender in (GENERATED, LINKED):
        return DIRECTIVE + (NO_INDEX if contender == GENERATED else '')
    if contender in OTHERS:
        return OTHERS[contender]
    header, *rows = read_table()
    return TABLES[contender](header, rows) + read_notes()


def read_table() -> list[Row]:
    """Return the header and the rows of the generated table, in reStructuredText."""
    command = [sys.executable, '-m', EXTENSION, 'render', 'http.HTTPStatus']
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding='utf-8').stdout
    rule, *lines = text.splitlines()
    starts = [match.start() for match in re.finditer('=+', rule)]
    spans = [slice(start, stop) for start, stop in zip(starts, [*starts[1:], None], strict=True)]
    return [[line[span].strip() for span in spans] for line in lines if not line.startswith('=')]


def read_notes() -> str:
    """Return the notes on the members, in reStructuredText."""
    from sphinxext.http_status.facts.request import TableRequest
    from sphinxext.http_status.facts.table import make_table
    from sphinxext.http_status.page.messages.lookup import ENGLISH
    from sphinxext.http_status.page.reading.version_notes import markup, note_content

    notes = make_table(TableRequest(), print).notes
    contents = [(note, markup(note_content(note, ENGLISH))) for note in notes]
    return ''.join(f'\n.. {note.kind}:: {note.release}\n   {said}\n' for note, said in contents)


def _simple_table(header: Row, rows: Sequence[Row]) -> str:
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    rule = ['=' * width for width in widths]
    lines = [rule, header, rule, *rows, rule]
    padded = ([cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines)
    return ''.join(' '.join(cells).rstrip() + '\n' for cells in padded)


def _list_table(header: Row, rows: Sequence[Row]) -> str:
    items = ('   * - ' + '\n     - '.join(row) + '\n' for row in [header, *rows])
    return '.. list-table::\n   :header-rows: 1\n\n' + ''.join(items)


def _csv_table(header: Row, rows: Sequence[Row]) -> str:
    lines = (', '.join(f'"{cell}"' for cell in row) for row in [header, *rows])
    return '.. csv-table::\n   :header-rows: 1\n\n' + ''.join(f'   {line}\n' for line in lines)


#: How each form of a hand-written table is written.
TABLES: Mapping[str, Callable[[Row, Sequence[Row]], str]] = {
    HAND_WRITTEN: _simple_table,
    LIST_TABLE: _list_table,
    CSV_TABLE: _csv_table,
}


def make_unused(folder: Path) -> Path:
    """Write a project that sets the extension up and does not use it; return its folder."""
    _write(folder, [''], [EXTENSION])
    return folder


def make_prose(folder: Path, pages: int, *, has_table: bool) -> Path:
    """Write a project of pages without a table, and perhaps one with it; return its folder."""
    contents = ['Some words.\n'] * pages + [DIRECTIVE] * has_table
    _write(folder, contents, [EXTENSION] if has_table else [])
    return folder


def make_enum(folder: Path, members: int) -> Path:
    """Write a project of one page with the table of an enum; return its folder."""
    _write(folder, [ENUM_DIRECTIVE], [EXTENSION])
    lines = (f'    STATUS_{code:05} = {code}, "Phrase of {code}"\n' for code in range(1, members + 1))
    (folder / 'statuses.py').write_text(ENUM + ''.join(lines), encoding='utf-8')
    return folder


def _write(folder: Path, contents: Sequence[str], extensions: list[str]) -> None:
    folder.mkdir(parents=True)
    conf = CONF.format(folder=str(folder), extensions=extensions)
    (folder / 'conf.py').write_text(conf, encoding='utf-8')
    (folder / 'index.rst').write_text('Index\n=====\n', encoding='utf-8')
    for number, content in enumerate(contents, start=1):
        page = PAGE.format(number=number) + content
        (folder / f'page{number}.rst').write_text(page, encoding='utf-8')
