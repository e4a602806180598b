"""Citations as sphinxcontrib-bibtex writes them: ``key1,key2`` and ``{see}key{p. 3}``."""

from __future__ import annotations

from archcite._foundation.lazy_regex import pattern
from archcite.errors import SourceError
from archcite.integrations.common.citation_syntax import WrittenCite, parse_cites

_CITE = pattern(r"\s*(?:\{([^{}]*)\})?\s*([^\s{},]+)\s*(?:\{([^{}]*)\})?\s*")


def parse_bare_keys(text: str, *, in_text: bool = False) -> tuple[WrittenCite, ...]:
    """Parse keys with commas between them; each may have a text in braces before and after it.

    Text with an ``@`` is in pandoc's syntax, see :func:`~archcite.integrations.common.citation_syntax.parse_cites`.

    >>> [cite.to_mapping() for cite in parse_bare_keys("creel, {see}house{p. 3}")]
    [{'id': 'creel'}, {'id': 'house', 'prefix': 'see ', 'locator': '3', 'label': 'page'}]

    Raises :class:`~archcite.errors.SourceError` if the text is not such a list.
    """
    if "@" in text:
        return parse_cites(text, in_text=in_text)
    cites: list[WrittenCite] = []
    place = 0
    while place <= len(text):
        found = _CITE.match(text, place)
        if found is None or text[found.end() : found.end() + 1] not in ("", ","):
            raise SourceError(
                f"“{text}” is not a list of keys; write “creel1918, house1918”, or “{{see}}creel1918{{p. 3}}”."
            )
        before, key, after = found[1], found[2], found[3]
        written = f"{before or ''} @{{{key}}}{', ' if after else ''}{after or ''}"
        cites += parse_cites(written, in_text=in_text)
        place = found.end() + 1
    return tuple(cites)
