"""Tables that Zotero exports (CSV): each row as the same item of Zotero's JSON, which its own reader reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from archcite.formats.flat_table.rows import TableRow
from archcite.formats.zotero import reader as zotero
from archcite.formats.zotero.works import load_item_types
from archcite.record import Source, revise

# Columns with people → kind of creator. Other columns have the name of a field, in words.
CREATORS: Mapping[str, str] = {
    "Author": "author",
    "Editor": "editor",
    "Series Editor": "seriesEditor",
    "Translator": "translator",
    "Contributor": "contributor",
    "Book Author": "bookAuthor",
    "Cast Member": "castMember",
    "Commenter": "commenter",
    "Composer": "composer",
    "Counsel": "counsel",
    "Interviewer": "interviewer",
    "Producer": "producer",
    "Recipient": "recipient",
    "Reviewed Author": "reviewedAuthor",
    "Scriptwriter": "scriptwriter",
    "Words By": "wordsBy",
    "Guest": "guest",
}
# What the file, or Zotero, needs for itself.
_IGNORED = frozenset(
    (
        *("Publication Year", "Date Added", "Date Modified", "File Attachments", "Link Attachments"),
        *("Item Type", "Manual Tags", "Automatic Tags", "Notes"),
    )
)
# Fields that have another name in some types of items → CSL variable, by which the type's own field is found.
_BASE_FIELDS: Mapping[str, str] = {
    "date": "issued",
    "medium": "medium",
    "number": "number",
    "pages": "page",
    "place": "publisher-place",
    "publicationTitle": "container-title",
    "publisher": "publisher",
    "title": "title",
    "type": "genre",
    "volume": "volume",
}
_ACRONYMS = frozenset(("ISBN", "ISSN", "DOI"))


def read_rows(headings: Sequence[str], rows: Iterable[TableRow], name: str) -> list[Source]:
    """Return the sources of the rows of a table; ``name`` is what errors call it.

    >>> source, = read_rows(["Key", "Item Type", "Author", "Title", "Publication Title"],
    ...     [TableRow(2, 2, ["AB", "bookSection", "Roe, Jane; Lee, Cy", "On letters", "Essays"])], "a.csv")
    >>> [agent.name for agent in source.agents("author")], source.csl_item()["container-title"], source.location.line
    (['Jane Roe', 'Cy Lee'], 'Essays', 2)
    """
    items, lines = [], []
    for row in rows:
        lines.append(row.line)
        items.append(_build_item({key: cell.strip() for key, cell in zip(headings, row.cells, strict=False)}))
    return [
        revise(source, location=location._replace(line=lines[location.number - 1]))
        if (location := source.location) is not None and location.number
        else source
        for source in zotero.read(json.dumps(items), name)
    ]


def _build_item(row: Mapping[str, str]) -> dict[str, object]:
    kind = row.get("Item Type", "") or "document"
    known = load_item_types().get(kind)
    item: dict[str, object] = {"itemType": kind}
    creators = []
    for heading, text in row.items():
        if heading in CREATORS:
            role = CREATORS[heading]
            if role == "author" and known and "author" not in known.creators:
                # Artists, directors, inventors: the first kind of creator of the type.
                role = next(iter(known.creators), role)
            creators += [
                {"creatorType": role, **_parse_name(name)} for name in re.split(r"\s*;\s*", text) if name
            ]
        elif text and heading not in _IGNORED:
            field = _to_field(heading)
            if known and field not in known.fields and (variable := _BASE_FIELDS.get(field)):
                field = known.find_field(variable) or field
            item.setdefault(field, text)
    words = "; ".join(filter(None, (row.get("Manual Tags"), row.get("Automatic Tags"))))
    item["creators"] = creators
    item["tags"] = [{"tag": word} for word in re.split(r"\s*;\s*", words) if word]
    item["notes"] = [{"note": text} for text in [row.get("Notes")] if text]
    return item


def _parse_name(name: str) -> dict[str, str]:
    last, divided, first = name.partition(", ")
    return {"lastName": last, "firstName": first} if divided else {"name": name}


def _to_field(heading: str) -> str:
    """Return the name of a field: “Publication Title” is “publicationTitle”."""
    if heading in _ACRONYMS:
        return heading
    joined = "".join(heading.split())
    return joined[:1].lower() + joined[1:]


__all__ = ["CREATORS", "read_rows"]
