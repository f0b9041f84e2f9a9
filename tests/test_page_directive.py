"""The directive: its options, and what becomes of a table in each builder."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from building import SEVERAL
from reading import fold, read_html, read_html_notes, read_text

import sphinxext.http_status as package

ROOT = Path(package.__file__).parents[2]

DOCUMENTED = """
from enum import IntEnum

class Code(IntEnum):
    \"\"\"Codes of a project.\"\"\"

    def __new__(cls, value, phrase, retryable):
        member = int.__new__(cls, value)
        member._value_ = value
        member.phrase = phrase
        member.retryable = retryable
        return member

    OK = 200, 'OK', False
    #: Come *back*, see :rfc:`9110` and :ref:`the end <end>`.
    #:
    #: * soon
    RETRY = 503, 'Retry', True
    GONE = 410, 'Gone', False
    ODD = 799, 'Odd', None
    SERVICE_UNAVAILABLE = 503, 'Retry', True
"""

#: The same without docstrings, which would be shown.
CODES = ''.join(line for line in DOCUMENTED.splitlines(keepends=True) if '#:' not in line)

#: The directive under each set of options, on one page.
OPTIONS = {
    'plain': '',
    'codes': ':codes: 5xx, GONE 100-299 !200',
    'alias': ':codes: SERVICE_UNAVAILABLE',
    'exclusion': ':codes: !5xx !ODD',
    'columns': ':columns: name, retryable code\n:codes: 503 410',
    'grouped': ':group:\n:columns: code name',
    'class': ':class: wide narrow',
    'align': ':align: right',
    'width': ':width: 50%',
    'widths': ':widths: 10 20 70',
    'auto': ':widths: auto',
    'grid': ':widths: grid',
    'caption': ':caption: Codes *of* ours',
    'name': ':name: our codes',
    'no-index': ':no-index:',
}


def page_of(options, path='codes.Code'):
    """Return a page with a directive, indented options below it."""
    lines = [f'   {line}' for line in options.splitlines()]
    return '\n'.join(['Title', '=====', '', f'.. http-status-table:: {path}', *lines, '', 'End.', ''])


ROWS = [
    ('200', 'OK', 'OK'),
    ('503', 'RETRY (alias SERVICE_UNAVAILABLE)', 'Retry'),
    ('410', 'GONE', 'Gone'),
]


@pytest.fixture(scope='module')
def tables(build_once):
    """Return the table of each page by the name of its options."""
    files = {f'{name}.rst': ':orphan:\n\n' + page_of(text) for name, text in OPTIONS.items()}
    built = build_once({'index.rst': '', 'codes.py': CODES, **files}, **SEVERAL)
    assert built.warnings == []
    found = {}
    for name in OPTIONS:
        (found[name],) = read_html(built.text(f'{name}.html'))
    return found


def codes_of(table):
    """Return the first cells of the rows of a table."""
    return [cells[0] for cells in table.rows]


def test_all_members_are_shown(tables):
    """Without options, code, name and citation of every member are shown, an alias as an alias."""
    assert tables['plain'].header == ('Code', 'Enum Name', 'Details')
    assert tables['plain'].rows == [
        ('200', 'OK', 'HTTP Semantics RFC 9110, Section 15.3.1'),
        ('503', 'RETRY (alias SERVICE_UNAVAILABLE)', 'HTTP Semantics RFC 9110, Section 15.6.4'),
        ('410', 'GONE', 'HTTP Semantics RFC 9110, Section 15.5.11'),
        ('799', 'ODD', ''),
    ]


@pytest.mark.parametrize(
    ('name', 'codes'),
    [
        ('codes', ['503', '410']),
        ('alias', ['503']),
        ('exclusion', ['200', '410']),
        ('columns', ['RETRY (alias SERVICE_UNAVAILABLE)', 'GONE']),
    ],
)
def test_codes_select_rows(tables, name, codes):
    """Classes, ranges, names, aliases and exclusions select rows; their order is the enum's."""
    assert codes_of(tables[name]) == codes


def test_columns_are_shown_in_their_order(tables):
    """Columns may be any attribute, and come in the order in which they are named."""
    assert tables['columns'].header == ('Enum Name', 'retryable', 'Code')
    assert tables['columns'].rows == [
        ('RETRY (alias SERVICE_UNAVAILABLE)', 'yes', '503'),
        ('GONE', 'no', '410'),
    ]


def test_groups_have_headings(tables):
    """Each class of codes has a heading row, in numerical order; codes of no class come last."""
    rows = [cells[0] if len(cells) == 1 else cells for cells in tables['grouped'].rows]
    assert [row[:3] if isinstance(row, str) else row for row in rows] == [
        '2xx',
        ('200', 'OK'),
        '4xx',
        ('410', 'GONE'),
        '5xx',
        ('503', 'RETRY (alias SERVICE_UNAVAILABLE)'),
        'Oth',
        ('799', 'ODD'),
    ]
    assert rows[0].startswith('2xx Successful')
    assert rows[6] == 'Other codes'


def test_classes_align_and_width_are_those_of_docutils(tables):
    """Class, alignment and width are on the tag of the table."""
    classes = tables['class'].attributes['class'].split()
    assert {'http-status-table', 'wide', 'narrow', 'align-default'} <= set(classes)
    assert 'align-right' in tables['align'].attributes['class'].split()
    assert tables['width'].attributes['style'] == 'width: 50%'


@pytest.fixture(scope='module')
def columns(build_once):
    """Return the widths of the columns of each page, in HTML."""
    names = ('plain', 'widths', 'auto', 'grid')
    files = {f'{name}.rst': ':orphan:\n\n' + page_of(OPTIONS[name]) for name in names}
    built = build_once({'index.rst': '', 'codes.py': CODES, **files})
    return {
        name: [
            float(width)
            for width in re.findall(r'<col style="width: ([\d.]+)%"', built.text(f'{name}.html'))
        ]
        for name in names
    }


def test_widths_are_given_or_left_to_the_browser(columns):
    """Widths are kept when they are given, and left to the browser when they are not."""
    assert columns['widths'] == [10.0, 20.0, 70.0]
    assert columns['plain'] == columns['auto'] == []
    code, name, details = columns['grid']
    assert code < name <= details


def test_a_caption_is_inline_markup(tables):
    """The caption stands above the table, with its markup."""
    assert tables['caption'].caption == 'Codes of ours'


def test_a_name_is_the_target_of_the_table(tables):
    """The name of a table is the id that links lead to, and stands once on the page."""
    assert tables['name'].attributes['id'] == 'our-codes'


def test_the_docstrings_of_members_are_markup(build):
    """A ``doc`` column shows docstrings with their markup, references and all, in MyST too."""
    rest = page_of(':columns: code doc\n:codes: 503') + '\n.. _end:\n\nLast\n----\n'
    myst = '# T\n\n```{http-status-table} codes.Code\n:columns: code doc\n:codes: 503\n```\n'
    built = build(
        {'index.rst': rest, 'other.md': '---\norphan: true\n---\n' + myst, 'codes.py': DOCUMENTED},
        extensions=['myst_parser', 'sphinxext.http_status'],
    )
    assert built.warnings == []
    for name, target in (('index.html', '#end'), ('other.html', 'index.html#end')):
        page = built.text(name)
        (table,) = read_html(page)
        assert table.rows == [('503', 'Come back, see RFC 9110 and the end. soon')]
        assert '<em>back</em>' in page
        # On the second page the code is a link to the first.
        rfc, end = table.links[0][-2:]
        assert end == target
        assert rfc.endswith('rfc9110.html')


#: Docstrings that hold more than text.
RICH = """
from enum import IntEnum

class Rich(IntEnum):
    CLASSED = 200
    '''
    .. rst-class:: marked

    Of a class.
    '''
    NESTED = 201
    '''
    .. http-status-table:: codes.Code
       :codes: 410
       :columns: code name
    '''
    BROKEN = 202
    '''See Foo_ and *that.'''
"""


def test_docstrings_may_hold_what_pages_may(build_once):
    """Docstrings have directives that look at their surroundings, and tables; mistakes are located."""
    built = build_once(
        {
            'index.rst': page_of(':columns: code doc', 'rich.Rich'),
            'rich.py': RICH,
            'codes.py': CODES,
        }
    )
    place = 'index.rst:docstring of rich.Rich.BROKEN:1'
    assert sorted(built.warnings) == [
        f'{place}: ERROR: Unknown target name: "foo". [docutils]',
        f'{place}: WARNING: Inline emphasis start-string without end-string. [docutils]',
    ]
    assert '<p class="marked">Of a class.</p>' in built.text()
    assert ('410', 'GONE') in [cells for table in read_html(built.text()) for cells in table.rows]


def test_docstrings_bring_nothing_into_the_doctree_but_nodes(build):
    """The nodes of a docstring belong to the page, not to a document with settings of its own."""
    built = build({'index.rst': page_of(':columns: code doc\n:codes: 410 503'), 'codes.py': DOCUMENTED})
    tree = built.env.get_doctree('index')
    assert {node.document for node in tree.findall()} == {tree}


RELEASES = """
Title
=====

.. http-status-table::
   :release: 3.13.1

.. http-status-table::
   :release: 3.13
   :codes: 4xx
   :columns: code since aliases

.. http-status-table::
   :release: 3.7
   :notes: none
   :codes: 421

.. http-status-table:: http.HTTPMethod
   :release: 3.11
"""


@pytest.fixture(scope='module')
def releases(build_once):
    """Return a page with tables of several releases."""
    built = build_once({'index.rst': RELEASES}, **SEVERAL)
    assert built.warnings == []
    return built.text()


def test_a_release_is_shown_whatever_python_builds(releases):
    """3.13 has the names that it gave to four members, with the old names as aliases."""
    table = read_html(releases)[0]
    renamed = {'413', '414', '416', '422'}
    assert {cells[0]: cells[1] for cells in table.rows if cells[0] in renamed} == {
        '413': 'CONTENT_TOO_LARGE (alias REQUEST_ENTITY_TOO_LARGE)',
        '414': 'URI_TOO_LONG (alias REQUEST_URI_TOO_LONG)',
        '416': 'RANGE_NOT_SATISFIABLE (alias REQUESTED_RANGE_NOT_SATISFIABLE)',
        '422': 'UNPROCESSABLE_CONTENT (alias UNPROCESSABLE_ENTITY)',
    }
    assert len(table.rows) == 62


def test_since_is_the_release_that_added_a_code(releases):
    """A code that was renamed keeps the release that added it."""
    table = read_html(releases)[1]
    assert table.header == ('Code', 'Added in', 'Aliases')
    added = {cells[0]: cells[1] for cells in table.rows}
    assert {code: release for code, release in added.items() if release != '3.5'} == {
        '418': '3.9',
        '421': '3.7',
        '425': '3.9',
        '451': '3.8',
    }


def test_notes_tell_what_releases_changed(releases):
    """The notes below a table are those of its rows, and a table may have none."""
    added, changed = (read_html_notes(releases, f'version{kind}') for kind in ('added', 'changed'))
    renames = (
        'Renamed 413 REQUEST_ENTITY_TOO_LARGE to CONTENT_TOO_LARGE, 414 REQUEST_URI_TOO_LONG to '
        'URI_TOO_LONG, 416 REQUESTED_RANGE_NOT_SATISFIABLE to RANGE_NOT_SATISFIABLE and 422 '
        'UNPROCESSABLE_ENTITY to UNPROCESSABLE_CONTENT. Old names stay as aliases.'
    )
    of_releases = [
        'Changed in version 3.7: Added 421 MISDIRECTED_REQUEST status code.',
        'Changed in version 3.8: Added 451 UNAVAILABLE_FOR_LEGAL_REASONS status code.',
        'Changed in version 3.9: Added 103 EARLY_HINTS, 418 IM_A_TEAPOT and 425 TOO_EARLY status codes.',
        f'Changed in version 3.13: {renames}',
    ]
    of_4xx = [note.replace('103 EARLY_HINTS, ', '') for note in of_releases]
    assert changed == [*of_releases, *of_4xx]
    assert added == ['Added in version 3.5.', 'Added in version 3.11.']


@pytest.mark.parametrize(
    ('edition', 'cited'),
    [
        ('9110', 'HTTP Semantics RFC 9110, Section 15.5.17'),
        ('7231', 'HTTP/1.1 Range Requests RFC 7233, Section 4.4'),
        ('2616', 'HTTP/1.1 RFC 2616, Section 10.4.17'),
    ],
)
def test_an_edition_is_asked_for_or_configured(build, edition, cited):
    """The edition of a table is that of its option, and else the project's."""
    page = '.. http-status-table::\n   :codes: 416\n   :notes: none\n   :columns: details\n'
    files = {'index.rst': page, 'own.rst': f':orphan:\n\n{page}   :edition: {edition}\n'}
    built = build(files, http_status_edition=edition)
    assert built.warnings == []
    assert read_html(built.text())[0].rows == read_html(built.text('own.html'))[0].rows == [(cited,)]


LINKS = '.. http-status-table::\n   :codes: 404\n   :columns: details\n   :notes: none\n'


def test_citations_link_to_their_sections(build):
    """The link of a citation shows the RFC, and leads to the section."""
    built = build({'index.rst': LINKS})
    (table,) = read_html(built.text())
    assert table.rows == [('HTTP Semantics RFC 9110, Section 15.5.5',)]
    (links,) = table.links
    assert [link.partition('/rfc9110')[2] for link in links] == ['.html#section-15.5.5']
    assert '><strong>RFC 9110</strong></a>, <span ' in built.text()


def test_links_follow_docutils_configuration(build):
    """Citations link to where the project has its RFCs, as its ``:rfc:`` role does."""
    conf = '[restructuredtext parser]\nrfc_base_url: https://rfc.example/\n'
    built = build({'index.rst': LINKS + '\n:rfc:`9110#section-15.5.5`\n', 'docutils.conf': conf})
    (table,) = read_html(built.text())
    assert table.links == [('https://rfc.example/rfc9110.html#section-15.5.5',)]
    assert built.text().count('href="https://rfc.example/rfc9110.html#section-15.5.5"') == 2


ROLE = """
from docutils import nodes

def rfc(name, rawtext, text, lineno, inliner, options=None, content=None):
    title, _, target = text.rstrip('>').rpartition(' <')
    return [nodes.reference(rawtext, title, refuri=f'https://own.example/{target}')], []

def setup(app):
    app.add_role('rfc', rfc, override=True)
"""


def test_an_overridden_role_makes_the_links(build):
    """A project that replaces the ``:rfc:`` role has its own links in tables too."""
    files = {'index.rst': LINKS, 'own_role.py': ROLE}
    built = build(files, extensions=['sphinxext.http_status', 'own_role'])
    assert built.warnings == []
    (table,) = read_html(built.text())
    assert table.rows == [('HTTP Semantics RFC 9110, Section 15.5.5',)]
    assert table.links == [('https://own.example/9110#section-15.5.5',)]


#: What a project has to tell for a book.
EPUB = {'version': '1', 'copyright': 'ours'}

NUMBERED = """
Title
=====

See :numref:`ours` and :ref:`ours` and :ref:`so <ours>`, and :numref:`Tab. %s <hand>`.

.. table:: By hand
   :name: hand

   == ==
   a  b
   == ==

.. http-status-table:: codes.Code
   :caption: Codes of *ours*
   :name: ours

.. http-status-table:: codes.Code
"""


@pytest.mark.parametrize('builder', ['html', 'dirhtml', 'singlehtml', 'epub', 'latex'])
def test_captions_are_numbered_and_referred_to(build, builder):
    """With numfig, a caption is numbered among other tables; references find the table by name."""
    built = build({'index.rst': NUMBERED, 'codes.py': CODES}, builder, numfig=True, **EPUB, **SEVERAL)
    assert built.warnings == []
    if builder == 'latex':
        (page,) = (path.read_text() for path in built.outdir.glob('*.tex'))
        assert r'caption{Codes of \sphinxstyleemphasis{ours}' in page
        assert page.count(r'\label{\detokenize{index:ours}}') == 1
        assert page.count(r'\ref{\detokenize{index:ours}}') >= 1
        return
    page = built.text('index.xhtml' if builder == 'epub' else 'index.html')
    assert 'See Table 2 and Codes of ours and so, and Tab. 1.' in fold(re.sub('<[^>]*>', '', page))
    tables = read_html(page)
    assert [table.caption for table in tables] == ['Table 1 By hand', 'Table 2 Codes of ours', '']
    assert page.count('id="ours"') == 1
    assert re.findall(r'href="[^"]*#ours"', page)


@pytest.mark.parametrize('builder', ['texinfo', 'xml', 'pseudoxml', 'man', 'dummy'])
def test_every_builder_writes_the_table(build, builder):
    """Builders for other forms write every name, and warn of nothing."""
    built = build(
        {'index.rst': NUMBERED.replace(':numref:', ':ref:'), 'codes.py': CODES}, builder, **SEVERAL
    )
    assert [line for line in built.warnings if 'numfig' not in line] == []
    content = b''.join(built.files().values()).decode()
    names = ['OK', 'RETRY', 'SERVICE_UNAVAILABLE', 'GONE', 'ODD'] if builder != 'dummy' else []
    assert [name for name in names if content.count(name) < 2] == []


def test_groups_are_written_where_cells_cannot_be_joined(build):
    """Heading rows are no warning in manual pages and Texinfo either."""
    for builder in ('man', 'texinfo', 'text', 'latex', 'epub'):
        built = build({'index.rst': page_of(OPTIONS['grouped']), 'codes.py': CODES}, builder, **EPUB)
        assert built.warnings == []


def test_rows_of_a_project_lie_in_any_document_of_one_page(build):
    """The single page has the tables of all documents, each where it belongs."""
    files = {
        'index.rst': 'Title\n=====\n\n.. toctree::\n\n   one\n   two\n',
        'one.rst': page_of(':codes: 200\n:name: first').replace('Title', 'One').replace('=====', '==='),
        'two.rst': page_of(':codes: 410').replace('Title', 'Two').replace('=====', '==='),
        'codes.py': CODES,
    }
    built = build(files, 'singlehtml')
    assert built.warnings == []
    assert [codes_of(table) for table in read_html(built.text())] == [['200'], ['410']]


GETTEXT = """Title
=====

Text.

.. http-status-table::
   :release: 3.13
   :codes: 404 413 418 421
   :caption: The *caption*

.. http-status-table::
   :release: 3.13
   :codes: 404
   :columns: code phrase
   :notes: none
"""


@pytest.fixture(scope='module')
def catalog(build_once):
    """Return the messages of a page, with the places where each stands."""
    built = build_once({'index.rst': GETTEXT}, 'gettext', gettext_compact=False)
    assert built.warnings == []
    text = built.text('index.pot')
    found = re.findall(r'((?:^#: .*\n)+)msgid ((?:".*"\n)+)', text, re.MULTILINE)
    return [
        (
            ''.join(json.loads(line) for line in message.splitlines()),
            re.findall(r'index\.rst:(\d+)', places),
        )
        for places, message in found
    ]


def test_sentences_reach_translators_once(catalog):
    """A sentence is in the catalog once, with every directive that shows it as its place."""
    messages = [message for message, _places in catalog]
    assert len(messages) == len(set(messages))
    places = dict(catalog)
    assert places['Code'] == ['6', '11']
    assert places['Enum Name'] == places['HTTP Semantics'] == ['6']
    assert places['%(spec)s %(rfc)s, Section %(section)s'] == ['6']
    assert places['%(name)s (alias %(aliases)s)'] == places['Unused'] == ['6']
    assert places['Reason Phrase'] == places['Not Found'] == ['11']
    assert places['The *caption*'] == ['6']


def test_facts_reach_no_translator(catalog):
    """No code, member, RFC or section is in a message of a table."""
    sentences = [message for message, _places in catalog if '``' not in message]
    facts = re.compile(r'\d{3}|[A-Z]+_[A-Z_]+|15\.5')
    assert [message for message in sentences if facts.search(message)] == []


def test_changes_list_the_notes(build):
    """``sphinx-build -b changes`` lists the notes of the version that it is about."""
    for version, expected in (('3.9', '418 IM_A_TEAPOT'), ('3.7', '421 MISDIRECTED_REQUEST')):
        built = build({'index.rst': RELEASES}, 'changes', version=version, project='P')
        assert built.warnings == []
        page = fold(re.sub('<[^>]*>', '', built.text('changes.html')).replace('&#39;', "'"))
        assert expected in page.replace('``', '').replace('"', '')


PAGES = {
    'index.rst': 'Title\n=====\n\n.. toctree::\n   :glob:\n\n   page*\n',
    'codes.py': CODES,
    **{
        f'page{number}.rst': page_of(f':name: table{number}\n:codes: !{code}').replace(
            'Title', f'T{number}'
        )
        for number, code in enumerate((200, 503, 410, 799, 200, 503, 410))
    },
}


def contents(built):
    """Return the files that a builder wrote, without the one that tells the time of the build."""
    return {name: content for name, content in built.files().items() if name != '.buildinfo'}


def test_builds_are_the_same_bytes(build_once):
    """Two builds, and one by two processes, write the same bytes."""
    first, second = build_once(PAGES), build_once(PAGES)
    parallel = build_once(PAGES, parallel=2)
    assert first.warnings == second.warnings == parallel.warnings == []
    assert contents(first) == contents(second)
    assert contents(first) == contents(parallel)


def test_notes_of_parallel_builds_are_listed(build_once):
    """What other processes read is known to the builder that lists changes."""
    files = {**PAGES, 'page8.rst': RELEASES.replace('Title', 'Other')}
    serial = build_once(files, 'changes', version='3.9')
    parallel = build_once(files, 'changes', version='3.9', parallel=2)
    assert serial.warnings == parallel.warnings == []
    assert contents(serial) == contents(parallel)
    assert 'IM_A_TEAPOT' in serial.text('changes.html')


def test_a_warm_build_reads_nothing(build):
    """A build on what an unchanged one left reads no page, and keeps what it wrote."""
    first = build(PAGES)
    before = searchable(contents(first))
    assert first.read == {'index', *(f'page{number}' for number in range(7))}
    second = build({})
    assert second.warnings == []
    assert second.read == frozenset()
    assert searchable(contents(second)) == before


def searchable(files):
    """Return files without what Sphinx forgets in such a build: entries of the index, for search."""
    index = re.sub(rb'"indexentries":\{.*?\}', b'', files['searchindex.js'])
    return {**files, 'searchindex.js': index}


def test_a_warm_build_does_not_repeat_warnings_of_unchanged_pages(build):
    """A wrong request is asked again in each build, but its page is read only when that helps."""
    build({'index.rst': page_of('', 'later.Code')})
    again = build({})
    assert again.read == frozenset()
    repaired = build({'later.py': CODES})
    assert repaired.read == {'index'}
    assert repaired.warnings == []
    assert len(read_html(repaired.text())[0].rows) == 4


def sphinx_build(folder):
    """Run sphinx-build in a new interpreter; return what it says."""
    done = subprocess.run(
        [
            sys.executable,
            '-m',
            'sphinx',
            '-b',
            'html',
            '-D',
            'extensions=sphinxext.http_status',
            '.',
            'out',
        ],
        cwd=folder,
        env={
            **os.environ,
            'PYTHONPATH': os.pathsep.join([str(ROOT), str(folder)]),
            'PYTHONDONTWRITEBYTECODE': '1',
            # Sphinx colours what it says under continuous integration.
            'NO_COLOR': '1',
        },
        capture_output=True,
        encoding='utf-8',
        check=True,
    )
    assert done.stderr == ''
    return done.stdout


def test_a_changed_enum_reads_its_page_again(tmp_path):
    """When a module changes, even one that the enum's module imports, its pages are read again."""
    (tmp_path / 'conf.py').touch()
    (tmp_path / 'base.py').write_text('GONE = 410\n')
    (tmp_path / 'codes.py').write_text(
        'import base\nfrom enum import IntEnum\n'
        'class Code(IntEnum):\n    OK = 200\n    GONE = base.GONE\n'
    )
    (tmp_path / 'index.rst').write_text('Title\n=====\n\n.. toctree::\n\n   other\n')
    (tmp_path / 'other.rst').write_text('Other\n=====\n\n.. http-status-table:: codes.Code\n')
    assert 'reading sources... [100%] other' in sphinx_build(tmp_path)
    assert 'no targets are out of date' in sphinx_build(tmp_path)
    (tmp_path / 'base.py').write_text('GONE = 404\n')
    said = sphinx_build(tmp_path)
    assert 'reading sources... [100%] other' in said
    assert '0 added, 1 changed, 0 removed' in said
    (table,) = read_html((tmp_path / 'out' / 'other.html').read_text())
    assert codes_of(table) == ['200', '404']


def test_tables_of_removed_pages_are_forgotten(build):
    """A page that no longer shows a table leaves nothing behind for the next build but one."""
    files = {'index.rst': page_of(''), 'other.rst': ':orphan:\n\n' + page_of(':codes: 200')}
    domain = build({**files, 'codes.py': CODES}).env.get_domain('http-status')
    assert 'codes.Code' in repr(domain.data)
    build({'index.rst': 'Title\n=====\n', 'other.rst': ':orphan:\n\nNothing.\n'})
    domain = build({}).env.get_domain('http-status')
    assert 'codes.Code' not in repr(domain.data)


MARKDOWN = '# Title\n\n' + '\n\n'.join(
    '```{http-status-table}' + block.replace('   :', ':').rstrip() + '\n```'
    for block in RELEASES.split('.. http-status-table::')[1:]
)


def body_of(page):
    """Return the tables and notes of a page, as they are written."""
    return re.findall(r'<table.*?</table>|<div class="version.*?</div>', page, re.DOTALL)


def test_markdown_pages_have_the_same_tables(build_once):
    """A MyST page has the same tables and notes as one in reStructuredText, to the letter."""
    rest = build_once({'index.rst': RELEASES}, **SEVERAL)
    myst = build_once(
        {'index.md': MARKDOWN}, extensions=['myst_parser', 'sphinxext.http_status'], **SEVERAL
    )
    assert rest.warnings == myst.warnings == []
    assert len(body_of(rest.text())) > 8
    assert body_of(rest.text()) == body_of(myst.text())


#: An extension that does to the doctree whatever an extension might.
WALKER = """
import pickle
from docutils import nodes

class Visitor(nodes.GenericNodeVisitor):
    def default_visit(self, node):
        node.attributes if isinstance(node, nodes.Element) else node.astext()
    def default_departure(self, node):
        pass

def walk(app, doctree, *docname):
    doctree.walkabout(Visitor(doctree))
    assert doctree.deepcopy().pformat() == doctree.pformat()
    reporter, settings = doctree.reporter, doctree.settings
    transformer, doctree.transformer = doctree.transformer, None
    doctree.reporter = doctree.settings = None
    assert pickle.loads(pickle.dumps(doctree)).pformat() == doctree.pformat()
    doctree.reporter, doctree.settings, doctree.transformer = reporter, settings, transformer
    assert doctree.astext() is not None
    assert all(isinstance(text.astext(), str) for text in doctree.findall(nodes.Text))
    for node in doctree.findall(nodes.Element):
        node.non_default_attributes(), node.starttag()

def setup(app):
    app.connect('doctree-read', walk)
    app.connect('doctree-resolved', walk)
"""


@pytest.mark.parametrize('builder', ['html', 'latex', 'text'])
def test_other_extensions_may_walk_the_tree(build, builder):
    """Extensions that visit, copy, pickle and print every node find nothing that breaks them."""
    extensions = ['autodoc', 'autosectionlabel', 'autosummary', 'coverage', 'doctest', 'duration']
    extensions += ['extlinks', 'ifconfig', 'intersphinx', 'todo']
    files = {
        'index.rst': NUMBERED.replace(':numref:', ':ref:').replace('Tab. %s', 'x')
        + '\n.. http-status-table:: codes.Code\n   :columns: code doc\n\n.. _end:\n\nLast\n----\n\n'
        + '.. autoclass:: codes.Code\n   :members:\n\n.. todo:: all\n\n.. todolist::\n',
        'codes.py': CODES,
        'walker.py': WALKER,
    }
    built = build(
        files,
        builder,
        extensions=[*(f'sphinx.ext.{name}' for name in extensions), 'sphinxext.http_status', 'walker'],
        todo_include_todos=True,
        **SEVERAL,
    )
    assert built.warnings == []


def test_tables_may_stand_anywhere(build):
    """A table stands in a list, an admonition, a cell of another table, or below an only directive."""
    page = """
Title
=====

* .. http-status-table:: codes.Code

.. note::

   .. http-status-table:: codes.Code

.. list-table::

   * - .. http-status-table:: codes.Code
          :notes: none

.. only:: html

   .. http-status-table:: codes.Code

.. only:: latex

   .. http-status-table:: codes.Code

.. rst-class:: marked

.. http-status-table:: codes.Code

.. |no| replace:: text

Term
   .. http-status-table:: codes.Code
      :columns: code
"""
    built = build({'index.rst': page, 'codes.py': CODES}, **SEVERAL)
    assert built.warnings == []
    marked = [
        table.attributes['class'].split()
        for table in read_html(built.text())
        if 'http-status-table' in table.attributes['class'].split()
    ]
    assert len(marked) == 6
    assert ['marked' in classes for classes in marked] == [False] * 4 + [True, False]


def test_a_project_has_its_own_history_and_citations(build):
    """A project's own files give its enum releases, notes and citations."""
    history = {
        'object': 'codes.Code',
        'releases': ['1.0', '2.0'],
        'members': [
            {'code': 200, 'name': {'1.0': 'OK'}},
            {'code': 410, 'name': {'1.0': 'LOST', '2.0': None}},
            {'code': 799, 'name': {'2.0': 'ODD'}},
        ],
    }
    page = page_of(':columns: code name since details')
    built = build(
        {
            'index.rst': page + page_of(':release: 1').replace('Title\n=====\n', ''),
            'codes.py': CODES,
            'codes.json': json.dumps(history),
            'cited.csv': 'object,code,spec,rfc\ncodes.Code,799,Ours,1149\n',
        },
        http_status_histories={'codes.Code': 'codes.json'},
        http_status_citations='cited.csv',
        **SEVERAL,
    )
    assert built.warnings == [
        (
            "index.rst:9: WARNING: the history of codes.Code does not know release '1'; "
            'it reaches from 1.0 to 2.0, so give one of these [http_status.release]'
        )
    ]
    table = read_html(built.text())[0]
    assert [(code, since) for code, _name, since, _details in table.rows] == [
        ('200', '1.0'),
        ('503', ''),
        ('410', ''),
        ('799', '2.0'),
    ]
    assert table.rows[3][3] == 'Ours RFC 1149'
    assert read_html_notes(built.text(), 'versionchanged')[0] == (
        'Changed in version 2.0: Added 799 ODD status code. Removed 410 LOST status code.'
    )


def test_text_has_no_column_that_is_too_narrow(build):
    """A column is as wide as its longest word, whatever the other columns hold."""
    page = page_of(':columns: code retryable phrase')
    built = build({'index.rst': page, 'codes.py': CODES}, 'text')
    (table,) = read_text(built.text('index.txt'))
    assert table.header == ('Code', 'retryable', 'Reason Phrase')
    assert [cells[1] for cells in table.rows] == ['no', 'yes', 'no', '']
