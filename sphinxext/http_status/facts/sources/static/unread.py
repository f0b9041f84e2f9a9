"""What cannot be known of a source file without running it, and where that stands."""

from __future__ import annotations

import ast
from pathlib import PurePath
from typing import TYPE_CHECKING, NoReturn

from sphinxext.http_status.facts.problems import describe_error

if TYPE_CHECKING:
    from collections.abc import Iterator

#: So many characters of a statement or expression are shown at most.
SHOWN = 60


class UnreadError(Exception):
    """Raised where only running a source file would tell; the text says what, and in which line.

    :param reason: what is not known, and why.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = 0
        self.file = ''

    def __str__(self) -> str:
        if not self.line:
            return self.reason
        # The name of a package tells more than that of its file.
        names = PurePath(self.file).parts[-2 if self.file.endswith('__init__.py') else -1 :]
        return f'{"/".join(names)}:{self.line}: {self.reason}'

    def anew(self) -> UnreadError:
        """Return it for one more place that asks for what is not known, unless it has a line already."""
        if self.line:
            return self
        error = UnreadError(self.reason)
        error.__cause__ = self.__cause__
        return error

    def locate(self, node: ast.AST, file: str) -> None:
        """Say where it stands, unless that has been said already."""
        if not self.line:
            self.line, self.file = getattr(node, 'lineno', 0), file


class Unknown:
    """Stands in for a value that is not known; whoever gets it from a class is told."""

    def __init__(self, error: UnreadError) -> None:
        self.error = error

    def __get__(self, _member: object, _owner: type | None = None) -> NoReturn:
        """Raise what keeps the value from being known."""
        raise self.error


class UnknownClass(Unknown):
    """Stands in for a class that is not known.

    :param bases: those of its bases that are known, or what stands in for them.
    :param stored: the names and attributes that are given anything in its body.
    """

    def __init__(self, error: UnreadError, bases: tuple[object, ...], stored: frozenset[str]) -> None:
        super().__init__(error)
        self.bases = bases
        self.stored = stored


def as_unread(error: BaseException, node: ast.AST) -> UnreadError:
    """Return what was not known where an error comes from that, or that a node raises the error."""
    found: BaseException | None = error
    while found is not None:
        # An enum raises errors of its own where one of its members does.
        if isinstance(found, UnreadError):
            return found
        found = found.__cause__ or found.__context__
    return UnreadError(f'{shown(node)} raises {describe_error(error)}')


def shown(node: ast.AST) -> str:
    """Return the source of a node, as one short line; what it is, where it is nested too deeply."""
    try:
        text = ' '.join(ast.unparse(node).split())
    except RecursionError:
        return f'what is nested too deeply ({type(node).__name__})'
    return text if len(text) <= SHOWN else f'{text[: SHOWN - 1]}…'


def bound_names(node: ast.AST) -> Iterator[str]:
    """Yield the names that a statement may bind where it stands."""
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
            return
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            yield from (alias.asname or alias.name.partition('.')[0] for alias in aliases)
        case ast.Lambda():
            return
    for child in ast.iter_child_nodes(node):
        yield from bound_names(child)


def stored_names(node: ast.AST) -> Iterator[str]:
    """Yield the names, and those of attributes, that are given anything in a node."""
    for each in ast.walk(node):
        match each:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name


def used_names(node: ast.AST) -> Iterator[str]:
    """Yield the names that stand anywhere in a node."""
    return (each.id for each in ast.walk(node) if isinstance(each, ast.Name))


def changed_names(node: ast.AST) -> Iterator[str]:
    """Yield the names whose values a statement may change: what it calls, and what it gives to that."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
            return
        case ast.Call() | ast.Attribute(ctx=ast.Store() | ast.Del()):
            yield from used_names(node)
        case ast.Subscript(ctx=ast.Store() | ast.Del()) | ast.AugAssign():
            yield from used_names(node)
        case _:
            for child in ast.iter_child_nodes(node):
                yield from changed_names(child)
