"""Make docs/_static/table.png: the top of the table of http.HTTPStatus, as a browser shows it.

Usage: python tools/make_picture.py [OUTPUT]

It needs the extension, furo, and Chromium or Chrome.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BROWSERS = ('chromium', 'chromium-browser', 'google-chrome')
# Nothing may call home, and a browser without a screen needs no GPU.
FLAGS = (
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--hide-scrollbars',
    '--window-size=860,760',
)
CONF = """\
project = 'Python'
extensions = ['sphinxext.http_status']
html_theme = 'furo'
html_css_files = ['picture.css']
html_static_path = ['.']
"""
# The page alone, without the furniture of the theme.
STYLE = """\
.mobile-header, .sidebar-drawer, .toc-drawer, .content-icon-container, footer {
  display: none !important;
}
"""
PAGE = """\
HTTP status codes
=================

.. http-status-table::
   :codes: 1xx 200 308 404 413 418 422 510
   :release: 3.14
"""


def main(output: Path) -> None:
    """Build the page and take its picture."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise SystemExit(f'make_picture.py needs one of: {", ".join(BROWSERS)}')
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, 'source')
        source.mkdir()
        for name, content in {'conf.py': CONF, 'picture.css': STYLE, 'index.rst': PAGE}.items():
            (source / name).write_text(content, encoding='utf-8')
        page = Path(folder, 'html', 'index.html')
        subprocess.run([sys.executable, '-m', 'sphinx', '-q', '-W', source, page.parent], check=True)
        profile = f'--user-data-dir={folder}/profile'
        shot = f'--screenshot={output.resolve()}'
        subprocess.run(
            [browser, *FLAGS, profile, shot, page.as_uri()], check=True, capture_output=True, timeout=120
        )
    print(output)


if __name__ == '__main__':
    default = Path(__file__).parents[1] / 'docs' / '_static' / 'table.png'
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else default)
