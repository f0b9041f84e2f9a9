"""Finds the names that listings, lists, descriptions and literals mention."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext.http_status.drift.records import Mention
from sphinxext.http_status.drift.vocabulary import bare, is_capitals, is_most

from .cells import Cell, find_names, split_code
from .entries import Entry, is_entry, read_entry
from .listings import read_listing
from .node_text import is_signature, is_silent, spot_of_inline, text_of
from .provisos import Provisos
from .signatures import read_signature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinxext.http_status.drift.vocabulary import Vocabulary
    from sphinxext.http_status.facts.model import Code

    #: A list, and how an entry of it is written.
    Key = tuple[int, tuple[object, ...]]


def find_mentions(region: Sequence[nodes.Element], vocabulary: Vocabulary) -> Iterator[Mention]:
    """Yield the names that a region mentions anywhere but in prose, in page order.

    What may be a name is one where most entries that are written alike are those of members.
    """
    entries = [entry for node in region for entry in _find_entries(node, vocabulary)]
    trusted = _trusted(entries, vocabulary)
    for entry in entries:
        for each in _readings(entry):
            if each.is_certain or (each.mention.group, each.shape) in trusted:
                yield each.mention if each is entry else replace(each.mention, word=entry.mention.name)
                break


def _readings(entry: Entry | None) -> Iterator[Entry]:
    """Yield what an entry may be, the most that it may say first."""
    while entry is not None:
        yield entry
        entry = entry.otherwise


def _trusted(entries: Iterable[Entry], vocabulary: Vocabulary) -> set[Key]:
    said: dict[Key, dict[str | Code | None, bool]] = {}
    for entry in (each for outer in entries for each in _readings(outer)):
        name, code = entry.mention.name, entry.mention.code
        is_known = vocabulary.knows(name) if name else code in vocabulary.by_code
        # A word in capitals beside the code of a member is meant for its name, though it may be wrong.
        is_meant = (
            code in vocabulary.by_code and is_capitals(bare(name)) and 'capitals' in vocabulary.styles
        )
        said.setdefault((entry.mention.group, entry.shape), {})[bare(name) or code] = (
            is_known or is_meant
        )
    return {key for key, known in said.items() if is_most(sum(known.values()), len(known))}


def _find_entries(region: nodes.Element, vocabulary: Vocabulary) -> Iterator[Entry]:
    provisos = Provisos(region)
    for node in _findall(region):
        for entry in _read(node, vocabulary):
            yield _with_provisos(entry, provisos, node)


def _with_provisos(entry: Entry, provisos: Provisos, node: nodes.Element) -> Entry:
    other = _with_provisos(entry.otherwise, provisos, node) if entry.otherwise else None
    return entry._replace(mention=provisos.add_to(entry.mention, node), otherwise=other)


def _read(node: nodes.Element, vocabulary: Vocabulary) -> Iterator[Entry]:
    if isinstance(node, nodes.literal_block | nodes.doctest_block):
        yield from read_listing(node, vocabulary)
    elif is_signature(node):
        yield from read_signature(node, vocabulary)
    elif is_entry(node):
        yield from read_entry(node, vocabulary)
    elif isinstance(node, nodes.literal):
        yield from _in_literal(node, vocabulary)


def _findall(node: nodes.Element) -> Iterator[nodes.Element]:
    yield node
    for child in node.children:
        if isinstance(child, nodes.Element) and not is_silent(child):
            yield from _findall(child)


def _in_literal(node: nodes.literal, vocabulary: Vocabulary) -> Iterator[Entry]:
    # What the item of a list begins with is found elsewhere.
    cell = Cell(text_of(node), (text_of(node),))
    code = split_code(cell, vocabulary)
    spot = spot_of_inline(node)
    if (words := vocabulary.code_of_words(cell.text)) is not None:
        yield Entry(Mention(code=words, **spot._asdict(), group=id(node)))
        return
    for name in find_names(cell, vocabulary):
        if vocabulary.knows(name) or is_capitals(bare(name)):
            number = code[0] if code else None
            yield Entry(Mention(name=name, code=number, **spot._asdict(), group=id(node)))
