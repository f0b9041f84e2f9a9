"""Looks messages up in catalogs, and refuses translations that are not fit. Standard library only."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from gettext import NullTranslations
from typing import TYPE_CHECKING

from .english import PLURALS
from .faults import find_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from .faults import Fault

_SPACE = re.compile(r'[ \t\n\r]+')


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
        translation = self._ask(lambda: self.translations.gettext(message))
        if translation or message not in PLURALS:
            return translation
        return self._ask(lambda: self.translations.ngettext(*PLURALS[message], number_of(message)))

    def many(self, forms: tuple[str, str], number: int) -> str:
        """Return the translation of a message for *number* members; nothing without one.

        A project may have its two forms as two messages, as Sphinx extracts them.
        """
        translation = self._ask(lambda: self.translations.ngettext(*forms, number))
        return translation or self._ask(lambda: self.translations.gettext(forms[number != 1]))

    def _ask(self, ask: Callable[[], str]) -> str:
        try:
            return fold(ask())
        except ArithmeticError:  # the rule for plurals comes from the file, and is run
            return ''


class CatalogChain(NullTranslations):
    """Several catalogs as one: the first that has a fit translation gives it.

    :param refuse: told of each translation that cannot be used, once.
    :param members: the names that no translation may add.
    """

    def __init__(
        self,
        sources: Iterable[CatalogFile],
        refuse: Callable[[Fault, str, CatalogFile], None],
        members: Collection[str] = (),
    ) -> None:
        super().__init__()
        self._sources = tuple(sources)
        self._refuse = refuse
        self._members = members
        self._refused: set[tuple[str, str]] = set()

    def __bool__(self) -> bool:
        """Return whether there is any catalog."""
        return bool(self._sources)

    def on_page(self, members: Collection[str]) -> CatalogChain:
        """Return the same catalogs for a page whose tables show these members."""
        chain = CatalogChain(self._sources, self._refuse, members)
        chain._refused = self._refused
        return chain

    def gettext(self, message: str) -> str:
        """Return the translation of a message; nothing where no catalog has it."""
        return self._first_fit(message, ((source, source.one(message)) for source in self._sources))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the translation of a message for *n* members; nothing where no catalog has it."""
        found = ((source, source.many((msgid1, msgid2), n)) for source in self._sources)
        return self._first_fit(msgid2, found)

    def _first_fit(self, message: str, found: Iterable[tuple[CatalogFile, str]]) -> str:
        for source, translation in found:
            fault = find_fault(message, translation, self._members) if translation else None
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


def number_of(form: str) -> int:
    """Return a number of members for which a sentence has this form in English."""
    return PLURALS[form].index(form) + 1


def fold(translation: str) -> str:
    """Return a translation on one line; space other than that of ASCII is kept, between words."""
    return _SPACE.sub(' ', translation).strip(' ') if translation.strip() else ''
