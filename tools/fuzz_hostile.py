"""What raises when it is used, lies about its type, or is no value of any sense, by names to draw."""

from __future__ import annotations

from copy import copy
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class EndError(BaseException):
    """What is no Exception, and cannot be printed."""

    def __str__(self) -> str:
        raise SystemExit(3)


class Text(str):
    """A text that raises when it is used."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __str__(self) -> str:
        raise OSError

    def __eq__(self, other: object) -> bool:
        raise EndError


class Number(int):
    """A number that raises when it is used."""

    __hash__ = int.__hash__

    def __eq__(self, other: object) -> bool:
        raise EndError

    def __str__(self) -> str:
        raise SystemExit

    __int__ = __index__ = __bool__ = __str__  # type: ignore[assignment]


class Items(tuple[object, ...]):
    """A tuple that cannot be iterated."""

    __slots__ = ()

    def __iter__(self) -> Any:
        raise EndError

    __len__ = __getitem__ = __iter__  # type: ignore[assignment]


class Hostile:
    """An object that raises whatever is asked of it."""

    def __getattribute__(self, name: str) -> Any:
        raise EndError

    __str__ = __repr__ = __len__ = __iter__ = __bool__ = __dir__ = __getattribute__  # type: ignore[assignment]
    __hash__ = object.__hash__


class Liar:
    """An object that says to be of another type, and writes itself as no text."""

    __class__ = str  # type: ignore[assignment]

    def __str__(self) -> str:
        return 1  # type: ignore[return-value]  # noqa: PLE0307


class Meta(type):
    """A metaclass whose classes raise when they are asked for anything."""

    def __getattribute__(cls, name: str) -> Any:
        raise EndError


class Unasked(metaclass=Meta):
    """A class that raises when it is asked for anything."""


PLAIN: tuple[object, ...] = (
    *(404, 410, 0, -1, 'GONE', '404 Gone', '', True, None, 4.5, b'\xff', '\ud800', '\x00', '\x1b[31m'),
    *((404, 'Gone'), (), [404], {'code': 404}, {1}),
)


def _around(items: list[object]) -> list[object]:
    items.append(items)
    return items


#: What a value or an attribute may be, by a name that tells it in what is printed.
VALUES: Mapping[str, Callable[[], object]] = {
    **{repr(value): partial(copy, value) for value in PLAIN},
    'huge': lambda: 10**5000,
    'negative and huge': lambda: -(10**5000),
    'a tuple of huge': lambda: (10**5000, 'x'),
    'nan': lambda: float('nan'),
    'a text that raises': lambda: Text('Gone'),
    'a number that raises': lambda: Number(404),
    'items that raise': lambda: Items((Number(404), Text('Gone'))),
    'items of itself': lambda: _around([]),
    'hostile': Hostile,
    'a liar': Liar,
    'of a class that raises': lambda: object.__new__(Unasked),
    'a class that raises': lambda: Unasked,
    'an object': object,
    'a lambda': lambda: lambda: 1,
    'a module': lambda: ModuleType('\ud800'),
    'a class': lambda: type('C', (), {'code': 404}),
    'an exception': lambda: type('E', (Exception,), {'code': 404}),
    'a record': lambda: {'code': Number(404), 'phrase': Text('Gone'), Text('x'): Hostile()},
    'a mapping of oddities': lambda: {Number(1): Text('x'), b'\xff': 2, None: 3},
}
RAISED: Mapping[str, Callable[[], BaseException]] = {
    **{
        each.__name__: each
        for each in (SystemExit, GeneratorExit, StopIteration, OSError, RecursionError)
    },
    **{
        each.__name__: each
        for each in (AssertionError, MemoryError, AttributeError, TypeError, KeyError)
    },
    'EndError': EndError,
    'UnicodeError': lambda: ValueError('\ud800\x1b[31m'),
}
