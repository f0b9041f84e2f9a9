"""Compares the names that a page mentions outside of tables. Standard library only."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sphinxext.http_status.drift.findings import Changed, KnownAlias, Missing, Unknown
from sphinxext.http_status.drift.vocabulary import Vocabulary, bare, is_capitals, is_half

from .names import Names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinxext.http_status.drift.findings import Finding
    from sphinxext.http_status.drift.records import Mention, Reading
    from sphinxext.http_status.facts.model import Code, StatusRow


def compare_mentions(
    expected: Sequence[StatusRow], reading: Reading, object_path: str
) -> Iterator[Finding]:
    """Yield the members that an address without a table fails to mention, or mentions wrongly."""
    comparison = MentionComparison(expected, reading, object_path)
    yield from comparison.wrong()
    yield from comparison.missing()


class MentionComparison:
    """Compares mentions.

    Where lists mention at least half of the members, they alone count: an example that happens to
    mention ``NOT_FOUND`` does not make up for its absence from the list.
    """

    def __init__(self, expected: Sequence[StatusRow], reading: Reading, object_path: str) -> None:
        self._expected = expected
        self._reading = reading
        self._object = object_path
        vocabulary = Vocabulary(expected)
        self._by_code = vocabulary.by_code
        self._names = Names(vocabulary, (mention.name for mention in reading.mentions))
        listed = [mention for mention in reading.mentions if mention.listed]
        covered = {id(row) for mention in listed if (row := self._row(mention)) is not None}
        self._mentions = listed if is_half(len(covered), len(expected)) else reading.mentions
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

    def wrong(self) -> Iterator[Finding]:
        """Yield mentions of what the code does not have, and codes that are not the member's."""
        unknown = [mention for mention in self._mentions if self._row(mention) is None]
        pure = self._pure_groups()
        done = set()
        for mention in unknown:
            key = bare(mention.name) or mention.code
            if key not in done and (finding := self._unknown(mention, mention.group in pure)):
                done.add(key)
                yield finding
        for mention in self._mentions:
            yield from self._wrong_value(mention)

    def _pure_groups(self) -> set[int]:
        """Return the groups half of whose entries are members, so that the others should be too."""
        total, known = Counter[int](), Counter[int]()
        for mention in self._mentions:
            if mention.listed:
                total[mention.group] += 1
                known[mention.group] += self._row(mention) is not None
        return {group for group in total if is_half(known[group], total[group])}

    def _unknown(self, mention: Mention, pure: bool) -> Finding | None:
        place = self._reading.at(mention)
        row = self._unmentioned(mention.code)
        near = self._names.nearest(mention.name, row) if is_capitals(bare(mention.name)) else ''
        row = self._names.row(near) if near else row
        if not (near or (mention.listed and pure) or self._is_qualified(mention.name)):
            return None
        if row is None or id(row) in self._shown or not mention.name:
            code = '' if mention.code is None else f'{mention.code} '
            text = f'{code}{mention.name}'.strip()
            return Unknown(place=place, object=self._object, text=text, suggestion=near)
        self._shown[id(row)] = dict.fromkeys((row.name, *row.aliases))
        self._first[id(row)] = mention
        return Changed(
            place=place,
            object=self._object,
            row=row,
            field='name',
            page=mention.name,
            fact=self._names.spell(row, row.name),
            suggestion=near,
        )

    def _unmentioned(self, code: Code | None) -> StatusRow | None:
        row = self._by_code.get(code) if code is not None else None
        return row if row is not None and id(row) not in self._shown else None

    def _is_qualified(self, name: str) -> bool:
        # A name behind that of the enum should be a member, wherever it stands.
        path, _dot, last = name.strip('~').rpartition('.')
        return is_capitals(last) and path.rpartition('.')[2] == self._object.rpartition('.')[2]

    def _wrong_value(self, mention: Mention) -> Iterator[Finding]:
        row = self._row(mention)
        if row is None or not mention.name:
            return
        other = self._names.row(mention.value) if mention.value else None
        if mention.code not in (None, row.code) or (other is not None and other is not row):
            page = mention.value if mention.code is None else str(mention.code)
            place = self._reading.at(mention)
            yield Changed(
                place=place, object=self._object, row=row, field='code', page=page, fact=row.shown_code
            )

    def missing(self) -> Iterator[Finding]:
        """Yield the members that are not mentioned; the aliases too, where the page lists aliases."""
        shown = self._shown
        listing = self._names.lists_aliases((row, shown.get(id(row), {})) for row in self._expected)
        before: Mention | None = None
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
