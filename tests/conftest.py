"""Fixtures for all tests."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Protocol

import pytest
from building import build as build_project
from catalogs import compile_shipped
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from building import Built

settings.register_profile(
    'project',
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile('ci', settings.get_profile('project'), derandomize=True)
settings.load_profile('ci' if os.environ.get('CI') else 'project')


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the files be written that tables of real objects are compared with."""
    parser.addoption('--update-golden', action='store_true', help='write tests/golden/objects anew')


class Build(Protocol):
    """Builds a project in the test's own folder; see :func:`building.build`."""

    def __call__(
        self, files: Mapping[str, str], builder: str = 'html', *, parallel: int = 0, **conf: Any
    ) -> Built: ...


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Return a function that builds a project for one test."""
    return partial(build_project, tmp_path)


@pytest.fixture(scope='module')
def build_once(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return a function that builds a project for all tests of a file, each in a new folder."""

    def build_anew(files: Mapping[str, str], builder: str = 'html', **options: Any) -> Built:
        return build_project(tmp_path_factory.mktemp('project'), files, builder, **options)

    return build_anew


@pytest.fixture(scope='session', autouse=True)
def _plain() -> Iterator[None]:
    """Have all programs print without colours, whoever runs the tests and where."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ('FORCE_COLOR', 'PYTHON_COLORS'):
            patch.delenv(name, raising=False)
        patch.setenv('NO_COLOR', '1')
        yield


@pytest.fixture(scope='session', autouse=True)
def shipped_catalogs() -> None:
    """Compile the catalogs of a checkout; a wheel has to bring its own."""
    compile_shipped()
