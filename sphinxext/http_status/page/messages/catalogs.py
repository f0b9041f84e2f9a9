"""Finds the message catalogs of a project and of this package, and loads them."""

from __future__ import annotations

import gettext
import hashlib
import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import __
from sphinx.util import logging
from sphinx.util.i18n import docname_to_domain

from sphinxext.http_status.facts.problems import Subtype, describe_error

from .catalog_files import find_files
from .lookup import CatalogChain, CatalogFile, EmptyCatalog

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.environment import BuildEnvironment

    from .faults import Fault

LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Catalog:
    """The catalogs of one language as one."""

    #: They say nothing of a message that none of them knows.
    translations: CatalogChain
    #: Changes when the content of a catalog does.
    fingerprint: str


def load_catalog(env: BuildEnvironment) -> Catalog:
    """Return our catalog in the language of a build, with the project's changes to it in front."""
    digest = hashlib.sha256()
    sources = []
    for path in find_files(env):
        try:
            content = path.read_bytes()
            digest.update(content)
            found = gettext.GNUTranslations(io.BytesIO(content))
        except Exception as error:  # a file may be anything
            _warn_of_file(path, error)
            continue
        found.add_fallback(EmptyCatalog())
        sources.append(CatalogFile(found, _source_name(path, env)))

    def refuse(fault: Fault, message: str, source: CatalogFile) -> None:
        warn_of_translation(env, fault, message, source.file, location=None)

    return Catalog(CatalogChain(sources, refuse), digest.hexdigest())


def page_sources(env: BuildEnvironment, docname: str) -> list[CatalogFile]:
    """Return the project's catalogs of one page, in the order in which Sphinx asks them."""
    domain = docname_to_domain(docname, env.config.gettext_compact)
    language = env.config.language
    found = []
    for folder in env.config.locale_dirs if language else ():
        localedir = Path(env.srcdir, folder)
        if path := gettext.find(domain, localedir, [language]):
            try:
                # Kept in memory for the other pages, by Sphinx too.
                translations = gettext.translation(domain, localedir, [language])
            except Exception as error:  # a file may be anything
                _warn_of_file(Path(path), error)
            else:
                translations.add_fallback(EmptyCatalog())
                found.append(CatalogFile(translations, _source_name(Path(path), env)))
    return found


def _source_name(path: Path, env: BuildEnvironment) -> str:
    """Return the .po of a compiled catalog as warnings name it, from the source folder on."""
    source = path.with_suffix('.po')
    inside = source.is_relative_to(env.srcdir)
    return os.path.relpath(source, env.srcdir) if inside else str(source)


def warn_of_translation(
    env: BuildEnvironment, fault: Fault, message: str, file: str, location: Node | None
) -> None:
    """Warn of a translation that is refused.

    :param file: what a translator would correct.
    """
    LOGGER.warning(
        __(fault.value),
        {'language': env.config.language, 'message': message, 'file': file},
        location=location,
        type='http_status',
        subtype=Subtype.TRANSLATION.label,
    )


def _warn_of_file(path: Path, error: Exception) -> None:
    LOGGER.warning(
        __('cannot read the message catalog %(file)s: %(error)s; compile it anew'),
        {'file': str(path), 'error': describe_error(error)},
        type='http_status',
        subtype=Subtype.TRANSLATION.label,
    )
