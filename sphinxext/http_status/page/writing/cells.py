"""Makes the nodes of cells from facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import languages, roles
from docutils.parsers.rst.states import Inliner
from docutils.utils import new_document

from sphinxext.http_status.facts.columns import Kind, find_column, has_kind
from sphinxext.http_status.page.inline import (
    breakable,
    fill,
    fill_apart,
    fill_unbroken,
    literals,
    text,
)
from sphinxext.http_status.page.messages import english

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from docutils.nodes import Node
    from sphinx.util.typing import RoleFunction

    from sphinxext.http_status.facts.columns import Column
    from sphinxext.http_status.facts.model import Citation, StatusRow, StatusTable

    from .row_links import RowLinks

#: Where a browser may break a name that is too long; nobody sees or copies it.
BREAK = '<wbr />'


class CellMaker:
    """Makes the nodes of each cell of one table.

    :param translate: returns the reader's form of a message.
    :param cite: makes the reference to an RFC.
    :param docstrings: the parsed docstrings of members, by name.
    :param links: makes the code of a row a link, and knows whether browsers read the table.
    """

    def __init__(
        self,
        table: StatusTable,
        translate: Callable[[str], str],
        cite: RFCReferences,
        docstrings: Mapping[str, nodes.Element],
        links: RowLinks,
    ) -> None:
        self.columns = [find_column(name) for name in table.columns]
        self.translate = translate
        self.cite = cite
        self.docstrings = docstrings
        self.links = links
        self.is_html = links.is_html
        self.names_aliases = not has_kind(table.columns, Kind.ALIASES)

    def header(self, column: Column) -> list[Node]:
        """Return the inline nodes of the header of a column."""
        return text(self.translate(column.header))

    def blocks(self, row: StatusRow, column: Column) -> list[Node]:
        """Return the content of one cell, as block nodes."""
        content = self.CONTENT[column.kind](self, row, column)
        if not content or column.kind is Kind.MARKUP:
            return content
        return [nodes.paragraph('', '', *content)]

    def _code(self, row: StatusRow, column: Column) -> list[Node]:
        return [self.links.link(row, *literals([column.text(row)]))]

    def _name(self, row: StatusRow, column: Column) -> list[Node]:
        name = literals([column.text(row)])
        if not row.aliases or not self.names_aliases:
            return name
        parts = {'name': name, 'aliases': literals(row.aliases)}
        pattern = self.translate(english.NAME_WITH_ALIAS)
        if not self.is_html:
            return fill(pattern, parts)
        # The style sheet gives them a line as wide as the column happens to be.
        for literal in (node for node in parts['aliases'] if isinstance(node, nodes.literal)):
            literal[:] = breakable(literal.astext(), BREAK, 'html')
        return fill_apart(pattern, parts, 'name')

    def _aliases(self, row: StatusRow, _column: Column) -> list[Node]:
        return literals(row.aliases)

    def _message(self, row: StatusRow, column: Column) -> list[Node]:
        message = column.text(row)
        return text(self.translate(message)) if message else []

    def _plain(self, row: StatusRow, column: Column) -> list[Node]:
        return text(column.text(row))

    def _citation(self, row: StatusRow, _column: Column) -> list[Node]:
        if (citation := row.citation) is None:
            return []
        parts = {
            'spec': text(self.translate(citation.spec)),
            'rfc': [self.cite(citation)],
            'section': text(citation.section),
        }
        pattern = self.translate(english.citation_pattern(citation))
        cited = fill_unbroken(pattern, parts, 'section') if self.is_html else fill(pattern, parts)
        if not citation.maturity:
            return cited
        maturity = text(self.translate(citation.maturity))
        return fill(self.translate(english.MATURITY), {'citation': cited, 'maturity': maturity})

    def _docstring(self, row: StatusRow, _column: Column) -> list[Node]:
        docstring = self.docstrings.get(row.name)
        return [child.deepcopy() for child in docstring.children] if docstring else []

    #: What makes the content of a cell of each kind: inline nodes, and block nodes of markup.
    CONTENT: ClassVar[Mapping[Kind, Callable[[CellMaker, StatusRow, Column], list[Node]]]] = {
        Kind.CODE: _code,
        Kind.NAME: _name,
        Kind.ALIASES: _aliases,
        Kind.PHRASE: _message,
        Kind.PROSE: _message,
        Kind.CITATION: _citation,
        Kind.PLAIN: _plain,
        Kind.MARKUP: _docstring,
    }


class RFCReferences:
    """Makes references to RFCs as a page's own ``:rfc:`` role would.

    The role also puts a target for the index into the document. The page has been read by then, so
    the role gets a document of its own, which is thrown away.
    """

    def __init__(self, document: nodes.document) -> None:
        self._document = new_document('', document.settings)
        self._inliner = Inliner()
        self._inliner.document = self._document
        self._inliner.reporter = self._document.reporter
        reporter = self._document.reporter
        # The types that come with docutils name two classes for one language module.
        language: Any = languages.get_language('en', reporter)
        role, _messages = roles.role('rfc', language, 0, reporter)
        self._role = cast('RoleFunction', role)

    def __call__(self, citation: Citation) -> nodes.Node:
        """Return a reference that shows ``RFC 9110`` and leads to the section."""
        title = f'RFC {citation.rfc}'
        content = f'{title} <{citation.target}>'
        made, _messages = self._role('rfc', f':rfc:`{content}`', content, 0, self._inliner, {}, [])
        reference = (node for node in made if isinstance(node, nodes.reference))
        return cast('nodes.Node', next(reference, nodes.Text(title)))
