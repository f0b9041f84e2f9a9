"""Functions of a source file, whose bodies are followed statement by statement when they are called."""

from __future__ import annotations

from dataclasses import dataclass
from inspect import Parameter, Signature
from types import FunctionType
from typing import TYPE_CHECKING

from .frames import OwnName, is_own
from .unread import Unknown, UnreadError

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterator, Sequence
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
    #: The names that stand in it, those that it binds, and those that it binds for the whole module.
    uses: frozenset[str] = frozenset()
    binds: frozenset[str] = frozenset()
    rebinds: frozenset[str] = frozenset()
    #: Its source, for whoever reads what it does rather than following it.
    node: ast.FunctionDef | None = None
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
        # A name that is bound anywhere in a function is none of those around it.
        names: dict[str, object] = {
            name: Unknown(UnreadError(f'{name} has no value yet')) for name in self.binds
        }
        frame = self.frame.inner(names | bound.arguments, self.qualname, arguments[:1])
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


def functions_in(value: object) -> Iterator[Function]:
    """Yield the functions that a value may call: itself, or the methods of its class."""
    if function := function_of(value):
        yield function
    for each in (*(value.__mro__ if isinstance(value, type) else ()), *type(value).__mro__):
        if is_own(each):
            yield from filter(None, map(function_of, map(_unwrapped, vars(each).values())))


def _unwrapped(value: object) -> object:
    return getattr(value, 'fget', None) or getattr(value, '__func__', value)


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
