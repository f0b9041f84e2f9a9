"""The tool that takes the rows of a table from a page."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

PROSE = """HTTP status codes
-----------------
======= ======
Code    Enum Name
======= ======
{rows}
======= ======
   Added ``421 MISDIRECTED_REQUEST`` status code.
In 404 cases of RFC 9110, nothing is found.
200 OK
"""


@pytest.mark.parametrize('name', ['python-3.6-id.txt', 'python-3.7-en.txt'])
def test_rows_are_all_that_is_taken(name, tmp_path, capsys):
    """The rows come out as they stand, and no line around them does."""
    rows = (ROOT / 'tests' / 'seeds' / name).read_text(encoding='utf-8')
    page = tmp_path / 'page.txt'
    page.write_text(PROSE.format(rows=rows), encoding='utf-8')
    runpy.run_path(str(ROOT / 'tools' / 'make_seed_rows.py'))['main']([str(page)])
    assert rows == capsys.readouterr().out
