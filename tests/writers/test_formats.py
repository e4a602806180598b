"""What is so for all formats, whatever a record says; and what each writes of one record that says everything."""

from __future__ import annotations

import csv
import html.parser
import io
import json
import os
import re
import warnings
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl

import pytest
import yaml
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from archcite.csl.variables import DATES, NAMES
from archcite.errors import ArchciteWarning
from archcite.formats.common.record_fields import FIELDS, LABELS, format_notes, list_fields
from archcite.formats.reading import loads
from archcite.formats.ris.writer import TYPES as RIS_TYPES
from archcite.formats.writing import find_writer, list_formats, write
from archcite.record import Agent, Holding, OnlineCopy, Part, Publication, Record, Repository
from archcite.record.vocabulary import CSL_TYPES
from tests.record.strategies import records

FORMATS = tuple(list_formats())
XML = ("mods", "dublin-core", "ead")


@pytest.fixture(scope="module")
def full() -> Record:
    """A record that has something in every field."""
    return Record(
        id="full-1",
        kind="memorandum",
        title="Memorandum of <Conversation> & “More”",
        date="ca. 1949",
        agents=[
            Agent.body("CC of the CPSU"),
            evolve(Agent.parse("Sergey Radchenko", "contributed-by"), on_behalf_of="CWIHP"),
            Agent.parse("Ann Editor", "editor"),
            evolve(Agent.parse("Charles de Gaulle", "recipient"), affiliation="Free French"),
            Agent.parse("Gary Goldberg", "translator"),
            Agent.parse("A. Witness", "witness"),
        ],
        holdings=[
            Holding(
                Repository("Russian State Archive of Contemporary History", "RGANI", "Moscow", "Russia"),
                [
                    Part("fonds", "f.", "5", "Central Committee"),
                    Part("series", "op.", "30"),
                    Part("file", "d.", "273"),
                ],
                "ll. 12-15 ob.",
                "microfilm",
            ),
            Holding(Repository("Hoover Institution"), [Part("reel", "reel", "7")]),
        ],
        copy=OnlineCopy("A Portal", "https://example.org/a?b=1&c=2", "117", "2024-05-31"),
        original_language="Russian",
        languages=["English", "Klingon"],
        medium="typescript",
        published_in="A Book, p. 62",
        summary="A summary.",
        contents="The text\nof the source.",
        subjects=["Mao", "Stalin, Joseph"],
        rights="CC BY 4.0",
        title_kind="supplied",
        place="Xibaipo",
        time="7 p.m.",
        number="No. 317",
        classification="Top secret",
        drafting="Drafted by I. Kovalev",
        version="carbon copy",
        related=("Enclosed in a letter to Stalin", "Reply to telegram 12"),
        marginalia="“To the archive”",
        extent="12 leaves",
        scale="1:50,000",
        technique="typewriting",
        hand="secretary hand",
        seal="wax, broken",
        timecode="00:12:05",
        file_name="mao.tiff",
        checksum="sha256:9f86d081",
        archived_copy="https://web.archive.org/web/20190503/https://example.org/mao, May 3, 2019",
        notes=["First note.", "Second note."],
        variables={"volume": "9"},
    )


def written(records: Sequence[Record], format: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)
        return write(records, format)


@pytest.mark.slow
class TestAnyRecord:
    @pytest.mark.parametrize("format", FORMATS)
    @settings(max_examples=40, deadline=None)
    @given(several=st.lists(records, max_size=2))
    def test_is_written(self, format: str, several: list[Record]) -> None:
        assert written(several, format) == written(several, format)

    @pytest.mark.parametrize("format", XML)
    @settings(max_examples=60)
    @given(several=st.lists(records, max_size=2))
    def test_xml_is_well_formed(self, format: str, several: list[Record]) -> None:
        etree.fromstring(written(several, format).encode("utf-8"))

    @given(st.lists(records, min_size=1, max_size=2))
    def test_json_ld_is_json_and_ends_no_script(self, several: list[Record]) -> None:
        text = written(several, "json-ld")
        assert not re.search("[<>&\u2028\u2029]", text)
        assert json.loads(text)["@context"] == "https://schema.org"

    @given(st.lists(records, min_size=1, max_size=2))
    def test_coins_are_empty_spans_with_one_address(self, several: list[Record]) -> None:
        text = written(several, "coins")
        spans = _Spans()
        spans.feed(text)
        assert len(spans.titles) == len(several)
        assert not spans.others
        for record, title in zip(several, spans.titles, strict=True):
            pairs = parse_qsl(title, keep_blank_values=True, strict_parsing=True)
            assert record.title is None or ("rft.title", record.title) in pairs

    @given(st.lists(records, min_size=1, max_size=2))
    def test_ris_has_a_tag_on_each_line(self, several: list[Record]) -> None:
        lines = written(several, "ris").split("\n")
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines if line)
        assert sum(line.startswith("TY  - ") for line in lines) == len(several)
        assert sum(line.startswith("ER  - ") for line in lines) == len(several)

    @given(st.lists(records, min_size=1, max_size=2))
    def test_yaml_is_read_as_it_was_meant(self, several: list[Record]) -> None:
        items = json.loads(written(several, "csl-json"))
        # YAML has no control characters, and escapes them.
        assert yaml.safe_load(written(several, "csl-yaml"))["references"] == items
        for reference in yaml.safe_load(written(several, "cff"))["references"]:
            assert reference["authors"] and reference["title"]

    @given(st.lists(records, max_size=2))
    def test_csl_items_are_what_the_schema_wants(self, several: list[Record]) -> None:
        for item in json.loads(written(several, "csl-json")):
            assert item["id"] and item["type"] in CSL_TYPES
            for variable, value in item.items():
                if variable in NAMES:
                    assert all(isinstance(part, str) for name in value for part in name.values())
                elif variable in DATES:
                    assert value.keys() <= {"date-parts", "season", "circa", "literal"}
                else:
                    assert isinstance(value, str)

    @given(records)
    def test_what_is_said_is_said_in_remarks_too(self, record: Record) -> None:
        lines, done = format_notes(record, list(list_fields(record)))
        assert done <= list_fields(record).keys()
        text = "\n".join(lines)
        for name in done & LABELS.keys():
            assert all(one in text for one in list_fields(record)[name])


# Format -> what it has no place for, not even in a note. No format for references has the text of a document.
LOST: dict[str, tuple[str, ...]] = {
    "cff": ("id",),
    **dict.fromkeys(("bibtex", "biblatex", "biblatex-chicago"), ("rights",)),
}
WITH_CONTENTS = ("json-ld", "csv", "json", "yaml", "zotero")


class TestLosses:
    @pytest.mark.parametrize("format", FORMATS)
    def test_are_named(self, full: Record, format: str) -> None:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            write([full], format)
        named = [str(each.message) for each in caught]
        lost = LOST.get(format, ())
        assert len(named) == bool(lost), named
        for sentence in named:
            assert sentence.startswith("“full-1”: ")
            assert sentence.endswith(f" has no field for {', '.join(lost)}, which was left out.")

    @pytest.mark.parametrize("format", FORMATS)
    def test_everything_else_is_in_the_text(self, full: Record, format: str) -> None:
        """Each thing that a record says is there, somewhere, in every format that does not name it as lost."""
        text = _plain(written([full], format), format).casefold()
        for name, texts in list_fields(full).items():
            if name in LOST.get(format, ()) or name in ("agents.on_behalf_of", "agents.affiliation"):
                continue
            if name == "contents" and format not in WITH_CONTENTS:
                continue
            for one in texts:
                words = re.findall(r"\w+", one.casefold())
                assert all(word in text for word in words) or _coded(one, text), (name, one)

    def test_control_characters_are_removed_where_records_are_made(self) -> None:
        record = Record(title="Let\x00ter\x1b")
        assert record.title == "Letter"
        assert "<title>Letter</title>" in write([record], "mods")

    def test_every_field_of_the_model_is_known(self, full: Record) -> None:
        assert {name for name in FIELDS if "-" not in name} - list_fields(full).keys() <= {
            *("date.text", "collector", "compiler", "composer", "contributor", "director", "illustrator"),
            *("interviewee", "interviewer", "narrator", "performer", "photographer", "producer", "speaker"),
        }


class TestEach:
    def test_zotero_extra_is_read_as_variables(self, full: Record) -> None:
        letter = Record(
            kind="letter",
            holdings=[Holding(Repository("Yale", place="New Haven"), [Part("fonds", None, "House Papers")])],
        )
        (item,) = json.loads(written([letter], "zotero"))
        assert item["itemType"] == "letter"
        assert item["extra"].split("\n") == ["archive-place: New Haven", "archive_collection: House Papers"]
        document, note = json.loads(written([full], "zotero"))
        assert "recipient: Gaulle || Charles" in document["extra"].split("\n")
        assert (note["itemType"], note["parentItem"]) == ("note", document["key"])
        assert "The text\nof the source." in note["note"]

    def test_zotero_keys_are_its_own_and_stable(self, full: Record) -> None:
        keys = [item["key"] for item in json.loads(written([full, full, evolve(full, id="2")], "zotero"))]
        assert len(set(keys)) == len(keys)
        assert all(re.fullmatch("[2-9A-IJ-NP-Z]{8}", key) for key in keys)
        assert json.loads(written([full], "zotero"))[0]["key"] == keys[0]

    def test_zotero_other_types_are_said_in_extra(self) -> None:
        (item,) = json.loads(written([Record(kind="speech", title="A Speech")], "zotero"))
        assert (item["itemType"], item["extra"]) == ("document", "type: speech")

    def test_components_of_ead_are_shared(self) -> None:
        def held(*parts: Part) -> Record:
            return Record(title="T", holdings=[Holding(Repository("RGANI"), parts)])

        fonds, other = Part("fonds", "f.", "5"), Part("fonds", "f.", "6")
        several = [held(fonds), held(fonds, Part("file", "d.", "1")), held(other), held()]
        tree = etree.fromstring(written(several, "ead").encode())
        components = tree.iter("{*}c")
        assert [component.get("level") for component in components] == [
            *("fonds", "item", "file", "item", "fonds", "item", "item")
        ]
        assert len(list(tree.iter("{*}repository"))) == 3

    def test_ids_in_ead_are_names_and_unique(self) -> None:
        tree = etree.fromstring(
            written([Record(id="7", title="A"), Record(id="7", title="B")], "ead").encode()
        )
        assert [component.get("id") for component in tree.iter("{*}c")] == ["_7", None]

    def test_json_ld_says_where_it_is_kept(self, seed: Record) -> None:
        made = json.loads(written([seed], "json-ld"))
        assert made["@type"] == ["ArchiveComponent", "Message"]
        assert made["holdingArchive"] == {
            "@type": "ArchiveOrganization",
            "name": "Central Historical National Archives",
        }
        assert made["itemLocation"] == "File 6/1955"
        assert made["translationOfWork"]["inLanguage"] == "ro"

    def test_cff_is_valid(self, full: Record, seed: Record) -> None:
        references = yaml.safe_load(written([full, seed], "cff"))["references"]
        assert references[1]["authors"] == [{"name": "anonymous"}]
        whole = {"cff-version": "1.2.0", "message": "m", "title": "t", "authors": [{"name": "a"}]}
        _check_against_schema({**whole, "references": references}, "ARCHCITE_CFF_SCHEMA")

    def test_ris_letters_have_a_recipient(self) -> None:
        letter = Record(kind="letter", agents=[Agent.parse("Colonel House", "recipient")])
        assert "A2  - House, Colonel\n" in written([letter], "ris")
        assert set(RIS_TYPES) <= CSL_TYPES

    def test_columns_of_a_table(self, full: Record) -> None:
        (row,) = csv.DictReader(io.StringIO(written([full], "csv"), newline=""))
        assert row["holding.repository.code"] == "RGANI"
        assert row["notes"] == "First note. | Second note."


@pytest.mark.parametrize("format", FORMATS)
def test_a_writer_takes_a_sequence_of_records(format: str) -> None:
    assert isinstance(written((), format), str)
    assert find_writer(format) is find_writer(format)


def _plain(text: str, format: str) -> str:
    """The text of a format without its escaping."""
    from urllib.parse import unquote_plus

    if format == "json-ld":
        return json.dumps(json.loads(text), ensure_ascii=False)
    if format == "coins":
        return unquote_plus(html.unescape(text))
    return html.unescape(text)


def _coded(said: str, text: str) -> bool:
    """Whether a date or a language stands there in another form."""
    forms = {
        "ca. 1949": ("1949",),
        "2024-05-31": ("2024/05/31", "31"),
        "English": ("en",),
        "Russian": ("ru",),
    }
    return any(form in text for form in forms.get(said, ()))


def _check_against_schema(data: Any, variable: str) -> None:
    """Against the official schema, where the environment says where that is."""
    path = os.environ.get(variable)
    if path:
        jsonschema = pytest.importorskip("jsonschema")
        with open(path, encoding="utf-8") as file:
            jsonschema.validate(data, json.load(file))


class _Spans(html.parser.HTMLParser):
    """The titles of the spans in a page, and whatever else is there."""

    def __init__(self) -> None:
        super().__init__()
        self.titles: list[str] = []
        self.others: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "span" and found.keys() == {"class", "title"} and found["class"] == "Z3988":
            self.titles.append(found["title"] or "")
        else:
            self.others.append(tag)

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.others.append(data)


@pytest.mark.parametrize("format", ["mods", "dublin-core", "ead"])
def test_variables_of_a_publication_are_kept_or_named(format: str) -> None:
    item = {"id": "roe", "type": "article-journal", "title": "Letters", "container-title": "AHR", "volume": 9}
    for source in (Publication(item), Record(id="a", title="Letter", variables={"volume": 9})):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            text = write([source], format)
        has_field = '<detail type="volume">' in text and "<number>9</number>" in text
        assert has_field or "volume: 9" in text or any("variables" in str(one.message) for one in caught)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "'=", "''-", "'", "\t="])
def test_a_cell_of_csv_is_never_a_formula_and_comes_back(start: str) -> None:
    text = f'{start}HYPERLINK("https://e.org")'
    record = Record(id="a", title=text, summary=f"{start}1", notes=[text], subjects=[f"{start}2", text])
    table = written([record], "csv")
    for row in csv.reader(io.StringIO(table, newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    assert loads(table) == [record]
