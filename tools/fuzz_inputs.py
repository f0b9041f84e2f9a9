"""What is checked: fragments of real syntax that are joined, whole pages that are changed, and words."""

from __future__ import annotations

import re
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.table import require_table
from sphinxext.http_status.page.text import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

#: A file and the words of the command line behind it.
Words = tuple[str, ...]

#: Characters of any kind, lone surrogates among them, which make a file that is no UTF-8.
anything = st.text(st.characters(), max_size=5)
#: What means something to several parsers, or to a terminal.
ODD = (
    *(
        '\x00',
        '\x1b[31m',
        '\u202e',
        '\ufeff',
        '\u2028',
        '\ud800',
        '\U0010ffff',
        '٤٠٤',
        '²',
        '\x0c',
        '\r',
    ),
    *(
        '9' * 50,
        '9' * 5000,
        '-1',
        '1e999',
        '404',
        '410',
        'NOT_FOUND',
        'GONE',
        'None',
        '"',
        "'",
        '\\',
        '%s',
    ),
    *('\n', '\n\n', '\t', ' ', '   ', '%(x)s', '{0}', '__', '*', '`'),
)


def pieces(text: str) -> tuple[str, ...]:
    """Return the fragments that a text lists, in which ``⏎`` stands for the end of a line."""
    return tuple(piece.replace('⏎', '\n') for piece in re.split(' ¦[ \n]', text.strip('\n')))


def joined(fragments: Sequence[str], between: str = '', most: int = 40) -> SearchStrategy[str]:
    """Return texts of fragments in any order, with anything else among them."""
    piece = st.sampled_from([*fragments, *ODD]) | anything
    return st.lists(piece, max_size=most).map(between.join)


def changed(wholes: Sequence[str], fragments: Sequence[str], most: int = 6) -> SearchStrategy[str]:
    """Return whole files in which a few places are lost, or replaced by fragments."""
    piece = st.sampled_from([*fragments, *ODD, '']) | anything
    edit = st.tuples(st.integers(0, 10_000), st.integers(0, 30), piece)
    return st.builds(_edit, st.sampled_from(wholes), st.lists(edit, max_size=most))


def _edit(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    for place, length, piece in edits:
        start = place % (len(text) + 1)
        text = text[:start] + piece + text[start + length :]
    return text


@cache
def table(form: str, codes: str = '4xx') -> str:
    """Return a right table in a format of ``http-status render``."""
    return render(require_table(TableRequest(release='3.13', codes=codes)), form)


NOTES = '.. versionchanged:: 3.7\n   Added ``421 MISDIRECTED_REQUEST``.\n'
RST = pieces(
    r"""
..  ¦ *  ¦ -  ¦ #.  ¦ :: ¦ `` ¦ :rfc:`9110` ¦ :rfc:`9110#section-15.5.5` ¦ === === ¦ +---+---+ ¦
| 404 | ¦ .. csv-table:: ¦ .. list-table:: ¦    * - 404 ¦      - GONE ¦    :header-rows: 1 ¦
.. role:: x(raw) ¦ .. |a| replace:: b ¦ |a| ¦ .. [1] x ¦ [1]_ ¦ .. _a: a_ ¦ a_ ¦ .. class:: x ¦
.. py:data:: GONE ¦ .. autoclass:: http.HTTPStatus ¦    :members: ¦ .. http-status-table:: ¦ ===== ¦
.. versionadded:: 3.9 ¦    Added ``GONE``. ¦ .. include:: page.rst ¦ .. default-role:: x ¦ :x: y ¦
.. code-block:: python ¦    GONE = 410 ¦ >>> GONE ¦ .. math:: x ¦ .. only:: html ¦    :widths: 1
"""
)
MARKDOWN = pieces(
    r"""
*  ¦ 1.  ¦ #  ¦ >  ¦ | 404 | NOT_FOUND | ¦ | - | - | ¦ |:-:| ¦ ``` ¦ ~~~ ¦ ```{list-table} ¦ ::: ¦
{http-status-table} ¦ [x](y) ¦ [x]: y ¦ ![x](y) ¦ {rfc}`9110` ¦ <table> ¦ <!-- ¦ --- ¦ (a)= ¦
```{eval-rst} ¦ [^1] ¦ [^1]: x ¦ {{x}} ¦ $x$ ¦ $$ ¦ : x ¦ &#0; ¦ &copy; ¦ +++ ¦ % ¦ {.x #y} ¦
```{csv-table} ¦ :header-rows: 1 ¦ ---⏎myst:⏎  a: [⏎--- ¦ ** ¦ <br>
"""
)
HTML = pieces(
    r"""
<table> ¦ <tr> ¦ <td> ¦ <th> ¦ </table> ¦ <td colspan="2"> ¦ <td rowspan=0> ¦ <a href="#x"> ¦ </a> ¦
<ul><li> ¦ <dl><dt> ¦ <dd> ¦ <h2 id="x"> ¦ <code> ¦ <pre> ¦ <!-- ¦ --> ¦ <![CDATA[ ¦ &#0; ¦
&#x110000; ¦ &lt ¦ <script> ¦ </script ¦ <style> ¦ <td hidden> ¦ <section id=x> ¦ <p/> ¦
<meta charset=x> ¦ <base href="//["> ¦ <a href="http://["> ¦ < ¦ > ¦ =" ¦ <!DOCTYPE ¦ <?x ¦
<span class="pre"> ¦ <textarea> ¦ <title> ¦ <template> ¦ <svg> ¦ <td rowspan=-1> ¦ <caption>
"""
)
LISTED = ''.join(f'   * - {code.value}\n     - {code.name}\n' for code in HTTPStatus if code.value > 405)
PAGES = {
    'rst': [
        f'T\n=\n\n.. _a:\n\n{table("rst")}\n{NOTES}',
        f'.. list-table::\n   :header-rows: 1\n\n   * - Code\n     - Name\n{LISTED}',
        '\n'.join(f'* :data:`http.HTTPStatus.{code.name}`: {code.phrase}\n' for code in HTTPStatus),
        ''.join(f'.. py:data:: {code.name}\n   :value: {code.value}\n\n' for code in HTTPStatus),
        f'.. csv-table::\n   :header: Code, Name\n\n   404, NOT_FOUND\n   410, GONE\n\n{NOTES}',
    ],
    'md': [
        f'# T\n\n(a)=\n\n{table("md")}\n\nNew in version 3.8: GONE.\n',
        f'```{{list-table}}\n{LISTED}```\n',
        ''.join(f'* `{code.name}` ({code.value})\n' for code in HTTPStatus),
    ],
    'html': [
        '<!DOCTYPE html><html><body><h1 id="x">T</h1><table><tr><th>Code<th>Name</tr>'
        + ''.join(
            f'<tr><td>{code.value}</td><td><code>{code.name}</code></td></tr>' for code in HTTPStatus
        )
        + '</table><p>New in version 3.8: GONE.</p></body></html>',
        '<dl>'
        + ''.join(
            f'<dt id="{code.name}">{code.name}<dd>{code.value} {code.phrase}' for code in HTTPStatus
        ),
        '<ul>' + ''.join(f'<li><a href="#{code.name}">{code.name}</a>' for code in HTTPStatus),
    ],
}
CHECKS: list[Words] = [
    (),
    ('--codes', '404 410'),
    ('--codes', '4xx', '--strict', '--format', 'github'),
    ('--notes', '--format', 'json'),
    ('http.HTTPMethod',),
]


def pages(suffix: str, fragments: Sequence[str], between: str) -> SearchStrategy[tuple[str, Words]]:
    """Return pages, each with the words that it is checked with."""
    texts = joined(fragments, between) | joined(fragments) | changed(PAGES[suffix], fragments)
    return st.tuples(texts, st.sampled_from(CHECKS))


rst = pages('rst', RST, '\n')
markdown = pages('md', MARKDOWN, '\n')
html = pages('html', HTML, '')

WORDS = pieces(
    r"""
render ¦ check ¦ history ¦ catalog ¦ --codes ¦ --columns ¦ --edition ¦ --release ¦ --format ¦
--facts ¦ --history ¦ --citations ¦ --registry ¦ --code ¦ --notes ¦ --strict ¦ --repo ¦ --tags ¦
http.HTTPStatus ¦ http ¦ http.HTTPMethod ¦ os ¦ json ¦ os:EX_* ¦ b.rst ¦ b.rst#x ¦ b.rst::E ¦
codes.json ¦ code.py ¦ code.py::E ¦ x.E=code.py::E ¦ 404 ¦ 4xx ¦ ! ¦ !404 ¦ 500-504 ¦ code ¦ 9110 ¦
7231 ¦ 3.13 ¦ 1 ¦ rst ¦ md ¦ csv ¦ github ¦ text ¦ de ¦ pt_BR ¦ none ¦ --path ¦ http-status-codes ¦
-- ¦ - ¦ # ¦ . ¦ .. ¦ :: ¦ = ¦ : ¦ --help ¦ --version ¦ * ¦ [
"""
)
#: Without a slash, no word names a file outside of the folder.
words = st.lists(st.sampled_from(WORDS) | anything.filter(lambda text: '/' not in text), max_size=8)
