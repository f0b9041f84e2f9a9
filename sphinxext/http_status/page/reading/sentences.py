"""Lists the sentences of a table, which become messages for translators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext.http_status.facts.columns import Kind, find_column, has_kind
from sphinxext.http_status.page.messages import english
from sphinxext.http_status.page.messages.words import Group

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping

    from sphinxext.http_status.facts.columns import Column
    from sphinxext.http_status.facts.model import StatusRow, StatusTable


def find_messages(table: StatusTable, *, group: bool, described: Container[int] = ()) -> Iterator[str]:
    """Yield the sentences of cells and headings, as a translator meets them; some come repeatedly.

    :param described: the classes of which the project says something itself.
    """
    columns = [find_column(name) for name in table.columns]
    if has_kind(table.columns, Kind.ALIASES):
        # No alias stands beside a name then.
        columns = [column for column in columns if column.kind is not Kind.NAME]
    for row in table.rows:
        # By kind, so that the order in a catalog is not that of the columns.
        for kind, messages in MESSAGES.items():
            for column in columns:
                if column.kind is kind:
                    yield from messages(row, column)
    if group:
        yield from _class_messages(table, described)


def _class_messages(table: StatusTable, described: Container[int]) -> Iterator[str]:
    for group in sorted({Group.of(row) for row in table.rows}):
        if group.number:
            yield from (english.CLASS_HEADING, english.CLASS_ROW)
        yield group.heading
        if group.number and group.number not in described:
            yield english.CLASS_DESCRIPTIONS[group.number]


def _citation(row: StatusRow, _column: Column) -> Iterator[str]:
    if row.citation:
        if row.citation.spec:
            yield row.citation.spec
        if row.citation.rfc is not None:
            yield english.citation_pattern(row.citation)
        if row.citation.maturity:
            yield english.MATURITY
            yield row.citation.maturity


def _name(row: StatusRow, _column: Column) -> Iterator[str]:
    if row.aliases:
        yield english.NAME_WITH_ALIAS


def _own_text(row: StatusRow, column: Column) -> Iterator[str]:
    if text := column.text(row):
        yield text


def _truth(row: StatusRow, column: Column) -> Iterator[str]:
    if isinstance(column.value(row), bool):
        yield column.text(row)


def _nothing(_row: StatusRow, _column: Column) -> Iterator[str]:
    return iter(())


#: Yields what translators get for a cell of each kind. Facts are never among it, and docstrings have
#: messages of their own.
MESSAGES: Mapping[Kind, Callable[[StatusRow, Column], Iterator[str]]] = {
    Kind.CITATION: _citation,
    Kind.NAME: _name,
    Kind.PHRASE: _own_text,
    Kind.PROSE: _own_text,
    Kind.CODE: _nothing,
    Kind.ALIASES: _nothing,
    Kind.PLAIN: _truth,
    Kind.MARKUP: _nothing,
}
