"""Plain text as the LaTeX that a ``.bib`` file holds.

Braces have to balance in BibTeX even where TeX would not mind, and an accent is only sorted and counted as
one letter inside braces (``{\\'e}``); hence a table of our own here.
"""

from __future__ import annotations

import re
import unicodedata

from archcite._foundation.lazy_regex import join_alternatives

SPECIALS = {
    "\\": r"\textbackslash{}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
    "\u00a0": "~",
}
ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r",
    "\u030b": "H",
    "\u030c": "v",
    "\u0323": "d",
    "\u0326": "textcommabelow",
    "\u0327": "c",
    "\u0328": "k",
    "\u0361": "t",
    "\u0331": "b",
}
SIGNS = {
    "ß": r"{\ss}",
    "æ": r"{\ae}",
    "Æ": r"{\AE}",
    "œ": r"{\oe}",
    "Œ": r"{\OE}",
    "ø": r"{\o}",
    "Ø": r"{\O}",
    "ł": r"{\l}",
    "Ł": r"{\L}",
    "đ": r"{\dj}",
    "Đ": r"{\DJ}",
    "ð": r"{\dh}",
    "Ð": r"{\DH}",
    "þ": r"{\th}",
    "Þ": r"{\TH}",
    "ı": r"{\i}",
    "–": "--",
    "—": "---",
    "…": r"{\dots}",
    "“": "``",
    "”": "''",
    "‘": "`",
    "’": "'",
    "«": r"{\guillemotleft}",
    "»": r"{\guillemotright}",
    "§": r"{\S}",
    "¶": r"{\P}",
    "£": r"{\pounds}",
}
# CSL's markup, and what it is in LaTeX.
_COMMAND_OF = {
    "<i>": "\\textit{",
    "<b>": "\\textbf{",
    "<sup>": "\\textsuperscript{",
    "<sub>": "\\textsubscript{",
    "<sc>": "\\textsc{",
    '<span style="font-variant: small-caps;">': "\\textsc{",
    '<span class="nocase">': "{",
    **dict.fromkeys(("</i>", "</b>", "</sup>", "</sub>", "</sc>", "</span>"), "}"),
}
_ESCAPES = str.maketrans(dict(SPECIALS))
_TAG = re.compile(f"({join_alternatives(_COMMAND_OF)})")
_SIGN_OF = {latex: sign for sign, latex in (*SIGNS.items(), *SPECIALS.items()) if sign != "’"}
_MARK_OF = {accent: mark for mark, accent in ACCENTS.items()}
_ACCENTED = re.compile(r"\{\\(?P<accent>[A-Za-z]+|[^A-Za-z])\{?(?P<letter>\w)\}?\}")
_HINT = re.compile(r"[\\{}~`'-]")
# The longest first, so that a dash of three hyphens is not read as one of two.
_COMMAND = re.compile("|".join((_ACCENTED.pattern, join_alternatives(_SIGN_OF), "[{}]")))
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def escape(text: str, *, ascii: bool) -> str:
    """Return text as LaTeX, CSL's markup as commands; with ``ascii`` accents and signs are commands too.

    Scripts that LaTeX writes as they are (Cyrillic, Greek, Chinese …) stay as they are.

    >>> print(escape("Ştefan & 100 % – ГАРФ", ascii=True))
    {\\c{S}}tefan \\& 100 \\% -- ГАРФ
    >>> print(escape("<i>Faust</i> & 100 %", ascii=False))
    \\textit{Faust} \\& 100 \\%
    """
    if "<" not in text:
        return _escape_plain(text, ascii) if text else ""
    return "".join(
        [
            _COMMAND_OF[piece] if number % 2 else _escape_plain(piece, ascii)
            for number, piece in enumerate(_split_at_tags(text))
        ]
    )


def protect(text: str, *, ascii: bool) -> str:
    """Return a title as LaTeX, its capitals in braces: a style may not lower those of names and abbreviations.

    >>> print(protect("Letter of the CC to Romania", ascii=True))
    Letter of the {CC} to {Romania}
    """
    out: list[str] = []
    is_first = True
    for number, piece in enumerate(_split_at_tags(text)):
        if number % 2:
            out.append(_COMMAND_OF[piece])
            continue
        end = 0
        for found in _WORD.finditer(piece):
            begins, is_first = is_first and not found.start(), False
            word = found[0]
            if word != word.lower():
                out.append(_escape_plain(piece[end : found.start()], ascii))
                out.append(_protect_word(word, ascii, begins=begins))
                end = found.end()
        out.append(_escape_plain(piece[end:], ascii))
    return "".join(out)


def _protect_word(word: str, ascii: bool, *, begins: bool) -> str:
    """Return a word in braces if it has capitals; of “CIA-backed” only that part which has them."""
    parts = word.split("-")
    # The first letter of a title is a capital everywhere.
    counted = [parts[0][1:] if begins else parts[0], *parts[1:]]
    has_capitals = [part != part.lower() for part in counted]
    if all(has_capitals):
        return f"{{{_escape_plain(word, ascii)}}}"
    return "-".join(
        f"{{{_escape_plain(part, ascii)}}}" if is_held else _escape_plain(part, ascii)
        for part, is_held in zip(parts, has_capitals, strict=True)
    )


def _escape_plain(text: str, ascii: bool) -> str:
    if ascii and not text.isascii():
        return "".join(
            [SPECIALS.get(sign) or (_encode_sign(sign) if sign > "\x7f" else sign) for sign in text]
        )
    return text.translate(_ESCAPES)


def _split_at_tags(text: str) -> list[str]:
    """Return a text in pieces, every second one a tag; in one piece if the tags do not match."""
    pieces = _TAG.split(text) if "<" in text else [text]
    depth = 0
    for piece in pieces[1::2]:
        depth += -1 if piece.startswith("</") else 1
        if depth < 0:
            break
    return pieces if not depth else [text]


def unescape(latex: str) -> str:
    """Return the text that :func:`escape` or :func:`protect` made this LaTeX of.

    Quotation marks that LaTeX has one sign for (’ and ') are straight afterwards; other commands stay.

    >>> unescape("{\\\\c{S}}tefan \\\\& the {CC}, 100 \\\\% -- ``so''")
    'Ştefan & the CC, 100 % – “so”'
    """
    return _COMMAND.sub(lambda found: _decode_sign(found[0]), latex) if _HINT.search(latex) else latex


def _decode_sign(latex: str) -> str:
    if latex in _SIGN_OF:
        return _SIGN_OF[latex]
    accent = _ACCENTED.fullmatch(latex)
    mark = accent and _MARK_OF.get(accent["accent"])
    if accent and mark:
        return unicodedata.normalize("NFC", accent["letter"] + mark)
    return "" if latex in "{}" else latex


def _encode_sign(sign: str) -> str:
    if sign in SIGNS:
        return SIGNS[sign]
    base, *marks = list(unicodedata.normalize("NFD", sign))
    if not marks or base > "\x7f" or any(mark not in ACCENTS for mark in marks):
        return sign
    for mark in marks:
        accent = ACCENTS[mark]
        base = f"\\{accent}{base}" if len(base) == 1 and not accent.isalpha() else f"\\{accent}{{{base}}}"
    return f"{{{base}}}"
