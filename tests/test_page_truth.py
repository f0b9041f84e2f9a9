"""The test that the project exists for: what a page shows is what the interpreter's enum says."""

from __future__ import annotations

import csv
import json
import re
from http import HTTPStatus
from pathlib import Path

import pytest
from building import SEVERAL
from reading import OUTPUTS, READERS, read_man_source, render_man

CITATIONS = Path(__file__).parents[1] / 'sphinxext' / 'http_status' / 'facts' / 'data' / 'citations.csv'
FORMATS = list(READERS)


def introspected():
    """Return the names of each member of the running interpreter's enum, the first one canonical."""
    names: dict[int, list[str]] = {}
    for name, member in HTTPStatus.__members__.items():
        names.setdefault(member.value, []).append(name)
    return names


def cited():
    """Return the citation of each code in the default edition."""
    with CITATIONS.open(encoding='utf-8', newline='') as lines:
        records = [record for record in csv.DictReader(lines) if record['edition'] == '9110']
    return {int(record['code']): citation(record) for record in records}


def citation(record):
    """Return one citation as a reader sees it."""
    section = ', Section ' + record['section'] if record['section'] else ''
    maturity = f' ({record["maturity"]})' if record['maturity'] else ''
    return f'{record["spec"]} RFC {record["rfc"]}{section}{maturity}'


def truth():
    """Return the cells of each row that a page has to show."""
    details = cited()
    rows = []
    for code, (name, *aliases) in introspected().items():
        shown = f'{name} (alias {", ".join(aliases)})' if aliases else name
        rows.append((str(code), shown, details[code]))
    return rows


def differences(expected, actual):
    """Return the positions and contents of the cells in which two tables differ."""
    assert len(expected) == len(actual)
    return [
        (position, column, right, wrong)
        for position, (rights, wrongs) in enumerate(zip(expected, actual, strict=True))
        for column, (right, wrong) in enumerate(zip(rights, wrongs, strict=True))
        if right != wrong
    ]


TABLES = """
Codes
=====

.. http-status-table::

.. http-status-table::
   :columns: code name aliases phrase description
"""


def one_file(built, form):
    """Return the one document that a builder wrote."""
    skipped = {'genindex', 'search'}
    paths = [path for path in built.outdir.glob(f'*{OUTPUTS[form]}') if path.stem not in skipped]
    (path,) = paths
    return path.read_text(encoding='utf-8')


@pytest.fixture(scope='module', params=FORMATS)
def tables(request, build_once):
    """Return the two tables, as read back from what one builder wrote."""
    built = build_once({'index.rst': TABLES}, request.param, **SEVERAL)
    assert built.warnings == []
    return READERS[request.param](one_file(built, request.param))


def test_the_page_equals_the_enum(tables):
    """The codes, names, aliases and citations are those of the running interpreter's enum."""
    assert tables[0].header == ('Code', 'Enum Name', 'Details')
    assert tables[0].rows == truth()


def test_the_page_says_what_the_members_say(tables):
    """Aliases, phrases and descriptions have the words of the members, each in its column."""
    expected = []
    for code, (name, *aliases) in introspected().items():
        member = HTTPStatus(code)
        expected.append((str(code), name, ', '.join(aliases), member.phrase, member.description))
    assert tables[1].header == ('Code', 'Enum Name', 'Aliases', 'Reason Phrase', 'Description')
    assert tables[1].rows == expected


#: Breaks one cell of each table but the first, when the table is there already.
BREAKER = """
import json
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

class Break(SphinxPostTransform):
    default_priority = 6

    def run(self, **kwargs):
        _, *tables = self.document.findall(nodes.table)
        for table, (row, column, old, new) in zip(tables, json.loads(self.config.broken), strict=True):
            (body,) = table.findall(nodes.tbody)
            cell = body[row][column]
            # LaTeX may break a name at its underscores, so its literal holds several texts.
            whole = [node for node in cell.findall(nodes.literal) if shown(node) == old]
            (text,) = whole or [text for text in cell.findall(nodes.Text) if text == old]
            changed = nodes.literal(new, new) if whole else nodes.Text(new)
            text.parent.replace(text, changed)

def shown(node):
    return ''.join(text for text in node.findall(nodes.Text) if not isinstance(text.parent, nodes.raw))

def setup(app):
    app.add_config_value('broken', '', 'env')
    app.add_post_transform(Break)
"""


def broken():
    """Return one change for each kind of cell: its place, and the text before and after."""
    rows = truth()
    codes = [cells[0] for cells in rows]
    changes = [
        (codes.index('404'), 0, '404', '405'),
        (codes.index('404'), 1, 'NOT_FOUND', 'NOT_FUND'),
        (codes.index('425'), 2, 'RFC 8470', 'RFC 8740'),
        (codes.index('421'), 2, '15.5.20', '15.5.21'),
        (codes.index('418'), 2, 'Unused', 'Historic'),
        (0, 2, 'HTTP Semantics', 'HTTP Semantic'),
    ]
    aliased = [(row, names) for row, names in enumerate(introspected().values()) if len(names) > 1]
    for row, (_name, alias) in aliased[:1]:
        changes.append((row, 1, alias, alias + 'S'))
    return changes


@pytest.mark.parametrize('form', FORMATS)
def test_a_broken_cell_is_seen(form, build):
    """For each kind of cell, changing one on its way to the page makes exactly that cell differ."""
    changes = broken()
    page = 'Codes\n=====\n' + '\n.. http-status-table::\n' * (1 + len(changes))
    built = build(
        {'index.rst': page, 'breaker.py': BREAKER},
        form,
        extensions=['sphinxext.http_status', 'breaker'],
        broken=json.dumps(changes),
        http_status_expose_cells=True,
        **SEVERAL,
    )
    whole, *others = READERS[form](one_file(built, form))
    expected = truth()
    assert differences(expected, whole.rows) == []
    assert [differences(expected, table.rows) for table in others] == [
        [(row, column, expected[row][column], expected[row][column].replace(old, new))]
        for row, column, old, new in changes
    ]


LONG = """
from enum import Enum

class Long(Enum):
    THIS_NAME_HAS_FORTY_CHARACTERS_NOT_LESS_ = (599, '网络认证要求' * 4, 'x' * 70)
    AN_ALIAS_AS_LONG_AS_THE_NAME_THAT_IT_IS_ = (599, '网络认证要求' * 4, 'x' * 70)
    ANOTHER_ALIAS_THAT_LEAVES_NOTHING_UNSAID = (599, '网络认证要求' * 4, 'x' * 70)
    hyphenationoflongwordsinlowercaseletters = (600, '認証が必要です', 'short')
    Å = (601, 'é' * 30, 'e\u0301' * 30)
"""
LONG_PAGE = """
Codes
=====

.. http-status-table:: long.Long
   :columns: code name phrase description

.. http-status-table::

.. http-status-table:: long.Long
   :columns: code name aliases
"""
LONG_NAMES = (
    'THIS_NAME_HAS_FORTY_CHARACTERS_NOT_LESS_',
    'AN_ALIAS_AS_LONG_AS_THE_NAME_THAT_IT_IS_',
    'ANOTHER_ALIAS_THAT_LEAVES_NOTHING_UNSAID',
    'hyphenationoflongwordsinlowercaseletters',
)


@pytest.fixture(scope='module', params=['text', 'man'])
def long(request, build_once):
    """Return a page of long names, as it was written, and as its reader sees it."""
    built = build_once({'index.rst': LONG_PAGE, 'long.py': LONG}, request.param, **SEVERAL)
    assert built.warnings == []
    return request.param, one_file(built, request.param)


@pytest.fixture
def visible(long):
    """Return the page of long names as it is seen in a terminal."""
    form, page = long
    return render_man(page, columns=80) if form == 'man' else page


def test_no_identifier_is_split(visible):
    """Every name and alias stands whole on one line, in a manual page of 80 columns too."""
    names = set(HTTPStatus.__members__) | set(LONG_NAMES)
    assert {name for name in names if not re.search(rf'\b{name}\b', visible)} == set()
    assert visible.count(LONG_NAMES[0]) == visible.count(LONG_NAMES[2]) == 2


def test_wide_characters_keep_the_table_in_line(long):
    """Cells with Chinese, Japanese and combined characters are read back whole."""
    form, page = long
    wide = READERS[form](page)[0]
    phrase, description = '网络认证要求' * 4, 'x' * 70
    name = f'{LONG_NAMES[0]} (alias {LONG_NAMES[1]}, {LONG_NAMES[2]})'
    assert wide.rows == [
        ('599', name, phrase, description),
        ('600', LONG_NAMES[3], '認証が必要です', 'short'),
        ('601', 'Å', 'é' * 30, 'e\u0301' * 30),
    ]


def test_manual_pages_are_read_alike_from_their_source(build):
    """The reader of manual pages finds the same table with groff and without."""
    page = one_file(build({'index.rst': TABLES}, 'man', **SEVERAL), 'man')
    assert read_man_source(page)[0].rows == truth()
