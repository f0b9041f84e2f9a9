"""Looks messages up in catalogs, and refuses translations that are not fit. Standard library only."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from gettext import NullTranslations
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.characters import plain

from . import english

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

#: How much longer a translation may be than its message: so many times, and so many characters.
LONGER = 12, 300

_SPACE = re.compile(r'[ \t\n\r]+')
# Line separators that plain() takes for space, and characters that change the direction of text.
_UNSEEN = re.compile('[\x0b\x0c\x1c-\x1f\x85\u2028\u2029\u202a-\u202e\u2066-\u2069]')


class Fault(Enum):
    """Why a translation is refused, and the repair."""

    LENGTH = (
        'the %(language)s translation of %(message)r is far too long in %(file)s; '
        'translate the message alone'
    )
    PLACEHOLDERS = (
        'the %(language)s translation of %(message)r has other placeholders in %(file)s; '
        'write each placeholder of the message once'
    )
    CHARACTERS = (
        'the %(language)s translation of %(message)r has control characters in %(file)s; '
        'write it without them'
    )
    LITERALS = (
        'the %(language)s translation of %(message)r has other literals in %(file)s; '
        'keep what stands between the backquotes'
    )


class EmptyCatalog(NullTranslations):
    """The last catalog in a chain: it has no message, and returns an empty text for each."""

    def gettext(self, message: str) -> str:  # noqa: ARG002
        """Return nothing."""
        return ''

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        """Return nothing."""
        return ''


@dataclass(frozen=True, slots=True)
class CatalogFile:
    """A compiled catalog."""

    #: Ends in :class:`EmptyCatalog`.
    translations: NullTranslations
    #: What a translator would correct.
    file: str

    def one(self, message: str) -> str:
        """Return the translation of a message; nothing without one."""
        try:
            return fold(self.translations.gettext(message))
        except ArithmeticError:  # the rule for plurals comes from the file, and is run
            return ''

    def many(self, forms: tuple[str, str], number: int) -> str:
        """Return the translation of a message for *number* members; nothing without one."""
        try:
            return fold(self.translations.ngettext(*forms, number))
        except ArithmeticError:
            return ''


class CatalogChain(NullTranslations):
    """Several catalogs as one: the first that has a fit translation gives it.

    :param refuse: told of each translation that cannot be used, once.
    """

    def __init__(
        self, sources: Iterable[CatalogFile], refuse: Callable[[Fault, str, CatalogFile], None]
    ) -> None:
        super().__init__()
        self._sources = tuple(sources)
        self._refuse = refuse
        self._refused: set[tuple[str, str]] = set()

    def gettext(self, message: str) -> str:
        """Return the translation of a message; nothing where no catalog has it."""
        return self._first_fit(message, ((source, source.one(message)) for source in self._sources))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the translation of a message for *n* members; nothing where no catalog has it."""
        found = ((source, source.many((msgid1, msgid2), n)) for source in self._sources)
        return self._first_fit(msgid2, found)

    def _first_fit(self, message: str, found: Iterable[tuple[CatalogFile, str]]) -> str:
        for source, translation in found:
            fault = find_fault(message, translation) if translation else None
            if translation and not fault:
                return translation
            if fault and (source.file, message) not in self._refused:
                self._refused.add((source.file, message))
                self._refuse(fault, message, source)
        return ''


@dataclass(frozen=True, slots=True)
class MessageLookup:
    """Where the translation of a message comes from: the project, else our catalog, else English."""

    #: What the project's catalog of the page says.
    project: Mapping[str, str] = field(default_factory=dict)
    #: Our catalog; it says nothing of a message that it does not know.
    catalog: NullTranslations = field(default_factory=EmptyCatalog)

    def one(self, message: str) -> str:
        """Return the translation of a message."""
        return self.project.get(message) or self.catalog.gettext(message) or message

    def knows(self, message: str) -> bool:
        """Return whether somebody translated a message, if only by itself."""
        return message in self.project or bool(self.catalog.gettext(message))

    def many(self, forms: tuple[str, str], number: int) -> str:
        """Return the translation of a message for *number* members.

        :param forms: the message for one, and for several. Sphinx extracts them as two
            messages, so a project has two forms; ours has as many as the language.
        """
        message = forms[number != 1]
        return self.project.get(message) or self.catalog.ngettext(*forms, number) or message


ENGLISH = MessageLookup()


def fold(translation: str) -> str:
    """Return a translation on one line; space other than that of ASCII is kept, between words."""
    return _SPACE.sub(' ', translation).strip(' ') if translation.strip() else ''


def find_fault(message: str, translation: str) -> Fault | None:
    """Return why a translation is refused; None if it is not.

    One that lost, doubled or renamed a placeholder would lose a fact or repeat it.
    """
    times, more = LONGER
    if len(translation) > times * len(message) + more:
        return Fault.LENGTH
    if english.placeholders(translation) != english.placeholders(message):
        return Fault.PLACEHOLDERS
    if _UNSEEN.search(translation) or plain(translation) != ' '.join(translation.split()):
        return Fault.CHARACTERS
    return None
