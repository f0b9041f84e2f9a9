"""Finds an address in a docutils tree, and reads what the page says there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from docutils import nodes

from sphinxext.http_status.drift.findings import (
    Generated,
    NotCompared,
    PageRange,
    Place,
    Unreadable,
)
from sphinxext.http_status.drift.records import Mention, PageNote, PageRow, Reading
from sphinxext.http_status.drift.vocabulary import Vocabulary

from .cells import Spot
from .mentions import find_mentions
from .node_text import HIDDEN_CLASS, OBJECT, WHOLE, clean, is_silent, spot_near
from .notes import find_notes
from .tables import grid_of, grid_of_lines, join, read_grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxext.http_status.drift.findings import Finding
    from sphinxext.http_status.facts.model import Code, StatusRow

    from .tables import Grid, GridRows

Said = TypeVar('Said', PageRow, PageRange, PageNote, Mention)

_HTML = re.compile(r'<(?:table|tr|li|dt|code|pre)\b', re.IGNORECASE)
_ERROR = 3


def read_address(
    document: nodes.Element,
    fragment: str | None = None,
    expected: Iterable[StatusRow] = (),
    *,
    path: str = '',
    object_path: str = '',
    former: Iterable[Code] = (),
) -> Reading:
    """Return what one address of a page says.

    The rows of all tables of status codes there are joined. Where there is none, the reading has
    the names that listings, lists, descriptions and literals mention.

    :param document: the tree, as a parser or a Sphinx build leaves it.
    :param fragment: the id of a section or table; without one, the whole document is read.
    :param expected: the rows to look for. They tell which words are codes, names and phrases.
    :param path: the path or document name for the findings; else that of the document.
    :param object_path: the dotted path of the object, by which a page may show it whole.
    :param former: the codes of members that are gone, which notes may name.
    """
    source = str(document.get('source') or '')
    path = path or source
    region: list[nodes.Element] = find_region(document, fragment) if fragment else [document]
    if not region:
        text = f'there is no section or table with the id {fragment!r}{_ids_like(document, fragment)}'
        place = Place(path, None, fragment or '')
        return Reading(place=place, findings=(Unreadable(place=place, text=text),))
    page = Place(path, None, fragment or '')
    return _Reader(Vocabulary(expected), page, source, object_path).read(region, former)


class _Reader:
    def __init__(self, vocabulary: Vocabulary, page: Place, source: str, object_path: str) -> None:
        self._vocabulary = vocabulary
        self._page = page
        self._source = source
        self._object = _parts(object_path.rpartition(' ')[2])
        self._place = page
        self._findings: list[Finding] = []

    def read(self, region: list[nodes.Element], former: Iterable[Code]) -> Reading:
        if self._page.fragment:
            self._place = self._at(spot_near(region[0]))
        tables = [table for node in region for table in _outermost_tables(node)]
        parts = join(self._tables(grid_of(table) for table in tables))
        if not parts.rows:
            parts = join(self._lines(region))
        found = () if parts.rows else find_mentions(region, self._vocabulary)
        found = (mention for mention in found if not self._is_own(mention.name))
        for spot, text, drift in parts.told:
            self._note(spot, text, drift=drift)
        for node in region:
            self._find_losses(node)
        notes = find_notes(region, self._vocabulary.with_codes(former))
        return Reading(
            place=self._place,
            path=self._page.path,
            rows=tuple(map(self._placed, parts.rows)),
            ranges=tuple(map(self._placed, parts.ranges)),
            notes=tuple(map(self._placed, notes)),
            mentions=tuple(map(self._placed, found)),
            findings=tuple(self._findings),
        )

    def _placed(self, said: Said) -> Said:
        """Return what is said with its file only where the page includes that."""
        return said if self._is_included(said.path) else replace(said, path='')

    def _is_included(self, path: str) -> bool:
        return bool(self._source and path) and path != self._source

    def _at(self, spot: Spot) -> Place:
        """Return the place of a spot; that of the address, where it is not known."""
        if self._is_included(spot.path):
            return replace(self._page, path=spot.path, line=spot.line)
        return replace(self._page, line=spot.line) if spot.line else self._place

    def _note(self, spot: Spot, text: str, *, drift: bool) -> None:
        kind = Unreadable if drift else NotCompared
        self._findings.append(kind(place=self._at(spot), text=text))

    def _tables(self, grids: Iterable[Grid]) -> Iterator[GridRows]:
        for grid in grids:
            if (rows := read_grid(grid, self._vocabulary)) is not None:
                yield rows
            else:
                header = ' | '.join(grid.header) or 'without a header'
                self._note(grid.spot, f'this table shows no status codes: {header}', drift=False)

    def _lines(self, region: list[nodes.Element]) -> Iterator[GridRows]:
        for outer in region:
            for node in outer.findall(nodes.TextElement):
                if isinstance(node, nodes.paragraph | nodes.literal_block):
                    grid = grid_of_lines(node, self._vocabulary)
                    if grid is not None and (rows := read_grid(grid, self._vocabulary)) is not None:
                        yield rows

    def _find_losses(self, outer: nodes.Element) -> None:
        """Note what a parser could not read, or left out."""
        for node in outer.findall(nodes.Element):
            if isinstance(node, nodes.system_message) and node.get('level', 0) >= _ERROR:
                if any(isinstance(child, nodes.literal_block) for child in node.children):
                    reason = clean(node.children[0].astext())
                    spot = Spot(node.get('line'), node.get('source', ''))
                    self._note(spot, f'this cannot be read: {reason}', drift=True)
            elif HIDDEN_CLASS in node.get('classes', ()):
                self._find_hidden(node)
            elif isinstance(node, nodes.raw) and _HTML.search(node.astext()):
                self._note(spot_near(node), 'raw content is not compared', drift=False)

    def _find_hidden(self, node: nodes.Element) -> None:
        """Note what is not in the file, unless all that matters of it is its name."""
        place, name = self._at(spot_near(node)), str(node.get(OBJECT, ''))
        if 'generated' in node:
            self._findings.append(Generated(place=place, text=clean(node['generated'])))
        elif WHOLE in node and self._is_own(name):
            self._findings.append(Generated(place=place, text=clean(node[WHOLE]), whole=True))
        elif not self._vocabulary.knows(name):
            self._note(spot_near(node), clean(node['hidden']), drift=False)

    def _is_own(self, name: str) -> bool:
        """Return whether a name is that of the object, rather than of a member."""
        if not name or self._vocabulary.knows(name):
            return False
        said = _parts(name)
        pairs = [(said, self._object), (self._object, said)]
        return said[-1:] == self._object[-1:] and any(_is_within(*pair) for pair in pairs)


def _parts(path: str) -> list[str]:
    """Return the parts of a dotted path, or of a place in a file: ``src/app/errors.py::Reply``."""
    file, _colons, name = path.partition('::')
    parts = re.split(r'[./:]', file.removesuffix('.py').removesuffix('/__init__') + f'.{name}')
    return [part for part in parts if part]


def _is_within(shorter: list[str], longer: list[str]) -> bool:
    """Return whether a path leaves out nothing but modules, as packages give out what these have."""
    rest = iter(longer)
    return all(part in rest for part in shorter)


def _outermost_tables(node: nodes.Element) -> Iterator[nodes.table]:
    if isinstance(node, nodes.table):
        yield node
        return
    for child in node.children:
        if isinstance(child, nodes.Element) and not is_silent(child):
            yield from _outermost_tables(child)


def find_region(document: nodes.Element, fragment: str) -> list[nodes.Element]:
    """Return the nodes that an id stands for: a section, a table, or what follows a label."""
    found = next((node for node in document.findall(nodes.Element) if _has_id(node, fragment)), None)
    if found is None:
        return []
    for node in _around(found):
        if isinstance(node, nodes.section):
            title = next(iter(node.children), None)
            return [node] if found is node or found is title else _from(found)
        if isinstance(node, nodes.table) or _is_object(node) or node is document is found:
            return [node]
    return _from(found)


def _is_object(node: nodes.Element) -> bool:
    return node.tagname == 'desc' or OBJECT in node


def _has_id(node: nodes.Element, fragment: str) -> bool:
    if OBJECT in node:
        # In Sphinx the id begins with the names of module and class.
        return f'.{fragment}'.endswith(f'.{node[OBJECT]}')
    return fragment in node.get('ids', ()) or fragment in node.get('names', ())


def _around(node: nodes.Element) -> Iterator[nodes.Element]:
    current: nodes.Element | None = node
    while current is not None:
        yield current
        current = current.parent


def _from(node: nodes.Element) -> list[nodes.Element]:
    """Return a node and what follows it up to the first table, the next section, or the end."""
    while node.parent is not None and not isinstance(node.parent, nodes.section | nodes.document):
        node = node.parent
    region: list[nodes.Element] = []
    siblings = node.parent.children if node.parent is not None else [node]
    for sibling in siblings[siblings.index(node) :]:
        if not isinstance(sibling, nodes.Element):
            continue
        if region and isinstance(sibling, nodes.section):
            break
        region.append(sibling)
        if any(True for _table in _outermost_tables(sibling)):
            break
    return region


def _ids_like(document: nodes.Element, fragment: str | None) -> str:
    from difflib import get_close_matches

    ids: list[str] = []
    for node in document.findall(nodes.Element):
        ids.extend(node.get('ids', []))
    near = get_close_matches(fragment or '', ids, n=1)
    return f'; did you mean {near[0]!r}?' if near else ''
