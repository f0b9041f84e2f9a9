"""Drive the parsers with inputs made at random: python tools/fuzz.py [--minutes N] [PARSER ...].

Prints a line for each: its name, how many examples it got in how many minutes, and what came of it.
A failing example is printed in its smallest form. The exit status is 0 if nothing came out but what is
promised, 1 if anything else did, and 2 for wrong use.
"""

from __future__ import annotations

import argparse
import functools
import random
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, seed, settings

# The root of the checkout comes last, so that an installed package is the one to be driven.
sys.path.append(str(Path(__file__).parents[1]))

from tools import fuzz_builds, fuzz_data, fuzz_files, fuzz_inputs, fuzz_objects, fuzz_python

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hypothesis.strategies import SearchStrategy

    Promise = Callable[[Any], None]

#: How many examples are made before Hypothesis begins anew, with small ones.
EXAMPLES = 1000


def kept(promise: Promise) -> Promise:
    """Return a promise that whatever is raised breaks, but for an interruption."""

    @functools.wraps(promise)
    def check(drawn: Any) -> None:
        try:
            promise(drawn)
        except (AssertionError, KeyboardInterrupt):
            raise
        except BaseException as error:
            raise AssertionError(f'it raises {type(error).__name__}') from error

    return check


#: What each parser is given, and what raises AssertionError if anything else than promised comes out.
PARSERS: dict[str, tuple[SearchStrategy[Any], Promise]] = {
    name: (inputs, kept(promise))
    for name, inputs, promise in (
        ('rst', fuzz_inputs.rst, fuzz_files.check_rst),
        ('markdown', fuzz_inputs.markdown, fuzz_files.check_markdown),
        ('html', fuzz_inputs.html, fuzz_files.check_html),
        ('words', fuzz_inputs.words, fuzz_files.check_words),
        ('history', fuzz_data.histories, fuzz_files.check_history),
        ('citations', fuzz_data.citations, fuzz_files.check_citations),
        ('json', fuzz_data.places, fuzz_files.check_json),
        ('csv', fuzz_data.tables, fuzz_files.check_csv),
        ('python', fuzz_python.python, fuzz_files.check_python),
        ('members', fuzz_objects.members, fuzz_objects.check_members),
        ('catalogs', fuzz_builds.catalogs, fuzz_builds.check_catalogs),
        ('docstrings', fuzz_builds.docstrings, fuzz_builds.check_docstrings),
    )
}


@dataclass(frozen=True, slots=True)
class Result:
    """What came of driving one parser."""

    name: str
    examples: int
    minutes: float
    #: The smallest example that fails, with its traceback; empty if none does.
    failure: str

    def __str__(self) -> str:
        found = 'FAILED' if self.failure else 'nothing'
        return f'{self.name}: {self.examples} examples in {self.minutes:.1f} minutes: {found}'


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog='tools/fuzz.py', description=__doc__.partition('\n')[0])
    parser.add_argument('parsers', metavar='PARSER', nargs='*', help='which parsers (default: all)')
    parser.add_argument(
        '--minutes', type=float, default=10, metavar='N', help='how long for each (default: 10)'
    )
    parser.add_argument('--list', action='store_true', help='print the names of the parsers')
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.parsers if name not in PARSERS]:
        parser.error(f'there is no parser {", ".join(unknown)}; use {", ".join(PARSERS)}')
    if options.list:
        print(*PARSERS, sep='\n')
        return 0
    has_failed = False
    for name in options.parsers or PARSERS:
        result = fuzz(name, options.minutes * 60, EXAMPLES)
        print(result, *filter(None, [result.failure]), sep='\n', flush=True)
        has_failed |= bool(result.failure)
    return int(has_failed)


def fuzz(name: str, seconds: float, examples: int) -> Result:
    """Drive a parser for a time, or until an example fails.

    :param examples: how many are made before the time is looked at.
    """
    inputs, promise = PARSERS[name]
    drive = Drive(promise)
    start = time.monotonic()
    failure = ''
    while not failure:
        failure = drive.run(inputs, examples)
        if time.monotonic() - start >= seconds:
            break
    return Result(name, drive.count, (time.monotonic() - start) / 60, failure)


class Drive:
    """Gives examples to one parser, and counts them."""

    def __init__(self, promise: Promise) -> None:
        self.promise = promise
        self.count = 0

    def run(self, inputs: SearchStrategy[Any], examples: int) -> str:
        """Return the smallest example that fails, with its traceback; nothing if none does."""

        # No database, since an example of last week would be found again rather than a new one.
        @seed(random.getrandbits(64))
        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            derandomize=False,
            print_blob=False,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        )
        @given(inputs)
        def give(drawn: Any) -> None:
            self.count += 1
            self.promise(drawn)

        try:
            give()
        except Exception as error:  # whatever comes out is to be told
            return ''.join(traceback.format_exception(error)).rstrip()
        return ''


if __name__ == '__main__':
    raise SystemExit(main())
