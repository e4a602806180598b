"""Overlays: changes to a general style, for some items only."""

from __future__ import annotations

import pytest

from archcite.csl import Processor
from archcite.csl.compose.styles import compose
from archcite.errors import StyleError

GENERAL = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
  <info><title>General</title><id>general</id><updated>2025-01-01T00:00:00Z</updated></info>
  <macro name="title"><text variable="title"/></macro>
  <macro name="what"><group delimiter=", "><text macro="title"/><text variable="publisher"/></group></macro>
  <citation><layout suffix="."><text macro="what"/></layout></citation>
  <bibliography>
    <sort><key macro="what"/></sort>
    <layout suffix="."><text macro="what"/></layout>
  </bibliography>
</style>"""
OVERLAY = """<overlay xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
  <info><title>Maps</title><id>maps</id><updated>2025-01-01T00:00:00Z</updated></info>
  <items><if variable="volume"><others/></if><else-if type="map"/></items>
  <macro name="scale"><text variable="scale"/></macro>
  {patch}
</overlay>"""
PATCH = '<patch {where} authority="A manual, 1" why="Maps have scales.">{content}</patch>'
ITEMS = [
    {"id": "map", "type": "map", "title": "Danube", "publisher": "Perthes", "scale": "1:100"},
    {"id": "atlas", "type": "map", "title": "Atlas", "publisher": "Perthes", "scale": "1:200", "volume": "2"},
    {"id": "book", "type": "book", "title": "War", "publisher": "Perthes", "scale": "1:300"},
]


def cite(where: str, content: str = '<text macro="scale"/>') -> list[str]:
    """Return the citations of the items in the style with one patch."""
    overlay = OVERLAY.format(patch=PATCH.format(where=where, content=content))
    processor = Processor(compose(overlay, GENERAL), ITEMS, output="text")
    for number, item in enumerate(ITEMS, 1):
        processor.cite([{"id": item["id"]}], note=number)
    assert sorted(processor.bibliography()) == sorted(processor.citations())
    return processor.citations()


@pytest.mark.parametrize(
    ("where", "content", "expected"),
    [
        (
            'macro="what" at="text[macro=title]" do="after"',
            '<text macro="scale"/>',
            "Danube, 1:100, Perthes.",
        ),
        (
            'macro="what" at="text[macro=title]" do="before"',
            '<text macro="scale"/>',
            "1:100, Danube, Perthes.",
        ),
        ('macro="what" at="/group" do="first"', '<text macro="scale"/>', "1:100, Danube, Perthes."),
        ('macro="what" at="/group" do="last"', '<text macro="scale"/>', "Danube, Perthes, 1:100."),
        ('macro="what" at="group/text[variable=publisher]" do="replace"', "", "Danube."),
        ('macro="title" do="replace"', '<text macro="scale"/>', "1:100, Perthes."),
        ('macro="title" at="text" do="set"', '<text prefix="Map of "/>', "Map of Danube, Perthes."),
        ('macro="title" do="wrap"', '<group prefix="(" suffix=")"><target/></group>', "(Danube), Perthes."),
        ('macro="*" at="*[variable=title]" do="set"', '<x suffix="!"/>', "Danube!, Perthes."),
    ],
)
def test_a_patch_changes_its_items_alone(where: str, content: str, expected: str) -> None:
    assert cite(where, content) == [expected, "Atlas, Perthes.", "War, Perthes."]


def test_what_is_in_others_is_printed_around_the_general_style() -> None:
    around = '<others><group delimiter=", "><target/><text macro="scale"/></group></others>'
    overlay = OVERLAY.replace("<others/>", around).format(patch="")
    processor = Processor(compose(overlay, GENERAL), ITEMS, output="text")
    for number, item in enumerate(ITEMS, 1):
        processor.cite([{"id": item["id"]}], note=number)
    assert processor.citations() == ["Danube, Perthes.", "Atlas, Perthes, 1:200.", "War, Perthes."]


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ('macro="whose" do="replace"', "changes the macro “whose”, which “General” does not have"),
        (
            'macro="what" at="names" do="before"',
            "“names” in “what” of its general style, which is there 0 times",
        ),
        ('macro="what" at="text" do="before"', "is there 2 times and not 1"),
        ('macro="what" at="text" do="paint"', "a patch needs “macro” or “area”"),
    ],
)
def test_a_patch_that_finds_nothing_is_an_error(where: str, sentence: str) -> None:
    with pytest.raises(StyleError, match=sentence):
        cite(where)


def test_an_overlay_says_which_items_are_its_own() -> None:
    overlay = OVERLAY.format(patch="").replace('<else-if type="map"/>', "").replace("<if", "<x")
    with pytest.raises(StyleError):
        compose(overlay, GENERAL)
