"""Reference tables of status codes that cannot disagree with the code."""

from __future__ import annotations

__version__ = '0.1.0'
