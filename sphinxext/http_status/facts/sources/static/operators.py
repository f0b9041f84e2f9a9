"""The operators and built-in functions that are applied for real, since they only look at values."""

from __future__ import annotations

import ast
import builtins
import operator
import re
from typing import TYPE_CHECKING, Any, cast

from .unread import UnreadError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: A value has so many items, characters or bits at most.
LARGEST = 100_000

_FUNCTIONS = (
    'abs all any bin bool bytes chr classmethod complex dict divmod enumerate filter float frozenset '
    'hasattr hash hex int isinstance issubclass len list map max min next object oct ord property range '
    'repr reversed set sorted staticmethod str sum super tuple type zip'
)
#: What can be called by its name alone.
BUILTINS: Mapping[str, object] = {
    **{name: getattr(builtins, name) for name in _FUNCTIONS.split()},
    **{
        name: value
        for name, value in vars(builtins).items()
        if isinstance(value, type) and issubclass(value, BaseException)
    },
    'Ellipsis': ...,
    'NotImplemented': NotImplemented,
}
#: The methods of built-in types that change nothing but their own value, and that stay small.
METHODS = frozenset(
    name
    for names in (
        '__contains__ __delitem__ __eq__ __ge__ __getitem__ __gt__ __hash__ __init__',
        '__init_subclass__ __iter__ __le__ __len__ __lt__ __ne__ __new__ __or__ __prepare__',
        '__repr__ __setitem__ __str__ add append as_integer_ratio bit_count bit_length capitalize',
        'casefold clear copy count decode deleter difference discard encode endswith extend find',
        'from_bytes fromkeys get getter hex index insert intersection isalnum isalpha isascii',
        'isdecimal isdigit isidentifier islower isnumeric isspace issubset issuperset istitle',
        'isupper items join keys lower lstrip mro partition pop remove removeprefix removesuffix',
        'replace reverse rfind rindex rpartition rsplit rstrip setdefault setter sort split',
        'splitlines startswith strip swapcase symmetric_difference title to_bytes translate union',
        'update upper values',
    )
    for name in names.split()
)
COMPARISONS: Mapping[type[ast.cmpop], Callable[[Any, Any], object]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda item, items: operator.contains(items, item),
    ast.NotIn: lambda item, items: item not in items,
}
UNARY: Mapping[type[ast.unaryop], Callable[[Any], object]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
    ast.Invert: operator.invert,
    ast.Not: operator.not_,
}
_BINARY: Mapping[type[ast.operator], str] = {
    ast.Add: 'add',
    ast.Sub: 'sub',
    ast.Mult: 'mul',
    ast.Div: 'truediv',
    ast.FloorDiv: 'floordiv',
    ast.Mod: 'mod',
    ast.Pow: 'pow',
    ast.LShift: 'lshift',
    ast.RShift: 'rshift',
    ast.BitOr: 'or_',
    ast.BitAnd: 'and_',
    ast.BitXor: 'xor',
}
_LONG_WIDTH = re.compile(r'\d{4}|\*')


def binary(kind: ast.operator, left: object, right: object, *, in_place: bool = False) -> object:
    """Return what an operator makes of two values.

    :raises UnreadError: the result would be too large.
    """
    _check_size(kind, left, right)
    name = _BINARY.get(type(kind))
    if name is None:
        raise UnreadError('an operator between matrices is known only by running it')
    function = f'i{name.rstrip("_")}' if in_place else name
    return cast('object', getattr(operator, function)(left, right))


def check_width(specification: str) -> None:
    """Check that a format does not fill up a text without end.

    :raises UnreadError: it may.
    """
    if _LONG_WIDTH.search(specification):
        raise UnreadError(f'the format {specification[:20]!r} makes too long a text')


def _check_size(kind: ast.operator, left: object, right: object) -> None:
    match kind, left, right:
        case ast.Pow(), int(), int():
            size = left.bit_length() * max(right, 0)
        case ast.LShift(), int(), int():
            size = left.bit_length() + max(right, 0)
        case ast.Mult(), int(), int():
            size = left.bit_length() + right.bit_length()
        case (ast.Mult(), int() as times, sized) | (ast.Mult(), sized, int() as times):
            size = times * (len(sized) if hasattr(sized, '__len__') else 1)
        case ast.Add(), _, _ if hasattr(left, '__len__') and hasattr(right, '__len__'):
            size = len(left) + len(right)
        case ast.Mod(), str() | bytes(), _:
            check_width(str(left))
            return
        case _:
            return
    check_size(size)


def check_size(size: int) -> None:
    """Check that a value has not too many items, characters or bits.

    :raises UnreadError: it has.
    """
    if size > LARGEST:
        raise UnreadError('the result is too large')
