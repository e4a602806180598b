"""The roles ``cite`` and ``note``: they note what is cited, and leave a mark in its place."""

from __future__ import annotations

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from archcite.errors import SourceError
from archcite.integrations.common.citation_syntax import parse_cites
from archcite.integrations.sphinx.nodes import citation_mark

logger = logging.getLogger(__name__)


class CitationRole(SphinxRole):
    """One citation in pandoc's syntax, in the text (``cite``) or in a footnote (``note``)."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a mark, or the author's text if it is not a valid citation."""
        try:
            cites = parse_cites(self.text)
        except SourceError as error:
            logger.warning("%s", error, location=self.get_location(), type="archcite", subtype="syntax")
            return [nodes.literal(self.rawtext, self.text, classes=["archcite-error"])], []
        mark = citation_mark(kind=self.name.rpartition(":")[2], cites=cites)
        self.set_source_info(mark)
        return [mark], []
