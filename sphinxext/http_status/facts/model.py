"""The records of facts, which everything else passes around: codes, citations, notes and tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

#: A status code: the integer of an HTTP status, or the string that a project uses for one.
Code: TypeAlias = int | str

NoteKind: TypeAlias = Literal['versionadded', 'versionchanged']


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a status code is defined.

    The visible form is ``HTTP Semantics RFC 9110, Section 15.5.5``, with the maturity
    in parentheses behind it when the specification is not a plain standard.
    """

    #: The title under which the specification is cited, for example ``HTTP Semantics``.
    spec: str
    #: The number of the RFC.
    rfc: int
    #: The section of the RFC, for example ``15.5.5``; empty when none is cited.
    section: str = ''
    #: ``Experimental``, ``Historic`` or ``Unused``; empty for everything else.
    maturity: str = ''

    @property
    def target(self) -> str:
        """The RFC and the anchor of the section, as Sphinx's rfc role takes them."""
        return f'{self.rfc}#section-{self.section}' if self.section else str(self.rfc)

    def __str__(self) -> str:
        section = f', Section {self.section}' if self.section else ''
        maturity = f' ({self.maturity})' if self.maturity else ''
        return f'{self.spec} RFC {self.rfc}{section}{maturity}'


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """One status code as a table shows it."""

    code: Code
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
    #: The member's other public attributes that a table asked for, as text.
    attributes: Mapping[str, str] = field(default_factory=dict)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTable:
    """All that a page shows of one table."""

    #: The dotted path of the enum.
    object: str
    #: The columns, in order.
    columns: tuple[str, ...]
    rows: tuple[StatusRow, ...]
    notes: tuple[Note, ...] = ()
    #: Whether the rows are all members of the enum, rather than a selection.
    complete: bool = True
