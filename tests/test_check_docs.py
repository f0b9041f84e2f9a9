"""What the documentation and the hook say of the check is true."""

from __future__ import annotations

import re
import runpy
import shlex
import sys
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]
from following import begin

from sphinxext.http_status.cli import main

ROOT = Path(__file__).parents[1]


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Return the folder of a project with the files that the guide has written."""
    begin(tmp_path, 'how-to/check.rst')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, 'path', [str(tmp_path), *sys.path])
    yield tmp_path
    for name in ('shop', 'shop.errors'):
        sys.modules.pop(name, None)


def find_hooks():
    """Return the hooks that the how-to configures."""
    text = (ROOT / 'docs/_examples/pre-commit.yaml').read_text(encoding='utf-8')
    (repository,) = yaml.safe_load(text)['repos']
    return list(repository['hooks'])


def offered():
    """Return the hook that we offer."""
    (hook,) = yaml.safe_load((ROOT / '.pre-commit-hooks.yaml').read_text(encoding='utf-8'))
    return hook


def test_the_hook_has_what_pre_commit_needs():
    """The hook has the keys that pre-commit requires, and takes no file names, since args name them."""
    hook = offered()
    assert {'id', 'name', 'entry', 'language'} <= set(hook)
    assert (hook['id'], hook['language'], hook['pass_filenames']) == ('http-status', 'python', False)
    assert 'python' in hook['types_or']


def test_the_hook_without_pages_is_wrong_use(capsys):
    """A hook whose args name no page fails, and says so."""
    _program, *words = shlex.split(offered()['entry'])
    assert main(words) == 2
    assert 'name a file to check' in capsys.readouterr().err


@pytest.mark.parametrize('hook', find_hooks(), ids=lambda hook: hook.get('name', 'default'))
def test_the_hooks_of_the_how_to_run(project, capsys, hook):
    """What pre-commit would run passes on right pages, and fails when the code has changed."""
    program, *words = shlex.split(hook['entry']) + hook['args']
    # It is the hook that we offer, in the environment of the project.
    for name in ('entry', 'types_or', 'pass_filenames'):
        assert hook[name] == offered()[name]
    assert (program, hook['language']) == ('http-status', 'system')
    assert main(words) == 0
    path = project / words[1].partition('#')[0]
    text = path.read_text(encoding='utf-8')
    assert 'NOT_FOUND' in text
    path.write_text(text.replace('NOT_FOUND', 'LOST_PAGE'), encoding='utf-8')
    assert main(words) == 1
    assert 'says LOST_PAGE' in capsys.readouterr().out


def test_the_example_of_a_test_passes(project, capsys):
    """The tests that the how-to shows pass on right pages, and fail on wrong ones."""
    main(['render', 'shop.errors.Reply', '--format', 'csv'])
    rows = capsys.readouterr().out.replace(',', '</td><td>').replace('\n', '</td></tr><tr><td>')
    (project / 'build/html').mkdir(parents=True)
    (project / 'build/html/index.html').write_text(f'<table><tr><td>{rows}</table>', encoding='utf-8')
    tests = runpy.run_path(str(ROOT / 'docs/_examples/test_docs.py'))
    functions = [function for name, function in tests.items() if name.startswith('test_')]
    assert len(functions) == 2
    for function in functions:
        function()
    for name in ('docs/status.rst', 'build/html/index.html'):
        path = project / name
        path.write_text(
            path.read_text(encoding='utf-8').replace('NOT_FOUND', 'LOST_PAGE'), encoding='utf-8'
        )
    for function in functions:
        with pytest.raises(AssertionError, match='LOST_PAGE'):
            function()


def test_the_example_for_cog_is_up_to_date(capsys):
    """The table in the block for cog is what its command prints."""
    text = (ROOT / 'docs/_examples/cog.md').read_text(encoding='utf-8')
    (command,) = re.findall(r"command = '(.*)'", text)
    program, *words = shlex.split(command)
    assert (program, main(words)) == ('http-status', 0)
    assert text.partition(']]] -->\n\n')[2].partition('\n<!-- [[[end]]]')[0] == capsys.readouterr().out


def test_the_example_of_the_configuration_is_valid(build):
    """The value that the reference shows is accepted, and its addresses are looked for."""
    text = (ROOT / 'docs/reference/configuration.rst').read_text(encoding='utf-8')
    (block,) = re.findall(r'( +http_status_tables = \{.*?\n +\}\n)', text, re.DOTALL)
    values: dict[str, object] = {}
    exec(re.sub(r'^ {6}', '', block, flags=re.MULTILINE), values)
    built = build({'index.rst': ''}, 'http-status', http_status_tables=values['http_status_tables'])
    assert [line.partition(': there is no')[0] for line in built.warnings] == [
        'WARNING: api/errors',
        'WARNING: library/http',
    ]
