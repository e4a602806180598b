"""Characters that no source has are removed where a record is made, whichever reader makes it."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import archcite
from archcite._foundation.characters import remove_unwanted
from archcite.record import Agent, Holding, Pages, Part, Publication, Record, Repository

UNWANTED = [
    "\x00",
    "\x07",
    "\x1b",
    "\x7f",
    "\x9b",
    "\ud800",
    "\udfff",
    "\ufdd0",
    "\ufffe",
    "\U0010ffff",
    "\U000e0041",
]


@given(st.text(st.characters()))
def test_what_is_left_can_be_written_anywhere(text: str) -> None:
    cleaned = remove_unwanted(text)
    cleaned.encode("utf-8")
    assert not [sign for sign in cleaned if unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\t\n"]
    assert remove_unwanted(cleaned) == cleaned


@given(st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs"))))
def test_text_stays_as_it_is(text: str) -> None:
    assert remove_unwanted(text) == text


@pytest.mark.parametrize("sign", UNWANTED)
def test_no_part_of_a_record_has_them(sign: str) -> None:
    text = f"A{sign}B"
    record = Record(
        title=text,
        agents=[Agent(family=text), Agent.body(text)],
        holdings=[Holding(Repository(text), [Part("box", text, text)], Pages(text))],
        notes=[text],
    )
    publication = Publication({"title": text, "author": [{"family": text}], "custom": {"a": [text]}})
    written = json.dumps([archcite.to_csl_item(record), publication.csl_item()], ensure_ascii=False)
    assert sign not in written
    written.encode("utf-8")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '[{{"id": "1", "type": "manuscript", "title": "A{}B", "archive": "Yale{}"}}]'),
        ("b.json", '[{{"id": "1", "type": "book", "title": "A{}B", "author": [{{"family": "C{}"}}]}}]'),
        ("c.json", '{{"naId": "1", "levelOfDescription": "item", "title": "A{}B{}"}}'),
        (
            "d.json",
            '{{"citableReference": "FO 1", "coveringDates": "1957", "title": "A{}B", "heldBy": ["Kew{}"]}}',
        ),
    ],
)
@pytest.mark.parametrize("escape", [r"\u001b", r"\u009b", r"\ud83d", r"\ufdd0", r"\u0000"])
def test_escapes_of_json(tmp_path: Path, name: str, content: str, escape: str) -> None:
    path = tmp_path / name
    path.write_text(content.format(escape, escape), encoding="utf-8")
    sign = json.loads(f'"{escape}"')
    for record in archcite.read_all(path):
        text = archcite.cite(record, "chicago")
        text.encode("utf-8")
        assert sign not in text
