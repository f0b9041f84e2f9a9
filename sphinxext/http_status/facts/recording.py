"""Finds out what each release of a project had as members, from its git tags, for its history."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from .histories.versions import numbers_of, sort_tags
from .histories.writing import releases_of
from .problems import FactsError, NotThereError, Problem, Subtype, listed
from .request import is_place, owner_of, split_pattern
from .sources.folders import Folder
from .sources.source import find_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import PurePath

    from .histories.history import History
    from .histories.repository import Repository
    from .model import StatusRow

    Rows = Sequence[StatusRow]
    Report = Callable[[Problem], None]

#: Where projects have their packages.
ROOTS = ('', 'src', 'lib', 'Lib')
#: So many tags are named in one message.
NAMED = 5


@dataclass(frozen=True, slots=True)
class Recorder:
    """Reads the members of one object in the releases of a project."""

    repository: Repository
    #: Where the object is, or was in older releases: places or dotted paths.
    places: Sequence[str]
    #: The attribute of members that is the code; empty to find it.
    code: str
    report: Report

    def read_tags(self, pattern: str, known: History | None) -> Iterator[tuple[str, Rows]]:
        """Yield the releases that are tagged, and that a history does not know yet, with their members.

        :param pattern: which tags, such as ``v*``; empty for all.
        :raises FactsError: git cannot read the repository, or no release has such a name in the file.
        """
        tags = sort_tags(self.repository.tags(pattern))
        self._leave_out('pre-releases', tags.pre_releases)
        self._leave_out('tags that are no versions', tags.others)
        oldest = numbers_of(known.releases[0]) if known else ()
        has_begun, missing = False, None
        for release, tag in tags.by_release.items():
            if (known and release in known.releases) or numbers_of(release) < oldest:
                continue
            try:
                rows = self.read_tag(tag)
            except NotThereError as error:
                rows, missing = None, error
            except FactsError as error:
                self._note('left out %(release)s: %(error)s', release=release, error=str(error.problem))
                continue
            if rows is not None:
                has_begun = True
                yield release, rows
            elif has_begun or known:
                places = ' or '.join(self.places)
                self._note('left out %(release)s: it has no %(places)s', release=release, places=places)
        if missing and not (has_begun or known):
            raise missing

    def read_tag(self, tag: str) -> Rows | None:
        """Return the members that a tag has; None where no place is in it.

        :raises FactsError: none of the places that it has can be read.
        """
        files = self.repository.files(tag)

        def read(path: PurePath) -> bytes | None:
            return self.repository.read(tag, path) if str(path) in files else None

        problem: FactsError | None = None
        for place in self._candidates():
            if place.partition('::')[0] in files:
                try:
                    return self.read(place, Folder(PurePosixPath(), read))
                except FactsError as error:
                    if problem is None or isinstance(problem, NotThereError):
                        problem = error
        if problem:
            raise problem
        return None

    def read_release(self, release: str) -> Rows | None:
        """Return the members that a release had, by its tag; None if that cannot be told."""
        try:
            tag = sort_tags(self.repository.tags()).by_release.get(release)
            return self.read_tag(tag) if tag else None
        except FactsError:
            return None

    def read(self, place: str, folder: Folder) -> Rows:
        """Return the members of an object.

        :raises FactsError: it cannot be read, or two members have one code, by which releases know them.
        """
        found = list(find_source(place, self.code, folder, self.report).rows())
        codes = [row.code for row in found]
        for code in codes:
            if codes.count(code) > 1:
                template = (
                    'two members of %(object)s have the code %(code)s, by which a history knows them'
                )
                raise FactsError(
                    Problem(Subtype.HISTORY, template, {'object': place, 'code': str(code)})
                )
        return tuple(found)

    def _candidates(self) -> Iterator[str]:
        """Yield the places to look at, from the root of the repository."""
        for place in self.places:
            if is_place(place):
                file, colons, name = place.partition('::')
                path = posixpath.normpath(posixpath.join(self.repository.prefix, file))
                yield f'{path}{colons}{name}'
            else:
                yield from _places_of(place)

    def _leave_out(self, what: str, tags: Sequence[str]) -> None:
        if tags:
            self._note('left out %(what)s: %(tags)s', what=what, tags=listed(tags, NAMED))

    def _note(self, template: str, **arguments: str) -> None:
        self.report(Problem(Subtype.HISTORY, template, arguments, is_note=True))


def _places_of(path: str) -> Iterator[str]:
    """Yield the places where a project may have what is at a dotted path."""
    parts = owner_of(path).split('.')
    pattern = split_pattern(path)[1]
    for length in range(len(parts), 0, -1):
        names = pattern or '.'.join(parts[length:])
        for root in ROOTS:
            module = posixpath.join(root, *parts[:length])
            for file in (f'{module}.py', f'{module}/__init__.py'):
                yield f'{file}::{names}' if names else file


def add_releases(
    known: History | None, found: Mapping[str, Rows], read_again: Callable[[str], Rows | None]
) -> Mapping[str, Rows]:
    """Return the releases of a history with those that have been found; those it knows stay as they are.

    What a person has changed in the texts of a history goes on as long as the code says the same.

    :param read_again: returns the members that a release had in the code; None if that cannot be told.
    """
    releases: dict[str, Rows] = releases_of(known) if known else {}
    said: dict[str, Rows | None] = {}
    for release, rows in found.items():
        older = [each for each in releases if numbers_of(each) < numbers_of(release)]
        before = max(older, key=numbers_of, default='')
        if before and before not in said:
            said[before] = read_again(before)
        releases[release] = tuple(_kept(rows, said.get(before) or (), releases.get(before, ())))
        said[release] = rows
    return releases


def _kept(rows: Rows, said: Rows, written: Rows) -> Iterator[StatusRow]:
    """Yield rows with the texts that are written of the release before, where the code says the same."""
    before = {row.code: row for row in said}
    edited = {row.code: row for row in written}
    for row in rows:
        texts = {
            name: getattr(edited[row.code], name)
            for name in ('phrase', 'description')
            if row.code in before
            and row.code in edited
            and getattr(before[row.code], name) == getattr(row, name)
        }
        yield replace(row, **texts)
