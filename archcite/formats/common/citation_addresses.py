"""Web addresses and access dates in citations."""

from __future__ import annotations

import re

from archcite._foundation.lazy_regex import pattern
from archcite.formats.common.portal_vocabulary import is_portal_address
from archcite.formats.wilson_center.title_and_date import parse_portal_date
from archcite.record import ArchivalDate

_ADDRESS = pattern(
    r"(?:[,;.]?\s*(?:\b(?:available|accessible|accessed|online|retrieved)\b[^.;:<]{0,30}?\b(?:at|from)\b:?|\bURL:|\bat:?(?=\s+http))\s*)?"
    r"[<‹(\[]?\s*(?P<url>(?:https?://|www\.|digitalarchive\.(?:wilsoncenter\.)?org/)[^\s<>‹›\]]+?)"
    r"(?P<after>[.,;]?\s*[>›\]]\s*[.,;]?|[.,;)]*(?=\s|$))",
    re.IGNORECASE,
)
_IDENTIFIER = pattern(
    r"/(?:document/)?(?P<id>[A-Za-z0-9_%-]+)(?:\.pdf|/download|/print|/)*(?:[?#].*)?$", re.IGNORECASE
)
_ACCESSED = pattern(
    r"[.,;]?\s*[(\[]?\b(?:last\s+)?(?:accessed|retrieved|visited)(?:\s+on)?:?\s+(?P<date>(?:[^.)\];]|(?<=[A-Za-z]{3})\.)+?\d{4})[)\]]?\.?(?=\s|$)",
    re.IGNORECASE,
)


def extract_address(text: str, notes: list[str]) -> tuple[str, str | None, ArchivalDate | None]:
    """Return the text without addresses and the access date; of several addresses, that of the portal."""
    accessed = None
    if _has_access_word(text) and (found := _ACCESSED.search(text)):
        accessed = parse_portal_date(found["date"])
        if accessed is not None:
            text = f"{text[: found.start()]} {text[found.end() :]}".strip()
    urls: list[str] = []
    while found := _ADDRESS.search(text):
        url = found["url"]
        if url.count("(") > url.count(")") or (found["after"][:1] == ")" and "(" in url):
            url += found["after"][:1]
        urls.append(url)
        stop = "." if found["after"].startswith((".", ")")) or not text[found.end() :].strip() else ""
        before = text[: found.start()].rstrip()
        after = text[found.end() :].strip()
        joint = stop if before and before[-1] not in ".,;" and after else ""
        text = f"{before}{joint} {after}".strip()
    chosen = next(filter(is_portal_address, urls), urls[0] if urls else None)
    notes.extend(url for url in urls if url != chosen)
    return text, chosen, accessed


def _has_access_word(text: str) -> bool:
    """Return whether a text may have a day of access: a cheap question, before a pattern has to be compiled."""
    folded = text.casefold()
    return any(word in folded for word in ("accessed", "retrieved", "visited"))


def find_identifier(url: str | None) -> str | None:
    """Return the number of the document in an address of a known portal, or None.

    >>> find_identifier("https://digitalarchive.wilsoncenter.org/document/110474")
    '110474'
    """
    found = _IDENTIFIER.search(url) if url and is_portal_address(url) else None
    return found["id"] if found else None
