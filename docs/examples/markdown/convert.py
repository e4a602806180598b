"""``python convert.py letters.md > letters.html``: a page in Markdown, with its notes and its bibliography."""

from __future__ import annotations

import sys
from pathlib import Path

import markdown

HERE = Path(__file__).parent
OPTIONS = {"sources": ["records.yaml", "books.bib"], "folder": HERE, "style": "chicago"}

converter = markdown.Markdown(extensions=["archcite"], extension_configs={"archcite": OPTIONS})
text = Path(sys.argv[1] if len(sys.argv) > 1 else HERE / "letters.md").read_text(encoding="utf-8")
print(converter.convert(text))
