"""Which release a tag is of, and in which order releases come."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_NUMBERS = r'\d{1,9}(?:[._]\d{1,9})*'
#: A version, which stands alone or behind the name of a project, with or without ``v``.
_TAG = re.compile(rf'(?:.*?[^0-9A-Za-z.]|[A-Za-z]+)?[vV]?(?P<version>(?<![0-9.]){_NUMBERS})(?P<rest>.*)')
_FINAL = re.compile(r'(?:[-._]?(?:final|ga))?', re.IGNORECASE)
_PRE_RELEASE = re.compile(
    r'[-._+]?(?:a|alpha|b|beta|c|rc|canary|dev|m|next|nightly|pre|preview|snapshot)(?![a-z]).*',
    re.IGNORECASE,
)
_RELEASE = re.compile(r'v?(\d{1,9}(?:\.\d{1,9})*)')


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of a repository, as far as they are of releases."""

    #: The tag of each release, oldest first.
    by_release: Mapping[str, str]
    pre_releases: Sequence[str]
    #: What is neither.
    others: Sequence[str]


def sort_tags(tags: Iterable[str]) -> Tags:
    """Return tags by the release that they are of."""
    found: dict[str, str] = {}
    pre_releases, others = [], []
    for tag in tags:
        match = _TAG.fullmatch(tag)
        release = match['version'].replace('_', '.') if match else ''
        if match and _FINAL.fullmatch(match['rest']) and release not in found:
            found[release] = tag
        elif match and _PRE_RELEASE.fullmatch(match['rest']):
            pre_releases.append(tag)
        else:
            others.append(tag)
    ordered = {release: found[release] for release in sorted(found, key=numbers_of)}
    return Tags(ordered, pre_releases, others)


def numbers_of(release: str) -> tuple[int, ...]:
    """Return the numbers of a release, without what says that it is not final: ``3.16.0a1``."""
    match = _RELEASE.match(release)
    return tuple(map(int, match[1].split('.'))) if match else ()
