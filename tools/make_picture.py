"""Make the pictures in docs/_static: what the gallery shows the source of, as a browser shows it.

Usage: python tools/make_picture.py [NAME...]

Without a name it makes all of them. Each page is built by itself, from a file in docs/_examples that the
gallery prints, with docs/_examples/gallery/languages.py for a conf.py. It needs the extension, installed
so that its catalogs are compiled, the dependency group `pictures`, Chromium or Chrome, and fonts that
have Arabic, Hebrew and Japanese.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxext.http_status.page.messages.catalog_files import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Browser

DOCS = Path(__file__).parents[1] / 'docs'
EXAMPLES = DOCS / '_examples'
#: What stands in conf.py of each page.
CONF = 'gallery/languages.py'
#: What stands above a page whose source has no heading, where one is wanted.
HEADINGS = {'table.rst': 'HTTP status codes\n=================\n\n'}

BROWSERS = ('chromium', 'chromium-browser', 'google-chrome')
# Nothing may call home, and a browser without a screen needs no GPU.
FLAGS = (
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
)
# The page alone, without the furniture of the theme.
STYLE = """\
.mobile-header, .sidebar-drawer, .toc-drawer, .content-icon-container, footer {
  display: none !important;
}
.content { padding-bottom: 3rem; }
"""
#: A card shows tables, and no more than the corner where they begin.
CARD_STYLE = f"""\
{STYLE}
h1 {{ display: none; }}
.http-status-scroll table {{ margin-inline-start: 0 !important; }}
"""
CARD_WIDTH, CARD_HEIGHT = 540, 270
#: Where the content of the page begins and ends.
SIDES = """() => {
  const { left, right, bottom } = document.querySelector('article').getBoundingClientRect();
  return [left, right, bottom];
}"""
MARGIN = 24
COLOURS = 128
RIGHT_TO_LEFT = {'ar', 'he'}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of a page, whose source is a file in docs/_examples."""

    name: str
    source: str
    language: str = 'en'
    #: The width of the window, in CSS pixels.
    width: int = 1100
    dark: bool = False
    card: bool = False

    @property
    def path(self) -> Path:
        """Return where the picture lies."""
        return DOCS / '_static' / f'{self.name}.png'

    @property
    def folder(self) -> Path:
        """Return where its page is built; pictures of one page share it."""
        return Path(self.language, Path(self.source).stem)


def make_cards(name: str, source: str, *, language: str = 'en') -> Iterator[Picture]:
    """Yield what the first page of the gallery shows of another one, by day and by night."""
    for suffix, dark in (('', False), ('-dark', True)):
        card = f'card-{name}{suffix}'
        yield Picture(name=card, source=source, language=language, dark=dark, card=True)


PICTURES = (
    Picture(name='table', source='table.rst'),
    Picture(name='arabic', source='gallery/arabic.rst', language='ar'),
    Picture(name='hebrew', source='gallery/hebrew.rst', language='he'),
    Picture(name='japanese', source='gallery/japanese.rst', language='ja'),
    Picture(name='dark', source='gallery/groups.rst', dark=True),
    Picture(name='phone', source='gallery/groups.rst', width=390),
    *make_cards('registries', 'gallery/http-status-codes.rst'),
    *make_cards('frameworks', 'gallery/starlette.rst'),
    *make_cards('selections', 'gallery/groups.rst'),
    *make_cards('own', 'gallery/parcels.rst'),
    *make_cards('releases', 'gallery/releases.rst'),
    *make_cards('languages', 'gallery/arabic.rst', language='ar'),
)


def main(names: Iterable[str]) -> None:
    """Build the pages, and take the pictures of these names, or all."""
    known = {picture.name: picture for picture in PICTURES}
    if unknown := set(names) - set(known):
        raise SystemExit(f'make_picture.py knows no picture {", ".join(sorted(unknown))}')
    wanted = [known[name] for name in names] or list(PICTURES)
    with tempfile.TemporaryDirectory() as folder:
        for picture in {each.folder: each for each in wanted}.values():
            build(picture, Path(folder))
        take(wanted, Path(folder))


def build(picture: Picture, folder: Path) -> None:
    """Build the page of a picture below a folder."""
    if picture.language != 'en' and not [*SHIPPED.glob(f'{picture.language}/LC_MESSAGES/*.mo')]:
        raise SystemExit(f'make_picture.py needs the compiled catalog of {picture.language}')
    pages = folder / picture.folder / 'source'
    shutil.copytree(EXAMPLES, pages / '_examples')
    shutil.copy(EXAMPLES / CONF, pages / 'conf.py')
    text = (EXAMPLES / picture.source).read_text(encoding='utf-8')
    (pages / 'index.rst').write_text(HEADINGS.get(picture.source, '') + text, encoding='utf-8')
    settings = {
        'language': picture.language,
        'exclude_patterns': '_examples',
        'html_static_path': DOCS / '_static',
        'html_css_files': 'gallery.css',
    }
    words = [word for name, value in settings.items() for word in ('-D', f'{name}={value}')]
    searched = filter(None, [str(EXAMPLES), os.environ.get('PYTHONPATH')])
    subprocess.run(
        [sys.executable, '-m', 'sphinx', '-q', '-W', *words, pages, folder / picture.folder / 'html'],
        check=True,
        env={**os.environ, 'PYTHONPATH': os.pathsep.join(searched)},
    )


def take(pictures: Iterable[Picture], folder: Path) -> None:
    """Take the pictures of pages that are built below a folder."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        raise SystemExit(f'make_picture.py needs one of: {", ".join(BROWSERS)}')
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        for picture in pictures:
            take_one(browser, picture, folder / picture.folder / 'html/index.html')
            print(picture.path)
        browser.close()


def take_one(browser: Browser, picture: Picture, built: Path) -> None:
    """Take a picture of what the page says, or of the corner in which it begins."""
    from PIL import Image

    page = browser.new_page(
        viewport={'width': picture.width, 'height': CARD_HEIGHT if picture.card else 100},
        color_scheme='dark' if picture.dark else 'light',
        # Half the pixels would be blurred on most of today's screens.
        device_scale_factor=2,
    )
    page.route('http*://**', lambda route: route.abort())
    page.goto(built.as_uri())
    page.add_style_tag(content=CARD_STYLE if picture.card else STYLE)
    left, right, bottom = page.evaluate(SIDES)
    left, right = max(left - MARGIN, 0), min(right + MARGIN, picture.width)
    if picture.card:
        bottom = CARD_HEIGHT - MARGIN
        left = right - CARD_WIDTH if picture.language in RIGHT_TO_LEFT else left
        right = left + CARD_WIDTH
    taken = page.screenshot(
        full_page=True,
        clip={'x': left, 'y': 0, 'width': right - left, 'height': bottom + MARGIN},
    )
    page.close()
    # A page has few colours, and a picture that numbers them is a third as large. This way of choosing
    # them keeps those that are rare and unlike all others, such as the marks of the classes.
    image = Image.open(io.BytesIO(taken)).convert('RGB')
    few = image.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(picture.path, optimize=True)


if __name__ == '__main__':
    main(sys.argv[1:])
