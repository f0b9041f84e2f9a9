"""Reads modules of constants such as ``HTTP_404_NOT_FOUND = 404`` or ``HTTP_404 = '404 Not Found'``."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.model import StatusRow

from .docstrings.finding import find_constant_docstrings
from .guarded import ForeignError, ask, attributes_of, exact, find_mock_problem, is_mock, silently

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from types import ModuleType

    from sphinxext.http_status.facts.problems import Problem

_NAME_WITH_CODE = re.compile(r'([A-Z][A-Z_]*?)_?(\d{3,5})(?:_[A-Z0-9_]+)?')
_CODE_AND_PHRASE = re.compile(r'(\d{3,5})(?:\s+(\S.*))?', re.DOTALL)


class ConstantsSource:
    """Reads the status codes among the constants of a module.

    A constant is a status code only when its name holds the code, since modules have other numbers
    too. Other names are aliases when they have the same prefix and value.
    """

    def __init__(self, module: ModuleType, path: str, report: Callable[[Problem], None]) -> None:
        self.module = module
        self.path = path
        self.report = report
        self._reported: set[str] = set()

    def rows(self, _attributes: Iterable[str] = ()) -> Iterator[StatusRow]:
        """Yield a row per code, in definition order."""
        self._report_mocks()
        constants = dict(_constants(self.module))
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

    def attributes(self) -> Sequence[str]:
        """Return nothing: a constant has no attributes of its own."""
        return ()

    def docstrings(self) -> Mapping[str, str]:
        """Return the docstrings of the constants that have one, by name."""
        names = (name for row in self.rows() for name in (row.name, *row.aliases))
        return find_constant_docstrings(self.module, names)


def _constants(module: ModuleType) -> Iterator[tuple[str, int | str]]:
    """Yield the integers and texts of a module by name, deprecated ones last."""
    defined = vars(module)
    for name, value in list(defined.items()):
        yield from _constant(name, value)
    with contextlib.suppress(ForeignError):
        for name in ask(lambda: [each for each in dir(module) if each not in defined]):
            with contextlib.suppress(ForeignError):
                # The __getattr__ of a module warns of deprecated constants.
                yield from _constant(name, ask(silently, getattr, module, name))


def _constant(name: object, value: object) -> Iterator[tuple[str, int | str]]:
    # The names of a module need not be texts.
    plain_name, plain_value = exact(name), exact(value)
    if isinstance(plain_name, str) and plain_value is not None:
        yield plain_name, plain_value


def _has_its_code(name: str, value: int | str) -> bool:
    match = _NAME_WITH_CODE.fullmatch(name)
    if not match:
        return False
    if isinstance(value, int):
        return 0 <= value < 100_000 and str(value) == match[2]
    found = _CODE_AND_PHRASE.fullmatch(value)
    return found is not None and found[1] == match[2]
