"""What only HTML has: cards with the full reference beside a citation, for the pointer and for the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging

from archcite.integrations.common.page_metadata import MetadataWriter
from archcite.integrations.sphinx.links import add_attribute

if TYPE_CHECKING:
    from sphinx.application import Sphinx


logger = logging.getLogger(__name__)


class citation_hover(nodes.Inline, nodes.TextElement):
    """A citation, or the reference to a note, and its card; ``described_by`` is its id where no link says it."""


class citation_card(nodes.Inline, nodes.TextElement):
    """What shows while a citation has the pointer or the focus."""


def has_cards(app: Sphinx) -> bool:
    """Return whether a builder makes cards: e-book readers have their own."""
    return app.builder.format == "html" and app.builder.name != "epub" and app.config.archcite_hover_cards


def has_metadata(app: Sphinx) -> bool:
    """Return whether a builder makes pages for reference managers and search engines."""
    return app.builder.format == "html" and app.builder.name != "epub"


def build_metadata_writer() -> MetadataWriter:
    """Build the writer of page metadata, which warns as Sphinx does."""
    return MetadataWriter(lambda message: logger.warning("%s", message, type="archcite", subtype="metadata"))


def visit_hover(translator: Any, node: citation_hover) -> None:
    """Open the span, and remember where what it contains begins."""
    node["start"] = len(translator.body)
    translator.body.append(translator.starttag(node, "span", "", CLASS="archcite-cited"))


def depart_hover(translator: Any, node: citation_hover) -> None:
    """Close the span; where no link to an entry is described, what is in it is: the reference to a note, or all."""
    body, start = translator.body, node["start"]
    if "described_by" in node:
        card = next(at for at in range(start + 1, len(body)) if 'role="tooltip"' in body[at])
        link = next((at for at in range(start + 1, card) if body[at].startswith("<a ")), start)
        body[link] = add_attribute(body[link], "aria-describedby", node["described_by"])
        if link == start:
            body[start] = body[start].replace("<span ", '<span tabindex="0" ', 1)
    body.append("</span>")


def visit_card(translator: Any, node: citation_card) -> None:
    """Open the card."""
    translator.body.append(translator.starttag(node, "span", "", CLASS="archcite-card", role="tooltip"))


def depart_card(translator: Any, _node: citation_card) -> None:
    """Close the card."""
    translator.body.append("</span>")
