"""The law of the check: nothing is told of a right page, and each single change of it is told once."""

from __future__ import annotations

import csv
import gettext
import io
import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from mutants import INFORMATION, Link, Mutant, Page, Row, cite, mutants, right_page

from sphinxext.http_status.drift import vocabulary
from sphinxext.http_status.drift.check import check_tree
from sphinxext.http_status.drift.comparing import names, rows
from sphinxext.http_status.drift.comparing.notes import Asked
from sphinxext.http_status.drift.parsing.files import parse_md, parse_rst
from sphinxext.http_status.drift.parsing.html import parse_html
from sphinxext.http_status.drift.reading import address, body, columns, notes, tables
from sphinxext.http_status.drift.reading.node_text import VERSION
from sphinxext.http_status.drift.vocabulary import Vocabulary
from sphinxext.http_status.facts.characters import width
from sphinxext.http_status.facts.model import StatusRow, StatusTable
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.table import require_table
from sphinxext.http_status.page.linking import requested_tables
from sphinxext.http_status.page.markup import MARKDOWN, RFC_URL, RST, Style
from sphinxext.http_status.page.messages import english
from sphinxext.http_status.page.messages.catalog_files import CATALOG, SHIPPED
from sphinxext.http_status.page.messages.lookup import ENGLISH, MessageLookup
from sphinxext.http_status.page.messages.words import find_header
from sphinxext.http_status.page.reading.version_notes import markup, note_content

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from conftest import Build

    from sphinxext.http_status.drift.findings import Finding
    from sphinxext.http_status.facts.model import Note

pytestmark = pytest.mark.sphinx

COLUMNS = ('code', 'name', 'details')

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Pieces:
    """The source of pages with any of some rows and notes, piece by piece."""

    head: str
    rows: dict[Row, str]
    between: str
    notes: dict[Note, str]
    tail: str
    parse: Callable[[str], nodes.document]

    def write(self, page: Page) -> tuple[str, list[int]]:
        """Return the source of a page, and the line on which each of its parts begins."""
        parts = [self.head, *map(self.rows.__getitem__, page.rows), self.between]
        parts += [*map(self.notes.__getitem__, page.notes), self.tail]
        lines = [*accumulate((part.count('\n') for part in parts), initial=1)]
        count = len(page.rows)
        return ''.join(parts), [*lines[1 : count + 1], *lines[count + 2 : -2]]


# Tables. Each is a function from the header and the rows to what stands before the rows, the source of
# each row, and what stands behind them.

Written = tuple[str, list[str], str]


def padded(cell: str, wide: int) -> str:
    """Return a cell as wide as its column in a terminal."""
    return cell + ' ' * (wide - width(cell))


def as_simple(rows: Sequence[Cells]) -> Written:
    """Return a simple table."""
    # An empty comment in the place of an empty last cell lets docutils count the width before it.
    filled = [(*row[:-1], row[-1] or '..') for row in rows]
    widths = [max(map(width, column)) for column in zip(*filled, strict=True)]
    rule = ' '.join('=' * wide for wide in widths) + '\n'
    head, *lines = [' '.join(map(padded, row, widths)).rstrip() + '\n' for row in filled]
    return rule + head + rule, lines, rule


def as_grid(rows: Sequence[Cells]) -> Written:
    """Return a grid table."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    rule = '+' + '+'.join('-' * (wide + 2) for wide in widths) + '+\n'
    head, *lines = ['| ' + ' | '.join(map(padded, row, widths)) + ' |\n' for row in rows]
    return rule + head + rule.replace('-', '='), [line + rule for line in lines], ''


def as_list(rows: Sequence[Cells]) -> Written:
    """Return a list-table."""
    head, *items = ['   * - ' + '\n     - '.join(row) + '\n' for row in rows]
    return '.. list-table::\n   :header-rows: 1\n\n' + head, items, ''


def as_csv(rows: Sequence[Cells]) -> Written:
    """Return a csv-table."""
    out = io.StringIO()
    csv.writer(out, lineterminator='\n').writerows(rows)
    head, *lines = [f'   {line}\n' for line in out.getvalue().splitlines()]
    return '.. csv-table::\n   :header-rows: 1\n\n' + head, lines, ''


def as_pipes(rows: Sequence[Cells]) -> Written:
    """Return a pipe table."""
    head, *lines = ['| ' + ' | '.join(row) + ' |\n' for row in rows]
    return head + '|' + ' --- |' * len(rows[0]) + '\n', lines, ''


def as_fenced_list(rows: Sequence[Cells]) -> Written:
    """Return a list-table in Markdown."""
    head, *items = ['* - ' + '\n  - '.join(row) + '\n' for row in rows]
    return '```{list-table}\n:header-rows: 1\n\n' + head, items, '```\n'


@dataclass(frozen=True)
class Form:
    """A markup, and how it has tables and notes."""

    table: Callable[[Sequence[Cells]], Written]
    style: Style = RST
    parse: Callable[[str], nodes.document] = parse_rst
    heading: str = 'Codes\n=====\n\n'
    note: str = '.. {kind}:: {release}\n   {text}\n\n'


MyST = partial(
    Form,
    style=MARKDOWN,
    parse=parse_md,
    heading='# Codes\n\n',
    note='```{{{kind}}} {release}\n{text}\n```\n\n',
)
FORMS = {
    'simple': Form(as_simple),
    'grid': Form(as_grid),
    'list-table': Form(as_list),
    'csv-table': Form(as_csv),
    'md': MyST(as_pipes),
    'md list-table': MyST(as_fenced_list),
}


def words_of(language: str) -> MessageLookup:
    """Return what the directive says in a language."""
    if language == 'en':
        return ENGLISH
    found = gettext.translation(CATALOG, SHIPPED, [language])
    found.add_fallback(gettext.NullTranslations())
    return MessageLookup(catalog=found)


@dataclass(frozen=True)
class Writer:
    """Writes pages by hand, in one form and language."""

    form: Form
    columns: Sequence[str] = COLUMNS
    words: MessageLookup = ENGLISH
    registry: str = 'http-status-codes'

    def pieces(self, rows: Sequence[Row], notes: Sequence[Note]) -> Pieces:
        """Return the source of pages with these rows and notes."""
        head = tuple(self.words.one(find_header(name, self.registry)) for name in self.columns)
        before, lines, behind = self.form.table([head, *map(self.cells, rows)])
        return Pieces(
            self.form.heading + before,
            dict(zip(rows, lines, strict=True)),
            behind + '\n',
            {note: self.note(note) for note in notes},
            '',
            self.form.parse,
        )

    def cells(self, row: Row) -> Cells:
        """Return the cells of a row."""
        return tuple(CELLS[name](self, row) for name in self.columns)

    def code(self, row: Row) -> str:
        return self.form.style.literal(row.code)

    def name(self, row: Row) -> str:
        name = self.form.style.literal(row.name) if row.name else ''
        if not row.aliases or 'aliases' in self.columns:
            return name
        return self.words.one(english.NAME_WITH_ALIAS) % {'name': name, 'aliases': self.aliases(row)}

    def aliases(self, row: Row) -> str:
        return ', '.join(map(self.form.style.literal, row.aliases))

    def phrase(self, row: Row) -> str:
        return self.form.style.text(row.phrase)

    def details(self, row: Row) -> str:
        if (citation := row.citation) is None:
            return ''
        style = self.form.style
        parts = {'spec': style.text(self.words.one(citation.spec)), 'section': citation.section}
        parts['rfc'] = self.rfc(row)
        cited = self.words.one(english.citation_pattern(citation)) % parts
        if not citation.maturity:
            return cited
        maturity = {'citation': cited, 'maturity': self.words.one(citation.maturity)}
        return self.words.one(english.MATURITY) % maturity

    def rfc(self, row: Row) -> str:
        assert row.citation is not None
        style, citation = self.form.style, row.citation
        if row.link is None:
            return f'RFC {citation.rfc}'
        if row.link == (citation.rfc, citation.section):
            return style.rfc(citation)
        rfc, section = row.link
        target = f'{rfc}#section-{section}' if section else str(rfc)
        return style.link(f'RFC {citation.rfc}', RFC_URL % target)

    def note(self, note: Note) -> str:
        """Return a note."""
        text = markup(note_content(note, self.words))
        if self.form.style is MARKDOWN:
            text = text.replace('``', '`')
        else:
            # Markup needs something between itself and a letter.
            text = re.sub(r'(?<=\w)(?=``\w)|(?<=\w``)(?=\w)', r'\\ ', text)
        return self.form.note.format(kind=note.kind, release=note.release, text=text)


CELLS: dict[str, Callable[[Writer, Row], str]] = {
    'code': Writer.code,
    'name': Writer.name,
    'aliases': Writer.aliases,
    'phrase': Writer.phrase,
    'details': Writer.details,
}


# HTML, which Sphinx makes of a page, and of what the directive shows.

_ROW = re.compile(r'<tr class=.*?</tr>\n', re.DOTALL)
_NOTE = re.compile(r'<div class="version(?:added|changed)">.*?</div>\n', re.DOTALL)
_LINK = re.compile(r'<a class="(?:rfc )?reference external" href="[^"]*rfc\d[^"]*">(.*?)</a>')


def split_html(html: str, rows: Sequence[Row], notes: Sequence[Note]) -> Pieces:
    """Return a built page in pieces."""
    head, start, rest = html.partition('<tbody>\n')
    body, end, below = rest.partition('</tbody>')
    made, tail = _NOTE.findall(below), _NOTE.split(below)
    return Pieces(
        head + start,
        dict(zip(rows, _ROW.findall(body), strict=True)),
        end + tail[0],
        dict(zip(notes, made, strict=True)),
        tail[-1],
        parse_html,
    )


def relink(html: str, link: Link | None) -> str:
    """Return a row with another link to its RFC, or without one."""
    if link is None:
        changed, count = _LINK.subn(r'\1', html)
    else:
        address = RFC_URL % '#section-'.join(map(str, filter(None, link)))
        changed, count = re.subn(r'(?<=href=")[^"]*rfc\d[^"]*', address, html)
    assert count == 1
    return changed


def shown(row: Row, registry: str) -> StatusRow:
    """Return the facts that a row shows, true or not."""
    return StatusRow(
        code=int(row.code) if row.code.isdecimal() else row.code,
        name=row.name,
        aliases=row.aliases,
        phrase=row.phrase,
        citation=row.citation,
        registry=registry,
    )


@dataclass(frozen=True)
class Directive:
    """Has the directive show pages, by giving it the rows and notes for facts."""

    build: Build
    patch: pytest.MonkeyPatch
    table: StatusTable
    language: str = 'en'

    def pieces(self, rows: Sequence[Row], notes: Sequence[Note]) -> Pieces:
        """Return the source of pages with these rows and notes."""
        own = dict.fromkeys(cite(row, row.citation) for row in rows)
        facts = tuple(shown(row, self.table.registry) for row in own)
        table = replace(self.table, rows=facts, notes=tuple(notes))
        self.patch.setattr(requested_tables, 'make_table', lambda _request, _report: table)
        page = {'index.rst': 'Codes\n=====\n\n.. http-status-table::\n'}
        built = self.build(page, language=self.language)
        assert built.warnings == []
        pieces = split_html(built.text(), [*own], notes)
        linked = {row: pieces.rows[cite(row, row.citation)] for row in rows}
        others = {row: relink(html, row.link) for row, html in linked.items() if row not in own}
        return replace(pieces, rows=linked | others)


@dataclass(frozen=True)
class BuiltPage:
    """Has Sphinx build pages that are written by hand."""

    build: Build
    writer: Writer

    def pieces(self, rows: Sequence[Row], notes: Sequence[Note]) -> Pieces:
        """Return the source of pages with these rows and notes."""
        source, _lines = self.writer.pieces(rows, notes).write(Page((*rows,), (*notes,)))
        return split_html(self.build({'index.rst': source}).text(), rows, notes)


# The law.


class Law:
    """Compares mutants of a page, made of parts that are parsed once, since that is what takes time."""

    def __init__(
        self, writer: Writer | Directive | BuiltPage, table: StatusTable, **which: bool
    ) -> None:
        self.table = table
        self.page = right_page(table)
        self.cases = list(mutants(self.page, **which))
        pages = [self.page, *(case.page for case in self.cases)]
        rows = dict.fromkeys(row for page in pages for row in page.rows)
        notes = dict.fromkeys(note for page in pages for note in page.notes)
        self.pieces = writer.pieces([*rows], [*notes])
        every = Page((*rows,), (*notes,))
        source, lines = self.pieces.write(every)
        self.lines = dict(zip(every.parts, lines, strict=True))
        self.tree = self.pieces.parse(source)
        self.body = next(self.tree.findall(nodes.tbody))
        noted = [node for node in self.tree.findall(nodes.Element) if VERSION in node]
        self.nodes = dict(zip(every.parts, [*self.body.children, *noted], strict=True))
        self.around = noted[0].parent
        self.before = self.around.children[: self.around.index(noted[0])]
        header = next(self.tree.findall(nodes.thead))[0].line
        #: Whether lines are counted from the header of the table, as in pipe tables of MyST-Parser.
        self.is_counted = header is not None and self.body[0].line == header
        for row in self.body.children if self.is_counted else ():
            row.line = header

    def find(self, page: Page, asked: Asked = Asked.TOLD) -> list[Finding]:
        """Return what is told of a page that is put together."""
        self._put(self.body, [self.nodes[row] for row in page.rows])
        self._put(self.around, [*self.before, *(self.nodes[note] for note in page.notes)])
        return find(self.tree, self.table, asked)

    def lines_of(self, page: Page) -> list[int]:
        """Return where the parts of a page stand that is put together."""
        lines = [self.lines[part] for part in page.parts]
        count = len(page.rows)
        return [*self.pieces.write(page)[1][:count], *lines[count:]] if self.is_counted else lines

    @staticmethod
    def _put(parent: nodes.Element, children: list[nodes.Node]) -> None:
        parent.children = children
        for child in children:
            child.parent = parent

    def is_kept(self, case: Mutant, *, whole: bool = False) -> bool:
        """Return whether one thing alone is told of a mutant: what has to be, and where.

        :param whole: whether the page is written and parsed as a whole.
        """
        if whole:
            source, lines = self.pieces.write(case.page)
            found = find(self.pieces.parse(source), self.table)
        else:
            found, lines = self.find(case.page), self.lines_of(case.page)
        return is_told(case, found, lines)


def find(tree: nodes.document, table: StatusTable, asked: Asked = Asked.TOLD) -> list[Finding]:
    """Return all findings about a page, information included."""
    return list(check_tree(tree, '', table, path='page', asked=asked).findings)


def is_told(case: Mutant, found: Sequence[Finding], lines: Sequence[int]) -> bool:
    """Return whether one thing alone is found: what has to be, in its words, and where it is."""
    if [type(finding) for finding in found] != [case.finding]:
        return False
    (finding,) = found
    says = all(re.search(rf'(?<!\w){re.escape(word)}(?!\w)', finding.message) for word in case.says)
    is_drift = finding.drift is (case.finding not in INFORMATION)
    return says and is_drift and finding.place.line in {lines[place] for place in case.at}


@pytest.fixture
def parts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read each row and note once, since the same ones stand on thousands of pages."""
    vocabularies: dict[int, Vocabulary] = {}

    def find_vocabulary(expected: Sequence[StatusRow]) -> Vocabulary:
        if id(expected) not in vocabularies:
            vocabularies[id(expected)] = Vocabulary(expected)
        return vocabularies[id(expected)]

    for module in address, rows:
        monkeypatch.setattr(module, 'Vocabulary', find_vocabulary)
    again = {
        tables: ['cell_of'],
        notes: ['text_of'],
        columns: ['find_citations'],
        body: ['find_names', 'split_code'],
        names: ['bare'],
        vocabulary: ['bare', 'fold'],
    }
    for module, functions in again.items():
        for name in functions:
            monkeypatch.setattr(module, name, cache(getattr(module, name)))
    # What docutils walks through, again and again.
    walk = cache(lambda row, kind: [*nodes.Node._fast_findall(row, kind)])  # type: ignore[attr-defined]
    monkeypatch.setattr(nodes.row, '_fast_findall', lambda *asked: iter(walk(*asked)), raising=False)


#: What is parsed as a whole, beside what is put together: one mutant in so many.
WHOLE = 251


@pytest.fixture
def keep(capsys: pytest.CaptureFixture[str], parts_once: None) -> Callable[..., None]:
    """Return a function that asserts the law for the pages of a writer, and prints its counts."""

    def keep(name: str, law: Law) -> None:
        whole = law.pieces.parse(law.pieces.write(law.page)[0])
        for found in law.find(law.page), find(whole, law.table):
            assert [str(finding) for finding in found] == []
        total, right = Counter[str](), Counter[str]()
        wrong = []
        for number, case in enumerate(law.cases):
            kept = law.is_kept(case) and (number % WHOLE > 0 or law.is_kept(case, whole=True))
            total[case.kind] += 1
            right[case.kind] += kept
            if not kept:
                wrong.append((case.kind, case.says, [str(finding) for finding in law.find(case.page)]))
        counts = ', '.join(f'{kind} {right[kind]}/{total[kind]}' for kind in total)
        with capsys.disabled():
            print(f'\n{name}, {len(law.page.rows)} rows: {counts}', end=' ')  # noqa: T201
        assert wrong[:9] == []

    return keep


# The facts.


def facts(release: str = '3.13', edition: str = '9110', columns: Sequence[str] = COLUMNS) -> StatusTable:
    """Return the table of the library's enum."""
    return require_table(TableRequest(release=release, edition=edition, columns=tuple(columns)))


def few(table: StatusTable) -> StatusTable:
    """Return a table as if the enum had fewer members: those that differ, and one in twenty others."""
    noted = {change.code for note in table.notes for change in note.changes}

    def is_special(row: StatusRow) -> bool:
        citation = row.citation
        return bool(row.code in noted or citation is None or citation.maturity or not citation.section)

    kept = [row for index, row in enumerate(table.rows) if index % 20 == 0 or is_special(row)]
    return replace(table, rows=tuple(kept))


#: An enum of a project, which belongs to no registry.
OWN = {
    'object': 'replies.Reply',
    'releases': ['1.0', '1.1', '2.0', '2.1'],
    'members': [
        {'code': 1001, 'name': {'1.0': 'READY'}, 'phrase': {'1.0': 'Ready for Orders'}},
        {'code': 1002, 'name': {'1.0': 'OUT_OF_STOCK'}, 'phrase': {'1.0': 'Out of Stock'}},
        {
            'code': 1003,
            'name': {'1.0': 'LATE', '2.0': 'DELAYED'},
            'aliases': {'2.0': ['LATE']},
            'phrase': {'1.0': 'Delivery Delayed'},
        },
        {
            'code': 1004,
            'name': {'1.0': 'LOST_PARCEL', '2.0': 'PARCEL_LOST'},
            'aliases': {'2.0': ['LOST_PARCEL']},
            'phrase': {'1.0': 'Parcel Lost'},
        },
        {
            'code': 1005,
            'name': {'1.0': 'NO_MONEY', '2.0': 'PAYMENT_REFUSED'},
            'aliases': {'2.0': ['NO_MONEY']},
            'phrase': {'1.0': 'Payment Refused'},
        },
        {'code': 1006, 'name': {'1.0': 'FAX_ONLY', '2.0': None}, 'phrase': {'1.0': 'Orders by Fax'}},
        {'code': 1101, 'name': {'1.1': 'VOUCHER_EXPIRED'}, 'phrase': {'1.1': 'Voucher Expired'}},
        {'code': 1102, 'name': {'1.1': 'VOUCHER_USED'}, 'phrase': {'1.1': 'Voucher Used Before'}},
        {'code': 1201, 'name': {'2.1': 'SHOP_CLOSED'}, 'phrase': {'2.1': 'Shop Closed'}},
        {'code': 1202, 'name': {'1.0': 'WAREHOUSE_CLOSED'}, 'phrase': {'1.0': 'Warehouse Closed'}},
    ],
}


@pytest.fixture
def own(tmp_path: Path) -> StatusTable:
    """Return the table of an enum of a project, by its own history."""
    path = tmp_path / 'replies.json'
    path.write_text(json.dumps(OWN), encoding='utf-8')
    request = TableRequest(
        object='replies.Reply',
        release='2.1',
        columns=('code', 'name', 'phrase'),
        histories=(('replies.Reply', path),),
    )
    return require_table(request)


# Each kind of page.

WITH_ALIASES = ('code', 'name', 'aliases', 'details')
LANGUAGES = ('id', 'ja', 'ar')


def test_there_is_a_change_of_everything(own: StatusTable) -> None:
    """Each fact that a row and a note say is changed, in tables of the library and of projects."""
    kinds = {case.kind for case in mutants(right_page(facts()))}
    others = {case.kind for case in mutants(right_page(own))}
    rows = {'code', 'name', 'called by its alias', 'alias', 'alias added', 'alias removed'}
    rows |= {'row removed', 'row doubled', 'row invented', 'rows swapped'}
    cited = {
        'RFC',
        'RFC beside its link',
        'section',
        'section beside its link',
        'section removed',
        'link',
        'link removed',
        'title',
    }
    cited |= {'citation removed', 'maturity', 'maturity added', 'maturity removed'}
    notes = {'note release', 'note removed', 'member removed', 'member invented', 'member moved'}
    notes |= {'code of a member', 'name of a member', 'new name of a member'}
    assert kinds == rows | cited | notes
    assert others == rows | {'phrase'} | notes


def test_each_change_is_told_once_in_a_simple_table(keep: Callable[..., None]) -> None:
    """Of each of the 62 rows of 3.13, and of each note, every kind of change is told where it is."""
    keep('simple', Law(Writer(FORMS['simple']), facts(), every=False))


def test_every_change_is_told_once_of_a_few_rows(keep: Callable[..., None]) -> None:
    """Of some rows, and of each note, every change that there is is told where it is."""
    keep('simple', Law(Writer(FORMS['simple']), few(facts())))


@pytest.mark.parametrize(
    ('name', 'columns'),
    [
        ('grid', WITH_ALIASES),
        ('list-table', COLUMNS),
        ('csv-table', WITH_ALIASES),
        ('md', WITH_ALIASES),
        ('md list-table', COLUMNS),
    ],
    ids=lambda words: words if isinstance(words, str) else ' '.join(words),
)
def test_each_change_is_told_once_in_every_form(
    name: str, columns: Sequence[str], keep: Callable[..., None]
) -> None:
    """Changes are told in every kind of table, with aliases beside the names or in a column."""
    table = few(facts(columns=columns))
    keep(f'{name}, {" ".join(columns)}', Law(Writer(FORMS[name], columns), table, every=False))


def test_each_change_is_told_once_where_rfcs_are_cited_as_a_whole(keep: Callable[..., None]) -> None:
    """Changes are told on the page of 3.9, which cites some RFCs without a section."""
    keep('simple of 3.9', Law(Writer(FORMS['simple']), few(facts('3.9', '7231')), every=False))


@pytest.mark.parametrize('language', LANGUAGES)
def test_each_change_is_told_once_in_every_language(language: str, keep: Callable[..., None]) -> None:
    """Changes are told on pages that are written by hand in other languages."""
    writer = Writer(FORMS['simple'], words=words_of(language))
    keep(f'simple in {language}', Law(writer, few(facts()), every=False, is_english=False))


@pytest.mark.parametrize('language', ['en', *LANGUAGES])
def test_each_change_is_told_once_of_what_the_directive_shows(
    language: str, keep: Callable[..., None], build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Changes are told in HTML of the directive, which is given wrong facts, in every language."""
    is_english = language == 'en'
    table = facts() if is_english else few(facts())
    writer = Directive(build, monkeypatch, table, language)
    keep(f'HTML of the directive in {language}', Law(writer, table, every=False, is_english=is_english))


def test_each_change_is_told_once_of_a_page_that_was_built(
    keep: Callable[..., None], build: Build
) -> None:
    """Changes are told in HTML of a page that is written by hand, with its aliases in a column."""
    table = few(facts(columns=WITH_ALIASES))
    writer = BuiltPage(build, Writer(FORMS['simple'], WITH_ALIASES))
    keep('HTML of a page', Law(writer, table, every=False))


@pytest.mark.parametrize('name', ['simple', 'md'])
def test_each_change_is_told_once_for_an_enum_of_a_project(
    name: str, own: StatusTable, keep: Callable[..., None]
) -> None:
    """Changes are told of codes that no registry has, with phrases instead of citations."""
    writer = Writer(FORMS[name], own.columns, registry='')
    keep(f'own enum, {name}', Law(writer, own, every=name == 'simple'))


def test_each_change_is_told_once_for_an_enum_of_a_project_in_html(
    own: StatusTable, keep: Callable[..., None], build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Changes of codes that no registry has are told in HTML of the directive."""
    keep('own enum, HTML', Law(Directive(build, monkeypatch, own), own, every=False))


@pytest.mark.parametrize('name', FORMS)
def test_the_only_note_is_missed_where_notes_are_asked_for(name: str) -> None:
    """A page of 3.7 without its one note is drift where all are asked for, and else information."""
    law = Law(Writer(FORMS[name]), few(facts('3.7', '7231')), every=False)
    assert law.find(law.page, Asked.ALL) == []
    (case,) = (case for case in law.cases if case.kind == 'note removed')
    assert is_told(case, law.find(case.page, Asked.ALL), law.lines_of(case.page))
    (finding,) = law.find(case.page)
    assert not finding.drift
