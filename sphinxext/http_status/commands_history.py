"""What ``http-status history`` does, once its words are understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .commands import FINE
from .console import current_folder
from .facts.characters import plain
from .facts.problems import FactsError, RequestError
from .facts.request import dotted, split_name

#: So many releases are named in one message.
MOST_NAMED = 8

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from .console import Console
    from .facts.histories.history import History
    from .facts.model import StatusRow
    from .facts.problems import Problem
    from .facts.recording import Recorder


def run_history(options: Namespace, console: Console) -> int:
    """Write which release of a project had which members, and say what has been left out."""
    names = [split_name(word) for word in options.objects]
    object_path = dotted(names[0][0])
    try:
        return _record(options, object_path, [place or dotted(name) for name, place in names], console)
    except FactsError as error:
        raise RequestError([error.problem]) from error


def _record(options: Namespace, object_path: str, places: Sequence[str], console: Console) -> int:
    from .facts.histories.files import read_history
    from .facts.histories.repository import Repository
    from .facts.histories.writing import history_text
    from .facts.recording import Recorder, add_releases

    told: set[str] = set()

    def tell(problem: Problem) -> None:
        # What is to know of the object is so in many releases.
        if str(problem) not in told:
            told.add(str(problem))
            console.complain(f'note: {problem}')

    is_there = options.output and options.output.exists()
    known = read_history(object_path, options.output) if is_there else None
    recorder = Recorder(Repository(options.repo), places, options.code, tell)
    found = dict(_find_releases(options, recorder, known))
    if not found:
        console.complain(_nothing_new(options, known))
        return FINE
    text = history_text(
        known.object if known else object_path, add_releases(known, found, recorder.read_release)
    )
    if options.output:
        _write(options.output, text)
        console.complain(f'wrote {options.output}: {_named([*found])} of {object_path}')
    else:
        console.write(text)
    return FINE


def _named(releases: Sequence[str]) -> str:
    """Return releases by their names, or the first and the last if there are many."""
    if len(releases) <= MOST_NAMED:
        return ', '.join(releases)
    return f'{len(releases)} releases from {releases[0]} to {releases[-1]}'


def _find_releases(
    options: Namespace, recorder: Recorder, known: History | None
) -> Iterator[tuple[str, Sequence[StatusRow]]]:
    """Yield the releases that a history does not know, from tags or the present state."""
    # The file has it in this form.
    release = plain(options.release)
    if options.tags is not None or not release:
        yield from recorder.read_tags(options.tags or '', known)
    if release:
        yield from _present(recorder, release, known)


def _present(
    recorder: Recorder, release: str, known: History | None
) -> Iterator[tuple[str, Sequence[StatusRow]]]:
    """Yield the present state of an object as a release, unless a history has it so."""
    from .facts.sources.folders import Folder

    with current_folder():
        rows = recorder.read(recorder.places[0], Folder())
    if known is None or release not in known.releases:
        yield release, rows
    elif {(row.code, row.name) for row in rows} != {(row.code, row.name) for row in known.rows(release)}:
        message = f'the history has {release} already, with other members; take it out to write it anew'
        raise RequestError([message])


def _nothing_new(options: Namespace, known: History | None) -> str:
    """Return what there is to say where no release is new.

    :raises RequestError: there is none at all.
    """
    if known:
        return f'{options.output} knows all releases already; the last is {known.releases[-1]}'
    where = f'no tag in {options.repo.absolute()} has members of {" or ".join(options.objects)}'
    raise RequestError([f'{where}; give the path of its file, such as src/app/errors.py::Error'])


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding='utf-8', newline='\n')
    except OSError as error:
        raise RequestError([f'cannot write {path}: {error.strerror}']) from error
