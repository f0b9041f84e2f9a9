"""``sphinx-build -b http-status``: what readers get, page by page and language by language."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from building import SEVERAL
from catalogs import write_catalog

import sphinxext.http_status as package

pytestmark = pytest.mark.sphinx

ROOT = Path(package.__file__).parents[2]

GENERATED = 'Title\n=====\n\n.. http-status-table::\n'

#: The row of 404 stands on line 12.
HAND_WRITTEN = """\
Codes
=====

Here is ``NOT_FOUND`` in a sentence.

.. _codes:

======= ============= ==========================================
Code    Name          Details
======= ============= ==========================================
``200`` ``OK``        HTTP Semantics :rfc:`9110`, Section 15.3.1
``404`` ``NOT_FOUND`` HTTP Semantics :rfc:`9110`, Section 15.5.5
``410`` ``GONE``      HTTP Semantics :rfc:`9110`, Section 15.5.11
======= ============= ==========================================

Another section
---------------

Nothing here.
"""
WANTED = ('http.HTTPStatus', {'codes': '200 404 410', 'release': '3.8'})
CHECKED = {'http_status_tables': {'index#codes': WANTED}}
WRONG = HAND_WRITTEN.replace('``NOT_FOUND`` HTTP', '``NOT_FOUMD`` HTTP')
FINDING = (
    '404: the page says NOT_FOUMD, this selection from http.HTTPStatus has no such member; '
    'did you mean NOT_FOUND?'
)
WARNING = f'index.rst:12: WARNING: {FINDING} [http_status.drift]'


def check(build, files, **conf):
    """Run the builder."""
    return build(files, 'http-status', **conf)


def records(built):
    """Return what the builder wrote for programs, one record per line."""
    return [json.loads(line) for line in built.text('output.json').splitlines()]


def sphinx_build(folder, *words):
    """Run Sphinx as people do, and return the process that has ended."""
    return subprocess.run(
        [sys.executable, '-m', 'sphinx', '-b', 'http-status', *words, '.', 'out'],
        cwd=folder,
        env={**os.environ, 'PYTHONPATH': str(ROOT), 'NO_COLOR': '1', 'PYTHONUTF8': '1'},
        capture_output=True,
        encoding='utf-8',
        check=False,
    )


def write_project(folder, page, **conf):
    """Write a project of one page."""
    lines = [f'{name} = {value!r}\n' for name, value in conf.items()]
    (folder / 'conf.py').write_text("extensions = ['sphinxext.http_status']\n" + ''.join(lines))
    (folder / 'index.rst').write_text(page, encoding='utf-8')


# What agrees.


@pytest.mark.parametrize(
    'options',
    [
        '',
        ':release: 3.6\n   :edition: 7231',
        ':edition: 2616',
        ':codes: 4xx !418\n   :columns: name phrase code since aliases',
        ':group:\n   :columns: code name phrase details description',
        ':caption: Codes\n   :name: here\n   :notes: none\n   :widths: 1 2 3',
        ':codes: 418',
    ],
)
def test_generated_tables_agree(build, options):
    """Whatever a generated table shows, the builder finds it right."""
    built = check(build, {'index.rst': f'{GENERATED}   {options}\n'})
    assert (built.warnings, built.text('output.txt'), records(built)) == ([], '', [])


def test_tables_of_other_objects_agree(build):
    """Methods, enums of a project and modules of constants are right too."""
    files = {
        'index.rst': 'Title\n=====\n\n'
        + ''.join(
            f'.. http-status-table:: {name}\n\n' for name in ('http.HTTPMethod', 'own.Job', 'own2')
        ),
        'own.py': 'import enum\nclass Job(enum.Enum):\n    NEW = "new"\n    OLD = DONE = "old"\n',
        'own2.py': "HTTP_404 = '404 Not Found'\nHTTP_NOT_FOUND = HTTP_404\nHTTP_410 = '410 Gone'\n",
    }
    assert check(build, files).warnings == []


def test_two_full_tables_and_a_selection_agree(build):
    """Tables that own no targets, and link to those that do, are right as well."""
    files = {
        'index.rst': GENERATED + '\n.. http-status-table::\n   :codes: 404\n',
        'other.rst': ':orphan:\n\n' + GENERATED,
    }
    assert check(build, files, **SEVERAL).warnings == []


def test_a_right_table_by_hand_agrees(build):
    """An address where page and code agree is silent."""
    assert check(build, {'index.rst': HAND_WRITTEN}, **CHECKED).warnings == []


def test_nobody_is_asked_about_other_tables(build):
    """A table by hand that no address names is not checked."""
    assert check(build, {'index.rst': WRONG}).warnings == []


# What does not.


def test_drift_is_a_warning_at_its_row(build):
    """The warning names the file and the line of the row, and has our type and subtype."""
    assert check(build, {'index.rst': WRONG}, **CHECKED).warnings == [WARNING]


def test_drift_is_written_for_people_and_for_programs(build):
    """``output.txt`` has a line per finding, ``output.json`` an object per line."""
    built = check(build, {'index.rst': WRONG}, **CHECKED)
    assert built.text('output.txt') == f'index:12: {FINDING}\n'
    assert records(built) == [
        {
            'docname': 'index',
            'filename': 'index.rst',
            'lineno': 12,
            'fragment': 'codes',
            'kind': 'changed',
            'drift': True,
            'message': FINDING,
        }
    ]


def test_information_is_no_warning(build):
    """A known alias is written to both files, and warns of nothing."""
    tables = {'index#codes': ('http.HTTPStatus', {'codes': '413', 'release': '3.13'})}
    built = check(build, {'index.rst': alias_page()}, http_status_tables=tables)
    assert built.warnings == []
    assert [(record['kind'], record['drift']) for record in records(built)] == [('knownalias', False)]
    assert 'an alias of CONTENT_TOO_LARGE' in built.text('output.txt')


def test_a_table_without_codes_and_names_is_told_to_be_left_out(build):
    """What a table of phrases shows belongs to no row that it could be compared with."""
    built = check(build, {'index.rst': f'{GENERATED}   :columns: phrase details\n'})
    assert (built.warnings, built.text('output.txt')) == (
        [],
        'index:4: this table shows neither codes nor names\n',
    )


def alias_page():
    """Return a page with one row that has the old name of a member."""
    name = 'REQUEST_ENTITY_TOO_LARGE'
    return f'T\n=\n\n.. _codes:\n\n=== {"=" * 24}\n413 {name}\n=== {"=" * 24}\n'


@pytest.mark.parametrize(
    ('address', 'wanted', 'message'),
    [
        (
            'nowhere',
            'http.HTTPStatus',
            'nowhere: there is no document of this name; correct its address',
        ),
        ('index#code', WANTED, "no section or table with the id 'code'; did you mean 'codes'?"),
        ('index#another-section', WANTED, 'there is no status code here'),
        ('index#codes', 'http.HTTPStatu', "http has no HTTPStatu; did you mean 'HTTPStatus'?"),
        ('index#codes', ('http.HTTPStatus', {'release': '2.7'}), "does not know release '2.7'"),
        ('index#codes', ('http.HTTPStatus', {'edition': '1'}), "unknown edition '1'"),
        (
            'index#codes',
            ('http.HTTPStatus', {'codes': '404 999'}),
            "no status code or member matches '999'",
        ),
    ],
)
def test_an_address_that_cannot_be_checked_is_drift(build, address, wanted, message):
    """A wrong document, id or request is one warning each, and never silence."""
    built = check(build, {'index.rst': HAND_WRITTEN}, http_status_tables={address: wanted})
    assert len(built.warnings) == len(records(built)) == 1
    assert message in built.warnings[0]
    assert built.warnings[0].endswith(' [http_status.drift]')


@pytest.mark.parametrize(
    ('value', 'message'),
    [
        ({'index#codes': 404}, "cannot check 'index#codes' against 404; write an address"),
        ({404: 'http.HTTPStatus'}, "cannot check 404 against 'http.HTTPStatus'; write an address"),
        ({'index': ('http.HTTPStatus', {'column': 'code'})}, "cannot check 'index' against ("),
        ({'index': ('http.HTTPStatus', {'release': 3.8})}, "cannot check 'index' against ("),
        ({'index': ('http.HTTPStatus',)}, "cannot check 'index' against ("),
        (['index'], "expected a dict of addresses and what is shown there, not ['index']"),
    ],
)
def test_wrong_values_are_told_when_the_build_begins(build, value, message):
    """A value of another form is a warning, and the build goes on without it."""
    built = check(build, {'index.rst': HAND_WRITTEN}, http_status_tables=value)
    ours = [line for line in built.warnings if line.endswith('[http_status.config]')]
    assert len(ours) == 1
    assert f'http_status_tables in conf.py: {message}' in ours[0]
    assert records(built) == []


def test_one_wrong_value_leaves_the_others(build):
    """Beside an address that cannot be used, the others are checked."""
    tables = {'index': 404, **CHECKED['http_status_tables']}
    warnings = check(build, {'index.rst': WRONG}, http_status_tables=tables).warnings
    assert [line.rpartition(' [')[2] for line in warnings] == [
        'http_status.config]',
        'http_status.drift]',
    ]


def test_several_addresses_of_one_document_are_all_checked(build):
    """Each address of a document has findings of its own, and Markdown pages are pages too."""
    files = {
        'index.rst': WRONG,
        'mark.md': '# Codes\n\n| Code | Name |\n| - | - |\n| 404 | `NOT_FOUND` |\n| 410 | `GON` |\n',
    }
    tables = {
        'index#codes': WANTED,
        'index#another-section': WANTED,
        'mark': ('http.HTTPStatus', {'codes': '404 410'}),
    }
    extensions = ['myst_parser', 'sphinxext.http_status']
    built = check(build, files, extensions=extensions, http_status_tables=tables)
    found = [(record['filename'], record['lineno']) for record in records(built)]
    assert sorted(found) == [('index.rst', 12), ('index.rst', 17), ('mark.md', 6)]


def test_drift_in_pages_that_were_read_in_parallel_is_found(build):
    """With several processes the findings are those of one, in the order of the documents."""
    page = f':orphan:\n\n{WRONG}'.replace('.. _codes:\n', '')
    files = {f'page{number}.rst': page for number in range(8)}
    files['index.rst'] = GENERATED
    tables = {f'page{number}': WANTED for number in range(8)}
    built = build(files, 'http-status', parallel=2, http_status_tables=tables)
    found = [(record['docname'], record['lineno']) for record in records(built)]
    assert found == [(f'page{number}', 13) for number in range(8)]
    assert len(built.warnings) == 8


# What others do to a generated table.


DAMAGE = """
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

class Damage(SphinxPostTransform):
    default_priority = {priority}

    def run(self, **kwargs):
        for text in list(self.document.findall(nodes.Text)):
            if text == {old!r}:
                text.parent.replace(text, nodes.Text({new!r}))

def setup(app):
    app.add_post_transform(Damage)
    return {{'parallel_read_safe': True}}
"""


@pytest.mark.parametrize(
    ('old', 'new', 'message'),
    [
        ('NOT_FOUND', 'GOT_LOST', '404: the page says GOT_LOST, http.HTTPStatus says NOT_FOUND'),
        ('410', '411', 'GONE: the page says 411, http.HTTPStatus says 410'),
        (
            'RFC 8297',
            'RFC 8298',
            '103: the page cites RFC 8298, Section 2, it should cite RFC 8297, Sec',
        ),
    ],
)
@pytest.mark.parametrize('priority', [6, 900])
def test_damage_to_a_generated_table_is_found(build, old, new, message, priority):
    """A transform of another extension that changes a fact is caught, at the line of the directive."""
    files = {'damage.py': DAMAGE.format(old=old, new=new, priority=priority), 'index.rst': GENERATED}
    extensions = ['sphinxext.http_status', 'damage']
    if priority == 6 and old.startswith('RFC'):
        extensions.reverse()
    warnings = check(build, files, extensions=extensions).warnings
    assert [line for line in warnings if line.startswith(f'index.rst:4: WARNING: {message}')] != []
    assert [line for line in warnings if not line.endswith(' [http_status.drift]')] == []


def test_damage_is_found_in_every_table(build):
    """Each of two full tables and a selection is checked."""
    selection = '\n.. http-status-table::\n   :codes: 404\n'
    files = {
        'damage.py': DAMAGE.format(old='NOT_FOUND', new='LOST', priority=900),
        'index.rst': GENERATED + selection,
        'other.rst': ':orphan:\n\n' + GENERATED,
    }
    built = check(build, files, extensions=['sphinxext.http_status', 'damage'], **SEVERAL)
    found = [(record['docname'], record['lineno']) for record in records(built)]
    assert found == [('index', 4), ('index', 6), ('other', 6)]


def test_a_table_that_lost_its_rows_is_found(build):
    """A transform that empties a generated table is caught at the line of the directive."""
    emptied = DAMAGE.replace('nodes.Text)):', 'nodes.tbody)):').replace(
        'if text == {old!r}:', 'if True:'
    )
    emptied = emptied.replace('text.parent.replace(text, nodes.Text({new!r}))', 'text.clear()')
    files = {'damage.py': emptied.format(priority=900, old='', new=''), 'index.rst': GENERATED}
    built = check(build, files, extensions=['sphinxext.http_status', 'damage'])
    expected = 'index.rst:4: WARNING: there is no status code here [http_status.drift]'
    assert built.warnings == [expected]


# What translators do.


#: What a translator may do to a message, and what is found.
DAMAGED = {
    'name': (
        '``NOT_FOUND``',
        '``ВІДСУТНІЙ``',
        '404: the page says ВІДСУТНІЙ, this selection from http.HTTPStatus says NOT_FOUND',
    ),
    'RFC': (
        'HTTP Semantics :rfc:`9110`, Section 15.5.5',
        'Семантика HTTP :rfc:`9111`, розділ 15.5.5',
        '404: the page cites RFC 9111, Section 15.5.5, it should cite RFC 9110, Section 15.5.5',
    ),
    'section': (
        'HTTP Semantics :rfc:`9110`, Section 15.5.5',
        'Семантика HTTP :rfc:`9110`, розділ 15.5.6',
        '404: the page cites RFC 9110, Section 15.5.6, it should cite RFC 9110, Section 15.5.5',
    ),
    'role': (
        'HTTP Semantics :rfc:`9110`, Section 15.5.5',
        'Семантика HTTP RFC 9110, розділ 15.5.5',
        '404: the page links to nothing, it should link to RFC 9110, Section 15.5.5',
    ),
}


@pytest.mark.parametrize('damage', DAMAGED)
def test_damage_by_a_translator_is_found_at_its_row(build, tmp_path, damage):
    """A translated name, another RFC or section, or a lost role in a table by hand is a warning."""
    message, translation, finding = DAMAGED[damage]
    write_catalog(tmp_path / 'source/locale', {message: translation}, language='uk')
    page = {'index.rst': HAND_WRITTEN}
    built = check(build, page, language='uk', locale_dirs=['locale'], **CHECKED)
    (warning,) = [line for line in built.warnings if 'http_status' in line]
    assert warning.startswith(f'index.rst:12: WARNING: {finding}')
    assert [record['lineno'] for record in records(built)] == [12]
    assert check(build, page, **CHECKED).text('output.txt') == ''


def test_a_good_translation_is_no_drift(build, tmp_path):
    """Headers and prose in another language are not compared, nor is the word for section."""
    messages = {
        'Code': 'Код',
        'Name': 'Назва',
        'Details': 'Подробиці',
        'HTTP Semantics :rfc:`9110`, Section 15.5.5': 'Семантика HTTP :rfc:`9110`, розділ 15.5.5',
    }
    write_catalog(tmp_path / 'source/locale', messages, language='uk')
    built = check(build, {'index.rst': HAND_WRITTEN}, language='uk', locale_dirs=['locale'], **CHECKED)
    assert records(built) == []


def test_no_catalog_can_damage_a_generated_table(build, tmp_path):
    """The same translations, and more, change no fact of a table that we make."""
    messages = {message: translation for message, translation, _finding in DAMAGED.values()}
    messages |= {'NOT_FOUND': 'ВІДСУТНІЙ', '404': '405', 'RFC 9110': 'RFC 9111', 'Code': 'Код'}
    messages |= {'%(spec)s %(rfc)s, Section %(section)s': '%(spec)s RFC 1, розділ 9.9.9'}
    write_catalog(tmp_path / 'source/locale', messages, language='uk')
    write_catalog(tmp_path / 'source/locale', messages, language='uk', domain='sphinxext.http_status')
    built = check(build, {'index.rst': GENERATED}, language='uk', locale_dirs=['locale'])
    assert records(built) == []


@pytest.mark.parametrize('language', ['uk', 'ja', 'ar', 'fa', 'he', 'zh_CN', 'hi', 'de', 'tr'])
def test_our_translations_agree(build, language):
    """A generated table is right in the languages that we ship, right to left or not."""
    files = {'index.rst': f'{GENERATED}   :group:\n   :columns: code name phrase details since\n'}
    built = check(build, files, language=language)
    assert records(built) == []


# Through the front door.


def test_drift_sets_the_exit_status(tmp_path):
    """The process ends with 1 where there is drift, and with 0 where there is none."""
    write_project(tmp_path, WRONG, **CHECKED)
    done = sphinx_build(tmp_path, '-j', '2')
    assert done.returncode == 1
    assert done.stderr.endswith(f'{WARNING}\n')
    assert (tmp_path / 'out/output.txt').read_text(encoding='utf-8') == f'index:12: {FINDING}\n'
    write_project(tmp_path, HAND_WRITTEN, **CHECKED)
    done = sphinx_build(tmp_path)
    assert (done.returncode, done.stderr) == (0, '')
    assert 'Look for any drift in the above output or in ' in done.stdout
    assert (tmp_path / 'out/output.txt').read_text(encoding='utf-8') == ''


def test_a_suppressed_warning_is_still_drift(tmp_path):
    """``suppress_warnings`` silences the message, not the exit status or the files."""
    write_project(tmp_path, WRONG, **CHECKED, suppress_warnings=['http_status.drift'])
    done = sphinx_build(tmp_path, '-q')
    assert (done.returncode, done.stderr) == (1, '')
    assert (tmp_path / 'out/output.txt').read_text(encoding='utf-8') != ''


def test_a_warm_build_finds_what_a_cold_one_finds(tmp_path):
    """A second run, which reads no page again, has the same findings."""
    write_project(tmp_path, WRONG, **CHECKED)
    assert [sphinx_build(tmp_path, '-q').stderr.endswith(f'{WARNING}\n') for _ in range(2)] == [
        True,
        True,
    ]


def test_other_builders_do_not_check(build):
    """Drift is told by this builder alone: a page is built though it is wrong."""
    assert build({'index.rst': WRONG}, 'html', **CHECKED).warnings == []


@pytest.mark.parametrize('lost', [1, 2, 3])
@pytest.mark.parametrize('suffix', ['rst', 'md'])
def test_each_link_that_a_translation_loses_is_found(build, tmp_path, lost, suffix):
    """Whether rows link is decided by the page before its translation, however many links are gone."""
    names = {'100': 'CONTINUE', '101': 'SWITCHING_PROTOCOLS', '200': 'OK'}
    sections = {'100': '15.2.1', '101': '15.2.2', '200': '15.3.1'}
    cite = ':rfc:`9110`, Section {}' if suffix == 'rst' else '{{rfc}}`9110`, Section {}'
    rows = [(code, name, cite.format(sections[code])) for code, name in names.items()]
    page = '# T\n\n| a | b | c |\n|-|-|-|\n' + ''.join(f'| {" | ".join(row)} |\n' for row in rows)
    if suffix == 'rst':
        cells = ''.join('   * - {}\n     - {}\n     - {}\n'.format(*row) for row in rows)
        page = f'T\n=\n\n.. list-table::\n\n{cells}'
    messages = {row[2]: f'RFC 9110, {sections[row[0]]} 節' for row in rows[:lost]}
    write_catalog(tmp_path / 'source/locale', messages, language='ja')
    built = check(
        build,
        {f'index.{suffix}': page},
        language='ja',
        locale_dirs=['locale'],
        extensions=['sphinxext.http_status', 'myst_parser'],
        http_status_tables={'index': ('http.HTTPStatus', {'codes': '100 101 200'})},
    )
    found = [each for each in built.warnings if 'links to nothing' in each]
    assert len(found) == len(built.warnings) == lost
