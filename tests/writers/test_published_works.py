"""Published works in every format that has fields for them: what is written is read back, variable for variable."""

from __future__ import annotations

import json
import warnings
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import archcite
from archcite.csl.variables import DATES, NAMES, TYPES
from archcite.errors import ArchciteWarning
from archcite.formats.csl_json.publication_from_item import ALWAYS_PUBLISHED
from archcite.formats.csl_json.record_from_item import VARIABLES, from_csl_item
from archcite.formats.writing import write
from archcite.record import Holding, Part, Publication, Record, Repository, Source

FORMATS = {
    "csl-json": "csl_json",
    "csl-yaml": "csl_json",
    "ris": "ris",
    "zotero": "zotero",
    "yaml": "archcite_yaml",
}
WORDS = st.sampled_from(
    [
        "Wartime",
        "The long road: a <i>Faust</i>",
        "Économie & société",
        "Über die Grenze",
        "12",
        "War in {Europe}",
    ]
)
NAME = st.sampled_from(
    [
        {"family": "Djilas", "given": "Milovan"},
        {"family": "O’Hara", "given": "Mary Beth"},
        {"family": "García Márquez", "given": "Gabriel"},
        {"family": "Dijk", "given": "Anna", "non-dropping-particle": "van"},
        {"family": "Montaigne", "given": "Michel", "dropping-particle": "de"},
        {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        {"family": "Service", "given": "Robert"},
        {"family": "Plato"},
        {"literal": "Ministry of Supply"},
    ]
)
DATE = st.sampled_from(
    [
        {"date-parts": [[1977]]},
        {"date-parts": [[1977, 5]]},
        {"date-parts": [[1977, 5, 3]]},
        {"date-parts": [[1977, 5], [1978]]},
        {"date-parts": [[1977]], "circa": True},
        {"date-parts": [[1977]], "season": 2},
    ]
)
PAGES = st.sampled_from(["12", "12-20", "R551-R554", "xi-xiv", "1, 5-7"])
# Each has a test of its own, or is made by programs: “note” may give any other variable.
OTHERS = (
    DATES
    | NAMES
    | {"DOI", "URL", "ISBN", "ISSN", "PMID", "PMCID", "accessed", "annote", "keyword", "language", "note"}
)
OTHERS |= {
    "page",
    "page-first",
    "title",
    "publisher",
    "citation-number",
    "first-reference-note-number",
    "locator",
}
TEXTS = sorted(VARIABLES - OTHERS - {"year-suffix", "archive", "archive_location", "archive_collection"})
ITEM = st.fixed_dictionaries(
    {
        "id": st.just("x1"),
        "type": st.sampled_from(sorted(TYPES)),
        "title": WORDS,
        "publisher": WORDS,
        "issued": DATE,
    },
    optional={
        **dict.fromkeys(TEXTS, WORDS),
        **{name: st.lists(NAME, min_size=1, max_size=3, unique_by=str) for name in sorted(NAMES)},
        "page": PAGES,
        "DOI": st.just("10.1000/182"),
        "URL": st.just("https://example.org/1?a=b_c"),
        "language": st.sampled_from(["en", "de", "en-GB"]),
        "accessed": st.just({"date-parts": [[2024, 5, 31]]}),
        **dict.fromkeys(("original-date", "event-date", "available-date", "submitted"), DATE),
        "keyword": st.just("letters; Wilson, Woodrow"),
        "ISBN": st.just("978-3-16-148410-0"),
        "ISSN": st.just("1234-5678"),
        "PMID": st.just("123456"),
        "PMCID": st.just("PMC123456"),
        "note": st.just("A remark"),
        "abstract": st.just("An abstract."),
    },
)


def read_back(source: Source, format: str) -> list[Source]:
    read = import_module(f"archcite.formats.{FORMATS[format]}.reader").read
    return list(read(write([source], format)))


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
@given(ITEM)
@settings(max_examples=25, deadline=None)
def test_a_published_work_comes_back_variable_for_variable(format: str, item: dict[str, Any]) -> None:
    (source,) = read_back(Publication(item), format)
    assert isinstance(source, Publication)
    assert source.csl_item() == item


@given(ITEM)
@settings(max_examples=10, deadline=None)
def test_what_is_read_is_cited_as_the_item_itself(item: dict[str, Any]) -> None:
    source = from_csl_item(json.loads(json.dumps(item)))
    for style in ("chicago", "apa"):
        assert archcite.cite(source, style) == archcite.cite(item, style)


@given(ITEM)
@settings(max_examples=25, deadline=None)
def test_an_archival_item_is_given_back_too(item: dict[str, Any]) -> None:
    # A call number beside the reference is a second one.
    item = {name: value for name, value in item.items() if name not in ("call-number", "archive-place")}
    archival = {**item, "archive": "RGANI", "archive_location": "f. 5, op. 30, d. 273"}
    with warnings.catch_warnings():
        warnings.simplefilter("error", ArchciteWarning)
        source = from_csl_item(archival)
    assert isinstance(source, Publication) is (item["type"] in ALWAYS_PUBLISHED)
    assert source.csl_item() == archival
    # The pages of an archival source are leaves in the file; those of a publication are its own.
    leaves = "" if isinstance(source, Publication) else str(source.holding.pages)
    assert bool(leaves) is ("page" in item and not isinstance(source, Publication))
    assert str(source.holding) == ", ".join(filter(None, ("RGANI, f. 5, op. 30, d. 273", leaves)))


@pytest.mark.parametrize("format", ["ris", "zotero", "biblatex", "mods"])
def test_old_names_of_variables_are_those_of_today(format: str) -> None:
    item = {
        "id": "x1",
        "type": "article-journal",
        "title": "On Letters",
        "container-title": "American Review",
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)
        texts = [
            write([Publication({**item, **names})], format)
            for names in (
                {"title-short": "Letters", "container-title-short": "Am. Rev."},
                {"shortTitle": "Letters", "journalAbbreviation": "Am. Rev."},
                {"title-short": "Letters", "shortTitle": "Letters", "journalAbbreviation": "Am. Rev."},
            )
        ]
    if format == "zotero":
        # The key is made of the item.
        texts = [text.partition('"version"')[2] for text in texts]
    assert texts[0] and texts[0] == texts[1] == texts[2]


@pytest.mark.parametrize("page", ["749-749", "g226-g226", "12-20", "12"])
def test_pages_of_ris_come_back(page: str) -> None:
    item = {"id": "x1", "type": "article-journal", "title": "On Letters", "page": page}
    (source,) = read_back(Publication(item), "ris")
    assert source.csl_item() == item


@pytest.mark.parametrize("format", ["mods", "ris", "zotero"])
def test_lines_of_a_note_stay_lines(format: str) -> None:
    item = {"id": "x1", "type": "book", "title": "War", "note": "A remark.\nAnother one."}
    (source,) = archcite.loads(write([Publication(item)], format), format)
    assert source.csl_item()["note"] == item["note"]


@pytest.mark.parametrize("format", ["ris", "zotero"])
@pytest.mark.parametrize("parts", [[["350BCE"]], [["1958", "thirteen"]], [["2015"], ["x"]]])
def test_a_date_that_is_not_valid_is_written_as_its_parts(format: str, parts: list[list[str]]) -> None:
    item = {"id": "x1", "type": "book", "title": "War", "original-date": {"date-parts": parts}}
    text = write([Publication(item)], format)
    assert "date-parts" not in text and "/".join("-".join(end) for end in parts) in text


@pytest.mark.parametrize("format", ["ris", "zotero"])
@pytest.mark.parametrize(
    "issued", [{"literal": "c1988"}, {"date-parts": [[2020]], "season": "Fall"}], ids=lambda date: str(date)
)
def test_words_of_a_date_are_printed_as_before(format: str, issued: dict[str, Any]) -> None:
    item = {"id": "x1", "type": "article-journal", "title": "War", "container-title": "AHR", "issued": issued}
    (source,) = archcite.loads(write([Publication(item)], format), format)
    assert source.csl_item()["issued"] == issued


@pytest.mark.parametrize(
    "family",
    [
        "for the UK Biobank Eye and Vision Consortium",
        "G.A. Res. 217 (III) A",
        "Orchestra and Chorus of the Royal Opera House, Covent Garden",
        "Virago Press, (@ViragoBooks)",
    ],
)
def test_a_body_in_the_field_of_a_family_name_stays_whole_in_ris(family: str) -> None:
    item = {"id": "x1", "type": "post", "title": "War", "author": [{"family": family, "given": ""}]}
    (source,) = read_back(Publication(item), "ris")
    assert [agent.name for agent in source.agents()] == [family]


@pytest.mark.parametrize(
    "name",
    [
        {"family": "Dijk", "given": "Anna", "non-dropping-particle": "van"},
        {"family": "Montaigne", "given": "Michel", "dropping-particle": "de"},
    ],
)
def test_particles_come_back_from_mods(name: dict[str, str]) -> None:
    item = {"id": "x1", "type": "book", "title": "War", "author": [name]}
    (source,) = archcite.loads(write([Publication(item)], "mods"), "mods")
    assert source.csl_item()["author"] == [name]


def test_zotero_keeps_the_account_after_the_name_of_its_owner() -> None:
    name = {"family": "The New York Public Library", "given": "[@nypl]"}
    item = {"id": "x1", "type": "post", "title": "War", "author": [name]}
    (source,) = read_back(Publication(item), "zotero")
    assert source.csl_item()["author"] == [name]


@pytest.mark.parametrize("format", ["bibtex", "biblatex"])
@pytest.mark.parametrize("location", ["Roback Papers (HUGFP 104.50, Box 2)", ""])
@pytest.mark.parametrize("place", ["Cambridge, MA", ""])
def test_the_archive_of_a_published_work_is_read_back_from_bib(
    format: str, location: str, place: str
) -> None:
    item = {"id": "x1", "type": "book", "title": "War", "archive": "Harvard University Archives"}
    item |= {"archive_location": location} if location else {}
    item |= {"archive-place": place} if place else {}
    text = write([Publication(item)], format)
    printed = ", ".join(filter(None, (location, item["archive"], place)))
    assert f" = {{{printed}}}" in text
    (source,) = archcite.loads(text, "bibtex")
    assert source.csl_item() == item


def test_a_call_number_in_bib_is_still_one() -> None:
    text = "@book{a, title = {War}, library = {DK254 .L4}, addendum = {Signed}}"
    (source,) = archcite.loads(text, "bibtex")
    assert source.csl_item()["call-number"] == "DK254 .L4" and "archive" not in source.csl_item()


PLACES = st.fixed_dictionaries(
    {},
    optional={
        "archive": st.sampled_from(["RGANI", "The Louvre", "Yale University Library", "ERIC"]),
        "archive_collection": st.sampled_from(["House Papers", "GEB series 1.3"]),
        "archive_location": st.sampled_from(["box 6, folder 179", "f. 5, op. 30, d. 273", "MS0189/1/3"]),
        "archive-place": st.sampled_from(["New Haven, CT", "Москва"]),
    },
)


@pytest.mark.parametrize("format", ["ris", "zotero"])
@given(
    st.sampled_from(
        ["manuscript", "personal_communication", "map", "interview", "document", "pamphlet", "speech"]
    ),
    PLACES,
    st.fixed_dictionaries(
        {"title": WORDS, "issued": DATE},
        optional={
            "author": st.lists(NAME, min_size=1, max_size=2, unique_by=str),
            "genre": WORDS,
            "medium": WORDS,
        },
    ),
)
@settings(max_examples=25, deadline=None)
def test_an_archival_item_comes_back_variable_for_variable(
    format: str, csl_type: str, places: dict[str, str], others: dict[str, Any]
) -> None:
    item = {"id": "x1", "type": csl_type, **places, **others}
    (source,) = archcite.loads(json.dumps([item]), "csl-json")
    (read,) = archcite.loads(write([source], format), format)
    assert read.csl_item() == item


def test_ris_has_the_archive_and_the_path_for_other_programs() -> None:
    item = {
        "id": "x1",
        "type": "manuscript",
        "archive": "RGANI",
        "archive_collection": "F",
        "archive_location": "d. 2",
    }
    (source,) = archcite.loads(json.dumps([item]), "csl-json")
    lines = write([source], "ris").splitlines()
    assert lines[:4] == ["TY  - MANSCPT", "DB  - RGANI", "AN  - F, d. 2", "ID  - x1"]


@pytest.mark.parametrize(
    "date", ["1930/1967", "1937?", "1940~/1945~", "1918-09", "195X", "1914/..", "1950-21"]
)
def test_dates_of_records_come_back_from_ris(date: str) -> None:
    (read,) = archcite.loads(write([Record(kind="letter", title="Papers", date=date)], "ris"))
    assert (read.date and read.date.edtf, read.notes) == (date, ())


@pytest.mark.parametrize("type", ["article-newspaper", "book", "pamphlet", "thesis"])
@pytest.mark.parametrize("style", ["chicago", "apa", "mla", "mhra", "wilson-center"])
def test_a_printed_work_that_an_archive_keeps_is_cited_with_it(style: str, type: str) -> None:
    holding = Holding(Repository("Modern Records Centre"), [Part("file", None, "MSS.292/253/7")])
    work = Publication({"id": "a", "type": type, "title": "On Coal", "publisher": "HMSO"}, holdings=[holding])
    cited = archcite.cite(work, style, form="entry")
    assert "Modern Records Centre" in cited and "MSS.292/253/7" in cited


@pytest.mark.parametrize("format", ["bibtex", "biblatex", "ris", "mods", "csl-json", "zotero", "yaml", "csv"])
def test_its_archive_is_in_each_format(format: str) -> None:
    holding = Holding(Repository("Modern Records Centre"), [Part("file", None, "MSS.292/253/7")])
    work = Publication(
        {"id": "a", "type": "book", "title": "On Coal", "publisher": "HMSO"}, holdings=[holding]
    )
    (again,) = archcite.loads(archcite.write([work], format), format)
    assert archcite.cite(again) == archcite.cite(work)


@pytest.mark.parametrize(
    "variables",
    [{"archive": "JSTOR"}, {"note": "archive: Yale"}, {"archive_location": "MSS.1"}, {"archive": "Yale"}],
)
def test_an_item_that_says_where_it_is_kept_stays_as_it_is(variables: dict[str, str]) -> None:
    item = {"id": "a", "type": "book", "title": "On Coal", **variables}
    (work,) = archcite.loads([item])
    assert archcite.to_csl_item(work) == item


@pytest.mark.parametrize("format", ["bibtex", "biblatex", "biblatex-chicago", "mods", "ris", "zotero"])
@pytest.mark.parametrize("type", ["book", "manuscript", "map"])
def test_particles_of_names_come_back_from_each_format(format: str, type: str) -> None:
    names = [
        {"family": "Dijk", "given": "Anna", "non-dropping-particle": "van"},
        {"family": "Montaigne", "given": "Michel", "dropping-particle": "de"},
    ]
    source = from_csl_item({"id": "x1", "type": type, "title": "War", "author": names})
    (again,) = archcite.loads(write([source], format))
    assert again.csl_item()["author"] == names


@pytest.mark.parametrize("format", ["bibtex", "biblatex", "mods", "ris"])
@pytest.mark.parametrize(
    "variables",
    [
        {"available-date": {"date-parts": [[1977, 5]]}},
        {"submitted": {"date-parts": [[1977, 5, 3]]}},
        {"narrator": [{"family": "Roe", "given": "Jane"}]},
        {"performer": [{"family": "Roe", "given": "Jane"}], "archive": "RGANI"},
    ],
    ids=str,
)
def test_other_dates_and_roles_of_archival_sources_come_back(format: str, variables: dict[str, Any]) -> None:
    item = {"id": "x1", "type": "graphic", "title": "War", **variables}
    (again,) = archcite.loads(write([from_csl_item(item)], format))
    assert again.csl_item() == item


def test_the_date_of_a_source_that_is_no_letter_stays_beside_the_original_one_in_bib() -> None:
    item = {"id": "x1", "type": "collection", "title": "War", "collection-title": "Red Series"}
    item |= {"issued": {"date-parts": [[1977, 5]]}, "original-date": {"date-parts": [[1950]]}}
    (again,) = archcite.loads(write([from_csl_item(item)], "biblatex"))
    assert again.csl_item() == item


@pytest.mark.parametrize("variables", [{"volume": "3"}, {"number": "17"}, {"collection-title": "Red Series"}])
def test_volume_and_number_are_no_place_where_bib_names_no_archive(variables: dict[str, str]) -> None:
    item = {"id": "x1", "type": "figure", "title": "War", **variables}
    (again,) = archcite.loads(write([from_csl_item(item)], "bibtex"))
    assert again.csl_item() == item


@pytest.mark.parametrize("format", ["bibtex", "biblatex"])
def test_a_medium_is_one_where_bib_names_no_archive(format: str) -> None:
    item = {"id": "x1", "type": "graphic", "title": "War", "medium": "clip art", "URL": "https://e.org/1"}
    source = from_csl_item(item)
    (again,) = archcite.loads(write([source], format))
    assert archcite.cite(again) == archcite.cite(source)


@pytest.mark.parametrize("format", ["mods", "ris", "zotero", "biblatex"])
@pytest.mark.parametrize("shelfmark", ["MS0189/1/3", "ML73", "MS.123", "Add. MS 36684", "box 5"])
def test_a_shelfmark_with_leaves_comes_back_to_the_letter(format: str, shelfmark: str) -> None:
    item = {"id": "x1", "type": "manuscript", "title": "War", "archive": "Yale University Library"}
    source = from_csl_item({**item, "archive_location": shelfmark, "page": "30–32"})
    (again,) = archcite.loads(write([source], format))
    assert archcite.cite(again) == archcite.cite(source)
    assert f"{shelfmark}, pp. 30–32" in archcite.cite(again)


def test_biblatex_chicago_has_a_second_shelfmark_with_the_first() -> None:
    item = {"id": "x1", "type": "manuscript", "title": "War", "archive": "Yale University Library"}
    source = from_csl_item({**item, "archive_location": "box 5, folder 30", "call-number": "MS 52"})
    assert "note = {box 5, folder 30, MS 52}" in write([source], "biblatex-chicago")


def test_bibtex_names_translators_beside_a_note() -> None:
    item = {
        "id": "x1",
        "type": "map",
        "title": "War",
        "note": "Signed.",
        "translator": [{"literal": "War Office"}],
    }
    text = write([from_csl_item(item)], "bibtex")
    assert "note = {Translated by War Office. Signed}" in text
    (again,) = archcite.loads(text, "bibtex")
    assert again.csl_item()["translator"] == item["translator"]


def test_bibtex_states_no_degree_for_a_thesis_without_one() -> None:
    item = {"id": "x1", "type": "thesis", "title": "War", "publisher": "Yale"}
    text = write([Publication(item)], "bibtex")
    (again,) = archcite.loads(text, "bibtex")
    assert again.csl_item() == {**item, "genre": "Thesis"}


# Formats that keep each text of an item, in a field of its own or in a note, or name in a warning what they leave out.
KEEPING = (
    *("csl-json", "csl-yaml", "ris", "zotero", "yaml", "json", "csv"),
    *("mods", "bibtex", "biblatex", "biblatex-chicago", "cff", "dublin-core"),
)
# What a record models: a kind is a genre of its own, and a place without an archive is none.
MODELLED = {"archive-place", "archive_collection", "genre"}
MADE = {"year-suffix", "page-first", "citation-number", "first-reference-note-number", "locator"}
KEPT = sorted(VARIABLES - NAMES - DATES - MODELLED - MADE)
NUMBERED = {"page": "12-20", "DOI": "10.1000/182", "URL": "https://example.org/1", "language": "de"}
NUMBERED |= {"ISBN": "978-3-16-148410-0", "ISSN": "1234-5678", "PMID": "123456", "PMCID": "PMC123456"}
NUMBERED |= {"archive_location": "f. 5, op. 30, d. 273", "volume": "3", "issue": "4", "number": "17"}
NUMBERED |= {"chapter-number": "5", "number-of-pages": "320", "number-of-volumes": "7", "edition": "2"}


@pytest.mark.slow
@pytest.mark.parametrize("format", KEEPING)
@given(
    st.sampled_from(sorted(TYPES)),
    st.lists(st.sampled_from(KEPT), min_size=1, max_size=4, unique=True),
    st.lists(st.sampled_from(sorted(NAMES)), max_size=1),
)
@settings(max_examples=60, deadline=None)
def test_no_text_of_an_item_vanishes_unsaid(
    format: str, csl_type: str, variables: list[str], roles: list[str]
) -> None:
    texts = {name: NUMBERED.get(name, f"Alpha {name.title().replace('_', '-')}") for name in variables}
    people = {role: [{"family": "Djilas", "given": "Milovan"}] for role in roles}
    source = from_csl_item({"id": "x1", "type": csl_type, "title": "Wartime letters", **texts, **people})
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        written = write([source], format)
    told = " ".join(str(one.message) for one in caught)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)
        (again,) = archcite.loads(written)
    said = json.dumps(again.csl_item(), ensure_ascii=False).casefold()
    for name, text in texts.items():
        left_out = name in told or (name == "license" and "rights" in told)
        assert left_out or all(word in said for word in text.casefold().split()), name
    assert not roles or roles[0] in told or "djilas" in said
