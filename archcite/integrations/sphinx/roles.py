"""The roles ``cite``, ``note`` and those of sphinxcontrib-bibtex: they leave a mark where something is cited."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from archcite.errors import SourceError
from archcite.integrations.common.bare_keys import parse_bare_keys
from archcite.integrations.common.citation_syntax import WrittenCite, parse_uncited
from archcite.integrations.sphinx.nodes import citation_mark, mention_mark, uncited_mark

logger = logging.getLogger(__name__)


class UncitedRole(SphinxRole):
    """Keys that bibliographies list though nothing cites them; ``*`` is for all sources. It prints nothing."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a mark."""
        mark = uncited_mark(keys=parse_uncited(self.text))
        self.set_source_info(mark)
        return [mark], []


class MentionRole(SphinxRole):
    """The ``author``, the ``title`` or the ``year`` of sources, in the text; it cites nothing."""

    def __init__(self, part: str, *, brackets: bool = False, is_capitalized: bool = False) -> None:
        super().__init__()
        self._part = part
        self._brackets = brackets
        self._is_capitalized = is_capitalized

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a mark."""
        mark = mention_mark(
            keys=parse_uncited(self.text),
            part=self._part,
            brackets=self._brackets,
            is_capitalized=self._is_capitalized,
        )
        self.set_source_info(mark)
        return [mark], []


class CitationRole(SphinxRole):
    """One citation, in the text (``cite``) or in a footnote (``note``), in pandoc's syntax or as a list of keys.

    ``in_text`` is for a sentence that names the author; ``kind`` is ``cite`` or ``note``.
    """

    def __init__(self, kind: str = "cite", *, in_text: bool = False) -> None:
        super().__init__()
        self._kind = kind
        self._in_text = in_text

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a mark, or the author's text if it is not a valid citation."""
        try:
            cites = parse_bare_keys(self.text, in_text=self._in_text)
        except SourceError as error:
            logger.warning("%s", error, location=self.get_location(), type="archcite", subtype="syntax")
            return [nodes.literal(self.rawtext, self.text, classes=["archcite-error"])], []
        groups: list[tuple[WrittenCite, ...]] = [(cite,) for cite in cites] if self._in_text else [cites]
        return list(self._iterate_marks(groups)), []

    def _iterate_marks(self, groups: list[tuple[WrittenCite, ...]]) -> Iterator[nodes.Node]:
        """Yield a mark for each group of cites, as a sentence lists them."""
        for number, cites in enumerate(groups, 1):
            if number > 1:
                yield nodes.Text(", " if number < len(groups) else " and ")
            mark = citation_mark(kind=self._kind, cites=cites)
            self.set_source_info(mark)
            yield mark
