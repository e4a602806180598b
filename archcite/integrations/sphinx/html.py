"""What only HTML has: cards with the full reference beside a citation, for the pointer and for the keyboard."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging

from archcite.errors import ArchciteWarning

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from archcite.record import Record

logger = logging.getLogger(__name__)


class citation_hover(nodes.Inline, nodes.TextElement):
    """A citation, or the reference to a note, and its card."""


class citation_card(nodes.Inline, nodes.TextElement):
    """What shows while a citation has the pointer or the focus."""


def makes_cards(app: Sphinx) -> bool:
    """Whether a builder makes cards: readers of electronic books have their own."""
    return app.builder.format == "html" and app.builder.name != "epub" and app.config.archcite_hover_cards


def makes_metadata(app: Sphinx) -> bool:
    """Whether a builder makes pages that reference managers and search engines read."""
    return app.builder.format == "html" and app.builder.name != "epub"


def metadata(records: Sequence[Record]) -> str:
    """COinS for reference managers and JSON-LD for search engines, of the records of a page."""
    from archcite.writers import writer

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)  # what these formats cannot say stands in the page
        try:
            coins, linked = writer("coins")(records), writer("json-ld")(records)
        except Exception as error:  # a record that they have no form for is no reason to end a build
            kind = type(error).__name__
            message = "A page has no COinS and no JSON-LD, since a record has no form in them (%s: %s)."
            logger.warning(message, kind, error, type="archcite", subtype="metadata")
            return ""
    return f'{coins}<script type="application/ld+json">\n{linked.strip()}\n</script>\n'


def visit_hover(translator: Any, node: citation_hover) -> None:
    """Open the span, and remember where what it contains begins."""
    node["start"] = len(translator.body)
    translator.body.append(translator.starttag(node, "span", "", CLASS="archcite-cited"))


def depart_hover(translator: Any, node: citation_hover) -> None:
    """Close the span; its first link, or else the span itself, is described by the card."""
    body, start = translator.body, node["start"]
    described = f'aria-describedby="{node["described_by"]}"'
    link = next((at for at in range(start + 1, len(body)) if body[at].startswith("<a ")), None)
    card = next(at for at in range(start + 1, len(body)) if 'role="tooltip"' in body[at])
    if link is not None and link < card:
        body[link] = f"<a {described} {body[link][3:]}"
    else:
        body[start] = f'<span tabindex="0" {described} {body[start][6:]}'
    body.append("</span>")


def visit_card(translator: Any, node: citation_card) -> None:
    """Open the card."""
    translator.body.append(translator.starttag(node, "span", "", CLASS="archcite-card", role="tooltip"))


def depart_card(translator: Any, _node: citation_card) -> None:
    """Close the card."""
    translator.body.append("</span>")
