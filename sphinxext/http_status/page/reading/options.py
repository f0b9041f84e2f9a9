"""Reads what a directive asks for, and tells what is wrong with that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.locale import __
from sphinx.util import logging

from sphinxext.http_status.facts.problems import Problem, Subtype, suggestion
from sphinxext.http_status.facts.registry import class_of
from sphinxext.http_status.facts.request import DEFAULT_OBJECT, is_place, owner_of, split_name
from sphinxext.http_status.facts.sources.importing import is_module
from sphinxext.http_status.page.config import make_request
from sphinxext.http_status.page.linking.domain import find_domain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Node
    from sphinx.util.docutils import SphinxDirective

    from sphinxext.http_status.facts.model import StatusTable
    from sphinxext.http_status.facts.request import TableRequest

    from .texts import Content

LOGGER = logging.getLogger(__name__)

#: The options that decide what a table shows; the others decide how.
REQUESTED = ('codes', 'columns', 'registry', 'code', 'release', 'edition')


class Asked:
    """What one directive asks for."""

    def __init__(self, directive: SphinxDirective, content: Content) -> None:
        self.directive = directive
        self.env = directive.env
        self.options = directive.options
        self.content = content
        self._told: set[str] = set()

    def request(self) -> TableRequest:
        """Return the request for the table; without a selection, the content is one."""
        options = {name: self.options[name] for name in REQUESTED if name in self.options}
        return make_request(self.env, self._object(), **{'codes': self.content.codes, **options})

    def _object(self) -> str:
        """Return the object: as it is written, or as a name in the module that the page is about."""
        path = self.directive.arguments[0].strip() if self.directive.arguments else DEFAULT_OBJECT
        if is_place(path) or split_name(path)[1]:
            return path
        first = owner_of(path).partition('.')[0]
        if (module := self.env.ref_context.get('py:module')) and not is_module(first):
            return f'{module}.{path}'
        return path

    def check(self) -> None:
        """Tell what the directive does not know."""
        known = list(self.directive.option_spec or ())
        unknown = sorted(self.options.keys() - set(known))
        texts = [name for name in unknown if not name[0].isalpha()]
        if texts:
            template = (
                'what is said of %(word)r stands among the options; leave an empty line above the first '
                'such text'
            )
            self.warn(Problem(Subtype.CONTENT, template, {'word': texts[0]}))
        for name in (name for name in unknown if name not in texts):
            hint = suggestion(name.replace('_', '-'), known) or f'; it has {", ".join(known)}'
            template = 'the directive has no option %(option)r%(suggestion)s'
            self.warn(Problem(Subtype.OPTION, template, {'option': name, 'suggestion': hint}))
        for node in self.content.others[:1]:
            text = ' '.join(node.astext().split()[:5])
            template = (
                '%(text)r stands below the table, since it is not said of a code; begin it with one, '
                'such as :404:, or take it out of the directive'
            )
            self.warn(Problem(Subtype.CONTENT, template, {'text': text}), node)

    def is_grouped(self, table: StatusTable) -> bool:
        """Return whether the rows of a table are to stand below headings."""
        if 'group' not in self.options:
            return False
        if any(map(class_of, table.rows)):
            return True
        template = (
            'no code of %(object)s has a class of HTTP, so its rows are not grouped; take group out, or '
            'say registry http-status-codes if they are HTTP status codes'
        )
        self.warn(Problem(Subtype.REGISTRY, template, {'object': table.object}))
        return False

    def headers(self, table: StatusTable) -> Iterator[tuple[str, str]]:
        """Yield the columns of a table that the directive gives a header, and the header."""
        given = self.options.get('headers', [])
        columns = {column.casefold(): column for column in table.columns}
        parts = [each.partition('=') for each in given]
        known = [equals and columns.get(name.strip().casefold()) for name, equals, _title in parts]
        if not any(known) and len(given) == len(columns):
            yield from (pair for pair in zip(table.columns, given, strict=True) if pair[1])
        elif given and not any(equals for _name, equals, _title in parts):
            self._misfit('headers', len(given), table)
        else:
            for column, (name, equals, title) in zip(known, parts, strict=True):
                if column:
                    yield column, title.strip()
                else:
                    self._no_header(name + equals + title, suggestion(name.strip(), table.columns))

    def width_classes(self, table: StatusTable) -> tuple[list[str], list[int]]:
        """Return the classes that say where widths come from, and the widths that are given."""
        widths = self.options.get('widths', 'auto')
        if widths == 'grid':
            return ['colwidths-given'], []
        if widths != 'auto' and len(widths) == len(table.columns):
            return ['colwidths-given'], widths
        if widths != 'auto':
            self._misfit('widths', len(widths), table)
        return ['colwidths-auto'], []

    def _no_header(self, header: str, instead: str) -> None:
        template = (
            '%(header)r in headers is for none of the columns; write the name of a column and = before '
            'its title%(suggestion)s'
        )
        self.warn(Problem(Subtype.COLUMNS, template, {'header': header, 'suggestion': instead}))

    def _misfit(self, option: str, given: int, table: StatusTable) -> None:
        template = '%(option)s names %(given)s %(option)s for %(columns)s columns; give one for each'
        arguments = {'option': option, 'given': str(given), 'columns': str(len(table.columns))}
        self.warn(Problem(Subtype.COLUMNS, template, arguments))

    def warn(self, problem: Problem, node: Node | None = None) -> None:
        """Tell a problem: at a node, at the text that is said of a code, or at the directive."""
        word = problem.arguments.get('word', '')
        if word in self._told:
            return
        self._told.update(filter(None, [word]))
        said = self.content.find(word)
        place = node or (said.body[0] if said and said.body else None)
        location = self.directive.get_location() if place is None else place
        if problem.is_note:
            # What is to be known of an object is said once, however many tables it has.
            told = find_domain(self.env).told
            if str(problem) not in told:
                told.add(str(problem))
                LOGGER.info(__(problem.template), problem.arguments, location=location)
            return
        LOGGER.warning(
            __(problem.template),
            problem.arguments,
            location=location,
            type='http_status',
            subtype=problem.subtype.label,
        )
