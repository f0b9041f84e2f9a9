"""Characters that have no shape."""

from __future__ import annotations

import pytest

from sphinxext.http_status.facts.characters import plain


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
