"""From placeholder to table, for whatever builder writes the page."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.builders.gettext import MessageCatalogBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform

from . import wording
from .cells import CellMaker, fill, text
from .domain import find_domain
from .nodes import member_docstring, sentence, status_table
from .plain import width
from .rfc import RFCReferences
from .translation import TranslateTables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sphinx.application import Sphinx

    from sphinxext.http_status.facts.model import StatusRow, StatusTable

#: The width, in characters, up to which a column is as wide as its longest line.
PROSE_WIDTH = 60

#: In front of a word, this keeps man from hyphenating it (groff_char and groff(7)).
NO_HYPHENATION = r'\%'

#: The man writer of docutils warns of a spanning cell, and texinfo knows none.
FORMATS_WITHOUT_SPANS = ('man', 'texinfo')

_MARKS: dict[type[nodes.Node], str] = {nodes.literal: '"', nodes.strong: '**', nodes.emphasis: '*'}


class ExpandStatusTables(SphinxPostTransform):
    """Replaces each placeholder by its table."""

    # References inside docstrings have to be there for Sphinx's resolver, which runs at 10.
    default_priority = 5
    spans_columns: ClassVar[bool] = True

    def run(self, **_kwargs: Any) -> None:
        """Expand the placeholders of one document."""
        domain = find_domain(self.env)
        for node in list(self.document.findall(status_table)):
            facts = domain.tables[node['key']]
            table = build_table(node, facts, self.document, spans_columns=self.spans_columns)
            node.replace_self(table)
            for name in table['ids']:
                self.document.ids[name] = table


class ExpandWithoutSpans(ExpandStatusTables):
    """Does the same for writers that cannot join the cells of a row."""

    spans_columns = False

    def run(self, **kwargs: Any) -> None:
        """Expand the placeholders, and keep man from hyphenating identifiers."""
        super().run(**kwargs)
        for table in self.document.findall(nodes.table):
            if 'http-status-table' in table['classes']:
                for literal in table.findall(nodes.literal):
                    literal.insert(0, nodes.raw('', NO_HYPHENATION, format='manpage'))


def build_table(
    node: status_table, facts: StatusTable, document: nodes.document, *, spans_columns: bool
) -> nodes.table:
    """Return the table that a placeholder stands for."""
    translate = translator(node)
    docstrings = {child['name']: child for child in node.children if isinstance(child, member_docstring)}
    maker = CellMaker(facts, translate, RFCReferences(document), docstrings)
    head = nodes.row('', *(_header_cell(column, translate) for column in facts.columns))
    if node['group']:
        body = list(_groups(facts, maker, spans_columns=spans_columns))
    else:
        body = list(_rows(facts.rows, facts.columns, maker))
    tgroup = nodes.tgroup('', cols=len(facts.columns))
    tgroup += _colspecs(node, [head, *body], len(facts.columns))
    tgroup += [nodes.thead('', head), nodes.tbody('', *body)]
    table = nodes.table(
        '', *(child for child in node.children if isinstance(child, nodes.title)), tgroup
    )
    for name in ('ids', 'names', 'dupnames', 'classes', 'align', 'width'):
        if name in node:
            table[name] = node[name]
    table.source, table.line = node.source, node.line
    return table


def translator(node: status_table) -> Callable[[str], str]:
    """Return a function from a message to its reader's form."""
    sentences = (child for child in node.children if isinstance(child, sentence))
    known = {child['message']: child['translation'] for child in sentences if 'translation' in child}
    return lambda message: known.get(message, message)


def _header_cell(column: str, translate: Callable[[str], str]) -> nodes.entry:
    return nodes.entry('', nodes.paragraph('', '', *text(translate(wording.header(column)))))


def _groups(facts: StatusTable, maker: CellMaker, *, spans_columns: bool) -> Iterator[nodes.row]:
    """Yield a heading row and the rows of each class; codes of no class come last."""
    others = len(facts.columns) - 1
    ordered = sorted(facts.rows, key=lambda row: wording.class_of(row) or 9)
    for number, rows in groupby(ordered, key=wording.class_of):
        heading = nodes.entry('', _class_heading(number, maker))
        row = nodes.row('', heading, classes=['http-status-class'])
        if spans_columns and others:
            heading['morecols'] = others
        else:
            row += [nodes.entry() for _ in range(others)]
        yield row
        yield from _rows(rows, facts.columns, maker)


def _rows(rows: Iterable[StatusRow], columns: Sequence[str], maker: CellMaker) -> Iterator[nodes.row]:
    for row in rows:
        cells = (nodes.entry('', *maker.blocks(row, column)) for column in columns)
        yield nodes.row('', *cells)


def _class_heading(number: int, maker: CellMaker) -> nodes.paragraph:
    translate = maker.translate
    if not number:
        heading = nodes.strong('', '', *text(translate(wording.OTHER_CODES)))
        return nodes.paragraph('', '', heading)
    parts = {'code': text(f'{number}xx'), 'class': text(translate(wording.CLASSES[number]))}
    heading = nodes.strong('', '', *fill(translate(wording.CLASS_HEADING), parts))
    description = text(translate(wording.CLASS_DESCRIPTIONS[number]))
    row = fill(translate(wording.CLASS_ROW), {'heading': [heading], 'description': description})
    return nodes.paragraph('', '', *row)


def _colspecs(node: status_table, rows: list[nodes.row], columns: int) -> list[nodes.colspec]:
    widths = node.get('colwidths') or [
        max(_cell_width(cast('nodes.entry', row[position])) for row in rows if len(row) == columns)
        for position in range(columns)
    ]
    return [nodes.colspec('', colwidth=width) for width in widths]


def _cell_width(entry: nodes.entry) -> int:
    """Return the width that keeps every word of a cell whole, and short lines on one line."""
    content = '\n'.join(_shown(block) for block in entry)
    longest = max((width(word) for word in content.split()), default=1)
    lines = max((width(line) for line in content.splitlines()), default=1)
    return max(longest, min(lines, PROSE_WIDTH))


def _shown(node: nodes.Node) -> str:
    """Return a node as the text builder marks it up."""
    if isinstance(node, nodes.Text):
        return node.astext()
    mark = _MARKS.get(type(node), '')
    return mark + ''.join(map(_shown, node.children)) + mark


def register_transforms(app: Sphinx) -> None:
    """Let every builder but gettext see tables (a handler of ``builder-inited``).

    The gettext builder looks for sentences after the post-transforms, so they have to stay.
    """
    if not isinstance(app.builder, MessageCatalogBuilder):
        app.add_transform(TranslateTables)
        no_spans = app.builder.format in FORMATS_WITHOUT_SPANS
        app.add_post_transform(ExpandWithoutSpans if no_spans else ExpandStatusTables)
