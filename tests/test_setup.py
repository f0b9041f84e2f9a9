"""What loading the extension costs a project that does not use it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import sphinxext.http_status as package

ROOT = Path(package.__file__).parents[2]

#: Builds an empty project, and tells the modules that are loaded and the files that were opened.
PROGRAM = """
import io, json, sys
opened = []
sys.addaudithook(lambda event, args: event == 'open' and opened.append(str(args[0])))
from sphinx.application import Sphinx
app = Sphinx('.', '.', 'out', 'doctrees', 'html', {conf!r}, io.StringIO(), io.StringIO())
app.build()
print(json.dumps([sorted(sys.modules), opened]))
"""


def in_new_interpreter(program, folder):
    """Return what a program prints as JSON, run in a folder by a new interpreter."""
    done = subprocess.run(
        [sys.executable, '-c', program],
        cwd=folder,
        env={**os.environ, 'PYTHONPATH': str(ROOT)},
        capture_output=True,
        check=True,
        encoding='utf-8',
    )
    return json.loads(done.stdout)


@pytest.fixture(scope='module')
def unused(tmp_path_factory):
    """Return what a build loads and opens with and without the extension, which no page uses."""
    found = {}
    for extensions in ([], ['sphinxext.http_status']):
        folder = tmp_path_factory.mktemp('unused')
        (folder / 'conf.py').touch()
        (folder / 'index.rst').write_text('Title\n=====\n')
        conf = {'extensions': extensions}
        found[bool(extensions)] = in_new_interpreter(PROGRAM.format(conf=conf), folder)
    return found


def test_an_unused_extension_loads_only_itself(unused):
    """A project that shows no table loads no module but this package's own, and no enum's."""
    (without, _), (with_it, _) = unused[False], unused[True]
    added = {name for name in set(with_it) - set(without) if not name.startswith('sphinxext')}
    assert {name for name in added if name.partition('.')[0] not in sys.stdlib_module_names} == set()
    # Sphinx loads http by itself, so that what counts is who imports enums.
    assert 'sphinxext.http_status.page.reading.directive' in with_it


def test_an_unused_extension_opens_no_data(unused):
    """A project that shows no table reads neither histories nor citations."""
    _modules, opened = unused[True]
    data = Path(package.__file__).parent / 'facts' / 'data'
    assert [name for name in opened if name.startswith(str(data))] == []
    assert any(name.startswith(str(data.parents[1])) for name in opened)


def test_an_unused_extension_imports_no_enum(build, monkeypatch):
    """A project that shows no table has no object imported."""
    imported = []
    monkeypatch.setattr('sphinxext.http_status.facts.sources.source.import_object', imported.append)
    assert build({'index.rst': 'Title\n=====\n'}).warnings == []
    assert imported == []


def test_the_package_itself_is_light(tmp_path):
    """Importing the package loads neither Sphinx nor docutils."""
    program = 'import json, sys, sphinxext.http_status; print(json.dumps(sorted(sys.modules)))'
    loaded = in_new_interpreter(program, tmp_path)
    assert 'sphinxext.http_status' in loaded
    assert {name.partition('.')[0] for name in loaded} & {'sphinx', 'docutils'} == set()


def test_the_extension_works_in_parallel(build):
    """The extension tells Sphinx that it can be read and written by several processes."""
    build({'index.rst': 'Title\n=====\n'})
    assert package.setup(Silent()) == {
        'version': package.__version__,
        'parallel_read_safe': True,
        'parallel_write_safe': True,
    }


class Silent:
    """An application that takes everything without a word."""

    def __getattr__(self, _name):
        return lambda *_arguments, **_options: None
