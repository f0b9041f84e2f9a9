"""Rows as text: reStructuredText, Markdown, CSV and JSON. Standard library only."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.characters import plain, width
from sphinxext.http_status.facts.columns import Kind, find_column, has_kind

from .messages import english

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sphinxext.http_status.facts.columns import Column
    from sphinxext.http_status.facts.model import Citation, StatusRow, StatusTable

RFC_URL = 'https://datatracker.ietf.org/doc/html/rfc%s'

_RST_MARKUP = re.compile(r'([\\`*_|<>\[\]:@])')
_RST_ENUMERATOR = re.compile(r'^(\(?[\w#]+)([.)])(?=\s|$)')
_MARKDOWN_MARKUP = re.compile(r'([\\`*_|<>\[\]{}~$&@^=])')


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
    head = [style.text(column.header) for column in columns]
    rows = ([CELLS[column.kind](row, column, style) for column in columns] for row in table.rows)
    return [head, *rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The pieces of a cell in one form of text."""

    #: Writes text of which nothing is markup.
    text: Callable[[str], str]
    #: Writes an identifier.
    literal: Callable[[str], str]
    #: Writes the reference to an RFC.
    rfc: Callable[[Citation], str]
    #: Whether aliases stand beside the name, where no column has them.
    shows_aliases: bool = True


def rst_text(content: str) -> str:
    """Escape text for a cell of a table in reStructuredText."""
    shown = plain(content)
    escaped = _RST_ENUMERATOR.sub(r'\1\\\2', _RST_MARKUP.sub(r'\\\1', shown))
    if not escaped.strip('\\'):
        # Backslashes alone would be a rule, however many they are; escaped space is nothing.
        return '\\ ' + escaped if escaped else ''
    # At the start of a cell, punctuation may open a list, a comment or a rule.
    return escaped if shown[0].isalnum() or escaped[0] == '\\' else '\\' + escaped


def rst_literal(content: str) -> str:
    """Return a literal in reStructuredText, or escaped text where none can hold it."""
    shown = plain(content)
    return rst_text(shown) if not shown or '`' in shown else f'``{shown}``'


def markdown_text(content: str) -> str:
    """Escape text for a cell of a Markdown table."""
    return _MARKDOWN_MARKUP.sub(r'\\\1', plain(content))


def markdown_literal(content: str) -> str:
    """Return a code span in Markdown, or escaped text where none can hold it."""
    shown = plain(content)
    # Parsers disagree on an escaped pipe behind a backslash in a code span.
    if not shown or '`' in shown or '\\|' in shown:
        return markdown_text(shown)
    # A pipe ends the cell even in a code span, unless it is escaped.
    return '`' + shown.replace('|', '\\|') + '`'


def _rst_rfc(citation: Citation) -> str:
    return f':rfc:`{citation.rfc}`'


def _markdown_rfc(citation: Citation) -> str:
    return f'[RFC {citation.rfc}]({RFC_URL % citation.target})'


def _plain_rfc(citation: Citation) -> str:
    return f'RFC {citation.rfc}'


RST = Style(text=rst_text, literal=rst_literal, rfc=_rst_rfc)
MARKDOWN = Style(text=markdown_text, literal=markdown_literal, rfc=_markdown_rfc)
PLAIN = Style(text=plain, literal=plain, rfc=_plain_rfc, shows_aliases=False)


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


def _citation(row: StatusRow, _column: Column, style: Style) -> str:
    if (citation := row.citation) is None:
        return ''
    parts = {
        'spec': style.text(citation.spec),
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
    Kind.PLAIN: _text,
    Kind.MARKUP: _text,
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
    Kind.PLAIN: _text_value,
    Kind.MARKUP: _text_value,
}


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + ' ' * (columns - width(cell)) for cell, columns in zip(cells, widths, strict=True))
    return ' '.join(padded).rstrip()
