"""Roles and directives for files that are read without the Sphinx project they belong to."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import Directive, directives, roles
from docutils.statemachine import StringList
from docutils.utils import unescape

from .text import HIDDEN_CLASS, OBJECT_CLASS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LISTINGS = frozenset(
    'code code-block code-cell doctest ipython parsed-literal prompt sourcecode testcode testoutput'.split()
)
#: What shows nothing that a check compares; version notes are none of a table's rows.
_SILENT = frozenset(
    'acks codeauthor currentmodule default-domain deprecated deprecated-removed glossary-options graphviz '
    'highlight image index inheritance-diagram math mermaid meta module moduleauthor plantuml '
    'py:currentmodule py:module sectionauthor setup tabularcolumns toctree todolist uml versionadded '
    'versionchanged versionremoved'.split()
)
#: What describes an object, by the last part of the directive's name.
_OBJECTS = frozenset(
    'attribute autoattribute autodata class const constant constexpr data describe enum enumerator '
    'exception function macro member method object property statuscode var variable'.split()
)
#: What takes its content from elsewhere, by the last part of the directive's name.
_HIDING = re.compile(r'auto\w+|\w*include|raw|.*enum-table|http-status-table|exec|cog')
_PROSE = frozenset(
    'abbr command dfn doc download eq guilabel http-status index kbd menuselection numref ref term'.split()
)
_TITLED = re.compile(r'(?s)(.+?)\s*(?<!\x00)<(.*?)>')
_FIRST_LINE = re.compile(r'\s*(?:\.\.\s+(?:\|[^|]*\|\s+)?\S+::|[`:~]{3,}\s*\{[^}]*\})\s*(.*)')
_OPTION = re.compile(r':([\w-]+):(?:\s+(.*))?$')
_RFC = re.compile(r'(\d+)(?:#(?:section-([\d.]+)|\S*))?')


@contextmanager
def lenient_markup() -> Iterator[None]:
    """Let any role and directive pass, and forget all that a parse registers.

    What an application, such as Sphinx, has registered needs that application; only docutils' own
    roles and directives are in force besides ours.
    """
    registries = (directives._directives, roles._roles)
    saved = [dict(registry) for registry in registries]
    find_directive, find_role = directives.directive, roles.role

    def directive(name: str, language: Any, document: nodes.document) -> Any:
        ours = _directive_class(name)
        if ours is not None:
            return ours, []
        found, _messages = find_directive(name, language, document)
        return (_tolerant(found) if found else _Unknown), []

    def role(name: str, language: Any, lineno: int, reporter: Any) -> Any:
        if name.rpartition(':')[2] == 'rfc':
            return _rfc_role, []
        found, _messages = find_role(name, language, lineno, reporter)
        return found or _unknown_role, []

    for registry in registries:
        registry.clear()
    directives.directive, roles.role = directive, role
    try:
        yield
    finally:
        directives.directive, roles.role = find_directive, find_role
        for registry, content in zip(registries, saved, strict=True):
            registry.clear()
            registry.update(content)


class _AnyOption(dict[str, Any]):
    """The options of a directive of docutils, and any other one."""

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: str) -> Any:
        return directives.unchanged


def _tolerant(found: Any) -> Any:
    if not isinstance(found, type) or not found.option_spec:
        return found
    options = _AnyOption(found.option_spec)
    return type(found.__name__, (found,), {'option_spec': options})


def _directive_class(name: str) -> type[Directive] | None:
    name = name.lower()
    last = name.rpartition(':')[2]
    if name in _SILENT:
        return _Nothing
    if name in _LISTINGS:
        return _Listing
    if last in _OBJECTS:
        return _Object
    if name == 'rst-class':
        return _Unknown
    if name == 'csv-table':
        return _csv_table()
    return _Hiding if _HIDING.fullmatch(last) else None


class _Lenient(Directive):
    """Takes everything as content, and parts it by itself: some markup has argument and options there."""

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
        match = _FIRST_LINE.match(first)
        return bool(match[1].strip()) if match else self.content[0].strip() != first.strip()

    def parse(self, content: StringList, skipped: int, node: nodes.Element) -> None:
        """Parse content into a node; sections may stand in it."""
        memo = getattr(self.state, 'memo', None)
        saved = (memo.title_styles, memo.section_level) if memo else ()
        if memo:
            memo.title_styles, memo.section_level = [], 0
        try:
            self.state.nested_parse(content, self.content_offset + skipped, node, match_titles=True)
        finally:
            if memo:
                memo.title_styles, memo.section_level = saved

    def placed(self, node: nodes.Element) -> nodes.Element:
        """Return a node with the line of the directive."""
        node.line = self.lineno
        return node

    def hidden(self, argument: str) -> nodes.Element:
        """Return what stands for content that is not here."""
        name = f'{self.name} {argument}'.strip()
        text = f'what the directive {name!r} shows is not compared, because it is not in this file'
        return self.placed(nodes.container(classes=[HIDDEN_CLASS], hidden=text))


class _Nothing(_Lenient):
    def run(self) -> Sequence[nodes.Node]:
        return []


class _Listing(_Lenient):
    def run(self) -> Sequence[nodes.Node]:
        _argument, _options, content, skipped = self.split()
        while content and not content[0].strip():
            content, skipped = content[1:], skipped + 1
        text = '\n'.join(content)
        block = nodes.literal_block(text, text)
        block.line = self.content_offset + skipped + 1
        return [block]


class _Hiding(_Lenient):
    def run(self) -> Sequence[nodes.Node]:
        return [self.hidden(self.split()[0])]


class _Unknown(_Lenient):
    def run(self) -> Sequence[nodes.Node]:
        argument, _options, content, skipped = self.split()
        if not any(line.strip() for line in content):
            return [self.hidden(argument)]
        node = self.placed(nodes.container())
        self.parse(content, skipped, node)
        return [node]


class _Object(_Lenient):
    def run(self) -> Sequence[nodes.Node]:
        argument, options, content, skipped = self.split()
        node = self.placed(nodes.container())
        signatures = [argument]
        while content and content[0].strip() and argument.endswith('\\'):
            argument = content[0]
            signatures.append(argument)
            content, skipped = content[1:], skipped + 1
        value = f' = {options["value"]}' if 'value' in options else ''
        for signature in signatures:
            text = signature.strip(' \\') + value
            node += self.placed(nodes.container('', nodes.paragraph(text, text), classes=[OBJECT_CLASS]))
        self.parse(content, skipped, node)
        return [node]


def _csv_table() -> type[Directive]:
    from docutils.parsers.rst.directives.tables import CSVTable

    class LenientCSVTable(CSVTable):
        option_spec = _AnyOption(CSVTable.option_spec or {})

        def run(self) -> Sequence[nodes.Node]:
            if 'file' in self.options or 'url' in self.options:
                source = self.options.get('file') or self.options.get('url')
                text = f'the rows in {source} are not compared, because they are not in this file'
                node = nodes.container(classes=[HIDDEN_CLASS], hidden=text)
                node.line = self.lineno
                return [node]
            return super().run()

    return LenientCSVTable


def _rfc_role(
    _name: str, rawtext: str, text: str, _lineno: int, _inliner: Any, *_options: Any, **_more: Any
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    title, target = _title_and_target(text)
    match = _RFC.fullmatch(target)
    if not match:
        return [nodes.inline(rawtext, title)], []
    section = match[2] or ''
    if title == target:
        title = f'RFC {match[1]} Section {section}' if section else f'RFC {match[1]}'
    anchor = f'#section-{section}' if section else ''
    uri = f'https://datatracker.ietf.org/doc/html/rfc{match[1]}{anchor}'
    return [nodes.reference(rawtext, title, refuri=uri)], []


def _unknown_role(
    name: str, rawtext: str, text: str, _lineno: int, _inliner: Any, *_options: Any, **_more: Any
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    title, target = _title_and_target(text)
    if title == target and title.startswith('~'):
        title = title.rpartition('.')[2].lstrip('~')
    kind = nodes.inline if name.rpartition(':')[2] in _PROSE else nodes.literal
    return [kind(rawtext, title.removeprefix('!'))], []


def _title_and_target(text: str) -> tuple[str, str]:
    match = _TITLED.fullmatch(text)
    parts = (match[1], match[2]) if match else (text, text)
    return unescape(parts[0]).strip(), unescape(parts[1]).strip()
