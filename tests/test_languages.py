"""What a reader of each language sees: words of the language, and the facts of every other."""

from __future__ import annotations

import gettext
import os
import re
import subprocess
import sys
from pathlib import Path
from unicodedata import category

import pytest
from building import SEVERAL
from catalogs import ROOT
from reading import read_html, read_html_notes, read_runs
from shipped import NEWEST

from sphinxext.http_status.drift.reading.body import tells_names
from sphinxext.http_status.facts.columns import find_column
from sphinxext.http_status.page.messages import english
from sphinxext.http_status.page.messages.catalog_files import CATALOG, SHIPPED

pytestmark = pytest.mark.sphinx

LANGUAGES = sorted(path.name for path in SHIPPED.iterdir() if path.is_dir())

#: The languages whose labels Sphinx lost when 7.3 changed "New in version" to "Added in version":
#: they are in the catalogs of Sphinx 7.2.6, and not in those of 9.0.4.
LOST = {
    'cs',
    'de',
    'el',
    'es',
    'fa',
    'he',
    'hi',
    'hu',
    'id',
    'it',
    'ja',
    'ko',
    'nl',
    'pt_PT',
    'ro',
    'tr',
}
LOST |= {'ka', 'sk', 'uk', 'vi'}
#: What Sphinx 7.2.6 printed in some of them, for a note on 3.5.
PRINTED = {
    'de': 'Neu in Version 3.5',
    'id': 'Baru pada versi 3.5',
    'it': 'Nuovo nella versione 3.5',
    'ja': 'バージョン 3.5 で追加',
}

#: The header of the default columns and the citation of 404 in some languages, as a reader knows them.
KNOWN = {
    'ar': (('الرمز', 'الاسم في التعداد', 'التفاصيل'), 'HTTP Semantics RFC 9110، القسم 15.5.5'),
    'de': (('Code', 'Enum-Name', 'Details'), 'HTTP Semantics RFC 9110, Abschnitt 15.5.5'),
    'id': (('Kode', 'Nama Enum', 'Detail'), 'HTTP Semantics RFC 9110, Bagian 15.5.5'),
    'zh_CN': (
        ('代码', '枚举成员名称', '详情'),
        'HTTP Semantics RFC 9110\N{FULLWIDTH COMMA}第 15.5.5 节',
    ),
}

#: What is not to break in the citation of 404, as a reader of each of these languages sees it.
SECTIONS = {
    'ar': 'القسم 15.5.5',
    'ca': 'secció 15.5.5',
    'cs': 'oddíl 15.5.5',
    'de': 'Abschnitt 15.5.5',
    'el': 'ενότητα 15.5.5',
    'en': 'Section 15.5.5',
    'es': 'sección 15.5.5',
    'fa': 'بخش 15.5.5',
    'fr': 'section 15.5.5',
    'gl': 'sección 15.5.5',
    'he': 'סעיף 15.5.5',
    'hi': 'अनुभाग 15.5.5',
    'hu': '15.5.5. szakasz',
    'id': 'Bagian 15.5.5',
    'it': 'sezione 15.5.5',
    'ja': '15.5.5 節',
    'ka': 'სექცია 15.5.5',
    'ko': '15.5.5절',
    'nl': 'sectie 15.5.5',
    'pl': 'sekcja 15.5.5',
    'pt_BR': 'seção 15.5.5',
    'pt_PT': 'secção 15.5.5',
    'ro': 'secțiunea 15.5.5',
    'ru': 'раздел 15.5.5',
    'sk': 'oddiel 15.5.5',
    'sq': 'seksioni 15.5.5',
    'sv': 'avsnitt 15.5.5',
    'tr': 'Bölüm 15.5.5',
    'uk': 'розділ 15.5.5',
    'vi': 'Mục 15.5.5',
    'zh_CN': '第 15.5.5 节',
    'zh_TW': '第 15.5.5 節',
}

PAGE = f"""
Codes
=====

.. http-status-table::
   :release: {NEWEST}
   :caption: Known
   :group:

.. http-status-table::
   :release: 3.5
   :edition: 7231
   :columns: code name aliases since details

:http-status:`404`
"""

#: What is a fact in a cell, wherever it stands.
FACTS = re.compile(r'\b[A-Z]{2,}(?:_[A-Z]+)*\b|\d+(?:\.\d+)*')


@pytest.fixture(scope='module', params=LANGUAGES)
def language(request):
    """Return each language; the tests of one run together, so that one worker builds its page."""
    return request.param


@pytest.fixture(scope='module')
def page(build_once):
    """Return a function from a language to its page; each is built once."""
    pages = {}

    def build_page(language):
        if language not in pages:
            pages[language] = build_once({'index.rst': PAGE}, language=language, **SEVERAL)
        return pages[language]

    return build_page


def facts(cell):
    """Return codes, members, RFCs and sections of a cell, in no order."""
    return sorted(FACTS.findall(cell))


def without_titles(cells, catalog):
    """Return cells without the titles of specifications, which have numbers of their own."""
    for title in sorted(english.SPECS, key=len, reverse=True):
        for shown in {catalog(title), title}:
            cells = [cell.replace(shown, '') for cell in cells]
    return cells


def folded(text):
    """Return a text as pages are read back here, with spaces of one kind."""
    return ' '.join(text.split())


@pytest.fixture
def catalog(language):
    """Return a function from a message to what our catalog has for it, read from the .po by Babel."""
    from babel.messages.pofile import read_po

    path = SHIPPED / language / 'LC_MESSAGES' / 'sphinxext.http_status.po'
    source = ROOT / 'sphinxext/http_status/page/messages/locales' / path.relative_to(SHIPPED)
    with source.open('rb') as stream:
        found = {entry.id: entry.string for entry in read_po(stream) if isinstance(entry.id, str)}
    return lambda message: found.get(message, message)


def test_the_words_of_a_page_are_those_of_its_language(page, language, catalog):
    """Header, titles of classes and the pattern of a citation are in the language of the page."""
    first, second = read_html(page(language).text())
    heads = 'Code', 'Enum Name', 'Aliases', 'Added in', 'Details'
    known = {head: folded(catalog(head)) for head in heads}
    assert first.header == tuple(known[head] for head in ('Code', 'Enum Name', 'Details'))
    assert second.header == tuple(known.values())
    (cell,) = (row[2] for row in first.rows if row[0] == '404')
    parts = {'spec': catalog('HTTP Semantics'), 'rfc': 'RFC 9110', 'section': '15.5.5'}
    assert cell == folded(catalog(english.CITATION_WITH_SECTION) % parts)
    assert catalog(english.CLASSES[4]) in [row[0] for row in first.rows if '4xx' in row[0]][0]  # noqa: RUF015
    if language in KNOWN:
        assert (first.header, cell) == KNOWN[language]


def test_the_facts_of_a_page_are_those_of_the_english_one(page, language, catalog):
    """Codes, names, aliases, RFCs, sections and addresses are the same, cell by cell."""
    ours, english = (read_html(page(name).text()) for name in (language, 'en'))
    assert [len(table.rows) for table in ours] == [67, 57]
    for made, expected in zip(ours, english, strict=True):
        assert made.links == expected.links
        for row, wanted in zip(made.rows, expected.rows, strict=True):
            assert [*map(facts, without_titles(row, catalog))] == [
                *map(facts, without_titles(wanted, str))
            ]


def test_a_section_is_not_broken(page, language, catalog):
    """The word for a section and its number are one run, which no punctuation begins or ends."""
    found = read_runs(page(language).text(), 'http-status-unbroken')
    behind = catalog(english.CITATION_WITH_SECTION).partition('%(rfc)s')[2] % {'section': '15.5.5'}
    assert SECTIONS.get(language, folded(behind).lstrip(' ,')) in found
    # A space that does not break is kept for builders that have no such runs.
    assert '\N{NO-BREAK SPACE}' not in behind or behind.lstrip(' ,') in page(language).text()
    cells = ' '.join(row[2] for row in read_html(page(language).text())[0].rows if len(row) > 1)
    assert [len(re.findall(r'\d+(?:\.\d+)*', run)) for run in found] == [1] * len(found)
    assert [run for run in found[:50] if run not in cells] == []
    ends = {run[end] for run in found for end in (0, -1)}
    assert {end for end in ends if category(end) in {'Po', 'Zs'}} == set()


def test_aliases_stand_apart_from_the_name(page, language):
    """All that a cell says behind the name is one run."""
    table = read_html(page(language).text())[0]
    cells = {row[0]: row[1] for row in table.rows if len(row) > 1}
    found = read_runs(page(language).text(), 'http-status-aliases')
    assert len(found) == 4
    for code, run in zip(('413', '414', '416', '422'), found, strict=True):
        assert cells[code].endswith(run)
        assert re.fullmatch('[A-Z_]+ ?', cells[code].removesuffix(run))


def test_members_stand_in_the_notes_of_each_language(page, language):
    """Each note names the release and the members that it names in English."""
    for kind in ('versionadded', 'versionchanged'):
        ours, english = (read_html_notes(page(name).text(), kind) for name in (language, 'en'))
        assert [*map(facts, ours)] == [*map(facts, english)]
        assert ours
    assert page(language).warnings == []


def test_labels_of_notes_are_translated(page, language):
    """Both labels are in the language of the page, where Sphinx lost one as well as where it did not."""
    (added,) = {*read_html_notes(page(language).text(), 'versionadded')}
    changed = read_html_notes(page(language).text(), 'versionchanged')[0]
    assert 'Added in version' not in added
    assert 'Changed in version' not in changed
    assert added.startswith(PRINTED.get(language, ''))
    # Sphinx's own labels have a space in front in one language.
    assert re.findall(r'<span class="versionmodified[^"]*">(.)', page(language).text()).count(' ') == 0


def test_a_label_that_sphinx_lost_is_ours(page, language, catalog):
    """The label of an addition is our catalog's where Sphinx lost it, up to the full stop."""
    (added,) = {*read_html_notes(page(language).text(), 'versionadded')}
    assert language not in LOST or added.rstrip('.') == catalog(english.LABELS['versionadded']) % '3.5'


def test_each_lost_label_has_a_language():
    """Each language whose label Sphinx lost is one of ours, so that the test above leaves none out."""
    assert set(LANGUAGES) >= LOST


def test_the_page_of_3_6_in_indonesian(build):
    """Release 3.6 in Indonesian, without any catalog of the project, is in Indonesian throughout."""
    table = '.. http-status-table::\n   :release: {release}\n   :edition: 7231\n'
    files = {
        'index.rst': table.format(release='3.6'),
        'later.rst': ':orphan:\n\n' + table.format(release='3.7'),
    }
    built = build(files, language='id', **SEVERAL)
    assert built.warnings == []
    (made,) = read_html(built.text())
    assert made.header == ('Kode', 'Nama Enum', 'Detail')
    rows = {row[0]: row[1:] for row in made.rows}
    assert rows['100'] == ('CONTINUE', 'HTTP/1.1 RFC 7231, Bagian 6.2.1')
    assert rows['428'] == ('PRECONDITION_REQUIRED', 'Additional HTTP Status Codes RFC 6585')
    assert rows['208'][1] == 'WebDAV Binding Extensions RFC 5842, Bagian 7.1 (Eksperimental)'
    assert read_html_notes(built.text(), 'versionadded') == ['Baru pada versi 3.5.']
    assert read_html_notes(built.text('later.html'), 'versionchanged') == [
        'Berubah pada versi 3.7: Kode status 421 MISDIRECTED_REQUEST ditambahkan.'
    ]


@pytest.mark.parametrize(
    ('code', 'ours'),
    [
        ('zh_HK', 'zh_TW'),
        ('zh_MO', 'zh_TW'),
        ('zh_Hant', 'zh_TW'),
        ('zh_Hant_HK', 'zh_TW'),
        ('zh-TW', 'zh_TW'),
        ('zh_Hans', 'zh_CN'),
        ('zh_Hans_HK', 'zh_CN'),
        ('zh_SG', 'zh_CN'),
        ('zh', 'zh_CN'),
        ('pt', 'pt_PT'),
        ('pt_AO', 'pt_PT'),
        ('pt-br', 'pt_BR'),
        ('ca@valencia', 'ca'),
        ('es_MX', 'es'),
        ('de_AT', 'de'),
        ('fr-CA', 'fr'),
        ('uk_UA', 'uk'),
        ('en_GB', 'en'),
        ('yue', 'en'),
        ('pth', 'en'),
    ],
)
def test_a_region_has_the_nearest_of_our_languages(build, page, code, ours):
    """A language with a script or region has our catalog of the same writing, and Sphinx is content."""
    built = build({'index.rst': PAGE}, language=code, **SEVERAL)
    assert built.warnings == []
    assert read_html(built.text()) == read_html(page(ours).text())
    for kind in ('versionadded', 'versionchanged'):
        notes, wanted = (read_html_notes(text, kind) for text in (built.text(), page(ours).text()))
        assert [note.partition(': ')[2] for note in notes] == [
            note.partition(': ')[2] for note in wanted
        ]


def test_every_language_is_documented():
    """The how-to for translators names the languages that there are."""
    text = (ROOT / 'docs' / 'how-to' / 'translate.rst').read_text(encoding='utf-8')
    named = text.partition('.. The languages')[2].partition('\nRead by')[0]
    assert sorted(re.findall('``(.+?)``', named)) == LANGUAGES


@pytest.mark.once
@pytest.mark.parametrize('name', ['id', 'fa', 'zh_TW'])
def test_our_own_documentation_builds(tmp_path, name):
    """The documentation of this project builds in a language, nitpicky, without a warning."""
    options = ['-n', '-W', '-q', '-b', 'text', '-D', f'language={name}']
    command = [sys.executable, '-m', 'sphinx', *options, ROOT / 'docs', tmp_path]
    path = os.pathsep.join(
        filter(None, [os.environ.get('PYTHONPATH'), os.fspath(Path(SHIPPED).parents[3])])
    )
    done = subprocess.run(
        command, env={**os.environ, 'PYTHONPATH': path}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, '')


ENGLISH_CELLS = """
T
=

.. http-status-table::
   :release: 3.13
   :codes: 404
   :columns: code phrase description

.. http-status-table:: fachlich.Fehler
   :columns: code phrase
"""


@pytest.mark.parametrize(('language', 'marked'), [('de', 4), ('en', 0), ('en_GB', 0)])
def test_what_stays_english_says_so(build, tmp_path, monkeypatch, language, marked):
    """Phrases of HTTP are marked as English for screen readers, a project's own are not."""
    source = (
        'import enum\nclass Fehler(enum.Enum):\n    A = 1, "Weg"\n    NOT_FOUND = 404, "Not Found"\n'
    )
    source += '    GONE = 410, "Gone"\n    OK = 200, "Gut"\n'
    source += '    def __new__(cls, value, phrase):\n        self = object.__new__(cls)\n'
    source += '        self._value_, self.phrase = value, phrase\n        return self\n'
    (tmp_path / 'fachlich.py').write_text(source, encoding='utf-8')
    monkeypatch.syspath_prepend(tmp_path)
    text = ENGLISH_CELLS.replace('Fehler\n', 'Fehler\n   :registry: http-status-codes\n')
    page = build({'index.rst': text}, language=language).text()
    assert page.count('<span lang="en">') == marked
    assert ('<span lang="en">Not Found</span>' in page) is (language == 'de')
    assert '<p>Weg</p>' in page


def test_a_title_of_names_is_known_in_every_language():
    """A column is known as one of names by the title that our own tables have for it."""
    titles = {language: read_title(language) for language in LANGUAGES}
    assert len(set(titles.values())) > 20
    assert [title for title in titles.values() if not tells_names(title)] == []


def read_title(language):
    """Return the title of the column of names in a language."""
    catalog = gettext.translation(CATALOG, SHIPPED, [language])
    return catalog.gettext(find_column('name').header)
