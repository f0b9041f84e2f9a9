"""Reads what a project says of codes in words, in the content of a directive."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst.states import Body

from sphinxext.http_status.facts.problems import Problem, Subtype
from sphinxext.http_status.facts.selection import find_positions, named_class, names_one
from sphinxext.http_status.page.nodes import status_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docutils.nodes import Node
    from docutils.statemachine import StringList
    from sphinx.util.docutils import SphinxDirective

    from sphinxext.http_status.facts.model import StatusTable
    from sphinxext.http_status.page.nodes import Place

_MARKER = re.compile(Body.patterns['field_marker'])


@dataclass(frozen=True, slots=True)
class Field:
    """What a project says of codes, as in ``:404: The user is unknown``."""

    #: The codes, as words of a selection.
    words: tuple[str, ...]
    #: The text, parsed as markup of the page.
    body: Sequence[Node]


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a directive."""

    fields: Sequence[Field]
    #: What stands there besides, parsed.
    others: Sequence[Node]

    @property
    def codes(self) -> str:
        """A selection of the codes that are named."""
        return ' '.join(word for each in self.fields for word in each.words)

    def find(self, word: str) -> Field | None:
        """Return the last text for a word of that selection, which is at fault where there are two."""
        return next((each for each in reversed(self.fields) if word in each.words), None)


def read_content(directive: SphinxDirective) -> Content:
    """Return the content of a directive, which is a field list.

    It is taken apart here, since such lists are an extension of Markdown.
    """
    lines = directive.content
    fields: list[Field] = []
    others: list[Node] = []
    position = 0
    while position < len(lines):
        if match := _MARKER.match(lines[position]):
            block, _indent, _finish = lines.get_indented(position, first_indent=match.end())
            words = match[0].strip()[1:-1].replace(',', ' ').split()
            fields.append(Field(tuple(words), _parse(directive, block, position)))
        else:
            block = lines[position : _next_field(lines, position)]
            others += _parse(directive, block, position)
        position += len(block)
    return Content(fields, others)


def _next_field(lines: StringList, position: int) -> int:
    later = range(position + 1, len(lines))
    return next((number for number in later if _MARKER.match(lines[number])), len(lines))


def _parse(directive: SphinxDirective, block: StringList, position: int) -> list[Node]:
    parent = nodes.Element()
    parent.document = directive.state.document
    directive.state.nested_parse(block, directive.content_offset + position, parent)
    return parent.children


def share_out(
    content: Content, table: StatusTable, *, is_grouped: bool
) -> tuple[list[status_text], list[Problem]]:
    """Return the texts of a content with the places where each is shown, and what is wrong with them.

    In a row, the text that names it goes before its docstring, and that before the text of a class or a
    range; of those, the one that names the fewest rows is shown.
    """
    named = [
        (number, word, dict(_ranks(word, table, is_grouped=is_grouped)))
        for number, each in enumerate(content.fields)
        for word in each.words
    ]
    # Docstrings come before all texts that are as good for their rows.
    best: dict[Place, tuple[int, int]] = {row.name: (1, -1) for row in table.rows if row.doc}
    for number, _word, ranks in named:
        for place, rank in ranks.items() if content.fields[number].body else ():
            best[place] = min((rank, number), best.get(place, (rank, number)))
    shown: dict[int, list[Place]] = {number: [] for number in range(-1, len(content.fields))}
    for place, (_rank, number) in best.items():
        shown[number].append(place)
    wrong = []
    for number, word, ranks in named:
        if not ranks:
            wrong.append(_unknown(word))
        elif content.fields[number].body and not ranks.keys() & set(shown[number]):
            wrong.append(_shown_nowhere(word))
    texts = enumerate(content.fields)
    made = [status_text('', *each.body, places=shown[number]) for number, each in texts if shown[number]]
    return made, wrong


def _ranks(word: str, table: StatusTable, *, is_grouped: bool) -> Iterator[tuple[Place, int]]:
    """Yield each place for what is said of a word, and how well it fits there: a low number is good."""
    rows = [table.rows[position] for position in find_positions(table.rows, word)]
    if is_grouped and rows and (number := named_class(word)):
        yield number, 0
    else:
        yield from ((row.name, 0 if names_one(word) else len(rows)) for row in rows)


def _unknown(word: str) -> Problem:
    template = 'the table does not show %(word)r; add it to codes, or take out what is said of it'
    return Problem(Subtype.CONTENT, template, {'word': word})


def _shown_nowhere(word: str) -> Problem:
    template = (
        'what is said of %(word)r is shown nowhere, since something else is said of the same codes; '
        'say it in one place'
    )
    return Problem(Subtype.CONTENT, template, {'word': word})
