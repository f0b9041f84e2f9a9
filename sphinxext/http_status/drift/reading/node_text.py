"""The text and the source line of docutils nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .cells import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Classes of nodes in the tree of a file that is read without Sphinx: the signature of an object, and
#: content that is not in the file (the attribute ``hidden`` says what).
OBJECT_CLASS = 'http-status-object'
#: The attribute with the name of the object, on the node that holds signature and content.
OBJECT = 'http-status-name'
HIDDEN_CLASS = 'http-status-hidden'

#: Nodes whose text is not compared, by name, so that nothing loads Sphinx.
_SILENT = {
    'comment', 'citation_reference', 'footnote_reference', 'image', 'index', 'raw',
    'substitution_definition', 'system_message', 'tabular_col_spec', 'toctree', 'versionmodified',
}  # fmt: skip
_LITERALS = {'literal', 'literal_strong', 'literal_emphasis', 'desc_name', 'desc_sig_name'}
_INVISIBLE = str.maketrans(dict.fromkeys('\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}'))


def is_silent(node: nodes.Node) -> bool:
    """Return whether a node shows no text that a check compares."""
    return isinstance(node, nodes.Element) and node.tagname in _SILENT


def leaves(node: nodes.Node) -> Iterator[nodes.Text]:
    """Yield the texts below a node that a reader sees."""
    if isinstance(node, nodes.Text):
        yield node
    elif not is_silent(node):
        for child in node.children:
            yield from leaves(child)


def clean(text: str) -> str:
    """Return a text with plain, single spaces and nothing invisible."""
    return ' '.join(text.translate(_INVISIBLE).split())


def text_of(node: nodes.Node) -> str:
    """Return the visible text of a node, with spaces between its paragraphs."""
    parts: list[str] = []
    block: nodes.Node | None = None
    for leaf in leaves(node):
        parent: nodes.Node | None = leaf.parent
        while isinstance(parent, nodes.Inline) and parent is not node:
            parent = parent.parent
        if parts and parent is not block:
            parts.append(' ')
        block = parent
        parts.append(leaf.astext())
    return clean(''.join(parts))


def cell_of(node: nodes.Node, line: int | None = None, first: int | None = None) -> Cell:
    """Return an entry of a table as a cell.

    :param line: the line of its row, where that is known.
    :param first: the line of the table. A csv-table counts the lines of each cell from 1.
    """
    line = line or line_of(node)
    literals, links = [], []
    for child in node.findall(nodes.Element):
        if child.tagname in _LITERALS and text_of(child):
            literals.append(text_of(child))
        elif isinstance(child, nodes.reference) and not child.get('internal'):
            links.append((text_of(child), str(child.get('refuri', ''))))
        elif isinstance(child, nodes.reference):
            links.append((text_of(child), ''))
    line = first if first and line and line < first else line
    return Cell(text_of(node), tuple(literals), tuple(links), line)


def line_of(node: nodes.Node) -> int | None:
    """Return the line of a node: its own, or that of the first node in it that knows one."""
    for child in node.findall():
        if (line := getattr(child, 'line', None)) is not None:
            return int(line)
    return None


def line_near(node: nodes.Node | None) -> int | None:
    """Return the line of a node, or else of the nearest one around it."""
    while node is not None:
        if (line := line_of(node)) is not None:
            return line
        node = node.parent
    return None


def line_of_inline(node: nodes.Element) -> int | None:
    """Return the line of inline markup: that of its block, and the line breaks before it."""
    block: nodes.Element = node.parent
    while isinstance(block, nodes.Inline) and isinstance(block, nodes.Element):
        block = block.parent
    before = 0
    for leaf in leaves(block):
        if any(around is node for around in _inlines_around(leaf, block)):
            break
        before += leaf.astext().count('\n')
    line = line_near(block)
    return None if line is None else line + before


def line_of_table(table: nodes.table) -> int | None:
    """Return the line of what stands first in a table, or of what stands shortly before it.

    docutils rarely keeps the line of a table, and counts the lines in each cell of a csv-table from 1.
    """
    before = _line_before(table)
    within = next((line for child in table.children if (line := line_of(child))), None)
    if within is not None and within >= (before or 0):
        return within
    return table.line or before


def _line_before(node: nodes.Element) -> int | None:
    while node.parent is not None:
        siblings = node.parent.children
        before = reversed(siblings[: siblings.index(node)])
        line = next((line for sibling in before if (line := line_of(sibling))), node.parent.line)
        if line is not None:
            return int(line)
        node = node.parent
    return None


def lines_of(node: nodes.Element) -> Iterator[Cell]:
    """Yield each source line of a paragraph or literal block as a cell."""
    first = node.line
    texts: list[str] = ['']
    literals: list[list[str]] = [[]]
    links: list[list[tuple[str, str]]] = [[]]
    for leaf in leaves(node):
        for index, part in enumerate(leaf.astext().split('\n')):
            if index:
                texts.append('')
                literals.append([])
                links.append([])
            texts[-1] += part
        for around in _inlines_around(leaf, node):
            if around.tagname in _LITERALS:
                literals[-1].append(text_of(leaf))
            elif isinstance(around, nodes.reference):
                links[-1].append((text_of(leaf), str(around.get('refuri', ''))))
    for offset, text in enumerate(texts):
        line = None if first is None else first + offset
        yield Cell(clean(text), tuple(literals[offset]), tuple(links[offset]), line)


def _inlines_around(leaf: nodes.Node, outer: nodes.Node) -> Iterator[nodes.Element]:
    node = leaf.parent
    while node is not None and node is not outer:
        yield node
        node = node.parent
