"""Every string that a reader sees, in English, but for the headers in ``facts.columns``.

Where facts stand in a string, it is a pattern with named placeholders, so that a translation may move
facts but cannot change them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinxext.http_status.facts.model import Citation


def N_(message: str) -> str:  # noqa: N802  (the marker that Babel and translators know)
    """Mark a message for the catalog, and return it as it is."""
    return message


def NN_(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802
    """Mark a message that has a plural."""
    return singular, plural


#: The classes of status codes and what each says of the request (RFC 9110, Section 15).
CLASSES = {
    # Translators: the name of the status codes 100 to 199.
    1: N_('Informational'),
    # Translators: the name of the status codes 200 to 299.
    2: N_('Successful'),
    # Translators: the name of the status codes 300 to 399.
    3: N_('Redirection'),
    # Translators: the name of the status codes 400 to 499.
    4: N_('Client Error'),
    # Translators: the name of the status codes 500 to 599.
    5: N_('Server Error'),
}
CLASS_DESCRIPTIONS = {
    # Translators: said of the status codes 100 to 199.
    1: N_('The request has arrived, and its processing goes on.'),
    # Translators: said of the status codes 200 to 299.
    2: N_('The request has been understood and accepted.'),
    # Translators: said of the status codes 300 to 399.
    3: N_('The client has to do more before the request is complete.'),
    # Translators: said of the status codes 400 to 499.
    4: N_('The request is wrong, or cannot be met.'),
    # Translators: said of the status codes 500 to 599.
    5: N_('The server could not meet a request that seems valid.'),
}
# Translators: a heading such as "4xx Client Error".
CLASS_HEADING = N_('%(code)s %(class)s')
# Translators: a heading such as "4xx Client Error", and the sentence that describes the class.
CLASS_ROW = N_('%(heading)s: %(description)s')
# Translators: the heading of status codes that belong to no class of HTTP.
OTHER_CODES = N_('Other codes')

#: A specification that is no RFC. There is nothing in it to translate but the title.
TITLE = '%(spec)s'
# Translators: where a status code is defined, such as "WebDAV RFC 2518".
CITATION = N_('%(spec)s %(rfc)s')
# Translators: where a status code is defined, such as "HTTP Semantics RFC 9110, Section 15.5.5".
CITATION_WITH_SECTION = N_('%(spec)s %(rfc)s, Section %(section)s')
# Translators: a citation as above, and how mature the specification is.
MATURITY = N_('%(citation)s (%(maturity)s)')

#: What is said of a specification that is not a standard in use.
MATURITIES = (
    # Translators: said of a specification that is an experiment.
    N_('Experimental'),
    # Translators: said of a specification that is no longer in use.
    N_('Historic'),
    # Translators: said of a status code that is reserved, but must not be used.
    N_('Unused'),
    # Translators: said of a code that is kept for a special purpose, and is not to be used otherwise.
    N_('Reserved'),
    # Translators: said of a code that is registered until its specification is written.
    N_('Temporary'),
)

#: The titles under which specifications are cited, as they stand in the shipped citations.
SPECS = (
    # Translators: the title of RFC 9110. Leave titles in English where your language cites them so.
    N_('HTTP Semantics'),
    # Translators: the name of a protocol.
    N_('HTTP/1.1'),
    # Translators: the name of a protocol.
    N_('HTTP/2'),
    # Translators: the title of RFC 7235, in short.
    N_('HTTP/1.1 Authentication'),
    # Translators: the title of RFC 7233, in short.
    N_('HTTP/1.1 Range Requests'),
    # Translators: the name of a protocol.
    N_('WebDAV'),
    # Translators: the title of RFC 5842, in short.
    N_('WebDAV Binding Extensions'),
    # Translators: the title of RFC 3229.
    N_('Delta Encoding in HTTP'),
    # Translators: the title of RFC 7238, in short.
    N_('Permanent Redirect'),
    # Translators: the title of RFC 6585.
    N_('Additional HTTP Status Codes'),
    # Translators: the title of RFC 7725.
    N_('An HTTP Status Code to Report Legal Obstacles'),
    # Translators: the title of RFC 8297.
    N_('An HTTP Status Code for Indicating Hints'),
    # Translators: the title of RFC 8470.
    N_('Using Early Data in HTTP'),
    # Translators: the title of RFC 2295.
    N_('Transparent Content Negotiation in HTTP'),
    # Translators: the title of RFC 2774.
    N_('An HTTP Extension Framework'),
    # Translators: the title of RFC 2817.
    N_('Upgrading to TLS Within HTTP/1.1'),
    # Translators: the name of a protocol, an April fool's joke.
    N_('HTCPCP/1.0'),
    # Translators: the title of an Internet-Draft.
    N_('Resumable Uploads for HTTP'),
    # Translators: the title of RFC 5789.
    N_('PATCH Method for HTTP'),
    # Translators: the title of RFC 10008.
    N_('The HTTP QUERY Method'),
    # Translators: the title of RFC 3253, in short.
    N_('WebDAV Versioning Extensions'),
    # Translators: the title of RFC 3648, in short.
    N_('WebDAV Ordered Collections Protocol'),
    # Translators: the title of RFC 3744, in short.
    N_('WebDAV Access Control Protocol'),
    # Translators: the title of RFC 4437, in short.
    N_('WebDAV Redirect Reference Resources'),
    # Translators: the name of a protocol.
    N_('CalDAV'),
    # Translators: the title of RFC 5323, in short.
    N_('WebDAV SEARCH'),
    # Translators: the title of RFC 6455.
    N_('The WebSocket Protocol'),
    # Translators: the name of a protocol.
    N_('HTTP/3'),
    # Translators: the title of RFC 9204, in short; a name.
    N_('QPACK'),
    # Translators: the title of RFC 9297, in short.
    N_('HTTP Datagrams'),
)

# Translators: the name of a member, and its other name or names.
NAME_WITH_ALIAS = N_('%(name)s (alias %(aliases)s)')

#: The words for truth values, as they stand in ``facts.columns``.
TRUTH = (
    # Translators: a cell below a head that asks for it, such as "Retry": what the head says is so.
    N_('yes'),
    # Translators: a cell below a head that asks for it, such as "Retry": what the head says is not so.
    N_('no'),
)

#: The labels of notes. They are Sphinx's own messages, whose translations went missing in its 7.3.
LABELS = {
    # Translators: the label of a note; %s is a version such as 3.9.
    'versionadded': N_('Added in version %s'),
    # Translators: the label of a note; %s is a version such as 3.9.
    'versionchanged': N_('Changed in version %s'),
}

# Translators: %(members)s is one member such as "421 MISDIRECTED_REQUEST", or a list of them.
ADDED = NN_('Added %(members)s status code.', 'Added %(members)s status codes.')
# Translators: %(members)s is one member such as "421 MISDIRECTED_REQUEST", or a list of them.
REMOVED = NN_('Removed %(members)s status code.', 'Removed %(members)s status codes.')
#: The two forms of a sentence, by each: Sphinx extracts them as two messages.
PLURALS = {form: forms for forms in (ADDED, REMOVED) for form in forms}
# Translators: as above, for members that are no status codes, such as "1012 SERVICE_RESTART"; one
# member or a list of them, so choose words that are right for both.
ADDED_MEMBERS = N_('Added %(members)s.')
# Translators: as above; one member or a list of them, so choose words that are right for both.
REMOVED_MEMBERS = N_('Removed %(members)s.')
# Translators: %(renames)s is one renaming or a list of them, each worded as below; choose words
# that are right for both.
RENAMED = N_('Renamed %(renames)s.')
# Translators: one renaming, inside the sentence above: the old name and the new one.
RENAME = N_('%(old)s to %(new)s')
# Translators: said of one member of an enum that was renamed, or of several; let it be right for both.
OLD_NAMES_STAY = N_('Old names stay as aliases.')
# Translators: two sentences in a row; languages that put no space between them leave it out.
SENTENCES = N_('%(first)s %(rest)s')
# Translators: a list of three or more, but for its last two: "A, " and the rest of the list.
LIST = N_('%(first)s, %(rest)s')
# Translators: the last two of a list: "B and C".
LIST_END = N_('%(first)s and %(rest)s')

_PLACEHOLDER = re.compile(r'%\((\w+)\)s')
_CONVERSION = re.compile(r'%(?:\(\w+\))?.?')


def citation_pattern(citation: Citation) -> str:
    """Return the pattern for the citation, leaving its maturity out."""
    if citation.rfc is None:
        return TITLE
    return CITATION_WITH_SECTION if citation.section else CITATION


def split_pattern(pattern: str) -> list[str]:
    """Split a pattern into texts (at even positions) and names of placeholders (at odd ones)."""
    return _PLACEHOLDER.split(pattern)


def placeholders(pattern: str) -> list[str]:
    """Return the placeholders of a pattern, sorted, and whatever else stands behind a %."""
    return sorted(_CONVERSION.findall(pattern))
