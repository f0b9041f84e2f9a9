"""What lives between builds: the facts that pages show, and what outdates a page."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from sphinx.domains import Domain

from sphinxext.http_status.facts.problems import FactsError
from sphinxext.http_status.facts.table import make_table

from .importing import importable
from .locale import load_catalog

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinxext.http_status.facts.model import StatusTable
    from sphinxext.http_status.facts.problems import Problem
    from sphinxext.http_status.facts.table import TableRequest

    from .locale import Catalog


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request gave in this build."""

    #: The key of the table; empty when no table could be made.
    key: str
    table: StatusTable | None
    problems: tuple[Problem, ...]


class HTTPStatusDomain(Domain):
    """Keeps each table once, however many pages show it, and knows who asked for it."""

    name = 'http-status'
    label = 'HTTP status'
    data_version = 1
    initial_data: ClassVar[dict[str, Any]] = {'tables': {}, 'requests': {}, 'catalogs': {}}

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        # Not part of the data, so that each build asks the code once more.
        self._answers: dict[TableRequest, Answer] = {}
        self._catalog: Catalog | None = None

    @property
    def tables(self) -> dict[str, StatusTable]:
        """The tables by key; equal tables have equal keys, in every process."""
        return cast('dict[str, StatusTable]', self.data['tables'])

    @property
    def requests(self) -> dict[str, dict[TableRequest, str]]:
        """The requests of each document, with the key of the table that met them."""
        return cast('dict[str, dict[TableRequest, str]]', self.data['requests'])

    @property
    def catalog(self) -> Catalog:
        """Our message catalog in the language of this build."""
        if self._catalog is None:
            self._catalog = load_catalog(self.env)
        return self._catalog

    def note_request(self, docname: str, request: TableRequest) -> Answer:
        """Answer the request of a document, and keep the table for its page."""
        answer = self._answer(request)
        if answer.table:
            self.tables[answer.key] = answer.table
        self.requests.setdefault(docname, {})[request] = answer.key
        self.data['catalogs'][docname] = self.catalog.fingerprint
        return answer

    def clear_doc(self, docname: str) -> None:
        """Forget the requests of a document."""
        self.requests.pop(docname, None)
        self.data['catalogs'].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        self.tables.update(otherdata['tables'])
        for docname in docnames & otherdata['requests'].keys():
            self.requests[docname] = otherdata['requests'][docname]
            self.data['catalogs'][docname] = otherdata['catalogs'][docname]

    def outdated(self) -> Iterator[str]:
        """Yield the documents that show a table whose facts are not what they were."""
        self._answers.clear()
        self._catalog = None
        self._forget_unwanted()
        for docname, requests in self.requests.items():
            translated_anew = self.data['catalogs'][docname] != self.catalog.fingerprint
            if translated_anew or any(
                self._answer(request).key != key for request, key in requests.items()
            ):
                yield docname

    def _forget_unwanted(self) -> None:
        wanted = {key for requests in self.requests.values() for key in requests.values()}
        self.data['tables'] = {key: table for key, table in self.tables.items() if key in wanted}

    def _answer(self, request: TableRequest) -> Answer:
        if request not in self._answers:
            problems: list[Problem] = []
            table = None
            try:
                with importable(self.env.config):
                    table = make_table(request, problems.append)
            except FactsError as error:
                problems.append(error.problem)
            self._answers[request] = Answer(fingerprint(table), table, tuple(problems))
        return self._answers[request]


def find_domain(env: BuildEnvironment) -> HTTPStatusDomain:
    """Return the domain of this extension."""
    return cast('HTTPStatusDomain', env.get_domain(HTTPStatusDomain.name))


def find_outdated(_app: Sphinx, env: BuildEnvironment, *_changes: AbstractSet[str]) -> list[str]:
    """Return the documents to read again (a handler of ``env-get-outdated``)."""
    return list(find_domain(env).outdated())


def fingerprint(table: StatusTable | None) -> str:
    """Return a text that is equal for equal tables, whatever process made them."""
    return hashlib.sha256(repr(table).encode('utf-8', 'surrogatepass')).hexdigest() if table else ''
