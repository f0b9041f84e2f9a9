"""A page is read again exactly when what it shows has changed, by builds in processes of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from catalogs import write_catalog, write_compiled

import sphinxext.http_status as package

pytestmark = pytest.mark.sphinx

CONF = """
extensions = ['sphinxext.http_status', 'record']
http_status_histories = {'own.Own': 'own.json'}
http_status_citations = 'cited.csv'
language = 'de'
locale_dirs = ['locales']
"""

PLAIN_CONF = """
extensions = ['sphinxext.http_status', 'record']
language = 'de'
locale_dirs = ['locales']
"""

#: An extension that notes which pages are read.
RECORD = """
def note(app, name, content):
    with open(app.srcdir / 'read.txt', 'a') as stream:
        stream.write(name + '\\n')

def list_modules(app, exception):
    import sys
    with open(app.srcdir / 'modules.txt', 'w') as stream:
        stream.write('\\n'.join(name for name in sys.modules if '.http_status.facts.' in name))

def setup(app):
    app.connect('source-read', note)
    app.connect('build-finished', list_modules)
    return {'parallel_read_safe': True}
"""

MODULES = {
    'own.py': (
        'from enum import IntEnum\nclass Own(IntEnum):\n    OK = 200\n    ODD = 790\n    LAST = 799\n'
    ),
    'based.py': 'from base import Base\nclass Based(Base):\n    GONE = 410\n',
    'base.py': (
        'from enum import IntEnum\nTEXT = "first"\n'
        'class Base(IntEnum):\n    @property\n    def description(self):\n        return TEXT\n'
    ),
    'other.py': (
        'from enum import IntEnum\nfrom values import VALUE\n'
        'class Other(IntEnum):\n    OK = 200\n    VALUE = VALUE\n'
    ),
    'values.py': 'VALUE = 600\n',
}
PACKAGED = 'from enum import IntEnum\nclass Packaged(IntEnum):\n    OK = 200\n    ODD = {}\n'
CITED = 'object,code,spec,rfc\nown.Own,799,{},1149\n'
#: More pages than Sphinx reads in one process when it is given two.
OWN = {f'own{number}' for number in range(6)}
TABLES = {*OWN, 'based', 'other', 'packaged', 'http'}


def history(added):
    """Return a history in which one release added each member."""
    members = [
        {'code': code, 'name': {added: name}}
        for code, name in ((200, 'OK'), (790, 'ODD'), (799, 'LAST'))
    ]
    return json.dumps({'object': 'own.Own', 'releases': ['1.0', added], 'members': members})


def table(path, columns):
    """Return a page with a table."""
    return f'Page\n====\n\n.. http-status-table:: {path}\n   :columns: {columns}\n   :no-index:\n'


@dataclass(frozen=True)
class Project:
    """A project on disk, built by new processes."""

    folder: Path

    def write(self, name, content):
        """Write a file below the project's folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding='utf-8')

    def build(self, jobs, before='pass'):
        """Build, and return the pages that were read, in alphabetical order.

        :param before: a statement for the interpreter to run before Sphinx.
        """
        command = (
            f'import sys; {before}; from sphinx.cmd.build import main; sys.exit(main(sys.argv[1:]))'
        )
        paths = [self.folder / 'installed', self.folder / 'source']
        done = subprocess.run(
            [sys.executable, '-c', command, '-q', '-b', 'text', '-j', str(jobs), 'source', 'out'],
            cwd=self.folder,
            env={
                **os.environ,
                'PYTHONPATH': os.pathsep.join(map(str, paths)),
                'PYTHONDONTWRITEBYTECODE': '1',
            },
            capture_output=True,
            encoding='utf-8',
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, '')
        record = self.folder / 'source/read.txt'
        read = record.read_text().split() if record.exists() else []
        record.unlink(missing_ok=True)
        return sorted(read)

    def text(self, page):
        """Return what a reader of a page sees."""
        return (self.folder / f'out/{page}.txt').read_text(encoding='utf-8')


def make_project(folder, modules, pages):
    """Return a project that was built once, with a copy of this extension."""
    made = Project(folder)
    shutil.copytree(
        Path(package.__file__).parent,
        made.folder / 'installed/sphinxext/http_status',
        ignore=shutil.ignore_patterns('__pycache__'),
    )
    made.write('installed/packaged.py', PACKAGED.format(700))
    for name, content in {**modules, 'record.py': RECORD}.items():
        made.write(f'source/{name}', content)
    made.write('source/index.rst', 'Title\n=====\n\n.. toctree::\n   :glob:\n\n   *\n')
    made.write('source/prose.rst', 'Prose\n=====\n\nNo table.\n')
    for name, content in pages.items():
        made.write(f'source/{name}.rst', content)
    linked = table('http.HTTPStatus', 'code name details').replace('   :no-index:\n', '')
    made.write('source/http.rst', linked)
    write_compiled(
        made.folder / 'source/locales', {'Code': 'Zahl'}, domain='sphinxext.http_status', language='de'
    )
    assert made.build(1) == sorted({*pages, 'http', 'index', 'prose'})
    assert 'Zahl' in made.text('http')
    return made


@pytest.fixture(scope='module')
def project(tmp_path_factory):
    """Return a project with objects of its own, which have to be read to be compared."""
    folder = tmp_path_factory.mktemp('fresh')
    files = {**MODULES, 'conf.py': CONF, 'own.json': history('2.0'), 'cited.csv': CITED.format('First')}
    pages = {name: table('own.Own', 'code name details since') for name in OWN}
    pages['based'] = table('based.Based', 'code description')
    pages['other'] = table('other.Other', 'code name')
    pages['packaged'] = table('packaged.Packaged', 'code name')
    return make_project(folder, files, pages)


@pytest.fixture(scope='module')
def plain(tmp_path_factory):
    """Return a project with objects of the standard library alone, which are compared in short."""
    pages = {'role': 'Role\n====\n\n:http-status:`404` is said here.\n'}
    return make_project(tmp_path_factory.mktemp('plain'), {'conf.py': PLAIN_CONF}, pages)


def edit(path, old, new):
    """Replace a text in a file that has it."""
    content = path.read_text(encoding='utf-8')
    assert old in content
    path.write_text(content.replace(old, new), encoding='utf-8')


def change_module(project, number):
    """Give a member another value."""
    project.write('source/own.py', MODULES['own.py'].replace('790', str(790 + number)))
    project.write('source/own.json', history('2.0').replace('790', str(790 + number)))


def change_base(project, number):
    """Change what a property of a base class returns."""
    project.write('source/base.py', MODULES['base.py'].replace('first', f'text{number}'))


def change_value(project, number):
    """Change a value that an enum takes from another module."""
    project.write('source/values.py', f'VALUE = {600 + number}\n')


def change_package(project, number):
    """Install another release of a package."""
    project.write('installed/packaged.py', PACKAGED.format(700 + number))


def change_history(project, number):
    """Correct a history file."""
    project.write('source/own.json', history(f'2.{number}'))


def change_citations(project, number):
    """Correct a file of citations."""
    project.write('source/cited.csv', CITED.format(f'Cited{number}'))


def _word(number):
    return 'Zahl' + 'en' * number


def change_catalog(project, number):
    """Translate a word of this extension in another way."""
    folder = project.folder / 'source/locales'
    write_compiled(folder, {'Code': _word(number)}, domain='sphinxext.http_status', language='de')


def change_page_catalog(project, number):
    """Translate a page in another way."""
    write_catalog(project.folder / 'source/locales', {'Page': f'Seite{number}'}, domain='other')


def change_data(project, number):
    """Correct the citations of this extension."""
    path = project.folder / 'installed/sphinxext/http_status/facts/data/citations.csv'
    (line,) = (x for x in path.read_text().splitlines() if ',9110,418,' in x)
    edit(path, line, f'http-status-codes,9110,418,Data{number},9110,15.5.19,Unused,')


#: What changes, the pages that show it, and what they show then.
CAUSES = {
    'module': (change_module, OWN, ('own3', '79{}')),
    'base': (change_base, {'based'}, ('based', 'text{}')),
    'value': (change_value, {'other'}, ('other', '60{}')),
    'package': (change_package, {'packaged'}, ('packaged', '70{}')),
    'history': (change_history, OWN, ('own1', '2.{}')),
    'citations': (change_citations, OWN, ('own2', 'Cited{}')),
    'catalog': (change_catalog, TABLES, ('http', 'Zahlen')),
    'page catalog': (change_page_catalog, {'other'}, ('other', 'Seite{}')),
    'data': (change_data, {'http'}, ('http', 'Data{}')),
}


@pytest.mark.parametrize('jobs', [1, 2])
@pytest.mark.parametrize('cause', CAUSES)
def test_the_pages_that_show_a_change_are_read(project, cause, jobs):
    """Whatever changes, the pages that show it are read again, once, and no others."""
    change, pages, (page, shown) = CAUSES[cause]
    change(project, jobs)
    assert project.build(jobs) == sorted(pages)
    assert shown.format(jobs) in project.text(page)


@pytest.mark.parametrize('cause', ['catalog', 'data'])
def test_the_pages_that_show_a_change_are_read_in_a_plain_project(plain, cause):
    """What is compared in short is compared with all that decides on it."""
    change, _pages, (page, shown) = CAUSES[cause]
    change(plain, 3)
    read = plain.build(1)
    assert 'http' in read
    assert {*read} <= {'http', 'role'}
    assert shown.format(3) in plain.text(page)


@pytest.mark.parametrize('kind', ['project', 'plain'])
def test_another_python_has_its_own_members(kind, request):
    """Under another Python only the pages of its enums are read, and back again."""
    project, pages = (
        request.getfixturevalue(kind),
        {'project': ['http'], 'plain': ['http', 'role']}[kind],
    )
    older = (
        'from http import HTTPStatus; HTTPStatus._member_map_.pop("EARLY_HINTS"); '
        'HTTPStatus._member_names_.remove("EARLY_HINTS")'
    )
    assert project.build(1, older) == pages
    assert '"EARLY_HINTS"' not in project.text('http')
    assert project.build(1) == pages
    assert '"EARLY_HINTS"' in project.text('http')


@pytest.mark.parametrize('kind', ['project', 'plain'])
def test_another_version_of_the_extension_reads_its_pages(kind, request):
    """Another version may show the same facts in another way, so the pages with tables are read."""
    project = request.getfixturevalue(kind)
    pages = {'project': TABLES, 'plain': {'http', 'role'}}[kind]
    path = project.folder / 'installed/sphinxext/http_status/__init__.py'
    edit(path, f"__version__ = '{package.__version__}'", "__version__ = '99.0'")
    assert project.build(2) == sorted(pages)
    edit(path, "__version__ = '99.0'", f"__version__ = '{package.__version__}'")
    assert project.build(1) == sorted(pages)
    assert project.build(1) == []


@pytest.mark.parametrize('jobs', [1, 2])
@pytest.mark.parametrize('kind', ['project', 'plain'])
def test_what_was_merely_touched_is_not_read(kind, request, jobs):
    """Files with a new date, or a new comment, make no page outdated."""
    project = request.getfixturevalue(kind)
    paths = [
        path for name in ('*.py', '*.json', '*.csv') for path in (project.folder / 'source').glob(name)
    ]
    paths.remove(project.folder / 'source/conf.py')
    paths += (project.folder / 'source').rglob('sphinxext.http_status.mo')
    paths += (project.folder / 'installed').rglob('*.csv')
    paths += (project.folder / 'installed').rglob('*.py')
    for path in paths:
        now = path.stat().st_mtime + 100
        os.utime(path, (now, now))
    with (project.folder / 'source/own.py').open('a') as stream:
        stream.write('# A comment.\nUNRELATED = 1\n')
    assert project.build(jobs) == []


def test_a_build_without_a_change_loads_no_facts(plain):
    """Where nothing has changed, or a page without a table, no fact is loaded, let alone compared."""
    loaded = plain.folder / 'source/modules.txt'
    edit(plain.folder / 'source/prose.rst', 'No table.', 'None.')
    # What it was compared with is kept by a build that reads any page.
    assert plain.build(1) == ['prose']
    assert (plain.build(1), loaded.read_text()) == ([], '')
    edit(plain.folder / 'source/prose.rst', 'None.', 'None at all.')
    assert (plain.build(1), loaded.read_text()) == (['prose'], '')
    assert 'None at all.' in plain.text('prose')
    edit(plain.folder / 'source/role.rst', 'is said', 'is told')
    assert plain.build(1) == ['role']
    assert loaded.read_text() != ''
