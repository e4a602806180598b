"""Placeholder nodes for citations and bibliographies in a document, between reading and writing."""

from __future__ import annotations

from typing import Any

from docutils import nodes


class citation_mark(nodes.Inline, nodes.Element):
    """The place of a citation; ``kind`` is ``cite`` or ``note``, ``cites`` what its author wrote."""


class citation_lead(nodes.Inline, nodes.Element):
    """The place of the names that the sentence says, before the note of a citation."""


class bibliography_mark(nodes.General, nodes.Element):
    """The place of a bibliography; ``options`` are those of its directive."""


class notes_mark(nodes.General, nodes.Element):
    """The place of the notes, where it is not the end of the document."""


class uncited_mark(nodes.Inline, nodes.Element):
    """Placeholder of ``keys`` that bibliographies list without a citation."""


class mention_mark(nodes.Inline, nodes.Element):
    """Placeholder of a ``part``, such as the author, of the sources with some ``keys``."""


MARKS = (citation_mark, citation_lead, bibliography_mark, notes_mark, uncited_mark, mention_mark)


def skip(_translator: Any, _node: nodes.Element) -> None:
    """Print nothing for a mark that was copied, as into a table of contents."""
    raise nodes.SkipNode
