"""Makes the nodes of cells from facts."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes

from sphinxext.http_status.facts.characters import is_address
from sphinxext.http_status.facts.columns import Kind, find_column, has_kind
from sphinxext.http_status.facts.histories.files import SHIPPED
from sphinxext.http_status.facts.registry import registered_name
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

    from docutils.nodes import Node

    from sphinxext.http_status.facts.columns import Column
    from sphinxext.http_status.facts.model import Citation, StatusRow, StatusTable
    from sphinxext.http_status.page.inline import RFCReferences
    from sphinxext.http_status.page.nodes import Place

    from .row_links import RowLinks

#: Where a browser may break a name that is too long; nobody sees or copies it.
BREAK = '<wbr />'


class CellMaker:
    """Makes the nodes of each cell of one table.

    :param translate: returns the reader's form of a message.
    :param cite: makes the reference to an RFC.
    :param texts: what is said of members, by name.
    :param links: makes the code of a row a link, and knows whether browsers read the table.
    :param is_foreign: whether the page is in another language than English.
    """

    def __init__(
        self,
        table: StatusTable,
        translate: Callable[[str], str],
        cite: RFCReferences,
        texts: Mapping[Place, nodes.Element],
        links: RowLinks,
        *,
        is_foreign: bool,
    ) -> None:
        self.columns = [find_column(name) for name in table.columns]
        self.translate = translate
        self.cite = cite
        self.texts = texts
        self._shown: set[int] = set()
        self.links = links
        self.is_html = links.is_html
        #: Whether what stays English is marked, for screen readers and hyphenation.
        self.marks_english = is_foreign and self.is_html
        self.is_shipped = table.object in SHIPPED
        self.names_aliases = not has_kind(table.columns, Kind.ALIASES)

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
        translation = self.translate(message) if message else ''
        shown = text(translation) if message else []
        if message and self.marks_english and translation == message and self._is_english(row, message):
            # This class is what makes docutils write the attribute "lang".
            return [nodes.inline('', '', *shown, classes=['language-en'])]
        return shown

    def _is_english(self, row: StatusRow, message: str) -> bool:
        """Return whether a text is known to be English; that of a project may be in any language."""
        return self.is_shipped or message == registered_name(row)

    def _plain(self, row: StatusRow, column: Column) -> list[Node]:
        if isinstance(column.value(row), bool):
            return self._message(row, column)
        shown = column.text(row)
        return [_link(text(shown), shown)] if is_address(shown) else text(shown)

    def _citation(self, row: StatusRow, _column: Column) -> list[Node]:
        if (citation := row.citation) is None:
            return []
        parts = {
            'spec': self._specification(citation),
            'rfc': [self.cite(citation)] if citation.rfc is not None else [],
            'section': text(citation.section),
        }
        pattern = self.translate(english.citation_pattern(citation))
        cited = fill_unbroken(pattern, parts, 'section') if self.is_html else fill(pattern, parts)
        if not citation.maturity:
            return cited
        maturity = text(self.translate(citation.maturity))
        return fill(self.translate(english.MATURITY), {'citation': cited, 'maturity': maturity})

    def _specification(self, citation: Citation) -> list[Node]:
        title = text(self.translate(citation.spec) if citation.spec else citation.url)
        if not citation.url:
            return title
        return [_link(title, citation.url)]

    def _said(self, row: StatusRow, _column: Column) -> list[Node]:
        return [*self.said(row.name)]

    def said(self, place: Place) -> list[nodes.Element]:
        """Return what is said of a member or a class, as block nodes."""
        if (source := self.texts.get(place)) is None:
            return []
        made = [child.deepcopy() for child in source.children if isinstance(child, nodes.Element)]
        if id(source) in self._shown:
            for node in chain(*(child.findall(nodes.Element) for child in made)):
                node['ids'] = []
        self._shown.add(id(source))
        return made

    #: What makes the content of a cell of each kind: inline nodes, and block nodes of markup.
    CONTENT: ClassVar[Mapping[Kind, Callable[[CellMaker, StatusRow, Column], list[Node]]]] = {
        Kind.CODE: _code,
        Kind.NAME: _name,
        Kind.ALIASES: _aliases,
        Kind.PHRASE: _message,
        Kind.PROSE: _message,
        Kind.CITATION: _citation,
        Kind.PLAIN: _plain,
        Kind.MARKUP: _said,
    }


def _link(title: list[Node], address: str) -> nodes.reference:
    return nodes.reference('', '', *title, refuri=address, internal=False)
