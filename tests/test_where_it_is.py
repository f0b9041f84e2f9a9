"""Where a warning or finding is: in the file that has the text, included or not, or in the docstring."""

from __future__ import annotations

import pytest

INCLUDED = 'Text.\n\n.. http-status-table:: {path}\n{options}\n'
ENUM = 'from enum import IntEnum\nclass Reply(IntEnum):\n    OK = 200\n    GONE = 410\n'
CODE = ENUM.replace('GONE = 410', 'NOT_FOUND = 404')
DOCUMENTED = (
    'from enum import IntEnum\n\nclass Reply(IntEnum):\n    """Replies.\n\n'
    '    .. http-status-table:: {path}\n{options}\n    """\n\n    OK = 200\n    GONE = 410\n'
)
PAGES = {
    'included': {
        'index.rst': 'T\n=\n\n\n\n\n\n.. include:: part.txt\n',
        'part.txt': INCLUDED,
    },
    'included twice over': {
        'index.rst': 'T\n=\n\n\n\n\n\n.. include:: outer.txt\n',
        'outer.txt': 'Outer.\n\n\n\n\n.. include:: part.txt\n',
        'part.txt': INCLUDED,
    },
}
AUTODOC = ['sphinx.ext.autodoc', 'sphinx.ext.autosummary', 'sphinxext.http_status']


def filled(files, path, options=''):
    """Return files with the object and the options of the table."""
    return {
        name: text.format(path=path, options=options) if 'http-status-table' in text else text
        for name, text in files.items()
    }


@pytest.mark.parametrize('name', PAGES)
@pytest.mark.parametrize(
    ('path', 'options', 'message'),
    [
        ('where.Reply', '   :codes: 299', "no status code or member matches '299'"),
        ('where.Reply', '   :columns: code nmae', "unknown column 'nmae'"),
        ('where.Reply', '   :colums: code', "the directive has no option 'colums'"),
        ('where.Replay', '', 'where has no Replay'),
    ],
)
def test_a_warning_names_the_included_file(build, name, path, options, message):
    """What is wrong with a directive is told at its line, in the file that has it."""
    built = build({**filled(PAGES[name], path, options), 'where.py': ENUM}, exclude_patterns=['*.txt'])
    (warning,) = built.warnings
    assert message in warning
    assert 'part.txt:3: WARNING: ' in warning


@pytest.mark.parametrize('name', PAGES)
def test_a_second_table_in_an_included_file_is_told_there(build, name):
    """The file and the line of both tables are told."""
    files = filled(PAGES[name], 'where.Reply')
    files['index.rst'] += '\n.. http-status-table:: where.Reply\n'
    built = build({**files, 'where.py': ENUM})
    (warning,) = built.warnings
    assert 'index.rst:10: WARNING: all members of where.Reply stand in two tables' in warning
    assert 'part.txt:3, and only that one' in warning


@pytest.mark.parametrize('name', PAGES)
def test_the_builder_that_checks_names_the_included_file(build, name):
    """What is to be known of a generated table is told where its directive is written."""
    built = build({**filled(PAGES[name], 'where.Reply'), 'where.py': ENUM}, 'http-status')
    assert built.warnings == []
    (line,) = built.text('output.txt').splitlines()
    assert 'part.txt:3: ' in line
    assert '2 of the 2 codes of where.Reply are those of the registry' in line


def test_a_warning_in_a_docstring_names_it(build):
    """A table in a docstring is told of at the docstring."""
    page = 'T\n=\n\n.. autoclass:: where.Reply\n'
    code = DOCUMENTED.format(path='where.Reply', options='       :codes: 299')
    (warning,) = build({'index.rst': page, 'where.py': code}, extensions=AUTODOC).warnings
    assert "no status code or member matches '299'" in warning
    assert 'where.py:docstring of where.Reply:3: WARNING: ' in warning


TWICE = (
    'T\n=\n\n.. autosummary::\n   :toctree: gen\n\n   where.Reply\n\n'
    '.. automodule:: where\n   :members:\n'
)


@pytest.mark.parametrize('parallel', [1, 2])
def test_a_table_in_a_docstring_that_two_pages_show_is_one(build, parallel):
    """Autosummary and automodule show a docstring at once: it has one owner, and no warning of ours."""
    code = DOCUMENTED.format(path='where.Reply', options='')
    files = {'index.rst': f'{TWICE}   :no-index:\n\n:http-status:`GONE`\n', 'where.py': code}
    built = build(files, extensions=AUTODOC, parallel=parallel)
    assert built.warnings == []
    assert 'href="gen/where.Reply.html#where-reply-410"' in built.text()
    assert 'id="where-reply-410"' not in built.text()
    assert 'id="where-reply-410"' in built.text('gen/where.Reply.html')


def test_one_docstring_on_two_pages_is_no_duplicate(build):
    """Where nothing says which page is to have the targets, the first has them, and that is all."""
    code = DOCUMENTED.format(path='where.Reply', options='')
    shown = '.. autoclass:: where.Reply\n   :no-index-entry:\n'
    files = {
        'index.rst': f'T\n=\n\n{shown}',
        'other.rst': f':orphan:\n\nO\n=\n\n{shown}',
        'where.py': code,
    }
    built = build(files, extensions=AUTODOC)
    assert not any('http_status.duplicate' in warning for warning in built.warnings)


@pytest.mark.parametrize('option', ['no-index', 'noindex'])
def test_a_description_without_an_index_has_no_targets(build, option):
    """A table inside of a description with ``:no-index:`` owns no rows, as if it said so itself."""
    page = f'T\n=\n\n.. py:class:: X\n   :{option}:\n\n   .. http-status-table:: where.Reply\n'
    built = build({'index.rst': page, 'where.py': ENUM})
    assert built.warnings == []
    assert 'id="where-reply-410"' not in built.text()


RULE = '+-----+----------+\n'
#: What a page may include, wrong in one thing, and the line of that.
WRONG = {
    'a table': ('=== ========\n200 OK\n404 NOT_FUND\n=== ========\n', 3),
    'a table behind text': (f'Text.\n\n{RULE}| 200 | OK       |\n{RULE}| 404 | NOT_FUND |\n{RULE}', 6),
    'a list table': ('.. list-table::\n\n   * - 200\n     - OK\n   * - 404\n     - NOT_FUND\n', 5),
    'a table of values': ('Text.\n\n.. csv-table::\n\n   200, OK\n   404, NOT_FUND\n', 1),
    'a list': ('- 200 OK\n- 404 NOT_FUND\n', 2),
    'a listing': ('::\n\n   OK = 200\n   NOT_FUND = 404\n', 4),
    'a table that lacks a row': ('Text.\n\n=== ==\n200 OK\n=== ==\n', 4),
    'a description': ('.. py:data:: where.Reply.OK\n\n.. py:data:: where.Reply.NOT_FUND\n', 3),
}  # fmt: skip


@pytest.mark.parametrize('content', WRONG)
@pytest.mark.parametrize('address', ['index', 'index#t'])
@pytest.mark.parametrize('deep', [False, True])
def test_what_is_wrong_by_hand_is_told_in_the_included_file(build, content, address, deep):
    """The builder that checks names the file and the line of what is written there."""
    text, line = WRONG[content]
    files = {
        'index.rst': 'T\n=\n\n\n\n\n\n\n\n\n.. include:: first.txt\n',
        'first.txt': 'Words.\n\n.. include:: part.txt\n' if deep else text,
        'part.txt': text,
        'where.py': CODE,
    }
    conf = {'http_status_tables': {address: 'where.Reply'}, 'exclude_patterns': ['*.txt']}
    (warning,) = build(files, 'http-status', **conf).warnings
    assert f'{"part" if deep else "first"}.txt:{line}: WARNING: ' in warning
    assert 'NOT_' in warning


def test_a_table_of_values_in_a_file_is_told_there(build):
    """Of a table that a page takes from a file of values, that file is named; no line is known."""
    files = {
        'index.rst': 'T\n=\n\n.. csv-table::\n   :file: codes.csv\n',
        'codes.csv': '200,OK\n404,NOT_FUND\n',
        'where.py': CODE,
    }
    conf = {'http_status_tables': {'index': 'where.Reply'}}
    (warning,) = build(files, 'http-status', **conf).warnings
    assert 'codes.csv:: WARNING: 404: the page says NOT_FUND' in warning
    assert 'index.rst' not in warning


def test_what_stands_in_the_page_itself_is_told_there(build):
    """A table below the heading that an included file has is one of the page."""
    files = {
        'index.rst': (
            '.. include:: first.txt\n\n=== ========\n200 OK\n404 NOT_FUND\n=== ========\n'
            '\nMore.\n\n= =\na b\nc d\n= =\n'
        ),
        'first.txt': 'T\n=\n\nWords.\n',
        'where.py': CODE,
    }
    conf = {'http_status_tables': {'index#t': 'where.Reply'}, 'exclude_patterns': ['*.txt']}
    built = build(files, 'http-status', **conf)
    (warning,) = built.warnings
    assert 'index.rst:5: WARNING: ' in warning
    (told,) = (line for line in built.text('output.txt').splitlines() if 'no status codes' in line)
    assert told.startswith('index:11: ')


def test_what_is_included_in_markdown_is_told_there(build):
    """MyST's pages include files too."""
    files = {
        'index.md': '# T\n\n\n\n\n```{include} part.txt\n```\n',
        'part.txt': 'Words.\n\n| Code | Name |\n| --- | --- |\n| 200 | OK |\n| 404 | NOT_FUND |\n',
        'where.py': CODE,
    }
    conf = {'http_status_tables': {'index': 'where.Reply'}, 'exclude_patterns': ['*.txt']}
    extensions = ['myst_parser', 'sphinxext.http_status']
    (warning,) = build(files, 'http-status', extensions=extensions, **conf).warnings
    assert 'part.txt:6: WARNING: ' in warning


def test_what_is_wrong_in_a_docstring_is_told_there(build):
    """A table by hand in a docstring is told of with the object that has it."""
    code = DOCUMENTED.replace('GONE = 410', 'NOT_FOUND = 404').replace(
        '    .. http-status-table:: {path}\n{options}\n',
        '    === ========\n    200 OK\n    404 NOT_FUND\n    === ========\n',
    )
    page = 'T\n=\n\n\n\n\n\n\n.. autoclass:: where.Reply\n'
    conf = {'http_status_tables': {'index': 'where.Reply'}, 'extensions': AUTODOC}
    (warning,) = build({'index.rst': page, 'where.py': code}, 'http-status', **conf).warnings
    assert 'where.py:docstring of where.Reply:5: WARNING: ' in warning
