"""Checks one address of a page against one table, for builder, command line and test helper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxext.http_status.drift.comparing.notes import Asked, compare_notes
from sphinxext.http_status.drift.comparing.rows import find_drift
from sphinxext.http_status.facts.request import owner_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils import nodes

    from sphinxext.http_status.facts.model import StatusTable

    from .findings import Finding
    from .records import Reading
    from .vocabulary import Others


@dataclass(frozen=True, slots=True)
class Address:
    """A file, and the id of a section or table in it."""

    path: Path
    #: Empty for the whole file.
    fragment: str = ''

    @classmethod
    def parse(cls, text: str) -> Address:
        """Return the address that ``path#id`` means; a file may have a ``#`` in its name."""
        if '#' not in text or exists(Path(text)):
            return cls(Path(text))
        path, _mark, fragment = text.rpartition('#')
        return cls(Path(path), fragment)

    def __str__(self) -> str:
        return f'{self.path}#{self.fragment}' if self.fragment else str(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check of one address gave."""

    reading: Reading
    findings: tuple[Finding, ...]
    #: What the page was compared with.
    table: StatusTable
    #: The text of the page, and what checks it with another text; None for a tree without a text.
    text: str = ''
    again: Callable[[str], Checked] | None = None

    @property
    def drift(self) -> Iterator[Finding]:
        """The findings that fail a check; the others are information."""
        return (finding for finding in self.findings if finding.drift)


def exists(path: Path) -> bool:
    """Return whether there is a file or folder; what cannot be the name of one is none."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def check_file(
    address: Address, table: StatusTable, *, asked: Asked = Asked.TOLD, others: Others = frozenset
) -> Checked:
    """Compare an address in a file with a table.

    HTML is read as a browser shows it, other files by their own markup.

    :param asked: what is asked of a page without notes of the object.
    :param others: returns the names that the object and its module have beside its members.
    :raises DocumentError: the file cannot be read at all.
    """
    from .parsing.files import read_page

    return _check_text(read_page(address.path), address, table, asked, others)


def _check_text(
    text: str, address: Address, table: StatusTable, asked: Asked, others: Others
) -> Checked:
    from .parsing.files import DocumentError, parse_page

    again = partial(_check_text, address=address, table=table, asked=asked, others=others)
    try:
        tree = parse_page(address.path, text)
        path = str(address.path)
        found = check_tree(tree, address.fragment, table, path=path, asked=asked, others=others)
    except RecursionError as error:
        reason = 'its markup is nested too deeply; check a part of it'
        raise DocumentError(f'cannot read {address.path}: {reason}') from error
    return replace(found, findings=tuple(map(_with_line, found.findings)), text=text, again=again)


def _with_line(finding: Finding) -> Finding:
    """Return a finding with a line: the first one, where it is about a file as a whole."""
    place = finding.place
    return finding if place.line or place.fragment else replace(finding, place=replace(place, line=1))


def check_tree(  # noqa: PLR0913  (what is checked, and how)
    tree: nodes.Element,
    fragment: str,
    table: StatusTable,
    *,
    path: str,
    asked: Asked = Asked.TOLD,
    source: nodes.Element | None = None,
    others: Others = frozenset,
) -> Checked:
    """Compare an address in a docutils tree, or in a part of one, with a table.

    :param source: the page that this one is a translation of, whose norms it has to keep.
    """
    from sphinxext.http_status.drift.reading.address import read_address

    gone = (change.code for note in table.notes for change in note.changes if not change.new)
    reading = read_address(
        tree, fragment or None, table.rows, path=path, object_path=owner_of(table.object), former=gone
    )
    original = read_address(source, fragment or None, table.rows) if source else None
    # The enum may well have what a selection lacks.
    name = table.object if table.complete else f'this selection from {table.object}'
    findings = [
        *find_drift(table.rows, reading, object_path=name, source=original, others=others),
        *compare_notes(table, reading, asked),
    ]
    findings.sort(key=lambda finding: finding.place.line or 0)
    return Checked(reading=reading, findings=tuple(findings), table=table)
