"""From the notes of a history to Sphinx's own versionadded and versionchanged nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList

from . import wording
from .cells import fill, literals
from .plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docutils.nodes import Node
    from sphinx.util.docutils import SphinxDirective

    from sphinxext.http_status.facts.model import Code, MemberChange, Note


def make_note(parent: SphinxDirective, note: Note) -> list[Node]:
    """Return the nodes of one note, placed where *parent* stands.

    The class that is registered for the note makes them, so that a project that replaces
    ``versionadded`` gets its own label here too. It is handed nodes in place of text, since
    a name from an enum must not be parsed, and Markdown pages have no such markup.
    """
    registered, _messages = directives.directive(
        note.kind, parent.state.memo.language, parent.state.document
    )
    content = note_content(note)

    class Prepared(registered):  # type: ignore[misc, valid-type]
        """The registered directive, with its text already parsed."""

        def parse_inline(
            self, _text: str, **_where: int
        ) -> tuple[list[Node], list[nodes.system_message]]:
            return content, []

    arguments = [note.release]
    if content:
        arguments.append(markup(content))
    made = Prepared(
        note.kind,
        arguments,
        {},
        StringList(),
        parent.lineno,
        parent.content_offset,
        '',
        parent.state,
        parent.state_machine,
    )
    return list(made.run())


def note_content(note: Note) -> list[Node]:
    """Return the sentences of a note as inline nodes; none for a note about the whole enum."""
    made: list[Node] = []
    for sentence in _sentences(note.changes):
        if made:
            made.append(nodes.Text(' '))
        made.extend(sentence)
    return made


def markup(content: Iterable[Node]) -> str:
    """Return inline nodes as the markup that a translator meets."""
    return ''.join(
        f'``{node.astext()}``' if isinstance(node, nodes.literal) else node.astext() for node in content
    )


def _sentences(changes: Sequence[MemberChange]) -> Iterator[list[Node]]:
    added = [literals([member(change.code, change.new)]) for change in changes if not change.old]
    removed = [literals([member(change.code, change.old)]) for change in changes if not change.new]
    renamed = [change for change in changes if change.old and change.new]
    for patterns, members in ((wording.ADDED, added), (wording.REMOVED, removed)):
        if members:
            yield fill(patterns[len(members) > 1], {'members': enumerated(members)})
    if renamed:
        yield fill(wording.RENAMED, {'renames': enumerated([_rename(change) for change in renamed])})
        if any(change.aliased for change in renamed):
            yield [nodes.Text(wording.OLD_NAMES_STAY)]


def _rename(change: MemberChange) -> list[Node]:
    parts = {'old': literals([member(change.code, change.old)]), 'new': literals([change.new])}
    return fill(wording.RENAME, parts)


def member(code: Code, name: str) -> str:
    """Return a member as notes name it: ``421 MISDIRECTED_REQUEST``."""
    return plain(name if str(code) == name else f'{code} {name}')


def enumerated(items: Sequence[list[Node]]) -> list[Node]:
    """Return the nodes of several items as one list: A, B and C."""
    first, *others = items
    if not others:
        return first
    pattern = wording.LIST if len(others) > 1 else wording.LIST_END
    return fill(pattern, {'first': first, 'rest': enumerated(others)})
