"""Finds the source of methods, of what is imported and of what is only read, with the names they see.

Whoever reads a method need not know where its class comes from.
"""

from __future__ import annotations

import ast
import builtins
import dataclasses
import dis
import inspect
from dataclasses import dataclass
from functools import lru_cache, partial
from types import (
    BuiltinFunctionType,
    FunctionType,
    MethodDescriptorType,
    WrapperDescriptorType,
)
from typing import TYPE_CHECKING, cast

from sphinxext.http_status.facts.sources.guarded import ForeignError, ask, is_a
from sphinxext.http_status.facts.sources.static.calls import attribute
from sphinxext.http_status.facts.sources.static.functions import function_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from inspect import Parameter
    from types import CodeType

    from sphinxext.http_status.facts.sources.static.functions import Function

#: What is no Python. That of the exceptions of Python itself sets none of the attributes looked for.
BUILT_IN = (BuiltinFunctionType, MethodDescriptorType, WrapperDescriptorType)


@dataclass(frozen=True, slots=True)
class Body:
    """The source of a method."""

    statements: list[ast.stmt]
    parameters: Mapping[str, Parameter]
    #: The names that it binds, or that functions around it do.
    local: frozenset[str]
    #: Returns what a name of its module stands for; raises anything where that is not known.
    look_up: Callable[[str], object]
    #: Returns an attribute of a value; raises anything where that is not known.
    attribute: Callable[[object, str], object]


def unwrapped(function: object) -> FunctionType | None:
    """Return the function in what decorators have made of it; None where there is none."""
    found: object = inspect.unwrap(cast('FunctionType', function))
    return cast('FunctionType', found) if is_a(found, FunctionType) else None


def find_body(function: object, owner: type) -> Body | None:
    """Return the source of a method in the body of a class; None where there is none.

    :param owner: the class, of which a dataclass has made an ``__init__`` without a source.
    """
    function = unwrapped(function)
    if function is None:
        return None
    if read := function_of(function):
        return _read_body(read)
    try:
        node = ask(_parse, function.__code__)
    except ForeignError:
        return _dataclass_body(function, owner)
    code = function.__code__
    return Body(
        node.body,
        inspect.signature(function).parameters,
        frozenset((*code.co_varnames, *code.co_cellvars, *code.co_freevars)),
        partial(_global, function),
        getattr,
    )


def _global(function: FunctionType, name: str) -> object:
    names: Mapping[str, object] = function.__globals__
    return names[name] if name in names else vars(builtins)[name]


def _read_body(function: Function) -> Body | None:
    if function.node is None:
        return None
    around = frozenset(name for names in function.frame.inner({}, '').around for name in names)
    frame = function.frame.inner({}, function.qualname)
    parameters = function.signature.parameters
    local = function.binds | frozenset(parameters) | around
    return Body(function.node.body, parameters, local, frame.look_up, partial(attribute, frame=frame))


def _dataclass_body(function: FunctionType, owner: type) -> Body | None:
    """Return what the ``__init__`` of a dataclass does, which has no source."""
    own = type.__dict__['__dict__'].__get__(owner)
    if '__dataclass_params__' not in own or function.__code__.co_filename != '<string>':
        return None
    parameters = inspect.signature(function).parameters
    fields = dataclasses.fields(owner)
    given = [
        each.name for each in fields if each.init or each.default_factory is not dataclasses.MISSING
    ]
    others = [name for name in [*parameters][1:] if name not in {each.name for each in fields}]
    me = next(iter(parameters))
    lines = [f'{me}.{name} = {name}' for name in given]
    if hasattr(owner, '__post_init__'):
        lines.append(f'{me}.__post_init__({", ".join(others)})')
    local = frozenset((*parameters, *given))
    return Body(ast.parse('\n'.join(lines)).body, parameters, local, _no_name, getattr)


def _no_name(name: str) -> object:
    raise NameError(name)


@dataclass(frozen=True, slots=True)
class Touched:
    """What a method may do to attributes of its instance, wherever in it that stands."""

    stored: frozenset[str] = frozenset()
    #: The names of the methods that it calls.
    called: frozenset[str] = frozenset()
    #: Whether it may give something to attributes whose names do not stand in it.
    is_open: bool = False


def find_touched(function: object, owner: type) -> Touched | None:
    """Return what a method in the body of a class may do to attributes; None if that is not known."""
    if is_a(function, *BUILT_IN):
        return Touched()
    if body := find_body(function, owner):
        nodes = [node for each in body.statements for node in ast.walk(each)]
        is_open = not all(any(texts_in(each)) for each in open_nodes(nodes))
        return Touched(frozenset(_stored(nodes)), frozenset(_called(nodes)), is_open)
    function = unwrapped(function)
    if function is None or function_of(function) is not None:
        return None
    code = function.__code__
    stored = {each.argval for each in dis.get_instructions(code) if each.opname == 'STORE_ATTR'}
    texts = {each for each in code.co_consts if is_a(each, str)}
    return Touched(frozenset(stored | texts), frozenset(code.co_names))


def _stored(nodes: list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            yield node.attr
    for node in open_nodes(nodes):
        yield from texts_in(node)


def _called(nodes: list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr


def open_nodes(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Yield the nodes that may give attributes to an object by texts or keywords."""
    for node in nodes:
        match node:
            case ast.Call(func=means) | ast.Subscript(value=means, ctx=ast.Store() | ast.Del()):
                text = ast.unparse(means)
                if any(word in text for word in ('setattr', '__dict__', 'vars(')):
                    yield node


def texts_in(node: ast.AST) -> Iterator[str]:
    """Yield the texts in a node, and the names of arguments."""
    for each in ast.walk(node):
        match each:
            case ast.Constant(value=str(text)) | ast.keyword(arg=str(text)):
                yield text


@lru_cache(maxsize=256)
def _parse(code: CodeType) -> ast.FunctionDef:
    source = inspect.getsource(code)
    # What is in a class is indented, and what is in its texts may be less so.
    node = ast.parse(f'if 1:\n{source}' if source[0].isspace() else source).body[0]
    found = node.body[0] if isinstance(node, ast.If) else node
    if not isinstance(found, ast.FunctionDef):
        raise TypeError(type(found))
    return found
