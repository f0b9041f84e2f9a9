"""Finds where an entry of a page ends, and what stands before it. Standard library only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .imitation import BORDER, FENCE, UNDERLINE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: What stands before an entry and belongs to it: the target of links, in any markup, or an index entry.
_LABEL = re.compile(
    r'\s*(?:\.\. _[^:]+:|\.\. index::.*|\([^\s()]+\)=|<a\s[^<>]*>(?:\s*</a>)?)\s*', re.IGNORECASE
)
_COMMA = re.compile(r',\s*(?:(?:#|//|/\*).*)?$')
#: What stands before each line of a quote in Markdown.
_QUOTE = re.compile(r'\s{0,3}(?:>\s?)+')
#: How a line begins that does not go on with a paragraph, though there is no blank line before it.
_BEGINS = re.compile(r'\s*(?:[-*+>|#]|\d+[.)]\s|`{3}|~{3}|:{3}|\.\.\s)')


def find_top(lines: Sequence[str], line: int) -> int:
    """Return the line behind which something stands before the entry on a line, and its labels."""
    top = line - 1
    for index in range(line - 2, -1, -1):
        if _LABEL.fullmatch(lines[index]):
            top = index
        elif lines[index].strip():
            break
    return top


def find_end(lines: Sequence[str], line: int, following: int, form: str) -> int:
    """Return the last line of the entry on a line.

    :param following: the line of the next entry.
    :param form: what the entry is, such as ``list_item``; empty for a row of a table.
    """
    below = lines[line : following - 1]
    block = list(below[: _height(lines[line - 1], below, form)])
    while block and (not block[-1].strip(' \t>') or _LABEL.fullmatch(block[-1])):
        block.pop()
    return line + len(block)


def has_overline(lines: Sequence[str], line: int) -> bool:
    """Return whether a rule stands right above a title."""
    above = lines[max(line - 3, 0) : line - 1]
    return bool(above and UNDERLINE.fullmatch(above[-1])) and not above[0].strip(above[-1][:1])


def has_comma(text: str) -> bool:
    """Return whether a line ends with a comma, whatever comment stands behind it."""
    return bool(_COMMA.search(text))


def _height(first: str, below: Sequence[str], form: str) -> int:
    """Return how many lines below the first one belong to an entry."""
    if form == 'title':
        start = bool(below and UNDERLINE.fullmatch(below[0]))
        return next((index for index in range(start, len(below)) if _is_title(below, index)), len(below))
    closing = BORDER if first.lstrip()[:1] == '|' else FENCE if FENCE.match(first) else None
    if closing and (ends := [index for index, text in enumerate(below) if closing.fullmatch(text)]):
        return ends[0] + 1
    return len(list(_inside(first, below, form)))


def _inside(first: str, below: Sequence[str], form: str) -> Iterator[str]:
    """Yield the lines that stand further to the right, or go on with a paragraph of a list."""
    quote = _QUOTE.match(first) if form else None
    margin, more = _indent(first[quote.end() :] if quote else first), ' \t:' if form == 'term' else ' \t'
    before = first
    for line in below:
        text = _QUOTE.sub('', line, count=1) if quote else line
        is_further = text[margin : margin + 1] in more and not text[:margin].strip()
        is_more = form == 'list_item' and before.strip() and not _BEGINS.match(text)
        if text.strip() and not (is_further or is_more):
            return
        yield line
        before = text


def _is_title(lines: Sequence[str], index: int) -> bool:
    is_underlined = index + 1 < len(lines) and UNDERLINE.fullmatch(lines[index + 1])
    return lines[index][:1] == '#' or bool(is_underlined and lines[index].strip())


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
