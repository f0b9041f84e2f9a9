"""Every builder of Sphinx, strictly: with the full table, a selection, groups, links and notes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from landing import undefined_in_latex
from reading import read_man, read_text

import sphinxext.http_status as package
from sphinxext.http_status.page.writing.latex import fit_paper

pytestmark = pytest.mark.sphinx

ROOT = Path(package.__file__).parents[2]

CONF = """
project = 'Project'
version = '3.9'
copyright = 'ours'
extensions = ['myst_parser', 'sphinxext.http_status']
linkcheck_ignore = ['.*']
"""

INDEX = """
Codes
=====

.. toctree::

   markdown

See :http-status:`404` and :py:attr:`http.HTTPStatus.BAD_GATEWAY`.

.. http-status-table::
   :release: 3.13

Grouped
-------

.. http-status-table::
   :release: 3.13
   :codes: 100-102 2xx 404 413 418 500-504
   :columns: code name phrase description details since
   :caption: What a client should expect
   :name: expected
   :group:

Small
-----

.. http-status-table::
   :codes: 2xx
   :columns: code phrase

Wide
----

.. http-status-table::
   :release: 3.13
   :codes: 4xx
   :columns: code name aliases phrase description details since
   :notes: none
"""

MARKDOWN = """
# Markdown

{http-status}`404` and {ref}`expected`.

```{http-status-table}
:codes: 418
```
"""

OPTIONS = ['-q', '-n', '-W', '--keep-going']
BUILDERS = ['html', 'dirhtml', 'singlehtml', 'epub', 'latex', 'text', 'man', 'texinfo', 'xml']
BUILDERS += ['pseudoxml', 'gettext', 'changes', 'linkcheck', 'dummy']

#: What builders write that do not write the table.
EXPECTED = {
    'gettext': b'msgid "Reason Phrase"',
    'changes': b'IM_A_TEAPOT',
    'linkcheck': b'',
    'dummy': b'',
}


def write_project(folder):
    """Write the source files of the project."""
    folder.mkdir()
    for name, content in (('conf.py', CONF), ('index.rst', INDEX), ('markdown.md', MARKDOWN)):
        (folder / name).write_text(content, encoding='utf-8')


@pytest.fixture(scope='module')
def output(tmp_path_factory):
    """Return a function from a builder to the folder that it filled, in a new process."""
    root = tmp_path_factory.mktemp('strict')
    write_project(root / 'source')

    def run(builder):
        source, out, trees = root / 'source', root / builder, root / f'{builder}-trees'
        if not out.exists():
            done = subprocess.run(
                [sys.executable, '-m', 'sphinx', *OPTIONS, '-b', builder, '-d', trees, source, out],
                env={**os.environ, 'PYTHONPATH': os.fspath(ROOT)},
                capture_output=True,
                encoding='utf-8',
                check=False,
            )
            assert (done.returncode, done.stderr) == (0, '')
        return out

    return run


@pytest.mark.parametrize('builder', BUILDERS)
def test_every_builder_is_content(output, builder):
    """``sphinx-build -n -W`` has no complaint, whatever it builds, from reST and from Markdown."""
    out = output(builder)
    content = b''.join(path.read_bytes() for path in out.rglob('*') if path.is_file())
    assert EXPECTED.get(builder, b'NETWORK') in content


def test_text_keeps_identifiers_whole(output):
    """No member is broken over lines in text, however wide the table."""
    tables = read_text((output('text') / 'index.txt').read_text(encoding='utf-8'))
    assert [len(table.rows) for table in tables[:1]] == [62]
    names = ''.join(cell for table in tables for row in table.rows for cell in row)
    assert 'NETWORK_AUTHENTICATION_REQUIRED' in names
    page = (output('text') / 'index.txt').read_text(encoding='utf-8')
    assert page.count('REQUEST_HEADER_FIELDS_TOO_LARGE') == 2


@pytest.mark.skipif(not shutil.which('man'), reason='man is not installed, so no manual page was read')
def test_man_keeps_identifiers_whole(output):
    """No member is broken over lines in a manual page."""
    (path,) = output('man').iterdir()
    tables = read_man(path.read_text(encoding='utf-8'))
    names = [cell for table in tables for row in table.rows for cell in row]
    assert any('NETWORK_AUTHENTICATION_REQUIRED' in name for name in names)
    assert any('REQUEST_HEADER_FIELDS_TOO_LARGE' in name for name in names)


# --- paper


def latex_of(output):
    """Return the LaTeX code of the project."""
    return (output('latex') / 'project.tex').read_text(encoding='utf-8')


def test_latex_tables_break_over_pages(output):
    """Every table that stands by itself may break over pages, and has its header on each."""
    content = latex_of(output)
    assert content.count(r'\begin{longtable}') == 5
    assert content.count(r'\begin{tabulary}') == content.count(r'\begin{tabular}') == 0
    assert content.count('continued from previous page') == 5


def test_latex_columns_have_widths_where_they_need_them(output):
    """Columns that do not fit side by side get widths from their content; small tables have none."""
    specs = re.findall(r'\\begin\{longtable\}\{(.*)\}', latex_of(output))
    assert [len(re.findall(r'\\X|l', spec)) for spec in specs] == [3, 3, 6, 2, 7]
    assert specs[3] == 'll'
    code, name, details = (int(part) for part in re.findall(r'\\X\{(\d+)\}', specs[1]))
    assert 3 * code < details < name


def test_latex_may_break_members_as_a_last_resort(output):
    """A member may break behind an underscore, and is otherwise what it was."""
    content = latex_of(output)
    assert r'NOT\_\allowbreak{}FOUND' in content
    assert undefined_in_latex(content) == set()


def test_tables_inside_others_do_not_break(build):
    """LaTeX cannot break a table inside another, so such a table is an ordinary one."""
    page = '.. list-table::\n\n   * - .. http-status-table::\n          :codes: 404\n'
    built = build({'index.rst': page}, 'latex')
    assert built.warnings == []
    (content,) = (path.read_text(encoding='utf-8') for path in built.outdir.glob('*.tex'))
    assert 'longtable' not in content.partition(r'\begin{document}')[2]


TABLED = '''
from enum import Enum

class Code(Enum):
    GONE = 410
    """What is gone:

    ====  ====
    This  That
    ====  ====
    """
'''


def test_tables_with_others_inside_do_not_break(build):
    """LaTeX cannot break a table with another inside, so such a table is an ordinary one as well."""
    page = '.. http-status-table:: tabled.Code\n   :columns: code doc\n'
    built = build({'index.rst': page, 'tabled.py': TABLED}, 'latex')
    assert built.warnings == []
    (content,) = (path.read_text(encoding='utf-8') for path in built.outdir.glob('*.tex'))
    assert len(re.findall(r'\\begin\{tabulary?\}', content)) == 2
    assert r'\begin{longtable}' not in content


ALONE = '.. csv-table::\n\n   404\n'
INSIDE = '.. list-table::\n\n   * - .. csv-table::\n\n          404\n'


@pytest.mark.parametrize(('page', 'breaks'), [(ALONE, True), (INSIDE, False)], ids=['alone', 'inside'])
def test_only_a_table_outside_of_others_is_marked_to_break(page, breaks):
    """A table is marked to break over pages unless it stands in a cell, whatever Sphinx makes of it."""
    *_outer, table = publish_doctree(page).findall(nodes.table)
    fit_paper(table)
    assert ('longtable' in table['classes']) == breaks


def test_given_widths_are_kept_in_latex(build):
    """Widths that the author gives are those of LaTeX."""
    built = build({'index.rst': '.. http-status-table::\n   :widths: 1 2 3\n'}, 'latex')
    (content,) = (path.read_text(encoding='utf-8') for path in built.outdir.glob('*.tex'))
    assert r'\begin{longtable}{\X{1}{6}\X{2}{6}\X{3}{6}}' in content


@pytest.mark.skipif(
    not shutil.which('latexmk') or not shutil.which('pdflatex'),
    reason='NOT TYPESET, since there is no latexmk or pdflatex',
)
def test_latex_is_typeset(output):
    """LaTeX finds every reference, and no column reaches into the text of the next."""
    folder = output('latex')
    for _ in range(2):
        subprocess.run(
            ['pdflatex', '-interaction=nonstopmode', 'project.tex'],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            check=True,
        )
    log = (folder / 'project.log').read_text(encoding='latin-1')
    assert [line for line in log.splitlines() if 'undefined' in line or 'multiply' in line] == []
    # Between two columns there are 12 points.
    too_wide = [float(points) for points in re.findall(r'Overfull \\hbox \(([\d.]+)pt', log)]
    assert max(too_wide, default=0) < 6
    assert 'Overfull \\vbox' not in log
    assert (folder / 'project.pdf').stat().st_size > 10_000
