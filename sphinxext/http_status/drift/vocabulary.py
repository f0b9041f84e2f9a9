"""The codes, names and phrases of one enum, and how pages spell them. Standard library only."""

from __future__ import annotations

import re
from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from sphinxext.http_status.facts.characters import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from sphinxext.http_status.facts.model import Code, StatusRow

#: Returns the names that an object and its module have beside the members. Finding them takes time.
Others: TypeAlias = 'Callable[[], Container[str]]'

#: How pages spell a member's name other than by the name itself, the most specific form first.
SPELLINGS: Sequence[Callable[[StatusRow, str], str]] = (
    lambda row, name: f'HTTP_{row.code}_{name}',
    lambda _row, name: f'HTTP_{name}',
    lambda _row, name: name.lower(),
)

#: Marks of footnotes behind a code: ``E102 (*)``, ``404 [1]``.
_MARKS = re.compile(r'(?<=\w)\s*(?:\(\W{1,3}\)|\[[\W\d#]{1,3}\]_?|[*†‡§¹²³⁰-⁹]{1,3})\Z')
_HEXADECIMAL = re.compile(r'0[xX][0-9a-fA-F]{1,16}')
_INTEGER = re.compile(r'[-+]?[0-9]{1,20}')
#: What stands around a code that is a text.
QUOTES = '\'"\u2018\u2019\u201c\u201d'
_PATH = re.compile(r'^.*(?:\.|::|#)(?=[^.:#])')
_CAPITALS = re.compile(r'[^\W\d_a-z]\w*(?<!_)')


def bare(name: str) -> str:
    """Return a name without what stands before it: ``NOT_FOUND`` of ``http.HTTPStatus.NOT_FOUND``."""
    # Most words are names already.
    return (
        name if name.isidentifier() else _PATH.sub('', name.strip()).removeprefix(':').removesuffix('()')
    )


def fold(text: str) -> str:
    """Return a phrase without differences of case, spaces, or the form of apostrophes and hyphens."""
    if not text.isascii():
        text = text.replace('\N{RIGHT SINGLE QUOTATION MARK}', "'")
        text = re.sub('[\N{HYPHEN}\N{NON-BREAKING HYPHEN}]', '-', text)
    return ' '.join(text.split()).casefold()


def is_capitals(name: str) -> bool:
    """Return whether a word has the form of a constant's name, in any script with or without case."""
    return bool(_CAPITALS.fullmatch(name)) and name == name.upper()


def style_of(name: str) -> str:
    """Return how a name is written: in capitals, in small letters, or in both."""
    name = bare(name)
    if is_capitals(name):
        return 'capitals'
    return 'small' if name == name.lower() else 'Title' if name[:1].isupper() else 'camel'


def is_half(part: int, whole: int) -> bool:
    """Return whether a part is half of a whole or more: enough to tell what something is.

    A column is one of names when half of its cells are names, since the others may be wrong.
    """
    return part * 2 >= whole


def is_most(part: int, whole: int) -> bool:
    """Return whether a part is more than half of a whole: enough to be the norm on a page.

    Where two rows do not agree, neither is the norm for the other.
    """
    return part * 2 > whole


def integer(text: str) -> int | None:
    """Return the integer that a text is; None if it is something else."""
    if _HEXADECIMAL.fullmatch(text):
        return int(text, 16)
    return int(text) if _INTEGER.fullmatch(text) else None


class Vocabulary:
    """The codes, names and phrases of the expected rows.

    :param expected: the rows; without any, all integers of three digits are codes.
    """

    def __init__(self, expected: Iterable[StatusRow] = ()) -> None:
        self.rows = tuple(expected)
        self.codes = {text: row.code for row in self.rows for text in (str(row.code), row.shown_code)}
        self.has_numbers = not self.rows or any(isinstance(row.code, int) for row in self.rows)
        #: Whether a code is negative, so that a hyphen before a number may be a sign.
        self.has_signs = any(isinstance(row.code, int) and row.code < 0 for row in self.rows)
        #: How many digits its codes have.
        self.lengths = {len(str(row.code)) for row in self.rows if isinstance(row.code, int)}
        self.phrases = {fold(row.phrase) for row in self.rows if row.phrase}
        self.by_name = dict(_reversed_pairs(self.rows, lambda _row, name: name))
        self.spelled = [dict(_reversed_pairs(self.rows, spelling)) for spelling in SPELLINGS]
        self.by_code = {row.code: row for row in reversed(self.rows)}

    @cached_property
    def styles(self) -> set[str]:
        """How its names are written; in capitals where there are none."""
        names = (name for row in self.rows for name in (row.name, *row.aliases))
        return set(map(style_of, names)) or {'capitals'}

    @cached_property
    def has_more(self) -> bool:
        """Whether there is more to compare than codes."""
        return any(
            row.phrase or row.citation or row.name not in ('', row.shown_code) for row in self.rows
        )

    @cached_property
    def by_code_and_name(self) -> dict[str, tuple[Code, str]]:
        """The members as notes name them, ``421 MISDIRECTED_REQUEST``, whatever codes and names are."""
        pairs = ((row, name) for row in reversed(self.rows) for name in (row.name, *row.aliases))
        return {plain(f'{row.code} {name}'): (row.code, name) for row, name in pairs}

    def with_codes(self, codes: Iterable[Code]) -> Vocabulary:
        """Return the vocabulary with further codes, which no row has."""
        wider = copy(self)
        wider.codes = {str(code): code for code in codes} | self.codes
        return wider

    def code(self, text: str) -> Code | None:
        """Return the status code that a text consists of; None if it is something else."""
        whole = text.strip()
        text = _MARKS.sub('', whole)
        for written in (whole, text, text.strip(QUOTES)):
            if written in self.codes:
                return self.codes[written]
        if self.has_numbers and _HEXADECIMAL.fullmatch(text):
            return int(text, 16)
        if self.has_numbers and len(text) == 3 and text.isdecimal() and text[0] != '0':
            return int(text)
        return None

    def code_of_words(self, text: str) -> Code | None:
        """Return the code of several words that a text is, whatever stands in brackets behind it."""
        words = text.partition('(')[0].strip(' .:').strip(QUOTES)
        return self.codes.get(words) if ' ' in words else None

    def find(self, name: str) -> StatusRow | None:
        """Return the row that has a bare name as its member or alias, in any spelling; else None."""
        for names in (self.by_name, *self.spelled):
            if name in names:
                return names[name]
        return None

    def knows(self, name: str) -> bool:
        """Return whether a name is that of a member or alias, in any spelling."""
        return self.find(bare(name)) is not None

    def are_phrases(self, texts: Iterable[str]) -> bool:
        """Return whether texts are phrases rather than names, though some, such as OK, are both."""
        balance = 0
        for text in texts:
            balance += (fold(text) in self.phrases) - self.knows(text)
        return balance > 0


def _reversed_pairs(
    rows: Sequence[StatusRow], spelling: Callable[[StatusRow, str], str]
) -> Iterator[tuple[str, StatusRow]]:
    # Reversed, so that the first of two rows with the same name stays in a dictionary.
    for row in reversed(rows):
        for name in reversed((row.name, *row.aliases)):
            yield spelling(row, name), row
