"""Where the code of a member is looked for, and how a text or a value gives one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .guarded import exact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinxext.http_status.facts.model import Code

CODE_NAME = 'code'
#: Where there is no ``code``, a number under one of these names is one.
NUMBER_NAMES = ('status_code', 'status')

#: A code that stands before its phrase.
CODE_AND_PHRASE = re.compile(r'(\d{3})\s+(\S.*)', re.DOTALL)
_NUMBER = re.compile(r'0|[1-9][0-9]{0,8}')


def code_names(chosen: str) -> tuple[str, ...]:
    """Return the names under which a code is looked for where nothing but a name tells it."""
    return (chosen,) if chosen else (CODE_NAME, *NUMBER_NAMES)


def read_code(text: str) -> Code:
    """Return the code in a text, such as ``404 Not Found``: a number wherever one can be found."""
    if match := CODE_AND_PHRASE.fullmatch(text):
        text = match[1]
    return int(text) if _NUMBER.fullmatch(text) else text


def first_number(parts: Iterable[object]) -> int | None:
    """Return the first whole number among the parts of a value; None without one."""
    return next((each for each in map(exact, parts) if isinstance(each, int)), None)


def tell_apart(numbers: Iterable[int | None]) -> bool:
    """Return whether no number is there twice: the moons of planets are not their codes."""
    found = [number for number in numbers if number is not None]
    return len(set(found)) == len(found)
