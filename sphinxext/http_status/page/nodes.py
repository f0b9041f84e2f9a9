"""The nodes that a page has until a builder writes it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: Where a text is shown: in the row of the member of a name, or in the heading of a class of a number.
Place: TypeAlias = str | int

#: The attribute of a finished table that names its facts, for the builder that checks it.
FACTS_KEY = 'http-status-key'


def ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    """Yield the nodes around a node, the nearest first."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


class status_table(nodes.General, nodes.Element):
    """A table still to be made: the key of its facts, and how they are to be shown.

    The doctree has this node in place of a thousand, so that it takes little time to read, pickle and
    localize a page. Its children are what a translator may change:
    the title, the sentences, and the texts of rows and classes.
    """


class status_sentence(nodes.Invisible, nodes.Element, addnodes.translatable):
    """One message of a table.

    Each message has a node of its own, since Sphinx keeps one ``translated`` flag per node.
    """

    #: Whether the translation of the message has been looked up.
    settled = False

    def preserve_original_messages(self) -> None:
        """Do nothing: the message stays beside its translation."""

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Do nothing: a translation is not markup, so it is looked up before Sphinx parses any."""

    def extract_original_messages(self) -> Sequence[str]:
        """Return the message, unless it has been looked up."""
        return [] if self.settled else [self['message']]


class status_text(nodes.General, nodes.Element):
    """What is said of codes in words: a docstring, or a field of the directive's content.

    Its attribute ``places`` lists each :data:`Place` where it is shown.
    """


class status_row_header(nodes.entry):
    """The first cell of a row, which screen readers announce as the header of the row."""

    tagname = 'entry'


class status_group_header(nodes.entry):
    """The heading of rows that belong together, which screen readers announce as such."""

    tagname = 'entry'


class status_permalink(nodes.Inline, nodes.Element):
    """The ¶ behind a status code; its ``target`` is where it leads, its ``title`` what it does."""


class status_left_to_right(nodes.Inline, nodes.TextElement):
    """Text that is written from left to right inside text that is written from right to left."""


class status_scroll_box(nodes.container):
    """The box in which a wide table scrolls, so that the page does not; its ``label`` names it."""

    tagname = 'container'


class SharedNodes:
    """Nodes that stand on several pages, each word in them, and the HTML that was written of them."""

    def __init__(self, content: Sequence[nodes.Node]) -> None:
        self.content = content
        self.words = list(_words(content))
        #: By what decides on it.
        self.html: dict[tuple[object, ...], str] = {}

    def __repr__(self) -> str:
        """Return what does not depend on the process, since trees are printed."""
        return f'<{type(self).__name__} of {len(self.content)} nodes>'


#: The nodes that mean the same wherever they stand; any other may belong to the page that it is in.
_PLAIN = (
    nodes.Text,
    nodes.paragraph,
    nodes.inline,
    nodes.literal,
    nodes.emphasis,
    nodes.strong,
    addnodes.versionmodified,
)


def is_plain(content: Iterable[nodes.Node]) -> bool:
    """Return whether nodes may stand on several pages, since nothing in them is a target or a link."""
    return all(
        isinstance(node, _PLAIN) and not (isinstance(node, nodes.Element) and node['ids'])
        for node in chain(*(each.findall() for each in content))
    )


def _words(content: Iterable[nodes.Node]) -> Iterator[str]:
    """Yield what a search finds in nodes: each word once, and other texts, which may have no spaces."""
    texts = chain(*(node.findall(nodes.Text) for node in content))
    shown = dict.fromkeys(text.astext() for text in texts if not isinstance(text.parent, nodes.raw))
    yield ' '.join(dict.fromkeys(chain(*(text.split() for text in shown if text.isascii()))))
    yield from (text for text in shown if not text.isascii())


class status_shared_table(nodes.table):
    """Stands for a table in a page that is about to be written, and holds its words, for search.

    It is a table to other extensions, some of which put a box around each. Its attributes are those of
    the table, ``shared``, the :class:`SharedNodes`, and what its links depend on: ``docname`` and
    ``leads``, the addresses of other pages.
    """

    tagname = 'table'


class status_shared_notes(nodes.General, nodes.Element):
    """Stands for the notes behind such a table, and has the same attributes."""
