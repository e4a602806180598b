"""The page on writing records: each YAML example is read, and what the page says of it is so."""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from typing import Any

from archcite.citeproc.variables import VARIABLES
from archcite.errors import SourceError
from archcite.formats.archcite_yaml.reader import read, sniff
from archcite.formats.archcite_yaml.writer import to_json, to_yaml
from archcite.record import Record
from archcite.record.json_schema import build_json_schema

_BLOCK = re.compile(r"^```(yaml|pycon|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _blocks(root: Path) -> list[tuple[str, str]]:
    page = (root / "docs" / "records.md").read_text(encoding="utf-8")
    return [(found[1], found[2]) for found in _BLOCK.finditer(page)]


def test_each_example_is_what_the_page_says(root: Path) -> None:
    blocks = _blocks(root)
    assert len(blocks) > 30
    records: list[Record] = []
    for (language, block), following in zip(blocks, [*blocks[1:], ("", "")], strict=True):
        if language == "yaml":
            if following[0] == "text":
                continue
            records = read(block, "letters.yaml")
            assert sniff(block)
        elif language == "pycon":
            _run(block, records)


def test_each_mistake_is_told_as_the_page_says(root: Path) -> None:
    blocks = _blocks(root)
    shown = 0
    for (language, block), (_, expected) in zip(blocks, [*blocks[1:], ("", "")], strict=True):
        if language == "yaml" and expected.startswith("“letters.yaml”"):
            try:
                read(block, "letters.yaml")
            except SourceError as error:
                assert str(error) == expected.strip()
            else:
                raise AssertionError(f"No error: {block}")
            shown += 1
    assert shown == 4


def test_each_example_is_the_same_after_writing(root: Path) -> None:
    for language, block in _blocks(root):
        if language == "yaml":
            try:
                records = read(block)
            except SourceError:
                continue
            assert read(to_yaml(records)) == records
            assert read(to_json(records), "a.json") == records


def test_the_schema_knows_every_key_of_the_examples(root: Path) -> None:
    schema = build_json_schema()
    known = {key for definition in schema["$defs"].values() for key in _properties(definition)}
    known |= {"type", *VARIABLES}  # of a publication
    for key in re.findall(
        r"^ *(?:- )?([a-z_-]+):", "\n".join(block for _, block in _blocks(root)), re.MULTILINE
    ):
        named = {"yale", "rgani", "titel", "district", "drawing"}
        assert key in known or key in named or "-" in key, key


def _properties(schema: dict[str, Any]) -> set[str]:
    found = set(schema.get("properties", {}))
    for other in schema.get("anyOf", ()):
        found |= _properties(other)
    return found


def _run(block: str, records: list[Record]) -> None:
    test = doctest.DocTestParser().get_doctest(block, {"records": records}, "records.md", "records.md", 0)
    report: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=report.append)
    assert not report, "".join(report)
