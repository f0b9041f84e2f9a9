"""What the role shows, already when a page is read: in headings, and in whatever is made of headings."""

from __future__ import annotations

import re

import pytest

FULL = 'Full\n====\n\n.. http-status-table::\n   :columns: code name phrase\n   :release: 3.13\n'
ERRORS = """
.. _errs:

Errors
======

.. contents::

When you get :http-status:`404`
-------------------------------

.. _sec404:

:http-status:`GONE` is final
----------------------------

See :ref:`sec404` and :ref:`Title <errs>`.

.. table:: Table of :http-status:`409`

   == ==
   a  b
   == ==
"""
HOME = """
Home
====

.. toctree::

   errors
   full

After :ref:`sec404`.
"""
PAGES = {'index.rst': HOME, 'errors.rst': ERRORS, 'full.rst': FULL}
CODE = """\
from enum import Enum

class Reply(Enum):
    NOT_FOUND = 404, "Nobody here"
    GONE = 410, "Left"
    OWN = 799, "Ours"
"""


def words(page):
    """Return the text of a page in HTML."""
    return ' '.join(re.sub(r'<[^>]*>', '', page).replace('\N{PILCROW SIGN}', '').split())


@pytest.mark.parametrize('parallel', [1, 2])
def test_headings_have_the_text_everywhere(build, parallel):
    """Tables of contents, references to sections and titles show what the heading shows."""
    built = build(PAGES, parallel=parallel)
    assert built.warnings == []
    home, errors = words(built.text()), words(built.text('errors.html'))
    assert 'When you get 404 Not Found' in home
    assert 'After 410 Gone is final.' in home
    assert errors.count('When you get 404 Not Found') >= 2
    assert 'See 410 Gone is final and Title.' in errors
    assert 'Table of 409 Conflict' in errors
    assert 'When you get 404 Not Found' in built.text('searchindex.js')


@pytest.mark.parametrize('builder', ['latex', 'text', 'man', 'epub', 'singlehtml', 'gettext', 'changes'])
def test_every_builder_takes_it(build, builder):
    """No builder minds a reference in a heading."""
    pages = {**PAGES, 'errors.rst': ERRORS.replace('.. contents::\n', '')}
    assert build(pages, builder, version='1', copyright='ours').warnings == []


def test_without_a_row_the_text_is_the_same(build):
    """A role that leads nowhere shows what it would, and the warning says what is missing."""
    built = build(
        {'index.rst': 'T\n=\n\n:http-status:`404` :http-status:`no.such.Thing.1` :http-status:`NO`\n'}
    )
    assert len(built.warnings) == 3
    assert all('; add one to a page' in warning for warning in built.warnings)
    assert '404 Not Found no.such.Thing.1 NO' in words(built.text())


def test_a_role_says_whose_code_it_is(build):
    """With its object in front, or with the setting, a code is that of the project, from the start."""
    page = 'T\n=\n\n{0} a\n-----------------------------------------------\n\n.. contents::\n\n'
    table = '.. http-status-table:: ours_to_tell.Reply\n'
    files = {'ours_to_tell.py': CODE}
    for target, conf in (
        ('ours_to_tell.Reply.404', {}),
        ('404', {'http_status_object': 'ours_to_tell.Reply'}),
        ('NOT_FOUND', {'http_status_object': 'ours_to_tell.Reply'}),
    ):
        built = build({'index.rst': page.format(f':http-status:`{target}`') + table, **files}, **conf)
        assert built.warnings == []
        assert words(built.text()).count('404 Nobody here a') == 2


HEADED = 'T\n=\n\n:http-status:`404` a\n--------------------\n\n'
SAID = 'P\n=\n\n:http-status:`404` :http-status:`OWN` :http-status:`GONE`\n\n'


def test_a_heading_that_is_taken_for_another_is_told(build):
    """The page follows the row that is there, and a warning names the setting for the rest."""
    table = '.. http-status-table:: ours_to_tell.Reply\n'
    built = build({'index.rst': HEADED + table, 'ours_to_tell.py': CODE})
    (warning,) = built.warnings
    assert "'404' leads to '404 Nobody here' of ours_to_tell.Reply" in warning
    assert 'http_status_object [http_status.object]' in warning
    assert '404 Nobody here a' in words(built.text())


def test_in_a_sentence_the_row_says_all(build):
    """Where nothing else takes the text, it is that of the row, and there is nothing to tell."""
    table = '.. http-status-table:: ours_to_tell.Reply\n'
    built = build({'index.rst': SAID + table, 'ours_to_tell.py': CODE})
    assert built.warnings == []
    assert '404 Nobody here 799 Ours 410 Left' in words(built.text())


@pytest.mark.parametrize('jobs', [1, 2])
def test_a_page_is_read_again_when_the_code_changes(build, jobs):
    """What the role shows is as fresh as a table."""
    page = 'T\n=\n\n:http-status:`ours_to_tell.Reply.410`\n'
    others = {f'b{number}.rst': ':orphan:\n\nB\n=\n' for number in range(8)}
    table = ':orphan:\n\nC\n=\n\n.. http-status-table:: ours_to_tell.Reply\n'
    files = {'index.rst': page, 'c.rst': table, **others, 'ours_to_tell.py': CODE}
    assert '410 Left' in words(build(files, parallel=jobs).text())
    assert build({}, parallel=jobs).read == frozenset()
    changed = build({'ours_to_tell.py': CODE.replace('Left', 'Moved away')}, parallel=jobs)
    # What other processes read is not seen here.
    assert jobs > 1 or changed.read == {'index', 'c'}
    assert '410 Moved away' in words(changed.text())


def test_a_page_with_roles_alone_needs_no_style(build):
    """Our style sheet is for tables."""
    built = build({'index.rst': 'T\n=\n\n:http-status:`404`\n', 'full.rst': f':orphan:\n\n{FULL}'})
    assert built.warnings == []
    assert 'http-status.css' not in built.text()


def test_a_name_in_any_case_is_meant(build):
    """A name is found in another case, unless another name is just so."""
    page = 'T\n=\n\n:http-status:`not_found` :http-status:`http.HTTPStatus.Gone` :http-status:`OK`\n\n'
    built = build({'index.rst': page + '.. http-status-table::\n   :release: 3.13\n'})
    assert built.warnings == []
    assert '404 Not Found 410 Gone 200 OK' in words(built.text())
    assert built.text().count('href="#http-status-404"') == 2
    both = 'from enum import Enum\nclass Both(Enum):\n    a = 1\n    A = 2\n    b = 3\n'
    roles = ' '.join(f':http-status:`both_cases.Both.{name}`' for name in 'AaB')
    page = f'T\n=\n\n{roles}\n\n'
    built = build(
        {'index.rst': f'{page}.. http-status-table:: both_cases.Both\n', 'both_cases.py': both}
    )
    assert built.warnings == []
    assert '2 A 1 a 3 b' in words(built.text())


def test_a_row_is_found_by_each_way_to_write_its_object(build):
    """A role takes the colon that tables take between module and object."""
    roles = ' '.join(
        f':http-status:`{each}`' for each in ('colons:Reply.OWN', 'colons.Reply.own', 'colons:Reply.799')
    )
    page = f'T\n=\n\n{roles}\n\n.. http-status-table:: colons:Reply\n'
    built = build({'index.rst': page, 'colons.py': CODE})
    assert built.warnings == []
    assert built.text().count('href="#colons-reply-799"') == 4


def test_a_name_in_another_case_is_that_of_the_default_object(build):
    """Where two objects have a name, it is the default one's, in any case."""
    page = 'T\n=\n\n:http-status:`not_found`\n\n.. http-status-table:: ours_to_tell.Reply\n\n'
    built = build({'index.rst': page + '.. http-status-table::\n', 'ours_to_tell.py': CODE})
    assert built.warnings == []
    assert 'href="#http-status-404"' in built.text().partition('<table')[0]
