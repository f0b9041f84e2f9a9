"""Message catalogs for tests: written, read back, and taken out of memory."""

from __future__ import annotations

import gettext
import os
import runpy
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Its labels are translated when it is imported, if a catalog is in memory by then.
import pytest
import sphinx.domains.changeset
import sphinx.locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from sphinxext.http_status.facts.columns import COLUMNS
from sphinxext.http_status.page.messages import english
from sphinxext.http_status.page.messages.catalog_files import SHIPPED
from sphinxext.http_status.page.messages.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from babel.messages.catalog import Message

ROOT = Path(__file__).parents[1]

#: What a catalog has of a page with a table, but for the sentences that have a plural.
MESSAGES = [
    *(column.header for column in COLUMNS.values()),
    *english.CLASSES.values(),
    *english.CLASS_DESCRIPTIONS.values(),
    *(english.CLASS_HEADING, english.CLASS_ROW, english.OTHER_CODES),
    *(english.CITATION, english.CITATION_WITH_SECTION, english.MATURITY),
    *english.MATURITIES,
    *english.SPECS,
    english.NAME_WITH_ALIAS,
    *english.LABELS.values(),
    *(
        WORDS['http-status-codes'].one,
        WORDS['http-status-codes'].permalink,
        WORDS['http-status-codes'].table,
    ),
    *(english.RENAMED, english.RENAME, english.OLD_NAMES_STAY),
    *(english.SENTENCES, english.LIST, english.LIST_END),
]


def compile_shipped() -> None:
    """Compile our catalogs, if the package is imported from this checkout."""
    if not SHIPPED.is_relative_to(ROOT / 'sphinxext'):
        return
    compile_catalog = runpy.run_path(os.fspath(ROOT / 'hatch_build.py'))['compile_catalog']
    for source in SHIPPED.glob('*/LC_MESSAGES/*.po'):
        target = source.with_suffix('.mo')
        if target.exists() and target.stat().st_mtime > source.stat().st_mtime:
            continue
        # Several processes may do this at once, and none may read half a file.
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, *source.parts[-3:])
            copy.parent.mkdir(parents=True)
            shutil.copy(source, copy)
            compile_catalog(copy)
            made = target.with_name(f'{os.getpid()}.mo')
            shutil.copy(copy.with_suffix('.mo'), made)
            made.replace(target)


def forget_catalogs() -> None:
    """Take all catalogs out of memory; Sphinx and gettext keep them as long as the process lives."""
    sphinx.locale.translators.clear()
    gettext._translations.clear()  # type: ignore[attr-defined]


def write_catalog(
    folder: Path, messages: Mapping[str, str], *, language: str = 'de', domain: str = 'index'
) -> Path:
    """Write a translator's .po below a folder of ``locale_dirs``, and return its path."""
    return _write(write_po, folder / language / 'LC_MESSAGES' / f'{domain}.po', messages, language)


def write_compiled(
    folder: Path, messages: Mapping[Any, Any], *, language: str = 'de', domain: str = 'index'
) -> Path:
    """Write a .mo without a .po: no tool between the translations and the build looks at them.

    :param messages: translations by their messages; tuples are the forms of those with plurals.
    """
    return _write(write_mo, folder / language / 'LC_MESSAGES' / f'{domain}.mo', messages, language)


def _write(
    write: Callable[[Any, Catalog], None], path: Path, messages: Mapping[Any, Any], language: str
) -> Path:
    catalog = Catalog(locale=language, charset='utf-8')
    for message, translation in messages.items():
        catalog.add(message, translation)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open('wb') as stream:
        write(stream, catalog)
    return path


def read_template(path: Path) -> dict[str, Message]:
    """Return the messages of a .pot by what they say."""
    with path.open('rb') as stream:
        return {str(entry.id): entry for entry in read_po(stream) if entry.id}


def need_program(name: str) -> None:
    """Skip a test where a program of translators is missing, but not in continuous integration.

    There it is installed.
    """
    if not shutil.which(name):
        missing = pytest.fail if os.environ.get('CI') else pytest.skip
        missing(f'{name} is not installed, so no catalog was checked with it')
