"""Write the section of ``check.md`` that describes the rules, from ``archcite/lint/data/rules.toml``.

``python docs/generate_rules.py`` writes the page; with ``--check`` it only compares, and exits with 1 if it is stale.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from archcite.lint import RULES, Rule  # noqa: E402
from docs.page_writing import write_pages  # noqa: E402

PAGE = Path(__file__).resolve().parent / "check.md"
MARK = "<!-- The rest is written by docs/generate_rules.py. -->\n"
HEADINGS = {
    "A0": "Reading a source",
    "A1": "Missing data",
    "A2": "Suspicious data",
    "A3": "Repositories and references",
    "A4": "Comparing records",
}


def format_rules() -> str:
    """Return the sections of all rules in Markdown."""
    parts: list[str] = []
    group = ""
    for rule in RULES:
        if rule.code[:2] != group:
            group = rule.code[:2]
            parts.append(f"## {HEADINGS[group]}\n")
        parts.append(_format_rule(rule))
    return "\n".join(parts)


def _format_rule(rule: Rule) -> str:
    fixable = ", fixable" if rule.fixable else ""
    text = f"### {rule.code} {rule.name}\n\n*{rule.severity}{fixable}.* {rule.title}\n\n{rule.advice}\n"
    for word, example in (("Wrong", rule.wrong), ("Right", rule.right)):
        if example:
            text += f"\n{word}:\n\n```yaml\n{example}\n```\n"
    return text


def main() -> int:
    """Write the page, or compare it with ``--check``."""
    text = PAGE.read_text(encoding="utf-8").partition(MARK)[0] + MARK + "\n" + format_rules()
    return write_pages([(PAGE, text)], "generate_rules.py")


if __name__ == "__main__":
    sys.exit(main())
