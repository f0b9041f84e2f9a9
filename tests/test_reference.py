"""What the reference says of objects, files, formats and functions is what the code has."""

from __future__ import annotations

import enum
import inspect
import re
import sys
from types import ModuleType, SimpleNamespace
from typing import Literal

import pytest
from following import DOCS

from sphinxext.http_status.drift import reporting
from sphinxext.http_status.drift.findings import Place, Unreadable
from sphinxext.http_status.facts.citations import FIELDS
from sphinxext.http_status.facts.histories.files import parse_history
from sphinxext.http_status.facts.sources.folders import Folder
from sphinxext.http_status.facts.sources.kinds.constants import ChosenConstants, ConstantsSource
from sphinxext.http_status.facts.sources.kinds.enums import EnumSource, LookalikeSource
from sphinxext.http_status.facts.sources.kinds.exceptions import ExceptionsSource
from sphinxext.http_status.facts.sources.kinds.records import RecordsSource
from sphinxext.http_status.facts.sources.source import find_source
from sphinxext.http_status.page import text
from sphinxext.http_status.testing import assert_no_drift


def read(name):
    """Return the source of a page."""
    return (DOCS / name).read_text(encoding='utf-8')


def names_in(said):
    """Return what stands between backquotes."""
    return re.findall(r'``([^`]+)``', said)


def module(**members):
    """Return a module with members."""
    made = ModuleType('kinds')
    vars(made).update(members)
    return made


#: An object of each kind, in the order of the reference, and what reads it.
KINDS = {
    'An enum': (enum.IntEnum('Reply', {'GONE': 410}), EnumSource),
    'Something like an enum': (SimpleNamespace(__members__={'GONE': 410}), LookalikeSource),
    'A module of constants that hold their code': (module(HTTP_410_GONE=410, OTHER=1), ConstantsSource),
    'A dict': ({410: 'Gone'}, RecordsSource),
    'A ``Literal``': (Literal['gone'], RecordsSource),
    'A module or class of constants': (module(GONE=410, LOST=404, BUSY=503), ChosenConstants),
    'Classes of exceptions': (
        type('Gone', (Exception,), {'code': 410, '__module__': 'kinds'}),
        ExceptionsSource,
    ),
    'A file of records': ('[{"code": 410}]', RecordsSource),
}


def test_every_kind_of_object_is_documented():
    """The reference lists the kinds, and nothing else."""
    page = read('reference/objects.rst').partition('.. _read-without-running')[0]
    assert re.findall(r'^(\S.*)\n {3}\S', page, re.MULTILINE) == list(KINDS)


@pytest.mark.parametrize('kind', KINDS)
def test_an_object_of_each_kind_is_read_as_such(kind, tmp_path, monkeypatch):
    """Each kind has a reader of its own, or shares that of records."""
    found, reader = KINDS[kind]
    path = 'kinds.OBJECT'
    if isinstance(found, ModuleType):
        monkeypatch.setitem(sys.modules, path, found)
    if isinstance(found, str):
        path = 'gone.json'
        (tmp_path / path).write_text(found, encoding='utf-8')
    monkeypatch.setitem(sys.modules, 'kinds', module(OBJECT=found))
    source = find_source(path, '', Folder(tmp_path), print)
    assert type(source) is reader
    assert 410 in [row.code for row in source.rows()] or kind == 'A ``Literal``'


@pytest.mark.parametrize(('command', 'forms'), [('render', text.FORMATS), ('check', reporting.FORMATS)])
def test_every_format_is_documented(command, forms):
    """The reference names the formats of a command in the order in which --help has them."""
    page = read('reference/command-line.rst').partition(f'.. program:: http-status {command}\n')[2]
    said = page.partition('.. option:: --format FORMAT')[2].partition('.. ')[0]
    # More is said of some of them behind the list.
    assert list(dict.fromkeys(name for name in names_in(said) if name in forms)) == list(forms)


def test_the_keys_of_findings_are_documented():
    """The guide names the keys of a finding in output.json, in their order."""
    said = re.search(r'with the keys (.*?)\.\n', read('how-to/check.rst'), re.DOTALL)
    record = reporting.as_record(Unreadable(place=Place('a.rst', 1), text='it is torn'))
    assert names_in(said[1]) == list(record)


def test_the_columns_of_citations_are_documented():
    """The reference explains each column of a file of citations, in their order."""
    said = read('reference/configuration.rst').partition('Its columns')[2].partition('A row\n')[0]
    assert [name for name in names_in(said) if name in FIELDS] == list(FIELDS)


def test_the_fields_of_histories_are_documented():
    """The guide names each field that a member in a history can have."""
    data = {
        'object': 'a.B',
        'releases': ['1'],
        'members': [{'code': 1, 'name': {'1': 'A'}, 'nosuch': {}}],
    }
    with pytest.raises(ValueError, match='the fields are') as caught:
        parse_history(data)
    said = names_in(read('how-to/record.rst').partition('\nThe file\n')[2])
    fields = str(caught.value).partition('the fields are code, ')[2].split(', ')
    assert len(fields) == 4
    assert {*fields, 'releases'} <= {*said}


def test_the_function_for_test_suites_is_documented():
    """The reference shows its signature, and explains each parameter."""
    page = read('reference/testing.rst')
    shown = re.search(r'\.\. function:: assert_no_drift\((.*)\)', page)[1]
    signature = inspect.signature(assert_no_drift)
    plain = [
        parameter.replace(annotation=parameter.empty) for parameter in signature.parameters.values()
    ]
    made = inspect.Signature(plain)
    assert f'({shown})' == str(made).replace(', /', '')
    assert re.findall(r':param (\w+):', page) == list(signature.parameters)
