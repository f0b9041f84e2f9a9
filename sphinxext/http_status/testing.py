"""Helpers for the tests of a project: its pages must show what its code says.

A page is a file in reStructuredText, Markdown or HTML, and may be followed by the id of a section
or table in it: ``docs/status.rst#codes``. Nothing here imports pytest.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from .facts.request import TableRequest

__all__ = ['assert_no_drift']


def assert_no_drift(  # noqa: PLR0913  (one for each option)
    *pages: str | PathLike[str],
    object: str = 'http.HTTPStatus',  # noqa: A002  (the name that directive and command line use)
    release: str = '',
    edition: str = '9110',
    codes: str = '',
    registry: str = '',
    code: str = '',
    citations: str | PathLike[str] | None = None,
    history: str | PathLike[str] | None = None,
    notes: bool = False,
) -> None:
    """Assert that pages show an enum as it is; HTML is read as a browser shows it.

    :param pages: the files, each with ``#id`` behind it if need be.
    :param object: the dotted path or place of what has the codes.
    :param release: that of the documented project; what is imported by default.
    :param edition: which specifications are cited: ``9110``, ``7231`` or ``2616``.
    :param codes: which rows the pages show, such as ``2xx 404``; all by default.
    :param registry: the registry of the codes, or ``none``; found by codes and names by default.
    :param code: the attribute of members that is the code; found by default.
    :param citations: a CSV file of the project's own citations.
    :param history: a history of the project's own enum.
    :param notes: whether a page has to say what each release changed.
    :raises AssertionError: a page and the enum disagree; each finding is a line of the message.
    :raises ValueError: the request itself is wrong, or a page cannot be read.
    """
    __tracebackhide__ = True
    from .facts.request import TableRequest

    request = TableRequest(
        object=object, codes=codes, registry=registry, code=code, release=release, edition=edition
    )
    request = replace(
        request,
        citations=Path(citations) if citations else None,
        histories=((object, Path(history)),) if history else (),
    )
    if lines := _drift([*map(str, pages)], request, notes=notes):
        raise AssertionError('\n'.join(['page and code disagree', *lines]))


def _drift(pages: Sequence[str], request: TableRequest, *, notes: bool) -> list[str]:
    """Return what is to be said of pages with drift, and nothing if there are none."""
    from .drift.check import Address, check_file
    from .drift.comparing.notes import Asked
    from .drift.reporting import as_text, repairs
    from .facts.neighbours import find_neighbours
    from .facts.table import require_table

    table = require_table(request)
    if not pages:
        raise ValueError('name a page to check')
    asked = Asked.ALL if notes else Asked.TOLD
    others = partial(find_neighbours, request)
    checked = [check_file(Address.parse(page), table, asked=asked, others=others) for page in pages]
    drift = [as_text(finding) for page in checked for finding in page.drift]
    return [*drift, *repairs(checked, request)] if drift else []
