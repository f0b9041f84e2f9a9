"""What each registry calls its codes, in English; a table of no registry has codes, and nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.columns import find_column
from sphinxext.http_status.facts.registry import class_of

from .english import ADDED, ADDED_MEMBERS, CLASSES, N_, OTHER_CODES, REMOVED, REMOVED_MEMBERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext.http_status.facts.model import StatusRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words for the codes of one registry."""

    #: The head of the column of codes.
    header: str
    #: What a screen reader says of the box in which a wide table scrolls.
    table: str
    #: What a screen reader or a tooltip says of the sign behind a code that links to its row.
    permalink: str
    #: One code, as the general index calls it; empty for codes of no registry.
    one: str = ''
    #: All of them, as a heading in a table that has others too; empty where their classes are headings.
    many: str = ''
    #: The sentence that says which members a release added: its two forms, or one for any number.
    added: tuple[str] | tuple[str, str] = (ADDED_MEMBERS,)
    #: The sentence that says which members a release removed.
    removed: tuple[str] | tuple[str, str] = (REMOVED_MEMBERS,)


# Translators: the head of the column of codes such as 404 or E1001; not source code.
_CODE = N_('Code')
# Translators: what a screen reader or a tooltip says of the ¶ behind a code such as 1001 or E1001.
_LINK = N_('Link to this code')

#: By the name of the registry; an empty one is none.
WORDS: Mapping[str, Words] = {
    '': Words(
        header=_CODE,
        # Translators: what a screen reader says of the box in which a wide table scrolls.
        table=N_('Table of codes'),
        permalink=_LINK,
    ),
    'http-status-codes': Words(
        header=_CODE,
        # Translators: what a screen reader says of the box in which a wide table scrolls.
        table=N_('Table of status codes'),
        # Translators: what a screen reader or a tooltip says of the ¶ behind a status code.
        permalink=N_('Link to this status code'),
        # Translators: the heading in the general index below which "404 Not Found" and its like stand.
        one=N_('HTTP status code'),
        added=ADDED,
        removed=REMOVED,
    ),
    'http-methods': Words(
        # Translators: the head of the column of HTTP methods such as GET; not those of a Python class.
        header=N_('Method'),
        # Translators: the name of a table, and a heading in tables, for GET, POST and their like.
        table=N_('HTTP methods'),
        # Translators: what a screen reader or a tooltip says of the ¶ behind an HTTP method.
        permalink=N_('Link to this method'),
        # Translators: the heading in the general index below which GET, POST and their like stand.
        one=N_('HTTP method'),
        many=N_('HTTP methods'),
    ),
    'websocket-close-codes': Words(
        header=_CODE,
        # Translators: the name of a table, and a heading in tables, for 1001 Going Away and its like.
        table=N_('WebSocket close codes'),
        permalink=_LINK,
        # Translators: the heading in the general index below which "1001 GOING_AWAY" and its like stand.
        one=N_('WebSocket close code'),
        many=N_('WebSocket close codes'),
    ),
    'http2-error-codes': Words(
        header=_CODE,
        # Translators: the name of a table, and a heading in tables.
        table=N_('HTTP/2 error codes'),
        permalink=_LINK,
        # Translators: the heading in the general index of "0x01 PROTOCOL_ERROR" and its like.
        one=N_('HTTP/2 error code'),
        many=N_('HTTP/2 error codes'),
    ),
    'http3-error-codes': Words(
        header=_CODE,
        # Translators: the name of a table, and a heading in tables.
        table=N_('HTTP/3 error codes'),
        permalink=_LINK,
        # Translators: the heading in the general index of "0x0107 H3_EXCESSIVE_LOAD" and its like.
        one=N_('HTTP/3 error code'),
        many=N_('HTTP/3 error codes'),
    ),
}


# Translators: the head of the column that says what a code means in a project, in its own words.
MEANING = N_('Meaning')


def find_header(name: str, registry: str) -> str:
    """Return the header of a column in a table of codes of a registry."""
    return WORDS[registry].header if name == 'code' else find_column(name).header


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """The rows below one heading: those of a class, of a registry without classes, or others."""

    #: The class, 1 to 5; a higher number for what comes behind the classes.
    rank: int
    #: The heading in English; that of a class stands in a pattern.
    heading: str

    @classmethod
    def of(cls, row: StatusRow) -> Group:
        """Return the group of a row."""
        if number := class_of(row):
            return cls(number, CLASSES[number])
        if heading := WORDS[row.registry].many:
            return cls(len(CLASSES) + 1, heading)
        return cls(len(CLASSES) + 2, OTHER_CODES)

    @property
    def number(self) -> int:
        """The class; 0 for a group that is none."""
        return self.rank if self.rank in CLASSES else 0
