"""Makes the functions and classes of a source file."""

from __future__ import annotations

import ast
import dataclasses
import types
import typing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from .calls import call
from .expressions import evaluate, items, keywords
from .frames import OwnName
from .functions import Function, read_signature
from .unread import UnreadError, bound_names, used_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, MutableMapping

    from .frames import Frame

    Run = Callable[[Iterable[ast.stmt], Frame], None]


class Returned(Exception):  # noqa: N818  (no error)
    """Raised by a ``return`` statement, with what is returned."""

    def __init__(self, value: object) -> None:
        super().__init__(value)
        self.value = value


def define_function(run: Run, statement: ast.FunctionDef, frame: Frame) -> None:
    """Bind the name of a function."""
    qualname = _qualname(statement.name, frame)
    function: Any = Function(
        read_signature(statement.args, evaluate, frame),
        partial(_follow, run, statement),
        frame,
        qualname,
        ast.get_docstring(statement, clean=False),
        uses=frozenset(used_names(statement)),
        binds=frozenset(name for each in statement.body for name in bound_names(each)),
        rebinds=frozenset(
            name for each in ast.walk(statement) if isinstance(each, ast.Global) for name in each.names
        ),
        node=statement,
    ).as_python()
    frame.bind(statement.name, _decorated(function, statement, frame))


def _follow(run: Run, statement: ast.FunctionDef, frame: Frame) -> object:
    if any(isinstance(each, ast.Yield | ast.YieldFrom) for each in ast.walk(statement)):
        raise UnreadError(f'{statement.name} is a generator')
    try:
        run(statement.body, frame)
    except Returned as returned:
        return returned.value
    return None


def leave(statement: ast.Return, frame: Frame) -> NoReturn:
    """Leave a function."""
    raise Returned(evaluate(statement.value, frame) if statement.value else None)


def _decorated(found: object, statement: ast.FunctionDef | ast.ClassDef, frame: Frame) -> object:
    for decorator in reversed(statement.decorator_list):
        found = call(evaluate(decorator, frame), [found], {}, frame)
    return found


def _qualname(name: str, frame: Frame) -> str:
    if not frame.qualname:
        return name
    return f'{frame.qualname}.{name}' if frame.is_class else f'{frame.qualname}.<locals>.{name}'


def define_class(run: Run, statement: ast.ClassDef, frame: Frame) -> None:
    """Bind the name of a class.

    :raises UnreadError: a base is not known, or what makes it needs all of its body and does not get it.
    """
    bases = tuple(items(statement.bases, frame))
    named = dict(keywords(statement.keywords, frame))
    qualname = _qualname(statement.name, frame)

    def fill(names: MutableMapping[str, object]) -> None:
        names['__module__'] = OwnName(frame.module)
        names['__qualname__'] = qualname
        lines = [each.lineno for each in statement.decorator_list]
        names['__firstlineno__'] = min([statement.lineno, *lines])
        if (docstring := ast.get_docstring(statement, clean=False)) is not None:
            names['__doc__'] = docstring
        # What makes members of names must know all of them.
        strict = frame.strict or type(names) is not dict or bool(statement.decorator_list)
        inner = frame.inner(names, qualname)
        run(statement.body, replace(inner, strict=strict, is_class=True))

    found = types.new_class(statement.name, bases, named, fill)
    frame.bind(statement.name, _decorated(found, statement, frame))


def annotate(statement: ast.AnnAssign, frame: Frame) -> None:
    """Keep the kind of a field, which is all of an annotation that a dataclass asks for."""
    if not (frame.is_class and isinstance(statement.target, ast.Name)):
        return
    kind = ast.unparse(statement.annotation).strip('\'"').partition('[')[0].rpartition('.')[2]
    annotations: Any = frame.names.get('__annotations__') or {}
    annotations[frame.own_name(statement.target.id)] = _KINDS.get(kind, object)
    frame.names['__annotations__'] = annotations


_KINDS: Mapping[str, object] = {
    'ClassVar': typing.ClassVar,
    'InitVar': dataclasses.InitVar,
    'KW_ONLY': dataclasses.KW_ONLY,
}
