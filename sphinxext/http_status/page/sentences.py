"""Which sentences a table shows, for translators to find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext.http_status.facts.model import StatusRow, StatusTable


def find_messages(table: StatusTable, *, group: bool) -> Iterator[str]:
    """Yield the sentences of a table, as a translator meets them; some come repeatedly."""
    for column in table.columns:
        if column in wording.HEADERS:
            yield wording.HEADERS[column]
    for row in table.rows:
        yield from _row_messages(table, row)
    if group:
        yield from _class_messages(table)


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
