"""Objects that misbehave in every way: they raise, lie about their type, or return what does."""

from __future__ import annotations

import sys
from enum import Enum, EnumMeta, IntEnum, IntFlag
from types import ModuleType
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from sphinxext.http_status.facts.problems import FactsError, RequestError
from sphinxext.http_status.facts.request import TableRequest
from sphinxext.http_status.facts.table import make_table, require_table
from sphinxext.http_status.page.text import FORMATS, render
from tools.fuzz_hostile import RAISED, VALUES
from tools.fuzz_inputs import pieces

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext.http_status.facts.problems import Problem

    #: What is drawn: names of objects and acts, since the objects themselves could not be printed.
    Drawn = Mapping[str, Any]

MODULE = 'fuzzed'


ATTRIBUTES = pieces(
    """
phrase ¦ description ¦ code ¦ status ¦ status_code ¦ value ¦ name ¦ hint ¦ label ¦ reason ¦
_value_ ¦ _name_ ¦ a.b ¦ __class__ ¦ __str__ ¦ __doc__ ¦ __dict__ ¦ __hash__ ¦ __eq__ ¦ __dir__ ¦
__getattribute__ ¦ __getattr__ ¦ __int__ ¦ __index__ ¦ __bool__ ¦ __repr__ ¦ __module__ ¦
__members__ ¦ __iter__ ¦ __len__ ¦ __name__ ¦ __qualname__ ¦ __instancecheck__ ¦ __mro__ ¦
__dataclass_fields__ ¦ __sphinx_mock__ ¦ __annotations__ ¦ __subclasscheck__ ¦ __get__ ¦
__subclasses__
"""
)
NAMES = [
    'GONE',
    'NOT_FOUND',
    'E1',
    'lower',
    '_private',
    'two words',
    '\ud800',
    '\x1b[31m',
    '',
    'name',
    'value',
]
KINDS = (
    *('Enum', 'IntEnum', 'IntFlag', 'class', 'instance', 'mapping', 'list', 'exceptions', 'module'),
    'like an enum',
)

deeds = st.tuples(
    st.sampled_from(['property', 'method', 'value']),
    st.sampled_from([*VALUES]) | st.sampled_from([*RAISED]),
)
columns = st.lists(
    st.sampled_from(['code', 'name', 'phrase', 'doc', 'hint', 'hint.x', 'value']), max_size=4
)
members = st.fixed_dictionaries(
    {
        'kind': st.sampled_from(KINDS),
        'members': st.dictionaries(st.sampled_from(NAMES), st.sampled_from([*VALUES]), max_size=4),
        'attributes': st.dictionaries(st.sampled_from(ATTRIBUTES), deeds, max_size=4),
        'meta': st.dictionaries(st.sampled_from(ATTRIBUTES), deeds, max_size=2),
        'columns': columns,
        'code': st.sampled_from(['', '', 'code', 'hint', 'value', '__class__']),
        'path': st.sampled_from(['E', 'E', 'E:*', '']),
    }
)


def deed(how: str, what: str) -> object:
    """Return an attribute that gives something, or raises it."""

    def act(*_arguments: object, **_words: object) -> object:
        if what in RAISED:
            error = RAISED[what]()
            raise error
        return VALUES[what]()

    if how == 'value' and what in VALUES:
        return VALUES[what]()
    return act if how == 'method' else property(act)


def make_object(drawn: Drawn) -> object:
    """Return the object that is drawn."""
    values = {name: VALUES[what]() for name, what in drawn['members'].items()}
    bases: Mapping[str, tuple[type, ...]] = {
        'Enum': (Enum,),
        'IntEnum': (IntEnum,),
        'IntFlag': (IntFlag,),
    }
    kind = drawn['kind']
    if kind in ('mapping', 'list'):
        return values if kind == 'mapping' else list(values.values())
    if kind in bases:
        meta: type = type('Meta', (EnumMeta,), {})
        # Not by a class statement, so that a member may have any name.
        namespace = meta.__prepare__('E', bases[kind])
        for name, value in values.items():
            namespace[name] = value
        made = meta('E', bases[kind], namespace)
    else:
        meta = type('Meta', (type,), {})
        made = meta('E', (Exception,) if kind == 'exceptions' else (), {})
        for name, value in values.items():
            type.__setattr__(made, name, value)
        if kind == 'like an enum':
            type.__setattr__(made, '__members__', values)
    # Once it is made, since making it would ask for them.
    instance = made() if kind == 'instance' else made
    for owner, attributes in ((made, drawn['attributes']), (meta, drawn['meta'])):
        for name, each in attributes.items():
            type.__setattr__(owner, name, deed(*each))
    return instance


def make_module(drawn: Drawn) -> ModuleType | None:
    """Return a module that has the object; None if Python does not let such an object be made."""
    module = ModuleType(MODULE)
    try:
        found = make_object(drawn)
    except BaseException:  # whatever makes an enum is run by what is to be made
        return None
    names = {name: VALUES[what]() for name, what in drawn['members'].items()}
    vars(module).update(names if drawn['kind'] == 'module' else {'E': found})
    return module


def check_members(drawn: Drawn) -> None:
    """Hold that any object has a table that can be written, or that one error says why not."""
    module = make_module(drawn)
    if module is None:
        return
    sys.modules[MODULE] = module
    path = f'{MODULE}.{drawn["path"]}' if drawn['path'] and drawn['kind'] != 'module' else MODULE
    request = TableRequest(object=path, columns=tuple(drawn['columns']), code=drawn['code'])
    problems: list[Problem] = []
    try:
        table = make_table(request, problems.append)
        for form in FORMATS:
            render(table, form).encode()
        require_table(request)
    except (FactsError, RequestError) as error:
        str(error).encode()
    finally:
        del sys.modules[MODULE]
    '\n'.join(map(str, problems)).encode()
