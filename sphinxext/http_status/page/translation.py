"""The translation of tables and notes, once Sphinx has applied the project's catalog."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import __
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.i18n import docname_to_domain

from sphinxext.http_status.facts.problems import Subtype

from . import wording
from .domain import find_domain
from .locale import page_catalog
from .nodes import sentence, status_table
from .notes import NOTE, find_content, markup, note_content
from .words import ENGLISH, Words, is_fit, is_too_long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Node

    from sphinxext.http_status.facts.model import Note

LOGGER = logging.getLogger(__name__)

_LITERAL = re.compile('``(.+?)``')


class TranslateTables(SphinxTransform):
    """Fills the sentences that the project's catalog has not translated, and the notes.

    It runs between Sphinx's Locale transform, at 20, and the one that counts what is
    translated, at 25.
    """

    default_priority = 22

    def apply(self, **_kwargs: Any) -> None:
        """Translate the tables and notes of one document."""
        sentences = [
            node for table in self.document.findall(status_table) for node in table.findall(sentence)
        ]
        if not sentences:
            return
        domain = docname_to_domain(self.env.docname, self.config.gettext_compact)
        self.page, self.page_file = page_catalog(self.env, domain)
        words = Words(
            dict(self._project_translations(sentences)),
            find_domain(self.env).answers.catalog.translations,
        )
        for node in sentences:
            _translate(node, words)
        for note in self.document.findall(addnodes.versionmodified):
            if NOTE in note:
                self._translate_note(note, note.attributes.pop(NOTE), words)

    def _project_translations(self, sentences: list[sentence]) -> Iterator[tuple[str, str]]:
        """Yield what the project's catalog says of each message, if that can be used."""
        for node in sentences:
            message = node['message']
            if 'translation' in node:
                if self._is_usable(message, node['translation'], node):
                    yield message, node['translation']
            elif node.get('translated'):
                # The project translates the message by itself, and means it.
                yield message, message

    def _is_usable(self, message: str, translation: str, node: Node) -> bool:
        if is_fit(message, translation):
            return True
        if is_too_long(message, translation):
            self._warn(
                __(
                    'the %(language)s translation of %(message)r is far too long in %(file)s; '
                    'translate the message alone'
                ),
                message,
                node,
            )
        else:
            self._warn(
                __(
                    'the %(language)s translation of %(message)r has other placeholders in %(file)s; '
                    'write each placeholder of the message once'
                ),
                message,
                node,
            )
        return False

    def _translate_note(self, node: addnodes.versionmodified, note: Note, words: Words) -> None:
        for label in node.findall(nodes.inline):
            if 'versionmodified' in label['classes']:
                _translate_label(label, note, words)
        content = find_content(node)
        if content is None:
            return
        english = markup(note_content(note, ENGLISH))
        whole = self.page.gettext(english)
        if whole == english:
            content[:] = note_content(note, words)
        elif sorted(_LITERAL.findall(whole)) == sorted(_LITERAL.findall(english)):
            content[:] = _parse_literals(whole)
        else:
            self._warn(
                __(
                    'the %(language)s translation of %(message)r has other literals in %(file)s; '
                    'keep what stands between the backquotes'
                ),
                english,
                node,
            )
            content[:] = note_content(note, words)

    def _warn(self, template: str, message: str, node: Node) -> None:
        arguments = {'language': self.config.language, 'message': message, 'file': self.page_file}
        LOGGER.warning(
            template,
            arguments,
            location=node,
            type='http_status',
            subtype=Subtype.TRANSLATION.label,
        )


def _translate(node: sentence, words: Words) -> None:
    message = node['message']
    translation = words.one(message)
    node.attributes.pop('translation', None)
    if translation != message:
        node['translation'] = translation
    # The key is absent where the page has no catalog, and then nothing is counted.
    if 'translated' in node:
        node['translated'] = words.knows(message)


def _translate_label(label: nodes.inline, note: Note, words: Words) -> None:
    """Translate the label of a note where Sphinx has no translation of it."""
    message = wording.LABELS[note.kind]
    english = message % note.release
    # Some of Sphinx's own labels begin with a space.
    shown = label.astext().lstrip()
    label[:] = [nodes.Text(shown.replace(english, words.one(message) % note.release, 1))]


def _parse_literals(whole: str) -> list[Node]:
    """Return a sentence as nodes; nothing but double backquotes is markup in it."""
    made: list[Node] = []
    for position, piece in enumerate(_LITERAL.split(whole)):
        if piece:
            made.append(nodes.literal(piece, piece) if position % 2 else nodes.Text(piece))
    return made
