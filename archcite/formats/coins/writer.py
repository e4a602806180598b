"""Write records as COinS: OpenURLs in empty spans of HTML, which reference managers find in a web page.

The OpenURL of an archival source is in the key/encoded-value form of Dublin Core (ANSI/NISO Z39.88-2004,
``info:ofi/fmt:kev:mtx:dc``). Books, articles and theses have forms of their own, see
:mod:`archcite.formats.coins.works`.
"""

from __future__ import annotations

from collections.abc import Sequence

from archcite.formats.coins.works import list_pairs
from archcite.formats.dublin_core.writer import list_elements
from archcite.record import Publication, Source

_VERSION = ("ctx_ver", "Z39.88-2004")
_DUBLIN_CORE = ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc")


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
        found = list_pairs(record) if isinstance(record, Publication) else None
        pairs = [_VERSION, *(found if found is not None else _list_dublin_core(record))]
        lines.append(f'<span class="Z3988" title="{escape(urlencode(pairs))}"></span>\n')
    return "".join(lines)


def _list_dublin_core(record: Source) -> list[tuple[str, str]]:
    elements = dict.fromkeys(list_elements(record, "COinS"))
    return [_DUBLIN_CORE, *((f"rft.{name}", text) for name, text in elements)]
