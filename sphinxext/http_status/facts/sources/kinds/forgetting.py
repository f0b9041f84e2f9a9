"""Keeps what methods give to an instance, and forgets what of it others may change."""

from __future__ import annotations

import ast
import inspect
from inspect import Parameter
from types import FunctionType
from typing import TYPE_CHECKING, cast

from sphinxext.http_status.facts.sources.guarded import is_a
from sphinxext.http_status.facts.sources.static.unread import Unknown

from .bodies import find_touched, open_nodes, texts_in
from .evaluating import UNKNOWN, are_arguments, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .evaluating import Frame

#: What makes an instance.
MAKING = ('__init__', '__new__')
METHODS = (FunctionType, staticmethod, classmethod, Unknown)


class UncertainError(Exception):
    """Raised where nothing is known of what a method does."""


class Kept:
    """What an instance of a class has been given."""

    def __init__(self, owner: type) -> None:
        self.owner = owner
        self.classes: tuple[type, ...] = type.__dict__['__mro__'].__get__(owner)
        #: What each of the classes has of its own.
        self.own = [type.__dict__['__dict__'].__get__(each) for each in self.classes]
        self.attributes: dict[str, object] = {}
        #: Whether all that is not there may have been given too.
        self.is_open = False
        #: The properties whose setters have been looked at.
        self.setters: set[str] = set()

    def forget(self, nodes: Iterable[ast.AST], frame: Frame) -> None:
        """Forget what statements or expressions may change.

        :raises UncertainError: that may be anything.
        """
        every = [node for each in nodes for node in ast.walk(each)]
        for node in every:
            self._forget_stored(node, frame)
            if isinstance(node, ast.Call):
                self._forget_called(node, frame)
        for node in open_nodes(every):
            held = [each for each in frame.values.values() if are_arguments(each)]
            for names in (texts_in(node), *(each.named for each in held)):
                self.attributes |= dict.fromkeys(names, UNKNOWN)
            self.is_open |= any(each.more is UNKNOWN for each in held)
        forget_arguments(every, frame)

    def _forget_stored(self, node: ast.AST, frame: Frame) -> None:
        match node:
            case ast.Return() | ast.Attribute(attr='__init__'):
                raise UncertainError
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) if id(node) not in frame.found:
                frame.values[name] = UNKNOWN
            case ast.Attribute(attr=name, ctx=ast.Store() | ast.Del()) if frame.is_instance(node.value):
                self._forget_attributes([name])
        # Names are bound by patterns, handlers, imports and definitions too.
        for name in filter(None, (getattr(node, each, None) for each in ('name', 'asname', 'rest'))):
            frame.values[name] = UNKNOWN

    def _forget_called(self, call: ast.Call, frame: Frame) -> None:
        match call.func:
            case ast.Attribute(value=ast.Call(func=ast.Name(id='super')), attr=name):
                self.forget_methods([name])
            case ast.Attribute(value=inner, attr=name) if frame.is_instance(inner):
                self.forget_methods([name])
            case function if any(map(frame.is_instance, call.args)):
                found = resolve(function, frame)
                touched = find_touched(found, self.owner) if is_a(found, FunctionType) else None
                self._forget_attributes(touched.stored if touched else ())

    def _forget_attributes(self, names: Iterable[str]) -> None:
        """Forget attributes, and what their setters may change."""
        for name in names:
            self.attributes[name] = UNKNOWN
            found = inspect.getattr_static(self.owner, name, None)
            if is_a(found, property) and name not in self.setters:
                self.setters.add(name)
                touched = find_touched(cast('property', found).fset, self.owner)
                self._forget_attributes(touched.stored if touched else ())

    def forget_methods(self, names: Iterable[str]) -> None:
        """Forget what methods may change, and those that they call."""
        waiting = [(own[name], each) for name in names for own, each in self._named(name)]
        known = set()
        for function, each in waiting:
            if id(function) in known:
                continue
            known.add(id(function))
            touched = find_touched(function, each)
            if touched is None:
                self.is_open = True
                return
            self.is_open |= touched.is_open
            self._forget_attributes(touched.stored)
            waiting += [
                (own[name], other) for name in touched.called for own, other in self._named(name)
            ]

    def _named(self, name: str) -> Iterator[tuple[Mapping[str, object], type]]:
        """Yield the classes that have a method of a name, each behind all that it has."""
        return (
            (own, each)
            for own, each in zip(self.own, self.classes, strict=True)
            if is_a(own.get(name), *METHODS) or (name in MAKING and name in own)
        )


#: The methods of a dict that only look at it.
_READING = frozenset({'copy', 'get', 'items', 'keys', 'values'})


def forget_arguments(nodes: Iterable[ast.AST], frame: Frame) -> None:
    """Forget what ``**kwargs`` has where nodes may change it."""
    nodes = list(nodes)
    harmless = {id(used) for node in nodes for used in _only_read(node, frame)}
    for node in nodes:
        if isinstance(node, ast.Name) and id(node) not in harmless:
            parameter = frame.body.parameters.get(node.id)
            if parameter and parameter.kind is Parameter.VAR_KEYWORD:
                frame.values[node.id] = UNKNOWN


def _only_read(node: ast.AST, frame: Frame) -> Iterator[ast.AST]:
    """Yield the part of a node that it does not change."""
    match node:
        case ast.keyword(arg=None, value=used) | ast.Subscript(value=used, ctx=ast.Load()):
            yield used
        case ast.Compare(comparators=[used]):
            yield used
        case ast.Attribute(value=used, attr=name) if name in _READING or id(node) in frame.found:
            yield used
