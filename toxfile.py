"""Let tox use every Python that pyenv has installed, not only those that are switched on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tox.plugin import impl

if TYPE_CHECKING:
    from tox.config.sets import CoreConfigSet
    from tox.session.state import State


@impl
def tox_add_core_config(core_conf: CoreConfigSet, state: State) -> None:  # noqa: ARG001
    """Have tox look at pyenv's interpreters after those that ``--discover`` names."""
    options = state.conf.options
    options.discover = [*(options.discover or ()), *map(str, pyenv_interpreters())]


def pyenv_interpreters() -> list[Path]:
    """Return the CPythons that pyenv has installed, of the releases that we support.

    A shim on PATH only fails for a release that is not active, which is why tox cannot find them itself.
    """
    root = Path(os.environ.get('PYENV_ROOT') or Path.home() / '.pyenv')
    return sorted(root.glob('versions/3.1[1-9]*/bin/python'), reverse=True)
