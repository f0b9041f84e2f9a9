"""Which documents show facts that are not what they were."""

from __future__ import annotations

import hashlib
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinxext.http_status.page.messages.catalog_files import find_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx.environment import BuildEnvironment

    from sphinxext.http_status.facts.request import TableRequest
    from sphinxext.http_status.page.messages.catalogs import Catalog

    from .kept import Kept
    from .requested_tables import RequestedTables

    #: Paths of objects, and all that decides on what is known of them.
    Stamp = tuple[Sequence[str], Any]
    #: The path of a file, its date in nanoseconds, and its size in bytes.
    FileStamp = tuple[str, int, int]

#: Where the facts are that come with this package.
FACTS = Path(__file__).parents[2] / 'facts'


def find_changed(
    kept: Kept, documents: Mapping[str, str], requested: RequestedTables, catalog: Catalog
) -> Iterator[str]:
    """Yield the documents whose requests give other tables now, or that another catalog translated.

    :param documents: the catalog that translated each document, if it has a table.
    :param catalog: the one of this build.
    """
    kept.forget_unwanted()
    for docname, translated_by in documents.items():
        asked = {**kept.requests.get(docname, {}), **kept.roles.get(docname, {})}
        changed = (requested.find(request).key != key for request, key in asked.items())
        if (translated_by and translated_by != catalog.fingerprint) or any(changed):
            yield docname


def make_stamp(env: BuildEnvironment, kept: Kept) -> Stamp | None:
    """Return what facts and catalogs were taken from, in short; None where no such thing would tell.

    The objects of a project have to be read, since their values may come from anywhere.
    """
    by_document = [*kept.requests.values(), *kept.roles.values()]
    requests = {request for asked in by_document for request in asked}
    if not all(map(_is_shipped, requests)):
        return None
    return _stamp(env, sorted({request.object for request in requests}))


def is_fresh(env: BuildEnvironment, stamp: Stamp | None) -> bool:
    """Return whether all is as it was, without loading a fact.

    Where it is not, the facts may be the same all the same.
    """
    return stamp is not None and stamp == _stamp(env, stamp[0])


def _is_shipped(request: TableRequest) -> bool:
    from sphinxext.http_status.facts.histories.files import SHIPPED

    is_own = request.place or request.citations or request.object in dict(request.histories)
    return request.object in SHIPPED and not is_own


def _stamp(env: BuildEnvironment, paths: Sequence[str]) -> Stamp:
    files = [*map(_file_stamp, find_files(env)), *_files(FACTS)]
    return paths, (sys.version, files, [_state(path) for path in paths])


def _file_stamp(path: os.DirEntry[str] | Path) -> FileStamp:
    found = path.stat()
    return os.fspath(path), found.st_mtime_ns, found.st_size


def _files(folder: str | Path) -> Iterator[FileStamp]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if not entry.is_dir():
                yield _file_stamp(entry)
            elif entry.name != '__pycache__':
                yield from _files(entry.path)


def _state(path: str) -> tuple[str, FileStamp]:
    """Return a digest of the members of an enum of the standard library, and the file that has it."""
    module_name, _dot, name = path.rpartition('.')
    module = import_module(module_name)
    members = getattr(module, name).__members__.items()
    shown = repr([(name, sorted(vars(member).items())) for name, member in members])
    digest = hashlib.sha256(shown.encode('utf-8', 'surrogatepass')).hexdigest()
    return digest, _file_stamp(Path(module.__file__ or ''))
