"""The columns that a table can show, one record for each, and which of them a table shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from .problems import Problem, Subtype, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from .model import Shown, StatusRow


#: So many columns are named at most where one is unknown.
MOST_NAMED = 16

#: The words for truth values, in English.
TRUTH = {True: 'yes', False: 'no'}


class Kind(Enum):
    """What stands in the cells of a column.

    The kind decides how cells are written, which messages translators get for them, and what a check
    compares. The code that does one of these things has a mapping with an entry for each kind.
    """

    #: The code, which identifies the row.
    CODE = auto()
    #: The name of the member; where no column shows aliases, they stand beside it.
    NAME = auto()
    #: The other names of the member.
    ALIASES = auto()
    #: A short text that belongs to the code; it is translated, and compared in English.
    PHRASE = auto()
    #: Sentences, which are translated and never compared.
    PROSE = auto()
    #: The specification that defines the code.
    CITATION = auto()
    #: Text that is shown as it is, a link if it is an address, or a truth value.
    PLAIN = auto()
    #: reStructuredText from the source code.
    MARKUP = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    #: What the ``columns`` option calls it.
    name: str
    #: Its header in English, which is a message for translators.
    header: str
    kind: Kind
    #: Returns what a cell says, in English; empty for an empty cell. Only a plain one has truth values.
    value: Callable[[StatusRow], Shown]

    def text(self, row: StatusRow) -> str:
        """Return what a cell says as plain text, in English; empty for an empty cell."""
        value = self.value(row)
        return TRUTH[value] if isinstance(value, bool) else str(value)


#: The columns that every table can show, in the order in which the documentation lists them.
#: The script that collects messages for translators takes the second argument of each record.
COLUMNS: Mapping[str, Column] = {
    column.name: column
    for column in (
        Column('code', 'Code', Kind.CODE, lambda row: row.shown_code),
        # Translators: the head of the column of names such as NOT_FOUND: the name of the member, not of
        # the enum, which is a Python type.
        Column('name', 'Enum Name', Kind.NAME, lambda row: row.name),
        # Translators: the head of the column of phrases such as "Not Found"; the term of RFC 9110.
        Column('phrase', 'Reason Phrase', Kind.PHRASE, lambda row: row.phrase),
        # Translators: the head of the column that describes each status code in a sentence.
        Column('description', 'Description', Kind.PROSE, lambda row: row.description),
        # Translators: the head of the column that says which specification defines the code.
        Column('details', 'Details', Kind.CITATION, lambda row: str(row.citation or '')),
        # Translators: the head of the column of versions; "3.9" stands below it.
        Column('since', 'Added in', Kind.PLAIN, lambda row: row.since),
        # Translators: the head of the column of other names of the same member.
        Column('aliases', 'Aliases', Kind.ALIASES, lambda row: ', '.join(row.aliases)),
        # Translators: the head of the column with what the source code says of a member.
        Column('doc', 'Documentation', Kind.MARKUP, lambda row: row.doc),
    )
}


def find_column(name: str) -> Column:
    """Return the column of a name; one that is not ours shows what members have under that name."""
    if name in COLUMNS:
        return COLUMNS[name]
    return Column(name, name, Kind.PLAIN, lambda row: row.attributes.get(name, ''))


def find_attributes(columns: Iterable[str]) -> list[str]:
    """Return the columns that show attributes of the members."""
    return [name for name in columns if name not in COLUMNS]


def has_kind(columns: Iterable[str], kind: Kind) -> bool:
    """Return whether one of the columns is of a kind."""
    return any(find_column(name).kind is kind for name in columns)


def check_columns(
    wanted: Iterable[str], attributes: Callable[[str], Sequence[str]], report: Callable[[Problem], None]
) -> tuple[str, ...]:
    """Return the columns of *wanted* that a table can show, each once.

    :param attributes: lists the public attributes of the members, or of what they have under a dotted
        name; called only for a column that is not one of :data:`COLUMNS`.
    :param report: called with a problem for each column that is left out.
    """
    names = [name.lower() if name.lower() in COLUMNS else name for name in wanted]
    own = find_attributes(names)
    # ``error.doc_url`` is an attribute of what is called ``error``, or the name of a field.
    owners = dict.fromkeys(['', *(name.rpartition('.')[0] for name in own)]) if own else ()
    offered = [name for owner in owners for name in attributes(owner)]
    in_any_case = {name.casefold(): name for name in offered}
    names = [in_any_case.get(name.casefold(), name) if name not in offered else name for name in names]
    columns: dict[str, None] = {}
    for name in names:
        if name in columns:
            template = 'column %(column)r is named twice in columns; take one out'
            report(Problem(Subtype.COLUMNS, template, {'column': name}))
        elif name in COLUMNS or name in offered:
            columns[name] = None
        else:
            report(_unknown(name, offered))
    return tuple(columns)


def default_columns(rows: Sequence[StatusRow], *, has_names: bool = True) -> tuple[str, ...]:
    """Return the columns of a table that names none.

    These are code, name and details; where no code has a citation, what the members say of
    themselves takes the place of the details. Where members have docstrings, these are shown too.
    """
    has_phrases = any(row.phrase for row in rows)
    shown = ['code', 'name'] if has_names else ['code', 'phrase'] if has_phrases else ['code']
    has_docstrings = any(row.doc for row in rows)
    if any(row.citation for row in rows) or not rows:
        shown.append('details')
    elif has_phrases and has_names:
        shown.append('phrase')
    elif any(row.description for row in rows) and not has_docstrings:
        shown.append('description')
    return (*shown, 'doc') if has_docstrings else tuple(shown)


def _unknown(name: str, attributes: Sequence[str]) -> Problem:
    template = 'unknown column %(column)r%(suggestion)s'
    # What every integer and text has tells nothing about a code.
    common = {*COLUMNS, *dir(int), *dir(str)}
    own = [each for each in attributes if each.rpartition('.')[2] not in common]
    known = (*COLUMNS, *own)
    hint = suggestion(name, known) or f'; the members offer {", ".join(known[:MOST_NAMED])}'
    return Problem(Subtype.COLUMNS, template, {'column': name, 'suggestion': hint})
