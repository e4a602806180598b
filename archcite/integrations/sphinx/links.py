"""The link from a citation to the entry of what it cites, in the formats where Sphinx's own would read otherwise."""

from __future__ import annotations

from typing import Any

from docutils import nodes


class entry_link(nodes.reference):
    """A link to an entry; ``key`` is that of the entry, and ``described_by`` the id of a card with its text, if any.

    A builder that is told nothing of it makes of it what it makes of every reference.
    """

    tagname = "reference"  # as which it is written in XML


def visit_html(translator: Any, node: entry_link) -> None:
    """Open Sphinx's own link, with the id of its description."""
    start = len(translator.body)
    translator.visit_reference(node)
    if "described_by" in node:
        translator.body[start] = add_description(translator.body[start], node["described_by"])


def depart_html(translator: Any, node: entry_link) -> None:
    """Close the link."""
    translator.depart_reference(node)


def visit_latex(translator: Any, node: entry_link) -> None:
    """Open a link without Sphinx's emphasis and page number, which do not belong in a citation.

    A note is a link from end to end, and keeps the colour of the text.
    """
    document, _, anchor = node.get("refuri", "").removeprefix("%").partition("#")
    place = f"{document}:{anchor}" if anchor else f"{translator.curfilestack[-1]}:{node['refid']}"
    if translator.in_footnote:
        translator.body.append(r"{\hypersetup{linkcolor=.}")
    translator.body.append(translator.hyperlink(place))


def depart_latex(translator: Any, _node: entry_link) -> None:
    """Close the link."""
    translator.body.append("}}}" if translator.in_footnote else "}}")


def add_description(tag: str, by: str) -> str:
    """Add the id of its description to an opening tag.

    >>> add_description('<a href="#creel">', "card-1")
    '<a aria-describedby="card-1" href="#creel">'
    """
    name, space, rest = tag.partition(" ")
    return f'{name} aria-describedby="{by}"{space}{rest}'
