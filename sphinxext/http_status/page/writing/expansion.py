"""Replaces placeholders by tables, for the builder that writes the page."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import __
from sphinx.util import logging

from sphinxext.http_status.facts.problems import Subtype
from sphinxext.http_status.page.inline import RFCReferences
from sphinxext.http_status.page.messages.words import WORDS
from sphinxext.http_status.page.nodes import (
    SharedNodes,
    ancestors,
    is_plain,
    status_scroll_box,
    status_shared_notes,
    status_table,
    status_text,
)

from .cells import CellMaker
from .latex import fit_paper
from .layout import Layout, Output, shared_table
from .row_links import RowLinks

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.builders import Builder

    from sphinxext.http_status.page.linking.domain import HTTPStatusDomain
    from sphinxext.http_status.page.linking.targets import LinkedTable

LOGGER = logging.getLogger(__name__)

#: Attributes of a placeholder that do not decide on what it shows.
OF_ONE_PAGE = frozenset({'docname', 'indexed', 'linked'})
#: In front of a word, this keeps man from hyphenating it (groff(7)).
NO_HYPHENATION = r'\%'


class Expansion:
    """Replaces the placeholders of one document by their tables."""

    def __init__(self, document: nodes.document, domain: HTTPStatusDomain, builder: Builder) -> None:
        self.document = document
        self.domain = domain
        self.builder = builder
        self.output = Output.of(builder)
        self.cite = RFCReferences(document)

    def apply(self) -> None:
        """Expand the placeholders."""
        # A text in a table may hold another table.
        while found := list(self.document.findall(status_table)):
            for node in found:
                # Not replace_self(), which would give the ids of the placeholder to the box as well.
                node.parent.replace(node, self._stand_ins(node) or self._make(node))
            if not any(node.next_node(status_text) for node in found):
                break
        self._fit()

    def _fit(self) -> None:
        """Fit our tables, and those in them, to what the builder can write, the innermost first."""
        for table in reversed(list(self.document.findall(nodes.table))):
            around = [each for each in ancestors(table) if isinstance(each, nodes.table)]
            if any(map(_is_ours, around)) and len(around) > self.output.depth:
                self._flatten(table)
            elif _is_ours(table) and self.output.is_paper:
                fit_paper(table)
            elif _is_ours(table) and self.output.cuts_footnotes:
                _fill_footnotes(table)

    def _flatten(self, table: nodes.table) -> None:
        """Put the rows of a table that stands in one of ours into lines, cell by cell."""
        LOGGER.warning(
            __('a table stands in a cell, which %(builder)s cannot write: its rows are shown as lines'),
            {'builder': self.builder.name},
            location=next(each for each in chain(table.findall(), ancestors(table)) if each.line),
            type='http_status',
            subtype=Subtype.CONTENT.label,
        )
        titles = [nodes.line('', title.astext()) for title in table.findall(nodes.title)]
        lines = nodes.line_block('', *titles)
        for row in table.findall(nodes.row):
            lines += nodes.line('', ' | '.join(' '.join(cell.astext().split()) for cell in row))
        # References to them may stand elsewhere in the cell.
        table.parent.replace(table, [lines, *table.findall(nodes.footnote)])

    def _make(self, node: status_table) -> list[nodes.Node]:
        """Return what a placeholder stands for: its table, or several, and the notes."""
        blocks = self._expand(node)
        for name in blocks[0]['ids']:
            self.document.ids[name] = blocks[0]
        return [*(self._finish(block, node) for block in blocks), *self._notes(node)]

    def _stand_ins(self, node: status_table) -> list[nodes.Node]:
        """Return nodes for what is written later; none for a table that belongs to its page alone."""
        linked: LinkedTable | None = node.get('linked')
        owners = self.domain.kept.owners.get(self.domain.kept.tables[node['key']].object, [])
        if not self.output.shares or node.children or node['ids'] or linked in owners:
            return []
        decisive = {name: value for name, value in node.attributes.items() if name not in OF_ONE_PAGE}
        # Codes lead to the rows of the owners.
        key = repr(decisive), linked and linked.ids, tuple(owners)
        if key not in self.domain.shared:
            self.domain.shared[key] = self._share(node)
        table, notes = self.domain.shared[key]
        docname = node['docname']
        leads = tuple(self.builder.get_relative_uri(docname, owner.docname) for owner in owners)
        links = {'docname': docname, 'leads': leads}
        made = shared_table(table, **links)
        made.source, made.line = node.source, node.line
        box = self._finish(made, node)
        if not is_plain(notes.content):
            return [box, *self._notes(node)]
        words = map(nodes.Text, notes.words)
        return [box, status_shared_notes('', *words, shared=notes, **links)]

    def _share(self, node: status_table) -> tuple[SharedNodes, SharedNodes]:
        """Make the table of a placeholder, and its notes, for all pages."""
        tables, notes = self._expand(node), self._notes(node)
        if self.output.is_right_to_left:
            from .right_to_left import facts_of_notes, facts_of_tables, isolate

            isolate([*facts_of_tables(tables), *facts_of_notes(notes)])
        return SharedNodes(tables), SharedNodes(notes)

    def _notes(self, node: status_table) -> list[nodes.Node]:
        made = []
        for key in node['notes']:
            made += [each.deepcopy() for each in self.domain.notes.find(node['docname'], key)]
        for each in chain(*(note.findall(nodes.Element) for note in made)):
            each.source, each.line = node.source, node.line
        return made

    def _expand(self, node: status_table) -> list[nodes.Element]:
        facts = self.domain.kept.tables[node['key']]
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
            registry = self.domain.kept.tables[node['key']].registry
            label = title or translator(node)(WORDS[registry].table)
            names: list[str] = node.get('indexed', [])
            indexed = (nodes.target('', '', ids=[name]) for name in names)
            return status_scroll_box('', *indexed, block, classes=['http-status-scroll'], label=label)
        if self.output.hyphenates:
            for literal in list(block.findall(nodes.literal)):
                # Sphinx's manual pages show the text of a link without looking at the nodes in it.
                word = literal if literal.parent.tagname in ('paragraph', 'strong') else literal.parent
                index = word.parent.index(word)
                word.parent.insert(index, nodes.raw('', NO_HYPHENATION, format='manpage'))
        return block


def _fill_footnotes(table: nodes.table) -> None:
    """Put a dash into footnotes that have no words behind their label."""
    for footnote in table.findall(nodes.footnote):
        if len(footnote.astext().split(maxsplit=1)) < 2:
            footnote.append(nodes.paragraph('', '\N{EN DASH}'))


def _is_ours(table: nodes.table) -> bool:
    return 'http-status-table' in table['classes']


def translator(node: status_table) -> Callable[[str], str]:
    """Return a function from a message to its reader's form."""
    known: dict[str, str] = node['words']
    return lambda message: known.get(message, message)
