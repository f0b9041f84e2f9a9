"""Makes characters visible that cannot be printed or that deceive, and knows widths and addresses."""

from __future__ import annotations

import re
import unicodedata

# Surrogates cannot be encoded, and neither control characters nor noncharacters may stand
# in XML or HTML, however they are written.
_UNPRINTABLE = '[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]|[^\x00-\uffff]'
# The same, without what divides lines and words.
_UNENCODABLE = rf'(?!\s)(?:{_UNPRINTABLE})'

# These end a line, change the direction of the text behind them, or steer a terminal.
_DECEPTIVE = '[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]'

# RFC 3986 has these characters in no address, and neither has any markup that we write.
_ADDRESS = re.compile(r'https?://[^\s<>"{}|\\^`]+')


def visible(text: str) -> str:
    r"""Return *text* for a message: on one line, with ``\x1b`` and its like as Python writes them.

    What pages and exceptions say may hold escape sequences for terminals, or overrides of the direction
    of text, which would let a message say something else than it does.
    """
    return text if text.isascii() and text.isprintable() else re.sub(_DECEPTIVE, _escape, text)


def plain(text: str) -> str:
    r"""Return *text* on one line, with a visible escape for each character that has no shape.

    White space is folded; ``\x07`` and its like are written as Python writes them.
    """
    return printable(' '.join(text.split()))


def encodable(text: str) -> str:
    """Return *text* with its lines, and with a visible escape for what can stand in no file."""
    if text.isascii() and text.isprintable():
        return text
    return re.sub(_UNENCODABLE, _escape, text)


def encodable_markup(text: str) -> str:
    """Return the same of reStructuredText, where a backslash is shown when it stands there twice."""
    return re.sub(_UNENCODABLE, lambda found: _escape(found).replace('\\', r'\\'), text)


def printable(text: str) -> str:
    """Return *text* with its white space, and with a visible escape for what else has no shape."""
    return text if text.isascii() and text.isprintable() else re.sub(_UNPRINTABLE, _escape, text)


def is_address(text: str) -> bool:
    """Return whether the whole of a text is an address of the web, which can be a link."""
    return text.isprintable() and _ADDRESS.fullmatch(text) is not None


def width(text: str) -> int:
    """Return the columns that *text* takes in a fixed-width font (Unicode UAX #11)."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(character) in 'WF' for character in text)
    combining = sum(unicodedata.combining(character) != 0 for character in text)
    return len(text) + wide - combining


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    codepoint = ord(character)
    if codepoint > 0xFFFF and codepoint & 0xFFFE != 0xFFFE:
        return character
    # As Python writes it.
    return ascii(character)[1:-1]
