"""What a page calls the object, its members and their releases, by other names than the command does."""

from __future__ import annotations

import sys

import pytest

from sphinxext.http_status.cli import main

CODE = """
import enum

class Reply(enum.IntEnum):
    OK = 0
    LOST = 3
    GONE = 4

class Signal(enum.IntEnum):
    STOP = 19

OP_ALL = 1
OP_NO_TLSv1 = 2
OP_NO_SSLv3 = 4
OP_NAMES = {1: 'all'}
__all__ = ['Reply', 'Signal', 'OP_ALL', 'OP_NO_TLSv1', 'OP_NO_SSLv3']
"""


@pytest.fixture
def check(tmp_path, monkeypatch, capsys):
    """Return a function that checks a page beside a package, and returns status and findings."""
    package = tmp_path / 'src' / 'shopping'
    package.mkdir(parents=True)
    (package / '__init__.py').write_text('from shopping.codes import *\n', encoding='utf-8')
    (package / 'codes.py').write_text(CODE, encoding='utf-8')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, 'path', [str(tmp_path / 'src'), *sys.path])

    def run(page: str, word: str) -> tuple[int, list[str]]:
        (tmp_path / 'page.rst').write_text(page, encoding='utf-8')
        status = main(['check', 'page.rst', word])
        return status, capsys.readouterr().out.splitlines()

    yield run
    for name in [each for each in sys.modules if each.partition('.')[0] == 'shopping']:
        del sys.modules[name]


WORDS = ['src/shopping/codes.py::Reply', 'shopping.Reply', 'shopping.codes.Reply']


@pytest.mark.parametrize('word', WORDS)
@pytest.mark.parametrize('named', ['shopping.codes.Reply', 'shopping.Reply', 'Reply'])
def test_a_package_gives_out_what_its_modules_have(check, word, named):
    """Page and command may name one object by the module that has it, by its package, or by its file."""
    status, lines = check(f'.. autoclass:: {named}\n   :members:\n', word)
    assert (status, len(lines)) == (0, 1)
    assert ' with all members' in lines[0]


@pytest.mark.parametrize('word', WORDS)
@pytest.mark.parametrize(
    'named', ['shopping.codes.Signal', 'selling.codes.Reply', 'shopping.Reply.Inner']
)
def test_another_object_is_none_whatever_its_name_ends_with(check, word, named):
    """A class of another name or another package does not show the members of the object."""
    status, lines = check(f'.. autoclass:: {named}\n   :members:\n', word)
    assert status == 1
    assert not any('with all members' in line for line in lines)


def test_a_page_without_any_member_is_told_once(check):
    """Where names stand on a page and none is a member, that is said, and not each member missed."""
    status, lines = check('Use ``DEBUG`` or ``VERBOSE``.\n', 'shopping.Reply')
    assert (status, lines) == (1, ['page.rst:1: there is no member of shopping.Reply here'])


def test_a_single_misspelled_member_is_told(check):
    """A page whose only name is nearly that of a member has something to compare."""
    status, lines = check('Names\n=====\n\n- ``LOOST``\n', 'shopping.Reply')
    assert status == 1
    assert 'did you mean LOST?' in lines[0]


@pytest.mark.parametrize('word', ['shopping.codes:OP_*', 'src/shopping/codes.py::OP_*'])
@pytest.mark.parametrize(
    ('change', 'told'),
    [
        (('OP_NO_TLSv1\n', 'OP_NO_TLSv9\n'), 'OP_NO_TLSv1 is missing'),
        (('          OP_NO_SSLv3\n', ''), 'OP_NO_SSLv3 is missing'),
        (('OP_ALL\n', 'OP_ALL\n          OP_FEW\n'), 'the page says OP_FEW, '),
        (('OP_ALL\n', 'OP_ALL\n          OP_NAMES\n'), ''),
        (('', ''), ''),
    ],
)
def test_what_begins_as_the_pattern_does_is_compared(check, word, change, told):
    """Among other constants, those of the pattern are found, small letters in them or not."""
    page = '.. data:: OP_ALL\n          OP_NO_TLSv1\n          OP_NO_SSLv3\n'
    families = ''.join(f'\n.. data:: MODE_{name}\n' for name in 'ABCDEFGH')
    status, lines = check(page.replace(*change, 1) + families, word)
    assert (status, len(lines)) == ((1, 1) if told else (0, 0))
    assert told in ''.join(lines)


def test_releases_are_compared_with_a_history_alone(check):
    """Without a history nobody knows what a release changed, whatever a note says of members."""
    page = (
        '.. data:: OK\n\n   Fine.\n\n   .. versionchanged:: 2.4\n      It was ``LOST`` before.\n\n'
        '.. data:: LOST\n\n.. data:: GONE\n'
    )
    assert check(page, 'shopping.Reply') == (0, [])


def test_a_module_that_cannot_be_known_is_refused(check, tmp_path, capsys):
    """What keeps the constants of a module from being known is said, and is no fault of the command."""
    code = 'from elsewhere import mark\n@mark\nclass Code:\n    pass\nA = Code("a")\nB = Code("b")\n'
    (tmp_path / 'marked.py').write_text(code, encoding='utf-8')
    (tmp_path / 'page.rst').write_text('- ``A``\n', encoding='utf-8')
    assert main(['check', 'page.rst', 'marked.py']) == 2
    message = capsys.readouterr().err
    assert 'mark comes from elsewhere' in message
    assert 'fault' not in message
