"""The names of `archcite` itself: all there, documented, and kind to what people pass to them."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import archcite
from archcite.formats import writing
from archcite.output import formats as output_formats

LETTER = archcite.Record(id="creel", kind="letter", title="To House", date="1918-09-25")


@pytest.mark.parametrize("name", archcite.__all__)
def test_every_name_is_there_and_documented(name: str) -> None:
    value = getattr(archcite, name)
    assert name in dir(archcite)
    if inspect.isclass(value) or inspect.isfunction(value) or inspect.ismodule(value):
        assert inspect.getdoc(value)


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in archcite.__all__
        if inspect.isfunction(getattr(archcite, name))
        or (inspect.isclass(getattr(archcite, name)) and not issubclass(getattr(archcite, name), Exception))
    ],
)
def test_every_function_and_class_has_an_example(name: str) -> None:
    value = getattr(archcite, name)
    texts = [inspect.getdoc(value) or ""]
    if inspect.isclass(value):
        texts += [inspect.getdoc(member) or "" for _, member in inspect.getmembers(value)]
    assert any(">>> " in text for text in texts)


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
        (lambda: archcite.loads("3 + 4"), "No record found"),
        (lambda: list(archcite.read_all(5)), "not the path"),  # type: ignore[arg-type]
        (lambda: archcite.check(5), "not a record"),  # type: ignore[arg-type]
        (lambda: archcite.check([5]), "not a record"),  # type: ignore[list-item]
        (lambda: archcite.Record.from_dict(5), "mapping"),  # type: ignore[arg-type]
        (lambda: archcite.Record.from_dict({"author": "George Creel"}), "archcite.loads(data)"),
        (lambda: archcite.Record.from_dict({"fonds": "House Papers"}), "archcite.loads(data)"),
        (lambda: archcite.Record.from_dict({"holdings": [{"box": 6}]}), "archcite.loads(data)"),
        (lambda: archcite.ArchivalDate.parse(5), "must be text"),  # type: ignore[arg-type]
        (lambda: archcite.Agent.parse(5), "must be text"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_taken_is_one_sentence(call: Callable[[], Any], words: str) -> None:
    with pytest.raises(archcite.ArchciteError) as caught:
        call()
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_one_record_or_several_or_files(tmp_path: Path) -> None:
    path = tmp_path / "letter.yaml"
    path.write_text(archcite.write(LETTER, "yaml"), encoding="utf-8")
    assert (
        archcite.write(LETTER, "ris")
        == archcite.write([LETTER], "ris")
        == archcite.write(iter([LETTER]), "ris")
    )
    assert archcite.loads(path.read_text(encoding="utf-8")) == archcite.loads(path.read_bytes()) == [LETTER]
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
