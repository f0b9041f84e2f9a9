"""Groups of rows: each class below its heading, in whatever way the format has."""

from __future__ import annotations

import re
import shutil

import pytest
from building import SEVERAL
from reading import columns_of, read_html, read_text, render_man

from sphinxext.http_status.drift.check import Address, check_file
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.table import require_table

pytestmark = pytest.mark.sphinx

CONF = {'project': 'project', 'version': '1', 'copyright': 'ours', **SEVERAL}
HEADINGS = [
    '1xx Informational: The request has arrived, and its processing goes on.',
    '2xx Successful: The request has been understood and accepted.',
    '4xx Client Error: The request is wrong, or cannot be met.',
    '5xx Server Error: The server could not meet a request that seems valid.',
]
#: The rows below each of them.
SIZES = [3, 1, 2, 2]
PAGE = """
Codes
=====

See :ref:`expected`.

.. http-status-table::
   :caption: What is *expected*
   :name: expected
   :release: 3.13
   :codes: 100-102 200 404 416 500 501
   :columns: {columns}
   :group:

#. In a list:

   .. http-status-table::
      :release: 3.13
      :codes: 100 404
      :columns: code name
      :group:
"""
CODE_NAME = PAGE.format(columns='code name')
WIDE = PAGE.format(columns='code name phrase details')


@pytest.fixture(scope='module')
def page(build_once):
    """Return a function from a builder to what it made; each builds once."""
    made = {}

    def build_page(builder, content=WIDE):
        if (builder, content) not in made:
            built = build_once({'index.rst': content}, builder, **CONF)
            assert built.warnings == []
            made[builder, content] = built
        return made[builder, content]

    return build_page


def words(text):
    """Return text on one line, without the marks of strong text."""
    return ' '.join(text.replace('**', '').split())


# --- where rows can be grouped


@pytest.mark.parametrize('builder', ['html', 'dirhtml', 'singlehtml', 'epub'])
@pytest.mark.parametrize(('content', 'columns'), [(WIDE, 4), (CODE_NAME, 2)], ids=['wide', 'narrow'])
def test_each_class_is_a_group_of_rows(page, builder, content, columns):
    """Each class has a body of its own, whose first row is a header of all its columns and rows."""
    name = 'index.xhtml' if builder == 'epub' else 'index.html'
    shown = page(builder, content).text(name)
    first = shown[shown.index('<table') : shown.index('</table>')]
    bodies = first.split('<tbody>')[1:]
    assert [body.count('<tr') - 1 for body in bodies] == SIZES
    heading = re.compile(
        rf'<tr[^>]*><th(?= [^>]*scope="rowgroup")[^>]* colspan="{columns}"[^>]*>(.*?)</th>\s*</tr>'
    )
    found = [heading.match(body.strip()) for body in bodies]
    assert [words(re.sub('<[^>]+>', '', match[1])) for match in found if match] == HEADINGS


def test_a_group_of_one_column_has_a_heading(build):
    """A table of one column has headings that span that one."""
    built = build(
        {'index.rst': '.. http-status-table::\n   :codes: 404 500\n   :columns: name\n   :group:\n'}
    )
    assert (
        re.findall('<th[^>]*rowgroup[^>]*>', built.text()) == ['<th colspan="1" scope="rowgroup">'] * 2
    )


def test_no_rows_are_no_groups(build):
    """A table that has no rows has one empty body."""
    files = {'index.rst': '.. http-status-table:: none.Empty\n   :group:\n   :columns: code name\n'}
    files['none.py'] = 'import enum\nclass Empty(enum.IntEnum):\n    pass\n'
    for builder in ('html', 'text', 'man', 'latex'):
        build(files, builder)
    assert build(files).text().count('<tbody>') == 1


@pytest.mark.parametrize('builder', ['xml', 'pseudoxml'])
def test_other_trees_have_one_body(page, builder):
    """Where nothing is known of groups of rows, a table has the one body that all writers expect."""
    shown = page(builder).text('index.xml' if builder == 'xml' else 'index.pseudoxml')
    assert len(re.findall(r'<tbody', shown)) == len(re.findall(r'<table\b', shown)) == 2
    assert [shown.count(heading.partition(': ')[2]) for heading in HEADINGS] == [2, 1, 2, 1]


def test_the_built_page_is_right(page):
    """``http-status check`` finds the rows of all groups of a built page, and nothing wrong."""
    path = page('html').outdir / 'index.html'
    facts = require_table(TableRequest(release='3.13', codes='100-102 200 404 416 500 501'))
    checked = check_file(Address(path, 'expected'), facts)
    assert checked.findings == ()
    assert len(checked.reading.rows) == sum(SIZES)


# --- where they cannot


def test_text_has_a_table_below_each_heading(page):
    """In text, each heading is a line above a table of its own, as wide as the others and no wider."""
    shown = page('text').text('index.txt')
    tables = read_text(shown)[:4]
    assert [len(table.rows) for table in tables] == SIZES
    assert {table.header for table in tables} == {('Code', 'Enum Name', 'Reason Phrase', 'Details')}
    assert [shown.count(words(heading)) for heading in HEADINGS] == [0] * 4
    outside = words(re.sub(r'^ *[+|].*$', '', shown, flags=re.MULTILINE))
    positions = [outside.index(heading) for heading in ('What is *expected*', *HEADINGS)]
    assert positions == sorted(positions)
    rules = {line for line in shown.splitlines() if line.startswith('+-')}
    assert len(rules) == 1
    assert rules.pop().split('+')[1] == '-' * len(' "404" ')


def test_text_in_a_list_is_as_far_in_as_the_list(page):
    """Headings and tables of a list item are inside of it."""
    inside = page('text').text('index.txt').partition('In a list:')[2]
    assert re.findall(r'^ *\*\*[14]xx', inside, re.MULTILINE) == ['   **1xx', '   **4xx']
    assert {line[:4] for line in inside.splitlines() if '+' in line} == {'   +'}


@pytest.mark.skipif(
    not shutil.which('groff'), reason='groff is not installed, so no manual page was read'
)
def test_man_has_a_table_below_each_heading(page):
    """In a terminal of 80 columns, each heading is a paragraph, and no table is wider than the page."""
    (path,) = page('man').outdir.glob('*.1')
    shown = render_man(path.read_text(encoding='utf-8'), 80)
    lines = shown.splitlines()
    outside = words('\n'.join(line for line in lines if '│' not in line and '─' not in line))
    positions = [outside.index(heading) for heading in ('What is expected', *HEADINGS)]
    assert positions == sorted(positions)
    assert max(sum(map(columns_of, line)) for line in lines) <= 90
    # A caption is no title of the page.
    assert 'What is expected' not in outside.partition('See')[0]


def test_texinfo_has_a_table_below_each_heading(page):
    """In Texinfo, no heading stands in a cell."""
    (path,) = page('texinfo').outdir.glob('*.texi')
    before = [part.rpartition('@end multitable')[2] for part in path.read_text().split('@multitable')]
    assert [
        words(heading.partition(': ')[2]) in words(before[index])
        for index, heading in enumerate(HEADINGS)
    ] == [True] * 4


def test_latex_has_one_table(page):
    """LaTeX has cells that reach over all columns, in one table for all classes."""
    shown = page('latex').text('project.tex')
    assert shown.count(r'\begin{longtable}') == 2
    assert len(re.findall(r'\\sphinxstartmulticolumn\{4\}', shown)) == len(HEADINGS)


def test_the_order_of_rows_is_that_of_the_classes(page):
    """Rows keep their order inside of a class, in HTML as in text."""
    html = [row[0] for row in read_html(page('html').text())[0].rows if len(row) > 1]
    text = [row[0] for table in read_text(page('text').text('index.txt'))[:4] for row in table.rows]
    assert html == text == ['100', '101', '102', '200', '404', '416', '500', '501']
