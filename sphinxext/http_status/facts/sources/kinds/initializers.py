"""Tells what ``__init__`` gives to every instance of a class, by its source; it is not called.

``self.code = 404`` and ``super().__init__(404, detail)`` are followed through all base classes, and so
is what constants decide. What whoever makes an instance may give is kept apart, with what it is if they
do not. What depends on anything else is not known.
"""

from __future__ import annotations

import ast
import inspect
from dataclasses import dataclass, field
from types import MemberDescriptorType, MethodDescriptorType, WrapperDescriptorType
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.sources.guarded import ForeignError, ask, is_a
from sphinxext.http_status.facts.sources.static.unread import Unknown

from .bodies import find_body
from .evaluating import UNKNOWN, Arguments, Frame, Given, are_arguments, resolve, truth
from .forgetting import MAKING, Kept, UncertainError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
#: So many methods are followed at most.
MOST_METHODS = 100


@dataclass(frozen=True, slots=True)
class Initial:
    """What ``__init__`` does to the attributes of an instance."""

    #: What it gives to them: a value, a :class:`Given`, or ``UNKNOWN``. Others are those of the class.
    attributes: Mapping[str, object] = field(default_factory=dict)
    #: Whether it may give anything to all others too.
    is_open: bool = False

    def get(self, name: str, own: object) -> object:
        """Return what every instance has under a name, where its class has *own*."""
        return self.attributes.get(name, UNKNOWN if self.is_open else own)


def find_initial(owner: type) -> Initial:
    """Return what the ``__init__`` of a class does to attributes."""
    reading = _Reading(owner)
    try:
        ask(reading.follow, 0, '__init__', Arguments(more=Given()))
        ask(reading.forget_methods, ['__new__'])
    except ForeignError:
        reading.attributes = dict.fromkeys(reading.attributes, UNKNOWN)
        try:
            ask(reading.forget_methods, MAKING)
        except ForeignError:
            reading.is_open = True
    return Initial(reading.attributes, reading.is_open)


class _Reading(Kept):
    """Reads the ``__init__`` of a class, and the methods that it calls."""

    def __init__(self, owner: type) -> None:
        super().__init__(owner)
        self.left = MOST_METHODS

    def follow(self, start: int, name: str, arguments: Arguments) -> None:
        """Read the first method of a name of the classes from a place on, as it is called."""
        place = next((at for at in range(start, len(self.own)) if name in self.own[at]), None)
        self.left -= 1
        if self.left < 0:
            raise RecursionError
        if place is None:
            raise UncertainError
        function = self.own[place][name]
        if is_a(function, WrapperDescriptorType, MethodDescriptorType):
            return  # That of a built-in exception sets no code.
        body = find_body(function, self.classes[place])
        if body is None or not body.parameters:
            raise UncertainError
        values = dict.fromkeys(body.local, UNKNOWN) | arguments.bind(body.parameters)
        instance = next(iter(body.parameters))
        self._run(body.statements, Frame(self.owner, place, instance, body, values, self.attributes))

    def _run(self, statements: Iterable[ast.stmt], frame: Frame) -> bool:
        """Read statements up to one that returns, and return whether one does."""
        return any(self._read(each, frame) for each in statements)

    def _read(self, statement: ast.stmt, frame: Frame) -> bool:
        match statement:
            case ast.Return():
                self.forget([statement.value] if statement.value else [], frame)
                return True
            case ast.If():
                return self._choose(statement, frame)
            case ast.Expr(value=ast.Call() as call) if self._enter(call, frame):
                return False
            case ast.Expr(value=value):
                resolve(value, frame)
                self.forget([statement], frame)
            case ast.Assign(targets=targets, value=value):
                self._give(statement, targets, value, frame)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                self._give(statement, [target], value, frame)
            case _:
                self.forget([statement], frame)
        return False

    def _give(self, statement: ast.stmt, targets: list[ast.expr], value: ast.expr, frame: Frame) -> None:
        found = resolve(value, frame)
        self.forget([statement], frame)
        for each in targets:
            match each:
                case ast.Name(id=name):
                    frame.values[name] = found
                case ast.Attribute(attr=name) if frame.is_instance(each.value) and self._is_plain(name):
                    self.attributes[name] = found

    def _choose(self, statement: ast.If, frame: Frame) -> bool:
        """Read the part of a condition that is run, if that is known, and return whether it returns."""
        test = resolve(statement.test, frame)
        self.forget([statement.test], frame)
        is_true = truth(test)
        if is_true is None:
            self.forget([*statement.body, *statement.orelse], frame)
            return False
        taken, other = statement.body, statement.orelse
        if not is_true:
            taken, other = other, taken
        if not is_a(test, Given):
            return self._run(taken, frame)
        self._run_unless_given(taken, other, frame)
        return False

    def _run_unless_given(self, taken: list[ast.stmt], other: list[ast.stmt], frame: Frame) -> None:
        """Read what is run unless whoever makes an instance has the other part run."""
        both = [(names, dict(names)) for names in (self.attributes, frame.values)]
        self.forget(other, frame)
        changed = [{name for name in names if names[name] is not old.get(name)} for names, old in both]
        for names, old in both:
            names.clear()
            names.update(old)
        if self._run(taken, frame):
            raise UncertainError
        for (names, old), others in zip(both, changed, strict=True):
            for name, value in names.items():
                if name in others or value is not old.get(name):
                    is_kept = value is UNKNOWN or is_a(value, Given, Arguments)
                    names[name] = value if is_kept else Given(value)

    def _enter(self, call: ast.Call, frame: Frame) -> bool:
        """Follow ``super().__init__(...)``, ``Base.__init__(self, ...)`` or ``self.method(...)``."""
        match call:
            case ast.Call(func=ast.Attribute(value=base, attr=name)):
                start, given = self._start(base, call.args, frame)
            case _:
                return False
        if start is None:
            return False
        arguments = self._arguments(given, call.keywords, frame)
        self.forget([*given, *call.keywords], frame)
        try:
            self.follow(start, name, arguments)
        except UncertainError:
            if name == '__init__':
                raise
            self.forget_methods([name])
        return True

    def _start(
        self, base: ast.expr, given: list[ast.expr], frame: Frame
    ) -> tuple[int | None, list[ast.expr]]:
        """Return from which class on a method is looked for, and what it is given."""
        match base, given:
            case ast.Name(id=frame.instance), _:
                return 0, given
            case ast.Call(func=ast.Name(id='super'), args=[]), _:
                return frame.place + 1, given
            case ast.Call(func=ast.Name(id='super'), args=[found, ast.Name(id=frame.instance)]), _:
                return self._place(found, frame, 1), given
            case _, [ast.Name(id=frame.instance), *others]:
                return self._place(base, frame, 0), others
        return None, given

    def _place(self, node: ast.expr, frame: Frame, more: int) -> int | None:
        found = resolve(node, frame)
        return next((at + more for at, each in enumerate(self.classes) if each is found), None)

    def _arguments(self, given: list[ast.expr], named: list[ast.keyword], frame: Frame) -> Arguments:
        """Return what a call gives, as far as that is known."""
        found = Arguments()
        for each in (*given, *named):
            match each:
                case ast.Starred(value=value) | ast.keyword(arg=None, value=value):
                    held = frame.values.get(value.id) if isinstance(value, ast.Name) else None
                    found = found.and_all(held if are_arguments(held) else Arguments(more=UNKNOWN))
                case ast.keyword(arg=str(name), value=value):
                    found = found.and_all(Arguments(named={name: resolve(value, frame)}))
                case ast.expr():
                    found = found.and_all(Arguments((resolve(each, frame),)))
        return found

    def _is_plain(self, name: str) -> bool:
        """Return whether what an instance is given under a name is what it has there."""
        found = inspect.getattr_static(self.owner, name, None)
        return is_a(found, MemberDescriptorType) or not (
            is_a(found, Unknown) or hasattr(type(found), '__set__')
        )
