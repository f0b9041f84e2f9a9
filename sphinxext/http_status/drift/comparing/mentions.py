"""Compares the names that a page mentions outside of tables. Standard library only."""

from __future__ import annotations

from collections import Counter
from fnmatch import fnmatchcase
from functools import cached_property
from typing import TYPE_CHECKING

from sphinxext.http_status.drift.findings import (
    Changed,
    Generated,
    KnownAlias,
    Missing,
    NotCompared,
    Repeated,
    Unknown,
    Unreadable,
)
from sphinxext.http_status.drift.vocabulary import Vocabulary, bare, fold, is_capitals, is_half, is_most
from sphinxext.http_status.facts.request import split_pattern

from .lists import find_doubles, find_lists, find_repetitions, find_words
from .names import Names

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from sphinxext.http_status.drift.findings import Field, Finding
    from sphinxext.http_status.drift.records import Mention, Reading
    from sphinxext.http_status.drift.vocabulary import Others
    from sphinxext.http_status.facts.model import Code, StatusRow


def is_whole(finding: Finding) -> bool:
    """Return whether a page shows all members, as this finding tells, where a file has none of them."""
    return isinstance(finding, Generated) and finding.whole


def compare_mentions(
    expected: Sequence[StatusRow], reading: Reading, object_path: str, others: Others
) -> Iterator[Finding]:
    """Yield the members that an address without a table fails to mention, or mentions wrongly."""
    comparison = MentionComparison(expected, reading, object_path, others)
    wrong = list(comparison.wrong())
    if not (wrong or comparison.shows_any or any(map(is_whole, reading.findings))):
        yield Unreadable(place=reading.place, text=f'there is no member of {object_path} here')
        return
    yield from wrong
    yield from comparison.phrases()
    yield from comparison.doubles()
    yield from find_words(reading, expected)
    yield from comparison.missing()


class MentionComparison:
    """Compares mentions.

    Where lists mention at least half of the members, they alone count: an example that happens to
    mention ``NOT_FOUND`` does not make up for its absence from the list.

    :param others: returns the names that the object and its module have beside its members.
    """

    def __init__(
        self, expected: Sequence[StatusRow], reading: Reading, object_path: str, others: Others
    ) -> None:
        self._expected = expected
        self._reading = reading
        self._object = object_path
        self._find_others = others
        vocabulary = Vocabulary(expected)
        self._by_code = vocabulary.by_code
        self._names = Names(vocabulary, (mention.name for mention in reading.mentions))
        listed = [mention for mention in reading.mentions if mention.listed]
        covered = {id(row) for mention in listed if (row := self._row(mention)) is not None}
        self._mentions = listed if is_half(len(covered), len(expected)) else reading.mentions
        #: How many entries each list has, and how many of them are members, or have the code of one.
        self._total, self._known, self._coded = Counter[int](), Counter[int](), Counter[int]()
        for mention in self._mentions:
            if mention.listed:
                self._total[mention.group] += 1
                self._known[mention.group] += self._row(mention) is not None
                self._coded[mention.group] += bool(self._row(mention)) or mention.code in self._by_code
        #: The names that the page has for each row, each once and in page order.
        self._shown: dict[int, dict[str, None]] = {}
        self._first: dict[int, Mention] = {}
        for mention in self._mentions:
            self._remember(mention)

    def _remember(self, mention: Mention) -> None:
        if (row := self._row(mention)) is not None:
            self._shown.setdefault(id(row), {}).setdefault(mention.name or row.name)
            self._first.setdefault(id(row), mention)

    def _row(self, mention: Mention) -> StatusRow | None:
        if mention.name:
            return self._names.row(mention.name)
        return self._by_code.get(mention.code) if mention.code is not None else None

    @cached_property
    def _others(self) -> Container[str]:
        return self._find_others()

    @property
    def shows_any(self) -> bool:
        """Whether the page has any member at all."""
        return bool(self._shown)

    def wrong(self) -> Iterator[Finding]:
        """Yield mentions of what the code does not have, and codes that are not the member's."""
        done = set()
        for mention in self._mentions:
            key = bare(mention.name) or mention.code
            is_unknown = self._row(mention) is None and not mention.conditional
            if is_unknown and key not in done and (finding := self._unknown(mention)):
                done.add(key)
                yield finding
        # A name with its value may be marked up as a whole, and in part.
        once = {
            (each.path, each.line, bare(each.name), each.code, each.value): each
            for each in self._mentions
        }
        for mention in once.values():
            yield from self._wrong_value(mention)

    def _unknown(self, mention: Mention) -> Finding | None:
        row = self._unmentioned(mention.code)
        near = self._nearest(mention, row)
        is_ours = self._is_qualified(mention.name)
        is_among = self._is_among_members(mention, self._known if row is None else self._coded)
        if not (near or is_ours or is_among):
            return None
        if row is None and not is_ours and bare(mention.name) in self._others:
            return None
        row = self._names.row(near) if near else row
        if row is None or id(row) in self._shown or not mention.name:
            code = '' if mention.code is None else f'{mention.code} '
            text = f'{code}{mention.name}'.strip()
            place = self._reading.at(mention)
            return Unknown(place=place, object=self._object, text=text, suggestion=near)
        self._shown[id(row)] = dict.fromkeys((row.name, *row.aliases))
        self._first[id(row)] = mention
        return self._changed(mention, row, 'name', mention.name, suggestion=near)

    def _is_among_members(self, mention: Mention, known: Counter[int]) -> bool:
        """Return whether an entry should be a member.

        So it should if half of the entries around it are, or if it begins as all members do that the
        object asks for: with ``EX_``, where that is ``os:EX_*``.
        """
        group, (_path, pattern) = mention.group, split_pattern(self._object)
        is_asked = bool(pattern.strip('*')) and fnmatchcase(bare(mention.name), pattern)
        return mention.listed and (is_asked or is_half(known[group], self._total[group]))

    def _nearest(self, mention: Mention, row: StatusRow | None) -> str:
        """Return the name that a mention misspells; empty where it is no such name.

        A list without any member is one of other things, however alike their names are.
        """
        if not (mention.listed or is_capitals(bare(mention.name))):
            return ''
        group = mention.group
        if row is None and mention.listed and self._total[group] > 1 and not self._known[group]:
            return ''
        return self._names.nearest(mention.name, row)

    def _unmentioned(self, code: Code | None) -> StatusRow | None:
        row = self._by_code.get(code) if code is not None else None
        return row if row is not None and id(row) not in self._shown else None

    def _is_qualified(self, name: str) -> bool:
        # A name behind that of the enum should be a member, wherever it stands.
        path, _dot, last = name.strip('~').rpartition('.')
        return is_capitals(last) and path.rpartition('.')[2] == self._object.rpartition('.')[2]

    def _changed(
        self, mention: Mention, row: StatusRow, field: Field, page: str, suggestion: str = ''
    ) -> Changed:
        facts = {
            'name': self._names.spell(row, row.name),
            'code': row.shown_code,
            'phrase': row.phrase,
        }
        return Changed(
            place=self._reading.at(mention),
            object=self._object,
            row=row,
            field=field,
            page=page,
            fact=facts[field],
            suggestion=suggestion,
        )

    def _wrong_value(self, mention: Mention) -> Iterator[Finding]:
        row = self._row(mention)
        if row is None or not mention.name:
            return
        other = self._names.row(mention.value) if mention.value else None
        if mention.code not in (None, row.code) or (other is not None and other is not row):
            page = mention.value if mention.code is None else str(mention.code)
            yield self._changed(mention, row, 'code', page)

    def phrases(self) -> Iterator[Finding]:
        """Yield wrong phrases, in lists most of whose entries have phrases."""
        for entries in find_lists(self._mentions, self._row):
            pairs = [(each, row) for each in entries if (row := self._row(each)) and row.phrase]
            said = [(each, row) for each, row in pairs if each.phrase]
            wrong = [(each, row) for each, row in said if fold(each.phrase) != fold(row.phrase)]
            if is_most(len(said), len(pairs)) and is_half(len(said) - len(wrong), len(said)):
                for mention, row in wrong:
                    yield self._changed(mention, row, 'phrase', mention.phrase)

    def doubles(self) -> Iterator[Finding]:
        """Yield the entries that stand in a list twice."""
        for first, other in find_doubles(self._mentions, self._row, len(self._expected)):
            if (row := self._row(other)) is not None:
                yield Repeated(place=self._reading.at(other), row=row, first=first.line)

    def missing(self) -> Iterator[Finding]:
        """Yield the members that a page does not mention, or a list that should have all of them."""
        listed = [mention for mention in self._mentions if mention.listed]
        if listed and all(mention.selected for mention in listed):
            text = 'what this list leaves out is not compared, because it says that it is a selection'
            yield NotCompared(place=self._reading.at(listed[0]), text=text)
        elif not any(map(is_whole, self._reading.findings)):
            yield from self._unmentioned_members()
        for shown in find_repetitions(listed, self._row, len(self._expected)):
            before = next(iter(shown.values()))
            for row in self._expected:
                before = shown.get(id(row), before)
                if id(row) not in shown and id(row) in self._shown:
                    place = self._reading.at(before)
                    yield Missing(place=place, object=self._object, row=row, name=row.name)

    def _unmentioned_members(self) -> Iterator[Finding]:
        """Yield the members that a page lacks; the aliases too, where the page lists aliases."""
        shown = self._shown
        listing = self._names.lists_aliases((row, shown.get(id(row), {})) for row in self._expected)
        before = next(iter(self._first.values()), None)
        for row in self._expected:
            before = self._first.get(id(row), before)
            place = self._reading.at(before)
            absent = self._names.lacking(row, shown.get(id(row), {}))
            if listing or id(row) not in shown:
                for name in absent if listing else absent[:1]:
                    yield Missing(place=place, object=self._object, row=row, name=name)
            elif row.name in absent:
                alias = next(iter(shown[id(row)]))
                yield KnownAlias(place=place, object=self._object, row=row, alias=alias)
