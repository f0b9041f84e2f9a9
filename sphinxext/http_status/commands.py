"""What the commands do, once the command line is understood."""

from __future__ import annotations

import importlib.util
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
_MODULE = re.compile(r'[^\W\d]\w*')


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
    return _check_pages(addresses, options, request, table)


def _check_pages(
    addresses: Iterable[Address], options: Namespace, request: TableRequest, table: StatusTable
) -> int:
    """Check page by page; one that cannot be read keeps no other from being checked."""
    from .drift.check import check_file
    from .drift.document import DocumentError
    from .drift.report import repairs

    statuses, pages = [FINE], []
    for address in addresses:
        try:
            page = check_file(address, table)
        except DocumentError as error:
            _complain(str(error))
            statuses.append(WRONG_USE)
            continue
        statuses.append(_report(page, options, table))
        pages.append(page)
    for line in repairs(pages, request):
        _complain(line)
    return max(statuses)


def _complain(message: str) -> None:
    print(f'http-status check: {message}', file=sys.stderr)


def _report(checked: Checked, options: Namespace, table: StatusTable) -> int:
    """Print the findings, and return whether they are drift."""
    from .drift.report import FORMATS

    _print_lines(map(FORMATS[options.format], checked.findings))
    if options.diff:
        _print_lines(_difference(checked, table))
    if not any(checked.drift):
        return FINE
    if options.diff and not checked.reading.rows:
        _complain(f'there is no table in {checked.reading.place.address}, and so no diff')
    return DRIFT


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
    """Return whether a word is a dotted path, or a module, rather than the name of a file."""
    from .drift.document import SUFFIXES

    path = Path(word)
    if path.exists() or path.suffix.lower() in SUFFIXES:
        return False
    if _MODULE.fullmatch(word):
        return importlib.util.find_spec(word) is not None
    return _DOTTED_PATH.fullmatch(word) is not None


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
    from .facts.table import find_release

    history = find_history(request.object, dict(request.histories))
    # What was wrong with the request has been said while the table was made.
    release = find_release(request, history, lambda _problem: None)
    recorded = None
    if history:
        recorded = {row.code: row.name for row in history.rows(release)}
    findings = tuple(find_disagreement(table, recorded, request.edition))
    return Checked(reading=Reading(place=Place(table.object)), findings=findings)


def _difference(checked: Checked, table: StatusTable) -> Iterator[str]:
    from .drift.document import MARKDOWN_SUFFIXES
    from .drift.report import difference
    from .page.text import render_markdown, render_rst

    is_markdown = Path(checked.reading.place.path).suffix.lower() in MARKDOWN_SUFFIXES
    return difference(checked, table, render_markdown if is_markdown else render_rst)


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        _print(f'{line}\n')


def _print(text: str) -> None:
    # A terminal may lack characters, and gets escapes for them.
    encoding = sys.stdout.encoding or 'utf-8'
    print(text.encode(encoding, 'backslashreplace').decode(encoding), end='')
