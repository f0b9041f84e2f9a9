"""Bring the catalogs of translations up to date with the messages in the source, or check them.

A catalog is rewritten whole: its translations and the comments of its translators stay, messages
that are gone from the source go, and nothing in it depends on the day or the machine.
"""

from __future__ import annotations

import argparse
import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import PoFileError, read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from babel.messages.catalog import Message

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

ALWAYS_ONE = 'nplurals=1; plural=0;'
ONE_OR_MORE = 'nplurals=2; plural=(n != 1);'
NONE_ONE_OR_MORE = 'nplurals=2; plural=(n > 1);'
NONE_ONE_TWO_FEW_OR_MORE = (
    'nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : '
    'n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);'
)
#: The lists in our messages name their members and never count them. So the form of "21 members",
#: which shares its ending with that of one member, has to be apart from it, as it is in KDE's catalogs.
ONE_ALONE = (
    'nplurals=4; plural=(n==1 ? 0 : n%10==1 && n%100!=11 ? 1 : '
    'n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 2 : 3);'
)

#: The languages of the catalogs, and how each forms plurals (the rules of GNU gettext and CLDR).
LANGUAGES = {
    'ar': NONE_ONE_TWO_FEW_OR_MORE,
    'cs': 'nplurals=3; plural=(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2);',
    'de': ONE_OR_MORE,
    'el': ONE_OR_MORE,
    'es': ONE_OR_MORE,
    'fa': NONE_ONE_OR_MORE,
    'fr': NONE_ONE_OR_MORE,
    'he': 'nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);',
    'hi': NONE_ONE_OR_MORE,
    'hu': ONE_OR_MORE,
    'id': ALWAYS_ONE,
    'it': ONE_OR_MORE,
    'ja': ALWAYS_ONE,
    'ko': ALWAYS_ONE,
    'nl': ONE_OR_MORE,
    'pl': 'nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);',
    'pt_BR': NONE_ONE_OR_MORE,
    'pt_PT': ONE_OR_MORE,
    'ro': 'nplurals=3; plural=(n==1 ? 0 : n==0 || (n%100>0 && n%100<20) ? 1 : 2);',
    'ru': ONE_ALONE,
    'sv': ONE_OR_MORE,
    'tr': ONE_OR_MORE,
    'uk': ONE_ALONE,
    'vi': ALWAYS_ONE,
    'zh_CN': ALWAYS_ONE,
    'zh_TW': ALWAYS_ONE,
}

HEADER = """\
# Translations of sphinxext-http-status, under the license of sphinxext-http-status.
msgid ""
msgstr ""
"Project-Id-Version: sphinxext-http-status\\n"
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

#: Every use of a percent sign, so that a mangled placeholder differs from the intact one.
PLACEHOLDER = re.compile(r'%(?:\(\w*\)?)?\w?')


def main(arguments: Sequence[str] | None = None) -> int:
    """Update all catalogs, or check them; return 1 when something is left to be done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        '--check', action='store_true', help='write nothing, and say what an update would do too'
    )
    parser.add_argument('--root', type=Path, default=ROOT, help='the checkout to work on')
    options = parser.parse_args(arguments)
    template = read_template(options.root)
    findings = [
        f'{path}: {finding}'
        for path, language in catalogs(options.root)
        for finding in update(path, language, template, check=options.check)
    ]
    print(*findings, sep='\n', end='\n' if findings else '')
    return int(bool(findings))


def update(path: Path, language: str, template: Catalog, *, check: bool) -> Iterator[str]:
    """Update the catalog of one language, or check it, and yield what is wrong with it."""
    if language not in LANGUAGES:
        yield 'no language of ours'
        return
    try:
        catalog = read_catalog(path, language)
    except (PoFileError, UnicodeError) as error:
        yield f'cannot be read: {error}'
        return
    catalog.update(template, no_fuzzy_matching=True)
    yield from find_problems(catalog)
    text = catalog_text(catalog, language)
    if not check:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8', newline='\n')
    elif not (path.exists() and path.read_text(encoding='utf-8') == text):
        yield 'out of date; run tools/update_catalogs.py'


def catalogs(root: Path) -> list[tuple[Path, str]]:
    """Return the path and the language of each catalog that is there or should be."""
    languages = {path.name for path in (root / LOCALES).glob('*')}
    return [
        (root / LOCALES / language / NAME, language) for language in sorted(languages | {*LANGUAGES})
    ]


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
            template.add(message, locations=[(source, 0)], auto_comments=comments)
    return template


def read_catalog(path: Path, language: str) -> Catalog:
    """Return the catalog of a language as it is, or a new one."""
    stream = BytesIO(path.read_bytes() if path.exists() else b'')
    catalog = read_po(stream, locale=language, charset='utf-8', abort_invalid=True)
    catalog.mime_headers = [('Plural-Forms', LANGUAGES[language])]
    return catalog


def catalog_text(catalog: Catalog, language: str) -> str:
    """Return a catalog as it is stored: without dates, names of people, or numbers of lines."""
    stream = BytesIO()
    write_po(stream, catalog, width=0, omit_header=True, ignore_obsolete=True, include_lineno=False)
    header = HEADER.format(language=language, plurals=LANGUAGES[language])
    return header + stream.getvalue().decode('utf-8').rstrip('\n') + '\n'


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
