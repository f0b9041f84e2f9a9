"""What is wrong with the configuration values of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext.http_status.facts.citations import DEFAULT_EDITION, check_edition, read_citations
from sphinxext.http_status.facts.history import find_history
from sphinxext.http_status.facts.problems import FactsError, Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx.config import Config

#: What may be said of a hand-written table beside the object that it shows.
CHECK_OPTIONS = {'codes', 'release', 'edition'}


def find_problems(config: Config, source: Path) -> Iterator[tuple[str, object, Problem]]:
    """Yield each value that cannot be used: its name, what to use instead, and what is wrong."""
    try:
        check_edition(config.http_status_edition)
    except FactsError as error:
        yield 'http_status_edition', DEFAULT_EDITION, error.problem
    histories = config.http_status_histories
    if not _is_mapping_of_texts(histories):
        template = 'expected a dict of dotted paths to file names, not %(value)r'
        yield 'http_status_histories', {}, Problem(Subtype.CONFIG, template, {'value': repr(histories)})
    else:
        yield from _find_history_problems(histories, source)
    yield from _find_table_problems(config.http_status_tables)
    if citations := config.http_status_citations:
        try:
            read_citations(source / str(citations))
        except FactsError as error:
            yield 'http_status_citations', None, error.problem


def _find_history_problems(
    histories: dict[str, str], source: Path
) -> Iterator[tuple[str, object, Problem]]:
    usable = dict(histories)
    for name, path in histories.items():
        try:
            find_history(name, {name: source / path})
        except FactsError as error:
            del usable[name]
            yield 'http_status_histories', dict(usable), error.problem


def _find_table_problems(tables: object) -> Iterator[tuple[str, object, Problem]]:
    if not isinstance(tables, dict):
        template = 'expected a dict of addresses and what is shown there, not %(value)s'
        yield 'http_status_tables', {}, Problem(Subtype.CONFIG, template, {'value': repr(tables)})
        return
    usable = {address: wanted for address, wanted in tables.items() if _is_checkable(address, wanted)}
    for address, wanted in tables.items():
        if address not in usable:
            template = (
                'cannot check %(address)s against %(wanted)s; write an address, and the dotted path of '
                'an enum or a pair of it and a dict of codes, release and edition'
            )
            arguments = {'address': repr(address), 'wanted': repr(wanted)}
            yield 'http_status_tables', usable, Problem(Subtype.CONFIG, template, arguments)


def _is_checkable(address: object, wanted: object) -> bool:
    if isinstance(wanted, str):
        return isinstance(address, str)
    if not (isinstance(address, str) and isinstance(wanted, tuple | list) and len(wanted) == 2):
        return False
    path, options = wanted
    return isinstance(path, str) and _is_mapping_of_texts(options) and set(options) <= CHECK_OPTIONS


def _is_mapping_of_texts(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    return all(isinstance(text, str) for item in value.items() for text in item)
