"""Compare a run of the CSL test suite with the number of fixtures that must pass (``.ci/csl-floor``)."""

from __future__ import annotations

import json
import sys
from pathlib import Path

rows = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
passed = sum(row["status"] == "pass" for row in rows)
floor = int((Path(__file__).parent / "csl-floor").read_text())
print(f"{passed} of {len(rows)} fixtures pass; at least {floor} must.")
if passed > floor:
    print(f"Raise .ci/csl-floor to {passed}.")
sys.exit(passed < floor)
