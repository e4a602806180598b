"""Documents that Python-Markdown converts: what is a citation, how notes are numbered, what can never happen."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

markdown = pytest.importorskip("markdown", reason="the extension is for Python-Markdown")

from archcite.errors import ArchciteWarning  # noqa: E402
from tests.integrations.sources import BOOK, CREEL  # noqa: E402

SOURCES = (
    CREEL
    + """\
- id: minutes
  kind: minutes
  title: Minutes of Conversation
  date: 1956-10-21
  copy: {url: "https://example.org/minutes?a=1&b=2"}
  holdings:
    - repository: {name: Russian State Archive of Contemporary History, code: RGANI, place: Moscow}
      parts: [{level: fonds, label: f., value: "5"}]
- id: hostile
  kind: letter
  title: "<script>alert(1)</script> & <img src=x onerror=alert(2)> \\" onmouseover=\\"x"
  date: 1956-10-21
  copy: {url: "javascript:alert(3)"}
  holdings: [{repository: {name: "<b>Archive</b>", place: "\\"'>"}}]
"""
)
TAG = re.compile(r"<[^>]*>")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sources")
    (made / "records.yaml").write_text(SOURCES, encoding="utf-8")
    (made / "refs.bib").write_text(BOOK, encoding="utf-8")
    return made


def converter(folder: Path, extensions: list[Any] | None = None, **options: Any) -> Any:
    options = {"sources": ["*.yaml", "refs.bib"], "folder": str(folder), **options}
    return markdown.Markdown(
        extensions=[*(extensions or []), "archcite.markdown"],
        extension_configs={"archcite.markdown": options},
    )


def convert(folder: Path, text: str, extensions: list[Any] | None = None, **options: Any) -> str:
    made: str = converter(folder, extensions, **options).convert(text)
    return made


def words(html: str) -> str:
    """What a reader reads."""
    from html import unescape

    return re.sub(r"[ \t\xa0]+", " ", unescape(TAG.sub("", html)))


def notes(html: str) -> list[str]:
    """The notes of a document, in order."""
    found = html.partition('<div class="footnote">')[2]
    return [
        words(item).strip().removesuffix("↩").strip() for item in re.findall(r"<li.*?</li>", found, re.DOTALL)
    ]


def test_notes_are_full_then_short(folder: Path) -> None:
    html = convert(
        folder,
        "Told [@creel, p. 2; see also @kotkin, 33], told again [see @creel, p. 2]. As @kotkin [p. 77].",
    )
    assert words(html).startswith("Told,1 told again.2 As Kotkin.3")
    assert notes(html) == [
        "George Creel to Edward M. House, “Letter to Colonel House,” September 25, 1918, box 6, p. 2, House Papers, "
        "Yale University Library, New Haven; see also Stephen Kotkin, Magnetic Mountain (UC Press, 1995), 33.",
        "See Creel, “Letter to Colonel House,” p. 2.",
        "Magnetic Mountain, 77.",
    ]


def test_notes_are_numbered_with_those_of_the_author(folder: Path) -> None:
    text = """\
First.[^b] Then [@creel]. Third.[^a] Again.[^b]

[^a]: As @kotkin [5] says, and others [@creel, 3]. See also.[^c]
[^b]: The author's.
[^c]: Within.
"""
    html = convert(folder, text)
    assert words(html).startswith("First.1 Then.2 Third.3 Again.1")
    assert notes(html)[0] == "The author's. ↩"  # referred to twice
    assert notes(html)[1].startswith("George Creel to")
    assert (
        notes(html)[2] == "As Stephen Kotkin, Magnetic Mountain (UC Press, 1995), 5, says, and others "
        "Creel, “Letter to Colonel House,” p. 3. See also.4"
    )
    assert notes(html)[3] == "Within."
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    assert re.findall(r'title="Jump back to footnote (\d)', html) == ["1", "1", "2", "3", "4"]


def test_the_options_of_footnotes_hold(folder: Path) -> None:
    options = {"BACKLINK_TITLE": "Zurück zu {}", "SUPERSCRIPT_TEXT": "[{}]", "BACKLINK_TEXT": "^"}
    made = markdown.Markdown(
        extensions=["archcite.markdown", "footnotes"],
        extension_configs={
            "footnotes": options,
            "archcite.markdown": {"sources": ["*.yaml"], "folder": str(folder)},
        },
    )
    html = made.convert("A [@creel].[^1]\n\n///Footnotes Go Here///\n\nEnd.\n\n[^1]: Own.\n")
    assert words(html).startswith("A.[1],[2]") and "Zurück zu 2" in html and ">^</a>" in html
    assert html.index("Own.") < html.index("End.")
    only = made.reset().convert("A [@creel].\n\n///Footnotes Go Here///\n\nEnd.")
    assert only.index("George Creel") < only.index("End.")


def test_in_text(folder: Path) -> None:
    html = convert(
        folder,
        "Said [see @creel, 2; @kotkin [p. 3]], @kotkin [5], and [-@kotkin]. Bare @kotkin.",
        style="apa",
    )
    assert (
        words(html)
        == "Said (see Creel, 1918, p. 2; Kotkin, 1995, p. 3), Kotkin (1995, p. 5), and (1995). Bare Kotkin (1995)."
    )


@pytest.mark.parametrize(
    "text",
    [
        "`[@creel]`",
        "``a ` [@creel]``",
        "    [@creel]",
        "```\n[@creel]\n```",
        "~~~ {.text}\n[@creel] @creel\n~~~",
        "<code>[@creel] and @creel</code>",
        "a <kbd>x *@creel*</kbd>",
        "<pre>\n[@creel]\n</pre>",
        "<div>[@creel]</div>",
        "<!-- [@creel] -->",
        '<span title="by @creel">x</span>',
        "mail to me@creel or me.too@creel.org",
        "<me@creel.org>",
        "https://example.org/@creel and example.org/a?b=@creel",
        "[by @creel](https://example.org/@creel)",
        "[by [@creel]](https://example.org/)",
        "[by @creel][x]\n\n[x]: https://example.org/@creel",
        '<a href="https://example.org">by [@creel]</a>',
        "![by @creel](x.png)",
        r"\@creel and \[@creel\]".replace("[@", "[\\@"),
        "[no key] and [] and [x",
        "@someone and @dataclass",
        "bibliography: see below",
        "`[[bibliography]]` in a line",
        "    [[bibliography]]",
    ],
)
def test_what_is_no_citation(folder: Path, text: str) -> None:
    plain = markdown.markdown(text, extensions=["fenced_code", "footnotes"])
    assert convert(folder, text, ["fenced_code"]) == plain.replace("\\@", "@")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("*Emphasis [@creel] in it*", "Emphasis (Creel, 1918) in it"),
        ("# Title [@creel]", "Title (Creel, 1918)"),
        ("- item [@creel]", "item (Creel, 1918)"),
        ("> quoted [@creel]", "quoted (Creel, 1918)"),
        ("| a |\n|---|\n| [@creel] |", "(Creel, 1918)"),
        ("[@creel, *see* `x` and [a link](https://example.org)]", "(Creel, 1918, see x and a link)"),
        (r"[@creel, see \* and \[more\]]", "(Creel, 1918, see * and [more])"),
        ("[see\n@creel]", "(see Creel, 1918)"),
        ("“@creel” and (@creel)", "“Creel (1918)” and (Creel (1918))"),
        ("Tom & Jerry [@creel, R&D]", "(Creel, 1918, R&D)"),
    ],
)
def test_what_is_one(folder: Path, text: str, said: str) -> None:
    html = convert(folder, text, ["tables"], style="apa")
    assert said in words(html)


def test_bibliographies(folder: Path) -> None:
    text = """\
# A

[@creel] [@minutes] [@kotkin]

## B

[[bibliography section-by=repository rest="Published works" filter="not key=hostile"]]
After it.

\\bibliography level=collection style=apa

[[bibliography
    scope=all
    filter='kind=letter|cable; year=1910..1920']]
"""
    html = convert(folder, text)
    said = words(html.partition("<h2")[2])
    first = said[: said.index("After it.")]
    assert (
        first.index("Russian State Archive")
        < first.index("Yale University Library")
        < first.index("Published works")
    )
    headings = re.findall(r'<h([1-6]) class="archcite-section" id="([^"]+)">(.*?)</h\1>', html)
    assert [(level, title) for level, _id, title in headings][::3] == [
        ("3", "Archival Sources"),
        ("3", "Published works"),
    ]
    assert len({anchor for _level, anchor, _title in headings}) == len(headings) == 4
    assert "\nHouse Papers, Yale University Library, New Haven." in said
    assert len(re.findall("bib-3-[a-z]+", html)) == 1
    assert "↑ 1" in said


def test_problems_are_told_with_their_lines(folder: Path) -> None:
    text = """\
---
title: x
---

Unknown [@kreel, 3], and
[@kreel, 3] again, and @kreel in a word.

[see @creel @kotkin]

[[bibliography scope=pages nonsense]]

[[bibliography filter="repositry=Yale" style=no-such-style]]
"""
    with pytest.warns(ArchciteWarning) as caught:
        html = convert(folder, text, ["meta"])
    said = sorted(str(one.message) for one in caught)
    assert "[?kreel]" in html and "@kreel in a word" in html and "archcite-error" in html
    for line, part in [
        (5, "did you mean “creel”?"),
        (6, "did you mean “creel”?"),
        (8, "two keys"),
        (10, "use page, chapter, project or all"),
        (10, "“nonsense” is not a bibliography option"),
        (12, "“repositry”"),
        (12, "no-such-style"),
    ]:
        assert any(one.startswith(f"line {line}: ") and part in one for one in said), (line, part, said)


def test_a_source_that_is_broken_ends_nothing(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("- {id: [", encoding="utf-8")
    with pytest.warns(ArchciteWarning, match="bad.yaml"):
        html = markdown.markdown(
            "A [@creel].", extensions=["archcite"],
            extension_configs={"archcite": {"sources": [str(folder / "*.yaml"), str(tmp_path / "bad.yaml")]}},
        )  # fmt: skip
    assert "George Creel" in html


def test_a_document_asks_for_its_style(folder: Path) -> None:
    assert "(Creel, 1918)" in words(convert(folder, "archcite-style: apa\n\nA [@creel].", ["meta"]))


def test_documents_know_nothing_of_each_other(folder: Path) -> None:
    md = converter(folder)
    first = md.convert("A [@creel, 1], [@creel, 2].")
    second = md.reset().convert("B [@creel, 1], [@creel, 2].")
    assert notes(first) == notes(second) and len(notes(first)) == 2
    assert md.reset().convert("No citation.") == "<p>No citation.</p>"
    # In one page, as the excerpts of a journal stand, no two elements have the same id.
    ids = re.findall(r'\bid="([^"]+)"', first + second)
    assert len(ids) == len(set(ids)) == 8


def test_changed_sources_are_read_again(tmp_path: Path) -> None:
    file = tmp_path / "one.yaml"
    file.write_text("- id: a\n  kind: letter\n  title: Old\n", encoding="utf-8")
    options = {"sources": ["one.yaml"], "folder": str(tmp_path)}
    md = markdown.Markdown(extensions=["archcite"], extension_configs={"archcite": options})
    assert "Old" in md.convert("[@a]")
    file.write_text("- id: a\n  kind: letter\n  title: Newer\n", encoding="utf-8")
    assert "Newer" in md.reset().convert("[@a]")


def test_cards_and_metadata(folder: Path) -> None:
    html = convert(
        folder, "A [@creel; @kotkin].\n\n[[bibliography]]", style="apa", hover_cards=True, metadata=True
    )
    ids = set(re.findall(r'\bid="([^"]+)"', html))
    described = re.findall(r'aria-describedby="([^"]+)"', html)
    assert len(described) == 2 and set(described) <= ids
    assert html.count('class="Z3988"') == 2 and "application/ld+json" in html
    html = convert(folder, "A [@creel].", hover_cards=True)
    assert re.search(r'<a aria-describedby="([^"]+)"[^>]*class="footnote-ref".*id="\1" role="tooltip"', html)


def test_a_full_bibliography_lists_all(folder: Path) -> None:
    html = convert(folder, "[@creel]\n\n\\full_bibliography\n\nAfter.")
    everything = convert(folder, "[@creel]\n\n[[bibliography scope=all]]\n\nAfter.")
    assert html.count("archcite-entry") == everything.count("archcite-entry") > 1
    assert convert(folder, "\\full_bibliography_x").count("archcite-entry") == 0


HOSTILE = """\
A [@hostile, <b>x</b>; see <i onclick=x>y</i> @hostile, 3 *and* <script>z</script>].

[[bibliography section-by=repository rest="<x>"]]
"""


@pytest.mark.parametrize("style", ["chicago", "apa", "mla", "chicago-author-date"])
def test_nothing_in_a_record_becomes_live(folder: Path, style: str) -> None:
    from html.parser import HTMLParser

    found: list[tuple[str, dict[str, str | None]]] = []

    class Parser(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, dict(attrs)))

    html = convert(folder, HOSTILE, style=style, hover_cards=True, metadata=True)
    Parser().feed(html)
    assert "alert(1)" in words(html)
    assert {tag for tag, _ in found} <= {
        "p",
        "sup",
        "sub",
        "a",
        "span",
        "div",
        "hr",
        "ol",
        "li",
        "i",
        "b",
        "h2",
        "h3",
        "em",
        "script",
    }
    for tag, attributes in found:
        assert tag != "script" or attributes == {"type": "application/ld+json"}
        assert not [name for name in attributes if name.startswith("on")]
        assert not (attributes.get("href") or "").startswith("javascript:")


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [*"@[]{}()-;,*_`<>\\^:!#|\n ", "@creel", "[@kotkin", "p. 3", "[^1]", "\n\n[^1]: x", "[[bibliography", "]]",
             "<code>", "</code>", "\x02", "\x03", "klzzwxh:0000", "archcite-cite", "é", "    "]
        ),
        max_size=30,
    ).map("".join)
)  # fmt: skip
def test_no_text_raises_or_leaves_a_mark(folder: Path, text: str) -> None:
    try:
        markdown.markdown(text, extensions=["footnotes"])
    except Exception:  # what Python-Markdown itself cannot convert
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)
        html = convert(folder, text)
    assert not re.search(r"<archcite-\w+ n=", html)


@pytest.mark.parametrize(
    ("style", "text", "printed"),
    [
        ("chicago", "“One” [@creel]. Two", "“One.”1 Two"),
        ("chicago", '"One" [@creel], two', "“One,”1 two"),
        ("chicago", "“One!” [@creel]. Two", "“One!”1 Two"),
        ("chicago", "One, etc. [@creel]. Two", "One, etc.1 Two"),
        ("chicago", "One, *etc.* [@creel]. Two", "One, etc.1 Two"),
        ("chicago", "One, etc. [@creel], two", "One, etc.,1 two"),
        ("oscola", "“One!” [@creel]. Two", "“One!”.1 Two"),
        ("oscola", "“One” [@creel]. Two", "“One”.1 Two"),
    ],
)
def test_a_full_stop_goes_into_a_quotation_in_american_styles(
    folder: Path, style: str, text: str, printed: str
) -> None:
    assert words(convert(folder, text, ["smarty"], style=style)).startswith(printed)


@pytest.mark.parametrize(
    ("style", "text", "printed"),
    [
        ("nature", "“One” [@creel]. Two", "“One”.1 Two"),
        ("american-medical-association", "“One” [@creel], two", "“One,”1 two"),
        ("american-medical-association", '"One" [@creel], two', '"One,"1 two'),
        ("nature", "*One* [@creel]: two", "One:1 two"),
        ("nature", "[@creel] two", "1 two"),
        ("ieee", "“One” [@creel]. Two", "“One” [1]. Two"),
    ],
)
def test_raised_numbers_stand_behind_the_punctuation(
    folder: Path, style: str, text: str, printed: str
) -> None:
    assert words(convert(folder, text, style=style)).startswith(printed)


def test_what_a_document_lists_and_does_not_cite(folder: Path) -> None:
    text = "nocite: @kotkin,\n    @minutes\n\nX [@creel].\n\n[[bibliography]]\n"
    listed = convert(folder, text, ["meta"]).partition("X")[2].partition('class="footnote"')[0]
    assert all(name in listed for name in ("Kotkin", "Creel", "Minutes"))
    listed = convert(folder, "X [@creel].\n\n[[bibliography nocite=kotkin]]\n").partition('class="footnote"')[
        0
    ]
    assert "Kotkin" in listed and "Minutes" not in listed


def test_citations_in_the_description_of_an_image_are_left_out_and_reported(folder: Path) -> None:
    with pytest.warns(ArchciteWarning, match=r"line 3: “\[@creel, 3\]” describes an image"):
        html = convert(folder, "X [@creel].\n\n![A map [@creel, 3], by me@x.org [@nobody]](a.png)")
    assert 'alt="A map, by me@x.org [@nobody]"' in html and html.count("George Creel") == 1
