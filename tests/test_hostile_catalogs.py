"""Catalogs that are wrong on purpose: no fact changes, nothing is injected, and every build ends."""

from __future__ import annotations

import re
import struct
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from building import CONF
from catalogs import MESSAGES, write_compiled
from reading import read_html, read_html_notes

from sphinxext.http_status.page.messages import english

pytestmark = pytest.mark.sphinx

PAGE = """
Codes
=====

.. http-status-table::
   :release: 3.13
   :group:
   :columns: code name since details
"""

#: A sentence that catalogs have as a whole, and what we have in two forms.
WHOLE = ['Added ``421 MISDIRECTED_REQUEST`` status code.']
PLURALS = (english.ADDED, english.REMOVED)
#: What a hostile translator makes of a message.
ATTACKS = {
    'reST': lambda message: (
        f'*x* :rfc:`999` |today| `a <http://evil.example>`_ [1]_ {message} ``999 EVIL``'
    ),
    'directives': lambda message: (
        f'.. include:: /etc/hosts\n\n.. http-status-table::\n   :codes: 999\n\n{message}'
    ),
    'deep': lambda message: '* ' * 60 + '> ' * 60 + message,
    'HTML': lambda message: (
        f'</td></table><script>evil()</script><!-- {message} "onclick="evil()\' &lt; ]]>'
    ),
    'LaTeX': lambda message: (
        rf'\write18{{evil}} \end{{document}} $x$ & # ~ ^ \\ }} {message} \input{{evil}}'
    ),
    'roff': lambda message: f'.so /etc/hosts\n.\n\\fB\n{message}',
    'control': lambda message: f'\x00\x07\x1b[31m{message}\ufffe',
    'separators': lambda message: f'\x0b\x1c\x85\u2028{message}\u2029',
    'directions': lambda message: f'\u202e\u2067{message}\u202b',
    'empty': lambda _message: '',
    'blank': lambda _message: ' \t\n\xa0',
    'lost': lambda _message: 'gone',
    'doubled': lambda message: message + message,
    'junk': lambda message: message + ' % %% %d %(x)s %(rfc) %',
    'braces': lambda message: f'{{0}} {{message.__class__}} {message}',
    'facts': lambda message: re.sub(r'%\(\w+\)s', '999 EVIL', message) + ' RFC 1, Section 6.6.6',
    'formats': lambda message: message.replace(')s', ')r'),
}
#: What is no translation at all, so that ours stands in without a word.
EMPTY = {'empty', 'blank'}
#: Attacks on all messages that are refused, since they harm what stands beside them.
REFUSED = {'control', 'separators', 'directions'}
#: Attacks that are refused for patterns; in other messages they are words.
REFUSED_IN_PATTERNS = {'lost', 'doubled', 'junk', 'facts', 'formats'}


@pytest.fixture
def folder(tmp_path):
    """Return the project's folder of catalogs."""
    return tmp_path / 'source' / 'locales'


@pytest.fixture
def attack(build, folder):
    """Return a function that builds a page whose catalogs are an attack."""

    def build_page(translate, builder='html'):
        singles = [*MESSAGES, *WHOLE, *(message for forms in PLURALS for message in forms)]
        write_compiled(folder, {message: translate(message) for message in singles})
        changed = {message: translate(message) for message in MESSAGES}
        changed |= {forms: tuple(map(translate, forms)) for forms in PLURALS}
        write_compiled(folder, changed, domain='sphinxext.http_status')
        return build({'index.rst': PAGE}, builder, **CONF)

    return build_page


@pytest.fixture(scope='module')
def peaceful(build_once):
    """Return the page in German without any catalog of the project."""
    return build_once({'index.rst': PAGE}, **CONF)


class Page(HTMLParser):
    """The facts of a page in HTML, and its tags."""

    def __init__(self, page):
        super().__init__()
        self.tags = []
        self.facts = []
        self.open = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, [name for name, _value in attrs]))
        classes = (dict(attrs).get('class') or '').split()
        if tag == 'a' and 'headerlink' not in classes:
            self.facts.append(dict(attrs)['href'])
        if tag in ('code', 'strong'):
            self.open += 1
            self.facts.append('')

    def handle_endtag(self, tag):
        self.open -= tag in ('code', 'strong')

    def handle_data(self, data):
        if self.open:
            self.facts[-1] += data


def literals(page):
    """Return members, codes, RFCs and addresses of a page, in their order; headings are no facts."""
    return [fact for fact in Page(page).facts if not re.search(r'\dxx', fact)]


@pytest.mark.parametrize('name', ATTACKS)
def test_no_catalog_changes_a_fact_or_adds_a_tag(attack, peaceful, name):
    """Codes, members, RFCs and addresses are the same, and so is each tag with its attributes."""
    built = attack(ATTACKS[name])
    assert literals(built.text()) == literals(peaceful.text())
    assert Page(built.text()).tags == Page(peaceful.text()).tags
    assert [line for line in built.warnings if not line.endswith('[http_status.translation]')] == []
    for column in (0, 2):
        ours, theirs = (read_html(page.text())[0].rows for page in (built, peaceful))
        cells = [[row[column] for row in rows if len(row) == 4] for rows in (ours, theirs)]
        assert cells[0] == cells[1]
    refused = {line.partition('has other ')[2].partition(' ')[0] for line in built.warnings}
    if name in EMPTY:
        assert built.warnings == []
    if name in REFUSED:
        assert read_html(built.text()) == read_html(peaceful.text())
    if name in REFUSED_IN_PATTERNS:
        assert 'placeholders' in refused


def test_nothing_is_injected_into_any_page(attack):
    """No file of the whole site has the script, in an index, in what search loads or elsewhere."""
    files = attack(ATTACKS['HTML']).files()
    assert b'&lt;script&gt;evil' in files['index.html']
    assert [name for name, content in files.items() if b'<script>evil' in content] == []


def test_nothing_is_injected_into_latex(attack, peaceful):
    """A command in a translation is text in LaTeX."""
    text = attack(ATTACKS['LaTeX'], 'latex').text('project.tex')
    for command in (r'\write18', r'\input{evil', '$x$'):
        assert command not in text
    assert text.count(r'\end{document}') == 1
    codes = [row[0] for row in read_html(peaceful.text())[0].rows if len(row) == 4]
    assert re.findall(r'\\sphinxcode\{\\sphinxupquote\{(\d{3})\}\}', text)[: len(codes)] == codes


@pytest.mark.parametrize('name', ['HTML', 'control', 'separators', 'reST'])
def test_an_epub_stays_well_formed(attack, name):
    """Each page of an EPUB is XML that a parser takes."""
    files = attack(ATTACKS[name], 'epub').files()
    pages = [content for path, content in files.items() if path.endswith(('.xhtml', '.opf', '.ncx'))]
    assert len(pages) > 3
    for content in pages:
        ET.fromstring(content.replace(b'&nbsp;', b'&#160;'))


@pytest.mark.parametrize(
    ('builder', 'name'), [('text', 'roff'), ('man', 'roff'), ('text', 'directions')]
)
def test_plain_formats_have_every_row(attack, builder, name):
    """Text and manual pages have the codes that they have in peace."""
    file = {'text': 'index.txt', 'man': 'project.1'}[builder]
    page = attack(ATTACKS[name], builder).text(file)
    assert len(re.findall(r'(?<!\d)[1-5]\d\d(?!\d)', page)) >= 62
    assert builder == 'text' or not re.search(r'(?m)^[.\']so ', page)


def test_one_message_of_ten_megabytes(build, folder, peaceful):
    """A message that nobody can have meant is refused, and costs no more than reading it."""
    write_compiled(folder, {'Code': '* > ' * 2_500_000, 'Enum Name': 'Bezeichner'})
    built = build({'index.rst': PAGE}, **CONF)
    (warning,) = built.warnings
    assert "translation of 'Code' is far too long in locales/de/LC_MESSAGES/index.po" in warning
    assert read_html(built.text())[0].header[:2] == ('Code', 'Bezeichner')
    assert literals(built.text()) == literals(peaceful.text())


def test_every_message_far_too_long(attack, peaceful):
    """When all messages are too long, all are refused, and ours stand in."""
    built = attack(lambda message: message + 'x' * 20_000)
    assert read_html(built.text()) == read_html(peaceful.text())
    assert all('is far too long' in line for line in built.warnings)


HEADER = 'Content-Type: text/plain; charset=%s\nPlural-Forms: nplurals=2; plural=%s;\n'


def compiled(entries):
    """Return a .mo of these entries, as GNU gettext lays it out."""
    pairs = sorted((key.encode(), value.encode()) for key, value in entries.items())
    count, start = len(pairs), 28 + 16 * len(pairs)
    tables, texts = [], b''
    for column in (0, 1):
        for pair in pairs:
            tables.append(struct.pack('<II', len(pair[column]), start + len(texts)))
            texts += pair[column] + b'\0'
    return struct.pack('<7I', 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0) + b''.join(tables) + texts


GOOD = compiled({'': HEADER % ('utf-8', 'n != 1'), 'Code': 'Zahl'})
CORRUPT = {
    'empty': b'',
    'junk': b'junk' * 100,
    'cut': GOOD[:60],
    'many': GOOD[:8] + b'\xff' * 4 + GOOD[12:],
    'outside': GOOD[:12] + b'\xff' * 8 + GOOD[20:],
    'charset': compiled({'': HEADER % ('klingon', 'n != 1'), 'Code': 'Zahl'}),
    'no charset': compiled({'': 'Content-Type: text/plain\n', 'Code': 'Zahl'}),
    'not in its charset': compiled({'': HEADER % ('ascii', 'n != 1'), 'Code': 'Zähl'}),
    'plural': compiled({'': HEADER % ('utf-8', '__import__("os")'), 'Code': 'Zahl'}),
    'deep plural': compiled({'': HEADER % ('utf-8', '(' * 900 + 'n' + ')' * 900), 'Code': 'Zahl'}),
}


@pytest.mark.parametrize('domain', ['index', 'sphinxext.http_status'])
@pytest.mark.parametrize('name', CORRUPT)
def test_a_corrupt_catalog_is_named_and_left_out(build, folder, domain, name):
    """A file that is no catalog is a warning that names it, and the next catalog stands in."""
    path = folder / 'de' / 'LC_MESSAGES' / f'{domain}.mo'
    path.parent.mkdir(parents=True)
    path.write_bytes(CORRUPT[name])
    built = build({'index.rst': PAGE}, **CONF)
    (warning,) = built.warnings
    assert 'cannot read the message catalog' in warning
    assert f'{domain}.mo: ' in warning
    assert warning.endswith('; compile it anew [http_status.translation]')
    assert read_html(built.text())[0].header[:2] == ('Code', 'Enum-Name')


def test_a_good_catalog_made_so_is_read(build, folder):
    """The catalog that the corrupt ones are made from is a good one."""
    path = folder / 'de' / 'LC_MESSAGES' / 'index.mo'
    path.parent.mkdir(parents=True)
    path.write_bytes(GOOD)
    built = build({'index.rst': PAGE}, **CONF)
    assert built.warnings == []
    assert read_html(built.text())[0].header[0] == 'Zahl'


def test_our_own_catalog_may_be_corrupt(build, folder, monkeypatch):
    """A broken installation costs the words of a language, and no build."""
    monkeypatch.setattr('sphinxext.http_status.page.messages.catalog_files.SHIPPED', folder)
    path = folder / 'de' / 'LC_MESSAGES' / 'sphinxext.http_status.mo'
    path.parent.mkdir(parents=True)
    path.write_bytes(GOOD[:60])
    built = build({'index.rst': PAGE}, locale_dirs=[], **CONF)
    (warning,) = built.warnings
    assert 'cannot read the message catalog' in warning
    assert read_html(built.text())[0].header[:2] == ('Code', 'Enum Name')


@pytest.mark.parametrize('domain', ['index', 'sphinxext.http_status'])
def test_a_plural_rule_that_fails_stops_nothing(build, folder, domain):
    """A rule that divides by nothing is that of no language, and ours stands in."""
    path = folder / 'de' / 'LC_MESSAGES' / f'{domain}.mo'
    path.parent.mkdir(parents=True)
    forms = {'\0'.join(english.ADDED): 'x\0y'}
    path.write_bytes(compiled({'': HEADER % ('utf-8', '1 % (n - n)'), 'Code': 'Zahl', **forms}))
    built = build({'index.rst': PAGE}, **CONF)
    assert built.warnings == []
    assert read_html(built.text())[0].header[:2] == ('Zahl', 'Enum-Name')
    assert 'Statuscode 421' in read_html_notes(built.text(), 'versionchanged')[0]
