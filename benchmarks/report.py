"""From measurements to ratios, targets and a printed table."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.projects import CONTENDERS, EMPTY, GENERATED, HAND_WRITTEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    #: What one round measured: by contender, then by quantity.
    Round = Mapping[str, Mapping[str, float]]

QUANTITIES = {
    'whole': ('whole build, CPU s', 1.0),
    'read': ('read phase, CPU s', 1.0),
    'write': ('write phase, CPU s', 1.0),
    'doctrees': ('doctrees, KiB', 1024.0),
    'environment': ('environment, KiB', 1024.0),
    'memory': ('peak memory, MiB', 1024.0 * 1024.0),
}

#: The number of pages, and of members, that targets speak of.
PAGES = 200
ROWS = (1000, 10000)


@dataclass(frozen=True, slots=True)
class Target:
    """The most that something may cost, beside what it costs."""

    name: str
    limit: float
    #: None when the run did not measure it.
    value: float | None

    @property
    def missed(self) -> bool:
        return self.value is not None and self.value > self.limit

    def __str__(self) -> str:
        value, verdict = f'{self.value or 0:.3f}', 'MISSED' if self.missed else 'met'
        if self.value is None:
            value, verdict = '', 'not measured'
        return f'{self.name:58} <= {self.limit:<5g} {value:>7} {verdict}'


def find_targets(results: Mapping[str, Any]) -> Iterator[Target]:
    """Yield each target with what was measured."""
    rounds = results['pages'].get(PAGES)
    at = f'at {PAGES} pages'
    ratios: list[tuple[str, float, Callable[[Round], float]]] = [
        (f'whole build {at}, to hand-written', 0.40, lambda one: ratio(one, 'whole')),
        (f'read phase {at}, both above empty pages', 0.05, lambda one: ratio_above_empty(one, 'read')),
        (f'doctrees {at}, to hand-written', 0.05, lambda one: ratio(one, 'doctrees')),
    ]
    for name, limit, of_round in ratios:
        yield Target(name, limit, median(map(of_round, rounds)) if rounds else None)
    few, many = (results['rows'].get(rows) for rows in ROWS)
    growth = median(many) / median(few) if few and many else None
    yield Target(f'CPU time of a row among {ROWS[1]:,}, to one among {ROWS[0]:,}', 2, growth)
    setup = results['setup']
    yield Target('setup where it is not used, CPU ms', 10, 1000 * median(setup['seconds']))
    yield Target('enums that it imports there', 0, len(setup['enums']))


def ratio(one: Round, quantity: str) -> float:
    """Return what generated pages cost of what hand-written ones cost."""
    return one[GENERATED][quantity] / one[HAND_WRITTEN][quantity]


def ratio_above_empty(one: Round, quantity: str) -> float:
    """Return the same of what a table adds to an empty page."""
    base = one[EMPTY][quantity]
    return (one[GENERATED][quantity] - base) / (one[HAND_WRITTEN][quantity] - base)


def print_results(results: Mapping[str, Any]) -> None:
    """Print tables for people."""
    print('\n'.join(f'{name}: {value}' for name, value in results['versions'].items()))
    for pages, rounds in results['pages'].items():
        print(f'\n{pages} page{"s" if pages > 1 else ""}, median of {len(rounds)} round(s)')
        _print_pages(rounds)
    print('\none table, CPU ms per row above an empty page')
    for rows, seconds in results['rows'].items():
        print(f'{rows:>12,} rows {1000 * median(seconds):10.3f}')
    setup = results['setup']
    modules = ', '.join(setup['modules']) or 'none'
    print(f'\nmodules that setup loads beyond Sphinx and its own: {modules}')
    print(f'\n{"target":58} limit    result')
    print('\n'.join(map(str, find_targets(results))))


def _print_pages(rounds: Sequence[Round]) -> None:
    print(f'{"":22}' + ''.join(f'{name:>14}' for name in (*CONTENDERS, 'ratio', 'above empty')))
    for quantity, (title, unit) in QUANTITIES.items():
        values = [median(one[name][quantity] for one in rounds) / unit for name in CONTENDERS]
        ratios = [median(of(one, quantity) for one in rounds) for of in (ratio, ratio_above_empty)]
        print(f'{title:22}' + ''.join(f'{value:14.2f}' for value in values + ratios))
