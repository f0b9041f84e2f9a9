"""Print the rows of the table of status codes in a page's text, each line as it stands."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A code, a name in capitals, and an RFC further on; the code and name perhaps as literals.
ROW = re.compile(r'(`*)[1-5]\d\d\1 +(`*)[A-Z][A-Z_]+\2 .*\bRFC\b', re.IGNORECASE)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('page', type=Path, help='the text of a page that holds the table')
    for line in parser.parse_args(arguments).page.read_text(encoding='utf-8').splitlines():
        if ROW.match(line):
            print(line)


if __name__ == '__main__':
    main()
