"""Reads what a page says of releases: ``versionadded`` and ``versionchanged``, in any language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext.http_status.drift.records import Mention, PageNote
from sphinxext.http_status.drift.vocabulary import bare, is_capitals

from .cells import Cell, find_names, split_code, words
from .node_text import OBJECT, VERSION, spot_near, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinxext.http_status.drift.vocabulary import Vocabulary

#: Of ASCII alone, since in Korean a syllable may follow without a space.
_RELEASE = re.compile(r'\d[\w.]*(?<!\.)', re.ASCII)
_CHANGES = {'versionadded', 'versionchanged', 'versionremoved'}


def find_notes(region: Sequence[nodes.Element], vocabulary: Vocabulary) -> Iterator[PageNote]:
    """Yield the notes of a region, of what follows its last table, and of the class around it."""
    near = [*_below(region[-1]), *_around(region[0])]
    known: set[int] = set()
    for node in [each for outer in region for each in _notes_in(outer)] + near:
        if id(node) not in known:
            known.add(id(node))
            is_near = any(node is each for each in near) or _is_below_table(node)
            yield _read(node, vocabulary, is_near=is_near)


def _notes_in(node: nodes.Element) -> Iterator[nodes.Element]:
    return (each for each in node.findall(nodes.Element) if _is_note(each))


def _is_note(node: nodes.Node) -> bool:
    if not isinstance(node, nodes.Element):
        return False
    return VERSION in node or (node.tagname == 'versionmodified' and node.get('type') in _CHANGES)


def _below(last: nodes.Element) -> Iterator[nodes.Element]:
    """Yield the notes that follow a table, or whatever else a region ends with."""
    siblings = last.parent.children if last.parent is not None else []
    for node in siblings[siblings.index(last) + 1 :] if last in siblings else ():
        if isinstance(node, nodes.section | nodes.table):
            return
        if isinstance(node, nodes.Element) and _is_note(node):
            yield node


def _around(node: nodes.Element) -> Iterator[nodes.Element]:
    """Yield the notes in the description of an object around a node, outside of what is in that."""
    outer: nodes.Element | None = node
    while outer is not None:
        if outer.tagname == 'desc' or OBJECT in outer:
            content = [each for each in outer.children if isinstance(each, nodes.Element)]
            for part in (outer, *(each for each in content if each.tagname == 'desc_content')):
                yield from filter(_is_note, part.children)
            return
        outer = outer.parent


def _is_below_table(node: nodes.Element) -> bool:
    """Return whether a note follows a table, with nothing but notes and text between."""
    siblings = node.parent.children
    elements = [each for each in siblings[: siblings.index(node)] if isinstance(each, nodes.Element)]
    for before in reversed(elements):
        if isinstance(before, nodes.table) or any(True for _table in before.findall(nodes.table)):
            return True
        if isinstance(before, nodes.section) or before.tagname == 'desc' or OBJECT in before:
            return False
    return False


def _read(node: nodes.Element, vocabulary: Vocabulary, *, is_near: bool) -> PageNote:
    text = ' '.join(map(text_of, node.children))
    release = str(node.get('version') or node.get(VERSION) or '')
    if not release and (match := _RELEASE.search(text)):
        release = match[0]
    return PageNote(
        release=release,
        members=tuple(_members(node, text, vocabulary)),
        is_near=is_near,
        is_bare=node.get('type') == 'versionadded' and text.strip() == _label_of(node),
        **spot_near(node)._asdict(),
    )


def _label_of(node: nodes.Element) -> str:
    labels = [each for each in node.findall(nodes.inline) if 'versionmodified' in each['classes']]
    return ' '.join(map(text_of, labels)).strip()


def _members(node: nodes.Element, text: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    spot = spot_near(node)
    found: set[str] = set()
    for literal in node.findall(nodes.literal):
        shown = text_of(literal)
        if shown in vocabulary.by_code_and_name:
            known, name = vocabulary.by_code_and_name[shown]
            found |= {name, shown}
            yield Mention(name=name, code=known, **spot._asdict())
            continue
        cell = Cell(shown, (shown,))
        code = split_code(cell, vocabulary)
        names = [name for name in find_names(cell, vocabulary) if _is_name(name, vocabulary)]
        found |= {*names, cell.text}
        for name in names or ([''] if code else []):
            yield Mention(name=name, code=code[0] if code else None, **spot._asdict())
    said = {word for each in found for word in words(each)}
    for word in words(text):
        # In prose, only what is known is a name: RFC and HTTP are none.
        if word not in said and is_capitals(bare(word)) and vocabulary.knows(word):
            yield Mention(name=word, **spot._asdict())


def _is_name(name: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.knows(name) or is_capitals(bare(name))
