"""Tables in the width that a page has, in Chromium: what wraps, and what stays in sight."""

from __future__ import annotations

from dataclasses import replace

import pytest
from browser import chromium, in_browser, page_of
from building import SEVERAL

from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.table import require_table
from sphinxext.http_status.page.text import render_rst

pytestmark = in_browser

PAGE = """
Status codes
============

.. http-status-table::
   :release: 3.13

Grouped
-------

.. http-status-table::
   :group:
   :release: 3.13
   :codes: 100-102 200 404 416 500-504
   :columns: code name phrase description details since

By hand
-------

{hand}
"""
THEMES = ['alabaster', 'furo', 'pydata_sphinx_theme', 'sphinx_rtd_theme', 'python_docs_theme']
#: The fonts of every machine that has Chromium on Debian, in the place of what a theme asks for.
FONTS = """
body, body *:not(code):not(code *):not(pre) { font-family: 'DejaVu Sans' !important }
code, code *, pre { font-family: 'DejaVu Sans Mono' !important }
"""
HAS_FONTS = """() => {
  const pen = document.createElement('canvas').getContext('2d');
  const wide = font => { pen.font = `20px ${font}`; return pen.measureText('mmmiii Section').width };
  return ['DejaVu Sans', 'DejaVu Sans Mono'].every(name => wide(`'${name}', serif`) !== wide('serif'));
}"""
#: The lines that the text of an element takes; what is said of a name stands apart.
LINES = """
const lines = element => {
  const tops = [];
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode;
    if (!text.data.trim() || text.parentElement.closest('.http-status-aliases, .headerlink')) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    tops.push(...[...range.getClientRects()].filter(box => box.width > 1));
  }
  let [count, end] = [0, -Infinity];
  for (const box of tops.sort((one, other) => one.top - other.top)) {
    if (box.top >= end - 3) count++;
    end = Math.max(end, box.bottom);
  }
  return count;
};
"""
#: The figures of a table. A row wraps if the text of one of its cells takes more than one line; what is
#: said of a name is left out of this, since it always stands on lines of its own.
FIGURES = f"""table => {{
  {LINES}
  const rows = [...table.tBodies[0].rows];
  const box = table.closest('.http-status-scroll') ?? table.parentElement;
  return {{
    rows: rows.length,
    wrapped: rows.filter(row => [...row.cells].some(cell => lines(cell) > 1)).length,
    height: Math.round(table.getBoundingClientRect().height),
    font: getComputedStyle(rows[0].cells[2]).fontSize,
    code: getComputedStyle(rows[0].cells[1].querySelector('code')).fontSize,
    scrolls: box.scrollWidth > box.clientWidth,
  }};
}}"""


#: Whether the row of a target is seen: its upper edge, and its middle.
IS_SEEN = """target => {
  const row = target.closest('tr');
  const box = row.getBoundingClientRect();
  const at = below => document.elementFromPoint(box.left + 40, box.top + below);
  return row.contains(at(2)) && row.contains(at(box.height / 2));
}"""
#: The headings that the box cuts off, when it has been scrolled so far.
CUT_OFF = """(box, scrolled) => {
  box.scrollLeft = scrolled;
  const seen = box.getBoundingClientRect();
  const isCut = text => text.left < seen.left - 1 || text.right > seen.right + 1;
  return [...box.querySelectorAll('th[scope=rowgroup] > p')].filter(heading => {
    const range = document.createRange();
    range.selectNodeContents(heading);
    return [...range.getClientRects()].some(isCut);
  }).map(heading => heading.innerText);
}"""
#: The runs that take more than one line. Where directions mix, a line has several boxes.
BROKEN = """found => found.filter(run =>
  new Set([...run.getClientRects()].map(box => Math.round(box.top))).size > 1
).map(run => run.innerText)"""
#: The aliases that stand beside their name, or reach out of their cell.
OUT_OF_PLACE = """found => found.filter(run => {
  const name = run.parentElement.firstChild.getBoundingClientRect();
  const cell = run.closest('td').getBoundingClientRect();
  const boxes = [...run.querySelectorAll('code'), run].flatMap(part => [...part.getClientRects()]);
  return boxes.some(
    box => box.top < name.bottom - 3 || box.left < cell.left || box.right > cell.right);
}).map(run => run.innerText)"""
#: A name with nowhere to break it.
LENGTHEN = """found => found.forEach(run => {
  run.dataset.kept = run.innerHTML;
  run.querySelector('code').innerText = 'X'.repeat(60);
})"""
RESTORE = 'found => found.forEach(run => { run.innerHTML = run.dataset.kept })'
WIDTHS = 'table => [...table.rows[1].cells].map(cell => cell.getBoundingClientRect().width)'
HIDDEN = '.http-status-aliases, .http-status-table .headerlink { display: none !important }'
#: The heads of columns that have more lines than words.
SPLIT_HEADS = f"""heads => {{
  {LINES}
  return heads.filter(head => lines(head) > head.innerText.trim().split(/\\s+/).length)
    .map(head => head.innerText);
}}"""


def written_by_hand():
    """Return the rows as CPython's own page has them: without aliases, in a simple table."""
    columns = ('code', 'name', 'details')
    table = require_table(TableRequest(release='3.13', columns=columns))
    return render_rst(replace(table, rows=tuple(replace(row, aliases=()) for row in table.rows)))


@pytest.fixture(scope='module')
def browser():
    """Return a browser for all tests of this file."""
    with chromium() as started:
        yield started


def open_site(browser, build_once, theme, **conf):
    """Build the page under a theme, and open it once for all of its tests."""
    pytest.importorskip(theme)
    files = {'index.rst': PAGE.format(hand=written_by_hand())}
    built = build_once(files, html_theme=theme, html_title='Title', **SEVERAL, **conf)
    assert built.warnings == []
    # Pictures are named after the folder.
    folder = built.outdir.rename(built.outdir.with_name(f'{theme}-fit'))
    return page_of(browser, folder / 'index.html', width=1300)


@pytest.fixture(scope='module', params=THEMES)
def page(request, browser, build_once):
    """Return the page under each theme; its width is for each test to say."""
    with open_site(browser, build_once, request.param) as opened:
        opened.theme = request.param
        # A theme may scroll without haste.
        opened.add_style_tag(content='html { scroll-behavior: auto !important }')
        yield opened


@pytest.fixture(scope='module', params=['zh_CN', 'ja', 'hu', 'ar'])
def translated(request, browser, build_once):
    """Return the page in some languages, as a phone shows it."""
    with open_site(browser, build_once, 'python_docs_theme', language=request.param) as opened:
        opened.set_viewport_size({'width': 390, 'height': 900})
        yield opened


def at(page, width):
    """Set the width of a page, and return it."""
    page.set_viewport_size({'width': width, 'height': 900})
    return page


@pytest.mark.parametrize('width', [1300, 390])
def test_a_link_leads_to_a_row_in_sight(page, width):
    """Whatever header stays in place, the row to which a link leads is seen from its upper edge on."""
    for code in ('100', '404', '511'):
        at(page, width).evaluate(f'location.hash = ""; location.hash = "http-status-{code}"')
        assert page.locator(f'#http-status-{code}').evaluate(IS_SEEN), code


@pytest.mark.parametrize('width', [1300, 1000, 800, 700, 390, 320])
def test_headings_of_classes_stay_in_sight(page, width):
    """However far a table is scrolled, the headings of its classes are in its box, in whole words."""
    box = at(page, width).locator('.http-status-scroll').nth(1)
    assert box.locator('th[scope=rowgroup]').count() == 4
    assert [box.evaluate(CUT_OFF, scrolled) for scrolled in (0, 10_000)] == [[], []]
    if width <= 390:
        # They use the width that there is.
        assert box.evaluate('box => box.scrollLeft') > 0
        widest = max(
            heading.bounding_box()['width'] for heading in box.locator('[scope=rowgroup] > p').all()
        )
        assert widest > 0.6 * box.bounding_box()['width']


@pytest.mark.parametrize('width', [1300, 390])
def test_sections_are_not_broken(page, width):
    """Each section stands on one line, however narrow the page."""
    runs = at(page, width).locator('.http-status-unbroken')
    assert runs.count() > 60
    assert runs.evaluate_all(BROKEN) == []


@pytest.mark.parametrize('width', [1300, 390])
def test_aliases_and_permalinks_widen_nothing(page, width):
    """Aliases begin a line in their cell, and columns are as wide as without them and permalinks."""
    table = at(page, width).locator('.http-status-scroll table').first
    aliases = page.locator('.http-status-aliases')
    assert aliases.evaluate_all(OUT_OF_PLACE) == []
    aliases.evaluate_all(LENGTHEN)
    assert aliases.evaluate_all(OUT_OF_PLACE) == []
    aliases.evaluate_all(RESTORE)
    texts = table.locator('td:has(.http-status-aliases)').all_inner_texts()
    assert texts[2].split('\n') == ['RANGE_NOT_SATISFIABLE', '(alias REQUESTED_RANGE_NOT_SATISFIABLE)']
    with_them = table.evaluate(WIDTHS)
    hidden = page.add_style_tag(content=HIDDEN)
    without = table.evaluate(WIDTHS)
    hidden.evaluate('style => style.remove()')
    assert with_them == pytest.approx(without, abs=1)


def test_a_full_table_takes_no_more_room_than_one_by_hand(page, capsys):
    """At 1300 pixels, 50 of 62 rows have one line, and the table is not much higher than one by hand."""
    if not at(page, 1300).evaluate(HAS_FONTS):
        pytest.skip('NOT MEASURED, since there are no DejaVu fonts')
    page.add_style_tag(content=FONTS)
    ours = page.locator('.http-status-scroll table').first.evaluate(FIGURES)
    hand = page.locator('table:not(.http-status-table)').last.evaluate(FIGURES)
    with capsys.disabled():
        for who, found in (('ours', ours), ('by hand', hand)):
            shown = f'{found["wrapped"]} of {found["rows"]} rows wrap, {found["height"]} px high'
            print(f'\n{page.theme}, {who}: {shown}', end='')  # noqa: T201
    assert ours['rows'] == hand['rows'] == 62
    assert (ours['font'], ours['code']) == (hand['font'], hand['code'])
    assert not ours['scrolls']
    assert ours['height'] <= 1.2 * hand['height']
    # A page of alabaster is so narrow that every citation wraps, by hand as well.
    assert ours['wrapped'] <= (hand['wrapped'] if page.theme == 'alabaster' else 12)


def test_heads_and_sections_are_whole_in_other_languages(translated):
    """On a phone, no head of a column stands one character per line, and no section is broken."""
    heads = translated.locator('.http-status-table thead th')
    assert heads.count() == 9
    assert heads.evaluate_all(SPLIT_HEADS) == []
    assert translated.locator('.http-status-unbroken').evaluate_all(BROKEN) == []
