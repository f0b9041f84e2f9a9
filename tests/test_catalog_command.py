"""What the command ``catalog`` prints fills the catalogs of a project."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from catalogs import need_program

from sphinxext.http_status.cli import main
from sphinxext.http_status.page.messages import compendium

LANGUAGES = compendium.find_languages()
PAGE = 'Codes\n=====\n\n.. http-status-table::\n   :release: 3.13\n'
GETTEXT = ('msgmerge', '--quiet', '--no-fuzzy-matching')


@pytest.fixture
def template(build):
    """Return what Sphinx extracts from a page with the whole table."""
    return build({'index.rst': PAGE}, 'gettext').outdir / 'index.pot'


def printed(capsys, language: str) -> str:
    """Return what the command prints."""
    assert main(['catalog', language]) == 0
    return str(capsys.readouterr().out)


@pytest.mark.sphinx
@pytest.mark.parametrize('language', LANGUAGES)
def test_every_message_of_a_page_is_in_the_catalog(template, capsys, language):
    """Whatever Sphinx extracts from a table, our catalog has it translated, in that form."""
    ours = read_po(BytesIO(printed(capsys, language).encode()), locale=language)
    wanted = read_po(BytesIO(template.read_bytes()))
    lacking = [
        message.id
        for message in wanted
        if message.id not in ('', 'Codes') and not (ours.get(message.id) and ours[message.id].string)
    ]
    assert lacking == []
    assert len(wanted) == 30


@pytest.mark.sphinx
def test_gettext_fills_a_catalog_with_ours(template, capsys, tmp_path):
    """GNU gettext fills all messages but the title of the page, and marks none as fuzzy."""
    need_program('msgmerge')
    ours = tmp_path / 'ours.po'
    ours.write_text(printed(capsys, 'uk'), encoding='utf-8')
    empty, full = tmp_path / 'index.po', tmp_path / 'full.po'
    empty.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n', encoding='utf-8')
    words = [*GETTEXT, '--compendium', ours, '--output-file', full, empty, template]
    subprocess.run(words, check=True)
    filled = read_po(BytesIO(full.read_bytes()), locale='uk')
    assert [message.id for message in filled if message.id and not message.string] == ['Codes']
    assert not any(message.fuzzy for message in filled if message.id)


def test_nothing_need_be_compiled(capsys, tmp_path, monkeypatch):
    """A clone that nobody has installed prints what an installed package prints."""
    installed = printed(capsys, 'uk')
    folder = tmp_path / 'uk/LC_MESSAGES'
    folder.mkdir(parents=True)
    shutil.copy(compendium.catalog_file('uk'), folder)
    monkeypatch.setattr(compendium, 'SHIPPED', tmp_path)
    assert printed(capsys, 'uk') == installed


@pytest.mark.parametrize(
    ('language', 'ours'),
    [
        ('de_AT', 'de'),
        ('pt', 'pt_PT'),
        ('zh-HK', 'zh_TW'),
        ('zh_Hans_CN', 'zh_CN'),
        ('ca@valencia', 'ca'),
    ],
)
def test_the_catalog_of_the_nearest_kin_is_printed(capsys, language, ours):
    """A language has in the command the catalog that its pages have."""
    assert printed(capsys, language) == printed(capsys, ours)


def test_the_path_of_a_catalog_is_printed(capsys):
    """The catalog with plural forms and comments comes with the package."""
    assert main(['catalog', 'id', '--path']) == 0
    text = Path(capsys.readouterr().out.strip()).read_text(encoding='utf-8')
    assert 'msgid_plural' in text


def test_a_language_that_is_not_there_is_wrong_use(capsys):
    """The message names the languages that there are."""
    assert main(['catalog', '../x']) == 2
    captured = capsys.readouterr()
    assert captured.out == ''
    assert f'no catalog of ../x; there is {", ".join(LANGUAGES)}' in captured.err
