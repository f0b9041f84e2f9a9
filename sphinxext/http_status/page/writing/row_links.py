"""Makes rows targets, or their codes links to such targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinxext.http_status.page.linking.index import general_entries, search_entries
from sphinxext.http_status.page.messages.words import WORDS
from sphinxext.http_status.page.nodes import status_permalink

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.nodes import Node

    from sphinxext.http_status.facts.model import StatusRow, StatusTable
    from sphinxext.http_status.page.linking.domain import HTTPStatusDomain
    from sphinxext.http_status.page.linking.index import IndexEntry
    from sphinxext.http_status.page.nodes import status_table


class RowLinks:
    """Makes the rows of the owner targets, and the codes of other tables links to them."""

    def __init__(
        self,
        domain: HTTPStatusDomain,
        facts: StatusTable,
        node: status_table,
        translate: Callable[[str], str],
        *,
        is_html: bool,
    ) -> None:
        self.is_html = is_html
        self.linked = domain.linked
        self.facts = facts
        self.title = translate(WORDS[facts.registry].permalink)
        owner = domain.owners.get(facts.object)
        self.is_owner = False
        self.has_owner = owner is not None
        self._targets: dict[int, tuple[str, list[IndexEntry]]] = {}
        if owner is not None and owner == node.get('full'):
            self.is_owner = True
            # A browser's search reads index entries; the other writers print them.
            entries = (
                search_entries(facts, owner.ids)
                if is_html
                else general_entries(facts, owner.ids, domain.index_heading)
            )
            found = zip(facts.rows, owner.ids, entries, strict=True)
            self._targets = {id(row): (target, listed) for row, target, listed in found}

    def mark(self, row: StatusRow, blocks: list[Node]) -> list[Node]:
        """Return the blocks of the first cell of a row, with the row's target in front.

        Only a target inside a paragraph is one for LaTeX and texinfo too.
        """
        if not self.is_owner:
            return blocks
        target, entries = self._targets[id(row)]
        first, *others = blocks if blocks and isinstance(blocks[0], nodes.paragraph) else [None, *blocks]
        content = first.children if first else []
        marked = nodes.paragraph(
            '',
            '',
            addnodes.index(entries=entries),
            nodes.target('', '', ids=[target]),
            *content,
        )
        if self.is_html:
            marked += status_permalink('', target=target, title=self.title)
        return [marked, *others]

    def link(self, row: StatusRow, literal: Node) -> Node:
        """Return the code of a row as a link to the owner's row, where there is one."""
        path = f'{self.facts.object}.{row.name}'
        if self.is_owner or not self.has_owner or not self.linked.find_member(path):
            return literal
        return addnodes.pending_xref(
            '', literal, refdomain='http-status', reftype='status', reftarget=path, refexplicit=True
        )
