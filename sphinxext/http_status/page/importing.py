"""Importing under the configuration of a project."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.config import Config


@contextlib.contextmanager
def importable(config: Config) -> Iterator[None]:
    """Mock the modules that ``autodoc_mock_imports`` names, if the project uses autodoc."""
    names = getattr(config, 'autodoc_mock_imports', None)
    if not names:
        yield
        return
    from sphinx.ext.autodoc import mock

    with mock(names):
        yield
