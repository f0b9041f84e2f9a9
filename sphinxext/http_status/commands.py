"""What the commands do, once the command line is understood."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator

    from .drift.check import Address, Checked
    from .drift.document import DocumentError
    from .facts.model import StatusTable
    from .facts.request import TableRequest

FINE = 0
DRIFT = 1
WRONG_USE = 2

DEFAULT_OBJECT = 'http.HTTPStatus'
DEFAULTS = {'edition': '9110'}

_DOTTED_PATH = re.compile(r'[^\W\d]\w*(\.[^\W\d]\w*)+')


class WrongUseError(Exception):
    """A command line that cannot be carried out; its text says why."""


def run_render(options: Namespace) -> int:
    """Print the rows of a table; print nothing but messages when the request is wrong."""
    from .page.text import render

    columns = tuple(options.columns.replace(',', ' ').split())
    print(render(_table(_request(options, options.object, columns)), options.format), end='')
    return FINE


def run_check(options: Namespace) -> int:
    """Print what is found, and say in the exit status whether there is drift."""
    from .drift.report import FORMATS

    addresses, object_path = _split_words(options)
    request = _request(options, object_path)
    table = _table(request)
    if options.facts:
        checks: Iterable[Checked | DocumentError] = [_check_facts(request, table)]
    else:
        checks = (_check_page(address, table) for address in addresses)
    drift = failed = 0
    for checked in checks:
        if isinstance(checked, Exception):
            failed += 1
            print(f'http-status check: {checked}', file=sys.stderr)
            continue
        drift += len(list(checked.drift))
        _print_lines(map(FORMATS[options.format], checked.findings))
        if options.diff:
            _print_lines(_difference(checked, table))
    if drift and not options.facts:
        repair = f'"{_render_command(options, object_path)}" prints what the page should show'
        print(f'http-status check: drift found: {drift}; {repair}', file=sys.stderr)
    return WRONG_USE if failed else DRIFT if drift else FINE


def _split_words(options: Namespace) -> tuple[list[Address], str]:
    """Tell the files on the command line from the one object."""
    from .drift.check import Address

    objects = [word for word in options.words if _is_object(word)]
    addresses = [Address.parse(word) for word in options.words if not _is_object(word)]
    if len(objects) > 1:
        raise WrongUseError(f'one object can be checked at once, not {" and ".join(objects)}')
    if options.facts and (addresses or options.diff):
        raise WrongUseError('--facts checks an object, not files; leave files and --diff out')
    if not addresses and not options.facts:
        raise WrongUseError('name a file to check, or give --facts')
    return addresses, objects[0] if objects else DEFAULT_OBJECT


def _is_object(word: str) -> bool:
    """Return whether a word is a dotted path rather than the name of a file."""
    from .drift.document import SUFFIXES

    path = Path(word)
    return bool(_DOTTED_PATH.fullmatch(word)) and path.suffix not in SUFFIXES and not path.exists()


def _request(options: Namespace, object_path: str, columns: tuple[str, ...] = ()) -> TableRequest:
    from .facts.request import TableRequest

    return TableRequest(
        object=object_path,
        release=options.release,
        edition=options.edition,
        codes=options.codes,
        columns=columns,
        citations=options.citations,
        histories=((object_path, options.history),) if options.history else (),
    )


def _table(request: TableRequest) -> StatusTable:
    """Return the table of a request in which nothing is wrong."""
    from .facts.problems import FactsError
    from .facts.table import make_table

    problems: list[object] = []
    table = None
    try:
        table = make_table(request, problems.append)
    except FactsError as error:
        problems.append(error)
    if table is None or problems:
        raise WrongUseError('\n'.join(map(str, problems)))
    return table


def _check_page(address: Address, table: StatusTable) -> Checked | DocumentError:
    from .drift.check import check_file
    from .drift.document import DocumentError

    try:
        return check_file(address, table)
    except DocumentError as error:
        return error


def _check_facts(request: TableRequest, table: StatusTable) -> Checked:
    from .drift.agreement import find_disagreement
    from .drift.check import Checked
    from .drift.records import Place, Reading
    from .facts.history import find_history

    history = find_history(request.object, dict(request.histories))
    recorded = None
    if history:
        release = request.release or history.releases[-1]
        rows = history.rows(history.find_release(release))
        recorded = {row.code: row.name for row in rows}
    findings = tuple(find_disagreement(table, recorded, request.edition))
    return Checked(reading=Reading(place=Place(table.object)), findings=findings)


def _difference(checked: Checked, table: StatusTable) -> Iterator[str]:
    from .drift.document import MARKDOWN_SUFFIXES
    from .drift.report import difference
    from .page.text import render_markdown, render_rst

    is_markdown = Path(checked.reading.place.path).suffix in MARKDOWN_SUFFIXES
    return difference(checked, table, render_markdown if is_markdown else render_rst)


def _render_command(options: Namespace, object_path: str) -> str:
    """Return the command that prints the table that a page should show."""
    words = ['http-status render', object_path]
    given = {name: str(value) for name, value in vars(options).items() if value}
    words += [
        f'--{name} {shlex.quote(given[name])}'
        for name in ('release', 'edition', 'codes', 'citations', 'history')
        if given.get(name, DEFAULTS.get(name)) != DEFAULTS.get(name)
    ]
    return ' '.join(words)


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
