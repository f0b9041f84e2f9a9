"""What is kept between builds of the tables on pages, and of the notes below them."""

from __future__ import annotations

import hashlib
import pickle
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Node
    from docutils.parsers.rst import Directive

    from sphinxext.http_status.facts.model import Note, StatusTable
    from sphinxext.http_status.facts.request import TableRequest

    from .targets import LinkedTable

#: What is kept by document.
BY_DOCUMENT = ('requests', 'roles', 'linked', 'notes')


@dataclass
class Kept:
    """Requests and tables; the facts among them are what a later build compares."""

    #: The tables by key; equal tables have equal keys, in every process.
    tables: dict[str, StatusTable] = field(default_factory=dict)
    #: The requests of each document, with the key of the table that met them.
    requests: dict[str, dict[TableRequest, str]] = field(default_factory=dict)
    #: The same of its roles.
    roles: dict[str, dict[TableRequest, str]] = field(default_factory=dict)
    #: The tables of each document whose rows have ids.
    linked: dict[str, list[LinkedTable]] = field(default_factory=dict)
    #: The nodes of the notes of each document, by key.
    notes: dict[str, dict[str, list[Node]]] = field(default_factory=dict)
    #: The tables that own the targets of the rows, for each object.
    owners: dict[str, list[LinkedTable]] = field(default_factory=dict)

    def clear_doc(self, docname: str) -> None:
        """Forget what a document asked for."""
        for name in BY_DOCUMENT:
            getattr(self, name).pop(docname, None)

    def merge(self, docnames: AbstractSet[str], other: Kept) -> None:
        """Take over what another process read."""
        self.tables.update(other.tables)
        for name in BY_DOCUMENT:
            found = getattr(other, name)
            getattr(self, name).update((docname, found[docname]) for docname in docnames & found.keys())

    def owned(self) -> list[tuple[LinkedTable, StatusTable]]:
        """Return the tables that own rows, with their facts."""
        return [(each, self.tables[each.key]) for owners in self.owners.values() for each in owners]

    def forget_unwanted(self) -> None:
        """Forget the tables that no document shows."""
        wanted = {key for requests in self.requests.values() for key in requests.values()}
        for key in self.tables.keys() - wanted:
            del self.tables[key]


class Packed:
    """Keeps them pickled inside the pickled environment, until somebody asks.

    Most builds read no page with a table, and so need not load a class of facts.
    """

    def __init__(self) -> None:
        self._kept: Kept | None = Kept()
        self._pickled = b''

    def open(self) -> Kept:
        """Return what is kept."""
        if self._kept is None:
            kept: Kept = pickle.loads(self._pickled)
            self._kept = kept
        return self._kept

    def is_readable(self) -> bool:
        """Return whether what an earlier build kept can be unpickled."""
        try:
            self.open()
        except Exception:  # other code may have pickled it, whatever it calls its version
            return False
        return True

    def __getstate__(self) -> bytes:
        """Return the bytes to pickle."""
        return self._pickled if self._kept is None else pickle.dumps(self._kept)

    def __setstate__(self, pickled: bytes) -> None:
        """Take the bytes that were pickled."""
        self._kept, self._pickled = None, pickled


class KeptNotes:
    """Keeps the nodes of each note once, however many pages show it; their doctrees have its key.

    :param by_document: the notes of each document. It belongs to the data of a domain.
    """

    def __init__(self, by_document: dict[str, dict[str, list[Node]]]) -> None:
        self._by_document = by_document
        self._shared: dict[str, list[Node]] = {}
        #: By a note and the directive that made its nodes: their key, and whether it lists the change.
        self.made: dict[tuple[Note, type[Directive]], tuple[str, bool]] = {}

    def keep(self, docname: str, made: Iterable[Node]) -> str:
        """Keep the nodes of one note, for a document; return their key, equal for equal nodes."""
        kept = list(made)
        for node in kept:
            _detach(node)
        shown = ''.join(node.pformat() for node in kept)
        key = hashlib.sha256(shown.encode('utf-8', 'surrogatepass')).hexdigest()[:16]
        self._shared.setdefault(key, kept)
        self.show(docname, key)
        return key

    def show(self, docname: str, key: str) -> list[Node]:
        """Keep that a document shows a note that another one has; return its nodes."""
        kept = self._shared[key]
        self._by_document.setdefault(docname, {})[key] = kept
        return kept

    def find(self, docname: str, key: str) -> list[Node]:
        """Return the nodes of a note, which are not to be changed."""
        return self._by_document[docname][key]


def _detach(node: Node) -> None:
    """Take nodes from the document that they were made for, which would be kept with them."""
    for each in node.findall():
        each.document = None  # type: ignore[assignment]
