"""The http-status command: 0 is fine, 1 is drift, 2 is wrong use, 130 is an interruption."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from .commands import WRONG_USE, run_check, run_render
from .commands_catalog import run_catalog
from .commands_history import run_history
from .console import Console, OutputError, nowhere
from .facts.characters import visible
from .facts.problems import RequestError, describe_error
from .facts.request import DEFAULT_OBJECT

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

#: What shells give for a program that Ctrl-C has ended.
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command, and return its exit status.

    :param arguments: the words of the command line; those of the process by default.
    """
    # Where standard error is closed, messages would go to standard output.
    with contextlib.redirect_stderr(sys.stderr or nowhere()):
        try:
            parser = make_parser()
            # No system lets a file have such a name, nor a process such an argument.
            if any('\0' in word for word in arguments or ()):
                parser.error('a null character can stand in no argument')
            options = parser.parse_args(arguments)
        except SystemExit:
            _flush()
            raise
        with Console(options.command) as console:
            return run(options, console)


def run(options: Namespace, console: Console) -> int:
    """Run a command, and return its exit status; whatever goes wrong is a message and no traceback."""
    try:
        status: int = options.run(options, console)
    except KeyboardInterrupt:
        console.complain('interrupted')
        return INTERRUPTED
    except (OutputError, RequestError) as error:
        console.complain(str(error))
    except Exception as error:
        console.complain(f'this is a fault of http-status, please report it: {describe_error(error)}')
    else:
        return status
    return WRONG_USE


def _flush() -> None:
    """Write what has been printed, such as help; where nobody takes it, forget it."""
    try:
        if sys.stdout:
            sys.stdout.flush()
    except OSError:
        # Python would try again at the end, and complain.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Parser(argparse.ArgumentParser):
    """A parser whose messages have nothing in them that steers a terminal, whatever the words are."""

    def error(self, message: str) -> NoReturn:
        """Write a message, and end with the exit status of wrong use."""
        super().error(visible(message))


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    from . import __version__

    parser = Parser(
        prog='http-status', description='Tables of status codes that cannot disagree with the code.'
    )
    parser.add_argument('--version', action='version', version=f'%(prog)s {__version__}')
    commands = parser.add_subparsers(title='commands', metavar='COMMAND', dest='command', required=True)
    _add_render(commands)
    _add_check(commands)
    _add_history(commands)
    _add_catalog(commands)
    return parser


def _add_render(commands: argparse._SubParsersAction[Parser]) -> None:
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


def _add_check(commands: argparse._SubParsersAction[Parser]) -> None:
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
        '--strict', action='store_true', help='fail for what is told for information, too'
    )
    check.add_argument(
        '--notes', action='store_true', help='ask for a note of each release that changed members'
    )
    check.add_argument(
        '--format',
        choices=list(FORMATS),
        default='text',
        help='the form of the findings (default: %(default)s)',
    )


def _add_history(commands: argparse._SubParsersAction[Parser]) -> None:
    history = commands.add_parser(
        'history', help='write which release of a project had which members, from its git tags'
    )
    history.set_defaults(run=run_history)
    history.add_argument(
        'objects',
        metavar='OBJECT',
        nargs='+',
        help='the dotted path of an enum or its place, such as src/app/errors.py::Error, and then the '
        'places that it had before',
    )
    history.add_argument(
        '-o', '--output', type=Path, metavar='FILE', help='the history, to which releases are added'
    )
    history.add_argument('--tags', metavar='PATTERN', help="which tags, such as 'v*' (default: all)")
    history.add_argument(
        '--repo',
        type=Path,
        default=Path(),
        metavar='DIR',
        help='the folder that places are relative to, in a git repository (default: this folder)',
    )
    history.add_argument(
        '--release', default='', help='add the present state as this release, instead of tags'
    )
    _add_code(history)


def _add_catalog(commands: argparse._SubParsersAction[Parser]) -> None:
    catalog = commands.add_parser(
        'catalog', help="print our translations as a .po, with which a project's catalogs are filled"
    )
    catalog.set_defaults(run=run_catalog)
    catalog.add_argument('language', metavar='LANGUAGE', help='the code of a language, such as pt_BR')
    catalog.add_argument('--path', action='store_true', help='print where the catalog is instead')


def _add_code(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        '--code', default='', metavar='NAME', help='the attribute of members that is the code'
    )


def _add_facts(command: argparse.ArgumentParser) -> None:
    """Add the options that say what is true."""
    from .facts.citations import DEFAULT_EDITION, EDITIONS
    from .facts.registry import NO_REGISTRY, REGISTRIES

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
        '--registry',
        default='',
        help='the registry that the codes belong to, if their names do not tell: '
        f'{", ".join(REGISTRIES)} or {NO_REGISTRY}',
    )
    _add_code(command)
    command.add_argument(
        '--citations', type=Path, metavar='FILE', help="a CSV file of the project's own citations"
    )
    command.add_argument(
        '--history', type=Path, metavar='FILE', help="a history of the project's own enum"
    )
