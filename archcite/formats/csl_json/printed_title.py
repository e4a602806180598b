"""How a title is printed: as a quotation, as the description that an archivist made, or not beside the kind."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from archcite._foundation import resources
from archcite._foundation.characters import list_plain_spellings
from archcite._foundation.lazy_regex import pattern
from archcite.dates import to_edtf
from archcite.formats.csl_json.fitted_item import DESCRIBED, TITLE_ALONE, TITLE_AND_KIND, list_printed_kinds
from archcite.formats.csl_json.printed_references import join_texts
from archcite.record import ArchivalDate, Record
from archcite.record.vocabulary import KINDS

# What says that a title is English.
_ENGLISH = pattern(r"\b(?:the|of|and|to|on|for|with|from|by|at|is|an(?= [aeiouh])|concerning|between)\b")
# Types of films and recordings.
_MEDIA_TYPES = frozenset(("broadcast", "motion_picture", "song"))
# A date at the end of a description: “Baptisms, 1702–1740”, “Notebook (May 1918)”, “Letter, 5 May 1918”.
_LAST_DATE = pattern(
    r"(?:,\s+(?P<date>[^,()]*\d{4}(?:-\d\d){0,2}|[A-Z][a-z]+ \d{1,2}, \d{4})|\s+\((?P<bracketed>[^()]*\d[^()]*)\))\.?$"
)


def describe_title(item: dict[str, Any], record: Record) -> None:
    """Tell styles what a title is: a description, no more than the kind of the document, or in another language.

    A title that only names a kind (“Prospectus”) is a description. Styles put the titles of an unknown language in
    title case, as if they were English.
    """
    title = (record.title or "").casefold()
    if record.is_as_read and title not in KINDS:
        return  # the item is as its style wants it
    if title and title == record.kind.casefold():
        for variable in ("title", "title-short"):
            item.pop(variable, None)
        if title != "letter":
            item.setdefault("genre", record.kind)
    elif record.has_supplied_title or title in KINDS or title in load_title_words("descriptions"):
        _describe_source(item, record)
    elif title and "language" not in item and not _ENGLISH.search(title):
        from archcite.formats.common.title_language import find_title_language  # not needed by most items

        found = find_title_language(title)
        if found and found.code != "en":
            item["language"] = found.code


def _describe_source(item: dict[str, Any], record: Record) -> None:
    """Put a title that the archivist or the writer made where styles expect a description: it is not a quotation.

    That is how the official styles print a source without a title of its own: plain in Chicago, in brackets in APA.
    The name of a collection stays its title. A title that names the recipient says enough.
    """
    title = str(item.get("title", "")).strip()
    if not title or item["type"] == "collection":
        return
    for variable in ("title", "title-short"):
        item.pop(variable, None)
    if title.startswith("[") and title.endswith("]"):
        title = title[1:-1]
    title = _cut_date(title, record.date)
    if item.get("author") and title.partition(" ")[0].lower() in _load_first_words():
        # Styles begin with a capital where a description begins a note or an entry.
        title = title[0].lower() + title[1:]
    if all(_has_name(title, _get_last_name(name)) for name in item.get("recipient", ())):
        item.pop("recipient", None)
    kind = item.get("genre")
    if item["type"] in _MEDIA_TYPES:
        # Styles format a film or a recording by a title in italics.
        item["type"], kind = "document", kind or record.kind
    item["genre"] = join_texts(", ", title, kind)
    item[DESCRIBED] = TITLE_AND_KIND if kind else TITLE_ALONE


def _cut_date(title: str, date: ArchivalDate | None) -> str:
    """Return a description without the date at its end, if that is the date of the record, which follows it.

    >>> _cut_date("Baptisms, 1702–1740", ArchivalDate("1702/1740")), _cut_date("Letter of 1918", ArchivalDate("1918"))
    ('Baptisms', 'Letter of 1918')
    """
    found = _LAST_DATE.search(title)
    if (
        found is None
        or date is None
        or date.edtf is None
        or to_edtf(found["date"] or found["bracketed"]) != date.edtf
    ):
        return title
    return title[: found.start()]


def _has_name(title: str, name: str) -> bool:
    """Return whether a title has a name, also in another spelling: “Letter to Djilas” for Đilas.

    >>> _has_name("letter to Djilas", "Đilas"), _has_name("letter to Mueller", "Müller"), _has_name("letter", "Lee")
    (True, True, False)
    """
    return name in title or any(
        spelling in text for text in list_plain_spellings(title) for spelling in list_plain_spellings(name)
    )


def _get_last_name(name: Mapping[str, str]) -> str:
    return name.get("family") or name.get("literal") or ""


@cache
def load_title_words(name: str) -> frozenset[str]:
    """Return words of titles from their table: “maps”, or “descriptions”."""
    return frozenset(resources.read_table(__spec__, "title_words.toml")[name])


@cache
def _load_first_words() -> frozenset[str]:
    """Return the words that English descriptions begin with: “letter”, “notes”, “press” release."""
    return frozenset(kind.partition(" ")[0] for kind in (*KINDS, *list_printed_kinds()))
