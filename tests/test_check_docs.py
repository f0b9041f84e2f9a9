"""What the documentation and the hook say of the check is true."""

from __future__ import annotations

import re
import runpy
import shlex
import sys
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

from sphinxext.http_status.cli import main, make_parser

ROOT = Path(__file__).parents[1]
HOW_TO = (ROOT / 'docs/how-to/check.rst').read_text(encoding='utf-8')
ENUM = 'import enum\nclass Reply(enum.IntEnum):\n    OK = 200\n    GONE = 410\n'
REPLIES = '=== ====\n200 OK\n410 GONE\n=== ====\n'


@pytest.fixture
def project(tmp_path, monkeypatch, capsys):
    """Return the folder of a project with the files that the examples name."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, 'path', [str(tmp_path), *sys.path])
    for folder in ('docs/_build/html', 'yourproject'):
        (tmp_path / folder).mkdir(parents=True)
    main(['render', '--release', '3.13', '--format', 'md'])
    (tmp_path / 'README.md').write_text(f'# Status codes\n\n{capsys.readouterr().out}', encoding='utf-8')
    main(['render', '--release', '3.13'])
    (tmp_path / 'docs/status.rst').write_text(capsys.readouterr().out, encoding='utf-8')
    rows = '| Code | Name |\n| - | - |\n| 200 | OK |\n| 410 | `GONE` |\n'
    (tmp_path / 'docs/errors.md').write_text(f'# E\n\n## Reply codes\n\n{rows}', encoding='utf-8')
    html = '<table><tr><td>200</td><td>OK</td></tr><tr><td>410</td><td>GONE</td></tr></table>'
    (tmp_path / 'docs/_build/html/errors.html').write_text(html, encoding='utf-8')
    replies = 'Replies\n=======\n\nWe say:\n\n* ``OK`` (200)\n'
    (tmp_path / 'docs/replies.rst').write_text(replies, encoding='utf-8')
    (tmp_path / 'docs/citations.csv').write_text(
        'object,code,spec,rfc,section\nyourproject.errors.Reply,410,HTTP Semantics,9110,15.5.11\n',
        encoding='utf-8',
    )
    (tmp_path / 'yourproject/__init__.py').touch()
    (tmp_path / 'yourproject/errors.py').write_text(ENUM, encoding='utf-8')
    yield tmp_path
    for name in ('yourproject', 'yourproject.errors'):
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
    assert 'GONE' in text
    path.write_text(text.replace('GONE', 'GOME'), encoding='utf-8')
    assert main(words) == 1
    assert 'says GOME' in capsys.readouterr().out


def test_the_example_of_a_test_passes(project):
    """The tests that the how-to shows pass on right pages, and fail on wrong ones."""
    tests = runpy.run_path(str(ROOT / 'docs/_examples/test_docs.py'))
    functions = [function for name, function in tests.items() if name.startswith('test_')]
    assert len(functions) == 2
    for function in functions:
        function()
    for name in ('docs/status.rst', 'docs/_build/html/errors.html'):
        path = project / name
        path.write_text(path.read_text(encoding='utf-8').replace('GONE', 'GOME'), encoding='utf-8')
    for function in functions:
        with pytest.raises(AssertionError, match='GOME'):
            function()


def test_the_example_for_cog_is_up_to_date(capsys):
    """The table in the block for cog is what its command prints."""
    text = (ROOT / 'docs/_examples/cog.md').read_text(encoding='utf-8')
    (command,) = re.findall(r"command = '(.*)'", text)
    program, *words = shlex.split(command)
    assert (program, main(words)) == ('http-status', 0)
    assert text.partition(']]] -->\n\n')[2].partition('\n<!-- [[[end]]]')[0] == capsys.readouterr().out


@pytest.mark.parametrize(
    'line', sorted(set(re.findall(r'(?:\$|run:|check a) (http-status check [^\n]*)', HOW_TO)))
)
def test_every_command_of_the_how_to_runs(project, capsys, line):
    """Each command line that the how-to shows is parsed, and finds its files and objects."""
    words = shlex.split(line)[1:]
    assert make_parser().parse_args(words).command == 'check'
    # Two rows of the status page are missing on the Pythons that have other members.
    assert main(words) in (0, 1)
    assert 'did you mean' not in capsys.readouterr().err


def test_the_repair_that_the_how_to_shows_is_told(project, capsys):
    """What the how-to says of a page that lacks a member is what the command says."""
    command, *told = re.findall(r'   \$ (.*replies.*)\n   (.*)\n   (.*)\n   (.*)\n', HOW_TO)[0]
    assert main(shlex.split(command)[1:]) == 1
    captured = capsys.readouterr()
    lines = [*captured.out.splitlines(), *captured.err.splitlines()]
    # An enum of two members is told that it may be one of status codes.
    assert [line for line in lines if ' note: ' not in line] == told


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
