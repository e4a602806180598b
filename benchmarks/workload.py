"""The work: archival items from a fixed seed, and the documents in which each processor cites them."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SEED = 20261123

_FAMILIES = (
    "Khrushchev", "Mikoyan", "Liu", "Zhou", "Kim", "Novotný", "Gomułka", "Kádár", "Gheorghiu-Dej", "Živkov",
    "Ulbricht", "Castro", "Hoxha", "Nehru", "Dulles", "Kennan", "Zorin", "Andropov", "Ponomarev", "Gromyko",
    "Pham", "Le", "Tito", "Kardelj", "Rákosi", "Bevin", "Attlee", "Adenauer", "Brandt", "Spaak",
)  # fmt: skip
_GIVENS = (
    "Nikita",
    "Anastas",
    "Shaoqi",
    "Enlai",
    "Il Sung",
    "Antonín",
    "János",
    "George F.",
    "Yuri V.",
    "Boris",
)
_KINDS = (
    ("personal_communication", "Letter from {a} to {b} on {topic}"),
    ("report", "Report of {a} on {topic}"),
    ("manuscript", "Minutes of conversation between {a} and {b} about {topic}"),
    ("document", "Telegram, {a} to {b}, concerning {topic}"),
    ("manuscript", "Notes on {topic}"),
)
_TOPICS = (
    "the recall of advisors", "the situation in Hungary", "grain deliveries", "the border negotiations",
    "the Berlin question", "military assistance in the coming year", "the withdrawal of troops",
    "the meeting of the Political Consultative Committee", "the test ban", "scientific and technical cooperation",
)  # fmt: skip
_ARCHIVES = (
    ("Russian State Archive of Contemporary History", "Moscow", "f. {n}, op. {m}, d. {k}, ll. {p}-{q}"),
    ("The National Archives of the UK", "Kew", "FO 371/{k}{n}"),
    ("Bundesarchiv", "Berlin", "DY 30/{k}, Bl. {p}-{q}"),
    ("Central Historical National Archives", "Bucharest", "File {n}/{k}, pp. {p}-{q}"),
    ("National Archives and Records Administration", "College Park, MD", "RG 59, box {k}, folder {n}"),
    ("Archiwum Akt Nowych", "Warsaw", "KC PZPR, sygn. {k}/{n}, k. {p}"),
)


def items(count: int) -> list[dict[str, Any]]:
    """So many CSL-JSON items, always the same; some share authors and years, so that they must be told apart."""
    chance = random.Random(SEED)
    # As in an archive, a few people write most of the letters: many items have the same author and year.
    people = [
        {"family": family, "given": chance.choice(_GIVENS)}
        for family in _FAMILIES
        for _ in range(count // 600 + 2)
    ]
    return [_item(number, chance, people) for number in range(count)]


def _item(number: int, chance: random.Random, people: Sequence[dict[str, str]]) -> dict[str, Any]:
    kind, pattern = chance.choice(_KINDS)
    writer, reader = chance.sample(people, 2)
    title = pattern.format(a=writer["family"], b=reader["family"], topic=chance.choice(_TOPICS))
    archive, place, reference = chance.choice(_ARCHIVES)
    first_leaf = chance.randint(1, 200)
    found: dict[str, Any] = {
        "id": f"item{number}",
        "type": kind,
        "title": f"{title}, no. {number}",
        "author": [writer, *([chance.choice(people)] if chance.random() < 0.15 else [])],
        "issued": {"date-parts": [[chance.randint(1945, 1989), chance.randint(1, 12), chance.randint(1, 28)]]},
        "archive": archive,
        "archive_collection": f"Records of the Secretariat, series {chance.randint(1, 60)}",
        "source": "Digital Archive",
        "language": "en",
        "archive-place": place,
        "archive_location": reference.format(
            n=chance.randint(1, 99), m=chance.randint(1, 40), k=chance.randint(100, 999),
            p=first_leaf, q=first_leaf + chance.randint(1, 9),
        ),
    }  # fmt: skip
    if kind == "personal_communication":
        found["recipient"] = [reader]
    if chance.random() < 0.4:
        found["translator"] = [chance.choice(people)]
    if chance.random() < 0.3:
        found["URL"] = f"https://example.org/document/{100000 + number}"
    return found


def write(folder: Path, count: int) -> None:
    """The files from which the processors read the work, in ``folder``."""
    work = items(count)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "items.json").write_text(json.dumps(work, ensure_ascii=False), encoding="utf-8")
    notes = "\n\n".join(f"Sentence {number}.[^{number}]" for number in range(count))
    cited = "\n\n".join(f"[^{number}]: [@item{number}]" for number in range(count))
    (folder / "notes.md").write_text(f"{notes}\n\n{cited}\n", encoding="utf-8")
    in_text = "\n\n".join(f"Sentence [@item{number}]." for number in range(count))
    (folder / "in-text.md").write_text(in_text + "\n", encoding="utf-8")
    # JSON is YAML too.
    library = {item["id"]: _hayagriva(item) for item in work}
    (folder / "items.yml").write_text(json.dumps(library, ensure_ascii=False, indent=1), encoding="utf-8")


def _hayagriva(item: dict[str, Any]) -> dict[str, Any]:
    year, month, day = item["issued"]["date-parts"][0]
    found = {
        "type": "misc",
        "title": item["title"],
        "author": [f"{person['family']}, {person['given']}" for person in item["author"]],
        "date": f"{year:04}-{month:02}-{day:02}",
        "archive": item["archive"],
        "archive-location": item["archive-place"],
        "call-number": item["archive_location"],
    }
    if "URL" in item:
        found["url"] = item["URL"]
    return found


def typst_document(style: str, count: int) -> str:
    """A typst document that cites every item once, with the bibliography."""
    cites = "\n\n".join(f"Sentence #cite(<item{number}>)." for number in range(count))
    return f'{cites}\n\n#bibliography("items.yml", style: "{style}")\n'
