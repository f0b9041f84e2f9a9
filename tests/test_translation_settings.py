"""Sphinx's settings for translation, and its tools: with a table they do what they do with text."""

from __future__ import annotations

import os
import re
import shutil

import pytest
from catalogs import read_template, write_catalog
from reading import read_html
from sphinx_intl.commands import main as sphinx_intl

from sphinxext.http_status.page.messages import english

pytestmark = pytest.mark.sphinx

#: Its two rows have a title and a pattern in common.
TABLE = """
.. http-status-table::
   :codes: 404 405
   :release: 3.13
   :notes: none
"""
HEADER = ('Code', 'Enum Name', 'Details')


@pytest.fixture
def locales(tmp_path):
    """Return the project's folder of catalogs."""
    return tmp_path / 'source' / 'locales'


def header(built, name='index'):
    """Return the header of the only table of a page."""
    (table,) = read_html(built.text(f'{name}.html'))
    return table.header


@pytest.mark.parametrize(
    ('compact', 'domain'), [(True, 'sub'), (False, 'sub/page'), ('all', 'all')], ids=str
)
def test_gettext_compact_names_the_catalog(build, locales, compact, domain):
    """A page's messages are extracted into the catalog that the setting names, and found there."""
    files = {'index.rst': '.. toctree::\n\n   sub/page\n', 'sub/page.rst': f'Page\n====\n{TABLE}'}
    extracted = build(files, 'gettext', gettext_compact=compact)
    assert {*HEADER} <= read_template(extracted.outdir / f'{domain}.pot').keys()
    write_catalog(locales, {'Code': 'Zahl'}, domain=domain)
    write_catalog(locales, {'Code': 'Falsch'}, domain='page')
    built = build(files, language='de', gettext_compact=compact)
    assert built.warnings == []
    assert header(built, 'sub/page') == ('Zahl', 'Enum-Name', 'Details')


def test_gettext_uuid_gives_each_message_one(build):
    """Each message has an identifier of its own, which a second extraction keeps."""
    identifiers = re.compile(r'^#: [0-9a-f]{32}$', re.MULTILINE)
    made = [
        identifiers.findall(build({'index.rst': TABLE}, 'gettext', gettext_uuid=True).text('index.pot'))
        for _ in range(2)
    ]
    found = build({'index.rst': TABLE}, 'gettext', gettext_uuid=True)
    assert made[0] == made[1]
    assert len(set(made[0])) == len(read_template(found.outdir / 'index.pot'))


@pytest.mark.parametrize('location', [True, False])
def test_gettext_location_names_the_line_of_the_directive(build, location):
    """The place of each message is the directive's, or is left out with all others."""
    built = build({'index.rst': TABLE}, 'gettext', gettext_location=location)
    places = re.findall(r'^#: .*?([^/\n]+)$', built.text('index.pot'), re.MULTILINE)
    assert set(places) == ({'index.rst:2'} if location else set())
    assert {*HEADER} <= read_template(built.outdir / 'index.pot').keys()


def test_additional_targets_add_nothing(build):
    """No index entry, literal or other piece of a table becomes a message when such do elsewhere."""
    page = '.. http-status-table::\n   :release: 3.13\n'
    targets = ['index', 'literal-block', 'doctest-block', 'raw', 'image']
    less, more = (
        read_template(build({'index.rst': page}, 'gettext', **conf).outdir / 'index.pot').keys()
        for conf in ({}, {'gettext_additional_targets': targets})
    )
    assert less == more


PROGRESS = f"""
Title
=====

|translation progress|

First.

Second.
{TABLE}"""


def test_progress_counts_each_sentence_once(build, locales):
    """Each sentence of a table counts for one, as a paragraph does; ours count as translated."""
    catalog = {'Title': 'Titel', 'First.': 'Erstens.', 'Code': 'Zahl'}
    write_catalog(locales, catalog)
    sentences = len(read_template(build({'index.rst': TABLE}, 'gettext').outdir / 'index.pot'))
    text = 4
    for translate, known in ((True, sentences), (False, 1)):
        built = build({'index.rst': PROGRESS}, language='de', http_status_translate=translate)
        share = (2 + known) / (text + sentences)
        assert f'<p>{share:.2%}</p>' in built.text()


def test_progress_is_that_of_the_page_without_a_catalog(build):
    """A page without a catalog counts nothing, though ours has words for its table."""
    shown = [
        re.findall('<p>(.*?)</p>', build({'index.rst': page}, language='de').text())[0]
        for page in (PROGRESS, PROGRESS.replace(TABLE, ''))
    ]
    assert shown[0] == shown[1]
    assert '%' not in shown[0]


@pytest.mark.parametrize(
    ('setting', 'complete', 'incomplete'),
    [
        (True, 'translated', 'untranslated'),
        ('translated', 'translated', ''),
        ('untranslated', '', 'untranslated'),
        (False, '', ''),
    ],
)
def test_progress_classes_are_on_the_table(build, locales, setting, complete, incomplete):
    """A table has the class of translated text if all of its sentences are, else that of other text."""
    write_catalog(locales, {'Code': 'Zahl'})
    for translate, expected in ((True, complete), (False, incomplete)):
        built = build(
            {'index.rst': PROGRESS},
            language='de',
            http_status_translate=translate,
            translation_progress_classes=setting,
        )
        (table,) = read_html(built.text())
        found = {'translated', 'untranslated'} & {*table.attributes['class'].split()}
        assert found == ({expected} if expected else set())


def test_the_first_of_several_folders_wins(build, tmp_path):
    """Folders of catalogs are asked in their order, message by message, for tables and sentences."""
    note = 'Added ``421 MISDIRECTED_REQUEST`` status code.'
    shown = '``421 MISDIRECTED_REQUEST`` ist neu'
    write_catalog(tmp_path / 'source/one', {'Code': 'Eins'})
    write_catalog(tmp_path / 'source/two', {'Code': 'Zwei', 'Details': 'Beides', note: shown})
    page = '.. http-status-table::\n   :codes: 421\n   :release: 3.13\n'
    built = build({'index.rst': page}, language='de', locale_dirs=['one', 'two', 'none'])
    assert built.warnings == []
    assert header(built) == ('Eins', 'Enum-Name', 'Beides')
    assert 'ist neu' in built.text()


def test_a_catalog_is_found_where_a_folder_is_named_from(build, tmp_path):
    """A warning names the catalog from the source folder on, and the second folder where it is there."""
    write_catalog(tmp_path / 'source/one', {'Code': 'Eins'})
    write_catalog(tmp_path / 'elsewhere', {english.CITATION_WITH_SECTION: '%(rfc)s'})
    built = build({'index.rst': TABLE}, language='de', locale_dirs=['one', '../elsewhere'])
    (warning,) = built.warnings
    assert 'elsewhere/de/LC_MESSAGES/index.po;' in warning


def test_sphinx_intl_updates_and_builds_catalogs(build, locales, tmp_path, monkeypatch):
    """Extract, update, translate, build: the tool of translators sees a table as text."""
    monkeypatch.chdir(tmp_path)
    extracted = build({'index.rst': TABLE}, 'gettext')
    update = [
        'update',
        '-p',
        os.fspath(extracted.outdir),
        '-d',
        os.fspath(locales),
        '-l',
        'de',
        '-w',
        '0',
    ]
    sphinx_intl.main(update, standalone_mode=False)
    path = locales / 'de' / 'LC_MESSAGES' / 'index.po'
    text = path.read_text(encoding='utf-8')
    assert text.count('msgid "Code"\nmsgstr ""') == 1
    path.write_text(
        text.replace('msgid "Code"\nmsgstr ""', 'msgid "Code"\nmsgstr "Zahl"'), encoding='utf-8'
    )
    sphinx_intl.main(update, standalone_mode=False)
    assert 'msgid "Code"\nmsgstr "Zahl"' in path.read_text(encoding='utf-8')
    sphinx_intl.main(['build', '-d', os.fspath(locales), '-l', 'de'], standalone_mode=False)
    path.unlink()
    assert header(build({'index.rst': TABLE}, language='de')) == ('Zahl', 'Enum-Name', 'Details')


PAGES = {
    'index.rst': '.. toctree::\n\n   one\n   two\n   text\n',
    'one.rst': f'One\n===\n{TABLE}',
    'two.rst': f'Two\n===\n{TABLE}',
    'text.rst': 'Text\n====\n',
}


def test_a_changed_catalog_of_a_page_outdates_that_page(build, locales):
    """When the catalog of a page changes, that page is read again, and no other."""
    written = write_catalog(locales, {'Code': 'Zahl'}, domain='one')
    assert build(PAGES, language='de').read == {'index', 'one', 'two', 'text'}
    assert build({}, language='de').read == set()
    later = written.with_suffix('.mo').stat().st_mtime + 10
    os.utime(write_catalog(locales, {'Code': 'Nummer'}, domain='one'), (later, later))
    again = build({}, language='de')
    assert again.read == {'one'}
    assert header(again, 'one')[0] == 'Nummer'


def test_a_change_to_our_catalog_outdates_the_pages_with_tables(build, locales):
    """When ours changes, the pages with tables are read again, and no other."""
    build(PAGES, language='de')
    written = write_catalog(locales, {'Code': 'Nummer'}, domain='sphinxext.http_status')
    again = build({}, language='de')
    assert again.read == {'one', 'two'}
    assert header(again, 'one')[0] == header(again, 'two')[0] == 'Nummer'
    assert build({}, language='de').read == set()
    written.unlink()
    written.with_suffix('.mo').unlink()
    back = build({}, language='de')
    assert back.read == {'one', 'two'}
    assert header(back, 'one')[0] == 'Code'


def test_a_new_version_of_ours_outdates_the_pages_with_tables(build, locales, monkeypatch):
    """The catalogs of another version of this extension count as a change, if they say another thing."""
    shipped = locales.parent / 'shipped'
    monkeypatch.setattr('sphinxext.http_status.page.messages.catalog_files.SHIPPED', shipped)
    write_catalog(shipped, {'Code': 'Alt'}, domain='sphinxext.http_status')
    conf = {'language': 'de', 'locale_dirs': ['locales', 'shipped']}
    assert header(build(PAGES, **conf), 'one')[0] == 'Alt'
    shutil.rmtree(shipped)
    write_catalog(shipped, {'Code': 'Neu'}, domain='sphinxext.http_status')
    again = build({}, **conf)
    assert again.read == {'one', 'two'}
    assert header(again, 'two')[0] == 'Neu'


def test_pages_that_several_processes_read_are_translated_alike(build, locales):
    """Each page has the words that it has when one process reads all, and is known by its catalog."""
    files = {f'page{number}.rst': f':orphan:\n{TABLE}' for number in range(8)}
    write_catalog(locales, {'Code': 'Zahl'}, domain='page7')
    built = build({'index.rst': '', **files}, language='de', parallel=2)
    assert built.warnings == []
    shown = [header(built, f'page{number}') for number in range(8)]
    assert shown == [('Code', 'Enum-Name', 'Details')] * 7 + [('Zahl', 'Enum-Name', 'Details')]
    assert build({}, language='de').read == set()
