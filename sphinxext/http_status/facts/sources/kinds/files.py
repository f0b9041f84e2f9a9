"""Reads files of records, in JSON or CSV, for codes that are kept in no Python."""

from __future__ import annotations

import csv
import errno
import json
import os
from io import StringIO
from typing import TYPE_CHECKING, NoReturn

from sphinxext.http_status.facts.problems import FactsError, Problem, Subtype, describe_error
from sphinxext.http_status.facts.sources.codes import CODE_NAME, code_names

from .records import Record, read_mapping, record_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import PurePath

    from sphinxext.http_status.facts.sources.folders import Folder


def read_file(place: str, folder: Folder, code: str = '') -> list[tuple[str, Record]]:
    """Return the records of a file with their names.

    JSON has a list of objects, or an object that maps codes to objects, names or phrases, or names to
    codes. CSV has a header with a column for the code.

    :param folder: where the file is looked for.
    :param code: the field that is the code; empty for ``code``, ``status_code`` or ``status``.
    :raises FactsError: the file cannot be read, or a record has no code.
    """
    path = folder.path / place
    try:
        content = folder.read(path)
        text = (_missing(path) if content is None else content).decode('utf-8-sig')
        is_csv = path.suffix.lower() == '.csv'
        found = _read_csv(StringIO(text, newline='')) if is_csv else json.loads(text)
    except (OSError, ValueError, csv.Error, RecursionError) as error:
        template = 'cannot read %(file)s: %(error)s; give a file of records in UTF-8'
        arguments = {'file': str(path), 'error': describe_error(error)}
        raise FactsError(Problem(Subtype.OBJECT, template, arguments)) from error
    if isinstance(found, dict):
        records = list(read_mapping(found))
    else:
        records = [_with_code(each, number, code, path) for number, each in enumerate(_listed(found), 1)]
    if not records:
        raise FactsError(_no_records(path))
    return records


def _missing(path: PurePath) -> NoReturn:
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))


def _read_csv(lines: Iterable[str]) -> list[dict[str, str]]:
    reader = csv.DictReader(lines, skipinitialspace=True, restkey='')
    return [
        {name.strip().lower(): (value or '').strip() for name, value in record.items() if name}
        for record in reader
    ]


def _listed(found: object) -> list[object]:
    return found if isinstance(found, list) else []


def _with_code(found: object, number: int, code: str, path: PurePath) -> tuple[str, Record]:
    """Return one record of a list, and its name."""
    fields = found if isinstance(found, dict) else {CODE_NAME: found}
    names = code_names(code)
    own = next((fields[name] for name in names if fields.get(name) not in (None, '')), None)
    if own is None:
        raise FactsError(_without_code(path, number, names))
    return record_of({CODE_NAME: own, **fields})


def _no_records(path: PurePath) -> Problem:
    template = (
        '%(file)s has no records; give it a list of objects such as {"code": "E1001", "name": "LOST"}, '
        'or one object that maps codes to those'
    )
    if path.suffix.lower() == '.csv':
        template = '%(file)s has no records; give it a header such as code,name and lines below'
    return Problem(Subtype.OBJECT, template, {'file': str(path)})


def _without_code(path: PurePath, number: int, fields: Iterable[str]) -> Problem:
    template = 'record %(number)s of %(file)s has no %(fields)s; give it one, or say its field by code'
    arguments = {'number': str(number), 'file': str(path), 'fields': ' or '.join(fields)}
    return Problem(Subtype.OBJECT, template, arguments)
