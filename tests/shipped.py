"""What is shipped and promised: the newest release in the history, and the languages of the catalogs."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
DATA = ROOT / 'sphinxext/http_status/facts/data'

#: The newest release of Python in the history of http.HTTPStatus, and the one after it.
NEWEST: str = json.loads((DATA / 'http.HTTPStatus.json').read_text(encoding='utf-8'))['releases'][-1]
NEXT = f'3.{int(NEWEST.partition(".")[2]) + 1}'

#: The languages that the documentation promises, in its order of codes.
PROMISED = sorted(
    code
    for codes in re.findall(
        r'\((``[\w`,\s]+``)\)',
        (ROOT / 'docs/how-to/translate.rst').read_text(encoding='utf-8').partition('Who decides')[0],
    )
    for code in re.findall(r'\w+', codes)
)
