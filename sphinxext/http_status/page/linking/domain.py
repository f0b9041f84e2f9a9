"""The Sphinx domain: what is kept between builds of the tables on pages, and references to rows."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.locale import _

from sphinxext.http_status.page.config import make_request

from .kept_notes import KeptNotes
from .references import StatusRole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from typing import Any

    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.domains.index import IndexDomain
    from sphinx.domains.python import PythonDomain
    from sphinx.environment import BuildEnvironment

    from sphinxext.http_status.facts.model import StatusTable
    from sphinxext.http_status.facts.request import TableRequest
    from sphinxext.http_status.page.messages.catalogs import Catalog
    from sphinxext.http_status.page.nodes import SharedNodes

    from .listing import IndexEntry
    from .requested_tables import RequestedTable, RequestedTables
    from .targets import LinkedRows, LinkedTable

#: What is kept by document.
BY_DOCUMENT = ('requests', 'roles', 'catalogs', 'linked', 'notes')


class HTTPStatusDomain(Domain):
    """Keeps each table once, however many pages show it, and the requests of each page."""

    name = 'http-status'
    label = 'HTTP status'
    data_version = 11
    roles: ClassVar = {'status': StatusRole()}
    object_types: ClassVar = {
        'code': ObjType(_('code'), 'status'),
        'member': ObjType(_('member'), 'status'),
    }
    dangling_warnings: ClassVar = {
        'status': 'no http-status-table has a status code or member %(target)r; add one to a page',
    }
    #: The version of this extension. By document: its requests, those of its roles, its tables, their
    #: notes and the catalog that translated it; and what follows from all documents: the tables by key,
    #: the owner for each object, index entries, and names in other domains.
    initial_data: ClassVar[dict[str, Any]] = {
        'extension': '',
        'tables': {},
        'requests': {},
        'roles': {},
        'catalogs': {},
        'linked': {},
        'notes': {},
        'owners': {},
        'index': {},
        'published': [],
    }

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        #: The documents that this build reads.
        self.reading: AbstractSet[str] = frozenset()
        #: What ``:rfc:`` puts into the general index, by the number of the RFC.
        self.rfc_entries: dict[int, list[IndexEntry]] = {}
        #: What this process has said for information.
        self.told: set[str] = set()
        self.notes = KeptNotes(self.data['notes'])
        #: Tables that several pages may show, and their notes, by what decides on them.
        self.shared: dict[tuple[object, ...], tuple[SharedNodes, SharedNodes]] = {}

    # Neither is part of the data, so that each build reads code and catalogs anew.
    @cached_property
    def requested(self) -> RequestedTables:
        """The tables that pages ask for in this build."""
        from .requested_tables import RequestedTables

        return RequestedTables(self.env.config)

    @cached_property
    def catalog(self) -> Catalog:
        """Our message catalog in the language of this build."""
        from sphinxext.http_status.page.messages.catalogs import load_catalog

        return load_catalog(self.env)

    @property
    def tables(self) -> dict[str, StatusTable]:
        """The tables by key; equal tables have equal keys, in every process."""
        return cast('dict[str, StatusTable]', self.data['tables'])

    @property
    def requests(self) -> dict[str, dict[TableRequest, str]]:
        """The requests of each document, with the key of the table that met them."""
        return cast('dict[str, dict[TableRequest, str]]', self.data['requests'])

    @property
    def owners(self) -> dict[str, list[LinkedTable]]:
        """The table that owns the targets of the rows, for each object."""
        return cast('dict[str, list[LinkedTable]]', self.data['owners'])

    def note_request(self, docname: str, request: TableRequest) -> RequestedTable:
        """Return what the request of a document gives, and keep the table for its page."""
        found = self.requested.find(request)
        if found.table:
            self.tables[found.key] = found.table
        self.requests.setdefault(docname, {})[request] = found.key
        self.data['catalogs'][docname] = self.catalog.fingerprint
        return found

    def find_title(self, docname: str, target: str) -> tuple[str, str] | None:
        """Return the object that a role means and the title of the row; the document depends on it."""
        path, _dot, name = target.rpartition('.')
        # A code may have a dot, and be no path.
        for object_path, word in ((path, name), (self.env.config.http_status_object, target)):
            if object_path:
                request = make_request(self.env, object_path)
                self.data['roles'].setdefault(docname, {})[request] = self.requested.find(request).key
                if title := self.requested.find_title(request, word):
                    return object_path, title
        return None

    def note_linked_table(self, table: LinkedTable) -> None:
        """Keep that a document has a table whose rows have ids."""
        self.data['linked'].setdefault(table.docname, []).append(table)

    def clear_doc(self, docname: str) -> None:
        """Forget what a document asked for."""
        for name in BY_DOCUMENT:
            self.data[name].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        self.tables.update(otherdata['tables'])
        for name in BY_DOCUMENT:
            found = otherdata[name]
            self.data[name].update((docname, found[docname]) for docname in docnames & found.keys())

    @cached_property
    def linked(self) -> LinkedRows:
        """The rows that can be linked to."""
        from .targets import LinkedRows

        return LinkedRows(self._owned(), self.env.config.http_status_object)

    def _owned(self) -> list[tuple[LinkedTable, StatusTable]]:
        """Return the tables that own rows, with their facts."""
        return [(each, self.tables[each.key]) for owners in self.owners.values() for each in owners]

    def outdated(self, version: str) -> Iterator[str]:
        """Yield the documents that show a table whose facts are not what they were.

        :param version: that of this extension, since each may show the same facts in its own way.
        """
        upgraded, self.data['extension'] = self.data['extension'] != version, version
        for name in ('requested', 'catalog'):
            self.__dict__.pop(name, None)
        self._forget_unwanted()
        roles, words = self.data['roles'], self.data['catalogs']
        for docname in {**self.requests, **roles}:
            asked = {**self.requests.get(docname, {}), **roles.get(docname, {})}
            changed = (self.requested.find(request).key != key for request, key in asked.items())
            same_words = words.get(docname) == self.catalog.fingerprint or docname not in words
            if upgraded or not same_words or any(changed):
                yield docname

    def _forget_unwanted(self) -> None:
        wanted = {key for requests in self.requests.values() for key in requests.values()}
        self.data['tables'] = {key: table for key, table in self.tables.items() if key in wanted}

    def settle(self) -> None:
        """Decide who owns the rows, once all documents are read."""
        from .listing import owned_entries, publish, replace_entries
        from .references import warn_of_second
        from .targets import find_owners

        shown = (table for tables in self.data['linked'].values() for table in tables)
        self.data['owners'], late = find_owners(shown)
        self.__dict__.pop('linked', None)
        for table in late:
            warn_of_second(table, self.owners[table.object][0])
        entries = owned_entries(self._owned(), self.linked.targets, self.index_heading)
        index = cast('IndexDomain', self.env.get_domain('index'))
        replace_entries(index.entries, self.data['index'], entries)
        self.data.update(index=entries, published=publish(self.env, self.linked.rows))

    def index_heading(self, registry: str) -> str:
        """Return the heading in the general index for the codes of a registry, for the reader."""
        from sphinxext.http_status.page.messages.lookup import MessageLookup
        from sphinxext.http_status.page.messages.words import WORDS

        return MessageLookup(catalog=self.catalog.translations).one(WORDS[registry].one)

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield the rows for the inventory and for search."""
        if self.owners:
            yield from self.linked.objects()

    def resolve_xref(
        self,
        _env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        _typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Return the reference to a row; None when no table has it."""
        row = self.linked.find(target) if self.owners else None
        if row is None:
            return None
        from .references import link_to, warn_of_other

        if not node.get('refexplicit'):
            warn_of_other(node, row)
            contnode = nodes.inline('', row.title, classes=contnode['classes'])
        return link_to(row, builder, fromdocname, contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return the reference to a row as Sphinx's any role wants it, if Python has no such name."""
        python = cast('PythonDomain', env.get_domain('py'))
        if python.find_obj(env, node.get('py:module'), node.get('py:class'), target, None, 1):
            return []
        found = self.resolve_xref(env, fromdocname, builder, 'status', target, node, contnode)
        return [('http-status:status', found)] if found else []


def find_domain(env: BuildEnvironment) -> HTTPStatusDomain:
    """Return the domain of this extension."""
    return cast('HTTPStatusDomain', env.get_domain(HTTPStatusDomain.name))
