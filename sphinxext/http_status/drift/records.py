"""What one address of a page says, as records. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.columns import COLUMNS, Kind, find_column

from .findings import Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sphinxext.http_status.facts.model import Code

    from .findings import Finding, PageRange

#: What a check compares of a column of each kind, by the names that :attr:`PageRow.shown` has for it;
#: empty for what is not compared.
COMPARED: Mapping[Kind, str] = {
    Kind.CODE: 'code',
    Kind.NAME: 'name',
    Kind.ALIASES: '',
    Kind.PHRASE: 'phrase',
    Kind.PROSE: '',
    Kind.CITATION: 'citation',
    Kind.PLAIN: '',
    Kind.MARKUP: '',
}


def compared_columns(shown: Collection[str]) -> tuple[str, ...]:
    """Return the columns of a table that shows no more than a page shows.

    :param shown: what the page shows, as :attr:`PageRow.shown` has it.
    """
    return tuple(column.name for column in COLUMNS.values() if COMPARED[column.kind] in shown)


def identify_rows(columns: Iterable[str]) -> bool:
    """Return whether a table with these columns shows which member each row is."""
    return any(COMPARED[find_column(name).kind] in ('code', 'name') for name in columns)


@dataclass(frozen=True, slots=True)
class PageCitation:
    """One RFC as a page cites it."""

    rfc: int
    #: The section as written; empty when the page shows none.
    section: str = ''
    #: Where the link leads, as (RFC, section); None without a link, (0, '') for a link to elsewhere.
    link: tuple[int, str] | None = None
    #: What stands before it, which may be its title.
    title: str = field(default='', compare=False)
    #: What stands in parentheses behind it, such as ``Experimental``.
    maturity: str = field(default='', compare=False)

    def __str__(self) -> str:
        return f'RFC {self.rfc}, Section {self.section}' if self.section else f'RFC {self.rfc}'


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """One row of a table on a page."""

    #: The status code; None when the table has no such column, or the cell does not hold a code.
    code: Code | None = None
    #: The text in the code's cell, if that is not a code.
    code_text: str = ''
    #: The names as written, prefixes included.
    names: tuple[str, ...] = ()
    phrase: str = ''
    #: Most rows have one; a cell may cite several RFCs.
    citations: tuple[PageCitation, ...] = ()
    #: Of ``code``, ``name``, ``phrase`` and ``citation``, those that the row's table has a column for.
    shown: frozenset[str] = frozenset()
    #: All that the row says.
    text: str = field(default='', compare=False)
    line: int | None = None
    #: The file of the line, where it is another than that of the page.
    path: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """The name of a member, or a code, outside of tables."""

    #: The name as written; empty when only a code is mentioned.
    name: str = ''
    #: The code that stands beside the name, or is assigned to it.
    code: Code | None = None
    #: The name that is assigned to it, as in ``HTTP_NOT_FOUND = HTTP_404``.
    value: str = ''
    #: The word beside a code that stands alone, as too few words around it are names.
    word: str = ''
    #: The text that is assigned to it beside the code, as in ``NOT_FOUND = 404, 'Not Found'``.
    phrase: str = ''
    line: int | None = None
    #: The file of the line, where it is another than that of the page.
    path: str = ''
    #: Whether it is an entry of a list, rather than mentioned in passing.
    listed: bool = False
    #: What it stands in: ``signature``, ``listing``, or the entry that it begins, such as ``list_item``.
    form: str = ''
    #: Whether its list says that it leaves out others.
    selected: bool = False
    #: Whether the page says that it is there on some platforms only.
    conditional: bool = False
    #: Which list, listing or description it stands in: mentions of one group are alike.
    group: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNote:
    """What a page says of one release: ``versionadded`` or ``versionchanged``, whichever it is."""

    release: str
    #: The members that it names; each may lack its code or its name.
    members: tuple[Mention, ...] = ()
    #: Whether it stands below the table, or in the description of the class around it.
    is_near: bool = False
    #: Whether it says that something is new, and nothing more.
    is_bare: bool = False
    line: int | None = None
    #: The file of the line, where it is another than that of the page.
    path: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one address says."""

    place: Place
    #: The file or document of what is said in no other.
    path: str = ''
    rows: tuple[PageRow, ...] = ()
    ranges: tuple[PageRange, ...] = ()
    #: Only where the address holds no table.
    mentions: tuple[Mention, ...] = ()
    notes: tuple[PageNote, ...] = ()
    #: What could not be read.
    findings: tuple[Finding, ...] = field(default=())

    def at(self, said: PageRow | Mention | PageNote | PageRange | None) -> Place:
        """Return the place where something is said; that of the address for what is said nowhere."""
        if said is None or not (said.line or said.path):
            return self.place
        return Place(said.path or self.path or self.place.path, said.line, self.place.fragment)
