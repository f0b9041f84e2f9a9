"""From a file to a docutils tree, without the Sphinx project that the file belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils.core import publish_doctree

from sphinxext.http_status.facts.problems import describe_error

from .any_markup import any_markup

if TYPE_CHECKING:
    from pathlib import Path

    from docutils import nodes

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


def parse_file(path: Path) -> nodes.document:
    """Return the tree of a file: Markdown and HTML by its suffix, else reStructuredText or plain text.

    :raises DocumentError: the file cannot be read, is not UTF-8, or needs a parser that is missing.
    """
    try:
        text = path.read_text(encoding='utf-8-sig')
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(f'cannot read {path}: {error}') from error
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
    with any_markup():
        return publish_doctree(text, source_path=path, settings_overrides=_SETTINGS)


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
        return publish_doctree(
            text,
            source_path=path,
            parser=Parser(),
            settings_overrides={**_SETTINGS, **_MARKDOWN_SETTINGS},
        )
