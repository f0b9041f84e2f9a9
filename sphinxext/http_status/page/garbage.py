"""Tables are many small nodes that hold each other, and Python's garbage collector looks at each."""

from __future__ import annotations

import contextlib
import gc
from typing import TYPE_CHECKING, Any

from .nodes import status_scroll_box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx


@contextlib.contextmanager
def paused_collector() -> Iterator[None]:
    """Keep Python from looking for garbage among nodes that are all in use."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def release_tables(
    _app: Sphinx, _page: str, _template: str, _context: dict[str, Any], document: nodes.document | None
) -> None:
    """Take apart the tables of a page that is written (a handler of ``html-page-context``).

    Nodes and their parents hold each other, so they would stay until a full run of the garbage
    collector; with tables on many pages, those runs cost as much as making the tables.
    """
    for box in list(document.findall(status_scroll_box)) if document else ():
        waiting: list[nodes.Node] = [box]
        while waiting:
            node = waiting.pop()
            for child in node.children:
                child.parent = None
            waiting += node.children
        box.clear()
