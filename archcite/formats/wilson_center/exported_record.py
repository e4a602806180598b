"""Split an exported record of the portal into sections: lines with headings, or flattened to one line."""

from __future__ import annotations

import functools
import re

from archcite._foundation.lazy_regex import join_alternatives, pattern
from archcite.formats.common.corporate_names import load_words
from archcite.formats.common.portal_vocabulary import load_vocabulary
from archcite.formats.wilson_center.title_and_date import parse_leading_date

_BOLD = pattern(r"\*\*(.+?)\*\*", re.DOTALL)
_VERSIONS = pattern(
    r"(?:(?P<kind>Translation|Transcript|Transcription) - (?P<after>[A-Z]\w+)"
    r"|(?P<before>[A-Z]\w+) (?:Translation|Transcript|Transcription|Original)\b)"
)


def read_export(text: str) -> dict[str, str] | None:
    """Return the sections of an exported record by field, with its ``title``; None if it is not an export.

    The document itself, which comes last under “Contents”, keeps its lines; every other section is one line.

    >>> read_export("Digital Archive May 5, 1950 A Letter Citation: “A Letter,” May 5, 1950 Summary: Short.")
    {'title': 'A Letter', 'citation': '“A Letter,” May 5, 1950', 'summary': 'Short.'}
    """
    first = _build_heading_pattern().search(text)
    while first is not None and first["heading"] != "Citation":
        first = _build_heading_pattern().search(text, first.end())
    if first is None:
        return None
    sections: dict[str, str] = {}
    title = _find_title(text[: first.start()])
    if title:
        sections["title"] = title
    found: re.Match[str] | None = first
    while found is not None:
        field = load_vocabulary()["headings"][found["heading"]]
        following = None if field == "contents" else _find_next_heading(text, found, {*sections, field})
        content = text[found.end() : following.start() if following else len(text)]
        # An export has each heading once; the document itself may have similar lines.
        sections[field] = (
            content.strip() if field == "contents" else " ".join(_join_broken_lines(content).split())
        )
        found = following
    return sections


def find_languages(contents: str) -> tuple[str, ...]:
    """Return the languages in which the portal has the document: “Translation - English” is above a text.

    >>> find_languages("English Translation\\nScan of Original Document\\nDear Comrades, an Italian Original")
    ('English',)
    """
    found: list[str] = []
    lines = [line.strip() for line in contents.splitlines() if line.strip()]
    for line in lines[:1] if len(lines) == 1 else lines:
        version = _VERSIONS.match(line)
        if version is None or (len(lines) > 1 and version.end() != len(line)):
            continue
        language = version["after"] or version["before"]
        if language.casefold() in load_words("languages"):
            found.append(language)
    return tuple(dict.fromkeys(found))


def _find_next_heading(text: str, last: re.Match[str], taken: set[str]) -> re.Match[str] | None:
    found = _build_heading_pattern().search(text, last.end())
    while found is not None and load_vocabulary()["headings"][found["heading"]] in taken:
        found = _build_heading_pattern().search(text, found.end())
    return found


def _find_title(head: str) -> str | None:
    """Return the title above the citation, without the masthead and the date."""
    bold = " ".join(" ".join(_BOLD.findall(head)).split())
    if bold:
        return bold
    line = " ".join(_join_broken_lines(head).split())
    masthead = sorted(load_vocabulary()["words"]["masthead"], key=len, reverse=True)
    while (known := next((word for word in masthead if line.startswith(word)), None)) is not None:
        line = line[len(known) :].lstrip()
    pieces = re.match(r"(?:[A-Z]\w+ \d{1,2}, |[A-Z]\w+,? )?\d{4}\s+", line)
    if pieces and parse_leading_date(pieces.group()):
        line = line[pieces.end() :]
    return line or None


@functools.cache
def _build_heading_pattern() -> re.Pattern[str]:
    """Build the pattern of headings: at the start of a line or after a space, with a colon."""
    names = join_alternatives(load_vocabulary()["headings"])
    return re.compile(
        rf"(?:^|(?<=\s))(?:\*\*|#+\s*)?(?P<heading>{names})(?:\s*:\s*\*\*|\*\*\s*:?|:)(?=\s|$)",
        re.MULTILINE,
    )


def _join_broken_lines(text: str) -> str:
    return re.sub(r"(?<=[\w/])([-/])\n\s*(?=\w)", r"\1", text)
