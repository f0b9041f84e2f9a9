"""Reads the syntax of a source file: its classes, and what is written about the names in them.

What belongs to a name is what Sphinx's autodoc shows: the string literal right below the assignment, the
``#:`` comment at its end, or the ``#:`` comments directly above it.
"""

from __future__ import annotations

import ast
import inspect
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.sources.guarded import silently

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Assignment = ast.Assign | ast.AnnAssign


@dataclass(frozen=True, slots=True)
class Binding:
    """One assignment to a name."""

    #: The docstring; empty without one.
    text: str
    #: The integer or text that is assigned, or begins the tuple; None where only running it would tell.
    literal: int | str | None
    #: Whether it stands in an ``if`` or another statement that may leave it out.
    conditional: bool
    #: Whether it declares a type alone.
    bare: bool

    def denies(self, value: int | str | None) -> bool:
        """Return whether the name would have another value, had this been what assigned it."""
        return type(value) is type(self.literal) and value != self.literal


@dataclass(frozen=True, slots=True)
class Import:
    """A name that ``from ... import`` binds."""

    #: The module as it is written: without the dots in front of it, which *level* counts.
    module: str
    level: int
    #: What the name is there; ``*`` for all names.
    name: str


@dataclass(frozen=True, slots=True)
class Scope:
    """The body of a class, or of the whole module."""

    #: The ``__qualname__`` of the class; empty for the module.
    qualname: str
    #: From the first decorator to the last line of the body.
    lines: range
    #: The line of the word ``class``.
    line: int
    #: By name, in the order of the file.
    bindings: Mapping[str, Sequence[Binding]]
    #: By the name that is bound, ``*`` included.
    imports: Mapping[str, Sequence[Import]]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A statement, and what surrounds it."""

    statement: ast.stmt
    before: ast.stmt | None
    after: ast.stmt | None
    conditional: bool


class _Lines:
    """The lines of a file as Python counts them."""

    def __init__(self, source: str) -> None:
        # str.splitlines() would break lines at form feeds as well, and count differently from then on.
        self.lines = source.split('\n')

    def before(self, statement: ast.stmt) -> str:
        """Return what stands before a statement in its first line."""
        return _bytes(self.lines[statement.lineno - 1])[: statement.col_offset].decode()

    def behind(self, statement: ast.stmt) -> str:
        """Return what stands behind a statement in its last line."""
        line = self.lines[(statement.end_lineno or statement.lineno) - 1]
        return _bytes(line)[statement.end_col_offset or 0 :].decode()

    def above(self, statement: ast.stmt, previous: ast.stmt | None) -> Iterator[str]:
        """Yield the lines above a statement from below, down to the end of the one before."""
        # A text over several lines may have lines that look like comments.
        end = (previous.end_lineno or 0) if previous else 0
        for number in range(statement.lineno - 1, end, -1):
            yield self.lines[number - 1].strip()


def _bytes(line: str) -> bytes:
    # Offsets count UTF-8 bytes.
    return line.encode()


def read_outline(source: str) -> Sequence[Scope]:
    """Return the scopes of a file: that of the module, and one for each class at any depth.

    :raises SyntaxError: the source is not Python; ValueError, RecursionError or MemoryError likewise.
    """
    source = source.replace('\r\n', '\n').replace('\r', '\n')
    return tuple(_scopes(silently(ast.parse, source), _Lines(source)))


def _scopes(module: ast.Module, lines: _Lines) -> Iterator[Scope]:
    # No recursion: a chain of a thousand `elif` is a tree of that depth.
    waiting: deque[tuple[str, ast.Module | ast.stmt]] = deque([('', module)])
    while waiting:
        qualname, node = waiting.popleft()
        placed = list(_statements(node))
        prefix = f'{qualname}.' if qualname else ''
        for each in placed:
            match each.statement:
                case ast.ClassDef(name=name):
                    waiting.append((f'{prefix}{name}', each.statement))
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    waiting.append((f'{prefix}{name}.<locals>', each.statement))
        if isinstance(node, ast.ClassDef | ast.Module):
            yield _scope(qualname, node, placed, lines)


def _scope(
    qualname: str, node: ast.ClassDef | ast.Module, placed: Iterable[_Placed], lines: _Lines
) -> Scope:
    bindings: dict[str, list[Binding]] = {}
    imports: dict[str, list[Import]] = {}
    # What stands in blocks comes after all that stands outside of them, until it is put in order.
    for each in sorted(placed, key=lambda each: (each.statement.lineno, each.statement.col_offset)):
        for name, binding in _bindings(each, lines):
            bindings.setdefault(name, []).append(binding)
        for name, imported in _imports(each.statement):
            imports.setdefault(name, []).append(imported)
    line, end = (node.lineno, node.end_lineno or 0) if isinstance(node, ast.ClassDef) else (1, 0)
    decorators = node.decorator_list if isinstance(node, ast.ClassDef) else []
    first = min([line, *(decorator.lineno for decorator in decorators)])
    return Scope(qualname, range(first, end + 1), line, bindings, imports)


def _statements(node: ast.Module | ast.stmt) -> Iterator[_Placed]:
    """Yield the statements of a body and of the blocks in it; functions and classes keep theirs."""
    blocks = [(block, False) for block in _blocks(node)]
    while blocks:
        block, conditional = blocks.pop()
        around = zip([None, *block[:-1]], block, [*block[1:], None], strict=True)
        for before, statement, after in around:
            yield _Placed(statement, before, after, conditional)
            if not isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                blocks.extend((inner, True) for inner in _blocks(statement))


def _blocks(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """Yield the lists of statements that a statement holds."""
    for name in ('body', 'orelse', 'finalbody'):
        if block := getattr(node, name, None):
            yield block
    for name in ('handlers', 'cases'):
        for part in getattr(node, name, ()):
            yield part.body


def _bindings(placed: _Placed, lines: _Lines) -> Iterator[tuple[str, Binding]]:
    statement = placed.statement
    if isinstance(statement, ast.ClassDef):
        # Until Python 3.13 a class in an enum is a member.
        yield statement.name, Binding('', None, placed.conditional, bare=False)
    if not isinstance(statement, ast.Assign | ast.AnnAssign):
        return
    text = _literal(placed.after) or _comment(statement, placed.before, lines)
    for target in statement.targets if isinstance(statement, ast.Assign) else [statement.target]:
        for name in _names(target):
            # Each name of `A, B = 5, 6` gets one of the values.
            literal = _plain(statement.value) if isinstance(target, ast.Name) else None
            yield name, Binding(text, literal, placed.conditional, statement.value is None)


def _names(target: ast.expr) -> Iterator[str]:
    match target:
        case ast.Name(id=name):
            yield name
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            for part in parts:
                yield from _names(part)
        case ast.Starred(value=part):
            yield from _names(part)


def _plain(value: ast.expr | None) -> int | str | None:
    match value:
        # Python calls True and False integers.
        case ast.Constant(value=(int() | str()) as plain) if not isinstance(plain, bool):
            return plain
        case ast.Tuple(elts=[first, *_]):
            return _plain(first)
    return None


def _imports(statement: ast.stmt) -> Iterator[tuple[str, Import]]:
    if isinstance(statement, ast.ImportFrom):
        for alias in statement.names:
            yield alias.asname or alias.name, Import(statement.module or '', statement.level, alias.name)


def _literal(statement: ast.stmt | None) -> str:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        value = statement.value.value
        return inspect.cleandoc(value).rstrip() if isinstance(value, str) else ''
    return ''


def _comment(statement: Assignment, previous: ast.stmt | None, lines: _Lines) -> str:
    behind = lines.behind(statement).strip()
    if behind.startswith('#:'):
        return behind[2:].strip()
    if lines.before(statement).strip():
        # What stands above belongs to the first statement of the line.
        return ''
    comments: list[str] = []
    for line in lines.above(statement, previous):
        if not line.startswith('#:'):
            break
        comments.append(line[2:].removeprefix(' '))
    # Sphinx takes them for a docstring, whose lines from the second on lose the indentation they share.
    return inspect.cleandoc('\n'.join(reversed(comments))).rstrip()
