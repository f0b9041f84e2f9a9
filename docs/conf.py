"""Sphinx's configuration for the documentation of sphinxext-http-status."""

import sys
from pathlib import Path

from sphinxext.http_status import __version__

# The project of the tutorial.
sys.path.insert(0, str(Path(__file__).parent / '_examples'))

project = 'sphinxext-http-status'
author = 'the sphinxext-http-status maintainers'
project_copyright = f'2026, {author}'
release = version = __version__

extensions = ['myst_parser', 'sphinxext.http_status']
exclude_patterns = ['_build', '_examples']
nitpicky = True
numfig = True
# Files have no numbers, only names.
numfig_format = {'code-block': '%.0s'}
myst_enable_extensions = ['colon_fence']

# What the gallery tells of codes of its own.
http_status_citations = '_examples/gallery/citations.csv'
http_status_histories = {'gallery.smtp.Reply': '_examples/gallery/history.json'}

html_theme = 'furo'
html_title = f'{project} {release}'
html_static_path = ['_static']
html_css_files = ['docs.css', 'gallery.css']
# The default of the theme underlines every name.
pygments_dark_style = 'github-dark'
html_copy_source = False
