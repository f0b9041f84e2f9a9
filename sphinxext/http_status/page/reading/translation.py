"""Translates tables and notes, before Sphinx translates the rest of a page."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.i18n import parse_noqa

from sphinxext.http_status.page.linking.domain import find_domain
from sphinxext.http_status.page.messages.catalogs import page_sources, warn_of_translation
from sphinxext.http_status.page.messages.english import LABELS
from sphinxext.http_status.page.messages.faults import Fault, find_fault
from sphinxext.http_status.page.messages.lookup import ENGLISH, MessageLookup
from sphinxext.http_status.page.nodes import status_table

from .version_notes import find_content, markup, note_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docutils.nodes import Node
    from sphinx.environment import BuildEnvironment

    from sphinxext.http_status.facts.model import Note
    from sphinxext.http_status.page.nodes import status_sentence

#: What stands behind the release in a label: a stop, or a colon and what a language has around it.
_END = re.compile(r'\W*\Z')
_LITERAL = re.compile('``(.+?)``')


class Translation:
    """Translates the tables and notes of one document."""

    def __init__(self, document: nodes.document, env: BuildEnvironment) -> None:
        self.document = document
        self.env = env
        self.sources = page_sources(env, env.docname)

    def apply(self, sentences: Sequence[status_sentence]) -> None:
        """Translate the sentences of the tables, and the notes.

        The notes that a page has besides get the same labels, where Sphinx has them in English.
        """
        ours = find_domain(self.env).catalog.translations
        if not (self.sources or ours):
            for node in sentences:
                node.settled = True
            return
        words = MessageLookup(dict(self._project_translations(sentences)), ours.on_page(self._members))
        for node in sentences:
            self._translate(node, words)
        for note in self.document.findall(addnodes.versionmodified):
            self._translate_label(note, words)
        for table in self.document.findall(status_table):
            notes = find_domain(self.env).kept.tables[table['key']].notes
            # There are no keys where the page shows no notes.
            table['notes'] = [
                self._translate_note(key, note, table, words)
                for key, note in zip(table['notes'], notes, strict=False)
            ]

    @cached_property
    def _members(self) -> frozenset[str]:
        """The names of the members in the tables of the page."""
        tables = find_domain(self.env).kept.tables
        keys = {table['key'] for table in self.document.findall(status_table)}
        rows = [row for key in keys & tables.keys() for row in tables[key].rows]
        return frozenset(name for row in rows for name in (row.name, *row.aliases))

    def _project_translations(self, sentences: Iterable[status_sentence]) -> Iterator[tuple[str, str]]:
        """Yield what the project's catalog says of each message, if that can be used."""
        for node in sentences:
            message = node['message']
            for source in self.sources:
                # Sphinx lets a translation end so, to keep its own checks off.
                translation, _noqa = parse_noqa(source.one(message))
                fault = find_fault(message, translation, self._members) if translation else None
                if fault:
                    warn_of_translation(self.env, fault, message, source.file, location=node)
                elif translation:
                    yield message, translation
                    break

    def _translate(self, node: status_sentence, words: MessageLookup) -> None:
        message = node['message']
        translation = words.one(message)
        if translation != message:
            node['translation'] = translation
        # Where a page has no catalog, Sphinx counts nothing.
        if self.sources:
            node['translated'] = words.knows(message)
        node.settled = True

    def _translate_label(
        self, node: addnodes.versionmodified, words: MessageLookup, *, ours: bool = False
    ) -> None:
        """Translate the label of a note where Sphinx has no translation, or one that is not fit."""
        message, release = LABELS.get(node.get('type', '')), str(node.get('version', ''))
        labels = [each for each in node.findall(nodes.inline) if 'versionmodified' in each['classes']]
        if not message or not release or not labels:
            return
        # Some of Sphinx's own labels begin with a space.
        shown, untranslated = labels[0].astext().lstrip(), message % release
        if ours and untranslated not in shown:
            pattern = shown.replace(release, '%s', 1)
            fault = find_fault(message, pattern, self._members)
            if fault:
                warn_of_translation(self.env, fault, message, 'sphinx.po', location=node)
                shown = untranslated + shown[len(_END.sub('', shown)) :]
        labels[0][:] = [nodes.Text(shown.replace(untranslated, words.one(message) % release, 1))]

    def _translate_note(self, key: str, note: Note, table: status_table, words: MessageLookup) -> str:
        """Return the key of the translation of a note."""
        notes = find_domain(self.env).notes
        made = [node.deepcopy() for node in notes.find(self.env.docname, key)]
        for node in made:
            if isinstance(node, addnodes.versionmodified):
                node.source, node.line = table.source, table.line
                self._translate_label(node, words, ours=True)
                if content := find_content(node):
                    whole = self._whole_sentence(node, note)
                    content[:] = _parse_literals(whole) if whole else note_content(note, words)
        return notes.keep(self.env.docname, made)

    def _whole_sentence(self, node: Node, note: Note) -> str:
        """Return the project's translation of a note that its catalog has as one message."""
        english = markup(note_content(note, ENGLISH))
        for source in self.sources:
            translation, _noqa = parse_noqa(source.one(english))
            if translation:
                fault = self._find_fault_of_whole(english, translation, note)
                if not fault:
                    return translation
                warn_of_translation(self.env, fault, english, source.file, location=node)
        return ''

    def _find_fault_of_whole(self, english: str, translation: str, note: Note) -> Fault | None:
        """Return what is wrong with a sentence in which members stand rather than placeholders."""
        literals, translated = _LITERAL.findall(english), _LITERAL.findall(translation)
        if sorted(literals) != sorted(translated):
            return Fault.LITERALS
        if literals != translated and any(change.old and change.new for change in note.changes):
            return Fault.ORDER
        pattern, translated_pattern = (
            _LITERAL.sub(_as_placeholder, text) for text in (english, translation)
        )
        return find_fault(pattern, translated_pattern, self._members)


def _as_placeholder(literal: re.Match[str]) -> str:
    name = re.sub(r'\W', '_', literal[1])
    return f'%({name})s'


def _parse_literals(whole: str) -> list[Node]:
    """Return a sentence as nodes; nothing but double backquotes is markup in it."""
    made: list[Node] = []
    for position, piece in enumerate(_LITERAL.split(whole)):
        if piece:
            made.append(nodes.literal(piece, piece) if position % 2 else nodes.Text(piece))
    return made
