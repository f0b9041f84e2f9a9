"""Pages and command lines may say anything; what is said of them can be seen, and is no traceback."""

from __future__ import annotations

import json
import sys
import threading
import unicodedata

import pytest
from docutils.core import publish_doctree
from docutils.parsers.rst import directives, roles
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinxext.http_status.cli import main
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.table import require_table
from sphinxext.http_status.page.text import render
from sphinxext.http_status.testing import assert_no_drift

RELEASE = ('--release', '3.13')
WRONG = '=== ====\n404 GONE\n200 OK\n=== ====\n'


@pytest.fixture
def check(tmp_path, monkeypatch, capsys):
    """Return a function that writes pages, checks them, and returns status, findings and messages."""
    monkeypatch.chdir(tmp_path)

    def run(*words, **pages):
        for name, content in pages.items():
            (tmp_path / name.replace('_dot_', '.')).write_text(content, encoding='utf-8')
        status = main(['check', *words, *RELEASE])
        out, err = capsys.readouterr()
        return status, out.splitlines(), err.splitlines()

    return run


# What steers a terminal, or changes the direction of text.

DECEPTIVE = {
    'escape': '\x1b[31m',
    'bell': '\x07',
    'title of a window': '\x1b]0;pwned\x07',
    'C1': '\x9b31m',
    'override': '\u202e',
    'isolate': '\u2067',
    'mark': '\u200f',
    'line separator': '\u2028',
    'delete': '\x7f',
}


def is_seen(line):
    """Return whether a line has only characters that can be seen for what they are."""
    return all(
        unicodedata.category(character) not in {'Cc', 'Zl', 'Zp', 'Cs'} for character in line
    ) and not (
        set(line) & set('\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069')
    )


@pytest.mark.parametrize('form', ['text', 'github'])
@pytest.mark.parametrize('what', DECEPTIVE)
def test_what_deceives_is_shown_escaped(check, what, form):
    """Findings about a cell with such characters show them as Python writes them, in every format."""
    phrase = f'Not{DECEPTIVE[what]}Fund'
    rows = f'   * - 404\n     - {phrase}\n   * - 410\n     - Gone\n   * - 200\n     - OK\n'
    page = f'.. list-table::\n\n{rows}'
    status, lines, _messages = check('a.rst', '--codes', '200 404 410', '--format', form, a_dot_rst=page)
    assert status == 1
    assert all(map(is_seen, lines))
    escape = ascii(DECEPTIVE[what][0])[1:-1]
    assert what == 'line separator' or escape in lines[0]


@pytest.mark.parametrize(
    'text',
    [
        '%0A::set-output name=x::y',
        '::error::Evil',
        '\\r\\n::stop-commands::x',
        '%25%0D',
        ',line=1,title=x',
    ],
)
def test_a_page_gives_no_commands_to_github(check, text):
    """Whatever a cell says, each line is one annotation, whose message has it as it stands."""
    rows = f'   * - 200\n     - OK\n   * - 404\n     - {text}\n   * - 410\n     - Gone\n'
    page = f'.. list-table::\n\n{rows}'
    status, (line,), _messages = check(
        'a.rst', '--codes', '200 404 410', '--format', 'github', a_dot_rst=page
    )
    assert status == 1
    command, message = line.split(',title=http-status::')
    assert command == '::error file=a.rst,line=5'
    shown = text.replace('\\r\\n', 'rn').replace('%', '%25')
    assert message.startswith(f'404: the page says {shown}, ')


def test_what_deceives_is_escaped_in_messages_about_files(check):
    """A file whose name holds such characters is named with escapes, by findings and by messages."""
    name = 'a\x1b[31m\u202e.rst'
    status, lines, messages = check(name, 'no\x1b.rst', '--codes', '200 404', **{name: WRONG})
    assert status == 2
    assert lines
    assert all(map(is_seen, [*lines, *messages]))
    assert lines[0].startswith(r'a\x1b[31m\u202e.rst:2: ')


def test_what_deceives_is_escaped_in_a_build(build):
    """The builder's warnings, its text and its JSON have such characters escaped."""
    page = 'T\n=\n\n=== ==========\n404 Not\u202eFund\n200 OK\n=== ==========\n'
    wanted = ('http.HTTPStatus', {'codes': '200 404', 'release': '3.13'})
    conf = {'http_status_tables': {'index': wanted}}
    built = build({'index.rst': page}, 'http-status', **conf)
    (warning,) = built.warnings
    (record,) = map(json.loads, built.text('output.json').splitlines())
    for shown in (warning, built.text('output.txt').strip(), record['message']):
        assert r'Not\u202eFund' in shown
        assert is_seen(shown)


def test_what_deceives_is_escaped_in_exceptions(check):
    """What a module raises is shown escaped."""
    module = 'raise ValueError("\\x1b[31m\\u202e")\n'
    _status, _lines, messages = check('a.rst', 'own.E', a_dot_rst=WRONG, own_dot_py=module)
    assert r'because it raises ValueError: \x1b[31m\u202e; repair' in messages[-1]
    assert is_seen(messages[-1])


# What is deep, or long.

DEEP = {
    'lists.rst': '\n'.join('  ' * level + '* x\n' for level in range(1500)),
    'directives.rst': ''.join('  ' * level + '.. foo::\n\n' for level in range(1500)),
    'quotes.rst': '\n'.join(' ' * level + 'x\n' for level in range(1500)),
    'sections.html': '<section>' * 3000 + '404',
    'lists.html': '<ul><li>' * 1500 + '404',
    'tables.html': '<table><tr><td>' * 1500 + '404',
}


@pytest.mark.parametrize('name', DEEP)
def test_a_page_that_is_too_deep_is_told(check, name):
    """A page nested a thousand deep is a message, and the page beside it is checked."""
    status, lines, messages = check(
        name, 'b.rst', '--codes', '410', b_dot_rst=WRONG, **{name: DEEP[name]}
    )
    assert status == 2
    assert lines[0].startswith('b.rst:2: ')
    # Where its stack is full, Python may say of itself that it ignores an error, on the same line.
    told = f'http-status check: cannot read {name}: its markup is nested too deeply; check a part of it'
    assert any(message.endswith(told) for message in messages)


DIGITS = '9' * 5000
LONG = {
    'codes.rst': f'=== ========\n{DIGITS[:60]} GONE\n410 GONE\n=== ========\n'.replace(
        '===', '=' * 60, 1
    ),
    'rfcs.html': (
        '<table><tr><th>Code<th>Name<th>RFC<tr><td>410<td>GONE<td>9110'
        f'<tr><td>404<td>NOT_FOUND<td>{DIGITS}'
    ),
    'colspan.html': f'<table><tr><td colspan="{DIGITS}">x<tr><td>410<td>GONE</table>',
    'rowspan.html': f'<table><tr><td>410<td rowspan="{DIGITS}">GONE</table>',
    'sections.md': (
        f'| Code | Name | Details |\n| - | - | - |\n| 410 | GONE | RFC 9110, Section {DIGITS} |\n'
    ),
    'ranges.md': f'| Code | Name |\n| - | - |\n| 410 | GONE |\n| {DIGITS}-{DIGITS} | Unassigned |\n',
}


@pytest.mark.parametrize('name', LONG)
def test_a_page_may_have_numbers_of_any_length(check, name):
    """A number of thousands of digits is a finding at most."""
    status, _lines, messages = check(name, '--codes', '404 410', **{name: LONG[name]})
    assert status == 1
    assert any('prints what should be' in message or 'add behind' in message for message in messages)


@pytest.mark.parametrize(
    'words',
    [
        ['check', '__main__'],
        ['check', 'a' * 300],
        ['check', 'b.rst', 'x' * 5000 + '.rst'],
        ['check', 'b.rst', f'#{DIGITS}'],
        ['check', f'b.rst#{DIGITS}', 'b' * 4000],
        ['check', 'sys.modules'],
        ['check', 'b.rst', '--codes', f'1-{DIGITS}'],
        ['check', 'b.rst', '--release', f'2.{DIGITS}'],
        ['render', '--codes', DIGITS],
        ['render', '--codes', f'{DIGITS}-1'],
        ['render', '--codes', f'{DIGITS}xx'],
        ['render', f'http.{"a" * 5000}'],
        ['render', '.'.join('a' * 3000)],
        ['render', '__main__.E'],
        ['render', ''],
        ['render', 'http.HTTPStatus', '--columns', DIGITS],
        ['render', '--edition', DIGITS],
        ['render', '--citations', 'a' * 300],
        ['render', '--history', '/'],
    ],
    ids=lambda words: ' '.join(words)[:40],
)
def test_odd_words_are_wrong_use(tmp_path, monkeypatch, capsys, words):
    """Words that are too long, or name nothing, are messages and the exit status 2."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / 'b.rst').write_text(WRONG)
    assert main([*words, *([] if '--release' in words else RELEASE)]) == 2
    _out, err = capsys.readouterr()
    assert err.startswith(f'http-status {words[0]}: ')
    assert 'a fault of http-status' not in err


# Anything at all.

FRAGMENTS = st.sampled_from(
    [
        *(
            '404',
            'NOT_FOUND',
            '410 GONE',
            '===',
            '|',
            '| - | - |',
            '* ',
            '.. ',
            '::',
            '``',
            '`',
            ':rfc:`9110`',
            '\n',
        ),
        *(
            '\n\n',
            '   ',
            '<table>',
            '<tr><td>',
            '</table>',
            '<a href="#x">',
            '.. role:: x(raw)',
            '.. csv-table::',
        ),
        *(
            '{http-status-table}',
            '```',
            '[x](y)',
            '.. include:: /etc/passwd',
            '.. |a| replace:: b',
            '|a|',
            '.. [1] x',
        ),
        *(
            '.. default-role:: nothing',
            '.. class:: x',
            '+---+',
            '\t',
            '\x1b',
            '\u202e',
            '\ud7ff',
            '٤٠٤',
            '.. _a: a_',
        ),
    ]
)
PAGES = st.lists(FRAGMENTS | st.text(max_size=5), max_size=40).map(' '.join)


@given(PAGES, st.sampled_from(['rst', 'md', 'html', 'txt', '']))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_page_is_more_than_findings(check, text, suffix):
    """Whatever a page holds, the check ends with 0, 1 or 2, and what it writes can be seen."""
    name = f'page.{suffix}'
    text = text.encode('utf-8', 'ignore').decode()
    status, lines, messages = check(name, **{name: text})
    assert status in {0, 1, 2}
    assert all(map(is_seen, [*lines, *messages]))
    assert not any('a fault of http-status' in message for message in messages)


WORDS = st.sampled_from(
    [
        *(
            'render',
            'check',
            '--codes',
            '--columns',
            '--edition',
            '--release',
            '--format',
            '--facts',
            '--history',
        ),
        *(
            'http.HTTPStatus',
            'http',
            'http.HTTPMethod',
            'b.rst',
            'b.rst#x',
            '404',
            '4xx',
            '!',
            '!404',
            'code',
            '9110',
        ),
        *(
            '3.13',
            'rst',
            'github',
            'text',
            'os',
            'json',
            '--',
            '-',
            '',
            '#',
            '.',
            '..',
            '\x00',
            '--help',
            '--citations',
        ),
    ]
)


@given(st.lists(WORDS | st.text(max_size=4), max_size=7))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_command_line_is_more_than_wrong_use(tmp_path, monkeypatch, capsys, words):
    """Whatever the words are, the command ends with 0, 1 or 2, and faults are not its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / 'b.rst').write_text(WRONG)
    try:
        status = main(words)
    except SystemExit as end:
        status = end.code
    assert status in {0, 1, 2}
    _out, err = capsys.readouterr()
    assert 'a fault of http-status' not in err


# Threads.


def test_threads_do_not_disturb_each_other(tmp_path, capsys):
    """Six threads find no drift that is not there, and leave docutils as it was."""
    page = tmp_path / 'page.rst'
    table = render(require_table(TableRequest(release='3.13', codes='4xx')), 'rst')
    page.write_text(
        f'Codes\n=====\n\n{table}\n:foo:`bar`\n\n.. role:: x(foo)\n\n.. unknown:: 1\n\n   :x:`text`\n'
    )
    functions = directives.directive, roles.role
    found = []

    def work():
        for _call in range(15):
            try:
                assert_no_drift(page, release='3.13', codes='4xx')
            except Exception as error:
                found.append(error)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-4)
    try:
        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert found == []
    assert (directives.directive, roles.role) == functions
    assert 'x' not in vars(roles)['_roles']


def test_other_threads_have_their_own_markup(tmp_path):
    """While a page is read in one thread, docutils in another knows its own markup only."""
    page = tmp_path / 'page.rst'
    table = render(require_table(TableRequest(release='3.13')), 'rst')
    page.write_text(f'{table}\n:foo:`bar`\n')
    stop = threading.Event()
    seen = []

    def work():
        while not stop.is_set():
            tree = publish_doctree(
                '.. foo:: x\n\n:foo:`x`\n',
                settings_overrides={'report_level': 5, 'warning_stream': False},
            )
            seen.append(sorted({child.tagname for child in tree}))

    thread = threading.Thread(target=work)
    thread.start()
    try:
        for _call in range(5):
            assert_no_drift(page, release='3.13')
    finally:
        stop.set()
        thread.join()
    assert {tuple(tags) for tags in seen} == {('paragraph', 'system_message')}
