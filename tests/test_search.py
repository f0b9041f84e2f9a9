"""Whether readers find a code: by Sphinx's search, run in a browser, and in the general index."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from browser import chromium, in_browser, page_of
from building import SEVERAL, build

INDEX = """
Title
=====

.. toctree::

   codes
   pages
"""

CODES = """
Answers
=======

.. http-status-table::
   :release: 3.13
"""

FILES = {'index.rst': INDEX, 'codes.rst': CODES, 'pages.rst': 'Pages\n=====\n\nNothing of that kind.\n'}


@pytest.fixture(scope='module')
def site(build_once):
    """Return a site with a page of codes among others."""
    built = build_once(FILES)
    assert built.warnings == []
    return built


@pytest.fixture(scope='module', params=['new', 'built again'])
def search(request, tmp_path_factory):
    """Return a function from words to the titles and addresses that the site's search finds.

    A build that reads another page alone has the same to be found.
    """
    folder = tmp_path_factory.mktemp('site')
    built = build(folder, FILES)
    if request.param == 'built again':
        built = build(folder, {'pages.rst': 'Pages\n=====\n\nNothing at all.\n'})
        assert built.read == {'pages'}
    with chromium() as browser, page_of(browser, built.outdir / 'search.html') as page:

        def find(words):
            page.goto(f'{(built.outdir / "search.html").as_uri()}?q={quote(words)}')
            page.wait_for_selector('#search-results p.search-summary:not(:empty)')
            page.wait_for_function('!document.querySelector("#search-progress")?.textContent')
            found = page.locator('#search-results ul.search li').all()
            return [(item.inner_text(), address_of(item.locator('a').first)) for item in found]

        yield find


def address_of(link):
    """Return where a result leads, without the words to highlight there."""
    return link.get_attribute('href').split('?')[0]


class TestSearch:
    pytestmark = in_browser

    @pytest.mark.parametrize(
        'words', ['404', 'NOT_FOUND', 'Not Found', 'not found', '404 Not Found', 'REQUEST_URI_TOO_LONG']
    )
    def test_a_code_is_found(self, search, words):
        """Code, member, alias and reason phrase find the page of the table, and lead to the row."""
        found = search(words)
        code = '414' if 'URI' in words else '404'
        assert found
        assert f'codes.html#http-status-{code}' in [address for _title, address in found]
        assert {address.partition('#')[0] for _title, address in found} == {'codes.html'}

    def test_a_row_is_found_once(self, search):
        """Neither its code nor a name of it finds a row twice, and its title comes before its name."""
        for words in ('404', 'NOT_FOUND', 'REQUEST_URI_TOO_LONG'):
            rows = [address for _title, address in search(words) if '#' in address]
            assert len(rows) == len(set(rows))
        shown = [title.partition(' (')[0] for title, address in search('Not Found') if '#' in address]
        assert shown == ['404 Not Found', 'NOT_FOUND']

    def test_every_code_is_found(self, search):
        """Whatever the code, its number alone leads to its row."""
        for code in ('100', '200', '308', '418', '451', '511'):
            assert f'codes.html#http-status-{code}' in [address for _title, address in search(code)]

    def test_a_result_says_what_it_is(self, search):
        """A row is found under its title, as the status code that it is."""
        ((shown, address), *_others) = search('404')
        assert shown.startswith('404 Not Found (HTTP status code, in Answers)')
        assert address == 'codes.html#http-status-404'

    def test_what_is_not_there_is_not_found(self, search):
        """A number that is no code finds nothing."""
        assert search('799') == []


class _Index(HTMLParser):
    """Reads the general index: how deep an entry stands, its text, and where it leads."""

    def __init__(self, content):
        super().__init__()
        self.entries = []
        self.depth = 0
        self.address = ''
        self.feed(content)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.depth += tag == 'ul'
        if tag == 'a':
            self.address = dict(attrs).get('href', '')

    def handle_data(self, data):
        if self.address.startswith('codes.html#'):
            self.entries.append((self.depth, data, self.address))

    def handle_endtag(self, tag):
        self.depth -= tag == 'ul'
        if tag == 'a':
            self.address = ''


def test_the_general_index_lists_codes_and_names_once(site):
    """The index has each code below one heading, and each member and alias by name, once each."""
    page = site.text('genindex.html')
    entries = _Index(page).entries
    assert [text for text, number in Counter(text for _, text, _ in entries).items() if number > 1] == []
    depths = {text: depth for depth, text, _ in entries}
    where = {text: address for _, text, address in entries}
    codes = [text for text in where if re.match(r'\d{3} ', text)]
    names = [text for text in where if text.endswith(' (http.HTTPStatus)')]
    rfcs = [text for text in where if text.startswith('RFC ')]
    assert (len(codes), len(names), len(rfcs), len(where)) == (62, 66, 11, 139)
    assert where['404 Not Found'] == 'codes.html#http-status-404'
    assert where['REQUEST_URI_TOO_LONG (http.HTTPStatus)'] == 'codes.html#http-status-414'
    assert {depths[text] for text in codes} == {depths[names[0]] + 1}
    assert page.count('HTTP status code') == 1


def test_the_index_of_a_book_lists_codes_and_names_once(build):
    """LaTeX and Texinfo get each entry of the index once."""
    for builder, pattern in (('latex', r'\\index\{(.*?)\}(?=\\)'), ('texinfo', r'@geindex (.*)')):
        built = build(FILES, builder)
        assert built.warnings == []
        (content,) = (
            path.read_text(encoding='utf-8')
            for path in built.outdir.iterdir()
            if path.suffix in ('.tex', '.texi')
        )
        entries = [entry for entry in re.findall(pattern, content) if 'http' in entry.lower()]
        assert len(entries) == 128, builder
        assert len(set(entries)) == 128, builder


def test_the_index_forgets_what_is_gone(build):
    """A table that is taken out leaves no entry behind, and one that comes back has them once."""
    build(FILES)
    gone = build({'codes.rst': 'Answers\n=======\n'})
    assert 'NOT_FOUND' not in gone.text('genindex.html')
    back = build({'codes.rst': CODES})
    assert back.text('genindex.html').count('>NOT_FOUND (http.HTTPStatus)<') == 1


def test_the_index_moves_with_the_owner(build):
    """When another page comes to own the rows, the index leads there, and only there."""
    build(FILES, **SEVERAL)
    moved = build({'a.rst': ':orphan:\n\n' + CODES}, **SEVERAL)
    assert moved.read == {'a'}
    assert moved.text('genindex.html').count('>NOT_FOUND (http.HTTPStatus)<') == 1
    assert '"a.html#http-status-404"' in moved.text('genindex.html')
    assert 'codes.html#http' not in moved.text('genindex.html')


def test_the_index_is_in_the_language_of_the_build(build):
    """The heading of the codes is translated."""
    built = build(FILES, language='de')
    assert built.warnings == []
    assert 'HTTP-Statuscode' in built.text('genindex.html')
