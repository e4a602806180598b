"""LaTeX of a ``.bib`` file as text: accents, signs, dashes, quotation marks; markup as CSL has it.

The inverse of :mod:`archcite.formats.bibtex.latex_encoder`. It reads that module's tables backwards, and what people
type besides; a command that is not here is decoded by pylatexenc, and one that pylatexenc does not know either is
kept as it is and named in a warning.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import NamedTuple

from attrs import define, field

from archcite._foundation.lazy_regex import join_alternatives, pattern
from archcite.csl.render.text_case import STOP_WORDS
from archcite.formats.bibtex.latex_encoder import ACCENTS, SIGNS, SPECIALS

# Commands that only the reading side meets.
_MORE = {
    "aa": "å", "AA": "Å", "j": "ȷ", "ldots": "…", "textellipsis": "…", "textendash": "–", "textemdash": "—",
    "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”",
    "quotedblbase": "„", "quotesinglbase": "‚", "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘",
    "flqq": "«", "frqq": "»", "og": "«", "fg": "»", "textasciiacute": "´", "textdegree": "°", "degree": "°",
    "textnumero": "№", "textregistered": "®", "copyright": "©", "textcopyright": "©", "euro": "€",
    "texteuro": "€", "textsection": "§", "NG": "Ŋ", "ng": "ŋ", "dag": "†", "textordmasculine": "º",
    "textmu": "µ", "TeX": "TeX", "LaTeX": "LaTeX", "slash": "/", "textbackslash": "\\", "space": " ", "quad": " ",
    "newline": " ", "par": " ", "hyphen": "-", "bibrangedash": "–", "bibrangessep": ", ", "newblock": " ",
    "addspace": " ", "addcomma": ",", "adddot": ".", "isdot": "", "relax": "", "protect": "", "nobreak": "",
    "xspace": "", "noindent": "", "unskip": "", "ignorespaces": "", "noexpand": "", "allowbreak": "", "linebreak": "",
    "left": "", "right": "", "displaystyle": "", "limits": "", "lq": "‘", "rq": "’", "textasciigrave": "`",
    "cprime": "ʹ", "cdprime": "ʺ", "cyrchar": "",
}  # fmt: skip
# Commands with an argument, and what stands before and after it in CSL's markup.
_ITALIC, _BOLD = ("<i>", "</i>"), ("<b>", "</b>")
_SMALL_CAPS = ('<span style="font-variant: small-caps;">', "</span>")
_WRAPPING: Mapping[str, tuple[str, str]] = {
    "emph": _ITALIC, "textit": _ITALIC, "textsl": _ITALIC, "mkbibemph": _ITALIC, "mkbibitalic": _ITALIC,
    "textbf": _BOLD, "mkbibbold": _BOLD, "textsc": _SMALL_CAPS,
    "textsuperscript": ("<sup>", "</sup>"), "mkbibsuperscript": ("<sup>", "</sup>"),
    "textsubscript": ("<sub>", "</sub>"), "mkbibsubscript": ("<sub>", "</sub>"),
    "enquote": ("“", "”"), "mkbibquote": ("“", "”"), "mkbibparens": ("(", ")"), "parentext": ("(", ")"),
    "mkbibbrackets": ("[", "]"), "brackettext": ("[", "]"),
    **dict.fromkeys(
        (
            *("text", "textrm", "textnormal", "textup", "textmd", "texttt", "textsf", "mbox", "hbox", "fbox"),
            *("underline", "uline", "ensuremath", "mathrm"),
            *("mathit", "mathbf", "mathsf", "mathcal", "mathbb"),
            *("NoCaseChange", "textnohyphenation", "natexlab"),
            *("autocap", "bibstring", "mkbibnamefamily", "mkbibnamegiven"),
            *("textcyr", "textgreek", "foreignquote", "doi"),
            # polyglossia's commands for a text in another language
            *("textarabic", "textcyrillic", "textczech", "textdanish", "textdutch", "textenglish", "textfinnish"),
            *("textfrench", "textgerman", "texthebrew", "texthungarian", "textitalian", "textlatin", "textpolish"),
            *("textportuguese", "textrussian", "textspanish", "textswedish", "textturkish", "textukrainian"),
        ),
        ("", ""),
    ),
}  # fmt: skip
# Commands that change the case of their argument.
_CASES: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(("MakeUppercase", "MakeTextUppercase", "uppercase"), str.upper),
    **dict.fromkeys(("MakeLowercase", "MakeTextLowercase", "lowercase"), str.lower),
}
# Text, and the tags in it.
_TAG_OR_TEXT = pattern(r"<[^<>]*>|[^<]+|<")
# Commands with several arguments, or with marks of their own.
_ARGUMENTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "nicefrac", "sfrac"), (("", "/"), ("", ""))),
    "sqrt": (("√(", ")"),),
    "footnote": ((" (", ")"),),
}
# Commands whose argument is not LaTeX.
_VERBATIM = frozenset(("url", "path", "nolinkurl", "verb"))
# Switches that count to the end of their group.
_SWITCHES: Mapping[str, tuple[str, str]] = {
    "em": _ITALIC, "it": _ITALIC, "itshape": _ITALIC, "sl": _ITALIC, "slshape": _ITALIC, "bf": _BOLD,
    "bfseries": _BOLD, "sc": _SMALL_CAPS, "scshape": _SMALL_CAPS,
    **dict.fromkeys(
        (
            *("rm", "tt", "sf", "upshape", "normalfont", "rmfamily", "ttfamily", "sffamily", "mdseries", "selectfont"),
            *("tiny", "scriptsize", "footnotesize", "small", "normalsize"),
            *("large", "Large", "LARGE", "cyr", "fontencoding"),
        ),
        ("", ""),
    ),
}  # fmt: skip
# Commands with arguments that are not printed, and how many of these there are.
_DROPPED: Mapping[str, int] = {
    "vphantom": 1, "phantom": 1, "hphantom": 1, "hspace": 1, "vspace": 1, "label": 1, "footnotemark": 1,
    "selectlanguage": 1,
    "fontsize": 2, "noopsort": 1, "nocite": 1, "index": 1, "href": 1, "foreignlanguage": 1, "textcolor": 1, "color": 1,
    "textlang": 1, "bibinfo": 1, "foreigntextquote": 1, "hyphenquote": 1, "raisebox": 1, "kern": 0, "relax": 0,
}  # fmt: skip
# Of these the argument behind the dropped ones is printed.
_TOKEN = pattern(
    r"\\(?P<command>[A-Za-z]+)\*?(?P<space>\s*)|\\(?P<sign>[^A-Za-z])|(?P<ligature>---|--|``|''|!`|\?`|~|`)|(?P<brace>[{}])"
    r"|(?P<math>\$\$?)|(?P<script>[_^])|(?P<text>[^\\{}$~`'!?_^-]+|.)",
    re.DOTALL,
)
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "!`": "¡", "?`": "¿", "~": "\u00a0", "`": "‘"}
_ALONE = {"\u0303": "~", "\u0302": "^", "\u0300": "`"}
_SPACES = {"\\": " ", "/": "", ":": " ", ";": " ", ",": "\u202f"}
_SCRIPTS = {"^": ("<sup>", "</sup>"), "_": ("<sub>", "</sub>")}
_WORD = pattern(r"(?<![\w'’.<&/])[^\W\d_]{2,}")
_SPECIAL = pattern(r"[\\{}$~`]|--|''")
# What is more than a brace; and braces, with one more pair in them.
_COMMAND = pattern(r"[\\$~`]|--|''")
_GROUP = pattern(r"\{((?:[^{}]++|\{[^{}]*+\})*+)\}")
_DEFINITION = pattern(
    r"\\(?:re|provide)?(?:newcommand|command|DeclareRobustCommand)\*?\s*\{?\\(?P<name>[A-Za-z]+)\}?\s*"
    r"(?:\[(?P<count>\d)\])?(?:\[[^\]]*\])?\s*\{|\\def\s*\\(?P<defined>[A-Za-z]+)(?P<parameters>(?:#\d)*)\s*\{"
)
# The optional argument of a command that nobody knows.
_OPTION = pattern(r"\[[^\]]*\]")
_ESCAPED = pattern(r"\\([%#&_~{}$])")
_LONGEST = 200_000


class Macro(NamedTuple):
    """A command that a file defines: the number of its arguments, and what it stands for."""

    arity: int
    body: str


def parse_macros(preamble: str) -> dict[str, Macro]:
    r"""Return the commands that the preamble of a file defines.

    >>> parse_macros(r"\newcommand{\noopsort}[1]{} \def\CC{Central Committee}")
    {'noopsort': Macro(arity=1, body=''), 'CC': Macro(arity=0, body='Central Committee')}
    """
    found: dict[str, Macro] = {}
    for definition in _DEFINITION.finditer(preamble):
        body, _ = _split_argument(preamble, definition.end() - 1)
        count = int(definition["count"] or len(definition["parameters"] or "") // 2)
        found[definition["name"] or definition["defined"]] = Macro(count, body)
    return found


def plain(latex: str) -> str:
    r"""Return LaTeX as text without markup.

    >>> plain(r"{\L}{\'o}d{\'z}, {\c{S}}tefan \& \emph{Die {R}ote Fahne} -- 12~May")
    'Łódź, Ştefan & Die Rote Fahne – 12\xa0May'
    >>> plain(r"\href{https://example.org}{a page}, \textsc{ad} 1500, D{\"u}sseldorf, \v{C}apek, na{\"\i}ve")
    'a page, ad 1500, Düsseldorf, Čapek, naïve'
    """
    return decode(latex, markup=False)


def decode(
    latex: str,
    *,
    markup: bool = True,
    macros: Mapping[str, Macro] | None = None,
    unknown: list[str] | None = None,
    shields: bool = False,
) -> str:
    r"""Return LaTeX as text, with CSL's markup for italics, bold, small capitals, and scripts.

    ``macros`` are commands that the file defines; commands that nobody knows are added to ``unknown``. With ``shields``
    braces around small letters, which no style may capitalize, are kept as CSL's ``nocase``.

    >>> decode(r"Notes on \emph{Faust}, $\alpha$ \rightarrow{} CO$_2$, \enquote{so} \mkbibparens{1}")
    'Notes on <i>Faust</i>, α → CO<sub>2</sub>, “so” (1)'
    """
    if not _SPECIAL.search(latex):
        return latex
    if not _COMMAND.search(latex):
        return unicodedata.normalize("NFC", _remove_braces(latex, shields=shields))
    if macros:
        latex = _expand(latex, macros)
    text = _Decoder(markup, unknown if unknown is not None else [], shields).decode(latex)
    return unicodedata.normalize("NFC", text)


def _remove_braces(latex: str, *, shields: bool) -> str:
    """Return text in which only braces are LaTeX: most titles are such, and most names of bodies."""
    if shields:
        latex = _GROUP.sub(lambda found: _mark_shield(found[1]), latex)
    return latex.replace("{", "").replace("}", "")


def _mark_shield(text: str) -> str:
    bare = text.replace("{", "").replace("}", "")
    return f'<span class="nocase">{bare}</span>' if _has_small_words(bare) else bare


@define
class _Group:
    """An open group: what stands behind its text, and whether that is thrown away."""

    parts: list[str] = field(factory=list)
    close: str = ""
    is_dropped: bool = False
    is_shield: bool = False
    is_kept: bool = False
    change_case: Callable[[str], str] | None = None


class _Decoder:
    """One pass over the tokens: accents wait for their letter, commands for their arguments."""

    def __init__(self, markup: bool, unknown: list[str], shields: bool = False) -> None:
        self.markup = markup
        self.shields = shields
        self.unknown = unknown
        self.groups = [_Group()]
        self.accents: list[str] = []
        # What the next arguments are to be: the marks around them, or None for those that are dropped.
        self.pending: list[tuple[str, str] | None] = []
        self.in_math = False
        self.change_case: Callable[[str], str] | None = None
        # Whether braces that follow are the argument of a command that is kept as it is.
        self.is_kept = False

    def decode(self, latex: str) -> str:
        end = 0
        while token := _TOKEN.match(latex, end):
            end = token.end()
            kind = token.lastgroup
            was_kept, self.is_kept = self.is_kept, False
            if kind == "brace":
                self._open(is_kept=was_kept) if token[0] == "{" else self._close()
            elif kind in ("command", "space") and token["command"] in _VERBATIM:
                text, end = _split_verbatim(latex, end)
                self._add(text)
            elif kind in ("command", "space"):
                self._run(token["command"], token["space"])
            elif kind == "sign":
                self._add_sign(token["sign"])
            elif kind == "ligature":
                self._add(_LIGATURES[token[0]])
            elif kind == "math":
                self.in_math = not self.in_math
            elif kind == "script" and self.in_math:
                self.pending = [_SCRIPTS[token[0]]]
            else:
                self._add(token[0])
                self.is_kept = was_kept and _OPTION.fullmatch(token[0]) is not None
        while len(self.groups) > 1:
            self._close()
        return "".join(self.groups[0].parts)

    def _open(self, *, is_kept: bool = False) -> None:
        if is_kept:
            self.groups.append(_Group(["{"], "}", is_kept=True))
            return
        if not self.pending:
            is_shield = self.shields and not any(group.is_shield for group in self.groups)
            self.groups.append(_Group(is_shield=is_shield))
            return
        marks = self.pending.pop(0)
        change_case, self.change_case = self.change_case, None
        if marks is None:
            self.groups.append(_Group(is_dropped=True))
        else:
            start, end = self._choose_marks(marks)
            self.groups.append(_Group([start], end, change_case=change_case))

    def _close(self) -> None:
        # “\\~{}” is how people write the sign itself.
        self.groups[-1].parts.extend(_ALONE[mark] for mark in self.accents if mark in _ALONE)
        self.accents.clear()
        if len(self.groups) == 1:
            return
        group = self.groups.pop()
        if not group.is_dropped:
            text = "".join(group.parts) + group.close
            if group.change_case:
                text = _change_case(text, group.change_case)
            if group.is_shield and _has_small_words(text):
                text = f'<span class="nocase">{text}</span>'
            self.groups[-1].parts.append(text)
        self.is_kept = group.is_kept

    def _run(self, name: str, space: str) -> None:
        if not self.groups[-1].parts:
            # Braces that begin with a command hold its effect, and no capitals.
            self.groups[-1].is_shield = False
        if name in _list_accents():
            self.accents.append(_list_accents()[name])
        elif name in _WRAPPING:
            self.pending = [_WRAPPING[name]]
        elif name in _CASES:
            self.pending, self.change_case = [("", "")], _CASES[name]
        elif name in _ARGUMENTS:
            self.pending = [*_ARGUMENTS[name]]
        elif name in _SWITCHES:
            start, end = self._choose_marks(_SWITCHES[name])
            self.groups[-1].parts.append(start)
            self.groups[-1].close = end + self.groups[-1].close
        elif name in _DROPPED:
            self.pending = [None] * _DROPPED[name]
        elif (sign := _list_signs().get(name)) is not None or (sign := _ask_pylatexenc(name)):
            # A blank behind a command only ends its name; in mathematics one is printed around arrows and “log”.
            is_spaced = self.in_math and space and not (len(sign) == 1 and sign.isalpha())
            self._add(f"{sign} " if is_spaced else sign)
        else:
            self.unknown.append(f"\\{name}")
            self._add(f"\\{name}{space[:1]}")
            self.is_kept = not space

    def _add_sign(self, sign: str) -> None:
        if sign in _list_accents():
            self.accents.append(_list_accents()[sign])
        elif sign in "\\ \n\t,;:/":
            self._add(_SPACES.get(sign, " "))
        elif sign in "()":
            self.in_math = sign == "("
        elif sign not in "-[]!":
            self._add(sign)

    def _add(self, text: str) -> None:
        if self.pending and text.strip():
            # An argument without braces is one sign.
            marks = self.pending.pop(0)
            text = text.lstrip()
            first, text = text[0], text[1:]
            if self.change_case:
                first, self.change_case = self.change_case(first), None
            if marks is not None:
                start, end = self._choose_marks(marks)
                self._add(f"{start}{first}{end}")
            if not text:
                return
        if self.accents and text.strip():
            text = text.lstrip()
            base = {"ı": "i", "ȷ": "j"}.get(text[0], text[0])
            text = unicodedata.normalize("NFC", base + "".join(reversed(self.accents))) + text[1:]
            self.accents.clear()
        self.groups[-1].parts.append(text)

    def _choose_marks(self, marks: tuple[str, str]) -> tuple[str, str]:
        return marks if self.markup or not marks[0].startswith("<") else ("", "")


def _change_case(text: str, change: Callable[[str], str]) -> str:
    """Change the case of a text, and keep its tags as they are."""
    return "".join(
        piece[0] if piece[0][0] == "<" else change(piece[0]) for piece in _TAG_OR_TEXT.finditer(text)
    )


def _has_small_words(text: str) -> bool:
    """Return whether title case would capitalize words of a text that is in braces."""
    words = _WORD.findall(text)
    small = [word for word in words if word.islower()]
    return bool(small) and (small == words or not STOP_WORDS.issuperset(small))


def _expand(latex: str, macros: Mapping[str, Macro]) -> str:
    """Return LaTeX with the commands of the file replaced by what they stand for."""
    names = re.compile(rf"\\({join_alternatives(macros)})(?![A-Za-z])\s*")
    for _ in range(10):
        found = names.search(latex)
        if found is None or len(latex) > _LONGEST:
            break
        parts, end = [], 0
        while found is not None:
            parts.append(latex[end : found.start()])
            macro, end = macros[found[1]], found.end()
            body = macro.body
            for number in range(1, macro.arity + 1):
                argument, end = _split_argument(latex, end)
                body = body.replace(f"#{number}", argument)
            parts.append(body)
            found = names.search(latex, end)
        latex = "".join([*parts, latex[end:]])
    return latex


def _split_argument(latex: str, start: int) -> tuple[str, int]:
    """Return the argument that begins at a position, without its braces, and where it ends."""
    if latex[start : start + 1] != "{":
        return latex[start : start + 1], min(start + 1, len(latex))
    depth = 0
    for found in re.finditer(r"\\.|[{}]", latex[start:], re.DOTALL):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if not depth:
            end = start + found.end()
            return latex[start + 1 : end - 1], end
    return latex[start + 1 :], len(latex)


def _split_verbatim(latex: str, start: int) -> tuple[str, int]:
    """Return the argument of ``\\url`` or ``\\verb``, in braces or between two other signs, and where it ends."""
    if latex[start : start + 1] == "{":
        text, end = _split_argument(latex, start)
        return _ESCAPED.sub(r"\1", text), end
    close = latex.find(latex[start], start + 1) if start < len(latex) else -1
    return (latex[start + 1 : close], close + 1) if close > 0 else ("", start)


@functools.cache
def _ask_pylatexenc(name: str) -> str:
    """Return the sign that a command without arguments prints, by the tables of pylatexenc; empty if it has none."""
    try:
        from pylatexenc.latex2text import LatexNodes2Text
        from pylatexenc.latexwalker import get_default_latex_context_db
    except ImportError:
        return ""
    known = get_default_latex_context_db().get_macro_spec(name)
    if known is not None and known.args_parser is not None and known.args_parser.argspec:
        return ""
    text: str = LatexNodes2Text().latex_to_text(f"\\{name}{{}}")
    return "" if "\\" in text else text.strip()


@functools.cache
def _list_accents() -> dict[str, str]:
    return {command: mark for mark, command in ACCENTS.items()}


@functools.cache
def _list_signs() -> dict[str, str]:
    """Return the commands without an argument, and what they print."""
    found = dict(_MORE)
    for table in (SIGNS, SPECIALS):
        for sign, latex in table.items():
            if command := re.fullmatch(r"\{?\\([A-Za-z]+)(?:\{\})?\}?", latex):
                found[command[1]] = sign
    return found
