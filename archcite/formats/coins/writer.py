"""Write records as COinS: OpenURLs in empty spans of HTML, which reference managers find in a web page.

The OpenURL is in the key/encoded-value form of Dublin Core (ANSI/NISO Z39.88-2004, ``info:ofi/fmt:kev:mtx:dc``):
the other forms are only for books, articles, theses and patents.
"""

from __future__ import annotations

from collections.abc import Sequence

from archcite.formats.dublin_core.writer import list_elements
from archcite.record import Source

_START = (("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"))


def to_coins(records: Sequence[Source]) -> str:
    """Format each record as a line with one span, escaped for HTML.

    >>> from archcite.record import Record
    >>> print(to_coins([Record(kind="map", title='"Danube" & Tisza')]), end="")
    <span class="Z3988" title="ctx_ver=Z39.88-2004&amp;rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc&amp;\
rft.title=%22Danube%22+%26+Tisza&amp;rft.type=map"></span>
    """
    from html import escape
    from urllib.parse import urlencode

    lines = []
    for record in records:
        pairs = [
            *_START,
            *((f"rft.{name}", text) for name, text in dict.fromkeys(list_elements(record, "COinS"))),
        ]
        lines.append(f'<span class="Z3988" title="{escape(urlencode(pairs))}"></span>\n')
    return "".join(lines)
