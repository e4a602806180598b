"""The portal's records and citations: the seed, strings in all its ways, exports of both layouts, hostile input."""

from __future__ import annotations

import tomllib
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import archcite
from archcite.errors import ArchciteError, ArchciteWarning, SourceError
from archcite.formats.common.credit_sentences import extract_credits
from archcite.formats.wilson_center import reader as wilson
from archcite.formats.wilson_center.title_and_date import parse_head, parse_portal_date
from archcite.record import Record

STRINGS: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("wilson_strings.toml").read_text(encoding="utf-8")
)["string"]


class TestTheSeed:
    def test_every_part_in_its_own_field(self, seed: Record, address: str) -> None:
        assert seed.title == (
            "Letter addressed by the CC of the CPSU to the CC of the RWP on the recall of Soviet advisors "
            "from Romania"
        )
        assert seed.date is not None
        assert (seed.date.edtf, seed.date.text) == ("1958-09-09", "September 9, 1958")
        assert seed.copy.portal == "Wilson Center Digital Archive"
        assert (seed.copy.url, seed.copy.identifier) == (address, "110474")
        holding = seed.holding
        assert holding.repository.name == "Central Historical National Archives"
        assert [(part.level, part.label, part.value) for part in holding.parts] == [
            ("fonds", "Fund", "CC of the RCP - Foreign Relations Section"),
            ("file", "File", "6/1955"),
        ]
        assert (holding.pages.label, holding.pages.value) == ("pp.", "719-720")
        assert [agent.name for agent in seed.agents("translator")] == ["Delia Razdolescu"]
        assert seed.original_language == "Romanian"
        assert seed.languages == ("English",)
        assert seed.kind == "letter"
        assert seed.notes == ()
        assert seed.contents is not None
        assert seed.contents.startswith("Translation - English")
        assert seed.contents.endswith("September 9, 1958")

    def test_nothing_is_reported(self, seed_path: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            archcite.read(seed_path)


@pytest.mark.parametrize("entry", STRINGS, ids=[entry["raw"][:40] for entry in STRINGS])
def test_strings(entry: dict[str, Any]) -> None:
    assert stated(quiet(entry["raw"])) == {key: value for key, value in entry.items() if key != "raw"}


def stated(record: Record) -> dict[str, Any]:
    """What a record states, in the form of the table of strings."""
    holdings = [
        " | ".join(
            [
                holding.repository.name or "-",
                *(f"{part.level} {part}" for part in holding.parts),
                *([str(holding.pages)] if holding.pages else []),
            ]
        )
        for holding in record.holdings
    ]
    agents = [
        f"{agent.role}: {agent.name}"
        + (f", for {agent.on_behalf_of}" if agent.on_behalf_of else "")
        + (f" ({agent.affiliation})" if agent.affiliation else "")
        for agent in record.agents()
    ]
    fields = {
        "title": record.title,
        "date": record.date and (record.date.edtf or record.date.text),
        "date_text": record.date and record.date.text,
        "portal": record.copy.portal,
        "identifier": record.copy.identifier,
        "kind": None if record.kind == "document" else record.kind,
        "holdings": holdings,
        "agents": agents,
        "published_in": record.published_in,
        "language": record.original_language,
        "medium": record.medium,
        "notes": list(record.notes),
    }
    return {name: value for name, value in fields.items() if value}


def quiet(text: str) -> Record:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)
        return archcite.parse(text)


@pytest.mark.parametrize(
    "line",
    [
        "Hayter to Foreign Office, 3 May 1956, TNA, FO 371/122034.",
        "RGANI, f. 5, op. 30, d. 273, ll. 12-15.",
        "Cabinet Conclusions, 30 October 1956, The National Archives, Kew, CAB 128/30.",
        '"Cable, Liu Shaoqi to Mao Zedong," July 18, 1949, Wilson Center Digital Archive, RGANI, f. 5, op. 49, d. 131.',
    ],
)
def test_a_file_of_citations_is_read_as_each_of_them_is(tmp_path: Path, line: str) -> None:
    other = "RGASPI, f. 17, op. 3, d. 891, l. 2."
    path = tmp_path / "notes.txt"
    for text in (line, f"{line}\n\n{other}\n", f"1. {line}\n2. {other}\n"):
        path.write_text(text, encoding="utf-8")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ArchciteWarning)
            first = next(iter(archcite.read_all(path)))
        assert stated(first) == stated(quiet(line))


class TestReports:
    def test_what_has_no_place_is_kept_and_reported(self) -> None:
        with pytest.warns(ArchciteWarning, match="archcite has no field for"):
            record = archcite.parse(
                '"A", May 5, 1950, CWIHP Archive, RGANI, f. 5, op. 1. See also document 5.'
            )
        assert record.notes == ("See also document 5.",)

    def test_a_published_source_in_the_archive_s_place_is_said_to_be_a_guess(self) -> None:
        with pytest.warns(ArchciteWarning, match="names no archive"):
            record = archcite.parse('"Editorial", May 5, 1950, Wilson Center Digital Archive, Pravda, no. 5.')
        assert record.published_in == "Pravda, no. 5"
        assert not record.holding

    def test_a_translator_of_the_book_is_not_the_record_s(self) -> None:
        source = "Milovan Djilas. Wartime. Translated by M. Petrovich. (New York: Harcourt, 1977), 385-387."
        assert archcite.parse(source).agents() == ()
        assert archcite.parse(source).published_in == source.rstrip(".")

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "   ",
            "Dear Comrades,",
            "1958",
            "I went to the Library of Congress.",
            '"Quoted," he said.',
            "x" * 9000,
        ],
    )
    def test_no_citation(self, text: str) -> None:
        with pytest.raises(SourceError, match="is not an archival citation") as raised:
            archcite.parse(text)
        assert str(raised.value).count(". ") == 0


class TestExports:
    OLD = """
                Digital Archive                            digitalarchive.wilsoncenter.org
                International History Declassified

                     July 04, 1949
     Report of the Delegation, 'The Current State of the
                     Chinese Revolution'

Citation:
“Report of the Delegation, 'The Current State of the Chinese Revolution',” July 04, 1949, History and
Public Policy Program Digital Archive, RGASPI, f. 558, op. 11, d. 328, ll. 32-50. Translated by Gary
Goldberg. http://digitalarchive.wilsoncenter.org/document/134156

Summary:
A long Chinese report. It outlines plans
for a new government.

Credits:
This document was made possible with support from a foundation.

Original Language:
Russian

Contents:
      English Translation
      Scan of Original Document
Summary: is a word of the document too.
"""

    @pytest.mark.parametrize("flat", [False, True])
    def test_the_old_layout_also_flattened_to_one_line(self, flat: bool) -> None:
        (record,) = wilson.read(" ".join(self.OLD.split()) if flat else self.OLD, "a.txt")
        assert record.title == "Report of the Delegation, 'The Current State of the Chinese Revolution'"
        assert record.copy.identifier == "134156"
        assert record.summary == "A long Chinese report. It outlines plans for a new government."
        assert record.original_language == "Russian"
        assert record.languages == ("English",)
        assert record.notes == ("Credits: This document was made possible with support from a foundation.",)
        assert record.contents is not None
        assert record.contents.endswith("Summary: is a word of the document too.")

    def test_a_title_of_its_own_is_kept(self) -> None:
        text = '**Another Title**\n\nCitation:\n\n"A Letter", May 5, 1950, Wilson Center Digital Archive, RGANI, f. 5.'
        with pytest.warns(ArchciteWarning, match="title above the citation differs"):
            (record,) = wilson.read(text, "a.txt")
        assert (record.title, record.notes) == ("A Letter", ("Title above the citation: Another Title",))

    def test_headings_without_a_field_become_notes(self) -> None:
        text = 'Citation:\n"A", May 5, 1950, Wilson Center Digital Archive, RGANI, f. 5.\nDonors:\nA Foundation\n'
        with pytest.warns(ArchciteWarning, match="no field for “Donors”"):
            (record,) = wilson.read(text, "a.txt")
        assert record.notes == ("Donors: A Foundation",)

    def test_an_empty_citation(self) -> None:
        with pytest.raises(SourceError, match=r"nothing under the heading “Citation”"):
            wilson.read("Citation:\n\nOriginal Language:\nRussian\n", "a.txt")


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("July 06, 1949", "1949-07-06"),
        ("April, 1955", "1955-04"),
        ("circa 1953", "1953~"),
        ("[1955]", "1955"),
        ("Friday, May 5, 1950", "1950-05-05"),
        ("late 1962", "1962~"),
        ("1950 (?)", "1950~"),
        ("25.10.1962", "1962-10-25"),
        ("10/25/1962", "1962-10-25"),
        ("5/6/1958", "1958"),
        ("1970-04-22", "1970-04-22"),
        ("undated", None),
    ],
)
def test_dates(written: str, edtf: str | None) -> None:
    date = parse_portal_date(written)
    assert date is not None
    assert (date.edtf, date.text) == (edtf, written)


@pytest.mark.parametrize(
    "written", ["", "no date at all", "February 30, 1950", "99.99.1950", "f. 5", "Moscow"]
)
def test_no_dates(written: str) -> None:
    assert parse_portal_date(written) is None


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        (
            "Obtained by A. Bee and C. Dee, translated by E. Eff.",
            ["obtained-by A. Bee", "obtained-by C. Dee", "translator E. Eff"],
        ),
        (
            "Contributed, transcribed, and translated by A. Bee",
            ["contributed-by A. Bee", "transcribed-by A. Bee", "translator A. Bee"],
        ),
        ("Translation by the CWIHP staff.", ["translator the CWIHP staff"]),
        (
            "Translated by Jean de la Tour, Jr. and Kim Il-sung.",
            ["translator Jean de la Tour Jr.", "translator Kim Il-sung"],
        ),
        ("Translated by hand from a draft", []),
        ("Obtained from the archive by train", []),
    ],
)
def test_credits(text: str, agents: list[str]) -> None:
    found = extract_credits(text)
    assert [f"{agent.role} {agent.name}" for agent in found.agents] == agents
    assert found.before == ("" if agents else text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('"A "B" C," May 5, 1950, CWIHP Archive', 'A "B" C'),
        ('“A, "B",” May 5, 1950, CWIHP Archive', 'A, "B"'),
        ("“A ‘B’”, May 5, 1950, CWIHP Archive", "A ‘B’"),
        ('"A, May 5, 1950, CWIHP Archive', "A"),
        ('A," May 5, 1950, CWIHP Archive', "A"),
        ("A on May 5, 1950, CWIHP Archive", "A on May 5, 1950"),
        ("A, 4 May 1950, May 5, 1950, CWIHP Archive", "A, 4 May 1950"),
        ('"A CWIHP Archive Story," 1950, CWIHP Archive', "A CWIHP Archive Story"),
        ('"A, ," 1950, CWIHP Archive', "A"),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert parse_head(text).title == title


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                '"',
                "“",
                "”",
                "'",
                "(",
                ")",
                "[",
                ",",
                ".",
                ";",
                ":",
                " and ",
                " ",
                "f. 5",
                "op. 3",
                "ll. 7-9",
                "RGANI",
                "Title",
                "May 5, 1950",
                "Wilson Center Digital Archive",
                "Translated by",
                "Gary Goldberg",
                "https://x.org/1",
                "published in",
                "(Moscow: Nauka, 1999)",
                "4. doboz",
                "Fund CC",
                "\u202e",
                "Ω",
                "1234567890",
                "-",
            ]
        ),
        max_size=40,
    )
)
def test_any_row_of_pieces_is_a_record_or_one_sentence(pieces: list[str]) -> None:
    try:
        quiet("".join(pieces))
    except ArchciteError as error:
        assert "\n" not in str(error)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_a_record_or_one_sentence(text: str) -> None:
    wilson.sniff(text)
    try:
        quiet(text)
    except SourceError as error:
        assert "\n" not in str(error)
