"""Each page below ``tables`` leads to the findings that it says it leads to.

Each of these files begins with a comment: the object, release, edition and codes that the page
should show, the address in it, and the findings, one per line and in the order of the page, as
``line: kind: message``. Adding a case is adding a file.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import docutils
import pytest

from sphinxext.http_status.drift.comparing.rows import find_drift
from sphinxext.http_status.drift.parsing.files import parse_file
from sphinxext.http_status.drift.reading.address import read_address
from sphinxext.http_status.facts.citations import find_citations
from sphinxext.http_status.facts.histories.files import find_history
from sphinxext.http_status.facts.model import StatusRow

TABLES = Path(__file__).parent / 'tables'
FIXTURES = sorted(path for path in TABLES.iterdir() if path.suffix in {'.rst', '.md', '.html'})
#: Before, the term of a definition list, and the content of a directive in Markdown, came a line late.
LINES_ARE_RIGHT = docutils.__version_info__ >= (0, 22)
KEYS = ['object', 'release', 'edition', 'codes', 'address', 'findings']
COMMENT = re.compile(r'(?:\.\. |<!--\n)(object: .*?)(?:\n\n|\n-->)', re.DOTALL)

#: Small objects of other kinds: with codes that are texts or small numbers, and names in any case.
SMALL = {
    'jobs.State': {'QUEUED': 'queued', 'RUNNING': 'running', 'DONE': 'done'},
    'app.Kind': {'text': 1, 'voice': 2, 'news': 3},
    'app.Exit': {'OK': 0, 'FAILED': 1, 'INTERRUPTED': 2},
    'app.Check': {'NOT_FOUND': 'not-found', 'GONE': 'gone', 'NO_BODY': 'no-body'},
    'app.Weekday': {'MONDAY': 1, 'TUESDAY': 2, 'WEDNESDAY': 3, 'THURSDAY': 4},
    'app.errors': {'NotFound': 404, 'Gone': 410, 'Conflict': 409},
    'app.Reply': {'HTTP_OK': 200, 'HTTP_GONE': 410},
    'app.Signed': {'OK': 0, 'LOST': -1, 'BUSY': 17, 'HUGE': 4294967295},
    'app.Mixed': {'MIX_NONE': 0, 'MIX_READ': 101, 'MIX_FULL': 110},
    'app.Naïve': {'ÉTAT_OUVERT': 1001, 'ÜBERLAST': 1002, 'ПРОИГРЫШ': 1003},
    'app.Step': {'WAIT': 'wait', 'WAITLONG': 'wait long', 'CALLBACK': 'call back', 'END': 'end'},
}


def read_header(text: str) -> tuple[dict[str, str], list[str]]:
    """Return what the comment of a fixture says, and the findings that it expects."""
    match = COMMENT.search(text)
    assert match, 'the file has no comment that says what to expect'
    lines = [line.strip() for line in match[1].splitlines()]
    values = {}
    while lines and 'findings' not in values:
        key, colon, value = lines.pop(0).partition(':')
        assert colon
        values[key] = value.strip()
    assert list(values) == KEYS
    assert (values['findings'] == 'none') == (not lines), 'the file must list findings, or say "none"'
    return values, lines


def rows_of(object_path: str, release: str, edition: str) -> list[StatusRow]:
    """Return the rows of an object, among them some that have the shape of well-known modules."""
    if object_path in SMALL:
        return [StatusRow(code=code, name=name) for name, code in SMALL[object_path].items()]
    history = find_history(object_path if object_path.startswith('http.') else 'http.HTTPStatus')
    assert history is not None
    rows = [
        replace(row, citation=find_citations('http-status-codes', edition).get(row.code))
        for row in history.rows(release)
    ]
    if object_path == 'constants.status':
        return [replace(row, name=f'HTTP_{row.code}_{row.name}', phrase='') for row in rows]
    if object_path == 'constants.lines':
        return [
            replace(
                row,
                name=f'HTTP_{row.code}',
                aliases=tuple(f'HTTP_{name}' for name in (row.name, *row.aliases)),
            )
            for row in rows
        ]
    return rows


def select(rows: list[StatusRow], codes: str) -> list[StatusRow]:
    """Return the rows with the codes that a fixture is about."""
    return [row for row in rows if str(row.code) in codes.split()] if codes else rows


def find_all(path: Path, values: dict[str, str]) -> list[str]:
    """Return the findings about a fixture as it writes them."""
    rows = select(rows_of(values['object'], values['release'], values['edition']), values['codes'])
    assert len(rows) == len(values['codes'].split()) or not values['codes']
    tree, fragment, name = parse_file(path), values['address'].lstrip('#') or None, values['object']
    reading = read_address(tree, fragment, rows, path=path.name, object_path=name)
    found = find_drift(rows, reading, object_path=name)
    return [f'{item.place.line or "-"}: {type(item).__name__}: {item.message}' for item in found]


def comparable(findings: list[str]) -> list[str]:
    """Return findings without their lines where docutils is older than its right lines for terms."""
    return findings if LINES_ARE_RIGHT else [item.partition(': ')[2] for item in findings]


@pytest.mark.parametrize('path', FIXTURES, ids=lambda path: path.name)
def test_a_page_leads_to_the_findings_it_says(path: Path) -> None:
    """A fixture leads to the findings in its comment, and to no others."""
    values, expected = read_header(path.read_text(encoding='utf-8'))
    assert comparable(find_all(path, values)) == comparable(expected)
