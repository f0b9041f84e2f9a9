"""No translation changes a fact by standing close to it, or by saying another one."""

from __future__ import annotations

import html
import re
from collections import Counter

import pytest
from babel.messages.pofile import read_po
from building import CONF
from catalogs import MESSAGES, write_compiled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import read_html, read_html_notes

from sphinxext.http_status.page.messages import english
from sphinxext.http_status.page.messages.catalog_files import SHIPPED
from sphinxext.http_status.page.messages.compendium import find_languages
from sphinxext.http_status.page.messages.faults import Fault, find_fault

SECTION = english.CITATION_WITH_SECTION
#: Translations that would be read as another fact: the message, and how it is broken.
BROKEN = {
    'digits behind': (SECTION, '%(spec)s %(rfc)s0, Bagian %(section)s', Fault.FACTS),
    'digits before': (SECTION, '%(spec)s %(rfc)s, Bagian 1%(section)s', Fault.FACTS),
    'digits of another script': (
        SECTION,
        '%(rfc)s, قسم %(section)s\N{ARABIC-INDIC DIGIT FIVE} %(spec)s',
        Fault.FACTS,
    ),
    'wide digits': (SECTION, '%(spec)s %(rfc)s、%(section)s\N{FULLWIDTH DIGIT ONE}節', Fault.FACTS),
    'superscripts': (english.LABELS['versionadded'], 'Neu in %s\N{SUPERSCRIPT TWO}', Fault.FACTS),
    'a numeral': (
        SECTION,
        '%(spec)s %(rfc)s 第%(section)s五',
        Fault.TOUCHED,
    ),
    'a letter': (SECTION, '%(spec)s %(rfc)s, Section %(section)sa', Fault.TOUCHED),
    'a letter before': (english.ADDED_MEMBERS, 'NeuX%(members)s.', Fault.TOUCHED),
    'an underscore': (english.RENAME, '%(old)s_ in %(new)s', Fault.TOUCHED),
    'a stop and a letter': (SECTION, '%(spec)s %(rfc)s, Section %(section)s.x', Fault.TOUCHED),
    'a hyphen and a letter': (english.RENAME, '%(old)s in %(new)s-kód', Fault.TOUCHED),
    'a mark above': (SECTION, '%(spec)s %(rfc)s, § %(section)s\u0301', Fault.TOUCHED),
    'a small letter above': (
        SECTION,
        '%(rfc)s, § %(section)s\N{MODIFIER LETTER SMALL H} %(spec)s',
        Fault.TOUCHED,
    ),
    'a letter for formulas': (
        SECTION,
        '%(rfc)s, § %(section)s\N{MATHEMATICAL BOLD SMALL A} %(spec)s',
        Fault.TOUCHED,
    ),
    'a member in small letters': ('Details', 'NotFound', Fault.FACTS),
    'a placeholder': (SECTION, '%(spec)s %(rfc)s%(section)s', Fault.TOUCHED),
    'two members': (english.LIST, '%(first)s%(rest)s', Fault.TOUCHED),
    'an RFC': ('Delta Encoding in HTTP', 'Дельта RFC, розділ', Fault.FACTS),
    'an RFC in a role': ('Delta Encoding in HTTP', 'Дельта :rfc:`x`', Fault.FACTS),
    'a role': ('Delta Encoding in HTTP', 'Дельта :pep:`eins`', Fault.FACTS),
    'a section': ('Using Early Data in HTTP', 'Ранні дані, Розділ 10.4.1', Fault.FACTS),
    'a version': ('HTTP/1.1', 'HTTP/2', Fault.FACTS),
    'a version more': ('HTTP/1.1', 'HTTP/1.1, 2.0', Fault.FACTS),
    'a member': ('Delta Encoding in HTTP', 'TOO_EARLY', Fault.FACTS),
    'a member of the page': ('Delta Encoding in HTTP', 'GONE: Deltas', Fault.FACTS),
    'old and new exchanged': (english.RENAME, '%(new)s to %(old)s', Fault.ORDER),
    'a name and its alias exchanged': (
        english.NAME_WITH_ALIAS,
        '%(aliases)s (alias %(name)s)',
        Fault.ORDER,
    ),
}
#: Translations that a language may well have.
HONEST = [
    (SECTION, '%(section)s. szakasz: %(rfc)s, %(spec)s'),
    (SECTION, '%(spec)s %(rfc)s、第 %(section)s 節'),
    (SECTION, '%(spec)s %(rfc)s의 %(section)s절'),
    (english.LIST_END, '%(first)s و%(rest)s'),
    (english.LIST_END, '%(first)s \N{HEBREW LETTER VAV}\N{HEBREW PUNCTUATION MAQAF}%(rest)s'),
    (english.SENTENCES, '%(first)s%(rest)s'),
    (english.ADDED_MEMBERS, '%(members)s wurden hinzugefügt.'),
    (english.ADDED_MEMBERS, 'Hinzugefügt: %(members)s.'),
    (english.RENAME, '%(new)s statt %(old)s'),
    (english.RENAME, '%(old)s \N{EN DASH} %(new)s'),
    ('HTTP/1.1 Authentication', 'Authentifizierung (HTTP/1.1)'),
    ('An HTTP Extension Framework', 'HTTP-Erweiterungen: ein API'),
    (english.CLASS_HEADING, '%(code)s %(class)s'),
]


@pytest.mark.parametrize('name', BROKEN)
def test_what_would_be_read_as_another_fact_is_refused(name):
    """Digits, RFCs, roles and members are refused anywhere, letters and stops beside a placeholder."""
    message, translation, fault = BROKEN[name]
    assert find_fault(message, translation, {'GONE', 'NotFound'}) is fault


@pytest.mark.parametrize(('message', 'translation'), HONEST)
def test_what_a_language_needs_is_taken(message, translation):
    """Reordering is free, and so are particles, stops and other scripts beside a fact."""
    assert find_fault(message, translation, {'GONE', 'NotFound'}) is None


@pytest.mark.parametrize('language', find_languages())
def test_no_shipped_translation_is_refused(language):
    """Each of our own translations keeps to the rule."""
    with (SHIPPED / language / 'LC_MESSAGES/sphinxext.http_status.po').open('rb') as file:
        found = [
            (message.id, form)
            for message in read_po(file)
            if message.id
            for form in (message.string if isinstance(message.string, tuple) else [message.string])
            if find_fault(message.id[-1] if isinstance(message.id, tuple) else message.id, form)
        ]
    assert found == []


PAGE = """
Codes
=====

.. http-status-table::
   :release: 3.13
   :group:
   :codes: 1xx 410-429 451
"""
#: The file of the page by builder.
FILES = {
    'html': 'index.html',
    'text': 'index.txt',
    'latex': 'project.tex',
    'man': 'project.1',
    'epub': 'index.xhtml',
}
#: What a translator may put anywhere, on purpose or by accident.
PIECES = [
    '5',
    '\N{ARABIC-INDIC DIGIT FIVE}',
    '\N{FULLWIDTH DIGIT FIVE}',
    '\N{SUPERSCRIPT TWO}',
    '\N{ROMAN NUMERAL EIGHT}',
    '五',
]
PIECES += ['x', 'X', 'é', '\N{FULLWIDTH LATIN SMALL LETTER X}', '_', '.', '-', '.5', '-x', ' - ', '。']
PIECES += ['و', 'を', '\u0301', ' RFC ', ':rfc:`x`', ' EVIL_CODE ', ' GONE ', ' ', ', ', ' ja ']


@st.composite
def broken(draw):
    """Return a translation of each message, with a piece put in somewhere."""
    made = {}
    for message in (*MESSAGES, *english.ADDED):
        parts = re.split(r'(%\(\w+\)s)', message)
        # Placeholders stay whole, since what is broken there is refused as before.
        index = draw(st.integers(0, len(parts) // 2)) * 2
        cut = draw(st.integers(0, len(parts[index])))
        piece = draw(st.sampled_from(PIECES))
        parts[index] = parts[index][:cut] + piece + parts[index][cut:]
        made[message] = ''.join(parts)
    return made


#: What is read as one word with digits.
LATIN = '[A-Za-z_\xc0-\u024f\uff21-\uff5a]'


def facts(page: str) -> Counter[str]:
    """Return what a reader takes for facts on a page: words with digits, members, and RFCs."""
    if '<html' in page:
        # What stands in an element inside of a line touches what stands beside it.
        page = re.sub(r'</?(?:a|bdi|cite|code|em|span|strong|wbr)\b[^>]*>', '', page)
        text = html.unescape(re.sub(r'<[^>]*>', ' ', page))
    else:
        # The widths of columns in LaTeX are no facts, nor are the commands of LaTeX and roff.
        text = re.sub(r'\\X\{\d+\}\{\d+\}|\\(?:[a-zA-Z]+|.)', ' ', page)
    member = rf'(?<!{LATIN})[A-Z]+(?:[_ ]+[A-Z]+)*_[A-Z_]+'
    words = re.findall(rf'{LATIN}*\d(?:{LATIN}|[\d.])*|{member}|RFC', text)
    return Counter(word.strip('.') for word in words)


@pytest.mark.sphinx
@pytest.mark.parametrize('builder', FILES)
def test_law_no_catalog_changes_a_fact_by_standing_close(build, build_once, tmp_path, builder):
    """Whatever is put into a translation, no page shows another fact than without that catalog."""
    built = build_once({'index.rst': PAGE}, builder, **CONF)
    assert [line for line in built.warnings if 'http_status' in line] == []
    peaceful = built.text(FILES[builder])
    folder = tmp_path / 'source' / 'locales'

    @settings(
        max_examples=25 if builder == 'html' else 6,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(broken())
    def law(translations):
        write_compiled(folder, translations)
        page = build({'index.rst': PAGE}, builder, **CONF).text(FILES[builder])
        assert facts(page) == facts(peaceful)
        if builder == 'html':
            for kind in ('versionadded', 'versionchanged'):
                assert len(read_html_notes(page, kind)) == len(read_html_notes(peaceful, kind))
            ours, theirs = read_html(page)[0].rows, read_html(peaceful)[0].rows
            assert [row[:1] for row in ours if len(row) > 1] == [
                row[:1] for row in theirs if len(row) > 1
            ]

    law()


# Labels, whole sentences and plurals.

NOTES = """
Codes
=====

.. http-status-table::
   :release: 3.13
   :codes: 413 418 421 425

.. versionchanged:: 1.2
   By hand.

.. deprecated:: 1.3
   By hand too.
"""


@pytest.fixture
def translate(build, tmp_path):
    """Return a function that builds the page with notes, with a catalog of the project."""

    def translate(messages, domain='index'):
        write_compiled(tmp_path / 'source' / 'locales', messages, domain=domain)
        return build({'index.rst': NOTES}, **CONF)

    return translate


@pytest.mark.sphinx
@pytest.mark.parametrize('language', ['de', 'id', 'ja', 'uk', 'ar', 'en'])
def test_one_page_has_one_label(build, language):
    """A note that somebody wrote begins with the same words as one of ours, in every language."""
    page = build({'index.rst': NOTES}, language=language).text()
    ours, *_more, theirs = read_html_notes(page, 'versionchanged')
    assert theirs.replace('1.2', '3.7').partition('3.7')[0] == ours.partition('3.7')[0]
    assert theirs.startswith('Changed in version 1.2') is (language == 'en')


@pytest.mark.sphinx
def test_labels_are_sphinxs_own_where_words_are_not_translated(build):
    """A project that wants no words of ours gets none in its own notes either."""
    page = build({'index.rst': NOTES}, language='de', http_status_translate=False).text()
    labels = {note.partition(' in ')[0] for note in read_html_notes(page, 'versionchanged')}
    assert len(labels) == 1


@pytest.mark.sphinx
def test_a_label_of_sphinx_is_held_to_the_rule(build, monkeypatch):
    """A catalog for Sphinx itself cannot change the release of a note."""
    labels = pytest.importorskip('sphinx.domains.changeset').versionlabels
    monkeypatch.setitem(labels, 'versionchanged', 'Anders in 1%s')
    built = build({'index.rst': NOTES}, **CONF)
    assert 'Geändert in Version 3.7:' in read_html_notes(built.text(), 'versionchanged')[0]
    warnings = [line for line in built.warnings if 'Changed in version' in line]
    assert warnings
    assert all('in sphinx.po that the message has not' in line for line in warnings)


WHOLE = 'Added ``418 IM_A_TEAPOT`` and ``425 TOO_EARLY`` status codes.'
RENAMED = 'Renamed ``413 REQUEST_ENTITY_TOO_LARGE`` to ``CONTENT_TOO_LARGE``. Old names stay as aliases.'


@pytest.mark.sphinx
@pytest.mark.parametrize(
    ('message', 'translation'),
    [
        (WHOLE, 'Neu: 1``418 IM_A_TEAPOT`` und ``425 TOO_EARLY``.'),
        (WHOLE, 'Neu: ``418 IM_A_TEAPOT``S und ``425 TOO_EARLY``.'),
        (WHOLE, 'Neu: ``418 IM_A_TEAPOT`` und ``425 TOO_EARLY``, und GONE_TOO.'),
        (WHOLE, 'Dazu in 4.0: ``418 IM_A_TEAPOT`` und ``425 TOO_EARLY``.'),
        (RENAMED, 'Aus ``CONTENT_TOO_LARGE`` wurde ``413 REQUEST_ENTITY_TOO_LARGE``.'),
    ],
)
def test_a_whole_sentence_is_held_to_the_rule(translate, message, translation):
    """Nothing stands close to a member in a sentence of the project, and old names stay old."""
    built = translate({message: translation})
    assert len([line for line in built.warnings if 'in locales/de/LC_MESSAGES/index.po' in line]) == 1
    assert re.sub('``.*', '', translation) not in built.text()


@pytest.mark.sphinx
def test_a_whole_sentence_that_is_fit_is_taken(translate):
    """Members may change places where the sentence is about added ones."""
    built = translate({WHOLE: 'Neu sind ``425 TOO_EARLY`` und ``418 IM_A_TEAPOT``.'})
    assert built.warnings == []
    note = read_html_notes(built.text(), 'versionchanged')[1]
    assert 'Neu sind 425 TOO_EARLY und 418 IM_A_TEAPOT.' in note


@pytest.mark.sphinx
@pytest.mark.parametrize('domain', ['index', 'sphinxext.http_status'])
@pytest.mark.parametrize('as_plural', [True, False])
def test_a_project_overrides_both_forms_of_a_sentence(translate, domain, as_plural):
    """It may have the two forms as one message or as two, in the catalog of a page or of ours."""
    one, many = english.ADDED
    forms = 'Dazu: %(members)s.', 'Dazu kamen: %(members)s.'
    messages = {(one, many): forms} if as_plural else dict(zip((one, many), forms, strict=True))
    page = translate(messages, domain).text()
    assert '3.7: Dazu: 421 MISDIRECTED_REQUEST.' in read_html_notes(page, 'versionchanged')[0]
    assert '3.9: Dazu kamen: 418' in read_html_notes(page, 'versionchanged')[1]


@pytest.mark.sphinx
def test_a_page_with_a_plural_is_translated_whole(build, tmp_path):
    """Where our catalog has all sentences of a table, the page counts as translated."""
    page = 'Codes\n=====\n\n|translation progress|\n\n.. http-status-table::\n   :release: 3.13\n'
    write_compiled(
        tmp_path / 'source' / 'locales',
        {'Codes': 'Zahlen', '|translation progress|': '|translation progress| x'},
    )
    built = build({'index.rst': page}, translation_progress_classes=True, **CONF)
    assert '100.00% x' in built.text()
    assert 'untranslated' not in built.text()
