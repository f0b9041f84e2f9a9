"""Which columns a table shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .problems import Problem, Subtype, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .model import StatusRow

#: The columns that every table can have; others are public attributes of the members.
COLUMNS = ('code', 'name', 'phrase', 'description', 'details', 'since', 'aliases', 'doc')


def check_columns(
    wanted: Iterable[str], attributes: Callable[[], Sequence[str]], report: Callable[[Problem], None]
) -> tuple[str, ...]:
    """Return the columns of *wanted* that a table can show, each once.

    :param attributes: lists the public attributes of the members; called only for a column
        that is not one of :data:`COLUMNS`.
    :param report: called with a problem for each column that is left out.
    """
    names = list(wanted)
    offered = () if set(names) <= set(COLUMNS) else attributes()
    columns: dict[str, None] = {}
    for name in names:
        if name in columns:
            template = 'column %(column)r is named twice in columns; take one out'
            report(Problem(Subtype.COLUMNS, template, {'column': name}))
        elif name in COLUMNS or name in offered:
            columns[name] = None
        else:
            report(_unknown(name, offered))
    return tuple(columns)


def default_columns(rows: Sequence[StatusRow]) -> tuple[str, ...]:
    """Return the columns of a table that names none.

    These are code, name and details; where no code has a citation, what the members say of
    themselves takes the place of the details.
    """
    if any(row.citation for row in rows) or not rows:
        return ('code', 'name', 'details')
    if any(row.phrase for row in rows):
        return ('code', 'name', 'phrase')
    return ('code', 'name', 'description') if any(row.description for row in rows) else ('code', 'name')


def _unknown(name: str, attributes: Sequence[str]) -> Problem:
    template = 'unknown column %(column)r%(suggestion)s'
    known = (*COLUMNS, *attributes)
    hint = suggestion(name, known) or f'; the members offer {", ".join(known)}'
    return Problem(Subtype.COLUMNS, template, {'column': name, 'suggestion': hint})
