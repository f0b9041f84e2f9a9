"""Files of records: codes that are kept in JSON or CSV."""

from __future__ import annotations

import json

import pytest
from reading import read_html

from sphinxext.http_status.cli import main
from sphinxext.http_status.facts.problems import FactsError
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.table import make_table

RECORDS = [
    {'code': 'E1001', 'name': 'LOST', 'message': 'No such user', 'http': 404},
    {'code': 'E1002', 'name': 'BUSY', 'message': 'Try later', 'http': 503},
]
#: The content of files by name, and the rows: code, name and phrase.
FILES = {
    'a list of objects.json': (
        json.dumps(RECORDS),
        [('E1001', 'LOST', 'No such user'), ('E1002', 'BUSY', 'Try later')],
    ),
    'codes to objects.json': (
        '{"404": {"name": "LOST", "reason": "Gone"}, "410": {}}',
        [(404, 'LOST', 'Gone'), (410, '410', '')],
    ),
    'codes to phrases.json': (
        '{"404": "Not Found", "410": "Gone"}',
        [(404, '404', 'Not Found'), (410, '410', 'Gone')],
    ),
    'names to codes.json': ('{"LOST": 404, "GONE": 410}', [(404, 'LOST', ''), (410, 'GONE', '')]),
    'a list of codes.json': ('["open", 404]', [('open', 'open', ''), (404, '404', '')]),
    'values.CSV': (
        '\ufeffCode, Name, Message\nE1001, LOST, "No such, user"\n',
        [('E1001', 'LOST', 'No such, user')],
    ),
    'other names.csv': ('status,name\n404,LOST\n', [(404, 'LOST', '')]),
}


def table_of(folder, name, **wanted):
    """Return the table of a file."""
    told = []
    found = make_table(TableRequest(object=name, folder=folder, **wanted), told.append)
    assert [problem for problem in told if not problem.is_note] == []
    return found


@pytest.mark.parametrize('name', FILES)
def test_records_are_rows(tmp_path, name):
    """Each record is a row, with its name if it has one, in the order of the file."""
    content, expected = FILES[name]
    (tmp_path / name).write_text(content, encoding='utf-8')
    found = table_of(tmp_path, name)
    assert [(row.code, row.name, row.phrase) for row in found.rows] == expected


def test_fields_are_columns_and_any_may_be_the_code(tmp_path):
    """A column shows any field, and ``code`` says which of them is the code."""
    (tmp_path / 'codes.json').write_text(json.dumps(RECORDS), encoding='utf-8')
    found = table_of(tmp_path, 'codes.json', columns=('code', 'http'))
    assert [row.attributes['http'] for row in found.rows] == [404, 503]
    found = table_of(tmp_path, 'codes.json', code='http')
    assert [(row.code, row.name) for row in found.rows] == [(404, 'LOST'), (503, 'BUSY')]


@pytest.mark.parametrize(
    ('name', 'content', 'message'),
    [
        ('gone.json', None, 'cannot read '),
        ('broken.json', '{"a"', 'JSONDecodeError: Expecting'),
        ('latin.csv', b'code\n\xe9\n', 'give a file of records in UTF-8'),
        ('number.json', '5', 'has no records; give it a list of objects such as {"code":'),
        ('empty.json', '[]', 'has no records'),
        ('empty.csv', '', 'has no records; give it a header such as code,name'),
        ('floats.json', '{"a": 1.5}', 'has no records'),
        ('nameless.json', '[{"code": 1}, {"name": "A"}]', 'record 2 of '),
        ('nameless.csv', 'name,kind\nA,b\n', 'has no code or status_code or status; give it one'),
        ('deep.json', '[' * 100_000, 'cannot read '),
    ],
)
def test_what_is_no_file_of_records_is_told(tmp_path, name, content, message):
    """A file that is missing, broken or of something else is named, with what it should be."""
    if content is not None:
        content = content if isinstance(content, bytes) else content.encode()
        (tmp_path / name).write_bytes(content)
    with pytest.raises(FactsError) as caught:
        table_of(tmp_path, name)
    assert message in str(caught.value)
    assert name in str(caught.value)


PAGE = (
    'T\n=\n\n.. py:module:: whatever\n\n.. http-status-table:: data/codes.json\n\n'
    ':http-status:`data/codes.json.E1002`\n'
)


@pytest.mark.parametrize('parallel', [0, 2])
def test_a_page_shows_a_file_and_follows_it(build, parallel):
    """The path is relative to the documentation, and a changed file has exactly its pages read again."""
    files = {
        'index.rst': PAGE,
        'other.rst': ':orphan:\n\nO\n=\n\n.. http-status-table::\n   :codes: 404\n',
        'data/codes.json': json.dumps(RECORDS),
    }
    built = build(files, parallel=parallel)
    assert built.warnings == []
    rows = read_html(built.text())[0].rows
    assert rows == [('E1001', 'LOST', 'No such user'), ('E1002', 'BUSY', 'Try later')]
    assert 'E1002 Try later</span></a>' in built.text()
    assert build({}, parallel=parallel).read == frozenset()
    changed = build({'data/codes.json': json.dumps(RECORDS[1:])}, parallel=parallel)
    # What other processes read is not noted here.
    assert parallel or changed.read == {'index'}
    assert len(read_html(changed.text())[0].rows) == 1
    (warning,) = build({'data/codes.json': '[]'}, parallel=parallel).warnings[:1]
    assert 'index.rst:6: WARNING: ' in warning
    assert 'has no records' in warning


def test_the_command_line_takes_files(tmp_path, monkeypatch, capsys):
    """The path is relative to the folder where the command runs, for printing and for checking."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / 'codes.json').write_text(json.dumps(RECORDS), encoding='utf-8')
    assert main(['render', 'codes.json', '--format', 'md']) == 0
    page = tmp_path / 'page.md'
    page.write_text(capsys.readouterr().out, encoding='utf-8')
    assert main(['check', 'page.md', 'codes.json']) == 0
    page.write_text(page.read_text(encoding='utf-8').replace('BUSY', 'BUSSY'), encoding='utf-8')
    assert main(['check', 'page.md', 'codes.json']) == 1
    assert (
        'page.md:4: E1002: the page says BUSSY, codes.json has no such member; did you mean BUSY?'
        in capsys.readouterr().out
    )
    assert main(['check', 'page.md', 'none.json']) == 2
    assert 'cannot read none.json' in capsys.readouterr().err
