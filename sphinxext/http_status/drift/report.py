"""Findings as lines of text, for people and for programs that annotate a change."""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.model import Citation, StatusRow

from .findings import Changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sphinxext.http_status.facts.model import Code, StatusTable

    from .check import Checked
    from .findings import Finding
    from .records import PageRow


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
    """Yield the lines of a unified diff: the table as it is, and as it should be.

    Both are laid out anew, with the columns that the page shows, so that only facts differ.

    :param render: returns a table as text.
    """
    rows = checked.reading.rows
    columns = tuple(_columns(rows))
    facts = {row.code: row for row in table.rows}
    by_name = {name: row for row in table.rows for name in (row.name, *row.aliases)}
    wrong = {
        (finding.row.code, finding.field) for finding in checked.findings if isinstance(finding, Changed)
    }
    shown = [_shown(row, _fact(row, facts) or _by_names(row, by_name)) for row in rows]
    written = {row.code: row.name for row in shown}
    wanted = [
        replace(
            row,
            aliases=(),
            name=row.name if (row.code, 'name') in wrong else written.get(row.code, row.name),
        )
        for row in table.rows
    ]
    before, after = (
        render(replace(table, columns=columns, rows=tuple(made))) for made in (shown, wanted)
    )
    name = checked.reading.place.address
    yield from difflib.unified_diff(
        before.splitlines(), after.splitlines(), name, f'{name} ({table.object})', lineterm=''
    )


def _columns(rows: Iterable[PageRow]) -> Iterator[str]:
    shown = frozenset().union(*(row.shown for row in rows))
    for field, column in (
        ('code', 'code'),
        ('name', 'name'),
        ('phrase', 'phrase'),
        ('citation', 'details'),
    ):
        if field in shown:
            yield column


def _fact(row: PageRow, facts: Mapping[Code, StatusRow]) -> StatusRow | None:
    return None if row.code is None else facts.get(row.code)


def _by_names(row: PageRow, by_name: dict[str, StatusRow]) -> StatusRow | None:
    return next((by_name[name] for name in row.names if name in by_name), None)


def _shown(row: PageRow, fact: StatusRow | None) -> StatusRow:
    """Return a row of the page in the form of a fact."""
    citation = None
    if row.citations:
        cited = row.citations[0]
        # The title and the maturity of a specification are prose, and not compared.
        prose = fact.citation if fact and fact.citation else Citation(spec='', rfc=0)
        citation = replace(prose, rfc=cited.rfc, section=cited.section)
    code = row.code if row.code is not None else row.code_text or (fact.code if fact else '')
    return StatusRow(code=code, name=', '.join(row.names), phrase=row.phrase, citation=citation)


def _escape(text: str, more: str = '') -> str:
    for character in '%\r\n' + more:
        text = text.replace(character, f'%{ord(character):02X}')
    return text
