"""What each format's real parsers read: the text as it was, and no markup but ours, for every sign in every place."""

from __future__ import annotations

import itertools
import json
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import html as lxml_html

from archcite import output
from archcite.richtext import marks as rt

pytestmark = pytest.mark.slow  # each parser reads every sign in every place

SIGNS = [*"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "·", "—", "文", "é", "ʹ"]
SEQUENCES = [
    "1.",
    "17.",
    "a)",
    "(a)",
    "iv.",
    "IV.",
    "f.",
    "A)",
    "(@)",
    ":smile:",
    "- a",
    "+ a",
    "* a",
    "# a",
    "> a",
    "= a",
    ": a",
    ":a: b",
    "[1]",
    "[^1]",
    "![a](b)",
    "a_",
    "_a_",
    "__a__",
    "`a`",
    "``a``",
    "*a*",
    "**a**",
    "~~a~~",
    "~a~",
    "^a^",
    "==a==",
    "++a++",
    "&lt;",
    "&amp;",
    "&#60;",
    "$1 and $2",
    "$x$",
    "{.a}",
    "{#a}",
    "{{a}}",
    "{%a%}",
    "@key",
    "[@key]",
    "| a",
    "|a|",
    "---",
    "--",
    "...",
    "//a",
    "/*a*/",
    "<!-- a -->",
    "<b>",
    "</b>",
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "#eval(1)",
    "#a[b]",
    "'a'",
    '"a"',
    ".. raw:: html",
    "::",
    "a::",
    "`a`_",
    "a__",
    "`a <b>`_",
    r"\input{x}",
    "%a",
    "{a}",
    "^^M",
    r"\{",
    "a<b",
    "1<2>1",
    "[a](javascript:alert(1))",
    "javascript:alert(1)",
    "<javascript:alert(1)>",
    "<a>",
    "~1",
    "-?",
    "<<a>>",
    ",,a",
    "?`",
    "!`",
    "a.b_c.d",
    "_ _",
    "**",
    "***",
    "* *",
    "¿",
    "''a''",
    "a'b",
    "#1",
    "a#1",
    "10%",
    "5$",
    "a\\",
    "\\\\",
    "\\ a",
    "^a",
    "=a",
]
ADDRESS = "https://web.archive.org/web/2020/https://e.org/a_b"


def _place(sign: str) -> Iterator[str]:
    yield from (f"{sign} b c", f"{sign}b c", f"a {sign} c", f"a{sign}c", f"a b {sign}", f"a b{sign}", sign)


def _wrap(text: str) -> Iterator[tuple[str, str]]:
    """Yield rich text that has a text in it, and the text that it prints."""
    yield text, text
    yield rt.wrap(rt.ITALIC, text), text
    yield rt.wrap(rt.BOLD, text), text
    yield f"x {rt.wrap(rt.ITALIC, text)} y", f"x {text} y"
    yield f"x{rt.wrap(rt.BOLD, text)}y", f"x{text}y"
    yield rt.link(ADDRESS, text), text
    yield f"{text}{rt.link(ADDRESS, 'z')}", f"{text}z"
    yield f"{rt.link(ADDRESS, 'z')}{text}", f"z{text}"
    yield f"{rt.wrap(rt.ITALIC, 'z')}{text}{rt.wrap(rt.SMALL_CAPS, 'z')}", f"z{text}z"


CASES = [
    case
    for sign in (*SIGNS, *SEQUENCES)
    for text in _place(sign)
    for case in (_wrap(text) if len(sign) < 3 else itertools.islice(_wrap(text), 0, 9, 2))
]


def _fold(text: str) -> str:
    return " ".join(text.split())


def _text_of(page: str, allowed: str) -> str:
    """Return the text of a page of HTML, whose elements are among those that archcite writes."""
    root = lxml_html.fragment_fromstring(page, create_parent="div")
    for element in root.iter():
        assert element.tag in allowed.split(), (element.tag, page)
        assert not any(name.startswith("on") for name in element.attrib), page
        address = element.get("href")
        assert address is None or address.startswith(("https://", "http://", "mailto:")), page
    return _fold(root.text_content())


def _check(name: str, read: Callable[[str], str], cases: Iterable[tuple[str, str]] = CASES) -> None:
    write = output.get(name).write
    wrong = []
    for rich, text in cases:
        written = write(rich)
        try:
            found = read(written)
        except AssertionError as error:
            found = f"!! {error}"
        if found != _fold(text):
            wrong.append((text, written, found))
    assert not wrong, f"{len(wrong)}: " + "\n".join(map(repr, wrong[:: max(1, len(wrong) // 40)]))


MARKDOWN = "div p em strong i b u a span sup sub br"


@pytest.mark.parametrize("kind", ["commonmark", "gfm-like"])
def test_markdown_it(kind: str) -> None:
    from markdown_it import MarkdownIt

    parser = MarkdownIt(kind, {"html": True, "linkify": False})
    _check("markdown", lambda text: _text_of(parser.render(text), MARKDOWN))


@pytest.mark.parametrize("extensions", [[], ["extra", "sane_lists", "smarty"]])
def test_python_markdown(extensions: list[str]) -> None:
    import markdown

    parser = markdown.Markdown(extensions=[one for one in extensions if one != "smarty"])
    _check("markdown", lambda text: _text_of(parser.reset().convert(text), MARKDOWN))


def test_docutils() -> None:
    from docutils.core import publish_doctree

    quiet = {
        "report_level": 1,
        "halt_level": 5,
        "warning_stream": False,
        "raw_enabled": False,
        "file_insertion_enabled": False,
    }

    def read(text: str) -> str:
        tree = publish_doctree(text, settings_overrides=quiet)
        for node in tree.findall():
            tag = node.__class__.__name__
            assert tag in RST, (tag, text, str(node))
        return _fold(tree.astext())

    _check("rst", read)


RST = [
    "document",
    "paragraph",
    "Text",
    "emphasis",
    "strong",
    "reference",
    "superscript",
    "subscript",
    "line",
    "line_block",
    "literal_strong",
    "inline",
]


def test_docutils_makes_one_link_of_any_address() -> None:
    """Every sign that an address may have, alone and in pairs, in the middle of it and at its end."""
    from docutils import nodes
    from docutils.core import publish_doctree

    write = output.get("rst").write
    signs = "*_|`~[](){}'\"!$&,;=+@:.-#?<>\\^"
    parts = [*signs, *(first + second for first, second in itertools.product("*_|`[(:", repeat=2))]
    addresses = [
        f"https://a.org/{start}{part}{end}"
        for part in parts
        for start in ("", "x")
        for end in ("", "y", "/z")
    ]
    addresses += ["https://web.archive.org/web/*/https://a.org/b", "https://a.org/a_/b", "ftp://a.org/__x__"]
    for place in range(0, len(addresses), 50):
        some = addresses[place : place + 50]
        text = "\n\n".join(write(f"see {rt.link(address, address)}, now") for address in some)
        document = publish_doctree(text, settings_overrides={"report_level": 1, "halt_level": 1})
        paragraphs = list(document.findall(nodes.paragraph))
        assert len(paragraphs) == len(some)
        for address, paragraph in zip(some, paragraphs, strict=True):
            links = list(paragraph.findall(nodes.reference))
            assert [link.astext() for link in links] == [address]
            assert paragraph.astext() == f"see {address}, now"
            assert unquote(links[0]["refuri"]) == unquote(address)


# Elements of pandoc's that text may be in; the tags are those that our Markdown has besides signs.
PANDOC_SPANS = ("Emph", "Strong", "Superscript", "Subscript", "SmallCaps", "Underline")
PANDOC_TAGS = ("<b>", "</b>", "<i>", "</i>", "</span>", '<span style="font-variant:small-caps;">')


def _to_text(inlines: Iterable[dict[str, Any]]) -> str:
    """Return the text of pandoc's inline elements; another element than ours is shown by its name."""
    out = []
    for inline in inlines:
        name, content = inline["t"], inline.get("c")
        if name == "Str":
            out.append(content)
        elif name in ("Space", "SoftBreak", "LineBreak"):
            out.append(" ")
        elif name in PANDOC_SPANS:
            out.append(_to_text(content))
        elif name in ("Link", "Span"):
            out.append(_to_text(content[1]))
        elif name != "RawInline" or content[1] not in PANDOC_TAGS:
            out.append(f"[[{name}]]")
    return "".join(out)


def _read_with_pandoc(
    format: str, texts: Sequence[str], frame: Callable[[Sequence[str]], str]
) -> Iterator[str]:
    """Yield what pandoc reads in each paragraph; if they are not as many as there were texts, of each by itself."""
    import pypandoc

    command = [pypandoc.get_pandoc_path(), "--from", format, "--to", "json"]
    done = subprocess.run(command, input=frame(texts).encode(), capture_output=True, check=False)
    blocks = json.loads(done.stdout)["blocks"] if done.returncode == 0 else []
    if len(blocks) == len(texts):
        yield from (
            _fold(_to_text(b["c"]) if b["t"] in ("Para", "Plain") else f"[[{b['t']}]]") for b in blocks
        )
    elif len(texts) == 1:
        yield f"[[{', '.join(block['t'] for block in blocks) or done.stderr.decode()}]]"
    else:
        middle = len(texts) // 2
        for part in (texts[:middle], texts[middle:]):
            yield from _read_with_pandoc(format, part, frame)


RTF = "{\\rtf1\\ansi\\uc1\\deff0{\\fonttbl{\\f0 Times New Roman;}}\n"
FRAMES: dict[str, Callable[[Sequence[str]], str]] = {
    "html": lambda texts: "".join(f"<p>{text}</p>\n" for text in texts),
    "rtf": lambda texts: RTF + "\\par\n".join(texts) + "\\par\n}",
}


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("html", "html"),
        ("markdown", "markdown-smart"),
        ("markdown", "commonmark_x-smart"),
        ("markdown", "gfm"),
        ("rtf", "rtf"),
        ("typst", "typst-smart"),
    ],
)
def test_pandoc(name: str, format: str) -> None:
    write = output.get(name).write
    wrong = []
    frame = FRAMES.get(name, "\n\n".join)
    for place in range(0, len(CASES), 400):
        cases = CASES[place : place + 400]
        written = [write(rich) for rich, _ in cases]
        found = _read_with_pandoc(format, written, frame)
        for (_, text), mine, read in zip(cases, written, found, strict=True):
            if read != _fold(text):
                wrong.append((text, mine, read))
    assert not wrong, f"{len(wrong)}: " + "\n".join(map(repr, wrong[:: max(1, len(wrong) // 40)]))


TYPST = """
#let allowed = (text, emph, strong, smallcaps, link, super, sub, linebreak, smartquote)
#let read(it) = {
  if it.func() == text or repr(it.func()) == "symbol" { it.text }
  else if it == [ ] or it.func() == linebreak { " " }
  else if it.func() == smartquote { if it.double { "\\"" } else { "'" } }
  else if it.has("children") { it.children.map(read).join("") }
  else if it.func() in allowed and it.has("body") { read(it.body) }
  else if it.func() in ([#set text(size: 1pt); a].func(), [a #text(size: 1pt)[b]].func()) { read(it.child) }
  else { "[[" + repr(it.func()) + "]]" }
}
"""


def test_typst() -> None:
    """The Typst compiler itself, which hands back the text of each block and the names of other elements."""
    import typst

    write = output.get("typst").write
    for place in range(0, len(CASES), 1000):
        cases = CASES[place : place + 1000]
        lines = [f"#metadata(read([{write(rich)}])) <out>" for rich, _ in cases]
        found = json.loads(
            typst.query((TYPST + "\n".join(lines)).encode(), "<out>", field="value", one=False)
        )
        wrong = [
            (text, write(rich), one)
            for (rich, text), one in zip(cases, found, strict=True)
            if _fold(one or "") != _fold(text)
        ]
        assert not wrong, f"{len(wrong)}: " + "\n".join(map(repr, wrong[:: max(1, len(wrong) // 40)]))


ADDRESSES = [
    'https://e.org/"><script>alert(1)</script>',
    "https://e.org/a}\\input{/etc/passwd}",
    "https://e.org/a)b<c>",
    "https://e.org/' onclick='x",
    "https://e.org/?a&lt;b&copy=1",
]


@pytest.mark.parametrize("backend", ["html", "markdown"])
def test_backends_of_pybtex(backend: str) -> None:
    import markdown
    from pybtex.plugin import find_plugin
    from pybtex.richtext import Text

    from archcite.integrations.common.rich_links import build_linked_tree
    from archcite.integrations.pybtex.styles import _build_parts

    writer = find_plugin("pybtex.backends", backend)("utf-8")
    linked = [(f"see {rt.link(address, 'z')}", "see z") for address in ADDRESSES]
    for rich, text in [*CASES, *linked]:
        written = Text(*_build_parts(build_linked_tree(rich))).render(writer)
        page = markdown.markdown(written) if backend == "markdown" else written
        assert _text_of(page, f"{MARKDOWN} code") == _fold(text), written


def test_the_latex_of_pybtex_is_that_of_archcite() -> None:
    from pybtex.plugin import find_plugin
    from pybtex.richtext import Text

    from archcite.integrations.common.rich_links import build_linked_tree
    from archcite.integrations.pybtex.styles import _build_parts

    writer = find_plugin("pybtex.backends", "latex")("utf-8")
    write = output.get("latex").write
    for rich in (
        *(rich for rich, _ in _wrap(r"5$ \input{x} 10% #1 a_b ~ ^^M")),
        *(rt.link(a, "z") for a in ADDRESSES),
    ):
        if (
            rt.BOLD not in rich and rt.SMALL_CAPS not in rich
        ):  # \textbf and \textsc have names of their own there
            assert Text(*_build_parts(build_linked_tree(rich))).render(writer) == write(rich)
