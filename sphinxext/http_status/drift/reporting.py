"""Findings as lines of text, for people and for programs that annotate a change."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.characters import visible

from .comparing.notes import LostNote, WrongNote
from .findings import Generated, Missing, Unreadable
from .records import compared_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxext.http_status.facts.request import TableRequest

    from .check import Checked
    from .findings import Finding
    from .repairing.additions import Addition

#: What ``http-status render`` prints when it is not told which columns.
_DEFAULT_COLUMNS = ('code', 'name', 'details')


def as_text(finding: Finding) -> str:
    """Return ``path:line: message``, with ``note:`` before a message that is for information."""
    return f'{finding.place}: {"" if finding.drift else "note: "}{finding.message}'


def as_github(finding: Finding) -> str:
    """Return the workflow command that annotates the line of a change on GitHub."""
    command = 'error' if finding.drift else 'notice'
    where = f'file={_escape(visible(finding.place.path), ",:")}'
    if finding.place.line:
        where += f',line={finding.place.line}'
    return f'::{command} {where},title=http-status::{_escape(finding.message)}'


def as_record(finding: Finding, docname: str = '', filename: str = '') -> dict[str, object]:
    """Return what programs ask of a finding, by the names that the builder's output.json has for it.

    :param docname: the document, where a Sphinx project has it.
    :param filename: the file, if that is not the place of the finding.
    """
    return {
        'docname': docname,
        'filename': filename or finding.place.path,
        'lineno': finding.place.line or 0,
        'fragment': finding.place.fragment,
        'kind': type(finding).__name__.lower(),
        'drift': finding.drift,
        'message': finding.message,
    }


def as_json(finding: Finding) -> str:
    """Return a finding as one line of JSON."""
    return json.dumps(as_record(finding))


#: The forms of a finding, by the name that the command line gives them.
FORMATS = {'text': as_text, 'github': as_github, 'json': as_json}


def repairs(pages: Iterable[Checked], request: TableRequest) -> Iterator[str]:
    """Yield what repairs pages with drift, line by line.

    That is what to add, in the form of the page, and else the command that prints the right table.
    """
    # Imported late, since it loads docutils.
    from .repairing.additions import find_additions

    commands: dict[str, list[str]] = {}
    added: set[tuple[str, Addition]] = set()
    for page in pages:
        additions, path = find_additions(page), visible(page.reading.place.path)
        # A page may be named several times, or a part of it.
        new = [each for each in additions if (path, each) not in added]
        added.update((path, each) for each in new)
        for line, group in groupby(new, key=lambda addition: addition.line):
            yield f'add behind line {line} of {path}:'
            yield from (f'    {text}' for each in group for text in each.text)
        if _needs_table(page, are_added=bool(additions)):
            address = visible(page.reading.place.address)
            commands.setdefault(_command(page, request), []).append(address)
    for command, addresses in commands.items():
        yield f'"{command}" prints what should be in {" and ".join(dict.fromkeys(addresses))}'


def _needs_table(page: Checked, *, are_added: bool) -> bool:
    """Return whether a page would be right with another table."""
    if any(isinstance(each, Generated) for each in page.findings) and not page.reading.rows:
        return False
    others = (LostNote, WrongNote, Missing) if are_added else (LostNote, WrongNote)
    return not _is_list(page) and any(not isinstance(each, others) for each in page.drift)


def _is_list(page: Checked) -> bool:
    """Return whether a page lists members, which a table would not repair."""
    missing = {each.row.code for each in page.findings if isinstance(each, Missing)}
    is_unclear = any(isinstance(each, Unreadable) for each in page.findings)
    is_listing = any(each.listed for each in page.reading.mentions)
    return is_listing and not is_unclear and len(missing) < len(page.table.rows)


def _command(page: Checked, request: TableRequest) -> str:
    # Imported late, since it loads docutils.
    from sphinxext.http_status.drift.parsing.files import MARKDOWN_SUFFIXES

    columns = compared_columns(frozenset().union(*(row.shown for row in page.reading.rows)))
    request = request if columns in ((), _DEFAULT_COLUMNS) else replace(request, columns=columns)
    is_markdown = Path(page.reading.place.path).suffix.lower() in MARKDOWN_SUFFIXES
    return request.render_command + (' --format md' if is_markdown else '')


def _escape(text: str, more: str = '') -> str:
    for character in '%\r\n' + more:
        text = text.replace(character, f'%{ord(character):02X}')
    return text
