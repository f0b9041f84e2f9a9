"""Which registry an object belongs to, and what follows: real objects, and what resembles them."""

from __future__ import annotations

import json
import re
from enum import Enum, IntEnum
from itertools import combinations
from pathlib import Path

import foreign
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import read_html
from truths import with_packages

from sphinxext.http_status.cli import main
from sphinxext.http_status.facts.agreement import agrees, find_agreements, find_registries
from sphinxext.http_status.facts.citations import find_citation
from sphinxext.http_status.facts.model import StatusRow
from sphinxext.http_status.facts.registry import REGISTRIES, find_registrations
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.table import make_table, require_table
from sphinxext.http_status.page.messages.words import WORDS

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / 'golden'
STATUS, CLOSE, HTTP2 = 'http-status-codes', 'websocket-close-codes', 'http2-error-codes'

#: Objects that belong to no registry, though they share numbers with several.
FREE = [
    'foreign.aiosmtplib_SMTPStatus',
    'foreign.errno_Code',
    'foreign.ftp_Reply',
    'foreign.psycopg_pq_DiagnosticField',
    'foreign.sanic_http_constants_Stage',
    'foreign.signal_Signals',
    'foreign.sip_Status',
    'foreign.socket_AddressFamily',
    'foreign.ssl_AlertDescription',
]
#: Objects that belong to a registry, and the codes that are not cited: of no RFC, or of no registry.
BOUND = {
    'foreign.aioquic_h3_connection_ErrorCode': ('http3-error-codes', []),
    'foreign.h2_errors_ErrorCodes': (HTTP2, []),
    'foreign.httpx_codes': (STATUS, []),
    'foreign.websockets_frames_CloseCode': (CLOSE, [1012, 1013, 1014]),
    'foreign.wsproto_frame_protocol_CloseReason': (CLOSE, [1012, 1013]),
    'http.HTTPMethod': ('http-methods', []),
    'http.HTTPStatus': (STATUS, []),
    'ours_alone.Reply': (STATUS, [499]),
}
#: Such objects of packages, whose tables are in ``golden/objects``,
PACKAGED = {
    'falcon': (STATUS, list(range(700, 800))),
    'rest_framework.status': (STATUS, [509]),
}
#: and a module of two families.
MIXED = 'starlette.status'
IN_PACKAGES = [pytest.param(path, marks=with_packages) for path in (*PACKAGED, MIXED)]

OWN = """\
from enum import IntEnum

class Reply(IntEnum):
    OK = 200
    BAD_REQUEST = 400
    NOT_FOUND = 404
    TOO_MANY_REQUESTS = 429
    CLIENT_CLOSED_REQUEST = 499
"""


@pytest.fixture
def own(tmp_path, monkeypatch):
    """Have a module with an API's own codes."""
    (tmp_path / 'ours_alone.py').write_text(OWN, encoding='utf-8')
    monkeypatch.syspath_prepend(tmp_path)


def table_of(path, **options):
    """Return the table of an object, in which nothing is wrong."""
    release = '3.13' if path == 'http.HTTPStatus' else ''
    return require_table(TableRequest(object=path, release=release, **options))


def rows_of(**members):
    """Return rows with these names and codes."""
    return [StatusRow(code=code, name=name) for name, code in members.items()]


def registry_of(rows, wanted=''):
    """Return the registry of rows of one family, and the notes on it."""
    told = []
    (found,) = find_registries(rows, wanted, 'own.Code', told.append).values()
    return found, [str(note) for note in told]


@pytest.mark.parametrize('path', [*FREE, *BOUND])
@pytest.mark.usefixtures('own')
def test_the_table_is_as_it_was_read_and_found_right(path, capsys):
    """Code, name and citation of each member are those of the file, which a person has read."""
    release = ['--release', '3.13'] if path == 'http.HTTPStatus' else []
    columns = ['--columns', 'code name details', '--format', 'csv']
    assert main(['render', path, *release, *columns]) == 0
    assert capsys.readouterr().out == (GOLDEN / f'{path}.csv').read_text(encoding='utf-8')


def test_every_file_is_that_of_an_object():
    """No file is left from an object that nobody looks at."""
    assert {path.stem for path in GOLDEN.glob('*.*')} == {*FREE, *BOUND}
    assert {f'foreign.{name}' for name in foreign.FILES} == {
        path for path in (*FREE, *BOUND) if path.startswith('foreign.')
    }


@pytest.mark.parametrize('path', FREE)
def test_what_belongs_to_no_registry_has_none_of_its_facts(path):
    """No citation, no class and no word of HTTP is in a table of other codes."""
    table = table_of(path, columns=('code', 'name', 'details'))
    assert len(table.rows) >= 5
    assert {(row.registry, row.citation, row.written) for row in table.rows} == {('', None, '')}
    assert table.registry == ''


@pytest.mark.parametrize('path', [*BOUND, *IN_PACKAGES[:-1]])
@pytest.mark.usefixtures('own')
def test_what_belongs_to_a_registry_is_cited(path):
    """Each member is cited that the registry has with an RFC, as the files of the tools have it."""
    registry, uncited = {**BOUND, **PACKAGED}[path]
    table = table_of(path)
    assert table.registry == registry
    cited = {row.code: (row.citation.rfc, row.citation.section) for row in table.rows if row.citation}
    assert {row.code for row in table.rows} - cited.keys() <= set(uncited)
    assert not cited.keys() & set(uncited)
    assert cited.items() <= known(registry).items()


def known(registry):
    """Return RFC and section of each code of a registry, as the files of the tools have them."""
    if registry == STATUS:
        codes = json.loads((ROOT / 'tools/registry.json').read_text(encoding='utf-8'))['codes']
        return {
            record['code']: (record['specs'][-1]['rfc'], record['specs'][-1]['section'])
            for record in codes
            if record.get('specs')
        }
    registries = json.loads((ROOT / 'tools/registries.json').read_text(encoding='utf-8'))
    (entries,) = [each['entries'] for each in registries if each['id'] == registry]
    return {entry['code']: (entry['rfc'], entry['section']) for entry in entries if entry['rfc']}


@pytest.mark.parametrize('path', IN_PACKAGES[-1:])
def test_a_module_of_two_families_has_both(path):
    """Each family of constants belongs to a registry of its own."""
    table = table_of(path)
    assert {row.name.partition('_')[0]: row.registry for row in table.rows} == {
        'HTTP': STATUS,
        'WS': CLOSE,
    }
    assert table.registry == ''
    assert [row.code for row in table.rows if not row.citation] == [1012, 1013, 1014]


def test_codes_are_written_as_their_registry_writes_them():
    """Codes of HTTP/2 are hexadecimal, and are selected either way."""
    path = 'foreign.h2_errors_ErrorCodes'
    shown = [row.shown_code for row in table_of(path).rows]
    assert shown[:2] + shown[-1:] == ['0x00', '0x01', '0x0d']
    assert [row.code for row in table_of(path, codes='0x0d 1').rows] == [1, 13]


@pytest.mark.parametrize('path', [*FREE, *BOUND, *IN_PACKAGES])
@pytest.mark.usefixtures('own')
def test_what_is_printed_is_found_right_and_what_is_changed_is_found(path, tmp_path, capsys):
    """A page with the table has no drift; with two codes exchanged it has, however codes are written."""
    release = ['--release', '3.13'] if path == 'http.HTTPStatus' else []
    assert main(['render', path, *release]) == 0
    text = capsys.readouterr().out
    page = tmp_path / 'page.rst'
    page.write_text(text, encoding='utf-8')
    assert main(['check', str(page), path, *release]) == 0, capsys.readouterr().out
    codes = [row.shown_code for row in table_of(path).rows]
    first, second = next(pair for pair in combinations(codes, 2) if len(pair[0]) == len(pair[1]))
    swapped = {f'``{first}``': f'``{second}``', f'``{second}``': f'``{first}``'}
    changed = re.sub('|'.join(map(re.escape, swapped)), lambda match: swapped[match[0]], text)
    page.write_text(changed, encoding='utf-8')
    assert main(['check', str(page), path, *release]) == 1
    drift = [line for line in capsys.readouterr().out.splitlines() if ': note: ' not in line]
    assert any(first in line for line in drift)
    assert any(second in line for line in drift)


# The rule.


@pytest.mark.parametrize(
    ('members', 'registry'),
    [
        ({'OK': 200, 'NOT_FOUND': 404, 'TOO_MANY_REQUESTS': 429}, STATUS),
        ({'NotFound': 404, 'BadRequest': 400, 'Conflict': 409}, STATUS),
        ({'HTTP_200_OK': 200, 'HTTP_404_NOT_FOUND': 404, 'HTTP_410_GONE': 410}, STATUS),
        ({'STATUS_OK': 200, 'STATUS_GONE': 410, 'STATUS_FOUND': 302}, STATUS),
        ({'E404_NOT_FOUND': 404, 'E410_GONE': 410, 'E409_CONFLICT': 409}, STATUS),
        ({'REQUEST_ENTITY_TOO_LARGE': 413, 'IM_A_TEAPOT': 418, 'UNPROCESSABLE_ENTITY': 422}, STATUS),
        ({'OK': 200, 'CREATED': 201, 'NOT_FOUND': 404, 'A': 499, 'B': 521, 'C': 599}, STATUS),
        ({'OK': 200, 'CREATED': 201, 'NOT_FOUND': 404, 'GONE': 404}, STATUS),
        ({'HTTP_200': 200, 'HTTP_201': 201, 'HTTP_404': 404}, ''),
        ({'NORMAL_CLOSURE': 1000, 'GOING_AWAY': 1001, 'SERVER_ERROR': 1011}, CLOSE),
        ({'CLOSE_NORMAL': 1000, 'CLOSE_GOING_AWAY': 1001, 'CLOSE_TLS_HANDSHAKE': 1015}, CLOSE),
        ({'HTTP_1_1_REQUIRED': 13, 'NO_ERROR': 0, 'CANCEL': 8}, HTTP2),
        ({'GET': 'GET', 'POST': 'POST', 'PUT': 'PUT'}, 'http-methods'),
        # Too few, too many others, other names, other cases of text, the verbs of something else.
        ({'OK': 200}, ''),
        ({'OK': 200, 'CREATED': 201, 'NOT_FOUND': 404, 'A': 499, 'B': 521, 'C': 599, 'D': 600}, ''),
        ({'OK': 200, 'CREATED': 201, 'NOT_FOUND': 404, 'SERVER_ERROR': 500, 'TEAPOT': 418}, ''),
        ({'USER_NOT_FOUND': 404, 'RATE_LIMITED': 429, 'MAINTENANCE': 503}, ''),
        ({'TRACE': 5, 'INFO': 200, 'ERROR': 400}, ''),
        ({'ER_A': 1000, 'ER_B': 1001, 'ER_C': 1002}, ''),
        ({'GET': 'get', 'POST': 'post', 'PUT': 'put'}, ''),
        ({'COPY': 'COPY', 'MOVE': 'MOVE', 'DELETE': 'DELETE', 'LOCK': 'LOCK'}, ''),
        ({'CREATE': 'CREATE', 'READ': 'READ', 'UPDATE': 'UPDATE', 'DELETE': 'DELETE'}, ''),
        ({'OK': '200', 'NOT_FOUND': '404', 'GONE': '410'}, ''),
        ({'NO_ERROR': 0, 'PROTOCOL_ERROR': 1, 'TIMEOUT': 2}, ''),
    ],
)
def test_codes_and_names_tell(members, registry):
    """An object belongs to the registry that has most of its codes under its names, or to none."""
    assert registry_of(rows_of(**members))[0] == registry


def test_a_phrase_tells_where_a_name_is_but_a_code():
    """``HTTP_404 = '404 Not Found'`` is named by its phrase; a phrase beside a name tells nothing."""
    phrases = {200: 'OK', 404: 'Not Found', 410: 'Gone'}
    rows = [StatusRow(code=code, name=f'HTTP_{code}', phrase=text) for code, text in phrases.items()]
    assert registry_of(rows)[0] == STATUS
    named = [StatusRow(code=code, name=f'X{code}Y', phrase=text) for code, text in phrases.items()]
    assert registry_of(named)[0] == ''


def test_of_two_registries_that_agree_equally_neither_is_right(monkeypatch):
    """A tie says nothing."""
    from sphinxext.http_status.facts import agreement

    rows = rows_of(NO_ERROR=0, CANCEL=8, REFUSED_STREAM=7)
    assert registry_of(rows)[0] == HTTP2
    real = agreement.find_registrations
    monkeypatch.setattr(
        agreement, 'find_registrations', lambda name: real(HTTP2 if name == CLOSE else name)
    )
    assert registry_of(rows)[0] == ''


def test_a_request_may_say_which_registry():
    """A registry that is named holds for codes of any name; only those with its names are cited."""
    rows = rows_of(USER_NOT_FOUND=404, GONE=410, FORBIDDEN=401)
    assert registry_of(rows, STATUS) == (STATUS, [])
    assert registry_of(rows, 'none') == ('', [])
    bound = [StatusRow(code=row.code, name=row.name, registry=STATUS) for row in rows]
    assert [row.name for row in bound if find_citation(row, '9110')] == ['GONE']
    table = table_of('http.HTTPStatus', registry='none')
    assert {row.citation for row in table.rows} == {None}
    assert table.columns == ('code', 'name', 'phrase')


@pytest.mark.parametrize('name', ['http-status', 'HTTP-STATUS-CODES', 'quic', 'x'])
def test_an_unknown_registry_is_told_with_those_that_there_are(name):
    """A registry that does not exist is a problem, and the names tell as if none were named."""
    told = []
    table = make_table(TableRequest(registry=name, release='3.13'), told.append)
    (problem,) = told
    assert problem.subtype.label == 'registry'
    assert f'unknown registry {name!r}' in str(problem)
    assert STATUS in str(problem)
    assert table.registry == STATUS


@pytest.mark.parametrize(
    'members',
    [
        {'OK': 200, 'NOT_FOUND': 404},
        {'OK': 200, 'NOT_FOUND': 404, 'FORBIDDEN': 401},
        {'OK': 200, 'CREATED': 201, 'NOT_FOUND': 404, 'SERVER_ERROR': 500, 'TEAPOT': 418},
        {'OK': 200, 'CREATED': 201, 'NOT_FOUND': 404, 'A': 499, 'B': 521, 'C': 599, 'D': 600},
    ],
)
def test_a_near_miss_is_told(members):
    """What one member keeps from a registry is told, so that citations never vanish silently."""
    registry, notes = registry_of(rows_of(**members))
    assert registry == ''
    (note,) = notes
    assert 'of own.Code are those of the registry http-status-codes' in note
    assert 'say registry http-status-codes if they are its codes, or none if not' in note


@pytest.mark.parametrize('path', [*FREE, *BOUND, *IN_PACKAGES[:-1]])
@pytest.mark.usefixtures('own')
def test_what_clearly_belongs_or_does_not_is_not_told(path):
    """Of an object that is far from a registry, or in one, there is nothing to say."""
    told = []
    require_table(TableRequest(object=path), told.append)
    assert told == []


@given(st.sets(st.sampled_from(sorted(foreign.httpx_codes)), min_size=3))
def test_any_codes_of_http_belong_to_it(members):
    """Three members of an enum of HTTP are enough, whichever they are."""
    assert registry_of([StatusRow(code=int(each), name=each.name) for each in members])[0] == STATUS


@given(st.sets(st.sampled_from(sorted(foreign.sip_Status)), min_size=1))
def test_a_code_of_another_protocol_is_cited_under_the_name_of_http_alone(members):
    """Where a few codes of SIP are taken for those of HTTP, it is because they were taken from there."""
    rows = [StatusRow(code=int(each), name=each.name) for each in members]
    registry, _notes = registry_of(rows)
    for row in rows:
        bound = StatusRow(code=row.code, name=row.name, registry=registry)
        if find_citation(bound, '9110'):
            assert agrees(row, find_registrations(STATUS)[row.code])
            assert row.name not in ('TRYING', 'RINGING', 'BUSY_HERE', 'SERVER_INTERNAL_ERROR')


@given(st.dictionaries(st.text(min_size=1), st.integers() | st.text(), max_size=8))
def test_any_members_may_be_compared(members):
    """Names and codes may be anything."""
    rows = [StatusRow(code=code, name=name) for name, code in members.items()]
    for agreement in find_agreements(rows):
        assert (
            0
            <= agreement.agreeing + agreement.mismatched
            <= agreement.codes
            == len(set(members.values()))
        )
    find_registries(rows, '', 'own.Code', print)


def test_every_registry_has_words_and_a_place_in_the_reference():
    """What a table calls its codes is known for each registry, and the reference lists them all."""
    assert list(WORDS) == ['', *REGISTRIES]
    text = (ROOT / 'docs/reference/registries.rst').read_text(encoding='utf-8')
    assert [name for name in REGISTRIES if f'   * - ``{name}``\n' in text] == list(REGISTRIES)
    assert all(find_registrations(name) for name in REGISTRIES)


# The words of a registry.


def test_methods_have_words_of_their_own(build):
    """A method is called so in the header, in labels, tooltips and the index, and once in a link."""
    page = 'T\n=\n\n:http-status:`GET`\n\n.. http-status-table:: http.HTTPMethod\n'
    built = build({'index.rst': page})
    assert built.warnings == []
    html = built.text()
    (table,) = read_html(html)
    assert table.header == ('Method', 'Enum Name', 'Details')
    assert table.rows[2] == ('GET', 'GET', 'HTTP Semantics RFC 9110, Section 9.3.1')
    assert (
        re.findall(
            r'aria-label="([^"]*)"', html.partition('<main')[0] + html.partition('http-status-scroll')[2]
        )[0]
        == 'HTTP methods'
    )
    assert set(re.findall(r'title="(Link to this [^"]*)"', html[html.index('<table') :])) == {
        'Link to this method'
    }
    assert re.search(r'href="#http-httpmethod-get"[^>]*><span[^>]*>GET</span></a>', html)
    index = built.text('genindex.html')
    assert 'HTTP method' in index
    assert 'GET GET' not in index + html
    assert 'status code' not in index + html[html.index('<table') :]


def test_what_has_no_registry_has_no_words_of_http(build):
    """Codes of SMTP are codes, in labels and in the index."""
    built = build({'index.rst': 'T\n=\n\n.. http-status-table:: two.Smtp\n', 'two.py': TWO})
    assert built.warnings == []
    html, index = built.text(), built.text('genindex.html')
    assert read_html(html)[0].header == ('Code', 'Enum Name')
    assert 'aria-label="Table of codes"' in html
    assert 'status code' not in html + index
    assert '>451 LOCAL_ERROR (two.Smtp)<' in index


@pytest.mark.parametrize('path', IN_PACKAGES[-1:])
def test_a_grouped_table_of_two_registries_has_both(build, path):
    """Classes come first, then the codes of a registry without classes, each below a heading."""
    built = build({'index.rst': f'T\n=\n\n.. http-status-table:: {path}\n   :group:\n'})
    assert built.warnings == []
    headings = [
        cells[0].partition(':')[0] for cells in read_html(built.text())[0].rows if len(cells) == 1
    ]
    assert headings == [
        *[
            '1xx Informational',
            '2xx Successful',
            '3xx Redirection',
            '4xx Client Error',
            '5xx Server Error',
        ],
        'WebSocket close codes',
    ]


@pytest.mark.parametrize(
    ('source', 'columns'),
    [
        (
            '    OK = 200\n    """Fine."""\n    NOT_FOUND = 404\n    GONE = 410\n',
            ('code', 'name', 'details', 'doc'),
        ),
        ('    A = 1\n    """First."""\n    B = 2\n', ('code', 'name', 'doc')),
        ('    A = 1  #: First.\n', ('code', 'name', 'doc')),
        ('    A = 1\n    description = "text"\n', ('code', 'name')),
    ],
)
def test_what_members_say_of_themselves_is_shown(source, columns, tmp_path, monkeypatch):
    """Where members are documented, the default columns show it."""
    name = f'documented{abs(hash(source))}'
    (tmp_path / f'{name}.py').write_text(
        f'from enum import Enum\nclass E(Enum):\n{source}', encoding='utf-8'
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert table_of(f'{name}.E').columns == columns
    table = table_of(f'{name}.E', columns=('code',))
    assert {row.doc for row in table.rows} == {''}


# What a project says of its own.

CITED = """\
object,code,spec,rfc,section,maturity,url
two.Smtp,451,SMTP,5321,4.2.3,,
two.Smtp,250,SMTP,5321,4.2.3,,
two.Smtp,500,,,,,https://example.org/smtp#500
two.Smtp,503,The manual,,,Historic,https://example.org/manual
two.Smtp,211,A book,,,,
"""
TWO = """\
from enum import IntEnum

class Smtp(IntEnum):
    SYSTEM_STATUS = 211
    OK = 250
    LOCAL_ERROR = 451
    SYNTAX = 500
    BAD_SEQUENCE = 503
"""
PAGE = """\
T
=

.. http-status-table:: two.Smtp

.. http-status-table::
   :codes: 451 500
   :release: 3.13
"""


def test_a_citation_is_that_of_one_object(build):
    """What a project cites for one object leaves another on the same page as it is; no RFC is needed."""
    built = build({'index.rst': PAGE, 'two.py': TWO, 'c.csv': CITED}, http_status_citations='c.csv')
    assert built.warnings == []
    own, http = read_html(built.text())
    assert [details for _code, _name, details in own.rows] == [
        'A book',
        'SMTP RFC 5321, Section 4.2.3',
        'SMTP RFC 5321, Section 4.2.3',
        'https://example.org/smtp#500',
        'The manual (Historic)',
    ]
    rfc = 'https://datatracker.ietf.org/doc/html/rfc5321.html#section-4.2.3'
    links = [(), (rfc,), (rfc,), ('https://example.org/smtp#500',), ('https://example.org/manual',)]
    assert own.links == links
    assert [details for _code, _name, details in http.rows] == [
        'An HTTP Status Code to Report Legal Obstacles RFC 7725, Section 3',
        'HTTP Semantics RFC 9110, Section 15.6.1',
    ]


@pytest.mark.parametrize('builder', ['text', 'latex', 'man', 'texinfo', 'gettext', 'http-status'])
def test_a_citation_without_an_rfc_is_written_in_every_format(build, builder):
    """No builder minds a title or an address alone, and the check finds the page right."""
    files = {'index.rst': PAGE, 'two.py': TWO, 'c.csv': CITED}
    built = build(files, builder, http_status_citations='c.csv', man_pages=[('index', 'x', 'x', 'x', 1)])
    assert built.warnings == []


@pytest.mark.parametrize('form', ['rst', 'md', 'csv', 'json'])
def test_a_citation_without_an_rfc_is_rendered_and_checked(form, tmp_path, monkeypatch, capsys):
    """What is printed of it has no drift, and an RFC in its place has."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / 'two.py').write_text(TWO, encoding='utf-8')
    (tmp_path / 'c.csv').write_text(CITED, encoding='utf-8')
    words = ['two.Smtp', '--citations', 'c.csv']
    assert main(['render', *words, '--format', form]) == 0
    text = capsys.readouterr().out
    assert 'The manual' in text
    if form in ('rst', 'md'):
        page = tmp_path / f'page.{form}'
        page.write_text(text, encoding='utf-8')
        assert main(['check', page.name, *words]) == 0
        assert 'https://example.org/manual' in text
        wrong = text.replace('A book', 'A book RFC 1234')
        page.write_text(wrong, encoding='utf-8')
        assert main(['check', page.name, *words]) == 1
        assert '211: the page cites RFC 1234, it should cite A book' in capsys.readouterr().out


def test_a_table_of_no_registry_is_not_grouped(build):
    """Transient failures of SMTP are no client errors: to group them is a warning, and no more."""
    page = 'T\n=\n\n.. http-status-table:: two.Smtp\n   :group:\n'
    built = build({'index.rst': page, 'two.py': TWO})
    assert built.warnings == [
        (
            'index.rst:4: WARNING: no code of two.Smtp has a class of HTTP, '
            'so its rows are not grouped; take group out, or say registry http-status-codes '
            'if they are HTTP status codes [http_status.registry]'
        )
    ]
    assert 'Client Error' not in built.text()
    assert 'http-status-4xx' not in built.text()
    grouped = build({'index.rst': f'{page}   :registry: http-status-codes\n'})
    assert grouped.warnings == []
    assert '4xx Client Error' in grouped.text()
    assert 'http-status-4xx' in grouped.text()


def test_the_builder_that_checks_tells_a_near_miss(build):
    """A table that would be cited with one more code is information of the check too."""
    code = 'from enum import IntEnum\nclass Two(IntEnum):\n    OK = 200\n    GONE = 410\n'
    page = 'T\n=\n\n.. http-status-table:: near.Two\n'
    built = build({'index.rst': page, 'near.py': code}, 'http-status')
    assert built.warnings == []
    assert '2 of the 2 codes of near.Two are those of the registry' in built.text('output.txt')
    settled = build({'index.rst': f'{page}   :registry: none\n'}, 'http-status')
    assert settled.text('output.txt') == ''


class Odd(Enum):
    """Values of two kinds."""

    A = 200
    B = 'GET'


class Small(IntEnum):
    """One code."""

    OK = 200


@pytest.mark.parametrize('enum', [Odd, Small])
def test_small_enums_have_no_registry(enum):
    """A code or two tell nothing, whatever they are."""
    assert registry_of(rows_of(**{each.name: each.value for each in enum})) == ('', [])
