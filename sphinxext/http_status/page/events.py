"""What happens at Sphinx's events."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.nodes import make_refnode

from .domain import find_domain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

STYLE = 'http-status.css'
STATIC = Path(__file__).parent / 'static'


def find_outdated(_app: Sphinx, env: BuildEnvironment, *_changes: AbstractSet[str]) -> list[str]:
    """Return the documents to read again (``env-get-outdated``)."""
    return list(find_domain(env).outdated())


def settle_owners(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents to write again (``env-updated``)."""
    return find_domain(env).settle()


def resolve_member(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.Element
) -> nodes.reference | None:
    """Lead ``:py:attr:`` to a row, where nothing else documents the member (``missing-reference``)."""
    if node.get('refdomain') != 'py' or node.get('reftype') not in ('attr', 'obj', 'const', 'data'):
        return None
    linked = find_domain(env).linked
    for target in _qualified(node):
        if row := linked.find_member(target):
            docname = node.get('refdoc', env.docname)
            return make_refnode(app.builder, docname, row.docname, row.id, contnode, row.title)
    return None


def _qualified(node: pending_xref) -> Iterator[str]:
    """Yield the full names that a reference of the Python domain may mean."""
    target = node['reftarget']
    module, cls = node.get('py:module'), node.get('py:class')
    for prefix in (f'{module}.{cls}' if module and cls else None, cls, module, None):
        yield f'{prefix}.{target}' if prefix else target


def add_static_path(app: Sphinx) -> None:
    """Have our style sheet copied (``builder-inited``)."""
    if app.builder.format == 'html':
        app.config.html_static_path.append(str(STATIC))


def add_style(
    app: Sphinx, pagename: str, _template: str, _context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Load our style sheet on the pages that have a table (``html-page-context``)."""
    if pagename in find_domain(app.env).requests:
        app.add_css_file(STYLE)
