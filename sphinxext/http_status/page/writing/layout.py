"""Lays cells out as a docutils table, in a form that the builder can write."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, cast

from docutils import nodes

from sphinxext.http_status.facts.characters import width
from sphinxext.http_status.facts.registry import class_of
from sphinxext.http_status.page.inline import fill, text
from sphinxext.http_status.page.messages import english
from sphinxext.http_status.page.nodes import FACTS_KEY, status_row_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.builders import Builder

    from sphinxext.http_status.facts.columns import Column
    from sphinxext.http_status.facts.model import StatusRow, StatusTable
    from sphinxext.http_status.page.nodes import status_table

    from .cells import CellMaker

#: The width, in characters, up to which a column is as wide as its longest line.
PROSE_WIDTH = 60

_MARKS: dict[type[nodes.Node], str] = {nodes.literal: '"', nodes.strong: '**', nodes.emphasis: '*'}


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What is known of the output format of a builder."""

    #: Whether a cell may reach over several columns.
    spans: bool = True
    #: Whether words are hyphenated, identifiers among them.
    hyphenates: bool = False
    #: Whether browsers read it.
    is_html: bool = False
    #: Whether LaTeX sets it.
    is_paper: bool = False
    #: Whether tables are compared with their facts, so that they have to name them.
    names_facts: bool = False

    @classmethod
    def of(cls, builder: Builder) -> Output:
        """Return what is known of a builder."""
        return cls(
            # The man writer of docutils warns of a spanning cell, and texinfo knows none.
            spans=builder.format not in ('man', 'texinfo'),
            hyphenates=builder.format == 'man',
            is_html=builder.format == 'html',
            is_paper=builder.format == 'latex',
            names_facts=builder.name == 'http-status',
        )


class Layout:
    """Lays out the rows of one table."""

    def __init__(self, node: status_table, facts: StatusTable, cells: CellMaker, output: Output) -> None:
        self.node = node
        self.facts = facts
        self.cells = cells
        self.output = output

    def table(self) -> nodes.table:
        """Return the table that the placeholder stands for."""
        head = nodes.row('', *map(self._header_cell, self.cells.columns))
        body = list(self._groups() if self.node['group'] else self._rows(self.facts.rows))
        tgroup = nodes.tgroup('', cols=len(self.cells.columns))
        tgroup += [nodes.colspec('', **spec) for spec in self._colspecs([head, *body])]
        tgroup += [nodes.thead('', head), nodes.tbody('', *body)]
        titles = (child for child in self.node if isinstance(child, nodes.title))
        table = nodes.table('', *titles, tgroup)
        for name in ('ids', 'names', 'dupnames', 'classes', 'align', 'width'):
            if name in self.node:
                table[name] = self.node[name]
        if self.output.names_facts:
            table[FACTS_KEY] = self.node['key']
        table.source, table.line = self.node.source, self.node.line
        return table

    def _header_cell(self, column: Column) -> nodes.entry:
        return nodes.entry('', nodes.paragraph('', '', *self.cells.header(column)))

    def _groups(self) -> Iterator[nodes.row]:
        """Yield a heading row and the rows of each class; codes of no class come last."""
        ordered = sorted(self.facts.rows, key=lambda row: class_of(row) or 9)
        for number, rows in groupby(ordered, key=class_of):
            yield self._heading_row(number)
            yield from self._rows(rows)

    def _heading_row(self, number: int) -> nodes.row:
        heading = nodes.entry('', self._heading(number))
        row = nodes.row('', heading, classes=['http-status-class', *_class_names(number)])
        if others := len(self.facts.columns) - 1:
            if self.output.spans:
                heading['morecols'] = others
            else:
                row += [nodes.entry() for _ in range(others)]
        return row

    def _heading(self, number: int) -> nodes.paragraph:
        translate = self.cells.translate
        if not number:
            heading = nodes.strong('', '', *text(translate(english.OTHER_CODES)))
            return nodes.paragraph('', '', heading)
        parts = {'code': text(f'{number}xx'), 'class': text(translate(english.CLASSES[number]))}
        heading = nodes.strong('', '', *fill(translate(english.CLASS_HEADING), parts))
        description = text(translate(english.CLASS_DESCRIPTIONS[number]))
        row = fill(translate(english.CLASS_ROW), {'heading': [heading], 'description': description})
        return nodes.paragraph('', '', *row)

    def _rows(self, rows: Iterable[StatusRow]) -> Iterator[nodes.row]:
        first, *others = self.cells.columns
        header = status_row_header if self.output.is_html else nodes.entry
        for row in rows:
            blocks = self.cells.links.mark(row, self.cells.blocks(row, first))
            cells = [header('', *blocks)]
            cells += [nodes.entry('', *self.cells.blocks(row, column)) for column in others]
            yield nodes.row('', *cells, classes=_class_names(class_of(row)))

    def _colspecs(self, rows: list[nodes.row]) -> Iterator[dict[str, int]]:
        columns = len(self.facts.columns)
        widths = self.node.get('colwidths') or [
            max(_cell_width(cast('nodes.entry', row[position])) for row in rows if len(row) == columns)
            for position in range(columns)
        ]
        for position, colwidth in enumerate(widths):
            stub = {'stub': 1} if self.output.is_html and not position else {}
            yield {'colwidth': colwidth, **stub}


def _class_names(number: int) -> list[str]:
    return [f'http-status-{number}xx'] if number else []


def _cell_width(entry: nodes.entry) -> int:
    """Return the width that keeps every word of a cell whole, and short lines on one line."""
    lines = shown_lines(entry)
    longest = max((width(word) for line in lines for word in line.split()), default=1)
    return max(longest, min(max(map(width, lines), default=1), PROSE_WIDTH))


def shown_lines(entry: nodes.entry) -> list[str]:
    """Return the lines of a cell, as the text builder marks them up."""
    return '\n'.join(_shown(block) for block in entry).splitlines()


def _shown(node: nodes.Node) -> str:
    """Return a node as the text builder marks it up."""
    if isinstance(node, nodes.Text):
        return node.astext()
    mark = _MARKS.get(type(node), '')
    return mark + ''.join(map(_shown, node.children)) + mark
