"""Replacements for the directives that describe objects, those of autodoc among them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext.http_status.drift.reading.node_text import (
    HIDDEN_CLASS,
    KIND,
    OBJECT,
    OBJECT_CLASS,
    WHOLE,
)

from .directives import AnyDirective

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docutils.statemachine import StringList

_OPTION = re.compile(r'\s*:[\w-]+:(?:\s|$)')


class ObjectDescription(AnyDirective):
    """A directive that describes an object, or several at once."""

    def run(self) -> Sequence[nodes.Node]:
        """Return the signatures, marked as such, and the content."""
        argument, options, content, skipped = self._split()
        kind = self.name.rpartition(':')[2]
        node = self.placed(nodes.container(**{OBJECT: _name_of(argument[0][1]), KIND: kind}))
        value = f' = {options["value"]}' if 'value' in options else ''
        # What older pages say instead of a value stands behind the name as it is.
        value = value or f' {options.get("annotation", "")}'
        for line, text in argument:
            node += _signature(text.strip() + value.rstrip(), line)
        self.describe(node, argument[0][1], options)
        self.parse(content, skipped, node)
        return [node]

    def describe(self, node: nodes.Element, argument: str, options: dict[str, str]) -> None:
        """Add what else there is to say of the object."""

    def _split(self) -> tuple[list[tuple[int, str]], dict[str, str], StringList, int]:
        """Return the signatures with their lines, the options, the rest, and the lines before that."""
        more: list[tuple[int, str]] = []
        argument, options, content, skipped = self.split()
        # In reStructuredText, the argument goes on to the first option or blank line.
        while self.is_rst and not options and content and content[0].strip() and argument:
            more.append((self.lineno + skipped, content[0]))
            content, skipped = content[1:], skipped + 1
            options, content, skipped = self._options(options, content, skipped)
        return list(_joined([(self.lineno, argument), *more])), options, content, skipped

    def _options(
        self, options: dict[str, str], content: StringList, skipped: int
    ) -> tuple[dict[str, str], StringList, int]:
        while content and _OPTION.match(content[0]):
            name, _colon, text = content[0].strip()[1:].partition(':')
            options[name] = text.strip()
            content, skipped = content[1:], skipped + 1
        return options, content, skipped


class AutoDescription(ObjectDescription):
    """A directive of autodoc, which names an object and takes what it says of it from the code."""

    def describe(self, node: nodes.Element, argument: str, options: dict[str, str]) -> None:
        """Say what is not in this file; members that are named are."""
        shown = f'what the directive {f"{self.name} {argument.strip()}".strip()!r} shows'
        node['classes'].append(HIDDEN_CLASS)
        node['hidden'] = f'{shown} is not compared, because it is not in this file'
        if 'members' not in options:
            return
        members = options['members'].replace(',', ' ').split()
        if not members and 'exclude-members' not in options:
            which = 'all members'
            if 'undoc-members' not in options:
                # Unless the configuration says so; of an enum, few members have docstrings.
                which += ' that have a docstring, and the others with :undoc-members:'
            node[WHOLE] = f'{shown} is made when the page is built, with {which}'
        line = next(self._lines_of('members'), self.lineno)
        inner = nodes.container(**{KIND: 'attribute'})
        inner += [_signature(member, line) for member in members]
        node += inner

    def _lines_of(self, option: str) -> Iterator[int]:
        for offset, text in enumerate(self.block_text.split('\n')):
            if text.strip().startswith(f':{option}:'):
                yield self.lineno + offset


def _signature(text: str, line: int) -> nodes.Element:
    node = nodes.container('', nodes.paragraph(text, text), classes=[OBJECT_CLASS])
    node.line = line
    return node


def _name_of(signature: str) -> str:
    return re.split(r'[\s(:=]', signature.strip(), maxsplit=1)[0]


def _joined(lines: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield signatures; one that ends with a backslash goes on in the next line."""
    before: tuple[int, str] | None = None
    for line, text in lines:
        number, whole = (before[0], f'{before[1]} {text.strip()}') if before else (line, text.strip())
        before = (number, whole.rstrip('\\').rstrip()) if whole.endswith('\\') else None
        if before is None:
            yield number, whole
    if before:
        yield before
