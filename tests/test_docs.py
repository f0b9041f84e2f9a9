"""The reference names all that there is to use."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast

import pytest
from shipped import NEWEST, PROMISED

from sphinxext.http_status import setup
from sphinxext.http_status.cli import make_parser
from sphinxext.http_status.facts.columns import COLUMNS
from sphinxext.http_status.facts.problems import Subtype
from sphinxext.http_status.page.reading.directive import HTTPStatusTable

REFERENCE = Path(__file__).parents[1] / 'docs/reference'
PACKAGE = Path(__file__).parents[1] / 'sphinxext/http_status'


def read(name: str) -> str:
    """Return the source of one page of the reference."""
    return (REFERENCE / name).read_text(encoding='utf-8')


def test_every_option_of_the_directive_is_documented() -> None:
    """The reference names the options that the directive has, and no others."""
    found = re.findall(
        r'^ {3}(?:\.\. rst:directive:option:: | {26})([a-z-]+)', read('directive.rst'), re.MULTILINE
    )
    assert sorted(found) == sorted(HTTPStatusTable.option_spec)


@pytest.mark.parametrize('command', ['render', 'check', 'history'])
def test_every_option_of_the_command_is_documented(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """The reference names the options that a command's ``--help`` offers, and no others."""
    with pytest.raises(SystemExit):
        make_parser().parse_args([command, '--help'])
    offered = set(re.findall(r'^ +(?:-\w(?: \w+)?, )?(--\w+)', capsys.readouterr().out, re.MULTILINE))
    _before, *parts = read('command-line.rst').split('.. program:: http-status ')
    (part,) = (part for part in parts if part.startswith(f'{command}\n'))
    documented = re.findall(r'^\.\. option:: (--\w+)', part, re.MULTILINE)
    assert sorted(documented) == sorted(offered - {'--help'})


def test_every_subtype_of_a_warning_is_documented() -> None:
    """The reference gives each subtype of our warnings with the sentence that explains it."""
    paragraphs = re.findall(r'^``([\w-]+)``\n((?: {3}\S.*\n?)+)', read('warnings.rst'), re.MULTILINE)
    found = {label: ' '.join(text.split()) for label, text in paragraphs}
    assert found == {subtype.label: subtype.sentence for subtype in Subtype}


def test_every_role_is_documented() -> None:
    """The reference names the roles that are registered, and no others."""
    app = Recorder()
    setup(cast('Any', app))
    assert re.findall(r'^\.\. rst:role:: (\S+)', read('role.rst'), re.MULTILINE) == app.roles


def test_every_configuration_value_is_documented() -> None:
    """The reference names the configuration values that are registered, with their defaults."""
    app = Recorder()
    setup(cast('Any', app))
    pattern = r'^\.\. confval:: (\w+)\n.*\n {3}:default: ``(.*)``'
    found = re.findall(pattern, read('configuration.rst'), re.MULTILINE)
    assert dict(found) == app.registered


class Recorder:
    """An application that notes configuration values, and takes everything else without a word."""

    def __init__(self) -> None:
        self.registered: dict[str, str] = {}
        self.roles: list[str] = []

    def add_config_value(self, name: str, default: object, *_arguments: Any, **_options: Any) -> None:
        self.registered[name] = repr(default)

    def add_role(self, name: str, _role: object) -> None:
        self.roles.append(name)

    def __getattr__(self, _name: str) -> Any:
        return lambda *_arguments, **_options: None


def test_the_design_leads_through_every_file() -> None:
    """The page on the design names each module of the package, and no file that does not exist."""
    page = (REFERENCE.parent / 'explanation/design.rst').read_text(encoding='utf-8')
    named = set(re.findall(r'``((?:tests/|tools/)?[\w/]+\.py)``', page))
    modules = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob('*.py')}
    others = {name for name in named if name.startswith(('tests/', 'tools/'))}
    assert all((REFERENCE.parents[1] / name).is_file() for name in others)
    started = {name for name in modules if name.endswith(('__init__.py', '__main__.py'))}
    assert sorted(named - others) == sorted(modules - started)


@pytest.mark.parametrize(
    ('pattern', 'true'),
    [
        (r'Python\s+3\.5\s+to\s+(3\.\d+)', NEWEST),
        (r'\b(\d\d) languages', str(len(PROMISED))),
    ],
)
def test_numbers_in_the_documentation_are_those_of_the_data(pattern: str, true: str) -> None:
    """Where the documentation counts languages or names the newest release, it is right."""
    root = REFERENCE.parents[1]
    pages = [root / 'README.md', *(root / 'docs').glob('**/*.rst'), *(root / 'docs').glob('**/*.md')]
    found = [
        number for page in pages for number in re.findall(pattern, page.read_text(encoding='utf-8'))
    ]
    assert len(found) >= 3
    assert set(found) == {true}


def test_every_column_is_documented() -> None:
    """The reference names the columns that every table can show, in their order."""
    option = read('directive.rst').partition('option:: columns: words')[2].partition('and any other')[0]
    assert [name for name in re.findall(r'``(\w+)``', option) if name in COLUMNS] == list(COLUMNS)


def test_private_names_of_others_are_listed() -> None:
    """Each private name of another package that the code uses is in the list of the design."""
    page = (REFERENCE.parent / 'explanation/design.rst').read_text(encoding='utf-8')
    used = {
        name
        for path in PACKAGE.rglob('*.py')
        for line in path.read_text(encoding='utf-8').splitlines()
        if 'SLF001' in line
        for name in re.findall(r'\w+\.(_[a-z]\w+)', line)
    }
    assert used == set(re.findall(r'``(?:docutils|enum)[\w.]*\.(_\w+)``', page))
    assert used
