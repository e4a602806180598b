"""Styles and items from the web: an error in one sentence, or safe text; never a hang, a crash or live markup."""

from __future__ import annotations

import warnings
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from archcite.csl import Processor
from archcite.csl.variables import DATES, NAMES, NUMBERS
from archcite.errors import ArchciteError, StyleError
from tests.growth import count_steps

STYLES = ("chicago-notes-bibliography", "apa", "ieee", "oscola", "modern-language-association")

NASTY = st.sampled_from(
    [
        "<script>alert(1)</script>", "javascript:alert(1)", "<img src=x onerror=alert(1)>", "<i>", "</i>", "<i><b>",
        "\x00\x07\x1b[31m", "\ud800", "\ufdd0\ufde9", "\u202e", "”“’‘", '"', "'", "<a href='x'>", "&amp;&#60;", "",
        " ", "[[]]", "null", "1-", "-1", "--", "99999999999999999999", "1, 2-3 & 4", "ⅫⅣ", "٣", "p. 4", "{:title: x}",
        "author: ||\ntitle: \n", "a" * 5000, "1945~/..", "XXXX", "\\input{/etc/passwd}", "#panic()", ".. raw:: html",
    ]
)  # fmt: skip
SCALARS = st.one_of(NASTY, st.text(max_size=20), st.integers(), st.floats(), st.booleans(), st.none())
JSON = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)
NAME = st.one_of(
    JSON,
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(
            ("family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle"), JSON
        ),
    ),
)
DATE = st.one_of(
    JSON,
    st.fixed_dictionaries(
        {},
        optional={
            "date-parts": JSON | st.just([[]]),
            "raw": JSON,
            "literal": JSON,
            "season": JSON,
            "circa": JSON,
        },
    ),
)
VARIABLES = (
    "title", "URL", "DOI", "publisher", "archive", "note", "language", "container-title", "genre", "keyword",
)  # fmt: skip
ITEM = st.fixed_dictionaries(
    {"id": st.sampled_from(["a", "b", "c", 1, None])},
    optional={
        "type": st.sampled_from(
            ["book", "article-journal", "manuscript", "legal_case", "nonsense", "", None, 3]
        ),
        **dict.fromkeys(VARIABLES, JSON),
        **dict.fromkeys(sorted(NUMBERS)[:8], JSON),
        **{name: st.lists(NAME, max_size=3) | JSON for name in ("author", "editor", *sorted(NAMES)[:2])},
        **dict.fromkeys(("issued", "accessed", *sorted(DATES)[:1]), DATE),
    },
)
CITE = st.fixed_dictionaries(
    {"id": st.sampled_from(["a", "b", "c", "gone", 1, None])},
    optional=dict.fromkeys(
        ("locator", "label", "prefix", "suffix", "position", "suppress-author", "author-only", "composite"),
        JSON,
    ),
)

_ALLOWED = {"i", "b", "em", "strong", "sup", "sub", "span", "div", "a"}


class _Markup(HTMLParser):
    """Collects what is live in HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert all(name in ("style", "class", "href") for name, _value in attrs), attrs
        self.addresses += [value or "" for name, value in attrs if name == "href"]


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(items=st.lists(ITEM, max_size=3), cites=st.lists(st.lists(CITE, max_size=3), max_size=3))
@example(items=[{"id": "a", "type": "book", "issued": "\ud800"}], cites=[])
@example(items=[{"id": "a", "type": "book", "issued": {"literal": "\ufdd0May"}}], cites=[])
@example(items=[{"id": "a", "type": "webpage", "URL": "#panic()"}], cites=[])
def test_items_never_raise_and_their_html_is_safe(
    style: str, items: list[dict[str, Any]], cites: list[list[dict[str, Any]]]
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        paper = Processor(style, items, links=True)
        for number, row in enumerate(cites, 1):
            paper.cite(row, note=number)
        paper.register()
        text = "".join((*paper.citations(), *paper.authors_in_text(), paper.render_bibliography()))
    live = _Markup(text)
    assert live.tags <= _ALLOWED
    assert all(
        address.lower().startswith(("http://", "https://", "ftp://", "mailto:")) for address in live.addresses
    )
    text.encode("utf-8")  # no half of a character


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(item=ITEM, output=st.sampled_from(["text", "markdown", "rst", "latex", "rtf", "typst"]))
def test_items_never_raise_in_any_format(item: dict[str, Any], output: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        paper = Processor("chicago-notes-bibliography", [item], output=output, links=True)
        paper.cite([{"id": str(item["id"])}], note=1)
        assert all(isinstance(text, str) for text in (*paper.citations(), *paper.bibliography()))


HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">'


def styled(layout: str, macros: str = "") -> str:
    return f"{HEAD}{macros}<citation><layout>{layout}</layout></citation></style>"


def macro(name: str, calls: str) -> str:
    return f'<macro name="{name}"><text macro="{calls}"/></macro>'


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "not XML",
        "<style",
        "<html><body/></html>",
        HEAD + "</style>",
        styled("", macro("a", "a")) + "<more/>",
        styled('<text macro="a"/>', macro("a", "b") + macro("b", "a")),
        styled('<text macro="missing"/>'),
        '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + styled("&x;"),
        '<!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + styled("&b;"),
        styled("<group>" * 10_000 + "</group>" * 10_000),
        styled("", f'<macro name="a">{"<group>" * 10_000}{"</group>" * 10_000}</macro>'),
        styled("", f'<macro name="a">{macro("b", "a")}</macro>'),
        styled(f'<text value="{"a" * 50_000_000}"/>'),
        styled('<text value="\x00"/>'),
        styled('<names variable="author"><substitute><text macro="a"/></substitute></names>'),
    ],
    ids=lambda xml: f"{len(xml)}-{xml[:12]!r}",
)  # fmt: skip
def test_a_style_that_is_none_is_an_error_in_one_sentence(xml: str) -> None:
    with pytest.raises(StyleError) as caught:
        Processor(xml or " ", [])
    message = str(caught.value)
    assert message and "\n" not in message and len(message) < 400


def test_elements_may_have_a_prefix() -> None:
    plain = styled('<text macro="a"/>', '<macro name="a"><group><text variable="title"/></group></macro>')
    prefixed = plain.replace("</", "</cs:").replace("<", "<cs:").replace("<cs:/cs:", "</cs:")
    for xml in (plain, prefixed.replace("xmlns=", "xmlns:cs=")):
        paper = Processor(xml, [{"id": "a", "title": "Signs"}])
        paper.cite([{"id": "a"}])
        assert paper.citations() == ["Signs"]


def test_an_external_dtd_is_not_asked_for() -> None:
    xml = '<!DOCTYPE style SYSTEM "http://127.0.0.1:9/x.dtd">' + styled('<text variable="title"/>')
    paper = Processor(xml, [{"id": "a", "title": "Signs"}])
    paper.cite([{"id": "a"}])
    assert paper.citations() == ["Signs"]


_ELEMENTS = (
    "text",
    "number",
    "date",
    "names",
    "name",
    "group",
    "choose",
    "if",
    "else",
    "label",
    "substitute",
    "sort",
)
_ATTRIBUTES = (
    "variable", "macro", "term", "value", "form", "prefix", "suffix", "delimiter", "type", "position", "et-al-min",
    "et-al-use-first", "text-case", "font-style", "quotes", "display", "plural", "is-numeric", "disambiguate", "match",
    "date-parts", "initialize-with", "name-as-sort-order", "locator",
)  # fmt: skip
_VALUES = st.one_of(
    st.sampled_from(
        [
            "title",
            "author",
            "issued",
            "locator",
            "true",
            "-1",
            "x",
            "",
            "book",
            "ibid",
            "long",
            "a",
            "block",
            "sup",
        ]
    ),
    st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters='<&"'), max_size=8),
)


@st.composite
def elements(draw: st.DrawFn, depth: int = 4) -> str:
    tag = draw(st.sampled_from(_ELEMENTS))
    given_ = draw(st.dictionaries(st.sampled_from(_ATTRIBUTES), _VALUES, max_size=4))
    attributes = "".join(f' {name}="{value}"' for name, value in given_.items())
    inner = "".join(draw(st.lists(elements(depth - 1), max_size=2))) if depth else ""
    return f"<{tag}{attributes}>{inner}</{tag}>"


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(parts=st.lists(elements(), max_size=4))
def test_any_heap_of_elements_renders_or_is_an_error(parts: list[str]) -> None:
    xml = styled("".join(parts), '<macro name="a"><text variable="title"/></macro>')
    item = {
        "id": "a",
        "type": "book",
        "title": "Signs",
        "author": [{"family": "Doe"}],
        "issued": {"raw": "1945"},
        "page": "1-3",
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            paper = Processor(xml, [item])
        except ArchciteError as error:
            assert "\n" not in str(error)
            return
        paper.cite([{"id": "a", "locator": "3"}], note=1)
        paper.cite([{"id": "a"}], note=2)
        assert all(isinstance(text, str) for text in (*paper.citations(), *paper.bibliography()))


@pytest.mark.parametrize("unit", ["(“‘[", "“", "'", "<i>", "<i>a", "<b></i>", "a: b? ", "A-", "d’", "“x” "])
def test_work_grows_with_the_length_of_a_title(unit: str) -> None:
    processor = Processor(STYLES[0], [], output="html")

    def cite(count: int) -> None:
        processor.add_items([{"id": str(count), "type": "book", "title": unit * count, "language": "en"}])
        processor.cite([{"id": str(count)}])

    cite(2)
    small, large = (count_steps(lambda count=count: cite(count)) for count in (200, 800))
    assert large < 4.5 * small + 2000, (small, large)
