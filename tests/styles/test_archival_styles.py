"""The archival styles: valid, nothing lost, and beside the general style that formats the rest.

What they print to the letter is in `gold/`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import archcite
from archcite.csl import Processor
from archcite.formats.csl_json.item_from_record import to_csl_item
from archcite.record import Agent, Holding, OnlineCopy, Record, Repository
from archcite.record.vocabulary import KINDS
from archcite.styles import compose_style, find_archival_file, get_info, load_archival_styles, read_special
from tests.styles.every import EVERY_STYLE

NAMES = sorted(style.file for style in load_archival_styles().values())
# Styles of their own, and not changes to an official one.
ALONE = [name for name in NAMES if not find_archival_file(name).name.endswith(".overlay.csl")]
ARCHIVE_FIRST = [
    name
    for name in ALONE
    if '<include style="archive-first"/>' in find_archival_file(name).read_text(encoding="utf-8")
]
# Of these, the styles that format published works too: no official style prints notes as GOST R 7.0.5 does, so that
# `test_general_style_formats_the_rest` has nothing to compare them with; `test_a_whole_style_formats_the_rest` has what
# they print.
WHOLE = [name for name in ALONE if 'rel="template"' not in read_special(name)]
TITLE = (
    "Letter Addressed by the CC of the CPSU to the CC of the RWP on the Recall of Soviet Advisors from "
    "Romania"
)
SENTENCE = (
    "Letter addressed by the CC of the CPSU to the CC of the RWP on the recall of Soviet advisors from "
    "Romania"
)
PORTAL = "Wilson Center Digital Archive"
# Styles in which a letter does not stand where its author would: the portal's titles name the authors, and AGLC and
# OSCOLA sort by the kind of source first.
APART = {
    "aglc-archival": ["article", "book", "circa"],
    "oscola-archival": ["article", "book", "circa"],
    "wilson-center": ["circa", "article", "book"],
}

Items = list[dict[str, Any]]


def processor(name: str, items: Items, ids: list[str], **options: Any) -> Processor:
    made = Processor(compose_style(name), items, output="text", **options)
    for number, ident in enumerate(ids, 1):
        made.cite([{"id": ident}], note=number)
    return made


def entry(name: str, items: Items, ident: str) -> str:
    (made,) = processor(name, [item for item in items if item["id"] == ident], [ident]).bibliography()
    return made


@pytest.mark.parametrize("name", ALONE)
def test_valid(name: str) -> None:
    assert_valid(read_special(name))


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_composed_valid(name: str) -> None:
    assert_valid(compose_style(name))


def assert_valid(xml: str) -> None:
    import citeproc

    schema = Path(citeproc.__file__).parent / "data/schema/schemas/styles/csl.rng"
    etree.RelaxNG(etree.parse(str(schema))).assertValid(etree.fromstring(xml.encode()))


def test_mla_sets_the_portal_in_italics(archival: Items) -> None:
    made = Processor(compose_style("mla-archival"), archival[:1], output="html")
    made.cite([{"id": "seed"}])
    assert f"<i>{PORTAL}</i>, " in made.bibliography()[0]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_lost(name: str, archival: Items) -> None:
    """Repository, path, portal and address are in every entry, and the translator leads none."""
    for item in archival:
        made = entry(name, archival, item["id"])
        for variable in ("archive", "archive_collection", "source", "URL", "references"):
            assert item.get(variable, "") in made
        assert item.get("archive_location", "").lower() in made.lower()
        for person in item.get("translator", ()):
            assert person["family"] in made
            assert not made.startswith(person["family"])


def test_short_notes(archival: Items) -> None:
    ids = ["seed", "seed", "creel", "creel", "burton", "burton", "circa", "seed", "circa"]
    notes = processor("chicago-notes-archival", archival, ids).citations()
    assert notes[1] == notes[7] == f"“{TITLE}.”"
    assert notes[3] == "Creel to House, September 25, 1918."
    assert notes[5] == "Burton, telegram to Merriam, January 26, 1923."
    assert notes[8] == "Purcell, “A Map of the Southern Indian District of North America.”"


def test_short_note_of_the_portal(archival: Items) -> None:
    assert processor("wilson-center", archival, ["seed", "seed"]).citations()[1] == f'"{SENTENCE}".'


@pytest.mark.parametrize(
    ("ident", "cite", "expected"),
    [
        ("seed", {"locator": "719"}, "File 6/1955, p. 719, Fund"),
        ("seed", {"locator": "719-722"}, "File 6/1955, pp. 719–22, Fund"),
        ("leaves", {"locator": "193", "label": "folio"}, "f. 5, op. 49, d. 131, fol. 193, RGANI"),
        ("creel", {"locator": "2"}, "box 6, folder 179, p. 2, Edward"),
    ],
)
def test_locator_replaces_the_pages(ident: str, cite: dict[str, str], expected: str, archival: Items) -> None:
    made = Processor(compose_style("chicago-notes-archival"), archival, output="text")
    made.cite([{"id": ident, **cite}], note=1)
    made.cite([{"id": ident, **cite}], note=2)
    first, second = made.citations()
    assert expected in first
    assert second.rstrip(".").endswith(expected.split(", ")[-2])


def test_locator_in_the_portals_form(archival: Items) -> None:
    made = Processor(compose_style("wilson-center"), archival, output="text")
    made.cite([{"id": "leaves", "locator": "193", "label": "folio"}], note=1)
    assert "RGANI, f. 5, op. 49, d. 131, fol. 193. Translated" in made.citations()[0]


def test_same_short_form_is_told_apart() -> None:
    items = [
        {
            "id": day,
            "type": "document",
            "title": "Information",
            "archive": "RGANI",
            "issued": {"date-parts": [[1958, 9, int(day)]]},
        }
        for day in ("1", "2")
    ]
    notes = processor("chicago-notes-archival", items, ["1", "2", "1", "2"]).citations()
    assert notes[2:] == ["“Information,” September 1, 1958.", "“Information,” September 2, 1958."]


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in NAMES if name not in WHOLE])
def test_general_style_formats_the_rest(name: str, others: Items) -> None:
    if "archive-keeping" in read_special(name):
        # Such a style adds the archive, of which its general style says little or nothing: test_kept_publication.
        others = [
            {variable: value for variable, value in item.items() if not variable.startswith("archive")}
            for item in others
        ]
    ids = [item["id"] for item in others] * 2
    ours = processor(name, others, ids)
    language = get_info(name).default_locale  # of a general style that has none
    general = Processor(template(name), others, output="text", locale=language)
    for number, ident in enumerate(ids, 1):
        general.cite([{"id": ident}], note=number)
    assert ours.citations() == general.citations()
    assert ours.bibliography() == general.bibliography()


def test_a_whole_style_formats_the_rest(others: Items) -> None:
    """A published work has its author, title, year and address, and what it is in (GOST R 7.0.5, 6)."""
    assert WHOLE == ["gost-archival"]
    made = processor("gost-archival", others, [item["id"] for item in others])
    for item, note in zip(others, made.citations(), strict=True):
        assert entry("gost-archival", others, item["id"]) == note
        for person in item.get("author", ()):
            assert note.startswith(person.get("family") or person["literal"])
        year = str(item["issued"]["date-parts"][0][0]) if "issued" in item else ""
        told = [item["title"], year, item.get("URL", ""), item.get("container-title", "")]
        assert all(text in note for text in told)
        assert note.count(" // ") == ("container-title" in item) + ("archive" in item)


def template(name: str) -> str:
    root = etree.fromstring(find_archival_file(name).read_bytes())
    (link,) = root.findall("{*}info/{*}link[@rel='template']")
    return str(link.get("href"))


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_sorted_together(name: str, archival: Items, others: Items) -> None:
    """Letters and books stand in one order, documents without an author under their titles."""
    wanted = ["article", "circa", "book"]  # Adams, Purcell, Smith
    titled = ["undated", "leaves", "seed", "same-translator", "range"]  # Concerning, CPSU, Letter …, Minutes
    items = [*archival, *others]
    made = processor(name, items, [str(item["id"]) for item in items]).bibliography()
    places = {}
    for ident in (*wanted, *titled):
        alone = entry(name, items, ident)
        places[ident] = made.index(alone)
    assert sorted(wanted, key=places.__getitem__) == APART.get(name, wanted)
    assert sorted(titled, key=places.__getitem__) == titled
    if name not in APART:
        assert places["article"] < places["undated"] < places["book"]


def test_standalone_style_prints_anything(others: Items) -> None:
    for name in ALONE:
        made = Processor(read_special(name), others, output="text")
        for item in others:
            made.cite([{"id": item["id"]}], note=1)
        assert all(str(item["title"])[:8].lower() in "".join(made.bibliography()).lower() for item in others)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_translator_never_leads_whatever_is_missing(name: str) -> None:
    item = to_csl_item(
        Record(
            id="r",
            title="Talks in Kabul",
            agents=[Agent.parse("Gary Goldberg", "translator")],
            holdings=[Holding(Repository("RGANI"))],
        )
    )
    first = "RGANI" if name in ARCHIVE_FIRST else "Talks in Kabul"
    assert entry(name, [item], "r").lstrip('“"„‘«\u00a0').startswith(first)
    assert "Goldberg" not in processor(name, [item], ["r", "r"]).citations()[1]


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_document_is_archival(kind: str) -> None:
    """The archival style formats it, and not the general one: the portal is there."""
    record = Record(
        id="r",
        kind=kind,
        title="A Title",
        holdings=[Holding(Repository("RGANI"))],
        copy=OnlineCopy("The Portal"),
    )
    for name in NAMES:
        assert "The Portal" in entry(name, [to_csl_item(record)], "r")


@pytest.mark.parametrize("name", EVERY_STYLE)
@pytest.mark.parametrize(
    "role",
    [
        "translator",
        "editor",
        "collector",
        "compiler",
        "director",
        "illustrator",
        "contributor",
        "interviewer",
    ],
)
def test_everybody_in_a_role_is_named(name: str, role: str) -> None:
    record = Record(
        id="r",
        kind="minutes",
        title="On the Weather",
        date="1919",
        agents=[Agent.parse("Ann Author"), Agent.parse("Bob Zorro", role)],
        holdings=[Holding(Repository("Yale"))],
    )
    assert "Zorro" in archcite.cite(record, name, form="entry")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_exported_style_has_one_locale_for_each_language(name: str) -> None:
    """Citeproc-js reads one alone."""
    languages = re.findall(r'<locale xml:lang="([^"]*)"', compose_style(name))
    assert len(languages) == len(set(languages))
