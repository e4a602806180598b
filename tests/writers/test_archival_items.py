"""Archival sources in the formats of reference managers: what is written is cited alike when it is read."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

import archcite
from archcite.errors import ArchciteWarning
from archcite.formats.csl_json.record_from_item import from_csl_item
from archcite.record import Holding, Pages, Part, Record, Repository

YALE = {"archive": "Yale University Library", "archive-place": "New Haven, CT"}
# Items of archival sources, each with what an entry has no obvious field for.
ARCHIVAL: dict[str, dict[str, Any]] = {
    "recipient": {
        **{"type": "personal_communication", "author": [{"family": "Creel", "given": "George"}], **YALE},
        **{"recipient": [{"literal": "Colonel House"}], "issued": {"date-parts": [[1918, 9, 25]]}},
        **{"archive_collection": "Edward M. House Papers", "archive_location": "box 6, folder 179"},
    },
    "recipient beside a title": {
        **{"type": "personal_communication", "title": "On the Prospects of Peace", "genre": "telegram"},
        **{"recipient": [{"family": "House", "given": "Edward"}], "archive": "Yale University Library"},
    },
    "genre that repeats the type": {
        **{"type": "personal_communication", "author": [{"family": "Bechdel", "given": "Alison"}]},
        **{"recipient": [{"literal": "the author"}], "genre": "letter"},
        "issued": {"date-parts": [[2021, 8, 20]]},
    },
    "interviewer": {
        **{
            "type": "interview",
            "author": [{"family": "Smith", "given": "M. B."}],
            "medium": "Tape recording",
        },
        **{"interviewer": [{"family": "Kiesler", "given": "C. A."}], "archive": "Oral History Project"},
        "issued": {"date-parts": [[1989, 8, 12]]},
    },
    "variables in the note": {
        **{"type": "manuscript", "title": "Daily expenses", "archive": "Library of Congress"},
        "note": "archive-place: Washington, DC\narchive_collection: Papers, Series 5, 1750–96\ntype: collection",
    },
    "two collections": {
        **{"type": "personal_communication", "author": [{"family": "Johnson", "given": "Hiram"}]},
        **{"recipient": [{"family": "Roe", "given": "Jane"}], "archive": "Harvard College Library"},
        **{"archive_collection": "Roosevelt Collection", "archive_location": "O’Laughlin Papers"},
    },
    "shelfmark": {
        **{"type": "manuscript", "title": "An account of the dissections", **YALE},
        **{"archive_collection": "Archives", "archive_location": "MS0189/1/3"},
    },
    "pages": {
        **{"type": "manuscript", "title": "Minutes", "archive": "Royal College", "archive_location": "box 3"},
        "page": "30–32",
    },
    "words of the source for what it is": {
        **{"type": "manuscript", "genre": "Book of Hours, use of St. Omer", "archive": "British Library"},
        "archive_location": "Add. MS 36684",
    },
    "hearing": {
        **{"type": "hearing", "title": "Federal real property reform", "authority": "114th Cong."},
        **{"section": "U.S. Senate Committee on Homeland Security", "issued": {"date-parts": [[2016]]}},
    },
    "day of a speech": {
        **{
            "type": "speech",
            "author": [{"family": "Oliver", "given": "Eric"}],
            "title": "Why so many believe",
        },
        **{"genre": "virtual lecture", "event-date": {"date-parts": [[2022, 2, 23]]}, "status": "posted"},
        **{"issued": {"date-parts": [[2022, 3, 21]]}, "chair": [{"family": "McCall", "given": "Andrew"}]},
    },
    "printed map in an archive": {
        **{"type": "map", "title": "Yosemite Quadrangle", "edition": "reprint", "archive": "National Map"},
        **{"scale": "1:125,000", "issued": {"date-parts": [[1951]]}},
    },
    "photograph": {
        **{
            "type": "graphic",
            "title": "Black Maria",
            "medium": "gelatin silver print",
            "dimensions": "39 × 37 cm",
        },
        **{"archive": "Art Institute of Chicago", "archive_location": "ref. no. 2013.1220"},
        "issued": {"date-parts": [[1957]]},
    },
}


@pytest.mark.parametrize("format", ["bibtex", "biblatex", "biblatex-chicago", "mods", "ris", "zotero"])
@pytest.mark.parametrize("item", ARCHIVAL.values(), ids=ARCHIVAL)
def test_an_archival_source_is_cited_alike_when_it_is_read_again(item: dict[str, Any], format: Any) -> None:
    source = from_csl_item({"id": "a", **item})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)
        (back,) = archcite.loads(archcite.write([source], format))
    assert archcite.cite(back) == archcite.cite(source)


@pytest.mark.parametrize("format", ["bibtex", "biblatex", "biblatex-chicago", "ris", "zotero", "mods"])
def test_pages_below_a_collection_are_shortened_when_they_are_read_again(format: Any) -> None:
    papers, file = Part("fonds", None, "House Papers"), Part("file", "File", "6/1955")
    holding = Holding(Repository("Yale University Library"), [papers, file], Pages("pp. 719-720"))
    letter = Record(id="a", kind="letter", title="On the Peace", date="1918-09-25", holdings=[holding])
    (again,) = archcite.loads(archcite.write([letter], format))
    cited = archcite.cite(again)
    assert "File 6/1955, pp. 719–20, House Papers" in cited
    assert cited == archcite.cite(letter)
