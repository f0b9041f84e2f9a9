"""Rows of objects that a project documents are names of Python and labels, for other projects too."""

from __future__ import annotations

import io

import pytest
from sphinx.util.inventory import InventoryFile

CODE = (
    'from enum import IntEnum\nclass Reply(IntEnum):\n    """What is replied."""\n    OK = 200\n'
    '    NOT_FOUND = 404\n    MISSING = 404\n    GONE = 410\n    """Gone for good."""\n'
)
CONSTANTS = 'HTTP_404_NOT_FOUND = 404\nHTTP_410_GONE = 410\n'
TABLE = 'Title\n=====\n\n{}\n\n.. http-status-table:: answering.errors.Reply\n'
FILES = {'answering/__init__.py': '', 'answering/errors.py': CODE, 'answering/codes.py': CONSTANTS}
AUTODOC = ['sphinx.ext.autodoc', 'sphinxext.http_status']
PATH = 'answering.errors.Reply'


def published(built):
    """Return where the names of Python and the labels in the inventory lead."""
    stream = io.BytesIO((built.outdir / 'objects.inv').read_bytes())
    inventory = InventoryFile.load(stream, '', lambda _base, path: path)
    data = getattr(inventory, 'data', inventory)
    found = {}
    for kind in ('py:attribute', 'py:data', 'std:label'):
        for name, entry in data.get(kind, {}).items():
            if name.startswith(('answering', 'http')):
                uri = getattr(entry, 'uri', None) or entry[2]
                found[kind, name] = uri
    return found


@pytest.mark.parametrize(
    'documented',
    [
        '.. py:class:: answering.errors.Reply',
        '.. py:module:: answering.errors',
        '.. py:module:: answering',
        '.. autoclass:: answering.errors.Reply',
    ],
)
@pytest.mark.parametrize('parallel', [0, 2])
def test_rows_of_what_is_documented_are_names(build, documented, parallel):
    """Members and aliases are attributes, and each row is a label, in the inventory."""
    many = {f'p{number}.rst': ':orphan:\n\nP\n=\n' for number in range(8)}
    files = {**FILES, **many, 'index.rst': TABLE.format(documented)}
    built = build(files, extensions=AUTODOC, parallel=parallel, nitpicky=True)
    assert built.warnings == []
    row = 'index.html#answering-errors-reply-404'
    found = published(built)
    assert found['py:attribute', f'{PATH}.NOT_FOUND'] == row
    assert found['py:attribute', f'{PATH}.MISSING'] == row
    assert found['std:label', 'answering-errors-reply-404'] == row
    assert len(found) == 7


def test_constants_of_a_module_are_data(build):
    """The members of a module are what Python's domain calls data."""
    page = 'T\n=\n\n.. py:module:: answering\n\n.. http-status-table:: answering.codes\n'
    built = build({**FILES, 'index.rst': page})
    assert built.warnings == []
    found = published(built)
    assert found['py:data', 'answering.codes.HTTP_410_GONE'] == 'index.html#answering-codes-410'
    assert len(found) == 4


@pytest.mark.parametrize(
    'page',
    [
        'T\n=\n\n.. http-status-table::\n   :codes: 404\n',
        'T\n=\n\n.. http-status-table::\n',
        TABLE.format(''),
        TABLE.format('.. py:currentmodule:: answering.errors'),
        TABLE.format('.. py:class:: answering.errors.Other'),
        TABLE.format('.. py:module:: answering.errors') + '   :no-index:\n',
        TABLE.format('.. py:module:: answering.errors\n   :no-index:'),
    ],
)
def test_names_of_others_are_not_published(build, page):
    """What is merely shown, and what is to be in no index, is no name in the inventory."""
    built = build({**FILES, 'index.rst': page})
    assert published(built) == {}


@pytest.mark.parametrize('name', ['aaa.rst', 'zzz.rst'])
@pytest.mark.parametrize('parallel', [0, 2])
def test_they_give_way_to_other_descriptions(build, name, parallel):
    """A member that the project describes leads there, without a warning, whichever is read first."""
    many = {f'p{number}.rst': ':orphan:\n\nP\n=\n' for number in range(8)}
    files = {**FILES, **many, 'index.rst': TABLE.format('.. py:module:: answering.errors')}
    conf = {'extensions': AUTODOC, 'parallel': parallel}
    built = build(files, **conf)
    names = published(built)
    page = ':orphan:\n\nT\n=\n\n.. py:attribute:: answering.errors.Reply.GONE\n\n'
    described = build({name: page}, **conf)
    assert described.warnings == []
    where = f'{name[:3]}.html#answering.errors.Reply.GONE'
    assert published(described) == {**names, ('py:attribute', f'{PATH}.GONE'): where}
    again = build({'index.rst': files['index.rst'] + '\nMore.\n'}, **conf)
    assert again.warnings == []
    assert published(again) == published(described)
    gone = build({name: ':orphan:\n\nT\n=\n'}, **conf)
    assert gone.warnings == []
    assert published(gone) == names
    without = build({'index.rst': 'T\n=\n\n.. py:module:: answering.errors\n'}, **conf)
    assert without.warnings == []
    assert published(without) == {}


def test_what_is_documented_no_longer_is_published_no_longer(build, tmp_path):
    """Names go with the description of the class, and move with the table, as in a fresh build."""
    describing = ':orphan:\n\nT\n=\n\n.. py:class:: answering.errors.Reply\n'
    files = {**FILES, 'index.rst': TABLE.format(''), 'other.rst': describing}
    assert len(published(build(files))) == 7
    earlier = ':orphan:\n\nA\n=\n\n.. http-status-table:: answering.errors.Reply\n   :name: there\n'
    moved = build({'aaa.rst': earlier, 'index.rst': 'T\n=\n'})
    assert moved.warnings == []
    assert {where.partition('#')[0] for where in published(moved).values()} == {'aaa.html'}
    gone = build({'other.rst': ':orphan:\n\nT\n=\n'})
    assert gone.warnings == []
    assert published(gone) == {}
    assert published(build({'other.rst': describing}))
    (tmp_path / 'source' / 'aaa.rst').unlink()
    assert published(build({'index.rst': 'T\n=\n\nMore.\n'})) == {}


def test_a_label_that_comes_later_goes_before_too(build):
    """A page that is written later may have a label that a row had until then."""
    build({**FILES, 'index.rst': TABLE.format('.. py:module:: answering.errors')})
    page = ':orphan:\n\n.. _answering-errors-reply-410:\n\nLater\n=====\n'
    built = build({'other.rst': page})
    assert built.warnings == []
    assert published(built)['std:label', 'answering-errors-reply-410'].startswith('other.html#')


def test_a_label_of_the_project_goes_before(build):
    """A label of the same name that a page has stays that of the page."""
    page = TABLE.format('.. py:module:: answering.errors').replace(
        'Title', '.. _answering-errors-reply-410:\n\nTitle', 1
    )
    files = {**FILES, 'index.rst': page.replace('=====', '=' * 5)}
    for text in (page, page + '\nMore.\n'):
        built = build({**files, 'index.rst': text})
        assert built.warnings == []
        assert published(built)['std:label', 'answering-errors-reply-410'].startswith('index.html#')
        assert built.env.get_domain('std').labels['answering-errors-reply-410'][2] == 'Title'


def test_another_project_needs_no_extension(build, tmp_path):
    """Python's own role and ref lead into the page of a project that has the table."""
    page = TABLE.format('.. py:module:: answering.errors')
    theirs = build({**FILES, 'index.rst': page})
    inventory = theirs.outdir / 'objects.inv'
    kept = tmp_path / 'theirs.inv'
    kept.write_bytes(inventory.read_bytes())
    page = (
        'T\n=\n\n:py:attr:`answering.errors.Reply.GONE` :py:obj:`answering.errors.Reply.MISSING`\n'
        ':ref:`answering-errors-reply-410`\n'
    )
    built = build(
        {'index.rst': page},
        extensions=['sphinx.ext.intersphinx'],
        intersphinx_mapping={'theirs': ('https://theirs.example/', str(kept))},
        nitpicky=True,
    )
    assert built.warnings == []
    for code in (404, 410):
        assert f'href="https://theirs.example/index.html#answering-errors-reply-{code}"' in built.text()
    assert '410 GONE</span>' in built.text()


def test_references_in_the_project_agree(build):
    """Every way to name a member leads to its row, with one meaning for any."""
    page = TABLE.format('.. py:module:: answering.errors') + (
        '\n:py:attr:`Reply.GONE` :any:`Reply.GONE` :any:`answering.errors.Reply.GONE` :any:`GONE`'
        '\n:http-status:`answering.errors.Reply.GONE` :ref:`answering-errors-reply-410`\n'
    )
    built = build({**FILES, 'index.rst': page}, nitpicky=True)
    assert built.warnings == []
    assert built.text().count('<a class="reference internal" href="#answering-errors-reply-410"') == 6


def test_what_is_described_beside_a_table_is_one_thing_for_any(build):
    """Where autodoc describes the members too, the role any leads there, and warns of no choice."""
    auto = '.. autoclass:: answering.errors.Reply\n   :members:\n   :undoc-members:\n'
    page = TABLE.format(auto) + '\n:any:`answering.errors.Reply.GONE` :any:`404`\n'
    built = build({**FILES, 'index.rst': page}, extensions=AUTODOC, nitpicky=True)
    assert built.warnings == []
    assert 'href="#answering.errors.Reply.GONE"' in built.text()


def test_search_finds_each_row_once(build):
    """Names in other domains are for references alone, and no second hit of the search."""
    built = build({**FILES, 'index.rst': TABLE.format('.. py:module:: answering.errors')})
    listed = [
        entry
        for name in ('py', 'std')
        for entry in built.env.get_domain(name).get_objects()
        if 'reply' in entry[4]
    ]
    assert listed
    assert {entry[5] for entry in listed} == {-1}
