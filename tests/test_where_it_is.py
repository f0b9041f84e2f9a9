"""Where a warning or finding is: in the file that has the text, included or not, or in the docstring."""

from __future__ import annotations

import pytest

INCLUDED = 'Text.\n\n.. http-status-table:: {path}\n{options}\n'
ENUM = 'from enum import IntEnum\nclass Reply(IntEnum):\n    OK = 200\n    GONE = 410\n'
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
