"""The names of `archcite` itself: all there, documented, and kind to what people pass to them."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import archcite
from archcite._foundation.attributes import _NAMES
from archcite.formats import writing
from archcite.output import formats as output_formats

LETTER = archcite.Record(id="creel", kind="letter", title="To House", date="1918-09-25")


@pytest.mark.parametrize("name", archcite.__all__)
def test_every_name_is_there_and_documented(name: str) -> None:
    value = getattr(archcite, name)
    assert name in dir(archcite)
    if inspect.isclass(value) or inspect.isfunction(value) or inspect.ismodule(value):
        assert inspect.getdoc(value)


def _list_public() -> list[Any]:
    """Return the functions and classes that are public, with those of the public modules."""
    modules = (archcite, archcite.csl, archcite.lint, archcite.notation, archcite.styles)
    found = (getattr(module, name) for module in modules for name in dir(module))
    return [
        *dict.fromkeys(one for one in found if inspect.isroutine(inspect.unwrap(one)) or inspect.isclass(one))
    ]


@pytest.mark.parametrize("value", _list_public(), ids=lambda value: value.__qualname__)
def test_every_function_and_class_has_an_example(value: Any) -> None:
    texts = [inspect.getdoc(value) or ""]
    if inspect.isclass(value):
        texts += [inspect.getdoc(member) or "" for _, member in inspect.getmembers(value)]
    assert any(">>> " in text for text in texts)


REFERENCE = [Path("docs/reference/api.md"), Path("docs/guides/processor.md")]


@pytest.mark.parametrize(
    "module", [archcite, archcite.csl, archcite.lint, archcite.styles], ids=lambda one: one.__name__
)
def test_the_reference_has_every_public_name(module: Any) -> None:
    pages = "\n".join(page.read_text(encoding="utf-8") for page in REFERENCE)
    listed = {*re.findall(r"(?:function|class|exception):: archcite\.(?:\w+\.)*(\w+)", pages)}
    listed |= {
        *pages.partition(":members: Processor")[2].partition("\n")[0].replace(",", "").split(),
        "Processor",
    }
    for name in dir(module):
        value = getattr(module, name)
        if inspect.isroutine(inspect.unwrap(value)) or inspect.isclass(value):
            assert name in listed, f"{module.__name__}.{name}"


def test_type_checkers_know_the_formats() -> None:
    source = Path(writing.__file__).read_text(encoding="utf-8")
    start = source.index("RecordFormat: TypeAlias = Literal[")
    stated = source[start : source.index("]\n", start)]
    assert [name for name in stated.split('"')[1::2] if name] == list(writing.BUILT_IN)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: archcite.cite([LETTER]), "takes one record"),  # type: ignore[list-item]
        (lambda: archcite.cite(5), "5 is not a record"),  # type: ignore[arg-type]
        (lambda: archcite.cite("no-such.yaml"), "does not exist"),
        (lambda: archcite.cite(LETTER, form="footnote"), "use note, short"),  # type: ignore[arg-type]
        (lambda: archcite.cite(LETTER, locator=1.5), "locator"),  # type: ignore[arg-type]
        (lambda: archcite.Bibliography([LETTER]).note(1), "neither a record"),  # type: ignore[arg-type]
        (lambda: archcite.Bibliography([LETTER]).note("house"), "not in this bibliography"),
        (lambda: archcite.Bibliography(5), "not a list of records"),  # type: ignore[arg-type]
        (lambda: archcite.write("letters.yaml", "ris"), "read_all"),  # type: ignore[arg-type]
        (lambda: archcite.write([5], "ris"), "5 is not a record"),  # type: ignore[list-item]
        (lambda: archcite.write(LETTER, "docx"), "docx"),
        (lambda: archcite.loads(5), "neither text nor a dictionary"),  # type: ignore[arg-type]
        (lambda: archcite.loads({"title": "A", "link": "https://example.org"}), "url"),
        (lambda: archcite.loads({"authors": ["George Creel"]}), "did you mean “author”"),
        (lambda: archcite.loads("3 + 4"), "No record found"),
        (lambda: archcite.read("id: a\nkind: letter\n" + 40 * "note: more\n"), "archcite.loads()"),
        (lambda: LETTER.replace(author="George Creel"), "did you mean “agents”"),
        (lambda: archcite.Part.parse("box 6"), "needs the argument “text”"),  # type: ignore[call-arg]
        (
            lambda: archcite.notation.format_reference(archcite.notation.parse_reference("RGANI, f. 5")),  # type: ignore[arg-type]
            "write_reference()",
        ),
        (lambda: archcite.write("ris", [LETTER]), "give the records, and then the format"),  # type: ignore[arg-type]
        (lambda: archcite.write(LETTER, "letters.ris"), "write_text"),
        (lambda: archcite.write({"title": "A"}, "ris"), "archcite.loads()"),  # type: ignore[arg-type]
        (lambda: archcite.merge(LETTER, LETTER), "merge() takes records"),  # type: ignore[call-arg, arg-type]
        (lambda: archcite.Record(authors="George Creel"), '{"author": …}'),  # type: ignore[call-arg]
        (lambda: archcite.Record(**LETTER.to_dict(), agents=[{"name": "A"}]), "from_dict"),  # type: ignore[list-item]
        (lambda: archcite.to_csl_item(40 * [LETTER]), "is not a record"),  # type: ignore[arg-type]
        (lambda: list(archcite.read_all(5)), "not the path"),  # type: ignore[arg-type]
        (lambda: archcite.check(5), "not a record"),  # type: ignore[arg-type]
        (lambda: archcite.check([5]), "not a record"),  # type: ignore[list-item]
        (lambda: archcite.Record.from_dict(5), "mapping"),  # type: ignore[arg-type]
        (lambda: archcite.Record.from_dict({"author": "George Creel"}), "archcite.loads(data)"),
        (lambda: archcite.Record.from_dict({"fonds": "House Papers"}), "archcite.loads(data)"),
        (lambda: archcite.Record.from_dict({"holdings": [{"box": 6}]}), "archcite.loads(data)"),
        (lambda: archcite.ArchivalDate.parse(5.5), "must be a date"),  # type: ignore[arg-type]
        (lambda: archcite.Agent.parse(5), "must be text"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_taken_is_one_sentence(call: Callable[[], Any], words: str) -> None:
    with pytest.raises(archcite.ArchciteError) as caught:
        call()
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


BIBLIOGRAPHY = archcite.Bibliography([LETTER])
BOOK = archcite.Publication({"id": "roe", "type": "book", "title": "Signs", "publisher": "Brill"})


@pytest.mark.parametrize(
    ("ask", "instead"),
    [
        (lambda: LETTER.author, 'agents("author")'),  # type: ignore[attr-defined]
        (lambda: LETTER.translators, 'agents("translator")'),  # type: ignore[attr-defined]
        (lambda: LETTER.box, 'holding.part("box")'),  # type: ignore[attr-defined]
        (lambda: LETTER.archive, "holding.repository"),  # type: ignore[attr-defined]
        (lambda: LETTER.link, "copy.url"),  # type: ignore[attr-defined]
        (lambda: LETTER.to_ris(), 'archcite.write(record, "ris")'),  # type: ignore[attr-defined]
        (lambda: LETTER.cite(), "archcite.cite(record)"),  # type: ignore[attr-defined]
        (lambda: LETTER.holding.box, 'part("box")'),  # type: ignore[attr-defined]
        (lambda: BOOK.publisher, 'item["publisher"]'),  # type: ignore[attr-defined]
        (lambda: archcite.ArchivalDate("1958").year, "parts"),  # type: ignore[attr-defined]
        (lambda: BIBLIOGRAPHY.render(), "entries(format=…)"),  # type: ignore[attr-defined]
        (lambda: BIBLIOGRAPHY.add(LETTER), "Bibliography([*records, record])"),  # type: ignore[attr-defined]
        (lambda: archcite.dumps, "archcite.write(records, format)"),
        (lambda: archcite.from_ris, 'archcite.loads(text, "ris")'),
        (lambda: archcite.Person, "archcite.Agent"),
        (lambda: archcite.styles.search, "find_meant(name)"),
    ],
)
def test_a_name_that_is_not_there_says_what_is(ask: Callable[[], Any], instead: str) -> None:
    with pytest.raises(AttributeError) as caught:
        ask()
    assert str(caught.value).endswith(f"; use {instead}")


def test_a_name_that_nobody_means_is_refused_as_python_does() -> None:
    for thing in (LETTER, BOOK, BIBLIOGRAPHY, archcite.ArchivalDate("1958"), archcite, archcite.styles):
        assert not hasattr(thing, "author")
        with pytest.raises(AttributeError, match=r"has no attribute 'xyzzy'$"):
            getattr(thing, "xyzzy")  # noqa: B009


def test_hints_name_what_is_there() -> None:
    for name, hint in _NAMES.items():
        assert not hasattr(archcite, name)
        assert hint.split("(")[0].split(".")[0] in dir(archcite)


def test_every_public_module_is_an_attribute() -> None:
    code = "import archcite; archcite.notation.parse_reference, archcite.distributed.PartitionCiter, archcite.lint.fix"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_linter_takes_one_record_or_file_too() -> None:
    assert archcite.lint.fix(LETTER) == archcite.lint.fix([LETTER])
    assert archcite.lint.check_sources(GALLERY).findings == archcite.lint.check_sources([GALLERY]).findings


def test_a_bibliography_is_a_collection_of_its_records() -> None:
    assert len(BIBLIOGRAPHY) == 1
    assert list(BIBLIOGRAPHY) == [LETTER]
    assert LETTER in BIBLIOGRAPHY
    assert "creel" in BIBLIOGRAPHY
    assert BOOK not in BIBLIOGRAPHY
    assert archcite.write(BIBLIOGRAPHY, "ris") == archcite.write(LETTER, "ris")


def test_folders_and_patterns_are_read_with_all_that_is_in_them(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    (folder / "1918").mkdir(parents=True)
    (folder / "b.yaml").write_text("id: b\ntitle: B", encoding="utf-8")
    (folder / "1918" / "a.ris").write_text("TY  - BOOK\nID  - a\nTI  - A\nER  - ", encoding="utf-8")
    with pytest.raises(archcite.SourceError, match="has 2 records"):
        archcite.read(folder)
    assert [record.id for record in archcite.read_all(folder)] == ["b", "a"]
    assert [record.id for record in archcite.read_all(f"{folder}/**/*.ris")] == ["a"]
    assert len(archcite.Bibliography(folder)) == 2
    assert {Path(finding.source).name for finding in archcite.check(folder)} == {"a.ris", "b.yaml"}
    (folder / "picture.png").write_bytes(b"\x89PNG")
    with pytest.warns(archcite.ArchciteWarning, match="Skipped a file that is not a source in “.*letters”"):
        assert len(list(archcite.read_all([folder]))) == 2
    with pytest.raises(archcite.SourceError, match="an image"):
        archcite.read(folder / "picture.png")
    for path, words in ((tmp_path / "*.xyz", "No file matches"), (tmp_path / "empty", "has no files")):
        (tmp_path / "empty").mkdir(exist_ok=True)
        with pytest.raises(archcite.SourceError, match=words):
            list(archcite.read_all(path))


def test_one_record_or_several_or_files(tmp_path: Path) -> None:
    path = tmp_path / "letter.yaml"
    path.write_text(archcite.write(LETTER, "yaml"), encoding="utf-8")
    assert (
        archcite.write(LETTER, "ris")
        == archcite.write([LETTER], "ris")
        == archcite.write(iter([LETTER]), "ris")
    )
    assert archcite.loads(path.read_text(encoding="utf-8")) == archcite.loads(path.read_bytes()) == [LETTER]
    with path.open(encoding="utf-8") as text, path.open("rb") as data:
        assert archcite.loads(text) == archcite.loads(data) == [LETTER]
    assert archcite.cite(path) == archcite.cite(str(path)) == archcite.cite(LETTER)
    assert archcite.cite(LETTER, locator=7) == archcite.cite(LETTER, locator="7")
    names = [finding.rule.name for finding in archcite.check(LETTER)]
    assert names == [finding.rule.name for finding in archcite.check([path])]
    assert names == [finding.rule.name for finding in archcite.check(str(path))]
    assert archcite.check(path)[0].line is not None


def test_the_types_of_forms_and_formats_are_those_of_the_tables() -> None:
    from archcite.api import FORMS
    from archcite.bibliography.item_printer import ItemPrinter

    source, printer = (
        Path(inspect.getfile(inspect.unwrap(one))).read_text(encoding="utf-8")
        for one in (archcite.cite, ItemPrinter)
    )
    assert f"Form: TypeAlias = Literal[{', '.join(f'{chr(34)}{form}{chr(34)}' for form in FORMS)}]" in source
    stated = printer[printer.index("FormatName: TypeAlias = Literal[") :].splitlines()[0].split('"')[1::2]
    assert "html" in stated
    for name in stated:
        assert output_formats.get(name)


GALLERY = Path("docs/sources/gallery.yaml")


@pytest.mark.parametrize("record", list(archcite.read_all(GALLERY)), ids=lambda record: record.id)
def test_a_dictionary_is_the_whole_record(record: archcite.Record) -> None:
    data = json.loads(json.dumps(record.to_dict()))
    assert type(record).from_dict(data) == record
    assert eval(repr(record), vars(archcite)) == record


def test_dictionaries_are_read_as_files_are() -> None:
    text = GALLERY.read_text(encoding="utf-8")
    data = yaml.load(text, yaml.BaseLoader)
    assert archcite.loads(data) == archcite.loads(text)
    assert archcite.loads([]) == []


USE = """
import datetime
from pathlib import Path

import archcite
from archcite.csl import Processor

record = archcite.Record(kind="letter", title="A", date=datetime.date(1918, 9, 25))
other = record.replace(title="B", date=1919)
text: str = archcite.cite(record, "mla", form="short", format="html", locator=5)
text = archcite.cite(Path("a.yaml"), form="in-text", archive="short")
bibliography = archcite.Bibliography([record, other, "a.yaml"], style="chicago", locale="de-DE")
text = bibliography.note(record, locator="p. 5", format="markdown")
entries: list[str] = bibliography.entries(format="html")
text = archcite.write([record], "ris") + archcite.write(record, "csl-json") + archcite.to_bibtex(record)
for source in archcite.read_all("a.yaml", Path("b.bib")):
    name: str = source.id
    data: dict[str, object] = dict(source.to_dict())
found = archcite.loads({"title": "A"}) + archcite.loads("title: A", "yaml")
for finding in archcite.check(record):
    text = f"{finding.rule.code} {finding.message}"
try:
    archcite.parse("RGANI, f. 5")
except archcite.SourceError as error:
    line: int | None = error.location.line if error.location else None
processor = Processor("apa", [{"id": "a", "type": "book", "title": "T"}])
"""


@pytest.mark.slow
def test_a_program_that_uses_it_passes_strict_type_checks(tmp_path: Path) -> None:
    api = pytest.importorskip("mypy.api", reason="mypy is installed for development only")
    program = tmp_path / "use.py"
    program.write_text(USE, encoding="utf-8")
    out, _, status = api.run(["--strict", str(program)])
    assert status == 0, out
    program = tmp_path / "misuse.py"
    program.write_text(USE.replace('form="short"', 'form="shrot"'), encoding="utf-8")
    out, _, status = api.run(["--strict", str(program)])
    assert status == 1 and 'Argument "form"' in out
