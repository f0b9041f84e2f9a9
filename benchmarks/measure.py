"""Measures one build, in this process: run as a program, it prints what it found as JSON.

CPU time is that of the whole process, so a process measures one build only.
"""

from __future__ import annotations

import io
import json
import sys
from enum import EnumType
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    Handler = Callable[..., Any]

PACKAGE = 'sphinxext.http_status'


def main() -> None:
    what, source, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    print(json.dumps(MEASURES[what](source, out)))


def measure_build(source: Path, out: Path) -> dict[str, float]:
    """Return CPU seconds by phase, bytes of doctrees, and peak bytes of memory."""
    warnings = io.StringIO()
    app = make_app(source, out, warnings)
    marks: dict[str, float] = {}
    app.connect('env-before-read-docs', lambda *_: marks.update(begun=process_time()), -999)
    app.connect('env-updated', lambda *_: marks.update(read=process_time()), 999)
    app.build(force_all=True)
    whole = process_time()
    if warnings.getvalue():
        raise RuntimeError(warnings.getvalue())
    return {
        'start': marks['begun'],
        'read': marks['read'] - marks['begun'],
        'write': whole - marks['read'],
        'whole': whole,
        'doctrees': sum(path.stat().st_size for path in out.rglob('page*.doctree')),
        'environment': next(out.rglob('environment.pickle')).stat().st_size,
        'memory': peak_memory(),
    }


def measure_again(source: Path, out: Path) -> dict[str, float]:
    """Return the CPU seconds of a build on what an earlier one left."""
    make_app(source, out, sys.stderr).build()
    return {'whole': process_time()}


def measure_setup(source: Path, out: Path) -> dict[str, Any]:
    """Return CPU seconds spent in the extension, and the modules that it loads.

    That is its setup() and its event handlers, in a project that does not use it.
    """
    from sphinx.application import Sphinx
    from sphinx.events import EventManager

    meter = Meter()
    setup, connect = Sphinx.setup_extension, EventManager.connect

    def metered_setup(app: Sphinx, name: str) -> None:
        meter.run(setup, app, name) if name == PACKAGE else setup(app, name)

    def metered_connect(events: EventManager, name: str, callback: Handler, priority: int) -> int:
        ours = callback.__module__.startswith(PACKAGE)
        metered = (lambda *args: meter.run(callback, *args)) if ours else callback
        return connect(events, name, metered, priority)

    Sphinx.setup_extension = metered_setup  # type: ignore[assignment, method-assign]
    EventManager.connect = metered_connect  # type: ignore[assignment, method-assign]
    make_app(source, out, sys.stderr).build()
    others = sorted(name for name in meter.modules if not name.startswith(PACKAGE))
    return {'seconds': meter.seconds, 'modules': others, 'enums': list(filter(has_enum, others))}


class Meter:
    """Sums up what calls cost."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.modules: set[str] = set()

    def run(self, function: Handler, *args: Any) -> Any:
        known, begun = set(sys.modules), process_time()
        try:
            return function(*args)
        finally:
            self.seconds += process_time() - begun
            self.modules |= sys.modules.keys() - known


def has_enum(module: str) -> bool:
    """Return whether a loaded module defines an enum."""
    values = list(vars(sys.modules[module]).values())
    return any(isinstance(value, EnumType) and value.__module__ == module for value in values)


def make_app(source: Path, out: Path, warnings: Any) -> Sphinx:
    from sphinx.application import Sphinx

    doctrees = out / 'doctrees'
    return Sphinx(source, source, out / 'html', doctrees, 'html', status=None, warning=warnings)


def peak_memory() -> float:
    """Return the largest resident size of this process in bytes; 0 where there is no saying."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == 'darwin' else peak * 1024


MEASURES = {'build': measure_build, 'again': measure_again, 'setup': measure_setup}

if __name__ == '__main__':
    main()
