"""The nodes of notes, kept beside the pages that show them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from docutils.parsers.rst import Directive

    from sphinxext.http_status.facts.model import Note


class KeptNotes:
    """Keeps the nodes of each note once, however many pages show it; their doctrees have its key.

    :param by_document: the notes of each document. It belongs to the data of a domain.
    """

    def __init__(self, by_document: dict[str, dict[str, list[nodes.Node]]]) -> None:
        self._by_document = by_document
        self._shared: dict[str, list[nodes.Node]] = {}
        #: By a note and the directive that made its nodes: their key, and whether it lists the change.
        self.made: dict[tuple[Note, type[Directive]], tuple[str, bool]] = {}

    def keep(self, docname: str, made: Iterable[nodes.Node]) -> str:
        """Keep the nodes of one note, for a document; return their key, equal for equal nodes."""
        kept = list(made)
        for node in kept:
            _detach(node)
        shown = ''.join(node.pformat() for node in kept)
        key = hashlib.sha256(shown.encode('utf-8', 'surrogatepass')).hexdigest()[:16]
        self._shared.setdefault(key, kept)
        self.show(docname, key)
        return key

    def show(self, docname: str, key: str) -> list[nodes.Node]:
        """Keep that a document shows a note that another one has; return its nodes."""
        kept = self._shared[key]
        self._by_document.setdefault(docname, {})[key] = kept
        return kept

    def find(self, docname: str, key: str) -> list[nodes.Node]:
        """Return the nodes of a note, which are not to be changed."""
        return self._by_document[docname][key]


def _detach(node: nodes.Node) -> None:
    """Take nodes from the document that they were made for, which would be kept with them."""
    for each in node.findall():
        each.document = None  # type: ignore[assignment]
