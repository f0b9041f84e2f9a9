"""Makes the inline nodes of texts, identifiers and patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext.http_status.facts.characters import plain

from .messages.english import split_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docutils.nodes import Node


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
