"""The tool that writes the histories."""

from __future__ import annotations

import json
import runpy
import shutil
import sys
from pathlib import Path

import pytest
from shipped import NEWEST, NEXT

from sphinxext.http_status.facts.histories.files import SHIPPED, parse_history

ROOT = Path(__file__).parents[1]
DATA = ROOT / 'sphinxext' / 'http_status' / 'facts' / 'data'
RUNNING = '.'.join(str(part) for part in sys.version_info[:2])


def _read(path):
    return parse_history(json.loads(path.read_text(encoding='utf-8')))


SHIPPED_STATUS = _read(DATA / 'http.HTTPStatus.json')


@pytest.fixture
def make_history(tmp_path):
    """Return a function that runs the tool on a copy of the histories, and that copy."""
    copy = tmp_path / 'data'
    shutil.copytree(DATA, copy)
    main = runpy.run_path(str(ROOT / 'tools' / 'make_history.py'))['main']
    return lambda *arguments: main(['--data', str(copy), *arguments]), copy


def test_regenerating_changes_nothing(make_history):
    """The histories are what the tool writes: the bytes stay when it reads an interpreter again."""
    run, copy = make_history
    run('--python', sys.executable)
    for object_path in SHIPPED:
        name = f'{object_path}.json'
        assert (DATA / name).read_bytes() == (copy / name).read_bytes()


def test_history_file_has_a_line_per_member():
    """A release that adds one member shows as one line in a diff."""
    lines = (DATA / 'http.HTTPStatus.json').read_text(encoding='utf-8').splitlines()
    assert sum(line.startswith('    {"code": ') for line in lines) == len(SHIPPED_STATUS.members)


def _dumps(path, **releases):
    """Write a file of dumps in which each release has the codes given, in their order."""
    versions = {
        release.replace('_', '.'): {
            'HTTPStatus': [{'name': f'S{code}', 'value': code} for code in codes],
            'HTTPMethod': None,
            'aliases': [],
        }
        for release, codes in releases.items()
    }
    path.write_text(json.dumps({'versions': versions}), encoding='utf-8')
    return str(path)


def test_new_release_is_merged(make_history, tmp_path):
    """A release from a file of dumps is added behind the others, which stay as they were."""
    run, copy = make_history
    codes = [row.code for row in SHIPPED_STATUS.rows(NEWEST) if row.code != 510]
    run('--dumps', _dumps(tmp_path / 'dumps.json', **{NEXT.replace('.', '_'): [*codes, 599]}))
    history = _read(copy / 'http.HTTPStatus.json')
    assert history.releases == (*SHIPPED_STATUS.releases, NEXT)
    assert [row.name for row in history.rows(NEXT)] == [f'S{code}' for code in (*codes, 599)]
    assert history.rows(NEWEST) == SHIPPED_STATUS.rows(NEWEST)


def test_impossible_order_is_refused(make_history, tmp_path):
    """Releases that define members in opposite orders fit no history; nothing is written."""
    run, copy = make_history
    before = (copy / 'http.HTTPStatus.json').read_bytes()
    with pytest.raises(SystemExit, match=r'http\.HTTPStatus define .*\b200\b.* in different orders'):
        run('--dumps', _dumps(tmp_path / 'dumps.json', **{NEXT.replace('.', '_'): [201, 200]}))
    assert (copy / 'http.HTTPStatus.json').read_bytes() == before


def test_sources_that_disagree_are_refused(make_history, tmp_path):
    """A file of dumps that contradicts an interpreter is an error, not overwritten."""
    run, _ = make_history
    dumps = _dumps(tmp_path / 'dumps.json', **{RUNNING.replace('.', '_'): [200]})
    with pytest.raises(SystemExit, match=rf'disagree about http\.HTTPStatus in release {RUNNING}'):
        run('--dumps', dumps, '--python', sys.executable)
