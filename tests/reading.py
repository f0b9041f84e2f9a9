"""Readers of built pages: from what a person sees back to rows, by the standard library alone."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

Cells = tuple[str, ...]


@dataclass(slots=True)
class Table:
    """One table of a page; white space in its cells is folded, and permalinks are left out."""

    header: Cells = ()
    rows: list[Cells] = field(default_factory=list)
    #: The attributes of the table's tag, in HTML.
    attributes: dict[str, str] = field(default_factory=dict)
    caption: str = ''
    #: The addresses of the links of each row, in HTML.
    links: list[Cells] = field(default_factory=list)


def fold(text: str) -> str:
    """Return *text* on one line."""
    return ' '.join(text.split())


class _HTMLTables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Table] = []
        self.section = ''
        self.text: list[str] = []
        self.cells: list[str] = []
        self.links: list[str] = []
        self.permalink = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or '' for name, value in attrs}
        if tag == 'table':
            self.tables.append(Table(attributes=attributes))
        elif tag in ('thead', 'tbody'):
            self.section = tag
        elif tag == 'tr':
            self.cells, self.links = [], []
        elif tag in ('td', 'th', 'caption'):
            self.text = []
        elif tag == 'a':
            self.permalink = 'headerlink' in attributes.get('class', '').split()
            if not self.permalink:
                self.links.append(attributes.get('href', ''))

    def handle_endtag(self, tag: str) -> None:
        if tag == 'a':
            self.permalink = False
        elif tag == 'caption':
            self.tables[-1].caption = fold(''.join(self.text))
        elif tag in ('td', 'th'):
            self.cells.append(fold(''.join(self.text)))
        elif tag == 'tr' and self.section == 'thead':
            self.tables[-1].header = tuple(self.cells)
        elif tag == 'tr':
            self.tables[-1].rows.append(tuple(self.cells))
            self.tables[-1].links.append(tuple(self.links))

    def handle_data(self, data: str) -> None:
        if not self.permalink:
            self.text.append(data)


def read_html(page: str) -> list[Table]:
    """Return the tables of a page in HTML."""
    parser = _HTMLTables()
    parser.feed(page)
    parser.close()
    return parser.tables


class _HTMLText(HTMLParser):
    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.wanted = wanted
        self.open = 0
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.open:
            self.open += tag == 'div'
        elif tag == 'div' and (dict(attrs).get('class') or '').split()[:1] == [self.wanted]:
            self.open = 1
            self.found.append('')

    def handle_endtag(self, tag: str) -> None:
        self.open -= bool(self.open and tag == 'div')

    def handle_data(self, data: str) -> None:
        if self.open:
            self.found[-1] += data


def read_html_notes(page: str, kind: str) -> list[str]:
    """Return the text of each note of a page in HTML.

    :param kind: ``versionadded`` or ``versionchanged``.
    """
    parser = _HTMLText(kind)
    parser.feed(page)
    parser.close()
    return [fold(text) for text in parser.found]


def read_runs(page: str, kind: str) -> list[str]:
    """Return the text of each run of a page in HTML that has the class *kind*."""
    pieces = re.split(rf'<span class="{kind}">', page)[1:]
    found = []
    for piece in pieces:
        # Runs hold elements, and end with the tag that closes more than has been opened.
        depth, end = 1, 0
        for tag in re.finditer(r'<(/?)span\b', piece):
            depth += -1 if tag[1] else 1
            if not depth:
                end = tag.start()
                break
        found.append(fold(unescape(re.sub('<[^>]+>', '', piece[:end]))))
    return found


def read_text(page: str) -> list[Table]:
    """Return the grid tables of a page in plain text, without the marks of literals and links."""
    tables: list[Table] = []
    inside = False
    for line in page.splitlines():
        if not line.startswith(('+-', '|')):
            inside = False
            continue
        if not inside:
            inside, edges = True, [position for position, mark in enumerate(line) if mark == '+']
            tables.append(Table())
            lines: list[list[str]] = []
        elif set(line) <= set('+-|= '):
            cells = tuple(_unmarked(' '.join(pieces)) for pieces in zip(*lines, strict=True))
            if '=' in line:
                tables[-1].header = cells
            else:
                tables[-1].rows.append(cells)
            lines = []
        else:
            lines.append(_between(line, edges))
    return tables


def _between(line: str, edges: list[int]) -> list[str]:
    """Return the cells of a line, cut at the columns of a terminal where it has an edge."""
    cells: list[str] = []
    column = 0
    for character in line:
        if character == '|' and column in edges:
            cells.append('')
        else:
            cells[-1] += character
        column += columns_of(character)
    return cells[:-1]


def columns_of(character: str) -> int:
    """Return the columns that a character takes in a terminal."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in 'WF' else 1


def _unmarked(text: str) -> str:
    return fold(re.sub(r'"(\S*)"', r'\1', text.replace('**', '')))


#: How Sphinx writes characters that mean something to LaTeX.
LATEX_CHARACTERS = {
    r'\sphinxhyphen': '-',
    r'\textquotesingle': "'",
    r'\textquotedbl': '"',
    r'\textless': '<',
    r'\textgreater': '>',
}


def read_latex(page: str) -> list[Table]:
    """Return the tables of a document in LaTeX; what a table repeats on each page counts once."""
    found = re.findall(
        r'\\begin\{(?:longtable|tabulary|tabular)\}(.*?)\\end\{(?:longtable|tabulary|tabular)\}',
        page,
        re.DOTALL,
    )
    return [_latex_table(content) for content in found]


def _latex_table(content: str) -> Table:
    head = re.search(r'\\sphinxtoprule(.*?)\\sphinxmidrule', content, re.DOTALL)
    body = re.split(r'\\endlastfoot|\\sphinxmidrule|\\endhead', content)[-1]
    rows = [_latex_row(row) for row in re.split(r'\\\\\n\s*\\sphinx(?:hline|bottomrule)', body)]
    return Table(header=_latex_row(head[1]) if head else (), rows=[row for row in rows if any(row)])


def _latex_row(row: str) -> Cells:
    return tuple(_unlatexed(cell) for cell in re.split(r'(?<!\\)&', row))


def _without(text: str, opening: str) -> str:
    """Return *text* without a command and its argument, braces inside it included."""
    while (start := text.find(opening)) >= 0:
        end, depth = start + len(opening), 1
        while depth:
            depth += {'{': 1, '}': -1}.get(text[end], 0)
            end += 1
        text = text[:start] + text[end:]
    return text


#: Commands whose argument nobody sees.
LATEX_UNSEEN = ('index', 'label', 'sphinxhref', 'href')


def _unlatexed(text: str) -> str:
    for command in LATEX_UNSEEN:
        text = _without(text, '\\' + command + '{')
    text = re.sub(
        r'\\(?:begin|end)\{varwidth\}(?:\[t\])?(?:\{\\sphinxcolwidth\{\d+\}\{\d+\}\})?%?', '', text
    )
    text = re.sub(r'\\hyperref\[[^\]]*\]', '', text)
    for command, character in LATEX_CHARACTERS.items():
        text = text.replace(command + '{}', character)
    text = re.sub(r'\\([_#$%&{}])', r'\1', text)
    text = re.sub(r'\\\w+', '', text)
    return fold(re.sub(r'(?:\[\d+\])|[{}]', '', text.replace('\\\\', '')))


#: What groff puts at the end of a line where it divides a word.
HYPHEN = '\N{HYPHEN}'


def render_man(page: str, columns: int = 250) -> str:
    """Return what a reader of a manual page sees, in a terminal of so many columns."""
    command = ['groff', '-t', '-man', '-Tutf8', '-Kutf8', '-P-cbou', f'-rLL={columns}n']
    done = subprocess.run(command, input=page, capture_output=True, encoding='utf-8', check=True)
    return done.stdout


def read_man(page: str) -> list[Table]:
    """Return the tables of a manual page, as groff renders them; read from the source without it."""
    if shutil.which('groff') is None:
        return read_man_source(page)
    tables: list[Table] = []
    lines: list[list[str]] = []
    for line in map(str.strip, render_man(page).splitlines()):
        if line.startswith('┌'):
            tables.append(Table())
        elif line.startswith('│'):
            lines.append(line.strip('│').split('│'))
        elif line.startswith(('├', '└')):
            _add(tables[-1], tuple(_joined(pieces) for pieces in zip(*lines, strict=True)))
            lines = []
    return tables


def read_man_source(page: str) -> list[Table]:
    """Return the tables in the source of a manual page."""
    tables = []
    for content in re.findall(r'^\.TS\n(.*?)^\.TE', page, re.DOTALL | re.MULTILINE):
        tables.append(Table())
        for row in re.split(r'^_\n', content.partition('.\n')[2], flags=re.MULTILINE):
            cells = re.findall(r'T\{\n(.*?)T\}', row, re.DOTALL)
            if not cells:
                # docutils before 0.21 draws one more rule below the last row.
                continue
            plain = (re.sub(r"\\(?:f.|[%:&]|X'[^']*')", '', cell.replace(r'\-', '-')) for cell in cells)
            _add(tables[-1], tuple(_joined([cell]) for cell in plain))
    return tables


def _add(table: Table, cells: Cells) -> None:
    if table.header:
        table.rows.append(cells)
    else:
        table.header = cells


def _joined(lines: tuple[str, ...] | list[str]) -> str:
    """Join the lines of a cell, without hyphens at their ends and addresses in brackets."""
    text = re.sub(HYPHEN + r'\s+', '', fold(' '.join(lines)).replace(HYPHEN, HYPHEN + ' '))
    return fold(re.sub(r'<\s*https?:[^>]*>', '', text)).replace(' ,', ',')


READERS = {'html': read_html, 'text': read_text, 'latex': read_latex, 'man': read_man}
OUTPUTS = {'html': '.html', 'text': '.txt', 'latex': '.tex', 'man': '.1'}
