"""Findings as lines of text, for people and for programs that annotate a change."""

from __future__ import annotations

import difflib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from .correction import correct, shown_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinxext.http_status.facts.model import StatusTable
    from sphinxext.http_status.facts.request import TableRequest

    from .check import Checked
    from .findings import Finding

#: What ``http-status render`` prints when it is not told which columns.
_DEFAULT_COLUMNS = ('code', 'name', 'details')


def as_text(finding: Finding) -> str:
    """Return ``path:line: message``, with ``note:`` before a message that is no drift."""
    return f'{finding.place}: {"" if finding.drift else "note: "}{finding.message}'


def as_github(finding: Finding) -> str:
    """Return the workflow command that annotates the line of a change on GitHub."""
    command = 'error' if finding.drift else 'notice'
    where = f'file={_escape(finding.place.path, ",:")}'
    if finding.place.line:
        where += f',line={finding.place.line}'
    return f'::{command} {where},title=http-status::{_escape(finding.message)}'


#: The forms of a finding, by the name that the command line gives them.
FORMATS = {'text': as_text, 'github': as_github}


def difference(
    checked: Checked, table: StatusTable, render: Callable[[StatusTable], str]
) -> Iterator[str]:
    """Yield the lines of a unified diff: the rows as they are, and as they should be.

    Both are laid out anew, with the columns that the page shows, so that only facts differ. There
    is no diff of a page without a table.

    :param render: returns a table as text, each row on a line.
    """
    columns = shown_columns(checked.reading.rows)
    if not columns:
        return
    before, after = correct(checked, table.rows)
    both = replace(table, columns=columns, rows=(*before, *after))
    # Rendered together, so that a longer cell does not give all other lines another width.
    lines = render(both).splitlines()
    foot = lines[-1:] if lines[-1] == lines[0] else []
    head = lines[: len(lines) - len(foot) - len(both.rows)]
    rows = lines[len(head) :]
    name = checked.reading.place.address
    yield from difflib.unified_diff(
        [*head, *rows[: len(before)], *foot],
        [*head, *rows[len(before) : len(both.rows)], *foot],
        name,
        f'{name} ({table.object})',
        lineterm='',
    )


def repairs(pages: Iterable[Checked], request: TableRequest) -> Iterator[str]:
    """Yield the commands that print what should be on the pages with drift, each on a line."""
    commands: dict[str, list[str]] = {}
    for page in pages:
        if any(page.drift):
            commands.setdefault(_command(page, request), []).append(page.reading.place.address)
    for command, addresses in commands.items():
        yield f'"{command}" prints what should be in {" and ".join(dict.fromkeys(addresses))}'


def _command(page: Checked, request: TableRequest) -> str:
    # Whoever prints a table needs no docutils.
    from .document import MARKDOWN_SUFFIXES

    columns = shown_columns(page.reading.rows)
    request = request if columns in ((), _DEFAULT_COLUMNS) else replace(request, columns=columns)
    is_markdown = Path(page.reading.place.path).suffix.lower() in MARKDOWN_SUFFIXES
    return request.render_command + (' --format md' if is_markdown else '')


def _escape(text: str, more: str = '') -> str:
    for character in '%\r\n' + more:
        text = text.replace(character, f'%{ord(character):02X}')
    return text
