"""Which sentences a table shows, for translators to find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxext.http_status.facts.model import Note, StatusRow, StatusTable


def find_messages(table: StatusTable, *, group: bool) -> Iterator[str]:
    """Yield the sentences of a table, as a translator meets them; some come repeatedly."""
    for column in table.columns:
        if column in wording.HEADERS:
            yield wording.HEADERS[column]
    for row in table.rows:
        yield from _row_messages(table, row)
    if group:
        yield from _class_messages(table)


def find_note_messages(notes: Iterable[Note]) -> Iterator[str]:
    """Yield the sentences of the notes of a table, as patterns without their members."""
    for note in notes:
        added = sum(not change.old for change in note.changes)
        removed = sum(not change.new for change in note.changes)
        renamed = len(note.changes) - added - removed
        if added:
            yield wording.ADDED[added > 1]
        if removed:
            yield wording.REMOVED[removed > 1]
        if renamed:
            yield from (wording.RENAMED, wording.RENAME)
        if any(change.aliased for change in note.changes):
            yield wording.OLD_NAMES_STAY
        if bool(added) + bool(removed) + bool(renamed) > 1 or any(c.aliased for c in note.changes):
            yield wording.SENTENCES
        for number in (added, removed, renamed):
            yield from [wording.LIST_END] * (number > 1) + [wording.LIST] * (number > 2)


def _class_messages(table: StatusTable) -> Iterator[str]:
    for number in sorted({wording.class_of(row) for row in table.rows}):
        if number:
            yield from (
                wording.CLASS_HEADING,
                wording.CLASS_ROW,
                wording.CLASSES[number],
                wording.CLASS_DESCRIPTIONS[number],
            )
        else:
            yield wording.OTHER_CODES


def _row_messages(table: StatusTable, row: StatusRow) -> Iterator[str]:
    if 'details' in table.columns and row.citation:
        yield row.citation.spec
        yield wording.citation_pattern(row.citation)
        if row.citation.maturity:
            yield wording.MATURITY
            yield row.citation.maturity
    if 'name' in table.columns and 'aliases' not in table.columns and row.aliases:
        yield wording.NAME_WITH_ALIAS
    for column in ('phrase', 'description'):
        if column in table.columns and (text := getattr(row, column)):
            yield text
