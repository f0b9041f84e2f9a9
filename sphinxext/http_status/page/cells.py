"""From facts to the inline nodes of a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from . import wording
from .plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from docutils.nodes import Node

    from sphinxext.http_status.facts.model import Citation, StatusRow, StatusTable

    from .links import RowLinks
    from .rfc import RFCReferences


class CellMaker:
    """Makes the nodes of each cell of one table.

    :param translate: returns the reader's form of a message.
    :param cite: makes the reference to an RFC.
    :param docstrings: the parsed docstrings of members, by name.
    :param links: makes the code of a row a link.
    """

    def __init__(
        self,
        table: StatusTable,
        translate: Callable[[str], str],
        cite: RFCReferences,
        docstrings: Mapping[str, nodes.Element],
        links: RowLinks,
    ) -> None:
        self.translate = translate
        self.cite = cite
        self.docstrings = docstrings
        self.links = links
        self.names_aliases = 'aliases' not in table.columns
        self._makers: dict[str, Callable[[StatusRow], list[Node]]] = {
            'code': lambda row: [links.link(row, *literals([str(row.code)]))],
            'name': self._name,
            'phrase': lambda row: self._message(row.phrase),
            'description': lambda row: self._message(row.description),
            'details': lambda row: self._citation(row.citation) if row.citation else [],
            'since': lambda row: text(row.since),
            'aliases': lambda row: literals(row.aliases),
        }

    def blocks(self, row: StatusRow, column: str) -> list[Node]:
        """Return the content of one cell, as block nodes."""
        if column == 'doc':
            docstring = self.docstrings.get(row.name)
            return [child.deepcopy() for child in docstring.children] if docstring else []
        inline = self._inline(row, column)
        return [nodes.paragraph('', '', *inline)] if inline else []

    def _inline(self, row: StatusRow, column: str) -> list[Node]:
        if make := self._makers.get(column):
            return make(row)
        return text(row.attributes.get(column, ''))

    def _message(self, message: str) -> list[Node]:
        return text(self.translate(message)) if message else []

    def _name(self, row: StatusRow) -> list[Node]:
        if not row.aliases or not self.names_aliases:
            return literals([row.name])
        parts = {'name': literals([row.name]), 'aliases': literals(row.aliases)}
        return fill(self.translate(wording.NAME_WITH_ALIAS), parts)

    def _citation(self, citation: Citation) -> list[Node]:
        parts = {
            'spec': text(self.translate(citation.spec)),
            'rfc': [self.cite(citation)],
            'section': text(citation.section),
        }
        cited = fill(self.translate(wording.citation_pattern(citation)), parts)
        if not citation.maturity:
            return cited
        maturity = text(self.translate(citation.maturity))
        return fill(self.translate(wording.MATURITY), {'citation': cited, 'maturity': maturity})


def text(content: str) -> list[Node]:
    """Return plain text as nodes; nothing in it is markup."""
    shown = plain(content)
    return [nodes.Text(shown)] if shown else []


def literals(contents: Iterable[str]) -> list[Node]:
    """Return literals divided by commas."""
    made: list[Node] = []
    for content in contents:
        if made:
            made.append(nodes.Text(', '))
        shown = plain(content)
        made.append(nodes.literal(shown, shown))
    return made


def fill(pattern: str, parts: Mapping[str, Iterable[Node]]) -> list[Node]:
    """Return the nodes of a pattern with *parts* in the places of its placeholders."""
    made: list[Node] = []
    for position, piece in enumerate(wording.split_pattern(pattern)):
        if position % 2:
            made.extend(parts.get(piece, ()))
        elif piece:
            made.append(nodes.Text(piece))
    return made
