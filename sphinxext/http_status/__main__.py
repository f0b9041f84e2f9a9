"""``python -m sphinxext.http_status`` is ``http-status``."""

from .cli import main

raise SystemExit(main())
