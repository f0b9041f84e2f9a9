"""The citations, against the registry, the RFC index and the pages of CPython."""

from __future__ import annotations

import csv
import io
import json
import re
import runpy
from pathlib import Path

import pytest

from sphinxext.http_status.facts.citations import EDITIONS, find_citations, read_citations
from sphinxext.http_status.facts.histories.files import find_history
from sphinxext.http_status.facts.model import Citation
from sphinxext.http_status.facts.problems import FactsError, Subtype

ROOT = Path(__file__).parents[1]
STATUS = 'http-status-codes'
SHIPPED = ROOT / 'sphinxext' / 'http_status' / 'facts' / 'data' / 'citations.csv'
REGISTRY = json.loads((ROOT / 'tools' / 'registry.json').read_text(encoding='utf-8'))
CODES = {record['code']: record for record in REGISTRY['codes']}

#: The members of http.HTTPStatus whose code no specification defined before June 2014.
YOUNGER_THAN_2616 = {103, 308, 421, 425, 451}

#: The cells of a row: code, name, title, RFC, section, maturity.
ROW = re.compile(
    r'`*(\d{3})`* +`*(\w+)`* +(.+?) +(?::rfc:`|RFC )(\d+)`?(?:, Section ([\d.]+))?(?: \((\w+)\))?'
)


def _members():
    history = find_history('http.HTTPStatus')
    assert history is not None
    tables = [history.rows(release) for release in history.releases]
    codes = {row.code for rows in tables for row in rows}
    return {code for code in codes if CODES[code]['iana']['state'] != 'temporary'}


#: The status codes of every release's http.HTTPStatus, save those whose registration expires.
MEMBERS = _members()


def _sections(code, rfc):
    """Return the sections of an RFC that define a code."""
    specs = CODES[code].get('specs', ())
    return {spec['section'] for spec in specs if spec['rfc'] == rfc and spec['kind'] == 'definition'}


def _iana(code):
    """Return the RFC and section that IANA gives for a code, the section perhaps empty."""
    references = CODES[code]['iana']['references']
    found = [re.fullmatch(r'\[RFC(\d+)(?:, Section ([\d.]+))?\]', text) for text in references]
    return next((int(match[1]), match[2] or '') for match in found if match)


def in_rfcs(edition):
    """Return the citations of status codes that RFCs define."""
    return {code: it for code, it in find_citations(STATUS, edition).items() if it.rfc is not None}


def test_citations_are_generated():
    """The shipped file is what the tool makes of the registry."""
    output = io.StringIO(newline='')
    runpy.run_path(str(ROOT / 'tools' / 'make_citations.py'))['write'](output)
    assert SHIPPED.read_bytes().decode() == output.getvalue()


def test_citations_are_sorted():
    """The file is ordered by edition, newest first, then by code."""
    with SHIPPED.open(encoding='utf-8', newline='') as lines:
        records = [record for record in csv.DictReader(lines) if record['registry'] == STATUS]
    keys = [(record['edition'], int(record['code'])) for record in records]
    assert keys == sorted(keys, key=lambda key: (EDITIONS.index(key[0]), key[1]))


@pytest.mark.parametrize(
    ('edition', 'codes'),
    [
        ('9110', MEMBERS | {104, 306}),
        ('7231', MEMBERS),
        ('2616', MEMBERS - YOUNGER_THAN_2616 | {306}),
    ],
)
def test_every_code_of_the_time_is_cited(edition, codes):
    """An edition cites each member's code that existed in its time, and no other but 306."""
    assert len(MEMBERS) >= 62
    assert find_citations(STATUS, edition).keys() == codes


def test_every_registered_code_is_cited():
    """Edition 9110 cites what IANA lists; what is temporary says so, and cites no RFC."""
    citations = find_citations(STATUS, '9110')
    assert citations.keys() == CODES.keys()
    temporary = {code for code, record in CODES.items() if record['iana']['state'] == 'temporary'}
    assert temporary == {code for code, it in citations.items() if it.maturity == 'Temporary'}
    assert temporary == {code for code, it in citations.items() if it.rfc is None}
    assert str(citations[104]) == 'Resumable Uploads for HTTP (Temporary)'


@pytest.mark.parametrize('code', sorted(find_citations(STATUS, '9110').keys() - {104}))
def test_edition_in_force_equals_iana(code):
    """Edition 9110 cites the RFC that IANA refers to, and the section where IANA gives one."""
    citation = find_citations(STATUS, '9110')[code]
    rfc, section = _iana(code)
    assert (citation.rfc, citation.section if section else '') == (rfc, section)


@pytest.mark.parametrize('edition', ['9110', '2616'])
def test_sections_are_those_of_the_rfc_texts(edition):
    """Each citation has a section, and it is one in which the text of the RFC defines the code."""
    citations = in_rfcs(edition)
    wrong = {
        code: str(it) for code, it in citations.items() if it.section not in _sections(code, it.rfc)
    }
    assert wrong == {}
    assert all(citation.section for citation in citations.values())


@pytest.mark.parametrize('edition', ['9110', '2616'])
def test_maturity_is_that_of_the_rfc_index(edition):
    """The maturity is the index's where it is no plain standard, or Unused by the RFC's heading."""
    unused = {'9110': {306, 418}, '2616': {306}}[edition]
    expected = {
        code: 'Unused' if code in unused else _maturity(citation.rfc)
        for code, citation in in_rfcs(edition).items()
    }
    assert expected == {code: it.maturity for code, it in in_rfcs(edition).items()}


def _maturity(rfc):
    status = REGISTRY['rfcs'][str(rfc)]['status']
    return status.capitalize() if status in ('EXPERIMENTAL', 'HISTORIC') else ''


def test_unused_codes_are_those_of_iana():
    """Edition 9110 says Unused of exactly the codes that IANA says it of."""
    unused = {code for code, record in CODES.items() if record['iana']['state'] == 'unused'}
    citations = find_citations(STATUS, '9110').items()
    assert unused == {code for code, citation in citations if citation.maturity == 'Unused'}


@pytest.mark.parametrize('edition', EDITIONS)
def test_no_rfc_is_younger_than_the_edition(edition):
    """An edition cites no RFC from after its successor, nor one that 2616 had replaced."""
    end = {'9110': 9999, '7231': 2022, '2616': 2014}[edition]
    rfcs = {citation.rfc for citation in in_rfcs(edition).values()}
    assert [rfc for rfc in rfcs if int(REGISTRY['rfcs'][str(rfc)]['date'][-4:]) > end] == []
    assert 2068 not in rfcs


@pytest.mark.parametrize(('page', 'count'), [('python-3.6-id', 57), ('python-3.7-en', 58)])
def test_edition_7231_equals_the_pages(page, count):
    """Edition 7231 is what the pages of Python 3.6 and 3.7 say, cell by cell."""
    lines = (ROOT / 'tests' / 'seeds' / f'{page}.txt').read_text(encoding='utf-8').splitlines()
    rows = [match.groups(default='') for line in lines if (match := ROW.fullmatch(line))]
    assert len(rows) == len(lines) == count
    citations = find_citations(STATUS, '7231')
    for code, _name, spec, rfc, section, maturity in rows:
        expected = Citation(spec=spec, rfc=int(rfc), section=section, maturity=maturity)
        assert expected == citations[int(code)]


@pytest.mark.parametrize(
    ('code', 'text'),
    [
        (103, 'An HTTP Status Code for Indicating Hints RFC 8297'),
        (418, 'HTCPCP/1.0 RFC 2324, Section 2.3.2'),
        (425, 'Using Early Data in HTTP RFC 8470'),
        (451, 'An HTTP Status Code to Report Legal Obstacles RFC 7725'),
    ],
)
def test_edition_7231_equals_later_pages(code, text):
    """The codes that the pages of Python 3.8 to 3.12 added read as there."""
    assert text == str(find_citations(STATUS, '7231')[code])


@pytest.mark.parametrize(
    ('edition', 'code', 'text'),
    [
        ('9110', 404, 'HTTP Semantics RFC 9110, Section 15.5.5'),
        ('9110', 102, 'WebDAV RFC 2518, Section 10.1'),
        ('9110', 226, 'Delta Encoding in HTTP RFC 3229, Section 10.4.1'),
        ('9110', 418, 'HTTP Semantics RFC 9110, Section 15.5.19 (Unused)'),
        ('9110', 426, 'HTTP Semantics RFC 9110, Section 15.5.22'),
        ('9110', 510, 'An HTTP Extension Framework RFC 2774, Section 7 (Historic)'),
        ('2616', 302, 'HTTP/1.1 RFC 2616, Section 10.3.3'),
        ('2616', 306, 'HTTP/1.1 RFC 2616, Section 10.3.7 (Unused)'),
        ('2616', 418, 'HTCPCP/1.0 RFC 2324, Section 2.3.2'),
        ('2616', 422, 'WebDAV RFC 4918, Section 11.2'),
        ('2616', 426, 'Upgrading to TLS Within HTTP/1.1 RFC 2817, Section 4.2'),
    ],
)
def test_citations_read_as_the_specifications_say(edition, code, text):
    """One code of each kind, as a person looked it up."""
    assert text == str(find_citations(STATUS, edition)[code])


def test_a_citation_leads_to_its_section_or_to_the_whole_rfc():
    """The target of a citation without a section is the RFC, as the rfc role takes it."""
    targets = [find_citations(STATUS, '7231')[code].target for code in (404, 103)]
    assert targets == ['7231#section-6.5.4', '8297']


@pytest.mark.parametrize('edition', ['9111', '', 'RFC 9110'])
def test_unknown_edition(edition):
    """An edition that does not exist is an error that names those that do."""
    with pytest.raises(FactsError, match='use one of ' + ', '.join(EDITIONS)) as caught:
        find_citations(STATUS, edition)
    assert caught.value.problem.subtype is Subtype.EDITION


def test_own_citations(tmp_path):
    """A file may have a mark of byte order, codes that are text or hexadecimal, and columns left out."""
    path = tmp_path / 'citations.csv'
    path.write_text(
        '\ufeffrfc,code,spec,object\n9110, 404 ,HTTP,a.B\n 5789,PATCH,"Patch, really",a.C\n'
        '9114,0x0101,HTTP/3,a.D\n',
        encoding='utf-8',
    )
    assert read_citations(path) == {
        ('a.B', '404'): Citation(spec='HTTP', rfc=9110),
        ('a.C', 'PATCH'): Citation(spec='Patch, really', rfc=5789),
        ('a.D', '257'): Citation(spec='HTTP/3', rfc=9114),
    }


def test_own_citations_need_no_rfc(tmp_path):
    """A row may cite a title, an address, or both; and one code may be that of two objects."""
    path = tmp_path / 'citations.csv'
    path.write_text(
        'object,code,spec,url,maturity\na.B,1,The manual,,\na.B,2,,https://example.org/2,\n'
        'a.B,3,The site,https://example.org/3,Historic\na.C,1,Other,,\n',
        encoding='utf-8',
    )
    assert read_citations(path) == {
        ('a.B', '1'): Citation(spec='The manual'),
        ('a.B', '2'): Citation(url='https://example.org/2'),
        ('a.B', '3'): Citation(spec='The site', url='https://example.org/3', maturity='Historic'),
        ('a.C', '1'): Citation(spec='Other'),
    }
    assert list(map(str, read_citations(path).values())) == [
        'The manual',
        'https://example.org/2',
        'The site (Historic)',
        'Other',
    ]


HEADER = b'object,code,spec,rfc,section,maturity,url\n'
BROKEN = {
    'empty': (b'', 'it has no column object, code'),
    'no header': (b'a.B,404,HTTP,9110,1,\n', 'it has no column'),
    'no object': (b'code,spec,rfc\n404,HTTP,9110\n', 'it has no column object; each row is for one'),
    'short row': (HEADER + b'a.B,404\n', 'row 1: it cites nothing; give a spec'),
    'long row': (HEADER + b'a.B,404,HTTP,9110,15.5.5,,,more\n', 'row 1: it has more cells'),
    'blank code': (HEADER + b'a.B,404,HTTP,9110\na.B, ,HTTP,9110\n', 'row 2: it has no code'),
    'blank object': (HEADER + b',404,HTTP,9110\n', 'row 1: it has no object'),
    'RFC alone': (HEADER + b'a.B,404,,9110\n', 'row 1: it cites nothing'),
    'RFC and url': (
        HEADER + b'a.B,404,,9110,,,https://example.org\n',
        'row 1: it has an rfc without a spec',
    ),
    'section alone': (HEADER + b'a.B,404,HTTP,,15\n', 'row 1: it has a section without an rfc'),
    'a script': (
        HEADER + b'a.B,404,HTTP,,,,javascript:alert(1)\n',
        'row 1: the url .* is none',
    ),
    'a path': (HEADER + b'a.B,404,HTTP,,,,/docs/404\n', 'row 1: the url .* is none'),
    'markup': (HEADER + b'a.B,404,HTTP,,,,https://x/`<a>\n', 'row 1: the url .* is none'),
    'RFC is a text': (HEADER + b'a.B,404,HTTP,RFC 9110\n', "row 1: the RFC 'RFC 9110' is no number"),
    'RFC is negative': (HEADER + b'a.B,404,HTTP,-1\n', "the RFC '-1' is no number"),
    'RFC is endless': (HEADER + b'a.B,404,HTTP,' + b'9' * 5000 + b'\n', 'row 1: '),
    'code twice': (
        HEADER + b'a.B,404,X,9110\na.B,404,Y,7231\n',
        'row 2: the code 404 of a.B is there',
    ),
    'no UTF-8': (HEADER + b'a.B,404,HTTP\xff,9110\n', 'codec'),
    'UTF-16': ('code,spec,rfc\n'.encode('utf-16'), 'codec'),
    'endless cell': (HEADER + b'a.B,404,"' + b'x' * 200_000, 'field larger than field limit'),
}


@pytest.mark.parametrize(('content', 'message'), BROKEN.values(), ids=BROKEN)
def test_broken_citations(tmp_path, content, message):
    """A file that holds no citations is an error that names the file and the row."""
    path = tmp_path / 'citations.csv'
    path.write_bytes(content)
    with pytest.raises(FactsError, match=message) as caught:
        read_citations(path)
    assert caught.value.problem.subtype is Subtype.CITATIONS
    assert f'cannot read citations from {path}: ' in str(caught.value)


def test_missing_citations(tmp_path):
    """A file that is not there, or that is a folder, is the same kind of error."""
    for path in (tmp_path / 'missing.csv', tmp_path):
        with pytest.raises(FactsError) as caught:
            read_citations(path)
        assert caught.value.problem.subtype is Subtype.CITATIONS
