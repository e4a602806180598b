"""A document with a note for every item, and then one note changed: CPU seconds of the whole and of the change."""

import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from archcite.csl import Processor

PLACES = (0.01, 0.2, 0.35, 0.5, 0.65, 0.8, 0.99)  # from the beginning to the end of the document


def main(style: str, source: str) -> None:
    items = json.loads(Path(source).read_text(encoding="utf-8"))
    spare = items[-len(PLACES) :]
    cited = items[: -len(PLACES)]
    processor = Processor(style, items, output="text")
    start = time.process_time()
    for number, item in enumerate(cited, 1):
        processor.cite([{"id": item["id"]}], note=number, id=f"note{number}")
    processor.citations()
    whole = time.process_time() - start
    places = [int(len(cited) * share) for share in PLACES]
    pages = [
        change(processor, place, [{"id": cited[place]["id"], "locator": "7", "label": "page"}])
        for place in places
    ]
    others = [
        change(processor, place, [{"id": other["id"]}]) for place, other in zip(places, spare, strict=True)
    ]
    print(json.dumps({"whole": whole, "locator": median(pages), "item": median(others)}))


def change(processor: Processor, place: int, cites: Sequence[Mapping[str, Any]]) -> float:
    """The seconds from a change to the texts of all notes; one text at least is another then."""
    before = processor.citations()
    start = time.process_time()
    processor.replace(f"note{place + 1}", cites)
    after = processor.citations()
    seconds = time.process_time() - start
    if before[place] == after[place] or len(before) != len(after):
        raise SystemExit(f"Note {place + 1} is as it was: {after[place]}")
    return seconds


main(*sys.argv[1:])
