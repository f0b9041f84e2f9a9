"""Writes the nodes that only HTML has."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.addnodes import pending_xref

from sphinxext.http_status.page.nodes import (
    ancestors,
    status_group_header,
    status_left_to_right,
    status_permalink,
    status_row_header,
    status_scroll_box,
    status_shared_notes,
    status_shared_table,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.builders import Builder
    from sphinx.writers.html5 import HTML5Translator

    from sphinxext.http_status.page.nodes import SharedNodes


def visit_row_header(self: HTML5Translator, node: status_row_header) -> None:
    """Open a cell that names its row."""
    self.body.append(self.starttag(node, 'th', '', scope='row'))
    self.context.append('</th>\n')
    # The cells behind it look up whether their column is a stub.
    node.parent.column += 1  # type: ignore[union-attr]


def depart_row_header(self: HTML5Translator, _node: status_row_header) -> None:
    """Close the cell."""
    self.body.append(self.context.pop())


def visit_group_header(self: HTML5Translator, node: status_group_header) -> None:
    """Open a cell that names the rows below it."""
    columns = str(node.get('morecols', 0) + 1)
    self.body.append(self.starttag(node, 'th', '', scope='rowgroup', colspan=columns))
    self.context.append('</th>\n')


def visit_permalink(self: HTML5Translator, node: status_permalink) -> None:
    """Write a permalink as Sphinx writes those of headings, where the project wants any."""
    target = nodes.Element('', ids=[node['target']])
    self.add_permalink_ref(target, self.attval(node['title']))
    raise nodes.SkipNode


def visit_left_to_right(self: HTML5Translator, node: status_left_to_right) -> None:
    """Open a run that does not mix with the text around it."""
    self.body.append(self.starttag(node, 'bdi', '', dir='ltr'))


def depart_left_to_right(self: HTML5Translator, _node: status_left_to_right) -> None:
    """Close the run."""
    self.body.append('</bdi>')


def visit_scroll_box(self: HTML5Translator, node: status_scroll_box) -> None:
    """Open a box that the keyboard can scroll, and say what it holds."""
    label = {'role': 'group', 'tabindex': '0', 'aria-label': node['label']}
    self.body.append(self.starttag(node, 'div', **label))


def depart_scroll_box(self: HTML5Translator, _node: status_scroll_box) -> None:
    """Close the box."""
    self.body.append('</div>\n')


#: The attributes of stand-ins that a page does not show.
OF_THE_WRITER = frozenset({'shared', 'docname', 'leads'})


def visit_shared(self: HTML5Translator, node: status_shared_table | status_shared_notes) -> None:
    """Write what this writer has written of the same nodes, or else the nodes."""
    shared: SharedNodes = node['shared']
    # A theme may write a table in another way where it stands in something else, and others may have
    # given it classes.
    around = tuple((type(each), *each['classes']) for each in ancestors(node))
    own = {name: value for name, value in node.attributes.items() if name not in OF_THE_WRITER}
    key = type(self), node['leads'], around, repr(own)
    if key in shared.html:
        self.body.append(shared.html[key])
        raise nodes.SkipNode
    begin = len(self.body)
    made = [each.deepcopy() for each in shared.content]
    node.parent.replace(node, made)
    if isinstance(node, nodes.table):
        cast('nodes.table', made[0]).attributes.update(own)
    for each in made:
        _resolve_links(each, self.builder, node['docname'])
        each.walkabout(self)
    shared.html[key] = ''.join(self.body[begin:])
    raise nodes.SkipNode


def _resolve_links(made: nodes.Node, builder: Builder, docname: str) -> None:
    env = builder.env
    for link in list(made.findall(pending_xref)):
        domain, target = env.get_domain(link['refdomain']), link['reftarget']
        content = cast('nodes.Element', link[0])
        resolved = domain.resolve_xref(env, docname, builder, link['reftype'], target, link, content)
        link.replace_self(resolved or content)


#: How each of these nodes is written, as ``add_node`` of Sphinx takes it.
VISITORS: Sequence[
    tuple[type[nodes.Element], tuple[Callable[..., None], Callable[..., None] | None]]
] = (
    (status_row_header, (visit_row_header, depart_row_header)),
    (status_group_header, (visit_group_header, depart_row_header)),
    (status_permalink, (visit_permalink, None)),
    (status_left_to_right, (visit_left_to_right, depart_left_to_right)),
    (status_scroll_box, (visit_scroll_box, depart_scroll_box)),
    (status_shared_table, (visit_shared, None)),
    (status_shared_notes, (visit_shared, None)),
)
