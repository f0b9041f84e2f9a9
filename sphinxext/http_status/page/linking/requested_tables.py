"""The tables that the pages of one build ask for, each made once."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.problems import FactsError
from sphinxext.http_status.facts.table import make_table

from .targets import Titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.config import Config

    from sphinxext.http_status.facts.model import StatusTable
    from sphinxext.http_status.facts.problems import Problem
    from sphinxext.http_status.facts.request import TableRequest


@dataclass(frozen=True, slots=True)
class RequestedTable:
    """What a request gave."""

    #: Equal for equal tables, in every process; empty when no table could be made.
    key: str
    table: StatusTable | None
    problems: tuple[Problem, ...]


class RequestedTables:
    """Makes tables, and keeps each for the rest of the build; a new build reads the code anew."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._made: dict[TableRequest, RequestedTable] = {}
        self._titles: dict[TableRequest, Titles] = {}

    def find(self, request: TableRequest) -> RequestedTable:
        """Return what a request gives."""
        if request not in self._made:
            problems: list[Problem] = []
            table = None
            try:
                with mocked_imports(self._config):
                    table = make_table(request, problems.append)
            except FactsError as error:
                problems.append(error.problem)
            told = tuple(map(self._advise, problems))
            self._made[request] = RequestedTable(fingerprint(table), table, told)
        return self._made[request]

    def find_title(self, request: TableRequest, name: str) -> str | None:
        """Return the title of the row that has a name in the table of a request; None without one."""
        if request not in self._titles:
            table = self.find(request).table
            if table is None:
                return None
            self._titles[request] = Titles(table)
        return self._titles[request].find(name)

    def _advise(self, problem: Problem) -> Problem:
        """Say in a problem what only a project with a configuration can do."""
        mocks = 'autodoc_mock_imports'
        if mocks in problem.in_project and not hasattr(self._config, mocks):
            return problem
        return replace(problem, template=problem.template + problem.in_project, in_project='')


def fingerprint(table: StatusTable | None) -> str:
    """Return a text that is equal for equal tables, whatever process made them."""
    return hashlib.sha256(repr(table).encode('utf-8', 'surrogatepass')).hexdigest() if table else ''


@contextlib.contextmanager
def mocked_imports(config: Config) -> Iterator[None]:
    """Mock the modules that ``autodoc_mock_imports`` names, if the project uses autodoc."""
    names = getattr(config, 'autodoc_mock_imports', None)
    if not names:
        yield
        return
    from sphinx.ext.autodoc import mock

    with mock(names):
        yield
