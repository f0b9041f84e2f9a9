"""Makes Sphinx's own versionadded and versionchanged nodes from the notes of a history."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx import addnodes

from sphinxext.http_status.facts.characters import plain
from sphinxext.http_status.page.inline import fill, literals
from sphinxext.http_status.page.linking.domain import find_domain
from sphinxext.http_status.page.messages import english
from sphinxext.http_status.page.messages.lookup import ENGLISH
from sphinxext.http_status.page.messages.words import WORDS
from sphinxext.http_status.page.nodes import ancestors, is_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docutils.nodes import Node
    from sphinx.domains.changeset import ChangeSetDomain
    from sphinx.environment import BuildEnvironment
    from sphinx.util.docutils import SphinxDirective

    from sphinxext.http_status.facts.model import Code, MemberChange, Note
    from sphinxext.http_status.page.messages.lookup import MessageLookup
    from sphinxext.http_status.page.nodes import status_table


def keep_note(parent: SphinxDirective, note: Note) -> str:
    """Return the key of the nodes of one note, in the page where *parent* stands.

    The class that is registered for the note makes them, so that a project that replaces
    ``versionadded`` gets its own label here too. It does so for the first page that has the note,
    unless there is more than text in it; the changes that it lists there are listed for the others.
    """
    registered, _messages = directives.directive(
        note.kind, parent.state.memo.language, parent.state.document
    )
    made_by = cast('type[SphinxDirective]', registered)
    env = parent.env
    notes, changes = find_domain(env).notes, cast('ChangeSetDomain', env.get_domain('changeset'))
    if (note, made_by) not in notes.made:
        listed = sum(map(len, changes.changesets.values()))
        made = _make_nodes(parent, note, made_by)
        key = notes.keep(env.docname, made)
        if is_plain(made):
            notes.made[note, made_by] = key, sum(map(len, changes.changesets.values())) > listed
        return key
    key, is_listed = notes.made[note, made_by]
    for node in notes.show(env.docname, key):
        if is_listed and isinstance(node, addnodes.versionmodified):
            node.source, node.line = parent.get_source_info()
            changes.note_changeset(node)
    return key


def _make_nodes(parent: SphinxDirective, note: Note, registered: type[SphinxDirective]) -> list[Node]:
    """Return what a registered directive makes of a note.

    It is handed nodes in place of text, since a name from an enum must not be parsed, and Markdown
    pages have no such markup.
    """
    content = note_content(note, ENGLISH)

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


def find_content(node: addnodes.versionmodified) -> nodes.inline | None:
    """Return the node that holds the sentences of a note; None when it has none."""
    return next((inline for inline in node.findall(nodes.inline) if 'translatable' in inline), None)


def note_content(note: Note, words: MessageLookup) -> list[Node]:
    """Return the sentences of a note as inline nodes; none for a note about the whole enum."""
    made: list[Node] = []
    for sentence in _sentences(note, words):
        joined = words.one(english.SENTENCES)
        made = fill(joined, {'first': made, 'rest': sentence}) if made else sentence
    return made


def markup(content: Iterable[Node]) -> str:
    """Return inline nodes as the markup that a translator meets."""
    return ''.join(
        f'``{node.astext()}``' if isinstance(node, nodes.literal) else node.astext() for node in content
    )


def find_note_messages(notes: Iterable[Note]) -> Iterator[str]:
    """Yield the sentences of the notes of a table, as patterns without their members."""
    for note in notes:
        added = sum(not change.old for change in note.changes)
        removed = sum(not change.new for change in note.changes)
        renamed = len(note.changes) - added - removed
        words = WORDS[note.registry]
        for number, forms in ((added, words.added), (removed, words.removed)):
            if number:
                yield forms[min(number, len(forms)) - 1]
        if renamed:
            yield from (english.RENAMED, english.RENAME)
        if any(change.aliased for change in note.changes):
            yield english.OLD_NAMES_STAY
        if bool(added) + bool(removed) + bool(renamed) > 1 or any(c.aliased for c in note.changes):
            yield english.SENTENCES
        for number in (added, removed, renamed):
            yield from [english.LIST_END] * (number > 1) + [english.LIST] * (number > 2)


def _sentences(note: Note, words: MessageLookup) -> Iterator[list[Node]]:
    changes = note.changes
    added = [literals([member(change.code, change.new)]) for change in changes if not change.old]
    removed = [literals([member(change.code, change.old)]) for change in changes if not change.new]
    renamed = [change for change in changes if change.old and change.new]
    for forms, members in ((WORDS[note.registry].added, added), (WORDS[note.registry].removed, removed)):
        if members:
            pattern = words.many(forms, len(members)) if len(forms) == 2 else words.one(*forms)
            yield fill(pattern, {'members': enumerated(members, words)})
    if renamed:
        renames = [_rename(change, words) for change in renamed]
        yield fill(words.one(english.RENAMED), {'renames': enumerated(renames, words)})
        if any(change.aliased for change in renamed):
            yield fill(words.one(english.OLD_NAMES_STAY), {})


def _rename(change: MemberChange, words: MessageLookup) -> list[Node]:
    parts = {'old': literals([member(change.code, change.old)]), 'new': literals([change.new])}
    return fill(words.one(english.RENAME), parts)


def member(code: Code, name: str) -> str:
    """Return a member as notes name it: ``421 MISDIRECTED_REQUEST``."""
    return plain(name if str(code) == name else f'{code} {name}')


def enumerated(items: Sequence[list[Node]], words: MessageLookup) -> list[Node]:
    """Return the nodes of several items as one list: A, B and C."""
    first, *others = items
    if not others:
        return first
    pattern = words.one(english.LIST if len(others) > 1 else english.LIST_END)
    return fill(pattern, {'first': first, 'rest': enumerated(others, words)})


def drop_repeated_notes(table: status_table, document: nodes.document, env: BuildEnvironment) -> None:
    """Take the first note of a table out, where a class says the same of itself.

    That is one which encloses the table, or describes its object.
    """
    facts = find_domain(env).kept.tables[table['key']]
    said = {
        child['version']
        for description in _descriptions(table, document, facts.object)
        for content in description.findall(addnodes.desc_content)
        if content.parent is description
        for child in content.children
        if isinstance(child, addnodes.versionmodified) and child['type'] == 'versionadded'
    }
    for key, note in zip(list(table['notes']), facts.notes, strict=False) if said else ():
        if note.kind == 'versionadded' and note.release in said:
            table['notes'].remove(key)
            ours = env.docname, table.line, note.kind
            changes = cast('ChangeSetDomain', env.get_domain('changeset')).changesets
            listed = changes.get(note.release, [])
            listed[:] = [each for each in listed if (each.docname, each.lineno, each.type) != ours]


def _descriptions(
    table: status_table, document: nodes.document, object_path: str
) -> Iterator[addnodes.desc]:
    for description in document.findall(addnodes.desc):
        names = {
            '.'.join(filter(None, (signature.get('module'), signature.get('fullname'))))
            for signature in description.children
            if isinstance(signature, addnodes.desc_signature)
        }
        if object_path in names or _encloses(description, table):
            yield description


def _encloses(description: addnodes.desc, node: nodes.Node) -> bool:
    is_around = any(around is description for around in ancestors(node))
    return is_around and description.get('objtype') in ('class', 'exception', 'enum')
