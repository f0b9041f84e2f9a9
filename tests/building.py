"""Real builds for tests, by Sphinx itself through sphinx-testing."""

from __future__ import annotations

import contextlib
import functools
import importlib
import io
import os
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from catalogs import forget_catalogs
from sphinx.util.docutils import docutils_namespace, patch_docutils

# TestApp stays behind its module's name, or pytest would take it for a test.
from sphinx_testing import util

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from types import CodeType

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

#: Configuration of a project that shows one enum in several tables.
SEVERAL = {'suppress_warnings': ['http_status.duplicate']}
#: A project whose pages are in the language that catalogs are written in here.
CONF = {
    'project': 'project',
    'language': 'de',
    'man_pages': [('index', 'project', 'Codes', '', 1)],
    **SEVERAL,
}

COLOURS = re.compile(r'\x1b\[[0-9;]*m')


@dataclass(frozen=True)
class Built:
    """What one build left behind."""

    #: The folder of what the builder wrote.
    outdir: Path
    #: The lines of the warnings, with file names from the source folder on.
    warnings: list[str]
    env: BuildEnvironment
    #: Pages that this build read.
    read: frozenset[str]

    def text(self, name: str = 'index.html') -> str:
        """Return the content of a file that the builder wrote."""
        return (self.outdir / name).read_text(encoding='utf-8')

    def files(self) -> dict[str, bytes]:
        """Return the content of every file that the builder wrote."""
        paths = sorted(path for path in self.outdir.rglob('*') if path.is_file())
        return {path.relative_to(self.outdir).as_posix(): path.read_bytes() for path in paths}


def build(
    folder: Path, files: Mapping[str, str], builder: str = 'html', *, parallel: int = 0, **conf: Any
) -> Built:
    """Build a project.

    :param folder: where the project lies; what an earlier build left there is built on.
    :param files: the content of source files, by name; they are written before the build.
    :param builder: the name of the builder.
    :param conf: values that conf.py would set.
    """
    source = folder / 'source'
    source.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding='utf-8')
    (source / 'conf.py').touch()
    forget_catalogs()
    with fresh_modules(source), docutils_namespace(), patch_docutils(source):
        return _build(source, builder, parallel, {'extensions': ['sphinxext.http_status'], **conf})


def _build(source: Path, builder: str, parallel: int, conf: dict[str, Any]) -> Built:
    warnings = io.StringIO()
    doctrees = source.with_name(f'doctrees-{builder}')
    outdir = source.with_name(builder)
    outdir.mkdir(exist_ok=True)
    app = util.TestApp(
        srcdir=os.fspath(source),
        outdir=os.fspath(outdir),
        doctreedir=os.fspath(doctrees),
        buildername=builder,
        confoverrides=conf,
        warning=warnings,
        # Sphinx wants a sequence, where TestApp gives None by default.
        tags=[],
        parallel=parallel,
    )
    _compile_templates_once(app.builder)
    read: set[str] = set()
    app.connect('source-read', lambda _app, name, _content: read.add(name))
    try:
        app.build()
    finally:
        # TestApp makes a temporary folder even where it is told which to use.
        app.cleanup()
    lines = COLOURS.sub('', warnings.getvalue()).replace(f'{source}{os.sep}', '').splitlines()
    return Built(outdir, lines, app.env, frozenset(read))


#: The code of templates by their source and name.
_TEMPLATES: dict[tuple[str, ...], CodeType] = {}


def _compile_templates_once(builder: Builder) -> None:
    """Let a builder of HTML use the code that templates were compiled to for builders before it.

    Every build makes an environment of Jinja, whose compiler takes half of the time of a small project.
    """
    templates = getattr(builder, 'templates', None)
    if templates is None:
        return
    compile_anew: Callable[..., CodeType] = templates.environment.compile

    @functools.wraps(compile_anew)
    def compile_template(source: str, *names: Any) -> CodeType:
        key = (source, *names)
        if key not in _TEMPLATES:
            _TEMPLATES[key] = compile_anew(source, *names)
        return _TEMPLATES[key]

    templates.environment.compile = compile_template


@contextlib.contextmanager
def fresh_modules(folder: Path) -> Iterator[None]:
    """Let modules be imported from *folder*, and forget them afterwards."""
    path, write = sys.path[:], sys.dont_write_bytecode
    sys.path.insert(0, os.fspath(folder))
    # A module that changes within a second would be taken from its old bytecode.
    sys.dont_write_bytecode = True
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path[:] = path
        sys.dont_write_bytecode = write
        for name, module in list(sys.modules.items()):
            file = getattr(module, '__file__', None) or ''
            # Texts, since making paths of the files of all modules would take longer than a small build.
            if isinstance(file, str) and file.startswith(f'{folder}{os.sep}'):
                del sys.modules[name]
