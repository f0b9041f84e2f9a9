"""Rows as text: reStructuredText, Markdown, CSV and JSON. Standard library only."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, replace
from itertools import chain
from textwrap import indent
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.characters import is_address, width
from sphinxext.http_status.facts.columns import Kind, find_column, has_kind

from .markup import MARKDOWN, PLAIN, RST
from .messages import english
from .messages.words import find_header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sphinxext.http_status.facts.columns import Column
    from sphinxext.http_status.facts.model import StatusRow, StatusTable

    from .markup import Style


def render(table: StatusTable, form: str) -> str:
    """Return the rows of a table as text that ends with a newline.

    :param form: one of :data:`FORMATS`.
    """
    return FORMATS[form](table)


def render_rst(table: StatusTable) -> str:
    """Return a simple table, which docutils parses without a warning, or a list where cells have lines.

    It refers to RFCs by the ``:rfc:`` role, as a page written by hand does.
    """
    cells = _cells(table, RST)
    if len(table.columns) == 1 or any('\n' in cell for cell in chain(*cells)):
        return _list_table(cells)
    rows = [_filled(row) for row in cells]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    rule = ' '.join('=' * columns for columns in widths)
    head, *body = (_line(row, widths) for row in rows)
    lines = [rule, head, rule, *body, rule] if body else [rule, head, rule]
    return '\n'.join(lines) + '\n'


def _filled(cells: Sequence[str]) -> list[str]:
    """Return the cells of a row, with an empty comment where docutils must not find nothing.

    In the first column an empty cell would continue the row above it. In the last one, docutils
    miscounts the combining characters in front of it.
    """
    first, *others, last = cells
    alone = ''.join(cells).isascii()
    return [first or '..', *others, last if last or alone else '..']


def _list_table(rows: Iterable[Iterable[str]]) -> str:
    """Return the one table whose cells may hold anything.

    It may have a single column too, where the rule of a simple one would be that of a title.
    """
    text = '.. list-table::\n   :header-rows: 1\n\n'
    for row in rows:
        mark = '*'
        for cell in row:
            lines = indent(cell, ' ' * 7).strip()
            text += f'   {mark} - {lines}'.rstrip() + '\n'
            mark = ' '
    return text


def render_markdown(table: StatusTable) -> str:
    """Return a pipe table in Markdown; RFCs are links to the sections that they cite."""
    head, *body = _cells(table, MARKDOWN)
    lines = [head, ['---'] * len(head), *body]
    return ''.join('| ' + ' | '.join(cells) + ' |\n' for cells in lines)


def render_csv(table: StatusTable) -> str:
    """Return comma-separated values with a header line (RFC 4180, but with plain newlines)."""
    out = io.StringIO()
    csv.writer(out, lineterminator='\n').writerows(_cells(table, PLAIN))
    return out.getvalue()


def render_json(table: StatusTable) -> str:
    """Return a list of objects, one per row, with the names of the columns as keys.

    Details are an object with the keys spec, rfc, section, maturity and url, or null.
    """
    columns = [find_column(name) for name in table.columns]
    rows = [{column.name: VALUES[column.kind](row, column) for column in columns} for row in table.rows]
    return json.dumps(rows, indent=2) + '\n'


FORMATS: dict[str, Callable[[StatusTable], str]] = {
    'rst': render_rst,
    'md': render_markdown,
    'csv': render_csv,
    'json': render_json,
}


def _cells(table: StatusTable, style: Style) -> Sequence[list[str]]:
    """Return the cells of the header, and of each row."""
    columns = [find_column(name) for name in table.columns]
    if has_kind(table.columns, Kind.ALIASES):
        style = replace(style, shows_aliases=False)
    head = [style.text(find_header(column.name, table.registry)) for column in columns]
    rows = ([CELLS[column.kind](row, column, style) for column in columns] for row in table.rows)
    return [head, *rows]


def _literal(row: StatusRow, column: Column, style: Style) -> str:
    return style.literal(column.text(row))


def _name(row: StatusRow, column: Column, style: Style) -> str:
    name = _literal(row, column, style)
    if not row.aliases or not style.shows_aliases:
        return name
    return english.NAME_WITH_ALIAS % {'name': name, 'aliases': _aliases(row, column, style)}


def _aliases(row: StatusRow, _column: Column, style: Style) -> str:
    return ', '.join(map(style.literal, row.aliases))


def _text(row: StatusRow, column: Column, style: Style) -> str:
    return style.text(column.text(row))


def _plain(row: StatusRow, column: Column, style: Style) -> str:
    content = column.text(row)
    return style.address(content) if is_address(content) else style.text(content)


def _markup(row: StatusRow, column: Column, style: Style) -> str:
    return style.markup(column.text(row))


def _citation(row: StatusRow, _column: Column, style: Style) -> str:
    if (citation := row.citation) is None:
        return ''
    parts = {
        'spec': style.link(citation.title, citation.url) if citation.url else style.text(citation.spec),
        'rfc': style.rfc(citation),
        'section': style.text(citation.section),
    }
    cited = english.citation_pattern(citation) % parts
    if not citation.maturity:
        return cited
    return english.MATURITY % {'citation': cited, 'maturity': style.text(citation.maturity)}


#: What writes a cell of each kind.
CELLS: Mapping[Kind, Callable[[StatusRow, Column, Style], str]] = {
    Kind.CODE: _literal,
    Kind.NAME: _name,
    Kind.ALIASES: _aliases,
    Kind.PHRASE: _text,
    Kind.PROSE: _text,
    Kind.CITATION: _citation,
    Kind.PLAIN: _plain,
    Kind.MARKUP: _markup,
}


def _text_value(row: StatusRow, column: Column) -> str:
    return column.text(row)


#: What a program gets for a cell of each kind, in JSON.
VALUES: Mapping[Kind, Callable[[StatusRow, Column], object]] = {
    Kind.CODE: lambda row, _column: row.code,
    Kind.NAME: _text_value,
    Kind.ALIASES: lambda row, _column: row.aliases,
    Kind.PHRASE: _text_value,
    Kind.PROSE: _text_value,
    Kind.CITATION: lambda row, _column: asdict(row.citation) if row.citation else None,
    Kind.PLAIN: lambda row, column: column.value(row),
    Kind.MARKUP: _text_value,
}


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + ' ' * (columns - width(cell)) for cell, columns in zip(cells, widths, strict=True))
    return ' '.join(padded).rstrip()
