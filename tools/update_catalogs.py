"""Bring the catalogs of translations up to date with the messages in the source, or check or begin one.

A catalog is rewritten whole: its translations and the comments of its translators stay, messages
that are gone from the source go, and nothing in it depends on the day or the machine.
"""

from __future__ import annotations

import argparse
import re
import textwrap
import tomllib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from babel.messages.catalog import Message

    #: What ``languages.toml`` says of each language, by its code.
    Languages = Mapping[str, Mapping[str, str]]


ROOT = Path(__file__).parents[1]
#: Where messages are marked, in the order in which catalogs have them, and by what: all arguments, or
#: those at these positions, are messages.
SOURCES = (
    'sphinxext/http_status/facts/columns.py',
    'sphinxext/http_status/page/messages/english.py',
    'sphinxext/http_status/page/messages/words.py',
)
KEYWORDS = {'Column': (2,), 'N_': None, 'NN_': (1, 2)}
LOCALES = 'sphinxext/http_status/page/messages/locales'
NAME = 'LC_MESSAGES/sphinxext.http_status.po'
TEMPLATE = 'sphinxext.http_status.pot'
LANGUAGES = 'languages.toml'
#: The page that names the languages between these lines, and the pages that count them.
PAGE = 'docs/how-to/translate.rst'
MARKS = '.. The languages, written by tools/update_catalogs.py.\n', '.. The end of the languages.\n'
COUNTING = ('README.md', 'docs/changelog.rst', PAGE)

#: Dates are asked for in each header. This one stays, since git knows all others.
DATE = '2026-11-22 00:00+0000'
TITLE = '# Translations of sphinxext-http-status, under the license of sphinxext-http-status.\n'
HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: sphinxext-http-status\\n"
"Report-Msgid-Bugs-To: the sphinxext-http-status maintainers\\n"
"POT-Creation-Date: {date}\\n"
"PO-Revision-Date: {revision}\\n"
"Last-Translator: {translator}\\n"
"Language-Team: {team}\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
#: What those who fill in a template replace.
BLANK = {
    'revision': 'YEAR-MO-DA HO:MI+ZONE',
    'translator': 'FULL NAME <EMAIL@ADDRESS>',
    'team': 'LANGUAGE <LL@li.org>',
    # That of English, since msgfmt reads it.
    'plurals': 'nplurals=2; plural=(n != 1);',
}

#: Every use of a percent sign, so that a mangled placeholder differs from the intact one.
PLACEHOLDER = re.compile(r'%(?:\(\w*\)?)?\w?')


def main(arguments: Sequence[str] | None = None) -> int:
    """Update all catalogs, or check them; return 1 when something is left to be done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--check', action='store_true', help='write nothing; say what is to be done')
    parser.add_argument('--new', metavar='CODE', help='begin a language, by its code in Sphinx')
    parser.add_argument('--root', type=Path, default=ROOT, help='the checkout to work on')
    options = parser.parse_args(arguments)
    if options.new:
        try:
            add_language(options.root, options.new)
        except (UnknownLocaleError, ValueError) as error:
            parser.error(str(error))
    findings = list(update_all(options.root, check=options.check))
    print(*findings, sep='\n', end='\n' if findings else '')
    return int(bool(findings))


def add_language(root: Path, code: str) -> None:
    """Add a language to those of ours, with what CLDR knows of it.

    :raises ValueError: if it is one of ours already.
    :raises babel.UnknownLocaleError: if CLDR does not know it.
    """
    path = root / LOCALES / LANGUAGES
    if code in read_languages(root):
        raise ValueError(f'{code} is there already')
    name = Locale.parse(code).get_language_name('en')
    added = f"[{code}]\nname = '{name}'\nplurals = '{get_plural(code).plural_forms.rstrip(';')};'\n"
    head, *entries = re.split(r'^(?=\[)', path.read_text(encoding='utf-8'), flags=re.MULTILINE)
    parts = [head, *sorted([*entries, added])]
    text = '\n'.join(part.rstrip() + '\n' for part in parts)
    path.write_text(text, encoding='utf-8', newline='\n')


def read_languages(root: Path) -> Languages:
    """Return what is known of each language of ours, by its code."""
    return tomllib.loads((root / LOCALES / LANGUAGES).read_text(encoding='utf-8'))


def update_all(root: Path, *, check: bool) -> Iterator[str]:
    """Update all that names messages or languages, or check it, and yield what is wrong with it."""
    languages = read_languages(root)
    template = read_template(root)
    blank = TITLE + '#\n#, fuzzy\n' + HEADER.format(date=DATE, language='', **BLANK)
    texts = {root / LOCALES / TEMPLATE: blank + entries_text(template)}
    texts |= {root / name: page_text(root / name, languages) for name in COUNTING}
    for folder in sorted(path for path in (root / LOCALES).glob('*') if path.is_dir()):
        if folder.name not in languages:
            yield f'{folder / NAME}: no language of ours'
    for code, language in languages.items():
        path = root / LOCALES / code / NAME
        try:
            catalog = read_catalog(path, code, language['plurals'])
        except (PoFileError, UnicodeError) as error:
            yield f'{path}: cannot be read: {error}'
            continue
        catalog.update(template, no_fuzzy_matching=True)
        yield from (f'{path}: {problem}' for problem in find_problems(catalog))
        texts[path] = header_text(path, code, language) + entries_text(catalog)
    for path, text in texts.items():
        yield from write(path, text, check=check)


def write(path: Path, text: str, *, check: bool) -> Iterator[str]:
    """Write a file, or check whether it is as it would be written."""
    if not check:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8', newline='\n')
    elif not (path.exists() and path.read_text(encoding='utf-8') == text):
        yield f'{path}: out of date; run tools/update_catalogs.py'


def read_template(root: Path) -> Catalog:
    """Return the messages of the source, in its order, with the comments for translators."""
    template = Catalog(charset='utf-8')
    for source in SOURCES:
        found = extract_from_file(
            'python',
            root / source,
            keywords=KEYWORDS,
            comment_tags=['Translators:'],
            strip_comment_tags=True,
        )
        for _line, message, comments, _context in found:
            # The lines of one comment are one text, which is wrapped again.
            template.add(
                message, locations=[(source, 0)], auto_comments=filter(None, [' '.join(comments)])
            )
    return template


def read_catalog(path: Path, code: str, plurals: str) -> Catalog:
    """Return the catalog of a language as it is, or a new one."""
    stream = BytesIO(path.read_bytes() if path.exists() else b'')
    catalog = read_po(stream, locale=code, charset='utf-8', abort_invalid=True)
    catalog.mime_headers = [('Plural-Forms', plurals)]
    return catalog


def header_text(path: Path, code: str, language: Mapping[str, str]) -> str:
    """Return the header of a catalog; what its translator's editor says of translators stays."""
    text = path.read_text(encoding='utf-8') if path.exists() else ''
    kept = dict(re.findall(r'^"([\w-]+): (.+)\\n"$', text.partition('\n\n')[0], re.MULTILINE))
    return TITLE + HEADER.format(
        date=DATE,
        revision=kept.get('PO-Revision-Date', DATE),
        translator=kept.get('Last-Translator', 'the sphinxext-http-status maintainers'),
        team=kept.get('Language-Team', 'none'),
        language=code,
        plurals=language['plurals'],
    )


def entries_text(catalog: Catalog) -> str:
    """Return the entries of a catalog as they are stored: without numbers of lines."""
    stream = BytesIO()
    write_po(stream, catalog, width=0, omit_header=True, ignore_obsolete=True, include_lineno=False)
    return stream.getvalue().decode('utf-8').rstrip('\n') + '\n'


def page_text(path: Path, languages: Languages) -> str:
    """Return a page of the documentation with the languages, or with their number alone."""
    text = re.sub(r'\b\d+(?= languages\b)', str(len(languages)), path.read_text(encoding='utf-8'))
    before, begin, rest = text.partition(MARKS[0])
    codes: dict[str, list[str]] = {}
    for code, language in languages.items():
        codes.setdefault(language['name'], []).append(f'``{code}``')
    named = ', '.join(f'{name} ({", ".join(codes[name])})' for name in sorted(codes))
    reviewed = ', '.join(f'``{code}``' for code in languages if 'reviewed' in languages[code])
    said = f'Read by somebody whose first language it is: {reviewed or "none of them yet"}'
    lines = (textwrap.fill(f'{line}.', 110, break_on_hyphens=False) for line in (named, said))
    wrapped = '\n\n'.join(lines)
    end = rest.partition(MARKS[1])[2]
    return f'{before}{begin}\n{wrapped}\n\n{MARKS[1]}{end}' if begin else text


def find_problems(catalog: Catalog) -> Iterator[str]:
    """Yield what is wrong with each translation of a catalog."""
    for message in catalog:
        singular = str(message.id[0] if message.pluralizable else message.id)
        if singular and (problem := _problem(message, singular, catalog.num_plurals)):
            yield f'{singular!r}: {problem}'


def _problem(message: Message, singular: str, num_plurals: int) -> str:
    forms = list(message.string or ()) if message.pluralizable else [message.string]
    if message.fuzzy:
        return 'fuzzy'
    if not all(forms) or len(forms) != (num_plurals if message.pluralizable else 1):
        return 'not translated'
    if any(placeholders(str(form)) != placeholders(singular) for form in forms):
        return 'other placeholders than the message'
    return ''


def placeholders(text: str) -> list[str]:
    """Return the placeholders of a message or a translation, sorted."""
    return sorted(PLACEHOLDER.findall(text))


if __name__ == '__main__':
    raise SystemExit(main())
