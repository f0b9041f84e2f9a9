"""Tells lists that should be complete from selections. Standard library only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext.http_status.drift.findings import NotCompared
from sphinxext.http_status.drift.vocabulary import bare, fold, is_half, is_most

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sphinxext.http_status.drift.findings import Finding
    from sphinxext.http_status.drift.records import Mention, Reading
    from sphinxext.http_status.facts.model import StatusRow

#: What a list shows: each member with the entry that it first stands in.
Shown = dict[int, 'Mention']


def find_lists(
    mentions: Sequence[Mention], row_of: Callable[[Mention], StatusRow | None]
) -> Iterator[list[Mention]]:
    """Yield the entries of each list that are members."""
    yield from _lists_of(mention for mention in mentions if row_of(mention) is not None)


def _lists_of(mentions: Iterable[Mention]) -> Iterable[list[Mention]]:
    """Return the entries of each list."""
    groups: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.listed:
            groups.setdefault(mention.group, []).append(mention)
    return groups.values()


def find_repetitions(
    mentions: Sequence[Mention], row_of: Callable[[Mention], StatusRow | None], count: int
) -> Iterator[Shown]:
    """Yield what each list shows that shows the members again, and so should show all of them.

    It has most of the members, or half of them if it is a reference, and most of what it has stands
    elsewhere too. A list may go on below another heading, in the same form.

    :param count: how many members there are.
    """
    done: set[frozenset[int]] = set()
    lists = [_shown(each, row_of) for each in find_lists(mentions, row_of)]
    for shown in lists:
        first = _first(shown)
        is_enough = is_half if first.form == 'signature' else is_most
        if first.selected or not is_enough(len(shown), count):
            continue
        apart = [other for other in lists if not shown.keys() & other.keys()]
        parts = [other for other in apart if _first(other).form == first.form]
        elsewhere = {key for other in lists if other is not shown for key in other}
        whole = {key: mention for part in (shown, *parts) for key, mention in part.items()}
        if is_most(len(elsewhere & shown.keys()), len(shown)) and frozenset(whole) not in done:
            done.add(frozenset(whole))
            yield whole


def find_doubles(
    mentions: Sequence[Mention], row_of: Callable[[Mention], StatusRow | None], count: int
) -> Iterator[tuple[Mention, Mention]]:
    """Yield the entries that stand twice, by the same name, in a list of half of the members or more.

    In a listing, which is code, a name may well do so.
    """
    for entries in find_lists(mentions, row_of):
        named = [each for each in entries if each.name and each.form != 'listing']
        if not is_half(len({id(row_of(each)) for each in named}), count):
            continue
        seen: dict[str, Mention] = {}
        for each in named:
            first = seen.setdefault(bare(each.name), each)
            if first.line != each.line:
                yield first, each


def find_words(reading: Reading, expected: Sequence[StatusRow]) -> Iterator[Finding]:
    """Yield each list most entries of which have a word beside a code that is compared alone.

    A word that is the phrase of a member is no name.
    """
    if all(row.name in ('', row.shown_code) for row in expected):
        return
    phrases = {'', *(fold(row.phrase) for row in expected)}
    for entries in _lists_of(reading.mentions):
        if is_most(sum(fold(mention.word) not in phrases for mention in entries), len(entries)):
            text = (
                'only codes of this list are compared, since too few of the words beside them are names'
            )
            yield NotCompared(place=reading.at(entries[0]), text=text)


def _first(shown: Shown) -> Mention:
    return next(iter(shown.values()))


def _shown(entries: Sequence[Mention], row_of: Callable[[Mention], StatusRow | None]) -> Shown:
    shown: Shown = {}
    for mention in entries:
        shown.setdefault(id(row_of(mention)), mention)
    return shown
