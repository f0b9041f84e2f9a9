"""Finds the names that listings, lists, descriptions and literals mention."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext.http_status.drift.records import Mention
from sphinxext.http_status.drift.vocabulary import bare, is_capitals

from .cells import Cell, find_names, split_code
from .node_text import OBJECT_CLASS, cell_of, is_silent, spot_near, spot_of_inline, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext.http_status.drift.vocabulary import Vocabulary

    from .cells import Spot

_PATH = r'(?:[^\W\d]\w*(?:\.|::))*'
_NAME = re.compile(rf'(?<![\w.:])({_PATH}:?[^\W\d]\w*)(?![\w(])')
#: ``NAME``, ``NAME = value``, ``NAME: type = value``, ``404 NAME``, ``"NAME",``; then nothing else.
_ENTRY = re.compile(
    rf'[\W_]*?(?:(?P<before>\d{{3}})\W+)?(?P<name>:?{_PATH}[^\W\d]\w*)["\']?'
    r'(?:\s*:\s*[\w.\[\]]+)?'
    r'(?:\s*(?:=>|:=|=|:|->|\s)\s*(?P<value>[^=].*?))?[\s,;]*'
)
_VALUE_CODE = re.compile(r'\W*(\d{3})(?!\d)(?:\D.*)?')
_VALUE_NAME = re.compile(rf'{_PATH}[^\W\d]\w*')
_STRING_OR_COMMENT = re.compile(r'"[^"\n]*"|\'[^\'\n]*\'|(?P<comment>#.*|(?<!:)//.*)')
_DOCTEST = re.compile(r'^\s*(?:>>>|\.\.\.|\$|In \[\d+\]:)\s?')


def find_mentions(region: nodes.Element, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Yield the names that a region mentions anywhere but in prose, in page order."""
    for group, node in enumerate(_findall(region)):
        if isinstance(node, nodes.literal_block | nodes.doctest_block):
            yield from _in_listing(node, vocabulary, group)
        elif node.tagname == 'desc_signature' or OBJECT_CLASS in node.get('classes', ()):
            yield from _in_signature(node, vocabulary)
        elif isinstance(node, nodes.list_item | nodes.term | nodes.field_name | nodes.title):
            yield from _in_entry(node, vocabulary)
        elif isinstance(node, nodes.literal):
            yield from _in_literal(node, vocabulary, group)


def _findall(node: nodes.Element) -> Iterator[nodes.Element]:
    yield node
    for child in node.children:
        if isinstance(child, nodes.Element) and not is_silent(child):
            yield from _findall(child)


def _in_listing(node: nodes.Element, vocabulary: Vocabulary, group: int) -> Iterator[Mention]:
    first = spot_near(node)
    for offset, text in enumerate(node.astext().split('\n')):
        spot = first.below(offset)
        code = _STRING_OR_COMMENT.sub(_without_comment, text)
        if entry := _entry(code, vocabulary):
            name, value = entry
            yield _mention(name, value, vocabulary, spot=spot, group=group)
            continue
        for name in _NAME.findall(_STRING_OR_COMMENT.sub(' ', _DOCTEST.sub('', text))):
            if vocabulary.knows(name) or is_capitals(bare(name)):
                yield Mention(name=name, **spot._asdict(), group=group)


def _without_comment(match: re.Match[str]) -> str:
    return '' if match['comment'] else match[0]


def _entry(text: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Return the name that a line of a listing is about, and what is assigned to it."""
    match = None if _DOCTEST.match(text) else _ENTRY.fullmatch(text)
    if not match:
        return None
    name, value = match['name'], match['value'] or match['before'] or ''
    if not (vocabulary.knows(name) or is_capitals(bare(name))):
        return None
    plain = value.strip('\'" ,;')
    simple = not value or value[0] in '\'"({' or _VALUE_CODE.fullmatch(value)
    return (name, value) if simple or _VALUE_NAME.fullmatch(plain) else None


def _mention(name: str, value: str, vocabulary: Vocabulary, *, spot: Spot, group: int) -> Mention:
    match = _VALUE_CODE.fullmatch(value)
    code = vocabulary.code(match[1]) if match else vocabulary.code(value.strip('\'" ,;'))
    other = value.strip(' ,;')
    is_name = code is None and bool(_VALUE_NAME.fullmatch(other)) and vocabulary.knows(other)
    return Mention(
        name=name,
        code=code,
        value=other if is_name else '',
        **spot._asdict(),
        listed=True,
        group=group,
    )


def _in_signature(node: nodes.Element, vocabulary: Vocabulary) -> Iterator[Mention]:
    names = [text_of(child) for child in node.findall(nodes.Element) if child.tagname == 'desc_name']
    text = text_of(node)
    parts = re.split(r'[=(]|(?<!:):(?!:)', text, maxsplit=1)
    name = names[0] if names else parts[0].strip()
    if vocabulary.knows(name) or is_capitals(bare(name)):
        value = parts[1].rpartition('=')[2].strip() if len(parts) > 1 else ''
        group = id(node.parent.parent) if node.parent is not None else 0
        yield _mention(name, value, vocabulary, spot=spot_near(node), group=group)


def _in_entry(node: nodes.Element, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Yield what the item of a list begins with: a name, a code, or both in any order."""
    first = node if isinstance(node, nodes.TextElement) else next(iter(node.children), None)
    if not isinstance(first, nodes.TextElement) or isinstance(first, nodes.literal_block):
        return
    cell = cell_of(first)
    code = split_code(cell, vocabulary) if cell.text[:1].isdigit() else None
    names = _leading_names(cell, code[1] if code else cell.text, vocabulary)
    around = node.parent if isinstance(node, nodes.list_item) else node.parent.parent
    spot = spot_near(node)
    for name in names:
        behind = re.search(rf'{re.escape(name)}\W{{0,4}}\b(\d{{3}})\b(?!\W\d)', cell.text)
        number = code[0] if code else vocabulary.code(behind[1]) if behind else None
        yield Mention(name=name, code=number, **spot._asdict(), listed=True, group=id(around))
    if code and not names:
        yield Mention(code=code[0], **spot._asdict(), listed=True, group=id(around))


def _leading_names(cell: Cell, text: str, vocabulary: Vocabulary) -> list[str]:
    names = []
    text = text.lstrip()
    for name in find_names(cell, vocabulary) or ():
        position = text.find(name)
        if position < 0 or re.search(r'\w{2}', text[:position]):
            break
        if vocabulary.knows(name) or is_capitals(bare(name)):
            names.append(name)
            text = text[position + len(name) :]
    return names


def _in_literal(node: nodes.literal, vocabulary: Vocabulary, group: int) -> Iterator[Mention]:
    # What the item of a list begins with is found elsewhere.
    cell = Cell(text_of(node), (text_of(node),))
    code = split_code(cell, vocabulary)
    spot = spot_of_inline(node)
    for name in find_names(cell, vocabulary):
        if vocabulary.knows(name) or is_capitals(bare(name)):
            yield Mention(name=name, code=code[0] if code else None, **spot._asdict(), group=group)
