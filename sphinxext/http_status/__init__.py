"""Reference tables of status codes that cannot disagree with the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = '0.1.0'


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive, and what it needs, with Sphinx."""
    from .page import config, directive, domain, expansion, nodes

    app.add_config_value('http_status_edition', '9110', 'env', types=frozenset({str}))
    app.add_config_value('http_status_translate', True, 'env', types=frozenset({bool}))
    app.add_config_value('http_status_histories', {}, 'env', types=frozenset({dict}))
    app.add_config_value('http_status_citations', None, 'env', types=frozenset({str, type(None)}))
    app.connect('config-inited', config.check_config)

    app.add_domain(domain.HTTPStatusDomain)
    app.connect('env-get-outdated', domain.find_outdated)

    app.add_directive('http-status-table', directive.HTTPStatusTable)
    app.add_enumerable_node(nodes.status_table, 'table')
    app.connect('builder-inited', expansion.register_transforms)

    return {
        'version': __version__,
        'parallel_read_safe': True,
        'parallel_write_safe': True,
    }
