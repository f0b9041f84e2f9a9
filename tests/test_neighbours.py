"""What stands beside the members in the code may stand beside them on a page."""

from __future__ import annotations

import sys

import pytest

from sphinxext.http_status.cli import main
from sphinxext.http_status.facts.neighbours import find_neighbours
from sphinxext.http_status.facts.request import TableRequest

CODE = """
import enum

class Signal(enum.IntEnum):
    STOP = 19
    KILL = 9

    def __init__(self, _number):
        self.label = self.name.title()

MASK_BLOCK = 0
"""
PAGES = {
    'page.rst': """
.. data:: STOP

.. data:: KILL

.. data:: MASK_BLOCK

.. data:: MASK_NEVER
""",
    'table.rst': """
===========  =====
Name         Code
===========  =====
STOP         19
KILL         9
MASK_BLOCK   0
MASK_NEVER   1
===========  =====
""",
    'page.md': """
- `STOP`
- `KILL`
- `MASK_BLOCK`
- `MASK_NEVER`
""",
    'page.html': """<dl><dt><code>STOP</code></dt><dd>a</dd>
<dt><code>KILL</code></dt><dd>a</dd>
<dt><code>MASK_BLOCK</code></dt><dd>a</dd>
<dt><code>MASK_NEVER</code></dt><dd>a</dd></dl>
""",
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder with code and pages, in which the command runs."""
    (tmp_path / 'neighbouring.py').write_text(CODE, encoding='utf-8')
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text, encoding='utf-8')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, 'path', sys.path[:])
    yield tmp_path
    sys.modules.pop('neighbouring', None)


@pytest.mark.parametrize('page', PAGES)
@pytest.mark.parametrize('word', ['neighbouring.Signal', 'neighbouring.py::Signal'])
def test_what_the_module_has_beside_the_object_is_no_drift(folder, capsys, page, word):
    """Of two names that are no members, the page is told of the one that nothing has."""
    status = main(['check', page, word])
    lines = capsys.readouterr().out.splitlines()
    assert (status, len(lines)) == (1, 1)
    assert 'MASK_NEVER, ' in lines[0]


@pytest.mark.parametrize('written', ['Signal.MASK_BLOCK', 'neighbouring.Signal.MASK_BLOCK'])
def test_what_a_page_calls_a_member_has_to_be_one(folder, capsys, written):
    """A name behind that of the enum is not one of its module."""
    text = PAGES['page.rst'].replace('MASK_BLOCK', written).replace('.. data:: MASK_NEVER', '')
    (folder / 'page.rst').write_text(text, encoding='utf-8')
    assert main(['check', 'page.rst', 'neighbouring.Signal']) == 1
    assert f'the page says {written}, ' in capsys.readouterr().out


def test_the_attributes_of_members_are_neighbours(folder):
    """What members have is known by its name, and members are none of their own neighbours."""
    found = find_neighbours(TableRequest(object='neighbouring.py::Signal', folder=folder))
    assert {'MASK_BLOCK', 'name', 'label'} - found == set()
    assert found & {'STOP', 'KILL'} == set()


@pytest.mark.parametrize('name', ['nothing.there', 'nothing.py::Reply', 'codes.json'])
def test_what_cannot_be_read_has_no_neighbours(tmp_path, name):
    """Without the code there is nothing to know of what stands in it."""
    assert find_neighbours(TableRequest(object=name, folder=tmp_path)) == frozenset()


def test_members_of_other_releases_are_no_neighbours():
    """A page of an old release is told of a member that came later, although Python has it now."""
    found = find_neighbours(TableRequest(object='http.HTTPStatus', release='3.5'))
    assert 'EARLY_HINTS' not in found
    assert 'HTTPMethod' in found


def test_constants_beside_a_pattern_are_neighbours():
    """What a pattern does not choose stands in the module all the same."""
    found = find_neighbours(TableRequest(object='os:SEEK_*'))
    assert 'O_RDONLY' in found
    assert 'SEEK_SET' not in found
