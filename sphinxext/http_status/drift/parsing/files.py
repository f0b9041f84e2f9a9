"""From a file to a docutils tree, without the Sphinx project that the file belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.core import publish_doctree

from sphinxext.http_status.facts.problems import describe_error

from .any_markup import any_markup

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: ``# Codes {#codes}``
_HEADING_ID = re.compile(r'\s*\{[^{}]*?#([^\s{}]+)[^{}]*\}\s*$')
#: The line below the header of a table in plain text: ``|=====|=====|``.
_TEXT_HEADER = re.compile(r'(?<=\|\n)[^\S\n]*\|(?:=+\|)+(?=\n)')
_FENCE = re.compile(r'[\s>*+-]*(?:`{3}|~{3})')

MARKDOWN_SUFFIXES = frozenset({'.md', '.markdown', '.myst'})

#: The suffixes of files with markup; any other file is read as plain text.
HTML_SUFFIXES = frozenset({'.htm', '.html'})
SUFFIXES = MARKDOWN_SUFFIXES | HTML_SUFFIXES | {'.rst', '.txt'}

#: With these, docutils prints nothing, fetches nothing, and reads no other file.
_SETTINGS: dict[str, Any] = {
    '_disable_config': True,
    'docinfo_xform': False,
    'doctitle_xform': False,
    'file_insertion_enabled': False,
    'halt_level': 6,
    'language_code': 'en',
    'line_length_limit': 1_000_000,
    'raw_enabled': False,
    'report_level': 5,
    'sectsubtitle_xform': False,
    'smart_quotes': False,
    'syntax_highlight': 'none',
    'warning_stream': False,
}
_MARKDOWN_SETTINGS: dict[str, Any] = {
    # The tree keeps raw HTML, so that a check can tell that it was left out.
    'raw_enabled': True,
    'myst_enable_extensions': ['attrs_block', 'attrs_inline', 'colon_fence', 'deflist', 'fieldlist'],
}


class DocumentError(ValueError):
    """Raised for a file that cannot be read at all; the message says why, and what to do."""


def read_page(path: Path) -> str:
    """Return the text of a file.

    :raises DocumentError: the file cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding='utf-8-sig')
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(f'cannot read {path}: {error}') from error


def parse_file(path: Path) -> nodes.document:
    """Return the tree of a file.

    :raises DocumentError: the file cannot be read, is not UTF-8, or needs a parser that is missing.
    """
    return parse_page(path, read_page(path))


def parse_page(path: Path, text: str) -> nodes.document:
    """Return the tree of a text: Markdown and HTML by the suffix, else reStructuredText or plain text.

    :raises DocumentError: the text needs a parser that is missing.
    """
    suffix = path.suffix.lower()
    if suffix in HTML_SUFFIXES:
        from .html import parse_html as parse
    else:
        parse = parse_md if suffix in MARKDOWN_SUFFIXES else parse_rst
    try:
        return parse(text, str(path))
    except (DocumentError, RecursionError):
        raise
    except Exception as error:  # a parser may stumble over a page
        raise DocumentError(f'cannot read {path}: its parser raises {describe_error(error)}') from error


def parse_rst(text: str, path: str = '<string>') -> nodes.document:
    """Return the tree of reStructuredText; unknown roles and directives keep their content.

    In place of content that a directive takes from elsewhere, the tree has a container that says so.
    """
    # Sphinx writes tables in plain text as docutils reads them, but for one line.
    text = _TEXT_HEADER.sub(lambda match: match[0].replace('|', '+'), text)
    with any_markup():
        document = publish_doctree(text, source_path=path, settings_overrides=_SETTINGS)
    _place_titles(document, text.splitlines())
    return document


def parse_md(text: str, path: str = '<string>') -> nodes.document:
    """Return the tree of Markdown, read as MyST-Parser reads it.

    :raises DocumentError: myst-parser is not installed.
    """
    try:
        from myst_parser.parsers.docutils_ import Parser
    except ImportError as error:
        repair = 'Markdown needs myst-parser; install it with "pip install myst-parser"'
        raise DocumentError(f'cannot read {path}: {repair}') from error
    with any_markup():
        document = publish_doctree(
            text,
            source_path=path,
            parser=Parser(),
            settings_overrides={**_SETTINGS, **_MARKDOWN_SETTINGS},
        )
    _take_ids(document)
    _place_fences(document, text.splitlines())
    return document


def _place_titles(document: nodes.document, lines: Sequence[str]) -> None:
    """Give titles their own lines, rather than those of the rules around them."""
    for section in document.findall(nodes.section):
        title, line = section.next_node(nodes.title), section.line
        if title is None or not line:
            continue
        near = (each for each in (line, line - 1, line + 1) if 0 < each <= len(lines))
        text = title.rawsource.strip()
        title.line = next((each for each in near if lines[each - 1].strip() == text), line)


def _place_fences(document: nodes.document, lines: Sequence[str]) -> None:
    """Give what stands between fences the line where it begins, rather than that of the fence."""
    for block in document.findall(nodes.literal_block):
        if block.line and block.line <= len(lines) and _FENCE.match(lines[block.line - 1]):
            block.line += 1


def _take_ids(document: nodes.document) -> None:
    """Give sections the ids that their headings end with, as many converters of Markdown do."""
    for title in document.findall(nodes.title):
        last = title.children[-1] if title.children else None
        if isinstance(last, nodes.Text) and (match := _HEADING_ID.search(last)):
            title.parent['ids'].append(match[1])
            title.replace(last, nodes.Text(last[: match.start()]))
