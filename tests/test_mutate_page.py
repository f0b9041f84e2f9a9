"""The tool that changes a real page, on a small one."""

from __future__ import annotations

import runpy
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinxext.http_status.drift.comparing.fields import FieldComparison
from sphinxext.http_status.facts import table as tables
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.page.text import render

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.once

TOOL = Path(__file__).parents[1] / 'tools' / 'mutate_page.py'
OPTIONS = ['--release', '3.8', '--edition', '7231']
SHOWN = {208, 400, 404, 405, 421, 451, 508}
NOTES = """
.. versionchanged:: 3.7
   Added ``421 MISDIRECTED_REQUEST``.

.. versionadded:: 3.8
   Added ``451 UNAVAILABLE_FOR_LEGAL_REASONS``.
"""


@pytest.fixture
def mutate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], int]:
    """Return a function that changes a right page, but for one text, and gives the exit status."""
    whole = tables.require_table(TableRequest(release='3.8', edition='7231'))
    table = replace(whole, rows=tuple(row for row in whole.rows if row.code in SHOWN))
    monkeypatch.setattr(tables, 'require_table', lambda _request: table)
    page = tmp_path / 'page.rst'

    def run(old: str, new: str) -> int:
        page.write_text((render(table, 'rst') + NOTES).replace(old, new), encoding='utf-8')
        status: int = runpy.run_path(str(TOOL))['main']([str(page), *OPTIONS])
        return status

    return run


def test_each_change_of_a_right_page_is_found(
    mutate: Callable[[str, str], int], capsys: pytest.CaptureFixture[str]
) -> None:
    """The counts are printed, with nothing below them, and the exit status is 0."""
    assert mutate('', '') == 0
    (counts,) = capsys.readouterr().out.splitlines()
    kinds = dict(part.rsplit(' ', 1) for part in counts.split(', '))
    assert {'code', 'maturity', 'row doubled', 'note release', 'member'} <= kinds.keys()
    assert kinds['row removed'] == '7/7'


def test_a_change_that_is_not_found_is_named(
    mutate: Callable[[str, str], int],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where names were not compared, each wrong name would be printed with its line."""
    monkeypatch.setattr(FieldComparison, '_name', lambda *_row: iter(()))
    assert mutate('', '') == 1
    counts, first, *_others = capsys.readouterr().out.splitlines()
    assert 'name 0/' in counts
    assert 'page.rst:4: name: ' in first


def test_a_wrong_page_is_not_changed(
    mutate: Callable[[str, str], int], capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong is printed, and the exit status is 2."""
    assert mutate('NOT_FOUND', 'NOT_FUUND') == 2
    assert 'did you mean NOT_FOUND' in capsys.readouterr().out
