"""The tool that drives the parsers with random inputs: a few of them, and what it sees if one fails."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT))

from tools import fuzz, fuzz_builds, fuzz_files, fuzz_objects  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.once

#: Checking a page and building one take the longest.
FEW = {'rst': 10, 'markdown': 10, 'html': 10, 'docstrings': 5}


@pytest.mark.parametrize('name', fuzz.PARSERS)
def test_nothing_but_what_is_promised_comes_out(name: str) -> None:
    """A few examples of each parser keep its promise."""
    result = fuzz.fuzz(name, 0, FEW.get(name, 30))
    assert result.failure == ''
    assert result.examples >= FEW.get(name, 30) - 5


def fail(*_arguments: object, **_words: object) -> NoReturn:
    """Stand for a function that has a fault."""
    raise RuntimeError('it is broken')


FIND_FAULT = 'sphinxext.http_status.page.messages.lookup.find_fault'
DRAWN: dict[str, Any] = {'kind': 'Enum', 'members': {'GONE': '410'}, 'attributes': {}, 'meta': {}}
WANTED: dict[str, Any] = {'columns': [], 'code': '', 'path': 'E'}
CATALOG: dict[str, Any] = {'plurals': '0', 'charset': 'utf-8', 'changes': [], 'cut': None}
#: A function in which a fault is put, and an example that meets it, for each kind of promise.
FAULTS: dict[str, tuple[str, Any]] = {
    'rst': ('sphinxext.http_status.drift.check.check_file', ('404 GONE', [])),
    'words': ('sphinxext.http_status.cli.make_parser', ['render']),
    'json': ('sphinxext.http_status.facts.table.select_rows', ('{"404": "GONE"}', [])),
    'members': ('sphinxext.http_status.facts.table.find_source', {**DRAWN, **WANTED}),
    'docstrings': ('sphinxext.http_status.page.reading.docstrings.string2lines', (['x'], 'dummy', '')),
    'catalogs': (FIND_FAULT, {**CATALOG, 'messages': {0: ['x']}}),
}


@pytest.mark.parametrize('name', FAULTS)
def test_a_fault_is_seen(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Where a parser raises something, its promise is broken."""
    function, drawn = FAULTS[name]
    check = fuzz.PARSERS[name][1]
    check(drawn)
    monkeypatch.setattr(function, fail)
    with pytest.raises(AssertionError, match='RuntimeError'):
        check(drawn)


def test_a_failing_example_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is drawn is made as small as can be, and is in the result with the traceback."""
    monkeypatch.setattr('sphinxext.http_status.cli.make_parser', fail)
    result = fuzz.fuzz('words', 0, 20)
    assert str(result).endswith('FAILED')
    assert 'it is broken' in result.failure
    assert 'drawn=[]' in result.failure


def test_a_changed_fact_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no translation is refused, one that loses a fact fails."""
    monkeypatch.setattr(FIND_FAULT, lambda *_arguments: None)
    drawn = {**CATALOG, 'messages': {0: ['lost']}}
    with pytest.raises(AssertionError, match='has other facts'):
        fuzz_builds.check_catalogs(drawn)


def test_a_program_that_is_run_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Python would be run that is only to be read, what it leaves is found."""
    monkeypatch.setattr(fuzz_files, 'render', lambda _words: Path('ran').touch())
    with pytest.raises(AssertionError, match='was run'):
        fuzz_files.check_python(('', []))


@pytest.mark.parametrize(
    ('answer', 'message'),
    [
        (lambda _words: 3, 'the exit status is 3'),
        (lambda _words: None, 'the exit status is None'),
        (lambda _words: 2, 'nothing is said'),
        (lambda _words: sys.stdout.write('\ud800') * 0, 'surrogates not allowed'),
        (lambda _words: sys.stderr.write('a fault of http-status') * 0, 'a fault'),
    ],
)
def test_a_wrong_end_is_seen(
    monkeypatch: pytest.MonkeyPatch, answer: Callable[[Any], int], message: str
) -> None:
    """Another exit status, no message, a fault, and what no file can hold are failures."""
    monkeypatch.setattr(fuzz_files, 'main', answer)
    with pytest.raises((AssertionError, UnicodeError), match=message):
        fuzz_files.check_words([])


def test_objects_are_as_they_are_drawn() -> None:
    """Most objects that are drawn can be made, and their attributes do what is drawn."""
    module = fuzz_objects.make_module(
        {**DRAWN, 'attributes': {'phrase': ('property', 'OSError')}, **WANTED}
    )
    assert module is not None
    assert module.E.GONE.value == 410
    with pytest.raises(OSError, match=r'^$'):
        _found = module.E.GONE.phrase


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """A run without a failure is one line and 0, ``--list`` names the parsers, and a failure is 1."""
    assert fuzz.main(['--list']) == 0
    assert capsys.readouterr().out.split() == list(fuzz.PARSERS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fuzz, 'EXAMPLES', 1)
        patch.setitem(fuzz.PARSERS, 'csv', (fuzz.PARSERS['csv'][0], fuzz.kept(lambda _drawn: None)))
        assert fuzz.main(['--minutes', '0', 'csv']) == 0
        assert capsys.readouterr().out.endswith(' examples in 0.0 minutes: nothing\n')
        patch.setitem(fuzz.PARSERS, 'csv', (fuzz.PARSERS['csv'][0], fuzz.kept(fail)))
        assert fuzz.main(['--minutes', '0', 'csv']) == 1
        assert 'drawn=' in capsys.readouterr().out


@pytest.mark.parametrize('words', [['nothing'], ['csv', 'nothing'], ['--minutes', 'x'], ['--unknown']])
def test_wrong_use(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    """Wrong words are a message on standard error and the exit status 2."""
    with pytest.raises(SystemExit) as ended:
        fuzz.main(words)
    assert ended.value.code == 2
    out, err = capsys.readouterr()
    assert (out, 'error' in err) == ('', True)


def test_the_last_result_is_documented() -> None:
    """The page for contributors has a result for each parser."""
    page = (ROOT / 'docs/contributing.rst').read_text(encoding='utf-8')
    table = page.partition('tools/fuzz.py')[2].partition('Recipes\n')[0]
    assert [name for name in fuzz.PARSERS if f'   * - ``{name}``' not in table] == []
