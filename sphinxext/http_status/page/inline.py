"""Makes the inline nodes of texts, identifiers, patterns and references to RFCs."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from docutils.parsers.rst import languages, roles
from docutils.parsers.rst.states import Inliner
from docutils.utils import new_document
from sphinx import addnodes

from sphinxext.http_status.facts.characters import plain

from .messages.english import split_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from docutils.nodes import Node
    from sphinx.util.typing import RoleFunction

    from sphinxext.http_status.facts.model import Citation


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
    for position, piece in enumerate(split_pattern(pattern)):
        if position % 2:
            made.extend(parts.get(piece, ()))
        elif piece:
            made.append(nodes.Text(piece))
    return made


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

    def entries(self, rfc: int) -> Iterator[tuple[str, str, str, str, str | None]]:
        """Yield what the role puts into the general index."""
        for node in self._run(str(rfc)):
            if isinstance(node, addnodes.index):
                yield from node['entries']

    def _run(self, content: str) -> Sequence[Node]:
        made, _messages = self._role('rfc', f':rfc:`{content}`', content, 0, self._inliner, {}, [])
        return made

    def __call__(self, citation: Citation) -> nodes.Node:
        """Return a reference that shows ``RFC 9110`` and leads to the section."""
        title = f'RFC {citation.rfc}'
        made = self._run(f'{title} <{citation.target}>')
        reference = (node for node in made if isinstance(node, nodes.reference))
        return cast('nodes.Node', next(reference, nodes.Text(title)))
