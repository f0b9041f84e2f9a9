"""Replaces placeholders by tables, for the builder that writes the page."""

from __future__ import annotations

import contextlib
import gc
import pickle
from itertools import chain
from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes

from sphinxext.http_status.page.inline import RFCReferences
from sphinxext.http_status.page.messages.words import WORDS
from sphinxext.http_status.page.nodes import status_scroll_box, status_table, status_text

from .cells import CellMaker
from .latex import fit_paper
from .layout import Layout
from .row_links import RowLinks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinxext.http_status.page.linking.domain import HTTPStatusDomain
    from sphinxext.http_status.page.linking.targets import LinkedTable

    from .layout import Output

#: In front of a word, this keeps man from hyphenating it (groff(7)).
NO_HYPHENATION = r'\%'


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


class Expansion:
    """Replaces the placeholders of one document by their tables."""

    def __init__(self, document: nodes.document, domain: HTTPStatusDomain, output: Output) -> None:
        self.document = document
        self.domain = domain
        self.output = output
        self.cite = RFCReferences(document)

    def apply(self) -> None:
        """Expand the placeholders."""
        # A text in a table may hold another table.
        while found := list(self.document.findall(status_table)):
            for node in found:
                self._replace(node)
            if not any(node.next_node(status_text) for node in found):
                break

    def _replace(self, node: status_table) -> None:
        with paused_collector():
            made = self._make(node)
        self._locate_links(made, node)
        for name in made[0]['ids']:
            self.document.ids[name] = made[0]
        # Not replace_self(), which would give the ids of the placeholder to the box as well.
        node.parent.replace(node, [self._finish(block, node) for block in made])

    def _locate_links(self, made: list[nodes.Element], node: status_table) -> None:
        """Tell links which document they are in, where a builder joins several into one tree.

        The nodes of all documents but the first still have their own document as the root.
        """
        root: nodes.Element = node
        while root.parent is not None:
            root = root.parent
        if root is not self.document and (docname := self.domain.env.path2doc(root.get('source', ''))):
            for link in chain(*(block.findall(addnodes.pending_xref) for block in made)):
                link.setdefault('refdoc', docname)

    def _make(self, node: status_table) -> list[nodes.Element]:
        """Return what a placeholder stands for; copying its equal takes a third of the time."""
        linked: LinkedTable | None = node.get('linked')
        owners = self.domain.owners.get(self.domain.tables[node['key']].object, [])
        if node.children or linked in owners:
            return self._expand(node)
        # Codes lead to the rows of the owners. All else that decides is in the placeholder.
        shown = repr({name: value for name, value in node.attributes.items() if name != 'linked'})
        key = shown, linked and linked.ids, tuple(owners)
        if key in self.domain.made:
            made: list[nodes.Element] = pickle.loads(self.domain.made[key])
            for block in made:
                block.source, block.line = node.source, node.line
        else:
            made = self._expand(node)
            self.domain.made[key] = pickle.dumps(made)
        return made

    def _expand(self, node: status_table) -> list[nodes.Element]:
        facts = self.domain.tables[node['key']]
        translate = translator(node)
        links = RowLinks(
            self.domain,
            facts,
            node,
            translate,
            is_html=self.output.is_html,
            joins_documents=self.output.joins_documents,
        )
        said = [child for child in node if isinstance(child, status_text)]
        texts = {place: child for child in said for place in child['places']}
        language = self.domain.env.config.language or 'en'
        is_foreign = language.partition('_')[0] != 'en'
        cells = CellMaker(facts, translate, self.cite, texts, links, is_foreign=is_foreign)
        return Layout(node, facts, cells, self.output).blocks()

    def _finish(self, block: nodes.Element, node: status_table) -> nodes.Element:
        if self.output.is_html:
            title = next((child.astext() for child in node if isinstance(child, nodes.title)), '')
            registry = self.domain.tables[node['key']].registry
            label = title or translator(node)(WORDS[registry].table)
            names: list[str] = node.get('indexed', [])
            indexed = (nodes.target('', '', ids=[name]) for name in names)
            return status_scroll_box('', *indexed, block, classes=['http-status-scroll'], label=label)
        if self.output.is_paper:
            # Whether a table can break depends on where it stands.
            block.parent = node.parent
            fit_paper(cast('nodes.table', block))
        if self.output.hyphenates:
            for literal in list(block.findall(nodes.literal)):
                # Sphinx's manual pages show the text of a link without looking at the nodes in it.
                word = literal if literal.parent.tagname in ('paragraph', 'strong') else literal.parent
                index = word.parent.index(word)
                word.parent.insert(index, nodes.raw('', NO_HYPHENATION, format='manpage'))
        return block


def translator(node: status_table) -> Callable[[str], str]:
    """Return a function from a message to its reader's form."""
    known: dict[str, str] = node['words']
    return lambda message: known.get(message, message)
