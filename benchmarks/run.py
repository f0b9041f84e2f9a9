"""Measures the directive against a table written by hand: python benchmarks/run.py.

The exit status is 0, or 1 with --check when a target is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

# The root of the checkout comes last, so that an installed package is the one to be measured.
sys.path.append(str(Path(__file__).parents[1]))

from benchmarks import localized, projects, report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.report import Round

MEASURE = Path(__file__).with_name('measure.py')
PAGES = (1, 20, 60, 200)
ROWS = (100, 1000, 10000)
#: Where a long name may be broken.
BREAK = re.compile('(?:</span>)?<wbr ?/?>(?:<span[^<>]*>)?')


class Workshop:
    """A folder of projects, and the processes that build them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)
        # Byte code is kept out of the sources, and is there whatever the caller's settings.
        byte_code = {'PYTHONDONTWRITEBYTECODE': '', 'PYTHONPYCACHEPREFIX': str(folder / 'pycache')}
        self._environ = {**os.environ, **byte_code, 'PYTHONHASHSEED': '0'}

    def measure(self, what: str, source: Path, out: Path | None = None) -> dict[str, Any]:
        """Build a project in a process of its own, and return what that measured.

        :param out: where an earlier build left its output; a new folder without it.
        """
        out = out or self.folder / f'out{next(self._numbers)}'
        command = [sys.executable, str(MEASURE), what, str(source), str(out)]
        done = subprocess.run(command, env=self._environ, check=True, stdout=subprocess.PIPE)
        measured: dict[str, Any] = json.loads(done.stdout)
        return {**measured, 'out': out}


def main(arguments: Sequence[str] | None = None) -> int:
    options = make_parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix='benchmark-') as folder:
        results = measure_all(Workshop(Path(folder)), options)
    report.print_results(results)
    targets = list(report.find_targets(results))
    if options.json:
        shown = {target.name: [target.value, target.limit] for target in targets}
        text = json.dumps({**results, 'targets': shown}, indent=2)
        options.json.write_text(text + '\n', encoding='utf-8')
    return int(options.check and any(target.missed for target in targets))


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog='benchmarks/run.py', description=__doc__.partition('\n')[0])
    add = parser.add_argument
    add(
        '--pages',
        type=int,
        nargs='+',
        default=list(PAGES),
        metavar='N',
        help='sizes of projects',
    )
    add('--rounds', type=int, default=3, metavar='N', help='how often to measure (default: 3)')
    add('--quick', action='store_true', help='one round of few pages and rows, to see that it runs')
    add('--json', type=Path, metavar='FILE', help='write all that was measured')
    add('--check', action='store_true', help='exit with 1 when a target is missed')
    return parser


def measure_all(shop: Workshop, options: argparse.Namespace) -> dict[str, Any]:
    """Measure everything, and return it by topic."""
    pages, rounds, rows, prose = options.pages, options.rounds, list(ROWS), 300
    if options.quick:
        pages, rounds, rows, prose = [1, 5], 1, [100, 1000], 3
    machine = describe_machine()
    setup = measure_setup(shop, rounds)
    # The first process that builds a contender compiles what is installed, and does not count.
    measure_pages(shop, 2, 1)
    return {
        'machine': machine,
        'setup': setup,
        'pages': {number: measure_pages(shop, number, rounds) for number in pages},
        'translated': measure_translated(shop, pages[-1], rounds),
        'again': measure_again(shop, prose, 5 * rounds),
        'rows': measure_rows(shop, rows, rounds),
    }


def measure_setup(shop: Workshop, rounds: int) -> dict[str, Any]:
    source = projects.make_unused(shop.folder / 'unused')
    # The first process compiles the sources, and does not count.
    _first, *measured = [shop.measure('setup', source) for _ in range(2 * rounds + 2)]
    seconds = [one['seconds'] for one in measured]
    return {'seconds': seconds, 'modules': measured[0]['modules'], 'enums': measured[0]['enums']}


def measure_pages(shop: Workshop, pages: int, rounds: int) -> Sequence[Round]:
    """Build each contender's pages once per round, in turns."""
    folder = shop.folder / f'{pages}-pages'
    names = [name for name in projects.CONTENDERS if projects.is_installed(name)]
    sources = {name: projects.make_pages(folder / name, name, pages) for name in names}
    rounds_made = [measure_round(shop, sources, number) for number in range(rounds)]
    outs = [{name: one.pop('out') for name, one in made.items()} for made in rounds_made]
    shown = {name: shown_words(outs[0][name]) for name in projects.EQUAL}
    if different := [name for name in shown if shown[name] != shown[projects.HAND_WRITTEN]]:
        raise RuntimeError(f'other words than on the hand-written page: {", ".join(different)}')
    return rounds_made


def measure_translated(shop: Workshop, pages: int, rounds: int) -> Sequence[Round]:
    """Build pages in German, and the same in English, in turns."""
    sources = localized.make_sources(shop.folder / 'translated', pages)
    named = {', '.join(name): source for name, source in sources.items()}
    rounds_made = [measure_round(shop, named, number) for number in range(rounds)]
    for made in rounds_made:
        for one in made.values():
            del one['out']
    return rounds_made


def measure_round(shop: Workshop, sources: Mapping[str, Path], number: int) -> dict[str, dict[str, Any]]:
    # No contender always comes after the same one.
    order = random.Random(number).sample(list(sources), len(sources))
    return {name: shop.measure('build', sources[name]) for name in order}


def measure_again(shop: Workshop, pages: int, rounds: int) -> dict[str, list[float]]:
    """Return CPU seconds that a project with one table needs more than without the extension.

    It is built again as it is, and with a change on a page without the table.
    """
    seconds: dict[str, list[float]] = {'nothing': [], 'one page': []}
    sources, outs = {}, {}
    for has_table in (False, True):
        source = projects.make_prose(shop.folder / f'prose-{has_table}', pages, has_table=has_table)
        sources[has_table], outs[has_table] = source, shop.measure('again', source)['out']
    for number in range(rounds):
        for change, above in seconds.items():
            took = {}
            for has_table, source in sources.items():
                if change == 'one page':
                    with (source / 'page1.rst').open('a', encoding='utf-8') as page:
                        page.write(f'Number {number}.\n')
                took[has_table] = shop.measure('again', source, outs[has_table])['whole']
            above.append(took[True] - took[False])
    return seconds


def measure_rows(shop: Workshop, sizes: Sequence[int], rounds: int) -> dict[int, list[float]]:
    """Return CPU seconds per row, above those of an empty page."""
    sources = {rows: projects.make_enum(shop.folder / f'enum-{rows}', rows) for rows in sizes}
    empty = projects.make_unused(shop.folder / 'no-enum')
    seconds: dict[int, list[float]] = {rows: [] for rows in sizes}
    for _ in range(rounds):
        base = seconds_after_start(shop.measure('build', empty))
        for rows, source in sources.items():
            seconds[rows].append((seconds_after_start(shop.measure('build', source)) - base) / rows)
    return seconds


def seconds_after_start(measured: Mapping[str, float]) -> float:
    return measured['read'] + measured['write']


def shown_words(out: Path) -> list[str]:
    """Return the words of the first page, without those around its body."""
    page = (out / 'html' / 'page1.html').read_text(encoding='utf-8')
    body = page.partition('role="main"')[2].partition('class="sphinxsidebar"')[0]
    return re.sub('<[^<>]*>', ' ', BREAK.sub('', body)).split()


def describe_machine() -> dict[str, str]:
    """Return what the figures depend on."""
    names = ('sphinx', 'docutils', 'alabaster', *projects.DISTRIBUTIONS.values())
    versions = {name: find_version(name) for name in names}
    load = ' '.join(f'{number:.2f}' for number in os.getloadavg()) if hasattr(os, 'getloadavg') else ''
    return {
        'python': f'{platform.python_implementation()} {platform.python_version()}',
        **versions,
        'machine': f'{platform.system()} {platform.machine()}, {os.cpu_count()} processors',
        'load when it began': load,
    }


def find_version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return 'not installed, so left out'


if __name__ == '__main__':
    sys.exit(main())
