"""The command line."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from http import HTTPStatus
from pathlib import Path

import pytest
from docutils.core import publish_doctree
from docutils.nodes import entry, row, system_message
from markdown_it import MarkdownIt
from reading import read_html
from shipped import NEWEST

import sphinxext.http_status as package
from sphinxext.http_status import __version__
from sphinxext.http_status.cli import main
from sphinxext.http_status.facts.citations import EDITIONS

ROOT = Path(package.__file__).parents[2]


@pytest.fixture
def run(capsys, monkeypatch):
    """Return a function that runs the command, and gives its status, output and messages."""

    def run_command(*arguments):
        status = main(arguments)
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run_command


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Return the folder where the user stands."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, 'path', sys.path[:])
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        if (getattr(sys.modules[name], '__file__', None) or '').startswith(str(tmp_path)):
            del sys.modules[name]


def command(*arguments, **environment):
    """Run the command in a new interpreter, in this folder."""
    return subprocess.run(
        [sys.executable, '-m', 'sphinxext.http_status', *arguments],
        capture_output=True,
        encoding='utf-8',
        env={**os.environ, 'PYTHONPATH': str(ROOT), 'PYTHONIOENCODING': 'utf-8', **environment},
        check=False,
    )


def enum_rows(*attributes):
    """Return attributes of the running interpreter's members, as text."""
    return [[str(getattr(member, name)) for name in attributes] for member in HTTPStatus]


ARGUMENTS = ('--columns', 'code phrase description', '--format')
FACTS = enum_rows('value', 'phrase', 'description')


def test_rst_is_the_enum(run):
    """The simple table is parsed by docutils without a message, and holds the enum."""
    status, out, err = run('render', 'http.HTTPStatus', *ARGUMENTS, 'rst')
    tree = publish_doctree(out, settings_overrides={'report_level': 1})
    assert (status, err, list(tree.findall(system_message))) == (0, '', [])
    cells = [[cell.astext() for cell in line.findall(entry)] for line in tree.findall(row)]
    assert cells == [['Code', 'Reason Phrase', 'Description'], *FACTS]


def test_markdown_is_the_enum(run):
    """The pipe table is a table to markdown-it, and holds the enum."""
    status, out, err = run('render', *ARGUMENTS, 'md')
    (table,) = read_html(MarkdownIt().enable('table').render(out))
    assert (status, err, table.header) == (0, '', ('Code', 'Reason Phrase', 'Description'))
    assert [list(cells) for cells in table.rows] == FACTS


def test_csv_is_the_enum(run):
    """The comma-separated values have a header, and hold the enum."""
    status, out, err = run('render', *ARGUMENTS, 'csv')
    assert (status, err) == (0, '')
    assert list(csv.reader(out.splitlines(), strict=True)) == [
        ['Code', 'Reason Phrase', 'Description'],
        *FACTS,
    ]


def test_json_is_the_enum(run):
    """The objects have the columns for keys, and hold the enum."""
    status, out, err = run('render', *ARGUMENTS, 'json')
    assert (status, err) == (0, '')
    assert json.loads(out) == [
        {'code': int(code), 'phrase': phrase, 'description': description}
        for code, phrase, description in FACTS
    ]


def test_details_in_json_are_facts(run):
    """A citation in JSON is an object of its facts, and null where there is none."""
    _status, out, _err = run('render', '--codes', '418', '--columns', 'details', '--format', 'json')
    assert json.loads(out) == [
        {
            'details': {
                'spec': 'HTTP Semantics',
                'rfc': 9110,
                'section': '15.5.19',
                'maturity': 'Unused',
                'url': '',
            }
        }
    ]


def test_a_selection_of_a_release_in_markdown(run):
    """Release, edition, codes and columns are those of the directive; links lead to sections."""
    arguments = ['--release', '3.13', '--edition', '9110', '--codes', '413,418-425 !425']
    status, out, err = run('render', *arguments, '--columns', 'name,details', '--format', 'md')
    site = 'https://datatracker.ietf.org/doc/html/rfc9110#section-'
    assert (status, err) == (0, '')
    assert out.splitlines()[:4] == [
        '| Enum Name | Details |',
        '| --- | --- |',
        (
            '| `CONTENT_TOO_LARGE` (alias `REQUEST_ENTITY_TOO_LARGE`) '
            f'| HTTP Semantics [RFC 9110]({site}15.5.14), Section 15.5.14 |'
        ),
        f'| `IM_A_TEAPOT` | HTTP Semantics [RFC 9110]({site}15.5.19), Section 15.5.19 (Unused) |',
    ]
    assert len(out.splitlines()) == 2 + 6


@pytest.mark.parametrize(
    ('arguments', 'message'),
    [
        (
            ['no_such_module.Enum'],
            'cannot find module no_such_module of no_such_module.Enum; install it',
        ),
        (['http.HTTPStatu'], "http has no HTTPStatu; did you mean 'HTTPStatus'?"),
        (['http'], 'http is a module; did you mean '),
        (['http.HTTPStatus.GONE'], 'is a member of the enum HTTPStatus; did you mean http.HTTPStatus?'),
        (['http.HTTPMethod.GET'], 'is a member of the enum HTTPMethod; did you mean http.HTTPMethod?'),
        (['no_such.py:Enum'], 'cannot find module no_such; did you mean no_such.py::Enum?'),
        (['http.py:Enum'], 'http has no py; write http.py:: before what that file defines'),
        (
            ['os.EX_*'],
            "'os.EX_*' is no dotted path to an enum, such as http.HTTPStatus; did you mean os:EX_*?",
        ),
        (['Reply'], 'cannot find module Reply; write the module of an object in front of it'),
        (['not a path'], "'not a path' is no dotted path to an enum, such as http.HTTPStatus"),
        (['--release', '2.7'], f"does not know release '2.7'; it reaches from 3.5 to {NEWEST}"),
        (['--edition', '9111'], f"unknown edition '9111'; use one of {', '.join(EDITIONS)}"),
        (['--codes', '999'], "no status code or member matches '999' in codes"),
        (['--columns', 'code nam'], "unknown column 'nam'; did you mean 'name'?"),
    ],
)
def test_wrong_use_prints_a_message_alone(run, arguments, message):
    """What cannot be had is exit status 2, the cause on standard error, and no output."""
    status, out, err = run('render', *arguments)
    assert (status, out) == (2, '')
    assert err.startswith('http-status render: ')
    assert message in err
    assert len(err.splitlines()) == len(set(err.splitlines()))


@pytest.mark.parametrize('arguments', [[], ['rendr'], ['render', '--format', 'xml'], ['render', '--no']])
def test_an_unknown_word_is_wrong_use(arguments, capsys):
    """A command line that cannot be parsed is exit status 2, with the usage on standard error."""
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    captured = capsys.readouterr()
    assert (stop.value.code, captured.out) == (2, '')
    assert captured.err.startswith('usage: http-status')


@pytest.mark.parametrize(
    'arguments',
    [
        ('render', 'a.B', '\x1b[31m'),
        ('check', '--\ud800'),
        ('history', 'a.B', 'b', '-\u202e'),
        ('\x07', 'x'),
    ],
)
def test_no_word_steers_the_terminal(arguments, capsys):
    """What is wrong with words is said in characters that have a shape."""
    with pytest.raises(SystemExit):
        main(arguments)
    told = capsys.readouterr().err
    assert all(line.isprintable() for line in told.splitlines())
    assert 'error: ' in told


@pytest.mark.parametrize('arguments', [['--help'], ['render', '--help']])
def test_help_names_what_there_is(arguments, capsys):
    """Help goes to standard output, and names the command or its options."""
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    captured = capsys.readouterr()
    names = ['--release', '--edition', '--codes', '--columns', '--format', 'OBJECT', 'http.HTTPStatus']
    assert (stop.value.code, captured.err) == (0, '')
    wanted = names if 'render' in arguments else ['render', '--version']
    assert [name for name in wanted if name not in captured.out] == []


def test_the_version_is_that_of_the_package(capsys):
    """``--version`` prints the version."""
    with pytest.raises(SystemExit):
        main(['--version'])
    assert capsys.readouterr().out == f'http-status {__version__}\n'


def test_the_package_runs_as_a_module(project):
    """``python -m sphinxext.http_status`` is the command, for enums of this folder too."""
    (project / 'codes.py').write_text('from enum import Enum\nclass Code(Enum):\n    GONE = 410\n')
    done = command('render', 'codes.Code', '--columns', 'name', '--format', 'csv')
    assert (done.returncode, done.stdout, done.stderr) == (0, 'Enum Name\nGONE\n', '')


def test_a_module_that_prints_does_not_spoil_the_output(project, run):
    """What a module prints while it is imported goes to standard error."""
    (project / 'loud.py').write_text(
        'from enum import Enum\nprint("hello")\nclass Code(Enum):\n    GONE = 410\n'
    )
    status, out, err = run('render', 'loud.Code', '--columns', 'code name', '--format', 'json')
    assert (status, json.loads(out), err) == (0, [{'code': 410, 'name': 'GONE'}], 'hello\n')


def test_a_module_that_ends_the_program_is_a_message(project, run):
    """``sys.exit`` in a module ends neither the command nor its exit status."""
    (project / 'ending.py').write_text('import sys\nsys.exit(0)\n')
    status, out, err = run('render', 'ending.Code')
    assert (status, out) == (2, '')
    assert 'cannot import ending for ending.Code because it ends the program (SystemExit: 0)' in err


def test_output_fits_a_terminal_of_few_characters(project):
    """A character that standard output cannot encode is escaped there."""
    (project / 'codes.py').write_text(
        "from enum import Enum\nclass Code(Enum):\n    TEA = (418, 'Thé')\n", encoding='utf-8'
    )
    arguments = ['render', 'codes.Code', '--columns', 'phrase', '--format', 'csv']
    done = command(*arguments, PYTHONIOENCODING='ascii')
    assert (done.returncode, done.stderr) == (0, '')
    assert done.stdout == 'Reason Phrase\nTh\\xe9\n'
