"""Composition of two styles: what each says of its own items is said as before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from archcite.csl import Processor
from archcite.csl.compose.styles import compose
from archcite.csl.style.library import read_source
from archcite.errors import StyleError

INFO = """<info><title>{0}</title><id>http://example.org/{0}</id><author><name>{0} author</name></author>
<category citation-format="note"/><updated>2025-01-01T00:00:00+00:00</updated>
<rights license="http://example.org/{0}-licence">{0} licence</rights></info>"""


def style(name: str, body: str, attrs: str = "", kind: str = "note") -> str:
    return (
        f'<style xmlns="http://purl.org/net/xbiblio/csl" class="{kind}" version="1.0" {attrs}>'
        f"{INFO.format(name)}{body}</style>"
    )


def mine(content: str) -> str:
    """The content of a special layout, for maps."""
    return f'<choose><if type="map">{content}</if></choose>'


TITLE = '<text variable="title"/>'
MAPS = style("maps", f"<citation><layout>{mine(TITLE)}</layout></citation>")
PLAIN = style("plain", '<citation><layout><text variable="URL"/></layout></citation>')

ITEMS: list[dict[str, Any]] = [
    {
        "id": ident,
        "type": kind,
        "title": title,
        "author": [{"family": family, "given": "Ann Mary"} for family in families.split()],
        "issued": {"date-parts": [[year]]},
    }
    for ident, kind, title, families, year in (
        ("m1", "map", "Delta", "Young Xi Wu", 1950),
        ("b1", "book", "Charlie", "Adams Bell Cook", 1970),
        ("m2", "map", "Bravo", "Young Xi Wu", 1940),
        ("b2", "book", "Alpha", "Adams Bell Cook", 1960),
    )
]


def valid(xml: str) -> str:
    import citeproc

    schema = Path(citeproc.__file__).parent / "data/schema/schemas/styles/csl.rng"
    etree.RelaxNG(etree.parse(str(schema))).assertValid(etree.fromstring(xml.encode()))
    return xml


def printed(xml: str, items: list[dict[str, Any]] = ITEMS) -> tuple[dict[str, str], list[str]]:
    made = Processor(xml, items, output="text")
    for number, item in enumerate(items, 1):
        made.cite([{"id": item["id"]}], note=number)
    citations = {str(item["id"]): text for item, text in zip(items, made.citations(), strict=True)}
    return citations, made.bibliography()


def assert_each_prints_its_own(special: str, general: str) -> None:
    maps, books = ([item for item in ITEMS if item["type"] == kind] for kind in ("map", "book"))
    citations, entries = printed(valid(compose(special, general)))
    special_citations, special_entries = printed(special, maps)
    general_citations, general_entries = printed(general, books)
    assert citations == special_citations | general_citations
    assert sorted(entries) == sorted(special_entries + general_entries)


NAMES = '<names variable="author"/>'


@pytest.mark.parametrize(
    ("special", "general"),
    [
        ('and="text"', 'and="symbol"'),
        ('and="text"', ""),
        ("", 'and="text"'),
        ('initialize-with="."', ""),
        ("", 'initialize-with="." name-form="short" delimiter-precedes-last="always"'),
        ('et-al-min="2" et-al-use-first="1"', 'et-al-min="3" et-al-use-first="1" and="text"'),
        ("", 'et-al-min="2" et-al-use-first="1" name-as-sort-order="all" sort-separator=": "'),
        ('name-as-sort-order="first" name-delimiter="; "', 'names-delimiter=" | " and="text"'),
    ],
)
@pytest.mark.parametrize("place", ["style", "citation", "bibliography"])
def test_name_options_stay_with_their_style(special: str, general: str, place: str) -> None:
    def build(name: str, options: str, content: str) -> str:
        at = {key: options if key == place else "" for key in ("style", "citation", "bibliography")}
        return style(
            name,
            f'<macro name="who">{NAMES}</macro>'
            f"<citation {at['citation']}><layout>{content}</layout></citation>"
            f"<bibliography {at['bibliography']}><layout>{content}</layout></bibliography>",
            at["style"],
        )

    assert_each_prints_its_own(
        build("maps", special, mine('<text macro="who"/>')), build("plain", general, '<text macro="who"/>')
    )


def test_names_that_stand_in_for_others_keep_their_form() -> None:
    content = '<names variable="editor"><substitute><names variable="author"/></substitute></names>'
    special = style("maps", f"<citation><layout>{mine(content)}</layout></citation>", 'and="text"')
    general = style("plain", f"<citation><layout>{content}</layout></citation>", 'and="symbol"')
    assert_each_prints_its_own(special, general)


def test_layout_affixes_stay_with_their_style() -> None:
    layout = '<layout prefix="{0}" suffix="{1}">{2}</layout>'
    text = '<text variable="title"/>'
    special = style("maps", f"<citation>{layout.format('[', ']', mine(text))}</citation>")
    general = style("plain", f"<citation>{layout.format('', '.', text)}</citation>")
    assert_each_prints_its_own(special, general)


def test_shared_affixes_stay_around_all_cites() -> None:
    layout = '<layout delimiter="; " prefix="(" suffix=")">{0}</layout>'
    text = '<text variable="title"/>'
    special = style("maps", f"<citation>{layout.format(mine(text))}</citation>")
    composed = compose(special, style("plain", f"<citation>{layout.format(text)}</citation>"))
    made = Processor(composed, ITEMS, output="text")
    made.cite([{"id": "m1"}, {"id": "b1"}])
    assert made.citations() == ["(Delta; Charlie)"]


def test_macros_of_one_name_are_told_apart() -> None:
    body = '<macro name="what">{0}</macro><citation><layout>{1}</layout></citation>'
    call = '<text macro="what"/>'
    special = style("maps", body.format('<text variable="title" prefix="map "/>', mine(call)))
    general = style("plain", body.format('<text variable="title"/>', call))
    assert_each_prints_its_own(special, general)


def test_a_branch_that_prints_what_else_prints_is_not_its_own() -> None:
    other = '<text value="?"/>'
    layout = (
        f'<choose><if match="none" variable="title">{other}</if>'
        f'<else-if type="map"><text variable="title"/></else-if><else>{other}</else></choose>'
    )
    special = style("maps", f"<citation><layout>{layout}</layout></citation>")
    citations, _ = printed(
        compose(special, PLAIN), [*ITEMS[:1], {"id": "x", "type": "map", "URL": "http://example.org"}]
    )
    assert citations == {"m1": "Delta", "x": "http://example.org"}


@pytest.mark.parametrize(
    ("special_keys", "general_keys", "expected"),
    [
        ("<key variable='title'/>", "<key variable='title'/>", ["b2", "m2", "b1", "m1"]),
        ("<key variable='issued'/>", "<key macro='year'/>", ["m2", "m1", "b2", "b1"]),
        ("<key macro='year'/>", "<key variable='issued'/>", ["m2", "m1", "b2", "b1"]),
        (
            "<key variable='author'/><key variable='title'/>",
            "<key variable='author'/><key variable='issued'/>",
            ["b2", "b1", "m2", "m1"],
        ),
        # Different directions cannot be one key: what has no key at all comes last.
        (
            "<key variable='title' sort='descending'/>",
            "<key variable='title'/>",
            ["m1", "m2", "b2", "b1"],
        ),
        ("", "<key variable='title'/>", ["b2", "m2", "b1", "m1"]),
        ("<key variable='title'/>", "", ["m1", "b1", "m2", "b2"]),
    ],
)
def test_items_of_both_are_sorted_together(special_keys: str, general_keys: str, expected: list[str]) -> None:
    def build(name: str, keys: str, content: str) -> str:
        sort = f"<sort>{keys}</sort>" if keys else ""
        return style(
            name,
            '<macro name="year"><date variable="issued" form="numeric" date-parts="year"/></macro>'
            f"<citation><layout>{content}</layout></citation>"
            f"<bibliography>{sort}<layout>{content}</layout></bibliography>",
        )

    text = '<text variable="title"/>'
    composed = valid(compose(build("maps", special_keys, mine(text)), build("plain", general_keys, text)))
    titles = {str(item["title"]): str(item["id"]) for item in ITEMS}
    assert [titles[text] for text in printed(composed)[1]] == expected


def test_info_names_both() -> None:
    info = compose(MAPS, PLAIN).partition("</info>")[0]
    for said in ("maps author", "plain author", "maps licence", "plain licence", "http://example.org/plain"):
        assert said in info
    assert info.count("citation-format") == 1
    assert 'license="http://example.org/plain-licence"' in info


def test_locales_are_merged_and_the_general_style_wins() -> None:
    locale = '<locale xml:lang="en"><terms>{0}</terms></locale>'
    term = '<term name="{0}">{1}</term>'
    cites = "<citation><layout>{0}</layout></citation>"
    words = '<text term="circa"/><text term="and" prefix=" "/>'
    special = style(
        "maps",
        locale.format(term.format("circa", "&lt;about&gt; ") + term.format("and", "plus"))
        + cites.format(mine(words)),
    )
    general = style("plain", locale.format(term.format("and", "und")) + cites.format(words))
    composed = valid(compose(special, general))
    assert composed.count("<locale") == 1
    assert '<term name="circa">&lt;about&gt; </term>' in composed
    assert '<term name="and">und</term>' in composed


def test_a_bibliography_of_one_style_only() -> None:
    text = '<text variable="title"/>'
    both = "<citation><layout>{0}</layout></citation><bibliography><layout>{0}</layout></bibliography>"
    only_special = compose(style("maps", both.format(mine(text))), PLAIN)
    assert printed(valid(only_special))[1][0] == "Delta"
    only_general = compose(MAPS, style("plain", both.format(text)))
    assert printed(valid(only_general))[1] == [item["title"] for item in ITEMS]


@pytest.mark.parametrize(
    ("special", "general", "message"),
    [
        (MAPS, style("plain", "<citation><layout/></citation>", kind="in-text"), "one is for notes"),
        (PLAIN, MAPS, "does not say which items are its own"),
        (MAPS, style("child", ""), "no citation layout of its own"),
        (MAPS, "<html/>", "is not a CSL style"),
        (MAPS, "no XML", "not well-formed"),
        (MAPS, "<!DOCTYPE s [<!ENTITY a 'b'>]><style>&a;</style>", "entities"),
        (MAPS, "<style>" * 300 + "</style>" * 300, "nested"),
    ],
)
def test_what_cannot_be_composed(special: str, general: str, message: str) -> None:
    with pytest.raises(StyleError, match=message):
        compose(special, general)


def test_composition_is_a_general_style_too() -> None:
    films = MAPS.replace('type="map"', 'type="motion_picture"').replace("maps", "films")
    composed = valid(compose(films, compose(MAPS, PLAIN)))
    items = [
        {"id": kind, "type": kind, "title": kind, "URL": "u"} for kind in ("map", "motion_picture", "book")
    ]
    assert printed(composed, items)[0] == {"map": "map", "motion_picture": "motion_picture", "book": "u"}


@pytest.mark.parametrize("name", ["chicago-notes-bibliography", "oscola", "bluebook-law-review"])
def test_real_styles_print_as_before(name: str) -> None:
    general = read_source(name)[0]
    books = [item for item in ITEMS if item["type"] == "book"]
    assert printed(valid(compose(MAPS, general)), books) == printed(general, books)


@settings(max_examples=50)
@given(st.text(alphabet="<>&\"'\n\t ab“", max_size=12))
def test_any_text_survives(text: str) -> None:
    from xml.sax.saxutils import quoteattr

    content = f'<text variable="title" prefix={quoteattr(text, {chr(10): "&#10;", chr(9): "&#9;"})}/>'
    composed = compose(style("maps", f"<citation><layout>{mine(content)}</layout></citation>"), PLAIN)
    found = etree.fromstring(composed.encode()).find(".//{*}text[@variable='title']")
    assert found is not None
    assert found.get("prefix") == text


ADDING = style(
    "keepers",
    """<macro name="others"><text variable="title"/></macro>
    <macro name="keeper"><text variable="archive"/></macro>
    <macro name="kept"><group delimiter="; "><text macro="others"/><text macro="keeper"/></group></macro>
    <citation><layout><choose>
      <if type="map"><text variable="title"/></if>
      <else-if variable="archive"><text macro="kept"/></else-if>
      <else><text macro="others"/></else>
    </choose></layout></citation>""",
)


def test_a_branch_can_add_to_what_the_general_style_prints() -> None:
    general = style(
        "with-archives",
        """<macro name="where"><group delimiter=" "><text value="in"/><text variable="archive"/></group></macro>
        <citation><layout suffix="!"><group delimiter=", ">
          <text variable="title"/><text macro="where"/>
          <choose><if variable="archive"><text value="kept"/></if><else><text value="lost"/></else></choose>
        </group></layout></citation>""",
    )
    composed = compose(ADDING, general)
    valid(composed)
    items = [
        {"id": "kept", "type": "book", "title": "Alpha", "archive": "RGANI"},
        {"id": "lost", "type": "book", "title": "Bravo"},
        {"id": "map", "type": "map", "title": "Charlie", "archive": "RGANI"},
    ]
    processor = Processor(composed, items, output="text")
    for number, item in enumerate(items, 1):
        processor.cite([{"id": item["id"]}], note=number)
    assert processor.citations() == ["Alpha, lost; RGANI!", "Bravo, lost!", "Charlie"]
