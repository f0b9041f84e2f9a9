"""Constants of packages as they are installed, and what their documentation lists of them.

The pages below ``packages`` say what the status pages of the packages say, in other words and another
layout: facts alone. They are as of Django REST framework 3.18.3, Falcon 4.4.0 and Starlette 1.10.0,
which the dependency group ``objects`` pins.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from truths import with_packages

from sphinxext.http_status.cli import main
from sphinxext.http_status.testing import assert_no_drift

pytestmark = with_packages

PAGES = Path(__file__).parent / 'packages'


@pytest.fixture
def check(capsys, monkeypatch):
    """Return a function that checks a page, and gives the exit status and the lines."""
    monkeypatch.chdir(PAGES)

    def run(*words):
        status = main(['check', *words])
        return status, capsys.readouterr().out.splitlines()

    return run


def test_rest_framework_lacks_one_constant(check):
    """The status page of Django REST framework leaves out the teapot, and nothing else."""
    assert check('rest_framework.md', 'rest_framework.status') == (
        1,
        ['rest_framework.md:67: 418 HTTP_418_IM_A_TEAPOT is missing: rest_framework.status has it'],
    )


def test_falcon_lacks_two_constants(check):
    """The status page of Falcon leaves out 425, besides the jokes above 700."""
    status, lines = check('falcon.rst', 'falcon.status_codes', '--codes', '!7xx')
    which = 'this selection from falcon.status_codes'
    drift = [line.partition(': ')[2] for line in lines if ': note: ' not in line]
    assert (status, drift) == (
        1,
        [
            f'425 HTTP_425 is missing: {which} has it',
            f'425 HTTP_TOO_EARLY is missing: {which} has it, an alias of HTTP_425',
        ],
    )
    assert [line for line in lines if ': note: ' in line] == [
        (
            "falcon.rst:13: note: what the directive 'autoclass falcon.HTTPStatus' shows is not "
            'compared, because it is not in this file'
        )
    ]


def test_a_complete_list_has_no_drift(check):
    """A page with all constants of Starlette but the four that it deprecates is silent."""
    assert check('starlette.rst', 'starlette.status') == (0, [])


def test_deprecated_constants_are_aliases(check, tmp_path):
    """The names that Starlette gives out with a warning alone are accepted for what they stand for."""
    text = (PAGES / 'starlette.rst').read_text(encoding='utf-8')
    page = tmp_path / 'page.rst'
    page.write_text(text.replace('413_CONTENT_TOO', '413_REQUEST_ENTITY_TOO'), encoding='utf-8')
    status, (line,) = check(str(page), 'starlette.status')
    assert status == 0
    assert line.endswith(
        'HTTP_413_REQUEST_ENTITY_TOO_LARGE, an alias of HTTP_413_CONTENT_TOO_LARGE in starlette.status'
    )


def test_a_repaired_page_has_no_drift(tmp_path):
    """Once the constant is added where it is missing, the page of Django REST framework is right."""
    text = (PAGES / 'rest_framework.md').read_text(encoding='utf-8')
    added = text.replace('HTTP_421_', 'HTTP_418_IM_A_TEAPOT\nHTTP_421_')
    page = tmp_path / 'page.md'
    page.write_text(added, encoding='utf-8')
    assert_no_drift(page, object='rest_framework.status')


@pytest.mark.parametrize(
    ('name', 'object_path', 'codes'),
    [
        ('rest_framework.md', 'rest_framework.status', '!418'),
        ('falcon.rst', 'falcon.status_codes', '!7xx !425'),
        ('starlette.rst', 'starlette.status', ''),
    ],
)
def test_each_constant_that_a_page_loses_is_found(tmp_path, name, object_path, codes):
    """Each line with a constant, taken out of a page, leads to findings about its code alone."""
    lines = (PAGES / name).read_text(encoding='utf-8').splitlines(keepends=True)
    page = tmp_path / name
    positions = [at for at, line in enumerate(lines) if re.match(r'\W*(:data:`status\.)?HTTP_\d', line)]
    # What Falcon's page has wrong already is not made wrong once more.
    positions = [at for at in positions if name != 'falcon.rst' or '413' not in lines[at]]
    assert len(positions) > 50
    for position in positions[::5]:
        page.write_text(''.join(lines[:position] + lines[position + 1 :]), encoding='utf-8')
        with pytest.raises(AssertionError) as caught:
            assert_no_drift(page, object=object_path, codes=codes)
        found = [line for line in str(caught.value).splitlines() if ' is missing: ' in line]
        new = [line for line in found if ': 413 ' not in line or name != 'falcon.rst']
        (code,) = set(re.findall(r': (\d{3}) ', '\n'.join(new)))
        assert (len(new), code in lines[position]) == (1, True)
