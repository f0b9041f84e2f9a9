"""Runs code of other people, and takes exact text and integers from what it returns.

Members, modules and their attributes may do anything: raise whatever they like, end the program, lie
about their type, or return objects that do so. Whatever reads them does it through this module, and
gets a :exc:`ForeignError` or a value without behaviour of its own.
"""

from __future__ import annotations

import re
import threading
import warnings
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, TypeGuard, TypeVar

from sphinxext.http_status.facts.problems import Problem, Subtype, class_name, describe_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar('T')

_ADDRESS = re.compile(r' at 0x[0-9A-Fa-f]+')
#: Held while the filters of warnings are changed, which are those of the whole process.
_FILTERS = threading.RLock()


class ForeignError(Exception):
    """Raised in place of what code of other people raised; its text describes that.

    :param error: what was raised.
    """

    def __init__(self, error: BaseException) -> None:
        super().__init__(describe_error(error))
        self.error = error


def ask(function: Callable[..., T], *arguments: Any) -> T:
    """Return what a function returns that runs code of other people.

    :raises ForeignError: it raised anything, ``SystemExit`` included. ``KeyboardInterrupt`` alone
        passes, since that comes from the user.
    """
    try:
        return function(*arguments)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise ForeignError(error) from error


def silently(function: Callable[..., T], *arguments: Any) -> T:
    """Return what a function returns, without the warnings that it gives."""
    with _FILTERS, warnings.catch_warnings():
        warnings.simplefilter('ignore')
        return function(*arguments)


def is_a(value: object, *types: type) -> bool:
    """Return whether a value is an instance of a type, whatever it says of its ``__class__``."""
    return issubclass(type(value), types)


def classes_of(value: object) -> tuple[type, ...]:
    """Return the class of a value and its bases, whatever their metaclasses say."""
    found: tuple[type, ...] = type.__dict__['__mro__'].__get__(type(value))
    return found


def is_mapping(value: object) -> TypeGuard[Mapping[object, object]]:
    """Return whether a value maps keys to values, which its metaclass may be asked."""
    try:
        return ask(issubclass, type(value), Mapping)
    except ForeignError:
        return False


def exact(value: object) -> int | str | None:
    """Return the plain integer or text that a value is; None if it is neither, or a truth value.

    What subclasses of ``int`` and ``str`` add is left out, and none of their methods is called. Their
    instances could not even be pickled, where the class is local to a function.
    """
    if is_a(value, str):
        return str.__str__(value)
    if is_a(value, int) and not is_a(value, bool):
        return int.__index__(value)  # type: ignore[arg-type]
    return None


def as_text(value: object) -> str:
    """Return a value as plain text.

    :raises ForeignError: the value cannot be turned into text.
    """
    plain = exact(value)
    # An integer may have more digits than Python agrees to write.
    return plain if isinstance(plain, str) else str.__str__(ask(str, value if plain is None else plain))


def attributes_of(owner: object) -> Iterator[tuple[str, object]]:
    """Yield the attributes that a module, a class or another object has of its own, by name."""
    try:
        found = list(ask(lambda: vars(owner).items()))
    except ForeignError:
        return
    for name, value in found:
        # A name need not be a text.
        if isinstance(plain := exact(name), str):
            yield plain, value


def field_names(value: object) -> list[str]:
    """Return the names of the fields of a dataclass; none of what is no dataclass, or does not tell."""
    try:
        if not ask(is_dataclass, value):
            return []
        return ask(lambda: [field.name for field in fields(value)])  # type: ignore[arg-type]
    except ForeignError:
        return []


def is_mock(value: object) -> bool:
    """Return whether a value is a mock, of Sphinx or of ``unittest.mock``, for one that is not known."""
    if any(_module_of(each) == 'unittest.mock' for each in classes_of(value)):
        return True
    try:
        return ask(getattr, value, '__sphinx_mock__', False) is True
    except ForeignError:
        return False


def _module_of(found: type) -> int | str | None:
    """Return the module that a class says it is from, whatever its metaclass says."""
    return exact(type.__dict__['__dict__'].__get__(found).get('__module__'))


def find_mock_problem(path: str) -> Problem:
    """Return the problem that the member at a dotted path is a mock."""
    template = (
        '%(member)s is a mock, so its code is not known; '
        'build where the module that it comes from can be imported, and do not mock that module'
    )
    return Problem(Subtype.MOCK, template, {'member': path})


def has_stable_text(value: object) -> bool:
    """Return whether the text of a value is the same in each process.

    The text of a plain object has its address, and the order of a set is random.
    """
    # Not by calling itself, since a list may be among its own items.
    waiting, known_ids = [value], {id(value)}
    for each in waiting:
        kind = next((kind for kind in (tuple, list) if is_a(each, kind)), None)
        if kind is None:
            if is_a(each, set, frozenset) or _ADDRESS.search(as_text(each)):
                return False
            continue
        # Not by iter(), which a subclass may refuse.
        items: Iterator[object] = kind.__iter__(each)  # type: ignore[arg-type]
        inner = [item for item in items if id(item) not in known_ids]
        known_ids.update(map(id, inner))
        waiting += inner
    return True


def type_name(value: object) -> str:
    """Return the name of the type of a value, whatever its metaclass says."""
    return class_name(type(value))
