"""Write the shipped citations and registry, from the registry and the RFC texts behind it.

``registry.json`` lists for each status code the RFC sections that define it, oldest first.
An edition takes the newest definition that was published before the edition's end.
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
CITATIONS = TOOLS.parent / 'sphinxext' / 'http_status' / 'facts' / 'data' / 'citations.csv'

IANA = CITATIONS.with_name('registry.csv')

FIELDS = ('edition', 'code', 'spec', 'rfc', 'section', 'maturity')

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


def citations(registry: Mapping[str, Any]) -> Iterator[Citation]:
    """Yield the citations of all editions, by edition and code."""
    for edition in EDITIONS:
        for record in sorted(registry['codes'], key=lambda record: int(record['code'])):
            code = record['code']
            spec = _spec(edition, code, record.get('specs', ()))
            if spec and (edition, code) not in LEFT_OUT:
                citation = {'edition': edition, 'code': str(code), **_citation(spec)}
                yield citation | PRINTED.get((edition, code), {})


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


def write(output: TextIO) -> None:
    """Write the citations as CSV."""
    registry = json.loads(REGISTRY.read_text(encoding='utf-8'))
    writer = csv.DictWriter(output, FIELDS, lineterminator='\n')
    writer.writeheader()
    writer.writerows(citations(registry))


def write_registry(output: TextIO) -> None:
    """Write what IANA says of each status code as CSV."""
    registry = json.loads(REGISTRY.read_text(encoding='utf-8'))
    writer = csv.writer(output, lineterminator='\n')
    writer.writerow(['code', 'description', 'state', 'rfcs'])
    for record in sorted(registry['codes'], key=lambda record: int(record['code'])):
        iana = record['iana']
        rfcs = re.findall(r'RFC(\d+)', ' '.join(iana['references']))
        writer.writerow([record['code'], iana['description'], iana['state'], ' '.join(rfcs)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--output', type=Path, default=CITATIONS, metavar='FILE')
    path = parser.parse_args().output
    with path.open('w', encoding='utf-8', newline='') as output:
        write(output)
    with IANA.open('w', encoding='utf-8', newline='') as output:
        write_registry(output)
    print(f'wrote {path} and {IANA}')


if __name__ == '__main__':
    main()
