"""Finds the code, the names and the citations in the text of a cell. Standard library only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sphinxext.http_status.drift.findings import PageRange
from sphinxext.http_status.drift.records import PageCitation
from sphinxext.http_status.drift.vocabulary import bare, is_capitals, is_most, style_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sphinxext.http_status.drift.vocabulary import Vocabulary
    from sphinxext.http_status.facts.model import Code

#: Characters that are used as a dash; the hyphen is last, so that it can end a set of characters.
_DASHES = '\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{HYPHEN}\N{NON-BREAKING HYPHEN}-'
_CODE_FIRST = re.compile(r'(?a:\W*(?:HTTP[ /]?)?(\d{3,6})(?![\w*]|[.,/]\d))\W*(.*)', re.DOTALL)
_CODE_LAST = re.compile(rf'(.*\S)\s*[\s(\[:={_DASHES}]\s*(\d{{3,6}})\W*', re.DOTALL | re.ASCII)
_RANGE = re.compile(
    rf'\W*(\d{{1,7}})\s*(?:[~〜…{_DASHES}]|\.\.+|to)\s*(\d{{3,7}})(?!\d).*',
    re.DOTALL,
)
_CLASS = re.compile(r'\W*([1-9])(?:xx|XX|\*\*|__|nn|NN)(?!\w).*', re.DOTALL)
#: "400 <= status <= 499" is no code, whatever it begins with.
_COMPARISON = re.compile(r'[\N{LESS-THAN OR EQUAL TO}\N{GREATER-THAN OR EQUAL TO}]|[<>]=|\s[<>]\s')
_WORD = re.compile(r':?[^\W\d][\w.]*\w|\w')
_RFC = re.compile(r'RFC[\s-]*(\d{3,5})', re.IGNORECASE)
_RFC_LINK = re.compile(
    r'rfc[-/]?(\d{3,5})(?:\.\w+)?/?(?:#(?:section-|sec-)?(\d+(?:\.\d+)*)?)?', re.IGNORECASE
)
_NUMBER = r'(\d{1,3}(?:\.\d{1,3})*(?:[a-z](?![^\W\d_]))?)(?![\d.]*\d)'
#: "Section 6.5.4", "§ 6.5.4", "Sec. 6.5.4", "sect. 6.5.4"
_SECTION = re.compile(r'(?:\bsec\w*\.?|§+|\bs\.)\s*' + _NUMBER, re.IGNORECASE)
#: "Розділ 6.5.4", "6.5.4 節", ", 3": in any language, where nothing else follows.
_SECTION_ALONE = re.compile(r'\W*(?:[^\W\d]+\W+){0,2}?' + _NUMBER + r'\s*[^\W\d]*\W*')
_SECTION_DOTTED = re.compile(r'(?<![\w./])(\d{1,3}(?:\.\d{1,3})+)(?![\d.]*\d)')
#: A second section right behind the first one; the same one where Sphinx's role says it, and the page.
_SECTION_MORE = re.compile(
    rf'\s*(?:[,;/&]|and)\s*(?:\bsec\w*\.?|§+)?\s*{_NUMBER}(?!\s*[^\W\d_])', re.IGNORECASE
)
#: What is no section, though it is a number: a footnote, and a version.
_NO_SECTION = re.compile(
    r'\[[^\[\]]*\]_?|\b(?:added|changed|from|in|new|python|since|version)\b.*', re.IGNORECASE | re.DOTALL
)
#: What stands in parentheses at the end, with letters.
_MATURITY = re.compile(r'\(([^\W\d_][^()]*?)\)\W*\Z')
#: What may stand between the title of a specification and its RFC.
_TITLE_END = re.compile(r'[\s(\[,;:-]*\Z')
_PROTOCOL = re.compile(r'\bHTTPS?/\d(?:\.\d)?|\([^()]*\)', re.IGNORECASE)


class Spot(NamedTuple):
    """A line of a page, as far as it is known."""

    line: int | None = None
    #: The file of the line, as the parser has it; empty where it is not known.
    path: str = ''

    def below(self, lines: int) -> Spot:
        """Return a spot some lines further down."""
        return self if self.line is None else self._replace(line=self.line + lines)


NOWHERE = Spot()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, without markup."""

    text: str = ''
    #: What is marked as code in it.
    literals: tuple[str, ...] = ()
    #: The links in it, each as text and target.
    links: tuple[tuple[str, str], ...] = ()
    spot: Spot = NOWHERE
    #: Whether all of it is in bold, as a heading is.
    is_bold: bool = False


EMPTY = Cell()


def is_heading(cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """Return whether a row is blank, or a heading: one text alone that is neither code nor name."""
    filled = [cell for cell in cells if cell.text]
    if not filled or len(cells) == 1:
        return not filled
    if any(cell is not cells[0] for cell in filled):
        return False
    if len(filled) == len(cells):
        return True
    begins = words(filled[0].text)[:1]
    return split_code(filled[0], vocabulary) is None and not any(map(vocabulary.knows, begins))


def at(cells: Sequence[Cell], index: int) -> Cell:
    """Return a cell, or an empty one where a row is too short."""
    return cells[index] if index < len(cells) else EMPTY


def split_code(cell: Cell, vocabulary: Vocabulary) -> tuple[Code, str] | None:
    """Return the status code of a cell and the rest of its text; None when there is no code."""
    for text in (cell.text, *cell.literals[:1]):
        if (code := vocabulary.code(text)) is not None:
            return code, cell.text.replace(text, '', 1).strip()
    if find_range(cell.text) is None and not _COMPARISON.search(cell.text):
        for pattern, code_group, rest_group in ((_CODE_FIRST, 1, 2), (_CODE_LAST, 2, 1)):
            if match := pattern.fullmatch(cell.text):
                code = vocabulary.code(match[code_group])
                if code is not None:
                    rest = match[rest_group].strip()
                    # The other bracket stood before the code, or between code and rest.
                    return code, rest if rest.count('(') >= rest.count(')') else rest.removesuffix(')')
    return None


def find_range(text: str, spot: Spot = NOWHERE) -> PageRange | None:
    """Return the range of codes that a text begins with: ``104-199`` or ``4xx``; None without one."""
    if (match := _RANGE.fullmatch(text)) and int(match[1]) < int(match[2]):
        return PageRange(int(match[1]), int(match[2]), *spot)
    if match := _CLASS.fullmatch(text):
        return PageRange(int(match[1]) * 100, int(match[1]) * 100 + 99, *spot)
    return None


def words(text: str) -> list[str]:
    """Return the words of a text that can be names, with the paths before them."""
    return _WORD.findall(text)


def find_names(cell: Cell, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the names in a cell: those that are marked as code, else words that look like names."""
    marked = [name for literal in cell.literals for name in _names_of_literal(literal, vocabulary)]
    if marked:
        return tuple(dict.fromkeys(marked))
    found = words(cell.text)
    known = [word for word in found if vocabulary.knows(word)]
    likely = [word for word in found if '_' in word and is_capitals(bare(word))]
    return tuple(dict.fromkeys(word for word in found if word in known or word in likely))


def _names_of_literal(literal: str, vocabulary: Vocabulary) -> Iterator[str]:
    if vocabulary.code(literal) is not None and not vocabulary.knows(literal):
        return
    split = split_code(Cell(literal), vocabulary)
    name = split[1] if split and split[1] else literal
    if bare(name).isidentifier() or vocabulary.knows(name):
        yield name


def looks_like_names(cell: Cell, names: Collection[str]) -> bool:
    """Return whether a cell shows the names that were found in it, and little else."""
    return any(is_capitals(bare(name)) for name in names) and len(words(cell.text)) <= 2


def has_only_names(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Return whether a cell shows names of the vocabulary, and nothing else."""
    found = words(cell.text)
    return bool(found) and all(map(vocabulary.knows, found))


def is_prose(cells: Iterable[Cell], vocabulary: Vocabulary) -> bool:
    """Return whether a column has words of the language, though some may be names in small letters."""
    filled = [cell for cell in cells if cell.text]
    if vocabulary.are_phrases(cell.text for cell in filled):
        return True
    if is_most(sum(_is_sentence(cell, vocabulary) for cell in filled), len(filled)):
        return True
    plain = [cell for cell in filled if not cell.literals]
    are_small = is_most(len(plain), len(filled)) and all(
        cell.text == cell.text.lower() for cell in plain
    )
    return are_small and not all(has_only_names(cell, vocabulary) for cell in plain)


def _is_sentence(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Return whether a cell has several words, one of which may be a name by chance: "All gone"."""
    found = words(cell.text)
    if cell.literals or len(found) < 2 or all(map(vocabulary.knows, found)):
        return False
    # Words of the language are small, or begin with a capital.
    if any('_' in word or (vocabulary.knows(word) and style_of(word) == 'camel') for word in found):
        return False
    is_first = vocabulary.knows(found[0]) and cell.text.lstrip().startswith(found[0])
    behind = cell.text.lstrip()[len(found[0]) :].lstrip()
    return not (is_first and (is_capitals(bare(found[0])) or not behind[:1].isalpha()))


def find_citations(cell: Cell) -> tuple[PageCitation, ...]:
    """Return the RFCs that a cell cites, with their sections, in any language."""
    matches = list(_RFC.finditer(cell.text))
    links = _links(cell)
    found = []
    for index, match in enumerate(matches):
        end = matches[index + 1].start() if index + 1 < len(matches) else len(cell.text)
        start = matches[index - 1].end() if index else 0
        rfc, link = int(match[1]), _link_of(match[0], links)
        section = _section_behind(cell.text[match.end() : end])
        section = section or _section_before(cell.text[start : match.start()])
        if not section and link and link[0] == rfc:
            section = link[1]
        behind, before = cell.text[match.end() : end], cell.text[start : match.start()]
        maturity = _MATURITY.search(behind)
        title = _TITLE_END.sub('', before)
        found.append(PageCitation(rfc, section, link, title.strip(), maturity[1] if maturity else ''))
    return tuple(found)


def _links(cell: Cell) -> list[tuple[str, tuple[int, str]]]:
    return [(text, _target(uri)) for text, uri in cell.links]


def _target(uri: str) -> tuple[int, str]:
    match = _RFC_LINK.search(uri)
    return (int(match[1]), match[2] or '') if match else (0, '')


def _link_of(text: str, links: list[tuple[str, tuple[int, str]]]) -> tuple[int, str] | None:
    wanted = ' '.join(text.split())
    for index, (shown, _where) in enumerate(links):
        if wanted in ' '.join(shown.split()):
            return links.pop(index)[1]
    return None


def _section_behind(text: str) -> str:
    if match := _SECTION.search(text):
        more = _SECTION_MORE.match(text, match.end())
        return f'{match[1]} and {more[1]}' if more and more[1] != match[1] else match[1]
    text = _NO_SECTION.sub(' ', _PROTOCOL.sub(' ', text))
    match = _SECTION_ALONE.fullmatch(text) or _SECTION_DOTTED.search(text)
    return match[1] if match else ''


def _section_before(text: str) -> str:
    # "Section 15.5.5 of RFC 9110": nothing but a word or two may stand between.
    match = re.search(_SECTION.pattern + r'(?:\W+[^\W\d]+){0,2}\W*\Z', text, re.IGNORECASE)
    return match[1] if match else ''


def plain_number(cell: Cell) -> str:
    """Return the number of an RFC or a section that has a column of its own."""
    text = cell.text.casefold().removeprefix('section').removeprefix('rfc')
    return text.strip(' §.-')
