"""Makes tables fit the paper in LaTeX: widths of columns, and breaks over pages."""

from __future__ import annotations

import re
from statistics import fmean
from typing import TYPE_CHECKING, cast

from docutils import nodes

from sphinxext.http_status.facts.characters import width
from sphinxext.http_status.page.inline import BREAKABLE, breakable
from sphinxext.http_status.page.nodes import ancestors

from .layout import shown_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: The characters of Sphinx's fixed-width fonts that stand side by side on A4 paper: FreeMono has
#: the widest, 6 of the 453 points of a line.
LINE = 75
#: What LaTeX puts between two columns (``\tabcolsep``, twice), in such characters, and something
#: for headers that are wide.
GAP = 3
#: Where LaTeX may break a name that is wider than its column must be.
BREAK = r'\allowbreak{}'
_PART = re.compile(rf'{BREAKABLE.pattern}|\s+')


def fit_paper(table: nodes.table) -> None:
    """Make a table for LaTeX break over pages, and give its columns widths when they need them.

    Left alone, Sphinx gives each of three columns at most a third of the line.
    """
    # LaTeX cannot break a table in another one, nor one with another one in it.
    if (
        not any(isinstance(around, nodes.entry) for around in ancestors(table))
        and len(list(table.findall(nodes.table))) == 1
    ):
        table['classes'].append('longtable')
    if 'colwidths-auto' in table['classes'] and (widths := column_widths(list(_columns(table)))):
        table['classes'].remove('colwidths-auto')
        table['classes'].append('colwidths-given')
        for colspec, colwidth in zip(table.findall(nodes.colspec), widths, strict=False):
            colspec['colwidth'] = colwidth
    for literal in list(table.findall(nodes.literal)):
        # Those of a table in this one have been made so.
        if len(literal) == 1:
            literal[:] = breakable(literal.astext(), BREAK, 'latex')


def column_widths(columns: Sequence[Sequence[str]]) -> list[int]:
    """Return widths in proportion, from the lines of each column; none where all fit anyway."""
    if max(max(map(width, lines), default=1) for lines in columns) + GAP <= LINE / len(columns):
        return []
    needed = [_longest(' '.join(lines).split()) for lines in columns]
    if sum(needed) > LINE:
        needed = [_longest(_PART.split(' '.join(lines))) for lines in columns]
    # A few long lines should not take the space of many short ones.
    wishes = [
        max(fmean(map(width, lines or [''])) + GAP - need, 0)
        for lines, need in zip(columns, needed, strict=True)
    ]
    share = max(LINE - sum(needed), 0) / (sum(wishes) or 1)
    return [round(10 * (need + share * wish)) for need, wish in zip(needed, wishes, strict=True)]


def _longest(words: Iterable[str]) -> int:
    return max(map(width, words), default=1) + GAP


def _columns(table: nodes.table) -> Iterator[list[str]]:
    """Yield the lines of the cells of each column."""
    rows = [cast('list[nodes.entry]', row.children) for row in table.findall(nodes.row)]
    for position in range(max(map(len, rows))):
        cells = (row[position] for row in rows if position < len(row))
        yield [line for cell in cells if 'morecols' not in cell for line in shown_lines(cell)]
