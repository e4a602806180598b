"""The processor's own API: citations that come and go, names in running text, abbreviations, links, a choice."""

from __future__ import annotations

import gc
import random
import weakref
from typing import Any

import pytest

from archcite.csl import Processor, selection
from archcite.errors import ArchciteError, ArchciteWarning
from archcite.output.formats import Layout

DOE = {
    "id": "doe",
    "type": "article-journal",
    "title": "Signs",
    "author": [{"family": "Doe", "given": "Jane"}, {"family": "Roe", "given": "Al"}],
    "issued": {"raw": "1993"},
    "container-title": "Cold War History",
    "DOI": "10.1234/abc",
}
POE = {
    "id": "poe",
    "type": "report",
    "title": "Marks",
    "author": [{"family": "Poe", "given": "Eve"}],
    "issued": "1994-05~",
    "URL": "https://example.org/a_b?x=1&y=2",
}
LETTER = {"id": "letter", "type": "personal_communication", "title": "Letter to the CC", "archive": "RGANI"}
ITEMS: list[dict[str, Any]] = [DOE, POE, LETTER]


def processor(style: str, **options: Any) -> Processor:
    return Processor(style, ITEMS, **{"output": "text", **options})


@pytest.mark.parametrize(
    ("style", "note", "lead", "text"),
    [
        ("apa", 0, "", "Doe & Roe (1993, p. 3)"),
        ("ieee", 0, "", "Doe and Roe [1, p. 3]"),
        ("nature", 0, "", "Doe and Roe1"),
        ("modern-language-association", 0, "", "Doe and Roe (3)"),
        (
            "chicago-notes-bibliography",
            1,
            "Jane Doe and Al Roe",
            "“Signs,” Cold War History, ahead of print, 1993, 3, https://doi.org/10.1234/abc.",
        ),
    ],
)
def test_composite(style: str, note: int, lead: str, text: str) -> None:
    paper = processor(style)
    paper.cite([{"id": "doe", "composite": True, "locator": "3"}], note=note)
    assert (paper.authors_in_text(), paper.citations()) == ([lead], [text])


@pytest.mark.parametrize(
    ("style", "note", "lead", "text"),
    [
        ("apa", 0, "", "[?dow]"),
        ("apa", 1, "[?dow]", ""),
        ("nature", 0, "", "[?dow]"),
        ("chicago-notes-bibliography", 0, "", "[?dow]"),
        ("chicago-notes-bibliography", 1, "[?dow]", "[?dow]."),
    ],
)
def test_a_sentence_says_an_unknown_key_once_and_has_no_gap(
    style: str, note: int, lead: str, text: str
) -> None:
    paper = processor(style)
    paper.cite([{"id": "dow", "composite": True, "locator": "3"}], note=note)
    with pytest.warns(ArchciteWarning, match="Unknown item “dow”"):
        printed = (paper.authors_in_text(), paper.citations())
    assert printed == ([lead], [text])


def test_the_work_that_a_sentence_names_stays_first() -> None:
    paper = processor("apa")
    paper.cite([{"id": "poe", "composite": True}, {"id": "doe", "prefix": "see also"}])
    assert paper.citations() == ["Poe (ca. 1994; see also Doe & Roe, 1993)"]


def test_author_only_and_suppress_author() -> None:
    paper = processor("apa")
    paper.cite([{"id": "doe", "author-only": True}])
    paper.cite([{"id": "doe", "suppress-author": True}])
    assert paper.citations() == ["Doe & Roe", "(1993)"]
    numeric = processor("ieee")
    numeric.cite([{"id": "poe", "author-only": True}])
    assert numeric.citations() == ["Poe"]


def test_nothing_is_left_of_a_cite() -> None:
    paper = processor("modern-language-association")
    paper.cite([{"id": "doe", "suppress-author": True}])
    paper.cite([{"id": "doe", "composite": True}])
    assert paper.citations() == ["", "Doe and Roe"]


def test_affixes_have_markup() -> None:
    paper = processor("apa", output="html")
    paper.cite([{"id": "poe", "prefix": "see <i>esp.</i>", "suffix": ", <script>"}])
    assert paper.citations() == ["(see <i>esp.</i> Poe, ca. 1994, &#60;script&#62;)"]


@pytest.mark.parametrize(
    "abbreviations",
    [
        {"container-title": {"Cold War History": "CWH"}},
        {"default": {"container-title": {"Cold War History": "CWH"}}},
    ],
)
def test_abbreviations(abbreviations: dict[str, Any]) -> None:
    paper = processor("nature", abbreviations=abbreviations)
    paper.register(["doe"])
    assert "CWH" in paper.bibliography()[0]


def test_links() -> None:
    paper = processor("apa", output="html", links=True)
    entries = paper.bibliography()
    assert '<a href="https://doi.org/10.1234/abc">https://doi.org/10.1234/abc</a>' in entries[0]
    assert (
        '<a href="https://example.org/a_b?x=1&#38;y=2">https://example.org/a_b?x=1&#38;y=2</a>' in entries[2]
    )
    assert processor("apa", links=True).bibliography() == processor("apa").bibliography()


def test_each_cite_is_a_link_to_its_own_entry() -> None:
    paper = processor("apa", output="html", links=True, anchor={"doe": "#ref-doe", "poe": "#ref-poe"}.get)
    paper.cite([{"id": "poe", "prefix": "see"}, {"id": "doe", "locator": "3"}, {"id": "letter"}])
    paper.cite([{"id": "doe", "composite": True, "locator": "3"}])
    paper.cite([{"id": "doe", "author-only": True}])
    assert paper.citations() == [
        '(<a href="#ref-doe">Doe &#38; Roe, 1993, p. 3</a>; <i>Letter to the CC</i>, n.d.; '
        'see <a href="#ref-poe">Poe, ca. 1994</a>)',
        'Doe &#38; Roe (<a href="#ref-doe">1993, p. 3</a>)',
        '<a href="#ref-doe">Doe &#38; Roe</a>',
    ]
    notes = processor("chicago-notes-bibliography", output="html", links=True, anchor="#{}".format)
    notes.cite([{"id": "poe"}, {"id": "doe"}], note=1)
    assert notes.citations()[0].count("<a ") == 2 == notes.citations()[0].count("</a>")


@pytest.mark.parametrize("style", ["apa", "ieee", "nature", "chicago-notes-bibliography", "oscola"])
def test_links_change_no_sign(style: str) -> None:
    """Grouped, collapsed, with affixes, in quotation marks: what is read is what is read without links."""
    people = [{"family": "Lee", "given": "Ann"}, {"family": "Kim", "given": "Al"}]
    items = [
        {
            "id": f"i{number}",
            "type": ("article-journal", "report")[number % 2],
            "title": ("Why?", "War", "Sgt.")[number % 3],
            "author": people[: 1 + number // 6],
            "issued": {"date-parts": [[1950 + number // 4]]},
            "URL": "https://example.org/",
        }
        for number in range(9)
    ]
    chance = random.Random(3)
    papers = [Processor(style, items, output="text", anchor=anchor) for anchor in (None, "#{}".format)]
    for note in range(60):
        cites = [
            {"id": key, "prefix": chance.choice(["", "", "see"]), "suffix": chance.choice(["", "", "."])}
            for key in chance.sample([item["id"] for item in items], chance.randint(1, 5))
        ]
        cites[0]["composite"] = note % 7 == 0
        for paper in papers:
            paper.cite(cites, note)
    assert papers[0].citations() == papers[1].citations()
    assert papers[0].authors_in_text() == papers[1].authors_in_text()


def test_a_choice_of_entries() -> None:
    paper = processor("apa")
    archives = paper.bibliography(selection(exclude=[("archive", "")]))
    published = paper.bibliography(selection(include=[("type", "report"), ("type", "article-journal")]))
    assert len(archives) == 1 and "Letter to the CC" in archives[0]
    assert len(published) == 2
    assert paper.bibliography(selection(select=[("type", "report"), ("title", "Signs")])) == []


def test_layout() -> None:
    assert processor("apa").layout() == Layout(hanging_indent=True, entry_spacing=0, line_spacing=2)
    numbered = processor("ieee", output="html")
    assert numbered.layout().second_field_align == "flush"
    whole = numbered.render_bibliography()
    assert whole.startswith('<div class="csl-bib-body">') and whole.count("csl-entry") == 3
    assert processor("apa").render_bibliography(lambda item: False) == ""


def test_affixes_of_a_whole_citation_stay_where_they_are() -> None:
    paper = processor("apa")
    key = paper.cite([{"id": "poe", "locator": "3"}, {"id": "doe"}], prefix="e.g.,", suffix="<i>passim</i>")
    assert paper.citations() == ["(e.g., Doe & Roe, 1993; Poe, ca. 1994, p. 3 passim)"]
    paper.replace(key, [{"id": "poe"}])
    assert paper.citations() == ["(e.g., Poe, ca. 1994 passim)"]
    paper.replace(key, [{"id": "poe"}], prefix="", suffix="")
    assert paper.citations() == ["(Poe, ca. 1994)"]


def test_a_prefix_keeps_a_cite_behind_those_before_it() -> None:
    cites = [{"id": "poe"}, {"id": "doe"}, {"id": "doe", "prefix": "see also", "locator": "3"}]
    paper = processor("apa")
    paper.cite(cites, keep_prefixes=True)
    assert paper.citations() == ["(Doe & Roe, 1993; Poe, ca. 1994; see also Doe & Roe, 1993, p. 3)"]


def test_a_citation_can_reset_the_positions() -> None:
    paper = processor("chicago-notes-bibliography")
    first, later = paper.cite([{"id": "poe"}], 1), paper.cite([{"id": "poe"}], 2)
    again = paper.cite([{"id": "poe"}], 3, reset_position=True)
    paper.cite([{"id": "poe"}], 4)
    texts = paper.citations()
    assert texts[:2] == texts[2:] and texts[0] != texts[1]
    paper.replace(first, [{"id": "doe"}])
    assert paper.citation(later) == texts[0]
    assert paper.citations()[2:] == texts[2:]
    paper.remove(again)
    assert paper.citations()[1:] == texts[:2]


def test_in_text_citations_reset_those_in_notes_too() -> None:
    paper = processor("chicago-notes-bibliography")
    paper.cite([{"id": "poe"}], 1)
    paper.cite([], reset_position=True)
    paper.cite([{"id": "poe"}], 2)
    assert paper.citations()[0] == paper.citations()[2]


def test_what_is_not_there_is_shown_and_said() -> None:
    paper = processor("apa")
    paper.cite([{"id": "dough"}, {"id": "poe"}])
    with pytest.warns(ArchciteWarning, match="[Uu]nknown item “dough”") as unknown:
        assert paper.citations() == ["([?dough]; Poe, ca. 1994)"]
    assert unknown[0].filename == __file__
    with pytest.warns(ArchciteWarning, match="Unknown item “dough”; it is left out"):
        paper.register(["dough"])
    with pytest.raises(ArchciteError, match="Unknown citation “c9”"):
        paper.citation("c9")


def test_an_item_that_comes_later_is_cited() -> None:
    paper = processor("apa")
    paper.cite([{"id": "new"}])
    with pytest.warns(ArchciteWarning):
        paper.citations()
    paper.add_items([{"id": "new", "type": "book", "title": "Wartime", "issued": {"raw": "1977"}}])
    assert paper.citations() == ["(Wartime, 1977)"]


STYLES = [
    "chicago-notes-bibliography",
    "chicago-author-date",
    "apa",
    "ieee",
    "modern-language-association",
    "oscola",
    "mhra-notes",
]


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("seed", range(8))
def test_a_changed_document_reads_as_if_it_had_been_written_so(style: str, seed: int) -> None:
    """Whatever is inserted, replaced, moved or removed: the result is that of a new processor.

    There are few items that are much alike, or many that the keys of a bibliography can put in order; some
    documents begin their notes again with each chapter, and some list what they do not cite.
    """
    chance = random.Random(seed)
    count, chapters, lists = (8, 50)[seed % 2], seed % 4 > 1, seed % 8 == 2
    people = [
        {"family": family, "given": given}
        for family in ("Lee", "Kim", "Orr", "Poe")[: 2 + seed % 3]
        for given in ("Ann", "Al", "Bo")
    ]
    items = [
        {
            "id": f"i{number}",
            "type": chance.choice(["book", "article-journal", "report"]),
            "title": f"Title {number % (3 if count == 8 else 1000)}",
            "author": chance.sample(people, chance.randint(1, 3)),
            "issued": {"date-parts": [[1950 + number % 2]]},
        }
        for number in range(count)
    ]

    def note_of(place: int) -> int:
        return place % 7 + 1 if chapters else place

    paper = Processor(style, items, output="text")
    if lists:
        paper.register()
    document: dict[str, tuple[list[dict[str, Any]], int]] = {}
    for step in range(60):
        cites = [
            {"id": f"i{chance.randrange(count)}", "locator": chance.choice(["", "", "7"])}
            for _ in range(chance.randint(1, 3))
        ]
        deed = chance.choice(["cite", "cite", "insert", "replace", "replace", "remove", "arrange"])
        if deed == "cite":
            note = note_of(len(document) + 1)
            document[paper.cite(cites, note)] = (cites, note)
        elif deed == "insert":
            place = chance.randint(0, len(document))
            key = paper.insert(place, cites)
            rows = list(document.items())
            document = dict([*rows[:place], (key, (cites, 0)), *rows[place:]])
        elif document and deed == "replace":
            key = chance.choice(list(document))
            note = chance.choice([document[key][1], document[key][1], 0])
            if chance.random() < 0.5:  # the same items, at other places
                cites = [{**cite, "locator": chance.choice(["", "7", "8"])} for cite in document[key][0]]
            paper.replace(key, cites, note)
            document[key] = (cites, note)
        elif document and deed == "remove":
            key = chance.choice(list(document))
            paper.remove(key)
            del document[key]
        elif deed == "arrange" and step % 5 == 0:
            keys = chance.sample(list(document), len(document))
            document = {key: (document[key][0], note_of(place)) for place, key in enumerate(keys, 1)}
            paper.arrange((key, document[key][1]) for key in keys)
        if step % 3 == 0:
            paper.citations()
    fresh = Processor(style, items, output="text")
    if lists:
        fresh.register()
    for cites, note in document.values():
        fresh.cite(cites, note)
    assert paper.citations() == fresh.citations()
    if document:
        assert paper.bibliography() == fresh.bibliography()


@pytest.mark.slow
@pytest.mark.parametrize("style", ["chicago-notes-bibliography", "chicago-author-date"])
def test_a_document_that_is_no_longer_needed_goes_at_once(style: str) -> None:
    names = ({"family": "Roe", "given": given} for given in ("Ann", "Bob", "Cy"))
    items = [
        {"id": str(n), "type": "book", "title": "Signs", "author": [name]} for n, name in enumerate(names)
    ]
    gc.collect()
    gc.disable()
    try:
        processor = Processor(style, items, output="text")
        processor.cite([{"id": "0"}, {"id": "1"}], 1)
        processor.cite([{"id": "1"}, {"id": "2"}], 2)
        assert processor.citations() and processor.bibliography()
        gone = weakref.ref(processor)
        del processor
        assert gone() is None, "it is in a circle, and waits for the collector"
    finally:
        gc.enable()


def test_cite_that_prints_nothing_is_left_out_and_reported() -> None:
    bare = {"id": "bare", "type": "book", "title": "No date"}
    made = Processor("springer-basic-author-date", [DOE, bare], output="text")
    made.cite([{"id": "doe"}, {"id": "bare"}])
    with pytest.warns(ArchciteWarning, match="“bare” prints nothing in this style") as caught:
        assert made.citations() == ["(Doe and Roe 1993)"]
    assert caught[0].filename == __file__
    made = Processor("springer-basic-author-date", [DOE, bare], output="text")
    made.cite([{"id": "bare"}])
    made.cite([{"id": "doe"}, {"id": "bare", "suffix": ", his notes"}])  # what the writer gave is never lost
    message = "[CSL STYLE ERROR: reference with no printed form.]"
    assert made.citations() == [f"({message})", f"(Doe and Roe 1993; {message}, his notes)"]


def test_a_citation_that_is_inserted_can_continue_a_sentence_and_name_its_note() -> None:
    made = processor("chicago-notes-bibliography-subsequent-ibid")
    made.cite([{"id": "doe"}], 2)
    made.insert(0, [{"id": "doe"}], 1, shown_note=7)
    made.insert(2, [{"id": "doe"}], 3, in_sentence=True)
    whole = processor("chicago-notes-bibliography-subsequent-ibid")
    whole.cite([{"id": "doe"}], 1, shown_note=7)
    whole.cite([{"id": "doe"}], 2)
    whole.cite([{"id": "doe"}], 3, in_sentence=True)
    assert made.citations() == whole.citations()
    assert made.citations()[2] == "ibid."


@pytest.mark.parametrize("style", ["apa", "ieee"])
def test_asking_for_the_bibliography_does_not_change_what_is_listed_later(style: str) -> None:
    items = [{"id": key, "type": "book", "title": key.upper()} for key in "abc"]
    processor, other = Processor(style, items, output="text"), Processor(style, items, output="text")
    everything = processor.bibliography()  # all items, since none is cited
    assert len(everything) == 3
    for one in (processor, other):
        one.cite([{"id": "b"}], id="first")
    assert processor.citations() == other.citations()
    assert processor.bibliography() == other.bibliography()
    processor.remove("first")
    assert processor.bibliography() == everything
    processor.register(["c"])
    assert len(processor.bibliography()) == 1
