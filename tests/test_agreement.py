"""The facts about one enum against each other."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

import pytest

from sphinxext.http_status.drift.agreement import (
    Uncited,
    Unrecorded,
    Unregistered,
    Unused,
    find_disagreement,
)
from sphinxext.http_status.facts.citations import EDITIONS, find_citations
from sphinxext.http_status.facts.history import find_history
from sphinxext.http_status.facts.model import Citation, StatusRow, StatusTable
from sphinxext.http_status.facts.registry import read_registry

OBJECT = 'http.HTTPStatus'
HISTORY = find_history(OBJECT)


def table_of(*rows: StatusRow, complete: bool = True) -> StatusTable:
    """Return a table of rows."""
    return StatusTable(object='own.Code', columns=(), rows=rows, complete=complete)


def shipped(release: str, edition: str) -> StatusTable:
    """Return the table of a release of Python with the citations of an edition."""
    assert HISTORY is not None
    citations = find_citations(edition)
    rows = [replace(row, citation=citations.get(row.code)) for row in HISTORY.rows(release)]
    return StatusTable(object=OBJECT, columns=(), rows=tuple(rows))


NOT_FOUND = StatusRow(
    code=404, name='NOT_FOUND', citation=Citation(spec='HTTP Semantics', rfc=9110, section='15.5.5')
)


def drift(
    *rows: StatusRow, recorded: dict[int | str, str] | None = None, edition: str = '9110'
) -> list[str]:
    """Return the messages of what disagrees, without what is only for information."""
    found = find_disagreement(table_of(*rows), recorded, edition)
    return [finding.message for finding in found if finding.drift]


def test_what_agrees_is_silent() -> None:
    """A member that is cited as IANA has it, and that the history knows, gives nothing."""
    assert drift(NOT_FOUND, recorded={404: 'NOT_FOUND'}) == []


def test_a_member_without_a_citation() -> None:
    """A number that no specification is known for is told."""
    (finding,) = find_disagreement(table_of(StatusRow(code=299, name='X'), complete=False), None, '9110')
    assert isinstance(finding, Uncited)
    assert str(finding) == 'own.Code: 299 X has no citation; add one to a file of citations'


def test_a_citation_that_iana_does_not_have() -> None:
    """Another RFC than the registry's, and a code that it does not list, are told apart."""
    other = replace(NOT_FOUND, citation=Citation(spec='HTTP', rfc=7231, section='6.5.4'))
    unlisted = replace(NOT_FOUND, code=299)
    found = list(find_disagreement(table_of(other, unlisted, complete=False), None, '9110'))
    assert [type(finding) for finding in found] == [Unregistered, Unregistered]
    assert found[0].message.endswith('cites HTTP RFC 7231, Section 6.5.4, but IANA refers to RFC 9110')
    assert found[1].message.endswith('Section 15.5.5, but IANA does not list the code')


def test_older_editions_may_cite_what_iana_no_longer_has() -> None:
    """RFC 7231 is right in its own edition, where the code alone is looked up."""
    other = replace(NOT_FOUND, citation=Citation(spec='HTTP', rfc=7231, section='6.5.4'))
    assert drift(other, edition='7231') == []
    assert len(drift(replace(other, code=299), edition='7231')) == 1


@pytest.mark.parametrize('recorded', [{}, {404: 'LOST'}, {405: 'NOT_FOUND'}])
def test_a_member_that_the_history_does_not_know(recorded: dict[int | str, str]) -> None:
    """A new code, and a new name of an old one, have no note yet."""
    (finding,) = find_disagreement(table_of(NOT_FOUND, complete=False), recorded, '9110')
    assert isinstance(finding, Unrecorded)
    assert finding.message == '404 NOT_FOUND is not in the history; add the release that added it'


def test_codes_that_the_enum_lacks_are_for_information() -> None:
    """Of a full table, each code that IANA lists and that is in use is noted when it is not there."""
    found = list(find_disagreement(table_of(NOT_FOUND), None, '9110'))
    assert {type(finding) for finding in found} == {Unused}
    assert not any(finding.drift for finding in found)
    # 306 and 418 are listed as unused.
    assert len(found) == len(read_registry()) - 3
    assert list(find_disagreement(table_of(NOT_FOUND, complete=False), None, '9110')) == []


def test_texts_are_no_status_codes() -> None:
    """An enum of methods or states is asked for neither citations nor registrations."""
    assert list(find_disagreement(table_of(StatusRow(code='GET', name='GET')), None, '9110')) == []


@pytest.mark.parametrize('edition', EDITIONS)
@pytest.mark.parametrize('release', ['3.5', '3.8', '3.13', '3.15'])
def test_what_we_ship_agrees(release: str, edition: str) -> None:
    """The history and the citations that come with the package contradict nothing."""
    table = shipped(release, edition)
    recorded = {row.code: row.name for row in table.rows}
    found = [finding for finding in find_disagreement(table, recorded, edition) if finding.drift]
    expected = [row.name for row in table.rows if row.citation is None]
    assert [finding.row.name for finding in found if isinstance(finding, Uncited)] == expected
    assert len(found) == len(expected)
    assert not expected or edition != '9110'


def test_the_registry_is_that_of_iana() -> None:
    """Spot checks: what is temporary, unused, obsolete, or defined by two RFCs."""
    registry = read_registry()
    states = {code: registry[code].state for code in (104, 200, 306, 418, 510)}
    assert states == {
        104: 'temporary',
        200: 'assigned',
        306: 'unused',
        418: 'unused',
        510: 'obsoleted',
    }
    assert registry[101].rfcs == {9110}
    assert registry[422].description == 'Unprocessable Content'
    assert not registry[104].rfcs
    assert {member.value for member in HTTPStatus} - set(registry) == set()
