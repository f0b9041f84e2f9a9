"""Builders of other extensions: they get the plainest table; and the builder that checks links."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

HOW_TO = Path(__file__).parents[1] / 'docs/how-to/link.rst'

#: A builder that writes the tree as text, knows no spanning cells, and gives documents its own settings.
PLAIN = """
from docutils import nodes
from docutils.utils import Reporter
from sphinx.builders import Builder

class Settings:
    pass

class Plain(Builder):
    name = format = 'plain'
    allow_parallel = True

    def get_outdated_docs(self):
        return self.env.found_docs

    def get_target_uri(self, docname, typ=None):
        return docname

    def write_documents(self, docnames):
        for docname in docnames:
            doctree = self.env.get_doctree(docname)
            settings = Settings()
            vars(settings).update(vars(doctree.settings))
            del settings.rfc_base_url
            doctree.settings = settings
            self.env.apply_post_transforms(doctree, docname)
            for entry in doctree.findall(nodes.entry):
                assert type(entry) is nodes.entry
                if 'morecols' in entry or 'morerows' in entry:
                    raise NotImplementedError('spanning cells')
            for tgroup in doctree.findall(nodes.tgroup):
                assert len(list(tgroup.findall(nodes.tbody))) == 1
            (self.outdir / f'{docname}.txt').write_text(doctree.astext())

def setup(app):
    app.add_builder(Plain)
"""
PAGE = """
Title
=====

.. http-status-table::
   :release: 3.13
   {option}
"""


@pytest.mark.parametrize(
    'option', ['', ':group:', ':codes: 404 413', ':caption: Codes\n   :name: codes']
)
def test_an_unknown_builder_gets_a_plain_table(build, option):
    """No cell spans others, no node is ours, and references need no settings of a parser."""
    files = {'index.rst': PAGE.format(option=option), 'plainly.py': PLAIN}
    built = build(files, 'plain', extensions=['sphinxext.http_status', 'plainly'])
    assert built.warnings == []
    text = built.text('index.txt')
    assert 'NOT_FOUND' in text
    assert 'RFC 9110' in text
    assert 'CONTENT_TOO_LARGE (alias REQUEST_ENTITY_TOO_LARGE)' in text


def test_links_to_one_rfc_are_checked_once(build):
    """What the documentation proposes for ``conf.py`` leaves one link for each RFC."""
    (code,) = re.findall(
        r'   def check_once.*?, check_once\)\n', HOW_TO.read_text(encoding='utf-8'), re.DOTALL
    )
    module = re.sub('^   ', '', code, flags=re.MULTILINE)
    files = {'index.rst': PAGE.format(option=''), 'links.py': module}
    counts = []
    for extension in ([], ['links']):
        extensions = ['sphinxext.http_status', *extension]
        built = build(files, 'linkcheck', extensions=extensions, linkcheck_ignore=['.'])
        lines = built.text('output.json').splitlines()
        counts.append(len({json.loads(line)['uri'] for line in lines if 'rfc' in line}))
    assert counts == [62, 11]
