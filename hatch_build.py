"""Compile the message catalogs while a wheel is built: a .po without its .mo never loads, silently."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGS = 'sphinxext/http_status/page/messages/locales/*/LC_MESSAGES/*.po'


class CompileCatalogs(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own examples leave it bare
    """Write each catalog's .mo beside it, where wheels and editable installs alike find it."""

    PLUGIN_NAME = 'custom'

    def initialize(self, version: str, build_data: dict[str, object]) -> None:  # noqa: ARG002
        """Compile all catalogs below the project's root; a fuzzy translation is left out."""
        for source in sorted(Path(self.root).glob(CATALOGS)):
            compile_catalog(source)


def compile_catalog(source: Path) -> None:
    """Compile one .po file into the .mo beside it."""
    with source.open('rb') as stream:
        catalog = read_po(stream, locale=source.parts[-3])
    # Babel would write the time of the build, and a page is outdated when its catalog is another.
    catalog.creation_date = catalog.revision_date = datetime.fromtimestamp(0, UTC)
    catalog.last_translator = catalog.language_team = ''
    with source.with_suffix('.mo').open('wb') as stream:
        write_mo(stream, catalog)
