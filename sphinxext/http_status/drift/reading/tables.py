"""Reads the rows of docutils tables, and of lines that look like a table."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext.http_status.drift.records import PageRow
from sphinxext.http_status.drift.vocabulary import is_half

from .cells import NOWHERE, Cell, Spot, at, find_range, is_heading, split_code
from .columns import Columns
from .node_text import cell_of, lines_of, spot_of_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinxext.http_status.drift.findings import PageRange
    from sphinxext.http_status.drift.vocabulary import Vocabulary

#: ``404: ('Not Found', ...)``: a code, and the first text of what a listing has for it.
_CODE_AND_TEXT = re.compile(
    r'\W*(\d{3,6})["\']?\s*(?:=>|[:=,])\s*[(\[{]?\s*(["\'])((?:(?!\2).)*)\2\s*(?:[,;)\]}].*)?'
)
#: What divides several codes in one cell.
_PARTS = re.compile(r'\s*(?:[/,;&]|\band\b)\s*')
#: Beyond so many columns a cell fills one: pages may claim any number, and each column costs time.
_WIDEST = 1000


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as a rectangle of cells; a cell that spans several places is in each of them."""

    body: tuple[tuple[Cell, ...], ...]
    #: The texts of the last header row; empty when the table has none.
    header: tuple[str, ...] = ()
    spot: Spot = NOWHERE


@dataclass(frozen=True, slots=True)
class GridRows:
    """The rows of one table or more."""

    rows: tuple[PageRow, ...] = ()
    ranges: tuple[PageRange, ...] = ()
    #: What is to be told of it: the place, the text, and whether it is drift.
    told: tuple[tuple[Spot, str, bool], ...] = ()


def grid_of(table: nodes.table) -> Grid:
    """Return a table as a rectangle of cells, spans filled in."""
    header = [row for part in _own(table, nodes.thead) for row in part.children]
    body = [row for part in _own(table, nodes.tbody) for row in part.children]
    first = spot_of_table(table)
    texts = [
        tuple(cell.text for cell in cells) for cells in _fill(header, [NOWHERE] * len(header), first)
    ]
    below = tuple(_fill(body, _lines(header, body, first), first))
    return Grid(below, texts[-1] if texts else (), first)


def _own(table: nodes.table, kind: type[nodes.Element]) -> Iterator[nodes.Element]:
    # The groups of this table, not of tables inside of its cells.
    for group in table.children:
        if isinstance(group, nodes.tgroup):
            yield from (part for part in group.children if isinstance(part, kind))


def _lines(header: Sequence[nodes.Node], body: Sequence[nodes.Node], first: Spot) -> list[Spot]:
    """Return where the rows below the header are, as far as rows have lines."""
    lines = [row.line for row in body]
    # In a pipe table, MyST-Parser gives the first row the line of the header, or zero to all of them.
    if header and lines and lines[0] is not None and lines[0] == header[-1].line:
        start = first._replace(line=lines[0] or first.line)
        return [start.below(2 + index) if start.line else NOWHERE for index in range(len(lines))]
    return [first._replace(line=line) for line in lines]


def _fill(rows: Iterable[nodes.Node], spots: Iterable[Spot], first: Spot) -> Iterator[tuple[Cell, ...]]:
    hanging: dict[int, tuple[int, Cell]] = {}
    for row, spot in zip(rows, spots, strict=True):
        cells: list[Cell] = []
        for entry in (child for child in row.children if isinstance(child, nodes.entry)):
            _take_hanging(hanging, cells)
            cell = cell_of(entry, spot, first)
            for _column in range(max(1, min(entry.get('morecols', 0) + 1, _WIDEST - len(cells)))):
                if below := entry.get('morerows', 0):
                    hanging[len(cells)] = (below, replace(cell, spot=NOWHERE))
                cells.append(cell)
        _take_hanging(hanging, cells)
        yield tuple(cells)


def _take_hanging(hanging: dict[int, tuple[int, Cell]], cells: list[Cell]) -> None:
    """Fill the places that cells of rows above reach down into."""
    while len(cells) in hanging:
        below, cell = hanging.pop(len(cells))
        if below > 1:
            hanging[len(cells)] = (below - 1, cell)
        cells.append(cell)


def grid_of_lines(node: nodes.Element, vocabulary: Vocabulary) -> Grid | None:
    """Return lines that begin with status codes as a table; None when most of them do not.

    A table that was copied as plain text looks like this::

        404 NOT_FOUND HTTP Semantics RFC 9110, Section 15.5.5
    """
    lines = [line for line in _own_lines(node) if line.text]
    split = [(line, split_code(line, vocabulary)) for line in lines]
    coded = [(line, code[1]) for line, code in split if code and line.text[:1].isdigit() and code[1]]
    if len(coded) < 2 or not is_half(len(coded), len(lines)):
        return None
    return Grid(
        tuple(_line_cells(line, rest) for line, rest in coded), spot=Spot(node.line, node.source or '')
    )


def _own_lines(node: nodes.Element) -> Iterator[Cell]:
    """Yield the lines of a text without those that go on with what a line with a code begins."""
    margin: int | None = None
    for line, text in zip(lines_of(node), node.astext().split('\n'), strict=False):
        indent = len(text) - len(text.lstrip())
        if line.text[:1].isdigit():
            margin = indent if margin is None else min(margin, indent)
        if margin is None or indent <= margin or line.text[:1].isdigit():
            yield line


def _line_cells(line: Cell, rest: str) -> tuple[Cell, ...]:
    code = line.text[: len(line.text) - len(rest)].strip()
    if match := _CODE_AND_TEXT.fullmatch(line.text):
        return Cell(match[1], spot=line.spot), Cell(match[3].strip())
    first, _space, more = rest.partition(' ')
    if first.isupper():
        return (
            Cell(code, spot=line.spot),
            Cell(first, tuple(text for text in line.literals if text == first)),
            Cell(more, links=line.links),
        )
    return Cell(code, spot=line.spot), Cell(rest, line.literals, line.links)


def read_grid(grid: Grid, vocabulary: Vocabulary) -> GridRows | None:
    """Return the rows of a table of status codes; None for any other table."""
    columns = Columns(grid.body, grid.header, vocabulary)
    if not columns.show_status_codes:
        return None
    unnamed = None if grid.header else 0
    rows, ranges, told = [], [], []
    bold = sum(at(row, columns.code or 0).is_bold for row in grid.body)
    for index, cells in enumerate(_divided(grid, columns.code, vocabulary)):
        code = at(cells, columns.code or 0)
        if code.is_bold and not is_half(bold, len(grid.body)) and split_code(code, vocabulary) is None:
            # The heading of a group of codes.
            continue
        spot = next((cell.spot for cell in cells if cell.spot.line), grid.spot)
        if (span := find_range(code.text, spot)) is not None:
            ranges.append(span)
        elif is_heading(cells, vocabulary) or (index == unnamed and columns.is_header(cells)):
            continue
        elif (row := _read_row(columns, cells, spot)) is not None:
            rows.append(row)
        else:
            text = ' | '.join(cell.text for cell in cells)
            told.append((spot, f'the row {text!r} shows neither a status code nor a name', True))
    if loss := _loss(columns, vocabulary):
        header = ' | '.join(grid.header) or 'without a header'
        told.append((grid.spot, f'{loss}: {header}', False))
    return GridRows(tuple(rows), tuple(ranges), tuple(told))


def _loss(columns: Columns, vocabulary: Vocabulary) -> str:
    """Return what is compared of a table that may show names as well; empty where none may."""
    if columns.code is None or columns.name is not None or not vocabulary.has_more:
        return ''
    # A phrase that no member has is compared with nothing.
    has_phrases = 'phrase' in columns.shown and bool(vocabulary.phrases)
    also = [*['phrases'] * has_phrases, *['citations'] * ('citation' in columns.shown)]
    told = f'only {" and ".join(["codes", *also])} of this table are compared'
    return told if columns.may_have_names else ''


def _divided(grid: Grid, code: int | None, vocabulary: Vocabulary) -> Iterator[Sequence[Cell]]:
    for cells in grid.body:
        yield from _divide(cells, code, vocabulary)


def _read_row(columns: Columns, cells: Sequence[Cell], spot: Spot) -> PageRow | None:
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
        text=' '.join(cell.text for cell in cells),
        **spot._asdict(),
    )


def join(parts: Iterable[GridRows]) -> GridRows:
    """Return the rows of several tables as those of one."""
    parts = list(parts)
    return GridRows(
        tuple(row for part in parts for row in part.rows),
        tuple(span for part in parts for span in part.ranges),
        tuple(each for part in parts for each in part.told),
    )


def _divide(cells: Sequence[Cell], index: int | None, vocabulary: Vocabulary) -> list[Sequence[Cell]]:
    """Return a row that has several codes in one cell as rows of one code each.

    Other cells are divided where they have as many parts, and empty where they have not.
    """
    codes = _PARTS.split(at(cells, index).text) if index is not None else []
    if len(codes) < 2 or any(vocabulary.code(code) is None for code in codes):
        return [cells]
    split = [_PARTS.split(cell.text) for cell in cells]
    return [
        [
            replace(cell, text=parts[place], literals=()) if len(parts) == len(codes) else Cell()
            for cell, parts in zip(cells, split, strict=True)
        ]
        for place in range(len(codes))
    ]
