"""What a page says at an address is read as a reader of the page would, from any docutils tree."""

from __future__ import annotations

import io
import itertools
import re
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from docutils.parsers.rst import directives, roles
from hypothesis import given, settings
from hypothesis import strategies as st
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from sphinxext.http_status.drift.comparing.rows import find_drift
from sphinxext.http_status.drift.findings import Changed, NotCompared, PageRange, Unreadable
from sphinxext.http_status.drift.parsing.files import DocumentError, parse_file, parse_md, parse_rst
from sphinxext.http_status.drift.reading.address import read_address
from sphinxext.http_status.drift.reading.body import tells_names
from sphinxext.http_status.drift.reading.cells import (
    Cell,
    find_citations,
    find_names,
    find_range,
    split_code,
)
from sphinxext.http_status.drift.records import PageCitation
from sphinxext.http_status.drift.vocabulary import Vocabulary
from sphinxext.http_status.facts.citations import EDITIONS
from sphinxext.http_status.facts.citations import find_citations as facts_citations
from sphinxext.http_status.facts.histories.files import find_history
from sphinxext.http_status.facts.model import StatusRow, StatusTable
from sphinxext.http_status.page.text import render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def rows_of(release: str = '3.13', edition: str = '9110') -> tuple[StatusRow, ...]:
    """Return the rows of the enum, each with its citation."""
    history = find_history('http.HTTPStatus')
    assert history is not None
    return tuple(
        replace(row, citation=facts_citations('http-status-codes', edition).get(row.code))
        for row in history.rows(release)
    )


ROWS = rows_of()
FEW = [row for row in ROWS if row.code in {200, 404, 500}]
WORDS = Vocabulary(ROWS)


# Cells.


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('404', (404, '')),
        ('404 Not Found', (404, 'Not Found')),
        ('404: Not Found', (404, 'Not Found')),
        ('404 - NOT_FOUND', (404, 'NOT_FOUND')),
        ('HTTP 404', (404, '')),
        ('NOT_FOUND (404)', (404, 'NOT_FOUND')),
        ('(404)', (404, '')),
        ('4O4', None),
        ('404.5', None),
        ('4040', None),
        ('104-199', None),
        ('4xx', None),
        ('404th', None),
        ('', None),
    ],
)
def test_a_code_stands_alone_or_beside_something(text: str, expected: tuple[int, str] | None) -> None:
    """A code is a number of its own, wherever in the cell it stands."""
    assert split_code(Cell(text), WORDS) == expected


@pytest.mark.parametrize('code', [204, 2040, 20401, 204011])
def test_a_code_may_have_up_to_six_digits(code: int) -> None:
    """A code of a project's own enum is found before and behind other text, if it is as long as that."""
    words = Vocabulary([StatusRow(code=code, name='GONE')])
    for text in (f'{code} GONE', f'HTTP {code}: GONE', f'GONE ({code})', f'GONE {code}'):
        assert split_code(Cell(text), words) == (code, 'GONE')
    assert split_code(Cell(f'{code}0 GONE'), words) is None
    assert split_code(Cell(f'GONE ({code}0)'), words) is None


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('104-199 Unassigned', PageRange(104, 199)),
        ('104 \N{EN DASH} 199', PageRange(104, 199)),
        ('104..199', PageRange(104, 199)),
        ('4xx', PageRange(400, 499)),
        ('4XX Client errors', PageRange(400, 499)),
        ('404', None),
        ('404 - Not Found', None),
    ],
)
def test_a_range_stands_for_many_codes(text: str, expected: PageRange | None) -> None:
    """Two codes with a dash between them are a range, and so is the name of a class."""
    assert find_range(text) == expected


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('HTTP/1.1 RFC 7231, Section 6.5.4', [(7231, '6.5.4')]),
        ('[RFC9110, Section 15.5.5]', [(9110, '15.5.5')]),
        ('RFC 9110 (Section 15.5.5)', [(9110, '15.5.5')]),
        ('RFC 9110 \N{SECTION SIGN}15.5.5', [(9110, '15.5.5')]),
        ('RFC-6585, Section 3 (Experimental)', [(6585, '3')]),
        ('Section 15.5.5 of RFC 9110', [(9110, '15.5.5')]),
        ('WebDAV RFC 2518,  10.1 節', [(2518, '10.1')]),
        ('HTTP RFC 6585, Sección 3', [(6585, '3')]),
        ('RFC 2324, 1 April 1998', [(2324, '')]),
        ('RFC 7231 (HTTP/1.1)', [(7231, '')]),
        ('HTTP Semantics RFC 9110', [(9110, '')]),
        ('RFC 7231, RFC 9110, Section 15.5.5', [(7231, ''), (9110, '15.5.5')]),
        ('HTTP Semantics RFC 9110 Section 15.5.5, Section 15.5.5', [(9110, '15.5.5')]),
        ('RFC 9110, Section 15.5.5, Section 15.5.6', [(9110, '15.5.5 and 15.5.6')]),
        ('no citation, version 3.9', []),
    ],
)
def test_a_citation_is_read_in_any_language(text: str, expected: list[tuple[int, str]]) -> None:
    """The number behind an RFC is its section, unless it is a date or a version."""
    assert find_citations(Cell(text)) == tuple(PageCitation(*item) for item in expected)


@settings(deadline=None, max_examples=300)
@given(
    st.text(alphabet=st.sampled_from('RFC SECTION section 0123456789.,-§()[]#:節Ж_aZ\n'), max_size=200)
)
def test_no_text_of_a_cell_is_too_odd(text: str) -> None:
    """Whatever stands in a cell, it is read without an error."""
    cell = Cell(text, (text,))
    split_code(cell, WORDS)
    find_range(text)
    assert all(re.search(str(item.rfc), text) for item in find_citations(cell))
    assert all(name in text for name in find_names(cell, WORDS))


@pytest.mark.parametrize('text', ['RFC 9110 ' * 4000, '1.' * 20_000, 'A_' * 20_000, ' (404' * 8000])
def test_a_long_cell_takes_no_time(text: str) -> None:
    """No pattern takes more than linear time, or nearly."""
    start = time.process_time()
    cell = Cell(text)
    split_code(cell, WORDS)
    find_range(text)
    find_citations(cell)
    find_names(cell, WORDS)
    assert time.process_time() - start < 3


# Titles.


@pytest.mark.parametrize(
    'title',
    ['Name', 'Enum Name', 'Constant:', 'Symbolic name', 'Error code name', 'MEMBERS', 'status_name'],
)
def test_a_title_may_tell_names(title: str) -> None:
    """It ends with a word for names, and before that has words for what has codes."""
    assert tells_names(title)


@pytest.mark.parametrize(
    'title', ['', 'Code', 'Phrase', 'Display name', 'Country name', 'Filename', 'Names of it', 'Error']
)
def test_other_titles_tell_no_names(title: str) -> None:
    """The name of something else, and a word for codes alone, are no title of names."""
    assert not tells_names(title)


# What we print ourselves.

COLUMNS = ('code', 'name', 'phrase', 'description', 'details', 'since', 'aliases')
SHOWN = [
    ('code', 'name', 'details'),
    COLUMNS,
    COLUMNS[::-1],
    *(pair for pair in itertools.combinations(COLUMNS, 2) if {'code', 'name'} & set(pair)),
]


@pytest.mark.parametrize('form', ['rst', 'md', 'csv'])
def test_nothing_is_found_in_what_we_print(form: str) -> None:
    """A table as we print it reads back without a finding, whole or in part, whatever it shows."""
    for columns, rows in itertools.product(SHOWN, [ROWS, ROWS[:1], ROWS[30:46]]):
        text = render(StatusTable(object='http.HTTPStatus', columns=columns, rows=rows), form)
        if form == 'csv':
            text = '.. csv-table::\n   :header-rows: 1\n\n' + re.sub(
                '^', '   ', text, flags=re.MULTILINE
            )
        document = (parse_md if form == 'md' else parse_rst)(text)
        reading = read_address(document, None, rows)
        assert len(reading.rows) == len(rows)
        assert list(find_drift(rows, reading)) == []


@pytest.mark.parametrize('edition', EDITIONS)
@pytest.mark.parametrize('release', ['3.5', '3.9', '3.13'])
def test_nothing_is_found_in_any_release_and_edition(release: str, edition: str) -> None:
    """A table of every release reads back without a finding, citing whatever it cites."""
    rows = rows_of(release, edition)
    text = render(StatusTable(object='http.HTTPStatus', columns=SHOWN[0], rows=rows), 'rst')
    assert list(find_drift(rows, read_address(parse_rst(text), None, rows))) == []


# Files without a project.

TABLE = """
====  =====================
Code  Name
====  =====================
200   OK
404   NOT_FOUND
500   INTERNAL_SERVER_ERROR
====  =====================
"""


def test_a_parse_leaves_no_trace_in_docutils() -> None:
    """Roles and directives that others registered are in force afterwards, and ours are not."""
    before = dict(directives._directives), dict(roles._roles), directives.directive, roles.role  # type: ignore[attr-defined]
    parse_rst('.. role:: odd\n\n.. default-role:: odd\n\n:other:`x` `y`\n\n.. unknown::\n\n   ' + 'text')
    after = dict(directives._directives), dict(roles._roles), directives.directive, roles.role  # type: ignore[attr-defined]
    assert before == after


def test_what_an_application_registered_is_not_used() -> None:
    """A directive of Sphinx would need Sphinx, so ours stands in for it while a file is read."""

    class Raising(directives.misc.Class):
        def run(self) -> list[nodes.Node]:
            raise RuntimeError

    directives.register_directive('only', Raising)
    try:
        document = parse_rst('.. only:: html\n\n   text')
    finally:
        del directives._directives['only']  # type: ignore[attr-defined]
    assert document.astext() == 'text'


def test_a_parse_prints_nothing_and_reads_no_other_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Errors in a file are findings or nothing; what it includes stays closed, and is named."""
    (tmp_path / 'secret.txt').write_text('SECRET', encoding='utf-8')
    source = tmp_path / 'page.rst'
    hiding = '.. include:: secret.txt\n\n.. raw:: html\n   :file: secret.txt\n'
    source.write_text(f'A\n=\n\nB\n--\n\n`broken_ |x| :odd:`y`\n\n{hiding}{TABLE}', encoding='utf-8')
    document = parse_file(source)
    assert 'SECRET' not in document.pformat()
    assert capsys.readouterr() == ('', '')
    found = list(find_drift(FEW, read_address(document, None, FEW)))
    assert [type(finding) for finding in found] == [NotCompared, NotCompared]
    assert [finding.place.line for finding in found] == [9, 11]


def test_sections_inside_of_directives_are_no_obstacle() -> None:
    """A directive around sections keeps them, and what follows stays where it is."""
    inner = 'Inside\n======\n\nText.\n' + TABLE
    text = (
        'Top\n===\n\n.. only:: html\n\n'
        + re.sub('^', '   ', inner, flags=re.MULTILINE)
        + '\n\nNext\n====\n'
    )
    document = parse_rst(text)
    assert [title.astext() for title in document.findall(nodes.title)] == ['Top', 'Inside', 'Next']
    assert len(read_address(document, 'inside', FEW).rows) == 3
    assert read_address(document, 'next', FEW).rows == ()


def test_markdown_without_its_parser_is_an_error_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who lacks myst-parser learns what to install."""
    monkeypatch.setitem(sys.modules, 'myst_parser.parsers.docutils_', None)
    with pytest.raises(DocumentError, match=r'cannot read page\.md: .*pip install myst-parser'):
        parse_md('# A', 'page.md')


def test_a_file_that_cannot_be_read_is_an_error_that_says_so(tmp_path: Path) -> None:
    """A missing file and one that is no UTF-8 are told by name."""
    (tmp_path / 'latin.rst').write_bytes(b'\xe9')
    for name in ('missing.rst', 'latin.rst'):
        with pytest.raises(DocumentError, match=name):
            parse_file(tmp_path / name)


def test_an_address_that_does_not_exist_is_a_finding() -> None:
    """The finding names the nearest address that there is."""
    reading = read_address(parse_rst('Status codes\n============\n' + TABLE), 'status-kodes', FEW)
    (finding,) = find_drift(FEW, reading)
    assert isinstance(finding, Unreadable)
    assert finding.drift
    assert "did you mean 'status-codes'?" in finding.message


def test_an_address_is_read_and_not_what_stands_around_it() -> None:
    """A section ends where the next one of its level begins."""
    text = f'One\n===\n{TABLE}\nTwo\n===\n\nThree\n-----\n{TABLE}'
    document = parse_rst(text)
    assert [len(read_address(document, name, FEW).rows) for name in (None, 'one', 'two', 'three')] == [
        6,
        3,
        3,
        3,
    ]
    assert [row.line for row in read_address(document, 'three', FEW).rows] == [21, 22, 23]


def test_a_member_without_a_phrase_does_not_make_empty_text_one() -> None:
    """The phrases of an enum are those that its members have, folded."""
    rows = [StatusRow(code=200, name='OK', phrase='All  Is Well'), StatusRow(code=404, name='GONE')]
    assert Vocabulary(rows).phrases == {'all is well'}


def test_without_expected_rows_three_digits_are_a_code() -> None:
    """A tree can be read before anything is known about the enum."""
    reading = read_address(parse_rst(TABLE))
    assert [(row.code, row.names) for row in reading.rows] == [
        (200, ('OK',)),
        (404, ('NOT_FOUND',)),
        (500, ('INTERNAL_SERVER_ERROR',)),
    ]


def test_reading_takes_time_linear_in_rows() -> None:
    """Ten thousand rows of a tree are read in seconds."""
    document = parse_rst(TABLE)
    body = next(document.findall(nodes.tbody))
    template = body.children[0]
    expected = [StatusRow(code=1000 + index, name=f'STATE_{index}') for index in range(10_000)]
    body.clear()
    for row in expected:
        copy = template.deepcopy()
        for paragraph, text in zip(
            copy.findall(nodes.paragraph), (str(row.code), row.name), strict=True
        ):
            paragraph[0] = nodes.Text(text)
        body += copy
    start = time.process_time()
    reading = read_address(document, None, expected)
    assert time.process_time() - start < 10
    assert len(reading.rows) == 10_000


# Trees that Sphinx made.

CONF = "extensions = ['sphinx.ext.autodoc', 'myst_parser']\n"
ROLES = """
====  ==================================
Code  Name
====  ==================================
200   ``OK``
404   :attr:`~http.HTTPStatus.NOT_FOUND`
500   INTERNAL_SERVER_ERROR
====  ==================================
"""
PAGES = {
    'index.rst': f"""\
:mod:`http` --- what a server says
==================================

.. module:: http

.. class:: HTTPStatus

   An enum.

   .. attribute:: OK
      :value: 200

   .. attribute:: NOT_FOUND
      :value: 403

.. _codes:

Codes
-----
{ROLES}
.. versionchanged:: 2.0
   Removed ``410 GONE``.

.. csv-table::
   :name: few

   200, OK
   404, NOT_FUND
   500, INTERNAL_SERVER_ERROR

.. toctree::

   auto
   markdown
""",
    'auto.rst': """\
Auto
====

.. autoclass:: http.HTTPStatus
   :members:
   :undoc-members:
   :no-index:
""",
    'markdown.md': """\
# Markdown

(label)=
## Codes

| Code | Name | Defined |
|------|------|---------|
| 200 | {py:attr}`~http.HTTPStatus.OK` | {rfc}`9110#section-15.3.1` |
| 404 | `NOT_FOUND` | {rfc}`9110`, Section 15.5.6 |
| 500 | `INTERNAL_SERVER_ERROR` | RFC 9110, Section 15.6.1 |
""",
}


@pytest.fixture(scope='module')
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sphinx]:
    """Build a project as its readers get it."""
    source = tmp_path_factory.mktemp('project')
    (source / 'conf.py').write_text(CONF, encoding='utf-8')
    for name, text in PAGES.items():
        (source / name).write_text(text, encoding='utf-8')
    warnings = io.StringIO()
    folders = source, source, source / '_build', source / '_doctrees'
    # Sphinx registers its nodes, directives and roles with docutils, for all that comes after.
    with docutils_namespace():
        app = Sphinx(*folders, 'html', status=None, warning=warnings)
        app.build()
        assert warnings.getvalue() == ''
        yield app


def tree_of(app: Sphinx, name: str) -> nodes.document:
    """Return a page of the project as a builder writes it."""
    document = app.env.get_doctree(name)
    app.env.apply_post_transforms(document, name)
    return document


def find_in(app: Sphinx, document: str, fragment: str, codes: set[int]) -> list[tuple[int | None, str]]:
    """Return the line and text of each finding about a part of the project."""
    rows = [row for row in ROWS if row.code in codes]
    tree = tree_of(app, document)
    reading = read_address(tree, fragment, rows, path=document)
    return [(finding.place.line, finding.message) for finding in find_drift(rows, reading)]


def test_a_table_in_a_section_of_a_project_is_right(app: Sphinx) -> None:
    """Roles are resolved, and version notes are no rows."""
    tree = tree_of(app, 'index')
    assert len(read_address(tree, 'codes', FEW).rows) == 6
    assert [row.names for row in read_address(tree, 'codes', FEW).rows][1] == ('NOT_FOUND',)


def test_a_named_table_of_a_project_is_read_alone(app: Sphinx) -> None:
    """A csv-table does not know its lines under Sphinx; its findings stand shortly before it."""
    lines = PAGES['index.rst'].splitlines()
    note, table = lines.index('.. versionchanged:: 2.0') + 1, lines.index('.. csv-table::') + 1
    ((line, message),) = find_in(app, 'index', 'few', {200, 404, 500})
    assert line is not None
    assert note <= line <= table
    assert message == (
        '404: the page says NOT_FUND, the code has no such member; did you mean NOT_FOUND?'
    )


def test_described_attributes_of_a_project_are_compared(app: Sphinx) -> None:
    """The value that Sphinx shows behind a name is the code that it says."""
    assert find_in(app, 'index', 'http.HTTPStatus', {200, 404}) == [
        (13, 'NOT_FOUND: the page says 403, the code says 404')
    ]


def test_what_autodoc_describes_is_right(app: Sphinx) -> None:
    """The members of the running Python are those that it describes."""
    from http import HTTPStatus

    names = list(HTTPStatus.__members__.items())
    rows = [
        StatusRow(
            code=int(member),
            name=member.name,
            aliases=tuple(name for name, other in names if other is member and name != member.name),
        )
        for member in HTTPStatus
    ]
    tree = tree_of(app, 'auto')
    reading = read_address(tree, 'auto', rows)
    assert {mention.name for mention in reading.mentions} >= {row.name for row in rows}
    assert list(find_drift(rows, reading)) == []


@pytest.mark.parametrize('fragment', ['codes', 'label'])
def test_markdown_in_a_project_is_compared(app: Sphinx, fragment: str) -> None:
    """A pipe table with roles is read at its lines, by the slug of its section or by a label."""
    assert find_in(app, 'markdown', fragment, {200, 404, 500}) == [
        (9, '404: the page cites RFC 9110, Section 15.5.6, it should cite RFC 9110, Section 15.5.5'),
        (10, '500: the page links to nothing, it should link to RFC 9110, Section 15.6.1'),
    ]


def test_a_finding_in_a_project_is_about_the_document(app: Sphinx) -> None:
    """The address is the name of the document and the id."""
    tree = tree_of(app, 'markdown')
    reading = read_address(tree, 'codes', FEW, path='markdown')
    finding = next(find_drift(FEW, reading))
    assert isinstance(finding, Changed)
    assert (finding.place.address, str(finding.place)) == ('markdown#codes', 'markdown:9')
