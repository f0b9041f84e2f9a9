"""What a check finds, as frozen records with a message of one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from sphinxext.http_status.facts.characters import visible

if TYPE_CHECKING:
    from sphinxext.http_status.facts.model import StatusRow


Field: TypeAlias = Literal['code', 'name', 'phrase', 'citation', 'maturity', 'title', 'link']

_VERBS = {
    'citation': ('cites', 'it should cite'),
    'link': ('links to', 'it should link to'),
    'maturity': ('has', 'it should have'),
    'title': ('calls the specification', 'it should call it'),
}
_NOTHING = {'citation': 'no RFC', 'link': 'nothing', 'maturity': 'nothing in parentheses'}


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
        return visible(self.address if self.line is None else f'{self.path}:{self.line}')


@dataclass(frozen=True, slots=True)
class PageRange:
    """A row that stands for many codes, such as ``104-199 Unassigned``; both ends belong to it."""

    first: int
    last: int
    line: int | None = None
    #: The file of the line, where it is another than that of the page.
    path: str = ''

    def __str__(self) -> str:
        return f'{self.first}-{self.last}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a check tells about a page; ``str()`` gives the place and the message."""

    #: Whether page and facts disagree. If not, the finding is for information, and no check fails.
    drift: ClassVar[bool] = True

    place: Place

    @property
    def message(self) -> str:
        """One sentence that a person can act on, without the place, on one line."""
        return visible(self.describe())

    def describe(self) -> str:
        """Return that sentence, as the page has its words."""
        raise NotImplementedError

    def __str__(self) -> str:
        return f'{self.place}: {self.message}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing(Finding):
    """The code has a member that the page does not show."""

    #: The object whose member it is, by its dotted path.
    object: str
    row: StatusRow
    #: The name that is missing: the member's own, or one of its aliases.
    name: str
    #: The row of the page that declares the code unassigned, if one does.
    covered: PageRange | None = None

    def describe(self) -> str:
        """Say what is missing, and where it hides."""
        alias = f', an alias of {self.row.name}' if self.name != self.row.name else ''
        hint = ''
        if self.covered:
            hint = f'; the page counts it among {self.covered} (line {self.covered.line})'
        return f'{label(self.row, self.name)} is missing: {self.object} has it{alias}{hint}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown(Finding):
    """The page shows something that the code does not have."""

    object: str
    #: The code and the name as the page shows them.
    text: str
    #: The member that is meant, where one is near enough.
    suggestion: str = ''

    def describe(self) -> str:
        """Say what the page says, and what it may mean."""
        return f'the page says {self.text}, {self.object} has no such member{_hint(self.suggestion)}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed(Finding):
    """Page and code disagree about one field of a row."""

    object: str
    row: StatusRow
    field: Field
    #: What the page says; empty when it says nothing.
    page: str
    #: What the code says, or the specification.
    fact: str
    #: The name that is meant, where a name is misspelled.
    suggestion: str = ''

    def describe(self) -> str:
        """Say what the page says, and what is true."""
        label = self.row.name if self.field == 'code' else self.row.shown_code
        verb, rather = _VERBS.get(self.field, ('says', f'{self.object} says'))
        if self.suggestion:
            return f'{label}: the page says {self.page}, {self.object} has no such member' + _hint(
                self.suggestion
            )
        shown = self.page or _NOTHING.get(self.field, f'no {self.field}')
        return f'{label}: the page {verb} {shown}, {rather} {self.fact}'


@dataclass(frozen=True, slots=True, kw_only=True)
class LessPrecise(Finding):
    """A row cites the right RFC without the section that other rows have, which is not wrong."""

    drift: ClassVar[bool] = False

    row: StatusRow
    page: str
    fact: str

    def describe(self) -> str:
        """Say what is cited, and what would be exact."""
        return f'{self.row.shown_code}: the page cites {self.page}; more exactly, it is {self.fact}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated(Finding):
    """A row stands on the page twice."""

    row: StatusRow
    #: The line of the first of the two.
    first: int | None

    def describe(self) -> str:
        """Say what stands there twice."""
        where = f' on line {self.first} and again here' if self.first else ' twice'
        return f'{label(self.row)} stands on the page{where}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Misplaced(Finding):
    """A row breaks the order that the other rows keep. That is not drift: what the row says is right."""

    drift: ClassVar[bool] = False

    row: StatusRow
    #: The row that should stand before it; None when it should be the first.
    after: StatusRow | None

    def describe(self) -> str:
        """Say what is out of order, and where it belongs."""
        place = f'after {label(self.after)}' if self.after else 'first'
        return f'{label(self.row)} is out of order: it should stand {place}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable(Finding):
    """Something at the address should be compared, and cannot be."""

    text: str

    def describe(self) -> str:
        """Say what cannot be read, and why."""
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCompared(Finding):
    """Something at the address was left out of the comparison, which is told for information."""

    drift: ClassVar[bool] = False

    text: str

    def describe(self) -> str:
        """Say what was left out, and why."""
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated(NotCompared):
    """What shows members is made when the page is built, so it is not in the file.

    That is a table of our directive, or what autodoc says of the object.
    """

    #: Whether it is certain to show all members.
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAlias(Finding):
    """The page calls a member by another of its names, which is told for information."""

    drift: ClassVar[bool] = False

    object: str
    row: StatusRow
    #: The alias as the page writes it.
    alias: str

    def describe(self) -> str:
        """Say what the page says, and the member's own name."""
        true = f'an alias of {self.row.name} in {self.object}'
        return f'{self.row.shown_code}: the page says {self.alias}, {true}'


def label(row: StatusRow, name: str = '') -> str:
    """Return a row as messages call it: its code and its name, once where they are equal."""
    name = name or row.name
    return name if row.shown_code in (name, '') else f'{row.shown_code} {name}'


def _hint(suggestion: str) -> str:
    return f'; did you mean {suggestion}?' if suggestion else ''
