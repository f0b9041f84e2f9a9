"""From a right page to its single changes, whatever the page is written in.

A page is what it says: rows and notes. A mutant is the page with one thing changed, and what has to be
told of it: one finding of one type, with these words in its message, at the line of this part.

What is changed is a fact. Three changes leave every fact of the page right, and so are told for
information (:data:`INFORMATION`): rows out of order, an RFC without its section where others have one,
and a member under its own alias. Left out is what says nothing of members, or says it in words:

* in other languages, the title of a specification, since pages word titles as they like; and the word
  for a maturity that one row alone has, at another that is alone with its own, since nobody who does not
  know the language can tell which of the two is wrong;
* the note of the release that the whole object came with, since a note that names no member may be about
  anything; and for that reason the only member of a note, which would leave a note in words.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sphinxext.http_status.drift.comparing.notes import LostNote, WrongNote
from sphinxext.http_status.drift.findings import (
    Changed,
    Finding,
    KnownAlias,
    LessPrecise,
    Misplaced,
    Missing,
    Repeated,
    Unknown,
)
from sphinxext.http_status.facts.model import Citation, MemberChange, Note

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sphinxext.http_status.facts.model import StatusRow, StatusTable

#: What is told without failing a check, because each fact that the page says is right.
INFORMATION = {KnownAlias, LessPrecise, Misplaced}

#: What no member has, in tables of HTTP and in others.
NOBODY, INVENTED = '599', 'INVENTED_BY_NOBODY'

Link = tuple[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one row of a page says."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    phrase: str = ''
    citation: Citation | None = None
    #: The RFC and the section that the link leads to; None without one.
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says."""

    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()

    @property
    def parts(self) -> tuple[Row | Note, ...]:
        """All that has a line: the rows, and the notes behind them."""
        return (*self.rows, *self.notes)

    def with_row(self, index: int, *rows: Row) -> Page:
        """Return the page with other rows, or none, in the place of one."""
        return replace(self, rows=(*self.rows[:index], *rows, *self.rows[index + 1 :]))

    def with_note(self, index: int, *notes: Note) -> Page:
        """Return the page with other notes, or none, in the place of one."""
        return replace(self, notes=(*self.notes[:index], *notes, *self.notes[index + 1 :]))


@dataclass(frozen=True, slots=True)
class Mutant:
    """A page with one change, and the one thing that has to be told of it."""

    kind: str
    page: Page
    finding: type[Finding]
    #: The words that its message has to have.
    says: tuple[str, ...]
    #: The positions of the parts one of which it has to stand at.
    at: frozenset[int]


def right_page(table: StatusTable) -> Page:
    """Return the page that says what a table says, as far as that has a column for it."""
    return Page(tuple(_right_row(row, table.columns) for row in table.rows), table.notes)


def _right_row(row: StatusRow, columns: Collection[str]) -> Row:
    citation = row.citation if 'details' in columns else None
    return Row(
        code=row.shown_code,
        name=row.name,
        aliases=row.aliases,
        phrase=row.phrase if 'phrase' in columns else '',
        citation=citation,
        link=_target(citation) if citation else None,
    )


def _target(citation: Citation) -> Link | None:
    return (citation.rfc, citation.section) if citation.rfc is not None else None


def mutants(page: Page, *, every: bool = True, is_english: bool = True) -> Iterator[Mutant]:
    """Yield the single changes of a right page.

    :param every: whether all changes are wanted, or of each row and note one of each kind, in turn.
    :param is_english: whether specifications have their titles, and maturities their names.
    """
    parts = [row_mutants(page, index, is_english=is_english) for index in range(len(page.rows))]
    parts += [note_mutants(page, index) for index, note in enumerate(page.notes) if note.changes]
    for number, changes in enumerate(parts):
        by_kind: dict[str, list[Mutant]] = {}
        for mutant in changes:
            by_kind.setdefault(mutant.kind, []).append(mutant)
        for some in by_kind.values():
            yield from some if every else [some[number % len(some)]]


# Rows.


@dataclass(frozen=True, slots=True)
class Change:
    """A row that says something else, and what has to be told of it."""

    kind: str
    row: Row
    says: tuple[str, ...]
    finding: type[Finding] = Changed


def row_mutants(page: Page, index: int, *, is_english: bool) -> Iterator[Mutant]:
    """Yield the page with one row changed, moved, or gone."""
    for change in changed_rows(page, index, is_english=is_english):
        changed = page.with_row(index, change.row)
        yield Mutant(change.kind, changed, change.finding, change.says, frozenset({index}))
    yield from moved_rows(page, index)


def changed_rows(page: Page, index: int, *, is_english: bool) -> Iterator[Change]:
    """Yield each change of what one row says."""
    row, other = page.rows[index], page.rows[(index + 7) % len(page.rows)]
    for code in wrong_codes(row.code, other.code):
        yield Change('code', replace(row, code=code), (row.name, code, row.code))
    yield from changed_names(row, other)
    yield from changed_aliases(row, other)
    if row.phrase:
        for phrase in (other.phrase, f'{row.phrase} Not', ''):
            yield Change('phrase', replace(row, phrase=phrase), (row.code, phrase, row.phrase))
    if row.citation and other.citation:
        yield from changed_citations(row, row.citation, other.citation)
        yield from changed_maturities(page, row, row.citation, is_english=is_english)
        yield from changed_links(row, row.citation)
        title = other.citation.spec
        if is_english and title != row.citation.spec:
            named = replace(row, citation=replace(row.citation, spec=title))
            yield Change(
                'title', named, (row.code, f'calls the specification {title}', row.citation.spec)
            )


def wrong_codes(code: str, other: str) -> tuple[str, ...]:
    """Return the code of another, that of nobody, and the code misspelled."""
    return other, NOBODY, f'{code[:-1]}O', code[0] + code[2:], f'{code}0'


def changed_names(row: Row, other: Row) -> Iterator[Change]:
    """Yield the row under another name, or none."""
    name = row.name
    wrong = [other.name, f'{name[:-1]}\N{CYRILLIC CAPITAL LETTER ZHE}', f'{name}S', f'HTTP_{name}']
    for written in (*wrong, name.title()):
        yield Change('name', replace(row, name=written), (row.code, written, name))
    if row.aliases:
        by_alias = replace(row, name=row.aliases[0])
        yield Change('called by its alias', by_alias, (row.code, name), KnownAlias)
    else:
        yield Change('name', replace(row, name=''), (row.code, name))


def changed_aliases(row: Row, other: Row) -> Iterator[Change]:
    """Yield the row with an alias less, with a wrong one, and with one more."""
    for index, alias in enumerate(row.aliases):
        before, behind = row.aliases[:index], row.aliases[index + 1 :]
        fewer = replace(row, aliases=(*before, *behind))
        yield Change('alias removed', fewer, (row.code, alias), Missing)
        for wrong in (f'{alias}S', alias[1:], other.name):
            yield Change('alias', replace(row, aliases=(*before, wrong, *behind)), (row.code, wrong))
    for wrong in (INVENTED, other.name):
        yield Change('alias added', replace(row, aliases=(*row.aliases, wrong)), (row.code, wrong))


def cite(row: Row, citation: Citation | None) -> Row:
    """Return a row with another citation, whose link goes along."""
    return replace(row, citation=citation, link=_target(citation) if citation else None)


def changed_citations(row: Row, true: Citation, other: Citation) -> Iterator[Change]:
    """Yield the row with another citation."""
    right = f'RFC {true.rfc}'
    for rfc in dict.fromkeys([other.rfc, 9111, 2616, int(str(true.rfc)[:-1])]):
        if rfc != true.rfc:
            wrong = replace(true, rfc=rfc)
            says = (row.code, f'cites RFC {rfc}', right)
            yield Change('RFC', cite(row, wrong), says)
            yield Change('RFC beside its link', replace(row, citation=wrong), says)
    yield Change('citation removed', cite(row, None), (row.code, 'cites no RFC', right))
    for section in dict.fromkeys([other.section, f'{true.section or 9}.1', '99']):
        if section not in (true.section, ''):
            wrong = replace(true, section=section)
            page = f'cites {right}, Section {section}'
            yield Change('section', cite(row, wrong), (row.code, page))
            yield Change('section beside its link', replace(row, citation=wrong), (row.code, page))
    if true.section:
        vague = cite(row, replace(true, section=''))
        yield Change('section removed', vague, (row.code, f'Section {true.section}'), LessPrecise)


def changed_maturities(page: Page, row: Row, true: Citation, *, is_english: bool) -> Iterator[Change]:
    """Yield the row with another maturity, where the page shows any."""
    shown = Counter(each.citation.maturity for each in page.rows if each.citation)
    for maturity in ('Experimental', 'Historic', '') if set(shown) - {''} else ():
        is_clear = is_english or shown[true.maturity] != 1 or shown[maturity] != 1
        if maturity != true.maturity and is_clear:
            kind = 'maturity' if true.maturity else 'maturity added'
            changed = cite(row, replace(true, maturity=maturity))
            says = (row.code, f'should have {true.maturity or "nothing"}')
            yield Change(kind if maturity else 'maturity removed', changed, says)


def changed_links(row: Row, true: Citation) -> Iterator[Change]:
    """Yield the row with another link than its citation has, or none."""
    if true.rfc is None:
        return
    yield Change('link removed', replace(row, link=None), (row.code, 'links to nothing'))
    yield Change('link', replace(row, link=(true.rfc + 1, true.section)), (row.code, f'{true.rfc + 1}'))
    # Where an RFC is cited as a whole, a link to one of its sections is more exact.
    if true.section:
        section = f'{true.section}.1'
        yield Change('link', replace(row, link=(true.rfc, section)), (row.code, section))


def moved_rows(page: Page, index: int) -> Iterator[Mutant]:
    """Yield the page with a row less, with one more, and with two in the place of each other."""
    row, count = page.rows[index], len(page.rows)
    # What is missing stands behind the row before it, or where the table begins.
    before = frozenset({max(index - 1, 0)})
    yield Mutant('row removed', page.with_row(index), Missing, (row.code, row.name), before)
    twice = page.with_row(index, row, row)
    yield Mutant('row doubled', twice, Repeated, (row.code, row.name), frozenset({index + 1}))
    if index + 1 < count:
        behind = replace(page, rows=(*page.rows, row))
        yield Mutant('row doubled', behind, Repeated, (row.code, row.name), frozenset({count}))
    invented = replace(row, code=NOBODY, name=INVENTED, aliases=(), phrase=row.phrase and 'Invented')
    more = page.with_row(index, row, invented)
    yield Mutant('row invented', more, Unknown, (NOBODY, INVENTED), frozenset({index + 1}))
    if index:
        rows = (*page.rows[: index - 1], row, page.rows[index - 1], *page.rows[index + 1 :])
        swapped = frozenset({index - 1, index})
        yield Mutant('rows swapped', replace(page, rows=rows), Misplaced, ('order',), swapped)


# Notes.


def note_mutants(page: Page, index: int) -> Iterator[Mutant]:
    """Yield the page without one note, with another release in it, and with other members."""
    yield from moved_members(page, index)
    note, here = page.notes[index], frozenset({len(page.rows) + index})

    def write(*changes: MemberChange) -> Page:
        return page.with_note(index, replace(note, changes=changes))

    for release in wrong_releases(page, note):
        wrong = page.with_note(index, replace(note, release=release))
        yield Mutant('note release', wrong, WrongNote, (release, note.release), here)
    said, before_it = (note.release, *map(_name, note.changes)), frozenset({_before(page, index)})
    yield Mutant('note removed', page.with_note(index), LostNote, said, before_it)
    for place, change in enumerate(note.changes):
        before, behind = note.changes[:place], note.changes[place + 1 :]
        if before or behind:
            lost = (note.release, _name(change))
            yield Mutant('member removed', write(*before, *behind), LostNote, lost, here)
        for kind, changed, says in changed_members(page, change):
            yield Mutant(kind, write(*before, changed, *behind), WrongNote, (note.release, *says), here)
    invented = MemberChange(code=int(NOBODY), new=INVENTED)
    says = (note.release, INVENTED, 'never')
    yield Mutant('member invented', write(*note.changes, invented), WrongNote, says, here)
    noted = {str(change.code) for each in page.notes for change in each.changes}
    older = next(row for row in page.rows if row.code not in noted)
    known = MemberChange(code=int(older.code), new=older.name)
    says = (note.release, older.name, 'did not change then')
    yield Mutant('member invented', write(*note.changes, known), WrongNote, says, here)


def _name(change: MemberChange) -> str:
    return change.old or change.new


def wrong_releases(page: Page, note: Note) -> Iterator[str]:
    """Yield the releases of other notes, and one that changed nothing."""
    yield from (each.release for each in page.notes if each.changes and each.release != note.release)
    yield f'{note.release}.1'


def _before(page: Page, index: int) -> int:
    """Return the position of the note that one follows, or else precedes; without any, the last row."""
    notes = [place for place, note in enumerate(page.notes) if note.changes and place != index]
    before = [place for place in notes if place < index]
    count = len(page.rows)
    return count + before[-1] if before else count + notes[0] - 1 if notes else count - 1


#: What a note says of a member, with the kind of its change and what has to be told of it.
ChangedMember = tuple[str, MemberChange, tuple[str, ...]]


def changed_members(page: Page, change: MemberChange) -> Iterator[ChangedMember]:
    """Yield what a note says of one member with another code, or a name misspelled."""
    code, name = str(change.code), _name(change)
    others = [row for row in page.rows if row.code != code]
    for wrong in (others[-1].code, others[len(others) // 2].code, NOBODY):
        yield 'code of a member', replace(change, code=int(wrong)), (wrong, name, code)
    noted = [_name(each) for note in page.notes for each in note.changes if each.code != change.code]
    for wrong in (others[0].name, *noted[:1], *noted[-1:], f'{name}S', name[1:]):
        named = replace(change, old=wrong) if change.old else replace(change, new=wrong)
        yield 'name of a member', named, (code, wrong, name)
    for wrong in (f'{change.new}S', change.new[1:]) if change.old and change.new else ():
        yield 'new name of a member', replace(change, new=wrong), (wrong,)


def moved_members(page: Page, index: int) -> Iterator[Mutant]:
    """Yield the page with one member in each other note, rather than in its own."""
    note = page.notes[index]
    for target, other in enumerate(page.notes):
        if target == index or not other.changes:
            continue
        for change in note.changes:
            left = tuple(each for each in note.changes if each is not change)
            longer = replace(other, changes=(*other.changes, change))
            moved = page.with_note(target, longer)
            moved = (
                moved.with_note(index, replace(note, changes=left)) if left else moved.with_note(index)
            )
            here = frozenset({len(page.rows) + moved.notes.index(longer)})
            says = (other.release, _name(change), note.release)
            yield Mutant('member moved', moved, WrongNote, says, here)
