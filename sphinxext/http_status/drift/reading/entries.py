"""Finds what an entry begins with: a name, a code, or both, in whatever form pages have entries.

An entry is the item of a list, a term, the name of a field, a line of a line block, or a title.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from sphinxext.http_status.drift.records import Mention
from sphinxext.http_status.drift.vocabulary import QUOTES, bare, is_capitals, style_of

from .cells import find_names, find_range, split_code
from .node_text import cell_of, spot_near, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext.http_status.drift.vocabulary import Vocabulary
    from sphinxext.http_status.facts.model import Code

    from .cells import Cell, Spot

#: What may stand behind the name or code that an entry begins with.
_END = rf'[{QUOTES}]?(?=\s*$|\s*[:=)(,;\N{{EN DASH}}\N{{EM DASH}}]|\s+-)'
#: A code that is an integer. What stands before it may be its sign.
_INTEGER = r'(-?\d{1,10})'
_WORD = re.compile(rf'\W*((?:[^\W\d]\w*(?:\.|::))*[^\W\d][\w-]*){_END}')
_NUMBER = re.compile(rf'\W*?{_INTEGER}{_END}(?!\s*[,.]\d)')
#: "Exit code 0": a few words, and a code behind them.
_LABELLED = re.compile(rf'((?:[^\W\d]+\s+){{1,3}}){_INTEGER}{_END}(?!\s*[,.]\d)')
#: Words for which even a small number is a code.
_LABEL = re.compile(r'cod|kod|exit|stat|err|repl|return|result|signal', re.IGNORECASE)
#: "rc: 106", "(exit code 5)", behind a name; brackets may be as wide as a character of Chinese
_CODE_BEHIND = re.compile(
    rf'(?:\W{{0,4}}\b(?:(?i:(?:exit|error|return|status)\s+)?(?i:code|rc|status|value)\W{{1,3}}?{_INTEGER}'
    rf'|(\d{{3}}))\b(?!\W\d)|\W{{0,2}}(?:\s\(|\uff08)\s*{_INTEGER}\s*[)\uff09]'
    rf'|\W{{0,2}}\s*=\W{{0,3}}?{_INTEGER}\b(?![.,]?\d|\s*[<>*+|^/])'
    rf'|\W{{0,2}}?\s*[:\N{{EN DASH}}\N{{EM DASH}}-]{{1,2}}\s*\W??{_INTEGER}(?=\W*$|\W?\s+-))'
)
#: "17 BUSY", and "0: OK - fine"
_SMALL_FIRST = re.compile(r'(-?\d{1,10})[\s:=.)\N{EN DASH}\N{EM DASH}-]+(.*)', re.DOTALL)
#: "STOPPED (0)", and nothing else.
_TERM = re.compile(r'\S+(?:\s*\([^()]*\))?\W*')
#: "Check that it is there [not-found]"
_IN_BRACKETS = re.compile(r'[\[(]\s*([\w.-]*\w)\s*[\])]\W*$')
#: How long what stands in brackets is at most.
_LONGEST = 100


class Entry(NamedTuple):
    """What an entry begins with."""

    mention: Mention
    #: How it is written. Entries of one list that are written alike tell of each other what they are.
    shape: tuple[object, ...] = ()
    #: Whether it is a name or a code whatever the other entries are.
    is_certain: bool = True
    #: What it is otherwise, where it is not certain.
    otherwise: Entry | None = None


def is_entry(node: nodes.Element) -> bool:
    """Return whether a node is an entry."""
    kinds = nodes.list_item | nodes.term | nodes.field_name | nodes.line | nodes.title
    return isinstance(node, kinds) or (isinstance(node, nodes.paragraph) and _is_term(node))


def _is_term(node: nodes.paragraph) -> bool:
    """Return whether a paragraph is a term, with a quote behind it in place of a definition."""
    behind = node.next_node(descend=False, siblings=True)
    return isinstance(behind, nodes.block_quote) and bool(_TERM.fullmatch(text_of(node)))


def read_entry(node: nodes.Element, vocabulary: Vocabulary) -> Iterator[Entry]:
    """Yield what an entry begins with."""
    first = node if isinstance(node, nodes.TextElement) else next(iter(node.children), None)
    if not isinstance(first, nodes.TextElement) or isinstance(first, nodes.literal_block):
        return
    cell = cell_of(first)
    group, spot = id(_list_of(node)), _spot_of(node)
    plain = Mention(listed=True, group=group, form=node.tagname, **spot._asdict())
    reader = _Reader(cell, plain, vocabulary)
    yield from reader.read()


def _list_of(node: nodes.Element) -> nodes.Node:
    """Return what has the entries that a node is one of."""
    inner = nodes.definition_list_item | nodes.field
    parent = node.parent
    return parent.parent if isinstance(parent, inner) or isinstance(node, nodes.title) else parent


def _spot_of(node: nodes.Element) -> Spot:
    if isinstance(node, nodes.line) and node.line is None:
        return spot_near(node.parent).below(node.parent.index(node))
    return spot_near(node)


def _find_behind(name: str, text: str) -> re.Match[str] | None:
    """Return what looks like a code behind a name; a pattern for each name would cost too much."""
    start = text.find(name)
    while start >= 0:
        if match := _CODE_BEHIND.match(text, start + len(name)):
            return match
        start = text.find(name, start + 1)
    return None


class _Reader:
    """Reads one entry.

    :param plain: a mention of nothing, at its place.
    """

    def __init__(self, cell: Cell, plain: Mention, vocabulary: Vocabulary) -> None:
        self._cell = cell
        self._plain = plain
        self._vocabulary = vocabulary
        self._is_title = plain.form == 'title'

    def read(self) -> Iterator[Entry]:
        cell, vocabulary = self._cell, self._vocabulary
        first = next((each for each in cell.literals[:1] if cell.text.startswith(each)), cell.text)
        if (words := vocabulary.code_of_words(first)) is not None:
            yield Entry(self._mention(code=words))
            return
        code = self._code_first()
        text = code[1] if code else cell.text
        names = self._leading_names(text)
        for name in names:
            behind = _find_behind(name, cell.text)
            number = code[0] if code else self._code_in(behind) if behind else None
            shape = self._shape(name, has_code=code is not None)
            yield Entry(self._mention(name=name, code=number), shape)
        if names:
            return
        if code:
            yield self._behind_code(self._mention(code=code[0]), text)
        elif found := self._doubtful():
            yield found

    def _code_first(self) -> tuple[Code, str] | None:
        """Return the code that the entry begins with, and the rest; a small one is before a member."""
        text, vocabulary = self._cell.text, self._vocabulary
        if text[:1].isdigit() and (code := split_code(self._cell, vocabulary)):
            return code
        if (match := _SMALL_FIRST.fullmatch(text)) and (word := _WORD.match(match[2])):
            number = vocabulary.code(match[1])
            return (number, match[2]) if number is not None and vocabulary.knows(word[1]) else None
        return None

    def _mention(self, **said: object) -> Mention:
        return replace(self._plain, **said)  # type: ignore[arg-type]

    def _shape(self, name: str, *, has_code: bool) -> tuple[object, ...]:
        is_marked = any(name in literal for literal in self._cell.literals)
        return 'name', is_marked, has_code, style_of(name)

    def _code_in(self, behind: re.Match[str]) -> Code | None:
        """Return the code behind a name; any number that is marked as one, else what looks like one."""
        certain = behind[1] or behind[3] or behind[4]
        text, vocabulary = certain or behind[2] or behind[5], self._vocabulary
        is_code = vocabulary.has_numbers and (certain or len(text) in vocabulary.lengths)
        return vocabulary.codes.get(text, int(text)) if is_code else vocabulary.code(text)

    def _leading_names(self, text: str) -> list[str]:
        vocabulary, names = self._vocabulary, []
        text = text.lstrip()
        for name in find_names(self._cell, vocabulary) or ():
            position = text.find(name)
            if position < 0 or re.search(r'\w{2}', text[:position]):
                break
            if vocabulary.knows(name) or is_capitals(bare(name)):
                names.append(name)
                text = text[position + len(name) :]
        return names

    def _behind_code(self, mention: Mention, text: str) -> Entry:
        """Return a code, with the word behind it if other codes of the list have names there."""
        word = self._leading_word(text)
        if not word:
            return Entry(mention, ('number', ''))
        named = self._mention(name=word, code=mention.code)
        shape = self._shape(word, has_code=True)
        return Entry(named, shape, is_certain=False, otherwise=Entry(mention))

    def _leading_word(self, text: str) -> str:
        """Return the word that a text begins with, if it is marked, or is all there is."""
        match = _WORD.match(text)
        if not match:
            return ''
        rest = text[match.end() :].strip()
        is_alone = not rest or rest[0] in ',;:('
        return match[1] if is_alone or match[1] in self._cell.literals else ''

    def _doubtful(self) -> Entry | None:
        """Return what may be a name or a code, depending on the other entries."""
        text = self._cell.text
        if not text or find_range(text):
            return None
        if (match := _IN_BRACKETS.search(text[-_LONGEST:])) and text[0] not in '[(':
            return self._before_brackets(match, text[: -len(match[0])].strip())
        if (match := _LABELLED.match(text)) and self._is_code(match[2], match[1]):
            return self._number(match[2], match[1].casefold())
        if (match := _NUMBER.match(text)) and not self._is_title and self._vocabulary.has_numbers:
            return self._number(match[1])
        match = _WORD.match(text)
        if match and self._may_be_name(match[1], text):
            return self._token(match[1])
        return None

    def _before_brackets(self, match: re.Match[str], before: str) -> Entry | None:
        """Return what stands in brackets; with the word before it, if others are names there."""
        found = self._token(match[1], 'brackets')
        code = found.mention.code if found else self._vocabulary.code(match[1])
        word = _WORD.fullmatch(before)
        if code is None and match[1].isdecimal() and self._vocabulary.has_numbers:
            code = int(match[1])
        if code is None or word is None:
            return found
        named = self._mention(name=word[1], code=code)
        return Entry(named, self._shape(word[1], has_code=False), is_certain=False, otherwise=found)

    def _is_code(self, number: str, label: str) -> bool:
        return self._vocabulary.has_numbers and (len(number) > 2 or bool(_LABEL.search(label)))

    def _may_be_name(self, word: str, text: str) -> bool:
        """Return whether a word without a code beside it is marked, or the whole entry."""
        if any(word == literal.strip(QUOTES) for literal in self._cell.literals):
            return True
        return not self._is_title and text.strip(' .,;:' + QUOTES) == word

    def _number(self, number: str, label: str = '') -> Entry:
        number = number if self._vocabulary.has_signs else number.lstrip('-')
        code = self._vocabulary.codes.get(number, int(number))
        return Entry(self._mention(code=code), ('number', label), is_certain=False)

    def _token(self, token: str, *where: str) -> Entry | None:
        """Return a code that is a text, or what may be a name."""
        code = self._vocabulary.code(token)
        if code is None and not token[0].isalpha():
            return None
        shape = (token.isdecimal(), *where) if where else self._shape(token, has_code=False)
        said = self._mention(name=token) if code is None else self._mention(code=code)
        return Entry(said, shape, is_certain=False)
