"""A document that cites every item once: notes (or citations in the text), then the bibliography."""

import json
import sys
from pathlib import Path

from archcite.csl import Processor

style, source, in_notes = sys.argv[1], sys.argv[2], sys.argv[3] == "notes"
items = json.loads(Path(source).read_text(encoding="utf-8"))
processor = Processor(style, items, output="text")
for number, item in enumerate(items, 1):
    processor.cite([{"id": item["id"]}], note=number if in_notes else 0)
print("\n".join(processor.citations()), end="\n\n")
print("\n".join(processor.bibliography()))
