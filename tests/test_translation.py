"""Translation by a project's own catalogs: what translators are given, and what becomes of it."""

from __future__ import annotations

import re

import pytest
from catalogs import read_template, write_catalog, write_compiled
from reading import read_html, read_html_notes

from sphinxext.http_status.cli import main
from sphinxext.http_status.page.messages import english

pytestmark = pytest.mark.sphinx

#: The directive stands on line 8.
FULL = """Codes
=====

.. note::

   Before.

.. http-status-table::

Behind.
"""

ONE = """
.. http-status-table::
   :codes: 404
   :release: 3.13
   :notes: none
"""

#: The release that added 421 and 425, 3.9 103 and 418, and 3.13 renamed four members.
NOTES = """
.. http-status-table::
   :codes: 421 103 418 425 413 414
   :release: 3.13
"""

#: A member, or a number that could be a code, an RFC or a section.
FACT = re.compile(r'\b[A-Z]+_[A-Z_]+\b|(?<!HTTP/)(?<![\d.])\d{2,}|\d\.\d+\.\d|RFC')


@pytest.fixture
def locales(tmp_path):
    """Return the project's folder of catalogs."""
    return tmp_path / 'source' / 'locales'


@pytest.fixture
def translated(build, locales):
    """Return a function that builds a page in German with a catalog of its own."""

    def build_page(messages, page=ONE, builder='html', **conf):
        write_catalog(locales, messages)
        return build({'index.rst': page}, builder, **{'language': 'de', **conf})

    return build_page


def the_table(built):
    """Return the only table of the page."""
    (table,) = read_html(built.text())
    return table


def translation_warnings(built):
    """Return the warnings on translations; all warnings have to be such."""
    assert all(line.endswith('[http_status.translation]') for line in built.warnings), built.warnings
    return built.warnings


def test_each_sentence_is_extracted_once_at_the_line_of_its_directive(build):
    """A catalog has each sentence of a page once, where the first directive that shows it stands."""
    built = build({'index.rst': FULL + ONE}, 'gettext')
    found = read_template(built.outdir / 'index.pot')
    text = built.text('index.pot')
    for message in ('Code', 'Enum Name', 'Details', 'HTTP Semantics', english.CITATION_WITH_SECTION):
        assert text.count(f'msgid "{message}"') == 1
        assert [line for _name, line in found[message].locations][0] == 8  # noqa: RUF015
        assert {name.rpartition('/')[2] for name, _line in found[message].locations} == {'index.rst'}


def test_no_fact_is_extracted(build):
    """No code, member, RFC or section is among what translators are given, whatever is shown."""
    page = (
        '.. http-status-table::\n   :release: 3.13\n   :group:\n   :columns: code name details since\n'
    )
    built = build({'index.rst': page}, 'gettext')
    messages = read_template(built.outdir / 'index.pot')
    assert [message for message in messages if FACT.search(message)] == []
    assert FACT.search('``421 MISDIRECTED_REQUEST``')
    assert english.ADDED[0] in messages


def test_a_translator_has_thirty_messages_in_place_of_two_hundred(build, capsys):
    """The page with all codes has at most 30 messages, where one written by hand has 190."""
    assert main(['render', 'http.HTTPStatus', '--release', '3.13']) == 0
    by_hand = f'Codes\n=====\n\n{capsys.readouterr().out}'
    made = 'Codes\n=====\n\n.. http-status-table::\n   :release: 3.13\n'
    built = build({'index.rst': ONE, 'hand.rst': by_hand, 'made.rst': made}, 'gettext')
    assert len(read_template(built.outdir / 'hand.pot')) >= 190
    assert len(read_template(built.outdir / 'made.pot')) <= 30


def test_shown_phrases_and_classes_are_extracted_and_hidden_ones_are_not(build):
    """What a column or a heading shows is a message of its page, and of no other."""
    shown = f'{ONE}   :columns: code phrase description\n   :group:\n'
    built = build({'index.rst': ONE, 'shown.rst': shown}, 'gettext')
    ours = {'Not Found', 'Nothing matches the given URI', 'Client Error', english.CLASS_DESCRIPTIONS[4]}
    assert ours <= read_template(built.outdir / 'shown.pot').keys()
    assert not ours & read_template(built.outdir / 'index.pot').keys()


def test_a_project_orders_a_citation_as_its_language_does(translated):
    """The header, the title and the order of a citation are what the project's catalog says."""
    built = translated(
        {
            'Code': 'Zahl',
            'HTTP Semantics': 'HTTP-Bedeutung',
            english.CITATION_WITH_SECTION: 'in %(section)s von %(rfc)s: %(spec)s',
        }
    )
    assert translation_warnings(built) == []
    assert the_table(built).header == ('Zahl', 'Enum-Name', 'Details')
    assert the_table(built).rows == [('404', 'NOT_FOUND', 'in 15.5.5 von RFC 9110: HTTP-Bedeutung')]


def test_a_project_translates_the_patterns_of_notes(translated):
    """A pattern of the project's words all notes that it fits, and their members stay."""
    messages = {english.ADDED[0]: 'Neu ist %(members)s.', english.RENAME: '%(new)s statt %(old)s'}
    built = translated(messages, NOTES)
    assert read_html_notes(built.text(), 'versionchanged')[0] == (
        'Geändert in Version 3.7: Neu ist 421 MISDIRECTED_REQUEST.'
    )
    renamed = read_html_notes(built.text(), 'versionchanged')[-1]
    assert 'CONTENT_TOO_LARGE statt 413 REQUEST_ENTITY_TOO_LARGE' in renamed


def test_a_whole_sentence_of_a_project_wins(translated):
    """The translation that a catalog has of the sentence of today's pages is shown as it is."""
    sentence = 'Added ``421 MISDIRECTED_REQUEST`` status code.'
    built = translated(
        {sentence: '*Neu*: ``421 MISDIRECTED_REQUEST``!', english.ADDED[0]: 'Anders %(members)s.'}, NOTES
    )
    assert translation_warnings(built) == []
    note = read_html_notes(built.text(), 'versionchanged')[0]
    assert note == 'Geändert in Version 3.7: *Neu*: 421 MISDIRECTED_REQUEST!'
    assert re.search(r'<code[^>]*><span class="pre">421</span> <span class="pre">MISD', built.text())


@pytest.mark.parametrize('changed', ['``450 FALSCH``', '421 MISDIRECTED_REQUEST', '``421 ``'])
def test_a_whole_sentence_with_another_member_is_refused(translated, changed):
    """A sentence that lost or changed its literal is refused, and the pattern stands in."""
    sentence = 'Added ``421 MISDIRECTED_REQUEST`` status code.'
    built = translated({sentence: f'Neu: {changed}', english.ADDED[0]: 'Neu: %(members)s.'}, NOTES)
    (warning,) = translation_warnings(built)
    for part in (
        'index.rst:2: ',
        'de translation',
        sentence,
        'other literals',
        'locales/de/LC_MESSAGES/index.po',
    ):
        assert part in warning
    note = read_html_notes(built.text(), 'versionchanged')[0]
    assert note == 'Geändert in Version 3.7: Neu: 421 MISDIRECTED_REQUEST.'


def test_a_project_translates_captions(translated):
    """A caption is translated as that of any table is, markup included."""
    built = translated({'All *codes*': 'Alle *Zahlen*'}, f'{ONE}   :caption: All *codes*\n')
    assert the_table(built).caption.startswith('Alle Zahlen')
    assert '<em>Zahlen</em>' in built.text()


def test_ours_fills_what_the_project_leaves(translated):
    """Each message is looked up by itself: in the project's catalog, then in ours, then English."""
    built = translated({'Enum Name': 'Bezeichner'}, f'{ONE}   :columns: code name phrase\n')
    assert the_table(built).header == ('Code', 'Bezeichner', 'Statustext')
    # No catalog has what the enum says.
    assert the_table(built).rows == [('404', 'NOT_FOUND', 'Not Found')]


def test_a_translation_by_the_same_word_is_respected(build, locales):
    """A project that translates "Details" by "Details" means it."""
    write_catalog(locales, {'Details': 'Details'}, language='es')
    built = build({'index.rst': ONE}, language='es')
    assert the_table(built).header == ('Código', 'Nombre en la enumeración', 'Details')


def test_the_switch_turns_only_ours_off(translated):
    """Without our catalog everything is English but what the project's own says."""
    built = translated({'Code': 'Zahl'}, http_status_translate=False)
    assert the_table(built).header == ('Zahl', 'Enum Name', 'Details')
    assert the_table(built).rows[0][2] == 'HTTP Semantics RFC 9110, Section 15.5.5'


@pytest.mark.parametrize(
    'translation',
    [
        '%(spec)s, %(section)s',
        '%(spec)s %(rcf)s %(section)s',
        '%(rfc)s %(rfc)s %(spec)s %(section)s',
        '%',
    ],
    ids=['lost', 'renamed', 'doubled', 'junk'],
)
@pytest.mark.parametrize(
    ('ours', 'expected'),
    [
        (True, 'HTTP Semantics RFC 9110, Abschnitt 15.5.5'),
        (False, 'HTTP Semantics RFC 9110, Section 15.5.5'),
    ],
)
def test_a_pattern_with_other_placeholders_is_refused(translated, translation, ours, expected):
    """The warning names place, language, message and file; ours stands in, or else English."""
    built = translated({english.CITATION_WITH_SECTION: translation}, http_status_translate=ours)
    (warning,) = translation_warnings(built)
    assert warning == (
        "index.rst:2: WARNING: the de translation of '%(spec)s %(rfc)s, Section %(section)s' has other "
        'placeholders in locales/de/LC_MESSAGES/index.po; write each placeholder of the message once '
        '[http_status.translation]'
    )
    assert the_table(built).rows[0][2] == expected


def test_a_project_changes_our_catalog_for_all_its_pages(build, locales):
    """``sphinxext.http_status.po`` among the project's catalogs comes before ours, behind the page's."""
    ours = {'Code': 'Nummer', 'Details': 'Mehr', english.LABELS['versionadded']: 'Ab %s'}
    write_catalog(locales, ours, domain='sphinxext.http_status')
    write_catalog(locales, {'Code': 'Zahl'}, domain='own')
    files = {'index.rst': ONE, 'own.rst': f':orphan:\n{ONE}'}
    built = build(files, language='de')
    assert built.warnings == []
    for name, code in {'index': 'Nummer', 'own': 'Zahl'}.items():
        (table,) = read_html(built.text(f'{name}.html'))
        assert table.header == (code, 'Enum-Name', 'Mehr')
    plain = build({'index.rst': f'Code\n====\n{ONE}'}, language='de', http_status_translate=False)
    assert the_table(plain).header == ('Nummer', 'Enum Name', 'Mehr')
    # It is the catalog of no page: Sphinx finds nothing in it for the title.
    assert '<h1>Code' in plain.text()


def test_a_change_to_our_catalog_is_checked_as_well(build, locales):
    """A wrong translation there is refused once, and ours stands in."""
    messages = {english.CITATION_WITH_SECTION: '%(spec)s %(section)s'}
    write_catalog(locales, messages, domain='sphinxext.http_status')
    built = build({'index.rst': ONE, 'other.rst': f':orphan:\n{ONE}'}, language='de')
    (warning,) = translation_warnings(built)
    assert 'has other placeholders in locales/de/LC_MESSAGES/sphinxext.http_status.po' in warning
    assert the_table(built).rows[0][2] == 'HTTP Semantics RFC 9110, Abschnitt 15.5.5'


def test_plural_forms_of_a_project(build, locales):
    """A change to our catalog may have as many plural forms as its language."""
    forms = ('Jeden: %(members)s.', 'Alle: %(members)s.')
    write_compiled(locales, {english.ADDED: forms}, domain='sphinxext.http_status')
    built = build({'index.rst': NOTES}, language='de')
    notes = read_html_notes(built.text(), 'versionchanged')
    assert notes[0] == 'Geändert in Version 3.7: Jeden: 421 MISDIRECTED_REQUEST.'
    assert notes[1].startswith('Geändert in Version 3.9: Alle: 103 EARLY_HINTS, ')


def test_a_markdown_page_is_translated_alike(build, locales):
    """On a page in Markdown, each word of table and notes is what it is on one in reStructuredText."""
    pages = {
        'index.md': '```{http-status-table}\n:codes: 421 404\n:release: 3.13\n```\n',
        'other.rst': ':orphan:\n\n.. http-status-table::\n   :codes: 421 404\n   :release: 3.13\n',
    }
    messages = {
        'Code': 'Zahl',
        'Added ``421 MISDIRECTED_REQUEST`` status code.': '`x` ``421 MISDIRECTED_REQUEST``',
    }
    for domain in ('index', 'other'):
        write_catalog(locales, messages, domain=domain)
    built = build(pages, language='de', extensions=['myst_parser', 'sphinxext.http_status'])
    assert built.warnings == []
    (made,), (other,) = (read_html(built.text(f'{name}.html')) for name in ('index', 'other'))
    assert (made.header, made.rows) == (other.header, other.rows)
    assert made.header == ('Zahl', 'Enum-Name', 'Details')
    notes, others = (
        read_html_notes(built.text(f'{name}.html'), 'versionchanged') for name in ('index', 'other')
    )
    assert notes == others == ['Geändert in Version 3.7: `x` 421 MISDIRECTED_REQUEST']
