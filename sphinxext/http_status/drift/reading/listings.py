"""Reads listings line by line: the names that they define, list or use."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinxext.http_status.drift.records import Mention
from sphinxext.http_status.drift.vocabulary import bare, integer, is_capitals

from .entries import Entry
from .node_text import spot_near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes

    from sphinxext.http_status.drift.vocabulary import Vocabulary

    from .cells import Spot

_PATH = r'(?:[^\W\d]\w*(?:\.|::))*'
_NAME = re.compile(rf'(?<![\w.:])({_PATH}:?[^\W\d]\w*)(?![\w(])')
#: ``NAME``, ``NAME = value``, ``NAME: type = value``, ``404 NAME``, ``"NAME",``; then nothing else.
_ENTRY = re.compile(
    rf'[\W_]*?(?:(?:define|export|const)\s+)?(?:(?P<before>\d{{3}})\W+)?(?P<name>:?{_PATH}[^\W\d]\w*)["\']?'
    r'(?:\s*:\s*[\w.\[\]]+)?'
    r'(?:\s*(?:=>|:=|=|:|->|\s)\s*(?P<value>[^=].*?))?[\s,;]*'
)
#: ``<Name.MEMBER: value>``, as Python prints a member.
_REPR = re.compile(rf'<({_PATH}[^\W\d]\w*): ([^<>]+)>')
_VALUE_CODE = re.compile(r'\W*(\d{3})(?!\d)(?:\D.*)?')
_VALUE_NAME = re.compile(rf'{_PATH}[^\W\d]\w*')
#: ``404, 'Not Found'``, ``(404, "Not Found", ...)`` and ``'404 Not Found'``
_VALUE_PHRASE = re.compile(r'[(\[{\s]*(?:\d{3}\W*?)?(["\'])(?:\d{3}\s+)?([^"\'\d][^"]*?)\1')
_STRING_OR_COMMENT = re.compile(r'"[^"\n]*"|\'[^\'\n]*\'|(?P<comment>#(?!define\s).*|(?<!:)//.*)')
_DOCTEST = re.compile(r'^\s*(?:>>>|\.\.\.|\$|In \[\d+\]:)\s?')
#: A line that stands for lines that are left out.
_LEFT_OUT = re.compile(r'(\s*)(?:#|//|--|;|\*)?\s*(?:\.\.\.|\N{HORIZONTAL ELLIPSIS})\W*')


def read_listing(node: nodes.Element, vocabulary: Vocabulary) -> Iterator[Entry]:
    """Yield the names in a listing, in its order."""
    first, group = spot_near(node), id(node)
    lines = node.astext().split('\n')
    selected = _leaves_out(lines)
    for offset, text in enumerate(lines):
        spot = first.below(offset)
        code = _STRING_OR_COMMENT.sub(_without_comment, text)
        if entry := _entry(code, vocabulary):
            name, value = entry
            said = mention_of(name, value, vocabulary, spot=spot, group=group)
            said = replace(said, selected=selected, form='listing')
            # Any constant may be a number, unless those around it are members.
            is_number = integer(value.strip(' ,;')) is not None and not _VALUE_CODE.fullmatch(value)
            passing = Entry(Mention(name=name, **spot._asdict(), group=group)) if is_number else None
            is_certain = not is_number or vocabulary.knows(name)
            yield Entry(said, ('line',), is_certain=is_certain, otherwise=passing)
            continue
        printed = dict(_REPR.findall(text))
        for name in _NAME.findall(_STRING_OR_COMMENT.sub(' ', _DOCTEST.sub('', text))):
            if vocabulary.knows(name) or is_capitals(bare(name)):
                said = mention_of(name, printed.get(name, ''), vocabulary, spot=spot, group=group)
                yield Entry(replace(said, listed=False))


def _leaves_out(lines: list[str]) -> bool:
    """Return whether a listing leaves out lines, and says so at the margin of the others.

    Further to the right, an ellipsis is what a function does.
    """
    if any(line.lstrip().startswith('>>>') for line in lines):
        return False
    margins = [len(match[1]) for line in lines if (match := _LEFT_OUT.fullmatch(line))]
    others = [len(line) - len(line.lstrip()) for line in lines if re.search(r'\w', line)]
    usual = max(set(others), key=others.count, default=0)
    return any(margin <= usual for margin in margins)


def _without_comment(match: re.Match[str]) -> str:
    return '' if match['comment'] else match[0]


def _entry(text: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Return the name that a line of a listing is about, and what is assigned to it."""
    match = None if _DOCTEST.match(text) else _ENTRY.fullmatch(text)
    # What Python prints may have several members.
    if not match or _REPR.match(text, match.start('name') - 1):
        return None
    name, value = match['name'], _REPR.sub(r'\2', match['value'] or match['before'] or '')
    if not (vocabulary.knows(name) or is_capitals(bare(name))):
        return None
    plain = value.strip('\'" ,;')
    simple = not value or value[0] in '\'"({' or _VALUE_CODE.fullmatch(value)
    is_value = simple or _VALUE_NAME.fullmatch(plain) or integer(plain) is not None
    if not is_value and vocabulary.knows(name) and '=' in text[match.end('name') : match.start('value')]:
        # A member, whatever its value is: ``READ = 1 << 0``
        return name, ''
    return (name, value) if is_value else None


def mention_of(name: str, value: str, vocabulary: Vocabulary, *, spot: Spot, group: int) -> Mention:
    """Return the mention of a name with what is assigned to it: a code, another name, a phrase."""
    value = _REPR.sub(r'\2', value)
    match = _VALUE_CODE.fullmatch(value)
    plain = value.strip('\'" ,;')
    code = vocabulary.code(match[1]) if match else vocabulary.code(plain)
    number = integer(plain) if code is None and vocabulary.has_numbers else None
    if number is not None and (vocabulary.knows(name) or len(plain) in vocabulary.lengths):
        code = number
    other = value.strip(' ,;')
    is_name = code is None and bool(_VALUE_NAME.fullmatch(other)) and vocabulary.knows(other)
    said = _VALUE_PHRASE.match(value)
    return Mention(
        name=name,
        code=code,
        value=other if is_name else '',
        phrase=said[2].strip() if said else '',
        **spot._asdict(),
        listed=True,
        group=group,
    )
