"""Finds what expressions in methods are, as far as that is the same for every instance."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from inspect import Parameter
from typing import TYPE_CHECKING, Any, TypeGuard, cast

from sphinxext.http_status.facts.sources.guarded import ForeignError, ask, exact, is_a
from sphinxext.http_status.facts.sources.static.unread import Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .bodies import Body

#: What is not known.
UNKNOWN = object()


@dataclass(frozen=True, slots=True)
class Given:
    """What whoever makes an instance may give."""

    #: What it is if they do not.
    value: object = UNKNOWN


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a call gives to a method, or what of it ``*args`` or ``**kwargs`` has."""

    positional: tuple[object, ...] = ()
    named: Mapping[str, object] = field(default_factory=dict)
    #: What else may be given: nothing, what somebody gives who makes an instance, or what is not known.
    more: object = None

    def bind(self, parameters: Mapping[str, Parameter]) -> dict[str, object]:
        """Return what each of the parameters of a method gets, but for the first."""
        found: dict[str, object] = {}
        positional, named = list(self.positional), dict(self.named)
        for name, each in list(parameters.items())[1:]:
            if each.kind is each.VAR_POSITIONAL:
                found[name], positional = Arguments(tuple(positional), more=self.more), []
            elif each.kind is each.VAR_KEYWORD:
                found[name] = Arguments(named=named, more=self.more)
            elif positional and each.kind is not each.KEYWORD_ONLY:
                found[name] = positional.pop(0)
            elif name in named and each.kind is not each.POSITIONAL_ONLY:
                found[name] = named.pop(name)
            else:
                found[name] = self.left_out(each.default)
        return found

    def and_all(self, others: Arguments) -> Arguments:
        """Return these arguments and others behind them."""
        # Behind what is not known nothing has its place.
        positional = others.positional if self.more is None else ()
        more = self.more if self.more is UNKNOWN or others.more is None else others.more
        return Arguments((*self.positional, *positional), {**self.named, **others.named}, more)

    def left_out(self, default: object) -> object:
        """Return what a parameter gets that is not named here, by its default."""
        if self.more is UNKNOWN or is_a(default, Unknown):
            return UNKNOWN
        value = UNKNOWN if default is Parameter.empty else default
        if self.more is None or default is UNKNOWN or is_a(default, Given):
            return value
        return Given(value)


@dataclass(frozen=True, slots=True)
class Frame:
    """One method while it is read."""

    owner: type
    #: The place of the class that has it among the bases of the owner.
    place: int
    #: What it calls the instance.
    instance: str
    body: Body
    #: What its names stand for.
    values: dict[str, object]
    #: What the instance has been given.
    attributes: dict[str, object]
    #: The expressions that have been found and bind a name or take an argument out, by their ids.
    found: set[int] = field(default_factory=set)

    def is_instance(self, node: ast.AST) -> bool:
        """Return whether a node is what stands for the instance."""
        return isinstance(node, ast.Name) and node.id == self.instance


def resolve(node: ast.expr, frame: Frame) -> object:
    """Return what an expression is, or a :class:`Given`, or ``UNKNOWN``."""
    handler = _HANDLERS.get(type(node))
    try:
        found = ask(handler, node, frame) if handler else UNKNOWN
    except ForeignError:
        return UNKNOWN
    # What is made of all arguments together is no value of one of them.
    return UNKNOWN if are_arguments(found) else found


def are_arguments(value: object) -> TypeGuard[Arguments]:
    """Return whether a value is what several arguments are, whatever it says of itself."""
    return is_a(value, Arguments)


def plain(value: object) -> object:
    """Return a value, or what it is if nobody gives it."""
    return cast('Given', value).value if is_a(value, Given) else value


def truth(value: object) -> bool | None:
    """Return whether a value is true; None if that is not known."""
    value = plain(value)
    if value is None or is_a(value, bool):
        return bool(value)
    found = exact(value)
    return None if found is None else bool(found)


def _given_if(value: object, *decided_by: object) -> object:
    """Return a value that others have decided, which is no more certain than those."""
    if value is UNKNOWN or is_a(value, Given) or not any(is_a(each, Given) for each in decided_by):
        return value
    return Given(value)


def _name(node: ast.Name, frame: Frame) -> object:
    return frame.values[node.id] if node.id in frame.values else frame.body.look_up(node.id)


def _bound(node: ast.NamedExpr, frame: Frame) -> object:
    frame.values[node.target.id] = resolve(node.value, frame)
    frame.found.add(id(node.target))
    return frame.values[node.target.id]


def _attribute(node: ast.Attribute, frame: Frame) -> object:
    return _attribute_of(node.value, node.attr, frame)


def _attribute_of(node: ast.expr, name: str, frame: Frame) -> object:
    if frame.is_instance(node):
        if name == '__class__':
            return frame.owner
        return frame.attributes[name] if name in frame.attributes else _of_class(frame, name)
    found = resolve(node, frame)
    value = plain(found)
    if value is frame.owner:
        return _of_class(frame, name)
    return found if value is UNKNOWN else _given_if(frame.body.attribute(value, name), found)


def _of_class(frame: Frame, name: str) -> object:
    found = getattr(frame.owner, name)
    # What a property is, only an instance tells.
    return UNKNOWN if hasattr(type(found), '__get__') else found


def _call(node: ast.Call, frame: Frame) -> object:
    match node:
        case ast.Call(func=ast.Name(id='type'), args=[one]) if frame.is_instance(one):
            return frame.owner
        case ast.Call(func=ast.Name(id='getattr'), args=[one, ast.Constant(value=str(name)), *_]):
            return _attribute_of(one, name, frame)
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id=name), attr='get' | 'pop'),
            args=[ast.Constant(value=str(key)), *default],
        ):
            return _taken(node.func, name, key, default, frame)
    return UNKNOWN


def _taken(means: ast.expr, name: str, key: str, default: list[ast.expr], frame: Frame) -> object:
    """Return what ``kwargs.get('code', 500)`` or ``kwargs.pop('code', 500)`` is."""
    arguments = frame.values.get(name)
    if not are_arguments(arguments):
        return UNKNOWN
    if isinstance(means, ast.Attribute) and means.attr == 'pop':
        others = {each: value for each, value in arguments.named.items() if each != key}
        frame.values[name] = Arguments(arguments.positional, others, arguments.more)
    frame.found.add(id(means))
    if key in arguments.named:
        return arguments.named[key]
    return arguments.left_out(resolve(default[0], frame) if default else None)


def _chosen(node: ast.IfExp, frame: Frame) -> object:
    found = resolve(node.test, frame)
    is_true = truth(found)
    if is_true is None:
        return UNKNOWN
    return _given_if(resolve(node.body if is_true else node.orelse, frame), found)


def _negated(node: ast.UnaryOp, frame: Frame) -> object:
    found = resolve(node.operand, frame)
    is_true = truth(found) if isinstance(node.op, ast.Not) else None
    return _given_if(UNKNOWN if is_true is None else not is_true, found)


def _boolean(node: ast.BoolOp, frame: Frame) -> object:
    seen: list[object] = []
    for part in node.values:
        seen.append(resolve(part, frame))
        is_true = truth(seen[-1])
        if is_true is isinstance(node.op, ast.Or):
            break
        if is_true is None and part is not node.values[-1]:
            return UNKNOWN
    return _given_if(seen[-1], *seen)


def _compare(node: ast.Compare, frame: Frame) -> object:
    if len(node.ops) > 1:
        return UNKNOWN
    both = [resolve(each, frame) for each in (node.left, *node.comparators)]
    return _given_if(_compared(node.ops[0], *map(plain, both)), *both)


def _compared(operation: ast.cmpop, left: object, right: object) -> object:
    if left is UNKNOWN or right is UNKNOWN:
        return UNKNOWN
    if right is None and is_a(operation, ast.Is, ast.IsNot):
        return (left is None) is is_a(operation, ast.Is)
    values = exact(left), exact(right)
    if None not in values and is_a(operation, ast.Eq, ast.NotEq):
        return (values[0] == values[1]) is is_a(operation, ast.Eq)
    return UNKNOWN


_HANDLERS: Mapping[type[ast.expr], Callable[[Any, Frame], object]] = {
    ast.Constant: lambda node, _frame: node.value,
    ast.Name: _name,
    ast.NamedExpr: _bound,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.IfExp: _chosen,
    ast.BoolOp: _boolean,
    ast.UnaryOp: _negated,
    ast.Compare: _compare,
}
