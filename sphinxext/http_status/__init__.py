"""Reference tables of status codes that cannot disagree with the code."""

from __future__ import annotations

# Type checkers know the name. For ``python -m``, typing must not be loaded from the current folder.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ['__version__', 'setup']

__version__ = '0.1.0'


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive, and what it needs, with Sphinx."""
    from . import builder
    from .page import config, events, nodes, transforms
    from .page.linking import domain, references
    from .page.reading import directive
    from .page.writing import html

    for name, default, rebuild, kind in config.VALUES:
        app.add_config_value(name, default, rebuild, types=kind)
    app.connect('config-inited', config.check_config)

    app.add_domain(domain.HTTPStatusDomain)
    for event, handler in events.OF_THE_ENVIRONMENT:
        app.connect(event, handler)

    app.add_directive('http-status-table', directive.HTTPStatusTable)
    app.add_enumerable_node(nodes.status_table, 'table')
    # Visitors of other extensions know the nodes that are registered, and no others.
    app.add_node(nodes.status_sentence)
    app.add_node(nodes.status_text)
    app.connect('builder-inited', transforms.register_transforms)

    app.add_builder(builder.HTTPStatusBuilder)
    app.connect('build-finished', builder.set_exit_status)

    app.add_role('http-status', references.StatusRole())
    app.add_role_to_domain('std', 'http-status', references.StatusRole())
    # Our rows come before those of other projects, which intersphinx finds at 500.
    app.connect('missing-reference', events.resolve_member, priority=400)

    for node, visitors in html.VISITORS:
        app.add_node(node, html=visitors)
    app.connect('builder-inited', events.add_static_path)
    app.connect('html-page-context', events.add_style)

    return {'version': __version__, 'parallel_read_safe': True, 'parallel_write_safe': True}
