"""Write the shipped citations and registrations, from the registries and the RFC texts behind them.

``registry.json`` lists for each HTTP status code the RFC sections that define it, oldest first.
An edition takes the newest definition that was published before the edition's end.
``registries.json`` has the other registries, whose citations are the same in all editions.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Spec = Mapping[str, Any]
    Citation = dict[str, str]

TOOLS = Path(__file__).parent
REGISTRY = TOOLS / 'registry.json'
OTHERS = TOOLS / 'registries.json'
CITATIONS = TOOLS.parent / 'sphinxext' / 'http_status' / 'facts' / 'data' / 'citations.csv'

REGISTRATIONS = CITATIONS.with_name('registrations.csv')

STATUS_CODES = 'http-status-codes'
FIELDS = ('registry', 'edition', 'code', 'spec', 'rfc', 'section', 'maturity', 'url')

#: The editions, each with the month in which its successor was published.
EDITIONS = {'9110': 'December 9999', '7231': 'June 2022', '2616': 'June 2014'}

#: The titles under which the documentation of CPython cites the specifications.
TITLES = {
    2295: 'Transparent Content Negotiation in HTTP',
    2324: 'HTCPCP/1.0',
    2518: 'WebDAV',
    2616: 'HTTP/1.1',
    2774: 'An HTTP Extension Framework',
    2817: 'Upgrading to TLS Within HTTP/1.1',
    3229: 'Delta Encoding in HTTP',
    4918: 'WebDAV',
    5842: 'WebDAV Binding Extensions',
    6585: 'Additional HTTP Status Codes',
    7231: 'HTTP/1.1',
    7232: 'HTTP/1.1',
    7233: 'HTTP/1.1',
    7235: 'HTTP/1.1 Authentication',
    7238: 'Permanent Redirect',
    7540: 'HTTP/2',
    7725: 'An HTTP Status Code to Report Legal Obstacles',
    8297: 'An HTTP Status Code for Indicating Hints',
    8470: 'Using Early Data in HTTP',
    9110: 'HTTP Semantics',
}

#: The maturities that a citation shows; all others go without saying.
MATURITIES = {'EXPERIMENTAL': 'Experimental', 'HISTORIC': 'Historic'}

#: By edition and code, the RFC whose definition is cited although a newer one exists.
CHOSEN_RFC = {
    # RFC 7168 lets teapots answer too, but RFC 2324 coined the code and is what CPython cites.
    ('2616', 418): 2324,
    ('7231', 418): 2324,
    # CPython never followed when RFC 7538 replaced RFC 7238 in April 2015.
    ('7231', 308): 7238,
}

#: By edition and code, the fields in which CPython's table differs from the RFCs.
PRINTED = {
    # The rows of these codes never had the section.
    ('7231', 103): {'section': '', 'maturity': ''},  # nor said that RFC 8297 is Experimental
    ('7231', 425): {'section': ''},
    ('7231', 428): {'section': ''},
    ('7231', 429): {'section': ''},
    ('7231', 431): {'section': ''},
    ('7231', 451): {'section': ''},
    # RFC 7233 has a title of its own for 416, but not for 206.
    ('7231', 416): {'spec': 'HTTP/1.1 Range Requests'},
    # RFC 2774 was Experimental until its status was changed to Historic.
    ('7231', 510): {'maturity': 'Experimental'},
}

#: By edition, the codes that the RFCs define and the edition leaves out.
LEFT_OUT = {
    ('7231', 306),  # No release of CPython has a member for it.
}

#: The Internet-Drafts behind registrations that are temporary, by code.
DRAFTS = {
    104: {
        'spec': 'Resumable Uploads for HTTP',
        'maturity': 'Temporary',
        'url': 'https://datatracker.ietf.org/doc/draft-ietf-httpbis-resumable-upload/',
    },
}

#: What the registry of status codes adds to a phrase; the state of the registration says so too.
REMARK = re.compile(r' \((?:TEMPORARY|OBSOLETED)[^)]*\)$')


def citations(registry: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> Iterator[Citation]:
    """Yield all citations: of status codes by edition and code, then those of the other registries."""
    for edition in EDITIONS:
        for record in sorted(registry['codes'], key=lambda record: int(record['code'])):
            code = record['code']
            spec = _spec(edition, code, record.get('specs', ()))
            citation = {'registry': STATUS_CODES, 'edition': edition, 'code': str(code)}
            if spec and (edition, code) not in LEFT_OUT:
                yield citation | _citation(spec) | PRINTED.get((edition, code), {})
            elif code in DRAFTS and edition == next(iter(EDITIONS)):
                yield citation | DRAFTS[code]
    for other in others:
        for entry in other['entries']:
            if entry['rfc']:
                shown = {name: str(entry[name]) for name in ('spec', 'rfc', 'section', 'maturity')}
                yield {'registry': other['id'], 'code': _written(entry), **shown}


def _written(entry: Mapping[str, Any]) -> str:
    """Return a code as its registry writes it."""
    return str(entry.get('hex', entry['code']))


def _spec(edition: str, code: int, specs: Sequence[Spec]) -> Spec | None:
    end = _month(EDITIONS[edition])
    definitions = [spec for spec in specs if spec['kind'] == 'definition' and _month(spec['date']) < end]
    if chosen := CHOSEN_RFC.get((edition, code)):
        return next(spec for spec in definitions if spec['rfc'] == chosen)
    return max(definitions, key=lambda spec: _month(spec['date']), default=None)


def _month(text: str) -> datetime:
    return datetime.strptime(text, '%B %Y')  # noqa: DTZ007  (a month of publication has no zone)


def _citation(spec: Spec) -> Citation:
    unused = spec['heading'] == 'Unused'
    return {
        'spec': TITLES[spec['rfc']],
        'rfc': str(spec['rfc']),
        'section': spec['section'],
        'maturity': 'Unused' if unused else MATURITIES.get(spec['status'], ''),
    }


def registrations(
    registry: Mapping[str, Any], others: Sequence[Mapping[str, Any]]
) -> Iterator[Sequence[str]]:
    """Yield registry, code, name, other names, state and RFCs of each registered code."""
    for record in sorted(registry['codes'], key=lambda record: int(record['code'])):
        iana = record['iana']
        name = REMARK.sub('', iana['description'])
        headings = [spec['heading'] for spec in record.get('specs', ()) if _is_phrase(spec['heading'])]
        names = dict.fromkeys(map(_member_name, [name, *headings]))
        if iana['state'] == 'unused':
            names |= {'RESERVED': None}
        rfcs = re.findall(r'RFC(\d+)', ' '.join(iana['references']))
        yield STATUS_CODES, str(record['code']), name, ' '.join(names), iana['state'], ' '.join(rfcs)
    for other in others:
        for entry in other['entries']:
            names = dict.fromkeys([_member_name(entry['name']), *entry['member_names']])
            rfc = str(entry['rfc'] or '')
            yield other['id'], _written(entry), entry['name'], ' '.join(names), 'assigned', rfc


def _is_phrase(heading: str) -> bool:
    """Return whether a heading is a phrase, and no sentence about one."""
    return heading[0].isupper() and not re.search(r'\d', heading)


def _member_name(name: str) -> str:
    """Return the name that a member would have."""
    return re.sub(r'\W+', '_', re.sub("['\u2019]", '', name).upper()).strip('_')


def write(output: TextIO) -> None:
    """Write the citations as CSV."""
    writer = csv.DictWriter(output, FIELDS, restval='', lineterminator='\n')
    writer.writeheader()
    writer.writerows(citations(_load(REGISTRY), _load(OTHERS)))


def write_registrations(output: TextIO) -> None:
    """Write what IANA says of each code as CSV."""
    writer = csv.writer(output, lineterminator='\n')
    writer.writerow(['registry', 'code', 'name', 'names', 'state', 'rfcs'])
    writer.writerows(registrations(_load(REGISTRY), _load(OTHERS)))


def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding='utf-8'))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--output', type=Path, default=CITATIONS, metavar='FILE')
    path = parser.parse_args().output
    with path.open('w', encoding='utf-8', newline='') as output:
        write(output)
    with REGISTRATIONS.open('w', encoding='utf-8', newline='') as output:
        write_registrations(output)
    print(f'wrote {path} and {REGISTRATIONS}')


if __name__ == '__main__':
    main()
