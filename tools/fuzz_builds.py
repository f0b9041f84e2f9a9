"""What is promised of builds: no docstring ends one, and no catalog ends one or changes a fact."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import re
import struct
import sys
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from hypothesis import strategies as st
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinxext.http_status.facts.model import MemberChange, Note
from sphinxext.http_status.page.inline import fill, literals
from sphinxext.http_status.page.messages import english
from sphinxext.http_status.page.messages.catalogs import load_catalog
from sphinxext.http_status.page.messages.lookup import ENGLISH, MessageLookup
from sphinxext.http_status.page.reading.version_notes import note_content
from tools.fuzz_files import folder
from tools.fuzz_inputs import anything, changed, joined, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MARKUP = pieces(
    r"""
*x* ¦ **x** ¦ ``x`` ¦ `x` ¦ `x`_ ¦ x_ ¦ x__ ¦ `x`__ ¦ |x| ¦ |x|_ ¦ [1]_ ¦ [#]_ ¦ [#x]_ ¦ [*]_ ¦
[x]_ ¦ .. [1] y ¦ .. [#] y ¦ .. [#x] y ¦ .. [*] y ¦ .. [x] y ¦ .. _x: y_ ¦ .. _x: ¦ __ y ¦
.. _x: http://y ¦ .. _`x y`: z_ ¦ .. |x| replace:: y ¦ .. |x| image:: y ¦ .. |x| date:: ¦ _`x` ¦
.. note:: ¦ .. note:: x ¦    x ¦       x ¦ - x ¦ * x ¦ 1. x ¦ #. x ¦ :x: y ¦ x⏎   y ¦ | x ¦ ==== ¦
---- ¦ x⏎= ¦ x⏎- ¦ === ===⏎x   y⏎=== === ¦ +---+⏎| x |⏎+---+ ¦ >>> x ¦ :: ¦ x:: ¦ .. contents:: ¦
.. sectnum:: ¦ .. title:: x ¦ .. meta:: ¦ .. default-role:: x ¦ .. role:: x(y) ¦ .. role:: x ¦
:x:`y` ¦ :ref:`x` ¦ :term:`x` ¦ :doc:`index` ¦ :py:func:`x` ¦ :rfc:`1` ¦ :pep:`x` ¦ .. class:: x ¦
.. header:: x ¦ .. target-notes:: ¦ .. parsed-literal:: ¦ .. csv-table:: x ¦ .. list-table:: ¦
.. table:: ¦ .. only:: html ¦ .. toctree:: ¦ .. glossary:: ¦ .. image:: x ¦ .. figure:: x ¦
.. index:: x ¦ .. py:function:: f(x) ¦ .. py:module:: x ¦ .. module:: x ¦ .. math:: x ¦ :math:`x` ¦
.. code-block:: x ¦ .. http-status-table:: own.E ¦    :columns: code doc ¦ :http-status:`404` ¦
.. versionadded:: 1 ¦ .. todo:: ¦ .. hlist:: ¦ .. centered:: x ¦ .. rst-class:: x ¦ .. raw:: html ¦
.. include:: index.rst ¦ .. unknown:: ¦ .. productionlist:: ¦ .. tabularcolumns:: |l| ¦ .. acks:: ¦
.. seealso:: ¦ :abbr:`x (y)` ¦ .. epigraph:: ¦ .. sidebar:: x ¦ .. topic:: x ¦ .. rubric:: x ¦
.. compound:: ¦ .. container:: x ¦ .. literalinclude:: x ¦ :kbd:`x` ¦ :download:`x` ¦ :any:`x` ¦
:eq:`x` ¦ :numref:`x` ¦ :index:`x` ¦ .. deprecated:: 1 ¦ -x  y
"""
)
WHOLE = [
    'Gone [1]_, see `x`_ and |y|.\n\n.. [1] Long ago.\n\n.. _x: http://x\n\n.. |y| replace:: *z*\n',
    'T\n=\n\n.. note::\n\n   - x\n   - y\n\nU\n-\n\n=== ===\nx   y\n=== ===\n1   2\n=== ===\n',
]
text = joined(MARKUP, '\n') | joined(MARKUP, '\n\n') | joined(MARKUP, ' ', 9) | changed(WHOLE, MARKUP)
docstrings = st.tuples(
    st.lists(text, min_size=1, max_size=3),
    st.sampled_from(
        ['text', 'text', 'dummy', 'html', 'latex', 'man', 'texinfo', 'xml', 'gettext', 'http-status']
    ),
    st.sampled_from(
        ['', '[1]_ [#]_ x_ |x|\n\n.. _x:\n\nP\n-\n\n.. [1] p\n.. [#] q\n\n.. |x| replace:: r\n']
    ),
)


def check_docstrings(drawn: tuple[Sequence[str], str, str]) -> None:
    """Hold that no docstring ends a build; one that Sphinx cannot build as a page either is not ours."""
    texts, builder, page = drawn
    members = ''.join(f'    A{number} = {number}\n    {each!r}\n' for number, each in enumerate(texts))
    table = '\n.. http-status-table:: own.E\n   :columns: code name doc\n'
    files = {
        'own.py': f'from enum import Enum\nclass E(Enum):\n{members}',
        'index.rst': f'T\n=\n\n{page}\n{table}',
    }
    try:
        build(files, builder)
    except Exception:
        if all(is_page(each, around, builder) for each in texts for around in ('', page)):
            raise


def is_page(docstring: str, around: str, builder: str) -> bool:
    """Return whether Sphinx builds a docstring as a page, by itself or behind what is on it."""
    plain = docstring.encode('utf-8', 'replace').decode()
    try:
        build({'index.rst': f'T\n=\n\n{around}\n\n{plain}\n'}, builder)
    except Exception:
        return False
    return True


def build(files: Mapping[str, str], builder: str) -> None:
    """Build a project by Sphinx, with warnings that nobody reads."""
    with folder() as root, own_modules(root), docutils_namespace(), patch_docutils(root):
        for name, content in files.items():
            Path(name).write_text(content, encoding='utf-8')
        Path('conf.py').touch()
        conf = {'extensions': ['sphinxext.http_status'], 'project': 'x', 'html_theme': 'basic'}
        warnings = io.StringIO()
        app = Sphinx(
            root, None, root / 'out', root / 'trees', builder, conf, status=None, warning=warnings
        )
        app.build()
        warnings.getvalue().encode()


@contextlib.contextmanager
def own_modules(root: Path) -> Iterator[None]:
    """Let a module be imported from a folder, and forget it afterwards."""
    sys.path.insert(0, os.fspath(root))
    importlib.invalidate_caches()
    written, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        yield
    finally:
        sys.dont_write_bytecode = written
        sys.path.remove(os.fspath(root))
        sys.modules.pop('own', None)


SENTENCES = [
    *(english.CLASS_HEADING, english.CLASS_ROW, english.CITATION, english.CITATION_WITH_SECTION),
    *(
        english.MATURITY,
        english.NAME_WITH_ALIAS,
        english.RENAMED,
        english.RENAME,
        english.OLD_NAMES_STAY,
    ),
    *(english.SENTENCES, english.LIST, english.LIST_END, english.ADDED_MEMBERS, english.REMOVED_MEMBERS),
    *(*english.CLASSES.values(), *english.SPECS[:3], *english.LABELS.values(), english.OTHER_CODES),
]
MESSAGES: list[str | tuple[str, str]] = [*SENTENCES, english.ADDED, english.REMOVED]
HARM = pieces(
    r"""
,  ¦ %(code)s ¦ %(old)s ¦ %(new)s ¦ %(members)s ¦ %(first)s ¦ %(rest)s ¦ %(name)s ¦ %(aliases)s ¦
%s ¦ %(rfc)s ¦ %(section)s ¦ % ¦ %% ¦ %d ¦ %( ¦ %()s ¦ %(rest)r ¦ {rest} ¦ 404 ¦ RFC 1 ¦ EVIL_NAME ¦
*x* ¦ ``x`` ¦ :rfc:`1` ¦ |today| ¦ <b> ¦ # noqa ¦ 、 ¦ و ¦ ́ ¦ ‍ ¦ ٤ ¦ - ¦ .
"""
)
NUMBERS = (*english.ADDED, *english.REMOVED)
PLURALS = pieces(
    r"""
n != 1 ¦ 0 ¦ n ¦ n > 1 ? 2 : 0 ¦ 1 % (n - n) ¦ 9 ¦ n%10==1 && n%100!=11 ? 0 : 1 ¦ -n ¦ (n ¦ n * n * n ¦
1 / n ¦ ((((((((((((((((((((((((n)))))))))))))))))))))))) ¦ x ¦ !n ¦ n ? n ? 1 : 2 : 3
"""
)
translated = changed([*SENTENCES, *NUMBERS], HARM) | joined(HARM, ' ', 6)
change = st.tuples(
    st.sampled_from([404, 421, 'E1']),
    *(st.sampled_from(['', 'OLD_NAME', 'GONE']), st.sampled_from(['', 'NEW_NAME', 'Found'])),
).filter(lambda each: any(each[1:]))
catalogs = st.fixed_dictionaries(
    {
        'messages': st.dictionaries(
            st.integers(0, len(MESSAGES) - 1), st.lists(translated, min_size=1, max_size=3)
        ),
        'plurals': st.sampled_from(PLURALS) | anything,
        'charset': st.sampled_from(['utf-8'] * 8 + ['ascii', 'utf-16', 'klingon', '']),
        'changes': st.lists(change, max_size=5),
        'cut': st.just(None) | st.integers(0, 2000),
    }
)


def compiled(drawn: Mapping[str, Any]) -> bytes:
    """Return a .mo as GNU gettext lays it out, whatever its texts are."""
    header = 'Content-Type: text/plain; charset={charset}\nPlural-Forms: nplurals=2; plural={plurals};\n'
    entries = {'': header.format_map(drawn)}
    for number, forms in drawn['messages'].items():
        message = MESSAGES[number]
        entries['\0'.join(message) if isinstance(message, tuple) else message] = '\0'.join(forms)
    pairs = sorted(
        (key.encode(), value.encode('utf-8', 'surrogatepass')) for key, value in entries.items()
    )
    count, start = len(pairs), 28 + 16 * len(pairs)
    tables, texts = [], b''
    for column in (0, 1):
        for pair in pairs:
            tables.append(struct.pack('<II', len(pair[column]), start + len(texts)))
            texts += pair[column] + b'\0'
    whole = struct.pack('<7I', 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0) + b''.join(tables) + texts
    return whole[: drawn['cut']]


def check_catalogs(drawn: Mapping[str, Any]) -> None:
    """Hold that no catalog raises, and that what is shown has the facts of the English sentence."""
    with folder() as root, contextlib.redirect_stderr(io.StringIO()):
        path = root / 'locales/de/LC_MESSAGES/sphinxext.http_status.mo'
        path.parent.mkdir(parents=True)
        path.write_bytes(compiled(drawn))
        config = SimpleNamespace(language='de', locale_dirs=['locales'], http_status_translate=False)
        env: Any = SimpleNamespace(config=config, srcdir=root)
        words = MessageLookup(catalog=load_catalog(env).translations)
        for message in MESSAGES:
            for number in (1, 2, 5) if isinstance(message, tuple) else (1,):
                check_sentence(message, number, words)
        changes = tuple(MemberChange(code=code, old=old, new=new) for code, old, new in drawn['changes'])
        note = Note(kind='versionchanged', release='9', changes=changes)
        compare(note_content(note, words), note_content(note, ENGLISH), 'a note')


def check_sentence(message: str | tuple[str, str], number: int, words: MessageLookup) -> None:
    """Hold it of one sentence."""

    def shown(lookup: MessageLookup) -> list[nodes.Node]:
        pattern = lookup.one(message) if isinstance(message, str) else lookup.many(message, number)
        names = set(re.findall(r'%\((\w+)\)s', pattern))
        return fill(pattern.replace('%s', '%(s)s'), {name: literals([name]) for name in {*names, 's'}})

    compare(shown(words), shown(ENGLISH), repr(message))


def compare(shown: Sequence[nodes.Node], expected: Sequence[nodes.Node], what: str) -> None:
    """Hold that the facts are the same; a number that is a word of the sentence may be put in words."""
    found, wanted = facts(shown), facts(expected)
    assert found[0] == wanted[0], f'{what} has other facts'
    assert not found[1] - wanted[1], f'{what} has more numbers'


def facts(shown: Sequence[nodes.Node]) -> tuple[Counter[str], Counter[str]]:
    """Return what stands in literals, and the numbers outside of them."""
    literal = Counter(node.astext() for node in shown if isinstance(node, nodes.literal))
    words = ' '.join(node.astext() for node in shown if not isinstance(node, nodes.literal))
    return literal, Counter(re.findall(r'\d+', words))
