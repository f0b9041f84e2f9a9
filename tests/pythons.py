"""The interpreters of this machine, by release."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

RUNNING = '.'.join(str(part) for part in sys.version_info[:2])


def executables(release: str) -> Iterator[str]:
    """Yield the interpreters of a release that may be here, the likely ones first."""
    if release == RUNNING:
        yield sys.executable
    pyenv = Path(os.environ.get('PYENV_ROOT') or Path.home() / '.pyenv') / 'versions'
    yield from (str(path) for path in sorted(pyenv.glob(f'{release}.*/bin/python'), reverse=True))
    # A shim of pyenv is on PATH whether or not there is an interpreter behind it.
    if found := shutil.which(f'python{release}'):
        yield found
