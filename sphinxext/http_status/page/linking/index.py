"""The entries of rows in the general index, and those by which Sphinx's search finds rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext.http_status.facts.characters import plain

from .targets import row_names, row_title

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from sphinxext.http_status.facts.model import StatusTable

    from .targets import LinkedTable

    #: Type, value, target, main and key, as an index node of Sphinx has them.
    IndexEntry = tuple[str, str, str, str, str | None]


def replace_entries(
    entries: dict[str, list[IndexEntry]],
    old: Mapping[str, list[IndexEntry]],
    new: Mapping[str, list[IndexEntry]],
) -> None:
    """Take the entries of an earlier build out of Sphinx's index, and put new ones in.

    :param entries: all entries by document, as Sphinx's index domain keeps them.
    """
    for docname, ours in old.items():
        if docname in entries:
            listed = set(ours)
            entries[docname] = [entry for entry in entries[docname] if entry not in listed]
    for docname, ours in new.items():
        entries.setdefault(docname, []).extend(ours)


def general_entries(
    table: StatusTable, ids: Sequence[str], headings: Callable[[str], str]
) -> Iterator[list[IndexEntry]]:
    """Yield the entries of the general index for each row.

    They are its code and each of its names. The code stands below the heading of its registry; without
    one, the object behind it tells what it is a code of.

    :param headings: returns the heading for the codes of a registry, in the language of the reader.
    """
    for row, target in zip(table.rows, ids, strict=True):
        code = _part(row_title(row))
        heading = headings(row.registry) if row.registry else ''
        title = _single(f'{heading}; {code}' if heading else f'{code} ({_part(table.object)})', target)
        names = (f'{_part(name)} ({_part(table.object)})' for name in (row.name, *row.aliases))
        yield [title, *(_single(name, target) for name in names)]


def owned_entries(
    shown: Iterable[tuple[LinkedTable, StatusTable]],
    targets: Container[tuple[str, str]],
    headings: Callable[[str], str],
) -> dict[str, list[IndexEntry]]:
    """Return the entries of the general index for the rows that references lead to, by document.

    :param targets: the document and the id of each of these rows.
    """
    wanted: dict[str, list[IndexEntry]] = {}
    for owner, table in shown:
        rows = general_entries(table, owner.ids, headings)
        for target, entries in zip(owner.ids, rows, strict=True):
            if (owner.docname, target) in targets:
                wanted.setdefault(owner.docname, []).extend(entries)
    return wanted


def search_entries(table: StatusTable, ids: Sequence[str]) -> Iterator[list[IndexEntry]]:
    """Yield the entries by which Sphinx's search finds each row.

    Search drops numbers, unless they stand in an entry that is not much longer.
    """
    for row, target in zip(table.rows, ids, strict=True):
        words = dict.fromkeys(map(_part, (*row_names(row), row.phrase)))
        yield [_single(word, target) for word in words if word]


def _single(value: str, target: str) -> IndexEntry:
    return ('single', value, target, '', None)


def _part(value: str) -> str:
    # A semicolon would divide the entry.
    return plain(value).replace(';', ',').strip()
