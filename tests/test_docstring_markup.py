"""Docstrings in a column: each is complete in itself, and no builder gives up."""

from __future__ import annotations

import re

import docutils
import pytest
from building import CONF
from catalogs import write_catalog

pytestmark = pytest.mark.sphinx

BUILDERS = ['html', 'latex', 'text', 'man', 'epub', 'texinfo', 'xml', 'gettext', 'http-status']
#: By member: a docstring in which nothing is wrong.
RIGHT = {
    'NUMBERED': 'One [1]_.\n\n.. [1] First note.',
    'AS_WELL': 'Two [1]_.\n\n.. [1] Second note.',
    'AUTOMATIC': 'Three [#]_ [#named]_ [*]_, named_ too.\n\n'
    '.. [#] Third.\n.. [#named] Fourth.\n.. [*] Fifth.',
    'OF_THE_PAGE': 'On the page [#page]_.',
    'CITED': 'After [book]_ and [own]_.\n\n.. [own] My own.',
    'TARGETS': 'See site_, `this one <https://example.org/>`_, `anonymous`__, indirect_ and home_.\n\n'
    '.. _site: https://example.com/\n.. _indirect: site_\n\n__ https://example.net/',
    'LABEL': '.. _here:\n\nLabelled, and :ref:`there <there>`.',
    'OTHER_LABEL': '.. _there:\n\nAlso, and :ref:`here <here>`.',
    'SUBSTITUTED': '|own|, |page|, |version|.\n\n.. |own| replace:: mine',
    'DIFFERENTLY': '|own|.\n\n.. |own| replace:: *another*',
    'TITLED': 'Title\n=====\n\nText.\n\nDeeper\n------\n\nMore.\n\n----\n\nEnd.',
    'LISTED': '* one\n\n  1. two\n\n:field: value\n\nterm\n   definition\n\n::\n\n   literal',
    'CLASSED': '.. rst-class:: special\n\nSpecial.\n\n.. note:: Noted.\n\n.. contents::',
    'COMPUTED': ':math:`a`\n\n.. math:: e = mc^2\n   :label: einstein\n\n.. code-block:: python\n\n   1',
    'SURROGATE': 'A \\ud800 and \\x07 bell.',
    'ROLE': 'By `default`.',
}
#: The same of one with something wrong, and the warning at its line.
WRONG = {
    'UNKNOWN': ('No such_.', 'Unknown target name: "such"'),
    'UNDEFINED': ('No |such|.', 'Undefined substitution referenced: "such"'),
    'TOO_MANY': ('[#]_ [#]_\n\n.. [#] One.', 'Too many autonumbered footnote references'),
    'TWICE': ('[1]_\n\n.. [1] One.\n.. [1] Other.', 'Duplicate explicit target name: "1"'),
    'NAMED_TWICE': ('.. [#x] y\n.. [#x] y\n.. [#x] z', 'Duplicate explicit target name: "x"'),
    'EMPTY': ('[#]_\n\n.. [#]\n', 'Footnote content expected'),
    'EMPTY_SIGN': (
        '[*]_ [*]_\n\n.. [*]\n.. [*] |hidden|\n\n.. |hidden| unicode:: 0x200B\n',
        'Footnote content',
    ),
    'EMPTY_NUMBER': ('.. [7]\n.. [8] Eight.', 'Footnote content expected'),
    'SELF': ('.. http-status-table:: markup.Wrong\n   :columns: code doc\n', 'shows a table of itself'),
    'EACH_OTHER': ('.. http-status-table:: markup.Mutual\n   :columns: code doc\n', 'of itself'),
    'INCLUDED': ('.. include:: round.txt', 'circular inclusion'),
    'NO_FOOTNOTE': ('[#x]_ here.\n\n.. _x: https://example.org/', '[#x]_ leads to no footnote'),
    'OF_THE_PAGE': ('[#home]_ there.', '[#home]_ leads to no footnote'),
    'BROKEN': ('.. nosuch:: x', 'Unknown directive type "nosuch"'),
}
TABLES = {
    'SIMPLE': '=== ===\na   b\n=== ===\nc   d\n=== ===',
    'GRID': '+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+',
    'CSV': '.. csv-table:: Titled\n   :header: a, b\n\n   c, d',
    'NESTED': '.. list-table::\n\n   * - a\n     - .. csv-table::\n\n          b, c\n   * - d\n     - e',
    'OURS': '.. http-status-table::\n   :codes: 404\n   :no-index:\n   :notes: none',
}


def enum(name, docstrings):
    """Return the source of an enum whose members have docstrings."""
    members = (
        f'    {member} = {code}\n    """\n'
        + ''.join(f'    {line}\n' for line in text.split('\n'))
        + '    """\n'
        for code, (member, text) in enumerate(docstrings.items(), start=800)
    )
    return f'class {name}(IntEnum):\n' + ''.join(members)


CODE = 'from enum import IntEnum\n\n\n' + '\n\n'.join(
    [
        enum('Right', RIGHT),
        enum('Wrong', {name: text for name, (text, _warning) in WRONG.items()}),
        enum(
            'Mutual',
            {'A': '.. http-status-table:: markup.Wrong\n   :columns: code doc\n   :codes: EACH_OTHER'},
        ),
        enum('Tables', TABLES),
    ]
)
PAGE = """
Title
=====

.. |page| replace:: of the page
.. _home: https://example.edu/
.. [#page] Known to all.
.. [book] A book.

Before [#page]_ [book]_.

.. http-status-table:: markup.{enum}
   :columns: code name doc
   :no-index:

After `it`.
"""


def build_page(build, name, builder, **conf):
    """Build the page with the docstrings of an enum."""
    files = {
        'index.rst': PAGE.format(enum=name),
        'markup.py': CODE,
        'round.txt': 'Round.\n\n.. include:: round.txt\n',
    }
    return build(files, builder, version='1.2', default_role='emphasis', **{**CONF, **conf})


@pytest.mark.parametrize('builder', BUILDERS)
def test_whatever_a_cell_can_hold_is_no_warning(builder, build):
    """Footnotes, citations, targets, labels and substitutions mean what the docstring says."""
    built = build_page(build, 'Right', builder, language='en')
    assert [line for line in built.warnings if 'epub' not in line] == []


def test_a_docstring_refers_to_its_own_notes(build):
    """The same name in two docstrings leads to another place in each, and every link to an id."""
    built = build_page(build, 'Right', 'html', language='en')
    text = built.text()
    ids = re.findall(' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    links = re.findall('href="#([^"]+)"', text)
    assert set(links) - set(ids) == set()
    for said, target in (('One', 'First note.'), ('Two', 'Second note.'), ('Three', 'Third.')):
        link = re.search(rf'<p>{said} <a class="footnote-reference brackets" href="#([^"]+)"', text)[1]
        assert target in text.partition(f'id="{link}"')[2].partition('</aside>')[0]
    for shown in (
        '<p>mine, of the page, 1.2.</p>',
        '<p><em>another</em>.</p>',
        'href="https://example.net/">anonymous',
        'href="https://example.edu/">home',
        'href="https://example.com/">indirect',
        r'A \ud800 and \x07 bell.',
        '<p>By <em>default</em>.</p>',
        '<p>After <em>it</em>.</p>',
        '<p class="special">Special.</p>',
    ):
        assert shown in text


@pytest.mark.parametrize('builder', BUILDERS)
def test_what_a_docstring_has_wrong_is_told_at_its_line(builder, build):
    """A reference to nothing, or a table of itself, is a warning with the member and the line."""
    built = build_page(build, 'Wrong', builder, language='en')
    for member, (_text, warning) in WRONG.items():
        if member.startswith('EMPTY') and docutils.__version_info__ < (0, 22):
            continue  # Older releases say nothing of an empty footnote, and have to survive it.
        place = f'docstring of markup.Wrong.{member}:'
        if member == 'INCLUDED':
            place = 'round.txt:3:'
        told = [line for line in built.warnings if place in line and warning in line]
        assert told, member
    assert len(built.warnings) < 50


@pytest.mark.parametrize('builder', BUILDERS)
def test_a_docstring_may_have_a_table(builder, build):
    """Where a cell cannot hold a table, its rows are lines, and a warning says so."""
    built = build_page(build, 'Tables', builder, language='en')
    told = [line for line in built.warnings if 'shown as lines' in line]
    assert len(told) == {'text': 6, 'man': 6, 'latex': 1}.get(builder, 0)
    assert all(line.startswith('index.rst:docstring of markup.Tables.') for line in told)
    others = [line for line in built.warnings if line not in told]
    assert [line for line in others if 'epub' not in line and 'build finished' not in line] == []
    if builder == 'text':
        assert 'a | b' in built.text('index.txt')
        assert 'NOT_FOUND' in built.text('index.txt')


def test_translated_docstrings_keep_their_notes(build, tmp_path):
    """The references in a translated docstring lead to its own notes, and the notes are translated."""
    messages = {
        'One [1]_.': 'Eins [1]_.',
        'First note.': 'Erste Note.',
        'Three [#]_ [#named]_ [*]_, named_ too.': 'Drei [#]_ [#named]_ [*]_, auch named_.',
        'Third.': 'Dritte.',
        'See site_, `this one <https://example.org/>`_, `anonymous`__, indirect_ and home_.': (
            'Siehe site_, `diese <https://example.org/>`_, `namenlos`__, indirect_ und home_.'
        ),
        'On the page [#page]_.': 'Auf der Seite [#page]_.',
    }
    write_catalog(tmp_path / 'source' / 'locale', messages)
    built = build_page(build, 'Right', 'html', locale_dirs=['locale'])
    assert built.warnings == []
    text = built.text()
    for said, target in (
        ('Eins', 'Erste Note.'),
        ('Drei', 'Dritte.'),
        ('Auf der Seite', 'Known to all.'),
    ):
        link = re.search(rf'<p>{said} <a class="footnote-reference brackets" href="#([^"]+)"', text)[1]
        assert target in text.partition(f'id="{link}"')[2].partition('</aside>')[0]
    assert 'href="https://example.net/">namenlos' in text


@pytest.mark.parametrize('builder', BUILDERS)
def test_a_docstring_may_include_its_page(builder, build):
    """What is severe in a docstring is told, and ends no build."""
    files = {
        'index.rst': PAGE.format(enum='E'),
        'markup.py': 'from enum import IntEnum\n\n\n' + enum('E', {'ROUND': '.. include:: index.rst'}),
    }
    built = build(files, builder, **{**CONF, 'language': 'en'})
    assert any('shows a table of itself' in line for line in built.warnings)


def test_a_severe_fault_ends_no_build(build):
    """A file that is not there is told at the docstring's line."""
    files = {
        'index.rst': PAGE.format(enum='E'),
        'markup.py': 'from enum import IntEnum\n\n\n' + enum('E', {'LOST': '.. include:: nosuch.txt'}),
    }
    built = build(files, **{**CONF, 'language': 'en'})
    (told,) = [line for line in built.warnings if 'markup.E.LOST' in line]
    assert told.startswith('index.rst:docstring of markup.E.LOST:1: ')
