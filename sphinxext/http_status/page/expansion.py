"""From placeholder to table, for whatever builder writes the page."""

from __future__ import annotations

import contextlib
import gc
import pickle
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.gettext import MessageCatalogBuilder
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from . import wording
from .cells import CellMaker
from .direction import IsolateRuns, is_right_to_left
from .domain import find_domain
from .layout import Layout, Output
from .links import RowLinks
from .nodes import member_docstring, scroll_box, sentence, status_table
from .paper import fit_paper
from .rfc import RFCReferences
from .translation import MarkTables, TranslateTables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx

    from .targets import FullTable

#: In front of a word, this keeps man from hyphenating it (groff(7)).
NO_HYPHENATION = r'\%'


class DropSentences(SphinxTransform):
    """Takes out the sentences that have no translation, since the facts have them already.

    It runs when Sphinx has counted what is translated, at 25, and marked it, at 950.
    """

    default_priority = 960

    def apply(self, **_kwargs: Any) -> None:
        """Drop the sentences of one document."""
        for node in self.document.findall(status_table):
            node[:] = [
                child for child in node if not isinstance(child, sentence) or 'translation' in child
            ]


class ExpandStatusTables(SphinxPostTransform):
    """Replaces each placeholder by its table."""

    # References inside docstrings have to be there for Sphinx's resolver, which runs at 10.
    default_priority = 5
    output: ClassVar[Output] = Output()
    #: The tables that this builder has written, pickled, by what decides on their content.
    made: ClassVar[dict[tuple[str, FullTable | None], bytes]] = {}

    def run(self, **_kwargs: Any) -> None:
        """Expand the placeholders of one document."""
        cite = RFCReferences(self.document)
        # A docstring in a table may hold another table.
        while found := list(self.document.findall(status_table)):
            for node in found:
                self._replace(node, cite)
            if not any(node.next_node(member_docstring) for node in found):
                break

    def _replace(self, node: status_table, cite: RFCReferences) -> None:
        with paused_collector():
            table = self._make(node, cite)
        self._locate_links(table, node)
        for name in table['ids']:
            self.document.ids[name] = table
        # Not replace_self(), which would give the ids of the placeholder to the box as well.
        node.parent.replace(node, self._finish(table, node))

    def _locate_links(self, table: nodes.table, node: status_table) -> None:
        """Tell links where they stand, in a tree that a builder puts together from documents.

        What came from another document than the first still has it for its root.
        """
        root: nodes.Element = node
        while root.parent is not None:
            root = root.parent
        if root is not self.document and (docname := self.env.path2doc(root.get('source', ''))):
            for link in table.findall(addnodes.pending_xref):
                link.setdefault('refdoc', docname)

    def _make(self, node: status_table, cite: RFCReferences) -> nodes.table:
        """Return the table of a placeholder; to copy an equal one takes a third of the time."""
        domain = find_domain(self.env)
        if 'full' in node or not all(isinstance(child, sentence) for child in node):
            return self._expand(node, cite)
        # Codes lead to the rows of the owner. All else that decides is in the placeholder.
        key = node.pformat(), domain.owners.get(domain.tables[node['key']].object)
        if key in self.made:
            table: nodes.table = pickle.loads(self.made[key])
            table.source, table.line = node.source, node.line
        else:
            table = self._expand(node, cite)
            self.made[key] = pickle.dumps(table)
        return table

    def _expand(self, node: status_table, cite: RFCReferences) -> nodes.table:
        domain = find_domain(self.env)
        facts = domain.tables[node['key']]
        translate = translator(node)
        links = RowLinks(domain, facts, node, translate, is_html=self.output.is_html)
        docstrings = {child['name']: child for child in node if isinstance(child, member_docstring)}
        cells = CellMaker(facts, translate, cite, docstrings, links)
        return Layout(node, facts, cells, self.output).table()

    def _finish(self, table: nodes.table, node: status_table) -> nodes.Element:
        if self.output.is_html:
            title = next((child.astext() for child in node if isinstance(child, nodes.title)), '')
            label = title or translator(node)(wording.SCROLLING_TABLE)
            return scroll_box('', table, classes=['http-status-scroll'], label=label)
        if self.output.is_paper:
            # Whether a table can break depends on where it stands.
            table.parent = node.parent
            fit_paper(table)
        if self.output.hyphenates:
            for literal in list(table.findall(nodes.literal)):
                # Sphinx's manual pages show the text of a link without looking at the nodes in it.
                word = literal if literal.parent.tagname in ('paragraph', 'strong') else literal.parent
                index = word.parent.index(word)
                word.parent.insert(index, nodes.raw('', NO_HYPHENATION, format='manpage'))
        return table


@contextlib.contextmanager
def paused_collector() -> Iterator[None]:
    """Keep Python from looking for garbage among nodes that are all in use."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def translator(node: status_table) -> Callable[[str], str]:
    """Return a function from a message to its reader's form."""
    sentences = (child for child in node if isinstance(child, sentence))
    known = {child['message']: child['translation'] for child in sentences if 'translation' in child}
    return lambda message: known.get(message, message)


def register_transforms(app: Sphinx) -> None:
    """Let every builder but gettext see tables (a handler of ``builder-inited``).

    The gettext builder looks for sentences after the post-transforms, so they have to stay.
    """
    if isinstance(app.builder, MessageCatalogBuilder):
        return

    class ExpandForBuilder(ExpandStatusTables):
        output = Output.of(app.builder)
        made: ClassVar = {}

    app.add_transform(TranslateTables)
    app.add_transform(MarkTables)
    app.add_transform(DropSentences)
    app.add_post_transform(ExpandForBuilder)
    if ExpandForBuilder.output.is_html and is_right_to_left(app.config.language):
        app.add_post_transform(IsolateRuns)
    # Handlers of other extensions, which may look at the page, come at 500.
    app.connect('html-page-context', release_tables, priority=999)


def release_tables(
    _app: Sphinx, _page: str, _template: str, _context: dict[str, Any], document: nodes.document | None
) -> None:
    """Take apart the tables of a page that is written (a handler of ``html-page-context``).

    Nodes and their parents hold each other, so they would stay until a full run of the garbage
    collector; with tables on many pages, those runs cost as much as making the tables.
    """
    for box in list(document.findall(scroll_box)) if document else ():
        waiting: list[nodes.Node] = [box]
        while waiting:
            node = waiting.pop()
            for child in node.children:
                child.parent = None
            waiting += node.children
        box.clear()
