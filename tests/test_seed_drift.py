"""The pages that this project began with, checked on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinxext.http_status.cli import main

SEEDS = Path(__file__).parent / 'seeds'


@pytest.fixture
def check(capsys):
    """Return a function that checks a page as a release, and gives the exit status and the lines."""

    def run(name, release):
        path = SEEDS / f'{name}.txt'
        status = main(['check', str(path), '--release', release, '--edition', '7231'])
        lines = capsys.readouterr().out.splitlines()
        return status, [line.removeprefix(f'{path}:') for line in lines]

    return run


def test_the_indonesian_page_of_3_6_has_exactly_one_drift(check):
    """Of 57 rows the name of 416 is wrong, and the finding says which name is meant."""
    assert check('python-3.6-id', '3.6') == (
        1,
        [
            (
                '38: 416: the page says REQUEST_RANGE_NOT_SATISFIABLE, http.HTTPStatus has no such '
                'member; did you mean REQUESTED_RANGE_NOT_SATISFIABLE?'
            )
        ],
    )


def test_the_readme_shows_what_is_found(check):
    """What the README prints of that page is what the command prints, word for word."""
    _status, (found,) = check('python-3.6-id', '3.6')
    command = '$ http-status check library/http.rst --release 3.6 --edition 7231'
    readme = Path(__file__).parents[1].joinpath('README.md').read_text(encoding='utf-8')
    assert f'{command}\nlibrary/http.rst:{found}\n' in readme


def test_the_page_of_3_7_has_no_drift(check):
    """As the page of its own release it is right."""
    assert check('python-3.7-en', '3.7') == (0, [without_notes('3.7')])


def without_notes(releases):
    """Return what is told of rows without the notes that stand below them on the page."""
    return f'1: note: this page has no notes of http.HTTPStatus, which changed in {releases}'


#: Each at the row that it should follow.
MISSING = [
    '3: 103 EARLY_HINTS is missing: http.HTTPStatus has it',
    '39: 418 IM_A_TEAPOT is missing: http.HTTPStatus has it',
    '43: 425 TOO_EARLY is missing: http.HTTPStatus has it',
    '47: 451 UNAVAILABLE_FOR_LEGAL_REASONS is missing: http.HTTPStatus has it',
]


def test_the_page_of_3_7_lacks_four_rows_of_3_9(check):
    """As the page of 3.9 it lacks what 3.8 and 3.9 added, and nothing else."""
    assert check('python-3.7-en', '3.9') == (1, [without_notes('3.7, 3.8, 3.9'), *MISSING])


def test_the_page_of_3_7_has_four_aliases_of_3_13(check):
    """As the page of 3.13 it lacks the same four rows, and four names are told to be aliases."""
    status, lines = check('python-3.7-en', '3.13')
    first, *lines = lines
    notes = [line.partition(': note: ')[2] for line in lines if ': note: ' in line]
    assert first == without_notes('3.7, 3.8, 3.9, 3.13')
    assert (status, [line for line in lines if ': note: ' not in line]) == (1, MISSING)
    assert notes == [
        f'{code}: the page says {old}, an alias of {new} in http.HTTPStatus'
        for code, old, new in [
            (413, 'REQUEST_ENTITY_TOO_LARGE', 'CONTENT_TOO_LARGE'),
            (414, 'REQUEST_URI_TOO_LONG', 'URI_TOO_LONG'),
            (416, 'REQUESTED_RANGE_NOT_SATISFIABLE', 'RANGE_NOT_SATISFIABLE'),
            (422, 'UNPROCESSABLE_ENTITY', 'UNPROCESSABLE_CONTENT'),
        ]
    ]
