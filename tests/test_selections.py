"""Selections whose rows can be linked to, without a table of all members anywhere."""

from __future__ import annotations

import re

import pytest
from building import SEVERAL

SELECTION = '.. http-status-table::\n   :release: 3.13\n   :codes: {codes}\n'
ROLES = 'R\n=\n\n:http-status:`404` :http-status:`CONFLICT` :py:attr:`http.HTTPStatus.GONE`\n'


def page(*codes, title='T'):
    """Return a page with a selection for each text of codes."""
    tables = '\n'.join(SELECTION.format(codes=each) for each in codes)
    return f':orphan:\n\n{title}\n=\n\n{tables}'


def links_of(built, name='r.html'):
    """Return where the references of a page lead, by their text."""
    found = re.findall(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', built.text(name))
    return {re.sub('<[^>]*>', '', text): address for address, text in found}


def ids_of(built, name):
    """Return the ids of the rows of a page."""
    return re.findall(r'id="(http-status-[^"]+)"', built.text(name))


@pytest.mark.parametrize('parallel', [0, 2])
def test_roles_lead_to_a_selection(build, parallel):
    """An API documents the codes that it sends, and its pages link to them."""
    built = build({'index.rst': page('404 409 410'), 'r.rst': f':orphan:\n\n{ROLES}'}, parallel=parallel)
    assert built.warnings == []
    links = links_of(built)
    assert links['404 Not Found'] == 'index.html#http-status-404'
    assert links['409 Conflict'] == 'index.html#http-status-409'
    assert links['http.HTTPStatus.GONE'] == 'index.html#http-status-410'
    assert ids_of(built, 'index.html') == ['http-status-404', 'http-status-409', 'http-status-410']


def test_the_first_selection_that_shows_a_row_has_it(build):
    """Of two selections, the later one owns what the earlier one lacks, and links to it for the rest."""
    files = {'index.rst': page('404 409'), 'b.rst': page('409 410'), 'r.rst': f':orphan:\n\n{ROLES}'}
    built = build(files, **SEVERAL)
    assert built.warnings == []
    links = links_of(built)
    # The order of the names of documents decides.
    assert links['409 Conflict'] == links_of(built, 'index.html')['409'] == 'b.html#http-status-409'
    assert links['http.HTTPStatus.GONE'] == 'b.html#http-status-410'
    assert links['404 Not Found'] == 'index.html#http-status-404'
    index = built.text('genindex.html')
    assert index.count('>409 Conflict<') == 1


def test_two_selections_on_a_page_have_ids_of_their_own(build):
    """Each row has an id that nothing else on its page has, and the first is linked to."""
    built = build({'index.rst': page('404 409', '409 410'), 'r.rst': f':orphan:\n\n{ROLES}'})
    assert built.warnings == []
    ids = ids_of(built, 'index.html')
    assert len(ids) == len(set(ids)) == 4
    assert links_of(built)['409 Conflict'] == 'index.html#http-status-409'
    assert links_of(built, 'index.html')['409'] == '#http-status-409'


def test_ids_stay_when_another_page_comes(build):
    """A table of all members takes over the references, and the ids of the selection stay."""
    built = build({'index.rst': page('404 409 410'), 'r.rst': f':orphan:\n\n{ROLES}'})
    before = ids_of(built, 'index.html')
    full = build({'a.rst': ':orphan:\n\nA\n=\n\n.. http-status-table::\n   :release: 3.13\n'})
    assert full.warnings == []
    assert full.read == {'a'}
    assert ids_of(full, 'index.html') == before
    assert links_of(full)['404 Not Found'] == 'a.html#http-status-404'
    assert links_of(full, 'index.html')['404'] == 'a.html#http-status-404'
    gone = build({'a.rst': ':orphan:\n\nA\n=\n'})
    assert gone.warnings == []
    assert links_of(gone)['404 Not Found'] == 'index.html#http-status-404'


def test_a_selection_without_an_index_has_no_targets(build):
    """``:no-index:`` says that a selection is not to be linked to."""
    hidden = page('404 409 410') + '   :no-index:\n'
    built = build({'index.rst': hidden, 'r.rst': f':orphan:\n\n:http-status:`404`\n\n{ROLES[:0]}'})
    (warning,) = built.warnings
    assert "no http-status-table has a status code or member '404'" in warning
    assert ids_of(built, 'index.html') == []


@pytest.mark.parametrize(
    'builder', ['singlehtml', 'dirhtml', 'epub', 'latex', 'text', 'man', 'texinfo', 'gettext']
)
def test_other_builders_have_them_too(build, builder):
    """Where documents are joined, ids are unique all the same."""
    home = 'T\n=\n\n.. toctree::\n\n   b\n   c\n\n' + SELECTION.format(codes='404 409')
    files = {'index.rst': home, 'b.rst': page('404 410').replace(':orphan:\n\n', ''), 'c.rst': ROLES}
    built = build(files, builder, version='1', copyright='ours')
    assert built.warnings == []
    if builder == 'singlehtml':
        ids = ids_of(built, 'index.html')
        assert sorted(ids) == sorted({*ids})
        assert links_of(built, 'index.html')['409 Conflict'] == '#http-status-409'


def test_the_inventory_has_the_rows_of_selections(build):
    """Other projects reach the rows too."""
    built = build({'index.rst': page('404 409')})
    names = {name for name, *_rest in built.env.get_domain('http-status').get_objects()}
    assert {'http.HTTPStatus.404', 'http.HTTPStatus.CONFLICT', '404'} <= names
    assert 'http.HTTPStatus.410' not in names
