"""What the processor uses as marks of its own never comes in from outside: a style, an item, a cite or a title.

U+FDD4 opens a span of light text. Wherever it is written, the output has neither that span nor the character.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from archcite.bibliography.document import Bibliography
from archcite.csl import Processor
from archcite.csl.style.library import read_source
from archcite.output.formats import Section
from archcite.record import Holding, Part, Record, Repository
from archcite.richtext.marks import CLOSE, LIGHT, SEPARATOR

MARK = f"{LIGHT}marked{CLOSE}"
MARKS = re.compile("[\ufdd0-\ufdef]")
ITEMS: list[dict[str, Any]] = [
    {
        "id": str(number),
        "type": "article-journal",
        "title": "Signs",
        "title-short": "Signs",
        "container-title": "Cold War History",
        "author": [
            {"family": "Roe", "given": "Ann", "suffix": "Jr.", "non-dropping-particle": "van"},
            {"literal": "The Institute"},
        ],
        "editor": [{"family": "Poe", "given": given, "dropping-particle": "de"}],
        "issued": {"date-parts": [[1993, 5]]},
        "accessed": {"literal": "long ago"},
        "page": "12-15",
        "volume": "3",
        "edition": "second",
        "URL": "https://example.org/",
        "DOI": "10.1/x",
        "language": "en",
        "note": "annote: x",
    }
    for number, given in enumerate(("Bob", "Cy"))
]
CITE: dict[str, Any] = {"id": "0", "locator": "p. 3", "label": "page", "prefix": "see", "suffix": "for more"}


def _render(
    style: str, items: list[dict[str, Any]] = ITEMS, cite: Mapping[str, Any] = CITE, **options: Any
) -> str:
    """Render all that a processor can print."""
    processor = Processor(style, items, links=True, anchor=lambda key: f"#{key}", **options)
    processor.cite([cite, {"id": "1"}], 1)
    processor.cite([{**cite, "composite": True}], 2)
    processor.cite([{"id": "1"}, {"id": "0"}], 3)
    section = Section(f"Title {MARK}", "a", ["0", "1"])
    return "\n".join(
        (
            *processor.citations(),
            *processor.authors_in_text(),
            processor.render_bibliography(),
            processor.outline([section]),
        )
    )


def _is_clean(text: str) -> bool:
    return MARKS.search(text) is None and "lighter" not in text


def _change_each_text(value: Any) -> Iterator[Any]:
    """Yield copies of a JSON value, each with marks in one of its texts."""
    if isinstance(value, str):
        yield value + MARK
        yield MARK + value
    elif isinstance(value, dict):
        for key, inner in value.items():
            for changed in _change_each_text(inner) if key not in ("id", "type", "label") else ():
                yield {**value, key: changed}
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            for changed in _change_each_text(inner):
                yield [*value[:place], changed, *value[place + 1 :]]


@pytest.mark.parametrize("style", ["chicago-notes-bibliography", "chicago-author-date"])
def test_an_item_brings_no_marks(style: str) -> None:
    changed = list(_change_each_text(ITEMS[0]))
    assert len(changed) > 30
    for item in changed:
        assert _is_clean(_render(style, [item, ITEMS[1]])), item


def test_a_cite_brings_no_marks() -> None:
    for cite in _change_each_text(CITE):
        assert _is_clean(_render("apa", cite=cite)), cite


def test_an_unknown_id_brings_no_marks() -> None:
    processor = Processor("apa", ITEMS)
    processor.cite([{"id": MARK}])
    with pytest.warns(UserWarning, match="Unknown item"):
        assert _is_clean(processor.citations()[0])


def test_an_abbreviation_brings_no_marks() -> None:
    short = {"container-title": {"Cold War History": MARK}, "title": {"Signs": MARK}}
    for style in ("nature", "chicago-notes-bibliography"):
        assert _is_clean(_render(style, abbreviations=short))


def test_an_address_brings_no_marks() -> None:
    for address in (f"https://example.org/{MARK}", f"https://example.org/{SEPARATOR}{MARK}"):
        assert _is_clean(_render("apa", [{**ITEMS[0], "URL": address, "DOI": address}, ITEMS[1]]))


# Attributes whose value is text that is printed.
_FREE = (
    "prefix", "suffix", "delimiter", "value", "initialize-with", "sort-separator", "name-delimiter", "range-delimiter",
    "cite-group-delimiter", "after-collapse-delimiter", "year-suffix-delimiter", "subsequent-author-substitute",
    "names-delimiter",
)  # fmt: skip


@pytest.mark.parametrize(
    "style", ["chicago-notes-bibliography", "chicago-author-date", "nature", "din-1505-2-alphanumeric"]
)
@pytest.mark.parametrize("mark", [MARK, "&#xFDD4;marked&#64_977;".replace("_", "")])
def test_a_style_brings_no_marks(style: str, mark: str) -> None:
    """Marks are in every affix, delimiter, value and term at once."""
    xml, _ = read_source(style)
    names = "|".join(_FREE)
    marked, count = re.subn(rf'(\s(?:{names})=")([^"]*)(")', rf"\g<1>\g<2>{mark}\g<3>", xml)
    assert count > 20
    terms = ("and", "et-al", "editor", "no date", "in", "page", "month-05", "ordinal", "retrieved", "ibid")
    locale = "".join(f'<term name="{name}">x{mark}</term>' for name in terms)
    marked = re.sub(r"(<macro\s)", f"<locale><terms>{locale}</terms></locale>\\1", marked, count=1)
    ET.fromstring(marked)
    text = _render(marked)
    assert "marked" in text
    assert _is_clean(text)


def test_titles_and_names_of_archives_bring_no_marks() -> None:
    archive = Repository(f"State Archive {MARK}", code=f"SA{MARK}", place=f"Kyiv{MARK}")
    record = Record(
        id="a",
        title="Letter",
        holdings=[Holding(archive, [Part("fonds", "f.", f"5{MARK}"), Part("file", "d.", "1")])],
    )
    bibliography = Bibliography([record])
    for level in ("item", "collection"):
        text = bibliography.write("html", section_by="repository", level=level, abbreviations=True)
        assert "marked" in text
        assert _is_clean(text)
