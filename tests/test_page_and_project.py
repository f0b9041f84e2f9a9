"""What a table takes from its page and its project: notes, the release, and entries of the index."""

from __future__ import annotations

import json
import re

import pytest
from reading import read_html, read_html_notes
from shipped import NEWEST, NEXT

from sphinxext.http_status.page.reading import options

TABLE = '.. http-status-table:: http.HTTPStatus\n   :release: 3.9'
DESCRIBED = """\
HTTP
====

.. py:module:: http

.. py:class:: HTTPStatus

{added}
   A subclass of something.

Status codes
------------

{table}
"""


def described(added, table=TABLE):
    """Return a page with a class that has a note, and a table in another section."""
    return DESCRIBED.format(added=''.join(f'   {line}\n' for line in added.splitlines()), table=table)


INSIDE = """\
T
=

.. py:class:: anything.Else

   .. versionadded:: 3.5

   Text.

   .. http-status-table:: http.HTTPStatus
      :release: 3.9
"""


@pytest.mark.parametrize('page', [described('.. versionadded:: 3.5\n'), INSIDE])
@pytest.mark.parametrize('language', ['en', 'id', 'de'])
def test_what_a_class_says_is_not_said_again(build, page, language):
    """The first note is left out where the class on the page has it; the others stay."""
    built = build({'index.rst': page}, language=language)
    assert built.warnings == []
    notes = read_html_notes(built.text(), 'versionadded')
    assert len(notes) == 1
    assert len(read_html_notes(built.text(), 'versionchanged')) == 3


@pytest.mark.parametrize(
    'page',
    [
        described(''),
        described('.. versionadded:: 3.4\n'),
        described('.. versionchanged:: 3.5\n'),
        described('Something.\n\n.. py:method:: x()\n\n   .. versionadded:: 3.5\n'),
        described('.. versionadded:: 3.5\n').replace('HTTPStatus\n\n', 'HTTPMethod\n\n', 1),
        'T\n=\n\n.. versionadded:: 3.5\n\n' + TABLE + '\n',
    ],
)
def test_another_note_is_no_reason(build, page):
    """A note of another release, kind or thing leaves ours where it is."""
    built = build({'index.rst': page})
    assert built.warnings == []
    assert 'Added in version 3.5.' in read_html_notes(built.text(), 'versionadded')[-1]


def test_the_list_of_changes_has_it_once(build):
    """What is left out of the page is not in the list of changes either."""
    for page in (described('.. versionadded:: 3.5\n'), described('')):
        built = build({'index.rst': page}, 'changes', version='3.5', project='P')
        assert built.warnings == []
        (content,) = [text for name, text in built.files().items() if name.startswith('changes')]
        assert len(re.findall(rb'added', content)) == len(re.findall(rb'<i>added', content)) == 1


# The release.


@pytest.mark.parametrize(
    ('release', 'codes'), [('3.6', 57), ('3.7.16', 58), (NEWEST, 62), (f'{NEWEST}.0b1', 62)]
)
def test_a_project_says_which_release_it_documents(build, release, codes):
    """Tables without a release show that of the project, whatever Python builds them."""
    pages = {
        'index.rst': 'T\n=\n\n.. http-status-table::\n',
        'own.rst': ':orphan:\n\nT\n=\n\n.. http-status-table::\n   :release: 3.9\n   :no-index:\n',
        'other.rst': ':orphan:\n\nT\n=\n\n.. http-status-table:: codes.Code\n',
        'codes.py': 'from enum import IntEnum\nclass Code(IntEnum):\n    A = 1\n',
    }
    built = build(pages, http_status_release=release)
    assert built.warnings == []
    assert len(read_html(built.text())[0].rows) == codes
    assert len(read_html(built.text('own.html'))[0].rows) == 62
    assert len(read_html(built.text('other.html'))[0].rows) == 1


def test_a_hand_written_table_is_of_that_release_too(build):
    """The builder that checks compares with the release of the project."""
    hand = (
        ':orphan:\n\nT\n=\n\n=== ====================\n413 CONTENT_TOO_LARGE\n=== ====================\n'
    )
    conf = {'http_status_tables': {'index': ('http.HTTPStatus', {'codes': '413'})}}
    assert build({'index.rst': hand}, 'http-status', http_status_release='3.13', **conf).warnings == []
    (warning,) = build({}, 'http-status', http_status_release='3.12', **conf).warnings
    assert '413: the page says CONTENT_TOO_LARGE' in warning


@pytest.mark.parametrize('release', [f'{NEXT}.0a1', NEXT, 'next', '99', 'main'])
def test_a_release_to_come_is_the_newest_known(build, release):
    """A release that is newer than the history is no warning, and is told once, however many pages."""
    page = ':orphan:\n\nT\n=\n\n.. http-status-table::\n\n.. http-status-table::\n   :codes: 404\n'
    built = build(
        {'index.rst': page, 'b.rst': page.replace('::\n\n', '::\n   :no-index:\n\n', 1)},
        http_status_release=release,
    )
    assert built.warnings == []
    assert read_html(built.text())[0].rows
    assert len(read_html_notes(built.text(), 'versionchanged')) >= 4


def test_a_release_to_come_is_told_once(build, monkeypatch):
    """The note is one line of the build, however many tables show that release."""
    told = []
    monkeypatch.setattr(
        options.LOGGER, 'info', lambda text, values, **_place: told.append(text % values)
    )
    page = ':orphan:\n\nT\n=\n\n{0}   :codes: 404\n\n{0}   :codes: 410\n'.format(
        '.. http-status-table::\n'
    )
    build({'index.rst': page, 'b.rst': page}, http_status_release='next')
    assert told == [
        (
            'the history of http.HTTPStatus does not reach to release next, '
            f'so the newest that it knows is shown: {NEWEST}'
        )
    ]


@pytest.mark.parametrize('release', ['3.4', 'thirteen', '2.7.18'])
def test_a_release_before_the_history_is_a_warning(build, release):
    """A release that the history does not know is wrong, as in the directive."""
    (warning,) = build(
        {'index.rst': 'T\n=\n\n.. http-status-table::\n'}, http_status_release=release
    ).warnings
    assert f'does not know release {release!r}' in warning


def test_a_docstring_fills_the_column_of_releases(build):
    """Without a history, ``.. versionadded::`` in the docstring of a member says when it came."""
    code = (
        'from enum import IntEnum\nclass Code(IntEnum):\n    A = 1\n    """First.\n\n'
        '    .. versionadded:: 1.2\n    """\n    B = 2\n    """Second."""\n'
        '    C = 3  #: .. versionadded:: 2.0\n'
    )
    page = 'T\n=\n\n.. http-status-table:: dated.Code\n   :columns: code since\n'
    built = build({'index.rst': page, 'dated.py': code})
    assert built.warnings == []
    assert read_html(built.text())[0].rows == [('1', '1.2'), ('2', ''), ('3', '2.0')]
    history = {
        'object': 'dated.Code',
        'releases': ['1', '3'],
        'members': [{'code': 1, 'name': {'1': 'A'}}, {'code': 3, 'name': {'3': 'C'}}],
    }
    built = build({'own.json': json.dumps(history)}, http_status_histories={'dated.Code': 'own.json'})
    assert read_html(built.text())[0].rows == [('1', '1'), ('2', ''), ('3', '3')]


# The index.


def rfcs_of(index):
    """Return where the RFCs of a general index lead."""
    return {name: address for address, name in re.findall(r'<a href="([^"]+)">(RFC \d+)</a>', index)}


@pytest.mark.parametrize('path', ['http.HTTPStatus', 'http.HTTPMethod'])
def test_the_rfcs_of_a_table_are_in_the_index(build, path):
    """The general index has each RFC that a table cites, as it would if a page cited it by the role."""
    files = {
        'index.rst': f'T\n=\n\n.. http-status-table:: {path}\n',
        'hand.rst': ':orphan:\n\nH\n=\n\nNothing.\n',
    }
    built = build(files)
    assert built.warnings == []
    links = {target for _row in read_html(built.text())[0].links for target in _row}
    cited = {f'RFC {number}' for number in re.findall(r'rfc(\d+)', ' '.join(links))}
    assert len(cited) >= 2
    index = rfcs_of(built.text('genindex.html'))
    assert index.keys() == cited
    (address,) = set(index.values())
    page, _mark, target = address.partition('#')
    assert (page, built.text().count(f'id="{target}"')) == ('index.html', 1)


def test_the_entries_are_those_of_the_role(build):
    """What stands in the index for a table is what stands there for ``:rfc:``."""
    table = 'T\n=\n\n.. http-status-table::\n   :codes: 404 451\n   :release: 3.13\n'
    role = 'T\n=\n\n:rfc:`9110` :rfc:`7725`\n'
    ours, theirs = (build({'index.rst': page}).text('genindex.html') for page in (table, role))
    assert rfcs_of(ours).keys() == rfcs_of(theirs).keys() == {'RFC 9110', 'RFC 7725'}
    words = [re.findall(r'>(RFC[^<]*)<', page) for page in (ours, theirs)]
    assert words[0] == words[1]


@pytest.mark.parametrize('option', [':no-index:', ':columns: code name'])
def test_what_is_not_shown_or_not_wanted_is_not_in_the_index(build, option):
    """A table that cites nothing, or that is to stay out of the index, leaves no RFC there."""
    page = f'T\n=\n\n.. http-status-table::\n   {option}\n'
    assert 'RFC' not in build({'index.rst': page}).text('genindex.html')


@pytest.mark.parametrize(
    ('builder', 'pattern'), [('latex', r'\\index\{RFC@'), ('texinfo', '@geindex RFC; RFC')]
)
def test_a_book_has_them_too(build, builder, pattern):
    """LaTeX and Texinfo list the RFCs."""
    page = 'T\n=\n\n.. http-status-table::\n   :release: 3.13\n'
    documents = [('index', 'x.tex', 'T', 'A', 'howto')]
    built = build({'index.rst': page}, builder, latex_documents=documents)
    assert built.warnings == []
    text = b''.join(
        content for name, content in built.files().items() if name.endswith(('.tex', '.texi'))
    )
    assert len(re.findall(pattern, text.decode())) == 11


def test_today_says_nothing(build):
    """No date stands in a table, so that a page is the same tomorrow."""
    page = 'T\n=\n\n.. http-status-table::\n   :release: 3.13\n'
    assert not re.search('expires|20[23]\\d-', build({'index.rst': page}).text().partition('<table')[2])
