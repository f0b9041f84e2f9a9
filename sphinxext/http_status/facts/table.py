"""From a request to a table: the one function that the directive and the command line call."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from enum import Enum
from types import ModuleType
from typing import TYPE_CHECKING, Protocol, TypeVar

from .citations import DEFAULT_EDITION, find_citations, read_citations
from .columns import COLUMNS, check_columns, default_columns
from .constants import ConstantsReader
from .history import SHIPPED, find_history
from .members import MemberReader
from .model import StatusTable
from .problems import FactsError, Problem, RequestError, Subtype
from .selection import select_rows
from .source import import_object, not_an_enum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from .history import History
    from .model import Citation, Code, Note, StatusRow
    from .request import TableRequest

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
    :raises FactsError: there is no table to show, since the enum cannot be had.
    """
    history = _attempt(lambda: find_history(request.object, dict(request.histories)), report)
    release = find_release(request, history, report)
    source: Source
    if request.release and history and release:
        source = HistorySource(history, release)
    else:
        source = _imported(request.object, report)
    columns = check_columns(request.columns, source.attributes, report)
    rows = source.rows([name for name in columns if name not in COLUMNS], docs='doc' in columns)
    complete = tuple(_complete(rows, request, history, release, report))
    shown = select_rows(complete, request.codes, report) if complete else ()
    if not shown:
        report(_empty(request, members=bool(complete)))
    return StatusTable(
        object=request.object,
        columns=columns or default_columns(shown),
        rows=shown,
        notes=tuple(_notes(history, release, shown, complete)),
        complete=len(shown) == len(complete),
    )


def _imported(path: str, report: Report) -> Source:
    found = import_object(path)
    if isinstance(found, type) and issubclass(found, Enum):
        return MemberReader(found, report)
    if isinstance(found, ModuleType) and any((constants := ConstantsReader(found)).rows()):
        return constants
    raise FactsError(not_an_enum(path, found))


class Source(Protocol):
    """Whatever yields the members of an enum: the imported enum, or its history."""

    def rows(self, attributes: Iterable[str], *, docs: bool) -> Iterable[StatusRow]:
        """Return the rows in definition order, with the given attributes of each member."""

    def attributes(self) -> Sequence[str]:
        """Return the names of the public attributes of the members."""


@dataclass(frozen=True, slots=True)
class HistorySource:
    """The members of one release, without attributes and docstrings: no history has them."""

    history: History
    release: str

    def rows(self, _attributes: Iterable[str], *, docs: bool) -> Iterable[StatusRow]:  # noqa: ARG002
        """Return the rows of the release, in definition order."""
        return self.history.rows(self.release)

    def attributes(self) -> Sequence[str]:
        """Return nothing."""
        return ()


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
    rows: Iterable[StatusRow],
    request: TableRequest,
    history: History | None,
    release: str,
    report: Report,
) -> Iterator[StatusRow]:
    """Yield *rows* with what specifications and history know of them."""
    citations = _citations(request, report)
    known = {row.code: row.since for row in history.rows(release)} if history and release else {}
    for row in rows:
        yield replace(row, citation=citations.get(row.code), since=known.get(row.code, ''))


def _citations(request: TableRequest, report: Report) -> Mapping[Code, Citation]:
    shipped = _attempt(lambda: find_citations(request.edition), report)
    citations = find_citations(DEFAULT_EDITION) if shipped is None else shipped
    if (path := request.citations) is None:
        return citations
    return {**citations, **(_attempt(lambda: read_citations(path), report) or {})}


def _notes(
    history: History | None, release: str, shown: Sequence[StatusRow], complete: Sequence[StatusRow]
) -> Iterator[Note]:
    """Yield the notes that concern the rows shown."""
    notes = history.notes(release) if history and release else ()
    if len(shown) == len(complete):
        yield from notes
        return
    codes = {row.code for row in shown}
    for note in notes:
        if changes := tuple(change for change in note.changes if change.code in codes):
            yield replace(note, changes=changes)


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
