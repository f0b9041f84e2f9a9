"""Refuses translations that would lose, repeat, change or extend a fact. Standard library only.

A translator may move facts, and say anything around them. What stands directly beside one is read with
it, and a number is read as a fact wherever it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.characters import plain

from . import english

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

#: How much longer a translation may be than its message: so many times, and so many characters.
LONGER = 12, 300

# Line separators that plain() takes for space, and characters that change the direction of text.
_UNSEEN = re.compile('[\x0b\x0c\x1c-\x1f\x85\u2028\u2029\u202a-\u202e\u2066-\u2069]')
#: A placeholder for a fact; ``%s`` is the release in the label of a note.
_FACT = re.compile(r'%\(\w+\)s|%s')
_ROLE = re.compile(r':[\w:.+-]+:(?=`)')
_RFC = re.compile('rfc', re.IGNORECASE)
#: A name in capitals, as most members have it, and one in which capitals follow small letters.
_NAME = re.compile(r'(?<!\w)(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*|[A-Za-z]+[a-z][A-Z]\w*)(?!\w)', re.ASCII)
#: What joins two words to one: stops and hyphens. A dash with spaces around it joins nothing.
_JOINTS = '.\N{MIDDLE DOT}\N{FULLWIDTH FULL STOP}-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{SOFT HYPHEN}'
#: Pairs of placeholders that are told apart by the words around them.
_PAIRS = (('%(old)s', '%(new)s'), ('%(name)s', '%(aliases)s'))
#: Two sentences may follow each other without a space, as Chinese and Japanese have them.
_GLUED = {english.SENTENCES: ['%(first)s%(rest)s']}


class Fault(Enum):
    """Why a translation is refused, and the repair."""

    LENGTH = (
        'the %(language)s translation of %(message)r is far too long in %(file)s; '
        'translate the message alone'
    )
    PLACEHOLDERS = (
        'the %(language)s translation of %(message)r has other placeholders in %(file)s; '
        'write each placeholder of the message once'
    )
    ORDER = (
        'the %(language)s translation of %(message)r has a member in the place of another in %(file)s; '
        'keep their order'
    )
    CHARACTERS = (
        'the %(language)s translation of %(message)r has control characters in %(file)s; '
        'write it without them'
    )
    LITERALS = (
        'the %(language)s translation of %(message)r has other literals in %(file)s; '
        'keep what stands between the backquotes'
    )
    FACTS = (
        'the %(language)s translation of %(message)r has a number, RFC, role or member in %(file)s '
        'that the message has not; leave it out'
    )
    TOUCHED = (
        'the %(language)s translation of %(message)r has something directly beside a placeholder in '
        '%(file)s that would be read as a part of it; put a space between them'
    )


def find_fault(message: str, translation: str, members: Collection[str] = ()) -> Fault | None:
    """Return why a translation is refused; None if it is not.

    :param members: the names that a reader would take for members, besides those with ``_``.
    """
    times, more = LONGER
    if len(translation) > times * len(message) + more:
        return Fault.LENGTH
    if english.placeholders(translation) != english.placeholders(message):
        return Fault.PLACEHOLDERS
    if _UNSEEN.search(translation) or plain(translation) != ' '.join(translation.split()):
        return Fault.CHARACTERS
    if any(_exchange(translation, *pair) == message != translation for pair in _PAIRS):
        return Fault.ORDER
    if Counter(_facts(translation, members)) - Counter(_facts(message, members)):
        return Fault.FACTS
    allowed = [*_touching(message), *_GLUED.get(message, ())]
    return Fault.TOUCHED if Counter(_touching(translation)) - Counter(allowed) else None


def _exchange(pattern: str, first: str, second: str) -> str:
    return second.join(part.replace(second, first) for part in pattern.split(first))


def _facts(text: str, members: Collection[str]) -> Iterator[str]:
    """Yield what a reader takes for facts in a text: numbers, RFCs, roles, and names of members."""
    text = unicodedata.normalize('NFKC', _FACT.sub(' ', text))
    number = ''
    for character in f'{text} ':
        if unicodedata.category(character).startswith('N'):
            number += character
        elif number:
            yield number
            number = ''
    yield from ('RFC' for _found in _RFC.finditer(text))
    yield from _ROLE.findall(text)
    yield from (name for name in _NAME.findall(text) if '_' in name or name in members)


def _touching(pattern: str) -> Iterator[str]:
    """Yield what stands beside placeholders and would be read with their facts."""
    texts, facts = _FACT.split(pattern), _FACT.findall(pattern)
    for fact, before, behind in zip(facts, texts, texts[1:], strict=False):
        for near, beyond in ((before[-1:], before[-2:-1]), (behind[:1], behind[1:2])):
            is_joint = bool(near) and near in _JOINTS and beyond.isalnum()
            if is_joint or _extends(near):
                yield f'{fact} {near}'
    for fact, between, other in zip(facts, texts[1:], facts[1:], strict=False):
        if not between:
            yield f'{fact}{other}'


def _extends(character: str) -> bool:
    """Return whether a character is read as a part of the number or the name that it touches."""
    if not character:
        return False
    # Those above the line, in a circle or of double width are read as what they are made of.
    character = unicodedata.normalize('NFKC', character)[0]
    is_mark = unicodedata.category(character).startswith('M')
    is_latin = 'LATIN' in unicodedata.name(character, '')
    return character == '_' or is_latin or is_mark or unicodedata.numeric(character, None) is not None
