"""What can be wrong with a request for a table, as records that a caller reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum
from typing import TYPE_CHECKING

from .characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Subtype(Enum):
    """The subtypes of the warning type ``http_status``, with the sentence that explains each."""

    IMPORT = ('import', 'The module of the object cannot be imported, or fails while it is imported.')
    OBJECT = ('object', 'The module has no such object, or nothing in the object is a code.')
    MEMBER = ('member', 'An attribute of a member is missing, or fails when it is read.')
    CODES = ('codes', 'A selection names a status code or member that the enum does not have.')
    COLUMNS = ('columns', 'A column is unknown, or named twice, or its widths do not fit.')
    EDITION = ('edition', 'There is no such edition of the specifications.')
    OPTION = ('option', 'The directive has no such option.')
    CONTENT = ('content', 'What the content of the directive says has no place in its table.')
    RELEASE = ('release', 'The history of the object does not know the release.')
    HISTORY = ('history', 'A history file cannot be read.')
    CITATIONS = ('citations', 'A file of citations cannot be read.')
    REGISTRY = (
        'registry',
        'There is no such registry, or a table is grouped by the classes of a registry that it has not.',
    )
    MOCK = ('mock', 'A member is a mock, so that its value is not known.')
    DUPLICATE = ('duplicate', 'Two tables show all members of one object, so only one can be linked to.')
    TRANSLATION = (
        'translation',
        'A translation has lost or changed a fact, or is no text for a table; or a catalog is broken.',
    )
    DRIFT = ('drift', 'A page and the code disagree; only the http-status builder says so.')
    CONFIG = ('config', 'A configuration value has the wrong form.')

    def __init__(self, label: str, sentence: str) -> None:
        self.label = label
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and its repair; ``str()`` gives the message."""

    subtype: Subtype
    #: The message with ``%(name)s`` placeholders, so that it can be translated.
    template: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    #: Whether nothing is wrong, and there is only something to know.
    is_note: bool = False
    #: What the message says besides, where a Sphinx project has a configuration to repair.
    in_project: str = ''

    def __post_init__(self) -> None:
        """Make what stands in the arguments visible, since it may come from anywhere."""
        shown = {name: visible(text) for name, text in self.arguments.items()}
        object.__setattr__(self, 'arguments', shown)

    def __str__(self) -> str:
        return self.template % self.arguments


class FactsError(Exception):
    """Raised for a request that gives no table at all.

    :param problem: what is wrong.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return str(self.problem)


class NotThereError(FactsError):
    """Raised where a file defines no such name."""


class RequestError(ValueError):
    """Raised for a request in which anything is wrong, where a table with gaps is of no use.

    :param problems: what is wrong; the message has each on a line.
    """

    def __init__(self, problems: Iterable[Problem | str]) -> None:
        super().__init__('\n'.join(map(str, problems)))


def listed(names: Sequence[str], most: int) -> str:
    """Return names as a message has them: of many the first, and how many more there are."""
    others = len(names) - most
    return ', '.join(names[:most]) + (f' and {others} more' if others > 0 else '')


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` for the known word nearest to *word*, or an empty string."""
    # A number that is like another is no more likely to be meant than any other.
    names = {name.casefold(): name for name in known if not name.isdecimal()}
    nearest = get_close_matches(word.casefold(), names, n=1)
    return f'; did you mean {names[nearest[0]]!r}?' if nearest else ''


def class_name(found: type) -> str:
    """Return the name of a class as a plain text, whatever its metaclass and the text itself do."""
    return str.__str__(type.__dict__['__name__'].__get__(found))


def describe_error(error: BaseException) -> str:
    """Return the type of an exception and what it says, on one line."""
    name = class_name(type(error))
    try:
        text = ' '.join(str.__str__(str(error)).split())
    except KeyboardInterrupt:
        raise
    except BaseException:  # str() of a user's exception may raise anything
        text = ''
    return f'{name}: {text}' if text else name
