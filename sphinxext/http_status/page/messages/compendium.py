"""Gives our translations in the form in which a project's catalogs have them."""

from __future__ import annotations

import gettext
import re
from io import BytesIO
from operator import attrgetter
from typing import TYPE_CHECKING

# Sphinx depends on Babel, and so has it wherever we are.
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from .catalog_files import CATALOG, SHIPPED, kin_of

if TYPE_CHECKING:
    from pathlib import Path

NAME = 'sphinxext-http-status'
#: How many members a sentence about several is most likely to name.
_SEVERAL = 3


def catalog_file(language: str) -> Path:
    """Return the .po of a language; it may not be there."""
    return SHIPPED / language / 'LC_MESSAGES' / f'{CATALOG}.po'


def compendium(language: str) -> str:
    """Return the translations of a language as a .po, for ``msgmerge --compendium`` of GNU gettext.

    Sphinx extracts the two forms of a sentence as two messages, so they are two here.

    :raises OSError: there is no such language.
    """
    with catalog_file(language).open('rb') as file:
        ours = read_po(file, locale=language)
    # Compiled here, since a clone that nobody has installed has no compiled catalogs.
    write_mo(written := BytesIO(), ours)
    written.seek(0)
    compiled = gettext.GNUTranslations(written)
    made = Catalog(locale=language, project=NAME, charset='utf-8')
    for message in filter(attrgetter('id'), ours):
        one, many = message.id if isinstance(message.id, tuple) else (str(message.id), '')
        for form, number in ((one, 1), (many, _SEVERAL)) if many else ((one, 1),):
            translation = compiled.ngettext(one, many, number) if many else str(message.string)
            made.add(
                form,
                translation,
                auto_comments=message.auto_comments,
                user_comments=message.user_comments,
            )
    stream = BytesIO()
    write_po(stream, made, width=0)
    return stream.getvalue().decode('utf-8')


def find_language(language: str) -> str | None:
    """Return the code of the catalog that a page in a language gets; None where there is none.

    Of ``de_AT``, gettext looks for ``de`` as well.
    """
    wanted = kin_of(language)
    ours = find_languages()
    return next((each for each in (*wanted, re.split('[_@.]', wanted[0])[0]) if each in ours), None)


def find_languages() -> list[str]:
    """Return the codes of the languages that we have."""
    return sorted(path.name for path in SHIPPED.iterdir() if path.is_dir())
