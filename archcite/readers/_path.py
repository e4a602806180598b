"""An archival reference taken apart at its commas: “box 6, folder 179”, “f. 5, op. 30, d. 273, ll. 12-15”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archcite.record import Part
from archcite.record.vocabulary import LEVEL_WORDS

# Pages, folios and leaves with a label.
LEAVES = re.compile(r"(?:pp?|ll?|fols?|ff|folios?|leaf|leaves|Bl|pages?|list|listy)\.?\s*\d.*", re.IGNORECASE)
_LABELLED = re.compile(r"(?P<label>\D*[^\W\d]\.?)\s*(?P<value>\d.*)", re.DOTALL)
# Labels that mean one level wherever they are used.
_LABELS = {
    "b": "box", "bd": "volume", "boxes": "box", "carton": "box", "d": "file", "delo": "file", "f": "fonds",
    "file_no": "file", "fol": "folder", "fold": "folder", "fond": "fonds", "fund": "fonds", "op": "series",
    "opis": "series", "rg": "fonds", "roll": "reel", "ser": "series", "vol": "volume",
}  # fmt: skip


def pieces_of(text: str | None) -> list[str]:
    """A reference taken apart at its commas; numbers that go on stay with their leaves (“ll. 5, 12”)."""
    pieces: list[str] = []
    for piece in re.split(r"[,;]\s*(?![^()]*\))", text or ""):
        if pieces and piece[:1].isdigit() and LEAVES.fullmatch(pieces[-1]):
            pieces[-1] = f"{pieces[-1]}, {piece}"
        elif piece.strip():
            pieces.append(piece.strip())
    return pieces


def parts_of(pieces: Iterable[str]) -> Iterator[Part]:
    """The parts of a reference, levels read off their labels; what has no known label is just a “part”."""
    box = False
    for piece in pieces:
        found = _LABELLED.fullmatch(piece)
        label, value = (found["label"], found["value"]) if found else (None, piece)
        key = re.sub(r"[\s_.]+", "_", (label or "").casefold()).strip("_")
        level = LEVEL_WORDS[key][0] if key in LEVEL_WORDS else _LABELS.get(key, "part")
        # American finding aids abbreviate folders as Russian archives do fonds.
        if key in ("f", "fol") and box:
            level = "folder"
        box = box or level == "box"
        yield Part(level, label, value)
