"""LaTeX: commands of the kernel, and those of hyperref for links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archcite._foundation.lazy_regex import pattern
from archcite.output.formats.base import BREAK, GAP, Format, Layout, join_pieces, place_blocks, to_one_line
from archcite.richtext import marks as rt

_COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "`": r"\textasciigrave{}",
    # The oldest encoding of fonts, which is still the default, has other signs in their places: ¡, ¿ and —.
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "\u00a0": "~",
    "\u202f": r"\,",
    "\u2009": r"\,",
}
_SPECIAL = pattern(r"[\\{}$&#%_^~`<>|\u00a0\u202f\u2009]|([-,'])(?=\1)")
_IN_ADDRESS = pattern("[%#&]")


def escape(text: str) -> str:
    r"""Escape text so that LaTeX prints it as it is.

    >>> escape("R & D_1")
    'R \\& D\\_1'
    """
    text = to_one_line(text)
    return _SPECIAL.sub(_get_command, text) if _SPECIAL.search(text) else text


def _get_command(match: re.Match[str]) -> str:
    """Return the command for a sign; one that forms a ligature with the next (``--``) is put in braces."""
    return _COMMANDS.get(match[0]) or f"{{{match[0]}}}"


def format_link(address: str, content: str) -> str:
    r"""Format a link to an encoded address; ``content`` is LaTeX.

    >>> format_link("https://e.org/?a=1&b", "see")
    '\\href{https://e.org/?a=1\\&b}{see}'
    """
    target = _IN_ADDRESS.sub(r"\\\g<0>", address)
    return f"\\url{{{target}}}" if content == escape(address) else f"\\href{{{target}}}{{{content}}}"


def _settle(text: str) -> str:
    return place_blocks(text, r"\newline ")


def _format_entries(entries: Iterable[str], layout: Layout) -> Iterator[str]:
    """Format paragraphs in a group, so that their settings end with them."""
    hanging = "2em" if layout.hanging_indent or layout.second_field_align else "0pt"
    lines = [
        r"\begingroup",
        rf"\setlength{{\parindent}}{{0pt}}\setlength{{\parskip}}{{{layout.entry_spacing}\baselineskip}}",
    ]
    if layout.line_spacing != 1:
        lines.append(rf"\linespread{{{layout.line_spacing}}}\selectfont")
    start = rf"\hangindent={hanging}\hangafter=1 " if hanging != "0pt" else ""
    yield "".join(f"{line}\n" for line in lines)
    yield from join_pieces("\n\n", (f"{start}{entry}\\par" for entry in entries))
    yield "\n\\endgroup"


_HEADINGS = ("section", "subsection", "subsubsection", "paragraph", "subparagraph")


def _format_heading(title: str, level: int, anchor: str) -> tuple[str, str]:
    """Format a heading without a number that is in the table of contents nevertheless."""
    name = _HEADINGS[min(level, len(_HEADINGS)) - 1]
    # \phantomsection is hyperref's: without it, links would go to the last heading with a number.
    mark = rf"\ifdefined\phantomsection\phantomsection\fi\addcontentsline{{toc}}{{{name}}}{{{title}}}"
    label = rf"\label{{{anchor}}}" if anchor else ""
    return f"\\{name}*{{{title}}}{mark}{label}", ""


FORMAT = Format(
    "latex",
    {
        rt.ITALIC: (r"\emph{", "}"),
        rt.OBLIQUE: (r"\textsl{", "}"),
        rt.UPRIGHT: (r"\textup{", "}"),
        rt.BOLD: (r"\textbf{", "}"),
        rt.MEDIUM: (r"\textmd{", "}"),
        rt.SMALL_CAPS: (r"\textsc{", "}"),
        rt.FULL_CAPS: (r"\textup{", "}"),
        rt.UNDERLINE: (r"\underline{", "}"),
        rt.SUPERSCRIPT: (r"\textsuperscript{", "}"),
        rt.SUBSCRIPT: (r"\textsubscript{", "}"),
        rt.BLOCK: (BREAK, BREAK),
        rt.RIGHT_INLINE: (GAP, ""),
        rt.INDENT: (BREAK + r"\hspace*{2em}", BREAK),
    },
    escape,
    link=format_link,
    settle=_settle,
    frame=_format_entries,
    heading=_format_heading,
)
