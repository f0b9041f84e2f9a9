"""What a project says of its codes: the content of the directive, and the headers of columns."""

from __future__ import annotations

import re

import pytest
from catalogs import write_catalog
from reading import read_html

CODE = (
    'from enum import IntEnum\nclass Reply(IntEnum):\n    OK = 200\n    NOT_FOUND = 404\n'
    '    """Nobody *knows*."""\n    GONE = 410\n    """Gone for good."""\n    FAILED = 500\n'
)
#: By form: what stands in front of the directive, how it begins and ends, and what its lines begin with.
FORMS = {
    'rst': ('Title\n=====\n\n', '.. http-status-table:: ', '', '   '),
    'md': ('# Title\n\n', '```{http-status-table} ', '```', ''),
}


def write_page(path, options, content, form):
    """Return a page with a directive, and the line of its content."""
    before, begin, end, indent = FORMS[form]
    options = options.splitlines()
    lines = [*options, '', *content.splitlines()]
    inside = ''.join(f'{indent}{line}'.rstrip() + '\n' for line in lines)
    return f'{before}{begin}{path}\n{inside}{end}\n', before.count('\n') + len(options) + 3


@pytest.fixture
def page(build):
    """Return a function that builds a page with a table that has content."""

    def make(content, options='', path='meant.Reply', form='rst', builder='html', **conf):
        text, _line = write_page(path, options, content, form)
        files = {f'index.{form}': text, 'meant.py': CODE}
        return build(files, builder, extensions=['myst_parser', 'sphinxext.http_status'], **conf)

    return make


def shown(built):
    """Return the first and the last cell of each row of the first table of a page."""
    table = read_html(built.text())[0]
    return table.header[-1], {cells[0]: cells[-1] for cells in table.rows}


@pytest.mark.parametrize('form', ['rst', 'md'])
def test_texts_are_a_column(page, form):
    """Each text stands in the row of its code or name, and the codes that are named are the rows."""
    built = page(':404: The user is *unknown*,\n  or was deleted.\n:FAILED: Ours.\n', form=form)
    assert built.warnings == []
    assert shown(built) == (
        'Meaning',
        {'404': 'The user is unknown, or was deleted.', '500': 'Ours.'},
    )
    assert '<em>unknown</em>' in built.text()


@pytest.mark.parametrize('form', ['rst', 'md'])
def test_a_selection_goes_before_the_content(page, form):
    """With codes, these are the rows; one of which nothing is said has its docstring or nothing."""
    built = page(':404: Ours.', ':codes: 200 404 410', form=form)
    assert built.warnings == []
    assert shown(built)[1] == {'200': '', '404': 'Ours.', '410': 'Gone for good.'}


@pytest.mark.parametrize(
    ('content', 'expected'),
    [
        (':404 500: Both.', {'404': 'Both.', '500': 'Both.'}),
        (':404, FAILED: Both.', {'404': 'Both.', '500': 'Both.'}),
        (':not_found: In any case.', {'404': 'In any case.'}),
        (':400-599: A range.', {'404': 'Nobody knows.', '410': 'Gone for good.', '500': 'A range.'}),
        (':5xx: A class.', {'500': 'A class.'}),
        (
            ':5xx: A class.\n:500: Ours.\n:200-500: A range.',
            {'200': 'A range.', '404': 'Nobody knows.', '410': 'Gone for good.', '500': 'Ours.'},
        ),
        (':404:\n:500:\n   Below.', {'404': 'Nobody knows.', '500': 'Below.'}),
    ],
)
def test_what_is_said_of_fewest_rows_is_shown(page, content, expected):
    """A text for one code goes before its docstring, and that before the text of a class or a range."""
    built = page(content, ':columns: code')
    assert [line for line in built.warnings if "'5xx'" not in line] == []
    assert shown(built)[1] == expected


@pytest.mark.parametrize('form', ['rst', 'md'])
@pytest.mark.parametrize('builder', ['html', 'text', 'latex', 'man', 'texinfo', 'http-status', 'xml'])
def test_any_markup_of_the_page_is_in_texts(page, form, builder):
    """Lists, references and roles of the page work in every format."""
    reference = {'rst': ':http-status:`500`', 'md': '{http-status}`500`'}[form]
    content = f':404: See {reference}.\n\n   - One.\n   - Two.\n\n:500: Ours.\n'
    built = page(content, form=form, builder=builder, http_status_object='meant.Reply')
    assert built.warnings == []
    if builder == 'html':
        assert '<li><p>One.</p></li>' in built.text()
        assert 'href="#meant-reply-500"' in built.text()


def test_footnotes_are_numbered_where_they_stand(build):
    """A footnote in a text is one of the page, and its reference has one id, shown twice or once."""
    files = {
        'index.rst': (
            'Title\n=====\n\nBefore [#]_.\n\n.. http-status-table::\n   :columns: code\n\n'
            '   :500-502: Ours [#a]_.\n\nBehind [#]_.\n\n.. [#] One.\n.. [#a] Two.\n.. [#] Three.\n'
        )
    }
    built = build(files)
    assert built.warnings == []
    assert [row[1] for row in read_html(built.text())[0].rows] == ['Ours [2].'] * 3
    ids = re.findall(r' id="([^"]+)"', built.text())
    assert len(ids) == len(set(ids))
    assert build(files, 'latex').warnings == []


@pytest.mark.parametrize('builder', ['html', 'text', 'latex', 'http-status'])
def test_what_is_said_of_a_class_stands_in_its_heading(page, builder):
    """In a grouped table, the text of a class takes the place of our sentence, in the same pattern."""
    content = ':4xx: The client is *wrong*.\n\n   More.\n:5xx:\n   - A list.\n:410: Ours.'
    built = page(content, ':group:', builder=builder)
    assert built.warnings == []
    if builder == 'html':
        text = re.sub('<[^>]+>', '', built.text())
        assert '4xx Client Error: The client is wrong.' in text
        assert 'cannot be met' not in text
        assert read_html(built.text())[0].header == ('Code', 'Enum Name', 'Details', 'Meaning')
    if builder == 'text':
        assert '**4xx Client Error**: The client is *wrong*.\n\nMore.\n\n+--' in built.text('index.txt')
        assert '**5xx Server Error**\n\n* A list.\n' in built.text('index.txt')


def test_texts_of_classes_alone_need_no_column(page):
    """A grouped table of which only classes are described has no more columns than others."""
    built = page(':5xx: Ours.', ':group:\n:columns: code name')
    assert built.warnings == []
    assert shown(built)[0] == 'Enum Name'


def test_the_column_can_be_placed(page):
    """Where the columns name ``doc``, the texts stand there."""
    built = page(':404: Ours.', ':columns: code doc name')
    assert read_html(built.text())[0].header == ('Code', 'Meaning', 'Enum Name')


def test_texts_are_messages_of_the_page(page):
    """Translators get each text once, as any paragraph, and neither codes nor sentences not shown."""
    content = ':404 410: The user is *unknown*.\n:4xx: The client.\n:5xx: The server.'
    built = page(content, ':group:', builder='gettext')
    assert built.warnings == []
    messages = re.findall(r'^msgid "(.+)"', built.text('index.pot'), re.MULTILINE)
    assert messages.count('The user is *unknown*.') == 1
    assert {'The client.', 'The server.', 'Meaning'} <= {*messages}
    assert not {'404', '404 410', 'The request is wrong, or cannot be met.'} & {*messages}
    (place,) = re.findall(r'#: (.*)\nmsgid "The client."', built.text('index.pot'))
    assert place.endswith('index.rst:8')


def test_texts_are_translated(page, tmp_path):
    """A text and a header are shown in the language of the reader, and the fact beside stays."""
    write_catalog(
        tmp_path,
        {'The user is *unknown*.': 'Den gibt es *nicht*.', 'Who': 'Wer', 'Gone.': 'Weg.'},
    )
    content = ':404: The user is *unknown*.\n:4xx: Gone.'
    options = ':codes: 404 410\n:columns: code doc name\n:headers: , , Who'
    built = page(content, options, language='de', locale_dirs=[str(tmp_path)])
    table = read_html(built.text())[0]
    assert table.header == ('Code', 'Bedeutung', 'Wer')
    assert table.rows == [
        ('404', 'Den gibt es nicht.', 'NOT_FOUND'),
        ('410', 'Gone for good.', 'GONE'),
    ]


def test_headers_are_given_one_by_one(page):
    """Headers are divided by commas, an empty one leaves that of the column, and names tell which."""
    built = page('', ':columns: code name doc\n:headers: Status, , "What it is, and why"')
    assert built.warnings == []
    assert read_html(built.text())[0].header == ('Status', 'Enum Name', 'What it is, and why')
    built = page('', ':columns: code name doc\n:headers: doc=What it is, code = Status')
    assert built.warnings == []
    assert read_html(built.text())[0].header == ('Status', 'Enum Name', 'What it is')
    built = page(':404: Ours.', ':headers: Status, Name, Why')
    assert shown(built)[0] == 'Meaning'
    (warning,) = built.warnings
    assert 'headers names 3 headers for 4 columns; give one for each' in warning


@pytest.mark.parametrize(
    ('headers', 'shown_headers', 'messages'),
    [
        (
            'code=Number, nmae=Who',
            ('Number', 'Enum Name', 'Meaning'),
            ["'nmae=Who'; did you mean 'name'?"],
        ),
        ('Code = Number, DOC=Why', ('Number', 'Enum Name', 'Why'), []),
        ('code=Number, Who', ('Number', 'Enum Name', 'Meaning'), ["'Who'"]),
        ('coed=Number, dco=Why', ('Code', 'Enum Name', 'Meaning'), ["'code'?", "'doc'?"]),
        ('code, a=b, c', ('code', 'a=b', 'c'), []),
        ('code="No., or so", doc = "a ""b"", c"', ('No., or so', 'Enum Name', 'a "b", c'), []),
        ('name=a, b=c, doc=d=e', ('Code', 'a', 'd=e'), ["'b=c'"]),
    ],
)
def test_a_header_for_no_column_is_told(page, headers, shown_headers, messages):
    """What is right in headers is shown; of the rest each is told with what it may mean."""
    built = page(':404: Ours.', f':columns: code name doc\n:headers: {headers}')
    assert read_html(built.text())[0].header == shown_headers
    assert len(built.warnings) == len(messages)
    for warning, message in zip(built.warnings, messages, strict=True):
        header, *instead = message.split('; ')
        assert 'in headers is for none of the columns' in warning
        assert all(part in warning for part in (header, *instead))


@pytest.mark.parametrize(
    ('content', 'options', 'line', 'message'),
    [
        (':404: A.\n:499: B.', '', 2, "no status code or member matches '499'"),
        (':404: A.\n\n  More.\n:NOT_FUND: B.', '', 4, "'NOT_FUND' in codes; did you mean 'NOT_FOUND'?"),
        (':404: A.\n:410: B.', ':codes: 404', 2, "the table does not show '410'; add it to codes"),
        (':404: A.\n:410:', ':codes: 404', 0, "the table does not show '410'; add it to codes"),
        (':404: A.\n:499: B.', ':codes: 404 499', 2, "matches '499' in codes"),
        (':404: A.\n:NOT_FOUND: B.', '', 2, "said of 'NOT_FOUND' is shown nowhere"),
        (':404: A.\n:404: B.', '', 2, "said of '404' is shown nowhere"),
        (':404: A.\n:4xx: B.\n:410: C.', '', 2, "said of '4xx' is shown nowhere"),
        (':404: A.\n\n404: B.', '', 3, "'404: B.' stands below the table, since it is not said of a"),
        ('- 404: A.\n- 410: B.', ':codes: 404', 1, 'begin it with one, such as :404:'),
    ],
)
@pytest.mark.parametrize('form', ['rst', 'md'])
def test_what_has_no_place_is_told(page, content, options, line, message, form):
    """What is wrong with a text is one warning at its line, or at the directive where it is empty."""
    (warning,) = page(content, options, form=form).warnings
    _text, first = write_page('', options, '', form)
    place = FORMS[form][0].count('\n') + 1 if line == 0 else first - 1 + line
    assert warning.startswith(f'index.{form}:{place}: WARNING: ')
    assert message in warning
    assert '[http_status.co' in warning


def test_warnings_name_the_line_of_the_text(build):
    """In an included file, and in the docstring of a class, the line is that of the text."""
    files = {
        'index.rst': 'Title\n=====\n\n.. include:: inc.txt\n\n.. automodule:: spoken\n   :members:\n',
        'inc.txt': 'A\n\n.. http-status-table::\n   :no-index:\n\n   :404: A.\n\n   :999: B.\n',
        'spoken.py': (
            'class C:\n    """C.\n\n    .. http-status-table::\n\n'
            '       :404: A.\n       :998: B.\n    """\n'
        ),
    }
    built = build(files, extensions=['sphinx.ext.autodoc', 'sphinxext.http_status'])
    first, second = built.warnings
    assert first.startswith('inc.txt:8: ')
    assert "'999'" in first
    assert re.match(r"spoken\.py:docstring of spoken\.C:6: .*'998'", second)


@pytest.mark.parametrize('form', ['rst', 'md'])
def test_texts_among_the_options_are_told(page, form):
    """A forgotten empty line is one warning with its repair, and the table is there."""
    built = page('', ':codes: 404\n:404: The user.\n:410: B.', form=form)
    (warning,) = built.warnings
    assert "'404' stands among the options; leave an empty line above the first such text" in warning
    assert shown(built)[1] == {'404': 'Nobody knows.'}


def test_nothing_in_a_directive_is_lost(build):
    """Text that is said of no code stands below the table, whatever it is."""
    text = (
        'Title\n=====\n\n.. http-status-table::\n\n   First.\n\n   :404: A.\n\n   Last.\n\n   * list\n'
    )
    built = build({'index.rst': text}, 'text')
    (warning,) = built.warnings
    assert warning.startswith('index.rst:6: ')
    below = built.text('index.txt').rpartition('--+')[2]
    assert [word for word in below.split() if word in ('First.', 'Last.', 'list')] == [
        'First.',
        'Last.',
        'list',
    ]


def test_a_text_may_speak_of_other_codes(page):
    """Names, codes and RFCs in a text are no facts of its row, for the check of what was built."""
    content = ':404: Not ``GONE``; see 410 and RFC 2616, Section 1.\n:410: ``NOT_FOUND``\n:500: 404'
    assert page(content, builder='http-status').warnings == []


def test_a_page_with_texts_is_generated(tmp_path, capsys):
    """The check of a file passes over the content of the directive, and says that it is generated."""
    from sphinxext.http_status.cli import main

    path = tmp_path / 'page.rst'
    path.write_text('.. http-status-table::\n\n   :404: A.\n   :GOEN: B.\n', encoding='utf-8')
    assert main(['check', str(path)]) == 1
    assert 'is made when the page is built' in capsys.readouterr().out
