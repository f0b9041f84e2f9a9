"""The records of facts, which everything else passes around: codes, citations, notes and tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

#: A code: the integer of an HTTP status, or the text that a project uses for one.
Code: TypeAlias = int | str

#: What a cell shows: a text or number as it is, or a truth value as a word in the reader's language.
Shown: TypeAlias = str | bool | int | float

NoteKind: TypeAlias = Literal['versionadded', 'versionchanged']


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a code is defined.

    The visible form is ``HTTP Semantics RFC 9110, Section 15.5.5``, with the maturity
    in parentheses behind it when the specification is not a plain standard.
    """

    #: The title under which the specification is cited, for example ``HTTP Semantics``.
    spec: str = ''
    #: The number of the RFC; None for a specification that is no RFC.
    rfc: int | None = None
    #: The section of the RFC, for example ``15.5.5``; empty when none is cited.
    section: str = ''
    #: ``Experimental``, ``Historic``, ``Unused``, ``Reserved`` or ``Temporary``; empty for all else.
    maturity: str = ''
    #: The address of the specification, where that is no RFC, or not only one; may be empty.
    url: str = ''

    @property
    def title(self) -> str:
        """What the specification is called: its title, or else its address."""
        return self.spec or self.url

    @property
    def target(self) -> str:
        """The RFC and the anchor of the section, as Sphinx's rfc role takes them."""
        return f'{self.rfc}#section-{self.section}' if self.section else str(self.rfc)

    def __str__(self) -> str:
        rfc = '' if self.rfc is None else f' RFC {self.rfc}'
        section = f', Section {self.section}' if self.section else ''
        maturity = f' ({self.maturity})' if self.maturity else ''
        return f'{self.title}{rfc}{section}{maturity}'


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """One code as a table shows it."""

    code: Code
    #: The code as its registry writes it, such as ``0x0101``; empty where that is the code itself.
    written: str = ''
    #: The name of the canonical member.
    name: str
    #: The other names of the same member, in definition order.
    aliases: tuple[str, ...] = ()
    #: The reason phrase (RFC 9110); empty when the member has none.
    phrase: str = ''
    #: The long description; empty when the member has none.
    description: str = ''
    #: The member's own docstring, as markup; empty when the member has none.
    doc: str = ''
    #: The release that added the code; empty when no history is known.
    since: str = ''
    citation: Citation | None = None
    #: The registry that the code belongs to, such as ``http-status-codes``; empty for none.
    registry: str = ''
    #: The member's other public attributes that a table asked for, by the names of their columns.
    attributes: Mapping[str, Shown] = field(default_factory=dict)

    @property
    def shown_code(self) -> str:
        """The code as it is shown."""
        return self.written or str(self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChange:
    """What one release did to the member of one status code."""

    code: Code
    #: The member's name before the release; empty when the release added it.
    old: str = ''
    #: The member's name since the release; empty when the release removed it.
    new: str = ''
    #: Whether the old name of a renamed member stays as an alias.
    aliased: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A versionadded or versionchanged note, as facts without a sentence."""

    kind: NoteKind
    release: str
    #: What the release did to members; empty when the note is about the whole enum.
    changes: tuple[MemberChange, ...] = ()
    #: The registry of the codes of the table; empty for none.
    registry: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTable:
    """All that a page shows of one table."""

    #: The dotted path of the enum.
    object: str
    #: The columns, in order.
    columns: tuple[str, ...]
    rows: tuple[StatusRow, ...]
    notes: tuple[Note, ...] = ()
    #: What later releases did, as far as that is known. No table shows it, so it makes none another.
    later: tuple[Note, ...] = field(default=(), compare=False, repr=False)
    #: Whether the rows are all members of the enum, rather than a selection.
    complete: bool = True

    @property
    def registry(self) -> str:
        """The registry of all codes; empty where they belong to several, or one of them to none."""
        found = {row.registry for row in self.rows}
        return found.pop() if len(found) == 1 else ''
