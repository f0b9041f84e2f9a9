"""Finds the docstrings of members."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from .guarded import ForeignError, ask, exact
from .locating import find_member_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import Enum


def find_docstrings(
    enum: type[Enum], members: Mapping[str, Enum], report: Callable[[str, str, ForeignError], None]
) -> Mapping[str, str]:
    """Return the docstrings of the members that have one, by name.

    A member's own ``__doc__`` wins; then comes what its class statement says, as Sphinx's autodoc reads
    it: the string literal below its assignment, or the ``#:`` comments at its end or above it. Where it
    is not certain which class statement that is, it says nothing.

    :param report: called with name, attribute and error where reading a docstring fails.
    """
    try:
        found = dict(ask(find_member_texts, enum, members))
    except ForeignError:
        # Enums and modules may be anything; autodoc shows nothing then, either.
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
