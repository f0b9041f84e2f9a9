"""Makes rows of members, whatever kind of object has them: their codes, phrases and descriptions."""

from __future__ import annotations

import contextlib
from itertools import chain
from typing import TYPE_CHECKING

from sphinxext.http_status.facts.model import StatusRow
from sphinxext.http_status.facts.problems import Problem, Subtype, suggestion

from .attributes import Attributes
from .codes import CODE_AND_PHRASE, CODE_NAME, NUMBER_NAMES, first_number, read_code, tell_apart
from .guarded import (
    ForeignError,
    as_text,
    attributes_of,
    exact,
    field_names,
    find_mock_problem,
    has_stable_text,
    is_a,
    is_mock,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sphinxext.http_status.facts.model import Code

PHRASE_NAMES = ('phrase', 'reason_phrase', 'reason', 'title', 'message')
#: What Django's enums have, whose translation fails where Django is not set up.
LABEL_NAME = 'label'
DESCRIPTION_NAMES = ('description', 'explanation')


class MembersSource:
    """Reads the members of one object.

    :param owner: the object that has the members.
    :param path: the dotted path of the object, for messages.
    :param report: called with each problem; the attribute is then left empty.
    :param code: the attribute that is the code of a member; empty to find it.
    """

    #: Whether members have names, rather than codes alone.
    has_names = True

    def __init__(
        self, owner: object, path: str, report: Callable[[Problem], None], code: str = ''
    ) -> None:
        self.owner = owner
        self.path = path
        self.report = report
        self._attributes = Attributes(owner, path, report)
        self._code_name = code
        self._has_code_name = False

    def rows(self, attributes: Iterable[str] = ()) -> Iterator[StatusRow]:
        """Yield a row per canonical member, in definition order.

        :param attributes: the names of further attributes to read, or dotted paths to them.
        :raises FactsError: the object does not let its members be listed.
        """
        self._report_mocks()
        members = [
            (names, member, value, list(self._parts(names[0], value)))
            for names, member in self._canonical_members()
            for value in [self.value(names[0], member)]
        ]
        are_codes = tell_apart(first_number(parts) for *_, parts in members)
        for (name, *aliases), member, value, parts in members:
            if any(map(is_mock, (value, *parts))):
                self._report_mock(name)
            number = first_number(parts) if are_codes else None
            code = self._code(name, member, value, name if parts and number is None else number)
            texts = [text for text in map(exact, parts) if isinstance(text, str)]
            if texts:
                # Reading a property may take long, and most members have no texts.
                own = {code, exact(self._explicit(name, member, value, CODE_NAME))}
                texts = [text for text in texts if text not in own]
            owners = _owners(member, value)
            phrase = self._phrase(name, owners, exact(value), texts)
            others = (text for text in texts[1:2] if text != phrase)
            yield StatusRow(
                code=code,
                name=name,
                aliases=tuple(aliases),
                phrase=phrase,
                description=self._text(name, owners, DESCRIPTION_NAMES) or ''.join(others),
                attributes={each: self._attributes.shown(name, owners, each) for each in attributes},
            )
        if self._code_name and not self._has_code_name:
            self._report_code_name()

    def attributes(self, below: str = '') -> Sequence[str]:
        """Return the names of the public attributes of the members and their values, without methods.

        :param below: the dotted path of what has the attributes, if that is not the member.
        """
        if any(step.startswith('_') for step in below.split('.')):
            return ()
        owners = list(self._owners_below(below))
        found = {
            name
            for name in map(exact, chain.from_iterable(map(self._attributes.directory, owners)))
            if isinstance(name, str) and not name.startswith('_')
        }
        offered = (name for name in found if any(self._attributes.offers(each, name) for each in owners))
        return sorted(f'{below}.{name}' if below else name for name in offered)

    def _owners_below(self, below: str) -> Iterator[object]:
        """Yield what has attributes: each member and its value, or what these have at a dotted path."""
        for (name, *_aliases), member in self._canonical_members():
            for owner in _owners(member, self.value(name, member)):
                with contextlib.suppress(ForeignError):
                    found = self._attributes.follow(owner, below) if below else owner
                    if found is not None:
                        yield found

    def docstrings(self) -> Mapping[str, str]:
        """Return the docstrings of the members that have one, by name: none of most kinds."""
        return {}

    def members(self) -> Mapping[str, object]:
        """Return the members by name, in definition order; one of several names is there several times.

        :raises FactsError: the object does not let its members be listed.
        """
        raise NotImplementedError

    def value(self, name: str, member: object) -> object:
        """Return what a member stands for: its attribute ``value``, or else the member itself."""
        found = self._attributes.read(name, member, 'value', failed='')
        return member if found is None else found

    def _canonical_members(self) -> list[tuple[list[str], object]]:
        """Return the members, each with its names."""
        members: dict[object, tuple[list[str], object]] = {}
        for name, member in self.members().items():
            names = members.setdefault(self.identity(member), ([], member))[0]
            # Some enums find their members by further texts, which nobody can write as names.
            if not names or name.isidentifier():
                names.append(name)
        return list(members.values())

    def identity(self, member: object) -> object:
        """Return what the names of one member have in common, and no other member has."""
        plain = exact(member)
        return id(member) if plain is None else (type(plain), plain)

    def _code(self, name: str, member: object, value: object, within: int | str | None) -> Code:
        """Return the code of a member; its name, where nothing else in it has a stable text."""
        for candidate in self._candidates(name, member, value, within):
            # Python refuses to write integers of thousands of digits.
            if isinstance(code := exact(candidate), int) and self._attributes.to_text(
                name, 'value', code
            ):
                return code
            if isinstance(code, str) and code:
                return read_code(code)
        try:
            return (as_text(value) if has_stable_text(value) else '') or name
        except ForeignError as error:
            self._attributes.report_failure(name, 'value', error)
            return name

    def _candidates(
        self, name: str, member: object, value: object, within: int | str | None
    ) -> Iterator[object]:
        """Yield what may be the code of a member, the most explicit first.

        :param within: what is the code if nothing else is and the value has several parts.
        """
        if self._code_name:
            found = self._explicit(name, member, value, self._code_name)
            self._has_code_name |= found is not None
            yield found
        yield self._explicit(name, member, value, CODE_NAME)
        named = (self._explicit(name, member, value, attribute) for attribute in NUMBER_NAMES)
        yield from (each for each in chain((member, value), named) if isinstance(exact(each), int))
        yield within
        yield value

    def _explicit(self, name: str, member: object, value: object, attribute: str) -> object:
        """Return an attribute that a member has, or its value; None without one."""
        found = (self._attributes.read(name, owner, attribute) for owner in _owners(member, value))
        # Members are attributes of each other.
        return next(
            (each for each in found if exact(each) is not None and not self._attributes.is_member(each)),
            None,
        )

    def _phrase(
        self, name: str, owners: Sequence[object], value: Code | None, texts: Sequence[str]
    ) -> str:
        if text := self._text(name, owners, PHRASE_NAMES) or self._attributes.text_if_any(
            owners, LABEL_NAME
        ):
            return text
        if isinstance(value, str) and (match := CODE_AND_PHRASE.fullmatch(value)):
            return match[2]
        return ''.join(texts[:1])

    def _text(self, name: str, owners: Sequence[object], attributes: Iterable[str]) -> str:
        found = (self._attributes.text(name, owners, attribute) for attribute in attributes)
        return next(filter(None, found), '')

    def _parts(self, name: str, value: object) -> Iterator[object]:
        """Yield the items of a tuple, or the fields of a dataclass."""
        if is_a(value, tuple):
            yield from tuple.__iter__(value)  # type: ignore[arg-type]
        elif not is_a(value, type):
            for field in field_names(value):
                yield self._attributes.read(name, value, field)

    def _report_mocks(self) -> None:
        """Report what would be members, if mocks were not taken for methods."""
        for name, value in attributes_of(self.owner):
            if not name.startswith('_') and is_mock(value):
                self._report_mock(name)

    def _report_mock(self, name: str) -> None:
        self.report(find_mock_problem(f'{self.path}.{name}'))

    def _report_code_name(self) -> None:
        template = 'no member of %(object)s has %(attribute)r as a number or text%(suggestion)s'
        hint = suggestion(self._code_name, self.attributes()) or '; name an attribute that it has'
        arguments = {'object': self.path, 'attribute': self._code_name, 'suggestion': hint}
        self.report(Problem(Subtype.MEMBER, template, arguments))


def _owners(member: object, value: object) -> Sequence[object]:
    """Return what may have the attributes of a member: itself, and its value if that is an object."""
    return (member,) if value is member or exact(value) is not None else (member, value)
