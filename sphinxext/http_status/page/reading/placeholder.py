"""Makes the one node that stands for the table of a directive, and the notes below it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinxext.http_status.facts.columns import Kind, has_kind
from sphinxext.http_status.page.inline import RFCReferences
from sphinxext.http_status.page.linking.domain import find_domain
from sphinxext.http_status.page.linking.targets import LinkedTable
from sphinxext.http_status.page.messages.words import MEANING, WORDS, find_header
from sphinxext.http_status.page.nodes import status_sentence, status_table

from .docstrings import parse_docstrings
from .options import Asked
from .sentences import find_messages
from .texts import read_content, share_out
from .version_notes import find_note_messages, keep_note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docutils.nodes import Node
    from sphinx.util.docutils import SphinxDirective

    from sphinxext.http_status.facts.model import StatusTable
    from sphinxext.http_status.facts.request import TableRequest
    from sphinxext.http_status.page.linking.listing import IndexEntry
    from sphinxext.http_status.page.linking.requested_tables import RequestedTable
    from sphinxext.http_status.page.nodes import status_text


class PlaceholderMaker:
    """Does the work of one directive."""

    def __init__(self, directive: SphinxDirective) -> None:
        self.directive = directive
        self.env = directive.env
        self.options = directive.options
        self.content = read_content(directive)
        self.asked = Asked(directive, self.content)

    def make(self) -> list[Node]:
        """Return the placeholder and the notes below it; nothing when there is no table."""
        self.asked.check()
        request = self.asked.request()
        found = self._find(request)
        for problem in found.problems:
            self.asked.warn(problem)
        if (table := found.table) is None:
            return [*self.content.others]
        is_grouped = self.asked.is_grouped(table)
        said: list[status_text] = []
        if self.content.fields:
            columns = dict.fromkeys([*table.columns, 'doc'])
            wider = self._find(replace(request, columns=tuple(columns)))
            said = self._share_out(wider.table or table, is_grouped=is_grouped)
            if has_rows(said):
                found, table = wider, wider.table or table
        made, messages = self._placeholder(found.key, table, said, is_grouped=is_grouped)
        made['notes'] = list(self._notes(table))
        return [*self._index(made, table), made, *messages, *self.content.others]

    def _find(self, request: TableRequest) -> RequestedTable:
        return find_domain(self.env).note_request(self.env.docname, request)

    def _share_out(self, table: StatusTable, *, is_grouped: bool) -> list[status_text]:
        """Return what the content says, each text with its places."""
        said, wrong = share_out(self.content, table, is_grouped=is_grouped)
        for problem in wrong:
            self.asked.warn(problem)
        return said

    def _placeholder(
        self, key: str, table: StatusTable, said: Sequence[status_text], *, is_grouped: bool
    ) -> tuple[status_table, list[nodes.system_message]]:
        node = status_table('', key=key, docname=self.env.docname, group=is_grouped)
        self.directive.set_source_info(node)
        if 'no-index' not in self.options:
            node['linked'] = self._linked_table(key, table)
        node['headers'] = list(self._headers(table, said))
        classes, widths = self.asked.width_classes(table)
        node['classes'] += ['http-status-table', *self.options.get('class', ()), *classes]
        if widths:
            node['colwidths'] = widths
        for name in ('align', 'width'):
            if name in self.options:
                node[name] = self.options[name]
        title, messages = self._title()
        node += title
        node += self._sentences(table, node, said)
        node += said
        if has_kind(table.columns, Kind.MARKUP):
            node += parse_docstrings(self.directive, table, said, self.asked.warn)
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

    def _headers(self, table: StatusTable, said: Sequence[status_text]) -> Iterator[str]:
        """Yield the header of each column, in English unless the directive gives it."""
        given = dict(self.asked.headers(table))
        own = {'doc': MEANING} if has_rows(said) else {}
        for name in table.columns:
            yield given.get(name) or own.get(name) or find_header(name, table.registry)

    def _sentences(
        self, table: StatusTable, node: status_table, said: Sequence[status_text]
    ) -> Iterator[status_sentence]:
        words = WORDS[table.registry]
        found: list[str] = [*node['headers']]
        described = {place for text in said for place in text['places'] if isinstance(place, int)}
        found += [*find_messages(table, group=node['group'], described=described), words.table]
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

    def _shows_notes(self) -> bool:
        return self.options.get('notes') != 'none'

    def _notes(self, table: StatusTable) -> Iterator[str]:
        """Yield the keys of the notes, which come behind the table when it is made."""
        if self._shows_notes():
            for note in table.notes:
                yield keep_note(self.directive, note)


def has_rows(said: Sequence[status_text]) -> bool:
    """Return whether any text stands in a row, rather than in the heading of a class."""
    return any(isinstance(place, str) for text in said for place in text['places'])
