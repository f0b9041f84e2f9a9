"""What is known of the builder that writes a table, and of the language it writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.builders import Builder

#: Languages that are written from right to left, as the scripts of Unicode's CLDR have it.
RIGHT_TO_LEFT = frozenset({'ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi'})


def is_right_to_left(language: str) -> bool:
    """Return whether a language of Sphinx, such as ``fa`` or ``ar_EG``, is written so."""
    return language.partition('_')[0] in RIGHT_TO_LEFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What the writer of a builder can do with a table."""

    #: Whether a cell may reach over several columns.
    spans: bool = True
    #: Whether words are hyphenated, identifiers among them.
    hyphenates: bool = False
    #: Whether browsers read it.
    is_html: bool = False
    #: Whether LaTeX sets it.
    is_paper: bool = False
    #: Whether tables are compared with their facts, so that they have to name them.
    names_facts: bool = False

    @classmethod
    def of(cls, builder: Builder) -> Output:
        """Return what is known of a builder."""
        return cls(
            # The man writer of docutils warns of a spanning cell, and texinfo knows none.
            spans=builder.format not in ('man', 'texinfo'),
            hyphenates=builder.format == 'man',
            is_html=builder.format == 'html',
            is_paper=builder.format == 'latex',
            names_facts=builder.name == 'http-status',
        )
