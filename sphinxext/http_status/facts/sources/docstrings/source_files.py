"""Gets the outline of source files, each read once as long as it stays the same."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import linecache
import re
import stat
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.sources.guarded import ForeignError, ask, attributes_of, exact, is_a

from .outline import read_outline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .outline import Scope

    #: What changes when a file does: the time in nanoseconds and the size in bytes.
    Stamp = tuple[int, int]

_NOT_SOURCE = tuple(importlib.machinery.EXTENSION_SUFFIXES)


def namespace_of(module: object) -> Mapping[str, object]:
    """Return what a module holds, whatever its class says; an object may stand in for one."""
    if not is_a(module, ModuleType):
        return dict(attributes_of(module))
    found: Mapping[str, object] | None = object.__getattribute__(module, '__dict__')
    return found or {}


def file_of(namespace: Mapping[str, object]) -> str:
    """Return the path of the source of a module; empty if it has none."""
    path = exact(namespace.get('__file__'))
    if not isinstance(path, str) or path.endswith(_NOT_SOURCE):
        return ''
    return path


def find_scopes(path: str, namespace: Mapping[str, object], word: str = '') -> Sequence[Scope]:
    """Return the scopes of a source file: that of the module first, then those of its classes.

    There are none where the file cannot be read or is not Python.

    :param namespace: that of the module of the file, whose loader is asked when there is no such file.
    :param word: the name of a class; a file on disk that has no class of that name has no scopes either.
    """
    for read in (_from_disk, _from_loader, _from_cache):
        try:
            found = ask(read, path, namespace, word)
        except ForeignError:
            # What is wrong with a file costs its docstrings. Another way may lead to the source.
            continue
        if found is not None:
            return found
    return ()


def _from_disk(path: str, _namespace: Mapping[str, object], word: str) -> Sequence[Scope] | None:
    if path.endswith(_NOT_SOURCE):
        return None
    file = Path(path).absolute()
    known = file.stat()
    if not stat.S_ISREG(known.st_mode):
        return None
    stamp = known.st_mtime_ns, known.st_size
    return _read_file(file, stamp) if not word or _has_class(file, stamp, word) else ()


# The caches are safe among threads, which may at worst do the same work twice.
@lru_cache(maxsize=64)
def _read_file(file: Path, _stamp: Stamp) -> Sequence[Scope]:
    return read_outline(importlib.util.decode_source(file.read_bytes()))


@lru_cache(maxsize=1024)
def _has_class(file: Path, _stamp: Stamp, word: str) -> bool:
    """Return whether a file may have a class of a name, without parsing it."""
    # Only letters of ASCII are the same bytes in every encoding.
    pattern = rf'\bclass\s[\s\\]*{re.escape(word)}\b' if word.isascii() else r'\bclass\b'
    return re.search(pattern.encode(), file.read_bytes()) is not None


def _from_loader(_path: str, namespace: Mapping[str, object], _word: str) -> Sequence[Scope] | None:
    """Ask the loader, which may read from a zip file or make the source."""
    spec = namespace.get('__spec__')
    loader = getattr(spec, 'loader', None) or namespace.get('__loader__')
    name = getattr(spec, 'name', None) or namespace.get('__name__')
    source = exact(loader.get_source(name))  # type: ignore[union-attr]
    if not isinstance(source, str):
        return None
    return _read_text(source)


def _from_cache(path: str, _namespace: Mapping[str, object], _word: str) -> Sequence[Scope] | None:
    """Ask for what shells and notebooks register."""
    # Any other name might be looked up on sys.path, and be that of another file.
    lines = linecache.getlines(path) if re.fullmatch('<.+>', path) else []
    return _read_text(''.join(lines)) if lines else None


@lru_cache(maxsize=16)
def _read_text(source: str) -> Sequence[Scope]:
    return read_outline(source)
