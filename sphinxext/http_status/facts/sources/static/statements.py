"""Follows the statements of a module, a class or a function."""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING, Any

from .definitions import Returned, annotate, define_class, define_function, leave
from .expressions import assign, evaluate
from .frames import MORE, is_own, known
from .functions import functions_in
from .imports import bind_modules, bind_names
from .operators import binary
from .unread import (
    Unknown,
    UnknownClass,
    UnreadError,
    as_unread,
    bound_names,
    changed_names,
    shown,
    stored_names,
    used_names,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from .frames import Frame

#: Names whose use may give a module names that are written nowhere.
_OPENING = frozenset({'exec', 'globals', 'locals', 'setattr', 'vars'})


def run(body: Iterable[ast.stmt], frame: Frame) -> None:
    """Follow statements; what is not known of them is not known of the names that they bind or use.

    :raises UnreadError: a statement is not known, and the frame is strict.
    """
    for statement in body:
        try:
            frame.steps.count()
            handler = _HANDLERS.get(type(statement))
            if handler is None:
                raise UnreadError(f'{shown(statement)} is known only by running it')
            handler(statement, frame)
        except Returned:
            raise
        except Exception as error:
            unread = as_unread(error, statement)
            unread.locate(statement, frame.file)
            if frame.strict and unread is error:
                raise
            if frame.strict:
                raise unread from error
            _give_up(statement, frame, unread)


def _give_up(statement: ast.stmt, frame: Frame, error: UnreadError) -> None:
    """Take for unknown what a statement binds, and what it may change by what it calls."""
    bound, used = set(bound_names(statement)), set(changed_names(statement))
    waiting = list(used)
    for name in waiting:
        for function in functions_in(frame.globals.get(name)):
            bound |= function.rebinds
            waiting += function.uses - used
            used |= function.uses
    if MORE in bound:
        bound |= {name for name in frame.names if not name.startswith('__')}
    if used & _OPENING:
        frame.globals.setdefault(MORE, Unknown(error))
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        # Who asks for a value gives classes to be used, such as choices, and not to be changed.
        used = {name for name in used if not is_own(frame.held(name))}
    bases = tuple(_bases(statement, frame)) if isinstance(statement, ast.ClassDef) else ()
    frame.forget(bound, used, error)
    if isinstance(statement, ast.ClassDef):
        stored = frozenset(stored_names(statement))
        frame.bind(statement.name, UnknownClass(error, bases, stored))


def _bases(statement: ast.ClassDef, frame: Frame) -> Iterator[object]:
    for base in statement.bases:
        try:
            yield evaluate(base, frame)
        except UnreadError:
            # What stands in for a class knows more of it than nothing.
            yield frame.held(base.id) if isinstance(base, ast.Name) else None


def _targets(statement: ast.Assign | ast.AnnAssign) -> list[ast.expr]:
    return statement.targets if isinstance(statement, ast.Assign) else [statement.target]


def _assign(statement: ast.Assign | ast.AnnAssign, frame: Frame) -> None:
    if isinstance(statement, ast.AnnAssign):
        annotate(statement, frame)
    if statement.value is not None:
        value = evaluate(statement.value, frame)
        for target in _targets(statement):
            _give(target, value, frame)


def _give(target: ast.expr, value: Any, frame: Frame) -> None:
    """Give a name, an attribute or an item a value."""
    match target:
        case ast.Attribute(value=owned, attr=name):
            owner = evaluate(owned, frame)
            if not (is_own(owner) or is_own(type(owner))):
                raise UnreadError(f'{shown(target)} is given a value')
            setattr(owner, name, value)
        case ast.Subscript(value=owned, slice=place):
            owner = evaluate(owned, frame)
            if not isinstance(owner, dict | list):
                raise UnreadError(f'{shown(target)} is given a value')
            owner[evaluate(place, frame)] = value
        case _:
            assign(target, value, frame)


def _augment(statement: ast.AugAssign, frame: Frame) -> None:
    target = statement.target
    if not isinstance(target, ast.Name):
        raise UnreadError(f'{shown(target)} is given a value')
    value = evaluate(statement.value, frame)
    frame.bind(target.id, binary(statement.op, frame.look_up(target.id), value, in_place=True))


def _delete(statement: ast.Delete, frame: Frame) -> None:
    for target in statement.targets:
        match target:
            case ast.Name(id=name):
                del frame.names[frame.own_name(name)]
            case ast.Subscript(value=owned, slice=place):
                del evaluate(owned, frame)[evaluate(place, frame)]
            case _:
                raise UnreadError(f'{shown(target)} is taken away')


def _if(statement: ast.If, frame: Frame) -> None:
    run(statement.body if evaluate(statement.test, frame) else statement.orelse, frame)


def _for(statement: ast.For, frame: Frame) -> None:
    # Where one turn is not known, the others are not either.
    inner = frame.strictly()
    for value in list(evaluate(statement.iter, frame)):
        assign(statement.target, value, inner)
        run(statement.body, inner)
    run(statement.orelse, inner)


def _try(statement: ast.Try, frame: Frame) -> None:
    """Follow a body that does not fail, or one that fails because a name cannot be imported."""
    inner = frame.strictly()
    try:
        for each in statement.body:
            run([each], inner)
            if isinstance(each, ast.Import | ast.ImportFrom):
                for name in bound_names(each):
                    known(frame.names, name)
        run(statement.orelse, inner)
    except UnreadError as error:
        handler = statement.handlers[0]
        if not (isinstance(error.__cause__, ImportError) and _takes_import_errors(handler)):
            raise
        run(handler.body, inner)
    run(statement.finalbody, inner)


def _takes_import_errors(handler: ast.ExceptHandler) -> bool:
    names = used_names(handler.type) if handler.type else ['Exception']
    return not {'ImportError', 'Exception'}.isdisjoint(names)


def _expression(statement: ast.Expr, frame: Frame) -> None:
    match statement.value:
        case ast.Constant():
            pass
        case ast.Call(
            func=ast.Attribute(value=ast.Call(func=ast.Name(id='globals')), attr='update'), args=[given]
        ):
            frame.globals.update(evaluate(given, frame))
        case _:
            evaluate(statement.value, frame)


def _nothing(_statement: ast.stmt, _frame: Frame) -> None:
    """Follow a statement that gives no name a value."""


_HANDLERS: Mapping[type[ast.stmt], Callable[[Any, Frame], None]] = {
    ast.Assign: _assign,
    ast.AnnAssign: _assign,
    ast.AugAssign: _augment,
    ast.Delete: _delete,
    ast.If: _if,
    ast.For: _for,
    ast.Try: _try,
    ast.Import: bind_modules,
    ast.ImportFrom: bind_names,
    ast.Expr: _expression,
    ast.FunctionDef: partial(define_function, run),
    ast.ClassDef: partial(define_class, run),
    ast.Return: leave,
    ast.Pass: _nothing,
    ast.Assert: _nothing,
}
