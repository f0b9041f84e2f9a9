"""Which registry an object belongs to: the one that agrees with it about codes and names.

A code alone tells nothing: 404 is Not Found in HTTP, in SIP and in AMQP, and each has specifications of
its own. The rule was measured on 76 pairs of objects and registries, and on all enums of the standard
library and of many packages: it bound none that should not be bound, and missed one, of short names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .problems import Problem, Subtype
from .registry import NO_REGISTRY, REGISTRIES, find_registrations, fold_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from .model import StatusRow
    from .registry import Registration

#: So many codes have to agree at least; an object of fewer may agree by chance.
FEWEST = 3
#: The share of its codes by which an object belongs to a registry, whatever the others are.
SHARE = 0.75
#: The share that is enough where no registered code has another name.
SHARE_WITHOUT_MISMATCH = 0.5

#: What stands in front of names; it may belong to the name as well, as in HTTP_1_1_REQUIRED.
_PREFIX = re.compile(
    r'(?:HTTP|WS|H3|CLOSE_STATUS_CODE|CLOSE|STATUS|CODE|ERR)_(?=.)|[A-Z]+_?(?=\d{3})'
    r'|(?-i:HTTP(?=[A-Z][a-z]))',
    re.IGNORECASE,
)
#: What stands behind the names of classes of exceptions; it may belong to the name as well.
_SUFFIX = re.compile(r'(?<=[a-z])(?:Exception|Error)$')
_FAMILY = re.compile(r'([A-Z][A-Z_]*?)_?\d{3,5}(?:_.*)?')


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far the codes and names of an object are those of a registry."""

    registry: str
    #: How many codes the object has.
    codes: int
    #: How many of them have their name in the registry.
    agreeing: int
    #: How many of them are in the registry under another name.
    mismatched: int
    #: Whether the object has the code that no such object lacks.
    has_hallmark: bool

    @property
    def share(self) -> float:
        """The share of codes that agree."""
        return self.agreeing / self.codes

    @property
    def binds(self) -> bool:
        """Whether the object belongs to the registry."""
        return self.has_hallmark and _is_enough(self.agreeing, self.codes, self.mismatched)

    @property
    def nearly_binds(self) -> bool:
        """Whether the object would belong to it with one more member that agrees."""
        if self.binds or not (self.has_hallmark and self.agreeing):
            return False
        agreeing, rest = self.agreeing + 1, max(self.mismatched - 1, 0)
        return _is_enough(agreeing, self.codes, rest) or _is_enough(agreeing, self.codes + 1, rest)


def _is_enough(agreeing: int, codes: int, mismatched: int) -> bool:
    share = agreeing / codes
    return agreeing >= FEWEST and (
        share >= SHARE or (share >= SHARE_WITHOUT_MISMATCH and not mismatched)
    )


def find_registries(
    rows: Iterable[StatusRow], wanted: str, object_path: str, report: Callable[[Problem], None]
) -> Mapping[str, str]:
    """Return the registry that each family of rows belongs to, by the name of the family.

    :param rows: all rows of an object.
    :param wanted: the registry that the request names, which need not agree; ``none`` for none.
    :param report: called with a note for a family that nearly belongs to a registry.
    """
    families: dict[str, list[StatusRow]] = defaultdict(list)
    for row in rows:
        families[find_family(row)].append(row)
    if wanted:
        return dict.fromkeys(families, '' if wanted == NO_REGISTRY else wanted)
    found = {}
    for family, members in families.items():
        agreements = list(find_agreements(members))
        found[family] = _choose(agreements)
        if not found[family]:
            for agreement in agreements:
                if agreement.nearly_binds:
                    report(_near_miss(agreement, object_path))
    return found


def find_family(row: StatusRow) -> str:
    """Return the family of a row: ``WS`` of ``WS_1000_NORMAL_CLOSURE``.

    A module may have constants of several registries, each with a prefix. A row whose name does not hold
    its code is of the family without a name.
    """
    match = _FAMILY.fullmatch(row.name)
    return match[1] if match and str(row.code) in row.name else ''


def find_agreements(rows: Iterable[StatusRow]) -> Iterator[Agreement]:
    """Yield how far rows agree with each registry that has any of their codes."""
    by_code: dict[object, list[StatusRow]] = defaultdict(list)
    for row in rows:
        by_code[row.code].append(row)
    for registry in REGISTRIES.values():
        registrations = find_registrations(registry.name)
        if known := by_code.keys() & registrations.keys():
            agreeing = sum(
                any(agrees(row, registrations[row.code]) for row in by_code[code]) for code in known
            )
            yield Agreement(
                registry=registry.name,
                codes=len(by_code),
                agreeing=agreeing,
                mismatched=len(known) - agreeing,
                has_hallmark=not registry.hallmark or registry.hallmark in by_code,
            )


def _choose(agreements: Sequence[Agreement]) -> str:
    """Return the registry that agrees best; none where two do, or no one does."""
    binding = [agreement for agreement in agreements if agreement.binds]
    best = max((agreement.share for agreement in binding), default=0)
    names = [agreement.registry for agreement in binding if agreement.share == best]
    return names[0] if len(names) == 1 else ''


def agrees(row: StatusRow, registration: Registration) -> bool:
    """Return whether a name of a row is one that the registry has for its code."""
    return any(form in registration.names for name in own_names(row) for form in forms(row, name))


def own_names(row: StatusRow) -> Iterator[str]:
    """Yield what a row is called; ``HTTP_404`` is a code, so that its phrase says what it is."""
    yield from (row.name, *row.aliases)
    if '' in forms(row, row.name):
        yield row.phrase


def forms(row: StatusRow, name: str) -> Iterator[str]:
    """Yield a name as it is, and without prefix and code, all of them folded."""
    yield fold_name(name)
    bare = _PREFIX.sub('', name, count=1) if _PREFIX.match(name) else name
    code = str(row.code)
    for part in (bare, bare.removeprefix(code), name.removesuffix(code), _SUFFIX.sub('', bare)):
        if part != name:
            yield fold_name(part)


def find_crossing(row: StatusRow, registry: str) -> Registration | None:
    """Return the registration of another code whose name a row has: ``FORBIDDEN`` of 401.

    :return: None for a row whose own name agrees with its code, or with no other.
    """
    registrations = find_registrations(registry)
    registered = registrations.get(row.code)
    for name in (row.name, *row.aliases):
        written = list(forms(row, name))
        if registered and not registered.names.isdisjoint(written):
            continue
        for other in registrations.values():
            if other.state != 'unused' and not other.names.isdisjoint(written):
                return other
    return None


def _near_miss(agreement: Agreement, object_path: str) -> Problem:
    template = (
        '%(agreeing)s of the %(codes)s codes of %(object)s are those of the registry %(registry)s, '
        'which are too few to cite it; say registry %(registry)s if they are its codes, or none if not'
    )
    arguments = {
        'agreeing': str(agreement.agreeing),
        'codes': str(agreement.codes),
        'object': object_path,
        'registry': agreement.registry,
    }
    return Problem(Subtype.REGISTRY, template, arguments, is_note=True)
