"""``sphinx-build -b http-status``: compare what readers get with the facts.

It checks every table of the directive, and every address in ``http_status_tables``, on the tree
that a builder would write: after translation and all transforms.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.builders import Builder
from sphinx.locale import __
from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinxext.http_status.facts.request import TableRequest

    from .findings import Finding

LOGGER = logging.getLogger(__name__)


class HTTPStatusBuilder(Builder):
    """Reports drift, and writes what it found as text and as lines of JSON."""

    name = 'http-status'
    epilog = __('Look for any drift in the above output or in %(outdir)s/output.txt')
    allow_parallel: ClassVar[bool] = True

    def init(self) -> None:
        """Start without findings."""
        self.findings: list[tuple[str, Finding]] = []

    def get_outdated_docs(self) -> set[str]:
        """Return all documents, since the code may have changed while no document did."""
        return self.env.found_docs

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # noqa: ARG002
        """Return nothing: no page is written."""
        return ''

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Do nothing."""

    def write_documents(self, docnames: AbstractSet[str]) -> None:  # noqa: ARG002
        """Check what stands in the documents that have something to check."""
        from .site import check_address, check_generated, missing_document

        addresses = dict(self._addresses())
        for docname in sorted({*self._domain.requests, *addresses}):
            if docname not in self.env.found_docs:
                self._add('', missing_document(docname))
                continue
            document = self.env.get_doctree(docname)
            self.env.apply_post_transforms(document, docname)
            for finding in check_generated(docname, document, self._domain):
                self._add(docname, finding)
            for fragment, request in addresses.get(docname, ()):
                for finding in check_address(
                    docname, fragment, document, self._domain.answers.find(request)
                ):
                    self._add(docname, finding)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Do nothing: documents are checked all at once."""

    def finish(self) -> None:
        """Write what was found."""
        lines = [str(finding) for _docname, finding in self.findings]
        records = [json.dumps(self._record(docname, finding)) for docname, finding in self.findings]
        for name, content in (('output.txt', lines), ('output.json', records)):
            text = ''.join(f'{line}\n' for line in content)
            Path(self.outdir, name).write_text(text, encoding='utf-8')

    @property
    def _domain(self) -> Any:
        # The domain belongs to the page room, which nothing here may import.
        return self.env.get_domain('http-status')

    def _addresses(self) -> Iterator[tuple[str, list[tuple[str, TableRequest]]]]:
        """Yield the addresses of the configuration by document."""
        from sphinxext.http_status.facts.request import TableRequest

        found: dict[str, list[tuple[str, TableRequest]]] = {}
        for address, wanted in self.config.http_status_tables.items():
            docname, _mark, fragment = address.partition('#')
            object_path, options = (wanted, {}) if isinstance(wanted, str) else wanted
            request = TableRequest.from_config(self.config, Path(self.env.srcdir), object_path, options)
            found.setdefault(docname, []).append((fragment, request))
        yield from found.items()

    def _add(self, docname: str, finding: Finding) -> None:
        self.findings.append((docname, finding))
        location = (docname, finding.place.line) if docname else None
        text = finding.message if docname else str(finding)
        if finding.drift:
            LOGGER.warning('%s', text, location=location, type='http_status', subtype='drift')
        else:
            LOGGER.info('%s', text, location=location)

    def _record(self, docname: str, finding: Finding) -> dict[str, object]:
        return {
            'docname': docname or finding.place.path,
            'filename': str(self.env.doc2path(docname, base=False)) if docname else '',
            'lineno': finding.place.line or 0,
            'fragment': finding.place.fragment,
            'kind': type(finding).__name__.lower(),
            'drift': finding.drift,
            'message': finding.message,
        }


def set_exit_status(app: Sphinx, exception: Exception | None) -> None:
    """Let the build fail where there is drift (a handler of ``build-finished``)."""
    builder = app.builder
    if exception is None and isinstance(builder, HTTPStatusBuilder):
        app.statuscode = app.statuscode or int(
            any(finding.drift for _where, finding in builder.findings)
        )
