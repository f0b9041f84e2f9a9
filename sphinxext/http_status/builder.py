"""``sphinx-build -b http-status``: compare what readers get with the facts.

It checks every table of the directive, and every address in ``http_status_tables``, on the tree
that a builder would write: after translation and all transforms.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.builders import Builder
from sphinx.locale import __
from sphinx.util import logging

from .page.config import make_request
from .page.linking.domain import find_domain
from .page.nodes import FACTS_KEY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx

    from .drift.findings import Finding
    from .facts.model import StatusTable
    from .facts.problems import Problem
    from .facts.request import TableRequest
    from .page.linking.requested_tables import RequestedTable

LOGGER = logging.getLogger(__name__)


class HTTPStatusBuilder(Builder):
    """Reports drift, and writes what it found as text and as lines of JSON."""

    name = 'http-status'
    epilog = __('Look for any drift in the above output or in %(outdir)s/output.txt')
    allow_parallel: ClassVar[bool] = True

    def init(self) -> None:
        """Start without findings."""
        self.findings: list[tuple[str, Finding]] = []

    def get_outdated_docs(self) -> set[str]:
        """Return all documents, since the code may have changed while no document did."""
        return self.env.found_docs

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # noqa: ARG002
        """Return nothing: no page is written."""
        return ''

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Do nothing."""

    def write_documents(self, docnames: AbstractSet[str]) -> None:  # noqa: ARG002
        """Check the documents that have something to check."""
        domain = find_domain(self.env)
        addresses = self._addresses()
        for docname in sorted({*domain.kept.requests, *addresses}):
            if docname not in self.env.found_docs:
                self._add('', _missing_document(docname))
                continue
            document = self.env.get_doctree(docname)
            self.env.apply_post_transforms(document, docname)
            made = map(domain.requested.find, domain.kept.requests.get(docname, ()))
            problems = {found.key: found.problems for found in made}
            for finding in check_generated(docname, document, domain.kept.tables, problems):
                self._add(docname, finding)
            source = self._source(docname) if docname in addresses else None
            for fragment, request in addresses.get(docname, ()):
                requested = domain.requested.find(request)
                for finding in check_address(docname, fragment, document, requested, request, source):
                    self._add(docname, finding)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Do nothing: documents are checked all at once."""

    def finish(self) -> None:
        """Write what was found."""
        lines = [str(finding) for _docname, finding in self.findings]
        records = [json.dumps(self._record(docname, finding)) for docname, finding in self.findings]
        for name, content in (('output.txt', lines), ('output.json', records)):
            text = ''.join(f'{line}\n' for line in content)
            Path(self.outdir, name).write_text(text, encoding='utf-8')

    def _addresses(self) -> Mapping[str, list[tuple[str, TableRequest]]]:
        """Return the addresses of the configuration by document."""
        found: dict[str, list[tuple[str, TableRequest]]] = {}
        for address, wanted in self.config.http_status_tables.items():
            docname, _mark, fragment = address.partition('#')
            object_path, options = (wanted, {}) if isinstance(wanted, str) else wanted
            request = make_request(self.env, object_path, **options)
            found.setdefault(docname, []).append((fragment, request))
        return found

    def _source(self, docname: str) -> nodes.document | None:
        """Return a document as it was before it was translated; None if it was not, or is no text."""
        if self.config.language == 'en':
            return None
        from .drift.parsing.files import DocumentError, parse_file

        try:
            return parse_file(Path(self.env.doc2path(docname)))
        except (DocumentError, RecursionError):
            return None

    def _add(self, docname: str, finding: Finding) -> None:
        self.findings.append((docname, finding))
        location: str | tuple[str, int | None] | None = None
        if docname:
            location = docname, finding.place.line
        if docname and finding.place.path != docname:
            # The table is in a file that the document includes, or in a docstring.
            # Without a line as well, Sphinx wants a colon, or takes it for a document.
            location = f'{finding.place.path}:{finding.place.line or ""}'
        text = finding.message if docname else str(finding)
        if finding.drift:
            LOGGER.warning('%s', text, location=location, type='http_status', subtype='drift')
        else:
            LOGGER.info('%s', text, location=location)

    def _file_of(self, docname: str, finding: Finding) -> str:
        if finding.place.path not in ('', docname):
            return finding.place.path if docname else ''
        return str(self.env.doc2path(docname, base=False)) if docname else ''

    def _record(self, docname: str, finding: Finding) -> dict[str, object]:
        from .drift.reporting import as_record

        return as_record(finding, docname or finding.place.path, self._file_of(docname, finding))


def check_generated(
    docname: str,
    document: nodes.document,
    tables: Mapping[str, StatusTable],
    problems: Mapping[str, Sequence[Problem]],
) -> Iterator[Finding]:
    """Yield what is to be known about the tables that the directive made.

    :param tables: the facts by key, as the domain keeps them.
    :param problems: what is wrong with them.
    """
    from .drift.findings import NotCompared, Place, Unreadable
    from .facts.problems import Subtype

    for table in document.findall(nodes.table):
        if FACTS_KEY not in table:
            continue
        path = _path_of(table, document, docname)
        place = Place(path, table.line)
        for problem in problems.get(table[FACTS_KEY], ()):
            if problem.is_note:
                yield NotCompared(place=place, text=str(problem))
            elif problem.subtype is Subtype.MOCK:
                # The rows cannot be told from those that the code really has.
                yield Unreadable(place=place, text=str(problem))
        yield from _check_rows(path, table, tables[table[FACTS_KEY]])


def _path_of(table: nodes.table, document: nodes.document, docname: str) -> str:
    """Return the document, or else the file that the table is written in."""
    return docname if table.source in (None, document.get('source')) else table.source


def _check_rows(path: str, table: nodes.table, facts: StatusTable) -> Iterator[Finding]:
    from .drift.check import check_tree
    from .drift.comparing.notes import Asked
    from .drift.findings import NotCompared, Place
    from .drift.records import identify_rows

    if not identify_rows(facts.columns):
        place = Place(path, table.line)
        yield NotCompared(place=place, text='this table shows neither codes nor names')
        return
    for finding in check_tree(table, '', facts, path=path, asked=Asked.NOTHING).findings:
        line = finding.place.line or table.line
        yield replace(finding, place=replace(finding.place, line=line))


def check_address(
    docname: str,
    fragment: str,
    document: nodes.document,
    requested: RequestedTable,
    request: TableRequest,
    source: nodes.document | None = None,
) -> Iterator[Finding]:
    """Yield what is to be known about an address of the configuration.

    :param source: the document before it was translated.
    :param requested: the table that the address should show, and what is wrong with the request.
    """
    from .drift.check import check_tree
    from .drift.findings import NotCompared, Place, Unreadable
    from .facts.neighbours import find_neighbours

    place = Place(docname, None, fragment)
    wrong = [problem for problem in requested.problems if not problem.is_note]
    for problem in requested.problems:
        kind = NotCompared if problem.is_note else Unreadable
        yield kind(place=place, text=f'http_status_tables[{place.address!r}]: {problem}')
    # A request in which something is wrong gives a table that nobody asked for.
    if requested.table and not wrong:
        others = partial(find_neighbours, request)
        table = requested.table
        checked = check_tree(document, fragment, table, path=docname, source=source, others=others)
        yield from checked.findings


def _missing_document(docname: str) -> Finding:
    from .drift.findings import Place, Unreadable

    text = 'there is no document of this name; correct its address in http_status_tables'
    return Unreadable(place=Place(docname), text=text)


def set_exit_status(app: Sphinx, exception: Exception | None) -> None:
    """Let the build fail where there is drift (``build-finished``)."""
    builder = app.builder
    if exception is None and isinstance(builder, HTTPStatusBuilder):
        app.statuscode = app.statuscode or int(
            any(finding.drift for _where, finding in builder.findings)
        )
