"""The Sphinx domain: what is kept between builds of the tables on pages, and references to rows."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.locale import _

from sphinxext.http_status.page.config import make_request

from .freshness import find_changed, is_fresh, make_stamp
from .kept import KeptNotes, Packed
from .references import StatusRole, is_documented

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from typing import Any

    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.domains.python import PythonDomain
    from sphinx.environment import BuildEnvironment

    from sphinxext.http_status.facts.request import TableRequest
    from sphinxext.http_status.page.messages.catalogs import Catalog
    from sphinxext.http_status.page.nodes import SharedNodes

    from .kept import Kept
    from .listing import IndexEntry
    from .requested_tables import RequestedTable, RequestedTables
    from .targets import LinkedRows, LinkedTable


class HTTPStatusDomain(Domain):
    """Keeps each table once, however many pages show it, and the requests of each page."""

    name = 'http-status'
    label = 'HTTP status'
    data_version = 13
    roles: ClassVar = {'status': StatusRole()}
    object_types: ClassVar = {
        'code': ObjType(_('code'), 'status'),
        'member': ObjType(_('member'), 'status'),
        'name': ObjType(_('member')),
    }
    dangling_warnings: ClassVar = {
        'status': 'no http-status-table has a status code or member %(target)r; add one to a page',
    }
    #: The version of this extension; the catalog that translated each document, empty where it has but
    #: roles; what facts were taken from; rows as they are listed elsewhere; and what has facts in it.
    initial_data: ClassVar[dict[str, Any]] = {
        'extension': '',
        'documents': {},
        'stamp': None,
        'objects': [],
        'owned': [],
        'index': {},
        'published': [],
        'kept': Packed(),
    }

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        #: The documents that this build reads; whether one has a table or a role, or had one.
        self.reading: AbstractSet[str] = frozenset()
        self.has_changed = False
        #: What ``:rfc:`` puts into the general index, by the number of the RFC.
        self.rfc_entries: dict[int, list[IndexEntry]] = {}
        #: What was said for information; the members whose docstrings are being parsed.
        self.told: set[str] = set()
        self.parsing: list[str] = []
        #: Tables that several pages may show, and their notes.
        self.shared: dict[tuple[object, ...], tuple[SharedNodes, SharedNodes]] = {}

    @property
    def kept(self) -> Kept:
        """What is kept of the tables on pages."""
        return cast('Packed', self.data['kept']).open()

    @cached_property
    def notes(self) -> KeptNotes:
        """The nodes of notes, which doctrees name by their keys."""
        return KeptNotes(self.kept.notes)

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

    def note_request(self, docname: str, request: TableRequest) -> RequestedTable:
        """Return what the request of a document gives, and keep the table for its page."""
        found = self.requested.find(request)
        if found.table:
            self.kept.tables[found.key] = found.table
        self.kept.requests.setdefault(docname, {})[request] = found.key
        self.data['documents'][docname] = self.catalog.fingerprint
        self.has_changed = True
        return found

    def find_title(self, docname: str, target: str) -> tuple[str, str] | None:
        """Return the object that a role means and the title of the row; the document depends on it."""
        path, _dot, name = target.rpartition('.')
        # A code may have a dot, and be no path.
        for object_path, word in ((path, name), (self.env.config.http_status_object, target)):
            if object_path:
                request = make_request(self.env, object_path)
                self.kept.roles.setdefault(docname, {})[request] = self.requested.find(request).key
                self.data['documents'].setdefault(docname, '')
                self.has_changed = True
                if title := self.requested.find_title(request, word):
                    return object_path, title
        return None

    def note_linked_table(self, table: LinkedTable) -> None:
        """Keep that a document has a table whose rows have ids."""
        self.kept.linked.setdefault(table.docname, []).append(table)

    def clear_doc(self, docname: str) -> None:
        """Forget what a document asked for."""
        if docname in self.data['documents']:
            del self.data['documents'][docname]
            self.kept.clear_doc(docname)
            self.has_changed = True

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        documents = otherdata['documents']
        if found := docnames & documents.keys():
            self.data['documents'].update((docname, documents[docname]) for docname in found)
            self.kept.merge(found, otherdata['kept'].open())
            self.has_changed = True

    @cached_property
    def linked(self) -> LinkedRows:
        """The rows that can be linked to."""
        from .targets import LinkedRows

        return LinkedRows(self.kept.owned(), self.env.config.http_status_object)

    def outdated(self, version: str) -> Iterator[str]:
        """Yield the documents that show a table whose facts are not what they were.

        :param version: that of this extension, since each may show the same facts in its own way.
        """
        for name in ('requested', 'catalog', 'notes'):
            self.__dict__.pop(name, None)
        data = self.data
        is_foreign = data['extension'] != version
        if data['documents'] and not (is_foreign or is_fresh(self.env, data['stamp'])):
            is_foreign = not data['kept'].is_readable()
            if not is_foreign:
                yield from find_changed(self.kept, data['documents'], self.requested, self.catalog)
                data['stamp'] = make_stamp(self.env, self.kept)
        if is_foreign:
            # Other code may give facts another form, so what it kept is not looked at.
            yield from data['documents']
            self.has_changed = bool(data['documents'])
            data.update(extension=version, documents={}, stamp=None, kept=Packed())

    def is_listed_elsewhere(self) -> bool:
        """Return whether rows have names in other domains, or get them now."""
        python = cast('PythonDomain', self.env.get_domain('py'))
        return any(is_documented(path, python) for path in self.data['owned'])

    def settle(self) -> None:
        """Decide who owns the rows, once all documents are read."""
        from .listing import list_rows
        from .references import warn_of_second
        from .targets import find_owners

        shown = (table for tables in self.kept.linked.values() for table in tables)
        self.kept.owners, late = find_owners(shown)
        self.__dict__.pop('linked', None)
        for table in late:
            warn_of_second(table, self.kept.owners[table.object][0])
        owned, before = self.kept.owned(), self.data['index']
        self.data.update(list_rows(self.env, owned, self.linked, self.index_heading, before))
        self.data['stamp'] = make_stamp(self.env, self.kept)
        self.has_changed = False

    def index_heading(self, registry: str) -> str:
        """Return the heading in the general index for the codes of a registry, for the reader."""
        from sphinxext.http_status.page.messages.lookup import MessageLookup
        from sphinxext.http_status.page.messages.words import WORDS

        return MessageLookup(catalog=self.catalog.translations).one(WORDS[registry].one)

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield the rows for the inventory and for search."""
        yield from self.data['objects']

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
        row = self.linked.find(target) if self.data['objects'] else None
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
