"""Finds the docstrings of members in the body of their class."""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from enum import Enum


def find_docstrings(enum: type[Enum]) -> Mapping[str, str]:
    """Return the docstrings of the members that have one, by name.

    A member's own ``__doc__`` wins; then comes the string literal below its assignment, then
    the ``#:`` comments above it or at its end, as Sphinx's autodoc reads them.
    """
    found = dict(_from_source(enum))
    for name, member in enum.__members__.items():
        if isinstance(member.__doc__, str) and member.__doc__ != enum.__doc__:
            found[name] = inspect.cleandoc(member.__doc__)
    return {name: found[name] for name in enum.__members__ if found.get(name)}


def _from_source(enum: type[Enum]) -> Iterator[tuple[str, str]]:
    try:
        source = textwrap.dedent(inspect.getsource(enum))
        body = ast.parse(source).body[0]
    except (OSError, TypeError, SyntaxError, ValueError, IndexError):
        return
    if not isinstance(body, ast.ClassDef):
        return
    lines = source.splitlines()
    following = [*body.body[1:], None]
    for statement, after in zip(body.body, following, strict=True):
        if isinstance(statement, ast.Assign):
            text = _literal(after) or _comment(lines, statement)
            for target in statement.targets:
                if isinstance(target, ast.Name) and text:
                    yield target.id, text


def _literal(statement: ast.stmt | None) -> str:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        value = statement.value.value
        return inspect.cleandoc(value) if isinstance(value, str) else ''
    return ''


def _comment(lines: list[str], statement: ast.Assign) -> str:
    end = lines[(statement.end_lineno or statement.lineno) - 1]
    # The offset counts UTF-8 bytes.
    trailing = end.encode()[statement.end_col_offset or 0 :].decode().strip()
    if trailing.startswith('#:'):
        return trailing[2:].strip()
    comments: list[str] = []
    for line in reversed(lines[: statement.lineno - 1]):
        if not line.strip().startswith('#:'):
            break
        comments.insert(0, line.strip()[2:])
    return textwrap.dedent('\n'.join(comments)).strip()
