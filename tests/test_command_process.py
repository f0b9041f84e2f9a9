"""The command as a process of its own: what it executes, where it writes, and how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

import sphinxext.http_status as package

ROOT = Path(package.__file__).parents[2]
#: What PYTHONPATH has to be for the package to be found: nothing, where it is installed.
PYTHONPATH = '' if str(ROOT) == sysconfig.get_path('purelib') else str(ROOT)
PAGE = '=== ====\n200 OK\n404 GONE\n=== ====\n'
#: A module that leaves a file behind when it is executed.
TELLTALE = 'open("executed-" + __name__, "w").close()\n'
needs_full = pytest.mark.skipif(not Path('/dev/full').exists(), reason='needs /dev/full')


def command(*words, python=('-m', 'sphinxext.http_status'), path=PYTHONPATH):
    """Return the words that start the command, and its environment."""
    clean = {name: value for name, value in os.environ.items() if name not in {'PYTHONPATH', 'COLUMNS'}}
    return [sys.executable, *python, *words], {**clean, 'PYTHONPATH': path, 'PYTHONUTF8': '1'}


def run(folder, *words, shell='', **options):
    """Run the command in a folder, by a shell if redirections are given, and return how it ended."""
    words, environment = command(*words, **options)
    if shell:
        script = f'{{ "$@" {shell}; }}; echo "status ${{PIPESTATUS[0]}}" >status'
        words = ['bash', '-c', script, 'bash', *words]
    return subprocess.run(
        words,
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding='utf-8',
        check=False,
        timeout=120,
    )


def status_of(folder):
    """Return the exit status that the command had in a shell."""
    return int((folder / 'status').read_text().split()[1])


# What is executed.

MAIN = 'from sphinxext.http_status.cli import main; sys.exit(main())'
#: How the command can be started. Isolated Pythons ignore PYTHONPATH, and get the package by a program.
STARTS = {
    'module': ('-m', 'sphinxext.http_status'),
    'safe path': ('-P', '-m', 'sphinxext.http_status'),
    'program': ('-c', f'import sys; sys.path[:1] = []; {MAIN}'),
    'isolated': (
        *('-I', '-c'),
        f'import sys; sys.path.append({str(ROOT)!r}); {MAIN}',
    ),
}
#: Modules that the command, docutils or MyST-Parser import, or might import one day.
SHADOWS = [
    *('argparse', 'html', 'csv', 'json', 'string', 'difflib', 'shlex', 'gettext', 'enum', 'http'),
    *('docutils', 'myst_parser', 'markdown_it', 'yaml', 'sphinx', 'babel', 'jinja2', 'pygments'),
]


@pytest.fixture
def shadowed(tmp_path):
    """Return a folder whose modules have the names of others, and tell when they are executed."""
    for name in SHADOWS:
        (tmp_path / f'{name}.py').write_text(TELLTALE)
    (tmp_path / 'own.py').write_text(
        f'{TELLTALE}import enum, html, http, docutils\n'
        'class E(enum.IntEnum):\n    OK = 200\n    GONE = 410\n'
    )
    (tmp_path / 'page.rst').write_text(PAGE)
    (tmp_path / 'page.md').write_text('| Code | Name |\n| - | - |\n| 200 | OK |\n')
    return tmp_path


def executed(folder):
    """Return the modules of a folder that were executed."""
    return {path.name.removeprefix('executed-') for path in folder.glob('executed-*')}


@pytest.mark.parametrize('start', STARTS)
@pytest.mark.parametrize('words', ['render', 'check page.rst', 'check page.md', 'check --facts'])
def test_nothing_of_the_current_folder_is_executed(shadowed, start, words):
    """For an enum of Python, no module of the current folder is executed, whatever its name."""
    done = run(shadowed, *words.split(), python=STARTS[start])
    assert done.returncode == ('page' in words), done.stderr
    # Python itself puts the folder first for -m, before anything of ours can run.
    assert executed(shadowed) == set()


@pytest.mark.parametrize('start', STARTS)
@pytest.mark.parametrize('words', ['render own.E', 'check page.rst own.E', 'check page.md own.E'])
def test_the_object_asked_for_is_found(shadowed, start, words):
    """Of the current folder, the module of the object is executed, and libraries are not replaced."""
    done = run(shadowed, *words.split(), python=STARTS[start])
    assert done.returncode == ('page' in words), done.stderr
    # A page has been asked for, and so docutils is loaded before the object is.
    assert executed(shadowed) == ({'own'} if 'page' in words else {'own', 'docutils'})


def test_the_folder_is_before_installed_packages(tmp_path):
    """A checkout in the current folder wins over an older copy that is installed."""
    installed, checkout = tmp_path / 'installed', tmp_path / 'checkout'
    for folder, number in ((installed, 1), (checkout, 2)):
        folder.mkdir()
        (folder / 'own.py').write_text(f'import enum\nclass E(enum.IntEnum):\n    V = {number}\n')
    program = (
        f'import sys; sys.path.append({str(installed)!r}); '
        'from sphinxext.http_status.cli import main; status = main(sys.argv[1:]); '
        f'assert sys.path[-1] == {str(installed)!r} and {str(checkout)!r} not in sys.path; '
        'sys.exit(status)'
    )
    python = ('-P', '-c', program)
    done = run(checkout, 'render', 'own.E', '--format', 'json', '--columns', 'code', python=python)
    assert (json.loads(done.stdout), done.stderr) == ([{'code': 2}], '')


def test_a_folder_that_is_gone_is_no_matter(tmp_path):
    """Where the current folder has been removed, nothing is imported from it, and all else works."""
    folder = tmp_path / 'gone'
    folder.mkdir()
    words, environment = command('render', '--codes', '404', '--columns', 'code', '--format', 'csv')
    script = 'cd "$0" && rmdir "$0" && exec "$@"'
    done = subprocess.run(
        ['bash', '-c', script, folder, *words],
        env=environment,
        capture_output=True,
        encoding='utf-8',
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, 'Code\n404\n')


# Where it writes.


def test_a_reader_that_has_seen_enough_is_no_failure(tmp_path):
    """``| head -1`` gets its line, and the command ends as if all had been read."""
    (tmp_path / 'page.rst').write_text(PAGE)
    for words, status in (('render', 0), ('check page.rst', 1)):
        done = run(tmp_path, *words.split(), shell='| head -1')
        assert (status_of(tmp_path), len(done.stdout.splitlines())) == (status, 1)
        assert 'Traceback' not in done.stderr
        assert 'Broken pipe' not in done.stderr


@pytest.mark.parametrize('words', ['render', 'check page.rst', 'check --facts'])
@pytest.mark.parametrize('where', ['>&-', pytest.param('>/dev/full', marks=needs_full)])
def test_results_that_cannot_be_written_are_wrong_use(tmp_path, words, where):
    """Where standard output is closed or full, a message says so, and the exit status is 2."""
    (tmp_path / 'page.rst').write_text(PAGE)
    done = run(tmp_path, *words.split(), shell=where)
    (line,) = (line for line in done.stderr.splitlines() if 'standard output' in line)
    assert re.match(r'http-status \w+: (cannot write to )?standard output', line)
    assert (status_of(tmp_path), done.stdout) == (2, '')
    assert 'Traceback' not in done.stderr
    assert 'Exception ignored' not in done.stderr


@pytest.mark.parametrize('where', ['>&-', '| true', pytest.param('>/dev/full', marks=needs_full)])
@pytest.mark.parametrize('words', ['--help', 'check --help', '--version'])
def test_help_that_nobody_reads_is_no_failure(tmp_path, words, where):
    """Help goes nowhere in silence where standard output is closed or full."""
    done = run(tmp_path, *words.split(), shell=where)
    assert status_of(tmp_path) == 0
    assert 'Exception ignored' not in done.stderr


@pytest.mark.parametrize(
    'words', ['render no.Such', 'check no.rst', 'check', 'render --codes 999', 'no']
)
def test_messages_never_stand_among_the_results(tmp_path, words):
    """Where standard error is closed, messages are lost, and the exit status is as ever."""
    done = run(tmp_path, *words.split(), shell='2>&-')
    assert (status_of(tmp_path), done.stdout) == (2, '')


def test_results_come_where_messages_are_lost(tmp_path):
    """Where standard error is closed, results are written, and what modules print is not."""
    (tmp_path / 'loud.py').write_text('import enum\nprint("x")\nclass E(enum.IntEnum):\n    OK = 200\n')
    words = ('render', 'loud.E', '--columns', 'code', '--format', 'csv')
    assert run(tmp_path, *words, shell='2>&-').stdout == 'Code\n200\n'


def test_an_interruption_is_one_line(tmp_path):
    """Ctrl-C while an object is imported ends the command with one line and the status 130."""
    (tmp_path / 'slow.py').write_text('import time\nopen("begun", "w").close()\ntime.sleep(60)\n')
    words, environment = command('render', 'slow.E')
    with subprocess.Popen(
        words, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        deadline = time.monotonic() + 60
        while not (tmp_path / 'begun').exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, '', 'http-status render: interrupted\n')
