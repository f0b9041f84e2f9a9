"""Reads the codes of exception classes, of a module or below a base class."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import TYPE_CHECKING, cast

from sphinxext.http_status.facts.problems import Problem, Subtype, class_name
from sphinxext.http_status.facts.sources.codes import code_names
from sphinxext.http_status.facts.sources.guarded import ForeignError, ask, attributes_of, exact, is_a
from sphinxext.http_status.facts.sources.members import MembersSource
from sphinxext.http_status.facts.sources.static.frames import own_module
from sphinxext.http_status.facts.sources.static.unread import UnknownClass

from .evaluating import UNKNOWN, Given, plain
from .initializers import find_initial

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


class ExceptionsSource(MembersSource):
    """Reads classes of exceptions, each of which has a code: ``code``, ``status_code`` or ``status``.

    It is an attribute of the class, or what its ``__init__`` gives to every instance.
    Two classes of one code are two members. A class that has no code is none, and neither is one that
    others are made from, if they have codes of their own and its code is that of another class too.
    """

    def __init__(
        self, owner: object, path: str, report: Callable[[Problem], None], code: str = ''
    ) -> None:
        super().__init__(owner, path, report, code)
        #: Why classes are no members whose code is not certain, by their names.
        self.left_out: dict[str, Problem] = {}
        self._has_told = False
        self._codes: dict[int, int | str | None] = {}

    def members(self) -> Mapping[str, object]:
        """Return the classes by name."""
        found = {name: each for name, each in _classes(self.owner) if not name.startswith('_')}
        codes = {id(each): code for each in found.values() if (code := self.code_of(each)) is not None}
        members = {
            name: each for name, each in found.items() if id(each) in codes and not _is_base(each, codes)
        }
        self._leave_out_unknown()
        if members and not self._has_told:
            self._has_told = True
            for problem in self.left_out.values():
                self.report(problem)
        return members

    def code_of(self, each: type) -> int | str | None:
        """Return the code that a class of exceptions has for all its instances; None without one."""
        # Sources are read once, since all that asks for members needs it.
        if id(each) not in self._codes:
            self._codes[id(each)] = self._find_code(each)
        return self._codes[id(each)]

    def _find_code(self, each: type) -> int | str | None:
        """Find a code; that of the class stays where nobody gives another to ``__init__``."""
        initial, doubtful = find_initial(each), ''
        for name in code_names(self._code_name):
            if (code := exact(initial.get(name, None))) is not None:
                return code
            read = self._attributes.read(class_name(each), each, name)
            own, made = exact(read), initial.get(name, read)
            if made is read or (is_a(made, Given) and exact(plain(made)) == own):
                if own is not None:
                    return own
                made = UNKNOWN if is_a(read, property) else None
            if made is UNKNOWN or is_a(made, Given):
                doubtful = doubtful or name
                if own is not None:
                    break
        if doubtful:
            self._leave_out(class_name(each), doubtful)
        return None

    def _leave_out(self, name: str, attribute: str) -> None:
        """Keep why a class is no member, whose code is not certain."""
        template = (
            'left out %(member)s of %(object)s, since the %(attribute)s that its instances get is not '
            'certain; set it in the class and nowhere else, or choose another attribute with code'
        )
        arguments = {'member': name, 'object': self.path, 'attribute': attribute}
        self.left_out[name] = Problem(Subtype.MEMBER, template, arguments, is_note=True)

    def _leave_out_unknown(self) -> None:
        """Keep why classes are no members that only running a file would tell."""
        template = (
            'left out %(member)s of %(object)s, which cannot be told without running it: %(error)s; '
            'name what can be imported by its dotted path'
        )
        for name, each in attributes_of(_module_of(self.owner)):
            if name.startswith('_') or not is_a(each, UnknownClass):
                continue
            found = cast('UnknownClass', each)
            if self._may_have_code(found):
                arguments = {'member': name, 'object': self.path, 'error': str(found.error)}
                self.left_out[name] = Problem(Subtype.MEMBER, template, arguments, is_note=True)

    def _may_have_code(self, found: UnknownClass) -> bool:
        """Return whether a class that is not known may be a member."""
        is_one = not is_a(self.owner, ModuleType)
        stores = not found.stored.isdisjoint(code_names(self._code_name))
        for base in found.bases:
            if isinstance(base, UnknownClass):
                if self._may_have_code(base):
                    return True
            elif is_exception(base):
                each = cast('type', base)
                if (
                    issubclass(each, cast('type', self.owner))
                    if is_one
                    else stores or self.code_of(each)
                ):
                    return True
            elif not is_one and stores:
                return True
        return False

    def value(self, _name: str, member: object) -> object:
        """Return the code of a class, with which a text may hold its phrase too."""
        return self.code_of(cast('type', member))

    def _candidates(
        self, _name: str, _member: object, value: object, _within: object
    ) -> Iterator[object]:
        # Without the attribute that is to be the code, a class is no member.
        self._has_code_name = True
        yield value

    def docstrings(self) -> Mapping[str, str]:
        """Return the docstrings that classes have themselves."""
        found = {name: dict(attributes_of(each)).get('__doc__') for name, each in self.members().items()}
        texts = {name: exact(text) for name, text in found.items()}
        return {name: inspect.cleandoc(text) for name, text in texts.items() if isinstance(text, str)}


def _module_of(owner: object) -> object:
    """Return the module of a file that is read which an object is, or is from; None without one."""
    return own_module(cast('type', owner)) if is_a(owner, type) else owner


def _is_base(each: type, codes: Mapping[int, int | str | None]) -> bool:
    code = codes[id(each)]
    below = [codes[id(other)] for other in _below(each) if id(other) in codes]
    return any(other != code for other in below) and list(codes.values()).count(code) > 1


def _classes(owner: object) -> Iterator[tuple[str, type]]:
    """Yield the classes of exceptions of a module, or those below a class and the class itself."""
    if is_a(owner, ModuleType):
        yield from (
            (name, cast('type', each)) for name, each in attributes_of(owner) if is_exception(each)
        )
        return
    base = cast('type', owner)
    for each in (base, *_below(base)):
        # What other packages have made of it depends on what has been imported.
        if _package(each) == _package(base):
            yield class_name(each), each


def is_exception(value: object) -> bool:
    """Return whether a value is a class of exceptions."""
    return is_a(value, type) and issubclass(cast('type', value), BaseException)


def _below(base: type) -> Iterator[type]:
    """Yield the classes that are made from a class, each once."""
    waiting: list[type] = list(type.__subclasses__(base))
    known: set[int] = set()
    for each in waiting:
        if id(each) not in known:
            known.add(id(each))
            yield each
            waiting += type.__subclasses__(each)


def _package(each: type) -> str:
    try:
        module = ask(getattr, each, '__module__', '')
    except ForeignError:
        return ''
    name = exact(module)
    return name.partition('.')[0] if isinstance(name, str) else ''
