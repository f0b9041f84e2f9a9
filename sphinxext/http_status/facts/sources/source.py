"""What every reader of members offers, and which reader an object gets."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from enum import Enum, EnumMeta
from types import ModuleType
from typing import TYPE_CHECKING, Protocol, TypeGuard, cast

from sphinxext.http_status.facts.problems import FactsError, Problem, Subtype
from sphinxext.http_status.facts.request import (
    is_place,
    is_python,
    member_path,
    pattern_path,
    split_pattern,
)

from .guarded import attributes_of, is_a, is_mapping, is_mock, type_name
from .importing import import_object
from .kinds.constants import ChosenConstants, ConstantsSource, choose_constants
from .kinds.enums import EnumSource, LookalikeSource
from .kinds.exceptions import ExceptionsSource, is_exception
from .kinds.files import read_file
from .kinds.records import Record, RecordsSource, read_literal, read_mapping
from .static.places import read_place
from .static.unread import UnreadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sphinxext.http_status.facts.histories.history import History
    from sphinxext.http_status.facts.model import StatusRow

    from .folders import Folder
    from .members import MembersSource


class Source(Protocol):
    """Whatever the members of an object are read from."""

    def rows(self, attributes: Iterable[str] = ()) -> Iterable[StatusRow]:
        """Return a row for each member, in definition order.

        :param attributes: the names of further attributes to read, or dotted paths to them.
        """

    def attributes(self, below: str = '') -> Sequence[str]:
        """Return the names of the public attributes that members have.

        :param below: the dotted path of what has the attributes, if that is not the member.
        """

    def docstrings(self) -> Mapping[str, str]:
        """Return the docstrings of the members that have one, by name, as reStructuredText."""

    @property
    def has_names(self) -> bool:
        """Whether members have names, rather than codes alone."""


def find_source(path: str, code: str, folder: Folder, report: Callable[[Problem], None]) -> Source:
    """Return the reader of a file, or of the object at a path with or without a pattern of names.

    :param code: the attribute of members that is the code; empty to find it.
    :param folder: where a file is looked for.

    :param report: called with each problem that leaves something to read.
    :raises FactsError: the object cannot be imported or read, or no reader takes it.
    """
    if is_place(path) and not is_python(path):
        return RecordsSource(None, path, report, read_file(path, folder, code), code)
    name, pattern = split_pattern(path)
    try:
        found = read_place(name, folder) if is_place(name) else import_object(name)
        if pattern:
            if chosen := choose_constants(found, pattern):
                return ChosenConstants(found, name, report, chosen)
            raise FactsError(_no_match(name, pattern))
        for source in _readers(found, name, code, report):
            if source is not None:
                return source
        raise FactsError(_refusal(name, found, code))
    except UnreadError as error:
        raise FactsError(_unread(name, error)) from error


def _readers(
    found: object, path: str, code: str, report: Callable[[Problem], None]
) -> Iterator[Source | None]:
    """Yield the reader of each kind of objects that takes an object, and None for one that does not."""
    if is_a(found, Enum):
        # What a member has are its value and texts, none of them a code among others.
        return
    if is_enum(found):
        yield EnumSource(found, path, report, code)
    is_module = is_a(found, ModuleType)
    if is_module:
        yield _with_rows(ConstantsSource(found, path, report))
    else:
        yield _with_members(LookalikeSource(found, path, report, code))
        yield _with_members(RecordsSource(found, path, report, _records(found), code))
    chosen = choose_constants(found, any_case=not (is_module or is_a(found, type)))
    yield ChosenConstants(found, path, report, chosen) if chosen else None
    if is_module or is_exception(found):
        yield _with_members(ExceptionsSource(found, path, report, code))


def _with_rows(source: ConstantsSource) -> Source | None:
    return source if any(source.rows()) else None


def _with_members(source: MembersSource) -> Source | None:
    return source if source.members() else None


def _records(found: object) -> Iterator[tuple[str, Record]]:
    yield from read_mapping(found) if is_mapping(found) else read_literal(found)


@dataclass(frozen=True, slots=True)
class ReleaseSource:
    """The members of one release in a history, which has neither attributes nor docstrings."""

    history: History
    release: str
    has_names = True

    def rows(self, _attributes: Iterable[str] = ()) -> Iterable[StatusRow]:
        """Return the rows of the release, in definition order."""
        return self.history.rows(self.release)

    def attributes(self, _below: str = '') -> Sequence[str]:
        """Return nothing."""
        return ()

    def docstrings(self) -> Mapping[str, str]:
        """Return nothing."""
        return {}


def _no_match(path: str, pattern: str) -> Problem:
    template = (
        'no constant of %(object)s matches %(pattern)s; write the beginning of their names in capitals, '
        'such as %(some)s, or %(all)s for all'
    )
    return Problem(Subtype.OBJECT, template, {'object': path, 'pattern': pattern, **_patterns(path)})


def _patterns(path: str) -> Mapping[str, str]:
    return {'some': pattern_path(path, 'EX_*'), 'all': pattern_path(path, '*')}


def _unread(path: str, error: UnreadError) -> Problem:
    template = (
        'cannot tell %(object)s without running it: %(error)s; write that as a value, or name what can '
        'be imported by its dotted path'
    )
    return Problem(Subtype.OBJECT, template, {'object': path, 'error': str(error)})


def _refusal(path: str, found: object, code: str) -> Problem:
    """Return the problem that no reader takes *found*, the object at *path*."""
    enums = list(_enums_around(path, found))
    arguments = {
        'object': path,
        'kind': _kind(found),
        **_patterns(path),
        'enums': ' or '.join(enums[:3]),
    }
    template = '%(object)s is %(kind)s'
    if enums:
        template += '; did you mean %(enums)s?'
    elif is_mock(found):
        template = '%(object)s is mocked by autodoc_mock_imports; take its module out of that list'
    elif problem := _left_out(path, found, code):
        return Problem(
            Subtype.OBJECT,
            f'no code of %(object)s is certain; {problem.template}',
            {**arguments, **problem.arguments},
        )
    elif is_exception(found):
        template += ' without code, status_code or status; give it one, or name a base of such classes'
    elif choose_constants(found, '*'):
        template += (
            ', and which of its constants are codes is not certain; write the beginning of their names, '
            'such as %(some)s, or %(all)s for all of one type'
        )
    else:
        template += '; name an enum, or what else has codes: a dict, constants, or classes of exceptions'
    return Problem(Subtype.OBJECT, template, arguments)


def _left_out(path: str, found: object, code: str) -> Problem | None:
    """Return why a class of exceptions has no row, if that alone keeps an object from a table."""
    if not is_exception(found) and (not is_a(found, ModuleType) or choose_constants(found, '*')):
        return None
    source = ExceptionsSource(found, path, _ignore, code)
    source.members()
    return next(iter(source.left_out.values()), None)


def _kind(found: object) -> str:
    if is_a(found, ModuleType):
        return 'a module'
    if is_exception(found):
        return 'a class of exceptions'
    if is_a(found, Enum):
        return f'a member of the enum {type_name(found)}'
    return 'a class' if is_a(found, type) else f'of type {type_name(found)}'


def _enums_around(path: str, found: object) -> Iterator[str]:
    """Yield the paths of enums that may be meant: those in a module or class, or that of a member."""
    if is_a(found, ModuleType) or is_a(found, type):
        yield from (member_path(path, name) for name in _enums_in(found))
    owner, _dot, _name = path.rpartition('.')
    if is_a(found, Enum) and re.split('[.:]', owner)[-1] == type_name(found):
        yield owner


def _enums_in(parent: object) -> Iterator[str]:
    known = {id(value) for value in vars(enum).values()}
    for name, value in attributes_of(parent):
        is_like_one = is_a(value, type) and bool(LookalikeSource(value, name, _ignore).members())
        if (is_enum(value) or is_like_one) and id(value) not in known and not name.startswith('_'):
            yield name


def _ignore(_problem: Problem) -> None:
    """Take a problem of an object that is not shown."""


def is_enum(value: object) -> TypeGuard[type[Enum]]:
    """Return whether a value is an enum, whatever it says of itself."""
    return is_a(value, EnumMeta) and issubclass(cast('type', value), Enum)
