"""What a page says of releases, compared with the history: one finding for each thing that is wrong."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from sphinxext.http_status.cli import main
from sphinxext.http_status.drift.check import check_tree
from sphinxext.http_status.drift.comparing.notes import Asked
from sphinxext.http_status.drift.parsing.files import parse_file
from sphinxext.http_status.facts.model import MemberChange, Note, StatusRow, StatusTable
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.table import require_table
from sphinxext.http_status.page.text import render
from sphinxext.http_status.testing import assert_no_drift

REQUEST = TableRequest(release='3.13')
TABLE = require_table(REQUEST)
RENAMES = (
    'Renamed ``413 REQUEST_ENTITY_TOO_LARGE`` to ``CONTENT_TOO_LARGE``, ``414 REQUEST_URI_TOO_LONG`` '
    'to ``URI_TOO_LONG``, ``416 REQUESTED_RANGE_NOT_SATISFIABLE`` to ``RANGE_NOT_SATISFIABLE`` and '
    '``422 UNPROCESSABLE_ENTITY`` to ``UNPROCESSABLE_CONTENT``.'
)
#: The notes of Python's own page, and of 3.13 as readers would have wanted it.
NOTES = [
    ('versionchanged', '3.7', 'Added ``421 MISDIRECTED_REQUEST`` status code.'),
    ('versionadded', '3.8', 'Added ``451 UNAVAILABLE_FOR_LEGAL_REASONS`` status code.'),
    (
        'versionadded',
        '3.9',
        'Added ``103 EARLY_HINTS``, ``418 IM_A_TEAPOT`` and ``425 TOO_EARLY`` status codes.',
    ),
    (
        'versionchanged',
        '3.13',
        RENAMES,
    ),
]


def as_rst(notes):
    """Return a page with all rows, and notes below them."""
    parts = [f'.. {kind}:: {release}\n   {text}\n' for kind, release, text in notes]
    return '\n'.join(['Codes\n=====\n', render(TABLE, 'rst'), *parts, 'Else\n====\n\nWords.\n'])


def as_class(notes):
    """Return a page on which rows and notes are in the description of a class."""
    first = '.. class:: HTTPStatus\n\n   .. versionadded:: 3.5\n\n   Codes.\n'
    inner = as_rst(notes).partition('=====\n')[2].partition('Else')[0]
    return first + ''.join(f'   {line}\n' if line else '\n' for line in inner.splitlines())


def as_md(notes):
    """Return the same page in Markdown."""
    parts = [
        f'```{{{kind}}} {release}\n{text.replace("``", "`")}\n```\n' for kind, release, text in notes
    ]
    return '\n'.join(['# Codes\n', render(TABLE, 'md'), *parts, '## Else\n\nWords.\n'])


def as_html(notes):
    """Return a built page, in a language in which the release stands in the middle."""
    rows = ''.join(
        f'<tr><td><code>{row.code}</code></td><td><code>{row.name}</code></td></tr>'
        for row in TABLE.rows
    )
    parts = [
        f'<div class="{kind}"><p><span class="versionmodified">在 {release} 版被加入: </span>'
        + re.sub('``(.*?)``', r'<code class="docutils literal"><span>\1</span></code>', text)
        + '</p></div>'
        for kind, release, text in notes
    ]
    return f'<section><h1>Codes</h1><table>{rows}</table>{"".join(parts)}</section>'


def as_korean_html(notes):
    """Return a built page in a language that ends a release with a syllable, without a space."""
    return re.sub('在 (.*?) 版被加入: ', r'버전 \1에서 변경: ', as_html(notes))


FORMS = {
    'rst': as_rst,
    'class.rst': as_class,
    'md': as_md,
    'html': as_html,
    'ko.html': as_korean_html,
}


@pytest.fixture(params=FORMS)
def find(tmp_path, request):
    """Return a function from notes to what is found on a page that has them, in each form."""

    def find(notes, asked=Asked.TOLD, table=TABLE):
        path = tmp_path / f'page.{request.param}'
        path.write_text(FORMS[request.param](notes), encoding='utf-8')
        tree = parse_file(path)
        found = check_tree(tree, '', table, path='page', asked=asked).findings
        return [(finding.drift, finding.message) for finding in found]

    return find


def test_right_notes_are_right(find):
    """Nothing is said of a page whose notes are those of the history, whichever kind they are."""
    assert find(NOTES) == []
    assert find(NOTES, Asked.ALL) == []
    assert find([('versionadded', release, text) for _kind, release, text in NOTES]) == []


def test_a_page_without_notes_is_told_once(find):
    """It is information, unless all notes are asked for."""
    message = 'this page has no notes of http.HTTPStatus, which changed in 3.7, 3.8, 3.9, 3.13'
    assert find([]) == [(False, message)]
    assert find([], Asked.NOTHING) == []
    found = find([], Asked.ALL)
    assert [drift for drift, _message in found] == [True] * 4
    assert found[0][1] == 'a note of release 3.7 is missing: added 421 MISDIRECTED_REQUEST'


def changed(index, old, new):
    """Return the notes with a change in the text of one."""
    notes = list(NOTES)
    kind, release, text = notes[index]
    assert old in text
    notes[index] = (kind, release, text.replace(old, new, 1))
    return notes


def at(index, release):
    """Return the notes with another release in one."""
    notes = list(NOTES)
    notes[index] = (notes[index][0], release, notes[index][2])
    return notes


#: Each with what is found, and nothing else.
WRONG = {
    'no note of 3.7': (NOTES[1:], 'a note of release 3.7 is missing: added 421 MISDIRECTED_REQUEST'),
    'no rename': (
        NOTES[:-1],
        'a note of release 3.13 is missing: renamed 413 REQUEST_ENTITY_TOO_LARGE to CONTENT_TOO_LARGE',
    ),
    'one member less': (
        changed(2, '``103 EARLY_HINTS``, ', ''),
        'a note of release 3.9 is missing: added 103 EARLY_HINTS',
    ),
    'one rename less': (
        changed(3, ', ``414 REQUEST_URI_TOO_LONG`` to ``URI_TOO_LONG``', ''),
        'a note of release 3.13 is missing: renamed 414 REQUEST_URI_TOO_LONG to URI_TOO_LONG',
    ),
    'another release': (
        at(0, '3.6'),
        'the note of release 3.6 says added 421 MISDIRECTED_REQUEST; that was 3.7',
    ),
    'the release of another note': (
        at(2, '3.8'),
        'the note of release 3.8 says added 103 EARLY_HINTS, 418 IM_A_TEAPOT, 425 TOO_EARLY; that was',
    ),
    'another code': (
        changed(1, '451', '452'),
        'the note of release 3.8 says 452 UNAVAILABLE_FOR_LEGAL_REASONS, which is 451',
    ),
    'the code of another': (
        changed(0, '421', '422'),
        'the note of release 3.7 says 422 MISDIRECTED_REQUEST, which is 421',
    ),
    'the name of another': (
        changed(0, 'MISDIRECTED_REQUEST', 'NOT_FOUND'),
        'the note of release 3.7 calls 421 NOT_FOUND, which is MISDIRECTED_REQUEST',
    ),
    'a name that the note has twice': (
        changed(2, '103 EARLY_HINTS', '103 TOO_EARLY'),
        'the note of release 3.9 calls 103 TOO_EARLY, which is EARLY_HINTS',
    ),
    'another name': (
        changed(0, 'MISDIRECTED', 'MISDIRECT'),
        'the note of release 3.7 calls 421 MISDIRECT_REQUEST, which is MISDIRECTED_REQUEST',
    ),
    'another new name': (
        changed(3, '``CONTENT_TOO_LARGE``', '``CONTENT_TO_LARGE``'),
        'the note of release 3.13 names CONTENT_TO_LARGE, which http.HTTPStatus never had',
    ),
    'an invention': (
        changed(2, '``103 EARLY_HINTS``', '``103 EARLY_HINTS``, ``104 LATE_HINTS``'),
        'the note of release 3.9 names 104 LATE_HINTS, which http.HTTPStatus never had',
    ),
    'what was there before': (
        changed(2, '``103 EARLY_HINTS``', '``103 EARLY_HINTS``, ``404 NOT_FOUND``'),
        'the note of release 3.9 names 404 NOT_FOUND, which did not change then',
    ),
    'a note too many': (
        [*NOTES, ('versionchanged', '3.12', 'Added ``404 NOT_FOUND``.')],
        'the note of release 3.12 names 404 NOT_FOUND, which did not change then',
    ),
    'an invented note': (
        [*NOTES, ('versionchanged', '3.12', 'Added ``499 CLIENT_CLOSED_REQUEST``.')],
        'the note of release 3.12 names 499 CLIENT_CLOSED_REQUEST, which http.HTTPStatus never had',
    ),
}


@pytest.mark.parametrize('case', WRONG)
def test_each_wrong_note_is_found_once(find, case):
    """A missing note, a wrong release, code or name, and an invented member are one finding each."""
    notes, message = WRONG[case]
    ((drift, found),) = find(notes)
    assert drift
    assert found.startswith(message)


def test_notes_about_something_else_are_left_alone(find):
    """A note that names no member, and one that names other things, say nothing of the codes."""
    others = [
        ('versionchanged', '3.11', 'The class is a ``StrEnum``, see RFC 9110.'),
        ('versionadded', '3.12', 'Added ``is_success`` and ``HTTPStatus.is_error``.'),
        ('versionchanged', '3.10', 'Codes of HTTP/3.'),
    ]
    assert find([*NOTES, *others]) == []
    assert [drift for drift, _message in find(others)] == [False]


def test_a_note_in_words_stands_for_all_of_its_release(find):
    """What CPython says of 3.13 names no member, and is a note of the renames."""
    words = 'Implemented RFC9110 naming for status constants. Old constant names are preserved.'
    assert find([*NOTES[:-1], ('versionchanged', '3.13', words)]) == []
    ((_drift, message),) = find([*NOTES[:-1], ('versionchanged', '3.12', words)])
    assert message.startswith('a note of release 3.13 is missing')


def test_of_a_selection_only_its_own_notes_are_asked(find):
    """Notes that name what a selection leaves out are neither wrong nor missing."""
    request = TableRequest(release='3.13', codes='!421 !103')
    found = find(NOTES, table=require_table(request))
    assert all('note' not in message for _drift, message in found)


def test_the_builder_compares_notes_in_every_language(build):
    """Those below a table of the directive are right, and of other pages the tree is read."""
    for language in ('en', 'fr', 'ja'):
        files = {
            'index.rst': 'T\n=\n\n.. http-status-table::\n   :release: 3.13\n',
            'own.rst': f':orphan:\n\n{as_rst(at(0, "3.6"))}',
        }
        built = build(
            files,
            'http-status',
            language=language,
            http_status_tables={'own#codes': ('http.HTTPStatus', {'release': '3.13'})},
        )
        (warning,) = built.warnings
        assert 'own.rst:' in warning
        assert 'the note of release 3.6 says added 421 MISDIRECTED_REQUEST; that was 3.7' in warning


def test_the_line_of_a_finding_is_that_of_the_note(tmp_path, monkeypatch, capsys):
    """The command gives the line, asks for all notes with --notes, and helps tests do the same."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / 'page.rst').write_text(as_rst(at(1, '3.7')), encoding='utf-8')
    lines = (tmp_path / 'page.rst').read_text().splitlines()
    assert main(['check', 'page.rst#codes', '--release', '3.13']) == 1
    place = lines.index('.. versionadded:: 3.7') + 1
    assert capsys.readouterr().out.startswith(
        f'page.rst:{place}: the note of release 3.7 says added 451'
    )
    (tmp_path / 'bare.rst').write_text(as_rst([]), encoding='utf-8')
    assert main(['check', 'bare.rst', '--release', '3.13']) == 0
    assert main(['check', 'bare.rst', '--release', '3.13', '--notes']) == 1
    assert_no_drift('bare.rst', release='3.13')
    with pytest.raises(AssertionError, match=r'note of release 3\.8 is missing'):
        assert_no_drift('bare.rst', release='3.13', notes=True)


def test_a_region_has_the_notes_below_its_table(tmp_path):
    """A label before a table stands for the table and its notes, and not for those of other sections."""
    other = 'Other\n=====\n\n.. versionchanged:: 3.6\n   Added ``421 MISDIRECTED_REQUEST``.\n'
    page = as_rst(NOTES).replace('Codes\n=====\n', 'Codes\n=====\n\n.. _here:\n') + other
    path = tmp_path / 'page.rst'
    path.write_text(page, encoding='utf-8')
    assert check_tree(parse_file(path), 'here', TABLE, path='page').findings == ()
    assert len(check_tree(parse_file(path), '', TABLE, path='page').findings) == 1


def lines_of_findings(path, page, asked=Asked.TOLD, table=TABLE):
    """Return the lines of what is found on a page without an id, and the words there."""
    path.write_text(page, encoding='utf-8')
    lines = page.splitlines()
    found = check_tree(parse_file(path), '', table, path='page', asked=asked).findings
    return [(finding.message.partition(':')[0], lines[finding.place.line - 1]) for finding in found]


def test_what_should_be_first_has_a_line(tmp_path):
    """The first row and the first note that are missing are told where the others begin, or end."""
    path = tmp_path / 'page.rst'
    without_row = '\n'.join(
        line for line in as_rst(NOTES).splitlines() if not line.startswith('``100``')
    )
    ((message, line),) = lines_of_findings(path, without_row)
    assert (message, line[:7]) == ('100 CONTINUE is missing', '``101``')
    ((message, line),) = lines_of_findings(path, as_rst(NOTES[1:]))
    assert (message, line) == ('a note of release 3.7 is missing', '.. versionadded:: 3.8')
    found = lines_of_findings(path, as_rst([]), Asked.ALL)
    assert [line[:7] for _message, line in found] == ['``511``'] * 4


def test_a_note_of_the_whole_enum_is_none_of_its_members(find):
    """A page that says when the enum came, and nothing of its members, has no notes of them."""
    ((drift, message),) = find([('versionadded', '3.5', '')])
    assert not drift
    assert message.startswith('this page has no notes of http.HTTPStatus')


def test_the_code_of_a_member_that_is_gone_is_one(tmp_path):
    """A note that misspells a removed member is told once, though no row has its code."""
    changes = (MemberChange(code=1006, old='FAX_ONLY'), MemberChange(code=1007, new='MAIL_ONLY'))
    rows = (StatusRow(code=1001, name='READY'), StatusRow(code=1007, name='MAIL_ONLY'))
    table = StatusTable(
        object='shop.Reply',
        columns=('code', 'name'),
        rows=rows,
        notes=(Note(kind='versionchanged', release='2.0', changes=changes),),
    )
    text = 'Removed ``1006 FAX_ONLYS``, added ``1007 MAIL_ONLY``.'
    page = f'{render(table, "rst")}\n.. versionchanged:: 2.0\n   {text}\n'
    ((message, _line),) = lines_of_findings(tmp_path / 'page.rst', page, table=table)
    assert message == 'the note of release 2.0 calls 1006 FAX_ONLYS, which is FAX_ONLY'
    assert lines_of_findings(tmp_path / 'page.rst', page.replace('ONLYS', 'ONLY'), table=table) == []


def test_a_note_of_the_class_alone_has_its_own_release(tmp_path):
    """What says no more than that the enum is new is right for the release that brought it."""
    path = tmp_path / 'page.rst'
    for release, told in (('3.5', []), ('3.6', ['3.5']), ('3.9', ['3.5'])):
        page = as_class(NOTES).replace('versionadded:: 3.5', f'versionadded:: {release}')
        path.write_text(page, encoding='utf-8')
        found = [
            finding.message
            for finding in check_tree(parse_file(path), 'HTTPStatus', TABLE, path='p').findings
        ]
        assert found == [
            f'the note of release {release} says that http.HTTPStatus is new; that was {true}'
            for true in told
        ]


def test_a_note_in_words_does_not_stand_for_other_releases(find):
    """A page that has one note in words alone is told of the releases that it has none of."""
    found = find([('versionchanged', '3.13', 'New names.')])
    message = 'this page has no notes of http.HTTPStatus, which changed in 3.7, 3.8, 3.9'
    assert found == [(False, message)]


def test_a_renamed_member_has_both_names(find):
    """The new name of another in place of its own is told, though it stands in the note anyway."""
    notes = changed(3, '``CONTENT_TOO_LARGE``', '``URI_TOO_LONG``')
    ((drift, message),) = find(notes)
    assert drift
    assert message.endswith('does not say that 413 REQUEST_ENTITY_TOO_LARGE became CONTENT_TOO_LARGE')


OF_3_13 = 'the note of release 3.13'
RENAMED = '413 REQUEST_ENTITY_TOO_LARGE'
#: Notes of later releases on a page of 3.8, each with what is found beside the notes that are missing.
LATER = {
    'a member': (
        'versionadded:: 3.9',
        'Added ``103 EARLY_HINTS``.',
        ['the note of release 3.9 names 103 EARLY_HINTS, which http.HTTPStatus has only since 3.9'],
    ),
    'its name alone, of a patch release': (
        'versionadded:: 3.9.0',
        'Added ``EARLY_HINTS`` beside ``451 UNAVAILABLE_FOR_LEGAL_REASONS``.',
        [
            'the note of release 3.9.0 names EARLY_HINTS, which http.HTTPStatus has only since 3.9',
            'the note of release 3.9.0 says added 451 UNAVAILABLE_FOR_LEGAL_REASONS; that was 3.8',
        ],
    ),
    'a member with the code of another': (
        'versionadded:: 3.9',
        'Added ``104 EARLY_HINTS``.',
        ['the note of release 3.9 names 104 EARLY_HINTS, which http.HTTPStatus never had'],
    ),
    'what comes later still': (
        'versionadded:: 3.7.2',
        'Added ``425 TOO_EARLY``.',
        ['the note of release 3.7.2 names 425 TOO_EARLY, which http.HTTPStatus has only since 3.9'],
    ),
    'a new name': (
        'versionchanged:: 3.13',
        'Renamed ``413 REQUEST_ENTITY_TOO_LARGE`` to ``413 CONTENT_TOO_LARGE``.',
        [
            f'{OF_3_13} names 413 CONTENT_TOO_LARGE, which http.HTTPStatus has only since 3.13',
            f'{OF_3_13} names {RENAMED}, which changed only then, later than this page',
        ],
    ),
}


@pytest.mark.parametrize('case', LATER)
def test_what_comes_later_is_not_told_as_if_it_never_came(tmp_path, case):
    """A page of an older release is told since when there is what its note of a later one names."""
    table = require_table(TableRequest(release='3.8'))
    directive, text, expected = LATER[case]
    page = f'{render(table, "rst")}\n.. {directive}\n   {text}\n'
    found = [message for message, _line in lines_of_findings(tmp_path / 'page.rst', page, table=table)]
    assert [message for message in found if 'is missing' not in message] == expected


def test_what_later_releases_did_makes_no_other_table():
    """Two tables that show the same are equal, and written alike, whatever comes after them."""
    newest = require_table(TableRequest(release='3.13'))
    older = require_table(TableRequest(release='3.8'))
    assert newest.later == ()
    assert [note.release for note in older.later] == ['3.9', '3.13']
    bare = replace(older, later=())
    assert (bare, repr(bare)) == (older, repr(older))
