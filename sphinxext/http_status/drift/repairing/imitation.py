"""Writes an entry or a row like another one, for another member. Standard library only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinxext.http_status.drift.vocabulary import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from sphinxext.http_status.drift.records import PageCitation
    from sphinxext.http_status.facts.model import Citation, StatusRow

#: The rule below a row of a grid, and that below a title.
BORDER = re.compile(r'\s*\+[-=+]+\s*')
UNDERLINE = re.compile(r'([^\w\s])\1{2,}\s*')
FENCE = re.compile(r'\s*(`{3,}|~{3,}|:{3,})')
#: The number of an item, which Markdown counts itself.
NUMBERED = re.compile(r'\s*\d+[.)]\s+')
#: What is between the cells of a row.
_BETWEEN = re.compile(r'(\s*(?<!\\)\|\s*|^[*+-]\s+-\s+|^-\s+|\s{2,})')
_COMMA = re.compile(r'(,)')
#: What may close the markup of a name.
_CLOSING = re.compile(r'[^\w\s(\[{]*')
#: What stands before the definition of a term.
_BEFORE_DEFINITION = re.compile(r'[\s:]*')
_WORD = re.compile(r'\w+')


def find_words(text: str) -> set[str]:
    """Return the words of a text."""
    return set(_WORD.findall(text))


def pair_words(
    name: str, row: StatusRow, wanted_name: str, wanted: StatusRow
) -> Iterator[tuple[str, str]]:
    """Yield how a page may write what it says of a member, and the same of the wanted one.

    :param name: as the page writes it; empty where it does not.
    """
    if name:
        yield bare(name), wanted_name
    yield str(row.code), str(wanted.code)
    yield row.shown_code, wanted.shown_code
    if row.phrase and wanted.phrase:
        yield row.phrase, wanted.phrase


def pair_citations(shown: PageCitation, wanted: Citation) -> Iterator[tuple[str, str]]:
    """Yield the words of a citation on the page, and what they would be for the wanted one."""
    said = (shown.title, str(shown.rfc), shown.section, shown.maturity)
    facts = (wanted.spec, str(wanted.rfc), wanted.section, wanted.maturity)
    yield from ((old, new) for old, new in zip(said, facts, strict=True) if old)


class Imitation:
    """Says of one member what a page says of another.

    :param words: what is said of the other alone, and what is to be said instead.
    :param common: the words of other entries; what an entry says besides is about its member.
    """

    def __init__(self, words: Mapping[str, str], common: AbstractSet[str]) -> None:
        self._words = words
        self._common = common
        longest_first = sorted(filter(None, words), key=len, reverse=True)
        self._pattern = re.compile('|'.join(map(_whole, longest_first)))

    def entry(self, block: Sequence[str], form: str) -> Iterator[str]:
        """Yield the lines of an entry up to the last word about its member; none if more is about it.

        :param form: what the entry is, such as ``list_item``.
        """
        number = NUMBERED.match(block[0]) if form == 'list_item' else None
        mark = number[0] if number else ''
        lines = self._entry(block, mark, form)
        yield from (mark * (not index) + text for index, text in enumerate(lines))

    def _entry(self, block: Sequence[str], mark: str, form: str) -> Iterator[str]:
        block = [block[0].removeprefix(mark), *block[1:]]
        last = max((index for index, text in enumerate(block) if self._pattern.search(text)), default=-1)
        head = [self._change(text) for text in block[:last]]
        if last < 0 or not all(map(self._is_common, [*block[:last], self._begin(block[last])])):
            return
        changed = self._change(self._begin(block[last]))
        is_whole = form == 'listing' or changed.lstrip()[:1] == ':'
        yield from [*head, changed if is_whole else changed.rstrip(' :,;')]
        below = block[last + 1] if last + 1 < len(block) else ''
        if fence := FENCE.match(block[0]):
            yield fence[0]
        elif rule := UNDERLINE.fullmatch(below):
            yield rule[1] * len(changed)
        elif form == 'term' and not last and (before := _BEFORE_DEFINITION.match(below)):
            yield f'{before[0]}...'

    def row(self, block: Sequence[str], *, is_aligned: bool) -> Iterator[str]:
        """Yield the lines of a row, without what is about its member besides.

        :param is_aligned: whether the cells of the rows stand below each other.
        """
        for text in block:
            margin = text[: len(text) - len(text.lstrip())]
            cells = _BETWEEN.split(text[len(margin) :])
            if len(cells) == 1:
                cells = _COMMA.split(cells[0])
            if BORDER.fullmatch(text):
                yield text
            elif line := ''.join(self._change_cells(cells, is_aligned=is_aligned)).rstrip():
                yield margin + line

    def _change_cells(self, cells: Sequence[str], *, is_aligned: bool) -> Iterator[str]:
        for old, between in zip(cells[::2], [*cells[1::2], ''], strict=True):
            yield (new := self._change(old) if self._is_common(old) else '')
            room = len(between) - len(between.lstrip(' '))
            if room > (not is_aligned):
                room = max(1, room + len(old) - len(new))
            yield ' ' * room + between.lstrip(' ')

    def _change(self, text: str) -> str:
        return self._pattern.sub(lambda match: self._words[match[0]], text)

    def _begin(self, text: str) -> str:
        """Return a line up to the last word about the member, and what closes its markup."""
        *_others, last = self._pattern.finditer(text)
        closing = _CLOSING.match(text, last.end())
        return text[: closing.end() if closing else last.end()]

    def _is_common(self, text: str) -> bool:
        return find_words(self._pattern.sub(' ', text)) <= self._common


def _whole(word: str) -> str:
    """Return a pattern for a word that is no part of another."""
    if re.fullmatch(r'[\d.]+', word):
        return rf'(?<![\d.]){re.escape(word)}(?!\d|\.\d)'
    return rf'(?<!\w){re.escape(word)}(?!\w)'
