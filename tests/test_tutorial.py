"""The tutorial and how-tos, each followed word for word in an empty folder."""

from __future__ import annotations

import shutil

import pytest
import yaml  # type: ignore[import-untyped]
from following import follow, steps

pytestmark = pytest.mark.sphinx

#: What is written and run, so that no step is passed over.
FILES = {
    'shop/errors.py',
    'docs/conf.py',
    'docs/index.rst',
    'docs/orders.rst',
    '.github/workflows/docs.yml',
}
COMMANDS = 15


@pytest.mark.skipif(not shutil.which('bash'), reason='the commands are those of a shell')
def test_the_tutorial_can_be_followed(tmp_path):
    """Every file is written, every command run, and everything is printed that the tutorial shows."""
    written, console = follow('tutorial.rst', tmp_path)
    assert written == FILES
    assert console.commands == COMMANDS
    orders = (tmp_path / 'build/html/orders.html').read_text(encoding='utf-8')
    page = (tmp_path / 'build/html/index.html').read_text(encoding='utf-8')
    assert 'We do not sell this article <em>any more</em>.' in page
    assert 'The basket as it is now.' in page
    assert 'title="Orders on 410 GONE"' in page
    assert 'href="index.html#shop-errors-reply-480"' in orders
    workflow = yaml.safe_load((tmp_path / '.github/workflows/docs.yml').read_text(encoding='utf-8'))
    commands = [step['run'] for step in workflow['jobs']['docs']['steps'] if 'run' in step]
    assert len(commands) == 3
    for command in commands[1:]:
        console.run(command)
        assert console.status == 0


@pytest.mark.skipif(not shutil.which('bash'), reason='the commands are those of a shell')
def test_the_page_of_python_can_be_followed(tmp_path):
    """The how-to writes a page that builds with Sphinx alone, and sees when its table is wrong."""
    written, console = follow('how-to/python.rst', tmp_path)
    assert written == {'Doc/library/http.rst', 'Doc/conf.py'}
    assert console.commands == 5
    assert 'MISDIRECTED_REQUEST' in (tmp_path / 'build/html/library/http.html').read_text('utf-8')
    table = tmp_path / 'Doc/library/http-status-codes.inc'
    table.write_text(table.read_text('utf-8').replace('``GONE``', '``LOST``'), 'utf-8')
    *_others, (_name, diff), (_none, check) = steps('how-to/python.rst')
    assert 'LOST' in console.run(diff.removeprefix('$ '))
    assert 'says LOST' in console.run(check.partition('$ echo')[0].removeprefix('$ '))
    assert console.status == 1


@pytest.mark.skipif(not shutil.which('bash'), reason='the commands are those of a shell')
def test_codes_in_other_things_can_be_shown(tmp_path):
    """The how-to shows exceptions, constants, a module that cannot be imported, and a file."""
    written, console = follow('how-to/keep.rst', tmp_path)
    assert len(written) == 9
    assert (console.commands, console.status) == (3, 0)
