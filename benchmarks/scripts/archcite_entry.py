"""Entries of a bibliography, and the same lines by an f-string that knows how they look: CPU seconds of each."""

import json
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from archcite.csl import Processor

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
TIMES = 5


def main(style: str, source: str) -> None:
    items = [item for item in json.loads(Path(source).read_text(encoding="utf-8")) if plain(item)]
    for item, line in zip(items, entries(style, items)[1], strict=True):
        item["title"] = re.search("“(.*),?”", line)[1].removesuffix(".")  # type: ignore[index]
    several = [entries(style, items) for _ in range(TIMES)]
    made, lines = median(seconds for seconds, _ in several), several[0][1]
    floor, by_hand = timed(lambda: handwritten(items))
    if lines != by_hand:
        wrong = next(pair for pair in zip(lines, by_hand, strict=True) if pair[0] != pair[1])
        raise SystemExit(f"The lines differ: {wrong}")
    count = len(items)
    print(json.dumps({"entries": count, "entry": made / count, "floor": floor / count}))


def plain(item: Mapping[str, Any]) -> bool:
    """Whether an item has what the f-string knows, and no more."""
    return (
        item["type"] == "manuscript"
        and "archive_collection" in item
        and not {"translator", "URL"} & item.keys()
        and [person.keys() for person in item.get("author", ())] == [{"family", "given"}]
        and not item["author"][0]["given"].endswith(".")  # one period ends the name
        and len(item["issued"]["date-parts"][0]) == 3
    )


def entries(style: str, items: Sequence[Mapping[str, Any]]) -> tuple[float, list[str]]:
    """The entries in the order of the items: what rendering takes, with the style loaded and the order known."""
    processor = Processor(style, items, output="text")
    processor.register()
    order = processor.order()
    seconds, lines = timed(processor.bibliography)
    found = dict(zip(order, lines, strict=True))
    return seconds, [found[item["id"]] for item in items]


def handwritten(items: Sequence[Mapping[str, Any]]) -> list[str]:
    lines = []
    for item in items:
        person, (year, month, day) = item["author"][0], item["issued"]["date-parts"][0]
        genre, reference = item["genre"], item["archive_location"]
        lines.append(
            f"{person['family']}, {person['given']}. “{item['title']}.” {genre[0].upper()}{genre[1:]}. "
            f"{MONTHS[month - 1]} {day}, {year}. {reference[0].upper()}{reference[1:]}. {item['archive_collection']}. "
            f"{item['archive']}, {item['archive-place']}."
        )
    return lines


def timed(work: Callable[[], list[str]]) -> tuple[float, list[str]]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


main(*sys.argv[1:])
