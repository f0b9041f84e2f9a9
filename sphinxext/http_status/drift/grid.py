"""From a grid of cells to rows: which column shows what. Standard library only.

Columns are told by what stands in them, since headers may be in any language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .cells import Cell, find_citations, find_names, find_range, has_name, has_only_names, split_code
from .records import PageCitation, PageRange, PageRow
from .vocabulary import bare, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sphinxext.http_status.facts.model import StatusRow

    from .vocabulary import Vocabulary

_EMPTY = Cell()
_PHRASE_HEADERS = {'phrase', 'reason', 'reason phrase', 'reason-phrase'}


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as a rectangle of cells; a cell that spans several places is in each of them."""

    body: tuple[tuple[Cell, ...], ...]
    #: The texts of the last header row; empty when the table has none.
    header: tuple[str, ...] = ()
    line: int | None = None


@dataclass(frozen=True, slots=True)
class GridRows:
    """What a grid says."""

    rows: tuple[PageRow, ...] = ()
    ranges: tuple[PageRange, ...] = ()
    #: The rows that show something, but neither a code nor a name: their line and text.
    unreadable: tuple[tuple[int | None, str], ...] = ()


def read_grid(grid: Grid, vocabulary: Vocabulary) -> GridRows | None:
    """Return the rows of a table of status codes; None when it is no such table."""
    columns = Columns(grid, vocabulary)
    if not columns.has_codes_or_names:
        return None
    rows, ranges, unreadable = [], [], []
    for index, cells in enumerate(grid.body):
        line = next((cell.line for cell in cells if cell.line), grid.line)
        if is_heading(cells):
            continue
        if (span := columns.range_of(cells, line)) is not None:
            ranges.append(span)
        elif (row := columns.read(cells, line)) is not None:
            if index or grid.header or not columns.is_header(row, vocabulary):
                rows.append(row)
        else:
            unreadable.append((line, ' | '.join(cell.text for cell in cells)))
    return GridRows(tuple(rows), tuple(ranges), tuple(unreadable))


def is_heading(cells: Sequence[Cell]) -> bool:
    """Return whether a row is blank, or a heading: a single cell that is no code."""
    texts = {cell.text for cell in cells if cell.text}
    spans = len(cells) > 1 and all(cell is cells[0] for cell in cells)
    return not texts or spans or (len(texts) == 1 and len(next(iter(texts)).split()) > 1 and len(cells) > 1)


class Columns:
    """Which columns of a table show what.

    :param grid: the table.
    :param vocabulary: the words to look for.
    """

    def __init__(self, grid: Grid, vocabulary: Vocabulary) -> None:
        self._grid = grid
        self._vocabulary = vocabulary
        self._body = [cells for cells in grid.body if not is_heading(cells)]
        self._size = max(map(len, self._body), default=0)
        self._free = list(range(self._size))
        self.code = self._take(self._best(self._code_score))
        self.rest = self.code if self._shows_rest() else None
        self.name = self._take(self._best(self._name_score))
        if self.name is None and self.rest is not None and self._most(self.rest, self._rest_has_name):
            self.name = self.rest
        self.more_names = [index for index in self._free if self._most(index, self._has_only_names)]
        self._free = [index for index in self._free if index not in self.more_names]
        self._facts = [self._fact(cells) for cells in self._body]
        self.phrase = self._find_phrase()
        self.citation = self._take(self._best(self._citation_score))
        self.rfc = self.section = None
        if self.citation is None:
            self.rfc = self._take(self._equal(lambda row: str(row.citation.rfc) if row.citation else ''))
        if self.citation is not None or self.rfc is not None:
            self.section = self._take(
                self._equal(lambda row: row.citation.section if row.citation else '')
            )
        self.shown = frozenset(self._shown())

    @property
    def has_codes_or_names(self) -> bool:
        """Whether this is a table of status codes at all."""
        if self.code is None and self.name is None:
            return False
        if not self._vocabulary.rows:
            return True
        return any(
            (code is not None and code[0] in self._vocabulary.by_code) or any(map(self._vocabulary.knows, names))
            for code, names in ((self._code_of(cells), self._names_of(cells)) for cells in self._body)
        )

    def _shown(self) -> Iterator[str]:
        if self.code is not None:
            yield 'code'
        if self.name is not None:
            yield 'name'
        if self.phrase is not None:
            yield 'phrase'
        if self.citation is not None or self.rfc is not None:
            yield 'citation'

    # Which column shows what.

    def _take(self, index: int | None) -> int | None:
        if index is not None:
            self._free.remove(index)
        return index

    def _best(self, score: Callable[[int], float]) -> int | None:
        scores = {index: score(index) for index in self._free}
        best = max(scores, key=lambda index: (scores[index], -index), default=None)
        return best if best is not None and scores[best] > 0 else None

    def _most(self, index: int, test: Callable[[Cell], bool]) -> bool:
        shown = [cells[index] for cells in self._body if index < len(cells) and cells[index].text]
        return bool(shown) and sum(map(test, shown)) * 2 >= len(shown)

    def _score(self, index: int, value: Callable[[Cell], float]) -> float:
        """Return the sum over a column, or zero when fewer than half of its cells have any value."""
        values = [value(_at(cells, index)) for cells in self._body]
        return sum(values) if sum(map(bool, values)) * 2 >= len(values) else 0

    def _code_score(self, index: int) -> float:
        codes = self._vocabulary.by_code

        def value(cell: Cell) -> float:
            split = split_code(cell, self._vocabulary)
            if split is None:
                return 0.5 * (find_range(cell.text) is not None)
            # A column of codes alone rather than one of sentences that begin with a code.
            return (2 if split[0] in codes else 1) + (0 if split[1] else 0.5)

        return self._score(index, value)

    def _name_score(self, index: int) -> float:
        def value(cell: Cell) -> float:
            names = find_names(cell, self._vocabulary)
            known = any(map(self._vocabulary.knows, names))
            return (2 if known else 1) if has_name(cell, self._vocabulary) else 0

        return self._score(index, value)

    def _citation_score(self, index: int) -> float:
        values = []
        for cells, fact in zip(self._body, self._facts, strict=True):
            shown = find_citations(_at(cells, index))
            true = fact.citation.rfc if fact and fact.citation else None
            values.append(bool(shown) + any(item.rfc == true for item in shown))
        cited = sum(map(bool, values))
        filled = sum(bool(_at(cells, index).text) for cells in self._body)
        return sum(values) if cited and cited * 2 >= filled else 0

    def _has_only_names(self, cell: Cell) -> bool:
        return has_only_names(cell, self._vocabulary)

    def _shows_rest(self) -> bool:
        def has_rest(cell: Cell) -> bool:
            split = split_code(cell, self._vocabulary)
            return split is not None and bool(split[1])

        return self.code is not None and self._most(self.code, has_rest)

    def _rest_has_name(self, cell: Cell) -> bool:
        split = split_code(cell, self._vocabulary)
        return split is not None and has_name(Cell(split[1]), self._vocabulary)

    def _find_phrase(self) -> int | None:
        def is_phrase(cell: Cell) -> bool:
            return fold(cell.text) in self._vocabulary.phrases

        for index in self._free:
            if self._most(index, is_phrase):
                return self._take(index)
        if self.rest is not None and self.rest != self.name:
            rests = [split[1] for cells in self._body if (split := self._code_of(cells)) and split[1]]
            if sum(fold(rest) in self._vocabulary.phrases for rest in rests) * 2 >= len(rests):
                return self.rest
        headers = enumerate(self._grid.header)
        named = (index for index, text in headers if index in self._free and fold(text) in _PHRASE_HEADERS)
        return self._take(next(named, None))

    def _equal(self, fact_text: Callable[[StatusRow], str]) -> int | None:
        """Return the column that mostly equals a text of the facts."""
        for index in self._free:
            pairs = [
                (_number(_at(cells, index)), fact_text(fact))
                for cells, fact in zip(self._body, self._facts, strict=True)
                if fact is not None and _at(cells, index).text
            ]
            if pairs and sum(shown == true for shown, true in pairs) * 2 >= len(pairs):
                return index
        return None

    def _fact(self, cells: Sequence[Cell]) -> StatusRow | None:
        code = self._code_of(cells)
        if code is not None and code[0] in self._vocabulary.by_code:
            return self._vocabulary.by_code[code[0]]
        names = self._names_of(cells)
        return next((row for name in names if (row := self._vocabulary.by_name.get(bare(name)))), None)

    # What one row shows.

    def _code_of(self, cells: Sequence[Cell]) -> tuple[object, str] | None:
        return None if self.code is None else split_code(_at(cells, self.code), self._vocabulary)

    def _names_of(self, cells: Sequence[Cell]) -> tuple[str, ...]:
        if self.name is None:
            return ()
        cell = _at(cells, self.name)
        if self.name == self.code:
            split = split_code(cell, self._vocabulary)
            cell = Cell(split[1] if split else '', cell.literals, line=cell.line)
        names = find_names(cell, self._vocabulary) or ((cell.text,) if cell.text else ())
        more = [name for index in self.more_names for name in find_names(_at(cells, index), self._vocabulary)]
        return tuple(dict.fromkeys([*names, *more]))

    def _citations_of(self, cells: Sequence[Cell]) -> tuple[PageCitation, ...]:
        section = '' if self.section is None else _number(_at(cells, self.section))
        if self.rfc is not None:
            number = _number(_at(cells, self.rfc))
            return (PageCitation(int(number), section),) if number.isdecimal() else ()
        if self.citation is None:
            return ()
        found = find_citations(_at(cells, self.citation))
        return tuple(PageCitation(item.rfc, item.section or section, item.link) for item in found)

    def range_of(self, cells: Sequence[Cell], line: int | None) -> PageRange | None:
        """Return the range of codes that a row stands for; None when it stands for one code."""
        index = 0 if self.code is None else self.code
        return find_range(_at(cells, index).text, line)

    def is_header(self, row: PageRow, vocabulary: Vocabulary) -> bool:
        """Return whether a first row shows what headers show: nothing that is a code or a name."""
        return row.code is None and not any(map(vocabulary.knows, row.names))

    def read(self, cells: Sequence[Cell], line: int | None) -> PageRow | None:
        """Return one row; None when it shows neither a code nor a name."""
        code, names = self._code_of(cells), self._names_of(cells)
        code_text = '' if code or self.code is None else _at(cells, self.code).text
        if code is None and not names and not code_text:
            return None
        phrase = '' if self.phrase is None else _at(cells, self.phrase).text
        if self.phrase is not None and self.phrase == self.code:
            phrase = code[1] if code else ''
        return PageRow(
            code=code[0] if code else None,
            code_text=code_text,
            names=names,
            phrase=phrase,
            citations=self._citations_of(cells),
            shown=self.shown,
            line=line,
            cells=tuple(cell.text for cell in cells),
        )


def _at(cells: Sequence[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else _EMPTY


def _number(cell: Cell) -> str:
    text = cell.text.casefold().removeprefix('section').removeprefix('rfc')
    return text.strip(' §.\N{NO-BREAK SPACE}-')


def join(parts: Iterable[GridRows]) -> GridRows:
    """Join the rows of several tables."""
    parts = list(parts)
    return GridRows(
        tuple(row for part in parts for row in part.rows),
        tuple(item for part in parts for item in part.ranges),
        tuple(item for part in parts for item in part.unreadable),
    )
