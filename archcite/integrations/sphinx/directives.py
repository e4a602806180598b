"""The directives ``bibliography`` and ``notes``: they leave marks in their places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from archcite.integrations.common.bibliography_options import (
    LEVELS,
    SCOPES,
    SECTIONS,
    to_listing_fields,
)
from archcite.integrations.sphinx.nodes import bibliography_mark, notes_mark


def _build_choice(*values: str) -> Callable[[str], Any]:
    return lambda argument: directives.choice(argument, values)


# Options of sphinxcontrib-bibtex about labels and numbers, which a CSL style decides.
_WITHOUT_EFFECT = ("cited", "list", "enumtype", "start", "labelprefix", "keyprefix", "encoding")
# The common filters of sphinxcontrib-bibtex, and what they are here; with “False”, only keys in the content are listed.
_EXPRESSIONS: Mapping[str, Mapping[str, str]] = {
    "True": {"scope": "all"},
    "False": {},
    "cited": {},
    "docname in docnames": {"scope": "page"},
}


class BibliographyDirective(SphinxDirective):
    """A bibliography: of what is cited on this page, in this chapter or anywhere, or of all there is.

    Files and options that sphinxcontrib-bibtex has and that say nothing here are accepted. Keys in its content are
    listed whether they are cited or not.
    """

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        "filter": directives.unchanged_required,
        "scope": _build_choice(*SCOPES),
        "section-by": _build_choice(*SECTIONS),
        "level": _build_choice(*LEVELS),
        "style": directives.unchanged_required,
        "rest": directives.unchanged_required,
        "nocite": directives.unchanged_required,
        "all": directives.flag,
        **dict.fromkeys(_WITHOUT_EFFECT, directives.unchanged),
    }

    def run(self) -> list[nodes.Node]:
        """Return a mark with the options."""
        given = {name: value for name, value in self.options.items() if name not in ("all", *_WITHOUT_EFFECT)}
        options = to_listing_fields(given)
        keys = tuple(" ".join(self.content).split())
        if "all" in self.options:
            options["scope"] = "all"
        expression = options.get("filter", "")
        if expression in _EXPRESSIONS:
            options |= {"filter": "", **_EXPRESSIONS[expression]}
        options["only" if expression == "False" else "also"] = (*keys, *options.get("also", ()))
        mark = bibliography_mark(options=options)
        self.set_source_info(mark)
        return [mark]


class NotesDirective(SphinxDirective):
    """The place of the notes that citations make; without it, they stand at the end of the document."""

    def run(self) -> list[nodes.Node]:
        """Return a mark."""
        mark = notes_mark()
        self.set_source_info(mark)
        return [mark]
