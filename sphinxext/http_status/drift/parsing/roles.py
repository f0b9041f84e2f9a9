"""The roles of a page that is read without Sphinx: docutils' own, those it defines, and any other."""

from __future__ import annotations

import re
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import languages, roles
from docutils.utils import unescape

if TYPE_CHECKING:
    from collections.abc import Callable

    RoleFunction = Callable[..., tuple[list[nodes.Node], list[nodes.system_message]]]

#: The roles that the page defines which this thread reads; None while it reads none.
PAGE_ROLES: ContextVar[dict[str, RoleFunction] | None] = ContextVar('PAGE_ROLES', default=None)

_PROSE = {
    'abbr', 'command', 'dfn', 'doc', 'download', 'eq', 'guilabel', 'http-status', 'index', 'kbd',
    'menuselection', 'numref', 'ref', 'term',
}  # fmt: skip
_TITLED = re.compile(r'(?s)(.+?)\s*(?<!\x00)<(.*?)>')
_RFC = re.compile(r'(\d+)(?:#(?:section-([\d.]+)|\S*))?')


def find_role(name: str) -> RoleFunction:
    """Return the role of a name: that of the page, ours, docutils' own, or one for unknown names."""
    name = name.lower()
    defined = PAGE_ROLES.get() or {}
    if name in defined:
        return defined[name]
    if name.rpartition(':')[2] == 'rfc':
        return rfc_role
    english: Any = languages.get_language('en')
    canonical = english.roles.get(name, name) if name else roles.DEFAULT_INTERPRETED_ROLE
    # Private; the public function prefers what applications such as Sphinx have registered, whose roles
    # do not work outside of them.
    own: dict[str, RoleFunction] = roles._role_registry  # type: ignore[attr-defined]  # noqa: SLF001
    return own.get(canonical, unknown_role)


def define_role(name: str, base: str) -> None:
    """Define a role for the rest of the page.

    :param name: the role; empty for text in single backquotes without one.
    :param base: the role whose text it shows; without one it shows plain text.
    """
    defined = PAGE_ROLES.get()
    if defined is None:
        return
    if base:
        # A role for raw text shows nothing that a check compares.
        defined[name.lower()] = silent_role if base == 'raw' else find_role(base)
    elif name:
        defined[name.lower()] = plain_role
    else:
        defined.pop('', None)


def plain_role(
    _name: str, rawtext: str, text: str, _lineno: int, _inliner: Any, *_options: Any, **_more: Any
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Return the text."""
    return [nodes.inline(rawtext, unescape(text))], []


def silent_role(*_arguments: Any, **_more: Any) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Return nothing."""
    return [], []


def rfc_role(
    _name: str, rawtext: str, text: str, _lineno: int, _inliner: Any, *_options: Any, **_more: Any
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Return a link to an RFC, as Sphinx shows it."""
    title, target = _title_and_target(text)
    match = _RFC.fullmatch(target)
    if not match:
        return [nodes.inline(rawtext, title)], []
    section = match[2] or ''
    if title == target:
        title = f'RFC {match[1]} Section {section}' if section else f'RFC {match[1]}'
    anchor = f'#section-{section}' if section else ''
    uri = f'https://datatracker.ietf.org/doc/html/rfc{match[1]}{anchor}'
    return [nodes.reference(rawtext, title, refuri=uri)], []


def unknown_role(
    name: str, rawtext: str, text: str, _lineno: int, _inliner: Any, *_options: Any, **_more: Any
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Return what a role shows: its title, or what it refers to."""
    title, target = _title_and_target(text)
    if title == target and title.startswith('~'):
        title = title.rpartition('.')[2].lstrip('~')
    kind = nodes.inline if name.rpartition(':')[2] in _PROSE else nodes.literal
    return [kind(rawtext, title.removeprefix('!'))], []


def _title_and_target(text: str) -> tuple[str, str]:
    match = _TITLED.fullmatch(text)
    parts = (match[1], match[2]) if match else (text, text)
    return unescape(parts[0]).strip(), unescape(parts[1]).strip()
