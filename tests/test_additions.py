"""What to add to a page is told in the page's own form, and has been tried."""

from __future__ import annotations

import re
from textwrap import dedent

import docutils
import pytest

from sphinxext.http_status.cli import main

pytestmark = pytest.mark.sphinx

CODES = '400-410 !402'
#: Each form of a list: what is before the entries, and one of them.
LISTS = {
    'dashes.rst': ('Codes\n=====\n\n', '* 404 - NOT_FOUND\n'),
    'literals.rst': ('', '- ``NOT_FOUND`` (404)\n'),
    'wrapped.rst': ('', '- ``NOT_FOUND``:\n  is 404\n'),
    'prefixed.rst': ('', '* ``HTTPStatus.NOT_FOUND``\n'),
    'data.rst': ('', '.. data:: NOT_FOUND\n\n'),
    'value.rst': ('', '.. py:data:: NOT_FOUND\n   :value: 404\n\n'),
    'auto.rst': ('Of it all.\n\n', '.. autodata:: NOT_FOUND\n\n'),
    'inside.rst': ('.. class:: HTTPStatus\n\n', '   .. attribute:: NOT_FOUND\n\n'),
    'fields.rst': ('', ':Code 404:\n'),
    'lines.rst': ('', '| 404 NOT_FOUND\n'),
    'terms.rst': ('', '``NOT_FOUND``\n   ...\n\n'),
    'listing.rst': ('Use::\n\n', '    NOT_FOUND = 404\n'),
    'constants.rst': ('.. code-block:: python\n\n', "   NOT_FOUND = '404 Not Found'\n"),
    'titles.rst': ('T\n=\n\n', 'Not Found (404)\n---------------\n\n'),
    'items.md': ('# Codes\n\n', '- `NOT_FOUND` (404)\n'),
    'starred.md': ('', '* **404** `NOT_FOUND`\n'),
    'titles.md': ('# Codes\n\n', '## 404 `NOT_FOUND`\n\n'),
    'fences.md': ('', '```{py:data} NOT_FOUND\n```\n\n'),
    'code.md': ('```python\n', 'NOT_FOUND = 404\n'),
}
if docutils.__version_info__ < (0, 22):
    # There, a term comes a line late, and what to add cannot be told.
    del LISTS['terms.rst']
#: Each form of a table, with its cells.
TABLES = {
    'simple.rst': (
        """
        ==== =================== ==============================================================
        Code Name                Details
        ==== =================== ==============================================================
        """,
        '{code}  {name:19} HTTP Semantics :rfc:`9110#section-{section}`, Section {section}\n',
        '==== =================== ==============================================================\n',
    ),
    'grid.rst': (
        """
        +-----+------------------------+---------------------------+
        | No. | Name                   | RFC                       |
        +=====+========================+===========================+
        """,
        (
            '| {code} | ``{name}``{pad} | RFC 9110, Section {section:8}|\n'
            '+-----+------------------------+---------------------------+\n'
        ),
        '',
    ),
    'rows.rst': (
        '.. list-table::\n   :header-rows: 1\n\n   * - Name\n     - Code\n     - Phrase\n',
        '   * - ``HTTPStatus.{name}``\n     - {code}\n     - {phrase}\n',
        '',
    ),
    'commas.rst': (
        '.. csv-table::\n   :header: Code, Name, RFC\n\n',
        '   {code},``{name}``,"RFC 9110, Section {section}"\n',
        '',
    ),
    'pipes.md': (
        '| Code | Name |\n| --- | --- |\n',
        '| {code} | `HTTP_{name}` |\n',
        '',
    ),
    'linked.md': (
        '| Code | Name | Details |\n| --- | --- | --- |\n',
        '| `{code}` | {name} | [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-{section}) |\n',
        '',
    ),
}
ROWS = [
    ('400', 'BAD_REQUEST', '15.5.1', 'Bad Request'),
    ('401', 'UNAUTHORIZED', '15.5.2', 'Unauthorized'),
    ('403', 'FORBIDDEN', '15.5.4', 'Forbidden'),
    ('404', 'NOT_FOUND', '15.5.5', 'Not Found'),
    ('405', 'METHOD_NOT_ALLOWED', '15.5.6', 'Method Not Allowed'),
    ('406', 'NOT_ACCEPTABLE', '15.5.7', 'Not Acceptable'),
]


def fill(entry: str, row: tuple[str, str, str, str]) -> str:
    """Return the entry of 404 as one of another row."""
    code, name, _section, phrase = row
    entry = entry.replace('404', code).replace('NOT_FOUND', name).replace('Not Found', phrase)
    return re.sub('^-{4,}$', '-' * len(entry.partition('\n')[0]), entry, flags=re.MULTILINE)


def in_list(form: str, rows: list[tuple[str, str, str, str]]) -> str:
    """Return a page with a list."""
    head, entry = LISTS[form]
    return head + ''.join(fill(entry, row) for row in rows) + '```\n' * head.startswith('```')


def in_table(form: str, rows: list[tuple[str, str, str, str]]) -> str:
    """Return a page with a table."""
    head, row, foot = TABLES[form]
    body = ''.join(
        row.format(code=code, name=name, section=section, phrase=phrase, pad=' ' * (18 - len(name)))
        for code, name, section, phrase in rows
    )
    return dedent(head).lstrip('\n') + body + foot


PAGES = {**dict.fromkeys(LISTS, in_list), **dict.fromkeys(TABLES, in_table)}
#: Which rows a page lacks: one at any place, several apart, several at once.
LACKING = [[0], [2], [5], [1, 4], [2, 3], [3, 4, 5], [0, 1]]


@pytest.fixture
def told(tmp_path, monkeypatch, capsys):
    """Return a function that checks a page and returns what the command says should be done."""
    monkeypatch.chdir(tmp_path)

    def told(name: str, text: str, codes: str) -> list[str]:
        (tmp_path / name).write_text(text, encoding='utf-8')
        assert main(['check', name, '--codes', codes]) == 1
        return [line.partition(': ')[2] for line in capsys.readouterr().err.splitlines()]

    return told


@pytest.mark.parametrize('lacking', LACKING, ids=str)
@pytest.mark.parametrize('form', PAGES)
def test_what_is_added_makes_the_page_whole(form, lacking, told):
    """A page from which entries are taken gets back the very same lines."""
    codes = ' '.join(row[0] for row in ROWS)
    whole = PAGES[form](form, ROWS)
    less = PAGES[form](form, [row for index, row in enumerate(ROWS) if index not in lacking])
    lines = less.splitlines()
    position, found = 0, []
    for line in told(form, less, codes):
        if match := re.fullmatch(r'add behind line (\d+) of (.*):', line):
            found += lines[position : int(match[1])]
            position = int(match[1])
        else:
            assert line.startswith('    ')
            found.append(line[4:])
    found += lines[position:]
    assert '\n'.join(found).rstrip() == whole.rstrip()


CELLS = (
    '.. list-table::\n\n   * - 400\n     - BAD_REQUEST\n     - said\n       wrong\n'
    '   * - 404\n     - NOT_FOUND\n     - not\n       there\n'
)
#: Pages that say of each member what is true of it alone, with what is to be added, line by line.
OWN = {
    'prose.rst': (
        '* 400 - ``BAD_REQUEST``: you said it wrong\n* 404 - ``NOT_FOUND``: it is nowhere\n',
        ['add behind line 1 of prose.rst:', '    * 403 - ``FORBIDDEN``'],
    ),
    'terms.md': (
        '`BAD_REQUEST`\n: Said wrong.\n\n`NOT_FOUND`\n: Nowhere.\n',
        ['add behind line 2 of terms.md:', '    ', '    `FORBIDDEN`', '    : ...'],
    ),
    'options.rst': (
        '.. autodata:: BAD_REQUEST\n   :no-value:\n\n   Said wrong.\n\n.. autodata:: NOT_FOUND\n',
        ['add behind line 4 of options.rst:', '    ', '    .. autodata:: FORBIDDEN'],
    ),
    'columns.md': (
        '| Code | Name | Why |\n|--|--|--|\n| 400 | BAD_REQUEST | said |\n| 404 | NOT_FOUND | none |\n',
        ['add behind line 3 of columns.md:', '    | 403 | FORBIDDEN |  |'],
    ),
    'cells.rst': (
        CELLS,
        [
            'add behind line 6 of cells.rst:',
            '       * - 403',
            '         - FORBIDDEN',
            '         -',
        ],
    ),
}


@pytest.mark.parametrize('name', OWN)
def test_what_is_said_of_one_member_is_not_said_of_another(name, told):
    """An entry ends behind the words that are the member's, and cells with others are left empty."""
    page, added = OWN[name]
    assert told(name, page, '400 403 404') == added


#: Pages with something around an entry that is no part of the others, and what is to be added.
PLACES = {
    # A label belongs to the title below it.
    'labels.rst': (
        'T\n=\n\nBAD_REQUEST\n-----------\n\nWhy.\n\n.. _none:\n\nNOT_FOUND\n---------\n\nNone.\n',
        ['add behind line 7 of labels.rst:', '    ', '    FORBIDDEN', '    ---------'],
    ),
    'anchors.md': (
        '# T\n\n## `BAD_REQUEST`\n\nWhy.\n\n<a id="none"></a>\n(not-found)=\n## `NOT_FOUND`\n',
        ['add behind line 5 of anchors.md:', '    ', '    ## `FORBIDDEN`'],
    ),
    # So it does to the first one.
    'first.md': (
        '# T\n\n(no)=\n## `FORBIDDEN`\n\n(none)=\n## `NOT_FOUND`\n\nNone.\n',
        ['add behind line 2 of first.md:', '    ## `BAD_REQUEST`', '    '],
    ),
    # In Markdown, a paragraph goes on at the margin too, and in a quote.
    'lazy.md': (
        '- `BAD_REQUEST` (400)\n  was said\nwrong.\n- `NOT_FOUND` (404)\n',
        ['add behind line 3 of lazy.md:', '    - `FORBIDDEN` (403)'],
    ),
    'quote.md': (
        '> - `BAD_REQUEST` (400)\n>   was wrong.\n> - `NOT_FOUND` (404)\n>\n> All.\n',
        ['add behind line 2 of quote.md:', '    > - `FORBIDDEN` (403)'],
    ),
    # The definition has begun already.
    'begun.rst': (
        '``BAD_REQUEST``\n  Value: 400. Wrong.\n``NOT_FOUND``\n  Value: 404. None.\n',
        ['add behind line 2 of begun.rst:', '    ``FORBIDDEN``', '      Value: 403.'],
    ),
    # Tabs cannot be copied from a terminal.
    'tabs.rst': (
        '*\t``BAD_REQUEST`` (400)\n*\t``NOT_FOUND`` (404)\n',
        ['add behind line 1 of tabs.rst:', '    *       ``FORBIDDEN`` (403)'],
    ),
    # What is the number of an item is not the code, and the first name is the one that matters.
    'numbers.md': (
        '403. `BAD_REQUEST`, said `bad_request`\n403. `NOT_FOUND`, said `not_found`\n',
        ['add behind line 1 of numbers.md:', '    403. `FORBIDDEN`'],
    ),
    # "yes" and "no" are not true of all, "http" is; and not each bar ends a cell.
    'facts.md': (
        (
            '| Code | Name | Again | Kind | Like |\n|--|--|--|--|--|\n'
            '| 400 | BAD_REQUEST | no | http | `a\\|b` |\n| 404 | NOT_FOUND | no | http | `c\\|d` |\n'
            '| 405 | METHOD_NOT_ALLOWED | yes | http | `e\\|f` |\n'
        ),
        ['add behind line 3 of facts.md:', '    | 403 | FORBIDDEN |  | http |  |'],
    ),
    # What ends a line of a listing is needed there.
    'commas.md': (
        '```c\nenum x {\n  BAD_REQUEST = 400, // no\n  NOT_FOUND = 404\n};\n```\n',
        ['add behind line 3 of commas.md:', '      FORBIDDEN = 403,'],
    ),
    # A page may have an order of its own, and parts.
    'names.md': (
        '- `FORBIDDEN` (403)\n- `METHOD_NOT_ALLOWED` (405)\n- `NOT_FOUND` (404)\n',
        ['add behind line 0 of names.md:', '    - `BAD_REQUEST` (400)'],
    ),
    'parts.md': (
        '# A\n\n- 200 `OK`\n\n# B\n\n- 403 `FORBIDDEN`\n- 404 `NOT_FOUND`\n',
        ['add behind line 6 of parts.md:', '    - 400 `BAD_REQUEST`'],
    ),
}


@pytest.mark.parametrize('name', PLACES)
def test_an_entry_is_added_where_the_one_before_it_ends(name, told):
    """Labels stay with what they are of, paragraphs stay whole, and nothing said may be wrong."""
    page, added = PLACES[name]
    codes = '400 403 404' + ' 405' * ('405' in page) + ' 200' * ('200' in page)
    assert told(name, page, codes) == added


#: Pages for which nothing to add can be told, or not the whole.
UNCLEAR = {
    # What a title says in its own words.
    'titles.rst': 'Wrongly said (400)\n------------------\n\nNever found (404)\n-----------------\n',
    # What needs a rule above it, and what would need other numbers behind it.
    'overlines.rst': (
        '-----------\nBAD_REQUEST\n-----------\n\nWrong.\n\n---------\nNOT_FOUND\n---------\n\nNone.\n'
    ),
    'numbers.rst': '1. ``BAD_REQUEST``\n2. ``NOT_FOUND``\n',
    # What would need a comma behind the entry before it.
    'json.md': '```json\n{\n  "BAD_REQUEST": 400,\n  "FORBIDDEN": 403\n}\n```\n',
    # What may belong to either part.
    'parts.md': '# A\n\n- 400 `BAD_REQUEST`\n\n# B\n\n- 404 `NOT_FOUND`\n',
    # Where docutils and an editor count lines otherwise.
    'lines.rst': 'A\u2028B\n\n* ``BAD_REQUEST`` (400)\n* ``NOT_FOUND`` (404)\n',
    # What cannot be shown as it is.
    'controls.rst': '* \u200f``BAD_REQUEST`` (400)\n* \u200f``NOT_FOUND`` (404)\n',
    # The page as a reader gets it is not the one to write in.
    'list.html': '<ul><li><code>BAD_REQUEST</code></li><li><code>NOT_FOUND</code></li></ul>',
}


@pytest.mark.parametrize('name', UNCLEAR)
def test_nothing_is_told_where_it_would_be_guessed(name, told):
    """A list gets no table instead, and no entry that says of one member what is true of another."""
    assert told(name, UNCLEAR[name], '400 403 404') == []


def test_what_is_added_is_told_once(told, capsys):
    """A page that is named twice, whole and by a part of it, is repaired once."""
    text = '# A\n\n- `BAD_REQUEST` (400)\n- `NOT_FOUND` (404)\n'
    once = told('page.md', text, '400 403 404')
    assert main(['check', 'page.md', 'page.md#a', '--codes', '400 403 404']) == 1
    assert [line.partition(': ')[2] for line in capsys.readouterr().err.splitlines()] == once


REPAIR = (
    "\"http-status render http.HTTPStatus --codes '400 403 404' --columns 'code name' --format md\" "
    'prints what should be in page.md'
)


def test_what_is_missing_is_told_beside_other_drift(told):
    """A finding that names another line than before is the same finding."""
    page = '* 400 - ``BAD_REQUEST``\n* 404 - ``NOT_FOUND``\n* 404 - ``NOT_FOUND``\n'
    assert told('page.rst', page, '400 403 404') == [
        'add behind line 1 of page.rst:',
        '    * 403 - ``FORBIDDEN``',
    ]


def test_a_table_that_is_wrong_besides_is_printed_too(told):
    """The row that is missing is told, and so is the command for the rest."""
    page = '| Code | Name |\n| --- | --- |\n| 400 | BAD_REQUEST |\n| 404 | NOT_FOUNT |\n'
    assert told('page.md', page, '400 403 404') == [
        'add behind line 3 of page.md:',
        '    | 403 | FORBIDDEN |',
        REPAIR,
    ]


@pytest.mark.parametrize('form', LISTS)
def test_an_entry_that_stands_twice_is_told(form, tmp_path, capsys):
    """In a list of the members each stands once; in code, a name may stand twice."""
    path = tmp_path / form
    path.write_text(in_list(form, [*ROWS, ROWS[2]]), encoding='utf-8')
    main(['check', str(path), '--codes', ' '.join(row[0] for row in ROWS)])
    told = re.findall(
        '403 FORBIDDEN stands on the page on line .* and again here', capsys.readouterr().out
    )
    is_code = form in {'listing.rst', 'constants.rst', 'code.md'}
    # A code alone may stand for several things that are said of it.
    is_named = 'NOT_FOUND' in LISTS[form][1]
    assert len(told) == (is_named and not is_code)
