"""The output formats: golden pairs, links, layout, and that nothing in a field becomes markup."""

from __future__ import annotations

import re
import tomllib
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archcite import output
from archcite.csl.data.markup import ENGLISH, to_rich
from archcite.errors import OutputError
from archcite.output.formats import NAMES, Layout
from archcite.richtext import marks as rt
from archcite.richtext.punctuation import resolve_punctuation

PAIRS = tomllib.loads((Path(__file__).parent / "golden.toml").read_text(encoding="utf-8"))["pair"]
# Text that tries to become markup, and text that only looks odd.
HOSTILE = st.lists(
    st.sampled_from(
        [
            *"abc .,*_`<>[](){}#$%&~^\\\"'|:;!?-+=/@\n\t",
            "<i>", "</i>", "<b>", "</b>", "<sup>", "</sup>", "<sc>", "</sc>",
            '<span class="nocase">', "</span>",
            "<script>", "</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "&lt;", "&#60;",
            "https://example.org/", "[x](javascript:alert(1))", "\ufdd0", "\ufde9", "\x00",
            "“", "”", "‘", "’",
            "`x <javascript:alert(1)>`_", ".. raw:: html", "\\input{x}", '#eval("1")', "{\\field", "文",
        ]
    ),
    max_size=12,
).map("".join)  # fmt: skip


def rendered(field: str) -> str:
    return resolve_punctuation(to_rich(field), ENGLISH, True)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["field"][:30])
def test_golden(pair: dict[str, str], name: str) -> None:
    assert output.get(name).write(rendered(pair["field"])) == pair[name]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("text", "See the site."),
        ("html", 'See <a href="https://e.org/a_b?x=1&#38;y=%22">the <i>site</i></a>.'),
        ("markdown", "See [the *site*](https://e.org/a_b?x=1&y=%22)."),
        ("rst", "See `the site <https://e.org/a\\_b?x=1&y=%22>`__."),
        ("latex", r"See \href{https://e.org/a_b?x=1\&y=\%22}{the \emph{site}}."),
        (
            "rtf",
            r'See {\field{\*\fldinst{HYPERLINK "https://e.org/a_b?x=1&y=%22"}}'
            r"{\fldrslt{the {\i{}site}}}}.",
        ),
        ("typst", 'See #link("https://e.org/a_b?x=1&y=%22")[the #emph[site]];.'),
    ],
)
def test_links(name: str, expected: str) -> None:
    rich = "See " + rt.link('https://e.org/a_b?x=1&y="', "the " + rt.wrap(rt.ITALIC, "site")) + "."
    assert output.get(name).write(resolve_punctuation(rich, ENGLISH, True)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("markdown", "<https://e.org/~a_b>"),
        ("rst", "https://e.org/~a_b"),
        ("latex", r"\url{https://e.org/~a_b}"),
    ],
)
def test_an_address_that_links_to_itself(name: str, expected: str) -> None:
    address = "https://e.org/~a_b"
    assert output.get(name).write(rt.link(address, address)) == expected


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JavaScript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "//e.org",
        "https://",
        "",
    ],
)
def test_an_unsafe_address_is_no_link(name: str, address: str) -> None:
    write = output.get(name).write
    assert write(rt.link(address, "evil")) == write("evil")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("text", "Doe\n[1] 1990"),
        ("html", '<div class="csl-block">Doe</div><div class="csl-left-margin">[1]</div>'
                 '<div class="csl-right-inline"> 1990</div>'),
        ("markdown", "Doe<br>\\[1\\] 1990"),
        ("rst", "| Doe\n| [1] 1990"),
        ("latex", "Doe\\newline [1] 1990"),
        ("typst", "Doe\\ \\[1\\] 1990"),
    ],
)  # fmt: skip
def test_display(name: str, expected: str) -> None:
    rich = rt.wrap(rt.BLOCK, "Doe") + rt.wrap(rt.LEFT_MARGIN, "[1]") + rt.wrap(rt.RIGHT_INLINE, " 1990")
    assert output.get(name).write(rich) == expected


def test_bibliography_in_html() -> None:
    html = output.get("html")
    assert html.bibliography(["a", "b"]) == (
        '<div class="csl-bib-body">\n'
        '  <div class="csl-entry">a</div>\n'
        '  <div class="csl-entry">b</div>\n'
        "</div>"
    )
    wide = html.bibliography(["a"], Layout(hanging_indent=True, entry_spacing=0, line_spacing=2))
    assert "line-height:2;" in wide
    assert "text-indent:-2em;" in wide
    assert "margin-bottom:0em;" in wide
    aligned = html.bibliography(
        [html.write(rt.wrap(rt.LEFT_MARGIN, "[1]") + rt.wrap(rt.RIGHT_INLINE, "Doe"))],
        Layout(second_field_align="flush", margin=3),
    )
    assert '<div class="csl-left-margin" style="float:left;width:2.3em;">[1]</div>' in aligned


@pytest.mark.parametrize("name", NAMES)
def test_bibliography_holds_its_entries(name: str) -> None:
    form = output.get(name)
    assert form.bibliography([]) == ""
    for layout in (Layout(), Layout(True, 0, 2, "flush", 3), Layout(False, 2, 1, "margin", 5)):
        framed = form.bibliography([form.write("Doe"), form.write("Roe")], layout)
        assert framed.index("Doe") < framed.index("Roe")


def test_bibliography_in_latex_hangs() -> None:
    framed = output.get("latex").bibliography(["Doe", "Roe"], Layout(hanging_indent=True))
    assert framed.count(r"\hangindent=2em\hangafter=1 ") == 2


@pytest.mark.parametrize(
    ("name", "twice", "undone"),
    [
        ("html", "<i>a <i>b</i></i>", '<i>a <span style="font-style:normal;">b <i>c</i></span></i>'),
        ("markdown", "*a b*", '*a <span style="font-style:normal;">b <i>c</i></span>*'),
        ("rst", "*a b*", "*a* b *c*"),
        ("latex", r"\emph{a b}", r"\emph{a \textup{b \emph{c}}}"),
        ("typst", "#emph[a b]", '#emph[a #text(style: "normal")[b #emph[c]]]'),
    ],
)
def test_a_span_in_its_like(name: str, twice: str, undone: str) -> None:
    italic, upright = partial(rt.wrap, rt.ITALIC), partial(rt.wrap, rt.UPRIGHT)
    assert output.get(name).write(italic("a " + italic("b"))) == twice
    assert output.get(name).write(italic("a " + upright("b " + italic("c")))) == undone


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("html", "a <i> b</i> <b> c</b>"),
        ("text", "a b c"),
        ("markdown", "a *b* **c**"),
        ("typst", "a #emph[b] #strong[c]"),
    ],
)
def test_spaces_on_both_sides_of_a_span_are_seen_as_one(name: str, expected: str) -> None:
    rich = "a " + rt.wrap(rt.ITALIC, " b") + " " + rt.wrap(rt.BOLD, " c")
    assert output.get(name).write(rich) == expected


def test_unknown_format() -> None:
    with pytest.raises(OutputError, match=r"“markdwon”; did you mean “markdown”\?"):
        output.get("markdwon")
    assert output.get("MD").name == "markdown"


@given(HOSTILE)
def test_no_mark_survives(field: str) -> None:
    rich = rendered(field)
    for name in NAMES:
        assert not re.search("[\ufdd0-\ufdef]", output.get(name).write(rich))


@given(st.text(alphabet=st.sampled_from([*map(chr, range(0xFDD0, 0xFDF0)), *"ab .,"]), max_size=20))
def test_any_heap_of_marks_is_written(heap: str) -> None:
    for name in NAMES:
        form = output.get(name)
        for rich in (
            heap,
            resolve_punctuation(heap, ENGLISH, True),
            resolve_punctuation(heap, ENGLISH, False),
        ):
            assert not re.search("[\ufdd0-\ufdef]", form.write(rich))


class _Tags(HTMLParser):
    """The tags of a piece of HTML; fails where they do not balance."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[tuple[str, tuple[tuple[str, str | None], ...]]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add((tag, tuple(attrs)))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


OWN_TAGS = {
    ("i", ()),
    ("b", ()),
    ("sup", ()),
    ("em", ()),
    ("strong", ()),
    ("p", ()),
    *(
        ("span", (("style", f"{style};"),))
        for style in (
            "font-style:normal",
            "font-weight:normal",
            "font-variant:small-caps",
            "font-variant:normal",
        )
    ),
}


@given(HOSTILE)
def test_a_field_makes_no_html_but_its_own(field: str) -> None:
    parser = _Tags()
    parser.feed(output.get("html").write(rendered(field)))
    parser.close()
    assert not parser.open
    assert parser.seen <= OWN_TAGS


@given(HOSTILE)
def test_markdown_is_read_back_as_the_text(field: str) -> None:
    """What CommonMark makes of it says the same as the plain text, with no tags but those of the markup."""
    markdown_it = pytest.importorskip("markdown_it")
    rich = rendered(field)
    html = markdown_it.MarkdownIt("commonmark").render(output.get("markdown").write(rich))
    parser = _Tags()
    parser.feed(html)
    parser.close()
    assert not parser.open
    assert parser.seen <= OWN_TAGS
    text = re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", html))
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, sign)
    assert text == re.sub(r"\s+", "", output.get("text").write(rich))


@given(HOSTILE)
def test_restructuredtext_is_read_back_as_the_text(field: str) -> None:
    core = pytest.importorskip("docutils.core")
    rich = rendered(field)
    settings = {"report_level": 5, "halt_level": 5, "file_insertion_enabled": False, "raw_enabled": True}
    document = core.publish_doctree(output.get("rst").write(rich), settings_overrides=settings)
    kinds = {type(node).__name__ for node in document.findall()}
    inline = {"emphasis", "strong", "superscript", "subscript", "reference"}
    assert kinds <= {"document", "paragraph", "Text", *inline}
    assert not re.search('refuri="(?!https://example.org|mailto:)', document.pformat())
    assert re.sub(r"\s+", "", document.astext()) == re.sub(r"\s+", "", output.get("text").write(rich))


@given(HOSTILE)
def test_latex_and_rtf_and_typst_groups_balance(field: str) -> None:
    rich = rendered(field)
    for name, brackets in (("latex", "{}"), ("rtf", "{}"), ("typst", "[]")):
        bare = re.sub(r"\\\\|\\[{}\[\]]", "", output.get(name).write(rich))
        depth = 0
        for sign in bare:
            depth += (sign == brackets[0]) - (sign == brackets[1])
            assert depth >= 0
        assert depth == 0


@pytest.mark.parametrize("start", ["17.", "1.", "-", "+", "/", "="])
def test_typst_makes_no_list_or_heading_of_text(start: str) -> None:
    write = output.get("typst").write
    escaped = f"{start[:-1]}\\." if start[-1] == "." else f"\\{start}"
    assert write(f"{start} Report") == f"{escaped} Report"
    assert write(rt.wrap(rt.ITALIC, f"{start} Report")) == f"#emph[{escaped} Report]"
    assert write(rt.link("https://e.org/", f"{start} Report")).startswith(
        f'#link("https://e.org/")[{escaped} '
    )


def test_markdown_makes_no_image_of_a_link() -> None:
    rich = "Help!" + rt.link("https://e.org/", "a letter")
    assert output.get("markdown").write(rich) == "Help\\![a letter](https://e.org/)"


@pytest.mark.parametrize("text", [":smile:", ":a.b:", ":a:b:", "a:", ":", "::", ":é:"])
@pytest.mark.parametrize(
    "marked",
    [rt.link("https://e.org/a_b", "z"), *(rt.wrap(mark, "z") for mark in (rt.SUPERSCRIPT, rt.SUBSCRIPT))],
)
def test_docutils_takes_no_text_beside_markup_for_a_role(text: str, marked: str) -> None:
    core = pytest.importorskip("docutils.core")
    settings = {"report_level": 1, "halt_level": 1, "warning_stream": False}
    for rich, expected in ((text + marked, f"{text}z"), (f"{marked}{text} b", f"z{text} b")):
        document = core.publish_doctree(output.get("rst").write(rich), settings_overrides=settings)
        assert document.astext() == expected
