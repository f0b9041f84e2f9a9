"""The transforms that translate and make tables; the modules that do the work are loaded on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.builders.gettext import MessageCatalogBuilder
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from .config import is_right_to_left
from .linking.domain import find_domain
from .nodes import status_sentence, status_table, status_text

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder


class TranslateTables(SphinxTransform):
    """Looks up the sentences of tables and notes: in the project's catalog, then in ours.

    Sphinx's Locale transform, at 20, would parse what it finds as markup, twice for each page.
    Ours comes before it, and leaves it nothing to find; what is translated is counted at 25.
    """

    default_priority = 15

    def apply(self, **_kwargs: Any) -> None:
        """Translate the tables and notes of one document."""
        tables = list(self.document.findall(status_table))
        if sentences := [node for table in tables for node in table.findall(status_sentence)]:
            from .reading.translation import Translation

            Translation(self.document, self.env).apply(sentences)
        for table in tables:
            from .reading.version_notes import drop_repeated_notes

            drop_repeated_notes(table, self.document, self.env)


class ResolveDocstrings(SphinxTransform):
    """Resolves the references in docstrings, once they are translated and before those of the page."""

    default_priority = 22

    def apply(self, **_kwargs: Any) -> None:
        """Resolve the references in the docstrings of one document."""
        for text in self.document.findall(status_text):
            if 'docstring' in text:
                from .reading.docstrings import resolve_references

                resolve_references(text, self.document)


class ReplaceDangling(SphinxTransform):
    """Replaces what still leads to no footnote, at which writers of HTML and LaTeX would give up."""

    default_priority = 900

    def apply(self, **_kwargs: Any) -> None:
        """Replace such references in the texts of one document."""
        for text in self.document.findall(status_text):
            for reference in list(text.findall(nodes.footnote_reference)):
                if 'refid' not in reference:
                    from .reading.docstrings import replace_reference

                    replace_reference(reference)


class FoldSentences(SphinxTransform):
    """Keeps what is translated in the placeholder itself, and takes its sentences out.

    The table is marked as translated or not, for the classes that Sphinx gives at 950. Before, at 25,
    Sphinx has counted what is translated by the sentences.
    """

    default_priority = 30

    def apply(self, **_kwargs: Any) -> None:
        """Fold the sentences of one document."""
        for table in self.document.findall(status_table):
            sentences = [child for child in table if isinstance(child, status_sentence)]
            flags = [child['translated'] for child in sentences if 'translated' in child]
            if flags:
                table['translated'] = all(flags)
            table['words'] = {
                child['message']: child['translation'] for child in sentences if 'translation' in child
            }
            table[:] = [child for child in table if not isinstance(child, status_sentence)]


class ExpandStatusTables(SphinxPostTransform):
    """Replaces each placeholder by its table."""

    # References inside docstrings have to be there for Sphinx's resolver, which runs at 10.
    default_priority = 5
    builder: ClassVar[Builder]

    def run(self, **_kwargs: Any) -> None:
        """Expand the placeholders of one document."""
        if self.document.next_node(status_table):
            from .writing.expansion import Expansion

            Expansion(self.document, find_domain(self.env), self.builder).apply()


def register_transforms(app: Sphinx) -> None:
    """Let every builder but gettext see tables (``builder-inited``).

    The gettext builder looks for sentences after the post-transforms, so they have to stay.
    """
    app.add_transform(ResolveDocstrings)
    app.add_transform(ReplaceDangling)
    if isinstance(app.builder, MessageCatalogBuilder):
        return

    class ExpandForBuilder(ExpandStatusTables):
        builder = app.builder

    app.add_transform(TranslateTables)
    app.add_transform(FoldSentences)
    app.add_post_transform(ExpandForBuilder)
    if app.builder.format == 'html' and is_right_to_left(app.config):
        from .writing.right_to_left import IsolateRuns

        app.add_post_transform(IsolateRuns)
