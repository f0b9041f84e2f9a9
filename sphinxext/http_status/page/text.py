"""Rows as text: reStructuredText, Markdown, CSV and JSON. Standard library only."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.columns import COLUMNS

from . import wording
from .plain import width
from .styles import MARKDOWN, PLAIN, RST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sphinxext.http_status.facts.model import Citation, StatusRow, StatusTable

    from .styles import Style


def render(table: StatusTable, form: str) -> str:
    """Return the rows of a table as text that ends with a newline.

    :param form: one of :data:`FORMATS`.
    """
    return FORMATS[form](table)


def render_rst(table: StatusTable) -> str:
    """Return a simple table, which docutils parses without a warning.

    It refers to RFCs by the ``:rfc:`` role, as a page written by hand does.
    """
    cells = _cells(table, RST)
    if len(table.columns) == 1:
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
    """Return the one table that may have a single column: the rule of a simple one is a title's."""
    lines = ['.. list-table::', '   :header-rows: 1', '']
    lines += [f'   * - {cell}'.rstrip() for row in rows for cell in row]
    return '\n'.join(lines) + '\n'


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

    Details are an object with the keys spec, rfc, section and maturity, or null.
    """
    rows = [{column: _value(row, column) for column in table.columns} for row in table.rows]
    return json.dumps(rows, indent=2) + '\n'


FORMATS: dict[str, Callable[[StatusTable], str]] = {
    'rst': render_rst,
    'md': render_markdown,
    'csv': render_csv,
    'json': render_json,
}


def _cells(table: StatusTable, style: Style) -> Sequence[list[str]]:
    head = [style.text(wording.header(column)) for column in table.columns]
    return [
        head,
        *([_cell(table, row, column, style) for column in table.columns] for row in table.rows),
    ]


def _cell(table: StatusTable, row: StatusRow, column: str, style: Style) -> str:
    if column == 'code':
        return style.literal(str(row.code))
    if column == 'name':
        name, aliases = style.literal(row.name), ', '.join(map(style.literal, row.aliases))
        beside = style.shows_aliases and aliases and 'aliases' not in table.columns
        return wording.NAME_WITH_ALIAS % {'name': name, 'aliases': aliases} if beside else name
    if column == 'aliases':
        return ', '.join(map(style.literal, row.aliases))
    if column == 'details':
        return _citation(row.citation, style) if row.citation else ''
    return style.text(str(_value(row, column)))


def _citation(citation: Citation, style: Style) -> str:
    parts = {
        'spec': style.text(citation.spec),
        'rfc': style.rfc(citation),
        'section': style.text(citation.section),
    }
    cited = wording.citation_pattern(citation) % parts
    if not citation.maturity:
        return cited
    return wording.MATURITY % {'citation': cited, 'maturity': style.text(citation.maturity)}


def _value(row: StatusRow, column: str) -> object:
    if column == 'details':
        return asdict(row.citation) if row.citation else None
    if column in COLUMNS:
        return getattr(row, column)
    return row.attributes.get(column, '')


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + ' ' * (columns - width(cell)) for cell, columns in zip(cells, widths, strict=True))
    return ' '.join(padded).rstrip()
