"""Decides what a cell shows of a value, whatever its type is."""

from __future__ import annotations

import math
from enum import Enum, Flag
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from .guarded import ForeignError, as_text, ask, exact, is_a, is_mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxext.http_status.facts.model import Shown

#: The methods of classes that do not say how their instances are written.
_UNSAID = (object.__str__, Enum.__str__, Flag.__str__, MappingProxyType.__str__)


def shown(value: object) -> Shown:
    """Return what a cell shows of a value: a truth value as it is, nothing of None, else a text.

    :raises ForeignError: the value cannot be turned into text.
    """
    if value is None or value is True or value is False:
        return '' if value is None else bool(value)
    # Not every integer can be written.
    text = text_of(value)
    return cast('Shown', value) if type(value) is int or is_finite(value) else text


def is_finite(value: object) -> bool:
    """Return whether a value is a number with a fraction that JSON can have."""
    return type(value) is float and math.isfinite(value)


def text_of(value: object) -> str:
    """Return the text of a value.

    Numbers and texts are themselves, and others are what their class says by ``__str__``. Where it says
    nothing, a member of an enum is its name, and what has items is these.

    :raises ForeignError: the value cannot be turned into text.
    """
    try:
        return _text(value, '%s')
    except RecursionError as error:
        raise ForeignError(error) from error


def _text(value: object, around: str) -> str:
    """Return the text of a value, with something around its items."""
    if exact(value) is not None or _says_itself(value):
        return as_text(value)
    items = _items(value)
    return as_text(_name(value)) if items is None else around % ', '.join(items)


def _says_itself(value: object) -> bool:
    own = ask(getattr, type(value), '__str__', None)
    return not any(own is each for each in _UNSAID)


def _name(value: object) -> object:
    """Return the name of a member of an enum; any other value as it is, as a flag without a name."""
    name = ask(getattr, value, 'name', None) if is_a(value, Enum) else None
    return value if name is None else name


def _items(value: object) -> Iterable[str] | None:
    """Return the texts of the items of a value, those of a set in a stable order; None without any."""
    # What a subclass makes of being listed may never end.
    for kind in (list, tuple, set, frozenset):
        if is_a(value, kind):
            items: Iterator[object] = kind.__iter__(value)  # type: ignore[arg-type]
            return map(_inside, sorted(items, key=_place) if kind in (set, frozenset) else items)
    if is_mapping(value):
        pairs = ask(lambda: list(value.items()))
        return [f'{_inside(key)}: {_inside(item)}' for key, item in pairs]
    return None


def _inside(item: object) -> str:
    """Return the text of an item, in parentheses if it has items itself."""
    return _text(item, '(%s)')


def _place(item: object) -> tuple[bool, int, str]:
    """Return what the items of a set are sorted by: numbers as such, then all else by its text."""
    number = exact(item)
    return (False, number, '') if isinstance(number, int) else (True, 0, _inside(item))
