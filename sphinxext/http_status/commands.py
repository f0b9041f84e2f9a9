"""What the commands of ``http-status`` do, once their words are understood."""

from __future__ import annotations

import contextlib
import importlib.util
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from .console import current_folder
from .facts.problems import RequestError
from .facts.request import DEFAULT_OBJECT, TableRequest, is_place, split_name

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from .console import Console
    from .drift.check import Address
    from .drift.findings import Finding
    from .facts.model import StatusTable

FINE = 0
DRIFT = 1
WRONG_USE = 2

#: A path, which may end like an entry point, or with a pattern of constants: ``os:EX_*``.
_DOTTED_PATH = re.compile(r'[^\W\d]\w*([.:][^\W\d]\w*)+|[^\W\d]\w*(\.[^\W\d]\w*)*:[\w*?]+')
_MODULE = re.compile(r'[^\W\d]\w*')


def run_render(options: Namespace, console: Console) -> int:
    """Print the rows of a table; print nothing but messages when the request is wrong."""
    from .page.text import render

    columns = tuple(options.columns.replace(',', ' ').split())
    table = _require_table(_request(options, options.object, columns), console)
    console.write(render(table, options.format))
    return FINE


def run_check(options: Namespace, console: Console) -> int:
    """Print what is found, and say in the exit status whether there is drift."""
    addresses, object_path = _split_words(options)
    request = _request(options, object_path)
    _load_parsers(addresses)
    table = _require_table(request, console)
    if options.facts:
        from .drift.facts_check import check_facts

        return _report(check_facts(request, table), options, console)
    return _check_pages(addresses, options, request, table, console)


def _load_parsers(addresses: Iterable[Address]) -> None:
    """Load what reads the pages, before a module of the current folder could take its name."""
    from .drift.parsing.files import MARKDOWN_SUFFIXES

    if any(address.path.suffix.lower() in MARKDOWN_SUFFIXES for address in addresses):
        # Who lacks it is told so when the page is read.
        with contextlib.suppress(ImportError):
            from myst_parser.parsers import docutils_  # noqa: F401


def _require_table(request: TableRequest, console: Console) -> StatusTable:
    from .facts.table import require_table

    with current_folder():
        return require_table(request, lambda problem: console.complain(f'note: {problem}'))


def _check_pages(
    addresses: Iterable[Address],
    options: Namespace,
    request: TableRequest,
    table: StatusTable,
    console: Console,
) -> int:
    """Check page by page; one that cannot be read keeps no other from being checked."""
    from .drift.check import check_file
    from .drift.comparing.notes import Asked
    from .drift.parsing.files import DocumentError
    from .drift.reporting import repairs

    asked = Asked.ALL if options.notes else Asked.TOLD
    others = partial(_find_neighbours, request)
    statuses, pages = [FINE], []
    for address in addresses:
        try:
            page = check_file(address, table, asked=asked, others=others)
        except DocumentError as error:
            console.complain(str(error))
            statuses.append(WRONG_USE)
            continue
        statuses.append(_report(page.findings, options, console))
        pages.append(page)
    for line in repairs(pages, request):
        console.complain(line)
    return max(statuses)


def _find_neighbours(request: TableRequest) -> frozenset[str]:
    from .facts.neighbours import find_neighbours

    with current_folder():
        return find_neighbours(request)


def _report(findings: Iterable[Finding], options: Namespace, console: Console) -> int:
    """Print the findings, and return whether they are drift."""
    from .drift.reporting import FORMATS

    status = FINE
    for finding in findings:
        console.write(FORMATS[options.format](finding) + '\n')
        if finding.drift or options.strict:
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
    from .drift.check import exists
    from .drift.parsing.files import SUFFIXES

    if is_place(word) or split_name(word)[1]:
        return True
    path = Path(word)
    if exists(path) or path.suffix.lower() in SUFFIXES:
        return False
    return _is_module(word) if _MODULE.fullmatch(word) else _DOTTED_PATH.fullmatch(word) is not None


def _is_module(word: str) -> bool:
    try:
        with current_folder():
            return importlib.util.find_spec(word) is not None
    except (AttributeError, ImportError, ValueError):
        # A module that has been made by hand, such as __main__, cannot be found.
        return False


def _request(options: Namespace, object_path: str, columns: tuple[str, ...] = ()) -> TableRequest:
    return TableRequest(
        object=object_path,
        release=options.release,
        edition=options.edition,
        codes=options.codes,
        registry=options.registry,
        code=options.code,
        columns=columns,
        citations=options.citations,
        histories=((object_path, options.history),) if options.history else (),
    )
