"""The http-status role and other references to rows: which row they mean, and the link to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.locale import __
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from sphinxext.http_status.page.nodes import ancestors, status_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Node, system_message
    from sphinx.builders import Builder
    from sphinx.domains.python import PythonDomain
    from sphinx.environment import BuildEnvironment

    from .targets import LinkedRow, LinkedRows, LinkedTable

LOGGER = logging.getLogger(__name__)

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

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: nodes.Element,
        has_explicit_title: bool,
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Return what a reference shows and means, as facts have it before any table is known.

        Tables of contents take the text of a heading when it is read.
        """
        title, target = super().process_link(env, refnode, has_explicit_title, title, target)
        titles = cast('TitleFinder', env.get_domain(ROLE.partition(':')[0]))
        if not has_explicit_title and (found := titles.find_title(env.docname, target)):
            refnode[SHOWN], title = found
        return title, target


#: The attribute of a reference that names the object whose facts it shows.
SHOWN = 'http-status-shown'


class TitleFinder(Protocol):
    """What knows the rows of an object before any table is known: the domain."""

    def find_title(self, docname: str, target: str) -> tuple[str, str] | None:
        """Return the object that a target means, and the title of the row there; None without one."""


def _is_in_heading(node: nodes.Node) -> bool:
    """Return whether the text of a node is taken to other places when its page is read."""
    return any(isinstance(around, nodes.title) for around in ancestors(node))


def warn_of_other(node: pending_xref, row: LinkedRow) -> None:
    """Warn of a heading that is listed with the facts of another object, when only those were known."""
    if node.get(SHOWN, row.object) != row.object and _is_in_heading(node):
        LOGGER.warning(
            __(
                '%(target)r leads to %(title)r of %(object)s, but was taken for one of %(other)s in '
                'headings; write the object in front of it, or name it in http_status_object'
            ),
            {
                'target': node['reftarget'],
                'title': row.title,
                'object': row.object,
                'other': node[SHOWN],
            },
            location=node,
            type='http_status',
            subtype='object',
        )


def warn_of_second(table: LinkedTable, owner: LinkedTable) -> None:
    """Warn of a second table of all members of an object."""
    LOGGER.warning(
        __(
            'all members of %(object)s stand in two tables, here and in %(other)s, and only that one '
            'can be linked to; add :no-index: to one of them'
        ),
        {'object': table.object, 'other': owner.place},
        location=table.place,
        type='http_status',
        subtype='duplicate',
    )


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


def is_documented(path: str, python: PythonDomain) -> bool:
    """Return whether a project describes an object, or a module around it."""
    parts = path.split('.')
    around = {'.'.join(parts[:length]) for length in range(1, len(parts) + 1)}
    return path in python.objects or bool(around & python.modules.keys())
