"""Makes the inline nodes of texts, identifiers, patterns and references to RFCs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast
from unicodedata import category

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser, languages, roles
from docutils.parsers.rst.states import Inliner
from docutils.utils import new_document
from sphinx import addnodes

from sphinxext.http_status.facts.characters import plain

from .messages.english import split_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from docutils.nodes import Node
    from sphinx.util.typing import RoleFunction

    from sphinxext.http_status.facts.model import Citation

#: Runs that our style sheet knows: what is said of a name beside it, and what is not to wrap.
ALIASES_CLASS = 'http-status-aliases'
UNBROKEN_CLASS = 'http-status-unbroken'
#: Where an identifier may be broken.
BREAKABLE = re.compile('(?<=_)(?=[^_])')


def text(content: str) -> list[Node]:
    """Return plain text as nodes; nothing in it is markup."""
    shown = plain(content)
    return [nodes.Text(shown)] if shown else []


def literals(contents: Iterable[str]) -> list[Node]:
    """Return literals divided by commas."""
    made: list[Node] = []
    for content in contents:
        if made:
            made.append(nodes.Text(', '))
        shown = plain(content)
        made.append(nodes.literal(shown, shown))
    return made


def fill(pattern: str, parts: Mapping[str, Iterable[Node]]) -> list[Node]:
    """Return the nodes of a pattern with *parts* in the places of its placeholders."""
    return _fill(split_pattern(pattern), parts)


def fill_apart(pattern: str, parts: Mapping[str, Iterable[Node]], name: str) -> list[Node]:
    """Return the nodes of a pattern, with what is said of the placeholder *name* in a run of its own.

    That is all on the side of the placeholder that has another one: ``(alias B)`` of ``A (alias B)``.
    """
    pieces = split_pattern(pattern)
    if name not in pieces[1::2]:
        return fill(pattern, parts)
    place = 2 * pieces[1::2].index(name) + 1
    before, behind = _fill(pieces[:place], parts), _fill(pieces[place + 1 :], parts)
    if place + 2 < len(pieces):
        behind = [nodes.inline('', '', *behind, classes=[ALIASES_CLASS])]
    else:
        before = [nodes.inline('', '', *before, classes=[ALIASES_CLASS])]
    return [*before, *parts[name], *behind]


def fill_unbroken(pattern: str, parts: Mapping[str, Iterable[Node]], name: str) -> list[Node]:
    """Return the nodes of a pattern, with the placeholder *name* and the words beside it in one run.

    The run reaches to the next placeholders, without the punctuation at its ends: of
    ``RFC 9110, Section 15.3.1`` it is ``Section 15.3.1``.
    """
    pieces = split_pattern(pattern)
    if name not in pieces[1::2]:
        return fill(pattern, parts)
    place = 2 * pieces[1::2].index(name) + 1
    before, behind = pieces[place - 1], pieces[place + 1]
    first, last = before.lstrip(_edges(before)), behind.rstrip(_edges(behind))
    run = nodes.inline('', '', *_fill([first, name, last], parts), classes=[UNBROKEN_CLASS])
    head = [*pieces[: place - 1], before.removesuffix(first)]
    tail = [behind.removeprefix(last), *pieces[place + 2 :]]
    return [*_fill(head, parts), run, *_fill(tail, parts)]


def breakable(name: str, mark: str, form: str) -> list[Node]:
    """Return an identifier that may be broken behind its underscores.

    :param mark: what allows a break, in the output format *form*.
    """
    first, *others = BREAKABLE.split(name)
    made: list[Node] = [nodes.Text(first)]
    for part in others:
        made += [nodes.raw('', mark, format=form), nodes.Text(part)]
    return made


def _edges(piece: str) -> str:
    """Return space and punctuation of a text; the sign § stands for a word."""
    return ''.join(mark for mark in piece if mark != '§' and category(mark)[0] in 'PZ')


def _fill(pieces: Sequence[str], parts: Mapping[str, Iterable[Node]]) -> list[Node]:
    made: list[Node] = []
    for position, piece in enumerate(pieces):
        if position % 2:
            made.extend(parts.get(piece, ()))
        elif piece:
            made.append(nodes.Text(piece))
    return made


class RFCReferences:
    """Makes references to RFCs as a page's own ``:rfc:`` role would.

    The role also puts a target for the index into the document. The page has been read by then, so
    the role gets a document of its own, which is thrown away.
    """

    def __init__(self, document: nodes.document) -> None:
        settings = document.settings
        if not hasattr(settings, 'rfc_base_url'):
            # Some builders give a document settings of their own, without those of the parser.
            settings = get_default_settings(Parser)
            vars(settings).update(vars(document.settings))
        self._document = new_document('', settings)
        self._inliner = Inliner()
        self._inliner.document = self._document
        self._inliner.reporter = self._document.reporter
        reporter = self._document.reporter
        # The types that come with docutils name two classes for one language module.
        language: Any = languages.get_language('en', reporter)
        role, _messages = roles.role('rfc', language, 0, reporter)
        self._role = cast('RoleFunction', role)

    def entries(self, rfc: int) -> Iterator[tuple[str, str, str, str, str | None]]:
        """Yield what the role puts into the general index."""
        for node in self._run(str(rfc)):
            if isinstance(node, addnodes.index):
                yield from node['entries']

    def _run(self, content: str) -> Sequence[Node]:
        made, _messages = self._role('rfc', f':rfc:`{content}`', content, 0, self._inliner, {}, [])
        return made

    def __call__(self, citation: Citation) -> nodes.Node:
        """Return a reference that shows ``RFC 9110`` and leads to the section."""
        title = f'RFC {citation.rfc}'
        made = self._run(f'{title} <{citation.target}>')
        reference = (node for node in made if isinstance(node, nodes.reference))
        return cast('nodes.Node', next(reference, nodes.Text(title)))
