"""What every reader of members offers, and which reader an object gets."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from enum import Enum, EnumMeta
from types import ModuleType
from typing import TYPE_CHECKING, Protocol, TypeGuard, cast

from sphinxext.http_status.facts.problems import FactsError, Problem, Subtype

from .constants import ConstantsSource
from .enums import EnumSource
from .guarded import attributes_of, is_a, is_mock, type_name
from .importing import import_object

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sphinxext.http_status.facts.history import History
    from sphinxext.http_status.facts.model import StatusRow


class Source(Protocol):
    """Whatever the members of an object are read from."""

    def rows(self, attributes: Iterable[str] = ()) -> Iterable[StatusRow]:
        """Return a row for each member, in definition order.

        :param attributes: the names of further attributes to read, each as text.
        """

    def attributes(self) -> Sequence[str]:
        """Return the names of the public attributes that members have."""

    def docstrings(self) -> Mapping[str, str]:
        """Return the docstrings of the members that have one, by name, as reStructuredText."""


def find_source(path: str, code: str, report: Callable[[Problem], None]) -> Source:
    """Return the reader of the object at a dotted path.

    :param code: the attribute of members that is the code; empty to find it.

    :param report: called with each problem that leaves something to read.
    :raises FactsError: the object cannot be imported, or no reader takes it.
    """
    found = import_object(path)
    if is_enum(found):
        return EnumSource(found, path, report, code)
    if is_a(found, ModuleType):
        constants = ConstantsSource(cast('ModuleType', found), path, report)
        if any(constants.rows()):
            return constants
    raise FactsError(_not_an_enum(path, found))


@dataclass(frozen=True, slots=True)
class ReleaseSource:
    """The members of one release in a history, which has neither attributes nor docstrings."""

    history: History
    release: str

    def rows(self, _attributes: Iterable[str] = ()) -> Iterable[StatusRow]:
        """Return the rows of the release, in definition order."""
        return self.history.rows(self.release)

    def attributes(self) -> Sequence[str]:
        """Return nothing."""
        return ()

    def docstrings(self) -> Mapping[str, str]:
        """Return nothing."""
        return {}


def _not_an_enum(path: str, found: object) -> Problem:
    """Return the problem that no reader takes *found*, the object at *path*."""
    is_class = is_a(found, type)
    enums = list(_enums_in(found)) if is_class or is_a(found, ModuleType) else []
    kind = 'a module' if is_a(found, ModuleType) else f'of type {type_name(found)}'
    if is_a(found, Enum):
        kind = f'a member of the enum {type_name(found)}'
    elif is_class:
        kind = 'a class, but no enum'
    arguments = {
        'object': path,
        'kind': kind,
        'enums': ' or '.join(f'{path}.{name}' for name in enums[:3]),
    }
    template = '%(object)s is not an enum: it is %(kind)s'
    if enums:
        template += '; did you mean %(enums)s?'
    elif is_mock(found):
        template = '%(object)s is mocked by autodoc_mock_imports; take its module out of that list'
    else:
        template += '; give the dotted path of a subclass of enum.Enum, or of a module of constants'
    return Problem(Subtype.OBJECT, template, arguments)


def _enums_in(parent: object) -> Iterator[str]:
    for name, value in attributes_of(parent):
        if is_enum(value) and not any(value is known for known in vars(enum).values()):
            yield name


def is_enum(value: object) -> TypeGuard[type[Enum]]:
    """Return whether a value is an enum, whatever it says of itself."""
    return is_a(value, EnumMeta) and issubclass(cast('type', value), Enum)
