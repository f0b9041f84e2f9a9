"""``assert_no_drift``, for the test suites of others."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from docutils import nodes

import sphinxext.http_status as package
from sphinxext.http_status.cli import main
from sphinxext.http_status.drift.parsing.html import parse_html
from sphinxext.http_status.testing import assert_no_drift

pytestmark = pytest.mark.sphinx

ROOT = Path(package.__file__).parents[2]

#: The themes of Sphinx itself, which differ in their markup around a page.
THEMES = ['alabaster', 'agogo', 'basic', 'bizstyle', 'classic', 'haiku', 'nature', 'pyramid', 'scrolls']

HAND_WRITTEN = """\
Codes
=====

=== ========= ==========================================
404 NOT_FOUND HTTP Semantics :rfc:`9110`, Section 15.5.5
410 GONE      HTTP Semantics :rfc:`9110`, Section 15.5.11
=== ========= ==========================================
"""
CODES = '404 410'


@pytest.fixture
def page(tmp_path):
    """Return a function that writes a page, and returns its path."""

    def write(text, name='page.rst'):
        path = tmp_path / name
        path.write_text(text, encoding='utf-8')
        return path

    return write


def failure(*pages, **options):
    """Return the lines of the message with which the assertion fails."""
    with pytest.raises(AssertionError) as caught:
        assert_no_drift(*pages, **options)
    return str(caught.value).splitlines()


# Sources.


def test_a_right_page_passes(page):
    """Nothing is raised where page and code agree, for a path of any kind, with an id or without."""
    path = page(HAND_WRITTEN)
    assert_no_drift(path, str(path), f'{path}#codes', codes=CODES)


def test_the_message_has_all_findings(page):
    """Each finding of each page is a line, and the last one is the repair."""
    text = HAND_WRITTEN.replace('15.5.5', '15.5.6').replace('GONE     ', 'GON      ')
    first, second = page(text, 'a.rst'), page(HAND_WRITTEN.replace('404', '405'), 'b.rst')
    which = 'this selection from http.HTTPStatus'
    repair = "http-status render http.HTTPStatus --codes '404 410'"
    assert failure(first, second, codes=CODES) == [
        'page and code disagree',
        (
            f'{first}:5: 404: the page cites RFC 9110, Section 15.5.6, '
            'it should cite RFC 9110, Section 15.5.5'
        ),
        f'{first}:6: 410: the page says GON, {which} has no such member; did you mean GONE?',
        f'{second}:5: NOT_FOUND: the page says 405, {which} says 404',
        f'"{repair}" prints what should be in {first} and {second}',
    ]


@pytest.mark.parametrize(
    ('name', 'text', 'options'),
    [
        ('a.rst', '= =========\n1 NOT_FOUND\n= =========\n', {'release': '3.6', 'edition': '7231'}),
        (
            'a.md',
            '| Code | Phrase |\n|-|-|\n| 404 | Not Fund |\n| 410 | Gone |\n',
            {'codes': '4xx !418'},
        ),
        ('a.rst', '* ``HTTP_404``\n', {'object': 'http.HTTPStatus', 'codes': '404'}),
    ],
)
def test_the_command_in_the_message_prints_what_passes(page, capsys, name, text, options):
    """What the command in the message prints is, in the place of the page, a page without drift."""
    (command,) = re.findall(r'^"(.*)" prints', failure(page(text, name), **options)[-1])
    program, *words = shlex.split(command)
    assert (program, main(words)) == ('http-status', 0)
    assert_no_drift(page(capsys.readouterr().out, name), **options)


def test_information_does_not_fail(page):
    """A known alias, or content that is not in the file, is no failure."""
    name = 'REQUEST_ENTITY_TOO_LARGE'
    text = f'.. include:: x\n\n=== {"=" * 24}\n413 {name}\n=== {"=" * 24}\n'
    assert_no_drift(page(text), codes='413', release='3.13')


def test_a_project_has_citations_and_a_history_of_its_own(page, tmp_path, monkeypatch):
    """Citations and history come from the files that are named."""
    monkeypatch.syspath_prepend(tmp_path)
    page('import enum\nclass Code(enum.IntEnum):\n    OK = 200\n    NEW = 299\n', 'mine_for_testing.py')
    citations = page('object,code,spec,rfc,section\nmine_for_testing.Code,299,Ours,9999,3\n', 'own.csv')
    members = [
        {'code': 200, 'name': {'1.0': 'OK'}},
        {'code': 299, 'name': {'1.0': 'OLD', '2.0': 'NEW'}},
    ]
    content = {'object': 'mine_for_testing.Code', 'releases': ['1.0', '2.0'], 'members': members}
    history = page(json.dumps(content), 'own.json')
    rule = '=== === =========================='
    rows = f'200 OK  :rfc:`9110`, Section 15.3.1\n299 OLD :rfc:`9999`, Section 3\n{rule}\n'
    path = page(f'{rule}\n{rows}')
    options = {'object': 'mine_for_testing.Code', 'citations': citations, 'history': history}
    assert_no_drift(path, release='1.0', **options)
    lines = failure(path, **options)
    assert len(lines) == 3
    assert lines[1].startswith(f'{path}:3: 299: the page says OLD, mine_for_testing.Code ')
    assert f'--citations {citations} --history {history}' in lines[2]


@pytest.mark.parametrize(
    ('names', 'options', 'message'),
    [
        ([], {}, 'name a page to check'),
        (
            ['page.rst'],
            {'object': 'http.HTTPStatu'},
            "http has no HTTPStatu; did you mean 'HTTPStatus'?",
        ),
        (['page.rst'], {'release': '2.7'}, "does not know release '2.7'"),
        (['page.rst'], {'edition': '1'}, "unknown edition '1'"),
        (['page.rst'], {'codes': '999'}, "no status code or member matches '999'"),
        (['page.rst'], {'citations': 'no.csv'}, 'no.csv'),
        (['page.rst'], {'history': 'no.json'}, 'no.json'),
        (['missing.rst'], {}, 'cannot read '),
        (['.'], {}, 'cannot read '),
    ],
)
def test_a_wrong_request_is_no_drift(page, tmp_path, names, options, message):
    """What cannot be checked raises ValueError, which no test takes for drift."""
    page(HAND_WRITTEN)
    with pytest.raises(ValueError, match=re.escape(message)):
        assert_no_drift(*(tmp_path / name for name in names), **options)


def test_importing_it_loads_neither_pytest_nor_sphinx_nor_docutils():
    """The helper costs a test suite nothing until it is called."""
    program = 'import sys, sphinxext.http_status.testing; print(*sys.modules)'
    done = subprocess.run(
        [sys.executable, '-c', program], cwd=ROOT, capture_output=True, encoding='utf-8', check=True
    )
    loaded = {name.partition('.')[0] for name in done.stdout.split()}
    assert 'sphinxext' in loaded
    assert loaded & {'pytest', '_pytest', 'sphinx', 'docutils'} == set()


# Built pages.


@pytest.mark.parametrize('theme', THEMES)
def test_built_pages_of_every_theme_are_read(build, theme):
    """A generated table agrees as HTML, between whatever a theme puts around it, and damage is found."""
    # What stands beside the content of a page must not make up for what it lacks.
    files = {'index.rst': 'Codes\n=====\n\n.. http-status-table::\n   :group:\n   :name: here\n'}
    path = build(files, html_theme=theme).outdir / 'index.html'
    assert_no_drift(path, f'{path}#here')
    html = path.read_text(encoding='utf-8')
    path.write_text(html.replace('>NOT_FOUND<', '>GOT_LOST<'), encoding='utf-8')
    assert failure(path)[1].endswith(': 404: the page says GOT_LOST, http.HTTPStatus says NOT_FOUND')
    without = re.sub(r'<tr[^>]*>(?:(?!</tr>).)*NOT_FOUND.*?</tr>', '', html, flags=re.DOTALL)
    path.write_text(without, encoding='utf-8')
    assert [line.partition(': ')[2] for line in failure(path)[1:-1]] == [
        '404 NOT_FOUND is missing: http.HTTPStatus has it'
    ]


def test_built_pages_of_other_sources_are_read(build):
    """Tables by hand, Markdown and listings agree as HTML too, each by its id."""
    files = {
        'index.rst': HAND_WRITTEN
        + '\nNames\n-----\n\n.. code-block:: python\n\n   NOT_FOUND = 404\n   GONE = 410\n',
        'mark.md': '# Codes\n\n| Code | Name |\n| - | - |\n| 404 | `NOT_FOUND` |\n| 410 | `GONE` |\n',
    }
    built = build(files, extensions=['myst_parser', 'sphinxext.http_status'])
    pages = [
        f'{built.outdir}/index.html',
        f'{built.outdir}/index.html#names',
        f'{built.outdir}/mark.html',
    ]
    assert_no_drift(*pages, codes=CODES)
    lines = failure(pages[1], codes='404 405 410')
    assert '405 METHOD_NOT_ALLOWED is missing' in lines[1]


def test_single_pages_and_other_languages_are_read(build):
    """A translated page, and one that is all of a project, agree."""
    files = {
        'index.rst': 'Codes\n=====\n\n.. http-status-table::\n   :columns: code name phrase details\n'
    }
    for builder, language in (('html', 'ar'), ('html', 'ja'), ('singlehtml', 'uk')):
        built = build(files, builder, language=language)
        assert_no_drift(built.outdir / 'index.html')


def test_what_is_missing_in_html_is_told(page):
    """A page without a table, an id that is not there, and an empty file all fail."""
    path = page('<!doctype html><h1 id="codes">Codes</h1>', 'a.html')
    assert 'there is no status code here' in failure(path)[1]
    assert "there is no section or table with the id 'code'" in failure(f'{path}#code')[1]
    assert 'there is no status code here' in failure(page('', 'b.html'))[1]


@pytest.mark.parametrize(
    'beside',
    [
        '<p><code>NOT_FOUND</code></p><nav><code>GONE</code></nav>',
        '<p><code>NOT_FOUND</code></p><script>x = "<code>GONE</code>"</script>',
        '<p><code>NOT_FOUND</code></p><footer><code>GONE</code></footer>',
        '<p><code>NOT_FOUND</code><a class="headerlink" href="#x"><code>GONE</code></a></p>',
        '<div role="main"><code>NOT_FOUND</code></div><div><code>GONE</code></div>',
        '<div><code>GONE</code></div><main><code>NOT_FOUND</code></main>',
    ],
)
def test_what_stands_beside_the_content_is_not_read(page, beside):
    """A name in a menu, a script or a permalink does not make up for one that the page lacks."""
    expected = '410 GONE is missing: this selection from http.HTTPStatus has it'
    lines = failure(page(f'<h1>Codes</h1>{beside}', 'a.html'), codes=CODES)
    assert [line.partition(': ')[2] for line in lines[1:-1]] == [expected]


def test_end_tags_may_be_left_out(page):
    """HTML without the end tags that it does not need is the same table, and the same list."""
    rows = '<tr><td>404<td><code>NOT_FOUND</code><tr><td>410<td><code>GONE</code>'
    head = '<thead><tr><th>Code<th>Name'
    assert_no_drift(page(f'<table>{head}<tbody>{rows}</table>', 'a.html'), codes=CODES)
    assert_no_drift(
        page('<ul><li><code>NOT_FOUND</code><li><code>GONE</code></ul>', 'b.html'), codes=CODES
    )
    closed = '<table><tr><td>404</td><td>a</td></tr><tr><td>410</td><td>b</td></tr></table>'
    opened = '<table><tr><td>404<td>a<tr><td>410<td>b</table>'
    assert parse_html(opened).pformat() == parse_html(closed).pformat()


def test_a_cell_may_hold_a_table(page):
    """The rows of a table inside a cell end none of the rows around it."""
    inner = '<table><tr><td>x</td></tr></table>'
    tree = parse_html(f'<table><tr><td>{inner}</td><td>y</td></tr></table>')
    tables = list(tree.findall(nodes.table))
    outer = next(tables[0].findall(nodes.row))
    assert [len(tables), len(outer.children)] == [2, 2]
