"""Makes the one node that stands for the table of a directive, and the notes below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from sphinx import addnodes
from sphinx.locale import __
from sphinx.util import logging
from sphinx.util.docutils import LoggingReporter

from sphinxext.http_status.facts.columns import Kind, has_kind
from sphinxext.http_status.facts.problems import Problem, Subtype, suggestion
from sphinxext.http_status.facts.registry import class_of
from sphinxext.http_status.facts.request import DEFAULT_OBJECT
from sphinxext.http_status.facts.sources.importing import is_module
from sphinxext.http_status.page.config import make_request
from sphinxext.http_status.page.inline import RFCReferences
from sphinxext.http_status.page.linking.domain import find_domain
from sphinxext.http_status.page.linking.targets import LinkedTable
from sphinxext.http_status.page.messages.words import WORDS
from sphinxext.http_status.page.nodes import status_docstring, status_sentence, status_table

from .sentences import find_messages
from .version_notes import find_note_messages, make_note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Node
    from sphinx.util.docutils import SphinxDirective

    from sphinxext.http_status.facts.model import StatusTable
    from sphinxext.http_status.facts.request import TableRequest
    from sphinxext.http_status.page.linking.index import IndexEntry

LOGGER = logging.getLogger(__name__)


class PlaceholderMaker:
    """Does the work of one directive."""

    def __init__(self, directive: SphinxDirective) -> None:
        self.directive = directive
        self.env = directive.env
        self.options = directive.options

    def make(self) -> list[Node]:
        """Return the placeholder and the notes below it; nothing when there is no table."""
        self._check_options()
        found = find_domain(self.env).note_request(self.env.docname, self._request())
        for problem in found.problems:
            self._warn(problem)
        if found.table is None:
            return []
        made, messages = self._placeholder(found.key, found.table)
        return [*self._index(made, found.table), made, *messages, *self._notes(found.table)]

    def _check_options(self) -> None:
        known = list(self.directive.option_spec or ())
        for name in sorted(self.options.keys() - set(known)):
            hint = suggestion(name.replace('_', '-'), known) or f'; it has {", ".join(known)}'
            template = 'the directive has no option %(option)r%(suggestion)s'
            self._warn(Problem(Subtype.OPTION, template, {'option': name, 'suggestion': hint}))

    def _object(self) -> str:
        """Return the object: as it is written, or as a name in the module that the page is about."""
        path = self.directive.arguments[0].strip() if self.directive.arguments else DEFAULT_OBJECT
        context = self.env.ref_context
        first = path.partition(':')[0].partition('.')[0]
        if (module := context.get('py:module')) and not is_module(first):
            return f'{module}.{path}'
        return path

    def _request(self) -> TableRequest:
        object_path = self._object()
        options = {
            name: self.options[name]
            for name in ('codes', 'columns', 'registry', 'code', 'release', 'edition')
            if name in self.options
        }
        return make_request(self.env, object_path, **options)

    def _placeholder(
        self, key: str, table: StatusTable
    ) -> tuple[status_table, list[nodes.system_message]]:
        node = status_table('', key=key, group=self._is_grouped(table))
        self.directive.set_source_info(node)
        if 'no-index' not in self.options:
            node['linked'] = self._linked_table(key, table)
        node['classes'] += ['http-status-table', *self.options.get('class', ())]
        node['classes'] += self._width_classes(node, len(table.columns))
        for name in ('align', 'width'):
            if name in self.options:
                node[name] = self.options[name]
        title, messages = self._title()
        node += title
        node += self._sentences(table, is_grouped=node['group'])
        if has_kind(table.columns, Kind.MARKUP):
            node += parse_docstrings(self.directive, table)
        self.directive.add_name(node)
        return node, messages

    def _linked_table(self, key: str, table: StatusTable) -> LinkedTable:
        # The rows get ids once those of all else on the page are known.
        source, line = self.directive.get_source_info()
        return LinkedTable(
            docname=self.env.docname,
            number=self.env.new_serialno('http-status-table'),
            source=source or '',
            line=line,
            object=table.object,
            key=key,
            complete=table.complete,
        )

    def _sentences(self, table: StatusTable, *, is_grouped: bool) -> Iterator[status_sentence]:
        words = WORDS[table.registry]
        found = [*find_messages(table, group=is_grouped), words.table]
        if 'no-index' not in self.options:
            found.append(words.permalink)
        if self._shows_notes():
            found += find_note_messages(table.notes)
        for message in dict.fromkeys(found):
            made = status_sentence(message, message=message)
            self.directive.set_source_info(made)
            yield made

    def _index(self, node: status_table, table: StatusTable) -> Iterator[addnodes.index]:
        """Yield the entries of the general index that the page's own ``:rfc:`` role would make.

        They lead to the table, since its cells are made when it is written.
        """
        cited = [row.citation for row in table.rows if has_kind(table.columns, Kind.CITATION)]
        rfcs = dict.fromkeys(each.rfc for each in cited if each and each.rfc is not None)
        if not rfcs or 'no-index' in self.options:
            return
        target = f'index-{self.env.new_serialno("index")}'
        node['indexed'] = [target]
        made = addnodes.index(
            entries=[
                (kind, value, target, main, key)
                for rfc in rfcs
                for kind, value, _target, main, key in self._entries(rfc)
            ]
        )
        self.directive.set_source_info(made)
        yield made

    def _entries(self, rfc: int) -> list[IndexEntry]:
        known = find_domain(self.env).rfc_entries
        if rfc not in known:
            known[rfc] = list(RFCReferences(self.directive.state.document).entries(rfc))
        return known[rfc]

    def _title(self) -> tuple[list[Node], list[nodes.system_message]]:
        if 'caption' not in self.options:
            return [], []
        caption = self.options['caption']
        made, messages = self.directive.parse_inline(caption, lineno=self.directive.lineno)
        title = nodes.title(caption, '', *made)
        self.directive.set_source_info(title)
        return [title], messages

    def _width_classes(self, node: status_table, columns: int) -> list[str]:
        widths = self.options.get('widths', 'auto')
        if widths == 'grid':
            return ['colwidths-given']
        if widths == 'auto':
            return ['colwidths-auto']
        if len(widths) != columns:
            template = 'widths names %(given)s widths for %(columns)s columns; give one for each'
            arguments = {'given': str(len(widths)), 'columns': str(columns)}
            self._warn(Problem(Subtype.COLUMNS, template, arguments))
            return ['colwidths-auto']
        node['colwidths'] = widths
        return ['colwidths-given']

    def _is_grouped(self, table: StatusTable) -> bool:
        if 'group' not in self.options:
            return False
        if any(map(class_of, table.rows)):
            return True
        template = (
            'no code of %(object)s has a class of HTTP, so its rows are not grouped; take group out, or '
            'say registry http-status-codes if they are HTTP status codes'
        )
        self._warn(Problem(Subtype.REGISTRY, template, {'object': table.object}))
        return False

    def _shows_notes(self) -> bool:
        return self.options.get('notes') != 'none'

    def _notes(self, table: StatusTable) -> Iterator[Node]:
        if self._shows_notes():
            for note in table.notes:
                yield from make_note(self.directive, note, table.object)

    def _warn(self, problem: Problem) -> None:
        location = self.directive.get_location()
        if problem.is_note:
            # What is to be known of an object is said once, however many tables it has.
            told = find_domain(self.env).told
            if str(problem) not in told:
                told.add(str(problem))
                LOGGER.info(__(problem.template), problem.arguments, location=location)
            return
        LOGGER.warning(
            __(problem.template),
            problem.arguments,
            location=location,
            type='http_status',
            subtype=problem.subtype.label,
        )


def parse_docstrings(directive: SphinxDirective, table: StatusTable) -> Iterator[status_docstring]:
    """Yield the docstring of each member that has one, parsed as reStructuredText.

    Docstrings are reStructuredText on a Markdown page too, so they get a parser of their own.
    """
    settings = get_default_settings(Parser)
    vars(settings).update(vars(directive.state.document.settings))
    page, _line = directive.get_source_info()
    for row in table.rows:
        if row.doc:
            source = f'{page}:docstring of {table.object}.{row.name}'
            document = nodes.document(settings, LoggingReporter(source), source=source)
            document.note_source(source, -1)
            Parser().parse(row.doc, document)
            made = status_docstring('', *document.children, name=row.name)
            _adopt(made, directive.state.document)
            yield made


def _adopt(docstring: status_docstring, page: nodes.document) -> None:
    """Make the nodes of a docstring those of a page.

    Nodes that kept their own document would be pickled with it, and the environment with that.
    """
    for node in docstring.findall():
        node.document = page
        if isinstance(node, nodes.pending):
            page.note_pending(node)
