"""The tool that updates the catalogs of translations."""

from __future__ import annotations

import re
import runpy
import shutil
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[1]
SOURCES = (
    'sphinxext/http_status/facts/columns.py',
    'sphinxext/http_status/page/messages/english.py',
    'sphinxext/http_status/page/messages/words.py',
)
LOCALES = Path('sphinxext/http_status/page/messages/locales')
NAME = Path('LC_MESSAGES/sphinxext.http_status.po')

#: What a catalog asks its translator for: the messages, and the number of each form.
ENTRY = re.compile(r'^msgid.*|^msgstr(?:\[\d\])?', re.MULTILINE)


@pytest.fixture
def checkout(tmp_path):
    """Return a copy of what the tool reads and writes."""
    for source in SOURCES:
        (tmp_path / source).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / source, tmp_path / source)
    shutil.copytree(ROOT / LOCALES, tmp_path / LOCALES, ignore=shutil.ignore_patterns('*.mo'))
    return tmp_path


@pytest.fixture
def run(checkout):
    """Return a function that runs the tool on that copy."""
    main = runpy.run_path(str(ROOT / 'tools' / 'update_catalogs.py'))['main']
    return lambda *arguments: main([*arguments, '--root', str(checkout)])


def test_check_of_what_is_right_is_silent(run, capsys):
    """``--check`` prints nothing, and succeeds, where nothing is wrong."""
    assert (run('--check'), capsys.readouterr().out) == (0, '')


@pytest.mark.parametrize(
    ('old', 'new', 'finding'),
    [
        ('msgstr "Kode"', 'msgstr ""', "'Code': not translated"),
        ('msgid "Code"', '#, fuzzy\nmsgid "Code"', "'Code': fuzzy"),
        ('msgid "Code"', 'msgid "Cod"', "'Code': not translated"),
        ('status %(members)s di', 'status %(member)s di', 'other placeholders than the message'),
        ('pada versi %s', 'pada versi %', 'other placeholders than the message'),
        ('msgstr[0]', 'msgstr[7]', 'cannot be read'),
        ('not source code', 'or source code', 'out of date; run tools/update_catalogs.py'),
        (
            '"Language: id',
            '"Last-Translator: Budi\\n"\n"Language: id',
            'out of date; run tools/update_catalogs.py',
        ),
    ],
)
def test_check_finds(run, checkout, capsys, old, new, finding):
    """``--check`` fails on a translation that is missing or doubtful, and on what an update changes."""
    path = checkout / LOCALES / 'id' / NAME
    text = path.read_text(encoding='utf-8')
    assert old in text
    path.write_text(text.replace(old, new), encoding='utf-8')
    changed = path.read_bytes()
    assert run('--check') == 1
    printed = capsys.readouterr().out
    assert finding in printed
    assert {line.split(': ')[0] for line in printed.splitlines()} == {str(path)}
    assert path.read_bytes() == changed


def test_check_finds_a_language_that_nobody_keeps(run, checkout, capsys):
    """A catalog for all of Chinese would hide those of its regions, and nobody would complete it."""
    path = checkout / LOCALES / 'zh' / NAME
    shutil.copytree(checkout / LOCALES / 'zh_CN', checkout / LOCALES / 'zh')
    assert run('--check') == 1
    assert capsys.readouterr().out == f'{path}: no language of ours\n'


def test_update_restores_what_is_not_a_translation(run, checkout):
    """An update keeps translations, drops what no source has, and undoes all else, names too."""
    path = checkout / LOCALES / 'pl' / NAME
    text = path.read_text(encoding='utf-8')
    header = (
        '"Last-Translator: Jan <jan@example.org>\\n"\n"POT-Creation-Date: 2020-01-01 00:00+0000\\n"\n'
    )
    spoiled = text.replace('"MIME', f'{header}"MIME').replace('english.py', 'english.py:7')
    path.write_text(
        f'{spoiled}\nmsgid "Gone"\nmsgstr "Nie ma"\n\n#~ msgid "Old"\n#~ msgstr "Stare"\n',
        encoding='utf-8',
    )
    assert run() == 0
    assert path.read_text(encoding='utf-8') == text


def test_update_begins_a_catalog(run, checkout, capsys):
    """A language without a catalog gets one, with the plural forms of the language, to be filled."""
    path = checkout / LOCALES / 'uk' / NAME
    before = path.read_text(encoding='utf-8')
    path.unlink()
    assert run() == 1
    after = path.read_text(encoding='utf-8')
    assert after.partition('\n\n')[0] == before.partition('\n\n')[0]
    assert ENTRY.findall(after) == ENTRY.findall(before)
    assert capsys.readouterr().out.count(': not translated\n') == before.count('\nmsgid "') - 1


def test_update_leaves_alone_what_it_cannot_read(run, checkout, capsys):
    """A catalog with a slip in its syntax is named, and stays for its translator to mend."""
    path = checkout / LOCALES / 'de' / NAME
    path.write_text(path.read_text(encoding='utf-8').replace('msgstr[0]', 'msgstr[7]'), encoding='utf-8')
    spoiled = path.read_bytes()
    assert run() == 1
    assert 'cannot be read' in capsys.readouterr().out
    assert path.read_bytes() == spoiled
