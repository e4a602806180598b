"""What all output formats have in common: one walk over finished rich text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from archcite.output import richtext as rt

_TOKENS = re.compile("([\ufdd0-\ufdef])")
_SAFE_SCHEMES = ("http://", "https://", "ftp://", "mailto:", "doi:", "urn:")


class Format:
    """One output format.

    ``spans`` maps the mark that opens a span to what opens and closes it; a mark that is not there leaves no
    trace.  ``escape`` makes text safe; ``link`` joins an address and (written) content, or is None where the
    format has no links.
    """

    __slots__ = ("_join", "escape", "link", "name", "spans")

    def __init__(
        self,
        name: str,
        spans: Mapping[str, tuple[str, str]],
        escape: Callable[[str], str],
        link: Callable[[str, str], str] | None = None,
        join: Callable[[list[str]], str] | None = None,
    ) -> None:
        self.name = name
        self.spans = spans
        self.escape = escape
        self.link = link
        self._join = join or "".join

    def write(self, rich: str) -> str:
        """Finished rich text in this format."""
        tokens = _TOKENS.split(rich)
        if len(tokens) == 1:
            return self.escape(rich)
        out: list[str] = []
        closers: list[str] = []
        links: list[tuple[int, str]] = []
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if index % 2 == 0:
                if token:
                    out.append(self.escape(token))
            elif token == rt.CLOSE:
                closer = closers.pop() if closers else ""
                if closer == rt.LINK:
                    start, address = links.pop()
                    content = self._join(out[start:])
                    del out[start:]
                    out.append(self._linked(address, content))
                else:
                    out.append(closer)
            elif token == rt.LINK:
                links.append((len(out), tokens[index + 1]))
                closers.append(rt.LINK)
                index += 2  # over the address and the separator
            elif token != rt.SEPARATOR:
                opener, closer = self.spans.get(token, ("", ""))
                out.append(opener)
                closers.append(closer)
            index += 1
        return self._join(out)

    def _linked(self, address: str, content: str) -> str:
        if self.link is None or not address.lower().startswith(_SAFE_SCHEMES):
            return content
        return self.link(address, content)
