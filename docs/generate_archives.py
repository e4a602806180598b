"""Write the pages of archives: an index, a page for each country, and the notations that they use.

``python docs/generate_archives.py`` brings the pages up to date; with ``--check`` nothing is written, and the exit
status is 1 where one is not current.  The examples are those of ``tests/notation/references.toml``, so that each of
them is a test as well.
"""

from __future__ import annotations

import re
import sys
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from archcite.bibliography.localized_headings import load_words  # noqa: E402
from archcite.notation import (  # noqa: E402
    Archive,
    Tradition,
    get_tradition,
    list_archives,
    load_traditions,
    parse_reference,
    write_reference,
)
from docs.page_writing import write_pages  # noqa: E402

INDEX = ROOT / "docs" / "archives.md"
FOLDER = ROOT / "docs" / "archives"
NOTATIONS = FOLDER / "notations.md"
REFERENCES = ROOT / "tests" / "notation" / "references.toml"
_NO_COUNTRY = "International organizations"
# What is said of a tradition's source; the third is for those that have none.
OWN = "the archive’s own guidance"
VERIFIED: Mapping[str | None, str] = {
    "archive": "another archive’s guidance",
    "guide": "a guide",
    "citations": "citations in print",
    None: "not verified",
}
_MADE = (
    "<!-- Made by docs/generate_archives.py of archcite/notation/data and tests/notation/references.toml. -->"
)
_INTRODUCTION = """
# Archives and how they cite

{made}

archcite knows {archives} archives in {countries} countries, and {traditions} ways of writing a reference. It reads
the references of other archives by their labels; a part without a label is printed as it is, and reported.

Choose a country below, or search for the name or a code of an archive. Its page lists the names under which archcite
finds the archive and its levels, and has an example: a reference, and what archcite writes for it, in the archive’s
own form and in English. If archcite writes a reference differently from the original, the page shows both. An example
that follows the archive’s levels but was not found in print is marked as made up.

{own} of the {archives} archives publish guidance on how to cite them, and archcite follows it. Of the {traditions}
notations, {archive} were checked against the guidance of an archive that uses them, {guide} against another guide (a
standard, or that of a university or a journal), and {citations} against citations in print. **{none} are not
verified**: they follow common knowledge about these archives, because no guidance was found. Corrections are welcome.
"""


# The file of strings is not ours to publish, so that these are the figures of the day on which it was measured.
_PORTAL = """
## Citations of the Wilson Center Digital Archive

The portal has formatted its citations in many ways since the 1990s. `archcite.parse` reads all of them with one
grammar, and `python tests/readers/wilson_figures.py FILE` measures how well, on a file of strings with their fields.
On 32 strings of the portal, in November 2026, 384 of 384 fields were right. The style `wilson-center` prints 8 of the
strings exactly as they were. For the other 24 archcite reports what is different, which is the portal’s former
practice: the comma inside the quotation marks, curly marks, `July 06`, a colon or nothing after the archive, an
address without angle brackets, the archive last. If a string has two copies, archcite reads both, and the style
prints the first.
"""


def list_pages() -> list[tuple[Path, str]]:
    """Return the path and the text of every page."""
    countries = _group_by_country()
    examples = _examples()
    pages = [
        (FOLDER / f"{_page_name(country)}.md", _country_page(country, archives, examples))
        for country, archives in countries.items()
    ]
    return [(INDEX, _index_page(countries)), (NOTATIONS, _notations_page()), *pages]


def _group_by_country() -> dict[str, list[Archive]]:
    """Return the archives by the English names of their countries, both sorted."""
    words = load_words("en")
    grouped: dict[str, list[Archive]] = {}
    for archive in sorted(list_archives(), key=lambda archive: archive.english):
        country = words.translate_country(archive.country) if archive.country else _NO_COUNTRY
        grouped.setdefault(country, []).append(archive)
    return dict(sorted(grouped.items()))


def _index_page(countries: Mapping[str, list[Archive]]) -> str:
    known = list_archives()
    kinds = Counter(one.verified for one in load_traditions().values())
    introduction = _INTRODUCTION.format(
        made=_MADE,
        archives=len(known),
        countries=len(countries.keys() - {_NO_COUNTRY}),
        traditions=len(load_traditions()),
        own=sum(archive.source is not None for archive in known),
        archive=kinds["archive"],
        guide=kinds["guide"],
        citations=kinds["citations"],
        none=kinds[None],
    )
    lines = [introduction.strip(), "", "| country | archives |", "|---|---|"]
    for country, archives in countries.items():
        links = (
            f"[{one.english}](archives/{_page_name(country)}.md#{_slug(one.english)})" for one in archives
        )
        lines.append(f"| [{country}](archives/{_page_name(country)}.md) | {'<br>'.join(links)} |")
    lines += ["", "The [notations](archives/notations.md) have a page of their own.", "", _PORTAL.strip()]
    lines += ["", "```{toctree}", ":hidden:", "", "archives/notations"]
    lines += [*(f"archives/{_page_name(country)}" for country in countries), "```"]
    return "\n".join(lines) + "\n"


def _country_page(country: str, archives: list[Archive], examples: Mapping[str, dict[str, Any]]) -> str:
    lines = [f"# {country}", "", _MADE, ""]
    for archive in archives:
        lines += [*_describe(archive, examples[archive.english]), ""]
    return "\n".join(lines).rstrip() + "\n"


def _describe(archive: Archive, example: Mapping[str, Any]) -> Iterator[str]:
    """Yield the section of an archive."""
    known = get_tradition(archive.tradition)
    names = [*([archive.name] if archive.name != archive.english else []), *archive.codes]
    yield from (f"## {archive.english}", "")
    if names:
        yield f"- Also found as: {' · '.join(names)}"
    if archive.isil:
        yield f"- ISIL: {archive.isil}"
    yield f"- Levels: {_levels(known)} ([notation](notations.md#{_slug(known.name)}))"
    yield f"- Source: {f'[{OWN}]({archive.source})' if archive.source else _source(known)}"
    found = parse_reference(example["text"])
    written = write_reference(found)
    own = write_reference(found, "own")
    yield f"- {'Example' if 'source' in example else 'Example (made up)'}: `{example['text']}`"
    if not found.exact:
        yield f"  - archcite writes: `{written}`"
    if own != written:
        yield f"  - in its own form: `{own}`"
    yield f"  - in English: {write_reference(found, 'english')}"


def _notations_page() -> str:
    lines = [
        "# Notations",
        "",
        _MADE,
        "",
        "The labels of each, the widest level first: short and long in the original language, in its own script where "
        "that is not Latin, and in English; with the plural where it differs. Levels that are not in a table are "
        "those of *International*.",
        "",
        *(line for one in load_traditions().values() for line in _notation(one)),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _page_name(country: str) -> str:
    return unicodedata.normalize("NFKD", _slug(country)).encode("ascii", "ignore").decode()


def _slug(heading: str) -> str:
    """Return a heading as it is in an address, as GitHub and myst-parser make it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _examples() -> dict[str, dict[str, Any]]:
    """An example for each archive: the first that has a source, or else the first."""
    examples: dict[str, dict[str, Any]] = {}
    for entry in tomllib.loads(REFERENCES.read_text(encoding="utf-8"))["reference"]:
        name = entry.get("archive")
        if name and (name not in examples or ("source" in entry and "source" not in examples[name])):
            examples[name] = entry
    return examples


def _levels(known: Tradition) -> str:
    """The levels from the widest down, each with its label; those of call numbers have none."""
    if known.id == "international":
        return "as they are labelled"
    names = dict.fromkeys((*(name for name in known.unlabelled if name not in known.levels), *known.levels))
    written = []
    for name in names:
        level = known.find_level(name)
        label = level.get_label(known.own_form) if level and name not in known.bare else ""
        written.append(f"{name} {label}" if label and label != name else name)
    return " › ".join(written)


def _source(known: Tradition) -> str:
    said = VERIFIED[known.verified]
    if known.source is None:
        return said
    return f"[{said}]({known.source})" if known.source.startswith("http") else f"{said}: {known.source}"


def _notation(known: Tradition) -> Iterator[str]:
    said = _source(known).replace(VERIFIED["archive"], "an archive’s guidance")
    yield from (f"## {known.name}", "", f"Source: {said}.", "")
    if not known.levels:
        return
    yield from ("| level | short | long | script | English |", "|---|---|---|---|---|")
    for level in known.levels.values():
        script = dict.fromkeys(
            filter(None, (_labels(level.labels.get(f)) for f in ("script", "script_long")))
        )
        cells = [
            level.stands_for or level.name,
            _labels(level.labels.get("short")),
            _labels(level.labels.get("long")),
            ", ".join(script),
            _labels(level.labels.get("english")),
        ]
        yield f"| {' | '.join(cells)} |"
    yield ""


def _labels(labels: tuple[str, str] | None) -> str:
    return " / ".join(dict.fromkeys(labels)) if labels else ""


def main() -> int:
    """Write the pages, or with ``--check`` only say which are not current."""
    FOLDER.mkdir(exist_ok=True)
    return write_pages(list_pages(), "generate_archives.py")


if __name__ == "__main__":
    sys.exit(main())
