"""Finds the values of expressions, without running anything but operators on values that are known."""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING, Any

from .calls import attribute, call, call_super
from .functions import Function, read_signature
from .operators import COMPARISONS, UNARY, binary, check_size, check_width
from .unread import UnreadError, as_unread, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from .frames import Frame

_CONVERSIONS: Mapping[int, Callable[[object], object]] = {
    -1: lambda value: value,
    ord('s'): str,
    ord('r'): repr,
    ord('a'): ascii,
}


def evaluate(node: ast.AST, frame: Frame) -> Any:
    """Return the value of an expression.

    :raises UnreadError: only running it would tell, or it raises something.
    """
    try:
        frame.steps.count()
        if handler := _HANDLERS.get(type(node)):
            return handler(node, frame)
        raise UnreadError(f'{shown(node)} is known only by running it')
    except UnreadError as error:
        error.locate(node, frame.file)
        raise
    except Exception as error:
        found = as_unread(error, node)
        found.locate(node, frame.file)
        raise found from error


def items(nodes: list[ast.expr], frame: Frame) -> Iterator[object]:
    """Yield the values of the items of a sequence, or of the arguments of a call."""
    for node in nodes:
        if isinstance(node, ast.Starred):
            yield from evaluate(node.value, frame)
        else:
            yield evaluate(node, frame)


def pairs(
    keys: list[ast.expr | None], values: list[ast.expr], frame: Frame
) -> Iterator[tuple[Any, Any]]:
    """Yield the keys and values of a dict."""
    for key, value in zip(keys, values, strict=True):
        found = evaluate(value, frame)
        if key is None:
            yield from found.items()
        else:
            yield evaluate(key, frame), found


def keywords(nodes: list[ast.keyword], frame: Frame) -> Iterator[tuple[Any, Any]]:
    """Yield the named arguments of a call."""
    names = [None if each.arg is None else ast.Constant(each.arg) for each in nodes]
    return pairs([*names], [each.value for each in nodes], frame)


def assign(target: ast.expr, value: Any, frame: Frame) -> None:
    """Give the names of a target, which is no attribute and no item, their values.

    :raises UnreadError: the value does not fit.
    """
    match target:
        case ast.Name(id=name):
            frame.bind(name, value)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            values = list(value)
            stars = [place for place, part in enumerate(parts) if isinstance(part, ast.Starred)]
            for place in stars:
                end = place + 1 + len(values) - len(parts)
                values[place:end] = [values[place:end]]
            if len(values) != len(parts):
                raise UnreadError(f'{len(values)} values are given to {len(parts)} names')
            for part, each in zip(parts, values, strict=True):
                assign(part.value if isinstance(part, ast.Starred) else part, each, frame)
        case _:
            raise UnreadError(f'{shown(target)} is given a value')


def _call(node: ast.Call, frame: Frame) -> object:
    if isinstance(node.func, ast.Name) and node.func.id == 'super' and not node.args:
        return call_super(frame)
    function = evaluate(node.func, frame)
    arguments = list(items(node.args, frame))
    named = dict(keywords(node.keywords, frame))
    return call(function, arguments, named, frame)


def _boolean(node: ast.BoolOp, frame: Frame) -> object:
    value: object = None
    for part in node.values:
        value = evaluate(part, frame)
        if bool(value) is isinstance(node.op, ast.Or):
            break
    return value


def _compare(node: ast.Compare, frame: Frame) -> object:
    left, result = evaluate(node.left, frame), None
    for operation, part in zip(node.ops, node.comparators, strict=True):
        right = evaluate(part, frame)
        result = COMPARISONS[type(operation)](left, right)
        if not result:
            break
        left = right
    return result


def _slice(node: ast.Slice, frame: Frame) -> object:
    ends = (node.lower, node.upper, node.step)
    return slice(*(evaluate(each, frame) if each else None for each in ends))


def _text(node: ast.JoinedStr, frame: Frame) -> str:
    text = ''.join(str(evaluate(each, frame)) for each in node.values)
    check_size(len(text))
    return text


def _formatted(node: ast.FormattedValue, frame: Frame) -> str:
    specification = evaluate(node.format_spec, frame) if node.format_spec else ''
    check_width(specification)
    return format(_CONVERSIONS[node.conversion](evaluate(node.value, frame)), specification)


def _elements(node: Any, frame: Frame) -> Iterator[Frame]:
    """Yield a frame for each time that a comprehension makes an item."""
    inner = frame.inner({}, frame.qualname, frame.first)

    def generate(generators: list[ast.comprehension], outer: Frame) -> Iterator[Frame]:
        if not generators:
            yield inner
            return
        first, *others = generators
        # The first iterable is evaluated outside, where a class sees its own names.
        for value in evaluate(first.iter, outer):
            assign(first.target, value, inner)
            if all(evaluate(each, inner) for each in first.ifs):
                yield from generate(others, inner)

    yield from generate(node.generators, frame)


def _lambda(node: ast.Lambda, frame: Frame) -> object:
    signature = read_signature(node.args, evaluate, frame)
    return Function(signature, partial(evaluate, node.body), frame, '<lambda>').as_python()


_HANDLERS: Mapping[type[ast.AST], Callable[[Any, Frame], object]] = {
    ast.Constant: lambda node, _frame: node.value,
    ast.Name: lambda node, frame: frame.look_up(node.id),
    ast.Attribute: lambda node, frame: attribute(evaluate(node.value, frame), node.attr, frame),
    ast.Subscript: lambda node, frame: evaluate(node.value, frame)[evaluate(node.slice, frame)],
    ast.Slice: _slice,
    ast.Tuple: lambda node, frame: tuple(items(node.elts, frame)),
    ast.List: lambda node, frame: list(items(node.elts, frame)),
    ast.Set: lambda node, frame: set(items(node.elts, frame)),
    ast.Dict: lambda node, frame: dict(pairs(node.keys, node.values, frame)),
    ast.BinOp: lambda node, frame: binary(
        node.op, evaluate(node.left, frame), evaluate(node.right, frame)
    ),
    ast.UnaryOp: lambda node, frame: UNARY[type(node.op)](evaluate(node.operand, frame)),
    ast.BoolOp: _boolean,
    ast.Compare: _compare,
    ast.IfExp: lambda node, frame: evaluate(
        node.body if evaluate(node.test, frame) else node.orelse, frame
    ),
    ast.JoinedStr: _text,
    ast.FormattedValue: _formatted,
    ast.Call: _call,
    ast.Lambda: _lambda,
    ast.ListComp: lambda node, frame: [evaluate(node.elt, each) for each in _elements(node, frame)],
    ast.SetComp: lambda node, frame: {evaluate(node.elt, each) for each in _elements(node, frame)},
    ast.GeneratorExp: lambda node, frame: iter(
        [evaluate(node.elt, each) for each in _elements(node, frame)]
    ),
    ast.DictComp: lambda node, frame: {
        evaluate(node.key, each): evaluate(node.value, each) for each in _elements(node, frame)
    },
}
