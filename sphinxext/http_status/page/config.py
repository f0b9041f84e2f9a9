"""The configuration values, the checks of them, and requests that they complete."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sphinx.locale import __
from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinxext.http_status.facts.problems import Problem
    from sphinxext.http_status.facts.request import TableRequest

#: Each with its default, what has to be done again when it changes, and its types.
VALUES: tuple[tuple[str, object, Literal['', 'env', 'html'], frozenset[type]], ...] = (
    ('http_status_edition', '9110', 'env', frozenset({str})),
    ('http_status_object', 'http.HTTPStatus', 'env', frozenset({str})),
    ('http_status_release', '', 'env', frozenset({str})),
    ('http_status_translate', True, 'env', frozenset({bool})),
    ('http_status_histories', {}, 'env', frozenset({dict})),
    ('http_status_sources', {}, 'env', frozenset({dict})),
    ('http_status_citations', None, 'env', frozenset({str, type(None)})),
    ('http_status_tables', {}, '', frozenset({dict})),
    ('http_status_expose_cells', False, 'html', frozenset({bool})),
)

#: What ``http_status_tables`` may say of a hand-written table beside the object that it shows.
CHECK_OPTIONS = {'codes', 'registry', 'code', 'release', 'edition'}

#: Languages that are written from right to left, as the scripts of Unicode's CLDR have it.
RIGHT_TO_LEFT = frozenset({'ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi'})

LOGGER = logging.getLogger(__name__)


def make_request(  # noqa: PLR0913  (one for each option)
    env: BuildEnvironment,
    object_path: str,
    *,
    codes: str = '',
    columns: tuple[str, ...] = (),
    registry: str = '',
    code: str = '',
    release: str = '',
    edition: str | None = None,
) -> TableRequest:
    """Return the request for a table of a Sphinx project, whose configuration says the rest."""
    from sphinxext.http_status.facts.histories.files import SHIPPED
    from sphinxext.http_status.facts.request import TableRequest, dotted, is_place, split_name

    name, place = split_name(object_path)
    object_path = dotted(name)
    config, source = env.config, Path(env.srcdir)
    histories = sorted(config.http_status_histories.items())
    citations = config.http_status_citations
    if not (place or release):
        place = config.http_status_sources.get(object_path, '')
    if not release and object_path in {*SHIPPED, *config.http_status_histories}:
        release = config.http_status_release
    return TableRequest(
        object=object_path,
        codes=codes,
        columns=columns,
        registry=registry,
        code=code,
        release=release,
        edition=str(config.http_status_edition) if edition is None else edition,
        histories=tuple((name, source / path) for name, path in histories),
        citations=source / citations if citations else None,
        place=place,
        folder=source if is_place(place or object_path) else Path(),
    )


def check_config(app: Sphinx, config: Config) -> None:
    """Warn of each value that cannot be used, and replace it by the default (``config-inited``)."""
    if all(config[name] == default for name, default, _rebuild, _types in VALUES):
        return
    for name, default, problem in list(find_problems(config, Path(app.srcdir))):
        LOGGER.warning(
            __('%(name)s in conf.py: %(problem)s'),
            {'name': name, 'problem': str(problem)},
            type='http_status',
            subtype=problem.subtype.label,
        )
        config[name] = default


def find_problems(config: Config, source: Path) -> Iterator[tuple[str, object, Problem]]:
    """Yield each value that cannot be used: its name, what to use instead, and what is wrong."""
    from sphinxext.http_status.facts.citations import DEFAULT_EDITION, check_edition, read_citations
    from sphinxext.http_status.facts.problems import FactsError

    try:
        check_edition(config.http_status_edition)
    except FactsError as error:
        yield 'http_status_edition', DEFAULT_EDITION, error.problem
    yield from _find_history_problems(config.http_status_histories, source)
    yield from _find_source_problems(config.http_status_sources)
    yield from _find_table_problems(config.http_status_tables)
    if citations := config.http_status_citations:
        try:
            read_citations(source / str(citations))
        except FactsError as error:
            yield 'http_status_citations', None, error.problem


def _find_history_problems(
    histories: Mapping[str, str], source: Path
) -> Iterator[tuple[str, object, Problem]]:
    from sphinxext.http_status.facts.histories.files import find_history
    from sphinxext.http_status.facts.problems import FactsError, Problem, Subtype

    if not _is_mapping_of_texts(histories):
        template = 'expected a dict of dotted paths to file names, not %(value)r'
        yield 'http_status_histories', {}, Problem(Subtype.CONFIG, template, {'value': repr(histories)})
        return
    usable = dict(histories)
    for name, path in histories.items():
        try:
            find_history(name, {name: source / path})
        except FactsError as error:
            del usable[name]
            yield 'http_status_histories', dict(usable), error.problem


def _find_source_problems(sources: object) -> Iterator[tuple[str, object, Problem]]:
    from sphinxext.http_status.facts.problems import Problem, Subtype
    from sphinxext.http_status.facts.request import is_place

    if not isinstance(sources, dict) or not all(
        isinstance(name, str) and isinstance(place, str) and is_place(place)
        for name, place in sources.items()
    ):
        template = (
            "expected a dict of dotted paths to files, such as {'http.HTTPStatus': "
            "'../Lib/http/__init__.py::HTTPStatus'}, not %(value)s"
        )
        yield 'http_status_sources', {}, Problem(Subtype.CONFIG, template, {'value': repr(sources)})


def _find_table_problems(tables: object) -> Iterator[tuple[str, object, Problem]]:
    from sphinxext.http_status.facts.problems import Problem, Subtype

    if not isinstance(tables, dict):
        template = 'expected a dict of addresses and what is shown there, not %(value)s'
        yield 'http_status_tables', {}, Problem(Subtype.CONFIG, template, {'value': repr(tables)})
        return
    usable = {address: wanted for address, wanted in tables.items() if _is_checkable(address, wanted)}
    for address, wanted in tables.items():
        if address not in usable:
            template = (
                'cannot check %(address)s against %(wanted)s; write an address, and the dotted path of '
                'an enum or a pair of it and a dict of codes, registry, code, release and edition'
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


def is_right_to_left(config: Config) -> bool:
    """Return whether a project is in a language that is written so, such as ``fa`` or ``ar_EG``."""
    return (config.language or '').partition('_')[0] in RIGHT_TO_LEFT
