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
PAGES = ('README.md', 'docs/changelog.rst', 'docs/how-to/translate.rst')
LOCALES = Path('sphinxext/http_status/page/messages/locales')
NAME = Path('LC_MESSAGES/sphinxext.http_status.po')

#: What a catalog asks its translator for: the messages, and the number of each form.
ENTRY = re.compile(r'^msgid.*|^msgstr(?:\[\d\])?', re.MULTILINE)


@pytest.fixture
def checkout(tmp_path):
    """Return a copy of what the tool reads and writes."""
    for source in (*SOURCES, *PAGES):
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
            '"X-Generator: Poedit\\n"\n"Language: id',
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
    """An update keeps translations, drops what no source has, and undoes all else, dates too."""
    path = checkout / LOCALES / 'pl' / NAME
    text = path.read_text(encoding='utf-8')
    spoiled = text.replace('Creation-Date: 2026', 'Creation-Date: 2020').replace(
        'english.py', 'english.py:7'
    )
    assert spoiled.count('2020') == 1
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


def test_update_keeps_what_is_said_of_translators(run, checkout):
    """Who translated, with which team and when, stays as the editor of a translator wrote it."""
    path = checkout / LOCALES / 'pl' / NAME
    text = path.read_text(encoding='utf-8')
    for field, value in (
        ('Last-Translator', 'Jan <jan@example.org>'),
        ('Language-Team', 'Polish <pl@example.org>'),
        ('PO-Revision-Date', '2027-01-31 08:15+0100'),
    ):
        text, number = re.subn(rf'^"{field}: .*', f'"{field}: {value}\\\\n"', text, flags=re.MULTILINE)
        assert number == 1
    path.write_text(text, encoding='utf-8')
    assert run('--check') == 0
    assert run() == 0
    assert path.read_text(encoding='utf-8') == text


@pytest.mark.parametrize(
    ('name', 'old', 'new'),
    [
        (LOCALES / 'sphinxext.http_status.pot', 'msgid "Code"', 'msgid "Cod"'),
        (Path('README.md'), ' languages', '0 languages'),
        (Path('docs/how-to/translate.rst'), 'Arabic', 'Aramaic'),
    ],
)
def test_check_finds_what_is_written_besides_catalogs(run, checkout, capsys, name, old, new):
    """``--check`` fails on the template, and on pages, that say another thing than an update writes."""
    path = checkout / name
    text = path.read_text(encoding='utf-8')
    path.write_text(text.replace(old, new, 1), encoding='utf-8')
    assert run('--check') == 1
    assert capsys.readouterr().out == f'{path}: out of date; run tools/update_catalogs.py\n'
    assert run() == 0
    assert path.read_text(encoding='utf-8') == text


@pytest.mark.parametrize(
    ('code', 'name', 'plurals'),
    [
        ('nb_NO', 'Norwegian Bokmål', 'nplurals=2; plural=(n != 1);'),
        ('af', 'Afrikaans', 'nplurals=2; plural=(n != 1);'),
        ('zu', 'Zulu', 'nplurals=2; plural=(n > 1);'),
    ],
)
def test_a_language_is_begun_by_one_command(run, checkout, capsys, code, name, plurals):
    """``--new`` adds a language where languages are listed or counted, and lists what to translate."""
    before = {page: (checkout / page).read_text(encoding='utf-8') for page in PAGES}
    registry = checkout / LOCALES / 'languages.toml'
    known = registry.read_text(encoding='utf-8')
    assert run('--new', code) == 1
    lines = capsys.readouterr().out.splitlines()
    path = checkout / LOCALES / code / NAME
    assert {line.partition(': ')[0] for line in lines} == {str(path)}
    assert {line.rpartition(': ')[2] for line in lines} == {'not translated'}
    text = path.read_text(encoding='utf-8')
    assert len(lines) == text.count('\nmsgid "') - 1
    assert f'"Plural-Forms: {plurals}\\n"' in text
    added = f"[{code}]\nname = '{name}'\nplurals = '{plurals}'\n"
    now = registry.read_text(encoding='utf-8')
    assert now.replace(f'{added}\n', '').replace(f'\n{added}', '') == known
    assert re.findall(r'^\[(.+)\]$', now, re.MULTILINE) == sorted(
        re.findall(r'^\[(.+)\]$', now, re.MULTILINE)
    )
    for page, old in before.items():
        assert count(checkout / page) == count_in(old) + 1
    named = (checkout / PAGES[-1]).read_text(encoding='utf-8')
    assert f'{name} (``{code}``)' in ' '.join(named.split())
    assert run('--check') == 1
    assert 'out of date' not in capsys.readouterr().out


@pytest.mark.parametrize(
    ('code', 'said'), [('de', 'is there already'), ('qq', 'unknown locale'), ('-', '-')]
)
def test_a_language_that_cannot_be_begun_is_refused(run, checkout, capsys, code, said):
    """``--new`` writes nothing for a language that is there already, or that CLDR does not know."""
    before = {path: path.read_bytes() for path in checkout.rglob('*') if path.is_file()}
    with pytest.raises(SystemExit):
        run(f'--new={code}')
    assert said in capsys.readouterr().err
    assert {path: path.read_bytes() for path in checkout.rglob('*') if path.is_file()} == before


def count(path):
    """Return how many languages a page says there are."""
    return count_in(path.read_text(encoding='utf-8'))


def count_in(text):
    """Return how many languages a text says there are, which it says in one place."""
    (number,) = re.findall(r'(\d+) languages\b', text)
    return int(number)
