"""What every reader of members offers, and which reader an object gets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol

from sphinxext.http_status.facts.problems import FactsError, Problem, Subtype

from .constants import ConstantsSource
from .enums import EnumSource
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


def find_source(path: str, report: Callable[[Problem], None]) -> Source:
    """Return the reader of the object at a dotted path.

    :param report: called with each problem that leaves something to read.
    :raises FactsError: the object cannot be imported, or no reader takes it.
    """
    found = import_object(path)
    if isinstance(found, type) and issubclass(found, Enum):
        return EnumSource(found, report)
    if isinstance(found, ModuleType) and any((constants := ConstantsSource(found)).rows()):
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


def _not_an_enum(path: str, found: Any) -> Problem:
    """Return the problem that no reader takes *found*, the object at *path*."""
    enums = list(_enums_in(found)) if isinstance(found, ModuleType | type) else []
    kind = 'a module' if isinstance(found, ModuleType) else f'of type {type(found).__name__}'
    if isinstance(found, Enum):
        kind = f'a member of the enum {type(found).__name__}'
    elif isinstance(found, type):
        kind = 'a class, but no enum'
    arguments = {
        'object': path,
        'kind': kind,
        'enums': ' or '.join(f'{path}.{name}' for name in enums[:3]),
    }
    template = '%(object)s is not an enum: it is %(kind)s'
    if enums:
        template += '; did you mean %(enums)s?'
    elif getattr(found, '__sphinx_mock__', False):
        template = '%(object)s is mocked by autodoc_mock_imports; take its module out of that list'
    else:
        template += '; give the dotted path of a subclass of enum.Enum, or of a module of constants'
    return Problem(Subtype.OBJECT, template, arguments)


def _enums_in(parent: Any) -> Iterator[str]:
    for name, value in vars(parent).items():
        if isinstance(value, type) and issubclass(value, Enum) and value.__module__ != 'enum':
            yield name
