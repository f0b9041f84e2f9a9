"""Our message catalog: where it is looked for, and what it says."""

from __future__ import annotations

import gettext
import hashlib
import io
import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import __
from sphinx.util import logging

from sphinxext.http_status.facts.problems import Subtype

from .words import Silence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment

LOGGER = logging.getLogger(__name__)

#: No document can have this name, so Sphinx cannot take our catalog for that of a page.
CATALOG = 'sphinxext.http_status'
SHIPPED = Path(__file__).parent / 'locales'


@dataclass(frozen=True, slots=True)
class Catalog:
    """The catalogs of one language as one."""

    #: They say nothing of a message that none of them knows.
    translations: gettext.NullTranslations
    #: Changes when the content of a catalog does.
    fingerprint: str


def load_catalog(env: BuildEnvironment) -> Catalog:
    """Return our catalog in the language of a build, with the project's changes to it."""
    catalog: gettext.NullTranslations = Silence()
    digest = hashlib.sha256()
    for path in reversed(list(_find_files(env))):
        content = path.read_bytes()
        digest.update(content)
        try:
            found = gettext.GNUTranslations(io.BytesIO(content))
        except (OSError, ValueError, struct.error) as error:
            _warn(path, error)
            continue
        found.add_fallback(catalog)
        catalog = found
    return Catalog(catalog, digest.hexdigest())


def _find_files(env: BuildEnvironment) -> Iterator[Path]:
    """Yield the compiled catalogs of the language of a build: the project's first, then ours."""
    language = env.config.language
    if language and env.config.http_status_translate:
        folders = [Path(env.srcdir, folder) for folder in env.config.locale_dirs]
        for folder in (*folders, SHIPPED):
            yield from map(Path, gettext.find(CATALOG, folder, [language], all=True))


def page_catalog(env: BuildEnvironment, domain: str) -> tuple[gettext.NullTranslations, str]:
    """Return the project's catalog of one page, and the name of its source; empty without one."""
    for folder in env.config.locale_dirs:
        path = gettext.find(domain, Path(env.srcdir, folder), [env.config.language])
        if path:
            try:
                found = gettext.translation(domain, Path(env.srcdir, folder), [env.config.language])
            except (OSError, ValueError, struct.error) as error:
                _warn(Path(path), error)
            else:
                return found, os.path.relpath(Path(path).with_suffix('.po'), env.srcdir)
    return gettext.NullTranslations(), ''


def _warn(path: Path, error: Exception) -> None:
    LOGGER.warning(
        __('cannot read the message catalog %(file)s: %(error)s; compile it anew'),
        {'file': str(path), 'error': str(error)},
        type='http_status',
        subtype=Subtype.TRANSLATION.label,
    )
