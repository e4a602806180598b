"""Links and entries that HTML has roles for (DPUB-ARIA 1.1), in the formats where Sphinx's own would read otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from docutils import nodes

_TAG_NAME = re.compile(r"\A(<\w+)(?=[\s>])")


class entry_link(nodes.reference):
    """A link to an entry; ``key`` is that of the entry, and ``described_by`` the id of a card with its text, if any.

    A builder that does not know it treats it as any other reference.
    """

    tagname = "reference"  # as which it is written in XML


class back_link(nodes.reference):
    """A link from an entry to a place where it is cited."""

    tagname = "reference"


class bibliography_box(nodes.container):
    """A whole bibliography."""

    tagname = "container"


class entry_list(nodes.container):
    """The entries under one heading."""

    tagname = "container"


class entry_paragraph(nodes.paragraph):
    """One entry."""

    tagname = "paragraph"


# The role of each node, and the node of Sphinx's that it is written as.
_ROLES: Mapping[type[nodes.Element], tuple[str, str]] = {
    entry_link: ("doc-biblioref", "reference"),
    back_link: ("doc-backlink", "reference"),
    bibliography_box: ("doc-bibliography", "container"),
    entry_list: ("list", "container"),
    entry_paragraph: ("listitem", "paragraph"),
}
WITH_ROLES = tuple(_ROLES)


def visit_html(translator: Any, node: nodes.Element) -> None:
    """Open Sphinx's own element, with its role, and the id of its description if it has one."""
    role, written_as = _ROLES[type(node)]
    start = len(translator.body)
    getattr(translator, f"visit_{written_as}")(node)
    if len(translator.body) > start:
        tag = add_attribute(translator.body[start], "role", role)
        if "described_by" in node:
            tag = add_attribute(tag, "aria-describedby", node["described_by"])
        translator.body[start] = tag


def depart_html(translator: Any, node: nodes.Element) -> None:
    """Close the element."""
    getattr(translator, f"depart_{_ROLES[type(node)][1]}")(node)


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


def add_attribute(tag: str, name: str, value: str) -> str:
    """Add an attribute to an opening tag.

    >>> add_attribute('<a href="#creel">', "aria-describedby", "card-1")
    '<a aria-describedby="card-1" href="#creel">'
    """
    return _TAG_NAME.sub(rf'\1 {name}="{value}"', tag, count=1)
