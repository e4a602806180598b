"""CSL-JSON into records: each variable in its field, and nothing lost."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import example, given, settings
from hypothesis import strategies as st

import archcite
from archcite.csl.variables import DATES, NAMES, NUMBERS, TYPES
from archcite.errors import ArchciteWarning, SourceError, SourceLocation
from archcite.formats.common.credit_sentences import parse_credits
from archcite.formats.csl_json.item_from_record import to_csl_item
from archcite.formats.csl_json.reader import from_csl_item, read, sniff
from archcite.formats.csl_json.stated_variables import MODELLED
from archcite.formats.csl_json.writer import to_csl_json
from archcite.record import (
    Agent,
    ArchivalDate,
    Holding,
    OnlineCopy,
    Pages,
    Part,
    Publication,
    Record,
    Repository,
)
from archcite.record.serialization import to_plain
from archcite.record.vocabulary import CSL_TYPES
from tests.csl.agreement import find_manual_items


def test_the_types_are_those_of_the_processor() -> None:
    assert CSL_TYPES == TYPES


LETTER: dict[str, Any] = {
    "id": "creel",
    "type": "personal_communication",
    "author": [{"family": "Creel", "given": "George"}],
    "recipient": [{"literal": "Colonel House"}],
    "issued": {"date-parts": [["1918", 9, 25]]},
    "archive": "Yale University Library",
    "archive-place": "New Haven, CT",
    "archive_collection": "Edward Mandell House Papers",
    "archive_location": "box 6, folder 179",
    "source": "Digital Collections",
    "URL": "https://example.org/1",
    "accessed": {"date-parts": [[2024, 5, 31]]},
    "language": "en",
    "abstract": "On war news",
    "medium": "typescript",
    "references": "In Papers, p. 5",
}


def test_a_letter() -> None:
    record = from_csl_item(LETTER)
    assert record == Record(
        id="creel",
        kind="letter",
        date="1918-09-25",
        agents=[Agent(family="Creel", given="George"), Agent(literal="Colonel House", role="recipient")],
        holdings=[
            Holding(
                Repository("Yale University Library", place="New Haven, CT"),
                [
                    Part("fonds", None, "Edward Mandell House Papers"),
                    Part("box", "box", "6"),
                    Part("folder", "folder", "179"),
                ],
            )
        ],
        copy=OnlineCopy("Digital Collections", "https://example.org/1", accessed="2024-05-31"),
        languages=["en"],
        medium="typescript",
        published_in="In Papers, p. 5",
        summary="On war news",
    )


RECORDS = [
    from_csl_item(LETTER),
    Record(
        id="recall",
        kind="letter",
        title="Letter on the recall of advisors",
        date="1958-09-09",
        agents=[Agent.parse("Delia Razdolescu", "translator")],
        holdings=[
            Holding(
                Repository("Central Historical National Archives"),
                [Part("file", "File", "6/1955")],
                "pp. 719-720",
            )
        ],
        copy=OnlineCopy("Wilson Center Digital Archive", "https://example.org/110474"),
        original_language="Romanian",
        notes=["A copy."],
    ),
    Record(
        id="leaves",
        kind="telegram",
        title="On Hungary",
        date="1956-10~",
        agents=[
            Agent.parse("Christian Ostermann", "obtained-by"),
            Agent(family="Goldberg", given="Gary", role="translator", on_behalf_of="CWIHP"),
        ],
        holdings=[
            Holding(
                Repository("RGANI"),
                [Part("fonds", "f.", "3"), Part("series", "op.", "64"), Part("file", "d.", "484")],
                "ll. 12-15 ob.",
            )
        ],
        rights="Free",
    ),
    Record(id="map", kind="map", title="Danube", date="1936/1938-02", languages=["de"]),
    Record(id="spring", kind="document", title="Notes", date=ArchivalDate("1968-21", None)),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.id)
def test_what_is_written_is_read_again(record: Record) -> None:
    again = from_csl_item(to_csl_item(record))
    assert to_csl_item(again) == to_csl_item(record)
    assert set(again.agents()) == set(record.agents())
    assert again.holdings == record.holdings
    assert (again.date, again.copy, again.notes) == (record.date, record.copy, record.notes)
    assert (again.original_language, again.rights) == (record.original_language, record.rights)


def test_a_file_of_items() -> None:
    assert [record.id for record in read(to_csl_json(RECORDS))] == [record.id for record in RECORDS]
    assert read('{"items": [{"id": 1, "type": "map"}]}')[0].id == "1"
    assert read('{"id": 1, "type": "map"}')[0].kind == "map"
    assert read("references:\n- id: a\n  type: map\n  title: B")[0].title == "B"


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ({"type": "personal_communication", "genre": "Telegram"}, "telegram"),
        ({"type": "personal_communication"}, "letter"),
        ({"type": "document", "genre": "Minutes"}, "minutes"),
        ({"type": "manuscript", "genre": "Draft in pencil"}, "Draft in pencil"),
        ({"type": "book"}, "book"),
        ({"type": "no such type"}, "document"),
        ({}, "document"),
    ],
)
def test_kinds(item: dict[str, Any], kind: str) -> None:
    assert from_csl_item(item).kind == kind


@pytest.mark.parametrize(
    ("value", "edtf", "text"),
    [
        ("1958-09-09", "1958-09-09", None),
        ({"raw": "September 9, 1958"}, "1958-09-09", "September 9, 1958"),
        ({"literal": "after the war"}, None, "after the war"),
        ({"date-parts": [[1958]], "literal": "[1958]"}, "1958", "[1958]"),
        ({"date-parts": [["1958", "9", "9"]]}, "1958-09-09", None),
        ({"date-parts": [[1957, 12], [1958]]}, "1957-12/1958", None),
        ({"date-parts": [[1958]], "season": 2}, "1958-22", None),
        ({"date-parts": [[1958]], "season": "Winter"}, "1958-24", None),
        ({"date-parts": [[1958]], "circa": True}, "1958~", None),
        ({"date-parts": [[1958]], "circa": "false"}, "1958", None),
        ({"date-parts": [[-44, 3, 15]]}, "-0043-03-15", None),
        ({"edtf": "195X"}, "195X", None),
    ],
)
def test_dates(value: Any, edtf: str | None, text: str | None) -> None:
    assert from_csl_item({"issued": value}).date == ArchivalDate(edtf, text)


@pytest.mark.parametrize(
    "value",
    [
        {"date-parts": [[]]},
        {"date-parts": [[1958, 13, 41]]},
        {"date-parts": "x"},
        {"season": 1},
        ["x"],
        [13.5],
        "x",
    ],
)
def test_an_invalid_date_is_kept_as_it_is(value: Any) -> None:
    with pytest.warns(ArchciteWarning, match="what issued has is not valid"):
        record = from_csl_item({"issued": value})
    assert record.date is None
    assert to_csl_item(record)["issued"] == value


def test_what_has_no_field_is_kept_among_the_variables() -> None:
    (record,) = read(
        '[{"id": "a", "type": "manuscript", "title": "B", "chapter-number": 3, "section": ["C"]}]', "a.json"
    )
    assert record.notes == ()
    assert record.variables == {"chapter-number": 3, "section": ["C"], "type": "manuscript"}


@pytest.mark.parametrize(
    "item",
    [
        {"type": "manuscript", "genre": "Will of a gentleman", "archive": "TNA", "page": "fol. 466r"},
        {"type": "graphic", "title": "Bull’s Head", "archive": "Musée Picasso", "dimensions": "33 × 43 cm"},
        {"type": "document", "genre": "report", "title": "On War", "archive": "A"},
        {"type": "personal_communication", "genre": "Letter", "author": [{"family": "A"}], "archive": "B"},
        {"type": "personal_communication", "genre": "text message", "issued": {"date-parts": [[2024]]}},
        {"type": "interview", "author": [{"family": "A"}], "event-place": "Detroit", "status": "posted"},
        {"type": "manuscript", "archive": "Harvard", "archive_location": "O’Laughlin Papers, box 3"},
        {
            "type": "manuscript",
            "archive": "Yale",
            "archive_location": "Box 5; Folder 2",
            "call-number": "MS 1",
        },
        {"type": "collection", "title": "Papers", "archive": "YIVO", "note": "An aside\nlicense: CC BY"},
        {"type": "map", "archive": "BnF", "available-date": {"date-parts": [[1930], [1938]]}, "page": "12"},
        {"type": "interview", "URL": "https://doi.org/10.1/x", "license": "free", "abstract": "An abstract"},
    ],
    ids=lambda item: f"{item['type']}-{len(item)}",
)
def test_an_archival_source_is_given_back_as_it_was_read(item: dict[str, Any]) -> None:
    again = to_csl_item(from_csl_item({"id": "x", **item}))
    assert {name: value for name, value in again.items() if name in item} == item
    assert set(again) - set(item) <= {"id", "license"}


# Variables that a record models, written as people and programs write them.
_WORDS = st.sampled_from(
    ["Letter", "box 6, folder 2", "f. 5, op. 30", "Records; no. 4", "en-US", "1945", "", " x "]
)
_NAME = st.sampled_from(
    [
        {"family": "Creel", "given": "George"},
        {"family": "U.S. Census Bureau", "given": ""},
        {"literal": "Colonel House"},
        {
            "family": "Gogh",
            "given": "V.",
            "non-dropping-particle": "van",
            "comma-suffix": True,
            "suffix": "Jr.",
        },
        {"family": "Bank", "isInstitution": 1},
        {},
    ]
)
_DATE = st.sampled_from(
    [
        {"date-parts": [["1918", 9, 25]]},
        {"date-parts": [["1918"], [1920]], "circa": 1},
        {"date-parts": [[1930]], "season": "3"},
        {"raw": "ca. 1918"},
        {"literal": "n.d."},
        {"date-parts": [["191x"]]},
        "1918",
    ]
)
_LINES = st.sampled_from(
    [
        *("archive-place: London", "Archive Place: New Haven", "issued: 1918/1920?", "type: collection"),
        *(
            "recipient: House || E. M.",
            "genre: will",
            "Torn.",
            "Translated by Ann Poe",
            "page: fol. 1r",
            "note: a",
        ),
        *("Language: Latin", "medium: vellum", "{:status: draft}"),
    ]
)
_ITEMS = st.fixed_dictionaries(
    {"id": _WORDS | st.integers(), "type": st.sampled_from(sorted(CSL_TYPES))},
    optional={
        **dict.fromkeys(MODELLED - {"id", "type", "note"}, _WORDS | st.integers()),
        **dict.fromkeys(("section", "DOI", "annote", "dimensions", "custom-text"), _WORDS | st.integers()),
        **dict.fromkeys(
            ("author", "recipient", "translator", "interviewer", "guest"), st.lists(_NAME, max_size=3)
        ),
        **dict.fromkeys(("issued", "accessed", "original-date"), _DATE),
        "note": st.lists(_LINES, max_size=4).map("\n".join),
    },
)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(_ITEMS)
@pytest.mark.filterwarnings("ignore::archcite.errors.ArchciteWarning")
def test_what_is_read_is_given_back_variable_for_variable(item: dict[str, Any]) -> None:
    (source,) = read(json.dumps([item]))
    (written,) = json.loads(to_csl_json([source]))
    # Only an item without an id is given one.
    assert written == {**item, "id": written["id"] if item["id"] == "" else item["id"]}
    assert {**source.csl_item(), "id": item["id"]} == item


def test_archival_examples_of_the_manuals_are_given_back_as_they_are() -> None:
    folder = find_manual_items()
    if folder is None:
        pytest.skip("ARCHCITE_MANUAL_ITEMS does not name a folder with the items of the style manuals.")
    items = [item for path in sorted(folder.glob("*.json")) for item in json.loads(path.read_text("utf-8"))]
    sources = [(item, from_csl_item(item)) for item in items]
    assert sum(isinstance(source, Record) for _, source in sources) > 100
    assert [item["id"] for item, source in sources if source.csl_item() != item] == []


def test_a_record_that_was_changed_no_longer_gives_back_what_was_read() -> None:
    record = from_csl_item({"id": "x", "type": "manuscript", "title": "A", "archive": "B", "page": ""})
    assert isinstance(record, Record)
    assert evolve(record, id="y").csl_item() == {**record.csl_item(), "id": "y"}
    changed = evolve(record, title="C").csl_item()
    assert changed == {"id": "x", "type": "manuscript", "title": "C", "archive": "B"}


def test_what_was_read_is_given_back_only_for_as_long_as_it_is_so() -> None:
    record = from_csl_item({"archive": "Yale", "archive_location": "Box 5; Folder 2", "type": "manuscript"})
    moved = evolve(record, holdings=[Holding(Repository("Yale"), [Part("box", "box", "6")])], kind="map")
    assert to_csl_item(record)["archive_location"] == "Box 5; Folder 2"
    assert to_csl_item(moved)["archive_location"] == "box 6"


@pytest.mark.parametrize(
    "item",
    [
        {"type": "book", "title": "Wartime", "call-number": "D802.Y8 D5613", "section": "2", "volume": 3},
        {"type": "thesis", "title": "On Letters", "genre": "PhD diss.", "publisher": "Yale University"},
        {"type": "article-journal", "DOI": "10.1000/x", "page": "R551-R554", "archive": "JSTOR"},
        {
            "type": "report",
            "author": [{"literal": "RAND"}],
            "issued": {"date-parts": [["1958"]]},
            "custom": {"a": 1},
        },
        {"type": "map", "title": "Danube", "publisher": "Perthes", "note": "scale: 1:50,000"},
        {"type": "bill", "title": "", "volume": None, "authors": "x"},
    ],
)
def test_a_published_work_is_given_back_as_it_is(item: dict[str, Any]) -> None:
    (publication,) = read(json.dumps([{"id": 1, **item}]))
    assert isinstance(publication, Publication)
    assert to_csl_item(publication) == {"id": 1, **item}
    assert not publication.holdings


def test_a_published_work_in_an_archive_has_a_holding() -> None:
    item = {
        "type": "article-newspaper",
        "title": "Retreat",
        "archive": "RGANI",
        "archive_location": "f. 5, op. 30",
    }
    publication = from_csl_item(item)
    assert isinstance(publication, Publication)
    assert str(publication.holding) == "RGANI, f. 5, op. 30"


@pytest.mark.parametrize(
    ("item", "is_published"),
    [
        ({"type": "manuscript"}, False),
        ({"type": "manuscript", "publisher": "Nauka"}, True),
        ({"type": "manuscript", "publisher": "Nauka", "archive": "RGANI"}, False),
        ({"type": "personal_communication", "author": [{"literal": "A"}]}, False),
        ({"type": "report"}, True),
        ({"type": "report", "note": "archive: RGANI"}, False),
        ({"type": "document", "note": "type: book"}, True),
        ({"type": "motion_picture", "archive": "ProQuest Historical Films", "archive_location": "5"}, True),
        ({"type": "no such type", "publisher": "A"}, False),
        ({}, False),
    ],
)
@pytest.mark.filterwarnings("ignore::archcite.errors.ArchciteWarning")
def test_which_items_are_published_works(item: dict[str, Any], is_published: bool) -> None:
    assert isinstance(from_csl_item(item), Publication) is is_published


def test_each_record_knows_its_line() -> None:
    text = '[\n{"id": "a",\n "type": "book"},\n\n{"id": 7, "type": "map", "archive": "A"}]'
    assert [record.location for record in read(text, "a.json")] == [
        SourceLocation("a.json", 2, 1, "a"),
        SourceLocation("a.json", 5, 2, "7"),
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("archive_location", "box 6"),
        ("archive-location", "box 6"),
        ("archiveLocation", "box 6"),
    ],
)
def test_variables_are_known_however_they_are_spelled(key: str, value: str) -> None:
    assert from_csl_item({key: value}).holding.parts == (Part("box", "box", "6"),)


def test_variables_in_the_note() -> None:
    note = "An aside\narchive: Yale\nArchive Collection: House Papers\n{:archive-place: New Haven}\n"
    note += "recipient: House || Edward\nrecipient: Wilson || Woodrow\n"
    note += "issued: 1918-09-25\ntitle: Other\ntype: map"
    record = from_csl_item({"type": "document", "title": "Letter", "note": note})
    assert record.holding.repository == Repository("Yale", place="New Haven")
    assert record.holding.parts == (Part("fonds", None, "House Papers"),)
    assert [agent.name for agent in record.agents("recipient")] == ["Edward House", "Woodrow Wilson"]
    assert record.date == ArchivalDate("1918-09-25")
    assert (record.title, record.kind) == ("Letter", "map")
    assert record.notes == ("An aside", "title: Other")


@pytest.mark.parametrize(
    ("location", "path", "pages"),
    [
        ("f. 5, op. 49, d. 131, ll. 193-194", ["fonds", "series", "file"], "ll. 193-194"),
        ("f.5,op.49", ["fonds", "series"], ""),
        ("Box 5; f. 12", ["box", "folder"], ""),
        ("RG 59, Box 3", ["fonds", "box"], ""),
        ("ll. 5, 12", [], "ll. 5, 12"),
        ("Record Group 26", ["fonds"], ""),
        ("C 1023/73", ["part"], ""),
        ("Diary (vol. 1, 2)", ["part"], ""),
    ],
)
def test_references(location: str, path: list[str], pages: str) -> None:
    holding = from_csl_item({"archive_location": location}).holding
    assert [part.level for part in holding.parts] == path
    assert str(holding.pages) == pages
    item = to_csl_item(Record(holdings=[holding]))
    # A record group is the collection.
    printed = ", ".join(item[name] for name in ("archive_collection", "archive_location") if name in item)
    assert printed.replace(" ", "") == location.replace(" ", "").replace(";", ",")


def test_pages_and_call_numbers() -> None:
    assert from_csl_item({"archive": "A", "page": "5-7"}).holding.pages == Pages("pp. 5-7")
    assert from_csl_item({"archive": "A", "page": 5}).holding.pages == Pages("p. 5")
    assert from_csl_item({"archive": "A", "call-number": "MS 322"}).holding.parts == (
        Part("part", "MS", "322"),
    )
    record = from_csl_item({"archive": "A", "archive_location": "box 3", "call-number": "MS 322"})
    assert to_csl_item(record)["call-number"] == "MS 322"


@pytest.mark.parametrize(
    ("location", "agents"),
    [
        (
            "RGANI, f. 5, op. 49, d. 131, ll. 193-194. Translated by Gary Goldberg.",
            [("translator", "Gary Goldberg")],
        ),
        (
            "RGANI, f. 5, op. 49, d. 131, ll. 193-194. Contributed by Ann Bee and translated by Cee Dee.",
            [("contributed-by", "Ann Bee"), ("translator", "Cee Dee")],
        ),
        ("RGANI, f. 5, op. 49, d. 131, ll. 193-194", []),
    ],
)
def test_a_portal_in_the_place_of_the_archive(location: str, agents: list[tuple[str, str]]) -> None:
    item = {
        "archive": "History and Public Policy Program Digital Archive",
        "archive_location": location,
        "title": "A",
    }
    with pytest.warns(ArchciteWarning, match="“archive” is a portal; “RGANI” was taken for the archive"):
        record = from_csl_item(item)
    assert record.copy.portal == "History and Public Policy Program Digital Archive"
    assert str(record.holding) == "RGANI, f. 5, op. 49, d. 131, ll. 193-194"
    assert [(agent.role, agent.name) for agent in record.agents()] == agents


def test_an_archive_with_a_digital_name_stays_one() -> None:
    record = from_csl_item({"archive": "Virginia Digital Archive", "archive_location": "box 3, folder 2"})
    assert record.holding.repository.name == "Virginia Digital Archive"


@pytest.mark.parametrize(
    ("name", "agent"),
    [
        ({"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}, "Vincent van Gogh"),
        ({"family": "King", "given": "Martin", "suffix": "Jr."}, "Martin King Jr."),
        ({"literal": "CC of the CPSU"}, "CC of the CPSU"),
        ({"family": "CIA", "isInstitution": "true"}, "CIA"),
        ("George Creel", "George Creel"),
    ],
)
def test_names(name: Any, agent: str) -> None:
    assert from_csl_item({"author": [name]}).agents("author")[0].name == agent


@pytest.mark.parametrize(
    ("location", "call_number", "path"),
    [
        ("Hobart X 1 1", "NS6985/1/1", "Hobart X 1 1, NS6985/1/1"),
        ("MS 466, box 6", "MS 466", "MS 466, box 6"),
        ("box 6, folder 2", "Box 6; Folder 2", "box 6, folder 2"),
        ("", "NS6985/1/1", "NS6985/1/1"),
    ],
)
def test_a_call_number_besides_a_location_is_kept(location: str, call_number: str, path: str) -> None:
    item = {"type": "manuscript", "archive": "Yale", "archive_location": location, "call-number": call_number}
    assert str(from_csl_item(item).holding) == f"Yale, {path}"


def test_a_name_given_twice_is_read_twice() -> None:
    record = from_csl_item({"type": "interview", "author": [{"family": "Creel"}, {"family": "Creel"}]})
    assert [agent.name for agent in record.agents()] == ["Creel", "Creel"]


def test_a_date_in_the_note_wins() -> None:
    item = {"type": "manuscript", "issued": {"date-parts": [[1945]]}, "note": "issued: 1945/1952"}
    record = from_csl_item({"id": "x", "archive": "NARA", **item})
    assert record.date and record.date.edtf == "1945/1952"


def test_names_that_are_none() -> None:
    with pytest.warns(ArchciteWarning, match="what author has is not valid"):
        record = from_csl_item({"author": [None, {}, {"given": ""}, 5]})
    assert record.agents() == ()
    assert record.notes == ('author: {"given": ""}', "author: 5")


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("Translated by Gary Goldberg", [("translator", "Gary Goldberg", None)]),
        ("Translated for NKIDP by Gary Goldberg.", [("translator", "Gary Goldberg", "NKIDP")]),
        (
            "Obtained and translated by A. B. Cee",
            [("obtained-by", "A. B. Cee", None), ("translator", "A. B. Cee", None)],
        ),
        ("Contributed, transcribed, and translated by David Wolff", 3),
        ("Translated by Ada Bee, Cee Dee, Jr., and Eff Gee", 3),
        ("Translated by CWIHP", [("translator", "CWIHP", None)]),
        ("Obtained by Ann Bee; translated by Cee Dee", 2),
        ("Obtained by Ann Bee. Translated from Russian by Cee Dee.", 2),
        ("Translated by", []),
        ("translated by hand", []),
        ("Published in 1958", []),
        ("", []),
    ],
)
def test_credit_sentences(text: str, agents: Any) -> None:
    found = [(agent.role, agent.name, agent.on_behalf_of) for agent in parse_credits(text)]
    assert (len(found) if isinstance(agents, int) else found) == agents


@pytest.mark.parametrize("text", ["[]", "[5]", '["a"]', '"a"', "null", "a", "[", '{"items": []}'])
def test_no_items(text: str) -> None:
    with pytest.raises(SourceError, match=r"^“x.json”"):
        read(text, "x.json")


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ('[{"type": "book"}]', True),
        ("references:\n- id: a", True),
        ("@misc{a}", False),
        ('{"records": []}', False),
    ],
)
def test_sniffing(text: str, ours: bool) -> None:
    assert sniff(text) is ours


_WORDS = st.sampled_from(
    ["Alpha", "box 6", "f. 5", "Berlin 1936", "pp. 5-7", "9 May 1945", "x: y", "Translated by Ann Bee"]
)
_OTHERS = (
    "title",
    "note",
    "archive",
    "archive_location",
    "genre",
    "DOI",
    "id",
    "type",
    "language",
    "keyword",
    "URL",
)
_VARIABLE = st.sampled_from([*sorted(NAMES | DATES | NUMBERS), *_OTHERS])
_ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-3000, 3000) | _WORDS | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["date-parts", "season", "raw", "literal", "family", "given", "circa"]), inner
        )
    ),
    max_leaves=6,
)


@given(st.dictionaries(_VARIABLE, _ANY, max_size=5))
@example({"page": "\x1b"})
@settings(deadline=None)
def test_hostile_items_never_fail(item: dict[str, Any]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)
        assert isinstance(from_csl_item(item), Record | Publication)


@given(st.dictionaries(_VARIABLE.filter(lambda name: name not in NAMES | DATES), _WORDS, max_size=5))
@settings(deadline=None)
def test_no_word_is_lost(item: dict[str, str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)
        kept = json.dumps(to_plain(from_csl_item(item)), ensure_ascii=False).casefold()
    for value in item.values():
        for word in value.replace("x: y", "x y").replace("Translated by", "").split():
            assert word.casefold() in kept


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "items.jsonl"
    path.write_text(
        '{"id": "a", "type": "map", "title": "A"}\n{"id": "b", "type": "map"}\n', encoding="utf-8"
    )
    assert [record.id for record in archcite.read_all(path)] == ["a", "b"]
    path.write_text('{"id": "a", "type": "map", "title": "A"}\n{"id": \n', encoding="utf-8")
    with pytest.raises(SourceError, match="line 2: this line is not an item in JSON"):
        list(archcite.read_all(path))


def test_a_number_of_too_many_figures_is_text() -> None:
    # Python reads numbers of some thousand figures, and no more.
    text = '[{"type": "manuscript", "archive": "RGANI", "volume": %s}]' % ("9" * 5000)
    (record,) = archcite.loads(text)
    assert record.csl_item()["volume"] == "9" * 5000


@pytest.mark.parametrize("depth", [2000, 50_000])
@pytest.mark.parametrize("form", ["{0}\n{0}\n{1}\n", "[{0},\n{1}]"])
def test_an_item_that_is_nested_too_deeply_is_an_error(form: str, depth: int) -> None:
    deep = '{"type": "book", "title": ' + "[" * depth + "]" * depth + "}"
    with pytest.raises(SourceError, match=r"nested|JSON"):
        list(read(form.format('{"type": "map", "archive": "BArch"}', deep)))


def test_a_cell_without_a_value_is_not_printed() -> None:
    """Programs for tables write NaN, which JSON does not have."""
    (book,) = archcite.loads('[{"id": "a", "type": "book", "title": "War", "volume": NaN, "edition": NaN}]')
    assert archcite.cite(book) == "War (n.d.)."
