"""A real browser for tests: Chromium, driven by Playwright, with nothing to load from the network."""

from __future__ import annotations

import contextlib
import importlib.util
import os
from shutil import which
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

CHROMIUM = which('chromium') or which('chromium-browser') or which('google-chrome')
FLAGS = (
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
)
#: What is wanting for these tests; empty when nothing is.
MISSING = ', '.join(
    name
    for name, found in (
        ('Chromium', CHROMIUM),
        ('the dependency group "browser"', importlib.util.find_spec('playwright')),
    )
    if not found
)

#: Marks a test that needs a browser, and says in the report when there is none.
in_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(MISSING), reason=f'NOT TESTED in a browser, since there is no {MISSING}'),
]


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium with an empty profile."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@contextlib.contextmanager
def page_of(browser: Browser, path: Path, *, width: int = 1280, dark: bool = False) -> Iterator[Page]:
    """Open a file; pictures of it are kept where ``HTTP_STATUS_SCREENSHOTS`` names a folder."""
    scheme = 'dark' if dark else 'light'
    page = browser.new_page(viewport={'width': width, 'height': 900}, color_scheme=scheme)
    page.route('http*://**', lambda route: route.abort())
    page.goto(path.as_uri())
    yield page
    if folder := os.environ.get('HTTP_STATUS_SCREENSHOTS'):
        name = f'{path.parent.name}-{path.stem}-{scheme}-{width}.png'
        page.screenshot(path=os.path.join(folder, name))  # noqa: PTH118
    page.close()
