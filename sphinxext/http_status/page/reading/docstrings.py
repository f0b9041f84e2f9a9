"""Parses the docstrings of members, the one text of an enum that is markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from sphinx.util.docutils import LoggingReporter

from sphinxext.http_status.page.nodes import status_docstring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.util.docutils import SphinxDirective

    from sphinxext.http_status.facts.model import StatusTable


def parse_docstrings(directive: SphinxDirective, table: StatusTable) -> Iterator[status_docstring]:
    """Yield the docstring of each member that has one, parsed as reStructuredText.

    Docstrings are reStructuredText on a Markdown page too, so they get a parser of their own.
    """
    settings = get_default_settings(Parser)
    vars(settings).update(vars(directive.state.document.settings))
    page, _line = directive.get_source_info()
    for row in table.rows:
        if row.doc:
            source = f'{page}:docstring of {table.object}.{row.name}'
            document = nodes.document(settings, LoggingReporter(source), source=source)
            document.note_source(source, -1)
            Parser().parse(row.doc, document)
            made = status_docstring('', *document.children, name=row.name)
            adopt(made, directive.state.document)
            yield made


def adopt(docstring: status_docstring, page: nodes.document) -> None:
    """Make the nodes of a docstring those of a page.

    Nodes that kept their own document would be pickled with it, and the environment with that.
    """
    for node in docstring.findall():
        node.document = page
        if isinstance(node, nodes.pending):
            page.note_pending(node)
