"""The cells of a table by column, and which of them are names by title and form. Standard library only.

A title is asked only where the cells alone are not conclusive, since it may be in any language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinxext.http_status.drift.vocabulary import QUOTES, bare, fold, is_half, is_most, style_of

from .cells import Cell, at, find_names, is_heading, split_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sphinxext.http_status.drift.vocabulary import Vocabulary
    from sphinxext.http_status.facts.model import Code

_PHRASE_TITLES = {'phrase', 'reason', 'reason phrase', 'reason-phrase'}
#: What a title of names ends with, and what may stand before it: "Symbolic name", "Error constant".
_NAMES = {
    'constant', 'constants', 'enum', 'enumerator', 'identifier', 'macro', 'member', 'members',
    'mnemonic', 'name', 'names', 'symbol', 'symbols',
}  # fmt: skip
_WHOSE = _NAMES | {
    'class', 'code', 'error', 'exception', 'exit', 'http', 'python', 'reply', 'response', 'signal',
    'state', 'status', 'symbolic',
}  # fmt: skip
#: The title of our own tables in other languages, as our catalogs have it, and the word "name" alone.
_TRANSLATED = """
    الاسم في التعداد; Nom a l'enumeració; Název ve výčtu; Όνομα στην απαρίθμηση;
    Nombre en la enumeración; نام در نوع شمارشی; Nom dans l'énumération; Nome na enumeración;
    שם ב־Enum; Enum नाम; Név a felsorolásban; Nama Enum; Nome nell'enumerazione;
    列挙メンバー名; სახელი ჩამონათვალში; 열거형 멤버 이름; Enum-naam; Nazwa w wyliczeniu;
    Nome na enumeração; Nume în enumerare; Имя в перечислении; Názov vo výčte;
    Emri në enumeracion; Enum-namn; Enum adı; Назва в переліку; Tên trong enum; 枚举成员名称;
    列舉成員名稱; Nom; Nombre; Nome; Naam; Namn; Navn; Nazwa; Název; Názov; Nume; Név; Nama;
    Имя; Название; Назва; Όνομα; 名前; 名称; 名稱; 이름
"""  # noqa: RUF001
_TRANSLATED_NAMES = frozenset(map(fold, _TRANSLATED.split(';')))
#: What stands behind a name: an alias or a remark in brackets, another name, the mark of a footnote.
_BEHIND = re.compile(r'\s*[(\[,;/*†‡].*', re.DOTALL)


def tells_phrases(title: str) -> bool:
    """Return whether a column is titled as one of reason phrases."""
    return fold(title) in _PHRASE_TITLES


def tells_names(title: str) -> bool:
    """Return whether a column is titled as one of the names of members."""
    title = fold(title).strip(' .:*`')
    words = re.split(r'[\s_-]+', title)
    return title in _TRANSLATED_NAMES or (words[-1] in _NAMES and _WHOSE.issuperset(words))


def has_form_of_names(cells: Iterable[Cell], vocabulary: Vocabulary) -> bool:
    """Return whether most cells of a column are one word each, written as the members are, and its own.

    Words that are reason phrases, and so are not names, are no names here either.
    """
    filled = [cell.text for cell in cells if re.match(r'[^(]*\w', cell.text)]
    words = [_BEHIND.sub('', text).strip(' ' + QUOTES) for text in filled]
    names = {name for name in map(bare, words) if name.isidentifier()}
    alike = {name for name in names if style_of(name) in vocabulary.styles}
    return is_most(len(alike), len(filled)) and not vocabulary.are_phrases(filled)


class Body:
    """The rows of a table without its headings, each cell of which is read once.

    :param rows: those below the header.
    :param header: the texts of the header.
    """

    def __init__(
        self, rows: Iterable[Sequence[Cell]], header: Sequence[str], vocabulary: Vocabulary
    ) -> None:
        self._vocabulary = vocabulary
        self._splits: dict[Cell, tuple[Code, str] | None] = {}
        self._names: dict[Cell, tuple[str, ...]] = {}
        self._header = header
        self.rows = [cells for cells in rows if not is_heading(cells, vocabulary)]

    def split(self, cell: Cell) -> tuple[Code, str] | None:
        """Return what split_code() does."""
        if cell not in self._splits:
            self._splits[cell] = split_code(cell, self._vocabulary)
        return self._splits[cell]

    def names(self, cell: Cell) -> tuple[str, ...]:
        """Return what find_names() does."""
        if cell not in self._names:
            self._names[cell] = find_names(cell, self._vocabulary)
        return self._names[cell]

    def column(self, index: int) -> list[Cell]:
        """Return the cells of a column."""
        return [at(cells, index) for cells in self.rows]

    def title(self, index: int) -> str:
        """Return the title of a column; empty where it has none."""
        return self._header[index] if index < len(self._header) else ''

    def score(self, index: int, value: Callable[[Cell], float]) -> float:
        """Return the sum over a column, or zero when fewer than half of its cells have any value."""
        values = list(map(value, self.column(index)))
        return sum(values) if is_half(sum(map(bool, values)), len(values)) else 0

    def mostly(self, index: int, test: Callable[[Cell], bool]) -> bool:
        """Return whether half of the cells of a column, the empty ones left out, pass a test."""
        shown = [cell for cell in self.column(index) if cell.text]
        return bool(shown) and is_half(sum(map(test, shown)), len(shown))

    def may_be_names(self, index: int) -> bool:
        """Return whether a column has the form of names."""
        return has_form_of_names(self.column(index), self._vocabulary)

    def suggests_names(self, index: int) -> bool:
        """Return whether a column is titled as one of names, or has their form, each its own."""
        column = self.column(index)
        are_different = len({cell.text for cell in column}) == len(column)
        return tells_names(self.title(index)) or (are_different and self.may_be_names(index))
