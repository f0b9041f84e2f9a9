"""The messages of a page in the language of its reader. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field
from gettext import NullTranslations
from typing import TYPE_CHECKING

from . import wording

if TYPE_CHECKING:
    from collections.abc import Mapping

#: How much longer a translation may be than its message: so many times, and so many characters.
LONGER = 12, 300


class Silence(NullTranslations):
    """The catalog at the end of all: it knows no message, and says so by saying nothing."""

    def gettext(self, message: str) -> str:  # noqa: ARG002
        """Return nothing."""
        return ''

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        """Return nothing."""
        return ''


@dataclass(frozen=True, slots=True)
class Words:
    """Where the translation of a message comes from: the project, else our catalog, else English."""

    #: What the project's catalog of the page says.
    project: Mapping[str, str] = field(default_factory=dict)
    #: Our catalog, with :class:`Silence` at its end.
    catalog: NullTranslations = field(default_factory=Silence)

    def one(self, message: str) -> str:
        """Return the translation of a message."""
        if message in self.project:
            return self.project[message]
        return _fit(message, self.catalog.gettext(message))

    def knows(self, message: str) -> bool:
        """Return whether somebody translated a message, if only by itself."""
        return message in self.project or bool(self.catalog.gettext(message))

    def many(self, forms: tuple[str, str], number: int) -> str:
        """Return the translation of a message for *number* members.

        :param forms: the message for one, and for several. Sphinx extracts them as two
            messages, so a project has two forms; ours has as many as the language.
        """
        message = forms[number != 1]
        if message in self.project:
            return self.project[message]
        return _fit(message, self.catalog.ngettext(*forms, number))


ENGLISH = Words()


def is_fit(message: str, translation: str) -> bool:
    """Return whether a translation can stand for its message.

    One that lost, doubled or renamed a placeholder would lose a fact or repeat it.
    """
    return (
        bool(translation.strip())
        and wording.placeholders(translation) == wording.placeholders(message)
        and not is_too_long(message, translation)
    )


def is_too_long(message: str, translation: str) -> bool:
    """Return whether no translator can have meant a translation of this length."""
    times, more = LONGER
    return len(translation) > times * len(message) + more


def _fit(message: str, translation: str) -> str:
    return translation if is_fit(message, translation) else message
