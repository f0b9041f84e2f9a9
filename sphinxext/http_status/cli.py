"""The http-status command: 0 is fine, 1 is drift, 2 is wrong use."""

from __future__ import annotations

import argparse
import importlib.util
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .facts.problems import RequestError
from .facts.request import DEFAULT_OBJECT, TableRequest

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Sequence

    from .drift.check import Address
    from .drift.findings import Finding
    from .facts.model import StatusTable

FINE = 0
DRIFT = 1
WRONG_USE = 2

_DOTTED_PATH = re.compile(r'[^\W\d]\w*(\.[^\W\d]\w*)+')
_MODULE = re.compile(r'[^\W\d]\w*')


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command, and return its exit status.

    :param arguments: the words of the command line; those of the process by default.
    """
    options = make_parser().parse_args(arguments)
    # The user's modules are looked for where the user stands.
    sys.path.insert(0, '')
    try:
        status: int = options.run(options)
    except RequestError as error:
        for line in str(error).splitlines():
            print(f'http-status {options.command}: {line}', file=sys.stderr)
        return WRONG_USE
    finally:
        sys.path.remove('')
    return status


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
        from .drift.facts_check import check_facts

        return _report(check_facts(request, table), options)
    return _check_pages(addresses, options, request, table)


def _check_pages(
    addresses: Iterable[Address], options: Namespace, request: TableRequest, table: StatusTable
) -> int:
    """Check page by page; one that cannot be read keeps no other from being checked."""
    from .drift.check import check_file
    from .drift.parsing.files import DocumentError
    from .drift.reporting import repairs

    statuses, pages = [FINE], []
    for address in addresses:
        try:
            page = check_file(address, table)
        except DocumentError as error:
            _complain(str(error))
            statuses.append(WRONG_USE)
            continue
        statuses.append(_report(page.findings, options))
        pages.append(page)
    for line in repairs(pages, request):
        _complain(line)
    return max(statuses)


def _complain(message: str) -> None:
    print(f'http-status check: {message}', file=sys.stderr)


def _report(findings: Iterable[Finding], options: Namespace) -> int:
    """Print the findings, and return whether they are drift."""
    from .drift.reporting import FORMATS

    status = FINE
    for finding in findings:
        _print(FORMATS[options.format](finding) + '\n')
        if finding.drift:
            status = DRIFT
    return status


def _split_words(options: Namespace) -> tuple[list[Address], str]:
    """Tell the files on the command line from the one object."""
    from .drift.check import Address

    objects = [word for word in options.words if _is_object(word)]
    addresses = [Address.parse(word) for word in options.words if not _is_object(word)]
    if len(objects) > 1:
        raise RequestError([f'one object can be checked at once, not {" and ".join(objects)}'])
    if options.facts and addresses:
        raise RequestError(['--facts checks an object, not files; leave the files out'])
    if not addresses and not options.facts:
        raise RequestError(['name a file to check, or give --facts'])
    return addresses, objects[0] if objects else DEFAULT_OBJECT


def _is_object(word: str) -> bool:
    """Return whether a word is a dotted path, or a module, rather than the name of a file."""
    from .drift.parsing.files import SUFFIXES

    path = Path(word)
    if path.exists() or path.suffix.lower() in SUFFIXES:
        return False
    if _MODULE.fullmatch(word):
        return importlib.util.find_spec(word) is not None
    return _DOTTED_PATH.fullmatch(word) is not None


def _request(options: Namespace, object_path: str, columns: tuple[str, ...] = ()) -> TableRequest:
    return TableRequest(
        object=object_path,
        release=options.release,
        edition=options.edition,
        codes=options.codes,
        columns=columns,
        citations=options.citations,
        histories=((object_path, options.history),) if options.history else (),
    )


def _print(text: str) -> None:
    # A terminal may lack characters, and gets escapes for them.
    encoding = sys.stdout.encoding or 'utf-8'
    print(text.encode(encoding, 'backslashreplace').decode(encoding), end='')


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    from . import __version__

    parser = argparse.ArgumentParser(
        prog='http-status', description='Tables of status codes that cannot disagree with the code.'
    )
    parser.add_argument('--version', action='version', version=f'%(prog)s {__version__}')
    commands = parser.add_subparsers(title='commands', metavar='COMMAND', dest='command', required=True)
    _add_render(commands)
    _add_check(commands)
    return parser


def _add_render(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from .page.text import FORMATS

    render = commands.add_parser('render', help='print the rows of a table')
    render.set_defaults(run=run_render)
    render.add_argument(
        'object',
        metavar='OBJECT',
        nargs='?',
        default=DEFAULT_OBJECT,
        help='the dotted path of an enum (default: %(default)s)',
    )
    _add_facts(render)
    render.add_argument('--columns', default='', help="which columns, such as 'code name phrase'")
    render.add_argument(
        '--format',
        choices=list(FORMATS),
        default='rst',
        help='the form of the text (default: %(default)s)',
    )


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from .drift.reporting import FORMATS

    check = commands.add_parser(
        'check', help='compare pages, or with --facts the facts themselves, with an enum'
    )
    check.set_defaults(run=run_check)
    check.add_argument(
        'words',
        metavar='PATH[#ID] | OBJECT',
        nargs='*',
        help='files, each with the id of a section or table in it if need be, and the dotted path '
        f'of the enum that they show (default: {DEFAULT_OBJECT})',
    )
    _add_facts(check)
    check.add_argument(
        '--facts', action='store_true', help='check enum, citations, history and registry instead'
    )
    check.add_argument(
        '--format',
        choices=list(FORMATS),
        default='text',
        help='the form of the findings (default: %(default)s)',
    )


def _add_facts(command: argparse.ArgumentParser) -> None:
    """Add the options that say what is true."""
    from .facts.registry import DEFAULT_EDITION, EDITIONS

    command.add_argument(
        '--release', default='', help='the release of the documented project, such as 3.6'
    )
    command.add_argument(
        '--edition',
        default=DEFAULT_EDITION,
        help=f'which specifications to cite: {", ".join(EDITIONS)} (default: %(default)s)',
    )
    command.add_argument('--codes', default='', help="which rows, such as '2xx 404 500-504 !501'")
    command.add_argument(
        '--citations', type=Path, metavar='FILE', help="a CSV file of the project's own citations"
    )
    command.add_argument(
        '--history', type=Path, metavar='FILE', help="a history of the project's own enum"
    )
