"""The http-status command: 0 is fine, 1 is drift, 2 is wrong use."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FINE = 0
WRONG_USE = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command, and return its exit status.

    :param arguments: the words of the command line; those of the process by default.
    """
    options = make_parser().parse_args(arguments)
    status: int = options.run(options)
    return status


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    from . import __version__

    parser = argparse.ArgumentParser(
        prog='http-status', description='Tables of status codes that cannot disagree with the code.'
    )
    parser.add_argument('--version', action='version', version=f'%(prog)s {__version__}')
    commands = parser.add_subparsers(title='commands', metavar='COMMAND', required=True)
    _add_render(commands)
    return parser


def _add_render(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from .facts.citations import DEFAULT_EDITION, EDITIONS
    from .page.text import FORMATS

    render = commands.add_parser('render', help='print the rows of a table')
    render.set_defaults(run=run_render)
    render.add_argument(
        'object',
        metavar='OBJECT',
        nargs='?',
        default='http.HTTPStatus',
        help='the dotted path of an enum (default: %(default)s)',
    )
    render.add_argument(
        '--release', default='', help='the release of the documented project, such as 3.6'
    )
    render.add_argument(
        '--edition',
        default=DEFAULT_EDITION,
        help=f'which specifications to cite: {", ".join(EDITIONS)} (default: %(default)s)',
    )
    render.add_argument('--codes', default='', help="which rows, such as '2xx 404 500-504 !501'")
    render.add_argument('--columns', default='', help="which columns, such as 'code name phrase'")
    render.add_argument(
        '--format',
        choices=list(FORMATS),
        default='rst',
        help='the form of the text (default: %(default)s)',
    )


def run_render(options: argparse.Namespace) -> int:
    """Print the rows of a table; print nothing but messages when the request is wrong."""
    from .facts.problems import FactsError
    from .facts.table import TableRequest, make_table
    from .page.text import render

    request = TableRequest(
        object=options.object,
        release=options.release,
        edition=options.edition,
        codes=options.codes,
        columns=tuple(options.columns.replace(',', ' ').split()),
    )
    problems: list[object] = []
    # The user's modules are looked for where the user stands.
    sys.path.insert(0, '')
    text = ''
    try:
        text = render(make_table(request, problems.append), options.format)
    except FactsError as error:
        problems.append(error)
    for problem in problems:
        print(f'http-status render: {problem}', file=sys.stderr)
    if problems:
        return WRONG_USE
    # A terminal may lack characters, and gets escapes for them.
    encoding = sys.stdout.encoding or 'utf-8'
    print(text.encode(encoding, 'backslashreplace').decode(encoding), end='')
    return FINE
