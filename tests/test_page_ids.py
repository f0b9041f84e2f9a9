"""The ids of rows: unique in their page, whatever else stands there, and where references lead."""

from __future__ import annotations

import re
from collections import Counter

import pytest

ENUM = 'from enum import IntEnum\nclass {}(IntEnum):\n    {} = 404\n    {} = 410\n'


def ids_of(page):
    """Return each id of a page, and how often it is there."""
    return Counter(re.findall(r'\bid="([^"]+)"', page))


def links_of(page, *texts):
    """Return where the links with these texts lead, inside the page."""
    found = [re.search(rf'href="#([^"]+)"[^>]*>(?:<[^>]*>)*{re.escape(text)}<', page) for text in texts]
    return [match and match[1] for match in found]


@pytest.mark.parametrize(
    'before',
    [
        'HTTP status 404\n---------------\n\nx\n\nAgain\n-----',
        '.. _http-status-404:\n\nA paragraph.',
        '.. container::\n   :name: http-status-404\n\n   x',
        '.. py:data:: x\n\n   .. _http-status-404:\n\n   text',
        '.. figure:: x.png\n   :name: HTTP Status 404\n\n   text',
        '.. http-status-table::\n   :codes: 404\n   :name: http-status-404',
    ],
)
@pytest.mark.parametrize('order', ['before', 'after'])
def test_a_row_gives_way_to_what_the_page_has(build, before, order):
    """A heading, label or name keeps its id; the row has another, and the role leads to it."""
    table = '.. http-status-table::\n   :release: 3.13'
    parts = [before, table] if order == 'before' else [table, before]
    text = '\n\n'.join(['Title\n=====', ':http-status:`404` and :http-status:`GONE`.', *parts, 'End.\n'])
    built = build({'index.rst': text, 'x.png': 'no picture'}, suppress_warnings=['image.not_readable'])
    assert built.warnings == []
    page = built.text()
    assert {name: number for name, number in ids_of(page).items() if number > 1} == {}
    assert ids_of(page)['http-status-404'] == 1
    assert links_of(page, '404 Not Found', '410 Gone') == ['http-status-not-found', 'http-status-410']
    row = page.index('id="http-status-not-found"')
    assert page.index('>NOT_FOUND<', row) - row < 900


@pytest.mark.parametrize(
    ('modules', 'ids'),
    [
        (
            {'проект': ('Коды', 'ФЫ', 'ЖЫ'), 'другой': ('Шифр', 'ФЫ', 'ЖЫ')},
            ['code-404', 'code-row-0'],
        ),
        ({'m': ('E_F', 'A', 'B'), 'm_e': ('F', 'A', 'B')}, ['m-e-f-404', 'm-e-f-a']),
        ({'é': ('E', 'A', 'B'), 'e': ('E', 'A', 'B')}, ['e-e-404', 'e-e-a']),
        ({'a_b': ('C', 'A', 'B'), 'a': ('B_C', 'A', 'B')}, ['a-b-c-404', 'a-b-c-a']),
    ],
)
def test_two_enums_may_have_one_id(build, modules, ids):
    """Names that are equal without their accents, dots and scripts have ids of their own in a page."""
    paths = [f'{module}.{members[0]}' for module, members in modules.items()]
    roles = ' '.join(f':http-status:`x{number} <{path}.404>`' for number, path in enumerate(paths))
    tables = '\n\n'.join(f'.. http-status-table:: {path}' for path in paths)
    files = {f'{module}.py': ENUM.format(*members) for module, members in modules.items()}
    built = build({'index.rst': f'T\n=\n\n{roles}\n\n{tables}\n', **files})
    assert built.warnings == []
    page = built.text()
    assert {name: number for name, number in ids_of(page).items() if number > 1} == {}
    leads = links_of(page, 'x0', 'x1')
    assert len(set(leads)) == 2
    assert all(lead in ids_of(page) for lead in leads)
    assert leads == ids


@pytest.mark.parametrize('builder', ['dirhtml', 'singlehtml', 'latex', 'text', 'epub'])
def test_other_builders_have_such_pages_too(build, builder):
    """A heading with the id of a row is no trouble to any builder."""
    text = 'T\n=\n\nHTTP status 404\n---------------\n\n.. http-status-table::\n\n:http-status:`404`\n'
    built = build({'index.rst': text}, builder, version='1', copyright='ours')
    assert built.warnings == []


def test_ids_stay_when_another_page_is_read(build):
    """A page that is read again has the ids that it had, and others keep theirs."""
    heading = (
        'T\n=\n\nHTTP status 404\n---------------\n\n.. http-status-table::\n\n.. toctree::\n\n   b\n'
    )
    first = build({'index.rst': heading, 'b.rst': 'B\n=\n\n:http-status:`404`\n'})
    assert 'href="index.html#http-status-not-found"' in first.text('b.html')
    second = build({'b.rst': 'B\n=\n\nSee :http-status:`404`\n'})
    assert second.read == {'b'}
    assert 'href="index.html#http-status-not-found"' in second.text('b.html')
    parallel = build(
        {'b.rst': 'B\n=\n\n:http-status:`404`.\n', 'index.rst': f'{heading}\nx\n'}, parallel=2
    )
    assert 'href="index.html#http-status-not-found"' in parallel.text('b.html')
