"""Where rows are listed: in the general index, in Sphinx's search, and among names of other domains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sphinx.domains.python import ObjectEntry

from sphinxext.http_status.facts.characters import plain
from sphinxext.http_status.facts.request import owner_of
from sphinxext.http_status.facts.sources.importing import is_module

from .references import is_documented
from .targets import row_title

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from sphinx.domains.index import IndexDomain
    from sphinx.domains.python import PythonDomain
    from sphinx.environment import BuildEnvironment

    from sphinxext.http_status.facts.model import StatusTable

    from .targets import LinkedRow, LinkedRows, LinkedTable

    #: Type, value, target, main and key, as an index node of Sphinx has them.
    IndexEntry = tuple[str, str, str, str, str | None]

#: What is published in another domain: its name, the kind of its data, the name there, and the entry.
Published = list[tuple[str, str, str, Any]]


def list_rows(
    env: BuildEnvironment,
    owned: Sequence[tuple[LinkedTable, StatusTable]],
    linked: LinkedRows,
    headings: Callable[[str], str],
    before: Mapping[str, list[IndexEntry]],
) -> dict[str, object]:
    """List rows wherever they are found; return what a later build has to know of it.

    :param headings: returns the heading for the codes of a registry, in the language of the reader.
    :param before: the entries of an earlier build in the general index.
    """
    entries = owned_entries(owned, linked.targets, headings)
    replace_entries(cast('IndexDomain', env.get_domain('index')).entries, before, entries)
    return {
        'index': entries,
        'published': publish(env, linked.rows),
        'objects': list(linked.objects()),
        'owned': sorted({row.object for row in linked.rows}),
    }


def replace_entries(
    entries: dict[str, list[IndexEntry]],
    old: Mapping[str, list[IndexEntry]],
    new: Mapping[str, list[IndexEntry]],
) -> None:
    """Take the entries of an earlier build out of Sphinx's index, and put new ones in, in a fixed order.

    :param entries: all entries by document, as Sphinx's index domain keeps them.
    """
    for docname, ours in old.items():
        if docname in entries:
            listed = set(ours)
            entries[docname] = [entry for entry in entries[docname] if entry not in listed]
    # Sphinx sorts without regard to case, so "410 Gone" and "410 GONE" stay in the order of documents.
    for docname in sorted(new):
        entries[docname] = [*entries.pop(docname, ()), *new[docname]]


def general_entries(
    table: StatusTable, ids: Sequence[str], headings: Callable[[str], str]
) -> Iterator[list[IndexEntry]]:
    """Yield the entries of the general index for each row.

    They are its code and each of its names. The code stands below the heading of its registry; without
    one, the object behind it tells what it is a code of.

    :param headings: returns the heading for the codes of a registry, in the language of the reader.
    """
    owner = _part(owner_of(table.object))
    for row, target in zip(table.rows, ids, strict=True):
        code = _part(row_title(row))
        heading = headings(row.registry) if row.registry else ''
        title = _single(f'{heading}; {code}' if heading else f'{code} ({owner})', target)
        names = (f'{_part(name)} ({owner})' for name in (row.name, *row.aliases))
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


def _single(value: str, target: str) -> IndexEntry:
    return ('single', value, target, '', None)


def _part(value: str) -> str:
    # A semicolon would divide the entry.
    return plain(value).replace(';', ',').strip()


def publish(env: BuildEnvironment, rows: Iterable[LinkedRow]) -> Published:
    """Let rows of objects that the project documents be found by projects without this extension.

    They become attributes or data of Sphinx's Python domain, and labels. A name that is there already
    stays what it is. The project documents an object when it describes it, or a module around it.
    """
    python = cast('PythonDomain', env.get_domain('py'))
    published: Published = []
    kinds: dict[str, str] = {}
    for row in rows:
        if row.object not in kinds:
            kinds[row.object] = _kind(row.object, python)
        if kind := kinds[row.object]:
            entry = ObjectEntry(row.docname, row.id, kind, aliased=True)
            found: Published = [
                ('py', 'objects', f'{row.object}.{name}', entry) for name in row.names[1:]
            ]
            label = row.docname, row.id
            found += [
                ('std', 'labels', row.id, (*label, row.title)),
                ('std', 'anonlabels', row.id, label),
            ]
            for domain, where, name, made in found:
                if env.domaindata[domain][where].setdefault(name, made) is made:
                    published.append((domain, where, name, made))
    return published


def withdraw(env: BuildEnvironment, published: Published) -> None:
    """Take back what an earlier build published, so that a page that is read may have the names."""
    for domain, where, name, entry in published:
        names = env.domaindata[domain][where]
        if names.get(name) == entry:
            del names[name]


def _kind(path: str, python: PythonDomain) -> str:
    """Return what the members of an object are in Python; nothing unless the project documents it."""
    if not is_documented(path, python):
        return ''
    return 'data' if is_module(path) else 'attribute'
