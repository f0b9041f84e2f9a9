"""``http-status history``: which release had which members, by the tags of a repository."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from building import fresh_modules
from pythons import executables

from sphinxext.http_status.cli import main
from sphinxext.http_status.facts.histories.files import find_history, parse_history
from sphinxext.http_status.facts.histories.versions import sort_tags

DOCS = Path(__file__).parents[1] / 'docs'
PLACE = 'src/shop/errors.py::Error'


class Repo:
    """A git repository that a test fills."""

    def __init__(self, folder):
        self.folder = folder
        self.git('init', '--quiet')

    def git(self, *arguments):
        """Run git, and return what it prints."""
        who = ('-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false')
        command = ['git', *who, *arguments]
        return subprocess.run(command, cwd=self.folder, check=True, capture_output=True).stdout.decode()

    def release(self, *tags, **files):
        """Commit files, whose names have __ for a slash and no suffix, and tag that."""
        for name, content in files.items():
            parts = name.replace('__init__', '@').replace('__', '/').replace('@', '__init__')
            path = self.folder / f'{parts}.py'
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.unlink()
            else:
                path.write_text(content, encoding='utf-8')
        self.git('add', '--all')
        self.git('commit', '--quiet', '--allow-empty', '--message', 'x')
        for tag in tags:
            self.git('tag', tag)


def enum(*members):
    """Return a source with an enum of members, each of them with a phrase."""
    lines = [f'    {name} = {code}, "{phrase}"' for name, code, phrase in members]
    return (
        'from enum import IntEnum\nimport nowhere\nclass Error(IntEnum):\n'
        '    def __new__(cls, code, phrase):\n        self = int.__new__(cls, code)\n'
        '        self._value_ = code\n        self.phrase = phrase\n        return self\n'
        + '\n'.join(lines)
        + '\n'
    )


LOST = ('LOST', 1, 'It is lost')
GONE = ('GONE', 2, 'It is gone')
BUSY = ('BUSY', 3, 'Later')


@pytest.fixture
def repo(tmp_path, monkeypatch):
    """Return a repository in the current folder."""
    monkeypatch.chdir(tmp_path)
    return Repo(tmp_path)


@pytest.fixture
def shop(repo):
    """Return a repository with some releases."""
    repo.release('v0.1', README='')
    repo.release('v1.0', src__shop__errors=enum(LOST))
    repo.release('v1.1rc1', 'nightly', src__shop__errors=enum(BUSY))
    repo.release('v1.1', src__shop__errors=enum(LOST, GONE))
    repo.release('v1.2', src__shop__errors=enum(LOST, GONE) + '    BUSY = nowhere.busy()\n')
    repo.release('v2.0', src__shop__errors=enum(BUSY, ('AWAY', 2, 'It is away')))
    return repo


def names(path):
    """Return the names of each release in a history file."""
    history = parse_history(json.loads(Path(path).read_text(encoding='utf-8')))
    return {release: [row.name for row in history.rows(release)] for release in history.releases}


@pytest.mark.parametrize('object_path', [PLACE, 'shop.errors.Error', f'shop.Error={PLACE}'])
def test_each_tagged_release_is_in_the_history(shop, capsys, object_path):
    """Members come, go and change their names; what is left out is told, and nothing is changed."""
    before = shop.git('status', '--porcelain'), shop.git('rev-parse', 'HEAD')
    assert main(['history', object_path, '-o', 'h.json']) == 0
    out, err = capsys.readouterr()
    assert names('h.json') == {'1.0': ['LOST'], '1.1': ['LOST', 'GONE'], '2.0': ['BUSY', 'AWAY']}
    assert json.loads(Path('h.json').read_text())['object'] == object_path.partition('=')[0]
    assert out == ''
    lines = [line.removeprefix('http-status history: ') for line in err.splitlines()]
    assert lines[:2] == [
        'note: left out pre-releases: v1.1rc1',
        'note: left out tags that are no versions: nightly',
    ]
    assert lines[2].startswith('note: left out 1.2: cannot tell src/shop/errors.py::Error without')
    assert 'errors.py:11: nowhere' in lines[2]
    assert lines[3:] == [f'wrote h.json: 1.0, 1.1, 2.0 of {object_path.partition("=")[0]}']
    Path('h.json').unlink()
    assert (shop.git('status', '--porcelain'), shop.git('rev-parse', 'HEAD')) == before


def test_written_again_it_only_appends(shop, capsys):
    """Known releases stay, and texts that were edited go on as long as the code says the same."""
    main(['history', PLACE, '-o', 'h.json', '--tags', 'v1.*'])
    text = Path('h.json').read_text().replace('It is lost', 'Nobody knows where it is')
    Path('h.json').write_text(text)
    assert main(['history', PLACE, '-o', 'h.json', '--tags', 'v1.*']) == 0
    assert Path('h.json').read_text() == text
    assert capsys.readouterr().err.endswith('h.json knows all releases already; the last is 1.1\n')
    shop.release('v2.1', src__shop__errors=enum(LOST, BUSY, ('AWAY', 2, 'It is away')))
    shop.release('v2.2', src__shop__errors=enum(LOST, BUSY, ('AWAY', 2, 'Far away')))
    shop.release('v2.3', src__shop__errors=enum(('LOST', 1, 'Lost'), BUSY, ('AWAY', 2, 'Far away')))
    shop.git('tag', '--delete', 'v2.0')
    assert main(['history', PLACE, '-o', 'h.json']) == 0
    members = {each['code']: each for each in json.loads(Path('h.json').read_text())['members']}
    assert members[1]['phrase'] == {'1.0': 'Nobody knows where it is', '2.3': 'Lost'}
    assert members[2]['phrase'] == {'1.1': 'It is gone', '2.1': 'It is away', '2.2': 'Far away'}
    assert members[2]['name'] == {'1.1': 'GONE', '2.1': 'AWAY'}
    assert list(names('h.json')) == ['1.0', '1.1', '2.1', '2.2', '2.3']


def test_the_present_state_can_be_a_release(shop, capsys):
    """It is added without a tag, from what lies there or is imported; another one is not replaced."""
    assert main(['history', PLACE, '--release', '3.0', '-o', 'h.json']) == 0
    assert names('h.json') == {'3.0': ['BUSY', 'AWAY']}
    assert main(['history', PLACE, '--release', '3.0', '-o', 'h.json']) == 0
    shop.release(src__shop__errors=enum(LOST))
    assert main(['history', PLACE, '--release', '3.0', '-o', 'h.json']) == 2
    assert 'has 3.0 already, with other members' in capsys.readouterr().err
    assert main(['history', 'http.HTTPMethod', '--release', '3.0']) == 0
    assert capsys.readouterr().out.startswith('{\n  "object": "http.HTTPMethod",\n  "releases": ["3.0"]')
    assert main(['history', PLACE, '--release', '3.1', '--tags', 'v2.*', '-o', 'both.json']) == 0
    assert names('both.json') == {'2.0': ['BUSY', 'AWAY'], '3.1': ['LOST']}


def test_an_object_may_have_moved(repo):
    """Several places are tried in each release, and imports from another file are followed."""
    repo.release('1.0', old=enum(LOST))
    repo.release('1.1', old=None, shop__new=enum(LOST, GONE).replace('Error', 'Fault'))
    repo.release(
        '1.2',
        shop____init__='from .new import Fault as Error\n',
        shop__new=enum(GONE).replace('Error', 'Fault'),
    )
    words = ['shop.Error', 'shop/new.py::Fault', 'old.py::Error']
    assert main(['history', *words, '-o', 'h.json']) == 0
    assert names('h.json') == {'1.0': ['LOST'], '1.1': ['LOST', 'GONE'], '1.2': ['GONE']}


def test_places_are_relative_to_the_folder(shop, monkeypatch):
    """They may lie in a folder of the repository, which may be another than the current one."""
    monkeypatch.chdir(shop.folder / 'src')
    assert main(['history', 'shop/errors.py::Error', '-o', '../h.json']) == 0
    monkeypatch.chdir(shop.folder.parent)
    folder = str(shop.folder / 'src/shop')
    assert main(['history', '../shop/errors.py::Error', '--repo', folder, '-o', 'h2.json']) == 0
    assert names('h2.json') == names(shop.folder / 'h.json')
    assert len(names('h2.json')) == 3


def test_whatever_has_codes_has_a_history(repo):
    """Constants, dicts and files of records are read as enums are."""
    repo.release('1.0', codes='EX_OK = 0\nOTHER = 3\nTEXTS = {404: "Lost"}\n')
    (repo.folder / 'codes.json').write_text('[{"code": "E1", "name": "LOST"}]')
    repo.release('2.0', codes='EX_OK = 0\nEX_BAD = 1\nTEXTS = {404: "Lost", 410: "Gone"}\n')
    expected = {
        'codes.py::EX_*': {'1.0': ['EX_OK'], '2.0': ['EX_OK', 'EX_BAD']},
        'codes:EX_*': {'1.0': ['EX_OK'], '2.0': ['EX_OK', 'EX_BAD']},
        'codes.py::TEXTS': {'1.0': ['Lost'], '2.0': ['Lost', 'Gone']},
        'codes.json': {'2.0': ['LOST']},
    }
    for number, (place, releases) in enumerate(expected.items()):
        assert main(['history', place, '-o', f'h{number}.json']) == 0
        assert names(f'h{number}.json') == releases


def test_many_releases_are_told_in_one_line(repo, capsys):
    """Of many releases the first and the last are named."""
    for number in range(12):
        repo.release(f'1.{number}', errors='EX_OK = 0\n')
    assert main(['history', 'errors.py::EX_*', '-o', 'h.json']) == 0
    assert capsys.readouterr().err.endswith(
        'wrote h.json: 12 releases from 1.0 to 1.11 of errors.py::EX_*\n'
    )


def test_a_release_without_the_object_is_told_between_others(repo, capsys):
    """What a release lacks before the first that has it is no news; later it is."""
    repo.release('0.9')
    repo.release('1.0', errors=enum(LOST))
    repo.release('1.1', errors=None)
    repo.release('1.2', errors=enum(LOST, GONE))
    assert main(['history', 'errors.py::Error', '-o', 'h.json']) == 0
    assert names('h.json') == {'1.0': ['LOST'], '1.2': ['LOST', 'GONE']}
    told = [line for line in capsys.readouterr().err.splitlines() if 'left out' in line]
    assert told == ['http-status history: note: left out 1.1: it has no errors.py::Error']


def test_two_members_of_one_code_are_told(repo, capsys):
    """A history knows members by their codes, so a release with one code twice is left out."""
    repo.release('1.0', errors='class A(Exception): code = 1\nclass B(Exception): code = 1\n')
    assert main(['history', 'errors.py', '-o', 'h.json']) == 2
    assert 'left out 1.0: two members of errors.py have the code 1' in capsys.readouterr().err


def test_a_new_member_has_to_be_recorded(shop, capsys):
    """``check --facts`` fails when the newest release lacks a member, or has one that is gone."""
    main(['history', PLACE, '-o', 'h.json'])
    check = ['check', '--facts', PLACE, '--history', 'h.json']
    assert main(check) == 0
    shop.release(src__shop__errors=enum(LOST, BUSY))
    capsys.readouterr()
    assert main(check) == 1
    out = capsys.readouterr().out
    assert '1 LOST is not in the history; add the release that added it' in out
    assert '2 AWAY is in the history, and no more in the object' in out
    main(['history', PLACE, '-o', 'h.json', '--release', '3.0'])
    assert main(check) == 0


def test_a_table_shows_a_release_of_it(shop, build):
    """What the command writes is what ``http_status_histories`` takes."""
    main(['history', PLACE, '-o', 'h.json'])
    page = 'T\n=\n\n.. http-status-table:: shop.Error\n   :release: 1.1\n'
    history = Path('h.json').read_text()
    built = build({'index.rst': page, 'h.json': history}, http_status_histories={'shop.Error': 'h.json'})
    assert built.warnings == []
    assert 'GONE' in built.text()
    assert 'AWAY' not in built.text()


@pytest.mark.parametrize(
    ('release', 'written'),
    [('\b', '\\x08'), ('\x1b[1m', '\\x1b[1m'), ('\udcff', '\\udcff'), ('3\n4 ', '3 4')],
)
def test_an_odd_release_is_written_as_it_can_be(repo, release, written):
    """What can stand in no file has the form in the file that it has everywhere, also when added to."""
    Path('codes.json').write_text('[{"code": 1, "name": "A"}]')
    for _again in range(2):
        assert main(['history', 'codes.json', '-o', 'h.json', '--release', release]) == 0
    assert names('h.json') == {written: ['A']}


WRONG = {
    ('nothing.py::Error',): 'no tag in .* has members of nothing.py::Error; give the path of its file',
    ('src/shop/errors.py::Eror',): "defines no Eror; did you mean 'Error'",
    (PLACE, '--repo', '/nowhere'): 'git .* fails: .*/nowhere',
    (PLACE, '-o', 'missing/h.json'): 'cannot write missing/h.json: No such file',
    (PLACE, '-o', 'table.csv'): 'cannot read the history .* it has to be JSON, such as',
    ('shop.Error=here',): 'cannot find module here|no tag in',
    ('nowhere.Error', '--release', '1.0'): 'cannot find module nowhere',
}


@pytest.mark.parametrize('words', WRONG, ids=' '.join)
def test_wrong_use_is_told(shop, capsys, words):
    """A message on standard error says what is wrong, and the exit status is 2."""
    Path('table.csv').write_text('code,name\n404,LOST\n')
    before = sorted(path.name for path in shop.folder.iterdir())
    assert main(['history', *words]) == 2
    out, err = capsys.readouterr()
    assert out == ''
    assert 'Traceback' not in err
    assert re.search(WRONG[words], err)
    assert sorted(path.name for path in shop.folder.iterdir()) == before


def test_tags_of_releases_are_told_from_others():
    """A version stands alone or behind a name; what is not final or no version is neither."""
    tags = sort_tags(
        [
            *('v2.0', '1.10', 'release-1.9', 'rel_1_8', 'shop/v1.7', 'v1.6.final', '1.5.0'),
            *('v2.1rc1', '2.1b2', 'v3.0.0-alpha.1', '2.1.dev3', 'v2.2-pre', 'v1.0.0a1'),
            *('nightly', 'latest', 'v', '1.4-2-gabc', 'before-rename', '2.0'),
        ]
    )
    assert list(tags.by_release) == ['1.5.0', '1.6', '1.7', '1.8', '1.9', '1.10', '2.0']
    assert tags.by_release['2.0'] == 'v2.0'
    assert len(tags.pre_releases) == 6
    assert len(tags.others) == 6


def test_a_release_of_the_history_is_found_by_fewer_or_more_numbers():
    """1.2 is the last of 1.2.x that is known, and 1.2.9 the last before it."""
    members = [{'code': 1, 'name': {'1.2.0': 'A'}}]
    releases = ['1.2.0', '1.2.3', '1.10.1']
    history = parse_history({'object': 'x', 'releases': releases, 'members': members})
    found = {wanted: history.find_release(wanted, print) for wanted in ('1.2', '1.2.2', '1.2.9', '1.10')}
    assert found == {'1.2': '1.2.3', '1.2.2': '1.2.0', '1.2.9': '1.2.3', '1.10': '1.10.1'}


@pytest.mark.parametrize('name', ['HTTPStatus', 'HTTPMethod'])
def test_the_history_of_python_is_reproduced(repo, name):
    """From ``http/__init__.py`` of the interpreters here come the members and notes that we ship."""
    releases = [f'3.{minor}' for minor in range(6, 14)]
    for release in releases:
        for executable in executables(release):
            code = 'import http; print(http.__file__)'
            done = subprocess.run([executable, '-I', '-c', code], capture_output=True, check=False)
            if done.returncode == 0:
                source = Path(done.stdout.decode().strip()).read_text(encoding='utf-8')
                repo.release(f'v{release}.0', f'v{release}.0rc1', Lib__http____init__=source)
                break
    assert main(['history', f'http.{name}', '-o', 'h.json']) == 0
    made = parse_history(json.loads(Path('h.json').read_text(encoding='utf-8')))
    shipped = find_history(f'http.{name}')
    assert len(made.releases) >= 2
    for release in made.releases:
        known = release.removesuffix('.0')
        rows = [replace(row, since='') for row in made.rows(release)]
        assert rows == [replace(row, since='') for row in shipped.rows(known)]
    # Each note that we ship is made of it too, but for what came with the first release that is here.
    if len(made.releases) == len(releases) and name == 'HTTPStatus':
        last = made.releases[-1]
        made_notes = [(note.release.removesuffix('.0'), note.changes) for note in made.notes(last)[1:]]
        notes = [(note.release, note.changes) for note in shipped.notes('3.13')]
        assert made_notes == [each for each in notes if each[0] not in {'3.5', '3.6'}]
        assert len(made_notes) >= 3


def test_codes_that_initializers_set_are_in_the_history(repo, capsys):
    """Exceptions have their codes in each release, and what is left out is told once."""
    source = (
        'class Error(Exception): ...\nclass NotSold(Error): status_code = 410\n'
        'class BasketFull(Error):\n    def __init__(self, detail):\n'
        '        super().__init__(409, detail)\n        self.status_code = 409\n'
    )
    open_class = 'class Any(NotSold):\n    def __init__(self, c): self.status_code = c\n'
    repo.release('1.0', shop__errors=source)
    repo.release('1.1', shop__errors=source + open_class)
    repo.release('1.2', shop__errors=source + open_class)
    assert main(['history', 'shop/errors.py::Error', '-o', 'h.json']) == 0
    assert set(names('h.json')) == {'1.0', '1.1', '1.2'}
    assert set(map(tuple, names('h.json').values())) == {('NotSold', 'BasketFull')}
    assert capsys.readouterr().err.count('left out Any of shop/errors.py::Error') == 1
    for name in ('shop/errors.py::Error', 'shop.errors.Error=shop/errors.py::Error'):
        assert main(['check', '--facts', name, '--history', 'h.json']) == 0
    Path('shop/__init__.py').touch()
    with fresh_modules(repo.folder):
        assert main(['check', '--facts', 'shop.errors.Error', '--history', 'h.json']) == 0
