"""Parses the docstrings of members, each as a document of its own inside the page that shows it.

Several docstrings may call a footnote ``[1]``, or have the same target, and a page may have both beside
them. So what a docstring refers to is looked for in it, and then in the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser, states
from docutils.statemachine import string2lines
from docutils.transforms import references
from sphinx.locale import __
from sphinx.transforms import DefaultSubstitutions
from sphinx.util import logging
from sphinx.util.docutils import LoggingReporter

from sphinxext.http_status.facts.characters import encodable_markup
from sphinxext.http_status.facts.problems import Problem, Subtype
from sphinxext.http_status.page.linking.domain import find_domain
from sphinxext.http_status.page.nodes import status_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from docutils.transforms import Transform
    from sphinx.util.docutils import SphinxDirective

    from sphinxext.http_status.facts.model import StatusTable

    Warn = Callable[[Problem, nodes.Node], None]

LOGGER = logging.getLogger(__name__)

#: What finds the targets of references in a docstring, in the order of docutils.
TRANSFORMS: tuple[type[Transform], ...] = (
    DefaultSubstitutions,
    references.Substitutions,
    references.PropagateTargets,
    references.AnonymousHyperlinks,
    references.IndirectHyperlinks,
    references.Footnotes,
    references.ExternalTargets,
    references.InternalTargets,
)


def parse_docstrings(
    directive: SphinxDirective, table: StatusTable, said: Iterable[status_text], warn: Warn
) -> Iterator[status_text]:
    """Yield the docstrings of the members of which nothing else is said, parsed as reStructuredText.

    :param warn: called with what is wrong with a docstring, and a node in its place.
    """
    # The members in whose docstrings this table stands.
    around = find_domain(directive.env).parsing
    taken = {place for each in said for place in each['places']}
    for row in table.rows:
        if not row.doc or row.name in taken:
            continue
        path = f'{table.object}.{row.name}'
        made = _place(path, row.name, directive)
        if path in around:
            template = (
                'the docstring of %(member)s shows a table of itself, where it is left out; take the '
                'column with docstrings out of that table'
            )
            warn(Problem(Subtype.CONTENT, template, {'member': path}), made)
            continue
        around.append(path)
        try:
            made += _parse(row.doc, made, directive.state.document)
        finally:
            around.remove(path)
        _adopt(made, directive.state.document)
        yield made


def _place(path: str, name: str, directive: SphinxDirective) -> status_text:
    """Return the node for the docstring of a member, with what begins its ids on the page."""
    prefix = nodes.make_id(path) or 'docstring'
    if number := directive.env.new_serialno(f'http-status-{prefix}'):
        prefix += f'-{number + 1}'
    file, _line = directive.get_source_info()
    made = status_text('', places=[name], docstring=f'{file}:docstring of {path}', prefix=prefix)
    made.source, made.line = made['docstring'], 1
    return made


def _document(docstring: status_text, page: nodes.document) -> nodes.document:
    """Return an empty document for a docstring, whose ids are not those of anything on the page."""
    settings = get_default_settings(Parser)
    vars(settings).update(vars(page.settings))
    settings.id_prefix = f'{page.settings.id_prefix}{docstring["prefix"]}-'
    source = docstring['docstring']
    # Left alone, this reporter raises what is severe.
    reporter = LoggingReporter(source, halt_level=settings.halt_level)
    document = nodes.document(settings, reporter, source=source)
    document.note_source(source, -1)
    return document


def _parse(text: str, docstring: status_text, page: nodes.document) -> list[nodes.Node]:
    """Return a docstring as nodes, its headings as such that a cell can hold.

    Docstrings are reStructuredText on a Markdown page too.
    """
    document = _document(docstring, page)
    lines = string2lines(encodable_markup(text), document.settings.tab_width, convert_whitespace=True)
    states.RSTStateMachine(states.state_classes, initial_state='Body').run(lines, document)
    for section in reversed(list(document.findall(nodes.section))):
        title, *content = section.children
        section.parent.replace(section, [nodes.rubric('', '', *title.children), *content])
    for line in list(document.findall(nodes.transition)):
        line.parent.remove(line)
    return document.children


def _adopt(docstring: status_text, page: nodes.document) -> None:
    """Make the nodes of a docstring those of a page, until its references are resolved.

    Nodes that kept their own document would be pickled with it, and the environment with that. Sphinx
    looks for the footnotes of what it has translated among those of the page.
    """
    for node in docstring.findall():
        node.document = page
        if isinstance(node, nodes.pending):
            page.note_pending(node)
        elif isinstance(node, nodes.footnote_reference):
            _note_footnote_reference(page, node)


def resolve_references(docstring: status_text, page: nodes.document) -> None:
    """Lead the references in a docstring to what they mean in it; leave all others to the page."""
    _release(docstring, page)
    document = _document(docstring, page)
    document.substitution_defs.update(page.substitution_defs)
    document.substitution_names.update(page.substitution_names)
    document += docstring.children
    docstring.children = []
    own = {name for node in document.findall(nodes.footnote) for name in node['names']}
    for node in document.findall(nodes.Element):
        node.document = document
        if isinstance(node, nodes.footnote_reference) and node.get('refname', '') not in {'', *own}:
            continue
        for kind, note in NOTED.items():
            if isinstance(node, kind):
                note(document, node)
    document.transformer.add_transforms(list(TRANSFORMS))
    document.transformer.apply_transforms()
    docstring += document.children
    _hand_over(docstring, document, page)
    _publish(docstring, document, page)


def _hand_over(docstring: status_text, document: nodes.document, page: nodes.document) -> None:
    """Make the nodes of a docstring those of its page again, where the other references may lead."""
    for node in docstring.findall():
        node.document = page
        if isinstance(node, nodes.footnote_reference) and 'refname' in node:
            _note_footnote_reference(page, node)
        elif isinstance(node, nodes.reference) and 'refname' in node and not node.resolved:
            if label := document.nameids.get(node['refname']):
                # What has a name may be a footnote, too.
                node['refid'] = label
                del node['refname']
            else:
                page.note_refname(node)


def replace_reference(reference: nodes.footnote_reference) -> None:
    """Put what a reference to no footnote says in its place, as it is written."""
    shown = reference.rawsource or reference.astext()
    LOGGER.warning(
        __('%(reference)s leads to no footnote, and so stays as it is written; add the footnote'),
        {'reference': shown},
        location=reference,
        type='http_status',
        subtype=Subtype.CONTENT.label,
    )
    reference.parent.replace(reference, nodes.Text(shown))


def _release(docstring: status_text, page: nodes.document) -> None:
    """Take the references to footnotes back from the page."""
    ours = {id(node) for node in docstring.findall(nodes.footnote_reference)}
    for noted in (page.autofootnote_refs, page.symbol_footnote_refs, *page.footnote_refs.values()):
        noted[:] = [node for node in noted if id(node) not in ours]


def _publish(docstring: status_text, document: nodes.document, page: nodes.document) -> None:
    """Make the labels of a docstring labels of its page, except where that has the name already."""
    for node in docstring.findall(nodes.Element):
        names, is_label = node['names'], not isinstance(node, nodes.footnote | nodes.citation)
        are_new = is_label and not any(map(page.has_name, names))
        if names and are_new and all(map(document.nametypes.get, names)):
            page.note_explicit_target(node)


def _note_names(document: nodes.document, node: Any) -> None:
    is_explicit: bool = isinstance(node, nodes.Targetable)
    if is_explicit and (node['names'] or node['ids']):
        document.note_explicit_target(node)
    elif node['names']:
        document.note_implicit_target(node)


def _note_reference(document: nodes.document, node: Any) -> None:
    if 'refname' in node:
        document.note_refname(node)


def _note_target(document: nodes.document, node: Any) -> None:
    if 'refname' in node:
        document.note_indirect_target(node)


def _note_footnote(document: nodes.document, node: Any) -> None:
    # Of two with one name, docutils gives the second a text for the number.
    noted = {'1': document.autofootnotes, '*': document.symbol_footnotes}
    noted.get(str(node.get('auto')), document.footnotes).append(node)


def _note_footnote_reference(document: nodes.document, node: Any) -> None:
    if node.get('auto') == 1:
        document.note_autofootnote_ref(node)
    elif node.get('auto') == '*':
        document.note_symbol_footnote_ref(node)
    if 'refname' in node:
        document.note_footnote_ref(node)


def _note_substitution(document: nodes.document, node: Any) -> None:
    for name in node['names']:
        document.substitution_defs[name] = node
        document.substitution_names[name.lower()] = name


#: How a document is told of a node of each kind.
NOTED: Mapping[type[nodes.Element], Callable[[nodes.document, Any], None]] = {
    nodes.Element: _note_names,
    nodes.reference: _note_reference,
    nodes.target: _note_target,
    nodes.footnote: _note_footnote,
    nodes.footnote_reference: _note_footnote_reference,
    nodes.substitution_definition: _note_substitution,
}
