"""What is measured inside one process, as JSON: loading a style, one change in a long document, an entry's floor."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from archcite.csl import Processor

STYLES = ("chicago-notes-bibliography", "chicago-author-date", "modern-language-association")


def seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def one_change(style: str, items: list[dict[str, Any]]) -> dict[str, float]:
    """A full run over a note for every item, and then the change of one note in the middle."""
    processor = Processor(style, items, output="text")

    def full() -> None:
        for number, item in enumerate(items, 1):
            processor.cite([{"id": item["id"]}], note=number, id=f"note{number}")
        processor.citations()

    whole = seconds(full)
    changes = []
    for number in range(9):
        middle = items[len(items) // 2 + number]["id"]
        place = f"note{len(items) // 2 + number + 1}"

        def change(place: str = place, middle: str = middle) -> None:
            processor.replace(place, [{"id": middle, "locator": "7"}])
            processor.citations()

        changes.append(seconds(change))
    return {"full": whole, "change": median(changes)}


def entries(items: list[dict[str, Any]]) -> dict[str, float]:
    """A bibliography in Chicago's author-date style, and the same lines by an f-string that knows them all."""
    processor = Processor("chicago-author-date", items, output="text")
    processor.register()
    processor.order()
    made = seconds(processor.bibliography)

    def by_hand() -> None:
        for item in items:
            person, (year, month, day) = item["author"][0], item["issued"]["date-parts"][0]
            line = (
                f"{person['family']}, {person['given']}. {year}. “{item['title']}.” {month} {day}. "
                f"{item['archive_location']}. {item['archive']}, {item['archive-place']}."
            )
            assert line

    return {"entry": made / len(items), "floor": seconds(by_hand) / len(items)}


work = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
few = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
load = {style: seconds(lambda style=style: Processor(style, [], output="text")) for style in STYLES}  # type: ignore[misc]
print(
    json.dumps(
        {"load": load, "change": {s: one_change(s, work) for s in STYLES[:2]}, "entries": entries(few)}
    )
)
