"""The processor as a library: pickled, shared between threads, asked for metadata, previews and spans."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
import threading
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archcite.api import cite
from archcite.bibliography.document import Bibliography
from archcite.csl import Processor
from archcite.csl.style.library import read_source
from archcite.errors import ArchciteError, ArchciteWarning, LocaleError, StyleError
from archcite.output import get
from archcite.record import Agent, Holding, Part, Record, Repository
from archcite.styles import get_info, resolve
from tests.growth import count_steps

STYLES = ("chicago-notes-bibliography", "chicago-author-date", "ieee", "oscola")


def _build_items(count: int = 8) -> list[dict[str, Any]]:
    return [
        {
            "id": f"i{number}",
            "type": ("book", "article-journal", "manuscript")[number % 3],
            "title": f"Signs {number % 5}",
            "author": [{"family": ("Roe", "Doe")[number % 2], "given": ("Ann", "Bob", "Abe")[number % 3]}],
            "issued": {"date-parts": [[1990 + number % 2]]},
        }
        for number in range(count)
    ]


def _build_processor(style: Any = "chicago-author-date", output: str = "html") -> Processor:
    processor = Processor(style, _build_items(), output=output)
    processor.register(["i7"])
    processor.cite([{"id": "i0", "locator": "12"}], 1)
    processor.cite([{"id": "i0"}, {"id": "i3", "prefix": "see"}], 2)
    processor.cite([{"id": "i2", "composite": True}], 2)
    processor.cite([{"id": "i0", "position": 1, "near-note": True}], 9)
    processor.register(["i6"])
    return processor


def _read_all(processor: Processor) -> tuple[object, ...]:
    return (
        processor.ids(), processor.citations(), processor.authors_in_text(), processor.bibliography(),
        processor.order(), processor.language, processor.style, processor.uncited(), processor.layout(),
    )  # fmt: skip


# -- pickled --------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("used", [False, True])
@pytest.mark.parametrize("through", [lambda one: pickle.loads(pickle.dumps(one)), copy.deepcopy])
def test_a_processor_is_the_same_after_pickling(
    style: str, used: bool, through: Callable[[Processor], Processor]
) -> None:
    processor = _build_processor(style)
    if used:
        processor.citations()
    again = through(processor)
    assert _read_all(again) == _read_all(processor)
    for one in (processor, again):  # and goes on in the same way
        one.pop_updates()
        one.cite([{"id": "i5"}], 3)
        one.remove("citation-2")
        one.replace("citation-1", [{"id": "i1"}])
    assert again.pop_updates() == processor.pop_updates()
    assert _read_all(again) == _read_all(processor)


def test_citations_keep_the_text_that_an_item_had_when_they_were_rendered() -> None:
    processor = Processor("chicago-notes-bibliography", _build_items(), output="text")
    processor.cite([{"id": "i0"}], 1)
    before = processor.citations()
    processor.update_item({**_build_items()[0], "title": "Codes"})
    again = pickle.loads(pickle.dumps(processor))
    assert again.citations() == processor.citations() == before


def test_a_composed_style_and_a_file_travel(tmp_path: Path) -> None:
    composed = _build_processor(resolve("chicago"))
    packed = pickle.dumps(composed)
    one, two = pickle.loads(packed), pickle.loads(packed)
    assert _read_all(one) == _read_all(composed)
    assert one._renderer.compiler is two._renderer.compiler, "the style was compiled twice"
    path = tmp_path / "own.csl"
    path.write_text(read_source("apa")[0], encoding="utf-8")
    packed = pickle.dumps(_build_processor(path))
    path.unlink()
    assert _read_all(pickle.loads(packed))[:6] == _read_all(_build_processor("apa"))[:6]


def test_a_language_without_terms_is_reported_once() -> None:
    with pytest.warns(ArchciteWarning, match="no terms"):
        processor = Processor("apa", _build_items(), locale="tlh")
    assert pickle.loads(pickle.dumps(processor)).language == processor.language == "tlh"


def test_built_in_formats_pickle_as_themselves() -> None:
    for name in ("html", "typst"):
        assert pickle.loads(pickle.dumps(get(name))) is get(name)
    assert _build_processor(output="html")._format is get("html")
    processor = Processor("apa", _build_items(), output=get("latex"))
    assert pickle.loads(pickle.dumps(processor)).bibliography() == processor.bibliography()


RECORDS = [
    Record(
        id=f"r{number}",
        kind="letter",
        title=f"Letter {number}",
        date="1918-09-25",
        agents=[Agent.parse("George Creel")],
        holdings=[Holding(Repository("State Archive", code="SA"), [Part("fonds", "f.", str(number))])],
    )
    for number in range(4)
]


@pytest.mark.parametrize("short_archives", [False, True])
def test_a_bibliography_is_the_same_after_pickling(short_archives: bool) -> None:
    bibliography = Bibliography(RECORDS, "chicago", short_archives=short_archives)
    bibliography.note("r0")
    again = pickle.loads(pickle.dumps(bibliography))
    for one in (bibliography, again):
        one.note(RECORDS[0], "p. 2")
        one.note(RECORDS[1], format="html")
    assert again.note("r1") == bibliography.note("r1")
    assert again.write("html") == bibliography.write("html")
    citation = bibliography.note("r2")
    assert pickle.loads(pickle.dumps(citation)) == citation
    assert pickle.loads(pickle.dumps(cite(RECORDS[0]))) == cite(RECORDS[0])


def _render_elsewhere(processor: Processor) -> tuple[list[str], list[str]]:
    processor.cite([{"id": "i1"}], 10)
    return processor.citations(), processor.bibliography()


def _note_elsewhere(bibliography: Bibliography) -> list[str]:
    return [str(bibliography.note(record)) for record in RECORDS]


@pytest.mark.slow
def test_other_processes_take_processors_and_bibliographies() -> None:
    processor, bibliography = _build_processor(resolve("chicago")), Bibliography(RECORDS)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        rendered = pool.map(_render_elsewhere, [processor, processor])
        noted = pool.map(_note_elsewhere, [bibliography])
    assert rendered == [_render_elsewhere(copy.deepcopy(processor))] * 2
    assert noted == [_note_elsewhere(bibliography)]


# -- threads --------------------------------------------------------------------------------------------


def _run_threads(work: Callable[[int], object], count: int = 8) -> list[object]:
    barrier = threading.Barrier(count)

    def start(number: int) -> object:
        barrier.wait(timeout=30)
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return [future.result() for future in [pool.submit(start, number) for number in range(count)]]


@pytest.mark.slow
@pytest.mark.parametrize("style", ["chicago-notes-bibliography", "chicago-author-date", "ieee"])
def test_eight_threads_share_a_processor(style: str) -> None:
    items = _build_items(64)
    processor = Processor(style, items)

    def work(number: int) -> None:
        for index in range(number * 8, number * 8 + 8):
            id = processor.cite([{"id": f"i{index}"}, {"id": f"i{index * 7 % 64}"}], index + 1)
            assert processor.citation(id)
            processor.bibliography()
            processor.preview([{"id": f"i{index}"}])
            if index % 4 == 0:
                processor.replace(id, [{"id": f"i{index}"}])
            if index % 8 == 5:
                processor.remove(id)

    _run_threads(work)
    assert len(processor.ids()) == 56
    order = [(id, number) for number, id in enumerate(sorted(processor.ids()), 1)]
    processor.arrange(order)
    alone = Processor(style, items)
    for id, note in order:
        cites = [{"id": one.id} for one in processor._document[id].given]
        alone.cite(cites, note)
    assert processor.citations() == alone.citations()
    assert processor.bibliography() == alone.bibliography()


@pytest.mark.slow
def test_eight_threads_share_a_bibliography() -> None:
    records = [
        Record(id=f"r{number}", title=f"Letter {number}", date="1918", published_in="Pravda")
        for number in range(40)
    ]
    bibliography = Bibliography(records, "chicago-author-date", short_archives=True)

    def work(number: int) -> None:
        for index in range(number * 5, number * 5 + 5):
            bibliography.note(records[index], format=("text", "html", "latex", "rst")[index % 4])
            bibliography.cite(f"r{index}")
            bibliography.list_entries()
            bibliography.write("markdown", section_by="kind")

    _run_threads(work)
    assert len(bibliography._cited) == 80
    assert bibliography._notes == 40


@pytest.mark.slow
def test_eight_threads_make_processors_of_one_style() -> None:
    def work(number: int) -> list[str]:
        return Processor(
            "modern-humanities-research-association-notes", _build_items(20 + number)
        ).bibliography()[:1]

    assert len({str(found) for found in _run_threads(work)}) == 1


# -- asked for more than texts --------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["notes.txt", ".", "./apa", "/apa", "~/apa", "..\\apa"])
def test_a_path_is_not_the_name_of_a_style(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("notes.txt").write_text("Dear Ann,", encoding="utf-8")
    with pytest.raises(StyleError, match=r"this is not a style; give .* a file whose name ends in \.csl"):
        Processor(path)


def test_metadata_of_styles() -> None:
    assert get_info("http://www.zotero.org/styles/apa") == Processor("apa").style
    assert get_info("APA 7th edition").id.endswith("apa-archival+apa")
    chicago = get_info("chicago")
    assert (chicago.style_class, chicago.citation_format, chicago.has_bibliography) == ("note", "note", True)
    assert "history" in chicago.fields
    own = get_info("wilson-center")
    assert own.title and own.style_class == "note"
    dependent = get_info("http://www.zotero.org/styles/2d-materials")
    assert dependent.title == "2D Materials"
    assert dependent.parents == ("http://www.zotero.org/styles/institute-of-physics-numeric",)
    assert (dependent.citation_format, dependent.fields, dependent.has_bibliography) == (
        "numeric",
        ("physics",),
        True,
    )
    assert get_info("oscola-no-ibid").style_class == "note"
    with pytest.raises(StyleError, match="Unknown style"):
        get_info("no-such-style")
    with pytest.raises(StyleError, match="not a CSL style"):
        get_info("<locale/>")


def test_ids_are_texts_or_numbers() -> None:
    items = [{"id": number, "type": "book", "title": f"Signs {number}"} for number in (1, 2, 3)]
    processor = Processor("apa", items, output="text")
    processor.register([3])
    processor.cite([{"id": 1}, {"id": "2"}])
    assert processor.citations() == ["(Signs 1, n.d.; Signs 2, n.d.)"]
    assert processor.order() == ["1", "2", "3"]
    assert processor.list_entries([2, "3"]) == [("2", "Signs 2. (n.d.)."), ("3", "Signs 3. (n.d.).")]


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_preview_is_what_the_citation_becomes_and_changes_nothing(style: str, data: st.DataObject) -> None:
    processor = _build_processor(style)
    processor.pop_updates()
    before, serial = _read_all(processor), processor._document._serial
    cite = {"id": f"i{data.draw(st.integers(0, 7))}", "locator": data.draw(st.sampled_from(["", "12"]))}
    index = data.draw(st.sampled_from([None, 0, 1, 2]))
    note = 10 if index is None else index + 1
    shown = processor.preview([cite], note, index=index)
    assert processor.pop_updates() == []
    assert (_read_all(processor), processor._document._serial) == (before, serial)
    id = processor.insert(len(processor.ids()) if index is None else index, [cite], note)
    assert processor.citation(id) == shown


def test_a_preview_that_fails_leaves_nothing_behind() -> None:
    processor = _build_processor()
    before = _read_all(processor)
    with pytest.warns(ArchciteWarning, match="Unknown item “gone”"):
        assert "gone" in processor.preview([{"id": "gone"}])
    assert _read_all(processor) == before


def test_the_bibliography_as_one_object() -> None:
    processor = _build_processor("ieee")
    found = processor.build_bibliography()
    assert [entry.id for entry in found.entries] == processor.order()
    assert [entry.text for entry in found.entries] == processor.bibliography()
    assert found.text == processor.render_bibliography()
    assert found.layout.second_field_align == "flush" and found.layout.margin == 3
    assert [span.kind for span in found.entries[0].spans if not isinstance(span, str)] == [
        "left-margin",
        "right-inline",
    ]
    some = processor.build_bibliography(lambda item: item["id"] == "i3")
    assert [entry.id for entry in some.entries] == ["i3"]


def test_a_style_without_a_bibliography_has_no_entries() -> None:
    xml = read_source("apa")[0]
    start, end = xml.index("<bibliography"), xml.index("</bibliography>") + len("</bibliography>")
    found = Processor(xml[:start] + xml[end:], _build_items()).build_bibliography()
    assert (found.entries, found.text) == ((), "")


# -- bad input ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("items", ["x", ["x"], [None], [["id"]], 3 * [5]])
def test_what_is_not_an_item_is_refused_in_one_sentence(items: Any) -> None:
    with pytest.raises(ArchciteError, match="An item must be a mapping of CSL-JSON, not "):
        Processor("apa", items)


@pytest.mark.parametrize("cites", [{"id": "i1"}, "i1", ["i1"], [None]])
def test_what_is_not_a_cite_is_refused_in_one_sentence(cites: Any) -> None:
    processor = _build_processor()
    for method in (processor.cite, processor.preview, lambda cites: processor.replace("citation-1", cites)):
        with pytest.raises(ArchciteError, match="The cites of a citation must be a list of mappings"):
            method(cites)
    assert len(processor.ids()) == 4


def test_an_item_without_an_id_is_reported() -> None:
    with pytest.warns(ArchciteWarning, match="“Signs”.* has no id") as found:
        Processor("apa", [{"type": "book", "title": "Signs"}])
    assert found[0].filename == __file__
    with pytest.warns(ArchciteWarning, match="“Signs”.* has no id") as found:
        Processor("apa").add_items([{"id": "", "type": "book", "title": "Signs"}])
    assert found[0].filename == __file__


def test_two_items_with_one_id_are_reported_unless_they_are_the_same() -> None:
    one, two = {"id": "x", "title": "Signs"}, {"id": "x", "title": "Codes"}
    with pytest.warns(ArchciteWarning, match="Two different items have the id “x”; only the last one"):
        assert Processor("apa", [one, two], output="text").bibliography() == ["Codes. (n.d.)."]
    assert Processor("apa", [one, dict(one)], output="text").bibliography() == ["Signs. (n.d.)."]


@pytest.mark.parametrize("locale", ["klingon", "../../etc", "x", "e", "deutschlandisch", "\0"])
def test_what_is_not_a_locale_is_refused_in_one_sentence(locale: str) -> None:
    with pytest.raises(LocaleError, match="is not a language tag"):
        Processor("apa", locale=locale)


def test_a_macro_that_is_not_defined_is_refused_in_one_sentence() -> None:
    xml = '<style class="note"><citation><layout><text macro="authr"/></layout></citation></style>'
    with pytest.raises(StyleError, match="the macro “authr” is called but not defined"):
        Processor(xml)


def test_arguments_that_are_not_lists_or_tags() -> None:
    with pytest.raises(ArchciteError, match="must be a list of CSL-JSON items, not NoneType"):
        Processor("apa", None)  # type: ignore[arg-type]
    with pytest.raises(LocaleError, match="5 is not a language tag"):
        Processor("apa", locale=5)  # type: ignore[arg-type]
    with pytest.raises(ArchciteError, match="abbreviations are not a mapping"):
        Processor("apa", abbreviations=[1])  # type: ignore[arg-type]
    made = Processor("apa", [{"id": "a", "type": "book", "title": "A"}], output="text")
    for cites in (None, "a", {"id": "a"}, [None], 5):
        with pytest.raises(ArchciteError, match="must be a list of mappings"):
            made.cite(cites)  # type: ignore[arg-type]
    made.cite({"id": key} for key in "a")  # type: ignore[arg-type]  # any iterable will do
    assert made.citations() == ["(A, n.d.)"]


def test_threads_share_no_state_of_warnings() -> None:
    """An item that its reader warns of does not make a bibliography touch the filters that all threads share."""
    item = {
        "id": "a",
        "type": "manuscript",
        "title": "T",
        "archive": "Yale University Library",
        "author": [5],
    }
    filters = list(warnings.filters)
    seen: list[bool] = []

    def cite(_number: int) -> str:
        text = Bibliography([item], short_archives=True).cite("a")
        seen.append(list(warnings.filters) == filters)
        return text

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(cite, range(40)))
    assert found == {"“T,” n.d., Yale University Library."}
    assert all(seen)


_PROCESSOR: dict[str, Any] = {"style": "apa", "items": [{"id": "a", "type": "book", "title": "A"}]}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        *(
            ({"style": style}, "A style must be the id of an official style")
            for style in (None, 3, b"<style/>", [])
        ),
        ({"items": {"a": {"id": "a", "type": "book"}}}, r"not a mapping; give list\(items.values\(\)\)"),
        *(
            ({"output": output}, "An output format is a name such as “html”")
            for output in (None, 3, object())
        ),
        ({"on_warning": 3}, "`on_warning` must be a function, not 3"),
        ({"anchor": "#"}, "`anchor` must be a function, not '#'"),
    ],
)
def test_arguments_of_the_wrong_type_are_refused_in_one_sentence(
    arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(ArchciteError, match=message):
        Processor(**{**_PROCESSOR, **arguments})


@pytest.mark.parametrize(
    ("call", "message"),
    [
        *(
            (
                lambda made, note=note: made.cite([{"id": "a"}], note),
                "The note of a citation must be its number",
            )
            for note in (None, "3", 1.5)
        ),
        (lambda made: made.preview([{"id": "a"}], "3"), "The note of a citation must be its number"),
        (lambda made: made.replace("c", [{"id": "a"}], "3"), "The note of a citation must be its number"),
        (
            lambda made: made.cite([{"id": "a"}], prefix=3),
            "The prefix and suffix of a citation must be text, not 3",
        ),
        (
            lambda made: made.insert("0", [{"id": "a"}]),
            "The index of a citation must be a whole number, not '0'",
        ),
        (lambda made: made.arrange([("x", 1)]), "Unknown citation “x” in this document"),
        *(
            (lambda made, order=order: made.arrange(order), "The order must be a list of pairs")
            for order in (None, "c", ["c"], [("c",)])
        ),
        (lambda made: made.register(1.5), "The ids must be a list of texts or numbers"),
        (lambda made: made.update_item(None), "An item must be a mapping of CSL-JSON, not NoneType"),
        (lambda made: made.bibliography("a"), "`keep` must be a function that takes an item"),
        (lambda made: made.citation(["c"]), "Unknown citation"),
    ],
)
def test_calls_with_the_wrong_type_are_refused_in_one_sentence(
    call: Callable[[Any], object], message: str
) -> None:
    made = Processor(**_PROCESSOR, output="text")
    made.cite([{"id": "a"}], id="c")
    with pytest.raises(ArchciteError, match=message):
        call(made)
    assert (made.ids(), made.citations()) == (["c"], ["(A, n.d.)"])


def test_ids_of_citations_and_items_may_be_numbers() -> None:
    made = Processor("apa", [{"id": 7, "type": "book", "title": "A"}], output="text")
    assert made.cite([{"id": 7}], id=1) == "1"  # type: ignore[arg-type]
    assert made.citation(1) == made.citation("1") == "(A, n.d.)"  # type: ignore[arg-type]
    made.register(7)  # type: ignore[arg-type]
    assert made.order() == ["7"]


def test_null_is_not_an_id() -> None:
    with pytest.warns(ArchciteWarning, match="“A”.* has no id"):
        Processor("apa", [{"id": None, "type": "book", "title": "A"}])
    made = Processor("apa", output="text")
    with pytest.warns(ArchciteWarning, match="A cite has no id; give it the id of an item"):
        assert made.preview([{"id": None}]) == "([?])"
    with pytest.warns(ArchciteWarning, match="“B”.* has no id") as found:
        made.update_item({"title": "B"})
    assert found[0].filename == __file__


def test_plain_text_ends_without_a_space() -> None:
    """IEEE ends an entry with a full stop and a space, for an address that may follow."""
    made = Processor("ieee", _PROCESSOR["items"], output="text")
    assert (made.bibliography(), made.render_bibliography()) == (["[1] A."], "[1] A.")


@pytest.mark.parametrize("style", ["chicago", "chicago-author-date", "nature"])
def test_another_processor_of_a_known_style_costs_little(style: str) -> None:
    """Nothing of the style is read or asked again: some three hundred lines are executed, whatever its size."""
    found = resolve(style)
    Processor(found)
    assert count_steps(lambda: Processor(found)) < 500
