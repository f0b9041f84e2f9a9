"""Makes rows targets, or their codes links to such targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinxext.http_status.facts.request import owner_of
from sphinxext.http_status.page.linking.listing import general_entries
from sphinxext.http_status.page.messages.words import WORDS
from sphinxext.http_status.page.nodes import status_permalink

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docutils.nodes import Node

    from sphinxext.http_status.facts.model import StatusRow, StatusTable
    from sphinxext.http_status.page.linking.domain import HTTPStatusDomain
    from sphinxext.http_status.page.linking.listing import IndexEntry
    from sphinxext.http_status.page.nodes import status_table


class RowLinks:
    """Makes rows targets, and the codes of rows that others own links to those."""

    def __init__(
        self,
        domain: HTTPStatusDomain,
        facts: StatusTable,
        node: status_table,
        translate: Callable[[str], str],
        *,
        is_html: bool,
        joins_documents: bool,
    ) -> None:
        self.is_html = is_html
        self.linked = domain.linked
        # Where a builder joins several documents, it is not the one that is written.
        self.docname: str = node['docname']
        self.facts = facts
        self.title = translate(WORDS[facts.registry].permalink)
        #: By row: its target, whether references lead there, and its entries in the index.
        self._targets: dict[int, tuple[str, bool, list[IndexEntry]]] = {}
        if linked := node.get('linked'):
            # A browser's index is made by Sphinx's domain for it, and its search of our objects.
            none: Iterable[list[IndexEntry]] = ([] for _row in facts.rows)
            entries = none if is_html else general_entries(facts, linked.ids, domain.index_heading)
            for row, target, listed in zip(facts.rows, linked.ids, entries, strict=True):
                is_owned = (linked.docname, target) in self.linked.targets
                # Ids are unique in a page, and there all documents are one.
                if is_owned or not joins_documents:
                    self._targets[id(row)] = target, is_owned, listed if is_owned else []

    def mark(self, row: StatusRow, blocks: list[Node]) -> list[Node]:
        """Return the blocks of the first cell of a row, with the row's target in front.

        Only a target inside a paragraph is one for LaTeX and texinfo too.
        """
        if id(row) not in self._targets:
            return blocks
        target, is_owned, entries = self._targets[id(row)]
        first, *others = blocks if blocks and isinstance(blocks[0], nodes.paragraph) else [None, *blocks]
        content = first.children if first else []
        marked = nodes.paragraph(
            '',
            '',
            addnodes.index(entries=entries),
            nodes.target('', '', ids=[target]),
            *content,
        )
        if self.is_html and is_owned:
            marked += status_permalink('', target=target, title=self.title)
        return [marked, *others]

    def link(self, row: StatusRow, literal: Node) -> Node:
        """Return the code of a row as a link to the owner's row, where there is one."""
        path = f'{owner_of(self.facts.object)}.{row.name}'
        _target, is_owned, _entries = self._targets.get(id(row), ('', False, []))
        if is_owned or not self.linked.find_member(path):
            return literal
        return addnodes.pending_xref(
            '',
            literal,
            refdomain='http-status',
            reftype='status',
            reftarget=path,
            refexplicit=True,
            refdoc=self.docname,
        )
