"""Pages that are written from right to left: facts keep the direction that they have elsewhere."""

from __future__ import annotations

import re

import pytest
from building import SEVERAL
from catalogs import write_catalog
from reading import read_html, read_html_notes

pytestmark = pytest.mark.sphinx

PAGE = """
Codes
=====

.. http-status-table::
   :release: 3.13

.. http-status-table::
   :release: 3.13
   :codes: 421 413
   :notes: none

:http-status:`421` and :http-status:`so <421>` and ``404 not one of ours``.
"""

RUN = re.compile(r'<bdi dir="ltr">(.*?)</bdi>')
TAGS = re.compile('<[^>]+>')


@pytest.fixture(scope='module')
def page(build_once):
    """Return a function from a language and a builder to what the builder made."""
    made = {}

    def build_page(language, builder='html'):
        if (language, builder) not in made:
            made[language, builder] = build_once(
                {'index.rst': PAGE}, builder, language=language, project='project', **SEVERAL
            )
        return made[language, builder]

    return build_page


def runs(text):
    """Return what stands in each isolated run."""
    return [TAGS.sub('', run) for run in RUN.findall(text)]


@pytest.mark.parametrize('language', ['ar', 'fa', 'he'])
def test_codes_members_and_rfcs_are_isolated(page, language):
    """Each literal and each RFC of a table, and each member in a note, is a run of its own."""
    text = page(language).text()
    first, second = read_html(text)
    found = runs(text)
    codes = [row[0] for table in (first, second) for row in table.rows]
    assert len(codes) == 64
    assert [run for run in found if re.fullmatch(r'\d{3}', run)] == codes
    # A title in Latin letters and its RFC are one phrase.
    cited = [run for run in found if re.search(r'RFC \d+$', run)]
    assert len(cited) == len(codes)
    assert {'WebDAV RFC 4918', 'Additional HTTP Status Codes RFC 6585'} <= {*cited}
    assert found.count('421 MISDIRECTED_REQUEST') == 1
    assert len(re.findall('<code', ''.join(RUN.findall(text)))) == len(re.findall('<code', text)) - 1


def test_a_translated_title_stays_outside_the_run_of_its_rfc(build, tmp_path):
    """A title that is itself written from right to left is not turned around."""
    write_catalog(tmp_path / 'source' / 'locales', {'HTTP Semantics': 'סמנטיקה של HTTP'}, language='he')
    page = '.. http-status-table::\n   :codes: 404\n   :release: 3.13\n   :notes: none\n'
    built = build({'index.rst': page}, language='he')
    assert runs(built.text()) == ['404', 'NOT_FOUND', 'RFC 9110']


@pytest.mark.parametrize('language', ['ar', 'fa', 'he'])
def test_a_reference_to_a_row_is_isolated(page, language):
    """What a reference shows by itself is a run; what its author wrote is not, nor any other text."""
    found = runs(page(language).text())
    assert found.count('421 Misdirected Request') == 1
    assert 'so' not in found
    assert '404 not one of ours' not in found


def test_isolation_changes_no_word(page):
    """With the runs taken out, a page is what a reader of another language gets, word for word."""
    tables = read_html(page('he').text())
    plain = re.sub('</?bdi[^>]*>', '', page('he').text())
    assert tables == read_html(plain)
    assert len(read_html_notes(plain, 'versionchanged')) == 4


@pytest.mark.parametrize('language', ['en', 'de', 'ja'])
def test_other_languages_have_no_isolated_runs(page, language):
    """A page that is written from left to right needs none, and has none."""
    assert 'bdi' not in page(language).text()


@pytest.mark.parametrize(
    ('builder', 'name'), [('text', 'index.txt'), ('latex', 'project.tex'), ('xml', 'index.xml')]
)
def test_other_builders_know_nothing_of_runs(page, builder, name):
    """What is no HTML has no trace of them."""
    text = page('he', builder).text(name)
    assert 'status_left_to_right' not in text
    assert 'bdi' not in text
    assert page('he', builder).warnings == []


def test_an_epub_has_isolated_runs(page):
    """A book is HTML too."""
    assert '421 MISDIRECTED_REQUEST' in runs(page('ar', 'epub').text('index.xhtml'))
