"""``python -m sphinxext.http_status`` is ``http-status``."""

from sphinxext.http_status.cli import main

raise SystemExit(main())
