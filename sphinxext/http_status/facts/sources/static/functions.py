"""Functions of a source file, whose bodies are followed statement by statement when they are called."""

from __future__ import annotations

from dataclasses import dataclass
from inspect import Parameter, Signature
from types import FunctionType
from typing import TYPE_CHECKING

from .frames import OwnName
from .unread import Unknown, UnreadError

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Sequence
    from inspect import _ParameterKind

    from .frames import Frame

#: Functions call each other to this depth at most.
DEEPEST = 40


@dataclass(slots=True)
class Function:
    """A function or lambda, with what it sees where it stands."""

    signature: Signature
    #: Follows the body in a frame, and returns what is returned.
    follow: Callable[[Frame], object]
    #: Where it stands.
    frame: Frame
    qualname: str
    docstring: str | None = None
    #: The names that stand in it, and those of them that it may give another value to the whole module.
    uses: frozenset[str] = frozenset()
    rebinds: frozenset[str] = frozenset()
    depth: int = 0

    def as_python(self) -> Callable[..., object]:
        """Return it as a function that Python and its library can call, and that knows this one."""

        def run(*arguments: object, **named: object) -> object:
            return self.call(arguments, named)

        run.__name__ = self.qualname.rpartition('.')[2]
        run.__qualname__ = self.qualname
        run.__module__ = OwnName(self.frame.module)
        run.__doc__ = self.docstring
        run.function = self  # type: ignore[attr-defined]
        return run

    def call(self, arguments: tuple[object, ...], named: dict[str, object]) -> object:
        """Return what it returns for arguments.

        :raises UnreadError: only running it would tell; TypeError: the arguments do not fit.
        """
        bound = self.signature.bind(*arguments, **named)
        bound.apply_defaults()
        frame = self.frame.inner(dict(bound.arguments), self.qualname, arguments[:1])
        if self.depth >= DEEPEST:
            raise UnreadError('functions call each other too deeply')
        self.depth += 1
        try:
            return self.follow(frame)
        finally:
            self.depth -= 1


def function_of(value: object) -> Function | None:
    """Return the function that an object stands for that :meth:`Function.as_python` has made."""
    return getattr(value, 'function', None) if isinstance(value, FunctionType) else None


def read_signature(
    arguments: ast.arguments, evaluate: Callable[[ast.expr, Frame], object], frame: Frame
) -> Signature:
    """Return the parameters of a function, whose defaults are evaluated where it stands."""

    def default(node: ast.expr | None) -> object:
        if node is None:
            return Parameter.empty
        try:
            return evaluate(node, frame)
        except UnreadError as error:
            return Unknown(error)

    bare: list[ast.expr | None] = [None] * (len(arguments.posonlyargs) + len(arguments.args))
    defaults = [*bare, *arguments.defaults][len(arguments.defaults) :]
    positional = len(arguments.posonlyargs)
    kinds: list[tuple[list[ast.arg], _ParameterKind, Sequence[ast.expr | None]]] = [
        (arguments.posonlyargs, Parameter.POSITIONAL_ONLY, defaults[:positional]),
        (arguments.args, Parameter.POSITIONAL_OR_KEYWORD, defaults[positional:]),
        ([arguments.vararg] if arguments.vararg else [], Parameter.VAR_POSITIONAL, [None]),
        (arguments.kwonlyargs, Parameter.KEYWORD_ONLY, arguments.kw_defaults),
        ([arguments.kwarg] if arguments.kwarg else [], Parameter.VAR_KEYWORD, [None]),
    ]
    return Signature(
        [
            Parameter(each.arg, kind, default=default(node))
            for names, kind, nodes in kinds
            for each, node in zip(names, nodes, strict=False)
        ]
    )
