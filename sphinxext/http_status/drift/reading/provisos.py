"""Finds what a page says of its entries with a proviso: on some platforms only, or only some of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes

from .node_text import AVAILABILITY_CLASS, OBJECT, is_signature, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext.http_status.drift.records import Mention

#: How a sentence says that a list after it is a selection.
_SELECTS = re.compile(
    r'\b(?:e\.g\.|for (?:example|instance)|such as|some of|among others|including'
    r'|an? (?:excerpt|extract|selection)|the most (?:common|frequent|important|used)'
    r'|(?:the|following) common(?:ly used)?(?! to))\b',
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(r'\W*(?:\.\.\.|\N{HORIZONTAL ELLIPSIS}|etc\.?|and so on)\W*', re.IGNORECASE)
_LISTS = (
    nodes.bullet_list, nodes.enumerated_list, nodes.definition_list, nodes.field_list, nodes.line_block,
    nodes.literal_block,
)  # fmt: skip


class Provisos:
    """The provisos of a part of a page."""

    def __init__(self, region: nodes.Element) -> None:
        self._conditional: set[int] = set()
        for node in region.findall(nodes.Element):
            if AVAILABILITY_CLASS in node.get('classes', ()):
                self._conditional.update(map(id, _heads(node)))
                self._conditional.update(map(id, node.findall(nodes.Element)))
        self._selections: dict[int, bool] = {}

    def add_to(self, mention: Mention, node: nodes.Element) -> Mention:
        """Return the mention of an entry with the provisos that there are."""
        conditional, selected = id(node) in self._conditional, self._is_selected(node)
        if not (conditional or selected):
            return mention
        conditional, selected = conditional or mention.conditional, selected or mention.selected
        return replace(mention, conditional=conditional, selected=selected)

    def _is_selected(self, node: nodes.Node | None) -> bool:
        """Return whether an entry is one of a list that leaves out others."""
        while node is not None and not isinstance(node, _LISTS):
            if isinstance(node, nodes.section | nodes.title | nodes.literal) or OBJECT in node:  # type: ignore[operator]
                return False
            node = node.parent
        if node is None:
            return False
        if id(node) not in self._selections:
            self._selections[id(node)] = _is_selection(node)
        return self._selections[id(node)]


def _heads(node: nodes.Element) -> Iterator[nodes.Element]:
    """Yield the entries or signatures that what stands below them is about, from inside of it."""
    while node.parent is not None:
        siblings = node.parent.children
        if isinstance(node, nodes.list_item):
            yield node
            return
        if isinstance(node, nodes.definition):
            for before in reversed(siblings[: siblings.index(node)]):
                if not isinstance(before, nodes.term | nodes.Text):
                    break
                yield from (before,) if isinstance(before, nodes.term) else ()
            return
        if node.tagname == 'desc' or OBJECT in node:
            elements = (each for each in node.children if isinstance(each, nodes.Element))
            yield from filter(is_signature, elements)
            return
        if isinstance(node, nodes.section):
            yield from (each for each in node.children if isinstance(each, nodes.title))
            return
        node = node.parent


def _is_selection(node: nodes.Element) -> bool:
    if any(_LEFT_OUT.fullmatch(text_of(child)) for child in node.children):
        return not isinstance(node, nodes.literal_block)
    siblings = node.parent.children if node.parent is not None else [node]
    before = siblings[siblings.index(node) - 1] if node is not siblings[0] else None
    return isinstance(before, nodes.paragraph) and bool(_SELECTS.search(text_of(before)))
