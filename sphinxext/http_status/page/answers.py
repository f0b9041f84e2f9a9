"""What the facts say in this build, asked once for each request."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.problems import FactsError
from sphinxext.http_status.facts.table import make_table

from .importing import importable
from .locale import load_catalog

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinxext.http_status.facts.model import StatusTable
    from sphinxext.http_status.facts.problems import Problem
    from sphinxext.http_status.facts.request import TableRequest

    from .locale import Catalog


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request gave."""

    #: The key of the table; empty when no table could be made.
    key: str
    table: StatusTable | None
    problems: tuple[Problem, ...]


class Answers:
    """The answers of one build; a new build asks the code and the catalogs anew."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._found: dict[TableRequest, Answer] = {}

    @cached_property
    def catalog(self) -> Catalog:
        """Our message catalog in the language of this build."""
        return load_catalog(self._env)

    def find(self, request: TableRequest) -> Answer:
        """Return the answer to a request."""
        if request not in self._found:
            problems: list[Problem] = []
            table = None
            try:
                with importable(self._env.config):
                    table = make_table(request, problems.append)
            except FactsError as error:
                problems.append(error.problem)
            self._found[request] = Answer(fingerprint(table), table, tuple(problems))
        return self._found[request]


def fingerprint(table: StatusTable | None) -> str:
    """Return a text that is equal for equal tables, whatever process made them."""
    return hashlib.sha256(repr(table).encode('utf-8', 'surrogatepass')).hexdigest() if table else ''
