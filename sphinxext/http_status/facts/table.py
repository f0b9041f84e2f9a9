"""From a request to its table: the one function that directive, command line and checks call."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from .columns import Kind, check_columns, default_columns, find_attributes, has_kind
from .history_file import SHIPPED, find_history
from .model import StatusTable
from .problems import FactsError, Problem, RequestError, Subtype
from .registry import DEFAULT_EDITION, find_citations, read_citations
from .selection import select_rows
from .sources.source import ReleaseSource, find_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from .history import History
    from .model import Citation, Code, Note, StatusRow
    from .request import TableRequest
    from .sources.source import Source

    Report = Callable[[Problem], None]

T = TypeVar('T')


def require_table(request: TableRequest) -> StatusTable:
    """Return the table of a request in which nothing is wrong.

    :raises RequestError: something is wrong with the request.
    """
    problems: list[Problem] = []
    try:
        table = make_table(request, problems.append)
    except FactsError as error:
        raise RequestError([*problems, error.problem]) from error
    if problems:
        raise RequestError(problems)
    return table


def make_table(request: TableRequest, report: Report) -> StatusTable:
    """Return the table that *request* asks for.

    :param report: called with each problem that leaves a table to show.
    :raises FactsError: there is no table to show, since the object cannot be read.
    """
    history = _attempt(lambda: find_history(request.object, dict(request.histories)), report)
    release = find_release(request, history, report)
    recorded = ReleaseSource(history, release) if history and release else None
    source: Source = recorded if request.release and recorded else find_source(request.object, report)
    columns = check_columns(request.columns, source.attributes, report)
    complete = tuple(_complete(source, recorded, columns, request, report))
    shown = select_rows(complete, request.codes, report) if complete else ()
    if not shown:
        report(_empty(request, members=bool(complete)))
    return StatusTable(
        object=request.object,
        columns=columns or default_columns(shown),
        rows=shown,
        notes=tuple(_notes(recorded, shown, complete)),
        complete=len(shown) == len(complete),
    )


def find_release(request: TableRequest, history: History | None, report: Report) -> str:
    """Return the release that a request is about; empty when no history is known.

    Without one in the request it is that of the running Python for an enum of Python's own, and
    the newest in the history for any other.
    """
    if history is None:
        if request.release:
            template = (
                'no history of %(object)s is known, so its release %(release)s is not either; '
                'name a history file in http_status_histories, or take release out'
            )
            arguments = {'object': request.object, 'release': request.release}
            report(Problem(Subtype.RELEASE, template, arguments))
        return ''
    if request.release:
        return _attempt(lambda: history.find_release(request.release), report) or ''
    if request.object in SHIPPED and request.object not in dict(request.histories):
        running = '.'.join(map(str, sys.version_info[:2]))
        return running if running in history.releases else history.releases[-1]
    return history.releases[-1]


def _complete(
    source: Source,
    recorded: ReleaseSource | None,
    columns: Sequence[str],
    request: TableRequest,
    report: Report,
) -> Iterator[StatusRow]:
    """Yield all rows of a source, with what specifications and history know of them."""
    docstrings = source.docstrings() if has_kind(columns, Kind.MARKUP) else {}
    citations = _citations(request, report)
    since = {row.code: row.since for row in recorded.rows()} if recorded else {}
    for row in source.rows(find_attributes(columns)):
        yield replace(
            row,
            citation=citations.get(row.code),
            since=since.get(row.code, ''),
            doc=docstrings.get(row.name, ''),
        )


def _citations(request: TableRequest, report: Report) -> Mapping[Code, Citation]:
    shipped = _attempt(lambda: find_citations(request.edition), report)
    citations = find_citations(DEFAULT_EDITION) if shipped is None else shipped
    if (path := request.citations) is None:
        return citations
    return {**citations, **(_attempt(lambda: read_citations(path), report) or {})}


def _notes(
    recorded: ReleaseSource | None, shown: Sequence[StatusRow], complete: Sequence[StatusRow]
) -> Iterable[Note]:
    """Return the notes that concern the rows shown."""
    notes = recorded.history.notes(recorded.release) if recorded else ()
    if len(shown) == len(complete):
        return notes
    codes = {row.code for row in shown}
    chosen = (
        replace(note, changes=tuple(change for change in note.changes if change.code in codes))
        for note in notes
    )
    return [note for note in chosen if note.changes]


def _empty(request: TableRequest, *, members: bool) -> Problem:
    if members:
        template = 'codes %(codes)r leave no row of %(object)s; name a code that it has'
        return Problem(Subtype.CODES, template, {'codes': request.codes, 'object': request.object})
    template = (
        '%(object)s has no members, so its table has no rows; give it members, or take the table out'
    )
    return Problem(Subtype.OBJECT, template, {'object': request.object})


def _attempt(function: Callable[[], T], report: Report) -> T | None:
    try:
        return function()
    except FactsError as error:
        report(error.problem)
        return None
