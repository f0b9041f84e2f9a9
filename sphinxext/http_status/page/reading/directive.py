"""The http-status-table directive and its options; what makes the nodes is loaded on demand."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, ClassVar

from docutils.parsers.rst import directives
from docutils.parsers.rst.directives.tables import align
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.nodes import Node
    from sphinx.util.typing import OptionSpec

#: The name of a column before a title in quotes, which csv knows at the beginning of a cell only.
_NAMED_TITLE = re.compile(r'((?:^|,)\s*)([^\W\d][\w.]*\s*=\s*)"')


def notes_place(argument: str) -> str:
    """Convert the value of the notes option."""
    return directives.choice(argument, ('below', 'none'))


def column_widths(argument: str) -> str | list[int]:
    """Convert the value of the widths option, as the tables of docutils do."""
    choice = argument.strip().lower()
    return choice if choice in ('auto', 'grid') else directives.positive_int_list(argument)


def words(argument: str) -> tuple[str, ...]:
    """Convert words that white space or commas divide."""
    return tuple(directives.unchanged_required(argument).replace(',', ' ').split())


def titles(argument: str) -> list[str]:
    """Convert titles that commas divide; one with a comma in it stands in quotes, as in a csv-table.

    Before the quotes may stand the name of a column.
    """
    line = ' '.join(directives.unchanged_required(argument).split())
    line = _NAMED_TITLE.sub(r'\1"\2', line)
    return [title.strip() for title in next(csv.reader([line], skipinitialspace=True))]


class Options(dict[str, 'Callable[[str], object]']):
    """The options of a directive; any other is taken as well, and told while the table is shown."""

    def __missing__(self, name: str) -> Callable[[str], object]:
        return directives.unchanged


class HTTPStatusTable(SphinxDirective):
    """Shows the members of an enum, or of whatever has codes, as a table.

    Its content is what the project says of the codes.
    """

    has_content = True
    optional_arguments = 1
    option_spec: ClassVar[OptionSpec] = Options(
        {
            'codes': directives.unchanged_required,
            'columns': words,
            'headers': titles,
            'registry': directives.unchanged_required,
            'code': directives.unchanged_required,
            'group': directives.flag,
            'release': directives.unchanged_required,
            'edition': directives.unchanged_required,
            'notes': notes_place,
            'caption': directives.unchanged_required,
            'name': directives.unchanged,
            'class': directives.class_option,
            'align': align,
            'width': directives.length_or_percentage_or_unitless,
            'widths': column_widths,
            'no-index': directives.flag,
        }
    )

    def run(self) -> list[Node]:
        """Return the placeholder and the notes below it."""
        from .placeholder import PlaceholderMaker

        return PlaceholderMaker(self).make()
