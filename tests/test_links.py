"""Rows as targets: links between pages, builders and projects."""

from __future__ import annotations

import re
import subprocess
import zlib
from shutil import which

import pytest
from building import SEVERAL
from landing import (
    dangling,
    links_of,
    read_pages,
    resolve,
    undefined_in_latex,
    undefined_in_texinfo,
)

pytestmark = pytest.mark.sphinx

CODES = """
from enum import IntEnum

class Code(IntEnum):
    OK = 200
    GONE = 410
    LOST = 410
"""

INDEX = """
Title
=====

.. toctree::

   codes
   uses
   deep/part
"""

FULL = """
Codes
=====

.. http-status-table::
   :release: 3.13

.. http-status-table:: codes.Code
   :caption: Ours
"""

USES = """
Uses
====

:http-status:`404` and :http-status:`METHOD_NOT_ALLOWED` and :http-status:`an alias
<REQUEST_URI_TOO_LONG>` and :http-status:`ours <codes.Code.LOST>`.

:py:attr:`http.HTTPStatus.GONE` and :py:attr:`~http.HTTPStatus.REQUEST_ENTITY_TOO_LARGE` and
:any:`BAD_GATEWAY` and :py:obj:`another <codes.Code.OK>`.

.. http-status-table::
   :release: 3.13
   :codes: 101 511
"""

PAGES = {
    'index.rst': INDEX,
    'codes.rst': FULL,
    'uses.rst': USES,
    'deep/part.rst': USES.replace('Uses\n====', 'Part\n===='),
    'codes.py': CODES,
}

#: What each link of the page shows, and the row to which it leads.
EXPECTED = {
    '404 Not Found': 'http-status-404',
    '405 Method Not Allowed': 'http-status-405',
    'an alias': 'http-status-414',
    'ours': 'codes-code-410',
    'http.HTTPStatus.GONE': 'http-status-410',
    'REQUEST_ENTITY_TOO_LARGE': 'http-status-413',
    '502 Bad Gateway': 'http-status-502',
    'another': 'codes-code-200',
    '101': 'http-status-101',
    '511': 'http-status-511',
}

BOOK = {'version': '1', 'copyright': 'ours'}


@pytest.mark.parametrize('builder', ['html', 'dirhtml', 'singlehtml', 'epub'])
def test_links_land_on_their_rows(build, builder):
    """Roles, members and the codes of selections lead to rows, and every target is there once."""
    built = build(PAGES, builder, nitpicky=True, **BOOK)
    assert built.warnings == []
    full, *using = {
        'html': ('codes.html', 'uses.html', 'deep/part.html'),
        'dirhtml': ('codes/index.html', 'uses/index.html', 'deep/part/index.html'),
        'singlehtml': ('index.html', 'index.html'),
        'epub': ('codes.xhtml', 'uses.xhtml', 'deep/part.xhtml'),
    }[builder]
    for page in using:
        links = links_of(built, page)
        assert {text: links.get(text) for text in EXPECTED} == {
            text: f'{full}#{target}' for text, target in EXPECTED.items()
        }
    assert dangling(built) == []


def test_every_row_has_a_permalink(build):
    """A ¶ in each row of a full table leads to the row, under the name of its code."""
    page = read_pages(build({'index.rst': '.. http-status-table::\n   :release: 3.13\n'}))['index.html']
    rows = [name for name in page.ids if name.startswith('http-status-')]
    assert len(rows) == 62
    assert [address for address, text in page.links if text == '¶'] == [f'#{name}' for name in rows]


def test_permalinks_are_left_out_where_a_project_wants_none(build):
    """A project without permalinks at headings has none at rows."""
    built = build({'index.rst': '.. http-status-table::\n'}, html_permalinks=False)
    assert [text for _, text in read_pages(built)['index.html'].links if '¶' in text] == []


def test_links_are_labels_in_latex(build):
    """Each row is a label of LaTeX, and each reference has its label."""
    built = build(PAGES, 'latex', nitpicky=True)
    assert built.warnings == []
    (content,) = (path.read_text(encoding='utf-8') for path in built.outdir.glob('*.tex'))
    assert undefined_in_latex(content) == set()
    for target in EXPECTED.values():
        assert rf'\label{{\detokenize{{codes:{target}}}}}' in content
        assert rf'\hyperref[\detokenize{{codes:{target}}}]' in content


def test_links_are_anchors_in_texinfo(build):
    """Each row is an anchor of Texinfo, and each reference has its anchor."""
    built = build(PAGES, 'texinfo', nitpicky=True)
    assert built.warnings == []
    (content,) = (path.read_text(encoding='utf-8') for path in built.outdir.glob('*.texi'))
    assert undefined_in_texinfo(content) == set()
    targets = re.findall(r'@anchor\{codes http-status-(\d+)\}', content)
    assert (len(targets), len(set(targets))) == (62, 62)
    assert content.count('@ref{') >= 2 * len(EXPECTED)


@pytest.mark.parametrize('builder', ['latex', 'texinfo', 'singlehtml', 'man'])
def test_links_to_the_root_land_where_documents_are_joined(build, builder):
    """Builders that make one of all documents keep links to rows of the first document."""
    files = {**PAGES, 'index.rst': INDEX + FULL.replace('Codes\n=====', ''), 'codes.rst': 'C\n=\n'}
    built = build(files, builder, nitpicky=True)
    assert built.warnings == []
    if builder == 'singlehtml':
        assert dangling(built) == []
        assert links_of(built, 'index.html')['511'] == 'index.html#http-status-511'
    for path in built.outdir.glob('*.tex*'):
        find = undefined_in_latex if builder == 'latex' else undefined_in_texinfo
        assert find(path.read_text(encoding='utf-8')) == set()


@pytest.mark.skipif(not which('makeinfo'), reason='makeinfo is not installed, so no Texinfo was read')
def test_makeinfo_takes_what_is_written(build):
    """GNU makeinfo reads the Texinfo file without a complaint about it."""
    built = build(PAGES, 'texinfo')
    (path,) = built.outdir.glob('*.texi')
    done = subprocess.run(
        ['makeinfo', '--no-split', '--output', 'out.info', path.name],
        cwd=built.outdir,
        capture_output=True,
        encoding='utf-8',
        check=True,
    )
    assert [line for line in done.stderr.splitlines() if 'http' in line.lower()] == []


# --- the inventory, and other projects


def read_inventory(built):
    """Return where the objects of a project are and how they are called, by type and name."""
    *_head, body = (built.outdir / 'objects.inv').read_bytes().split(b'\n', 4)
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for line in zlib.decompress(body).decode().splitlines():
        name, kind, _priority, uri, shown = line.split(' ', 4)
        uri = uri[:-1] + name if uri.endswith('$') else uri
        found.setdefault(kind, {})[name] = (uri, name if shown == '-' else shown)
    return found


def test_rows_are_objects_in_the_inventory(build):
    """The inventory has each row by code, member and alias, with and without the enum."""
    built = build(PAGES)
    inventory = read_inventory(built)
    codes, members = inventory['http-status:code'], inventory['http-status:member']
    where = {
        name: found[name]
        for found, name in (
            (codes, '404'),
            (codes, 'http.HTTPStatus.404'),
            (members, 'REQUEST_URI_TOO_LONG'),
            (members, 'http.HTTPStatus.URI_TOO_LONG'),
            (codes, 'codes.Code.410'),
            (members, 'codes.Code.LOST'),
        )
    }
    assert where == {
        '404': ('codes.html#http-status-404', '404 Not Found'),
        'http.HTTPStatus.404': ('codes.html#http-status-404', '404 Not Found'),
        'REQUEST_URI_TOO_LONG': ('codes.html#http-status-414', '414 URI Too Long'),
        'http.HTTPStatus.URI_TOO_LONG': ('codes.html#http-status-414', '414 URI Too Long'),
        'codes.Code.410': ('codes.html#codes-code-410', '410 GONE'),
        'codes.Code.LOST': ('codes.html#codes-code-410', '410 GONE'),
    }
    assert codes['410'] == ('codes.html#http-status-410', '410 Gone')
    assert 'LOST' not in members
    # What a search finds by its name, unless the title has it.
    names = inventory['http-status:name']
    assert names['http.HTTPStatus.URI_TOO_LONG'] == ('codes.html#http-status-414', 'URI_TOO_LONG')
    assert 'http.HTTPStatus.GONE' not in names


ELSEWHERE = """
Elsewhere
=========

:external:http-status:`404` and :external+first:http-status:`alias <REQUEST_URI_TOO_LONG>` and
:http-status:`405` and :http-status:`ours <codes.Code.LOST>` and
:external:http-status:status:`domain <http.HTTPStatus.GONE>`.
"""


def test_another_project_links_through_intersphinx(build_once):
    """The plain role and ``:external:`` reach the rows of a project by its inventory."""
    first = build_once(PAGES)
    second = build_once(
        {'index.rst': ELSEWHERE},
        extensions=['sphinx.ext.intersphinx', 'sphinxext.http_status'],
        intersphinx_mapping={'first': ('https://first.example/', str(first.outdir / 'objects.inv'))},
        nitpicky=True,
    )
    assert second.warnings == []
    links = {text: address for address, text in read_pages(second)['index.html'].links}
    row = 'https://first.example/codes.html#http-status-'
    assert {text: links[text] for text in links if links[text].startswith('https://first')} == {
        '404 Not Found': f'{row}404',
        'alias': f'{row}414',
        '405 Method Not Allowed': f'{row}405',
        'ours': 'https://first.example/codes.html#codes-code-410',
        'domain': f'{row}410',
    }


def test_the_rows_of_a_project_come_before_those_of_others(build_once):
    """A code of which the project has a table leads there, whatever other projects have."""
    first = build_once(PAGES)
    second = build_once(
        {'index.rst': ':http-status:`404`\n\n' + FULL, 'codes.py': CODES},
        extensions=['sphinx.ext.intersphinx', 'sphinxext.http_status'],
        intersphinx_mapping={'first': ('https://first.example/', str(first.outdir / 'objects.inv'))},
    )
    assert second.warnings == []
    assert links_of(second, 'index.html')['404 Not Found'] == 'index.html#http-status-404'


# --- what else documents a member


def test_a_documented_member_is_not_led_astray(build):
    """``:py:attr:`` leads to the attribute that documents the member, where there is one."""
    page = """
.. py:class:: http.HTTPStatus

   .. py:attribute:: GONE

   See :py:attr:`GONE` and :py:attr:`NOT_FOUND` and :py:attr:`http.HTTPStatus.GONE`.

"""
    built = build({'index.rst': page + FULL, 'codes.py': CODES}, nitpicky=True)
    assert built.warnings == []
    links = links_of(built, 'index.html')
    assert links['GONE'] == links['http.HTTPStatus.GONE'] == 'index.html#http.HTTPStatus.GONE'
    assert links['NOT_FOUND'] == 'index.html#http-status-404'


def test_what_is_no_member_is_no_link(build):
    """Codes and names that no table has are reported, with the place of the reference."""
    page = ':http-status:`999` :http-status:`NO` :py:attr:`http.HTTPStatus.404` :any:`777`\n\n'
    built = build({'index.rst': page + FULL, 'codes.py': CODES}, nitpicky=True)
    missing = 'no http-status-table has a status code or member'
    assert sorted(line.split(' [')[0] for line in built.warnings) == [
        "index.rst:1: WARNING: 'any' reference target not found: 777",
        f"index.rst:1: WARNING: {missing} '999'; add one to a page",
        f"index.rst:1: WARNING: {missing} 'NO'; add one to a page",
        'index.rst:1: WARNING: py:attr reference target not found: http.HTTPStatus.404',
    ]


OTHER = CODES.replace('Code', 'Other').replace('LOST', 'AWAY')
SHORT = """
.. http-status-table:: codes.Code

.. http-status-table:: other.Other

:http-status:`LOST` and :http-status:`AWAY`

:http-status:`GONE` and :http-status:`410`
"""


def test_a_short_name_that_two_objects_have_is_no_link(build):
    """A code or name without its object leads to the one object that has it, and to none of two."""
    built = build({'index.rst': SHORT, 'codes.py': CODES, 'other.py': OTHER})
    missing = 'no http-status-table has a status code or member'
    assert [line.partition(' [')[0] for line in built.warnings] == [
        f"index.rst:8: WARNING: {missing} '{name}'; add one to a page" for name in ('GONE', '410')
    ]
    links = read_pages(built)['index.html'].links
    assert [address for address, text in links if text == '410 GONE'] == [
        '#codes-code-410',
        '#other-other-410',
    ]


# --- one owner

TWICE = {
    'index.rst': 'Title\n=====\n\n.. toctree::\n\n   b\n   a\n   c\n   d\n   e\n   f\n',
    'a.rst': 'A\n=\n\n.. http-status-table:: codes.Code\n',
    'b.rst': 'B\n=\n\nText.\n\n.. http-status-table:: codes.Code\n',
    'c.rst': 'C\n=\n\n:http-status:`codes.Code.GONE`\n',
    'd.rst': 'D\n=\n\n:py:attr:`codes.Code.OK`\n',
    'e.rst': 'E\n=\n\n.. http-status-table:: codes.Code\n   :codes: 200\n',
    'f.rst': 'F\n=\n\nNothing.\n',
    'codes.py': CODES,
}
WARNING = (
    'b.rst:6: WARNING: all members of codes.Code stand in two tables, here and in a.rst:4, '
    'and only that one can be linked to; add :no-index: to one of them [http_status.duplicate]'
)


def targets_by_page(built):
    """Return the pages that have targets, and the targets."""
    pages = read_pages(built).items()
    found = {name: [x for x in page.ids if x.startswith('codes-code-')] for name, page in pages}
    return {name: ids for name, ids in found.items() if ids}


@pytest.mark.parametrize('parallel', [0, 2])
def test_two_full_tables_have_one_owner(build, parallel):
    """The first of two full tables owns the rows; the warning names both places, and the repair."""
    built = build(TWICE, parallel=parallel)
    assert built.warnings == [WARNING]
    both = ['codes-code-200', 'codes-code-410']
    assert targets_by_page(built) == {'a.html': both, 'b.html': both, 'e.html': both[:1]}
    assert links_of(built, 'b.html')['200'] == 'a.html#codes-code-200'
    assert dangling(built) == []


def test_a_table_without_index_owns_nothing(build):
    """``:no-index:`` is the repair: the other table owns the rows, and there is no warning."""
    pages = {**TWICE, 'a.rst': TWICE['a.rst'] + '   :no-index:\n'}
    built = build(pages)
    assert built.warnings == []
    assert list(targets_by_page(built)) == ['b.html', 'e.html']
    assert links_of(built, 'a.html')['200'] == 'b.html#codes-code-200'


def test_two_tables_on_one_page_have_one_owner(build):
    """The upper of two full tables on a page owns the rows."""
    built = build(
        {'index.rst': TWICE['a.rst'] + '\n.. http-status-table:: codes.Code\n', 'codes.py': CODES}
    )
    (warning,) = built.warnings
    assert warning.startswith('index.rst:6: WARNING: all members of codes.Code stand in two tables, ')
    assert ' here and in index.rst:4,' in warning
    assert dangling(built) == []


def written(built, before):
    """Return the pages whose content is not what it was."""
    now = built.files()
    names = [name for name in now if name.endswith('.html')]
    return {name.removesuffix('.html') for name in names if now[name] != before.get(name)}


def test_the_owner_moves_and_its_links_with_it(build):
    """When the owner's table goes, the next one owns the rows, and pages with links are written."""
    before = build(TWICE).files()
    moved = build({'a.rst': 'A\n=\n\nNo table.\n'})
    assert moved.warnings == []
    assert moved.read == {'a'}
    both = ['codes-code-200', 'codes-code-410']
    assert targets_by_page(moved) == {'b.html': both, 'e.html': both[:1]}
    assert links_of(moved, 'c.html')['410 GONE'] == 'b.html#codes-code-410'
    assert links_of(moved, 'd.html')['codes.Code.OK'] == 'b.html#codes-code-200'
    assert links_of(moved, 'e.html')['200'] == 'b.html#codes-code-200'
    assert dangling(moved) == []
    assert {'a', 'b', 'c', 'd', 'e'} <= written(moved, before)
    assert 'f' not in written(moved, before)
    back = build({'a.rst': TWICE['a.rst']})
    assert back.warnings == [WARNING]
    assert written(back, before) == set()


def test_links_dangle_no_longer_once_there_is_a_table(build):
    """A page that refers to rows is written again when a table of them comes, or goes."""
    first = build({**TWICE, 'a.rst': 'A\n=\n', 'b.rst': 'B\n=\n'})
    missing = (
        "c.rst:4: WARNING: no http-status-table has a status code or member 'codes.Code.GONE'; "
        'add one to a page'
    )
    assert [line.partition(' [')[0] for line in first.warnings] == [missing]
    second = build({'a.rst': TWICE['a.rst']})
    assert (second.warnings, second.read) == ([], {'a'})
    assert links_of(second, 'c.html')['410 GONE'] == 'a.html#codes-code-410'
    third = build({'a.rst': 'A\n=\n'})
    assert [line.partition(' [')[0] for line in third.warnings] == [missing]


def test_selections_link_to_the_full_table(build):
    """The codes of a selection lead to the rows of the full table; without one, they are no links."""
    built = build(TWICE, **SEVERAL)
    assert links_of(built, 'e.html')['200'] == 'a.html#codes-code-200'
    alone = build({'a.rst': 'A\n=\n', 'b.rst': 'B\n=\n', 'c.rst': 'C\n=\n'})
    assert '200' not in links_of(alone, 'e.html')
    assert [resolve('e.html', link) for link, _ in read_pages(alone)['e.html'].links if '#' in link]
