"""What members have is shown by one rule, whatever its type is, in every place that has columns."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections import OrderedDict, namedtuple
from datetime import date
from enum import Enum, Flag, IntEnum, StrEnum
from types import MappingProxyType, ModuleType

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from reading import read_html, read_text
from valued import Error, Level, Policy

from sphinxext.http_status.cli import main
from sphinxext.http_status.facts.characters import is_address
from sphinxext.http_status.facts.columns import TRUTH
from sphinxext.http_status.facts.problems import RequestError
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.sources.guarded import ForeignError
from sphinxext.http_status.facts.sources.shown import shown
from sphinxext.http_status.facts.table import require_table
from sphinxext.http_status.page.markup import MARKDOWN, RST
from sphinxext.http_status.page.messages import english

OBJECT = 'valued.Reply'
COLUMNS = 'code name phrase link retry tags hosts policy level error.doc_url error.details.who'
#: What the plain columns say of each member, in their order.
SHOWN = [
    (
        'https://example.org/errors/gone_',
        'yes',
        'b, a',
        '9, 10, a, b',
        'LATER',
        '3',
        'https://example.org/rfc9110#section-15.5.11',
        'x, (y: None)',
    ),
    ('http://example.org/a*b?c=d&e', 'no', '', '', 'NEVER', '', '', ''),
    ('see https://example.org/', '', '', '', 'NEVER', '', '', ''),
]


class Spoken(Enum):
    """An enum that says how its members are written."""

    ONE = 1

    def __str__(self):
        return 'the one'


class Bits(Flag):
    A = 1
    B = 2


class Word(StrEnum):
    AUTH = 'auth'


class Lazy:
    """A translation that is made when it is shown."""

    def __str__(self):
        return 'made late'


class Endless(list):
    """A list whose items never end."""

    def __iter__(self):
        while True:
            yield 1


Pair = namedtuple('Pair', 'first second')  # noqa: PYI024  (the old form is what many have)


@pytest.mark.parametrize(
    ('value', 'expected'),
    [
        (None, ''),
        (True, True),
        (False, False),
        (0, 0),
        (1.5, 1.5),
        (float('inf'), 'inf'),
        ('text', 'text'),
        (date(2026, 1, 2), '2026-01-02'),
        (Lazy(), 'made late'),
        (Policy.NEVER, 'NEVER'),
        (Bits.A | Bits.B, 'A|B'),
        (Bits(0), str(Bits(0))),
        (Level.HIGH, '3'),
        (Word.AUTH, 'auth'),
        (Spoken.ONE, 'the one'),
        ((), ''),
        (['b', 'a'], 'b, a'),
        (Pair(1, True), '1, True'),
        (Endless(['b']), 'b'),
        ({'b', 'a', 10, 9}, '9, 10, a, b'),
        (frozenset({Policy.NEVER, Policy.LATER}), 'LATER, NEVER'),
        ({'b': 1, 'a': None}, 'b: 1, a: None'),
        (MappingProxyType({'a': Policy.NEVER}), 'a: NEVER'),
        (OrderedDict(a=[1, (2, 3)]), 'a: (1, (2, 3))'),
    ],
)
def test_a_value_is_shown_by_its_type(value, expected):
    """A class says how its instances are written, and else members are names, and items are listed."""
    found = shown(value)
    assert (found, type(found)) == (expected, type(expected))


def test_a_value_that_holds_itself_is_no_text():
    """What would never end to be written is a failure, as whatever else cannot be written."""
    endless = []
    endless.append(endless)
    with pytest.raises(ForeignError, match='RecursionError'):
        shown(endless)


def put(monkeypatch, enum):
    """Put an enum into a module, and return its path."""
    module = ModuleType('drawn')
    module.Own = enum
    monkeypatch.setitem(sys.modules, 'drawn', module)
    return 'drawn.Own'


def rows_of(path, *columns):
    """Return what a table shows of an object, in which nothing may be wrong."""
    return require_table(TableRequest(object=path, columns=columns)).rows


@pytest.mark.parametrize(
    'value',
    [
        Error('https://example.org/', {'who': 'you'}),
        namedtuple('Old', 'doc_url details')('https://example.org/', {'who': 'you'}),  # noqa: PYI024
        {'doc_url': 'https://example.org/', 'details': {'who': 'you'}, '_secret': 'secret'},
    ],
    ids=['a dataclass', 'a namedtuple', 'a dict'],
)
def test_the_fields_of_a_value_are_columns(monkeypatch, value):
    """A dataclass, a namedtuple and a dict that are the value of a member have columns, at any depth."""
    path = put(monkeypatch, Enum('Own', {'ONE': value}))
    (row,) = rows_of(path, 'Doc_URL', 'details.who', 'value.doc_url')
    assert row.attributes == {
        'doc_url': 'https://example.org/',
        'details.who': 'you',
        'value.doc_url': 'https://example.org/',
    }


@pytest.mark.parametrize('name', ['error._secret', 'error.__dict__.doc_url', '_name_', 'link.upper'])
def test_no_step_of_a_column_is_private_or_a_method(name):
    """What begins with an underscore is no column, wherever it stands, and neither is a method."""
    with pytest.raises(RequestError, match='unknown column'):
        rows_of(OBJECT, 'code', name)


def test_a_misspelled_step_is_corrected():
    """A problem names the column that is meant, with its dots."""
    with pytest.raises(RequestError, match=re.escape("did you mean 'error.doc_url'?")):
        rows_of(OBJECT, 'code', 'error.doc_ulr')


def test_a_step_that_fails_is_told(monkeypatch):
    """A problem names the whole column, the member and the cause; other members are shown."""

    class Own(Enum):
        ONE = 1
        TWO = 2

        @property
        def error(self):
            if self is Own.ONE:
                raise KeyError('lost')
            return Error('here', {})

    with pytest.raises(RequestError, match=r'cannot read error\.doc_url of drawn\.Own\.ONE'):
        rows_of(put(monkeypatch, Own), 'code', 'error.doc_url')


def test_a_field_may_have_a_dot_in_its_name(tmp_path):
    """The field of a record is a column under its own name, and what is in a field by steps."""
    file = tmp_path / 'codes.json'
    file.write_text(json.dumps([{'code': 'E1', 'a.b': 'whole', 'c': {'d': 'step'}}]), encoding='utf-8')
    (row,) = rows_of(str(file), 'a.b', 'c.d')
    assert row.attributes == {'a.b': 'whole', 'c.d': 'step'}


def test_a_label_is_a_phrase(monkeypatch):
    """The ``label`` of Django's enums is the phrase, though it is made late, if nothing else is one."""

    class Own(IntEnum):
        DRAFT = 1
        SENT = 2

        @property
        def label(self):
            return Lazy()

        @property
        def title(self):
            return 'Sent to all' if self is Own.SENT else None

    rows = rows_of(put(monkeypatch, Own))
    assert [row.phrase for row in rows] == ['made late', 'Sent to all']


def test_a_label_that_fails_is_no_phrase(monkeypatch):
    """A ``label`` that cannot be read is a problem of nobody but those who ask for that column."""

    class Own(IntEnum):
        DRAFT = 1

        @property
        def label(self):
            raise LookupError('not set up')

    path = put(monkeypatch, Own)
    assert [row.phrase for row in rows_of(path)] == ['']
    with pytest.raises(RequestError, match=r'cannot read label of drawn\.Own\.DRAFT'):
        rows_of(path, 'code', 'label')


def test_the_name_of_a_field_tells_the_phrase():
    """A field ``title`` is the phrase wherever it stands, and no address is a description."""
    assert [(row.phrase, row.description) for row in rows_of(OBJECT)] == [
        ('Gone away', ''),
        ('Busy', ''),
        ('Odd', ''),
    ]


@pytest.fixture
def render(capsys):
    """Return a function that prints the columns in a format, as the command line does."""

    def printed(form, columns=COLUMNS):
        assert main(['render', OBJECT, '--columns', columns, '--format', form]) == 0
        return capsys.readouterr().out

    return printed


def plain_cells(cells):
    """Return the cells of the plain columns of a row."""
    return tuple(cells[3:])


PAGE = f'T\n=\n\n.. http-status-table:: {OBJECT}\n   :columns: {COLUMNS}\n'


@pytest.mark.sphinx
def test_a_page_shows_every_value(build):
    """A page has each value by the rule, and a cell that is an address as a whole is a link."""
    built = build({'index.rst': PAGE})
    assert built.warnings == []
    assert [plain_cells(row) for row in read_html(built.text())[0].rows] == SHOWN
    links = re.findall(r'<a class="reference external" href="([^"]+)">([^<]+)</a>', built.text())
    assert links[:3] == [
        ('https://example.org/errors/gone_',) * 2,
        ('https://example.org/rfc9110#section-15.5.11',) * 2,
        ('http://example.org/a*b?c=d&amp;e',) * 2,
    ]
    assert build({}, 'http-status').warnings == []


@pytest.mark.sphinx
def test_other_formats_show_addresses_too(build):
    """LaTeX has links, and plain text has the addresses."""
    latex = build({'index.rst': PAGE}, 'latex')
    (file,) = latex.outdir.glob('*.tex')
    assert r'\sphinxurl{https://example.org/errors/gone\_}' in file.read_text(encoding='utf-8')
    text = build({'index.rst': PAGE.replace(COLUMNS, 'code link')}, 'text')
    assert [row[1] for row in read_text(text.text('index.txt'))[0].rows] == [row[0] for row in SHOWN]


@pytest.mark.sphinx
def test_truth_values_are_in_the_language_of_the_page(build):
    """A truth value is a word of our catalog, in the language of the page."""
    assert set(english.TRUTH) == set(TRUTH.values())
    built = build({'index.rst': PAGE}, language='de')
    assert [row[4] for row in read_html(built.text())[0].rows] == ['ja', 'nein', '']


@pytest.mark.sphinx
def test_headers_are_messages(build):
    """The header of each column is in the catalog of its page, once, whether it is given or a name."""
    table = f'.. http-status-table:: {OBJECT}\n   :columns: code link retry\n'
    page = f'T\n=\n\n{table}\n{table}   :headers: ,Weblink,\n'
    built = build({'index.rst': page}, 'gettext', suppress_warnings=['http_status.duplicate'])
    messages = re.findall(r'^msgid "(.+)"$', built.text('index.pot'), re.MULTILINE)
    wanted = ['Code', 'Weblink', 'link', 'no', 'retry', 'yes']
    assert sorted(message for message in messages if message in wanted) == wanted


def test_rows_as_text_show_every_value(render):
    """CSV says what a page says; JSON keeps truth values."""
    _head, *rows = csv.reader(io.StringIO(render('csv')))
    assert [plain_cells(row) for row in rows] == SHOWN
    assert [row['retry'] for row in json.loads(render('json'))] == [True, False, '']


@pytest.mark.parametrize(
    'columns', [COLUMNS, 'doc code', 'level code name', 'code policy', 'doc link name', 'retry code']
)
@pytest.mark.parametrize('form', ['rst', 'md'])
def test_what_is_printed_has_no_drift(render, capsys, tmp_path, form, columns):
    """A page that holds what is printed has nothing to tell, whatever the columns are."""
    page = tmp_path / f'page.{form}'
    page.write_text(render(form, columns), encoding='utf-8')
    assert main(['check', str(page), OBJECT]) == 0
    assert capsys.readouterr().out == ''


@pytest.mark.parametrize(
    'columns', ['severity code name', 'advice code', 'link details code', 'name advice code']
)
def test_what_rows_share_is_neither_code_nor_name_nor_citation(monkeypatch, capsys, tmp_path, columns):
    """Numbers and words that rows share, and addresses of other RFCs, are no drift."""

    class Own(IntEnum):
        CONTINUE = 100
        OK = 200
        NOT_FOUND = 404

        @property
        def severity(self):
            return 100 if self < 400 else 200

        @property
        def advice(self):
            return Policy.LATER if self < 400 else Policy.NEVER

        @property
        def link(self):
            return f'https://example.org/rfc{4000 + self}#section-{self}'

    path = put(monkeypatch, Own)
    assert main(['render', path, '--columns', columns]) == 0
    page = tmp_path / 'page.rst'
    page.write_text(capsys.readouterr().out, encoding='utf-8')
    assert main(['check', str(page), path]) == 0
    assert capsys.readouterr().out == ''


@pytest.mark.sphinx
def test_addresses_stay_in_one_piece(build):
    """An address on a page from right to left is a run of its own, whose slashes stay at its end."""
    built = build({'index.rst': PAGE}, language='ar')
    assert (
        '<bdi dir="ltr"><a class="reference external" href="https://example.org/errors/' in built.text()
    )


@pytest.mark.sphinx
@pytest.mark.parametrize('columns', ['code doc', 'doc name', 'doc'])
def test_docstrings_keep_their_markup(build, render, columns):
    """A docstring is on a page as it was printed: its paragraphs, lists and directives."""
    printed = build({'index.rst': 'T\n=\n\n' + render('rst', columns)})
    assert printed.warnings == []
    for mark in ('<em>was</em>', '<li><p>do not.</p></li>', '410 | gone', 'Not found', '<p>Bye.</p>'):
        assert mark in printed.text()
    assert '<em>later</em>' in printed.text()


def test_a_docstring_of_one_line_leaves_a_simple_table(capsys):
    """The rows are a simple table as long as no docstring has two lines."""
    assert main(['render', OBJECT, '--codes', 'BUSY', '--columns', 'code doc']) == 0
    assert capsys.readouterr().out.splitlines() == [
        '======= =============',
        'Code    Documentation',
        '======= =============',
        '``503`` Ask *later*.',
        '======= =============',
    ]


addresses = st.text(st.characters(), max_size=12).map('https://x.org/{}'.format).filter(is_address)
addresses |= st.text(st.sampled_from("a_*.-:/?#[]@!$&'()+,;=%~"), max_size=12).map('http://x/{}'.format)


@given(addresses)
def test_every_address_is_a_link(address):
    """An address in reStructuredText and in Markdown leads to where it says."""
    assert is_address(address)
    tree = publish_doctree(
        RST.address(address), settings_overrides={'report_level': 1, 'warning_stream': ''}
    )
    (link,) = tree.findall(nodes.reference)
    assert (link['refuri'], tree.astext()) == (address, address)
    _open, inline, _close = MarkdownIt('commonmark').parse(MARKDOWN.address(address))
    assert [token.type for token in inline.children] == ['link_open', 'text', 'link_close']


@pytest.mark.parametrize(
    'text',
    [
        '',
        'https://',
        'see http://x.org',
        'http://x.org and',
        'ftp://x.org',
        'http://x.org/<a>',
        'http://x|y',
    ],
)
def test_what_is_no_address_is_text(text):
    """Words beside an address, other schemes, and marks that no address has make a text of it."""
    assert not is_address(text)
