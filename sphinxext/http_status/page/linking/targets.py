"""The rows that can be linked to: their ids, names and titles, and the table that has the targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext.http_status.facts.characters import plain
from sphinxext.http_status.facts.request import DEFAULT_OBJECT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxext.http_status.facts.model import StatusRow, StatusTable


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class FullTable:
    """A table of all members, which may own the targets of its rows."""

    docname: str
    #: Its place among the tables of the document.
    number: int
    #: The line of the directive.
    line: int | None
    object: str
    #: The key of its facts in the domain.
    key: str


def find_owners(tables: Iterable[FullTable]) -> tuple[dict[str, FullTable], list[FullTable]]:
    """Return the owner for each object, and the tables that came too late to be one.

    The order of the documents' names decides, so that it is the same in each build.
    """
    ordered = sorted(tables)
    owners = {table.object: table for table in reversed(ordered)}
    return owners, [table for table in ordered if owners[table.object] != table]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedRow:
    """A row that can be linked to."""

    docname: str
    id: str
    object: str
    title: str
    #: The code, the member and its aliases.
    names: tuple[str, ...]


class LinkedRows:
    """Finds rows by what a reference calls them."""

    def __init__(self, owned: Iterable[tuple[FullTable, StatusTable]]) -> None:
        self.rows = [
            LinkedRow(
                docname=owner.docname,
                id=target,
                object=owner.object,
                title=row_title(row),
                names=tuple(row_names(row)),
            )
            for owner, table in owned
            for row, target in zip(table.rows, row_ids(table), strict=True)
        ]
        self._full: dict[str, LinkedRow] = {}
        self._short: dict[str, list[LinkedRow]] = {}
        for row in self.rows:
            for name in row.names:
                self._full.setdefault(f'{row.object}.{name}', row)
                self._short.setdefault(name, []).append(row)

    def find(self, target: str) -> LinkedRow | None:
        """Return the row that a reference means; None when no table has it.

        A code or name without its object means a member of http.HTTPStatus, or else of the
        one object that has it.
        """
        if row := self._full.get(target) or self._full.get(f'{DEFAULT_OBJECT}.{target}'):
            return row
        found = self._short.get(target, [])
        return found[0] if len({row.object for row in found}) == 1 else None

    def objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield the rows for the inventory and for search, as ``Domain.get_objects`` of Sphinx has them.

        Each is name, displayed name, type, document, id and priority.
        """
        for row in self.rows:
            where = (row.docname, row.id)
            code, *names = row.names
            # Search finds the first of each row; the others are for references alone.
            yield f'{row.object}.{code}', row.title, 'code', *where, 1
            for name in names:
                yield f'{row.object}.{name}', row.title, 'member', *where, -1
            if row.object == DEFAULT_OBJECT:
                yield code, row.title, 'code', *where, -1
                for name in names:
                    yield name, row.title, 'member', *where, -1

    def find_member(self, path: str) -> LinkedRow | None:
        """Return the row of the member at a dotted path; None when no table has it."""
        row = self._full.get(path)
        return row if row and path.rpartition('.')[2] in row.names[1:] else None


def row_ids(table: StatusTable) -> list[str]:
    """Return the id of each row: ``http-status-404`` for a member of http.HTTPStatus."""
    prefix = 'http-status' if table.object == DEFAULT_OBJECT else nodes.make_id(table.object)
    ids: dict[str, None] = {}
    for number, row in enumerate(table.rows):
        # Two members may have one code, and a code may be no word at all.
        candidates = (nodes.make_id(f'x {row.code}')[2:], nodes.make_id(row.name), f'row-{number}')
        wanted = (f'{prefix}-{candidate}' for candidate in candidates if candidate)
        ids[next(name for name in wanted if name not in ids)] = None
    return list(ids)


def row_title(row: StatusRow) -> str:
    """Return how a row is called where it is linked to: ``404 Not Found``."""
    return plain(f'{row.code} {row.phrase or row.name}')


def row_names(row: StatusRow) -> Iterator[str]:
    """Yield the names by which a row is looked up."""
    yield from map(plain, (str(row.code), row.name, *row.aliases))
