"""How much of the portal's real strings is understood: a figure over a file of strings with their fields.

Runs where the environment names the file (``ARCHCITE_WILSON_DEV``): one JSON object a line, with ``raw`` and
the fields that the string states.
"""

from __future__ import annotations

import json
import os
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import archcite
from archcite.errors import ArchciteWarning
from archcite.notation import format_reference
from archcite.record import Holding, Record

FILE = os.environ.get("ARCHCITE_WILSON_DEV")
ROLES = {
    "translators": "translator",
    "obtained_by": "obtained-by",
    "contributors": "contributed-by",
    "transcribers": "transcribed-by",
}
BAR = 0.95


@pytest.mark.skipif(not FILE, reason="ARCHCITE_WILSON_DEV names no file of strings")
def test_fields_and_strings(capsys: pytest.CaptureFixture[str]) -> None:
    strings = [json.loads(line) for line in Path(FILE or "").read_text(encoding="utf-8").splitlines() if line]
    right = total = back = reported = 0
    lines: list[str] = []
    for entry in strings:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ArchciteWarning)
            record = archcite.parse(entry["raw"])
        for field, want, got in fields(entry, record):
            total += 1
            right += want == got
            if want != got:
                lines.append(f"  {entry['raw'][:60]} … {field}: {got!r}, not {want!r}")
        again = archcite.cite(record, style="wilson-center")
        if again == entry["raw"]:
            back += 1
        else:
            reported += 1
            lines.append(f"  not canonical: {entry['raw']}\n      would be: {again}")
    with capsys.disabled():
        print(f"\nFields right: {right} of {total} ({right / total:.1%})")
        print(
            f"Strings that come back: {back} of {len(strings)}; not canonical, with the difference: {reported}"
        )
        print("\n".join(lines))
    assert right / total >= BAR
    assert back + reported == len(strings)


def fields(entry: dict[str, Any], record: Record) -> Iterator[tuple[str, object, object]]:
    """Name, wanted and found value of each field that a string states."""
    if entry["kind"] == "citation":
        yield "title", entry["title"], record.title
        yield "date", entry["date"], record.date.edtf if record.date else None
        yield "date_text", entry["date_text"], record.date.text if record.date else None
        yield "portal", entry["portal"], record.copy.portal
        if "url" in entry:
            yield "url", entry["url"], record.copy.url
    for field, role in ROLES.items():
        if field in entry:
            yield field, entry[field], [agent.name for agent in record.agents(role)]
    if "project" in entry:
        yield "project", entry["project"], next((one.on_behalf_of for one in record.agents()), None)
    if "translated_from" in entry:
        yield "translated_from", entry["translated_from"], record.original_language
    for field in ("reprinted_in", "published_in"):
        if field in entry:
            yield field, entry[field].rstrip("."), (record.published_in or "").rstrip(".")
    copies = entry.get("copies") or [entry]
    if "copies" in entry:
        yield "copies", len(copies), len(record.holdings)
    for copy, holding in zip(copies, record.holdings or (Holding(),), strict=False):
        yield from held(copy, holding, record)


def held(entry: dict[str, Any], holding: Holding, record: Record) -> Iterator[tuple[str, object, object]]:
    yield "repository", entry["repository"], holding.repository.name
    if "repository_abbr" in entry:
        yield "repository_abbr", entry["repository_abbr"], holding.repository.code
    got = [(part.label or "", part.value or part.title or "") for part in holding.parts]
    if holding.pages:
        got.append((holding.pages.label or "", holding.pages.value))
    if record.medium:
        got.append(("", record.medium))
    wanted = entry["locator"]
    yield "levels", len(wanted), len(got)
    stated = entry.get("labels_stated") or [True] * len(wanted)
    for index, (label, value) in enumerate(wanted):
        found = got[index] if index < len(got) else ("", "")
        yield f"value of {label}", plain(value), plain(found[1])
        if stated[index]:
            yield f"label {label}", True, bare(found[0]) in bare(label)


def plain(value: str) -> str:
    """A value without the quotation marks around it and the comma drawn into them."""
    return value.strip('"“”').rstrip(",.")


def bare(label: str) -> str:
    return re.sub(r"[\s.:]", "", label).casefold()


@pytest.mark.skipif(not FILE, reason="ARCHCITE_WILSON_DEV names no file of strings")
def test_references_come_back_or_are_reported() -> None:
    for line in Path(FILE or "").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", ArchciteWarning)
            record = archcite.parse(entry["raw"])
        for holding in record.holdings:
            again = format_reference(holding.parts, holding.pages, repository=holding.repository.name)
            assert again in entry["raw"] or caught, again
