"""Whether links lead anywhere: in the files of a built site or book, LaTeX and Texinfo."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urlsplit

if TYPE_CHECKING:
    from building import Built


class _Page(HTMLParser):
    def __init__(self, content: str) -> None:
        super().__init__()
        #: The address of each link, with its text.
        self.links: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self._address = ''
        self._text: list[str] = []
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or '' for name, value in attrs}
        if 'id' in attributes:
            self.ids.append(attributes['id'])
        if tag == 'a' and 'href' in attributes:
            self._address, self._text = attributes['href'], []

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == 'a' and self._address:
            self.links.append((self._address, ' '.join(''.join(self._text).split())))
            self._address = ''


def read_pages(built: Built) -> dict[str, _Page]:
    """Return the pages of a site or book by the names of their files."""
    names = (name for name in built.files() if name.endswith(('.html', '.xhtml')))
    return {name: _Page(built.text(name)) for name in names}


def resolve(page: str, address: str) -> str:
    """Return the file and fragment to which a link on *page* leads; empty outside the site."""
    if urlsplit(address).scheme or address.startswith('//'):
        return ''
    path, fragment = urldefrag(address)
    file = normpath(join(dirname(page), unquote(path))) if path else page
    if path.endswith('/') or file == '.':
        file = normpath(join(file, 'index.html'))
    return f'{file}#{fragment}' if fragment else file


def links_of(built: Built, page: str) -> dict[str, str]:
    """Return where the links of a page lead, by their text."""
    return {text: resolve(page, address) for address, text in read_pages(built)[page].links}


def dangling(built: Built) -> list[tuple[str, str]]:
    """Return the links with a fragment that does not stand exactly once where they lead."""
    pages = read_pages(built)
    found = []
    for name, page in pages.items():
        for address, _text in page.links:
            file, _, fragment = resolve(name, address).partition('#')
            if fragment and (file not in pages or pages[file].ids.count(fragment) != 1):
                found.append((name, address))
    return found


def undefined_in_latex(content: str) -> set[str]:
    """Return what LaTeX code refers to without a label."""
    labels = re.findall(r'\\label\{\\detokenize\{(.*?)\}\}', content)
    wanted = re.findall(r'\\(?:hyperref\[|ref\{|pageref\{)\\detokenize\{(.*?)\}[\]}]', content)
    assert len(labels) == len(set(labels)), 'a label stands twice'
    return set(wanted) - set(labels)


def undefined_in_texinfo(content: str) -> set[str]:
    """Return what Texinfo code refers to without an anchor or node."""
    targets = set(re.findall(r'^@anchor\{(.*?)\}', content, re.MULTILINE))
    targets |= set(re.findall(r'@anchor\{(.*?)\}', content))
    targets |= {line.split(',')[0] for line in re.findall(r'^@node (.*)$', content, re.MULTILINE)}
    return {wanted.split(',')[0] for wanted in re.findall(r'@ref\{(.*?)\}', content)} - targets
