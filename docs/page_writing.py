"""What the scripts that write pages share: write what has changed or, with ``--check``, only name it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def write_pages(pages: Iterable[tuple[Path, str]], script: str) -> int:
    """Write each page whose text has changed; return the exit status, 1 if ``--check`` is given and one has."""
    stale = False
    for page, text in pages:
        if page.is_file() and page.read_text(encoding="utf-8") == text:
            continue
        stale = True
        if "--check" in sys.argv:
            print(f"{page.relative_to(ROOT)} is not current; run python docs/{script}.")
        else:
            page.write_text(text, encoding="utf-8")
            print(f"{page.relative_to(ROOT)} written.")
    return int(stale and "--check" in sys.argv)
