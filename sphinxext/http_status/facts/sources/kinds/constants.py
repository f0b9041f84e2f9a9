"""Reads modules and classes of constants: those that hold their code in the name, or all of one type."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from enum import Enum
from fnmatch import fnmatchcase
from types import ModuleType
from typing import TYPE_CHECKING, cast

from sphinxext.http_status.facts.model import StatusRow
from sphinxext.http_status.facts.sources.docstrings.finding import find_constant_docstrings
from sphinxext.http_status.facts.sources.docstrings.locating import find_member_texts
from sphinxext.http_status.facts.sources.guarded import (
    ForeignError,
    ask,
    attributes_of,
    exact,
    find_mock_problem,
    is_a,
    is_mock,
    silently,
)
from sphinxext.http_status.facts.sources.members import MembersSource
from sphinxext.http_status.facts.sources.static.frames import MORE
from sphinxext.http_status.facts.sources.static.unread import Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sphinxext.http_status.facts.problems import Problem

#: Constants of one type that are taken whole are so many at least,
FEWEST = 2
#: are this share of all constants,
SHARE_OF_CONSTANTS = 0.75
#: have this share of different values, since constants of several kinds share small numbers,
SHARE_OF_VALUES = 0.75
#: and are this share of all public names, unless they are members of one enum.
SHARE_OF_NAMES = 0.5

_NAME_WITH_CODE = re.compile(r'([A-Z][A-Z_]*?)_?(\d{3,5})(?:_[A-Z0-9_]+)?')
_CODE_AND_PHRASE = re.compile(r'(\d{3,5})(?:\s+(\S.*))?', re.DOTALL)


class ConstantsSource:
    """Reads the codes among the constants of a module that has other constants too.

    A constant is a code only when its name holds it, as ``HTTP_404_NOT_FOUND = 404`` and
    ``HTTP_404 = '404 Not Found'`` do. Other names are aliases when they have the same prefix and value.
    """

    has_names = True

    def __init__(self, module: object, path: str, report: Callable[[Problem], None]) -> None:
        self.module = module
        self.path = path
        self.report = report
        self._reported: set[str] = set()

    def rows(self, _attributes: Iterable[str] = ()) -> Iterator[StatusRow]:
        """Yield a row per code, in definition order."""
        self._report_mocks()
        found = public_constants(self.module)
        check_read(found, _NAME_WITH_CODE.fullmatch)
        constants = {name: plain for name, value in found.items() if (plain := exact(value)) is not None}
        coded = {name: value for name, value in constants.items() if _has_its_code(name, value)}
        prefixes = tuple({match[1] for name in coded if (match := _NAME_WITH_CODE.fullmatch(name))})
        names: dict[tuple[type, int | str], list[str]] = {}
        for name, value in coded.items():
            names.setdefault((type(value), value), []).append(name)
        for name, value in constants.items():
            if name not in coded and name.startswith(prefixes):
                names.get((type(value), value), []).append(name)
        for (_kind, value), (first, *others) in names.items():
            match = _CODE_AND_PHRASE.fullmatch(str(value))
            code, phrase = match.groups(default='') if match else (str(value), '')
            yield StatusRow(code=int(code), name=first, aliases=tuple(others), phrase=phrase)

    def _report_mocks(self) -> None:
        for name, value in attributes_of(self.module):
            if name not in self._reported and _NAME_WITH_CODE.fullmatch(name) and is_mock(value):
                self._reported.add(name)
                self.report(find_mock_problem(f'{self.path}.{name}'))

    def attributes(self, _below: str = '') -> Sequence[str]:
        """Return nothing: a constant has no attributes of its own."""
        return ()

    def docstrings(self) -> Mapping[str, str]:
        """Return the docstrings of the constants that have one, by name."""
        names = (name for row in self.rows() for name in (row.name, *row.aliases))
        return find_constant_docstrings(self.module, names)


class ChosenConstants(MembersSource):
    """Reads constants that are codes whatever their names are.

    :param chosen: the constants, by name.
    """

    def __init__(
        self, owner: object, path: str, report: Callable[[Problem], None], chosen: Mapping[str, object]
    ) -> None:
        super().__init__(owner, path, report)
        self.chosen = chosen

    def members(self) -> Mapping[str, object]:
        """Return the constants."""
        return self.chosen

    def attributes(self, below: str = '') -> Sequence[str]:
        """Return what the members of an enum have; an integer or a text has nothing of its own."""
        values = self.chosen.values()
        return super().attributes(below) if any(is_a(value, Enum) for value in values) else ()

    def docstrings(self) -> Mapping[str, str]:
        """Return the docstrings of the constants that have one, by name."""
        if is_a(self.owner, ModuleType):
            return find_constant_docstrings(self.owner, self.chosen)
        try:
            found = ask(find_member_texts, cast('type[Enum]', self.owner), self.chosen)
        except ForeignError:
            return {}
        return {name: text for name, text in found.items() if text}


def choose_constants(
    owner: object, pattern: str = '', *, any_case: bool = False
) -> Mapping[str, object]:
    """Return the constants of a module, class or object that are its codes; none unless that is certain.

    Constants are public names in capitals that ``__all__`` does not leave out. Those of the most common
    type are taken if a pattern such as ``EX_*`` asks for them, if they are members of one enum, or if
    they are nearly all that there is.

    :param any_case: whether names in small letters are constants too. Behind a beginning in capitals
        that a pattern asks for, some may be small, as in ``OP_NO_TLSv1``.
    """
    has_beginning = re.split(r'[*?[]', pattern)[0].isupper()

    def is_asked(name: str) -> bool:
        is_constant = name.isidentifier() and (any_case or has_beginning or name.isupper())
        return is_constant and fnmatchcase(name, pattern or '*')

    public = public_constants(owner)
    found = {name: value for name, value in public.items() if is_asked(name) and _is_plain(value)}
    # By identity, since a class may refuse to be compared.
    types = Counter(id(type(value)) for value in found.values())
    common = max(types, key=types.__getitem__, default=0)
    chosen = {name: value for name, value in found.items() if id(type(value)) == common}
    if pattern or _are_all(chosen, found, owner, any_case=any_case):
        check_read(public, is_asked)
        return chosen
    return {}


def _are_all(
    chosen: Mapping[str, object], found: Mapping[str, object], owner: object, *, any_case: bool
) -> bool:
    """Return whether constants of one type are nearly all that an object has."""
    count = len(chosen)
    if count < FEWEST or count < SHARE_OF_CONSTANTS * len(found):
        return False
    values = {exact(value) or id(value) for value in chosen.values()}
    if len(values) < SHARE_OF_VALUES * count and not any_case:
        return False
    are_members = all(is_a(value, Enum) for value in chosen.values())
    return are_members or count >= SHARE_OF_NAMES * len(_public_names(owner))


def check_read(found: Mapping[str, object], is_asked: Callable[[str], object]) -> None:
    """Check that the values of all names are known that are asked for, in a file that is not run.

    :raises UnreadError: one is not, or which names there are is not.
    """
    for name, value in found.items():
        if is_a(value, Unknown) and (name == MORE or is_asked(name)):
            raise cast('Unknown', value).error


def _is_plain(value: object) -> bool:
    return exact(value) is not None or is_a(value, Enum) or type(value) is object


def _public_names(owner: object) -> list[str]:
    exported = _exported(owner)
    own = [name for name, value in attributes_of(owner) if not is_a(value, ModuleType)]
    return [name for name in own if (name in exported if exported else not name.startswith('_'))]


def _exported(owner: object) -> frozenset[str]:
    """Return what ``__all__`` names."""
    names = dict(attributes_of(owner)).get('__all__', ())
    if not is_a(names, list, tuple):
        return frozenset()
    return frozenset(name for name in map(exact, list(names)) if isinstance(name, str))  # type: ignore[call-overload]


def public_constants(owner: object) -> Mapping[str, object]:
    """Return the attributes of a module or class by name, as far as ``__all__`` does not leave them out.

    It narrows them only if it names any in capitals. Deprecated constants of a module come last.
    """
    found = dict(_attributes(owner))
    exported = _exported(owner) & found.keys()
    if not any(map(str.isupper, exported)):
        return found
    # What a module gives out only when it is asked for stands in for a constant of before.
    held = dict(attributes_of(owner))
    return {name: value for name, value in found.items() if name in exported or name not in held}


def _attributes(owner: object) -> Iterator[tuple[str, object]]:
    defined = dict(attributes_of(owner))
    yield from ((name, value) for name, value in defined.items() if not name.startswith('_'))
    if not is_a(owner, ModuleType):
        return
    with contextlib.suppress(ForeignError):
        for name in ask(lambda: [exact(each) for each in dir(owner)]):
            if isinstance(name, str) and name not in defined and not name.startswith('_'):
                with contextlib.suppress(ForeignError):
                    # The __getattr__ of a module warns of deprecated constants.
                    yield name, ask(silently, getattr, owner, name)


def _has_its_code(name: str, value: int | str) -> bool:
    match = _NAME_WITH_CODE.fullmatch(name)
    if not match:
        return False
    if isinstance(value, int):
        return 0 <= value < 100_000 and str(value) == match[2]
    found = _CODE_AND_PHRASE.fullmatch(value)
    return found is not None and found[1] == match[2]
