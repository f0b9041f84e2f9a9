"""Finds out what each column of a table on a page shows. Standard library only.

Columns are recognized by their cells, since headers may be in any language.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sphinxext.http_status.drift.records import PageCitation
from sphinxext.http_status.drift.vocabulary import bare, fold, is_half
from sphinxext.http_status.facts.characters import is_address

from .body import Body, tells_names, tells_phrases
from .cells import (
    EMPTY,
    Cell,
    at,
    find_citations,
    find_range,
    has_only_names,
    is_prose,
    looks_like_names,
    plain_number,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinxext.http_status.drift.vocabulary import Vocabulary
    from sphinxext.http_status.facts.model import Code, StatusRow

_RFC_NUMBER = re.compile(r'\d{1,5}')


class Columns:
    """The columns of one table: each attribute is a position, or None where there is no such column.

    :param body: the rows below the header.
    :param header: the texts of the header, used only where the cells are not conclusive.
    :param vocabulary: the words to look for.
    """

    def __init__(
        self, body: Sequence[Sequence[Cell]], header: Sequence[str], vocabulary: Vocabulary
    ) -> None:
        self._vocabulary = vocabulary
        self._body = Body(body, header, vocabulary)
        self._free = list(range(max(map(len, self._body.rows), default=0)))
        self.code = self._take(self._best(self._code_score))
        self.name = self._take(self._best(self._name_score))
        if self.name is None:
            self.name = self._name_beside_code()
        if self.name is None:
            self.name = self._take(self._titled_name())
        #: Further columns with names, such as one for aliases.
        only_names = partial(has_only_names, vocabulary=vocabulary)
        more = [index for index in self._free if self._body.mostly(index, only_names)]
        self.more_names = [index for index in more if not self._has_words(index)]
        self._free = [index for index in self._free if index not in self.more_names]
        self._facts = [self._fact(cells) for cells in self._body.rows]
        self.phrase = self._find_phrase()
        self.citation = self._take(self._best(self._citation_score))
        #: The number of the RFC, or the section, in a column of its own.
        self.rfc = self.section = None
        if self.citation is None:
            self.rfc = self._take(self._equal(_rfc))
        if self.citation is not None or self.rfc is not None:
            self.section = self._take(self._equal(_section))
        self.shown = frozenset(self._shown())

    def _shown(self) -> list[str]:
        cited = self.citation if self.rfc is None else self.rfc
        columns = {'code': self.code, 'name': self.name, 'phrase': self.phrase, 'citation': cited}
        return [what for what, index in columns.items() if index is not None]

    @property
    def show_status_codes(self) -> bool:
        """Whether the table is one of status codes: at least one code or name is known."""
        if self.code is None and self.name is None:
            return False
        return not self._vocabulary.rows or any(fact is not None for fact in self._facts)

    @property
    def may_have_names(self) -> bool:
        """Whether a column that shows nothing known may be one of names."""
        return any(map(self._body.suggests_names, self._free))

    # Finding columns.

    def _take(self, index: int | None) -> int | None:
        if index is not None:
            self._free.remove(index)
        return index

    def _best(self, score: Callable[[int], float]) -> int | None:
        scores = {index: score(index) for index in self._free}
        best = max(scores, key=lambda index: (scores[index], -index), default=None)
        return best if best is not None and scores[best] > 0 else None

    def _code_score(self, index: int) -> float:
        def value(cell: Cell) -> float:
            split = self._body.split(cell)
            if split is None:
                return 0.5 * (find_range(cell.text) is not None)
            # A column of codes alone goes before one of sentences that begin with a code.
            return 1 + (split[0] in self._vocabulary.by_code) + 0.5 * (not split[1])

        score = self._body.score(index, value)
        # Of two columns of numbers, the codes are those of which each row has its own.
        different = {split for cells in self._body.rows if (split := self._body.split(at(cells, index)))}
        return score and score + len(different) / (2 * len(self._body.rows) + 1)

    def _name_score(self, index: int) -> float:
        def value(cell: Cell) -> float:
            names = self._body.names(cell)
            known = any(map(self._vocabulary.knows, names))
            return known * 2 or looks_like_names(cell, names)

        column = self._body.column(index)
        words = [names for names in map(self._body.names, column) if names]
        is_known = any(self._vocabulary.knows(name) for names in words for name in names)
        # No member has the name of another: what several rows share are words for something else.
        are_shared = len(set(words)) < len(words) and not is_known
        return 0 if are_shared or self._has_words(index) else self._body.score(index, value)

    def _has_words(self, index: int) -> bool:
        """Return whether a column has words of the language, by its title or its cells."""
        column = self._body.column(index)
        if tells_phrases(self._body.title(index)):
            return not any(cell.literals or '_' in cell.text for cell in column)
        return is_prose(column, self._vocabulary)

    def _titled_name(self) -> int | None:
        titled = (index for index in self._free if tells_names(self._body.title(index)))
        return next(filter(self._body.may_be_names, titled), None)

    def _name_beside_code(self) -> int | None:
        def test(cell: Cell) -> bool:
            split = self._body.split(cell)
            rest = Cell(split[1]) if split else EMPTY
            names = self._body.names(rest)
            return any(map(self._vocabulary.knows, names)) or looks_like_names(rest, names)

        is_named = self.code is not None and self._body.mostly(self.code, test)
        return self.code if is_named and not self._vocabulary.are_phrases(self._rests()) else None

    def _rests(self) -> list[str]:
        """Return what stands beside the codes in their cells."""
        return [split[1] for cells in self._body.rows if (split := self.code_of(cells)) and split[1]]

    def _find_phrase(self) -> int | None:
        phrases = self._vocabulary.phrases
        for index in self._free:
            if self._body.mostly(index, lambda cell: fold(cell.text) in phrases):
                return self._take(index)
        rests = self._rests() if self.code != self.name else []
        if rests and is_half(sum(fold(rest) in phrases for rest in rests), len(rests)):
            return self.code
        titled = (index for index in self._free if tells_phrases(self._body.title(index)))
        return self._take(next(titled, None))

    def _citation_score(self, index: int) -> float:
        values = []
        for cells, fact in zip(self._body.rows, self._facts, strict=True):
            shown = find_citations(at(cells, index))
            agrees = any(str(item.rfc) == _rfc(fact) for item in shown)
            # An address alone may lead to an RFC for any reason.
            values.append(agrees if is_address(at(cells, index).text) else bool(shown) + agrees)
        cited = sum(map(bool, values))
        filled = sum(bool(at(cells, index).text) for cells in self._body.rows)
        return sum(values) if is_half(cited, filled) else 0

    def _equal(self, true: Callable[[StatusRow | None], str]) -> int | None:
        """Return the first column most of whose cells equal what the facts say."""
        for index in self._free:
            pairs = [
                (plain_number(at(cells, index)), true(fact))
                for cells, fact in zip(self._body.rows, self._facts, strict=True)
                if fact is not None and at(cells, index).text
            ]
            if pairs and is_half(sum(shown == wanted for shown, wanted in pairs), len(pairs)):
                return index
        return None

    def _fact(self, cells: Sequence[Cell]) -> StatusRow | None:
        split = self.code_of(cells)
        if split is not None and split[0] in self._vocabulary.by_code:
            return self._vocabulary.by_code[split[0]]
        rows = map(self._vocabulary.find, map(bare, self.names_of(cells)))
        return next((row for row in rows if row is not None), None)

    # What one row shows.

    def is_header(self, cells: Sequence[Cell]) -> bool:
        """Return whether a first row is a header, which has neither a code nor a known name."""
        return self.code_of(cells) is None and not any(map(self._vocabulary.knows, self.names_of(cells)))

    def code_of(self, cells: Sequence[Cell]) -> tuple[Code, str] | None:
        """Return the code of a row, and what stands beside it in its cell."""
        return None if self.code is None else self._body.split(at(cells, self.code))

    def names_of(self, cells: Sequence[Cell]) -> tuple[str, ...]:
        """Return the names of a row as written, or the text that stands there instead of one."""
        if self.name is None:
            return ()
        cell = at(cells, self.name)
        if self.name == self.code:
            split = self._body.split(cell)
            cell = Cell(split[1] if split else '', cell.literals)
        # "(Unused)" is a remark.
        text = '' if cell.text[:1] == '(' else cell.text
        names = self._body.names(cell) or ((text,) if text else ())
        more = [name for index in self.more_names for name in self._body.names(at(cells, index))]
        return tuple(dict.fromkeys([*names, *more]))

    def phrase_of(self, cells: Sequence[Cell]) -> str:
        """Return the phrase of a row, which may stand beside its code."""
        if self.phrase is None:
            return ''
        if self.phrase != self.code:
            return at(cells, self.phrase).text
        split = self.code_of(cells)
        return split[1] if split else ''

    def citations_of(self, cells: Sequence[Cell]) -> tuple[PageCitation, ...]:
        """Return the citations of a row, from one column or from two."""
        section = '' if self.section is None else plain_number(at(cells, self.section))
        if self.rfc is not None:
            number = plain_number(at(cells, self.rfc))
            return (PageCitation(int(number), section),) if _RFC_NUMBER.fullmatch(number) else ()
        found = () if self.citation is None else find_citations(at(cells, self.citation))
        return tuple(replace(item, section=item.section or section) for item in found)


def _rfc(fact: StatusRow | None) -> str:
    return str(fact.citation.rfc or '') if fact and fact.citation else ''


def _section(fact: StatusRow | None) -> str:
    return fact.citation.section if fact and fact.citation else ''
