"""typst, whose citations hayagriva makes, with hayagriva's own styles; from the package typst."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers import install
from benchmarks.peers.base import NOTES, SCRIPTS, Made, Peer, cited_in, in_notes, sentence

# What typst calls the styles; each is built in.
BUILT_IN: Mapping[str, str] = {
    NOTES: "chicago-notes",
    "chicago-author-date": "chicago-author-date",
    "modern-language-association": "mla",
}
_TYPES: Mapping[str, str] = {"report": "report", "manuscript": "manuscript"}
_HEADING = "Whatiscited"


class Typst(Peer):
    name = "typst (hayagriva)"

    def __init__(self, tools: Path) -> None:
        super().__init__(tools)
        self._python = install.pip(tools, "typst")
        self.version = install.pip_version(self._python, "typst")

    def write(self, folder: Path, items: Sequence[Mapping[str, Any]]) -> None:
        # JSON is YAML too.
        library = {item["id"]: hayagriva(item) for item in items}
        text = json.dumps(library, ensure_ascii=False, indent=1)
        (folder / "items.yml").write_text(text, encoding="utf-8")
        cites = "\n\n".join(sentence(f"#cite(<{item['id']}>)") for item in items)
        for style, name in BUILT_IN.items():
            bibliography = f'#pagebreak()\n#bibliography("items.yml", style: "{name}", title: "{_HEADING}")'
            (folder / f"{style}.typ").write_text(f"{cites}\n\n{bibliography}\n", encoding="utf-8")

    def command(self, style: str, folder: Path) -> list[str]:
        return self._compile(folder / f"{style}.typ")

    def plain(self, style: str, folder: Path, made: Made) -> list[str]:
        """The command that sets a document of the same words, in which nothing is cited."""
        kind = "footnote" if in_notes(style) else "text"
        cites = (sentence(f"#{kind}({json.dumps(one, ensure_ascii=False)})") for one in made.citations)
        entries = (f"#text({json.dumps(one, ensure_ascii=False)})" for one in made.bibliography.splitlines())
        document = folder / f"{style}-plain.typ"
        parts = (*cites, f"#pagebreak()\n= {_HEADING}", *entries)
        document.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
        return self._compile(document)

    def _compile(self, document: Path) -> list[str]:
        script = str(SCRIPTS / "typst_document.py")
        return [str(self._python), script, str(document), str(document.with_suffix(".pdf"))]

    def made(self, style: str, folder: Path, output: Path) -> Made:
        from pypdf import PdfReader

        pages = [page.extract_text() for page in PdfReader(folder / f"{style}.pdf").pages]
        first = next(number for number, page in enumerate(pages) if page.lstrip().startswith(_HEADING))
        text = "\n".join(pages[:first])
        return Made([text] if in_notes(style) else cited_in(text), "\n".join(pages[first:]))


def hayagriva(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item in hayagriva's own format, as far as that has a place for what is in it.

    >>> hayagriva({"type": "map", "title": "Map of Laos", "issued": {"date-parts": [[1960, 5]]}, "archive": "AAN"})
    {'type': 'misc', 'title': 'Map of Laos', 'date': '1960-05', 'archive': 'AAN'}
    """
    year, *rest = item["issued"]["date-parts"][0]
    people = [{"role": "translator", "names": _names(item["translator"])}] if "translator" in item else None
    fields = {
        "type": _TYPES.get(item["type"], "misc"),
        "title": item["title"],
        "author": _names(item.get("author", ())),
        "date": "-".join((f"{year:04}", *(f"{part:02}" for part in rest))),
        "affiliated": people,
        "genre": item.get("genre"),
        "archive": item.get("archive"),
        "archive-location": item.get("archive-place"),
        "call-number": item.get("archive_location"),
        "url": item.get("URL"),
    }
    return {name: value for name, value in fields.items() if value}


def _names(people: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    return [
        {"name": person["literal"]}
        if "literal" in person
        else {"name": person["family"], "given-name": person["given"]}
        for person in people
    ]
