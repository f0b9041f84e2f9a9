"""Handlers of Sphinx's events."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .linking.domain import find_domain
from .nodes import status_table

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

PACKAGE = 'sphinxext.http_status'
STYLE = 'http-status.css'
STATIC = Path(__file__).parent / 'static'


def find_outdated(app: Sphinx, env: BuildEnvironment, *_changes: AbstractSet[str]) -> list[str]:
    """Return the documents to read again (``env-get-outdated``)."""
    return list(find_domain(env).outdated(app.extensions[PACKAGE].version))


def begin_reading(_app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Remember which documents are read, and let them have all names (``env-before-read-docs``)."""
    domain = find_domain(env)
    domain.reading = frozenset(docnames)
    if domain.data['published']:
        from .linking.listing import withdraw

        withdraw(env, domain.data['published'])


def give_rows_ids(app: Sphinx, document: nodes.document) -> None:
    """Give the rows of tables ids that nothing else on their page has (``doctree-read``)."""
    domain = find_domain(app.env)
    if app.env.docname not in domain.data['documents']:
        return
    from .linking.targets import choose_ids, is_unlisted

    taken = set(document.ids)
    tables = document.findall(status_table)
    # Tables of all members have the plainest ids, wherever they stand.
    for node in sorted(tables, key=lambda node: not ('linked' in node and node['linked'].complete)):
        if 'linked' in node and is_unlisted(node):
            del node['linked']
        elif 'linked' in node:
            ids = choose_ids(domain.kept.tables[node['key']], taken)
            node['linked'] = replace(node['linked'], ids=ids)
            domain.note_linked_table(node['linked'])
            taken.update(ids)


def settle_owners(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents to write again, since their links lead elsewhere (``env-updated``)."""
    domain = find_domain(env)
    if not (domain.has_changed or domain.is_listed_elsewhere()):
        return []
    from .linking.references import shows_moved

    before = domain.linked
    domain.settle()
    if before.rows == domain.linked.rows:
        return []
    others = sorted(env.all_docs.keys() - domain.reading)
    return [name for name in others if shows_moved(env.get_doctree(name), before, domain.linked)]


#: What keeps the domain up to date, while pages are read.
OF_THE_ENVIRONMENT = (
    ('env-get-outdated', find_outdated),
    ('env-before-read-docs', begin_reading),
    ('doctree-read', give_rows_ids),
    ('env-updated', settle_owners),
)


def resolve_member(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.Element
) -> nodes.reference | None:
    """Lead ``:py:attr:`` to a row, where nothing else documents the member (``missing-reference``)."""
    domain = find_domain(env)
    if node.get('refdomain') != 'py' or not domain.data['objects']:
        return None
    from .linking.references import find_row, link_to

    row = find_row(domain.linked, node)
    return link_to(row, app.builder, node.get('refdoc', env.docname), contnode) if row else None


def add_static_path(app: Sphinx) -> None:
    """Have our style sheet copied (``builder-inited``)."""
    if app.builder.format == 'html':
        app.config.html_static_path.append(str(STATIC))


def add_style(
    app: Sphinx, pagename: str, _template: str, _context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Load our style sheet on the pages that have a table (``html-page-context``)."""
    if find_domain(app.env).data['documents'].get(pagename):
        app.add_css_file(STYLE)
