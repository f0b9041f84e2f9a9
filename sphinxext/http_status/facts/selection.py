"""Which rows a table shows: ``2xx 404 500-504 NOT_FOUND !418``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .problems import Problem, Subtype, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .model import StatusRow

_CLASS = re.compile(r'(\d)xx', re.IGNORECASE)
# Python reads no integers of thousands of digits, and no code has more than a few.
_RANGE = re.compile(r'(\d{1,18})[-\u2010-\u2015\u2212](\d{1,18})')


def select_rows(
    rows: Sequence[StatusRow], codes: str, report: Callable[[Problem], None]
) -> tuple[StatusRow, ...]:
    """Return the rows that a selection names, in definition order.

    :param codes: words divided by white space or commas. A word is a status code, a class
        (``4xx``), a range (``500-504``), or the name or alias of a member; a word behind
        ``!`` is left out. Where every word leaves something out, all other rows stay.
    :param report: called with a problem for each word that matches no row.
    """
    words = codes.replace(',', ' ').split()
    if not words:
        return tuple(rows)
    excluded = _matches(rows, [word[1:] for word in words if word.startswith('!')], report)
    wanted = [word for word in words if not word.startswith('!')]
    included = _matches(rows, wanted, report) if wanted else set(range(len(rows)))
    return tuple(rows[position] for position in sorted(included - excluded))


def find_positions(rows: Sequence[StatusRow], word: str) -> set[int]:
    """Return the places of the rows that one word of a selection names; none for an unknown word."""
    return {position for position, row in enumerate(rows) if _fits(row, word)} or {
        position for position, row in enumerate(rows) if _is_called(row, word)
    }


def named_class(word: str) -> int:
    """Return the class that a word of a selection names, 4 for ``4xx``; 0 for any other word."""
    match = _CLASS.fullmatch(word)
    return int(match[1]) if match else 0


def names_one(word: str) -> bool:
    """Return whether a word of a selection is a code or a name, rather than a class or a range."""
    return not (_CLASS.fullmatch(word) or _RANGE.fullmatch(word))


def _matches(
    rows: Sequence[StatusRow], words: Iterable[str], report: Callable[[Problem], None]
) -> set[int]:
    found: set[int] = set()
    for word in words:
        matching = find_positions(rows, word)
        if not matching:
            report(_unknown(rows, word))
        found |= matching
    return found


def _is_called(row: StatusRow, word: str) -> bool:
    """Return whether a word is a name of a row, but for its case."""
    return word.casefold() in {name.casefold() for name in (row.name, *row.aliases)}


def _fits(row: StatusRow, word: str) -> bool:
    if word in (str(row.code), row.written, row.name, *row.aliases):
        return True
    if not isinstance(row.code, int):
        return False
    if match := _CLASS.fullmatch(word):
        return row.code // 100 == int(match[1])
    if match := _RANGE.fullmatch(word):
        return int(match[1]) <= row.code <= int(match[2])
    return False


def _unknown(rows: Sequence[StatusRow], word: str) -> Problem:
    names = [name for row in rows for name in (row.shown_code, row.name, *row.aliases)]
    if (match := _RANGE.fullmatch(word)) and int(match[1]) > int(match[2]):
        template = 'the range %(word)r in codes runs backwards; write %(first)s-%(last)s'
        arguments = {'word': word, 'first': match[2], 'last': match[1]}
        return Problem(Subtype.CODES, template, arguments)
    template = 'no status code or member matches %(word)r in codes%(suggestion)s'
    hint = suggestion(word, names) or '; take it out, or write a code, 4xx, 500-504 or a name'
    return Problem(Subtype.CODES, template, {'word': word, 'suggestion': hint})
