r"""LaTeX of ``.bib`` files: what each kind of command becomes; what nobody knows is kept whole and named."""

from __future__ import annotations

import pytest

from archcite.formats.bibtex.latex_decoder import decode, parse_macros
from archcite.formats.bibtex.latex_encoder import escape

KNOWN = [
    (r"\url{https://example.org/~roe/a_b%20c}", "https://example.org/~roe/a_b%20c"),
    (r"\path{C:\letters}", r"C:\letters"),
    (r"\verb|a_b| and \url|x~y|", "a_b and x~y"),
    (r"\frac{1}{2} and \sqrt{2}", "1/2 and √(2)"),
    (r"$x \rightarrow y$ and $n \log n$", "x → y and n log n"),
    (r"Gogol\cprime{} and \cyrchar\CYRA", "Gogolʹ and А"),
    (r"\t{oo} and \v{\i} and \'{\j}", "o\u0361o and ǐ and j\u0301"),
    (r"a `single' word, \lq so\rq", "a ‘single' word, ‘so’"),
    (r"\textgerman{Die Zeit}, \textcyrillic{Мир}", "Die Zeit, Мир"),
    (r"\textcolor{red}{War}\footnote{A note.}", "War (A note.)"),
]


@pytest.mark.parametrize(("latex", "text"), KNOWN)
def test_known_commands(latex: str, text: str) -> None:
    unknown: list[str] = []
    assert (decode(latex, unknown=unknown), unknown) == (text, [])


@pytest.mark.parametrize(
    "latex",
    [r"\foobar{a word}", r"\foobar[5]{a}{b}", r"\cite[12]{roe}", r"\foobar{\emph{a}}", r"\foobar"],
)
def test_an_unknown_command_keeps_its_arguments_and_is_named(latex: str) -> None:
    unknown: list[str] = []
    text = decode(f"See {latex} there", markup=False, unknown=unknown)
    assert text == f"See {latex} there".replace(r"\emph{a}", "a")
    assert unknown == [latex.partition("{")[0].partition("[")[0]]


def test_macros_of_the_file_are_used() -> None:
    macros = parse_macros(
        r"\newcommand{\noopsort}[1]{} \def\BL{British \emph{Library}} \newcommand\swap[2]{#2#1}"
    )
    assert decode(r"\noopsort{a}\BL, \swap{b}{a}", macros=macros) == "British <i>Library</i>, ab"


@pytest.mark.parametrize("text", ["`Abd al-Malik", "a ` b", "o\u0361o", "‘so’"])
@pytest.mark.parametrize("ascii", [True, False])
def test_what_is_escaped_is_read_again(text: str, ascii: bool) -> None:
    assert decode(escape(text, ascii=ascii)).replace("'", "’") == text
