"""Rich text of pybtex that stays text: its backends leave ``$`` in LaTeX, and addresses in all formats, as they are."""

from __future__ import annotations

from typing import Any

from pybtex.backends import html, latex, markdown
from pybtex.richtext import HRef, String

from archcite.output.formats.base import encode_address
from archcite.output.formats.latex import escape, format_link


class PlainString(String):  # type: ignore[misc]
    """Text that LaTeX prints as it is.

    >>> print(PlainString(r"5$ \\input{x}").render_as("latex"))
    5\\$ \\textbackslash{}input\\{x\\}
    """

    def render(self, backend: Any) -> str:
        """Return the text in the markup of a backend."""
        return escape(self.value) if isinstance(backend, latex.Backend) else super().render(backend)

    def _typeinfo(self) -> tuple[type[String], tuple[()]]:
        return PlainString, ()  # what pybtex makes of neighbours


class SafeLink(HRef):  # type: ignore[misc]
    """A link whose address cannot end before its end.

    >>> print(SafeLink('https://e.org/"><b>', "see").render_as("html"))
    <a href="https://e.org/%22%3E%3Cb%3E">see</a>
    """

    def render(self, backend: Any) -> Any:
        """Return the link in the markup of a backend, or as what it has instead: nodes of docutils, for Sphinx."""
        content = super(HRef, self).render(backend)
        address = encode_address(self.url)
        if isinstance(backend, latex.Backend):
            return format_link(address, content) if content else ""
        if isinstance(backend, markdown.Backend):
            address = address.replace("(", "%28").replace(")", "%29")
        elif isinstance(backend, html.Backend):
            address = address.replace("&", "&amp;")
        return backend.format_href(address, content, self.external)
