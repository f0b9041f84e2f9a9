"""References to RFCs, made by the role of the same name."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from docutils.parsers.rst import languages, roles
from docutils.parsers.rst.states import Inliner
from docutils.utils import new_document

if TYPE_CHECKING:
    from typing import Any

    from sphinx.util.typing import RoleFunction

    from sphinxext.http_status.facts.model import Citation


class RFCReferences:
    """Makes references to RFCs as a page's own ``:rfc:`` role would.

    The role also wants to leave a target in the document for the index. The page is already
    read by then, so it gets a document that nobody keeps.
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
