"""From a request to its table: the one function that directive, command line and checks call."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from .agreement import find_family, find_registries
from .characters import encodable
from .citations import DEFAULT_EDITION, check_edition, find_citation, read_citations
from .columns import Kind, check_columns, default_columns, find_attributes, has_kind
from .histories.files import SHIPPED, find_history
from .model import StatusTable
from .problems import FactsError, Problem, RequestError, Subtype
from .registry import check_registry, find_registration
from .request import is_place
from .selection import select_rows
from .sources.docstrings.finding import find_since
from .sources.folders import Folder
from .sources.kinds.constants import ChosenConstants, ConstantsSource
from .sources.source import ReleaseSource, find_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from .histories.history import History
    from .model import Note, StatusRow
    from .request import TableRequest
    from .sources.source import Source

    Report = Callable[[Problem], None]

T = TypeVar('T')


def require_table(request: TableRequest, note: Report = lambda _problem: None) -> StatusTable:
    """Return the table of a request in which nothing is wrong.

    :param note: called with what there is to know of it.
    :raises RequestError: something is wrong with the request.
    """
    told: list[Problem] = []
    try:
        table = make_table(request, told.append)
    except FactsError as error:
        told.append(error.problem)
        raise RequestError(problem for problem in told if not problem.is_note) from error
    if problems := [problem for problem in told if not problem.is_note]:
        raise RequestError(problems)
    for problem in told:
        note(problem)
    return table


def make_table(request: TableRequest, report: Report) -> StatusTable:
    """Return the table that *request* asks for.

    :param report: called with each problem that leaves a table to show.
    :raises FactsError: there is no table to show, since the object cannot be read.
    """
    history = _attempt(lambda: find_history(request.object, dict(request.histories)), report)
    release = find_release(request, history, report)
    recorded = ReleaseSource(history, release) if history and release else None
    source = _find_source(request, recorded, report)
    columns = check_columns(request.columns, source.attributes, report)
    read = list(map(encodable_row, source.rows(find_attributes(columns))))
    docstrings = source.docstrings() if _needs_docstrings(columns) else {}
    complete = tuple(_bound(_dated(read, docstrings, columns, recorded), request, report))
    wrong: list[Problem] = []
    shown = select_rows(complete, request.codes, wrong.append) if complete else ()
    if not (shown or wrong):
        wrong.append(_empty(request, members=bool(complete)))
    for problem in wrong:
        report(problem)
    table = StatusTable(
        object=request.object,
        columns=columns or default_columns(shown, has_names=source.has_names),
        rows=shown,
        complete=len(shown) == len(complete),
        later=_later(recorded),
    )
    notes = _notes(recorded, shown, complete)
    return replace(table, notes=tuple(replace(note, registry=table.registry) for note in notes))


def find_release(request: TableRequest, history: History | None, report: Report) -> str:
    """Return the release that a request is about; empty when no history is known.

    Without one in the request it is that of the running Python for what is imported from it, and the
    newest in the history for anything else.
    """
    if history is None:
        if request.release:
            template = (
                'no history of %(object)s is known, so its release %(release)s is not either; '
                'take release out, or give its history'
            )
            arguments = {'object': request.object, 'release': request.release}
            where = ' in http_status_histories'
            report(Problem(Subtype.RELEASE, template, arguments, in_project=where))
        return ''
    if request.release:
        return _attempt(lambda: history.find_release(request.release, report), report) or ''
    is_running = request.object in SHIPPED and not request.place
    if is_running and request.object not in dict(request.histories):
        running = '.'.join(map(str, sys.version_info[:2]))
        return running if running in history.releases else history.releases[-1]
    return history.releases[-1]


def _find_source(request: TableRequest, recorded: ReleaseSource | None, report: Report) -> Source:
    if request.place and not is_place(request.place):
        template = '%(place)s is no file that can be read; give a .py, .json or .csv file for %(object)s'
        arguments = {'place': request.place, 'object': request.object}
        raise FactsError(Problem(Subtype.OBJECT, template, arguments))
    source: Source = (
        recorded
        if request.release and recorded and not request.place
        else find_source(request.place or request.object, request.code, Folder(request.folder), report)
    )
    if request.code and isinstance(source, ReleaseSource | ConstantsSource | ChosenConstants):
        template = (
            'code %(code)r is an attribute of members, which neither a history nor constants have; '
            'take code out'
        )
        report(Problem(Subtype.MEMBER, template, {'code': request.code}))
    return source


def _needs_docstrings(columns: Sequence[str]) -> bool:
    return not columns or has_kind(columns, Kind.MARKUP) or 'since' in columns


def _dated(
    rows: Iterable[StatusRow],
    docstrings: Mapping[str, str],
    columns: Sequence[str],
    recorded: ReleaseSource | None,
) -> Iterator[StatusRow]:
    """Yield rows with their docstrings, and the release that added each, by history or docstring."""
    since = {row.code: row.since for row in recorded.rows()} if recorded else {}
    shows_docstrings = not columns or has_kind(columns, Kind.MARKUP)
    for row in rows:
        doc = docstrings.get(row.name, '')
        yield replace(
            row, since=since.get(row.code) or find_since(doc), doc=doc if shows_docstrings else ''
        )


def encodable_row(row: StatusRow) -> StatusRow:
    """Return a row whose texts can be written to files, so that all that is made of it can."""
    return replace(
        row,
        code=encodable(row.code) if isinstance(row.code, str) else row.code,
        name=encodable(row.name),
        aliases=tuple(map(encodable, row.aliases)),
        phrase=encodable(row.phrase),
        description=encodable(row.description),
        attributes={
            name: encodable(value) if isinstance(value, str) else value
            for name, value in row.attributes.items()
        },
    )


def _bound(rows: Iterable[StatusRow], request: TableRequest, report: Report) -> Iterator[StatusRow]:
    """Yield rows with their registry, and with what it and the project's own citations say of them."""
    rows = tuple(rows)
    wanted = _attempt(lambda: check_registry(request.registry), report) or ''
    edition = _attempt(lambda: check_edition(request.edition), report) or DEFAULT_EDITION
    registries = find_registries(rows, wanted, request.object, report)
    path = request.citations
    own = (_attempt(lambda: read_citations(path), report) or {}) if path else {}
    for row in rows:
        bound = replace(row, registry=registries[find_family(row)])
        registration = find_registration(bound)
        written = registration.written if registration else ''
        yield replace(
            bound,
            written=written if written != str(row.code) else '',
            citation=own.get((request.object, str(row.code))) or find_citation(bound, edition),
        )


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


def _later(recorded: ReleaseSource | None) -> tuple[Note, ...]:
    """Return the notes of the releases behind the one that is shown."""
    if recorded is None:
        return ()
    history = recorded.history
    return history.notes(history.releases[-1])[len(history.notes(recorded.release)) :]


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
