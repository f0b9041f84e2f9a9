"""What ``http-status catalog`` does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .commands import FINE
from .facts.problems import RequestError

if TYPE_CHECKING:
    from argparse import Namespace

    from .console import Console


def run_catalog(options: Namespace, console: Console) -> int:
    """Print our translations of a language, or where they are."""
    from .page.messages.compendium import catalog_file, compendium, find_language, find_languages

    language = find_language(options.language)
    if language is None:
        raise RequestError([f'no catalog of {options.language}; there is {", ".join(find_languages())}'])
    if options.path:
        console.write(f'{catalog_file(language)}\n')
    else:
        console.write(compendium(language))
    return FINE
