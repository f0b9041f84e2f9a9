"""Compares what a page says of releases with the history of an object. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from sphinxext.http_status.drift.findings import Finding, NotCompared
from sphinxext.http_status.drift.vocabulary import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinxext.http_status.drift.records import Mention, PageNote, Reading
    from sphinxext.http_status.facts.model import Code, MemberChange, StatusTable


@dataclass(frozen=True, slots=True, kw_only=True)
class LostNote(Finding):
    """No note of the page says what a release changed."""

    release: str
    #: What it changed, in words.
    text: str

    def describe(self) -> str:
        """Say which note is missing, with what it should say."""
        return f'a note of release {self.release} is missing: {self.text}'


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongNote(Finding):
    """A note of the page says of its release what is not so."""

    #: The release as the page writes it.
    release: str
    text: str

    def describe(self) -> str:
        """Say what the note says, and what is true."""
        return f'the note of release {self.release} {self.text}'


class Asked(Enum):
    """What is asked of a page that has no notes of an object."""

    #: Nothing: it leaves them out on purpose.
    NOTHING = auto()
    #: That this be told, for information.
    TOLD = auto()
    #: That it have them all.
    ALL = auto()


def compare_notes(table: StatusTable, reading: Reading, asked: Asked = Asked.TOLD) -> Iterator[Finding]:
    """Yield where the notes of a page and the history of its object disagree; nothing without one.

    :param table: the facts, with the notes that should be there.
    """
    if table.complete and not table.notes:
        return
    comparison = NoteComparison(table, reading)
    # A selection may have its notes elsewhere.
    changed = [
        note.release
        for note in table.notes
        if note.changes and table.complete and note.release not in comparison.covered
    ]
    yield from comparison.misdated()
    if comparison.about or asked is Asked.ALL:
        yield from comparison.wrong()
        yield from comparison.lost()
    elif changed and reading.rows and asked is Asked.TOLD:
        text = f'this page has no notes of {table.object}, which changed in {", ".join(changed)}'
        yield NotCompared(place=reading.place, text=text)


class NoteComparison:
    """Compares notes.

    A note is about the object if it names one of its members, or stands below its table and names
    something that may be one. Below the table, one that names nothing stands for all that its release
    changed.
    """

    def __init__(self, table: StatusTable, reading: Reading) -> None:
        self._table = table
        self._reading = reading
        #: All names that a code has ever had.
        self._names: dict[Code, set[str]] = {
            row.code: {row.name, *row.aliases} for row in reversed(table.rows)
        }
        for note in table.notes:
            for change in note.changes:
                names = self._names.setdefault(change.code, set())
                names.update(filter(None, (change.old, change.new)))
        self._codes = {name: code for code, names in self._names.items() for name in names}
        self._changes = {
            note.release: {change.code: change for change in note.changes} for note in table.notes
        }
        self._later = {note.release: {each.code for each in note.changes} for note in table.later}
        self.about = [said for said in reading.notes if self._is_about(said)]
        #: The releases of notes that name no member, and so may say anything of those that they changed.
        self.covered = {
            release
            for said in reading.notes
            if said.is_near and not said.members and self._changes.get(release := self._release(said))
        }
        #: What the notes of each release name.
        self._said: dict[str, set[Code | None]] = {}
        for said in self.about:
            codes = (self._code(member, said) for member in said.members)
            self._said.setdefault(self._release(said), set()).update(codes)

    def _release(self, note: PageNote) -> str:
        """Return the release of a note as the history writes it: 3.7 of 3.7.0."""
        release = note.release.removeprefix('v')
        while release not in self._changes.keys() | self._later and release.endswith('.0'):
            release = release.removesuffix('.0')
        return release

    def _code(self, member: Mention, note: PageNote) -> Code | None:
        """Return the code of the member that is meant, by its name if that does not belong to the code.

        It is the name that is wrong where the release changed the code, and not what has the name, or
        where the note has the name twice.
        """
        name = bare(member.name)
        named, here = self._codes.get(name), self._changes.get(self._release(note), {})
        is_twice = sum(bare(each.name) == name for each in note.members) > 1
        if named is None or (member.code in here and (is_twice or named not in here)):
            return member.code if member.code in self._names else None
        return named

    def _is_about(self, note: PageNote) -> bool:
        if any(self._code(each, note) is not None for each in note.members):
            return True
        return note.is_near and any(each.name and each.code is not None for each in note.members)

    def wrong(self) -> Iterator[Finding]:
        """Yield what notes say that is not so."""
        for note in self.about:
            texts = [*(self._misnamed(member, note) for member in note.members), *self._strayed(note)]
            for text in list(filter(None, texts)) or self._halved(note):
                yield WrongNote(place=self._reading.at(note), release=note.release, text=text)

    def _misnamed(self, member: Mention, note: PageNote) -> str:
        code, name = self._code(member, note), bare(member.name)
        if code is None:
            said = ' '.join(filter(None, (str(member.code or ''), name)))
            # Of a selection, it is not known what else there is.
            return f'names {said}, {self._lacking(member)}' if self._table.complete else ''
        if name and name not in self._names[code]:
            if release := self._since(member.code if member.code is not None else code, name):
                return f'names {code} {name}, which {self._table.object} has only since {release}'
            return f'calls {code} {name}, which is {" or ".join(sorted(self._names[code]))}'
        if member.code not in (None, code):
            return f'says {member.code} {name}, which is {code}'
        return ''

    def _lacking(self, member: Mention) -> str:
        release = self._since(member.code, bare(member.name))
        has = f'has only since {release}' if release else 'never had'
        return f'which {self._table.object} {has}'

    def _since(self, code: Code | None, name: str) -> str:
        """Return the release behind that of the page that brought a member or a name; empty for none."""
        for note in self._table.later:
            for change in note.changes:
                if change.new and code in (None, change.code) and name in ('', change.new):
                    return note.release
        return ''

    def misdated(self) -> Iterator[Finding]:
        """Yield the notes that say no more than that something is new, of another release."""
        true = [fact.release for fact in self._table.notes if not fact.changes]
        for note in self._reading.notes:
            if true and note.is_near and note.is_bare and self._release(note) not in true:
                text = f'says that {self._table.object} is new; that was {" and ".join(true)}'
                yield WrongNote(place=self._reading.at(note), release=note.release, text=text)

    def _halved(self, note: PageNote) -> Iterator[str]:
        """Yield the members that a note has by old names alone, though it has new names of others."""
        said = {bare(each.name) for each in note.members}
        renamed = [
            change
            for change in self._changes.get(self._release(note), {}).values()
            if change.old and change.new
        ]
        if any(change.new in said for change in renamed):
            for change in renamed:
                if change.old in said and change.new not in said:
                    yield f'does not say that {_label(change.code, change.old)} became {change.new}'

    def _strayed(self, note: PageNote) -> Iterator[str]:
        """Yield what a note says of members that other releases changed, or none."""
        here = self._changes.get(self._release(note), {})
        found: dict[str, list[MemberChange]] = {}
        for code in dict.fromkeys(self._code(member, note) for member in note.members):
            if code is None or code in here:
                continue
            if release := self._untold(code):
                found.setdefault(release, []).append(self._changes[release][code])
                self._said.setdefault(release, set()).add(code)
            elif self._table.complete:
                label = _label(code, min(self._names[code]))
                is_later = code in self._later.get(self._release(note), ())
                when = 'changed only then, later than this page' if is_later else 'did not change then'
                yield f'names {label}, which {when}'
        for release, changes in found.items():
            yield f'says {described(changes)}; that was {release}'

    def _untold(self, code: Code) -> str:
        """Return the release that changed a member without a note that says so; empty for none."""
        for release, changes in self._changes.items():
            is_told = release in self.covered or code in self._said.get(release, ())
            if code in changes and not is_told:
                return release
        return ''

    def lost(self) -> Iterator[Finding]:
        """Yield what no note says, each release once, at the note that it should follow.

        What should be the first is told at the note that it precedes, or else at the last row.
        """
        before = next(iter(self.about), next(reversed(self._reading.rows), None))
        by_release = {self._release(note): note for note in self.about}
        for fact in self._table.notes:
            said = self._said.get(fact.release, set())
            lost = [change for change in fact.changes if change.code not in said]
            before = by_release.get(fact.release, before)
            if lost and fact.release not in self.covered:
                place = self._reading.at(before)
                yield LostNote(place=place, release=fact.release, text=described(lost))


def described(changes: Sequence[MemberChange]) -> str:
    """Return what a release changed, in words."""
    added = [_label(change.code, change.new) for change in changes if not change.old]
    removed = [_label(change.code, change.old) for change in changes if not change.new]
    both = (change for change in changes if change.old and change.new)
    renamed = [f'{_label(change.code, change.old)} to {change.new}' for change in both]
    parts = [('added', added), ('removed', removed), ('renamed', renamed)]
    return '; '.join(f'{verb} {", ".join(members)}' for verb, members in parts if members)


def _label(code: Code, name: str) -> str:
    return name if str(code) == name else f'{code} {name}'
