"""From a rectangle of cells to rows. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .cells import Cell, find_range
from .columns import Columns, at, is_heading
from .records import PageRange, PageRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as a rectangle of cells; a cell that spans several places is in each of them."""

    body: tuple[tuple[Cell, ...], ...]
    #: The texts of the last header row; empty when the table has none.
    header: tuple[str, ...] = ()
    line: int | None = None


@dataclass(frozen=True, slots=True)
class GridRows:
    """What tables say."""

    rows: tuple[PageRow, ...] = ()
    ranges: tuple[PageRange, ...] = ()
    #: The rows that show something, but neither a code nor a name: their line and text.
    unreadable: tuple[tuple[int | None, str], ...] = ()


def read_grid(grid: Grid, vocabulary: Vocabulary) -> GridRows | None:
    """Return the rows of a table of status codes; None when it is no such table."""
    columns = Columns(grid.body, grid.header, vocabulary)
    if not columns.show_status_codes:
        return None
    unnamed = None if grid.header else 0
    rows, ranges, unreadable = [], [], []
    for index, cells in enumerate(grid.body):
        line = next((cell.line for cell in cells if cell.line), grid.line)
        if (span := find_range(at(cells, columns.code or 0).text, line)) is not None:
            ranges.append(span)
        elif is_heading(cells, vocabulary) or (index == unnamed and columns.is_header(cells)):
            continue
        elif (row := _read_row(columns, cells, line)) is not None:
            rows.append(row)
        else:
            unreadable.append((line, ' | '.join(cell.text for cell in cells)))
    return GridRows(tuple(rows), tuple(ranges), tuple(unreadable))


def _read_row(columns: Columns, cells: Sequence[Cell], line: int | None) -> PageRow | None:
    """Return one row; None when it shows neither a code nor a name."""
    split, names = columns.code_of(cells), columns.names_of(cells)
    code_text = '' if split or columns.code is None else at(cells, columns.code).text
    if split is None and not names and not code_text:
        return None
    return PageRow(
        code=split[0] if split else None,
        code_text=code_text,
        names=names,
        phrase=columns.phrase_of(cells),
        citations=columns.citations_of(cells),
        shown=columns.shown,
        line=line,
        cells=tuple(cell.text for cell in cells),
    )


def join(parts: Iterable[GridRows]) -> GridRows:
    """Return the rows of several tables as those of one."""
    parts = list(parts)
    return GridRows(
        tuple(row for part in parts for row in part.rows),
        tuple(span for part in parts for span in part.ranges),
        tuple(row for part in parts for row in part.unreadable),
    )
