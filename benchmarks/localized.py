"""Measures translated pages against English ones: python benchmarks/localized.py.

The exit status is 0, or 1 with --check when a translated build takes too much longer.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

# The root of the checkout comes last, so that an installed package is the one to be measured.
sys.path.append(str(Path(__file__).parents[1]))

from benchmarks import projects
from benchmarks.run import Workshop

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: How much longer a translated build may take.
LIMIT = 1.1

#: German, in one catalog for all pages. The stemmer of a language is the search's own cost, and
#: that of German is slow, so both builds search in English.
CONF = """
language = {language!r}
locale_dirs = ['locale']
gettext_compact = 'pages'
html_search_language = 'en'
"""

_MESSAGE = re.compile(r'^``\d+`` *``\w+`` *(.*\S)$', re.MULTILINE)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog='benchmarks/localized.py', description=__doc__.partition('\n')[0]
    )
    parser.add_argument('--pages', type=int, default=200, metavar='N', help='how many pages')
    parser.add_argument('--rounds', type=int, default=3, metavar='N', help='how often to measure')
    parser.add_argument('--check', action='store_true', help='exit with 1 when a target is missed')
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix='benchmark-') as folder:
        shop = Workshop(Path(folder))
        sources = make_sources(Path(folder), options.pages)
        rounds = [measure_round(shop, sources, number) for number in range(options.rounds)]
    missed = report(rounds)
    return int(options.check and missed)


def make_sources(folder: Path, pages: int) -> dict[str, Path]:
    """Write each contender in English, and in German with our catalog and with the project's."""
    sources = {}
    for contender in (projects.GENERATED, projects.HAND_WRITTEN):
        for case, language, messages in cases(contender):
            name = f'{contender}, {case}'
            source = projects.make_pages(folder / name.replace(', ', '-'), contender, pages)
            with (source / 'conf.py').open('a', encoding='utf-8') as conf:
                conf.write(CONF.format(language=language))
            if messages:
                write_catalog(source, messages)
            sources[name] = source
    return sources


def cases(contender: str) -> Iterable[tuple[str, str, Sequence[str]]]:
    """Yield the cases of a contender: a name, the language, and what the project translates."""
    from sphinxext.http_status.facts.columns import COLUMNS
    from sphinxext.http_status.page.messages import english

    yield 'English', 'en', ()
    if contender == projects.GENERATED:
        specs = [spec for spec in english.SPECS if spec != 'HTCPCP/1.0']
        patterns = [english.CITATION, english.CITATION_WITH_SECTION, english.MATURITY]
        headers = [COLUMNS[name].header for name in ('code', 'name', 'details')]
        yield 'our catalog', 'de', ()
        yield "project's catalog", 'de', [*headers, *specs, *patterns, *english.ADDED]
    else:
        table = projects.content(projects.HAND_WRITTEN)
        cells = re.findall(r'``[^`]+``', table)
        note = 'Added ``421 MISDIRECTED_REQUEST`` status code.'
        heads = ['Code', 'Enum Name', 'Details']
        yield "project's catalog", 'de', [*heads, *cells, *_MESSAGE.findall(table), note]


def write_catalog(source: Path, messages: Iterable[str]) -> None:
    """Write a catalog that translates each message to something else, its markup kept."""
    catalog = Catalog(locale='de', charset='utf-8')
    for message in dict.fromkeys(messages):
        catalog.add(message, message.replace('Section', 'Abschnitt') + ' (de)')
    path = source / 'locale' / 'de' / 'LC_MESSAGES' / 'pages.mo'
    path.parent.mkdir(parents=True)
    with path.open('wb') as stream:
        write_mo(stream, catalog)


def measure_round(shop: Workshop, sources: Mapping[str, Path], number: int) -> dict[str, float]:
    """Return the CPU seconds of each build, made in an order that changes."""
    order = random.Random(number).sample(list(sources), len(sources))
    measured: dict[str, Any] = {name: shop.measure('build', sources[name]) for name in order}
    return {name: measured[name]['whole'] for name in sources}


def report(rounds: Sequence[Mapping[str, float]]) -> bool:
    """Print seconds and ratios to English; return whether a generated page takes too long."""
    print(f'{"whole build, CPU s":34} {"median":>8} {"to English":>11}')
    missed = False
    for name in rounds[0]:
        english = f'{name.partition(",")[0]}, English'
        ratio = median(one[name] / one[english] for one in rounds)
        verdict = ''
        if name.startswith(projects.GENERATED) and name != english:
            verdict = 'MISSED' if ratio > LIMIT else 'met'
            missed = missed or ratio > LIMIT
        print(f'{name:34} {median(one[name] for one in rounds):8.2f} {ratio:11.2f} {verdict}')
    print(f'\na generated page may take {LIMIT} times as long when it is translated')
    return missed


if __name__ == '__main__':
    sys.exit(main())
