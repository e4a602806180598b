"""Plain text as the LaTeX that a ``.bib`` file holds.

Braces have to balance in BibTeX even where TeX would not mind, and an accent is only sorted and counted as
one letter inside braces (``{\\'e}``); hence a table of our own here.
"""

from __future__ import annotations

import re
import unicodedata

_SPECIALS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
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
    "\u00a0": "~",
}
_ACCENTS = {
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
    "\u0331": "b",
}
_SIGNS = {
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
_SIGN_OF = {latex: sign for sign, latex in (*_SIGNS.items(), *_SPECIALS.items()) if sign != "’"}
_MARK_OF = {accent: mark for mark, accent in _ACCENTS.items()}
_ACCENTED = re.compile(r"\{\\(?P<accent>[A-Za-z]+|[^A-Za-z])\{?(?P<letter>\w)\}?\}")
_HINT = re.compile(r"[\\{}~`'-]")
# The longest first, so that a dash of three hyphens is none of two.
_COMMAND = re.compile(
    "|".join([_ACCENTED.pattern, *map(re.escape, sorted(_SIGN_OF, key=len, reverse=True)), "[{}]"])
)
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def escape(text: str, *, ascii: bool) -> str:
    """Text as LaTeX; with ``ascii`` accents and signs are commands, where LaTeX has some for them.

    Scripts that LaTeX writes as they are (Cyrillic, Greek, Chinese …) stay as they are.

    >>> print(escape("Ştefan & 100 % – ГАРФ", ascii=True))
    {\\c{S}}tefan \\& 100 \\% -- ГАРФ
    >>> print(escape("Ştefan & 100 %", ascii=False))
    Ştefan \\& 100 \\%
    """
    return "".join(
        [_SPECIALS.get(sign) or (_ascii(sign) if ascii and sign > "\x7f" else sign) for sign in text]
    )


def protect(text: str, *, ascii: bool) -> str:
    """A title as LaTeX, its capitals in braces: a style may not lower those of names and abbreviations.

    >>> print(protect("Letter of the CC to Romania", ascii=True))
    Letter of the {CC} to {Romania}
    """
    out: list[str] = []
    end = 0
    for found in _WORD.finditer(text):
        word = found[0]
        out.append(escape(text[end : found.start()], ascii=ascii))
        latex = escape(word, ascii=ascii)
        capital = word[1:] if not found.start() else word
        out.append(latex if capital == capital.lower() else f"{{{latex}}}")
        end = found.end()
    out.append(escape(text[end:], ascii=ascii))
    return "".join(out)


def unescape(latex: str) -> str:
    """The text that :func:`escape` or :func:`protect` made this LaTeX of.

    Quotation marks that LaTeX has one sign for (’ and ') are straight afterwards; other commands stay.

    >>> unescape("{\\\\c{S}}tefan \\\\& the {CC}, 100 \\\\% -- ``so''")
    'Ştefan & the CC, 100 % – “so”'
    """
    return _COMMAND.sub(lambda found: _sign(found[0]), latex) if _HINT.search(latex) else latex


def _sign(latex: str) -> str:
    if latex in _SIGN_OF:
        return _SIGN_OF[latex]
    accent = _ACCENTED.fullmatch(latex)
    mark = accent and _MARK_OF.get(accent["accent"])
    if accent and mark:
        return unicodedata.normalize("NFC", accent["letter"] + mark)
    return "" if latex in "{}" else latex


def _ascii(sign: str) -> str:
    if sign in _SIGNS:
        return _SIGNS[sign]
    base, *marks = list(unicodedata.normalize("NFD", sign))
    if not marks or base > "\x7f" or any(mark not in _ACCENTS for mark in marks):
        return sign
    for mark in marks:
        accent = _ACCENTS[mark]
        base = f"\\{accent}{base}" if len(base) == 1 and not accent.isalpha() else f"\\{accent}{{{base}}}"
    return f"{{{base}}}"
