"""The punctuation around a citation: what of it goes before the sign of a note, and what into a quotation."""

from __future__ import annotations

from archcite._foundation.lazy_regex import pattern
from archcite.integrations.common.citation_syntax import QUOTATION_END
from archcite.richtext import marks as rt

_STOP_AT_END = pattern(r"(?<!\.)\.[”’»\"')]*\Z")
_QUESTION_AT_END = pattern(r"[!?][”’\"]+\Z")
# The quotation marks that rich text ends with, and the ends of spans among them.
_RICH_QUOTATION_END = pattern(r"[”’\"][^\w\s.,;:!?…(\[]*\Z")


def place_sign(before: str, sign: str, *, in_quote: bool) -> tuple[int, str]:
    """Return the place in the text before a note where punctuation goes, and the punctuation that goes there.

    A full stop is left out after another one. If ``in_quote``, a full stop or a comma goes into a quotation that ends
    there, and a full stop is left out after its question mark or exclamation mark.

    >>> place_sign("letters, etc.", ".", in_quote=False), place_sign("a “letter”", ",", in_quote=True)
    ((13, ''), (9, ','))
    """
    if is_repeated_stop(before, sign, in_quote=in_quote):
        return len(before), sign[1:]
    quotation = QUOTATION_END.search(before) if in_quote and sign in (".", ",") else None
    return (quotation.start() if quotation else len(before)), sign


def is_repeated_stop(before: str, sign: str, *, in_quote: bool) -> bool:
    """Return whether a full stop at the start of punctuation is already in the text before it.

    >>> is_repeated_stop("“Why?”", ".", in_quote=True), is_repeated_stop("“Why?”", ".", in_quote=False)
    (True, False)
    """
    if sign[:1] != "." or sign[:2] == "..":
        return False
    return bool(_STOP_AT_END.search(before) or (in_quote and _QUESTION_AT_END.search(before)))


def absorb_sign(rich: str, follows: str) -> tuple[str, int]:
    """Return rich text with the full stop or comma after it, if it ends with a quotation, and the length of that sign.

    This is for languages in which such a sign goes into the quotation.

    >>> absorb_sign("Creel, “Letter”", ". Then"), absorb_sign("Creel, 5", ". Then")
    (('Creel, “Letter.”', 1), ('Creel, 5', 0))
    """
    sign = follows[:1]
    found = _RICH_QUOTATION_END.search(rich)
    if sign not in (".", ",") or follows[1:2] == "." or found is None:
        return rich, 0
    last = rt.to_plain(rich[: found.start()])[-1:]
    if not last or last in ",;:" or (last in ".!?…" and sign == ","):
        return rich, 0
    if last in ".!?…":
        return rich, 1
    return f"{rich[: found.start()]}{sign}{rich[found.start() :]}", 1
