"""Tells what ``__init__`` gives to every instance of a class, by its source; it is not called.

``self.code = 404`` and ``super().__init__(404, detail)`` are followed through all base classes. What
depends on an argument, a condition or the result of a call is not known.
"""

from __future__ import annotations

import ast
import inspect
from dataclasses import dataclass
from functools import lru_cache
from types import FunctionType, MemberDescriptorType, WrapperDescriptorType
from typing import TYPE_CHECKING, cast

from sphinxext.http_status.facts.sources.guarded import ForeignError, ask, is_a

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import CodeType

_UNKNOWN = object()


class _UncertainError(Exception):
    """Raised where nothing is known of what an ``__init__`` does."""


def find_initial(owner: type) -> Mapping[str, object]:
    """Return the attributes that every instance of a class gets from ``__init__``, if certain."""
    reading = _Reading(owner)
    try:
        ask(reading.follow, 0)
    except ForeignError:
        return {}
    return {name: value for name, value in reading.attributes.items() if value is not _UNKNOWN}


@dataclass(frozen=True, slots=True)
class _Frame:
    """One ``__init__`` while it is read."""

    #: The place of its class among the bases.
    place: int
    #: What it calls the instance.
    instance: str
    #: What its names stand for, those of its module included.
    values: dict[str, object]


class _Reading:
    """Reads the ``__init__`` of a class, and those that it calls."""

    def __init__(self, owner: type) -> None:
        self.owner = owner
        self.classes: tuple[type, ...] = type.__dict__['__mro__'].__get__(owner)
        self.attributes: dict[str, object] = {}

    def follow(self, start: int, call: ast.Call | None = None, caller: _Frame | None = None) -> None:
        """Read the first ``__init__`` of the classes from a place on, as it is called, or by anybody."""
        own = [type.__dict__['__dict__'].__get__(each) for each in self.classes]
        place = next(place for place in range(start, len(own)) if '__init__' in own[place])
        function = inspect.unwrap(own[place]['__init__'])
        if is_a(function, WrapperDescriptorType):
            return  # That of a built-in exception sets no code.
        if not is_a(function, FunctionType):
            raise _UncertainError
        node, code = _parse(function.__code__), function.__code__
        local = dict.fromkeys((*code.co_varnames, *code.co_cellvars, *code.co_freevars), _UNKNOWN)
        values = {**function.__globals__, **local}
        if call and caller:
            values |= self._bind(cast('FunctionType', function), call, caller)
        frame = _Frame(place, code.co_varnames[0], values)
        for statement in node.body:
            self._read(statement, frame)

    def _bind(self, function: FunctionType, call: ast.Call, caller: _Frame) -> dict[str, object]:
        """Return what a call gives to the parameters of an ``__init__``, as far as that is known."""
        end = next((at for at, each in enumerate(call.args) if is_a(each, ast.Starred)), len(call.args))
        is_open = end < len(call.args) or any(not each.arg for each in call.keywords)
        given = [self._resolve(each, caller) for each in call.args[:end]]
        named = {each.arg: self._resolve(each.value, caller) for each in call.keywords}
        found: dict[str, object] = {}
        for each in list(inspect.signature(function).parameters.values())[1:]:
            if each.kind in (each.VAR_POSITIONAL, each.VAR_KEYWORD):
                continue
            if given and each.kind is not each.KEYWORD_ONLY:
                found[each.name] = given.pop(0)
            elif each.name in named:
                found[each.name] = named[each.name]
            elif not is_open:
                found[each.name] = each.default
        return found

    def _read(self, statement: ast.stmt, frame: _Frame) -> None:
        match statement:
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr='__init__', value=base)) as call):
                self._enter(base, call, frame)
                return
            case ast.Assign(targets=targets, value=value):
                found = self._resolve(value, frame)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                targets, found = [target], self._resolve(value, frame)
            case _:
                targets, found = [], _UNKNOWN
        self._forget(statement, frame)
        for each in targets:
            match each:
                case ast.Name(id=name):
                    frame.values[name] = found
                case ast.Attribute(value=ast.Name(id=frame.instance), attr=name):
                    self.attributes[name] = found if self._is_plain(name) else _UNKNOWN

    def _forget(self, statement: ast.stmt, frame: _Frame) -> None:
        """Forget what a statement may change."""
        for node in ast.walk(statement):
            match node:
                case ast.Return() | ast.Attribute(attr='__init__'):
                    raise _UncertainError
                case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                    frame.values[name] = _UNKNOWN
                case ast.Attribute(
                    value=ast.Name(id=frame.instance), attr=name, ctx=ast.Store() | ast.Del()
                ):
                    self.attributes[name] = _UNKNOWN

    def _enter(self, base: ast.expr, call: ast.Call, frame: _Frame) -> None:
        """Follow ``super().__init__(...)`` or ``Base.__init__(self, ...)``."""
        match base, call.args:
            case ast.Call(func=ast.Name(id='super'), args=[]), _:
                self.follow(frame.place + 1, call, frame)
            case _, [ast.Name(id=frame.instance), *arguments]:
                found = self._resolve(base, frame)
                start = next(place for place, each in enumerate(self.classes) if each is found)
                self.follow(start, ast.Call(call.func, arguments, call.keywords), frame)
            case _:
                raise _UncertainError

    def _resolve(self, node: ast.expr, frame: _Frame) -> object:
        """Return what an expression is, if that is the same whenever it is run."""
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name):
                return frame.values.get(name, _UNKNOWN)
            case ast.Attribute(value=ast.Name(id=frame.instance), attr=name):
                return self.attributes.get(name, getattr(self.owner, name, _UNKNOWN))
            case ast.Attribute(value=inner, attr=name):
                found = self._resolve(inner, frame)
                return _UNKNOWN if found is _UNKNOWN else getattr(found, name)
        return _UNKNOWN

    def _is_plain(self, name: str) -> bool:
        """Return whether what an instance is given under a name is what it has there."""
        found = inspect.getattr_static(self.owner, name, None)
        return is_a(found, MemberDescriptorType) or not hasattr(type(found), '__set__')


@lru_cache(maxsize=256)
def _parse(code: CodeType) -> ast.FunctionDef:
    source = inspect.getsource(code)
    # What is in a class is indented, and what is in its texts may be less so.
    node = ast.parse(f'if 1:\n{source}' if source[0].isspace() else source).body[0]
    return cast('ast.FunctionDef', node.body[0] if isinstance(node, ast.If) else node)
