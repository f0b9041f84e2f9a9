"""Which specification defines a code: as we have it, and as a project says for its own objects."""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING

from .agreement import agrees
from .model import Citation
from .problems import FactsError, Problem, Subtype
from .registry import find_registration, read_code, read_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from .model import Code, StatusRow

#: The specifications in force; those that CPython cited from 3.5 to 3.12; those of the time of RFC 2616.
#: Only HTTP status codes are cited by edition.
EDITIONS = ('9110', '7231', '2616')
DEFAULT_EDITION = EDITIONS[0]

FIELDS = ('object', 'code', 'spec', 'rfc', 'section', 'maturity', 'url')
REQUIRED = FIELDS[:2]

#: What can stand in markup as it is.
_URL = re.compile(r'https?://[^\s<>()`"\\|]+')


def find_citation(row: StatusRow, edition: str) -> Citation | None:
    """Return the citation of a row by its registry; None unless the registry has its name for its code.

    :param edition: ``9110``, ``7231`` or ``2616``.
    """
    registration = find_registration(row)
    if registration is None or not agrees(row, registration):
        return None
    return find_citations(row.registry, edition).get(row.code)


def find_citations(registry: str, edition: str = DEFAULT_EDITION) -> Mapping[Code, Citation]:
    """Return the citations of the codes of a registry.

    :param edition: ``9110``, ``7231`` or ``2616``.
    :raises FactsError: there is no such edition.

    Source: the registries and the texts of the RFCs; edition 7231 is the table of CPython's
    documentation from 3.5 to 3.12.
    """
    return _shipped(registry, check_edition(edition))


def check_edition(edition: str) -> str:
    """Return an edition, if it exists.

    :raises FactsError: there is no such edition.
    """
    if edition not in EDITIONS:
        template = 'unknown edition %(edition)r; use one of %(known)s'
        arguments = {'edition': edition, 'known': ', '.join(EDITIONS)}
        raise FactsError(Problem(Subtype.EDITION, template, arguments))
    return edition


def read_citations(path: Path) -> Mapping[tuple[str, str], Citation]:
    """Read a project's own citations, by object and code.

    :param path: a CSV file with the columns object, code, spec, rfc, section, maturity and url. A row
        has a spec or a url; the others may be left out.
    :raises FactsError: the file cannot be read or lacks a column, or a row lacks its object or code,
        cites nothing, has an RFC that is no number or an address that is none, has too many cells, or
        repeats a code.
    """
    try:
        with path.open(encoding='utf-8-sig', newline='') as lines:
            reader = csv.DictReader(lines)
            if missing := [name for name in REQUIRED if name not in (reader.fieldnames or ())]:
                raise ValueError(f'it has no column {", ".join(missing)}; each row is for one object')
            return dict(_own(reader))
    except (OSError, ValueError, csv.Error) as error:
        template = 'cannot read citations from %(path)s: %(error)s'
        raise FactsError(
            Problem(Subtype.CITATIONS, template, {'path': str(path), 'error': str(error)})
        ) from error


@cache
def _shipped(registry: str, edition: str) -> Mapping[Code, Citation]:
    return {
        read_code(record['code']): _citation(record)
        for record in read_data('citations.csv')
        if record['registry'] == registry and record['edition'] in ('', edition)
    }


def _own(reader: csv.DictReader[str]) -> Iterator[tuple[tuple[str, str], Citation]]:
    seen = set()
    for position, record in enumerate(reader, start=1):
        try:
            cells = _cells(record)
            key = cells['object'], str(read_code(cells['code']))
            if key in seen:
                raise ValueError(f'the code {key[1]} of {key[0]} is there twice')
            seen.add(key)
            yield key, _citation(cells)
        except ValueError as error:
            raise ValueError(f'row {position}: {error}') from error


def _cells(record: Mapping[str, str]) -> Mapping[str, str]:
    """Return the cells of a row of a project's file.

    :raises ValueError: something is missing or wrong in it.
    """
    # DictReader keeps the cells beyond the header under None, and pads short rows with None.
    if None in record:
        raise ValueError('it has more cells than the header')
    cells = {name: (record.get(name) or '').strip() for name in FIELDS}
    if missing := [name for name in REQUIRED if not cells[name]]:
        raise ValueError('it has no ' + ', '.join(missing))
    if not (cells['spec'] or cells['url']):
        raise ValueError('it cites nothing; give a spec, which is a title, or a url')
    if cells['rfc'] and not cells['spec']:
        raise ValueError('it has an rfc without a spec, which is the title of the RFC')
    if cells['rfc'] and not cells['rfc'].isdecimal():
        raise ValueError(f'the RFC {cells["rfc"]!r} is no number')
    if cells['section'] and not cells['rfc']:
        raise ValueError('it has a section without an rfc')
    if cells['url'] and not _URL.fullmatch(cells['url']):
        raise ValueError(f'the url {cells["url"]!r} is none that begins with https:// or http://')
    return cells


def _citation(cells: Mapping[str, str]) -> Citation:
    return Citation(
        spec=cells['spec'],
        rfc=int(cells['rfc']) if cells['rfc'] else None,
        section=cells['section'],
        maturity=cells['maturity'],
        url=cells['url'],
    )
