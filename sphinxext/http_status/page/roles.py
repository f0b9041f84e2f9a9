"""The http-status role: a link to the row of a status code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.roles import XRefRole

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message

#: How the role is called inside the domain.
ROLE = 'http-status:status'


class StatusRole(XRefRole):
    """Shows ``404 Not Found`` for a code, a member or an alias, and leads to its row."""

    def __init__(self) -> None:
        super().__init__(innernodeclass=nodes.inline, warn_dangling=True)

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Make a reference into our domain, by whatever name the role was called."""
        self.name = ROLE
        return super().run()
