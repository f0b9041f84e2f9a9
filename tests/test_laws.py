"""Laws that hold for every enum, whatever its members say."""

from __future__ import annotations

import csv
import io
import json
import sys
import unicodedata
from enum import Enum, IntEnum
from types import ModuleType
from typing import TYPE_CHECKING, Self

import pytest
from building import build
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from reading import read_html

from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.table import make_table
from sphinxext.http_status.page.text import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext.http_status.facts.model import StatusTable

#: Texts that mean something to one parser or another.
NASTY = [
    '*emphasis* **strong** ``literal`` `role`',
    ':rfc:`9110` |substitution| target_ anonymous__ [1]_ [#]_ [cite]_',
    '.. raw:: html',
    '.. _target:',
    '__ anonymous',
    '- item',
    '* item',
    '+ item',
    '1. item',
    '(a) item',
    'A. item',
    '#. item',
    '#.',
    'i)',
    '| line block',
    '| a | b |',
    '>>> doctest',
    '--option',
    '-o FILE  an option',
    '/V',
    ':field: value',
    'term ::',
    '::',
    '====',
    '= =',
    '===  ===',
    '----',
    '====== ======',
    '+---+---+',
    '\\',
    '\\\\',
    'ends with \\',
    '\\*',
    '\\|',
    'a\\|b',
    '`',
    '``',
    '|',
    '_',
    'a_',
    '__',
    '<b>&amp;</b><script>alert("1")</script>',
    '&lt; &#60; &nbsp;',
    '<http://example.org> http://example.org me@example.org www.example.org',
    '![image](x.png) [link](y) ~~strike~~ ^sup^ $math$ {role}`x` {{x}} %s %(name)s',
    '# heading',
    '> quote',
    '```',
    '$$',
    '"quotes" \'single\' “curly” -- --- ...',
    'two\nlines\n\nthree',
    'tab\tand\x0bfeed\x0c',
    '\x00',
    '\x07\x1b[31m',
    '\u2028\u2029\x85\xa0',
    '\u202e right to left \u200f',
    'שלום',
    '\ufdd0\uffff\U0001ffff\U0010ffff',
    '\ud800',
    '\udfff\ud83d',
    '\U0001f600',
    'e\u0301 \u302a',
    '中文 한국어',
    '\u200b',
    '\ufeff',
    '',
    ' ',
    'C:\\Users\\n',
    "=cmd|' /C calc'!A0",
    'a,b;"c"',
    'None',
    '$HOME `id`',
]

texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(), max_size=12),
    st.text(st.sampled_from('*`|_\\:.<>[]{}&#"\'-=+ \n1a'), max_size=8),
)


class Spoken(IntEnum):
    """An enum without members, to be extended by those that are drawn."""

    phrase: str
    description: str

    def __new__(cls, code: int, phrase: str, description: str) -> Self:
        member = int.__new__(cls, code)
        member._value_ = code
        member.phrase = phrase
        member.description = description
        return member


class Text(Enum):
    """An enum without members, whose codes are texts."""


def is_name(name: str) -> bool:
    """Return whether an enum takes a member of this name, and a reader can see it."""
    if not name.split():
        return False
    try:
        return name in Spoken('Try', {name: (1, '', '')}).__members__
    except (ValueError, TypeError, AttributeError, KeyError):
        return False


names = st.one_of(texts, st.from_regex('[A-Z][A-Z_]{0,12}', fullmatch=True)).filter(is_name)
members = st.dictionaries(names, st.tuples(st.integers(-1, 599), texts, texts), max_size=6)
#: Enums whose codes are numbers, some of them equal, so that there are aliases.
spoken = members.map(lambda drawn: Spoken('Drawn', drawn))
#: Enums whose codes are texts.
written = st.dictionaries(names, texts.map(lambda text: f'~{text}'), max_size=6).map(
    lambda drawn: Text('Drawn', drawn)
)
enums = st.lists(st.one_of(spoken, written).filter(len), min_size=1, max_size=8)


def shown(text: str) -> str:
    """Return a text as a cell shows it: on one line, with escapes for what has no shape."""
    return ''.join(map(escaped, ' '.join(text.split())))


def escaped(character: str) -> str:
    """Return a character, or what Python writes for it if XML and HTML do not admit it."""
    number = ord(character)
    control = unicodedata.category(character) in {'Cc', 'Cs'}
    nobody = number % 0x10000 >= 0xFFFE or 0xFDD0 <= number <= 0xFDEF
    return ascii(character)[1:-1] if control or nobody else character


def facts(enum: type[Enum]) -> list[tuple[str, str, str, str, str]]:
    """Return code, name, aliases, phrase and description of each member, as Python has them."""
    aliases: dict[int, list[str]] = {}
    for name, member in enum.__members__.items():
        aliases.setdefault(id(member), []).append(name)
    rows = []
    for member in enum:
        first, *others = aliases[id(member)]
        # What nobody can write is no alias.
        others = [name for name in others if name.isidentifier()]
        # A member may itself be called by one of these names.
        found = [getattr(member, name, '') for name in ('phrase', 'description')]
        texts = ['' if isinstance(text, enum) else text for text in found]
        rows.append((str(member.value), first, others, *texts))
    return [
        (shown(code), shown(name), ', '.join(map(shown, others)), shown(phrase), shown(description))
        for code, name, others, phrase, description in rows
    ]


COLUMNS = ('code', 'name', 'aliases', 'phrase', 'description')


@pytest.fixture(autouse=True, scope='module')
def _forgotten():
    """Forget the enums that were drawn."""
    yield
    del sys.modules['drawn']


def put(drawn_enums: list[type[Enum]]) -> list[str]:
    """Put enums into a new module, and return their paths."""
    sys.modules['drawn'] = module = ModuleType('drawn')
    vars(module).update({f'E{position}': enum for position, enum in enumerate(drawn_enums)})
    return [f'drawn.E{position}' for position in range(len(drawn_enums))]


WORST = [
    Spoken(
        'Worst', {name: (code, text, text) for code, (name, text) in enumerate(zip(*pair, strict=True))}
    )
    for pair in [
        ([text for text in NASTY if is_name(text)], [text for text in NASTY if is_name(text)]),
        ([f'N{number}' for number in range(len(NASTY))], NASTY),
    ]
] + [Text('Worst', {f'N{number}': '~' + text for number, text in enumerate(NASTY)})]


@settings(max_examples=20)
@example(WORST)
@given(enums)
def test_every_enum_is_on_its_page(tmp_path_factory, drawn_enums):
    """Any enum builds without a warning, and is read back from the page as it is."""
    tables = [
        f'.. http-status-table:: {path}\n   :columns: {" ".join(COLUMNS)}\n' for path in put(drawn_enums)
    ]
    page = '\n'.join(['Title', '=====', '', *tables])
    built = build(tmp_path_factory.mktemp('law'), {'index.rst': page}, html_theme='basic')
    assert built.warnings == []
    assert [table.rows for table in read_html(built.text())] == [facts(enum) for enum in drawn_enums]


def tables_of(
    drawn_enums: list[type[Enum]], columns: tuple[str, ...], *, beside: bool
) -> Iterator[tuple[StatusTable, list[tuple[str, ...]]]]:
    """Yield the table of each enum, and the rows that it has to show.

    :param beside: whether aliases without a column stand beside their names.
    """
    for path, enum in zip(put(drawn_enums), drawn_enums, strict=True):
        rows = [dict(zip(COLUMNS, cells, strict=True)) for cells in facts(enum)]
        if beside and 'aliases' not in columns:
            for row in rows:
                row['name'] += f' (alias {row["aliases"]})' if row['aliases'] else ''
        table = make_table(TableRequest(object=path, columns=columns), pytest.fail)
        yield table, [tuple(row[column] for column in columns) for row in rows]


orders = st.lists(st.sampled_from(COLUMNS), min_size=1, unique=True).map(tuple)


@settings(max_examples=100)
@example(WORST, COLUMNS)
@example(WORST, COLUMNS[::-1])
@example(WORST, ('phrase',))
@given(enums, orders)
def test_every_enum_is_in_its_simple_table(drawn_enums, columns):
    """Any enum as reStructuredText is parsed without a message, and is read back as it is."""
    for table, expected in tables_of(drawn_enums, columns, beside=True):
        tree = publish_doctree(
            render(table, 'rst'),
            settings_overrides={'report_level': 1, 'warning_stream': io.StringIO()},
        )
        assert [message.astext() for message in tree.findall(nodes.system_message)] == []
        assert [type(child) for child in tree.children] == [nodes.table]
        _head, *rows = tree.findall(nodes.row)
        assert [tuple(visible(cell) for cell in row) for row in rows] == expected


def visible(cell: nodes.Element) -> str:
    """Return the text of a cell; a comment is none, and nothing but literals may be in it."""
    inside = {type(node) for node in cell.findall() if not isinstance(node, nodes.Text)} - {type(cell)}
    assert inside <= {nodes.paragraph, nodes.literal, nodes.comment}
    return '' if nodes.comment in inside else cell.astext()


@settings(max_examples=100)
@example(WORST, COLUMNS)
@given(enums, orders)
def test_every_enum_is_in_its_markdown(drawn_enums, columns):
    """Any enum as Markdown is one table without markup, and is read back as it is."""
    markdown = MarkdownIt('commonmark').enable(['table', 'strikethrough'])
    for table, expected in tables_of(drawn_enums, columns, beside=True):
        text = render(table, 'md')
        tokens = [token for block in markdown.parse(text) for token in (block, *(block.children or ()))]
        tags = {token.tag for token in tokens} - {''}
        assert tags <= {'table', 'thead', 'tbody', 'tr', 'th', 'td', 'code'}
        (found,) = read_html(markdown.render(text))
        assert found.rows == expected


@example(WORST, COLUMNS)
@given(enums, orders)
def test_every_enum_is_in_its_csv(drawn_enums, columns):
    """Any enum as comma-separated values has a record per row, and is read back as it is."""
    for table, expected in tables_of(drawn_enums, columns, beside=False):
        _head, *rows = csv.reader(io.StringIO(render(table, 'csv'), newline=''), strict=True)
        assert [tuple(cells) for cells in rows] == expected


@example(WORST, COLUMNS)
@given(enums, orders)
def test_every_enum_is_in_its_json(drawn_enums, columns):
    """Any enum as JSON has an object per row, with every text as Python has it."""
    for table, expected in tables_of(drawn_enums, columns, beside=False):
        objects = json.loads(render(table, 'json'))
        assert [tuple(found) for found in objects] == [columns] * len(expected)
        assert [tuple(one_line(found[column]) for column in columns) for found in objects] == expected


def one_line(value: object) -> str:
    """Return a value of JSON as a cell would show it."""
    return ', '.join(map(shown, value)) if isinstance(value, list) else shown(str(value))
