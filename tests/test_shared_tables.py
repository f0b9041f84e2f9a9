"""A table that stands on many pages is made once and written once, and no page shows a difference."""

from __future__ import annotations

import json
import re
import shutil
import textwrap
from collections import Counter
from http import HTTPStatus
from pathlib import Path

import pytest
from building import SEVERAL
from catalogs import write_catalog

from sphinxext.http_status.page.messages import english
from sphinxext.http_status.page.writing.layout import Layout

pytestmark = pytest.mark.sphinx

TABLE = '.. http-status-table::\n'
SELECTION = (
    '.. http-status-table::\n   :codes: 4xx 511\n   :group:\n   :columns: code name phrase details\n'
)
#: What stands on pages in several folders, so that the same link is written in several ways.
PLAIN = f'{TABLE}\n{SELECTION}'
#: What stands around a table, or in it, where equal tables need not be written alike.
ELSEWHERE = """
Elsewhere
=========

* .. http-status-table::
     :codes: 404
     :no-index:

.. note::

   .. http-status-table::
      :codes: 404
      :no-index:

.. py:class:: Reply

   .. http-status-table::
      :codes: 404
      :no-index:

   .. versionadded:: 3.5

.. http-status-table::
   :codes: 404
   :class: wide
   :align: center
   :width: 50%
   :widths: 1 2 3

.. http-status-table:: other.Reply

.. http-status-table:: other.Reply
   :columns: code doc

.. http-status-table::
   :caption: Codes
   :name: codes

   :404: Nothing is *there*.

:http-status:`404`, :ref:`codes` and :rfc:`9110`.
"""
OTHER = '''
from enum import IntEnum


class Reply(IntEnum):
    OK = 200
    """It worked."""
    THIS_NAME_HAS_AN_ALIAS = 201
    THIS_IS_THE_ALIAS = 201
    DÉJÀ_VU = 208
'''
#: A theme that writes a cell by what is around it.
AROUND = """
from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

class Translator(HTML5Translator):
    def visit_entry(self, node):
        around, names = node.parent, []
        while around is not None:
            names.append(around.tagname)
            around = around.parent
        node['classes'].append('-'.join(names))
        super().visit_entry(node)

def setup(app):
    app.set_translator('html', Translator)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}
"""
#: The first page owns the rows. It is in a folder, as one page of the others is.
NAMES = ['a/owner', 'b/other', 'c', 'd', 'e']
FILES = {
    'index.rst': 'Index\n=====\n\n.. toctree::\n\n   ' + '\n   '.join([*NAMES, 'elsewhere']) + '\n',
    **{f'{name}.rst': f'{name}\n{"=" * len(name)}\n\n{PLAIN}' for name in NAMES},
    'elsewhere.rst': ELSEWHERE,
    'other.py': OTHER,
    'around.py': AROUND,
}
BUILDS = {
    'html': {},
    'dirhtml': {'builder': 'dirhtml'},
    'singlehtml': {'builder': 'singlehtml'},
    'parallel': {'parallel': 2},
    'numbered': {'numfig': True, 'html_theme': 'classic', 'html_permalinks': False},
    'around': {'extensions': ['sphinxext.http_status', 'around'], 'parallel': 2},
    'ours': {'language': 'fr'},
    'no spaces': {'language': 'ja'},
    'right to left': {'language': 'ar', 'builder': 'dirhtml'},
    'translated': {'language': 'de', 'locale_dirs': ['locale'], 'gettext_compact': 'pages'},
}
#: Those that put boxes around tables, or write them in their own way.
THEMES = ['furo', 'pydata_sphinx_theme', 'sphinx_rtd_theme', 'python_docs_theme']


def build_both(build, builder='html', **conf):
    """Return the files of a build that keeps what it writes, and of one that shows all nodes."""
    made = []
    for exposed in (False, True):
        built = build(FILES, builder, http_status_expose_cells=exposed, **SEVERAL, **conf)
        assert built.warnings == []
        # A checksum of the configuration is the one file that differs.
        made.append({name: text for name, text in built.files().items() if name != '.buildinfo'})
        shutil.rmtree(built.outdir)
    return made


def differing(one, other):
    """Return the names of the files that are not the same bytes."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.mark.parametrize('name', BUILDS)
def test_shared_tables_are_the_same_bytes(name, build, tmp_path):
    """Pages, search index, inventory and general index are what real nodes give."""
    if name == 'translated':
        messages = [english.CITATION_WITH_SECTION, 'HTTP Semantics', 'Details', *english.ADDED]
        catalog = {message: f'Ü {message}' for message in messages}
        write_catalog(tmp_path / 'source' / 'locale', catalog, domain='pages')
    shared, whole = build_both(build, **BUILDS[name])
    assert differing(shared, whole) == []
    assert any('searchindex.js' in name for name in shared) == (name != 'singlehtml')


@pytest.mark.browser
@pytest.mark.parametrize('theme', THEMES)
def test_shared_tables_are_the_same_bytes_in_other_themes(theme, build):
    """What a theme does to tables it does to those that are written once."""
    pytest.importorskip(theme)
    shared, whole = build_both(build, html_theme=theme, html_title='Title')
    assert differing(shared, whole) == []


#: Counts the rows that are written, and the cells that other extensions can see.
COUNTER = """
import json
from collections import Counter
from pathlib import Path

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

COUNTED = Counter()

class Translator(HTML5Translator):
    def visit_row(self, node):
        COUNTED['rows'] += 1
        super().visit_row(node)

class Look(SphinxPostTransform):
    default_priority = 6

    def run(self):
        COUNTED['cells'] += len(list(self.document.findall(nodes.entry)))

def setup(app):
    app.set_translator('html', Translator)
    app.add_post_transform(Look)
    app.connect('build-finished', write)

def write(app, _exception):
    Path(app.outdir, 'counts').write_text(json.dumps(COUNTED))
"""


def count_work(build, monkeypatch, content, **conf):
    """Build a page 50 times; return how often its tables were made, and rows written or shown."""
    made = Counter()
    lay_out = Layout.blocks

    def counted(layout):
        made['tables'] += 1
        return lay_out(layout)

    monkeypatch.setattr(Layout, 'blocks', counted)
    pages = {f'page{number:02}.rst': f':orphan:\n\nPage\n====\n\n{content}' for number in range(50)}
    files = {'index.rst': 'Index\n=====\n', **pages, 'counting.py': COUNTER}
    conf = {**SEVERAL, **conf}
    built = build(files, extensions=['sphinxext.http_status', 'counting'], **conf)
    assert built.warnings == []
    assert all('NOT_FOUND' in built.text(f'page{number:02}.html') for number in range(50))
    counts = json.loads(built.text('counts'))
    return made['tables'], counts['rows'], counts['cells']


#: The rows of a table of http.HTTPStatus, with its header.
ROWS = len(HTTPStatus) + 1


def test_equal_tables_are_made_and_written_once(build, monkeypatch):
    """On 50 pages, one table is made and written, and others see one cell on each."""
    made, written, seen = count_work(build, monkeypatch, f'{TABLE}   :no-index:\n')
    assert (made, written, seen) == (1, ROWS, 50)


def test_linked_tables_are_made_and_written_once(build, monkeypatch):
    """Of tables that link to the rows of the first page, one is made and written besides that."""
    made, written, seen = count_work(build, monkeypatch, TABLE)
    assert (made, written) == (2, 2 * ROWS)
    assert seen < 49 + 4 * ROWS


#: The end of a setup(), and what it connects.
LOOK = """
    app.connect('doctree-resolved', look)

def look(app, tree, name):
    seen = len([node for node in tree.findall() if node.tagname == 'entry'])
    Path(app.outdir, 'seen').write_text(str(seen))

from pathlib import Path
"""


def test_an_extension_can_ask_for_the_cells(build):
    """What the documentation says an extension is to do shows it the cells of each page."""
    text = Path(__file__).parents[1].joinpath('docs/explanation/speed.rst').read_text(encoding='utf-8')
    example = textwrap.dedent(text.partition('code-block:: python\n')[2].partition('\nHow much')[0])
    asking = example.rstrip() + LOOK
    files = {'index.rst': f'{TABLE}\n{TABLE}   :no-index:\n', 'asking.py': asking}
    built = build(files, extensions=['asking', 'sphinxext.http_status'], **SEVERAL)
    assert built.text('seen') == str(2 * 3 * ROWS)


def test_cells_are_shown_where_somebody_asks(build, monkeypatch):
    """With the setting for it, each page has its own cells for other extensions."""
    made, written, seen = count_work(
        build, monkeypatch, f'{TABLE}   :no-index:\n', http_status_expose_cells=True
    )
    assert (made, written) == (50, 50 * ROWS)
    assert seen > 50 * ROWS


#: Replaces the directive, as the documentation of Python does, and counts how often it runs.
VERSIONS = """
from pathlib import Path
from sphinx.domains.changeset import VersionChange

class Change(VersionChange):
    def run(self):
        with Path(self.env.app.outdir, 'runs').open('a') as file:
            file.write(f'{self.name} {self.arguments[0]}\\n')
        made = super().run()
        made[0]['classes'].append('ours')
        return made

def setup(app):
    app.add_directive('versionadded', Change, override=True)
    app.add_directive('versionchanged', Change, override=True)
"""


def test_the_directive_of_a_note_runs_once(build):
    """What a project's own directive makes of a note is shown on each page, and run for the first."""
    pages = {f'page{number}.rst': f'\n{TABLE}   :no-index:\n' * number for number in (1, 2, 3)}
    files = {'index.rst': 'Index\n=====\n', **pages, 'versions.py': VERSIONS}
    built = build(files, extensions=['sphinxext.http_status', 'versions'], suppress_warnings=['toc'])
    runs = built.text('runs').splitlines()
    assert len(runs) == len(set(runs)) > 3
    shown = [built.text(f'page{number}.html').count('ours version') for number in (1, 2, 3)]
    assert shown == [len(runs), 2 * len(runs), 3 * len(runs)]


#: Adds a link to another page to each note, and an id.
LINKED_VERSIONS = """
from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.domains.changeset import VersionChange

class Change(VersionChange):
    def run(self):
        made = super().run()
        target = f'change-{self.env.new_serialno("change")}'
        made[0][0] += nodes.target('', '', ids=[target])
        made[0][0] += pending_xref('', nodes.inline('', 'all changes'), refdomain='std', reftype='doc',
            reftarget='/index', refexplicit=True, refdoc=self.env.docname)
        made[0][0] += pending_xref('', nodes.inline('', 'elsewhere'), refdomain='py', reftype='obj',
            reftarget='elsewhere', refdoc=self.env.docname)
        return made

def lead_elsewhere(app, env, node, content):
    return nodes.reference('', '', content, refuri=f'https://example.org/{env.docname}')

def setup(app):
    app.connect('missing-reference', lead_elsewhere)
    app.add_directive('versionadded', Change, override=True)
    app.add_directive('versionchanged', Change, override=True)
"""
#: Gives classes and ids to tables, and puts them into boxes.
DRESSED = """
from docutils import nodes

def dress(app, doctree, docname):
    for number, table in enumerate(list(doctree.findall(nodes.table))):
        table['classes'] += ['striped', f'table-{number}']
        table['align'] = 'right'
        box = nodes.container(classes=['boxed'])
        table.parent.replace(table, box)
        box += table

def setup(app):
    app.connect('doctree-resolved', dress)
"""


@pytest.mark.parametrize('name', ['linked_versions', 'dressed'])
def test_what_other_extensions_do_is_on_every_page(name, build):
    """Notes may have links and targets of their page, and tables what other extensions gave them."""
    content = f'\n{TABLE}   :no-index:\n\n{TABLE}   :no-index:\n'
    names = ('a/one', 'a/two', 'three')
    pages = {f'{name}.rst': f':orphan:\n\nPage\n====\n{content}' for name in names}
    files = {'index.rst': 'Index\n=====\n', **pages, f'{name}.py': globals()[name.upper()]}
    found = []
    for exposed in (False, True):
        built = build(
            files,
            extensions=['sphinxext.http_status', name],
            http_status_expose_cells=exposed,
        )
        assert built.warnings == []
        found.append({path: built.text(path) for path in built.files() if path.endswith('.html')})
        shutil.rmtree(built.outdir)
    assert differing(*found) == []
    for path, text in found[0].items():
        if path.partition('/')[0] in ('a', 'three.html'):
            index = '../index.html' if path.startswith('a/') else 'index.html'
            links = re.findall('href="([^"]*)"><span[^>]*>all changes<', text)
            marks = re.findall('id="(change-[^"]*)"|class="[^"]*(table-[0-9])', text)
            assert set(links) in ({index}, set())
            elsewhere = f'https://example.org/{path.removesuffix(".html")}'
            assert text.count(f'href="{elsewhere}"') == len(links)
            assert len(marks) == len(set(marks)) == (len(links) or 2)


def test_changes_are_listed_for_each_page(build):
    """Each page and line with a note is among the changes of the release, as with Sphinx's directive."""
    pages = {f'page{number}.rst': f'Page\n====\n\n{TABLE}   :no-index:\n' for number in (1, 2)}
    built = build({'index.rst': f'\n{TABLE}\n{TABLE}', **pages}, 'changes', version='3.7', **SEVERAL)
    changes = built.env.domaindata['changeset']['changes']['3.7']
    places = [('index', 2), ('index', 4), ('page1', 4), ('page2', 4)]
    assert sorted((each.docname, each.lineno) for each in changes) == places
    assert {each.content for each in changes} == {
        'Changed in version 3.7: Added 421 MISDIRECTED_REQUEST status code.'
    }
    assert built.text('changes.html').count('421 MISDIRECTED_REQUEST') == len(places)
