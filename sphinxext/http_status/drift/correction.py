"""From what a page shows to what it should show, changing no more than the findings say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sphinxext.http_status.facts.model import Citation, StatusRow

from .findings import Changed, Misplaced, Missing, Repeated, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .check import Checked
    from .records import PageRow

#: The columns of a table, by what a page may show.
_COLUMNS = {'code': 'code', 'name': 'name', 'phrase': 'phrase', 'citation': 'details'}


@dataclass(slots=True)
class _Line:
    """One row of the page on its way to be corrected."""

    shown: StatusRow
    #: What it should be, and the fact that it is about; None for a row that has to go, or stands alone.
    wanted: StatusRow | None
    fact: StatusRow | None


def shown_columns(rows: Iterable[PageRow]) -> tuple[str, ...]:
    """Return the columns of a table that shows what a page shows."""
    shown = frozenset().union(*(row.shown for row in rows))
    return tuple(column for field, column in _COLUMNS.items() if field in shown)


def correct(checked: Checked, expected: Sequence[StatusRow]) -> tuple[list[StatusRow], list[StatusRow]]:
    """Return the rows of a page as they are, and as they should be.

    :param expected: the facts, in the order of the enum.
    """
    changed: dict[int | None, list[Changed]] = {}
    extra = set()
    for finding in checked.findings:
        if isinstance(finding, Changed):
            changed.setdefault(finding.place.line, []).append(finding)
        elif isinstance(finding, Unknown | Repeated):
            extra.add(finding.place.line)
    lines = []
    for row in checked.reading.rows:
        fact = _fact(row, changed.get(row.line, ()), expected)
        shown = _shown(row, fact)
        wanted = None if row.line in extra else _changed(row, shown, changed.get(row.line, ()))
        lines.append(_Line(shown, wanted, fact))
    before = [line.shown for line in lines]
    _complete(lines, checked, expected)
    return before, [line.wanted for line in lines if line.wanted]


def _fact(row: PageRow, changed: Sequence[Changed], expected: Iterable[StatusRow]) -> StatusRow | None:
    if changed:
        return changed[0].row
    by_code = (fact for fact in expected if row.code is not None and fact.code == row.code)
    by_name = (fact for fact in expected if {fact.name, *fact.aliases} & set(row.names))
    return next(by_code, None) or next(by_name, None)


def _shown(row: PageRow, fact: StatusRow | None) -> StatusRow:
    """Return a row of the page in the form of a fact."""
    citation = None
    if row.citations:
        cited = row.citations[0]
        # The title and the maturity of a specification are prose, and not compared.
        prose = fact.citation if fact and fact.citation else Citation(spec='', rfc=0)
        citation = replace(prose, rfc=cited.rfc, section=cited.section)
    code = row.code if row.code is not None else row.code_text
    return StatusRow(code=code, name=', '.join(row.names), phrase=row.phrase, citation=citation)


def _changed(row: PageRow, shown: StatusRow, findings: Iterable[Changed]) -> StatusRow:
    """Return a row with the fields put right that are wrong."""
    fields: dict[str, Any] = {}
    names = list(row.names)
    for finding in findings:
        if finding.field == 'code':
            fields['code'] = finding.row.code
        elif finding.field == 'name':
            names = [finding.fact if name == finding.page else name for name in names] or [finding.fact]
            fields['name'] = ', '.join(dict.fromkeys(names))
        elif finding.field == 'phrase':
            fields['phrase'] = finding.row.phrase
        else:
            fields['citation'] = finding.row.citation
    return replace(shown, **fields)


def _complete(lines: list[_Line], checked: Checked, expected: Sequence[StatusRow]) -> None:
    """Put in what is missing, and put in its place what is not."""
    order = {fact.code: position for position, fact in enumerate(expected)}
    for finding in checked.findings:
        if isinstance(finding, Missing):
            there = next((line for line in lines if line.wanted and line.fact is finding.row), None)
            if there is not None and there.wanted is not None:
                names = f'{there.wanted.name}, {finding.name}'
                there.wanted = replace(there.wanted, name=names)
                continue
            new = replace(finding.row, name=finding.name, aliases=())
            previous = expected[order[new.code] - 1] if order[new.code] else None
            lines.insert(_behind(lines, previous), _Line(new, new, finding.row))
        elif isinstance(finding, Misplaced):
            moved = next(line for line in lines if line.fact is finding.row)
            lines.remove(moved)
            lines.insert(_behind(lines, finding.after), moved)


def _behind(lines: Sequence[_Line], fact: StatusRow | None) -> int:
    positions = [position for position, line in enumerate(lines) if fact and line.fact is fact]
    return positions[-1] + 1 if positions else 0
