"""The gallery: what is shown is what is built, every registry is there, and every picture is made."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from truths import with_packages

from sphinxext.http_status.facts.registry import REGISTRIES
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.table import require_table

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT))

from tools.make_picture import CONF, PICTURES  # noqa: E402

DOCS = ROOT / 'docs'
EXAMPLES = DOCS / '_examples'
PAGES = {
    path.stem: path.read_text(encoding='utf-8')
    for path in sorted((DOCS / 'gallery').iterdir())
    if path.suffix in {'.rst', '.md'}
}
#: The files of examples, as the tool for pictures names them.
FILES = {
    path.relative_to(EXAMPLES).as_posix()
    for path in (EXAMPLES / 'gallery').rglob('*')
    if path.is_file() and path.suffix != '.pyc'
}
#: Those that are pages; the others are what pages read.
SOURCES = {name for name in FILES if name.endswith(('.rst', '.md'))}


def used_by(directive: str) -> set[str]:
    """Return the files of examples that a directive of the gallery names."""
    pattern = rf'\b{directive}(?:::|\}}) (?:\.\.)?/_examples/(\S+)'
    return {name for text in PAGES.values() for name in re.findall(pattern, text)}


QUOTED, BUILT = used_by('literalinclude'), used_by('include')
PICTURED = {picture.source for picture in PICTURES}


def read(name: str) -> str:
    """Return the content of an example."""
    return (EXAMPLES / name).read_text(encoding='utf-8')


@pytest.mark.once
def test_every_example_is_shown() -> None:
    """Each file of the examples is printed on a page of the gallery."""
    assert {name for name in QUOTED if name.startswith('gallery/')} == FILES


@pytest.mark.once
def test_what_is_shown_is_built() -> None:
    """Each source that is printed is built in its place, or is one whose picture is there."""
    assert SOURCES - BUILT == PICTURED - BUILT
    # Nothing is to be seen of which there is no source.
    assert not (BUILT | PICTURED) - QUOTED


@pytest.mark.once
@pytest.mark.parametrize('name', sorted(FILES - SOURCES))
def test_what_an_example_reads_is_read(name: str) -> None:
    """Each file that is no page is named by a table, by a configuration, or is that of the pictures."""
    built = ''.join(map(read, sorted(BUILT & SOURCES)))
    named = f'{built}{(DOCS / "conf.py").read_text(encoding="utf-8")}'
    dotted = name.removesuffix('.py').replace('/', '.')
    assert name == CONF or f'_examples/{name}' in named or f':: {dotted}.' in named


@pytest.mark.once
def test_the_first_page_leads_to_all_others() -> None:
    """Each page of the gallery has a card on the first, with a picture of its own."""
    index = PAGES['index']
    others = sorted(set(PAGES) - {'index'})
    assert sorted(re.findall(r'^ {6}:doc:`(\w+)`$', index, re.MULTILINE)) == others
    assert sorted(re.findall(r'/card-(\w+)\.png', index)) == others
    assert sorted(re.findall(r'/card-(\w+)-dark\.png', index)) == others


def registries() -> list[Any]:
    """Return the registries; those are marked whose examples are enums of packages."""
    packaged = {'websocket-close-codes', 'http2-error-codes'}
    return [
        pytest.param(name, marks=with_packages if name in packaged else pytest.mark.once)
        for name in REGISTRIES
    ]


@pytest.mark.parametrize('name', registries())
def test_every_registry_has_an_example(name: str) -> None:
    """The example that is called as a registry is built, and shows an object that belongs to it."""
    example = f'gallery/{name}.rst'
    assert example in BUILT
    assert f'``{name}``' in PAGES['registries']
    [path] = re.findall(r'http-status-table:: (\S+)', read(example))
    rows = require_table(TableRequest(object=path, folder=DOCS)).rows
    assert {row.registry for row in rows} == {name}


@pytest.mark.once
@pytest.mark.parametrize('name', sorted(path.name for path in (DOCS / '_static').glob('*.png')))
def test_every_picture_is_shown_with_words(name: str) -> None:
    """Each picture is on a page with a text that stands for it, and is small."""
    shown = re.findall(rf'image:: /_static/{name}\n +:alt: (\w.+\.)\n', ''.join(PAGES.values()))
    shown += re.findall(rf'!\[(.+)\]\(docs/_static/{name}\)', (ROOT / 'README.md').read_text('utf-8'))
    assert len(shown) == 1
    assert (DOCS / '_static' / name).stat().st_size < 120_000


@pytest.mark.once
def test_every_picture_is_made_by_the_tool() -> None:
    """The pictures are those that one command makes, each once."""
    assert sorted(picture.path for picture in PICTURES) == sorted((DOCS / '_static').glob('*.png'))


@pytest.mark.once
def test_packages_of_the_gallery_are_those_that_are_tested() -> None:
    """What the gallery shows of a package is of the version whose tables have been read."""
    groups = tomllib.loads((ROOT / 'pyproject.toml').read_text(encoding='utf-8'))['dependency-groups']
    pins = {pin for pin in groups['docs'] if '==' in pin}
    assert len(pins) >= 5
    assert pins <= {pin for pin in groups['objects'] if isinstance(pin, str)}
