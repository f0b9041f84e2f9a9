"""From measurements to ratios, targets and printed tables."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.localized import OWN
from benchmarks.projects import EMPTY, GENERATED, HAND_WRITTEN, LINKED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    #: What one round measured: by contender, then by quantity.
    Round = Mapping[str, Mapping[str, float]]

#: By the key of a quantity: its title, and how much of what was measured is one.
QUANTITIES = {
    'whole': ('build, s', 1.0),
    'read': ('reading, s', 1.0),
    'write': ('writing, s', 1.0),
    'doctrees': ('doctrees, KiB', 1024.0),
    'environment': ('environment, KiB', 1024.0),
    'memory': ('memory, MiB', 1024.0 * 1024.0),
}

#: The numbers of pages, and of members, that targets speak of.
SOME, MANY = 60, 200
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
        return f'{self.name:62} <= {self.limit:<5g} {value:>8} {verdict}'


def find_targets(results: Mapping[str, Any]) -> Iterator[Target]:
    """Yield each target with what was measured."""
    pages = results['pages']
    ratios: list[tuple[str, float, int, Callable[[Round], float]]] = [
        ('build, to hand-written', 0.40, SOME, lambda one: ratio(one, GENERATED, 'whole')),
        ('build, to hand-written', 0.25, MANY, lambda one: ratio(one, GENERATED, 'whole')),
        ('build with links, to hand-written', 0.27, MANY, lambda one: ratio(one, LINKED, 'whole')),
        ('reading, both above empty pages', 0.05, MANY, reading_above_empty),
        ('doctrees, to hand-written', 0.05, MANY, lambda one: ratio(one, GENERATED, 'doctrees')),
    ]
    for name, limit, number, of_round in ratios:
        yield Target(f'{number} pages: {name}', limit, median_of(pages.get(number), of_round))
    translated = results['translated'] if MANY in pages else None
    name = f"{MANY} pages, project's catalog: build, to hand-written"
    yield Target(name, 0.12, median_of(translated, translated_ratio))
    few, many = (results['rows'].get(rows) for rows in ROWS)
    growth = median(many) / median(few) if few and many else None
    yield Target(f'CPU time of a row among {ROWS[1]:,}, to one among {ROWS[0]:,}', 2, growth)
    for change, seconds in results['again'].items():
        name = f'build again when {change} has changed, above none, ms'
        yield Target(name, 10, 1000 * median(seconds))
    setup = results['setup']
    yield Target('setup where it is not used, ms', 10, 1000 * median(setup['seconds']))
    yield Target('enums that it imports there', 0, len(setup['enums']))


def median_of(rounds: Sequence[Round] | None, of_round: Callable[[Round], float]) -> float | None:
    """Return the median over rounds; None without any."""
    return median(map(of_round, rounds)) if rounds else None


def ratio(one: Round, name: str, quantity: str) -> float:
    """Return what the pages of a contender cost of what hand-written ones cost."""
    return one[name][quantity] / one[HAND_WRITTEN][quantity]


def reading_above_empty(one: Round) -> float:
    """Return the same of what a table adds to an empty page when it is read."""
    base = one[EMPTY]['read']
    return (one[GENERATED]['read'] - base) / (one[HAND_WRITTEN]['read'] - base)


def translated_ratio(one: Round) -> float:
    """Return what generated pages cost of hand-written ones, both translated by the project."""
    return one[f'{GENERATED}, {OWN}']['whole'] / one[f'{HAND_WRITTEN}, {OWN}']['whole']


def print_results(results: Mapping[str, Any]) -> None:
    """Print tables for people, in Markdown."""
    print('\n'.join(f'- {name}: {value}' for name, value in results['machine'].items()))
    for pages, rounds in results['pages'].items():
        print(f'\n{pages} page{"s" if pages > 1 else ""}, median of {len(rounds)} round(s)\n')
        print_pages(rounds, HAND_WRITTEN)
    pages = max(results['pages'])
    print(f'\nThe same in German, {pages} page{"s" if pages > 1 else ""}\n')
    print_pages(results['translated'], f'{HAND_WRITTEN}, {OWN}')
    print('\n| rows in one table | CPU ms per row, above an empty page |\n| --: | --: |')
    for rows, seconds in results['rows'].items():
        print(f'| {rows:,} | {1000 * median(seconds):.2f} |')
    modules = ', '.join(results['setup']['modules']) or 'none'
    print(f'\nmodules that setup loads beyond Sphinx and its own: {modules}\n')
    print('\n'.join(map(str, find_targets(results))))


def print_pages(rounds: Sequence[Round], base: str) -> None:
    """Print what contenders cost; the first column is the ratio to *base*."""
    titles = [title for title, _unit in QUANTITIES.values()]
    print(f'| | ratio | {" | ".join(titles)} |\n| --- |{" --: |" * (1 + len(titles))}')
    names = sorted(rounds[0], key=lambda name: median(one[name]['whole'] for one in rounds))
    for name in names:
        values = [median(one[name][key] for one in rounds) / QUANTITIES[key][1] for key in QUANTITIES]
        to_base = median(one[name]['whole'] / one[base]['whole'] for one in rounds)
        shown = ' | '.join(f'{value:.2f}' if value < 100 else f'{value:.0f}' for value in values)
        print(f'| {name} | {to_base:.2f} | {shown} |')
