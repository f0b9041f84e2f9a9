"""``http-status check``: pages from the command line."""

from __future__ import annotations

import builtins
import copy
import json
import re
import shlex
import sys
from pathlib import Path

import pytest

from sphinxext.http_status.cli import main
from sphinxext.http_status.drift.findings import NotCompared, Place, Unreadable
from sphinxext.http_status.drift.reporting import as_github
from sphinxext.http_status.facts.citations import EDITIONS

TABLES = Path(__file__).parent / 'tables'

#: A page whose table is right, between markup that docutils alone does not know.
RIGHT = """\
Status
======

.. versionadded:: 3.5

.. class:: HTTPStatus

:mod:`http` says :unknown:`what` it knows:

.. _codes:

=== ========= ==========================================
200 OK        HTTP Semantics :rfc:`9110`, Section 15.3.1
404 NOT_FOUND HTTP Semantics :rfc:`9110`, Section 15.5.5
410 GONE      HTTP Semantics :rfc:`9110`, Section 15.5.11
=== ========= ==========================================

Another section
===============

Nothing here.
"""
CODES = ('--codes', '200 404 410')
SELECTION = 'this selection from http.HTTPStatus'
REPAIR = "http-status render http.HTTPStatus --codes '200 404 410'"
MISSPELLED = RIGHT.replace('NOT_FOUND ', 'NOT_FOUMD ')


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Return a function that runs the check in a folder, and gives status, lines and messages."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, 'path', sys.path[:])
    before = set(sys.modules)

    def run_check(*words, command='check', **files):
        for name, text in files.items():
            path = tmp_path / name.replace('_dot_', '.')
            path.write_bytes(text) if isinstance(text, bytes) else path.write_text(
                text, encoding='utf-8'
            )
        capsys.readouterr()
        status = main([command, *words])
        captured = capsys.readouterr()
        return status, captured.out.splitlines(), captured.err.splitlines()

    yield run_check
    for name in set(sys.modules) - before:
        if (getattr(sys.modules[name], '__file__', None) or '').startswith(str(tmp_path)):
            del sys.modules[name]


def rendered(run, *words):
    """Return a table as ``render`` prints it."""
    status, lines, _messages = run(*words, command='render')
    assert status == 0
    return '\n'.join(lines) + '\n'


# The exit status.


def test_a_right_page_is_silent(run):
    """Where page and code agree nothing is printed, and the exit status is 0."""
    assert run('a.rst', *CODES, a_dot_rst=RIGHT) == (0, [], [])


def test_drift_is_printed_with_its_place(run):
    """A finding is a line of standard output, the repair goes to standard error, the status is 1."""
    assert run('a.rst', *CODES, a_dot_rst=MISSPELLED) == (
        1,
        [
            (
                f'a.rst:14: 404: the page says NOT_FOUMD, {SELECTION} has no such member; '
                'did you mean NOT_FOUND?'
            )
        ],
        [f'http-status check: "{REPAIR}" prints what should be in a.rst'],
    )


def test_information_is_no_drift(run):
    """A known alias is a note, and the exit status stays 0."""
    page = '=== ======================== \n413 REQUEST_ENTITY_TOO_LARGE\n=== ========================\n'
    words = ('a.rst', '--release', '3.13', '--codes', '413')
    status, lines, messages = run(*words, a_dot_rst=page)
    assert (status, messages) == (0, [])
    assert lines == [
        (
            'a.rst:2: note: 413: the page says REQUEST_ENTITY_TOO_LARGE, '
            f'an alias of CONTENT_TOO_LARGE in {SELECTION}'
        )
    ]


@pytest.mark.parametrize(
    ('words', 'message'),
    [
        ([], 'name a file to check, or give --facts'),
        (['--facts', 'a.rst'], '--facts checks an object, not files; leave the files out'),
        (['a.rst', 'http.HTTPStatus', 'http.HTTPMethod'], 'one object can be checked at once, not'),
        (['a.rst', 'http.HTTPStatu'], "http has no HTTPStatu; did you mean 'HTTPStatus'?"),
        (['a.rst', '--release', '2.7'], "does not know release '2.7'"),
        (['a.rst', '--edition', '1'], f"unknown edition '1'; use one of {', '.join(EDITIONS)}"),
        (['a.rst', '--codes', '999'], "no status code or member matches '999' in codes"),
        (['a.rst', '--citations', 'no.csv'], 'no.csv'),
        (['a.rst', '--history', 'no.json'], 'no.json'),
        (['no.rst'], 'cannot read no.rst: '),
        (['no.rst#id'], 'cannot read no.rst: '),
        (['README'], 'cannot read README: '),
        (['.'], 'cannot read .: '),
        (['binary.rst'], 'cannot read binary.rst: '),
    ],
)
def test_wrong_use_is_a_message_and_status_2(run, words, message):
    """What cannot be checked at all is told on standard error alone, and the exit status is 2."""
    status, lines, messages = run(*words, a_dot_rst=RIGHT, binary_dot_rst=b'\x7fELF\xff\xfe\x00')
    assert (status, lines) == (2, [])
    assert message in messages[0]
    assert [line for line in messages if not line.startswith('http-status check: ')] == []


def test_several_pages_are_all_checked(run):
    """Neither drift nor a file that cannot be read keeps the next file from being checked."""
    words = ('a.rst', 'b.rst', 'no.rst', 'c.rst', *CODES)
    pages = {'a_dot_rst': RIGHT, 'b_dot_rst': MISSPELLED, 'c_dot_rst': MISSPELLED}
    status, lines, messages = run(*words, **pages)
    assert (status, [line.partition(' ')[0] for line in lines]) == (2, ['b.rst:14:', 'c.rst:14:'])
    assert [message.partition(' check: ')[2][:19] for message in messages] == [
        'cannot read no.rst:',
        '"http-status render',
    ]
    assert messages[1].endswith('prints what should be in b.rst and c.rst')


# Addresses, objects and options.


def test_an_id_names_a_part_of_a_file(run):
    """Only the section or table with the id is checked."""
    assert run('a.rst#codes', *CODES, a_dot_rst=RIGHT) == (0, [], [])
    status, lines, _messages = run('a.rst#another-section', *CODES, a_dot_rst=RIGHT)
    assert (status, lines) == (1, ['a.rst:19: there is no status code here'])


def test_an_id_that_is_not_there_is_drift(run):
    """An address that leads nowhere fails the check, and names what may be meant."""
    status, lines, _messages = run('a.rst#code', *CODES, a_dot_rst=RIGHT)
    expected = "a.rst#code: there is no section or table with the id 'code'; did you mean 'codes'?"
    assert (status, lines) == (1, [expected])


def test_a_file_may_have_a_hash_in_its_name(run):
    """A path that exists is a path, whatever is in it."""
    assert run('a#codes.rst', *CODES, **{'a#codes_dot_rst': RIGHT}) == (0, [], [])


@pytest.mark.parametrize('words', [('jobs.State', 'page'), ('page', 'jobs.State'), ('page', 'codes')])
def test_objects_are_told_from_files(run, words):
    """A dotted path, or the name of a module, is the object, wherever it stands; files are files."""
    page = '= =======\n1 RUNNING\n= =======\n\n.. parsed-literal::\n\n   CODE_404\n'
    files = {
        'page': page if 'codes' not in words else '* CODE_404\n',
        'jobs_dot_py': 'import enum\nclass State(enum.Enum):\n    RUNNING = 1\n',
        'codes_dot_py': 'CODE_404 = 404\n',
    }
    assert run(*words, **files) == (0, [], [])


def test_a_file_that_looks_like_an_object_is_a_file(run):
    """What exists is a file, though its name could be a dotted path."""
    assert run('http.HTTPStatus', *CODES, http_dot_HTTPStatus=RIGHT) == (0, [], [])


def test_the_release_decides_which_members(run):
    """A page of 3.6 is right for 3.6, and lacks what came later."""
    page = rendered(run, '--release', '3.6')
    assert run('a.rst', '--release', '3.6', a_dot_rst=page) == (0, [], [])
    status, lines, _messages = run('a.rst', '--release', '3.8', a_dot_rst=page)
    assert status == 1
    assert (
        lines[0] == 'a.rst:1: note: this page has no notes of http.HTTPStatus, which changed in 3.7, 3.8'
    )
    assert [line.split(' is ')[0].split(': ')[1] for line in lines[1:]] == [
        '421 MISDIRECTED_REQUEST',
        '451 UNAVAILABLE_FOR_LEGAL_REASONS',
    ]


def test_the_edition_decides_which_citations(run):
    """A page that cites RFC 7231 is right for that edition, and wrong for that in force."""
    page = rendered(run, '--codes', '404', '--edition', '7231')
    words = ('a.rst', '--codes', '404')
    assert run(*words, '--edition', '7231', a_dot_rst=page) == (0, [], [])
    status, lines, _messages = run(*words)
    assert (status, lines) == (
        1,
        [
            (
                'a.rst:4: 404: the page cites RFC 7231, Section 6.5.4, '
                'it should cite RFC 9110, Section 15.5.5'
            )
        ],
    )


def test_a_project_has_citations_and_a_history_of_its_own(run):
    """Citations and history are those of the files that are named."""
    files = {
        'mine_dot_py': 'import enum\nclass Code(enum.IntEnum):\n    OK = 200\n    NEW = 299\n',
        'own_dot_csv': 'object,code,spec,rfc,section\nmine.Code,299,Ours,9999,3\n',
        'own_dot_json': json.dumps(
            {
                'object': 'mine.Code',
                'releases': ['1.0', '2.0'],
                'members': [
                    {'code': 200, 'name': {'1.0': 'OK'}},
                    {'code': 299, 'name': {'2.0': 'NEW'}},
                ],
            }
        ),
    }
    row = '299 NEW Ours :rfc:`9999`, Section {}\n'
    rule = '=== === =======================\n'
    head = rule + '200 OK  HTTP :rfc:`9110`, 15.3.1\n'
    files['a_dot_rst'] = head + row.format(4) + rule
    files['b_dot_rst'] = head + rule
    words = ('mine.Code', '--citations', 'own.csv', '--history', 'own.json')
    status, lines, messages = run('a.rst', *words, **files)
    assert (status, len(messages)) == (1, 1)
    assert lines == [
        'a.rst:1: note: this page has no notes of mine.Code, which changed in 2.0',
        (
            'a.rst:2: note: what 1 row cites is not compared, because no specification is known for '
            'these members of mine.Code; name their registry, or a file of citations'
        ),
        'a.rst:3: 299: the page cites RFC 9999, Section 4, it should cite RFC 9999, Section 3',
    ]
    assert '--citations own.csv --history own.json' in messages[0]
    status, lines, _messages = run('b.rst', *words, '--release', '1.0')
    assert (status, [line for line in lines if ': note: ' not in line]) == (0, [])


# What a file may be.


def test_plain_text_is_a_table_too(run):
    """A table without any markup is read line by line."""
    text = '404  NOT_FOUND  RFC 9110, Section 15.5.5\n410  GON        RFC 9110, Section 15.5.11\n'
    status, lines, _messages = run('codes.txt', '--codes', '404 410', codes_dot_txt=text)
    assert (status, len(lines)) == (1, 1)
    assert lines[0].startswith('codes.txt:2: 410: the page says GON, ')


@pytest.mark.parametrize('directive', ['.. include:: rest.txt', '.. automodule:: http\n   :members:'])
def test_hidden_content_is_told(run, directive):
    """What a directive would show from elsewhere is a note, and nothing of it is compared."""
    status, lines, messages = run('a.rst', *CODES, a_dot_rst=f'{directive}\n\n{RIGHT}')
    assert (status, messages, len(lines)) == (0, [], 1)
    assert re.fullmatch(r'a\.rst:1: note: what the directive .* is not in this file', lines[0])


def test_a_page_that_is_all_hidden_is_drift(run):
    """Where nothing is left to compare the check fails, and says what it did not see."""
    status, lines, _messages = run('a.rst', a_dot_rst='.. include:: rest.txt\n')
    assert (status, len(lines)) == (1, 2)
    assert lines[0] == 'a.rst:1: there is no status code here'
    assert 'note: what the directive' in lines[1]


def test_markdown_is_read_as_myst(run):
    """A pipe table among MyST directives is compared, at its own lines."""
    page = rendered(run, '--codes', '200 404', '--format', 'md').replace('15.5.5', '15.5.6')
    page = f'# Codes\n\n:::{{note}}\nHello\n:::\n\n{page}'
    status, lines, messages = run('a.md', '--codes', '200 404', a_dot_md=page)
    assert (status, lines) == (
        1,
        [
            (
                'a.md:10: 404: the page cites RFC 9110, Section 15.5.6, '
                'it should cite RFC 9110, Section 15.5.5'
            )
        ],
    )
    assert messages[0].endswith('--format md" prints what should be in a.md')


def test_markdown_without_myst_parser_is_wrong_use(run, monkeypatch):
    """Where myst-parser is not installed, a Markdown page is a message that says so."""
    real = builtins.__import__

    def without_myst(name, *arguments, **more):
        if name.partition('.')[0] == 'myst_parser':
            raise ImportError(name)
        return real(name, *arguments, **more)

    monkeypatch.setattr(builtins, '__import__', without_myst)
    status, lines, messages = run('a.md', 'b.rst', *CODES, a_dot_md='', b_dot_rst=RIGHT)
    assert (status, lines) == (2, [])
    assert messages == [
        (
            'http-status check: cannot read a.md: Markdown needs myst-parser; install it with '
            '"pip install myst-parser"'
        )
    ]


# The forms of the output.


def test_github_gets_annotations(run):
    """Each finding is a workflow command that names file, line and level, on one line."""
    page = f'.. include:: x\n\n{MISSPELLED}'
    status, lines, _messages = run('a.rst', '--format', 'github', *CODES, a_dot_rst=page)
    assert (status, len(lines)) == (1, 2)
    assert lines[0].startswith('::notice file=a.rst,line=1,title=http-status::what the directive ')
    assert lines[1].startswith(
        '::error file=a.rst,line=16,title=http-status::404: the page says NOT_FOUMD'
    )


def test_annotations_are_escaped():
    """What ends a property or a line in a workflow command is escaped there, as GitHub has it."""
    finding = Unreadable(place=Place('a,b:c%d.rst', 7), text='50% of, say:\r\nthis')
    assert as_github(finding) == (
        r'::error file=a%2Cb%3Ac%25d.rst,line=7,title=http-status::50%25 of, say:\r\nthis'
    )
    nowhere = NotCompared(place=Place('a.rst'), text='left out')
    assert as_github(nowhere) == '::notice file=a.rst,title=http-status::left out'


def test_the_command_in_the_message_prints_what_passes(run):
    """What the repair prints, put in the place of the page, is a page without drift."""
    status, _lines, messages = run('a.md', a_dot_md='| Code | Phrase |\n| - | - |\n| 404 | Not Fund |\n')
    (found,) = re.findall(r'"(http-status .*)"', messages[0])
    command = shlex.split(found)
    assert (status, command[:2]) == (1, ['http-status', 'render'])
    status, lines, messages = run('a.md', a_dot_md=rendered(run, *command[2:]))
    assert (status, [line for line in lines if ': note: ' not in line], messages) == (0, [], [])


# The facts against each other.


def test_the_facts_that_we_ship_agree(run):
    """Each member of ours is cited as IANA has it, and known to the history; 104 is not in the enum."""
    status, lines, messages = run('--facts')
    assert (status, messages) == (0, [])
    assert [line.split(' Up')[0] for line in lines] == ['http.HTTPStatus: note: IANA lists 104']
    assert run('--facts', 'http.HTTPMethod') == (0, [], [])
    assert run('--facts', '--edition', '7231')[0] == 0


MINE = """\
import enum
class Code(enum.IntEnum):
    OK = 200
    ODD = 299
    MISSING = 404
    OLD = 599
    NEW = 410
    DRAFT = 104
"""
RECORDED = {
    'object': 'mine.Code',
    'releases': ['1.0'],
    'members': [
        {'code': 104, 'name': {'1.0': 'DRAFT'}},
        {'code': 200, 'name': {'1.0': 'OK'}},
        {'code': 299, 'name': {'1.0': 'ODD'}},
        {'code': 404, 'name': {'1.0': 'NOT_FOUND'}},
        {'code': 599, 'name': {'1.0': 'OLD'}},
    ],
}
CHECK_MINE = (
    *('--facts', 'mine.Code', '--registry', 'http-status-codes'),
    *('--citations', 'own.csv', '--history', 'own.json'),
)


def test_what_disagrees_about_an_object_is_found(run):
    """A member that the history lacks, and a citation that IANA has otherwise, are drift."""
    cited = 'object,code,spec,rfc,section\nmine.Code,299,Ours,9999,3\nmine.Code,404,Old,2616,10.4.5\n'
    files = {'mine_dot_py': MINE, 'own_dot_csv': cited, 'own_dot_json': json.dumps(RECORDED)}
    status, lines, _messages = run(*CHECK_MINE, **files)
    assert (status, lines) == (
        1,
        [
            'mine.Code: 404 MISSING is not in the history; add the release that added it',
            'mine.Code: 404 MISSING cites Old RFC 2616, Section 10.4.5, but IANA refers to RFC 9110',
            'mine.Code: 410 NEW is not in the history; add the release that added it',
            (
                'mine.Code: note: 410 NEW is Gone in its registry, so it is not cited; '
                'if it is the same, cite it in a file of citations'
            ),
            (
                'mine.Code: note: IANA does not list 599 OLD; if a specification defines them, '
                'cite it in a file of citations'
            ),
        ],
    )


def test_following_what_the_facts_check_says_makes_it_silent(run):
    """Each message about an object, private codes included, names a repair that ends it."""
    repaired = copy.deepcopy(RECORDED)
    repaired['members'][3]['name'] = {'1.0': 'MISSING'}
    repaired['members'].append({'code': 410, 'name': {'1.0': 'NEW'}})
    cited = (
        'object,code,spec,rfc,section\n'
        'mine.Code,299,Ours,9999,3\nmine.Code,404,New,9110,15.5.5\n'
        'mine.Code,410,New,9110,15.5.11\nmine.Code,599,Ours,9999,4\n'
    )
    files = {'mine_dot_py': MINE, 'own_dot_csv': cited, 'own_dot_json': json.dumps(repaired)}
    assert run(*CHECK_MINE, **files) == (0, [], [])


def test_the_facts_check_says_nothing_of_numbers_that_are_no_codes_of_http(run):
    """An enum of other numbers has nothing to do with a registry."""
    assert run('--facts', 'signal.Signals') == (0, [], [])


def test_information_fails_where_that_is_asked_for(run):
    """With --strict, an alias or a citation without its section is reason enough to fail."""
    page = '=== ======================== \n413 REQUEST_ENTITY_TOO_LARGE\n=== ========================\n'
    words = ('a.rst', '--release', '3.13', '--codes', '413')
    assert run(*words, a_dot_rst=page)[0] == 0
    assert run(*words, '--strict', a_dot_rst=page)[0] == 1
    vague = RIGHT.replace(', Section 15.5.5', '')
    assert vague != RIGHT
    status, lines, _messages = run('a.rst', *CODES, a_dot_rst=vague)
    assert status == 0
    assert ['more exactly, it is RFC 9110, Section 15.5.5' in line for line in lines] == [True]
    assert run('a.rst', *CODES, '--strict', a_dot_rst=vague)[0] == 1
    assert run('a.rst', *CODES, '--strict', a_dot_rst=RIGHT)[0] == 0


def test_findings_are_lines_of_json(run):
    """They have what the builder writes, and no character of a page reaches a terminal raw."""
    page = MISSPELLED.replace('NOT_FOUMD ', 'NOT\x07FOUMD')
    status, lines, _messages = run('a.rst', *CODES, '--format', 'json', a_dot_rst=page)
    assert status == 1
    assert not any('\x07' in line or '\\u0007' in line for line in lines)
    status, lines, _messages = run('a.rst', *CODES, '--format', 'json', a_dot_rst=MISSPELLED)
    record = json.loads(lines[-1])
    assert status == 1
    assert record | {'message': ''} == {
        'docname': '',
        'filename': 'a.rst',
        'lineno': 14,
        'fragment': '',
        'kind': 'changed',
        'drift': True,
        'message': '',
    }
    assert 'NOT' in record['message']


def test_a_citation_of_no_member_is_drift(run):
    """A row in the file of citations for a code that the object never had is told, and no other."""
    rows = [
        *('http.HTTPStatus,404', 'http.HTTPStatus,999', 'http.HTTPStatus,X1', 'other.Code,7'),
        *('http.HTTPMethod,1', 'http.HTTPStatus,451'),
    ]
    text = 'object,code,spec\n' + ''.join(f'{row},Handbook\n' for row in rows)
    # The release of 3.6 has no 451, which came with a later one.
    words = ('--facts', 'http.HTTPStatus', '--citations', 'cited.csv', '--release', '3.6')
    status, lines, _messages = run(*words, cited_dot_csv=text)
    assert status == 1
    told = [line for line in lines if 'the file of citations has' in line]
    assert [line.partition(' has ')[2].partition(',')[0] for line in told] == ['999', 'X1']
