"""Write the JSON form of the package's TOML tables: ``python .ci/build_tables.py [--check]``.

People edit the TOML files; archcite reads the JSON beside them, which loads many times faster. ``--check`` writes
nothing and fails if a JSON file is out of date.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "archcite"


def to_json(source: Path) -> str:
    """Return the content of a TOML file as JSON."""
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n"


def main() -> int:
    stale = []
    for source in sorted(PACKAGE.rglob("*.toml")):
        target, text = source.with_suffix(".json"), to_json(source)
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            stale.append(str(target.relative_to(PACKAGE)))
            if "--check" not in sys.argv:
                target.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print(f"Out of date: {', '.join(stale)}. Run `python .ci/build_tables.py` and commit the result.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
