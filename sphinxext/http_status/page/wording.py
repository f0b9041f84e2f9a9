"""The words of a table: every string of ours that a reader sees, and where facts stand in it.

A pattern holds facts by named placeholders, so that a translation may move them but cannot
change them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext.http_status.facts.model import Citation, StatusRow, StatusTable

HEADERS = {
    'code': 'Code',
    'name': 'Enum Name',
    'phrase': 'Reason Phrase',
    'description': 'Description',
    'details': 'Details',
    'since': 'Added in',
    'aliases': 'Aliases',
    'doc': 'Documentation',
}

#: The classes of status codes (RFC 9110, Section 15).
CLASSES = {1: 'Informational', 2: 'Successful', 3: 'Redirection', 4: 'Client Error', 5: 'Server Error'}
CLASS_HEADING = '%(code)s %(class)s'
OTHER_CODES = 'Other codes'

CITATION = '%(spec)s %(rfc)s'
CITATION_WITH_SECTION = '%(spec)s %(rfc)s, Section %(section)s'
MATURITY = '%(citation)s (%(maturity)s)'

NAME_WITH_ALIAS = '%(name)s (alias %(aliases)s)'

#: Each pair is for one member and for several.
ADDED = ('Added %(members)s status code.', 'Added %(members)s status codes.')
REMOVED = ('Removed %(members)s status code.', 'Removed %(members)s status codes.')
RENAMED = 'Renamed %(renames)s.'
RENAME = '%(old)s to %(new)s'
OLD_NAMES_STAY = 'The old names stay as aliases.'
LIST = '%(first)s, %(rest)s'
LIST_END = '%(first)s and %(rest)s'

_PLACEHOLDER = re.compile(r'%\((\w+)\)s')


def header(column: str) -> str:
    """Return the header of a column; an attribute's own name is its header."""
    return HEADERS.get(column, column)


def citation_pattern(citation: Citation) -> str:
    """Return the pattern for the citation, leaving its maturity out."""
    return CITATION_WITH_SECTION if citation.section else CITATION


def class_of(row: StatusRow) -> int:
    """Return the class of a row's code, 1 to 5; 0 when it belongs to none."""
    number = row.code // 100 if isinstance(row.code, int) else 0
    return number if number in CLASSES else 0


def split_pattern(pattern: str) -> list[str]:
    """Split a pattern into texts (at even positions) and names of placeholders (at odd ones)."""
    return _PLACEHOLDER.split(pattern)


def placeholders(pattern: str) -> list[str]:
    """Return the names of the placeholders of a pattern, sorted."""
    return sorted(_PLACEHOLDER.findall(pattern))


def messages(table: StatusTable, *, group: bool) -> Iterator[str]:
    """Yield the sentences of a table, as a translator meets them; some come repeatedly."""
    for column in table.columns:
        if column in HEADERS:
            yield HEADERS[column]
    for row in table.rows:
        yield from _row_messages(table, row)
    if group:
        yield CLASS_HEADING
        yield from (CLASSES.get(class_of(row), OTHER_CODES) for row in table.rows)


def _row_messages(table: StatusTable, row: StatusRow) -> Iterator[str]:
    if 'details' in table.columns and row.citation:
        yield row.citation.spec
        yield citation_pattern(row.citation)
        if row.citation.maturity:
            yield MATURITY
            yield row.citation.maturity
    if 'name' in table.columns and 'aliases' not in table.columns and row.aliases:
        yield NAME_WITH_ALIAS
    for column in ('phrase', 'description'):
        if column in table.columns and (text := getattr(row, column)):
            yield text
