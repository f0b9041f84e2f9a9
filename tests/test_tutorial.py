"""The documentation, followed word for word in an empty folder."""

from __future__ import annotations

import shutil

import pytest
import yaml  # type: ignore[import-untyped]
from following import DOCS, ROOT, Reader, begin, follow, steps

pytestmark = pytest.mark.skipif(not shutil.which('bash'), reason='the commands are those of a shell')

#: The pages that go on where the tutorial ends: how many commands they have, and what they write.
PAGES: dict[str, tuple[int, set[str]]] = {
    'how-to/select.rst': (1, {'shop/refusals.py'}),
    'how-to/say.rst': (1, set()),
    'how-to/link.rst': (
        4,
        {
            'manual/conf.py',
            'manual/index.rst',
            'docs/index.rst',
            'docs/_static/shop.css',
        },
    ),
    'how-to/release.rst': (1, set()),
    'how-to/record.rst': (12, {'shop/faults.py', 'docs/faults.json'}),
    'how-to/cite.rst': (3, {'docs/citations.csv', 'shop/accounts.py'}),
    'how-to/text.rst': (3, set()),
    'how-to/translate.rst': (
        12,
        {
            'docs/locales/id/LC_MESSAGES/sphinxext.http_status.po',
            'docs/locales/id/LC_MESSAGES/index.po',
            'docs/locales/zh_CN/LC_MESSAGES/index.po',
        },
    ),
    'reference/configuration.rst': (1, {'docs/citations.csv'}),
    'reference/directive.rst': (1, {'shop/problems.py'}),
    'explanation/comparison.rst': (2, set()),
    'explanation/speed.rst': (1, set()),
    'how-to/check.rst': (
        10,
        {
            'docs/status.rst',
            'docs/errors.md',
            'docs/replies.rst',
            'tests/test_docs.py',
            '.pre-commit-config.yaml',
            'README.md',
        },
    ),
}
#: The pages that are followed from an empty folder, and the one whose commands run these tests.
OTHERS = {'tutorial.rst', 'how-to/keep.rst', 'how-to/python.rst', 'contributing.rst'}


@pytest.mark.once
def test_every_page_with_a_block_is_followed():
    """No page of the documentation has a block that nobody tries."""
    # What the gallery shows is built where it stands, and tests/test_gallery.py sees to that.
    apart = {'_examples', 'gallery'}
    sources = (path.relative_to(DOCS) for path in DOCS.rglob('*.[rm][sd]*'))
    ours = (path for path in sources if path.parts[0] not in apart)
    pages = {path.as_posix() for path in ours if [*steps(DOCS / path)]}
    assert pages == {*PAGES, *OTHERS}


#: What the tutorial writes and runs, so that no step is passed over.
FILES = {
    'shop/errors.py',
    'docs/conf.py',
    'docs/index.rst',
    'docs/orders.rst',
    '.github/workflows/docs.yml',
}
COMMANDS = 18


@pytest.mark.once
@pytest.mark.parametrize('page', PAGES)
def test_the_page_can_be_followed(page, tmp_path):
    """Each command prints what the page says, and what it shows builds without a warning."""
    if page == 'how-to/translate.rst' and not shutil.which('msgmerge'):
        pytest.skip('GNU gettext is not installed')
    reader = follow(page, begin(tmp_path))
    assert (reader.console.commands, reader.written) == PAGES[page]


@pytest.mark.sphinx
def test_the_tutorial_can_be_followed(tmp_path):
    """Every file is written, every command run, and everything is printed that the tutorial shows."""
    reader = follow('tutorial.rst', Reader(tmp_path))
    console = reader.console
    assert reader.written == FILES
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


@pytest.mark.once
def test_the_readme_can_be_followed(tmp_path):
    """What the README shows is built, and its commands print what it says; others run its tests."""
    reader = begin(tmp_path)
    reader.write(
        'library/http.rst', (ROOT / 'tests/seeds/python-3.6-id.txt').read_text(encoding='utf-8')
    )
    languages = set()
    for step in steps(ROOT / 'README.md'):
        languages.add(step.language)
        if step.language != 'sh':
            reader.take(step)
    reader.build()
    assert languages == {'python', 'rst', 'markdown', 'console', 'sh'}


@pytest.mark.once
def test_the_page_of_python_can_be_followed(tmp_path):
    """The how-to writes a page that builds with Sphinx alone, and sees when its table is wrong."""
    reader = follow('how-to/python.rst', Reader(tmp_path))
    console = reader.console
    assert reader.written == {'Doc/library/http.rst', 'Doc/conf.py'}
    assert console.commands == 5
    assert 'MISDIRECTED_REQUEST' in (tmp_path / 'build/html/library/http.html').read_text('utf-8')
    table = tmp_path / 'Doc/library/http-status-codes.inc'
    table.write_text(table.read_text('utf-8').replace('``GONE``', '``LOST``'), 'utf-8')
    *_others, diff, check = (step.text for step in steps(DOCS / 'how-to/python.rst'))
    assert 'LOST' in console.run(diff.removeprefix('$ '))
    assert 'says LOST' in console.run(check.partition('$ echo')[0].removeprefix('$ '))
    assert console.status == 1


@pytest.mark.once
def test_codes_in_other_things_can_be_shown(tmp_path):
    """The how-to shows exceptions, constants, a module that cannot be imported, and a file."""
    reader = follow('how-to/keep.rst', Reader(tmp_path))
    assert len(reader.written) == 9
    assert (reader.console.commands, reader.console.status) == (4, 0)
