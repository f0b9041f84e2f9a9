"""The pieces of a cell in each form of text, and what has to be escaped there. Standard library only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.characters import plain, printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinxext.http_status.facts.model import Citation

RFC_URL = 'https://datatracker.ietf.org/doc/html/rfc%s'

_RST_MARKUP = re.compile(r'([\\`*_|<>\[\]:@])')
_RST_ENUMERATOR = re.compile(r'^(\(?[\w#]+)([.)])(?=\s|$)')
_WORD = '[a-z0-9]+(?:[.-][a-z0-9]+)*'
#: An address that docutils takes for one as a whole, since no part of it is empty or ends in a mark.
_RST_ADDRESS = re.compile(
    rf'https?://{_WORD}(?:/(?:{_WORD})?)*(?:\?{_WORD}(?:[&=]{_WORD})*)?(?:#{_WORD})?',
    re.IGNORECASE | re.ASCII,
)
#: What an underscore at the end becomes, which would make an address the name of a target.
_TARGET = r'\\_'
_MARKDOWN_MARKUP = re.compile(r'([\\`*_|<>\[\]{}~$&@^=])')
#: What begins an address that is a link by itself (GitHub Flavored Markdown, "Autolinks (extension)").
_MARKDOWN_ADDRESS = re.compile(r'(www|https?|ftp|mailto|xmpp)(\.|:)', re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The pieces of a cell in one form of text."""

    #: Writes text of which nothing is markup.
    text: Callable[[str], str]
    #: Writes an identifier.
    literal: Callable[[str], str]
    #: Writes the reference to an RFC.
    rfc: Callable[[Citation], str]
    #: Writes a link, from its text and its address.
    link: Callable[[str, str], str]
    #: Writes an address as a link.
    address: Callable[[str], str]
    #: Writes reStructuredText, such as that of a docstring.
    markup: Callable[[str], str]
    #: Whether aliases stand beside the name, where no column has them.
    shows_aliases: bool = True


def rst_text(content: str) -> str:
    """Escape text for a cell of a table in reStructuredText."""
    shown = plain(content)
    escaped = _RST_ENUMERATOR.sub(r'\1\\\2', _RST_MARKUP.sub(r'\\\1', shown))
    if not escaped.strip('\\'):
        # Backslashes alone would be a rule, however many they are; escaped space is nothing.
        return '\\ ' + escaped if escaped else ''
    # At the start of a cell, punctuation may open a list, a comment or a rule.
    return escaped if shown[0].isalnum() or escaped[0] == '\\' else '\\' + escaped


def rst_literal(content: str) -> str:
    """Return a literal in reStructuredText, or escaped text where none can hold it."""
    shown = plain(content)
    return rst_text(shown) if not shown or '`' in shown else f'``{shown}``'


def markdown_text(content: str) -> str:
    """Escape text for a cell of a Markdown table."""
    return _MARKDOWN_ADDRESS.sub(r'\1\\\2', _MARKDOWN_MARKUP.sub(r'\\\1', plain(content)))


def markdown_literal(content: str) -> str:
    """Return a code span in Markdown, or escaped text where none can hold it."""
    shown = plain(content)
    # Parsers disagree on an escaped pipe behind a backslash in a code span.
    if not shown or '`' in shown or '\\|' in shown:
        return markdown_text(shown)
    # A pipe ends the cell even in a code span, unless it is escaped.
    return '`' + shown.replace('|', '\\|') + '`'


def _rst_link(title: str, url: str) -> str:
    return f'`{rst_text(title)} <{re.sub("_$", _TARGET, url)}>`__'


def _rst_address(address: str) -> str:
    """Return an address, which is a link by itself unless a mark in it means something."""
    return address if _RST_ADDRESS.fullmatch(address) else f'`<{re.sub("_$", _TARGET, address)}>`__'


def _rst_markup(content: str) -> str:
    """Return markup as it is, line by line, with an escape for each character that has no shape."""
    lines = content.expandtabs().splitlines()
    return '\n'.join(printable(line).rstrip() for line in lines).strip('\n')


def _markdown_link(title: str, url: str) -> str:
    return f'[{markdown_text(title)}]({url})'


def _title_alone(title: str, _url: str) -> str:
    return plain(title)


def _rst_rfc(citation: Citation) -> str:
    return f':rfc:`{citation.rfc}`'


def _markdown_rfc(citation: Citation) -> str:
    return f'[RFC {citation.rfc}]({RFC_URL % citation.target})'


def _plain_rfc(citation: Citation) -> str:
    return f'RFC {citation.rfc}'


RST = Style(
    text=rst_text,
    literal=rst_literal,
    rfc=_rst_rfc,
    link=_rst_link,
    address=_rst_address,
    markup=_rst_markup,
)
MARKDOWN = Style(
    text=markdown_text,
    literal=markdown_literal,
    rfc=_markdown_rfc,
    link=_markdown_link,
    address='<{}>'.format,
    markup=markdown_text,
)
PLAIN = Style(
    text=plain,
    literal=plain,
    rfc=_plain_rfc,
    link=_title_alone,
    address=plain,
    markup=plain,
    shows_aliases=False,
)
