"""The tutorial, followed word for word in an empty folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

DOCS = Path(__file__).parents[1] / 'docs'
#: What is written and run, so that no step is passed over.
FILES = {
    'shop/errors.py',
    'docs/conf.py',
    'docs/index.rst',
    'docs/orders.rst',
    '.github/workflows/docs.yml',
}
COMMANDS = 15
_STEP = re.compile(
    r'^\.\. (code-block|literalinclude):: (\S+)\n((?: {3}:\w+: .*\n)*)\n?((?: {3}.*\n|\n)*)',
    re.MULTILINE,
)


def steps():
    """Yield each step: the file to write and its content, or the lines of a console."""
    for kind, argument, options, content in _STEP.findall((DOCS / 'tutorial.rst').read_text('utf-8')):
        caption = re.search(r':caption: (.*)', options)
        text = textwrap.dedent(content).strip() + '\n'
        if kind == 'literalinclude':
            text = (DOCS / argument.lstrip('/')).read_text('utf-8')
        if caption:
            yield caption[1], text
        else:
            assert argument == 'console'
            yield '', text


class Console:
    """Runs the commands of the tutorial as a reader would, and compares what they print."""

    def __init__(self, folder):
        self.folder = folder
        programs = Path(sys.executable).parent
        self.variables = {
            **os.environ,
            'PATH': f'{programs}{os.pathsep}{os.environ["PATH"]}',
            'PYTHONDONTWRITEBYTECODE': '1',
            'NO_COLOR': '1',
        }
        self.variables.pop('PYTHONPATH', None)
        self.status = 0
        self.commands = 0

    def run(self, command):
        """Return what a command prints."""
        self.commands += 1
        done = subprocess.run(
            ['bash', '-c', command.replace('$?', str(self.status))],
            cwd=self.folder,
            env=self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        self.status = done.returncode
        return done.stdout

    def follow(self, text):
        """Run each command, whose next lines are among what it prints."""
        for part in re.split(r'^\$ ', text, flags=re.MULTILINE)[1:]:
            command, *expected = part.splitlines()
            printed = self.run(command)
            for line in expected:
                assert line in printed, (command, printed)
            if command.startswith('http-status') and not expected:
                assert printed == ''


@pytest.mark.skipif(not shutil.which('bash'), reason='the commands are those of a shell')
def test_the_tutorial_can_be_followed(tmp_path):
    """Every file is written, every command run, and everything is printed that the tutorial shows."""
    console = Console(tmp_path)
    written = set()
    for name, text in steps():
        if name:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding='utf-8')
            written.add(name)
        else:
            console.follow(text)
    assert written == FILES
    assert console.commands == COMMANDS
    orders = (tmp_path / 'build/html/orders.html').read_text(encoding='utf-8')
    page = (tmp_path / 'build/html/index.html').read_text(encoding='utf-8')
    assert 'We do not sell this article <em>any more</em>.' in page
    assert 'The basket as it is now.' in page
    assert 'title="Orders on 410 GONE"' in page
    assert 'href="index.html#shop-errors-reply-480"' in orders
    workflow = yaml.safe_load((tmp_path / '.github/workflows/docs.yml').read_text(encoding='utf-8'))
    commands = [step['run'] for step in workflow['jobs']['docs']['steps'] if 'run' in step]
    assert len(commands) == 3
    for command in commands[1:]:
        console.run(command)
        assert console.status == 0
