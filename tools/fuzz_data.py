"""What is rendered: histories, citations and records, of which most are right and some are anything."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from sphinxext.http_status.page.text import FORMATS
from tools.fuzz_inputs import ODD, anything, changed, joined, pieces, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

FORMATTED = st.sampled_from([*FORMATS]).map(lambda form: ('--format', form))
NAMED = st.sampled_from(['code', 'name', 'aliases', 'phrase', 'description', 'since', 'details', 'doc'])
COLUMNED = st.one_of(
    st.lists(NAMED, min_size=1, max_size=4, unique=True),
    st.lists(NAMED | st.sampled_from(['hint', 'name.x', 'retry', '__class__']), max_size=4),
).map(lambda names: ('--columns', ' '.join(names)))
CHOSEN = st.sampled_from(
    [('--codes', '404'), ('--codes', '4xx !410'), ('--code', 'name'), ('--registry', 'none')]
)
#: Words behind what is rendered; most of them are right, so that what is rendered is read to its end.
options = st.one_of(
    FORMATTED,
    st.tuples(FORMATTED, COLUMNED).map(lambda each: each[0] + each[1]),
    st.tuples(FORMATTED, COLUMNED, CHOSEN).map(lambda each: each[0] + each[1] + each[2]),
)

KEYS = pieces(
    r"""
object ¦ releases ¦ members ¦ code ¦ name ¦ aliases ¦ phrase ¦ description ¦ status ¦ 404 ¦
status_code ¦ title ¦ 1.0 ¦ 1.1 ¦ 2.0 ¦ E1 ¦ retry ¦ __class__ ¦ NOT_FOUND
"""
)
keys = st.sampled_from(KEYS) | anything
leaves: SearchStrategy[Any] = st.one_of(
    *(st.none(), st.booleans(), st.integers(-9, 999), st.integers(), st.floats(), keys),
    st.sampled_from([*ODD, 10**400, 0.1, 404.0, '0x01', '404 Not Found', '=1', '<b>']),
)
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4)
)
JSON = pieces(
    r"""
{ ¦ } ¦ [ ¦ ] ¦ : ¦ , ¦ " ¦ "code" ¦ null ¦ true ¦ NaN ¦ -Infinity ¦ 1e9999
"""
)

RELEASES = ['1.0', '1.1', '2.0']
codes: SearchStrategy[Any] = (
    st.integers(400, 420) | st.sampled_from(['E1', 'E2', '404', '0x01', '404 Gone']) | anything
)
names = st.sampled_from(['GONE', 'NOT_FOUND', 'LOST', '_x', 'two words']) | anything.filter(bool)


def by_release(inner: SearchStrategy[Any]) -> SearchStrategy[dict[str, Any]]:
    """Return what a history says of a field."""
    return st.dictionaries(st.sampled_from(RELEASES), inner, max_size=3)


record: SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {'code': codes, 'name': by_release(st.none() | names)},
    optional={
        'aliases': by_release(st.lists(names, max_size=2)),
        'phrase': by_release(keys),
        'description': by_release(keys),
    },
)


def _code_of(member: Any) -> str:
    return repr(member['code'])


right_history = st.fixed_dictionaries(
    {
        'object': st.just('shop.Error'),
        'releases': st.permutations(RELEASES),
        'members': st.lists(record, max_size=5, unique_by=_code_of),
    }
)
odd_history = st.fixed_dictionaries(
    {
        'object': st.just('shop.Error') | values,
        'releases': st.just(RELEASES) | st.lists(keys) | values,
        'members': st.lists(record | values, max_size=5) | values,
    }
)
HISTORY: dict[str, Any] = {
    'object': 'shop.Error',
    'releases': RELEASES,
    'members': [
        {'code': 1, 'name': {'1.0': 'LOST', '2.0': None}, 'phrase': {'1.0': 'Nobody knows where it is'}},
        {'code': 'E2', 'name': {'1.1': 'GONE', '2.0': 'AWAY'}, 'aliases': {'2.0': ['GONE']}},
    ],
}
histories = st.tuples(
    (right_history | odd_history | values).map(json.dumps)
    | changed([json.dumps(HISTORY)], [*JSON, '[' * 9999]),
    st.sampled_from(['http.HTTPStatus', 'shop.Error=codes.json', 'codes.json', 'shop.Error', '']),
    options,
    st.sampled_from([(), *(('--release', each) for each in (*RELEASES, '9'))]),
)

PLACES = [
    *('[{"code": "E1001", "name": "LOST", "phrase": "It is lost", "retry": true}, {"code": 404}]',),
    *(
        '{"404": "Not Found", "410": {"name": "GONE", "retry": {"after": [1]}}, "E1": null}',
        '{"GONE": 410}',
    ),
    '[404, "GONE"]',
]
records = st.fixed_dictionaries(
    {'code': codes}, optional={'name': names, 'phrase': keys, 'retry': values}
)
places = st.tuples(
    st.one_of(
        st.lists(records, min_size=1, max_size=5).map(json.dumps),
        st.dictionaries(names, records | codes, min_size=1, max_size=5).map(json.dumps),
        st.dictionaries(keys, values, max_size=5).map(json.dumps),
        st.lists(st.dictionaries(keys, values, max_size=5)).map(json.dumps),
        values.map(json.dumps),
        changed(PLACES, [*JSON, '[' * 9999], 3),
    ),
    options,
)


def written(rows: Sequence[Sequence[object]]) -> str:
    """Return rows as CSV."""
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue()


def csv_of(head: Sequence[str], *cells: SearchStrategy[Any]) -> SearchStrategy[str]:
    """Return CSV below a head that is right."""
    return st.lists(st.tuples(*cells), max_size=6).map(lambda rows: written([head, *rows]))


CSV = pieces(
    r"""
, ¦ ; ¦ " ¦ "" ¦ ⏎ ¦ code ¦ name ¦ code,name ¦ "a⏎b" ¦ ,,, ¦ status,phrase ¦ https://a.b
"""
)
TABLES = ['code,name,phrase\n404,NOT_FOUND,"Not, Found"\nE1,GONE,\n', 'Status;Name\n1;A\n', table('csv')]
coded = csv_of(['code', 'name', 'phrase', 'x'], codes, names, keys, keys)
tables = st.tuples(coded | changed(TABLES, CSV, 3) | joined(CSV, ','), options)
FIELDS = ['object', 'code', 'spec', 'rfc', 'section', 'maturity', 'url']
HEAD = ','.join(FIELDS) + '\n'
CITED = [
    HEAD
    + 'http.HTTPStatus,404,Our Book,9110,1.2,Draft,https://example.org\nhttp.HTTPStatus,410,X,,,,\n',
    HEAD + 'http.HTTPStatus,E1,,,,,https://example.org/a_b\n',
]
CITING = (
    *CSV,
    HEAD,
    'http.HTTPStatus,404,',
    'http.HTTPStatus',
    '9110',
    'https://[',
    'http://x',
    'Historic',
)
URLS = [
    '',
    'https://example.org',
    'http://x/y#z',
    'https://[',
    'https://\u202e',
    'https://x:99999999/%',
]
sections = st.sampled_from(
    [('', ''), ('9110', ''), ('9110', '15.5.5'), ('1', 'A'), ('٣', '\x1b'), ('9' * 50, '')]
)
cited_rows = st.tuples(
    st.sampled_from(['http.HTTPStatus', 'http.HTTPStatus', 'http:HTTPStatus', 'shop.Error']),
    st.integers(400, 417),
    names,
    sections,
    st.sampled_from(['', 'Historic', 'Draft', '<b>']),
    st.sampled_from(URLS),
).map(lambda row: [*row[:3], *row[3], *row[4:]])
cited = st.lists(cited_rows, max_size=4, unique_by=lambda row: str(row[1])).map(
    lambda rows: written([FIELDS, *rows])
)
citations = st.tuples(cited | changed(CITED, CITING, 2) | joined(CITING, ','), options)
