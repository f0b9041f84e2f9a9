"""Replacements for the directives of Sphinx, for files that are read without Sphinx."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.states import RSTState
from docutils.statemachine import StringList

from sphinxext.http_status.drift.reading.node_text import (
    AVAILABILITY_CLASS,
    HIDDEN_CLASS,
    VERSION,
)

from .roles import define_role

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPENING = re.compile(r'\s*(?:\.\.\s+(?:\|[^|]*\|\s+)?\S+::|[`:~]{3,}\s*\{[^}]*\})\s*(.*)')
_ROLE = re.compile(r'([^\s()]+)\s*(?:\(\s*([^\s()]+)\s*\))?')
#: The directive of this extension, and what checks its tables.
GENERATOR = 'http-status-table'
CHECK_GENERATED = 'check the built page, or run sphinx-build -b http-status'
_OPTION = re.compile(r':([\w-]+):(?:\s+(.*))?$')


class AnyOption(dict[str, Any]):
    """The options of a directive, which accept any other option too."""

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: str) -> Any:
        return directives.unchanged


class AnyDirective(Directive):
    """A directive that gets everything as content, and splits argument and options off itself."""

    has_content = True
    option_spec = None

    def split(self) -> tuple[str, dict[str, str], StringList, int]:
        """Return the argument, the options, the rest, and the number of lines before the rest."""
        content = StringList(self.content)
        count = 0
        argument = ''
        if content and self._has_argument():
            argument, count = content[0], 1
        options: dict[str, str] = {}
        while count < len(content) and (match := _OPTION.match(content[count].strip())):
            options[match[1]] = match[2] or ''
            count += 1
        return argument, options, content[count:], count

    def _has_argument(self) -> bool:
        first = self.block_text.partition('\n')[0]
        match = _OPENING.match(first)
        return bool(match[1].strip()) if match else self.content[0].strip() != first.strip()

    def parse(self, content: StringList, skipped: int, node: nodes.Element) -> None:
        """Parse content into a node; sections may stand in it."""
        state: Any = self.state
        memo = state.memo if isinstance(state, RSTState) else SimpleNamespace()
        saved = dict(vars(memo))
        memo.title_styles, memo.section_level = [], 0
        state.nested_parse(content, self.content_offset + skipped, node, match_titles=True)
        vars(memo).update(saved)

    def placed(self, node: nodes.Element) -> nodes.Element:
        """Return a node with the line of the directive."""
        node.line = self.lineno
        return node

    @property
    def is_rst(self) -> bool:
        """Whether the directive stands in reStructuredText, rather than in Markdown."""
        return isinstance(self.state, RSTState)

    def hidden(self, argument: str) -> nodes.Element:
        """Return a node that says that the content is not in this file."""
        name = f'{self.name} {argument}'.strip()
        if self.name == GENERATOR:
            text = f'what {name!r} shows is made when the page is built; {CHECK_GENERATED}'
            return self.placed(nodes.container(classes=[HIDDEN_CLASS], generated=text))
        text = f'what the directive {name!r} shows is not compared, because it is not in this file'
        return self.placed(nodes.container(classes=[HIDDEN_CLASS], hidden=text))


class SilentDirective(AnyDirective):
    """A directive that shows nothing."""

    def run(self) -> Sequence[nodes.Node]:
        """Return nothing."""
        return []


class VersionDirective(AnyDirective):
    """A directive that says which release added or changed something."""

    def run(self) -> Sequence[nodes.Node]:
        """Return a node with the release, and with what is said of it."""
        argument, _options, content, skipped = self.split()
        release, _space, text = argument.strip().partition(' ')
        node = self.placed(nodes.container(type=self.name, **{VERSION: release}))
        if text.strip():
            self.parse(StringList([text.strip()], self.content.source(0)), 0, node)
        self.parse(content, skipped, node)
        return [node]


class RoleDirective(AnyDirective):
    """Defines a role for the rest of the page, which shows its text as the role behind it does.

    That of docutils would define it for all other pages too.
    """

    def run(self) -> Sequence[nodes.Node]:
        """Return nothing."""
        if match := _ROLE.fullmatch(self.split()[0].strip()):
            define_role(match[1], match[2] or '')
        return []


class DefaultRoleDirective(AnyDirective):
    """Says what text in single backquotes is in the rest of the page."""

    def run(self) -> Sequence[nodes.Node]:
        """Return nothing."""
        define_role('', self.split()[0].strip())
        return []


class ListingDirective(AnyDirective):
    """A directive that shows its content as it is."""

    def run(self) -> Sequence[nodes.Node]:
        """Return a literal block with the line where its text begins."""
        _argument, _options, content, skipped = self.split()
        while content and not content[0].strip():
            content, skipped = content[1:], skipped + 1
        text = '\n'.join(content)
        block = nodes.literal_block(text, text)
        block.line = first_line(self) + skipped
        return [block]


class ContentElsewhere(AnyDirective):
    """A directive that shows something from another place."""

    def run(self) -> Sequence[nodes.Node]:
        """Return a node that says so."""
        return [self.hidden(self.split()[0])]


class FunctionDirective(AnyDirective):
    """A directive of autodoc for what has no members, so that only the content below it matters."""

    def run(self) -> Sequence[nodes.Node]:
        """Return the content."""
        _argument, _options, content, skipped = self.split()
        node = self.placed(nodes.container())
        self.parse(content, skipped, node)
        return [node]


class UnknownDirective(AnyDirective):
    """Any other directive: its content is read as markup."""

    def run(self) -> Sequence[nodes.Node]:
        """Return the content; if there is none, a node that says that something is not in this file."""
        argument, _options, content, skipped = self.split()
        if not any(line.strip() for line in content):
            if ' ' not in argument:
                return [self.hidden(argument)]
            content, skipped = StringList([argument], self.content.source(0)), 0
        node = self.placed(nodes.container())
        self.parse(content, skipped, node)
        return [node]


class AvailabilityDirective(AnyDirective):
    """A directive that says on which platforms something is there."""

    def run(self) -> Sequence[nodes.Node]:
        """Return what it says, marked as such."""
        _argument, _options, content, skipped = self.split()
        node = self.placed(nodes.container(classes=[AVAILABILITY_CLASS]))
        self.parse(content, skipped, node)
        return [node]


def first_line(directive: Directive) -> int:
    """Return the line on which the content of a directive begins."""
    # MyST-Parser counts from the directive, docutils from the beginning of the file.
    state: Any = directive.state
    start = 0 if isinstance(state, RSTState) else directive.lineno
    return int(start + directive.content_offset + 1)
