"""What archcite writes in its own styles, it reads again: at least 95 % of the fields of notes and entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import archcite
from archcite.record import Record
from archcite.styles import load_archival_styles
from tests.readers.citation_figures import is_same, parse_quietly

STYLES = sorted(load_archival_styles())
RECORDS = [*archcite.read_all(Path(__file__).parent / "own_citations.yaml")]


def compare_fields(record: Record, text: str) -> Iterator[tuple[str, bool]]:
    """Yield the name of each field that a citation prints, and whether it is read again."""
    found = parse_quietly(text) or Record()
    if record.title and _is_in(record.title, text):
        yield "title", is_same(re.sub(r"\W", "", record.title), re.sub(r"\W", "", found.title or ""))
    if record.date and record.date.edtf:
        yield "date", (found.date.edtf if found.date else None) == record.date.edtf
    for role in ("author", "recipient"):
        for agent in record.agents(role):
            name = agent.family or agent.name
            if _is_in(name, text):
                yield role, any(is_same(name, one.family or one.name) for one in found.agents(role))
    name = record.holding.repository.name or ""
    if _is_in(name, text):
        yield "repository", (found.holding.repository.name or "").startswith(name)
    values = [value for part in found.holding.parts for value in (part.value, part.title, str(part)) if value]
    # A call number may be several parts: “CAB 128/30”.
    numbers = [part.value for part in found.holding.parts if part.value and not part.label]
    values += ["/".join(numbers[at : at + 2]) for at in range(len(numbers) - 1)]
    for part in record.holding.parts:
        if part.value and _is_in(part.value, text):
            yield part.level, any(is_same(part.value, value) or is_same(str(part), value) for value in values)
    if record.holding.pages:
        yield "pages", _expand(found.holding.pages.value) == record.holding.pages.value


def _is_in(words: str, text: str) -> bool:
    return re.sub(r"\W", "", words).casefold() in re.sub(r"\W", "", text).casefold()


def _expand(pages: str) -> str:
    """Return a range with its last number in full: 193–94."""
    found = re.fullmatch(r"(\d+)[–-](\d+)", pages)
    if found is None:
        return pages
    return f"{found[1]}-{found[1][: len(found[1]) - len(found[2])]}{found[2]}"


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["note", "entry"])
def test_own_citations_are_read_again(kind: str) -> None:
    right, wrong = 0, []
    for style in STYLES:
        for record in RECORDS:
            assert isinstance(record, Record)
            if kind == "note":
                text = str(archcite.cite(record, style))
            else:
                bibliography = archcite.Bibliography([record], style)
                bibliography.cite(record)
                text = str(next(iter(bibliography.entries()), ""))
            if text.startswith("(") or not text:
                continue  # author and date alone
            for name, is_right in compare_fields(record, text):
                right += is_right
                if not is_right:
                    wrong.append(f"{style}: {name} of {text}")
    assert right / (right + len(wrong)) >= 0.95, "\n".join(wrong)
