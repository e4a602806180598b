"""Parse locators as people write them (``p. 719``, ``fol. 3v``, ``ll. 12–15``).

CSL splits a locator into a label, from a fixed list (`CSL 1.0.2, "Locators"`), and a value.  Archival locators also
use boxes, frames and reels, for which CSL has no label; these words stay in the value.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping

from archcite._foundation.lazy_regex import pattern

# CSL's label → the words for it, singular and plural, without the full stop.  A word that could mean two labels is
# listed with the one that archival sources are cited by.
LABELS: Mapping[str, tuple[str, ...]] = {
    "act": ("act", "acts"),
    "appendix": ("app", "apps", "appendix", "appendices", "appendixes"),
    "article-locator": ("art", "arts", "article", "articles"),
    "book": ("bk", "bks", "book", "books"),
    "canon": ("can", "canon", "canons"),
    "chapter": ("ch", "chs", "chap", "chaps", "chapter", "chapters"),
    "column": ("col", "cols", "column", "columns"),
    "elocation": ("loc", "locs", "location", "locations"),
    "equation": ("eq", "eqs", "equation", "equations"),
    "figure": ("fig", "figs", "figure", "figures"),
    "folio": ("f", "ff", "fo", "fol", "fols", "folio", "folios", "leaf", "leaves", "sheet", "sheets"),
    "issue": ("iss", "issue", "issues"),
    "line": ("l", "ll", "line", "lines"),
    "note": ("n", "nn", "fn", "note", "notes"),
    "opus": ("op", "opp", "opus", "opera"),
    "page": ("p", "pp", "pg", "pgs", "page", "pages"),
    "paragraph": ("¶", "¶¶", "para", "paras", "par", "pars", "paragraph", "paragraphs"),
    "part": ("pt", "pts", "part", "parts"),
    "rule": ("r", "rr", "rule", "rules"),
    "scene": ("sc", "scs", "scene", "scenes"),
    "section": ("§", "§§", "sec", "secs", "sect", "sects", "section", "sections"),
    "sub-verbo": ("sv", "s.v", "svv", "s.vv", "sub verbo"),
    "supplement": ("supp", "supps", "supplement", "supplements"),
    "table": ("tbl", "tbls", "table", "tables"),
    "timestamp": ("timestamp", "timestamps"),
    "verse": ("v", "vv", "verse", "verses"),
    "volume": ("vol", "vols", "volume", "volumes"),
}

# Words of archival locators that CSL has no label for; they are part of the value.
ARCHIVAL = (
    "box",
    "boxes",
    "carton",
    "cartons",
    "file",
    "files",
    "folder",
    "folders",
    "frame",
    "frames",
    "reel",
    "reels",
)

_LABEL_OF = {word: label for label, words in LABELS.items() for word in words}
_WORDED = pattern(
    r"(?P<word>s\.vv?|sub verbo|[^\W\d_]+|§+|¶+)(?P<stop>\.?)(?P<gap>\s*)(?P<value>\S.*)", re.DOTALL
)
_LEAF = pattern(r"\d+\s?[rv](?:\s?[-–—]\s?\d*\s?[rv]?)?", re.IGNORECASE)
_RANGE_DASH = pattern(r" ?[–—‒] ?(?=[^\W\d]*\d|[rv]\b)")


def parse_locator(text: str) -> dict[str, str]:
    """Parse a locator into the ``locator`` and ``label`` of a CSL-JSON cite; an empty text gives none.

    Without a word of its own a locator is a page, and a number with *r* or *v* a folio.  A range of numbers is
    written with a hyphen, as CSL expects it; of all else CSL knows no ranges, and a dash stays.

    >>> parse_locator("pp. 719–20")
    {'locator': '719-20', 'label': 'page'}
    >>> parse_locator("fol. 3v")
    {'locator': '3v', 'label': 'folio'}
    >>> parse_locator("719"), parse_locator("3v")
    ({'locator': '719', 'label': 'page'}, {'locator': '3v', 'label': 'folio'})
    >>> parse_locator("ll. 12-15")
    {'locator': '12-15', 'label': 'line'}
    >>> parse_locator("frames A–D")
    {'locator': 'frames A–D', 'label': 'frames'}
    >>> parse_locator("box 5")
    {'locator': 'box 5', 'label': 'box'}
    """
    text = " ".join(text.split())
    if not text:
        return {}
    label, value = _split_label(text)
    return {"locator": _hyphenate_ranges(value), "label": label}


def _hyphenate_ranges(value: str) -> str:
    """Replace the dash after a number, and before another one, by a hyphen.

    >>> _hyphenate_ranges("3v – 5r, A–D, 719—20")
    '3v-5r, A–D, 719-20'
    """
    written: list[str] = []
    start = 0
    for dash in _RANGE_DASH.finditer(value):
        before = value[start : dash.start()]
        word = itertools.takewhile(str.isalnum, reversed(before))
        written += (before, "-" if any(map(str.isdigit, word)) else dash.group())
        start = dash.end()
    return "".join((*written, value[start:]))


def _split_label(text: str) -> tuple[str, str]:
    found = _WORDED.fullmatch(text)
    if found:
        word = found["word"].casefold()
        # “p719” and “§5” are labels; “v” alone, “iv” and “Appendix” without a value are not.
        joined = (
            not found["stop"] and not found["gap"] and not found["value"][0].isdigit() and word[0] not in "§¶"
        )
        label = _LABEL_OF.get(word)
        if label and not joined:
            return label, found["value"]
        if word in ARCHIVAL:
            return word, text
    return ("folio" if _LEAF.fullmatch(text) else "page"), text
