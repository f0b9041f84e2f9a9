"""Lays cells out as a docutils table, in a form that the builder can write."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import chain, groupby
from typing import TYPE_CHECKING, cast

from docutils import nodes

from sphinxext.http_status.facts.characters import width
from sphinxext.http_status.facts.columns import Kind
from sphinxext.http_status.facts.registry import class_of
from sphinxext.http_status.page.config import is_right_to_left
from sphinxext.http_status.page.inline import fill, text
from sphinxext.http_status.page.messages import english
from sphinxext.http_status.page.messages.words import Group
from sphinxext.http_status.page.nodes import (
    FACTS_KEY,
    status_group_header,
    status_row_header,
    status_shared_table,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx.builders import Builder

    from sphinxext.http_status.facts.model import StatusRow, StatusTable
    from sphinxext.http_status.page.nodes import SharedNodes, status_table

    from .cells import CellMaker

#: The formats whose cells may reach over several columns. The man writer of docutils warns of such a
#: cell, texinfo knows none, the columns below one in text would become as wide as it needs, and
#: builders of others may fail.
SPANNING = ('html', 'latex')
#: The builders whose tables nobody but their writer looks into.
SHARING = ('html', 'dirhtml', 'singlehtml')
#: How many tables a table may stand in, where the writer would give up on the whole document.
DEPTHS = {'text': 0, 'man': 0, 'latex': 1}
#: The width, in characters, up to which a column is as wide as its longest line.
PROSE_WIDTH = 60

#: The classes of cells, by the kind of their column; our style sheet keeps room for what is read.
_KINDS: Mapping[Kind, list[str]] = {Kind.MARKUP: ['http-status-text']}

_MARKS: dict[type[nodes.Node], str] = {nodes.literal: '"', nodes.strong: '**', nodes.emphasis: '*'}


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What is known of the output format of a builder."""

    #: Whether a cell may reach over several columns, and is as wide as they are.
    spans: bool = True
    #: How many tables a table may stand in.
    depth: int = sys.maxsize
    #: Whether words are hyphenated, identifiers among them.
    hyphenates: bool = False
    #: Whether a footnote is cut in two, label and words, and its writer gives up where it has none.
    cuts_footnotes: bool = False
    #: Whether browsers read it.
    is_html: bool = False
    #: Whether it is written from right to left there.
    is_right_to_left: bool = False
    #: Whether equal tables are written once.
    shares: bool = False
    #: Whether all documents become one page.
    joins_documents: bool = False
    #: Whether LaTeX sets it.
    is_paper: bool = False
    #: Whether tables are compared with their facts, so that they have to name them.
    names_facts: bool = False

    @classmethod
    def of(cls, builder: Builder) -> Output:
        """Return what is known of a builder."""
        return cls(
            spans=builder.format in SPANNING or builder.name in ('pseudoxml', 'xml', 'http-status'),
            depth=DEPTHS.get(builder.format, sys.maxsize),
            cuts_footnotes=builder.format == 'man',
            hyphenates=builder.format == 'man',
            is_html=builder.format == 'html',
            is_right_to_left=builder.format == 'html' and is_right_to_left(builder.config),
            shares=builder.name in SHARING and not builder.config.http_status_expose_cells,
            joins_documents=builder.name == 'singlehtml',
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

    def blocks(self) -> list[nodes.Element]:
        """Return what the placeholder stands for: a table, or one for each class below its heading."""
        titles = [child for child in self.node if isinstance(child, nodes.title)]
        if not self.node['group']:
            blocks: list[nodes.Element] = [self._table([list(self._rows(self.facts.rows))], titles)]
        elif self.output.spans:
            blocks = [self._grouped_table(titles)]
        else:
            blocks = list(self._tables_below_headings(titles)) or [self._table([[]], titles)]
        for name in ('ids', 'names', 'dupnames'):
            if name in self.node:
                blocks[0][name] = self.node[name]
        for block in blocks:
            block.source, block.line = self.node.source, self.node.line
        return blocks

    def _table(
        self, bodies: Sequence[Sequence[nodes.row]], titles: Sequence[nodes.Node] = ()
    ) -> nodes.table:
        head = nodes.row('', *map(self._header_cell, self.node['headers']))
        tgroup = nodes.tgroup('', cols=len(self.cells.columns))
        tgroup += [nodes.colspec('', **spec) for spec in self._colspecs([head, *chain(*bodies)])]
        tgroup += [nodes.thead('', head), *(nodes.tbody('', *rows) for rows in bodies)]
        table = nodes.table('', *titles, tgroup)
        for name in ('classes', 'align', 'width'):
            if name in self.node:
                table[name] = self.node[name]
        if self.output.names_facts:
            table[FACTS_KEY] = self.node['key']
        return table

    def _header_cell(self, header: str) -> nodes.entry:
        return nodes.entry('', nodes.paragraph('', '', *text(self.cells.translate(header))))

    def _grouped_table(self, titles: Sequence[nodes.Node]) -> nodes.table:
        bodies = [[self._heading_row(group), *rows] for group, rows in self._groups()] or [[]]
        return self._table(bodies if self.output.is_html else [[*chain(*bodies)]], titles)

    def _tables_below_headings(self, titles: Iterable[nodes.Element]) -> Iterator[nodes.Element]:
        groups = [(self._heading(group), self._table([rows])) for group, rows in self._groups()]
        _align(table for _heading, table in groups)
        # A title of a table would stand behind the heading; man takes one for the title of the page.
        for title in titles if groups else ():
            yield nodes.paragraph('', '', nodes.strong('', '', *title.children))
        for heading, table in groups:
            yield from (*heading, table)

    def _groups(self) -> Iterator[tuple[Group, list[nodes.row]]]:
        """Yield each group and its rows; codes of no class and no registry come last."""
        for group, rows in groupby(sorted(self.facts.rows, key=Group.of), key=Group.of):
            yield group, list(self._rows(rows))

    def _heading_row(self, group: Group) -> nodes.row:
        header = status_group_header if self.output.is_html else nodes.entry
        heading = header('', *self._heading(group))
        if others := len(self.facts.columns) - 1:
            heading['morecols'] = others
        return nodes.row('', heading, classes=['http-status-class', *_class_names(group.number)])

    def _heading(self, group: Group) -> list[nodes.Element]:
        """Return the heading of a group, and what the project says besides, as block nodes."""
        translate = self.cells.translate
        title = text(translate(group.heading))
        if not group.number:
            return [nodes.paragraph('', '', nodes.strong('', '', *title))]
        parts = {'code': text(f'{group.number}xx'), 'class': title}
        heading = nodes.strong('', '', *fill(translate(english.CLASS_HEADING), parts))
        said = self.cells.said(group.number)
        description = text(translate(english.CLASS_DESCRIPTIONS[group.number]))
        if said and isinstance(said[0], nodes.paragraph):
            description = list(said.pop(0).children)
        elif said:
            return [nodes.paragraph('', '', heading), *said]
        row = fill(translate(english.CLASS_ROW), {'heading': [heading], 'description': description})
        return [nodes.paragraph('', '', *row), *said]

    def _rows(self, rows: Iterable[StatusRow]) -> Iterator[nodes.row]:
        first, *others = self.cells.columns
        header = status_row_header if self.output.is_html else nodes.entry
        for row in rows:
            blocks = self.cells.links.mark(row, self.cells.blocks(row, first))
            cells = [header('', *blocks)]
            cells += [
                nodes.entry('', *self.cells.blocks(row, column), classes=_KINDS.get(column.kind, []))
                for column in others
            ]
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


def shared_table(shared: SharedNodes, **attributes: object) -> status_shared_table:
    """Return what stands for a table: one with the same attributes, whose one cell has its words."""
    table = cast('nodes.table', shared.content[0])
    cell = nodes.entry('', nodes.paragraph('', '', *map(nodes.Text, shared.words)))
    body = nodes.tbody('', nodes.row('', cell))
    tgroup = nodes.tgroup('', nodes.colspec('', colwidth=1), body, cols=1)
    return status_shared_table('', tgroup, shared=shared, **table.attributes, **attributes)


def _align(tables: Iterable[nodes.table]) -> None:
    """Give columns that stand below each other the width of the widest."""
    for specs in zip(*(table.findall(nodes.colspec) for table in tables), strict=True):
        widest = max(spec['colwidth'] for spec in specs)
        for spec in specs:
            spec['colwidth'] = widest


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
