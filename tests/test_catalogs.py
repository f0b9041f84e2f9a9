"""Our translations: complete in each language, and no fact in them."""

from __future__ import annotations

import ast
import gettext
import os
import re
import runpy
import shutil
import subprocess
import tomllib
from functools import cache
from http import HTTPMethod, HTTPStatus
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from catalogs import need_program
from shipped import PROMISED

from sphinxext.http_status.facts.columns import COLUMNS
from sphinxext.http_status.page.messages import english

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[1]
SOURCES = [Path('sphinxext/http_status/page/messages') / name for name in ('english.py', 'words.py')]
LOCALES = Path('sphinxext/http_status/page/messages/locales')
NAME = Path('LC_MESSAGES/sphinxext.http_status.po')
TOOL = runpy.run_path(str(ROOT / 'tools' / 'update_catalogs.py'))

PLACEHOLDER = re.compile(r'%\(\w+\)s|%s')
WORD = re.compile(r'\d+(?:\.\d+)*|[A-Za-z_]+')
MEMBERS = {*HTTPStatus.__members__, *HTTPMethod.__members__, 'RFC', 'xx'}

TEMPLATE = Path('sphinxext.http_status.pot')
#: What i18nspector says of each catalog until a translator is named: the project has no address yet.
NO_ADDRESS = {'invalid-report-msgid-bugs-to', 'invalid-last-translator'}
#: Languages that i18nspector denies a plural, since a noun behind a number has none. Our lists have no
#: number in front, and CLDR has a plural for both.
UNCOUNTED = {'fa', 'ka'}

in_each_language = pytest.mark.parametrize('language', PROMISED)


@cache
def read(language):
    """Return the entries of a catalog below their first message, as the file has them."""
    text = (ROOT / LOCALES / language / NAME).read_bytes()
    return {forms(entry.id)[0]: entry for entry in read_po(text.splitlines(keepends=True)) if entry.id}


def forms(strings):
    """Return the forms of a message or a translation; one without plural has one form."""
    return [strings] if isinstance(strings, str) else list(strings)


def translations(language):
    """Yield each message and each form of its translation."""
    for message, entry in read(language).items():
        for translation in forms(entry.string):
            yield message, translation


def facts(text):
    """Return what looks like a code, a section, an RFC or a member, in the digits of any script."""
    found = WORD.findall(PLACEHOLDER.sub(' ', text))
    return {word for word in found if word in MEMBERS or word[0].isdigit() or '_' in word}


def marked_messages():
    """Return the headers of columns, and what ``N_`` and ``NN_`` mark, as Python reads it."""
    marked = []
    for source in SOURCES:
        calls = [
            node
            for node in ast.walk(ast.parse((ROOT / source).read_text(encoding='utf-8')))
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {'N_', 'NN_'}
        ]
        marked += sorted(calls, key=lambda node: node.lineno)
    headers = [(column.header,) for column in COLUMNS.values()]
    # What is marked in two places is one message.
    return list(dict.fromkeys([*headers, *(tuple(map(ast.literal_eval, node.args)) for node in marked)]))


def test_each_promised_language_has_a_catalog():
    """The languages that the documentation promises are those of the catalogs and of the tool."""
    found = [path.relative_to(ROOT / LOCALES) for path in (ROOT / LOCALES).rglob('*.po')]
    assert sorted(found) == [Path(language) / NAME for language in PROMISED]
    assert list(TOOL['read_languages'](ROOT)) == PROMISED


@in_each_language
def test_each_message_is_in_the_catalog(language):
    """A catalog holds every message that is marked in the source, in that order, and no other."""
    assert [tuple(forms(entry.id)) for entry in read(language).values()] == marked_messages()


@in_each_language
def test_each_message_is_translated(language):
    """No translation is empty, and none is a guess that somebody has yet to confirm."""
    assert [message for message, translation in translations(language) if not translation.strip()] == []
    assert [message for message, entry in read(language).items() if entry.fuzzy] == []


@in_each_language
def test_placeholders_are_kept(language):
    """Each form of a translation has the placeholders of its message, and no other percent sign."""
    for message, translation in translations(language):
        assert sorted(PLACEHOLDER.findall(translation)) == sorted(PLACEHOLDER.findall(message)), message
        assert '%' not in PLACEHOLDER.sub('', translation), message


@in_each_language
def test_every_plural_form_is_there(language):
    """A catalog has as many forms as its rule can ask for, and the form of one member is its own."""
    text = (ROOT / LOCALES / language / NAME).read_text(encoding='utf-8')
    rule = re.search(r'^"Plural-Forms: nplurals=(\d); plural=(.+);\\n"$', text, re.MULTILINE)
    assert rule is not None
    choose = gettext.c2py(rule[2])
    assert {choose(number) for number in range(1000)} == set(range(int(rule[1])))
    assert int(rule[1]) == 1 or choose(1) not in {choose(number) for number in range(2, 1000)}
    for messages in (english.ADDED, english.REMOVED):
        numbers = re.search(rf'{re.escape(messages[1])}"\n((?:msgstr\[\d\] ".+"\n)+)', text)
        assert numbers is not None
        assert re.findall(r'\[(\d)\]', numbers[1]) == [str(form) for form in range(int(rule[1]))]


@in_each_language
def test_space_around_a_message_is_kept(language):
    """A translation begins and ends with space only where its message does."""
    for message, translation in translations(language):
        assert (translation[:1].isspace(), translation[-1:].isspace()) == (
            message[:1].isspace(),
            message[-1:].isspace(),
        ), message


@pytest.mark.parametrize('language', ['cs', 'pl', 'sk'])
def test_no_line_ends_with_a_word_of_one_letter(language):
    """Such a word is tied to the next one by a no-break space, but in labels, which are Sphinx's."""
    labels = {*english.LABELS.values()}
    for message, translation in translations(language):
        text = PLACEHOLDER.sub('%', translation)
        assert message in labels or re.findall(r'(?<!\w)[aikosuvwz] ', text, re.IGNORECASE) == [], (
            message
        )


def test_french_punctuation_is_tied_to_the_word_before_it():
    """In French a no-break space, wide or narrow, stands before each mark of two parts."""
    found = [
        mark
        for _message, translation in translations('fr')
        for mark in re.findall(r'(.?)[:;!?»]', PLACEHOLDER.sub('%', translation))
    ]
    assert found
    assert {*found} <= {'\N{NO-BREAK SPACE}', '\N{NARROW NO-BREAK SPACE}'}


@in_each_language
def test_no_fact_is_in_a_translation(language):
    """A translation has no code, section, RFC or member that its message has not."""
    for message, translation in translations(language):
        assert facts(translation) <= facts(message), message


@in_each_language
def test_a_title_stays_in_english_on_purpose(language):
    """Where the title of a specification is not translated, a comment says why."""
    entries = [read(language)[title] for title in english.SPECS]
    assert [entry.id for entry in entries if entry.string == entry.id and not entry.user_comments] == []


def test_each_catalog_says_who_reviewed_it():
    """``languages.toml`` names each reviewer with a year, and a page says which languages have one."""
    languages = TOOL['read_languages'](ROOT)
    reviewed = {code: known['reviewed'] for code, known in languages.items() if 'reviewed' in known}
    assert [code for code, name in reviewed.items() if not re.fullmatch(r'\S.*, 20\d\d', name)] == []
    page = (ROOT / TOOL['PAGE']).read_text(encoding='utf-8')
    (said,) = re.findall(
        r'^Read by somebody whose first language it is: (.+?)\.$', page, re.DOTALL | re.MULTILINE
    )
    assert re.findall('``(.+?)``', said) == list(reviewed)
    assert reviewed or said == 'none of them yet'


def test_catalogs_are_up_to_date(capsys):
    """``tools/update_catalogs.py`` would change nothing, and finds nothing wrong."""
    assert (TOOL['main'](['--check']), capsys.readouterr().out) == (0, '')


def run_program(name, *arguments):
    """Run a program of translators below the catalogs, and return what it says."""
    need_program(name)
    command = [name, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT / LOCALES, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@in_each_language
def test_msgfmt_has_no_objection(language):
    """GNU gettext compiles each catalog, finds its header complete, and its forms and patterns right."""
    options = ['--check', '--output-file', os.devnull]
    assert run_program('msgfmt', *options, Path(language) / NAME) == (0, '')


def test_msgfmt_takes_the_template():
    """GNU gettext reads the template, whose header lacks nothing but what a translator fills in."""
    status, said = run_program('msgfmt', '--check', '--output-file', os.devnull, TEMPLATE)
    assert status == 0
    assert [
        line for line in said.splitlines() if 'still has the initial default value' not in line
    ] == []


def test_i18nspector_objects_to_nothing_that_can_be_better():
    """Debian's checker finds no fault in a catalog but for addresses, and plurals that it denies."""
    files = [TEMPLATE, *(Path(language) / NAME for language in PROMISED)]
    status, said = run_program('i18nspector', *files)
    found = [re.fullmatch(r'(\w): ([^:]+): ([\w-]+).*', line) for line in said.splitlines()]
    assert (status, [line for line in found if line is None]) == (0, [])
    faults = {(line[3], Path(line[2]).parts[0]) for line in found if line[1] not in 'PI'}
    assert {tag for tag, _language in faults} <= {*NO_ADDRESS, 'unusual-plural-forms'}
    assert {language for tag, language in faults if tag not in NO_ADDRESS} <= UNCOUNTED


def test_each_catalog_is_compiled_where_a_wheel_takes_it_from(tmp_path):
    """The hook of the build makes each .po a catalog that gettext loads, where the wheel takes it in."""
    shutil.copytree(ROOT / LOCALES, tmp_path / LOCALES, ignore=shutil.ignore_patterns('*.mo'))
    hook = runpy.run_path(str(ROOT / 'hatch_build.py'))['CompileCatalogs']
    hook(str(tmp_path), {}, None, None, '', 'wheel').initialize('standard', {})
    project = tomllib.loads((ROOT / 'pyproject.toml').read_text(encoding='utf-8'))
    [artifacts] = project['tool']['hatch']['build']['targets']['wheel']['artifacts']
    for language in PROMISED:
        catalog = gettext.translation('sphinxext.http_status', tmp_path / LOCALES, [language])
        assert (LOCALES / language / NAME).with_suffix('.mo').match(artifacts)
        for message, entry in read(language).items():
            plural = forms(entry.id)[-1]
            found = (
                catalog.ngettext(message, plural, 1) if entry.pluralizable else catalog.gettext(message)
            )
            assert found in forms(entry.string)
