"""Measures http-status check on long pages: python benchmarks/check.py.

The exit status is 0, or 1 with --check when a row takes too long, or longer on a page of more rows.
"""

from __future__ import annotations

import argparse
import csv
import gc
import io
import re
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

# The root of the checkout comes last, so that an installed package is the one to be measured.
sys.path.append(str(Path(__file__).parents[1]))

from sphinxext.http_status.drift.check import Address, check_tree
from sphinxext.http_status.drift.parsing.files import parse_file
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.table import require_table
from sphinxext.http_status.page.text import render

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sphinxext.http_status.facts.model import StatusTable

SIZES = (100, 1000, 10000)
#: The most that a row of the longest page may take to be checked, in microseconds.
ROW = 100
#: How much longer a row may take on a page of ten times as many; a quadratic check takes ten times.
LIMIT = 2.0


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog='benchmarks/check.py', description=__doc__.partition('\n')[0])
    parser.add_argument('--rounds', type=int, default=3, metavar='N', help='how often to measure')
    parser.add_argument(
        '--check', action='store_true', help='exit with 1 when it takes too long, or time is not linear'
    )
    parser.add_argument('--one', nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        print(*measure(Path(options.one[0]), int(options.one[1])))
        return 0
    with tempfile.TemporaryDirectory(prefix='benchmark-') as folder:
        return report(Path(folder), options.rounds, check=options.check)


def report(folder: Path, rounds: int, *, check: bool) -> int:
    """Print CPU seconds and microseconds per row, and return the exit status."""
    print(f'{"form":10}   rows  what      parse s  check s  check alone, us per row  ratio')
    missed = False
    for form in FORMS:
        for wrong in (False, True):
            before = None
            for size in SIZES:
                page = write_page(folder, form, size, wrong=wrong)
                found = [measure_in_process(page, size) for _ in range(rounds)]
                parse, compare = (median(seconds) for seconds in zip(*found, strict=True))
                row = compare / size
                ratio = row / before if before else 1.0
                missed |= ratio > LIMIT or (size == SIZES[-1] and 1e6 * row > ROW)
                before = row
                what = 'drift' if wrong else 'right'
                seconds = f'{parse:8.2f} {compare:8.2f} {1e6 * row:24.0f}'
                print(f'{form:10} {size:6}  {what:8} {seconds} {ratio:6.2f}')
    return int(check and missed)


def measure_in_process(page: Path, rows: int) -> tuple[float, float]:
    command = [sys.executable, __file__, '--one', str(page), str(rows)]
    parse, compare = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True
    ).stdout.split()
    return float(parse), float(compare)


def measure(page: Path, rows: int) -> tuple[float, float]:
    """Return CPU seconds for docutils to parse a page, and for us to read and compare its tree."""
    table = make_table(page.parent, rows)
    start = time.process_time()
    tree = parse_file(Address.parse(str(page)).path)
    parsed = time.process_time()
    # What the parser leaves behind is not ours to clean up.
    gc.collect()
    begun = time.process_time()
    checked = check_tree(tree, '', table, path=str(page))
    end = time.process_time()
    expected = 0 if 'right' in page.name else len(range(0, rows, 10))
    if len(list(checked.drift)) != expected:
        raise RuntimeError(f'{page.name}: {len(list(checked.drift))} findings, not {expected}')
    return parsed - start, end - begun


def make_table(folder: Path, rows: int) -> StatusTable:
    """Return the table of an enum with so many members."""
    name = f'members{rows}'
    lines = [f'    {member_name(code)} = {code}, "Phrase {code}"\n' for code in range(1000, 1000 + rows)]
    text = 'import enum\n\n\nclass Code(enum.IntEnum):\n'
    text += '    def __new__(cls, value, phrase):\n        self = int.__new__(cls, value)\n'
    text += '        self._value_, self.phrase = value, phrase\n        return self\n\n'
    (folder / f'{name}.py').write_text(text + ''.join(lines), encoding='utf-8')
    sys.path.insert(0, str(folder))
    return require_table(TableRequest(object=f'{name}.Code', columns=('code', 'name', 'phrase')))


def member_name(code: int) -> str:
    return f'STATUS_OF_{code}'


def write_page(folder: Path, form: str, rows: int, *, wrong: bool) -> Path:
    """Write a page with a table, and return its path; every tenth name is wrong if so wished."""
    suffix, write = FORMS[form]
    text = write(make_table(folder, rows))
    if wrong:
        text = re.sub(r'STATUS_OF_(\d+0\b)', r'STATUS_0F_\1', text)
    page = folder / f'{"drift" if wrong else "right"}-{form}-{rows}.{suffix}'
    page.write_text(text, encoding='utf-8')
    return page


def read_cells(table: StatusTable) -> list[list[str]]:
    """Return the cells of a table, those of its header first."""
    return list(csv.reader(io.StringIO(render(table, 'csv'))))


def write_list_table(table: StatusTable) -> str:
    rows = ('   * - ' + '\n     - '.join(cells) + '\n' for cells in read_cells(table))
    return '.. list-table::\n   :header-rows: 1\n\n' + ''.join(rows)


def write_csv_table(table: StatusTable) -> str:
    lines = render(table, 'csv').splitlines()
    return '.. csv-table::\n   :header-rows: 1\n\n' + ''.join(f'   {line}\n' for line in lines)


def write_html(table: StatusTable) -> str:
    rows = (''.join(f'<td>{cell}</td>' for cell in cells) for cells in read_cells(table))
    return '<table>' + ''.join(f'<tr>{row}</tr>\n' for row in rows) + '</table>'


def write_terms(table: StatusTable) -> str:
    """Return a definition list, whose terms are the members."""
    return ''.join(f'``{code}`` {name}\n   {phrase}\n\n' for code, name, phrase in read_cells(table)[1:])


#: By the name of a form: the suffix of a page, and what writes the table.
FORMS: Mapping[str, tuple[str, Callable[[StatusTable], str]]] = {
    'simple': ('rst', partial(render, form='rst')),
    'list-table': ('rst', write_list_table),
    'csv-table': ('rst', write_csv_table),
    'terms': ('rst', write_terms),
    'Markdown': ('md', partial(render, form='md')),
    'HTML': ('html', write_html),
}


if __name__ == '__main__':
    sys.exit(main())
