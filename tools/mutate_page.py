"""Change one thing after another on a page, and tell which change a check does not find exactly once.

    python tools/mutate_page.py http.rst --release 3.11 --edition 7231

The page is in reStructuredText: a simple table of codes, names and citations, with notes of releases
below it, as Doc/library/http.rst of CPython. It has to be right as it stands. Each change is one of the
text of one row or note. Printed are how many of each kind were found, and those that are not told once,
as drift and with a line; then the exit status is 1. What tests/mutants.py changes are pages of tests.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxext.http_status.drift.check import check_tree
from sphinxext.http_status.drift.parsing.files import parse_rst
from sphinxext.http_status.facts.neighbours import find_neighbours
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.table import require_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROW = re.compile(r'(?P<code>``\d{3}``) +(?P<name>``\w+``) +(?P<details>.+)', re.MULTILINE)
NOTE = re.compile(r'^\.\. version\w+:: (?P<release>[\d.]+)\n(?:(?: +.*)?\n)+', re.MULTILINE)
MEMBER = re.compile(r'(?P<whole>``(?P<code>\d{3}) (?P<name>\w+)``)')
TITLE = re.compile(r'^([-=~^])\1{3,}$', re.MULTILINE)
MATURITY = re.compile(r' \((\w+)\)$')

#: What is changed, the span of the text, and what stands there instead.
Change = tuple[str, int, int, str]


def find_changes(page: str, maturities: Mapping[str, str]) -> Iterator[Change]:
    """Yield each change of the rows, and of the notes between them and the next title.

    :param maturities: those of the specifications, by code; a row that leaves one out may be right.
    """
    rows = [*ROW.finditer(page)]
    for index, row in enumerate(rows):
        yield from change_row(row, rows[index - 1])
        for kind, details in change_details(row['details'], maturities[row['code'].strip('`')]):
            yield kind, row.start('details'), row.end('details'), details
    below = rows[-1].end()
    title = TITLE.search(page, below)
    notes = [*NOTE.finditer(page, below, title.start() if title else len(page))]
    for note in notes:
        for other in {each['release'] for each in notes} - {note['release']} | {f'{note["release"]}.1'}:
            yield 'note release', note.start('release'), note.end('release'), other
        yield 'note removed', note.start(), note.end(), ''
        yield from change_members(note)


def change_row(row: re.Match[str], other: re.Match[str]) -> Iterator[Change]:
    for code in (other['code'], '``599``'):
        yield 'code', row.start('code'), row.end('code'), code
    room = row.start('details') - row.start('name')
    for name in (other['name'], f'{row["name"][:-3]}Q``', f'{row["name"][:-2]}S``'):
        if len(name) < room:
            yield 'name', row.start('name'), row.start('details'), name.ljust(room)
    yield 'row removed', row.start(), row.end() + 1, ''
    yield 'row doubled', row.end(), row.end(), f'\n{row[0]}'


def change_details(details: str, true: str) -> Iterator[tuple[str, str]]:
    for rfc in ('2616', '9111'):
        yield 'RFC', re.sub(r'(?<=:rfc:`)\d+', rfc, details)
    yield 'link', re.sub(r':rfc:`(\d+)`', r'RFC \1', details)
    plain, found = MATURITY.sub('', details), MATURITY.search(details)
    behind, maturity = (found[0], found[1]) if found else ('', '')
    cited, _comma, section = plain.partition(', Section ')
    for wrong in (f'{section or 9}.1', '99'):
        yield 'section', f'{cited}, Section {wrong}{behind}'
    for word in ('Experimental', 'Historic'):
        if word not in (maturity, true):
            yield 'maturity', f'{plain} ({word})'
    if maturity:
        yield 'maturity', plain


def change_members(note: re.Match[str]) -> Iterator[Change]:
    members = [*MEMBER.finditer(note[0])]
    for member in members:
        changes = [('code', code) for code in ('404', '599')]
        changes += [('name', name) for name in (member['name'][:-1], f'{member["name"]}S', 'NOT_FOUND')]
        changes += [('whole', ''), ('whole', f'{member[0]}, ``599 INVENTED``')][len(members) == 1 :]
        for group, new in changes:
            start, end = member.span(group)
            yield 'member', note.start() + start, note.start() + end, new


def check_changes(path: Path, fragment: str, request: TableRequest) -> int:
    table, others = require_table(request), partial(find_neighbours, request)

    def find(text: str) -> Counter[tuple[str, bool]]:
        found = check_tree(parse_rst(text), fragment, table, path='page', others=others).findings
        return Counter((each.message, each.drift and bool(each.place.line)) for each in found)

    page = path.read_text(encoding='utf-8')
    before = find(page)
    if wrong := [message for message, is_drift in before if is_drift]:
        print(f'{path} is not right as it stands:', *wrong, sep='\n')
        return 2
    total, right, missed = Counter[str](), Counter[str](), []
    maturities = {row.shown_code: row.citation.maturity for row in table.rows if row.citation}
    for kind, start, end, new in find_changes(page, maturities):
        told = find(page[:start] + new + page[end:]) - before
        is_right = [is_drift for _message, is_drift in told.elements()] == [True]
        total[kind] += 1
        right[kind] += is_right
        if not is_right:
            line = page.count('\n', 0, start) + 1
            missed.append(f'{path}:{line}: {kind}: {page[start:end]!r} to {new!r}: {dict(told)}')
    print(', '.join(f'{kind} {right[kind]}/{total[kind]}' for kind in total), *missed, sep='\n')
    return 1 if missed else 0


def main(arguments: Sequence[str] | None = None) -> int:
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter)
    parser.add_argument('page', type=Path)
    parser.add_argument('--release', default='')
    parser.add_argument('--edition', default='9110')
    parser.add_argument('--citations', type=Path, help='what the page cites otherwise, as for a check')
    parser.add_argument('--id', default='', help='the section or table of the page')
    asked = parser.parse_args(arguments)
    request = TableRequest(release=asked.release, edition=asked.edition, citations=asked.citations)
    return check_changes(asked.page, asked.id, request)


if __name__ == '__main__':
    sys.exit(main())
