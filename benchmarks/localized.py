"""The projects to build in two languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from benchmarks import projects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

#: German, in one catalog for all pages. The stemmer of a language is the search's own cost, and
#: that of German is slow, so both builds search in English.
CONF = """
language = {language!r}
locale_dirs = ['locale']
gettext_compact = 'pages'
html_search_language = 'en'
"""
ENGLISH = 'English'
#: German, by the catalog of this package.
OURS = 'our catalog'
#: German, by a catalog of the project that has all that is on its pages.
OWN = "project's catalog"


def make_sources(folder: Path, pages: int) -> dict[tuple[str, str], Path]:
    """Write each contender in English, and in German with our catalog and with the project's."""
    sources = {}
    for contender in (projects.GENERATED, projects.HAND_WRITTEN):
        for case, language, messages in cases(contender):
            source = projects.make_pages(folder / f'{contender}-{case}', contender, pages)
            with (source / 'conf.py').open('a', encoding='utf-8') as conf:
                conf.write(CONF.format(language=language))
            if messages:
                write_catalog(source, messages)
            sources[contender, case] = source
    return sources


def cases(contender: str) -> Iterable[tuple[str, str, Sequence[str]]]:
    """Yield the cases of a contender: a name, the language, and what the project translates."""
    yield ENGLISH, 'en', ()
    if contender == projects.HAND_WRITTEN:
        cells = [cell for row in projects.read_table() for cell in row]
        notes = re.findall('^   (.+)$', projects.read_notes(), re.MULTILINE)
        yield OWN, 'de', [*cells, *notes]
    else:
        yield OURS, 'de', ()
        yield OWN, 'de', list(find_sentences())


def find_sentences() -> Iterator[str]:
    """Yield what translators meet of a table without options."""
    from sphinxext.http_status.facts.request import TableRequest
    from sphinxext.http_status.facts.table import make_table
    from sphinxext.http_status.page.messages.words import find_header
    from sphinxext.http_status.page.reading.sentences import find_messages
    from sphinxext.http_status.page.reading.version_notes import find_note_messages

    table = make_table(TableRequest(), print)
    yield from (find_header(name, table.registry) for name in table.columns)
    yield from find_messages(table, group=False)
    yield from find_note_messages(table.notes)


def write_catalog(source: Path, messages: Iterable[str]) -> None:
    """Write a catalog that translates each message to something else, its markup kept."""
    catalog = Catalog(locale='de', charset='utf-8')
    for message in dict.fromkeys(messages):
        catalog.add(message, message.replace('Section', 'Abschnitt') + ' (de)')
    path = source / 'locale' / 'de' / 'LC_MESSAGES' / 'pages.mo'
    path.parent.mkdir(parents=True)
    with path.open('wb') as stream:
        write_mo(stream, catalog)
