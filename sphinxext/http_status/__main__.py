"""``python -m sphinxext.http_status`` is ``http-status``."""

import os
import sys

# Python has put the current folder first, where its modules would replace those of the standard library.
try:
    here = os.getcwd()  # noqa: PTH109  (pathlib is not loaded yet)
except OSError:
    here = ''
if sys.path[:1] in ([''], [here]):
    del sys.path[0]

from sphinxext.http_status.cli import main

raise SystemExit(main())
