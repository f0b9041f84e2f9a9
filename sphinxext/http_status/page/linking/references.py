"""The http-status role and other references to rows: which row they mean, and the link to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from sphinxext.http_status.page.nodes import status_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Node, system_message
    from sphinx.builders import Builder

    from .targets import LinkedRow, LinkedRows

#: How the role is called inside the domain.
ROLE = 'http-status:status'


class StatusRole(XRefRole):
    """Shows ``404 Not Found`` for a code, a member or an alias, and leads to its row."""

    def __init__(self) -> None:
        super().__init__(innernodeclass=nodes.inline, warn_dangling=True)

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return a reference into our domain, since the role has other names outside of it."""
        self.name = ROLE
        return super().run()


#: The roles of the Python domain that lead to rows.
MEMBER_ROLES = frozenset({'attr', 'obj', 'const', 'data'})


def find_row(linked: LinkedRows, node: pending_xref) -> LinkedRow | None:
    """Return the row that a reference leads to; None for references to other things."""
    kind = f'{node.get("refdomain")}:{node.get("reftype")}'
    if kind == ROLE or node.get('reftype') == 'any':
        return linked.find(node['reftarget'])
    if node.get('refdomain') == 'py' and node.get('reftype') in MEMBER_ROLES:
        return next(filter(None, map(linked.find_member, _qualified(node))), None)
    return None


def _qualified(node: pending_xref) -> Iterator[str]:
    """Yield the full names that a reference of the Python domain may mean."""
    target = node['reftarget']
    module, cls = node.get('py:module'), node.get('py:class')
    for prefix in (f'{module}.{cls}' if module and cls else None, cls, module, None):
        yield f'{prefix}.{target}' if prefix else target


def link_to(row: LinkedRow, builder: Builder, docname: str, content: nodes.Element) -> nodes.reference:
    """Return the link from a document to a row."""
    link = make_refnode(builder, docname, row.docname, row.id, content, row.title)
    if link.get('refuri', '').startswith('#'):
        # All documents are on one page, where singlehtml of Sphinx 9.0 writes #document-name#id.
        link['refuri'] = f'#{row.id}'
    return link


def shows_moved(doctree: nodes.document, before: LinkedRows, after: LinkedRows) -> bool:
    """Return whether a page shows a link that has moved, or a table whose rows are links.

    :param doctree: the page as it was read.
    """
    if next(doctree.findall(status_table), None) is not None:
        return True
    return any(find_row(before, node) != find_row(after, node) for node in doctree.findall(pending_xref))
