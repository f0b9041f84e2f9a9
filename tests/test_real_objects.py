"""Objects of packages as they are installed: each member is found, and the tables have been read.

The packages are pinned in the dependency group ``objects``. Each file below ``golden/objects`` has
the table of an object; ``pytest --update-golden`` writes them, and a person reads what has changed.
"""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from building import fresh_modules
from truths import TRUTHS, with_packages

from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.table import require_table
from sphinxext.http_status.page.text import render

pytestmark = [
    *with_packages,
    # Packages deprecate what they import, or what is made of them here.
    pytest.mark.filterwarnings('ignore::DeprecationWarning', 'ignore::UserWarning'),
]

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / 'golden/objects'
COLUMNS = ('code', 'name', 'phrase', 'details', 'aliases')
#: The rows that are the same on each Python and machine, where others are not.
SAME = {
    'errno': '1-10 12-14 16-34',
    'http.client': '!413 !414 !416 !422',
    'http.client.responses': '!413 !414 !416 !422',
    'http.server.BaseHTTPRequestHandler.responses': '!413 !414 !416 !422',
    'pytest.ExitCode': '0-5',
    'signal.Signals': 'SIGHUP SIGINT SIGQUIT SIGABRT SIGKILL SIGALRM SIGTERM',
    'tornado.httputil.responses': '!413 !414 !416 !422',
}

CHOICES = """\
from django.db.models import IntegerChoices, TextChoices

class State(TextChoices):
    OPEN = 'o', 'Open for all'
    SHUT = 's', 'Shut'
    LOST_IN_POST = 'lost'

class Level(IntegerChoices):
    LOW = 1, 'Low'
    HIGH = 9
"""


def file_of(path):
    """Return the file with the table of an object, whose pattern is no part of a name."""
    return GOLDEN / f'{path.partition(":")[0]}.csv'


@pytest.mark.parametrize('path', TRUTHS)
def test_every_member_is_found(path):
    """Code, name, phrase and aliases are those that the package itself gives, of each member once."""
    rows = require_table(TableRequest(object=path)).rows
    found = [(row.code, row.name, row.phrase, frozenset(row.aliases)) for row in rows]
    assert len(found) == len(set(found)) >= 5
    assert set(found) == TRUTHS[path](path)


@pytest.mark.parametrize('path', TRUTHS)
def test_the_table_is_as_it_was_read(path, pytestconfig):
    """The table is that of the file, which a person has read and found right."""
    request = TableRequest(object=path, codes=SAME.get(path, ''), columns=COLUMNS)
    text = render(require_table(request), 'csv')
    if pytestconfig.getoption('update_golden'):
        file_of(path).write_text(text, encoding='utf-8')
    assert text == file_of(path).read_text(encoding='utf-8')


def test_every_file_is_that_of_an_object():
    """No file is left from an object that nobody looks at."""
    assert set(GOLDEN.iterdir()) == set(map(file_of, TRUTHS))


def test_what_is_installed_is_what_is_pinned():
    """The files, and the pages of real packages, are compared with the versions that they are about."""
    groups = tomllib.loads((ROOT / 'pyproject.toml').read_text(encoding='utf-8'))['dependency-groups']
    pins = dict(re.findall(r'([\w.-]+)==([\w.]+)', ' '.join(map(str, groups['objects']))))
    assert len(pins) >= 19
    assert {name: version(name) for name in pins} == pins


def test_choices_of_django_have_their_labels(tmp_path):
    """The value of a choice is its code, and its label can be a column."""
    (tmp_path / 'chosen.py').write_text(CHOICES, encoding='utf-8')
    with fresh_modules(tmp_path):
        import chosen

        for choices in (chosen.State, chosen.Level):
            path = f'chosen.{choices.__name__}'
            rows = require_table(TableRequest(object=path, columns=('code', 'name', 'label'))).rows
            found = [(row.code, row.attributes['label']) for row in rows]
            assert found == choices.choices
            assert [row.name for row in rows] == choices.names
            # What a file tells of Django is what Django has.
            place = TableRequest(object=f'chosen.py::{choices.__name__}', folder=tmp_path)
            assert require_table(place).rows == require_table(TableRequest(object=path)).rows
