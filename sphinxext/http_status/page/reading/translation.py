"""Translates tables and notes, before Sphinx translates the rest of a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.i18n import parse_noqa

from sphinxext.http_status.page.linking.domain import find_domain
from sphinxext.http_status.page.messages import english
from sphinxext.http_status.page.messages.catalogs import page_sources, warn_of_translation
from sphinxext.http_status.page.messages.lookup import ENGLISH, Fault, MessageLookup, find_fault

from .version_notes import NOTE, find_content, markup, note_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docutils.nodes import Node
    from sphinx.environment import BuildEnvironment

    from sphinxext.http_status.facts.model import Note
    from sphinxext.http_status.page.nodes import status_sentence

_LITERAL = re.compile('``(.+?)``')


class Translation:
    """Translates the tables and notes of one document."""

    def __init__(self, document: nodes.document, env: BuildEnvironment) -> None:
        self.document = document
        self.env = env
        self.sources = page_sources(env, env.docname)

    def apply(self, sentences: Sequence[status_sentence]) -> None:
        """Translate the sentences of the tables, and the notes."""
        words = MessageLookup(
            dict(self._project_translations(sentences)),
            find_domain(self.env).catalog.translations,
        )
        for node in sentences:
            self._translate(node, words)
        for note in self.document.findall(addnodes.versionmodified):
            if NOTE in note:
                self._translate_note(note, note.attributes.pop(NOTE), words)

    def _project_translations(self, sentences: Iterable[status_sentence]) -> Iterator[tuple[str, str]]:
        """Yield what the project's catalog says of each message, if that can be used."""
        for node in sentences:
            message = node['message']
            for source in self.sources:
                # Sphinx lets a translation end so, to keep its own checks off.
                translation, _noqa = parse_noqa(source.one(message))
                fault = find_fault(message, translation) if translation else None
                if fault:
                    warn_of_translation(self.env, fault, message, source, location=node)
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

    def _translate_note(self, node: addnodes.versionmodified, note: Note, words: MessageLookup) -> None:
        for label in node.findall(nodes.inline):
            if 'versionmodified' in label['classes']:
                _translate_label(label, note, words)
        content = find_content(node)
        if content is not None:
            whole = self._whole_sentence(node, markup(note_content(note, ENGLISH)))
            content[:] = _parse_literals(whole) if whole else note_content(note, words)

    def _whole_sentence(self, node: Node, english: str) -> str:
        """Return the project's translation of a note that its catalog has as one message."""
        for source in self.sources:
            translation, _noqa = parse_noqa(source.one(english))
            if translation:
                fault = find_fault(english, translation)
                if not fault and _literals(translation) != _literals(english):
                    fault = Fault.LITERALS
                if not fault:
                    return translation
                warn_of_translation(self.env, fault, english, source, location=node)
        return ''


def _translate_label(label: nodes.inline, note: Note, words: MessageLookup) -> None:
    """Translate the label of a note where Sphinx has no translation of it."""
    message = english.LABELS[note.kind]
    untranslated = message % note.release
    # Some of Sphinx's own labels begin with a space.
    shown = label.astext().lstrip()
    label[:] = [nodes.Text(shown.replace(untranslated, words.one(message) % note.release, 1))]


def _literals(whole: str) -> list[str]:
    return sorted(_LITERAL.findall(whole))


def _parse_literals(whole: str) -> list[Node]:
    """Return a sentence as nodes; nothing but double backquotes is markup in it."""
    made: list[Node] = []
    for position, piece in enumerate(_LITERAL.split(whole)):
        if piece:
            made.append(nodes.literal(piece, piece) if position % 2 else nodes.Text(piece))
    return made
