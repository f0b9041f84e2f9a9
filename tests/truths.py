"""What objects of packages hold, taken from each as that package means it, and by none of our readers.

Each function takes dotted paths and returns the members there: code, name, phrase and aliases.
The phrase is empty where a class or a constant has none.
"""

from __future__ import annotations

import importlib.util
import inspect
import logging
from functools import partial
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, get_args

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Members = set[tuple[int | str, str, str, frozenset[str]]]

MISSING = importlib.util.find_spec('litestar') is None
#: Marks a test that needs packages of others, and says in the report where there are none.
with_packages = [
    pytest.mark.objects,
    pytest.mark.skipif(MISSING, reason='NOT TESTED, since there is no dependency group "objects"'),
]


def grouped(names: Mapping[str, Any], phrases: Mapping[Any, str] | None = None) -> Members:
    """Return a member for each value; the first of its names is its name, and the others are aliases."""
    by_value: dict[Any, list[str]] = {}
    for name, value in names.items():
        by_value.setdefault(value, []).append(name)
    return {
        (value, name, (phrases or {}).get(value, ''), frozenset(aliases))
        for value, (name, *aliases) in by_value.items()
    }


def enum(path: str, phrase: Callable[[Any], str] = lambda _member: '') -> Members:
    """Return what an enum lists in ``__members__``, aliases too."""
    names = resolve_name(path).__members__
    # The value of a code of gRPC is a tuple that it begins.
    values = {name: m.value[0] if isinstance(m.value, tuple) else m.value for name, m in names.items()}
    return grouped(values, {values[name]: phrase(member) for name, member in names.items()})


def numbered(path: str) -> Members:
    """Return constants whose names begin as those for status codes do."""
    names = vars(resolve_name(path))
    return grouped({name: names[name] for name in names if name.startswith(('HTTP_', 'WS_'))})


def starlette(path: str) -> Members:
    """Return the constants in ``__all__``, and those in ``__deprecated__``, which warn."""
    module = resolve_name(path)
    return grouped({each: getattr(module, each) for each in module.__all__} | module.__deprecated__)


def lines(path: str) -> Members:
    """Return the status lines of Falcon, of which each has a constant for code and phrase."""
    found = {name: line for name, line in vars(resolve_name(path)).items() if name.startswith('HTTP_')}
    return {
        (
            int(line[:3]),
            name,
            line[4:],
            frozenset(each for each in found if found[each] == line) - {name},
        )
        for name, line in found.items()
        if name[5:].isdigit()
    }


def classes(path: str, base: str) -> Mapping[str, Any]:
    """Return the public classes of a module that are made from a base class, and that class, by name."""
    names = vars(resolve_name(path))
    known = {name: each for name, each in names.items() if isinstance(each, type)}
    return {
        name: each
        for name, each in known.items()
        if issubclass(each, resolve_name(base)) and not name.startswith('_')
    }


def made(path: str, base: str) -> Members:
    """Return the status lines that exceptions of Falcon have once they are made."""
    found: Members = set()
    for name, each in classes(path, base).items():
        wanted = [
            'x'
            for parameter in inspect.signature(each).parameters.values()
            if parameter.default is parameter.empty and parameter.kind is parameter.POSITIONAL_OR_KEYWORD
        ]
        if each is not resolve_name(base):
            line = each(*wanted).status
            found.add((int(line[:3]), name, line[4:], frozenset()))
    return found


def exceptions(path: str, base: str, code: str, phrase: str = '', bases: Iterable[str] = ()) -> Members:
    """Return the codes of classes of exceptions, without *bases* that only others are made from."""
    found = {name: each for name, each in classes(path, base).items() if name not in bases}
    return {
        (getattr(each, code), name, getattr(each, phrase, ''), aliases)
        for each, name, _phrase, aliases in grouped(found)
        if (getattr(each, code) or 0) > 0
    }


def mapped(path: str) -> Members:
    """Return the classes that a module keeps by code; that of those without one has 520."""
    found = resolve_name(path)
    return {(code, each.__name__, each.title, frozenset()) for code, each in found.items() if code < 520}


def phrases(path: str) -> Members:
    """Return the phrases of a dict, with or without descriptions, by members of an enum."""
    return {
        (int(member), member.name, said if isinstance(said, str) else said[0], frozenset())
        for member, said in resolve_name(path).items()
    }


def attributes(path: str) -> Members:
    """Return the attributes of an object that can be written in Python."""
    found = vars(resolve_name(path)).items()
    return grouped({name: code for name, code in found if isinstance(code, int) and name.isidentifier()})


def states(path: str) -> Members:
    """Return the exports of a module that are their own names."""
    module = resolve_name(path)
    return grouped({name: name for name in module.__all__ if getattr(module, name) == name})


def errors(path: str) -> Members:
    """Return the numbers of ``errorcode``, with all names that the module has for them."""
    module = resolve_name(path)
    numbers = {name: code for name, code in vars(module).items() if isinstance(code, int)}
    return grouped({**numbers, **{name: code for code, name in module.errorcode.items()}})


def levels(_path: str) -> Members:
    """Return the levels that ``logging`` lists, under the name that it writes."""
    known = logging.getLevelNamesMapping()
    return {
        (
            level,
            logging.getLevelName(level),
            '',
            frozenset(each for each in known if known[each] == level) - {logging.getLevelName(level)},
        )
        for level in known.values()
    }


def literal(path: str) -> Members:
    """Return the values of a ``Literal``, which have no names."""
    return {(value, str(value), '', frozenset()) for value in get_args(resolve_name(path))}


def nodes(path: str) -> Members:
    """Return the kinds of nodes of a document."""
    return grouped(
        {name: kind for name, kind in vars(resolve_name(path)).items() if name.endswith('_NODE')}
    )


#: The truth about each object.
TRUTHS: Mapping[str, Callable[[str], Members]] = {
    'aiohttp.web_exceptions': partial(exceptions, base='aiohttp.web.HTTPException', code='status_code'),
    'celery.states': states,
    'discord.ChannelType': enum,
    'discord.MessageType': enum,
    'errno': errors,
    'falcon': lines,
    'falcon.HTTPError': lambda _path: made('falcon.errors', 'falcon.HTTPError'),
    'falcon.HTTPStatus': lambda _path: made('falcon.redirects', 'falcon.HTTPStatus'),
    'falcon.errors': partial(made, base='falcon.HTTPError'),
    'fastapi.status': starlette,
    'grpc.StatusCode': partial(enum, phrase=lambda member: member.value[1]),
    'h2.errors.ErrorCodes': enum,
    'http.client': lambda _path: enum('http.HTTPStatus', lambda member: member.phrase),
    'http.client.responses': phrases,
    'http.server.BaseHTTPRequestHandler.responses': phrases,
    'httpx.codes': partial(enum, phrase=lambda member: member.get_reason_phrase(member)),
    'litestar.exceptions': partial(
        exceptions,
        base='litestar.exceptions.HTTPException',
        code='status_code',
        bases=('HTTPException', 'ClientException', 'InternalServerException'),
    ),
    'litestar.response.redirect.RedirectStatusType': literal,
    'litestar.status_codes': numbered,
    'logging:*': levels,
    'pyramid.httpexceptions': lambda _path: mapped('pyramid.httpexceptions.status_map'),
    'pytest.ExitCode': enum,
    'requests.codes': attributes,
    'rest_framework.exceptions': partial(
        exceptions, base='rest_framework.exceptions.APIException', code='status_code'
    ),
    'rest_framework.status': numbered,
    'sanic.exceptions': partial(
        exceptions,
        base='sanic.SanicException',
        code='status_code',
        phrase='message',
        bases=('SanicException', 'HTTPException'),
    ),
    'signal.Signals': enum,
    'starlette.status': starlette,
    'tornado.httputil.responses': phrases,
    'webob.exc': lambda _path: mapped('webob.exc.status_map'),
    'websockets.frames.CloseCode': enum,
    'werkzeug.exceptions': partial(exceptions, base='werkzeug.exceptions.HTTPException', code='code'),
    'xml.dom.Node': nodes,
}
