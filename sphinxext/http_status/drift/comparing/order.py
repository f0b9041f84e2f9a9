"""Finds the rows of a page that break the order of the others. Standard library only."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinxext.http_status.facts.model import StatusRow


def find_misplaced(
    expected: Sequence[StatusRow], shown: Sequence[StatusRow]
) -> list[tuple[StatusRow, StatusRow | None]]:
    """Return the fewest rows that would have to move, each with the row that it should follow.

    A page may keep the order of the enum, of the codes, or of the names. One that keeps none of
    them, because more than a third of its rows would have to move, has an order of its own.

    :param expected: all rows, in the order of the enum.
    :param shown: the rows of the page in its order; each is one of *expected*, and comes once.
    """
    if len(shown) < 3:
        return []
    best = min((_misplaced(order(expected), shown) for order in _ORDERS), key=len)
    return best if len(best) * 3 <= len(shown) else []


def find_order(expected: Sequence[StatusRow], shown: Sequence[StatusRow]) -> Sequence[StatusRow]:
    """Return all rows in the order that a page keeps best.

    :param expected: all rows, in the order of the enum.
    :param shown: the rows of the page in its order; each is one of *expected*, and comes once.
    """
    return min((order(expected) for order in _ORDERS), key=lambda rows: len(_misplaced(rows, shown)))


def are_kin(row: StatusRow, other: StatusRow) -> bool:
    """Return whether two codes are of one class, such as 4xx."""
    codes = (row.code, other.code)
    hundreds = {code // 100 for code in codes if isinstance(code, int)}
    return len(hundreds) == 1 and 0 not in hundreds


def _by_code(row: StatusRow) -> tuple[bool, Any]:
    return isinstance(row.code, str), row.code


_ORDERS: Sequence[Callable[[Sequence[StatusRow]], Sequence[StatusRow]]] = (
    lambda rows: rows,
    lambda rows: sorted(rows, key=_by_code),
    lambda rows: sorted(rows, key=lambda row: row.name),
)


def _misplaced(
    order: Sequence[StatusRow], shown: Sequence[StatusRow]
) -> list[tuple[StatusRow, StatusRow | None]]:
    rank = {id(row): position for position, row in enumerate(order)}
    ranks = [rank[id(row)] for row in shown]
    kept = _longest_increasing(ranks)
    in_order = sorted(ranks)
    before = {later: earlier for earlier, later in pairwise(in_order)}
    moved = (position for position in range(len(shown)) if position not in kept)
    return [
        (shown[position], order[before[ranks[position]]] if ranks[position] in before else None)
        for position in moved
    ]


def _longest_increasing(ranks: Sequence[int]) -> set[int]:
    """Return the positions of a longest increasing subsequence, in time n log n."""
    ends: list[int] = []
    holders: list[int] = []
    previous: dict[int, int | None] = {}
    for position, value in enumerate(ranks):
        length = bisect_left(ends, value)
        ends[length : length + 1] = [value]
        holders[length : length + 1] = [position]
        previous[position] = holders[length - 1] if length else None
    kept = set()
    position_or_none = holders[-1] if holders else None
    while position_or_none is not None:
        kept.add(position_or_none)
        position_or_none = previous[position_or_none]
    return kept
