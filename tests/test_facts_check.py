"""The facts about one enum against each other."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

import pytest
from shipped import NEWEST

from sphinxext.http_status.drift.facts_check import (
    Crossed,
    Renamed,
    Uncited,
    Unlisted,
    Unrecorded,
    Unregistered,
    Unused,
    find_disagreement,
)
from sphinxext.http_status.facts.citations import EDITIONS, find_citation
from sphinxext.http_status.facts.histories.files import find_history
from sphinxext.http_status.facts.model import Citation, StatusRow, StatusTable
from sphinxext.http_status.facts.registry import find_registrations

OBJECT = 'http.HTTPStatus'
STATUS = 'http-status-codes'
HISTORY = find_history(OBJECT)


def table_of(*rows: StatusRow, complete: bool = True) -> StatusTable:
    """Return a table of rows."""
    return StatusTable(object='own.Code', columns=(), rows=rows, complete=complete)


def shipped(release: str, edition: str) -> StatusTable:
    """Return the table of a release of Python with the citations of an edition."""
    assert HISTORY is not None
    bound = [replace(row, registry=STATUS) for row in HISTORY.rows(release)]
    rows = [replace(row, citation=find_citation(row, edition)) for row in bound]
    return StatusTable(object=OBJECT, columns=(), rows=tuple(rows))


NOT_FOUND = StatusRow(
    code=404,
    name='NOT_FOUND',
    registry=STATUS,
    citation=Citation(spec='HTTP Semantics', rfc=9110, section='15.5.5'),
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


def test_a_listed_code_without_a_citation() -> None:
    """A code that IANA lists with its RFC should be cited."""
    (finding,) = find_disagreement(
        table_of(replace(NOT_FOUND, citation=None), complete=False), None, '9110'
    )
    assert isinstance(finding, Uncited)
    assert str(finding) == 'own.Code: 404 NOT_FOUND has no citation; add one to a file of citations'


def test_private_codes_are_told_once_and_for_information() -> None:
    """Numbers that IANA does not list are one line, unless the project cites what defines them."""
    private = [StatusRow(code=code, name=f'X{code}', registry=STATUS) for code in range(290, 295)]
    (finding,) = find_disagreement(table_of(*private), None, '9110')
    assert isinstance(finding, Unlisted)
    assert not finding.drift
    assert finding.message == (
        'IANA does not list 290 X290, 291 X291, 292 X292 and 2 more; if a specification defines them, '
        'cite it in a file of citations'
    )
    cited = [replace(row, citation=Citation(spec='Ours', rfc=9999)) for row in private]
    assert list(find_disagreement(table_of(*cited), None, '9110')) == []


def test_a_code_that_only_a_draft_defines_needs_no_citation() -> None:
    """Where IANA refers to no RFC, none is asked for, and none is wrong."""
    draft = StatusRow(code=104, name='UPLOAD_RESUMPTION_SUPPORTED', registry=STATUS)
    cited = replace(draft, citation=Citation(spec='Ours', rfc=9999))
    for row in (draft, cited):
        assert list(find_disagreement(table_of(row), None, '9110')) == []


def test_a_citation_that_iana_does_not_have() -> None:
    """Another RFC than the registry's is told, with the right one."""
    other = replace(NOT_FOUND, citation=Citation(spec='HTTP', rfc=7231, section='6.5.4'))
    (finding,) = find_disagreement(table_of(other, complete=False), None, '9110')
    assert isinstance(finding, Unregistered)
    assert finding.message.endswith('cites HTTP RFC 7231, Section 6.5.4, but IANA refers to RFC 9110')


def test_older_editions_may_cite_what_iana_no_longer_has() -> None:
    """RFC 7231 is right in its own edition, where the code alone is looked up."""
    other = replace(NOT_FOUND, citation=Citation(spec='HTTP', rfc=7231, section='6.5.4'))
    assert drift(other, edition='7231') == []
    assert len(drift(replace(other, citation=None), edition='7231')) == 1


@pytest.mark.parametrize('recorded', [{}, {404: 'LOST'}, {405: 'NOT_FOUND'}])
def test_a_member_that_the_history_does_not_know(recorded: dict[int | str, str]) -> None:
    """A new code, and a new name of an old one, have no note yet."""
    (finding,) = find_disagreement(table_of(NOT_FOUND, complete=False), recorded, '9110')
    assert isinstance(finding, Unrecorded)
    assert finding.message == '404 NOT_FOUND is not in the history; add the release that added it'


def test_codes_that_an_object_lacks_are_told_if_it_has_most() -> None:
    """Of an enum that means to have all codes, each that it lacks is noted; of others, none is."""
    registered = [
        StatusRow(
            code=code,
            name=f'X{code}',
            registry=STATUS,
            citation=Citation(spec='HTTP', rfc=min(item.rfcs)),
        )
        for code, item in find_registrations(STATUS).items()
        if item.rfcs
    ]
    found = list(find_disagreement(table_of(*registered[8:]), None, '9110'))
    assert {type(finding) for finding in found} == {Unused}
    assert not any(finding.drift for finding in found)
    # 104 has no RFC, so it is not among the rows.
    assert len(found) == 8 + 1
    assert list(find_disagreement(table_of(*registered[8:], complete=False), None, '9110')) == []
    assert list(find_disagreement(table_of(*registered[40:]), None, '9110')) == []


@pytest.mark.parametrize('code', ['GET', 404, 1000, 0])
def test_an_object_of_no_registry_has_nothing_to_say(code: int | str) -> None:
    """An enum of states, or of numbers of its own, is asked for neither citations nor registrations."""
    assert list(find_disagreement(table_of(StatusRow(code=code, name='X')), None, '9110')) == []


@pytest.mark.parametrize(
    ('registry', 'code', 'name', 'message'),
    [
        (STATUS, 401, 'FORBIDDEN', '401 FORBIDDEN has the name of 403 Forbidden'),
        (STATUS, 404, 'HTTP_404_GONE', '404 HTTP_404_GONE has the name of 410 Gone'),
        (STATUS, 604, 'NOT_FOUND', '604 NOT_FOUND has the name of 404 Not Found'),
        ('http2-error-codes', 2, 'CANCEL', '2 CANCEL has the name of 0x08 CANCEL'),
        (
            'websocket-close-codes',
            1000,
            'WS_1000_GOING_AWAY',
            '1000 WS_1000_GOING_AWAY has',
        ),
        ('http-methods', 'POST', 'PUT', 'POST PUT has the name of PUT'),
    ],
)
def test_the_name_of_another_code_is_drift(
    registry: str, code: int | str, name: str, message: str
) -> None:
    """A code with the name of another one is wrong in one of them, and is not cited."""
    row = StatusRow(code=code, name=name, registry=registry)
    assert find_citation(row, '9110') is None
    (finding,) = find_disagreement(table_of(row, complete=False), None, '9110')
    assert isinstance(finding, Crossed)
    assert finding.drift
    assert finding.message.startswith(message)


@pytest.mark.parametrize('name', ['UNUSED', 'RESERVED', 'HTTP_404_UNUSED'])
def test_the_name_of_an_unused_code_is_nobodys(name: str) -> None:
    """``UNUSED`` is said of codes, and is no name that could be taken away from one."""
    row = StatusRow(code=404, name=name, registry=STATUS)
    (finding,) = find_disagreement(table_of(row, complete=False), None, '9110')
    assert isinstance(finding, Renamed)


def test_the_name_that_keeps_an_object_from_its_registry_is_drift() -> None:
    """Of three codes, one with the name of another is enough to belong nowhere, so it is told here."""
    rows = [
        StatusRow(code=200, name='OK'),
        StatusRow(code=404, name='NOT_FOUND'),
        StatusRow(code=401, name='FORBIDDEN'),
    ]
    (finding,) = find_disagreement(table_of(*rows), None, '9110')
    assert isinstance(finding, Crossed)
    assert finding.row.code == 401


def test_another_name_than_the_registry_has_is_information() -> None:
    """A code under a name of the project's own is not cited, and may be cited by the project."""
    row = replace(NOT_FOUND, name='USER_NOT_FOUND', citation=None)
    (finding,) = find_disagreement(table_of(row, complete=False), None, '9110')
    assert isinstance(finding, Renamed)
    assert not finding.drift
    assert finding.message == (
        '404 USER_NOT_FOUND is Not Found in its registry, so it is not cited; '
        'if it is the same, cite it in a file of citations'
    )
    own = replace(row, citation=NOT_FOUND.citation)
    assert list(find_disagreement(table_of(own, complete=False), None, '9110')) == []


@pytest.mark.parametrize('edition', EDITIONS)
@pytest.mark.parametrize('release', ['3.5', '3.8', '3.13', NEWEST])
def test_what_we_ship_agrees(release: str, edition: str) -> None:
    """The history and the citations that come with the package contradict nothing."""
    table = shipped(release, edition)
    recorded = {row.code: row.name for row in table.rows}
    found = [finding for finding in find_disagreement(table, recorded, edition) if finding.drift]
    registry = find_registrations(STATUS)
    expected = [row.name for row in table.rows if row.citation is None and registry[row.code].rfcs]
    assert [finding.row.name for finding in found if isinstance(finding, Uncited)] == expected
    assert len(found) == len(expected)
    assert not expected or edition != '9110'


def test_the_registry_is_that_of_iana() -> None:
    """Spot checks: what is temporary, unused, obsolete, or defined by two RFCs."""
    registry = find_registrations(STATUS)
    states = {code: registry[code].state for code in (104, 200, 306, 418, 510)}
    assert states == {
        104: 'temporary',
        200: 'assigned',
        306: 'unused',
        418: 'unused',
        510: 'obsoleted',
    }
    assert registry[101].rfcs == {9110}
    assert registry[422].name == 'Unprocessable Content'
    assert not registry[104].rfcs
    assert {member.value for member in HTTPStatus} - set(registry) == set()
