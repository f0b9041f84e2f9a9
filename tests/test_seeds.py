"""The tables that CPython's documentation printed, row by row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from building import SEVERAL
from reading import read_html, read_html_notes

from sphinxext.http_status.cli import main

SEEDS = Path(__file__).parent / 'seeds'

#: The page of each release.
PAGE = """
.. http-status-table::
   :release: {release}
   :edition: 7231
"""


def seed_lines(name):
    """Return the rows of a page of CPython's, as they stand."""
    return (SEEDS / name).read_text(encoding='utf-8').splitlines()


def seed_cells(name):
    """Return the code, name and details of each row, as a reader saw them."""
    shown = [re.sub(r':rfc:`(\d+)`', r'RFC \1', line).replace('``', '') for line in seed_lines(name)]
    return [tuple(line.split(maxsplit=2)) for line in shown]


@pytest.fixture(scope='module')
def page(build_once):
    """Return a function from a release to its page."""
    releases = ('3.6', '3.7')
    files = {f'{release}.rst': ':orphan:\n' + PAGE.format(release=release) for release in releases}
    built = build_once({'index.rst': '', **files}, **SEVERAL)
    assert built.warnings == []
    return lambda release: built.text(f'{release}.html')


def test_release_3_7_has_every_row_of_its_page(page):
    """The page of 3.7 is printed again, cell by cell."""
    (table,) = read_html(page('3.7'))
    assert len(table.rows) == 58
    assert table.rows == seed_cells('python-3.7-en.txt')


def test_release_3_7_has_the_header_of_its_page(page):
    """The three columns have the names that they had."""
    (table,) = read_html(page('3.7'))
    assert table.header == ('Code', 'Enum Name', 'Details')


def test_release_3_7_has_the_note_of_its_page(page):
    """The one thing that 3.7 changed is noted in the words of the page of 3.7."""
    assert read_html_notes(page('3.7'), 'versionchanged') == [
        'Changed in version 3.7: Added 421 MISDIRECTED_REQUEST status code.'
    ]
    note = page('3.7').partition('<div class="versionchanged">')[2]
    assert re.findall(r'<span class="pre">(.*?)</span>', note.partition('</div>')[0]) == [
        '421',
        'MISDIRECTED_REQUEST',
    ]


def test_the_command_prints_the_rows_of_release_3_7(capsys):
    """The source of the page of 3.7 is printed again, white space between columns apart."""
    assert main(['render', '--release', '3.7', '--edition', '7231', '--format', 'rst']) == 0
    rule, header, second, *rows, last = capsys.readouterr().out.splitlines()
    assert [' '.join(row.split()) for row in rows] == seed_lines('python-3.7-en.txt')
    assert header.split() == ['Code', 'Enum', 'Name', 'Details']
    assert {rule, second, last} == {rule}


def test_release_3_6_differs_from_its_page_in_the_name_that_the_page_had_wrong(page):
    """The page of 3.6 is printed again, but for 416: there the page, not the enum, was wrong.

    CPython's documentation called it REQUEST_RANGE_NOT_SATISFIABLE until 2019, a name that no
    release of http.HTTPStatus has had.
    """
    (table,) = read_html(page('3.6'))
    seed = seed_cells('python-3.6-id.txt')
    assert len(seed) == len(table.rows) == 57
    different = [
        (ours[0], wrong, right)
        for ours, theirs in zip(table.rows, seed, strict=True)
        for wrong, right in zip(theirs, ours, strict=True)
        if wrong != right
    ]
    assert different == [('416', 'REQUEST_RANGE_NOT_SATISFIABLE', 'REQUESTED_RANGE_NOT_SATISFIABLE')]
