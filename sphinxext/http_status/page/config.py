"""The configuration values, checked once before a build reads anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sphinx.locale import __
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: Each with its default, what has to be done again when it changes, and its types.
VALUES: tuple[tuple[str, Any, Literal['', 'env'], frozenset[type]], ...] = (
    ('http_status_edition', '9110', 'env', frozenset({str})),
    ('http_status_translate', True, 'env', frozenset({bool})),
    ('http_status_histories', {}, 'env', frozenset({dict})),
    ('http_status_citations', None, 'env', frozenset({str, type(None)})),
    ('http_status_tables', {}, '', frozenset({dict})),
)

LOGGER = logging.getLogger(__name__)


def check_config(app: Sphinx, config: Config) -> None:
    """Warn of each value that cannot be used, and put the default in its place."""
    if all(config[name] == default for name, default, _rebuild, _types in VALUES):
        return
    from .validation import find_problems

    for name, default, problem in list(find_problems(config, Path(app.srcdir))):
        LOGGER.warning(
            __('%(name)s in conf.py: %(problem)s'),
            {'name': name, 'problem': str(problem)},
            type='http_status',
            subtype=problem.subtype.label,
        )
        config[name] = default
