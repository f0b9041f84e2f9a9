"""The registries whose codes this package knows, and what each says of a code.

Sources: the registries of IANA for HTTP status codes (as of 2025-09-15), HTTP methods, WebSocket close
codes, and the error codes of HTTP/2 and HTTP/3, each beside the texts of the RFCs.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from .problems import FactsError, Problem, Subtype, suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .model import Code, StatusRow

_NUMBER = re.compile(r'-?(?:0|[1-9][0-9]{0,17})|0x[0-9a-f]{1,16}', re.IGNORECASE)

#: What a request says of an object that belongs to no registry.
NO_REGISTRY = 'none'

#: Not importlib.resources, whose loading takes longer than all reading.
_DATA = Path(__file__).parent / 'data'


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """A list of codes, each with a name and a specification, that an authority keeps."""

    name: str
    #: Whether the hundreds of its codes are classes.
    has_classes: bool = False
    #: The code that any object with these codes has; empty where there is none. Where codes are names,
    #: all of them agree with their names, so that it takes more to tell objects apart.
    hallmark: str = ''


REGISTRIES: Mapping[str, Registry] = {
    registry.name: registry
    for registry in (
        Registry(name='http-status-codes', has_classes=True),
        Registry(name='http-methods', hallmark='GET'),
        Registry(name='websocket-close-codes'),
        Registry(name='http2-error-codes'),
        Registry(name='http3-error-codes'),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """What a registry says of one code."""

    code: Code
    #: The code as the registry writes it, such as ``0x0101``.
    written: str
    #: Its name there, such as ``Not Found``, or a remark such as ``(Unused)``.
    name: str
    #: The names of members for it, folded: after that name, and those of older specifications and of
    #: well-known packages.
    names: frozenset[str]
    #: ``assigned``, ``temporary``, ``unused`` or ``obsoleted``.
    state: str
    #: The RFCs that define it; none for an Internet-Draft or a mere registration.
    rfcs: frozenset[int]


def check_registry(name: str) -> str:
    """Return the name of a registry, ``none``, or an empty name.

    :raises FactsError: there is no such registry.
    """
    if name not in ('', NO_REGISTRY, *REGISTRIES):
        template = 'unknown registry %(registry)r%(suggestion)s'
        known = (*REGISTRIES, NO_REGISTRY)
        hint = suggestion(name, known) or f'; use one of {", ".join(known)}'
        raise FactsError(Problem(Subtype.REGISTRY, template, {'registry': name, 'suggestion': hint}))
    return name


@cache
def find_registrations(registry: str) -> Mapping[Code, Registration]:
    """Return the registrations of a registry by code; none for an empty name."""
    return {
        registration.code: registration
        for record in read_data('registrations.csv')
        if record['registry'] == registry
        for registration in [_from_record(record)]
    }


def find_registration(row: StatusRow) -> Registration | None:
    """Return what the registry of a row says of its code; None if it does not list it."""
    return find_registrations(row.registry).get(row.code)


def registered_name(row: StatusRow) -> str:
    """Return the name that the registry of a row has for its code, in English; empty without one."""
    registration = find_registration(row)
    return registration.name if registration else ''


def class_of(row: StatusRow) -> int:
    """Return the class of a row's code, 1 to 5; 0 where its registry has none, or not this one."""
    registry = REGISTRIES.get(row.registry)
    if not (registry and registry.has_classes and isinstance(row.code, int)):
        return 0
    number = row.code // 100
    return number if 1 <= number <= 5 else 0


@cache
def read_data(name: str) -> tuple[dict[str, str], ...]:
    """Return the records of a shipped CSV file."""
    text = (_DATA / name).read_text(encoding='utf-8')
    return tuple(csv.DictReader(text.splitlines()))


def read_code(text: str) -> Code:
    """Return the code that a registry or a file writes: a number, also in hexadecimal, or a text."""
    return int(text, 0) if _NUMBER.fullmatch(text) else text


def fold_name(name: str) -> str:
    """Return a name without differences of case, underscores and punctuation."""
    return ''.join(character for character in name if character.isalnum()).upper()


def _from_record(record: Mapping[str, str]) -> Registration:
    return Registration(
        code=read_code(record['code']),
        written=record['code'],
        name=record['name'],
        names=frozenset(map(fold_name, record['names'].split())),
        state=record['state'],
        rfcs=frozenset(map(int, record['rfcs'].split())),
    )
