"""What the commands do, once the command line is understood."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .facts.problems import RequestError
from .facts.request import DEFAULT_OBJECT

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator

    from .drift.check import Address, Checked
    from .facts.model import StatusTable
    from .facts.request import TableRequest

FINE = 0
DRIFT = 1
WRONG_USE = 2

_DOTTED_PATH = re.compile(r'[^\W\d]\w*(\.[^\W\d]\w*)+')


def run_render(options: Namespace) -> int:
    """Print the rows of a table; print nothing but messages when the request is wrong."""
    from .facts.table import require_table
    from .page.text import render

    columns = tuple(options.columns.replace(',', ' ').split())
    request = _request(options, options.object, columns)
    _print(render(require_table(request), options.format))
    return FINE


def run_check(options: Namespace) -> int:
    """Print what is found, and say in the exit status whether there is drift."""
    from .facts.table import require_table

    addresses, object_path = _split_words(options)
    request = _request(options, object_path)
    table = require_table(request)
    if options.facts:
        return _report(_check_facts(request, table), options, table)
    statuses = [_run_check_page(address, options, table) for address in addresses]
    if DRIFT in statuses:
        repair = f'"{request.render_command}" prints what should be there'
        print(f'http-status check: there is drift; {repair}', file=sys.stderr)
    return max(statuses)


def _run_check_page(address: Address, options: Namespace, table: StatusTable) -> int:
    from .drift.check import check_file
    from .drift.document import DocumentError

    try:
        return _report(check_file(address, table), options, table)
    except DocumentError as error:
        print(f'http-status check: {error}', file=sys.stderr)
        return WRONG_USE


def _report(checked: Checked, options: Namespace, table: StatusTable) -> int:
    """Print the findings, and return whether they are drift."""
    from .drift.report import FORMATS

    _print_lines(map(FORMATS[options.format], checked.findings))
    if options.diff:
        _print_lines(_difference(checked, table))
    return DRIFT if any(checked.drift) else FINE


def _split_words(options: Namespace) -> tuple[list[Address], str]:
    """Tell the files on the command line from the one object."""
    from .drift.check import Address

    objects = [word for word in options.words if _is_object(word)]
    addresses = [Address.parse(word) for word in options.words if not _is_object(word)]
    if len(objects) > 1:
        raise RequestError([f'one object can be checked at once, not {" and ".join(objects)}'])
    if options.facts and (addresses or options.diff):
        raise RequestError(['--facts checks an object, not files; leave files and --diff out'])
    if not addresses and not options.facts:
        raise RequestError(['name a file to check, or give --facts'])
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


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        _print(f'{line}\n')


def _print(text: str) -> None:
    # A terminal may lack characters, and gets escapes for them.
    encoding = sys.stdout.encoding or 'utf-8'
    print(text.encode(encoding, 'backslashreplace').decode(encoding), end='')
