"""The rows that can be linked to: their ids, names and titles, and the table that has the targets."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext.http_status.facts.characters import plain
from sphinxext.http_status.facts.request import DEFAULT_OBJECT, dotted, owner_of
from sphinxext.http_status.page.nodes import ancestors

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from sphinxext.http_status.facts.model import StatusRow, StatusTable


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class LinkedTable:
    """A table whose rows have ids, so that references may lead to them."""

    docname: str
    #: Its place among the tables of the document.
    number: int
    #: The file that has the directive, or a docstring in it, and the line there.
    source: str
    line: int | None
    object: str
    #: The key of its facts in the domain.
    key: str
    #: Whether it has all members of its object.
    complete: bool
    #: The id of each row, which nothing else on the page has.
    ids: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where the directive is written."""
        return f'{self.source}:{self.line}'


def find_owners(
    tables: Iterable[LinkedTable],
) -> tuple[dict[str, list[LinkedTable]], list[LinkedTable]]:
    """Return the tables that own rows of each object, and those of all members that came too late.

    That is the first table of all members; where there is none, the selections, each of which owns the
    rows that no earlier one has. The order of the documents' names decides, so that it is the same in
    each build.
    """
    owners: dict[str, list[LinkedTable]] = {}
    late = []
    for table in sorted(tables, key=lambda table: (not table.complete, table)):
        first = owners.setdefault(table.object, [table])[0]
        if not first.complete and first is not table:
            owners[table.object].append(table)
        # A docstring that two pages show has one table, whichever page owns its rows.
        elif first is not table and table.complete and table.place != first.place:
            late.append(table)
    return owners, late


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

    def __init__(
        self, owned: Sequence[tuple[LinkedTable, StatusTable]], default: str = DEFAULT_OBJECT
    ) -> None:
        self.default = default
        self.rows: list[LinkedRow] = []
        #: The document and the id of each row.
        self.targets: set[tuple[str, str]] = set()
        self._full: dict[str, LinkedRow] = {}
        self._folded: dict[str, LinkedRow] = {}
        self._short_folded: dict[str, list[LinkedRow]] = {}
        self._short: dict[str, list[LinkedRow]] = {}
        for owner, table in owned:
            for row, target in zip(table.rows, owner.ids, strict=True):
                if f'{owner_of(owner.object)}.{plain(row.name)}' not in self._full:
                    self._add(owner, row, target)

    def _add(self, owner: LinkedTable, row: StatusRow, target: str) -> None:
        linked = LinkedRow(
            docname=owner.docname,
            id=target,
            object=owner_of(owner.object),
            title=row_title(row),
            names=tuple(row_names(row)),
        )
        self.rows.append(linked)
        self.targets.add((linked.docname, linked.id))
        for name in spoken_names(row):
            path = f'{linked.object}.{name}'
            self._full.setdefault(path, linked)
            self._folded.setdefault(path.casefold(), linked)
            self._short.setdefault(name, []).append(linked)
            self._short_folded.setdefault(name.casefold(), []).append(linked)

    def find(self, target: str) -> LinkedRow | None:
        """Return the row that a reference means; None when no table has it.

        A code or name without its object means a member of the default object, or else of the one object
        that has it.
        """
        # A name in another case is meant, where no name is just so, and a path as tables may have it.
        spellings = dict.fromkeys((target, dotted(target)))
        found = (
            self._find(each, self.default, self._full, self._short)
            or self._find(each.casefold(), self.default.casefold(), self._folded, self._short_folded)
            for each in spellings
        )
        return next(filter(None, found), None)

    @staticmethod
    def _find(
        target: str, default: str, full: Mapping[str, LinkedRow], short: Mapping[str, list[LinkedRow]]
    ) -> LinkedRow | None:
        if row := full.get(target) or full.get(f'{default}.{target}'):
            return row
        found = short.get(target, [])
        return found[0] if len({row.object for row in found}) == 1 else None

    def objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield the rows for the inventory and for search, as ``Domain.get_objects`` of Sphinx has them.

        Each is name, displayed name, type, document, id and priority.
        """
        for row in self.rows:
            where = (row.docname, row.id)
            code, *names = row.names
            # Search finds what is displayed, where the priority is none below zero: titles before names.
            yield f'{row.object}.{code}', row.title, 'code', *where, 1
            for name in names:
                yield f'{row.object}.{name}', row.title, 'member', *where, -1
                if name.casefold() not in row.title.casefold():
                    yield f'{row.object}.{name}', name, 'name', *where, 2
            if row.object == DEFAULT_OBJECT:
                yield code, row.title, 'code', *where, -1
                for name in names:
                    yield name, row.title, 'member', *where, -1

    def find_member(self, path: str) -> LinkedRow | None:
        """Return the row of the member at a dotted path; None when no table has it."""
        row = self._full.get(path)
        return row if row and path.rpartition('.')[2] in row.names[1:] else None


def choose_ids(table: StatusTable, taken: Container[str]) -> tuple[str, ...]:
    """Return an id for each row: ``http-status-404`` for a member of http.HTTPStatus.

    :param taken: the ids that a page has already, such as that of a heading "HTTP status 404".
    """
    prefix = 'http-status' if table.object == DEFAULT_OBJECT else nodes.make_id(table.object) or 'code'
    ids: dict[str, None] = {}
    for number, row in enumerate(table.rows):
        # Two members may have one code, and a code may be no word at all.
        words = (nodes.make_id(f'x {row.shown_code}')[2:], nodes.make_id(row.name), f'row-{number}')
        wanted = chain(filter(None, words), (f'row-{number}-{attempt}' for attempt in count(1)))
        made = (f'{prefix}-{word}' for word in wanted)
        ids[next(name for name in made if name not in ids and name not in taken)] = None
    return tuple(ids)


def is_unlisted(node: nodes.Element) -> bool:
    """Return whether a table stands in the description of an object that is to have no targets."""
    # Sphinx keeps the option under both names.
    return any(around.get('no-index') or around.get('noindex') for around in ancestors(node))


def row_title(row: StatusRow) -> str:
    """Return how a row is called where it is linked to: ``404 Not Found``, ``GET``."""
    title = row.phrase or row.name
    return plain(title if title == row.shown_code else f'{row.shown_code} {title}')


def spoken_names(row: StatusRow) -> Iterable[str]:
    """Return the names by which references may call a row, each once."""
    # A registry may write a code in another way than Python does.
    return dict.fromkeys((*row_names(row), str(row.code)))


class Titles:
    """The titles of the rows of one table, by what references call them."""

    def __init__(self, table: StatusTable) -> None:
        self._titles: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        for row in table.rows:
            for name in spoken_names(row):
                self._titles.setdefault(name, row_title(row))
                self._folded.setdefault(name.casefold(), row_title(row))

    def find(self, name: str) -> str | None:
        """Return the title of the row that has a name, in any case if none has it just so."""
        return self._titles.get(name) or self._folded.get(name.casefold())


def row_names(row: StatusRow) -> Iterator[str]:
    """Yield the names by which a row is looked up."""
    yield from map(plain, (row.shown_code, row.name, *row.aliases))
