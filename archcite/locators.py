"""Parse locators as people write them (``p. 719``, ``fol. 3v``, ``ll. 12–15``).

CSL splits a locator into a label, from a fixed list (`CSL 1.0.2, "Locators"`), and a value.  Archival locators also
use boxes, frames and reels, for which CSL has no label; these words stay in the value.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from typing import Any

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

# The same for writers in other languages, who write labels as their own readers do: “S. 5”, “с. 5”, “pág. 5”.
LABELS_IN_OTHER_LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "article-locator": ("artikel", "artículo", "articolo", "ст", "статья"),
    "book": ("buch", "livre", "libro", "кн", "книга"),
    "chapter": (
        *("kap", "kapitel", "chapitre", "chapitres", "cap", "caps", "capítulo", "capitolo", "capitolul"),
        *(
            "hfdst",
            "hoofdstuk",
            "rozdz",
            "rozdział",
            "fej",
            "fejezet",
            "гл",
            "глава",
            "главы",
            "розд",
            "розділ",
        ),
    ),
    "column": ("sp", "spalte", "spalten", "стб", "столб"),
    "figure": ("abb", "abbildung", "abbildungen", "afb", "rys", "obr", "рис", "мал"),
    "line": (
        "z",
        "zeile",
        "zeilen",
        "ligne",
        "lignes",
        "línea",
        "líneas",
        "riga",
        "righe",
        "строка",
        "строки",
    ),
    "note": (
        "anm",
        "anmerkung",
        "anmerkungen",
        "nota",
        "notas",
        "przyp",
        "pozn",
        "прим",
        "примеч",
        "примечание",
    ),
    "page": (
        *(
            "s",
            "ss",
            "seite",
            "seiten",
            "pag",
            "pagg",
            "pág",
            "págs",
            "página",
            "páginas",
            "pagina",
            "pagine",
        ),
        *("blz", "bladzijde", "str", "strana", "strany", "strona", "strony", "с", "сс", "стр", "страница"),
        *("страницы", "σ", "σσ", "σελ", "עמ", "עמוד", "עמודים"),
    ),
    "paragraph": ("abs", "absatz", "absätze", "абз", "абзац"),
    "part": ("teil", "partie", "parte", "cz", "część", "rész", "ч", "часть"),
    "table": ("tab", "tabelle", "tabellen", "tableau", "табл", "таблица"),
    "volume": (
        "bd",
        "bde",
        "band",
        "bände",
        "t",
        "tt",
        "tome",
        "tomo",
        "tom",
        "т",
        "том",
        "тома",
        "köt",
        "kötet",
    ),
}

# Leaves of archival sources in the words of their archives: “Bl. 5”, “л. 5”. CSL knows folios only, whose label is
# that of the style; these words stay in the value.
LEAVES = (
    *(
        "bl",
        "blatt",
        "blätter",
        "k",
        "karta",
        "karty",
        "carta",
        "carte",
        "cc",
        "fl",
        "fls",
        "folha",
        "folhas",
    ),
    *(
        "feuillet",
        "feuillets",
        "fᵒ",
        "fᵒˢ",
        "hoja",
        "hojas",
        "list",
        "listy",
        "л",
        "лл",
        "лист",
        "листы",
        "арк",
        "аркуш",
    ),
    *("דף", "דפים"),
)

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

_LABEL_OF = {
    word: label
    for labels in (LABELS, LABELS_IN_OTHER_LANGUAGES)
    for label, words in labels.items()
    for word in words
}
# Sections as lawyers cite statutes, without a full stop (OSCOLA 4, 2.4.2): “s 12(3)”; “s. 12” and “S. 12” are pages.
_SECTIONS = ("s", "ss")
WORDS = (*_LABEL_OF, *LEAVES, *ARCHIVAL)
# What ends an abbreviated label: a full stop, a degree sign in Romance languages, a geresh in Hebrew.
STOP = r"[.°'’׳]?"
_WORDED = pattern(
    rf"(?P<word>s\.vv?|sub verbo|[^\W\d_]+|§+|¶+)(?P<stop>{STOP})(?P<gap>\s*)(?P<value>\S.*)", re.DOTALL
)
_LEAF = pattern(r"\d+\s?[rv](?:\s?[-–—]\s?\d*\s?[rv]?)?", re.IGNORECASE)
# A reference in which “l.” is a leaf: f. 17, op. 3, d. 88, l. 4.
_SOVIET = pattern(r"(?<!\w)(?:op|d|ll?)\. ?\d")
_LEAF_SIDE = pattern(r"\d\s?(?:[rv]|ob|об)(?!\w)", re.IGNORECASE)
_SEVERAL = pattern(r"\d.*[-–,&].*\d", re.DOTALL)
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
    >>> parse_locator("S. 5"), parse_locator("л. 5")
    ({'locator': '5', 'label': 'page'}, {'locator': 'л. 5', 'label': 'page'})
    >>> parse_locator("s. 5"), parse_locator("ss 4–6")
    ({'locator': '5', 'label': 'page'}, {'locator': '4-6', 'label': 'section'})
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


def keep_leaves(cite: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, Any]:
    """Return a cite of CSL-JSON whose “l.” stays as written where it means a leaf and not a line.

    It does in an archive whose references have it (f. 17, op. 3, d. 88, l. 4), and before the side of a leaf.

    >>> cite = {"id": "report", "locator": "3-5", "label": "line"}
    >>> keep_leaves(cite, {"archive_location": "f. 17, op. 3, d. 88"})["locator"]
    'll\\\\. 3-5'
    >>> keep_leaves(cite, {"title": "Poems"}) == cite
    True
    """
    if cite.get("label") != "line":
        return dict(cite)
    value = str(cite.get("locator") or "")
    place = f"{item.get('archive_location', '')} {item.get('call-number', '')}"
    if not _SOVIET.search(place) and not _LEAF_SIDE.search(value):
        return dict(cite)
    word = "ll" if _SEVERAL.search(value) else "l"
    return {**cite, "locator": f"{word}\\. {value}", "label": "page"}  # CSL does not read an escaped label


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
        is_of_law = found["word"] in _SECTIONS and found["gap"] and not found["stop"]
        label = "section" if is_of_law else _LABEL_OF.get(word)
        if label and not joined:
            return label, found["value"]
        if word in ARCHIVAL:
            return word, text
    return ("folio" if _LEAF.fullmatch(text) else "page"), text
