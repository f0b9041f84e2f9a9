"""What newcomers write: what they mean is understood, or a repair is told that works."""

from __future__ import annotations

import pytest
from reading import read_html

from sphinxext.http_status.cli import main

APP = (
    'from enum import IntEnum\nclass Reply(IntEnum):\n    OK = 200\n'
    '    NOT_FOUND = 404\n    GONE = 410\n'
)
PAGE = 'Title\n=====\n\n{before}\n\n.. http-status-table:: {path}\n{options}\n'
MARKDOWN = '# Title\n\n```{{http-status-table}} {path}\n{options}\n```\n'


@pytest.fixture
def page(build):
    """Return a function that builds a page with a table: its warnings, and the rows that it shows."""

    def make(path='', options='', before='', form='rst'):
        lines = options.splitlines()
        if form == 'md':
            text = MARKDOWN.format(path=path, options='\n'.join(lines))
            name, extensions = 'index.md', ['myst_parser', 'sphinxext.http_status']
        else:
            text = PAGE.format(
                path=path, options=''.join(f'   {line}\n' for line in lines), before=before
            )
            name, extensions = 'index.rst', ['sphinxext.http_status']
        files = {name: text, 'natural/__init__.py': '', 'natural/errors.py': APP}
        built = build(files, extensions=extensions)
        tables = read_html(built.text())
        return built.warnings, [cells[0] for cells in tables[0].rows] if tables else []

    return make


REPLY = ['200', '404', '410']


@pytest.mark.parametrize(
    ('path', 'options', 'before', 'rows'),
    [
        ('natural.errors:Reply', '', '', REPLY),
        ('natural.errors.Reply', ':codes: not_found Gone', '', ['404', '410']),
        ('natural.errors.Reply', ':codes: 404\N{EN DASH}410', '', ['404', '410']),
        ('natural.errors.Reply', ':codes: 404\N{EM DASH}410, 200', '', REPLY),
        ('natural.errors.Reply', ':columns: Code NAME Details', '', REPLY),
        ('Reply', '', '.. py:currentmodule:: natural.errors', REPLY),
        ('errors.Reply', '', '.. py:module:: natural', REPLY),
        ('errors:Reply', '', '.. py:module:: natural', REPLY),
        ('natural.errors.Reply', '', '.. py:currentmodule:: natural.errors', REPLY),
        ('http.HTTPStatus', ':codes: 404', '.. py:currentmodule:: natural.errors', ['404']),
    ],
)
def test_what_is_meant_is_understood(page, path, options, before, rows):
    """Cases, dashes, colons and the module that a page is about need no exactness."""
    assert page(path, options, before) == ([], rows)


#: What is wrong: object and options, what is told, and the repair that the message names.
WRONG = [
    ('HTTPStatus', ':codes: 404', 'did you mean http.HTTPStatus?', ('http.HTTPStatus', ':codes: 404')),
    ('httpmethod', '', 'did you mean http.HTTPMethod?', ('http.HTTPMethod', '')),
    ('', ':codes: 299', "matches '299' in codes; take it out, or write a code", ('', ':codes: 4xx')),
    ('', ':codes: 410-404', "'410-404' in codes runs backwards; write 404-410", ('', ':codes: 404-410')),
    ('', ':codes: NOTFOUND', "did you mean 'NOT_FOUND'?", ('', ':codes: NOT_FOUND')),
    (
        '',
        ':codes: 404\n:column: code',
        "no option 'column'; did you mean 'columns'?",
        ('', ':columns: code'),
    ),
    ('', ':noindex:', "no option 'noindex'; did you mean 'no-index'?", ('', ':no-index:')),
    ('', ':no-notes:', "no option 'no-notes'; did you mean 'notes'?", ('', ':notes: none')),
    ('', ':colums: code', "no option 'colums'; did you mean 'columns'?", ('', ':columns: code')),
    ('', ':xyz: 1', "no option 'xyz'; it has codes, columns,", ('', '')),
    (
        '',
        ':columns: code nmae',
        "unknown column 'nmae'; did you mean 'name'?",
        ('', ':columns: code name'),
    ),
    ('natural.errors.Replay', '', "has no Replay; did you mean 'Reply'?", ('natural.errors.Reply', '')),
]


@pytest.mark.parametrize(('path', 'options', 'message', 'repair'), WRONG)
@pytest.mark.parametrize('form', ['rst', 'md'])
def test_what_is_wrong_is_one_message_whose_repair_works(page, path, options, message, repair, form):
    """Each mistake is one warning of ours at the line of the directive, in reST and in MyST."""
    (warning,), _rows = page(path, options, form=form)
    assert message in warning
    assert warning.startswith(f'index.{form}:{3 if form == "md" else 6}: WARNING: ')
    assert '[http_status.' in warning
    warnings, rows = page(*repair, form=form)
    assert warnings == []
    assert rows


@pytest.mark.parametrize('option', [':column: code', ':noindex:', ':xyz: 1'])
def test_an_unknown_option_costs_no_table(page, option):
    """What the directive does not know is passed over, and the table is there."""
    assert page('natural.errors.Reply', option)[1] == REPLY


def test_a_list_of_columns_is_short(page):
    """What every integer has is not offered as a column."""
    (warning,), _rows = page('natural.errors.Reply', ':columns: code zzz')
    assert warning.endswith(
        "unknown column 'zzz'; the members offer code, name, phrase, description, details, since, "
        'aliases, doc, value [http_status.columns]'
    )


def test_nothing_is_said_of_a_configuration_where_there_is_none(capsys):
    """The command line knows no ``conf.py``, and a project does."""
    for words in (
        ['no_such_module.X'],
        ['http.HTTPMethod', '--release', '3.5'],
        ['enum.Flag', '--release', '1'],
    ):
        assert main(['render', *words]) == 2
        message = capsys.readouterr().err
        assert 'conf.py' not in message
        assert 'http_status_' not in message


def test_a_project_is_told_of_its_configuration(page):
    """Where there is a ``conf.py``, it is where the folder of a module is put."""
    (warning,), _rows = page('no_such_module.X')
    assert 'install it, or put its folder on sys.path in conf.py' in warning


@pytest.mark.parametrize('form', ['rst', 'md'])
def test_a_page_with_our_directive_is_checked_when_it_is_built(form, tmp_path, capsys):
    """The command line says that a table is generated, what checks it, and not what to paste."""
    page = tmp_path / f'page.{form}'
    made = {'rst': '.. http-status-table:: http.HTTPStatus\n', 'md': '```{http-status-table}\n```\n'}[
        form
    ]
    page.write_text(made, encoding='utf-8')
    assert main(['check', str(page)]) == 1
    out, err = capsys.readouterr()
    assert 'there is nothing to compare in this file, whose table is made when the page is built' in out
    assert 'check the built page, or run sphinx-build -b http-status' in out
    assert err == ''


def test_a_page_with_a_table_of_its_own_besides_is_checked(tmp_path, capsys):
    """A generated table beside one that is written by hand hides nothing of that."""
    page = tmp_path / 'page.rst'
    rows = '=== =========\n404 NOT_FUND\n=== =========\n\n.. http-status-table::\n'
    page.write_text(rows, encoding='utf-8')
    assert main(['check', str(page), '--codes', '404']) == 1
    out, err = capsys.readouterr()
    assert 'did you mean NOT_FOUND?' in out
    assert 'prints what should be' in err
