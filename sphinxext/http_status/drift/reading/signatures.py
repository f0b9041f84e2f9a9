"""Reads the signatures of objects: those of Sphinx, of a directive, and of HTML."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext.http_status.drift.vocabulary import bare, is_capitals, style_of

from .entries import Entry
from .listings import mention_of
from .node_text import NAME_CLASS, kind_of_object, spot_near, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinxext.http_status.drift.vocabulary import Vocabulary

#: Where the name of an object ends: at its value, its arguments, or its type.
_END_OF_NAME = re.compile(r'[=(]|(?<!:):(?!:)')
#: "Value: 4; not found"
_VALUE_BELOW = re.compile(r'(?i:value|code)\W{1,3}(\d{1,6})\s*(?:[;,.]|$)')
#: "STOPPED (Linux)", "STOPPED (only on macOS)"
_PLATFORM = re.compile(
    r'\((?:only\s)?(?:on\s)?(?:AIX|\w*BSD|Linux|mac\s?OS|POSIX|Solaris|SunOS|UNIX|Windows)\b[^()]*\)',
    re.IGNORECASE,
)
_NAME = re.compile(r'(?:[^\W\d]\w*(?:\.|::))*[^\W\d]\w*')


def read_signature(node: nodes.Element, vocabulary: Vocabulary) -> Iterator[Entry]:
    """Yield the object that a signature is of, with its value."""
    text = text_of(node)
    parts = _END_OF_NAME.split(text, maxsplit=1)
    name = _own_name(node) or _name_among(parts[0].split(), vocabulary)
    if not _NAME.fullmatch(name):
        return
    value = parts[1].rpartition('=')[2].strip() if len(parts) > 1 else _value_below(node)
    kind = kind_of_object(node)
    # What is of one kind, and stands in one place, is a list.
    group = hash((id(node.parent.parent), kind))
    mention = mention_of(name, value, vocabulary, spot=spot_near(node), group=group)
    is_certain = vocabulary.knows(name) or is_capitals(bare(name))
    mention = replace(mention, form='signature', conditional=bool(_PLATFORM.search(text)))
    yield Entry(mention, ('signature', style_of(name)), is_certain)


def _value_below(node: nodes.Element) -> str:
    """Return the value that the description of an object begins with: ``Value: 4; not found``."""
    content = [each for each in node.parent.children[1:] if isinstance(each, nodes.Element)]
    if content and content[0].tagname == 'desc_content':
        content = [each for each in content[0].children if isinstance(each, nodes.Element)]
    is_said = content and isinstance(content[0], nodes.paragraph)
    match = _VALUE_BELOW.match(text_of(content[0])) if is_said else None
    return match[1] if match else ''


def _name_among(words: Sequence[str], vocabulary: Vocabulary) -> str:
    """Return the word that is a name. Before it may stand what it is, in small letters."""
    known = (word for word in words if vocabulary.knows(word))
    last = words[-1] if words and all(word.islower() for word in words[:-1]) else ''
    return next(known, last)


def _own_name(node: nodes.Element) -> str:
    names = (
        text_of(child)
        for child in node.findall(nodes.Element)
        if child.tagname == 'desc_name' or NAME_CLASS in child.get('classes', ())
    )
    return next(names, '')
