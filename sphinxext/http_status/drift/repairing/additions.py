"""What a page lacks, in the form of what it has: entries of its lists, rows of its tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from sphinxext.http_status.drift.comparing.names import Names
from sphinxext.http_status.drift.comparing.order import are_kin, find_order
from sphinxext.http_status.drift.findings import Missing
from sphinxext.http_status.drift.parsing.files import HTML_SUFFIXES, MARKDOWN_SUFFIXES
from sphinxext.http_status.drift.records import PageRow
from sphinxext.http_status.drift.vocabulary import Vocabulary, bare
from sphinxext.http_status.facts.characters import visible

from .extent import find_end, find_top, has_comma, has_overline
from .imitation import NUMBERED, Imitation, find_words, pair_citations, pair_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinxext.http_status.drift.check import Checked
    from sphinxext.http_status.drift.findings import Finding
    from sphinxext.http_status.drift.records import Mention
    from sphinxext.http_status.facts.model import StatusRow

_LINE = re.compile(r'line \d+')

Entry: TypeAlias = 'PageRow | Mention'


@dataclass(frozen=True, slots=True)
class Addition:
    """Lines to add to a page, blank ones included."""

    #: The line behind which they belong, counted from 1.
    line: int
    text: tuple[str, ...]


def find_additions(page: Checked) -> Sequence[Addition]:
    """Return what gives a page all that it lacks, in the order of the facts; nothing if that is unclear.

    It has been tried: with it, nothing is missing, and nothing else is found than without it.
    """
    missing = [finding for finding in page.findings if isinstance(finding, Missing)]
    if not missing or page.again is None or _suffix(page) in HTML_SUFFIXES:
        return ()
    if len(page.text.splitlines()) != len(page.text.removesuffix('\n').split('\n')):
        # What a line is depends on who counts: docutils, Python or an editor.
        return ()
    form = _Form(page)
    missing.sort(key=form.rank)
    additions = [each for finding in missing if (each := form.add(finding))]
    # A page that lacks most is better written anew.
    if len(additions) < len(missing) or len(missing) > form.height:
        return ()
    lines = page.text.splitlines()
    for line, added in sorted(_by_line(additions).items(), reverse=True):
        lines[line:line] = added
    found = page.again('\n'.join(lines) + '\n').findings
    others = [finding for finding in page.findings if not isinstance(finding, Missing)]
    return additions if _messages(found) == _messages(others) else ()


def _suffix(page: Checked) -> str:
    return Path(page.reading.place.path).suffix.lower()


def _by_line(additions: Iterable[Addition]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for each in additions:
        found.setdefault(each.line, []).extend(each.text)
    return found


def _messages(findings: Sequence[Finding]) -> Counter[str]:
    # Other lines than before may be named, as what is added moves them.
    return Counter(_LINE.sub('', finding.message) for finding in findings)


class _Form:
    """How a page writes its entries, or the rows of its table."""

    def __init__(self, page: Checked) -> None:
        self._lines, self._facts = page.text.splitlines(), page.table.rows
        self._is_markdown = _suffix(page) in MARKDOWN_SUFFIXES
        said: Sequence[Entry] = page.reading.rows or page.reading.mentions
        vocabulary = Vocabulary(self._facts)
        self._names = Names(vocabulary, (name for each in said for name in _names_of(each)))
        listed = [each for each in said if isinstance(each, PageRow) or each.listed]
        # What a line begins with is what its entry is about.
        self._entries = {each.line: each for each in reversed(listed) if each.line and not each.path}
        self._starts = sorted(self._entries)
        self._rows = {line: row for line, each in self._entries.items() if (row := self._row(each))}
        tops = [find_top(self._lines, start) for start in self._starts[1:]]
        shown = {id(row): row for _line, row in sorted(self._rows.items())}
        self._rank = {
            id(row): rank for rank, row in enumerate(find_order(self._facts, [*shown.values()]))
        }
        self._lines_of: dict[int, list[int]] = {}
        for line, row in self._rows.items():
            self._lines_of.setdefault(self._rank[id(row)], []).append(line)
        self._ranks = sorted(self._lines_of)
        #: How many members the page has.
        self.height = len(self._rows)
        #: Whether the rows are of one width, so that their cells stand below each other.
        self._is_aligned = len({len(self._lines[line - 1].rstrip()) for line in self._starts}) == 1
        #: Whether there are blank lines between the entries.
        self._is_apart = bool(tops) and not any(self._lines[top - 1].strip() for top in tops)

    def _row(self, entry: Entry) -> StatusRow | None:
        """Return the member that an entry is a pattern for others of."""
        names, code = _names_of(entry), entry.code
        if len(names) > 1:
            return None
        if names:
            row = self._names.row(names[0])
            return row if row and code in (None, row.code) else None
        return next((row for row in self._facts if row.code == code), None)

    def add(self, finding: Missing) -> Addition | None:
        """Return what adds a member, like the nearest entry that shows as much; None without one."""
        wanted, line = finding.row, finding.place.line or 0
        if finding.name != wanted.name or finding.covered:
            return None
        nearest = sorted(self._rows, key=lambda other: abs(other - line))
        alike = (at for at in nearest if _shows_alike(self._rows[at], wanted, self._entries[at]))
        if (like := next(alike, None)) is None or self._is_beyond_us(like):
            return None
        text, blank = tuple(self._imitate(like, wanted)), ('',) * self._is_apart
        # What is shown in another way than it was tried would be copied as it is shown.
        if any(visible(each) != each for each in text):
            return None
        return self._place(wanted, line, text, blank)

    def _place(
        self, wanted: StatusRow, line: int, text: tuple[str, ...], blank: tuple[str, ...]
    ) -> Addition | None:
        """Return an addition behind the member before it; None where it may belong to another part."""
        before, after = self._neighbours(wanted, line)
        if before and after and self._is_divided(before, after):
            kin = [are_kin(self._rows[each], wanted) for each in (before, after)]
            if kin[0] == kin[1]:
                return None
            before = before if kin[0] else 0
        if before or not after:
            return Addition(self._end(before or self._starts[0]), (*blank, *text))
        return Addition(find_top(self._lines, after), (*text, *blank))

    def _neighbours(self, wanted: StatusRow, line: int) -> tuple[int, int]:
        """Return the lines of the members before and behind one, near a line; 0 where there is none."""
        position = bisect_right(self._ranks, self._rank[id(wanted)])
        before, after = self._ranks[:position][-1:], self._ranks[position:][:1]
        return self._nearest(before, line), self._nearest(after, line)

    def _nearest(self, ranks: Sequence[int], line: int) -> int:
        lines = (each for rank in ranks for each in self._lines_of[rank])
        return min(lines, key=lambda each: abs(each - line), default=0)

    def rank(self, finding: Missing) -> int:
        """Return the place of a member in the order that the page keeps."""
        return self._rank[id(finding.row)]

    def _is_divided(self, line: int, other: int) -> bool:
        """Return whether more than entries stands between two of them: they are in different parts."""
        starts = [start for start in self._starts if line <= start <= other]
        return any(
            text.strip()
            for start, following in pairwise(starts)
            for text in self._lines[self._end(start) : find_top(self._lines, following)]
        )

    def _is_beyond_us(self, line: int) -> bool:
        """Return whether another entry like this one would need a rule, a comma or numbers around it."""
        form = self._form(line)
        if form == 'title':
            return has_overline(self._lines, line)
        if form in {'', 'listing'} and not has_comma(self._lines[line - 1]):
            # The last one of a listing, perhaps.
            return any(has_comma(self._lines[start - 1]) for start in self._starts)
        is_numbered = form == 'list_item' and bool(NUMBERED.match(self._lines[line - 1]))
        return is_numbered and not self._is_markdown

    def _end(self, line: int) -> int:
        """Return the last line of what begins on a line."""
        index = bisect_right(self._starts, line)
        following = self._starts[index] if index < len(self._starts) else len(self._lines) + 1
        return find_end(self._lines, line, following, self._form(line))

    def _form(self, line: int) -> str:
        return getattr(self._entries[line], 'form', '')

    def _imitate(self, line: int, wanted: StatusRow) -> Iterator[str]:
        """Return the lines of an entry, with what they say of its member said of another."""
        entry, row = self._entries[line], self._rows[line]
        name = next(iter(_names_of(entry)), '')
        is_plain = bare(name) in {row.name, *row.aliases}
        wanted_name = wanted.name if is_plain else self._names.spell(wanted, wanted.name)
        words = dict(pair_words(name, row, wanted_name, wanted))
        tab = 4 if self._is_markdown else 8
        block = [text.expandtabs(tab) for text in self._lines[line - 1 : self._end(line)]]
        if isinstance(entry, PageRow):
            if entry.citations and wanted.citation:
                words.update(pair_citations(entry.citations[0], wanted.citation))
            return Imitation(words, self._common(block)).row(block, is_aligned=self._is_aligned)
        return Imitation(words, self._common(block)).entry(block, entry.form)

    def _common(self, block: Sequence[str]) -> set[str]:
        """Return the words of an entry that all others have too; none if there are no others.

        What some of them have, such as "yes" in a column of "yes" and "no", may not be true of another.
        """
        count = len(self._starts)
        words = find_words('\n'.join(block))
        return {word for word in words if count > 1 and self._counts[word] == count}

    @cached_property
    def _counts(self) -> Counter[str]:
        """How many entries have a word."""
        blocks = ('\n'.join(self._lines[start - 1 : self._end(start)]) for start in self._starts)
        return Counter(word for block in blocks for word in find_words(block))


def _names_of(entry: Entry) -> Sequence[str]:
    return entry.names if isinstance(entry, PageRow) else tuple(filter(None, [entry.name]))


def _shows_alike(row: StatusRow, wanted: StatusRow, entry: Entry) -> bool:
    """Return whether an entry, with other words, can show another member."""
    said = ((row.name, wanted.name), (row.shown_code, wanted.shown_code), (row.phrase, wanted.phrase))
    if len(dict(said)) < len(set(said)):
        # Such as "OK", of which nobody knows whether it is the name or the phrase.
        return False
    if not isinstance(entry, PageRow) or 'citation' not in entry.shown:
        return True
    if len(entry.citations) != 1 or not row.citation or not wanted.citation:
        return False
    shown = entry.citations[0]
    has_section = bool(shown.section) == bool(wanted.citation.section)
    return has_section and bool(shown.maturity) == bool(wanted.citation.maturity)
