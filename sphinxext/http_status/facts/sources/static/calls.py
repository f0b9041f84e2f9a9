"""Which attributes may be looked at and which functions called: those that change and start nothing."""

from __future__ import annotations

import enum
import importlib
import types
from enum import Enum, EnumMeta
from types import BuiltinFunctionType, FunctionType, MappingProxyType, MethodType, ModuleType
from typing import TYPE_CHECKING, Any, cast

from .frames import Import, OwnName, is_own, known
from .operators import METHODS, check_size
from .unread import Unknown, UnreadError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .frames import Frame

#: Modules of the standard library that may be imported for real, since that does nothing that is seen,
#: with what may be called of each; their constants may be taken in any case.
LIBRARY: Mapping[str, frozenset[str]] = {
    name: frozenset(functions.split())
    for name, functions in {
        'abc': 'ABC ABCMeta abstractmethod abstractproperty',
        'collections': 'OrderedDict namedtuple defaultdict',
        'collections.abc': 'Mapping Sequence Iterable Callable',
        'dataclasses': 'InitVar KW_ONLY dataclass field',
        'enum': 'CONTINUOUS CONFORM EJECT Enum EnumMeta EnumType Flag IntEnum IntFlag KEEP NAMED_FLAGS '
        'ReprEnum STRICT StrEnum UNIQUE EnumCheck FlagBoundary _simple_enum auto global_enum member '
        'nonmember property unique verify',
        'datetime': 'date datetime time timedelta timezone',
        'errno': '',
        'functools': 'cache cached_property lru_cache partial reduce total_ordering wraps',
        'http': '',
        'logging': '',
        'math': '',
        'operator': 'attrgetter itemgetter',
        'os': '',
        're': '',
        'select': '',
        'selectors': '',
        'signal': '',
        'socket': '',
        'ssl': '',
        'stat': '',
        'string': '',
        'sys': '',
        'token': '',
        'types': 'DynamicClassAttribute MappingProxyType SimpleNamespace',
        'typing': 'Any Callable ClassVar Dict Final FrozenSet Generic Hashable List Literal Mapping '
        'NamedTuple NewType Optional Protocol Sequence Set Tuple Type TypeVar TypedDict Union cast '
        'final no_type_check overload override runtime_checkable',
        'typing_extensions': '',
        'warnings': 'deprecated',
    }.items()
}
#: What of ``sys`` is the same for all who read a file with one release of Python.
_SYSTEM = frozenset({'version_info', 'hexversion', 'platform', 'byteorder', 'maxsize', 'maxunicode'})
_ENUM = frozenset(
    {
        *('_generate_next_value_', '_ignore_', '_member_map_', '_member_names', '_member_names_'),
        *('_missing_', '_name_', '_order_', '_value_', '_value2member_map_'),
    }
)
#: What of these can be changed.
_TABLES = frozenset({'_member_map_', '_member_names_', '_value2member_map_'})
_SPECIAL = frozenset({'__class__', '__doc__', '__members__', '__module__', '__name__', '__qualname__'})
#: What each class gets anew.
_OF_EACH_CLASS = frozenset({'__dict__', '__weakref__'})
_PLAIN = (int, str, bytes, float, type(None), EnumMeta, Enum)


def attribute(owner: object, name: str, frame: Frame) -> object:
    """Return an attribute of a value.

    :raises UnreadError: it may do more than look at the value; AttributeError: there is none.
    """
    if isinstance(owner, ModuleType):
        return _of_module(owner, name, frame)
    if isinstance(owner, FunctionType):
        raise UnreadError(f'{name} of a function is known only by running it')
    value = getattr(owner, name)
    if name in _TABLES and not is_own(owner):
        # Those of the library are not to be changed.
        value = MappingProxyType(value) if isinstance(value, dict) else tuple(value)
    if name.startswith('_') and not _may_be_hidden(owner, name):
        raise UnreadError(f'{name} is an inner part of {type(owner).__name__}')
    if is_foreign(value) and name not in METHODS:
        raise UnreadError(f'{name} of {type(owner).__name__} may do anything')
    return value


def _may_be_hidden(owner: object, name: str) -> bool:
    is_ours = is_own(owner) or is_own(type(owner)) or isinstance(owner, super)
    return (
        name in METHODS or name in _SPECIAL or name in _ENUM or (is_ours and not name.startswith('__'))
    )


def is_foreign(value: object) -> bool:
    """Return whether a value is a function that comes from no source file that is read."""
    function = value.__func__ if isinstance(value, MethodType) else value
    if isinstance(function, FunctionType):
        return not hasattr(function, 'function')
    return callable(function) and not isinstance(function, type) and not is_own(type(function))


def _of_module(module: ModuleType, name: str, frame: Frame) -> object:
    if isinstance(module, LibraryModule):
        return library_value(module.__name__, name)
    if name in module.__dict__:
        return known(module.__dict__, name)
    if str(module.__file__).endswith('__init__.py'):
        # Whoever imports a module of a package may look it up there.
        return frame.find(module, 1, '', name)
    raise UnreadError(f'{module.__name__} has no {name} that is read')


class LibraryModule(ModuleType):
    """Stands in for a module that is imported, which is asked only for single names."""


def library_names(module: str) -> list[str]:
    """Return the names that ``from ... import *`` takes from a module of the standard library.

    :raises UnreadError: it is none that may be imported.
    """
    if module not in LIBRARY:
        raise UnreadError(f'which names {module} has is known only by importing it')
    held = vars(importlib.import_module(module))
    return [*held.get('__all__', [name for name in held if not name.startswith('_')])]


def library_value(module: str, name: str) -> object:
    """Return what a module of the standard library has under a name.

    :raises UnreadError: it is none that may be imported, or does not only have a value.
    :raises ImportError: there is no such name.
    """
    if name == 'TYPE_CHECKING':
        return False
    if module not in LIBRARY:
        raise UnreadError(f'{name} comes from {module}, which is not read')
    if module == 'typing_extensions':
        module = 'typing'
    held = vars(importlib.import_module(module))
    if name not in held:
        raise ImportError(f'{module} has no {name}')
    value = held[name]
    if name in LIBRARY[module] or (module == 'sys' and name in _SYSTEM):
        return value
    if module != 'sys' and (isinstance(value, _PLAIN) or _is_exception(value)):
        return value
    raise UnreadError(f'{module}.{name} is known only by running it')


def _is_exception(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, BaseException)


def call(
    function: Callable[..., object], arguments: Sequence[object], named: Mapping[str, Any], frame: Frame
) -> object:
    """Return what a function returns that may be looked at, and hence called.

    :raises UnreadError: it is known only by running it, or would take too long.
    """
    owner = getattr(function, '__self__', None)
    _check_given(function, owner, [*arguments, *named.values()])
    if isinstance(owner, list):
        # What is made of the list itself would have no end.
        arguments = [list(each) if hasattr(type(each), '__next__') else each for each in arguments]  # type: ignore[call-overload]
    result = _REPLACED.get(function, function)(*arguments, **named)
    if function is enum.global_enum:
        frame.globals.update(cast('Any', result).__members__)
    if isinstance(owner, list | dict | set):
        check_size(len(owner))
    if isinstance(function, EnumMeta) and isinstance(result, type) and not is_own(result):
        type.__setattr__(result, '__module__', OwnName(frame.module))
    return result


def _simple_enum(base: type[Enum], **named: Any) -> Callable[[type], type]:
    """Do what the decorator of that name does, which forgets aliases before Python 3.12."""

    def convert(plain: type) -> type:
        body = {name: value for name, value in vars(plain).items() if name not in _OF_EACH_CLASS}
        return types.new_class(plain.__name__, (base,), named, lambda names: names.update(body))

    return convert


def _check_given(function: Callable[..., object], owner: object, values: Sequence[object]) -> None:
    """Check that a call takes no longer than values allow, and marks nothing of the library."""
    if any(isinstance(value, Unknown | Import) for value in values):
        raise UnreadError('what it is given is not known')
    if isinstance(function, BuiltinFunctionType) and isinstance(owner, str | bytes | bytearray):
        sizes = [len(value) for value in values if hasattr(value, '__len__')]
        check_size(len(owner) * max(sizes, default=0) // 100)
    if function is range:
        check_size(len(range(*cast('Sequence[Any]', values))))
    marks = getattr(function, '__module__', '') in _MARKING and function not in _REPLACED
    for value in values if marks else ():
        kind = value if isinstance(value, type) else type(value)
        is_library = isinstance(value, FunctionType | EnumMeta | Enum) and not is_own(kind)
        if is_library and not hasattr(value, 'function'):
            raise UnreadError(f'{function.__name__} may change {getattr(value, "__name__", value)}')


#: Where decorators come from.
_MARKING = frozenset({'abc', 'enum', 'functools', 'typing', 'typing_extensions', 'warnings'})


def _global_enum(found: type[Enum]) -> type[Enum]:
    """Do what :func:`enum.global_enum` does, but for the names, which it gives to an imported module."""
    if not issubclass(found, enum.ReprEnum):
        type.__setattr__(found, '__str__', enum.global_str)
    return found


def _has_attribute(owner: object, name: str) -> bool:
    if isinstance(owner, LibraryModule) and LIBRARY.get(owner.__name__):
        return name in vars(importlib.import_module(owner.__name__))
    raise UnreadError('hasattr is known only by running it')


#: What would change modules that are imported, or what is not the same in all releases of Python.
_REPLACED: Mapping[Callable[..., object], Callable[..., object]] = {
    enum.global_enum: _global_enum,
    hasattr: _has_attribute,
    enum._simple_enum: _simple_enum,  # type: ignore[attr-defined]  # noqa: SLF001
}


def call_super(frame: Frame) -> object:
    """Return what ``super()`` is in a method.

    :raises UnreadError: it is in none.
    """
    owner = frame.qualname.rpartition('.')[0]
    for first in frame.first[:1]:
        classes = first.__mro__ if isinstance(first, type) else ()
        for each in (*classes, *type(first).__mro__):
            if is_own(each) and each.__qualname__ == owner:
                return super(each, cast('Any', first))
    raise UnreadError('super() is known only by running it')
