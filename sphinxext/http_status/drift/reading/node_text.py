"""The text of docutils nodes, and where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .cells import NOWHERE, Cell, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Classes of nodes in the tree of a file that is read without Sphinx: the signature of an object, and
#: content that is not in the file (the attribute ``hidden`` says what).
OBJECT_CLASS = 'http-status-object'
#: The attribute with the name of the object, on the node that holds signature and content.
OBJECT = 'http-status-name'
HIDDEN_CLASS = 'http-status-hidden'
#: The attribute with what an object is, such as ``attribute``, on the node that has its name.
KIND = 'http-status-kind'
#: The class of the name within the signature of an object, in HTML.
NAME_CLASS = 'http-status-own-name'
#: The class of what says that something is there on some platforms only.
AVAILABILITY_CLASS = 'availability'
#: The attribute of what autodoc shows of an object with all its members.
WHOLE = 'http-status-whole'
#: The attribute with the release, on what says which release did something.
VERSION = 'http-status-version'

#: Nodes whose text is not compared, by name, so that nothing loads Sphinx.
_SILENT = {
    'comment', 'citation_reference', 'footnote_reference', 'image', 'index', 'raw',
    'substitution_definition', 'system_message', 'tabular_col_spec', 'toctree', 'versionmodified',
}  # fmt: skip
_LITERALS = {'literal', 'literal_strong', 'literal_emphasis', 'desc_name', 'desc_sig_name'}
#: Invisible characters, and the parentheses of pages in Chinese and Japanese.
_PLAIN = str.maketrans(
    '\N{FULLWIDTH LEFT PARENTHESIS}\N{FULLWIDTH RIGHT PARENTHESIS}',
    '()',
    '\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}',
)


def is_silent(node: nodes.Node) -> bool:
    """Return whether a node shows no text that a check compares."""
    return isinstance(node, nodes.Element) and (node.tagname in _SILENT or VERSION in node)


def is_signature(node: nodes.Element) -> bool:
    """Return whether a node is the signature of an object, of Sphinx, of a directive or of HTML."""
    return node.tagname == 'desc_signature' or OBJECT_CLASS in node.get('classes', ())


def kind_of_object(node: nodes.Element) -> str:
    """Return what the object of a signature is, such as ``attribute``, as far as that is known."""
    described = node.parent
    kind = str(described.get('objtype') or described.get(KIND) or '').removeprefix('auto')
    return 'class' if kind == 'exception' else kind


def leaves(node: nodes.Node) -> Iterator[nodes.Text]:
    """Yield the texts below a node that a reader sees."""
    if isinstance(node, nodes.Text):
        yield node
    elif not is_silent(node):
        for child in node.children:
            yield from leaves(child)


def clean(text: str) -> str:
    """Return a text with plain, single spaces, plain parentheses and nothing invisible."""
    return ' '.join(text.translate(_PLAIN).split())


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


def cell_of(node: nodes.Node, row: Spot = NOWHERE, first: Spot = NOWHERE) -> Cell:
    """Return an entry of a table as a cell.

    :param row: where its row is, where that is known.
    :param first: where the table is. A csv-table counts the lines of each cell from 1.
    """
    spot = row if row.line else spot_of(node)
    spot = spot._replace(path=first.path or spot.path)
    literals, links, bold = [], [], []
    for child in node.findall(nodes.Element):
        if child.tagname in _LITERALS and (literal := text_of(child)):
            literals.append(literal)
        elif isinstance(child, nodes.reference):
            address = '' if child.get('internal') else str(child.get('refuri', ''))
            links.append((text_of(child), address))
        if isinstance(child, nodes.strong):
            bold.append(text_of(child))
    # Of a csv-table in a file of its own, no line is known.
    before = first.line if first.line or not first.path else 2
    if spot.line and before and spot.line < before:
        spot = first
    text = text_of(node)
    return Cell(text, tuple(literals), tuple(links), spot, is_bold=bool(text) and ' '.join(bold) == text)


def spot_of(node: nodes.Node) -> Spot:
    """Return where a node is: its own line, or that of the first node in it that knows one."""
    for child in node.findall():
        if (line := getattr(child, 'line', None)) is not None:
            return Spot(int(line), getattr(child, 'source', '') or '')
    return NOWHERE


def spot_near(node: nodes.Node | None) -> Spot:
    """Return where a node is, or else the nearest one around it."""
    while node is not None:
        if (spot := spot_of(node)).line is not None:
            return spot
        node = node.parent
    return NOWHERE


def spot_of_inline(node: nodes.Element) -> Spot:
    """Return where inline markup is: the line of its block, and the line breaks before it."""
    block: nodes.Element = node.parent
    while isinstance(block, nodes.Inline) and isinstance(block, nodes.Element):
        block = block.parent
    before = 0
    for leaf in leaves(block):
        if any(around is node for around in _inlines_around(leaf, block)):
            break
        before += leaf.astext().count('\n')
    return spot_near(block).below(before)


def spot_of_table(table: nodes.table) -> Spot:
    """Return where the first thing in a table is, or what stands shortly before it.

    Before its version 0.23, docutils rarely keeps the line of a table. It counts the lines in each cell
    of a csv-table from 1, also where that is in a file of its own.
    """
    before = _spot_before(table)
    within = next((spot for child in table.children if (spot := spot_of(child)).line), NOWHERE)
    files = {path for path in (table.source, before.path) if path}
    if within.path and within.line == 1 != table.line and files - {within.path}:
        return Spot(None, within.path)
    # In a file that MyST-Parser includes, the table alone knows of it.
    within = within._replace(path=table.source or within.path)
    if within.path and before.path and within.path != before.path:
        return within
    return within if within.line is not None and within.line >= (before.line or 0) else before


def _spot_before(node: nodes.Element) -> Spot:
    while node.parent is not None:
        siblings = node.parent.children
        before = reversed(siblings[: siblings.index(node)])
        found = next((spot for sibling in before if (spot := spot_of(sibling)).line), NOWHERE)
        if found.line is None and node.parent.line is not None:
            found = Spot(int(node.parent.line), node.parent.source or '')
        if found.line is not None:
            return found
        node = node.parent
    return NOWHERE


def lines_of(node: nodes.Element) -> Iterator[Cell]:
    """Yield each source line of a paragraph or literal block as a cell."""
    first = Spot(node.line, node.source or '')
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
        yield Cell(clean(text), tuple(literals[offset]), tuple(links[offset]), first.below(offset))


def _inlines_around(leaf: nodes.Node, outer: nodes.Node) -> Iterator[nodes.Element]:
    node = leaf.parent
    while node is not None and node is not outer:
        yield node
        node = node.parent
