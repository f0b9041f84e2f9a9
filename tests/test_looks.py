"""How tables look and sound: in Chromium, under five themes, light and dark, wide and narrow."""

from __future__ import annotations

import pytest
from browser import chromium, in_browser, page_of
from building import SEVERAL

PAGE = """
Status codes
============

Text before the tables.

.. http-status-table::
   :release: 3.14

Grouped
-------

.. http-status-table::
   :caption: Codes that a client should expect
   :group:
   :release: 3.14
   :codes: 100-102 200 226 307 404 413 500-504
   :columns: code name phrase description details since
"""

THEMES = ['alabaster', 'furo', 'pydata_sphinx_theme', 'sphinx_rtd_theme', 'python_docs_theme']
#: What each theme that has a switch of its own keeps when a reader has chosen dark.
SWITCHES = {
    'furo': {'theme': 'dark'},
    'pydata_sphinx_theme': {'mode': 'dark', 'theme': 'dark'},
    'python_docs_theme': {'currentTheme': 'dark'},
}
TABLE = '.http-status-scroll'
#: Whether a page is darker than middle grey.
IS_DARK = """() => {
  const shown = [document.body, document.documentElement]
    .map(element => getComputedStyle(element).backgroundColor)
    .find(colour => !colour.endsWith(', 0)')) ?? 'rgb(255, 255, 255)';
  return shown.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) < 384;
}"""


# --- what needs no browser


def test_the_style_sheet_is_on_the_pages_that_need_it(build):
    """Pages with a table load the style sheet, and others do not."""
    files = {'index.rst': PAGE, 'other.rst': ':orphan:\n\n:http-status:`404`\n'}
    for builder, suffix in (('html', 'html'), ('epub', 'xhtml')):
        built = build(files, builder, version='1', copyright='ours', **SEVERAL)
        assert built.warnings == []
        assert '_static/http-status.css' in built.text(f'index.{suffix}')
        assert '_static/http-status.css' not in built.text(f'other.{suffix}')
        assert b'--http-status-accent' in built.files()['_static/http-status.css']


# --- what does


@pytest.fixture(scope='module')
def browser():
    """Return a browser for all tests of this file."""
    with chromium() as started:
        yield started


@pytest.fixture(scope='module', params=THEMES)
def site(request, build_once):
    """Return the page under each theme."""
    pytest.importorskip(request.param)
    built = build_once({'index.rst': PAGE}, html_theme=request.param, html_title='Title', **SEVERAL)
    assert built.warnings == []
    # Pictures are named after the folder.
    return built.outdir.rename(built.outdir.with_name(request.param)) / 'index.html'


@pytest.fixture(scope='module')
def plain(build_once):
    """Return the page under the theme of Sphinx itself."""
    return build_once({'index.rst': PAGE}, **SEVERAL).outdir / 'index.html'


def violations(page):
    """Return what axe-core finds inside the tables: the rule, where, and why."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context=TABLE).response['violations']
    return [
        (violation['id'], node['html'][:80], node['failureSummary'][:300])
        for violation in found
        for node in violation['nodes'][:2]
    ]


class TestThemes:
    pytestmark = in_browser

    @pytest.mark.parametrize('dark', [False, True])
    def test_nothing_is_inaccessible(self, browser, site, dark):
        """No rule of axe-core is broken inside a table, on a light page or a dark one."""
        with page_of(browser, site, dark=dark) as page:
            assert violations(page) == []

    def test_the_switch_of_the_theme_is_followed(self, browser, site):
        """A reader who chose dark has tables that are as accessible."""
        theme = site.parent.name
        with page_of(browser, site) as page:
            if theme not in SWITCHES:
                assert not page.evaluate(IS_DARK)
                return
            page.evaluate('values => Object.assign(localStorage, values)', SWITCHES[theme])
            page.reload()
            assert page.evaluate(IS_DARK)
            assert violations(page) == []

    def test_a_phone_scrolls_the_table_and_not_the_page(self, browser, site):
        """At 375 pixels the page has no horizontal scroll; each table scrolls, by keyboard too."""
        with page_of(browser, site, width=375, dark=True) as page:
            page.wait_for_load_state()
            assert page.evaluate('document.documentElement.scrollWidth') <= 375
            for box in page.locator(TABLE).all():
                box.focus()
                page.keyboard.press('ArrowRight')
                page.wait_for_function(
                    f'[...document.querySelectorAll("{TABLE}")].some(x => x.scrollLeft)'
                )
                box.evaluate('element => { element.scrollLeft = 0 }')
            inner = f'[...document.querySelectorAll("{TABLE} *")]'
            scrolls = 'x => x.scrollWidth > x.clientWidth && getComputedStyle(x).overflowX === "auto"'
            assert page.evaluate(f'{inner}.filter({scrolls}).map(x => x.outerHTML.slice(0, 80))') == []
            assert violations(page) == []

    @pytest.mark.parametrize('width', [1280, 375])
    def test_codes_and_names_are_unbroken(self, browser, site, width):
        """Each code, member and RFC stands on one line, however narrow the page; aliases need not."""
        with page_of(browser, site, width=width) as page:
            facts = f'{TABLE} code:not(.http-status-aliases *), {TABLE} a.rfc'
            parts = f'[...document.querySelectorAll("{facts}")]'
            broken = page.evaluate(
                f'{parts}.filter(x => x.getClientRects().length > 1).map(x => x.innerText)'
            )
            assert broken == []
            assert page.evaluate(f'{parts}.length') > 200

    def test_rows_and_captions_are_named(self, browser, site):
        """Assistive software hears the first cell of a row as its header, and the caption as one."""
        with page_of(browser, site) as page:
            full, grouped = page.locator(f'{TABLE} table').all()
            assert full.get_by_role('rowheader').count() == 62
            assert full.get_by_role('columnheader').count() == 3
            assert grouped.get_by_role('caption').count() == 1
            assert page.get_by_role('group', name='Codes that a client should expect').count() == 1

    def test_classes_have_colours(self, browser, site):
        """Each class of codes has a colour of its own beside its rows, whatever the theme draws."""
        with page_of(browser, site) as page:
            colours = {number: shadow(page, f'.http-status-{number}xx') for number in range(1, 6)}
            assert len(set(colours.values())) == 5
            assert {colour.partition(') ')[2] for colour in colours.values()} == {
                '4px 0px 0px 0px inset'
            }

    def test_permalinks_show_where_the_pointer_or_the_focus_is(self, browser, site):
        """A permalink is invisible until the pointer is on its row, or it has the focus."""
        opacity = 'element => getComputedStyle(element).opacity'
        with page_of(browser, site) as page:
            links = page.locator(f'{TABLE} th .headerlink')
            assert links.count() == 62
            assert [links.nth(number).evaluate(opacity) for number in (2, 3, 4)] == ['0', '0', '0']
            page.locator(f'{TABLE} tbody tr').nth(2).hover()
            links.nth(4).focus()
            assert [links.nth(number).evaluate(opacity) for number in (2, 3, 4)] == ['1', '0', '1']


def shadow(page, row):
    """Return the mark of the class of a row."""
    cell = page.locator(f'{TABLE} {row} th[scope=row]').first
    return cell.evaluate('element => getComputedStyle(element).boxShadow')


class TestStyleSheet:
    pytestmark = in_browser

    def test_a_project_sets_the_colours(self, browser, plain):
        """Variables of a project's own style sheet change colour and width of the marks."""
        with page_of(browser, plain) as page:
            assert 'rgb(1, 2, 3)' not in shadow(page, '.http-status-4xx')
            page.add_style_tag(
                content=':root { --http-status-4xx-color: rgb(1, 2, 3); '
                '--http-status-accent-width: 7px }'
            )
            assert shadow(page, '.http-status-4xx') == 'rgb(1, 2, 3) 7px 0px 0px 0px inset'

    def test_marks_change_sides_where_writing_does(self, browser, plain):
        """On a page that is written from right to left, the mark is on the right."""
        with page_of(browser, plain) as page:
            assert ' 4px 0px' in shadow(page, '.http-status-4xx')
            page.evaluate('document.documentElement.dir = "rtl"')
            assert ' -4px 0px' in shadow(page, '.http-status-4xx')

    def test_a_table_is_readable_without_our_style_sheet_and_scripts(self, browser, plain):
        """With no script, and without the style sheet, every row is there to read."""
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.route('**/http-status.css*', lambda route: route.abort())
        page.goto(plain.as_uri())
        row = page.locator('tr', has_text='HTTP_VERSION_NOT_SUPPORTED').first
        assert row.is_visible()
        assert row.inner_text().split()[0] == '505'
        assert page.locator('th[scope=row]').nth(3).is_visible()
        context.close()
