"""Run the commands that the documentation shows, and write what they print below them.

In README.md and in the pages of this folder, a fenced block of ``console`` has command lines that begin with
``$``; what follows each is its output.  ``python docs/generate.py`` brings the output up to date; with
``--check`` nothing is written, and the exit status is 1 where something is not current.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from docs.page_writing import write_pages  # noqa: E402

PAGES = (
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs").glob("*/*.md")),
)
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# `archcite` is this checkout's, run by the Python that runs this script, on every machine.
_SHELL = 'archcite() { "$ARCHCITE_PYTHON" -m archcite "$@"; }\npython() { "$ARCHCITE_PYTHON" "$@"; }\n'


def generated(text: str) -> str:
    """A page with the output of its commands as it is now."""
    return _BLOCK.sub(lambda found: f"```console\n{_block(found[1])}```", text)


def _block(block: str) -> str:
    commands = [line for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"{command}\n{_output(command.removeprefix('$ '))}" for command in commands)


def _output(command: str) -> str:
    """What a command prints, errors too; it runs in the root of the checkout."""
    environment = {
        **os.environ,
        "ARCHCITE_PYTHON": sys.executable,
        "COLUMNS": "80",
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        ["bash", "-c", _SHELL + command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
    )
    printed = "\n".join(line.rstrip() for line in done.stdout.splitlines())
    return f"{printed}\n" if printed else ""


def main() -> int:
    """Write what has changed, or with ``--check`` only name it."""
    return write_pages(((page, generated(page.read_text(encoding="utf-8"))) for page in PAGES), "generate.py")


if __name__ == "__main__":
    sys.exit(main())
