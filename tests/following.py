"""Follows pages of the documentation word for word: files are written, commands run, examples built.

A block with a caption is a file. What has none is taken as a reader takes it: ``console`` is typed,
markup is a page, ``python`` is added to ``conf.py``, and of ``yaml`` the commands are run.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import NamedTuple

import yaml  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[1]
DOCS = ROOT / 'docs'
_DIRECTIVE = re.compile(
    r'^( *)\.\. (code-block|literalinclude):: (\S+)\n((?:\1 {3}:[\w-]+: .*\n)*)\n?((?:\1 {3}.*\n|\n)*)',
    re.MULTILINE,
)
_FENCE = re.compile(r'^(```+)(\w+)\n(.*?)^\1$', re.MULTILINE | re.DOTALL)
_SUFFIXES = {'rst': '.rst', 'markdown': '.md'}
_ORPHANS = {'rst': ':orphan:\n\n', 'markdown': '---\norphan: true\n---\n\n'}


class Step(NamedTuple):
    """A block of a page: its language, the file that it is, if any, and what stands in it."""

    language: str
    path: str
    text: str


def steps(page):
    """Yield each block of a page."""
    text = page.read_text('utf-8')
    if page.suffix == '.md':
        for _fence, language, content in _FENCE.findall(text):
            yield Step(language, '', content)
        return
    for _indent, kind, argument, lines, content in _DIRECTIVE.findall(text):
        options = dict(re.findall(r':([\w-]+): (.*)', lines))
        caption = options.get('caption', '')
        if kind == 'literalinclude':
            example = DOCS / '_examples' / argument.partition('_examples/')[2]
            yield Step(options['language'], caption, example.read_text('utf-8'))
        else:
            yield Step(argument, caption, textwrap.dedent(content).strip() + '\n')


class Console:
    """Runs the commands of a page as a reader would, and compares what they print."""

    def __init__(self, folder, programs=Path(sys.executable).parent, clone=None):
        """Make the console of a folder.

        :param programs: where the commands are.
        :param clone: what is installed there in place of a clone; without it, nothing is installed.
        """
        self.folder = folder
        self.clone = clone
        self.variables = {
            **os.environ,
            'PATH': f'{programs}{os.pathsep}{os.environ["PATH"]}',
            'PYTHONDONTWRITEBYTECODE': '1',
            'NO_COLOR': '1',
            **dict.fromkeys(('GIT_AUTHOR_NAME', 'GIT_COMMITTER_NAME'), 'A. Reader'),
            **dict.fromkeys(('GIT_AUTHOR_EMAIL', 'GIT_COMMITTER_EMAIL'), 'reader@example.org'),
        }
        self.variables.pop('PYTHONPATH', None)
        self.status = 0
        self.commands = 0

    def run(self, command):
        """Return what a command prints."""
        self.commands += 1
        if 'pip install' in command:
            command = command.replace('path/to/clone', str(self.clone)) if self.clone else 'true'
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
            if not expected:
                assert self.status == 0, (command, printed)
                assert printed == '' or not command.startswith('http-status check'), (command, printed)


class Reader:
    """Somebody who takes each block of a page into a project, and builds it at the end."""

    def __init__(self, folder, console=None):
        self.folder = folder
        self.console = console or Console(folder)
        self.written = set()
        self.pages = []

    def write(self, path, text, mode='w'):
        """Write a file of the project."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open(mode, encoding='utf-8') as file:
            file.write(text)

    def take(self, step):
        """Do what a block says."""
        if step.language == 'console':
            self.console.follow(step.text)
        elif step.path:
            self.write(step.path, step.text)
            self.written.add(step.path)
        elif step.language in _SUFFIXES:
            if step.language == 'markdown':
                self.write(
                    'docs/conf.py', "extensions = [*dict.fromkeys([*extensions, 'myst_parser'])]\n", 'a'
                )
            self.pages.append(f'docs/page-{len(self.pages)}{_SUFFIXES[step.language]}')
            self.write(self.pages[-1], _ORPHANS[step.language] + step.text)
        elif step.language == 'python':
            self.write('docs/conf.py', step.text, 'a')
        else:
            assert step.language == 'yaml'
            for command in yaml.safe_load(step.text):
                printed = self.console.run(command['run'])
                assert (printed, self.console.status) == ('', 0)

    def build(self):
        """Build the project, which has to be right in all."""
        printed = self.console.run('sphinx-build -q -n -W --keep-going docs build/all')
        assert (printed, self.console.status) == ('', 0)


def begin(folder, *pages):
    """Return a reader who has the files of the tutorial, and of further pages, as they end."""
    reader = Reader(folder)
    for page in ('tutorial.rst', *pages):
        for step in steps(DOCS / page):
            if step.path and step.path != '.github/workflows/docs.yml':
                reader.write(step.path, step.text)
    return reader


def follow(page, reader):
    """Follow a page, and build what has come of it."""
    for step in steps(DOCS / page):
        reader.take(step)
    if (reader.folder / 'docs/conf.py').is_file():
        reader.build()
    return reader
