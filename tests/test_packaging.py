"""What is built, installed and promised: distributions, README, and what continuous integration runs."""

from __future__ import annotations

import configparser
import gettext
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]
from babel.messages.pofile import read_po
from following import DOCS, Console, Reader, steps

from sphinxext.http_status import __version__

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / 'pyproject.toml').read_text(encoding='utf-8'))
README = (ROOT / 'README.md').read_text(encoding='utf-8')
STEM = f'sphinxext_http_status-{__version__}'
SOURCES = ('hatch_build.py', 'pyproject.toml', 'LICENSE', 'README.md', '.gitignore')
GENERATED = re.compile(r'(^|/)(__pycache__|_build|\.[a-z]+_cache)/|\.(mo|pyc)$')


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """Run a command that must succeed and sees no checkout on its path; return what it prints."""
    environment = {name: value for name, value in os.environ.items() if name != 'PYTHONPATH'}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(source: Path, target: Path) -> Path:
    """Build both distributions of *source* with the build tools that are installed already."""
    run(sys.executable, '-m', 'build', '--no-isolation', '--outdir', target, source, cwd=target)
    return target


def files_below(directory: Path) -> set[str]:
    """Return the files of the checkout below *directory* that are sources."""
    paths = {path.relative_to(ROOT).as_posix() for path in directory.rglob('*') if path.is_file()}
    return {path for path in paths if not GENERATED.search(path)}


def read_block(language: str, heading: str = '') -> str:
    """Return the first fenced block of a language in the README, below a heading if one is given."""
    below = README.partition(f'\n## {heading}\n')[2] if heading else README
    match = re.search(rf'^(```+){language}\n(.*?)^\1$', below, re.MULTILINE | re.DOTALL)
    assert match is not None
    return match[2]


@pytest.fixture(scope='module')
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a directory with the source distribution, and the wheel that was built from it."""
    return build(ROOT, tmp_path_factory.mktemp('dist'))


@pytest.fixture(scope='module')
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the programs of an environment that holds the wheel, and nothing else.

    Its dependencies are left out: to download Sphinx takes long, every tox environment installs
    the wheel with them, and without them an import of either cannot hide.
    """
    target = tmp_path_factory.mktemp('environment')
    venv.create(target)
    programs = target / ('Scripts' if sys.platform == 'win32' else 'bin')
    python = programs / 'python'
    [wheel] = built.glob('*.whl')
    run(sys.executable, '-m', 'pip', '--python', python, 'install', '--no-index', '--no-deps', wheel)
    return programs


def test_wheel_holds_the_package_and_nothing_else(built: Path) -> None:
    """The wheel holds every file of the package, data and py.typed too, and its metadata."""
    with zipfile.ZipFile(built / f'{STEM}-py3-none-any.whl') as wheel:
        names = set(wheel.namelist())
    metadata = {name for name in names if name.startswith(f'{STEM}.dist-info/')}
    packaged = files_below(ROOT / 'sphinxext')
    assert {
        'sphinxext/http_status/py.typed',
        'sphinxext/http_status/facts/data/citations.csv',
    } <= packaged
    assert 'sphinxext/__init__.py' not in packaged
    assert {name for name in names - metadata if not name.endswith('.mo')} == packaged
    assert {name.partition('/')[2] for name in metadata} == {
        'METADATA',
        'RECORD',
        'WHEEL',
        'entry_points.txt',
        'licenses/LICENSE',
    }


def test_wheel_has_a_compiled_catalog_for_each_source_catalog(built: Path) -> None:
    """No .po file is shipped without its .mo, which is what gettext loads."""
    with zipfile.ZipFile(built / f'{STEM}-py3-none-any.whl') as wheel:
        names = {Path(name) for name in wheel.namelist()}
    sources = {name.with_suffix('') for name in names if name.suffix == '.po'}
    assert {name.with_suffix('') for name in names if name.suffix == '.mo'} == sources


def test_wheel_has_what_translators_begin_with(built: Path) -> None:
    """The template is shipped beside the catalogs, with comments and flags for them."""
    locales = 'sphinxext/http_status/page/messages/locales'
    with zipfile.ZipFile(built / f'{STEM}-py3-none-any.whl') as wheel:
        assert f'{locales}/languages.toml' in wheel.namelist()
        template = read_po(io.BytesIO(wheel.read(f'{locales}/sphinxext.http_status.pot')))
        catalog = read_po(io.BytesIO(wheel.read(f'{locales}/de/LC_MESSAGES/sphinxext.http_status.po')))
    messages = [message for message in template if message.id]
    assert [message.id for message in messages] == [message.id for message in catalog if message.id]
    assert [message.id for message in messages if not message.auto_comments] == []
    patterns = [message.id for message in messages if '%' in str(message.id)]
    assert [message.id for message in messages if message.python_format] == patterns
    assert [message.id for message in messages if message.string and any(message.string)] == []


def test_source_distribution_holds_all_sources(built: Path) -> None:
    """The source distribution holds all that is needed to build, test and document, and no more."""
    with tarfile.open(built / f'{STEM}.tar.gz') as archive:
        names = {member.name.partition('/')[2] for member in archive if member.isfile()}
    directories = [ROOT / name for name in ('.ci', 'benchmarks', 'docs', 'sphinxext', 'tests', 'tools')]
    expected = {
        *SOURCES,
        '.pre-commit-hooks.yaml',
        'PKG-INFO',
        'SECURITY.md',
        'tox.ini',
        'toxfile.py',
    }.union(*map(files_below, directories))
    assert names == expected


def test_catalogs_are_compiled_while_a_wheel_is_built(tmp_path: Path) -> None:
    """A .po file in the source tree is a catalog in the wheel, less its fuzzy entries."""
    source = tmp_path / 'source'
    folder = source / 'sphinxext/http_status/page/messages/locales/de/LC_MESSAGES'
    folder.mkdir(parents=True)
    for name in (*SOURCES, 'sphinxext/http_status/__init__.py'):
        shutil.copy(ROOT / name, source / name)
    (folder / 'sphinxext.http_status.po').write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Name"\nmsgstr "Größe"\n\n#, fuzzy\nmsgid "Code"\nmsgstr "Kohl"\n',
        encoding='utf-8',
    )
    with zipfile.ZipFile(build(source, tmp_path) / f'{STEM}-py3-none-any.whl') as wheel:
        wheel.extractall(tmp_path / 'wheel')
    locales = tmp_path / 'wheel/sphinxext/http_status/page/messages/locales'
    catalog = gettext.translation('sphinxext.http_status', locales, ['de'])
    assert [catalog.gettext(message) for message in ('Name', 'Code')] == ['Größe', 'Code']


def test_data_is_readable_where_the_wheel_is_installed(installed: Path, tmp_path: Path) -> None:
    """An installed wheel finds citations and histories, where neither Sphinx nor docutils is."""
    program = (
        'from sphinxext.http_status.facts.request import TableRequest\n'
        'from sphinxext.http_status.facts.table import make_table\n'
        'table = make_table(TableRequest(release="3.6", edition="7231"), print)\n'
        'print(len(table.rows), table.rows[-1].name, table.rows[-1].citation)\n'
    )
    expected = '57 NETWORK_AUTHENTICATION_REQUIRED Additional HTTP Status Codes RFC 6585, Section 6\n'
    assert run(installed / 'python', '-c', program, cwd=tmp_path) == expected


def test_command_is_installed(installed: Path, tmp_path: Path) -> None:
    """``http-status render`` runs from a wheel, where neither Sphinx nor docutils is."""
    words = ('render', '--release', '3.6', '--codes', '404', '--columns', 'code name', '--format', 'csv')
    assert run(installed / 'http-status', *words, cwd=tmp_path).splitlines()[1:] == ['404,NOT_FOUND']


def test_type_information_is_installed(installed: Path, tmp_path: Path) -> None:
    """The marker by which type checkers trust our annotations is installed beside the package."""
    program = (
        'from importlib.resources import files\n'
        'print(files("sphinxext.http_status").joinpath("py.typed").is_file())\n'
    )
    assert run(installed / 'python', '-c', program, cwd=tmp_path) == 'True\n'


def test_the_tutorial_begins_with_the_wheel(built: Path, tmp_path: Path) -> None:
    """Who installs the wheel into an empty environment can build the first page of the tutorial."""
    target = tmp_path / 'environment'
    venv.create(target, with_pip=True)
    programs = target / ('Scripts' if sys.platform == 'win32' else 'bin')
    [wheel] = built.glob('*.whl')
    (tmp_path / 'shop').mkdir()
    console = Console(tmp_path / 'shop', programs, clone=wheel)
    reader = Reader(tmp_path / 'shop', console)
    for step in steps(DOCS / 'tutorial.rst'):
        reader.take(step)
        if step.language == 'console' and reader.written:
            break
    assert console.commands == 2
    assert reader.written == {'shop/errors.py', 'docs/conf.py', 'docs/index.rst'}
    page = (tmp_path / 'shop/build/html/index.html').read_text(encoding='utf-8')
    assert '<code class="docutils literal notranslate"><span class="pre">OUT_OF_STOCK</span>' in page


def test_only_sphinx_and_docutils_are_needed() -> None:
    """Whoever installs the extension installs Sphinx, docutils, and nothing more for our sake."""
    names = {re.split(r'[^\w-]', requirement)[0] for requirement in PROJECT['project']['dependencies']}
    assert names == {'sphinx', 'docutils'}


def test_the_oldest_claims_are_those_that_are_tested() -> None:
    """The floors of the dependencies are the versions that the oldest environment installs."""
    floors = {requirement.replace('>=', ' ') for requirement in PROJECT['project']['dependencies']}
    pins = [pin for pin in PROJECT['dependency-groups']['oldest'] if isinstance(pin, str)]
    assert {pin.replace('==', ' ').removesuffix('.*') for pin in pins} == floors


def test_every_claimed_python_has_an_environment() -> None:
    """A Python that the classifiers name is one that ``tox run`` tests, and the oldest is the floor."""
    listed = (ROOT / 'tox.ini').read_text(encoding='utf-8')
    minors = re.search(r'^env_list = py31\{([\d,]+)\}', listed, re.MULTILINE)
    assert minors is not None
    tested = {f'3.1{minor}' for minor in minors[1].split(',')}
    claimed = re.findall(r':: (3\.\d+)$', '\n'.join(PROJECT['project']['classifiers']), re.MULTILINE)
    assert set(claimed) - tested == set()
    assert PROJECT['project']['requires-python'] == f'>={claimed[0]}'


def test_continuous_integration_runs_the_command_of_the_readme() -> None:
    """What continuous integration runs is, to the letter, what the README tells people to run."""
    assert run(ROOT / '.ci/run', '--show') == read_block('sh', 'Run the tests')


def test_the_commands_of_the_readme_differ_by_their_environment_alone() -> None:
    """Both commands make the same environment from nothing, so either can come first."""
    docs, tests = read_block('sh', 'Read the documentation'), read_block('sh', 'Run the tests')
    assert docs == tests.replace('tox run\n', 'tox run -qq -e docs\n')
    assert tests.startswith('python3 -m venv .venv && ')


@pytest.mark.parametrize(('language', 'suffix'), [('rst', 'rst'), ('markdown', 'md')])
def test_the_examples_of_the_readme_are_built_in_the_gallery(language: str, suffix: str) -> None:
    """Each example in the README is a file that the gallery both quotes and builds."""
    name = f'_examples/table.{suffix}'
    assert read_block(language) == (ROOT / 'docs' / name).read_text(encoding='utf-8')
    text = ''.join(page.read_text(encoding='utf-8') for page in (ROOT / 'docs/gallery').iterdir())
    uses = re.findall(rf'(\w+)(?:\}}|::) (?:\.\.)?/{re.escape(name)}', text)
    assert sorted(uses) == ['include', 'literalinclude']


def test_the_wheel_is_small_and_reproducible(built: Path, tmp_path: Path) -> None:
    """Whoever builds the source distribution gets the same wheel to the byte, and it loads fast."""
    [wheel] = built.glob('*.whl')
    assert wheel.stat().st_size < 1_500_000
    with tarfile.open(built / f'{STEM}.tar.gz') as archive:
        archive.extractall(tmp_path, filter='data')
    again = tmp_path / 'again'
    run(sys.executable, '-m', 'build', '--no-isolation', '--wheel', '--outdir', again, tmp_path / STEM)
    assert (again / wheel.name).read_bytes() == wheel.read_bytes()


# What is ready to be published with.

WORKFLOWS = {
    path.stem: yaml.safe_load(path.read_text()) for path in ROOT.glob('.github/workflows/*.yml')
}


def test_workflows_can_do_no_more_than_they_need() -> None:
    """No workflow may write, no step is of a version that can change, and no password is kept."""
    assert set(WORKFLOWS) == {'tests', 'release'}
    for workflow in WORKFLOWS.values():
        assert workflow['permissions'] in ({}, {'contents': 'read'})
        for job in workflow['jobs'].values():
            assert job.get('permissions', {}) in ({}, {'contents': 'read'}, {'id-token': 'write'})
            used = [step['uses'] for step in job['steps'] if 'uses' in step]
            assert all(re.fullmatch(r'[\w./-]+@[0-9a-f]{40}', each) for each in used)
            checkouts = [step for step in job['steps'] if 'actions/checkout@' in step.get('uses', '')]
            assert all(step['with']['persist-credentials'] is False for step in checkouts)
    assert 'secrets.' not in ''.join(path.read_text() for path in ROOT.glob('.github/**/*.yml'))


def test_each_environment_of_tox_is_a_job() -> None:
    """What ``tox run`` runs on one machine is run for each change."""
    jobs = WORKFLOWS['tests']['jobs']['tox']['strategy']['matrix']['include']
    config = configparser.ConfigParser()
    config.read(ROOT / 'tox.ini')
    pythons, *others = config['tox']['env_list'].split(', ')
    minors = re.findall(r'\d', pythons.partition('{')[2])
    # What is not yet released may fail, and has a job of its own.
    listed = {*others, *(f'py31{minor}' for minor in minors if minor != '5')}
    assert {job['environment'] for job in jobs} == listed


def test_what_is_cited_is_this_version() -> None:
    """The file by which the software is cited names its version, title and licence."""
    cited = yaml.safe_load((ROOT / 'CITATION.cff').read_text(encoding='utf-8'))
    project = PROJECT['project']
    assert (cited['title'], cited['version'], cited['license'], cited['abstract']) == (
        project['name'],
        __version__,
        project['license'],
        project['description'],
    )
