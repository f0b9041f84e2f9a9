"""Follows a page of the documentation word for word: its files are written, its commands run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

DOCS = Path(__file__).parents[1] / 'docs'
_STEP = re.compile(
    r'^\.\. (code-block|literalinclude):: (\S+)\n((?: {3}:\w+: .*\n)*)\n?((?: {3}.*\n|\n)*)',
    re.MULTILINE,
)


def steps(page):
    """Yield each step: the file to write and its content, or the lines of a console."""
    for kind, argument, options, content in _STEP.findall((DOCS / page).read_text('utf-8')):
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
    """Runs the commands of a page as a reader would, and compares what they print."""

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
        joined = re.sub(r'\\\n *', '', text)
        for part in re.split(r'^\$ ', joined, flags=re.MULTILINE)[1:]:
            command, *expected = part.splitlines()
            printed = self.run(command)
            for line in expected:
                assert line in printed, (command, printed)
            if command.startswith('http-status') and not expected:
                assert printed == ''


def follow(page, folder):
    """Follow a page in a folder; return the files that were written, and the console."""
    console, written = Console(folder), set()
    for name, text in steps(page):
        if name:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding='utf-8')
            written.add(name)
        else:
            console.follow(text)
    return written, console
