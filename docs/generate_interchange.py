"""Run every writer, read back what it wrote, and put into ``interchange.md`` what of a record survives.

``python docs/generate_interchange.py`` brings the tables of the page up to date; with ``--check`` nothing is
written, and the exit status is 1 where they are not current.
"""

from __future__ import annotations

import html
import importlib
import io
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from archcite.errors import ArchciteWarning  # noqa: E402
from archcite.formats.archcite_yaml import reader as archcite_file  # noqa: E402
from archcite.formats.common.record_fields import LABELS, list_fields  # noqa: E402
from archcite.formats.csl_json.item_from_record import to_language_tag  # noqa: E402
from archcite.formats.flat_table.columns import COLUMNS  # noqa: E402
from archcite.formats.flat_table.flat_fields import flatten  # noqa: E402
from archcite.formats.writing import BUILT_IN, write  # noqa: E402
from archcite.record import Record  # noqa: E402
from archcite.record.vocabulary import ROLES  # noqa: E402
from docs.page_writing import write_pages  # noqa: E402

PAGE = ROOT / "docs" / "interchange.md"
_REGION = re.compile(r"(<!-- generated: (?P<name>[\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)

# Format -> the module that reads it. What is for web pages is read in one.
READERS: Mapping[str, str] = {
    **dict.fromkeys(("bibtex", "biblatex", "biblatex-chicago"), "bibtex"),
    **dict.fromkeys(("csl-json", "csl-yaml"), "csl_json"),
    **dict.fromkeys(("json-ld", "coins"), "web_page"),
    **dict.fromkeys(("json", "yaml"), "archcite_yaml"),
    **{
        "ris": "ris",
        "zotero": "zotero",
        "mods": "mods",
        "dublin-core": "dublin_core",
        "ead": "ead",
        "csv": "flat_table",
    },
}
# Records that between them say everything a record can say.
SAMPLES = """
- id: creel-1918
  kind: letter
  title: George Creel to Colonel House
  date: 1918-09-25
  author: George Creel
  recipient: {family: House, given: Edward Mandell, affiliation: The Inquiry}
  holding:
    repository: {name: Yale University Library, place: New Haven, country: United States}
    fonds: Edward Mandell House Papers
    box: box 6
    folder: folder 179
    pages: pp. 1-2
    note: carbon copy
  copy: {portal: Archives at Yale, url: "https://archives.yale.edu/1", identifier: "3812", accessed: 2024-05-31}
  languages: English
  medium: typescript
  subjects: [Propaganda, "World War, 1914-1918"]
  rights: In the public domain.
  notes: The signature is torn off.
- id: mao-1949
  kind: memorandum
  title: Memorandum of Conversation between Anastas Mikoyan and Mao Zedong
  date: {edtf: 1949-02-03, text: the third of February}
  agents:
    - {role: author, body: CC of the CPSU}
    - {role: contributed-by, name: Vladislav Zubok, on_behalf_of: CWIHP}
    - {role: translator, name: Sergey Radchenko}
    - {role: witness, given: Wladimir, particle: von, family: Berg, suffix: Jr.}
  holdings:
    - repository: {name: Archive of the President of the Russian Federation, code: APRF, place: Moscow}
      fonds: {label: f., value: "39", title: Personal fond}
      series: op. 1
      file: d. 39
      pages: ll. 47-53
    - repository: Hoover Institution Library
      reel: reel 7
  copy: {portal: Wilson Center Digital Archive, url: "https://digitalarchive.wilsoncenter.org/document/113239"}
  original_language: Russian
  languages: English
  published_in: Sovetsko-Kitaiskie Otnosheniia, vol. 5, book 2 (Moscow, 2005), pp. 62-66
  summary: Mikoyan and Mao converse about the mediation talks.
  contents: On the evening of 3 February 1949 another conversation took place.
- id: danube-1936
  kind: map
  title: The Danube from Ulm to Sulina
  date: 1936~
  editor: Ann Smith
  holding:
    repository: Bundesarchiv
    fonds: R 3002
    item: Nr. 17
"""

_NAME = "holding.repository.name"
# What is compared, in the order of the table: what it is called, and how it is found in a record.
Getter = Callable[[Record], Any]


def _field(name: str) -> Getter:
    return lambda record: list_fields(record).get(name)


def _agents(*roles: str) -> Getter:
    return lambda record: [agent.name for agent in record.agents() if agent.role in roles] or None


def _in_parts(record: Record) -> Any:
    parts = ("family", "given", "particle", "dropping_particle", "suffix", "corporate")
    return [[getattr(agent, part) for part in parts] for agent in record.agents()] or None


def _languages(record: Record) -> Any:
    return [to_language_tag(name) or name for name in record.languages] or None


def _levels(record: Record) -> Any:
    return [(part.level, part.label, part.value) for part in record.holding.parts] or None


def _titles(record: Record) -> Any:
    return [part.title for part in record.holding.parts if part.title and part.value] or None


_CREDITS = tuple(role for role, variable in ROLES.items() if variable is None)
FIELDS: Mapping[str, Getter] = {
    "id": _field("id"),
    "kind": _field("kind"),
    "title": _field("title"),
    "date": lambda record: record.date.edtf if record.date else None,
    "date, in the source’s words": _field("date.text"),
    "author": _agents("author"),
    "recipient": _agents("recipient"),
    "translator": _agents("translator"),
    "editor": _agents("editor"),
    "who contributed, obtained, gave it": _agents(*_CREDITS),
    "agents in other roles": lambda record: [a.name for a in record.agents() if a.role not in ROLES] or None,
    "names in their parts": _in_parts,
    "on whose behalf": _field("agents.on_behalf_of"),
    "affiliation": _field("agents.affiliation"),
    "repository": _field(_NAME),
    "repository, code": _field("holding.repository.code"),
    "repository, place": _field("holding.repository.place"),
    "repository, country": _field("holding.repository.country"),
    "path, as it is printed": _field("holding.parts"),
    "path, levels and labels": _levels,
    "titles of parts of the path": _titles,
    "pages or leaves": _field("holding.pages"),
    "note on the holding": _field("holding.note"),
    "further holdings": _field("holding.2"),
    "portal": _field("copy.portal"),
    "address": _field("copy.url"),
    "number in the portal": _field("copy.identifier"),
    "day of access": lambda record: record.copy.accessed.edtf if record.copy.accessed else None,
    "original language": _field("original_language"),
    "languages": _languages,
    "medium": _field("medium"),
    "published in": _field("published_in"),
    "summary": _field("summary"),
    "contents": _field("contents"),
    "subjects": _field("subjects"),
    "rights": _field("rights"),
    "notes": _field("notes"),
}

SAME, PARTLY, ELSEWHERE, WRITTEN, LOST = "✓", "≈", "note", "file", "–"


def matrix() -> str:
    """The table: a row for each field, a column for each format."""
    samples = archcite_file.read(SAMPLES, "samples.yaml")
    formats = list(BUILT_IN)
    columns = {format: _column(samples, format) for format in formats}
    lines = [f"| | {' | '.join(formats)} |", f"|---|{'|'.join(':-:' for _ in formats)}|"]
    rows = (f"| {field} | {' | '.join(columns[format][field] for format in formats)} |" for field in FIELDS)
    return "\n".join([*lines, *rows])


def _column(samples: Sequence[Record], format: str) -> dict[str, str]:
    """What becomes of each field in one format."""
    found: dict[str, list[str]] = {field: [] for field in FIELDS}
    for sample in samples:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ArchciteWarning)
            text = write([sample], format)
            back = _read(text, format)
        for field, get in FIELDS.items():
            if get(sample):
                found[field].append(_fate(sample, back, text, format, get))
    return {field: _together(fates) for field, fates in found.items()}


def _together(fates: list[str]) -> str:
    distinct = set(fates)
    if len(distinct) == 1:
        return fates[0]
    return PARTLY if SAME in distinct or PARTLY in distinct else next(iter(sorted(distinct)))


def _fate(sample: Record, back: Record | None, text: str, format: str, get: Getter) -> str:
    wanted = get(sample)
    if back is not None:
        got = get(back)
        if got == wanted or (get is FIELDS["notes"] and set(wanted) <= set(got or ())):
            return SAME
        if _has_words(wanted, " ".join(flatten(back).values())):
            return ELSEWHERE
    return WRITTEN if _has_words(wanted, _plain(text, format)) else LOST


def _has_words(value: Any, text: str) -> bool:
    present = {word.lstrip("0") for word in re.findall(r"\w+", text.casefold())}
    return all(word.lstrip("0") in present for word in _words(value))


def _words(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield from re.findall(r"\w+", value.casefold())
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _words(item)


def _plain(text: str, format: str) -> str:
    """A text without the escaping of its format."""
    from urllib.parse import unquote_plus

    if format == "coins":
        return unquote_plus(html.unescape(text))
    return html.unescape(re.sub(r"[{}]", "", text))


def _read(text: str, format: str) -> Record | None:
    """What our reader makes of a text; None where there is no reader, or it finds nothing."""
    if format not in READERS:
        return None
    try:
        reader: Any = importlib.import_module(f"archcite.formats.{READERS[format]}.reader")
    except ModuleNotFoundError:
        return None
    if format == "json-ld":
        text = f'<html><head><script type="application/ld+json">{text}</script></head><body></body></html>'
    elif format == "coins":
        text = f"<html><head><title>Sources</title></head><body>{text}</body></html>"
    if hasattr(reader, "read_file"):
        records = list(reader.read_file(io.BytesIO(text.encode("utf-8")), "sources"))
    else:
        records = list(reader.read(text, "sources"))
    return records[0] if records else None


def columns() -> str:
    """The columns of a table in CSV."""
    lines = ["| column | content |", "|---|---|"]
    return "\n".join([*lines, *(f"| `{name}` | {text} |" for name, text in COLUMNS.items())])


def labels() -> str:
    """The labels of lines in notes."""
    lines = ["| line in a note | field of the record |", "|---|---|"]
    return "\n".join([*lines, *(f"| `{label}: …` | `{name}` |" for name, label in LABELS.items())])


_REGIONS: Mapping[str, Callable[[], str]] = {"matrix": matrix, "columns": columns, "labels": labels}


def generated(page: str) -> str:
    """A page with its tables as they are now."""
    return _REGION.sub(lambda found: f"{found[1]}{_REGIONS[found['name']]()}\n{found[3]}", page)


def main() -> int:
    """Write the page where it has changed, or with ``--check`` only say so."""
    return write_pages([(PAGE, generated(PAGE.read_text(encoding="utf-8")))], "generate_interchange.py")


if __name__ == "__main__":
    sys.exit(main())
