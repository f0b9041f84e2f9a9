"""Reads modules of constants such as ``HTTP_404_NOT_FOUND = 404`` or ``HTTP_404 = '404 Not Found'``."""

from __future__ import annotations

import contextlib
import re
import warnings
from typing import TYPE_CHECKING, Any

from sphinxext.http_status.facts.model import StatusRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import ModuleType

_NAME_WITH_CODE = re.compile(r'([A-Z][A-Z_]*?)_?(\d{3})(?:_[A-Z0-9_]+)?')
_CODE_AND_PHRASE = re.compile(r'(\d{3})(?:\s+(\S.*))?', re.DOTALL)


class ConstantsSource:
    """Reads the status codes among the constants of a module.

    A constant is a status code only when its name holds the code, since modules have other numbers
    too. Other names are aliases when they have the same prefix and value.
    """

    def __init__(self, module: ModuleType) -> None:
        self.module = module

    def rows(self, _attributes: Iterable[str] = ()) -> Iterator[StatusRow]:
        """Yield a row per status code, in definition order."""
        constants = dict(_constants(self.module))
        coded = {name: value for name, value in constants.items() if _has_its_code(name, value)}
        prefixes = tuple({match[1] for name in coded if (match := _NAME_WITH_CODE.fullmatch(name))})
        names: dict[tuple[type, Any], list[str]] = {}
        for name, value in coded.items():
            names.setdefault((type(value), value), []).append(name)
        for name, value in constants.items():
            if name not in coded and name.startswith(prefixes) and isinstance(value, int | str):
                names.get((type(value), value), []).append(name)
        for (_kind, value), (first, *others) in names.items():
            match = _CODE_AND_PHRASE.fullmatch(str(value))
            code, phrase = match.groups(default='') if match else (str(value), '')
            yield StatusRow(code=int(code), name=first, aliases=tuple(others), phrase=phrase)

    def attributes(self) -> Sequence[str]:
        """Return nothing: a constant has no attributes of its own."""
        return ()

    def docstrings(self) -> Mapping[str, str]:
        """Return nothing."""
        return {}


def _constants(module: ModuleType) -> Iterator[tuple[str, object]]:
    """Yield the constants of a module by name, deprecated ones last."""
    yield from vars(module).items()
    # Deprecated constants may come from the module's __getattr__, which warns; both that and __dir__
    # may raise anything.
    with warnings.catch_warnings(), contextlib.suppress(Exception):
        warnings.simplefilter('ignore')
        for name in dir(module):
            if name not in vars(module):
                yield name, getattr(module, name)


def _has_its_code(name: str, value: object) -> bool:
    match = _NAME_WITH_CODE.fullmatch(name)
    if not match or isinstance(value, bool) or not isinstance(value, int | str):
        return False
    found = _CODE_AND_PHRASE.fullmatch(str(value))
    return found is not None and found[1] == match[2]
