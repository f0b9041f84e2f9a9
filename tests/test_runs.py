"""Runs of text that browsers keep apart: what is said of a name, and the section of a citation."""

from __future__ import annotations

import pytest
from building import SEVERAL
from catalogs import write_catalog
from docutils import nodes
from reading import read_html, read_runs

from sphinxext.http_status.page.inline import (
    ALIASES_CLASS,
    UNBROKEN_CLASS,
    fill,
    fill_apart,
    fill_unbroken,
    text,
)
from sphinxext.http_status.page.messages import english

pytestmark = pytest.mark.sphinx

PAGE = """
Codes
=====

.. http-status-table::
   :release: 3.13
"""


@pytest.fixture(scope='module')
def page(build_once):
    """Return a function from a builder to what it made."""
    made = {}

    def build_page(builder='html'):
        if builder not in made:
            made[builder] = build_once({'index.rst': PAGE}, builder, project='project', **SEVERAL)
        return made[builder]

    return build_page


@pytest.mark.parametrize(
    ('builder', 'name'),
    [
        ('text', 'index.txt'),
        ('latex', 'project.tex'),
        ('xml', 'index.xml'),
        ('pseudoxml', 'index.pseudoxml'),
    ],
)
def test_other_builders_know_nothing_of_read_runs(page, builder, name):
    """What is no HTML has no trace of them, and has the aliases in the line of the name."""
    shown = page(builder).text(name)
    assert 'http-status-aliases' not in shown
    assert 'http-status-unbroken' not in shown
    assert '<wbr' not in shown
    assert page(builder).warnings == []


@pytest.mark.parametrize('builder', ['epub', 'singlehtml', 'dirhtml'])
def test_every_kind_of_html_has_read_runs(page, builder):
    """Books and other forms of HTML have the runs that a page has."""
    name = 'index.xhtml' if builder == 'epub' else 'index.html'
    for kind in (ALIASES_CLASS, UNBROKEN_CLASS):
        assert read_runs(page(builder).text(name), kind) == read_runs(page().text(), kind)


# --- patterns that nobody has shipped


def shown(made):
    """Return nodes as text, with each run in brackets."""
    return ''.join(
        f'[{node.astext()}]' if isinstance(node, nodes.inline) else node.astext() for node in made
    )


PARTS = {
    'name': text('A'),
    'aliases': text('B, C'),
    'spec': text('S'),
    'rfc': text('RFC 1'),
    'section': text('2.3'),
}


@pytest.mark.parametrize(
    ('pattern', 'expected'),
    [
        (english.NAME_WITH_ALIAS, 'A[ (alias B, C)]'),
        ('%(aliases)s: %(name)s', '[B, C: ]A'),
        ('* %(name)s = %(aliases)s', '* A[ = B, C]'),
        ('%(aliases)s', 'B, C'),
    ],
)
def test_all_that_is_said_of_a_name_is_kept_apart(pattern, expected):
    """Aliases are a run whichever side of the name they stand on, and no word is lost."""
    assert shown(fill_apart(pattern, PARTS, 'name')) == expected
    assert expected.translate(str.maketrans('', '', '[]')) == shown(fill(pattern, PARTS))


@pytest.mark.parametrize(
    ('pattern', 'expected'),
    [
        (english.CITATION_WITH_SECTION, 'S RFC 1, [Section 2.3]'),
        ('%(spec)s %(rfc)s § %(section)s', 'S RFC 1 [§ 2.3]'),
        ('%(spec)s %(rfc)s (sec. no. %(section)s).', 'S RFC 1 ([sec. no. 2.3]).'),
        ('Section %(section)s, %(spec)s %(rfc)s', '[Section 2.3], S RFC 1'),
        ('%(section)s धारा, %(rfc)s %(spec)s', '[2.3 धारा], RFC 1 S'),
        ('%(spec)s %(rfc)s、%(section)s', 'S RFC 1、[2.3]'),
        (english.CITATION, 'S RFC 1'),
    ],
)
def test_a_section_reaches_to_the_punctuation_around_it(pattern, expected):
    """The run has the words beside the number, up to other placeholders and without punctuation."""
    assert shown(fill_unbroken(pattern, PARTS, 'section')) == expected
    assert expected.translate(str.maketrans('', '', '[]')) == shown(fill(pattern, PARTS))


def test_a_project_puts_aliases_in_front(build, tmp_path):
    """A translation of the project's own that begins with the aliases has its run there."""
    pattern = '%(aliases)s alias %(name)s'
    write_catalog(tmp_path / 'source/locales', {english.NAME_WITH_ALIAS: pattern})
    built = build({'index.rst': PAGE + '   :codes: 422\n'}, language='de', **SEVERAL)
    (table,) = read_html(built.text())
    assert table.rows[0][1] == 'UNPROCESSABLE_ENTITY alias UNPROCESSABLE_CONTENT'
    assert read_runs(built.text(), ALIASES_CLASS) == ['UNPROCESSABLE_ENTITY alias']
