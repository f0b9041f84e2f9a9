"""Fresh, incremental and parallel builds of one project give the same files, without a warning."""

from __future__ import annotations

import pickle

import pytest

pytestmark = pytest.mark.sphinx

EARLIER = (
    '"""Replies."""\nfrom enum import IntEnum\n\n\nclass Reply(IntEnum):\n    """What is replied.\n\n'
    '    .. http-status-table:: agreeing.Reply\n       :codes: 404\n       :no-index:\n    """\n\n'
    '    OK = 200\n    NOT_FOUND = 404\n    """Nobody knows."""\n'
)
#: The module and the pages as they are in the end, and as they were before.
LATER = f'{EARLIER}    MISSING = 404\n    GONE = 410\n    """Gone for good."""\n'
TABLE = '.. http-status-table:: agreeing.Reply\n   :columns: code name doc\n   :caption: All replies\n'
PAGES = {
    # That of Sphinx lists the methods of integers, which no page describes.
    'templates/autosummary/class.rst': (
        '{{ fullname | escape | underline }}\n\n.. currentmodule:: {{ module }}\n\n'
        '.. autoclass:: {{ objname }}\n'
    ),
    'index.rst': (
        'All\n===\n\n.. toctree::\n   :maxdepth: 3\n   :numbered:\n\n   api\n   table\n   selection\n'
        '   roles\n\n.. autosummary::\n   :toctree: generated\n\n   agreeing.Reply\n'
    ),
    'api.rst': 'API\n===\n\n.. automodule:: agreeing\n   :members:\n   :no-index:\n',
    'table.rst': f'Table\n=====\n\n{TABLE}\n:py:attr:`agreeing.Reply.GONE`.\n',
    'selection.rst': (
        'Selection\n=========\n\n.. http-status-table::\n   :group:\n\n'
        '   :404: The user is unknown [#f]_.\n   :GONE: The user was deleted.\n   :5xx: Ours.\n'
        '\n.. [#f] Or was never there.\n'
    ),
    'roles.rst': (
        'On :http-status:`404`\n=====================\n\n:http-status:`agreeing.Reply.410`\n'
        '---------------------------------\n\n:any:`agreeing.Reply.MISSING`, :doc:`roles`.\n'
    ),
}
BEFORE = {
    **PAGES,
    'selection.rst': 'Selection\n=========\n\n.. http-status-table::\n   :codes: 200\n',
    'table.rst': 'Table\n=====\n\nNothing.\n',
    'roles.rst': 'On nothing\n==========\n',
}
CONF = {
    'extensions': [
        'sphinx.ext.autodoc',
        'sphinx.ext.autosummary',
        'sphinxext.http_status',
    ],
    'nitpicky': True,
    'templates_path': ['templates'],
    'exclude_patterns': ['templates'],
    'numfig': True,
    'latex_documents': [('index', 'all.tex', 'All', 'Somebody', 'manual')],
    'latex_elements': {'releasename': 'R'},
    'html_last_updated_fmt': None,
    'today': 'today',
}


def written(built):
    """Return what readers get of a build: its files without the index for search, which has an order."""
    return {
        name: content for name, content in built.files().items() if not name.startswith('searchindex')
    }


@pytest.mark.parametrize('builder', ['html', 'latex', 'text'])
def test_builds_agree(build, builder, tmp_path):
    """Pages, books and texts are the same whatever was built before, and in how many processes."""
    from building import build as build_in

    files = {**PAGES, 'agreeing.py': LATER}
    fresh = build(files, builder, **CONF)
    assert fresh.warnings == []
    expected = written(fresh)
    assert any(b'410 GONE' in content for content in expected.values())
    parallel = build_in(tmp_path / 'parallel', files, builder, parallel=2, **CONF)
    assert parallel.warnings == []
    assert written(parallel) == expected
    again = tmp_path / 'again'
    before = build_in(again, {**BEFORE, 'agreeing.py': EARLIER}, builder, **CONF)
    assert before.warnings == []
    for jobs in (0, 2):
        warm = build_in(again, files, builder, parallel=jobs, **CONF)
        assert warm.warnings == []
        assert written(warm) == expected


def test_what_other_code_kept_is_read_anew(build, tmp_path):
    """Where nobody can unpickle what an earlier build kept, the pages with tables are read again."""
    pages = {'index.rst': f'Title\n=====\n\n{TABLE}', 'prose.rst': ':orphan:\n\nProse.\n'}
    built = build({**pages, 'agreeing.py': LATER})
    assert built.read == {'index', 'prose'}
    shown = built.text()
    path = tmp_path / 'doctrees-html' / 'environment.pickle'
    env = pickle.loads(path.read_bytes())
    env.domaindata['http-status']['kept'].__setstate__(b'\x80\x04cno.such.module\nName\n.')
    path.write_bytes(pickle.dumps(env))
    built = build({})
    assert built.warnings == []
    assert built.read == {'index'}
    assert built.text() == shown
