"""What one address of a page says, as records. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinxext.http_status.facts.model import Code

    from .findings import Finding


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page says something."""

    #: The file, or the name of the document.
    path: str
    #: The line in it, counted from 1; None when it is not known.
    line: int | None = None
    #: The id of the section or table that is checked; empty for the whole document.
    fragment: str = ''

    @property
    def address(self) -> str:
        """The path, and the id where there is one: ``library/http#http-status-codes``."""
        return f'{self.path}#{self.fragment}' if self.fragment else self.path

    def __str__(self) -> str:
        return self.address if self.line is None else f'{self.path}:{self.line}'


@dataclass(frozen=True, slots=True)
class PageCitation:
    """One RFC as a page cites it."""

    rfc: int
    #: The section as written; empty when the page shows none.
    section: str = ''
    #: Where the link leads, as (RFC, section): None when it is no link, (0, '') for elsewhere.
    link: tuple[int, str] | None = None

    def __str__(self) -> str:
        return f'RFC {self.rfc}, Section {self.section}' if self.section else f'RFC {self.rfc}'


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """One row of a table on a page."""

    #: The status code; None when the table shows none, or what it shows is no code.
    code: Code | None = None
    #: What the code's cell shows where it is no code.
    code_text: str = ''
    #: The names as written, prefixes included.
    names: tuple[str, ...] = ()
    phrase: str = ''
    #: Most rows have one; a cell may cite several RFCs.
    citations: tuple[PageCitation, ...] = ()
    #: Of ``code``, ``name``, ``phrase`` and ``citation``, those that the row's table has a column for.
    shown: frozenset[str] = frozenset()
    line: int | None = None
    #: The text of all cells.
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageRange:
    """A row that stands for many codes, such as ``104-199 Unassigned``; both ends belong to it."""

    first: int
    last: int
    line: int | None = None

    def __str__(self) -> str:
        return f'{self.first}-{self.last}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """The name of a member, or a code, outside of tables."""

    #: The name as written; empty when only a code is mentioned.
    name: str = ''
    #: The code that stands beside the name, or is assigned to it.
    code: Code | None = None
    #: The name that is assigned to it, as in ``HTTP_NOT_FOUND = HTTP_404``.
    value: str = ''
    line: int | None = None
    #: Whether it is an entry of a list, rather than mentioned in passing.
    listed: bool = False
    #: Which list, listing or description it stands in: mentions of one group are alike.
    group: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one address says."""

    place: Place
    rows: tuple[PageRow, ...] = ()
    ranges: tuple[PageRange, ...] = ()
    #: Only where the address holds no table.
    mentions: tuple[Mention, ...] = ()
    #: What could not be read.
    findings: tuple[Finding, ...] = field(default=())

    def at(self, line: int | None) -> Place:
        """Return the place of a line of this page."""
        return Place(self.place.path, line or self.place.line, self.place.fragment)
