"""What stands in one document of a site, against the facts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinxext.http_status.facts.model import FACTS_KEY

from .check import check_tree
from .findings import NotCompared, Unreadable
from .records import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .findings import Finding

#: The columns by which a row of a table can be told.
_IDENTIFYING = frozenset({'code', 'name'})


def check_generated(docname: str, document: nodes.document, domain: Any) -> Iterator[Finding]:
    """Yield what is to be known about the tables that the directive made.

    :param domain: ours, which belongs to the page room and so is not imported here.
    """
    for table in document.findall(nodes.table):
        if FACTS_KEY not in table:
            continue
        facts = domain.tables[table[FACTS_KEY]]
        if not _IDENTIFYING & set(facts.columns):
            place = Place(docname, table.line)
            yield NotCompared(place=place, text='this table shows neither codes nor names')
            continue
        for finding in check_tree(table, '', facts, path=docname).findings:
            line = finding.place.line or table.line
            yield replace(finding, place=replace(finding.place, line=line))


def check_address(
    docname: str, fragment: str, document: nodes.document, answer: Any
) -> Iterator[Finding]:
    """Yield what is to be known about an address of the configuration.

    :param answer: the table that the address should show, and what is wrong with the request.
    """
    place = Place(docname, None, fragment)
    for problem in answer.problems:
        yield Unreadable(place=place, text=f'http_status_tables[{place.address!r}]: {problem}')
    # A request in which something is wrong gives a table that nobody asked for.
    if answer.table and not answer.problems:
        yield from check_tree(document, fragment, answer.table, path=docname).findings


def missing_document(docname: str) -> Finding:
    """Return what is to be said of a document that does not exist."""
    text = 'there is no document of this name; correct its address in http_status_tables'
    return Unreadable(place=Place(docname), text=text)
