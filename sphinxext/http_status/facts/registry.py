"""Which specification defines a status code, and what IANA's registry says of it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from .model import Citation
from .problems import FactsError, Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from .model import Code

#: The specifications in force; those that CPython cited from 3.5 to 3.12; those of the time of RFC 2616.
EDITIONS = ('9110', '7231', '2616')
DEFAULT_EDITION = EDITIONS[0]

FIELDS = ('code', 'spec', 'rfc', 'section', 'maturity')


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """What IANA says of one status code."""

    code: int
    #: The reason phrase, or a remark such as ``(Unused)``.
    description: str
    #: ``assigned``, ``temporary``, ``unused`` or ``obsoleted``.
    state: str
    #: The RFCs that define it; none for an Internet-Draft.
    rfcs: frozenset[int]


@cache
def read_registry() -> Mapping[int, Registration]:
    """Return the registrations of IANA by code.

    Source: the IANA HTTP Status Code Registry, as of 2025-09-15.
    """
    return {
        int(record['code']): Registration(
            code=int(record['code']),
            description=record['description'],
            state=record['state'],
            rfcs=frozenset(map(int, record['rfcs'].split())),
        )
        for record in _read_data('registry.csv')
    }


def find_citations(edition: str) -> Mapping[Code, Citation]:
    """Return the citations of one generation of specifications.

    :param edition: ``9110``, ``7231`` or ``2616``.
    :raises FactsError: there is no such edition.

    Source: the IANA HTTP Status Code Registry and the texts of the RFCs; edition 7231 is
    the table of CPython's documentation from 3.5 to 3.12.
    """
    check_edition(edition)
    return _shipped_citations()[edition]


def check_edition(edition: str) -> None:
    """Do nothing if an edition exists.

    :raises FactsError: there is no such edition.
    """
    if edition not in EDITIONS:
        template = 'unknown edition %(edition)r; use one of %(known)s'
        arguments = {'edition': edition, 'known': ', '.join(EDITIONS)}
        raise FactsError(Problem(Subtype.EDITION, template, arguments))


def read_citations(path: Path) -> Mapping[Code, Citation]:
    """Read a project's own citations.

    :param path: a CSV file with the columns code, spec, rfc, section, maturity.
    :raises FactsError: the file cannot be read or lacks a column, or a row lacks its code,
        spec or RFC, has an RFC that is not a number, has too many cells, or repeats a code.
    """
    try:
        with path.open(encoding='utf-8-sig', newline='') as lines:
            reader = csv.DictReader(lines)
            missing = [name for name in FIELDS[:3] if name not in (reader.fieldnames or ())]
            if missing:
                raise ValueError('it has no column ' + ', '.join(missing))
            return _from_records(reader)
    except (OSError, ValueError, csv.Error) as error:
        template = 'cannot read citations from %(path)s: %(error)s'
        raise FactsError(
            Problem(Subtype.CITATIONS, template, {'path': str(path), 'error': str(error)})
        ) from error


@cache
def _shipped_citations() -> Mapping[str, Mapping[Code, Citation]]:
    records = _read_data('citations.csv')
    return {
        edition: _from_records(record for record in records if record['edition'] == edition)
        for edition in EDITIONS
    }


def _read_data(name: str) -> list[dict[str, str]]:
    text = (files(__package__) / 'data' / name).read_text(encoding='utf-8')
    return list(csv.DictReader(text.splitlines()))


def _from_records(records: Iterable[Mapping[str, str]]) -> Mapping[Code, Citation]:
    citations: dict[Code, Citation] = {}
    for position, record in enumerate(records, start=1):
        try:
            code, citation = _from_record(record)
            if code in citations:
                raise ValueError(f'the code {code} is there twice')
        except ValueError as error:
            raise ValueError(f'row {position}: {error}') from error
        citations[code] = citation
    return citations


def _from_record(record: Mapping[str, str]) -> tuple[Code, Citation]:
    # DictReader keeps the cells beyond the header under None, and pads short rows with None.
    if None in record:
        raise ValueError('it has more cells than the header')
    cells = {name: (record.get(name) or '').strip() for name in FIELDS}
    if missing := [name for name in FIELDS[:3] if not cells[name]]:
        raise ValueError('it has no ' + ', '.join(missing))
    if not cells['rfc'].isdecimal():
        raise ValueError(f'the RFC {cells["rfc"]!r} is no number')
    code = int(cells['code']) if cells['code'].isdecimal() else cells['code']
    return code, Citation(
        spec=cells['spec'],
        rfc=int(cells['rfc']),
        section=cells['section'],
        maturity=cells['maturity'],
    )
