"""What is told of rows that differ from the facts, rule by rule."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.http_status.drift.comparing.order import _longest_increasing
from sphinxext.http_status.drift.comparing.rows import find_drift
from sphinxext.http_status.drift.findings import (
    Changed,
    Finding,
    KnownAlias,
    LessPrecise,
    Misplaced,
    Missing,
    NotCompared,
    PageRange,
    Place,
    Repeated,
    Unknown,
    Unreadable,
)
from sphinxext.http_status.drift.parsing.files import parse_file, parse_rst
from sphinxext.http_status.drift.reading.address import read_address
from sphinxext.http_status.drift.records import Mention, PageCitation, PageRow, Reading
from sphinxext.http_status.drift.vocabulary import is_half, is_most
from sphinxext.http_status.facts.citations import find_citations
from sphinxext.http_status.facts.histories.files import find_history
from sphinxext.http_status.facts.model import Citation, StatusRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SEEDS = Path(__file__).parent / 'seeds'
OBJECT = 'http.HTTPStatus'


def expected_rows(release: str, edition: str = '9110') -> list[StatusRow]:
    """Return the rows of the enum, each with its citation."""
    history = find_history(OBJECT)
    assert history is not None
    citations = find_citations('http-status-codes', edition)
    return [replace(row, citation=citations.get(row.code)) for row in history.rows(release)]


FULL = expected_rows('3.13')
NOT_FOUND = next(row for row in FULL if row.code == 404)
TOO_LARGE = next(row for row in FULL if row.code == 413)


def page_row(row: StatusRow) -> PageRow:
    """Return a row of a page that shows all there is, without a mistake; its line is its code."""
    assert row.citation is not None
    cited = row.citation.rfc, row.citation.section
    return PageRow(
        code=row.code,
        names=(row.name,),
        phrase=row.phrase,
        citations=(PageCitation(*cited, link=cited),),
        shown=frozenset({'code', 'name', 'phrase', 'citation'}),
        line=int(row.code),
    )


def find_all(
    expected: Sequence[StatusRow], rows: Iterable[PageRow], *ranges: PageRange
) -> list[Finding]:
    """Return all findings about a page that consists of rows."""
    reading = Reading(place=Place('page.rst', 1, 'codes'), rows=tuple(rows), ranges=ranges)
    return list(find_drift(expected, reading, object_path=OBJECT))


# The pages that this project began with.


def find_in_seed(name: str, release: str) -> list[tuple[type[Finding], object]]:
    """Return the findings about a table as it was copied from a page of Python's documentation."""
    expected = expected_rows(release, '7231')
    reading = read_address(parse_file(SEEDS / f'{name}.txt'), None, expected)
    found = find_drift(expected, reading, object_path=OBJECT)
    return [(type(finding), finding.row.code) for finding in found]  # type: ignore[attr-defined]


def test_the_indonesian_page_of_3_6_has_one_wrong_name() -> None:
    """Of its 57 rows the one of 416 alone is wrong, and the finding says what is meant."""
    expected = expected_rows('3.6', '7231')
    reading = read_address(parse_file(SEEDS / 'python-3.6-id.txt'), None, expected)
    (finding,) = find_drift(expected, reading, object_path=OBJECT)
    assert isinstance(finding, Changed)
    assert len(reading.rows) == 57
    assert (finding.row.code, finding.page) == (416, 'REQUEST_RANGE_NOT_SATISFIABLE')
    assert finding.suggestion == 'REQUESTED_RANGE_NOT_SATISFIABLE'
    assert finding.message == (
        '416: the page says REQUEST_RANGE_NOT_SATISFIABLE, http.HTTPStatus has no such member; '
        'did you mean REQUESTED_RANGE_NOT_SATISFIABLE?'
    )


def test_the_page_of_3_7_is_right_for_3_7() -> None:
    """Its 58 rows are those of the release, with the citations of that time."""
    assert find_in_seed('python-3.7-en', '3.7') == []


def test_the_page_of_3_7_lacks_what_later_releases_added() -> None:
    """Four members came by 3.9, in two releases."""
    assert find_in_seed('python-3.7-en', '3.9') == [(Missing, code) for code in (103, 418, 425, 451)]


def test_the_page_of_3_7_says_aliases_of_what_3_13_renamed() -> None:
    """Four rows are missing still, and four have names that have become aliases, which is no drift."""
    found = find_in_seed('python-3.7-en', '3.13')
    assert [code for kind, code in found if kind is Missing] == [103, 418, 425, 451]
    assert [code for kind, code in found if kind is KnownAlias] == [413, 414, 416, 422]
    assert len(found) == 8


# One rule each, on rows that no page had to be written for.


def page(*changes: PageRow, without: Iterable[int] = ()) -> list[PageRow]:
    """Return a correct page with some rows put in the place of those on the same lines."""
    by_line = {row.line: row for row in changes}
    return [by_line.get(row.code, page_row(row)) for row in FULL if row.code not in set(without)]  # type: ignore[arg-type]


def test_a_correct_page_has_no_findings() -> None:
    """Nothing is said of 62 right rows."""
    assert find_all(FULL, page()) == []


def test_a_finding_says_itself_in_one_line() -> None:
    """The place comes first, then what the page says and what is true."""
    wrong = replace(page_row(NOT_FOUND), names=('FORBIDDEN',))
    (finding,) = find_all(FULL, page(wrong))
    assert str(finding) == 'page.rst:404: 404: the page says FORBIDDEN, http.HTTPStatus says NOT_FOUND'
    assert finding.place.address == 'page.rst#codes'
    assert finding.drift


def test_a_page_without_anything_is_drift() -> None:
    """An empty reading is not silently right, and does not list 62 missing members either."""
    (finding,) = find_all(FULL, [])
    assert isinstance(finding, Unreadable)
    assert finding.drift


def test_what_could_not_be_read_is_among_the_findings() -> None:
    """Whoever compares a reading cannot forget what the reader noted."""
    note = NotCompared(place=Place('page.rst', 7), text='left out')
    reading = Reading(place=Place('page.rst'), rows=tuple(page()), findings=(note,))
    assert list(find_drift(FULL, reading)) == [note]


def test_an_alias_is_information() -> None:
    """The old name of a renamed member is accepted, and told apart from drift."""
    (finding,) = find_all(FULL, page(replace(page_row(TOO_LARGE), names=TOO_LARGE.aliases)))
    assert isinstance(finding, KnownAlias)
    assert not finding.drift
    assert finding.message == (
        '413: the page says REQUEST_ENTITY_TOO_LARGE, an alias of CONTENT_TOO_LARGE in http.HTTPStatus'
    )


def test_an_alias_in_a_row_of_its_own_is_no_row_too_many() -> None:
    """Some pages list every name in a row."""
    extra = replace(page_row(TOO_LARGE), names=TOO_LARGE.aliases)
    assert find_all(FULL, [*page(), extra]) == []


def test_an_alias_is_missing_where_the_page_lists_the_others() -> None:
    """A page that shows both names of most members must show both of all."""
    aliased = [row for row in FULL if row.aliases]
    rows = [replace(page_row(row), names=(row.name, *row.aliases)) for row in aliased[1:]]
    (finding,) = find_all(FULL, page(*rows))
    assert isinstance(finding, Missing)
    assert (finding.row, finding.name) == (aliased[0], aliased[0].aliases[0])


def test_a_row_too_many_is_the_repetition_of_a_code_or_unknown() -> None:
    """A row too many that pairs the name of one row with the code of another repeats the latter."""
    extra = replace(page_row(NOT_FOUND), code=405, line=600)
    (repeated,) = find_all(FULL, [*page(), extra])
    assert isinstance(repeated, Repeated)
    assert (repeated.row.code, repeated.first) == (405, 405)
    (unknown,) = find_all(FULL, [*page(), replace(extra, code=499)])
    assert isinstance(unknown, Unknown)
    assert unknown.text == '499 NOT_FOUND'
    (repeated,) = find_all(FULL, [*page(), replace(extra, code=None)])
    assert isinstance(repeated, Repeated)
    assert (repeated.row.code, repeated.first) == (404, 404)


def test_a_code_that_a_page_calls_unassigned_is_no_row_too_many() -> None:
    """A code without a name is unassigned where others have one, or if its phrase is in parentheses."""
    named = PageRow(code=306, shown=frozenset({'code', 'name'}), line=600)
    assert find_all(FULL, [*page(), named]) == []
    shown = frozenset({'code', 'phrase'})
    unnamed = [replace(row, names=(), shown=shown) for row in page()]
    unused = replace(named, phrase='(Unused)', shown=shown)
    assert find_all(FULL, [*unnamed, unused]) == []


@pytest.mark.parametrize(
    ('change', 'kind'),
    [
        ({'names': ('SWITCH_PROXY',)}, Unknown),
        ({'code': None, 'code_text': '3O6'}, Unknown),
        ({'code': 404}, Repeated),
        ({'phrase': 'Switch Proxy', 'shown': frozenset({'code', 'phrase'})}, Unknown),
        ({'phrase': '(Switch Proxy', 'shown': frozenset({'code', 'phrase'})}, Unknown),
        ({'phrase': 'Switch Proxy)', 'shown': frozenset({'code', 'phrase'})}, Unknown),
    ],
    ids=['named', 'no code', 'assigned', 'phrase', 'opened', 'closed'],
)
def test_a_row_too_many_is_not_taken_for_an_unassigned_code(
    change: dict[str, Any], kind: type[Finding]
) -> None:
    """What has a name, a phrase, another row's code or none at all is a row too many."""
    extra = PageRow(code=306, shown=frozenset({'code', 'name'}), line=600)
    (finding,) = find_all(FULL, [*page(), replace(extra, **change)])
    assert type(finding) is kind


def test_a_range_that_covers_a_missing_code_is_named() -> None:
    """A page that calls 418 unassigned is told so, on the line where it does."""
    (finding,) = find_all(FULL, page(without=[418]), PageRange(418, 420, 77))
    assert isinstance(finding, Missing)
    assert finding.place.line == 77
    assert finding.message == (
        '418 IM_A_TEAPOT is missing: http.HTTPStatus has it; the page counts it among 418-420 (line 77)'
    )


@pytest.mark.parametrize(
    'span', [(400, 450), (410, 499), (418, 418), (400, 418), (418, 499), (300, 498)], ids=str
)
def test_a_range_covers_the_codes_between_its_ends(span: tuple[int, int]) -> None:
    """Both ends belong to a range, and either may be that of a class."""
    ranges = [PageRange(300, 417, 76), PageRange(*span, 77), PageRange(419, 450, 78)]
    (finding,) = find_all(FULL, page(without=[418]), *ranges)
    assert isinstance(finding, Missing)
    assert finding.covered == ranges[1]


def test_a_range_of_numbers_covers_no_text() -> None:
    """A code that is a text is in no range, and is missing where the row before it stands."""
    rows = [StatusRow(code=200, name='OK'), StatusRow(code='teapot', name='TEAPOT')]
    shown = PageRow(code=200, names=('OK',), shown=frozenset({'code', 'name'}), line=4)
    (finding,) = find_all(rows, [shown], PageRange(201, 999, 77))
    assert isinstance(finding, Missing)
    assert (finding.row.code, finding.covered, finding.place.line) == ('teapot', None, 4)


def test_a_heading_of_a_class_covers_nothing() -> None:
    """``4xx`` says of no code that it is unassigned."""
    (finding,) = find_all(FULL, page(without=[418]), PageRange(400, 499, 77))
    assert isinstance(finding, Missing)
    assert finding.covered is None


def test_codes_that_change_places_with_their_rows_are_wrong_twice() -> None:
    """Two rows that have each other's code are two findings about codes or names, and no others."""
    first, second = FULL[10], FULL[30]
    rows = [
        replace(page_row(first), names=(second.name,)),
        replace(page_row(second), names=(first.name,)),
    ]
    found = find_all(FULL, page(*rows))
    assert [(type(finding), finding.row) for finding in found] == [  # type: ignore[attr-defined]
        (Changed, first),
        (Changed, second),
    ]


def test_a_name_tells_that_its_code_is_that_of_a_missing_row() -> None:
    """Where 405 is missing and 404 is called 405, two findings say so."""
    wrong = replace(page_row(NOT_FOUND), code=405)
    found = find_all(FULL, page(wrong, without=[405]))
    assert [type(finding) for finding in found] == [Changed, Missing]
    assert [finding.row.code for finding in found] == [404, 405]  # type: ignore[attr-defined]


@pytest.mark.parametrize('left', ['phrase', 'citation'])
@pytest.mark.parametrize('code', [499, 404, 403])
def test_a_wrong_code_is_found_without_names(left: str, code: int) -> None:
    """A page without names tells by phrase or citation whose code is wrong, another row's or none's."""
    subject = next(row for row in FULL if row.code == (403 if code == 404 else 404))
    rows = [replace(row, names=(), shown=frozenset({'code', left})) for row in page()]
    rows = [replace(row, citations=()) if left == 'phrase' else replace(row, phrase='') for row in rows]
    rows = [replace(row, code=code) if row.code == subject.code else row for row in rows]
    (finding,) = find_all(FULL, rows)
    assert isinstance(finding, Changed)
    assert (finding.row, finding.field, finding.page) == (subject, 'code', str(code))


def test_names_may_all_have_the_same_prefix() -> None:
    """A page may write HTTP_404_NOT_FOUND, but then the number must be right."""
    rows = [replace(page_row(row), names=(f'status.HTTP_{row.code}_{row.name}',)) for row in FULL]
    assert find_all(FULL, rows) == []
    rows[20] = replace(rows[20], names=(f'status.HTTP_999_{FULL[20].name}',))
    (finding,) = find_all(FULL, rows)
    assert isinstance(finding, Changed)
    assert finding.suggestion == f'HTTP_{FULL[20].code}_{FULL[20].name}'


def test_rows_in_an_order_of_their_own_are_not_out_of_order() -> None:
    """A page that sorts by name, or by what its author finds important, is no drift."""
    by_name = sorted(page(), key=lambda row: row.names)
    scattered = [row for step in range(7) for row in page()[step::7]]
    assert find_all(FULL, by_name) == []
    assert find_all(FULL, scattered) == []


def test_a_misplaced_row_is_told_where_it_belongs() -> None:
    """The last row put first should follow the one before it."""
    rows = page()
    (finding,) = find_all(FULL, [rows[-1], *rows[:-1]])
    assert isinstance(finding, Misplaced)
    assert finding.message == (
        '511 NETWORK_AUTHENTICATION_REQUIRED is out of order: it should stand after 510 NOT_EXTENDED'
    )


def test_one_row_of_three_can_be_out_of_order_and_none_of_two() -> None:
    """Two rows that change places may have an order of their own; of three, one that moved is told."""
    few = [FULL[index] for index in (2, 5, 9)]
    rows = [replace(page_row(row), line=number) for number, row in enumerate(few)]
    assert find_all(few[:2], rows[1::-1]) == []
    (finding,) = find_all(few, [rows[2], *rows[:2]])
    assert isinstance(finding, Misplaced)
    assert (finding.row, finding.after) == (few[2], few[1])
    (finding,) = find_all(few, [*rows[1:], rows[0]])
    assert isinstance(finding, Misplaced)
    assert (finding.row, finding.after) == (few[0], None)


@given(st.lists(st.integers(0, 30), unique=True, max_size=12))
def test_the_fewest_rows_are_told_to_move(ranks: list[int]) -> None:
    """No smaller set of rows could move so that all others stay in order."""
    kept = _longest_increasing(ranks)
    left = [rank for position, rank in enumerate(ranks) if position in kept]
    assert left == sorted(left)
    lengths: list[int] = []
    for position, rank in enumerate(ranks):
        before = zip(ranks[:position], lengths, strict=True)
        lengths.append(1 + max((length for other, length in before if other < rank), default=0))
    assert len(kept) == max(lengths, default=0)


def test_a_row_with_a_wrong_name_is_not_looked_up_by_its_phrase() -> None:
    """A row whose code and name nobody has is unknown, whether its phrase is a member's or empty."""
    for phrase in (NOT_FOUND.phrase, ''):
        expected = [replace(row, phrase=phrase) if row is NOT_FOUND else row for row in FULL]
        wrong = replace(page_row(NOT_FOUND), code=499, names=('ZEBRA',), phrase=phrase)
        found = find_all(expected, page(wrong))
        assert sorted(type(finding).__name__ for finding in found) == ['Missing', 'Unknown']


def test_members_may_share_a_code() -> None:
    """An enum whose members share a code is told apart by its names."""
    rows = [StatusRow(code=400, name='BAD_INPUT'), StatusRow(code=400, name='BAD_SYNTAX')]
    shown = frozenset({'code', 'name'})
    written = [PageRow(code=400, names=(row.name,), shown=shown) for row in rows]
    assert find_all(rows, written) == []
    assert find_all(rows, reversed(written)) == []
    (finding,) = find_all(rows, written[:1])
    assert isinstance(finding, Missing)
    assert finding.row == rows[1]


def test_one_row_is_that_of_one_member() -> None:
    """A row with the names or citations of two members is the first one's, and the other has none."""
    rows = [StatusRow(code=400, name='BAD_INPUT'), StatusRow(code=400, name='BAD_SYNTAX')]
    both = PageRow(code=400, names=('BAD_INPUT', 'BAD_SYNTAX'), shown=frozenset({'code', 'name'}))
    changed, missing = find_all(rows, [both])
    assert isinstance(changed, Changed)
    assert (changed.row, changed.page) == (rows[0], 'BAD_SYNTAX')
    assert isinstance(missing, Missing)
    assert missing.row == rows[1]
    cited = page_row(NOT_FOUND).citations + page_row(TOO_LARGE).citations
    unnamed = PageRow(code=499, citations=cited, shown=frozenset({'code', 'citation'}))
    changed, missing = find_all([NOT_FOUND, TOO_LARGE], [unnamed])
    assert isinstance(changed, Changed)
    assert (changed.row, changed.page) == (NOT_FOUND, '499')
    assert isinstance(missing, Missing)
    assert missing.row == TOO_LARGE


def test_what_has_no_citation_in_the_facts_is_not_compared() -> None:
    """Where the facts cite nothing, a page may cite what it likes, and it is told once."""
    rows = [replace(row, citation=None) for row in FULL]
    (finding,) = find_all(rows, page())
    assert not finding.drift
    assert finding.message.startswith(f'what {len(FULL)} rows cite is not compared, because no spec')
    (finding,) = find_all([rows[0], *FULL[1:]], page())
    assert finding.message.startswith('what 1 row cites is not compared')


def test_a_link_that_leads_elsewhere_than_to_an_rfc_is_as_good() -> None:
    """A page may link to its own bibliography."""
    cited = PageCitation(9110, '15.5.5', link=(0, ''))
    assert find_all(FULL, page(replace(page_row(NOT_FOUND), citations=(cited,)))) == []


def test_links_and_sections_are_due_where_others_have_them() -> None:
    """A lost link is drift where most rows have one; else, as without a section, a row is less exact."""
    half = len(FULL) // 2
    assert half * 2 == len(FULL)
    lost = {'link': {'link': None}, 'section': {'section': '', 'link': (0, '')}}
    for what, lacking in lost.items():
        bare = [
            replace(row, citations=(replace(row.citations[0], **lacking),))  # type: ignore[arg-type]
            for row in page()
        ]
        assert find_all(FULL, bare) == []
        for count in (1, half - 1, half, len(FULL) - 1):
            found = find_all(FULL, [*bare[:count], *page()[count:]])
            kind = Changed if what == 'link' and count < half else LessPrecise
            assert [type(finding) for finding in found] == [kind] * count


def test_a_cell_may_cite_one_section_with_links_and_without() -> None:
    """One right link is enough; without one, the finding names the links that are wrong."""
    right, wrong = (9110, '15.5.5'), (9110, '15.5.6')
    for links, told in (
        ((None, right), None),
        ((wrong, right), None),
        ((None, wrong), 'RFC 9110, Section 15.5.6'),
        ((None, None), ''),
    ):
        cited = tuple(PageCitation(9110, '15.5.5', link) for link in links)
        found = find_all(FULL, page(replace(page_row(NOT_FOUND), citations=cited)))
        assert [(finding.field, finding.page) for finding in found] == (  # type: ignore[attr-defined]
            [] if told is None else [('link', told)]
        )


@pytest.mark.parametrize(
    ('link', 'right'),
    [
        ((9110, '15.5.5'), True),
        ((9110, ''), True),
        ((9110, '15.5'), False),
        ((9111, '15.5.5'), False),
        ((9111, ''), False),
        ((0, ''), True),
    ],
    ids=str,
)
def test_a_link_leads_to_the_section_or_the_rfc(link: tuple[int, str], right: bool) -> None:
    """A link to the whole RFC is right; one to another section or another RFC is wrong."""
    cited = PageCitation(9110, '15.5.5', link)
    found = find_all(FULL, page(replace(page_row(NOT_FOUND), citations=(cited,))))
    assert [finding.field for finding in found] == ([] if right else ['link'])  # type: ignore[attr-defined]


def test_a_link_may_name_a_section_where_none_is_cited() -> None:
    """Where the facts cite an RFC as a whole, a link to any of its sections is right."""
    whole = Citation(spec='A Specification', rfc=9110)
    expected = [replace(row, citation=whole) for row in FULL]
    cited = (PageCitation(9110, link=(9110, '2.1')),)
    rows = [replace(row, citations=cited) for row in page()]
    assert find_all(expected, rows) == []


def test_phrases_may_differ_in_case_and_apostrophes() -> None:
    """A typographic apostrophe is none of an author's mistakes, another word is."""
    teapot = next(row for row in FULL if row.code == 418)
    typographic = replace(page_row(teapot), phrase='I\N{RIGHT SINGLE QUOTATION MARK}m a teapot')
    assert find_all(FULL, page(typographic)) == []
    (finding,) = find_all(FULL, page(replace(page_row(teapot), phrase='I am a teapot')))
    assert finding.message == "418: the page says I am a teapot, http.HTTPStatus says I'm a Teapot"


def test_mentions_in_an_example_do_not_make_up_for_a_list() -> None:
    """Where a list has most members, what it lacks is missing, mentioned or not."""
    listed = [Mention(name=row.name, listed=True) for row in FULL if row is not NOT_FOUND]
    example = Mention(name='NOT_FOUND', line=3)
    reading = Reading(place=Place('page.rst'), mentions=(example, *listed))
    (finding,) = find_drift(FULL, reading)
    assert isinstance(finding, Missing)
    assert finding.row is NOT_FOUND


def test_names_beside_those_of_members_are_unknown_where_they_are_listed() -> None:
    """An unknown name is told once in a list half of which are members, not in other lists or prose."""
    members = [Mention(name=row.name, listed=True, group=1) for row in FULL[:20]]
    others = [Mention(name=name, listed=True, group=2) for name in ('YAK', FULL[0].name, 'ZEBRA')]
    names = [*(row.name for row in FULL[1:4]), 'LLAMA', 'TAPIR', 'LLAMA']
    halves = [Mention(name=name, listed=True, group=3) for name in names]
    prose = [Mention(name='GNU', group=1), Mention(name='OKAPI')]
    coded = Mention(name='MOOSE', code=499, listed=True, group=1)
    mentions = (*members, *others, *halves, *prose, coded)
    found = [
        finding
        for finding in find_drift(FULL, Reading(place=Place('page.rst'), mentions=mentions))
        if not isinstance(finding, Missing)
    ]
    assert [(type(finding), finding.text) for finding in found] == [  # type: ignore[attr-defined]
        (Unknown, 'LLAMA'),
        (Unknown, 'TAPIR'),
        (Unknown, '499 MOOSE'),
    ]


def test_a_misspelled_mention_is_the_member_of_its_code_if_that_is_missing() -> None:
    """A name beside a code is that of its member; where that is mentioned too, it is the nearest one."""
    wrong = Mention(name='BAD_GATEWY', code=404, listed=True, line=9)
    for missing, suggestion in ((NOT_FOUND, ''), (None, 'BAD_GATEWAY')):
        others = [Mention(name=row.name, listed=True) for row in FULL if row is not missing]
        reading = Reading(place=Place('page.rst'), mentions=(*others, wrong))
        (finding,) = find_drift(FULL, reading)
        assert isinstance(finding, Changed if missing else Unknown)
        assert finding.suggestion == suggestion


@pytest.mark.parametrize(('count', 'accepted'), [(19, False), (20, True), (60, True)])
def test_a_spelling_is_accepted_beside_plain_names(count: int, accepted: bool) -> None:
    """Names may be spelled otherwise than plainly where at least half as many as the plain ones are."""
    expected = FULL[:60]
    spelled = [replace(page_row(row), names=(f'HTTP_{row.name}',)) for row in expected[:count]]
    found = find_all(expected, [*spelled, *map(page_row, expected[count:])])
    assert len(found) == (0 if accepted else count)


def test_an_unknown_row_leads_to_the_nearest_member() -> None:
    """A row too many whose name is nearly that of a member is told which."""
    extra = PageRow(code=599, names=('NOT_FOUNDED',), shown=frozenset({'code', 'name'}), line=600)
    (finding,) = find_all(FULL, [*page(), extra])
    assert isinstance(finding, Unknown)
    assert (finding.text, finding.suggestion) == ('599 NOT_FOUNDED', 'NOT_FOUND')
    (finding,) = find_all(FULL, [*page(), replace(extra, names=('NOT_FOUNDED', 'ZEBRA'))])
    assert isinstance(finding, Unknown)
    assert (finding.text, finding.suggestion) == ('599 NOT_FOUNDED, ZEBRA', 'NOT_FOUND')


# Time.


def many_rows(count: int) -> list[StatusRow]:
    """Return the rows of an enum that nobody has."""
    citation = Citation(spec='A Specification', rfc=9110, section='1.2')
    return [
        StatusRow(code=1000 + index, name=f'STATE_{index}_NOT_FOUND', phrase='', citation=citation)
        for index in range(count)
    ]


@pytest.mark.parametrize('suffix', ['', 'S'], ids=['right', 'wrong'])
def test_ten_thousand_rows_are_compared_at_once(suffix: str) -> None:
    """Time is linear in rows even if every name is misspelled, whether the enum has them or not."""
    expected = many_rows(10_000)
    rows = [replace(page_row(row), names=(row.name + suffix,)) for row in expected]
    start = time.process_time()
    found = find_all(expected, rows)
    unknown = find_all(FULL, rows)
    assert time.process_time() - start < 8
    assert len(found) == (10_000 if suffix else 0)
    assert len([finding for finding in unknown if isinstance(finding, Unknown)]) == 10_000


def test_ten_thousand_mentions_are_compared_at_once() -> None:
    """Time is linear in mentions, too."""
    expected = many_rows(10_000)
    mentions = tuple(
        Mention(name=row.name + 'S' * (index % 2), code=row.code, listed=True, group=1)
        for index, row in enumerate(expected)
    )
    reading = Reading(place=Place('page.rst'), mentions=mentions)
    start = time.process_time()
    found = list(find_drift(expected, reading))
    assert time.process_time() - start < 8
    assert Counter(map(type, found)) == {Changed: 5_000}


# What is half, and what is most.


@pytest.mark.parametrize(
    ('part', 'whole', 'half', 'most'),
    [
        (0, 0, True, False),
        (0, 1, False, False),
        (1, 1, True, True),
        (1, 2, True, False),
        (2, 3, True, True),
        (1, 3, False, False),
        (49, 99, False, False),
        (50, 99, True, True),
        (50, 100, True, False),
    ],
)
def test_half_is_enough_to_recognize_and_most_to_be_the_norm(
    part: int, whole: int, half: bool, most: bool
) -> None:
    """Half of a whole is at least half of it, and more than half is most of it."""
    assert (is_half(part, whole), is_most(part, whole)) == (half, most)


@pytest.mark.parametrize(
    ('linked', 'expected'), [(0, []), (1, [LessPrecise, LessPrecise]), (2, [Changed]), (3, [])]
)
def test_a_link_is_the_norm_where_most_rows_have_one(linked: int, expected: list[type]) -> None:
    """Of three rows, one that lacks its link is wrong only where the other two have theirs."""
    rows = [row for row in FULL if row.code in {200, 404, 410}]
    written = [
        replace(
            page_row(row),
            citations=tuple(
                replace(cited, link=(cited.rfc, cited.section) if position < linked else None)
                for cited in page_row(row).citations
            ),
        )
        for position, row in enumerate(rows)
    ]
    assert [type(finding) for finding in find_all(rows, written)] == expected


@pytest.mark.parametrize(('wrong', 'expected'), [(1, 1), (2, 2)])
def test_a_column_of_names_is_recognized_by_half_of_them(wrong: int, expected: int) -> None:
    """A table of four rows whose names are wrong in two is compared, and both are told."""
    rows = [row for row in FULL if row.code in {200, 404, 410, 500}]
    names = ['Wrong' if position < wrong else row.name for position, row in enumerate(rows)]
    lines = [f'{row.code} {name:<21} x' for row, name in zip(rows, names, strict=True)]
    rule = '=== ===================== ='
    page_text = '\n'.join([rule, *lines, rule]) + '\n'
    reading = read_address(parse_rst(page_text), None, rows)
    assert len(list(find_drift(rows, reading))) == expected


def test_a_maturity_is_due_where_the_page_has_others() -> None:
    """Who says that one specification is no plain standard says so of all; nobody needs to say it."""
    base = FULL[0].citation
    assert base is not None
    facts = [
        replace(row, citation=replace(base, rfc=9000 + number, maturity='Historic'))
        for number, row in enumerate(FULL[:3])
    ]

    def rows(*maturities: str) -> list[PageRow]:
        return [
            replace(
                page_row(fact), citations=(PageCitation(9000 + number, base.section, maturity=said),)
            )
            for number, (fact, said) in enumerate(zip(facts, maturities, strict=True))
        ]

    assert find_all(facts, rows('', '', '')) == []
    assert find_all(facts, rows('Historic', 'Historic', 'Historic')) == []
    (finding,) = find_all(facts, rows('Historic', '', 'Historic'))
    assert finding.message.endswith(': the page has nothing in parentheses, it should have Historic')
    (finding,) = find_all(facts, rows('Historic', 'Experimental', 'Historic'))
    assert finding.message.endswith(': the page has Experimental, it should have Historic')
    # What stands there in another language is prose.
    assert find_all(facts, rows('Historic', 'Historisch', 'Historic')) == []
