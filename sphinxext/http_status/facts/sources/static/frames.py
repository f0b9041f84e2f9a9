"""Where names are looked up while a source file is read, and the modules that result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self, cast

from .operators import BUILTINS
from .unread import Unknown, UnreadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, MutableMapping
    from types import ModuleType

#: The name of what a module has besides what could be read.
MORE = '*'

#: So many statements and expressions are looked at for one table.
MOST_STEPS = 2_000_000


class OwnName(str):  # noqa: SLOT000  (a text cannot have slots)
    """The ``__module__`` of a class that comes from a source file, by which it can be told from others.

    :param module: the module that was read.
    :param said: what the class says instead of its name.
    """

    module: ModuleType

    def __new__(cls, module: ModuleType, said: str = '') -> Self:
        """Take the name of the module."""
        self = super().__new__(cls, said or module.__name__)
        self.module = module
        return self


@dataclass(frozen=True, slots=True)
class Import:
    """Stands in for what a module imports, until that is asked for."""

    find: Callable[[], object]


@dataclass(slots=True)
class Steps:
    """Counts what is looked at, so that reading comes to an end."""

    left: int = MOST_STEPS

    def count(self) -> None:
        """Count one statement or expression.

        :raises UnreadError: these are too many.
        """
        self.left -= 1
        if self.left < 0:
            raise UnreadError('it takes too long to find out')


@dataclass(frozen=True, slots=True)
class Frame:
    """The body of a module, a class or a function, and the names that it sees."""

    #: The module that it is in.
    module: ModuleType
    #: The names that it binds, with their values.
    names: MutableMapping[str, object]
    steps: Steps
    #: What finds a module that is imported: its level, its name, and the name that is taken from it.
    find: Callable[[ModuleType, int, str, str], object]
    #: The names of the functions around it.
    around: tuple[MutableMapping[str, object], ...] = ()
    #: The ``__qualname__`` of the class or function; empty for a module.
    qualname: str = ''
    #: Whether all is given up where one statement is not known.
    strict: bool = False
    is_class: bool = False
    #: The first argument of a function, for ``super()``.
    first: tuple[object, ...] = ()

    @property
    def file(self) -> str:
        """The path of the file, for messages."""
        return str(self.module.__file__)

    @property
    def globals(self) -> MutableMapping[str, object]:
        """The names of the module."""
        return self.module.__dict__

    def strictly(self) -> Frame:
        """Return the frame of a part of the body that is known as a whole, or not at all."""
        return replace(self, strict=True)

    def inner(
        self, names: MutableMapping[str, object], qualname: str, first: Iterable[object] = ()
    ) -> Frame:
        """Return the frame of a function in it, which is known as a whole or not at all."""
        is_function = bool(self.qualname) and not self.is_class
        around = (self.names, *self.around) if is_function else self.around
        return replace(
            self,
            names=names,
            qualname=qualname,
            around=around,
            strict=True,
            is_class=False,
            first=tuple(first),
        )

    def own_name(self, name: str) -> str:
        """Return a name as Python keeps it, which hides private names of classes."""
        owner = self.qualname.rpartition('.')[2].lstrip('_')
        if self.is_class and owner and name.startswith('__') and not name.endswith('__'):
            return f'_{owner}{name}'
        return name

    def look_up(self, name: str) -> object:
        """Return the value of a name.

        :raises UnreadError: it is not known.
        """
        for names in self._scopes():
            if (kept := self.own_name(name) if names is self.names else name) in names:
                return known(names, kept)
        if name in BUILTINS:
            return BUILTINS[name]
        if MORE in self.globals:
            known(self.globals, MORE)
        raise UnreadError(f'{name} is defined nowhere that is read')

    def bind(self, name: str, value: object) -> None:
        """Give a name a value."""
        if self.is_class and name == '__module__' and isinstance(value, str):
            value = OwnName(self.module, value)
        self.names[self.own_name(name)] = value

    def held(self, name: str) -> object:
        """Return what a name is bound to, whether that is known or not; None without it."""
        return next((names[name] for names in self._scopes() if name in names), None)

    def _scopes(self) -> Iterable[MutableMapping[str, object]]:
        return (self.names, *self.around, self.globals)

    def forget(self, bound: Iterable[str], used: Iterable[str], error: UnreadError) -> None:
        """Take the values of names for unknown that a statement binds or may change."""
        for name in bound:
            self.bind(name, Unknown(error))
        changed = {
            id(value) for name in used for value in reachable(self.held(name)) if may_change(value)
        }
        for names in self._scopes() if changed else ():
            for name, value in list(names.items()):
                # One value may have several names, or be in others.
                if any(id(part) in changed for part in reachable(value)):
                    names[name] = Unknown(error)


def known(names: MutableMapping[str, object], name: str) -> object:
    """Return the value of a name, which may have to be found first.

    :raises UnreadError: it is not known.
    """
    value = names[name]
    if isinstance(value, Import):
        names[name] = Unknown(UnreadError(f'{name} is imported in a circle'))
        try:
            value = value.find()
        except UnreadError as error:
            value = Unknown(error)
        except ImportError as error:
            unread = UnreadError(str(error))
            unread.__cause__ = error
            value = Unknown(unread)
        names[name] = value
    if isinstance(value, Unknown):
        raise value.error.anew()
    return value


def is_own(value: object) -> bool:
    """Return whether a class comes from a source file."""
    return isinstance(value, type) and own_module(value) is not None


def own_module(value: type) -> ModuleType | None:
    """Return the module of a class that comes from a source file; None for any other class."""
    name = type.__dict__['__dict__'].__get__(value).get('__module__')
    # What any other class has there may say that it is something else.
    return cast('OwnName', name).module if issubclass(type(name), OwnName) else None


def reachable(value: object) -> Iterator[object]:
    """Yield a value and what it holds, each once."""
    waiting, known_ids = [value], {id(value)}
    for each in waiting:
        yield each
        inner: list[object] = []
        if isinstance(each, list | tuple | set | frozenset):
            inner = [*each]
        elif isinstance(each, dict):
            inner = [*each, *each.values()]
        waiting += [part for part in inner if id(part) not in known_ids]
        known_ids.update(map(id, inner))


def may_change(value: object) -> bool:
    """Return whether whoever has a value may change it."""
    return isinstance(value, list | dict | set) or is_own(value) or is_own(type(value))
