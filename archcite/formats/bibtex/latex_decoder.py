"""LaTeX of a ``.bib`` file as plain text: accents, signs, dashes, quotation marks; markup is left off.

The inverse of :mod:`archcite.formats.bibtex.latex_encoder`. It reads that
module's tables backwards, and what people type besides.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from archcite._foundation.lazy_regex import pattern
from archcite.formats.bibtex.latex_encoder import _ACCENTS, _SIGNS, _SPECIALS

# Commands that only the reading side meets.
_MORE = {
    "aa": "å", "AA": "Å", "j": "ȷ", "ldots": "…", "textellipsis": "…", "textendash": "–", "textemdash": "—",
    "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”",
    "quotedblbase": "„", "quotesinglbase": "‚", "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘",
    "flqq": "«", "frqq": "»", "og": "«", "fg": "»", "textasciiacute": "´", "textdegree": "°",
    "textnumero": "№", "textregistered": "®", "copyright": "©", "textcopyright": "©", "euro": "€",
    "texteuro": "€", "textsection": "§", "NG": "Ŋ", "ng": "ŋ", "dag": "†", "textordmasculine": "º",
    "TeX": "TeX", "LaTeX": "LaTeX", "slash": "/", "textbackslash": "\\", "space": " ", "quad": " ",
    "newline": " ", "par": " ",
}  # fmt: skip
_TOKEN = pattern(
    r"\\(?P<command>[A-Za-z]+)\*?\s*|\\(?P<sign>[^A-Za-z])|(?P<ligature>---|--|``|''|!`|\?`|~)|(?P<brace>[{}])|(?P<math>\$)"
    r"|(?P<text>[^\\{}$~`'!?-]+|.)",
    re.DOTALL,
)
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "!`": "¡", "?`": "¿", "~": "\u00a0"}
_ALONE = {"\u0303": "~", "\u0302": "^", "\u0300": "`"}
# Commands whose argument is for machines.
_DROPPED = frozenset(("vphantom", "hspace", "vspace", "label", "footnotemark", "selectlanguage", "fontsize"))
# Commands with an argument before the text that is wanted.
_SECOND = frozenset(("href", "foreignlanguage", "textcolor", "textlang"))


def plain(latex: str) -> str:
    r"""LaTeX as text.

    >>> plain(r"{\L}{\'o}d{\'z}, {\c{S}}tefan \& \emph{Die {R}ote Fahne} -- 12~May")
    'Łódź, Ştefan & Die Rote Fahne – 12\xa0May'
    >>> plain(r"\href{https://example.org}{a page}, \textsc{ad} 1500, D{\"u}sseldorf, \v{C}apek, na{\"\i}ve")
    'a page, ad 1500, Düsseldorf, Čapek, naïve'
    """
    if not _SPECIAL.search(latex):
        return latex
    return _Text(latex).read()


_SPECIAL = pattern(r"[\\{}$~]|--|``|''|[!?]`")


class _Text:
    """One pass over the tokens: accents wait for their letter, a few commands for their arguments."""

    def __init__(self, latex: str) -> None:
        self.out: list[str] = []
        self.accents: list[str] = []
        self.depth = 0
        # Brace depths at which what is read is thrown away again, and where the output stood.
        self.dropped: list[tuple[int, int]] = []
        self.tokens = _TOKEN.finditer(latex)
        self.pending_drops = 0

    def read(self) -> str:
        for token in self.tokens:
            kind = token.lastgroup
            if kind == "brace":
                self.brace(token["brace"])
            elif kind == "command":
                self.command(token["command"])
            elif kind == "sign":
                self.sign(token["sign"])
            elif kind == "ligature":
                self.say(_LIGATURES[token[0]])
            elif kind == "text":
                self.say(token[0])
        return unicodedata.normalize("NFC", "".join(self.out)) if self.out else ""

    def brace(self, brace: str) -> None:
        if brace == "{":
            self.depth += 1
            if self.pending_drops:
                self.pending_drops -= 1
                self.dropped.append((self.depth, len(self.out)))
            return
        if self.dropped and self.dropped[-1][0] == self.depth:
            del self.out[self.dropped.pop()[1] :]
        # “\~{}” is how people write the sign itself.
        self.out.extend(_ALONE[mark] for mark in self.accents if mark in _ALONE)
        self.accents.clear()
        self.depth = max(self.depth - 1, 0)

    def command(self, name: str) -> None:
        if name in _accents():
            self.accents.append(_accents()[name])
        elif (sign := _signs().get(name)) is not None:
            # A blank behind a command only ends its name.
            self.say(sign)
        elif name in _DROPPED or name in _SECOND:
            self.pending_drops = 1

    def sign(self, sign: str) -> None:
        if sign in _accents():
            self.accents.append(_accents()[sign])
        elif sign in "\\ \n\t,;:/":
            self.say({"\\": " ", "/": "", ":": " ", ";": " ", ",": "\u202f"}.get(sign, " "))
        elif sign not in "-()[]!":
            self.say(sign)

    def say(self, text: str) -> None:
        if self.accents and text.strip():
            text = text.lstrip()
            base = {"ı": "i", "ȷ": "j"}.get(text[0], text[0])
            text = unicodedata.normalize("NFC", base + "".join(reversed(self.accents))) + text[1:]
            self.accents.clear()
        self.out.append(text)


@functools.cache
def _accents() -> dict[str, str]:
    return {command: mark for mark, command in _ACCENTS.items()}


@functools.cache
def _signs() -> dict[str, str]:
    """Commands without an argument, and what they print."""
    found = dict(_MORE)
    for table in (_SIGNS, _SPECIALS):
        for sign, latex in table.items():
            if command := re.fullmatch(r"\{?\\([A-Za-z]+)(?:\{\})?\}?", latex):
                found[command[1]] = sign
    return found
