"""Keeps facts from left to right on pages that are written from right to left."""

from __future__ import annotations

from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxext.http_status.page.linking.references import ROLE
from sphinxext.http_status.page.nodes import status_left_to_right, status_scroll_box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils.nodes import Node


class IsolateRuns(SphinxPostTransform):
    """Isolates members, codes and RFCs, so that ``421 MISDIRECTED_REQUEST`` keeps its order.

    A browser would put the words behind the number on its other side. References have been
    resolved, at 10.
    """

    default_priority = 20

    def run(self, **_kwargs: Any) -> None:
        """Isolate the facts of one document."""
        isolate(list(self._facts()))

    def _facts(self) -> Iterator[Node]:
        for box in self.document.findall(status_scroll_box):
            yield from facts_of_tables([box])
            yield from facts_of_notes(_notes_behind(box))
        yield from self.document.findall(_is_row_title)


def facts_of_tables(tables: Iterable[Node]) -> Iterator[Node]:
    """Yield the members, codes, RFCs and addresses in tables."""
    for table in tables:
        yield from table.findall(_is_fact)


def facts_of_notes(notes: Iterable[Node]) -> Iterator[Node]:
    """Yield the members in notes."""
    for note in notes:
        yield from note.findall(nodes.literal)


def isolate(facts: Iterable[Node]) -> None:
    """Isolate facts, each with what is read as one with it."""
    for node in facts:
        run = _run_of(node)
        isolated = status_left_to_right()
        node.parent.insert(node.parent.index(run[0]), isolated)
        for piece in run:
            piece.parent.remove(piece)
        isolated += run


def _run_of(node: Node) -> list[Node]:
    """Return what is isolated as one: a fact, and the title in front of an RFC if that is Latin.

    The two are read as one phrase, which would fall apart if the RFC alone were isolated.
    """
    if not isinstance(node, nodes.reference):
        return [node]
    siblings = node.parent[: node.parent.index(node)]
    behind = list(takewhile(_is_not_turned, reversed(siblings)))
    # Space and punctuation in front of the phrase belong to the text around it.
    return [*dropwhile(lambda text: 'L' not in map(bidirectional, text), reversed(behind)), node]


def _is_not_turned(node: Node) -> bool:
    return isinstance(node, nodes.Text) and not {'R', 'AL'} & set(map(bidirectional, node))


def _notes_behind(box: status_scroll_box) -> Iterator[Node]:
    siblings = box.parent[box.parent.index(box) + 1 :]
    return takewhile(lambda node: isinstance(node, addnodes.versionmodified), siblings)


def _is_fact(node: Node) -> bool:
    if isinstance(node, nodes.reference):
        # An address that is shown as such would end in the slash at its beginning.
        return 'rfc' in node['classes'] or node.get('refuri') == node.astext()
    return isinstance(node, nodes.literal)


def _is_row_title(node: Node) -> bool:
    """Return whether a node is what a reference to a row shows where its author said nothing."""
    return (
        isinstance(node, nodes.inline)
        and ROLE.replace(':', '-') in node['classes']
        and node.astext() == node.parent.get('reftitle')
    )
