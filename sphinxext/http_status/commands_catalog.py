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
    from .page.messages.compendium import catalog_file, compendium, find_languages

    languages = find_languages()
    if options.language not in languages:
        raise RequestError([f'no catalog of {options.language}; there is {", ".join(languages)}'])
    if options.path:
        console.write(f'{catalog_file(options.language)}\n')
    else:
        console.write(compendium(options.language))
    return FINE
