"""How far archcite agrees with citeproc-js: styles drawn at random, items of all types, line by line.

    npm install citeproc --prefix DIR
    NODE_PATH=DIR/node_modules python tests/csl/agreement.py --styles 100 --seed 2026

Every item is cited in a note of its own, then all of them once more; entries are matched whatever their order.
A line counts if it is the same to the letter, but for white space beside blocks and at the ends.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import warnings
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from archcite.csl import Processor
from archcite.csl.style import library, locale

HERE = Path(__file__).parent
ITEMS = HERE / "stock" / "items.json"
_ENTRY = re.compile(r'\s*<div class="csl-entry">(.*)</div>\s*', re.DOTALL)
_BLOCK = re.compile(r"\s*(</?div[^>]*>)\s*")


def main() -> None:
    """Compare, and print each style that differs, with examples, then the total."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--styles", type=int, default=100, help="how many styles to draw")
    parser.add_argument("--seed", type=int, default=2026, help="of the drawing")
    parser.add_argument("--examples", type=int, default=2, help="how many differences to show of each style")
    asked = parser.parse_args()
    styles = sorted(Path(library.find_folders()[0]).glob("*.csl"))
    random.seed(asked.seed)
    drawn = random.sample(styles, min(asked.styles, len(styles)))
    same = lines = 0
    for path, theirs in zip(drawn, citeproc_js(drawn), strict=True):
        if "error" in theirs:
            print(f"{path.stem}: citeproc-js fails ({theirs['error']})")
            continue
        total, differences = compare(theirs, ours(path))
        lines += total
        same += total - len(differences)
        if differences:
            print(f"{path.stem}: {len(differences)} of {total}")
            for theirs_line, our_line in differences[: asked.examples]:
                print(f"  citeproc-js  {theirs_line}\n  archcite     {our_line}")
    print(f"{same} of {lines} lines agree: {same / lines:.2%}")


def citeproc_js(styles: list[Path]) -> Iterator[dict[str, Any]]:
    """What citeproc-js makes of the items in each style."""
    command = ["node", str(HERE / "citeproc_js.js"), str(locale.find_folder())]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as node:
        assert node.stdin is not None and node.stdout is not None
        for path in styles:
            node.stdin.write(json.dumps({"style": str(path), "items": str(ITEMS)}) + "\n")
            node.stdin.flush()
            yield json.loads(node.stdout.readline())


def ours(style: Path) -> dict[str, Any]:
    """What archcite makes of them."""
    items = json.loads(ITEMS.read_text(encoding="utf-8"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        processor = Processor(style, items)
        for note, item in enumerate([*items, *items], 1):
            processor.cite([{"id": item["id"]}], note=note)
        return {"citations": processor.citations(), "bibliography": processor.bibliography()}


def compare(theirs: dict[str, Any], mine: dict[str, Any]) -> tuple[int, list[tuple[str, str]]]:
    """How many lines there are, and which differ: theirs and ours."""
    differences = [
        (one, two)
        for one, two in zip(theirs["citations"], mine["citations"], strict=True)
        if one.strip() != two.strip()
    ]
    left = Counter(map(_bare, mine["bibliography"]))
    missing = []
    for entry in map(_bare, theirs["bibliography"]):
        if left[entry]:
            left[entry] -= 1
        else:
            missing.append(entry)
    for entry in missing:
        near = get_close_matches(entry, +left, 1, 0.2)
        differences.append((entry, near[0] if near else "(nothing)"))
    return len(theirs["citations"]) + len(theirs["bibliography"]), differences


def _bare(entry: str) -> str:
    match = _ENTRY.fullmatch(entry)
    return _BLOCK.sub(r"\1", match[1] if match else entry).replace("\n", " ").strip()


if __name__ == "__main__":
    main()
