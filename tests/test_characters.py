"""Characters that have no shape."""

from __future__ import annotations

import pytest

from sphinxext.http_status.facts.characters import encodable, encodable_markup, plain
from sphinxext.http_status.page.markup import markdown_text


@pytest.mark.parametrize(
    ('text', 'shown'),
    [
        ('\U0001f375\U0001fffd\U00020000', '\U0001f375\U0001fffd\U00020000'),
        ('\U0001fffe \U0001ffff', r'\U0001fffe \U0001ffff'),
        ('\U0010fffe \U0010ffff', r'\U0010fffe \U0010ffff'),
        ('\ufffd \ufffe \uffff', '\ufffd ' + r'\ufffe \uffff'),
        ('a \n b\x07', r'a b\x07'),
    ],
    ids=['characters', 'second plane', 'last plane', 'first plane', 'controls'],
)
def test_what_is_no_character_is_escaped(text: str, shown: str) -> None:
    """The last two code points of each plane are no characters, and are written as Python does."""
    assert plain(text) == shown


@pytest.mark.parametrize(
    ('text', 'shown', 'in_markup'),
    [
        ('a\ud800b', r'a\ud800b', r'a\\ud800b'),
        ('bell\x07\tand\r\nline', '\tand\r\nline', '\tand\r\nline'),
        ('\udc80 \x85 \ufffe', '\\udc80 \x85 \\ufffe', '\\\\udc80 \x85 \\\\ufffe'),
        ('é 🍵 \u202e', 'é 🍵 \u202e', 'é 🍵 \u202e'),
    ],
    ids=['surrogate', 'control', 'others', 'characters'],
)
def test_what_stands_in_no_file_is_escaped(text: str, shown: str, in_markup: str) -> None:
    """Lines and words stay what they are, and what no file can hold is written as Python does."""
    assert encodable(text).endswith(shown)
    assert encodable_markup(text).endswith(in_markup)
    assert encodable(text).encode()


@pytest.mark.parametrize(
    ('text', 'shown'),
    [
        ('see www.example.org', r'see www\.example.org'),
        ('Http://example.org:80/', r'Http\://example.org:80/'),
        ('(ftp://example.org)', r'(ftp\://example.org)'),
        ('mailto:a@example.org', r'mailto\:a\@example.org'),
        ('an http error: wait', 'an http error: wait'),
    ],
)
def test_markdown_links_nothing_by_itself(text: str, shown: str) -> None:
    """What GitHub would take for an address is text, as in all other forms."""
    assert markdown_text(text) == shown
