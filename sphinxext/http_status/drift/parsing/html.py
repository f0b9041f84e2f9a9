"""From a built HTML page to a docutils tree, as far as a check reads it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, cast

from docutils import nodes
from docutils.utils import new_document

from sphinxext.http_status.drift.reading.node_text import (
    AVAILABILITY_CLASS,
    KIND,
    NAME_CLASS,
    OBJECT,
    OBJECT_CLASS,
    VERSION,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Attributes = dict[str, str]

_VOID = {'area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr'}
#: Elements that are not content of a page. Permalinks of Sphinx are recognized by their class.
_ASIDE = {'aside', 'footer', 'head', 'header', 'nav', 'script', 'style', 'svg', 'template'}

_PLAIN: dict[str, Callable[[], nodes.Element]] = {
    'a': nodes.reference,
    'caption': nodes.title,
    'code': nodes.literal,
    'dd': nodes.definition,
    'dl': nodes.definition_list,
    'dt': nodes.term,
    'kbd': nodes.literal,
    'li': nodes.list_item,
    'ol': nodes.enumerated_list,
    'p': nodes.paragraph,
    'pre': nodes.literal_block,
    'samp': nodes.literal,
    'section': nodes.section,
    'tbody': nodes.tbody,
    'td': nodes.entry,
    'th': nodes.entry,
    'thead': nodes.thead,
    'tr': nodes.row,
    'tt': nodes.literal,
    'ul': nodes.bullet_list,
    **{f'h{level}': nodes.title for level in range(1, 7)},
}
#: The tags that may be left open: which of them a start tag ends, and where to look no further.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    **dict.fromkeys(('td', 'th'), (frozenset({'td', 'th'}), frozenset({'table', 'tr'}))),
    'tr': (frozenset({'tr'}), frozenset({'table'})),
    **dict.fromkeys(('tbody', 'tfoot'), (frozenset({'thead', 'tbody'}), frozenset({'table'}))),
    **dict.fromkeys(('dt', 'dd'), (frozenset({'dt', 'dd'}), frozenset({'dl'}))),
    'li': (frozenset({'li'}), frozenset({'ol', 'ul'})),
}
#: The classes of what says which release did something.
_NOTES = {'versionadded', 'versionchanged', 'versionremoved'}
#: What objects are, as the classes of their lists say.
_KINDS = {
    'attribute', 'class', 'data', 'describe', 'enum', 'enumerator', 'exception', 'function', 'macro',
    'member', 'method', 'property', 'var',
}  # fmt: skip
#: What classes of elements mean to a check.
_CLASSES = {
    'availability': AVAILABILITY_CLASS,
    'descname': NAME_CLASS,
    'sig': OBJECT_CLASS,
}
_INLINE = {'abbr', 'b', 'bdi', 'bdo', 'em', 'i', 'q', 's', 'small', 'span', 'strong', 'sub', 'sup', 'u'}


def parse_html(text: str, path: str = '<string>') -> nodes.document:
    """Return the tree of a page, without navigation and other things that are not its content."""
    reader = _Reader(path)
    reader.feed(text)
    reader.close()
    _place_headers(reader.document)
    main = next((node for node in reader.document.findall(nodes.Element) if node.get('main')), None)
    if main is not None:
        reader.document[:] = [main]
    return reader.document


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.document = new_document(path)
        #: The open tags, each with its node; None inside of what is left out.
        self.open: list[tuple[str, nodes.Element | None]] = [('', self.document)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_implied(tag)
        parent = self.open[-1][1]
        attributes = {name: value or '' for name, value in attrs}
        node = None
        if parent is not None and not _is_aside(tag, attributes):
            node = self._add(parent, tag, attributes)
        if tag not in _VOID:
            self.open.append((tag, node))

    def handle_endtag(self, tag: str) -> None:
        tags = [open_tag for open_tag, _node in self.open]
        if tag in tags:
            # Many end tags may be left out, so whatever stands inside ends as well.
            del self.open[len(tags) - 1 - tags[::-1].index(tag) :]

    def _end_implied(self, tag: str) -> None:
        ended, limits = _ENDS.get(tag, (frozenset(), frozenset()))
        for position in range(len(self.open) - 1, 0, -1):
            if self.open[position][0] in limits:
                return
            if self.open[position][0] in ended:
                del self.open[position:]
                return

    def handle_data(self, data: str) -> None:
        parent = self.open[-1][1]
        if parent is not None and (data.strip() or isinstance(parent, nodes.TextElement)):
            parent += nodes.Text(data)

    def _add(self, parent: nodes.Element, tag: str, attributes: Attributes) -> nodes.Element:
        node = _make_node(tag, attributes)
        node.line = self.getpos()[0]
        if tag == 'tr' and isinstance(parent, nodes.tgroup):
            # A table may leave out the tags around its rows.
            parent = _last_body(parent)
        if tag == 'dt' and (OBJECT_CLASS in node['classes'] or parent.get(KIND) in _KINDS):
            # The list holds one object, whose id is its dotted path.
            node['classes'] = [OBJECT_CLASS]
            parent[OBJECT] = parent.get(OBJECT) or ''.join(node['ids'][:1])
        parent += node
        return cast('nodes.Element', node[0]) if isinstance(node, nodes.table) else node


def _make_node(tag: str, attributes: Attributes) -> nodes.Element:
    classes = attributes.get('class', '').split()
    node = _bare_node(tag, classes)
    node['ids'] = attributes.get('id', '').split()
    if tag == 'th':
        node['heads'] = True
    _classify(node, tag, classes)
    if tag == 'main' or attributes.get('role') == 'main':
        node['main'] = True
    if tag == 'a':
        node['refuri'] = attributes.get('href', '')
    for name, attribute in (('colspan', 'morecols'), ('rowspan', 'morerows')):
        number = attributes.get(name, '')
        # Browsers let a cell span a thousand places at most; Python reads no integers of any length.
        if number.isdecimal() and (span := min(int(number[:5]), 1000)) > 1:
            node[attribute] = span - 1
    return node


def _bare_node(tag: str, classes: Sequence[str]) -> nodes.Element:
    if tag == 'table':
        return nodes.table('', nodes.tgroup())
    if tag == 'br':
        return nodes.inline('', ' ', nodes.Text(' '))
    if tag == 'div' and 'line' in classes:
        return nodes.line()
    return nodes.inline() if tag in _INLINE else _PLAIN.get(tag, nodes.container)()


def _classify(node: nodes.Element, tag: str, classes: Sequence[str]) -> None:
    """Mark a node as what its classes tell that it is."""
    node['classes'] = [_CLASSES[name] for name in classes if name in _CLASSES]
    if tag == 'dl' and classes:
        # Sphinx says first the language of an object, and then what it is.
        node[KIND] = classes[-1]
    if not _NOTES.isdisjoint(classes) and tag == 'div':
        # The release stands in the text.
        node[VERSION] = ''


def _last_body(group: nodes.tgroup) -> nodes.Element:
    if not (group.children and isinstance(group[-1], nodes.tbody)):
        group += nodes.tbody()
    return cast('nodes.Element', group[-1])


def _place_headers(document: nodes.document) -> None:
    """Give tables their headers that are a first row of header cells alone, without tags around it."""
    for group in list(document.findall(nodes.tgroup)):
        first = group.children[0] if group.children else None
        if not isinstance(first, nodes.tbody) or len(first) < 2:
            continue
        row = first.children[0]
        cells = [each for each in row.children if isinstance(each, nodes.Element)]
        if cells and all('heads' in each for each in cells):
            first.remove(row)
            group.insert(0, nodes.thead('', row))


def _is_aside(tag: str, attributes: Attributes) -> bool:
    return tag in _ASIDE or 'headerlink' in attributes.get('class', '').split()
