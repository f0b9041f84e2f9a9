"""Where the message catalogs of this package lie, and those of a project's changes to it."""

from __future__ import annotations

import gettext
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment

#: The name of our catalog, and of the project's changes to it. Sphinx does not get to know it, since a
#: page of the same name would be translated by this catalog before its own.
CATALOG = 'sphinxext.http_status'
SHIPPED = Path(__file__).parent / 'locales'

#: Of two catalogs in one language, the first that suits a project's, by how its code begins. Portuguese
#: without a region is European, as it is to Sphinx and to gettext, and in all regions but one.
SUITED = {'pt_BR': 'pt_br', 'pt_PT': 'pt[_@]', 'zh_TW': 'zh_(hant|hk|mo|tw)', 'zh_CN': 'zh[_@]'}


def find_files(env: BuildEnvironment) -> Iterator[Path]:
    """Yield the compiled catalogs of the language of a build: the project's first, then ours."""
    language = env.config.language
    for folder in env.config.locale_dirs if language else ():
        yield from map(Path, gettext.find(CATALOG, Path(env.srcdir, folder), [language], all=True))
    if language and env.config.http_status_translate:
        yield from map(Path, gettext.find(CATALOG, SHIPPED, kin_of(language), all=True))


def kin_of(language: str) -> list[str]:
    """Return the code of a language as gettext has it, and that of our catalog that suits it best."""
    code = language.replace('-', '_')
    suited = [ours for ours in SUITED if re.match(SUITED[ours], f'{code}_', re.IGNORECASE)]
    return [code, *suited[:1]]
