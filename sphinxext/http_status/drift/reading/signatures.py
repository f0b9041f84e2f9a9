"""Reads the signatures of objects: those of Sphinx, of a directive, and of HTML."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext.http_status.drift.vocabulary import bare, is_capitals

from .entries import Entry, style_of
from .listings import mention_of
from .node_text import NAME_CLASS, kind_of_object, spot_near, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext.http_status.drift.vocabulary import Vocabulary

#: Where the name of an object ends: at its value, its arguments, or its type.
_END_OF_NAME = re.compile(r'[=(]|(?<!:):(?!:)')
_NAME = re.compile(r'(?:[^\W\d]\w*(?:\.|::))*[^\W\d]\w*')


def read_signature(node: nodes.Element, vocabulary: Vocabulary) -> Iterator[Entry]:
    """Yield the object that a signature is of, with its value."""
    text = text_of(node)
    parts = _END_OF_NAME.split(text, maxsplit=1)
    # Before the name may stand what it is: "exception".
    name = _own_name(node) or ''.join(parts[0].split()[-1:])
    if not _NAME.fullmatch(name):
        return
    value = parts[1].rpartition('=')[2].strip() if len(parts) > 1 else ''
    kind = kind_of_object(node)
    # What is of one kind, and stands in one place, is a list.
    group = hash((id(node.parent.parent), kind))
    mention = mention_of(name, value, vocabulary, spot=spot_near(node), group=group)
    is_certain = vocabulary.knows(name) or is_capitals(bare(name))
    yield Entry(replace(mention, described=True), ('signature', style_of(name)), is_certain)


def _own_name(node: nodes.Element) -> str:
    names = (
        text_of(child)
        for child in node.findall(nodes.Element)
        if child.tagname == 'desc_name' or NAME_CLASS in child.get('classes', ())
    )
    return next(names, '')
