"""A replacement for ``csv-table``, for files that are read without Sphinx.

It is loaded where a page has one, since docutils loads all that fetches files from elsewhere with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst.directives.tables import CSVTable

from sphinxext.http_status.drift.reading.node_text import HIDDEN_CLASS

from .directives import AnyOption, first_line

if TYPE_CHECKING:
    from docutils.statemachine import StringList


class CSVTableOfThisFile(CSVTable):
    """A csv-table whose rows know their lines; if they are in another file, a node that says so."""

    option_spec = AnyOption(CSVTable.option_spec or {})

    def run(self) -> list[Any]:
        """Return the table."""
        if 'file' in self.options or 'url' in self.options:
            source = self.options.get('file') or self.options.get('url')
            text = f'the rows in {source} are not compared, because they are not in this file'
            node = nodes.container(classes=[HIDDEN_CLASS], hidden=text)
            node.line = self.lineno
            return [node]
        result = super().run()
        _set_lines(result[0], self.lineno, self.content, first_line(self))
        return list(result)


def _set_lines(table: nodes.Node, line: int, content: StringList, first: int) -> None:
    """Give a table its line, and its rows theirs, if no record goes over several lines."""
    table.line = line
    rows = list(table.findall(nodes.row))
    lines = [first + index for index, text in enumerate(content) if text.strip()]
    if len(rows) - len(lines) in (0, 1):
        for row, place in zip(reversed(rows), reversed(lines), strict=False):
            row.line = place
