"""The HTTP Status Code Registry of IANA."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


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
def read_registry() -> dict[int, Registration]:
    """Return the registrations by code.

    Source: the IANA HTTP Status Code Registry, as of 2025-09-15.
    """
    text = (files(__package__) / 'data' / 'registry.csv').read_text(encoding='utf-8')
    return {
        int(record['code']): Registration(
            code=int(record['code']),
            description=record['description'],
            state=record['state'],
            rfcs=frozenset(map(int, record['rfcs'].split())),
        )
        for record in csv.DictReader(text.splitlines())
    }
