"""The CSL item that a record is printed from: all that a citation says, where CSL-JSON would leave it out.

:func:`~archcite.formats.csl_json.item_from_record.to_csl_item` makes the item that other programs are given. What is
printed says more:

* every reference: those in the same collection after the first (“f. 3, op. 12, d. 5; d. 7, l. 3”), all others as
  “also in …”, and what a document was enclosed in, in ``division``, which no official style prints and each archival
  style of archcite does;
* the note of a holding, in brackets after its reference (“box 6 (carbon copy)”);
* the order of a reference by its tradition: a path (“RGANI, f. 5, op. 30”) follows its archive, which ``jurisdiction``
  says, a variable that no official style prints for archival sources;
* ranges with an en dash after every label;
* a title that the archivist or the writer made as a description, in ``genre``;
* whether a date is uncertain, approximate or inferred, in ``printing-number``, which no official style prints and
  archcite's styles only test: CSL dates have “circa” alone; and both years of a date in Old Style;
* the security classification of a document, and who drafted it, in ``annote``, for FRUS;
* where a letter was written, in ``event-place``;
* the path or name of a born-digital file, at the end of its reference;
* the stage of a document (“draft”), and the scale, technique and size of a map or a picture, in ``medium``;
* the address of an archived copy of a web page, in ``URL``;
* the code and the title of a part together, where the tradition has a form for both (“RW 19 (Rüstungsamt)/234”);
* the abbreviation of the archive, and other texts that only some styles print, under keys that CSL does not know.

:func:`~archcite.formats.csl_json.fitted_item.fit_item` then puts the item into the language and the form of a style.
"""

from __future__ import annotations

import re
from typing import Any

from attrs import evolve

from archcite._foundation.lazy_regex import pattern
from archcite.dates import to_edtf
from archcite.formats.common.document_kinds import find_kind_of_word
from archcite.formats.csl_json.archive_path import format_path, join_location, split_path
from archcite.formats.csl_json.fitted_item import (
    APPROXIMATE,
    CODE,
    HOUR,
    INTERVIEW,
    LEAVES,
    NUMBER,
    RELATED,
    UNARCHIVED,
    UPWARDS,
    WORDS,
    WRITTEN,
    WRITTEN_KIND,
    list_printed_kinds,
)
from archcite.formats.csl_json.item_from_record import (
    TYPES_WITH_SECTIONS,
    has_word,
    to_archival_item,
    to_csl_date,
)
from archcite.formats.csl_json.printed_references import (
    add_file,
    add_references,
    find_tradition,
    format_edition_ranges,
    format_leaf_ranges,
    format_range,
    join_texts,
    order_reference,
    write_commas,
)
from archcite.formats.csl_json.printed_title import describe_title, load_title_words
from archcite.record import ArchivalDate, Holding, Pages, Publication, Record, Source
from archcite.record.vocabulary import DEFAULT_CSL_TYPE, KIND_OF_TYPE, KINDS

_FIRST_WORD = pattern(r"\W*(\w+(?:-\w+)*)")
_ADDRESS = pattern(r"https?://[^\s<>]+")
# Types of what web archives keep.
_PAGE_TYPES = frozenset(("post", "post-weblog", "webpage"))
# Types that most styles format without an archive: a letter, or an interview by the author of a book.
_SPOKEN_OR_SENT = frozenset(("interview", "personal_communication"))
# Kinds that are two words for one thing: “Telegram to Truman” needs no “cable”.
_MESSAGES = frozenset(("cable", "cablegram", "telegram", "telex", "wire"))
# Types of what is described by its scale, technique and size.
_OBJECT_TYPES = frozenset(("graphic", "map"))
# What a citation begins with.
_LEADS = ("author", "genre", "title")
# What styles test of a date: whether there is such a mark, and whether it is a number.
_UNCERTAIN, _INFERRED = "1", "[ ]"
# Two years that an Old Style date bears: 24 March 1749/50.
_DUAL_YEAR = pattern(r"\b\d{4}/\d{1,2}\b(?!/)")


def to_printed_item(record: Source) -> dict[str, Any]:
    """Return the CSL item that a citation of a record or a publication is printed from.

    >>> from archcite.record import Part, Repository
    >>> def read(file, pages):
    ...     return Holding(Repository("RGANI"), [Part("fonds", "f.", "3"), Part("file", "d.", file)], Pages(pages))
    >>> item = to_printed_item(Record(holdings=[read("5", "ll. 1-2"), read("7", "l. 3")]))
    >>> item["archive_location"]
    'f. 3, d. 5, ll. 1–2; d. 7, l. 3'
    """
    if isinstance(record, Publication):
        return to_archival_item(record)
    written_kind, record = record.kind, _name_kind_in_english(_add_timecode(_join_titles(record)))
    item = to_archival_item(record)
    write_commas(item, record.holding)
    _describe_kind(item, record)
    if written_kind != record.kind and item.get("genre") == record.kind:
        item[WRITTEN_KIND] = written_kind
    describe_title(item, record)
    if not any(item.get(name) for name in _LEADS):
        if item["type"] == "personal_communication":
            # What a letter of an unknown author begins with; styles would print it a second time after the date.
            item["genre"] = "letter"
        elif item.get("recipient") and not record.is_as_read:
            # “Document to Colonel House”: nothing else says what it is.
            item["genre"] = record.kind
    elif item["type"] == "personal_communication" and item.get("recipient") and not record.is_as_read:
        _name_message(item, _name_kind(record))
    if record.number:
        _number_document(item, record)
    if record.place and item.get("recipient"):
        item.setdefault("event-place", record.place)
    # The id of another record would tell readers nothing.
    if related := "; ".join(text for text in record.related if " " in text):
        item["division"] = item[RELATED] = related
    if record.archived_copy:
        _cite_archived_copy(item, record.archived_copy)
    if stage := record.version or _describe_object(record):
        item["medium"] = join_texts(", ", item.get("medium"), stage)
    if item["type"] == DEFAULT_CSL_TYPE and not record.holding and record.csl_type in _SPOKEN_OR_SENT:
        item[UNARCHIVED] = record.csl_type
    if (
        item["type"] in _PAGE_TYPES
        and not record.holding
        and "container-title" not in item
        and "source" in item
    ):
        item["container-title"] = item.pop("source")  # the website is what a page is part of
    _mark_date(item, record)
    _add_forms(item, record)
    if "archive_location" in item:
        # Styles print no call number, and in an archive it is that of the collection: “box 3, MSS 71”.
        item["archive_location"] = join_location(item)
    order_reference(item, record.holding)
    item.pop("annote", None)  # for people who read the item
    if handling := join_texts(
        ". ", *(text and text.strip(". ") for text in (record.classification, record.drafting))
    ):
        item["annote"] = handling
    format_leaf_ranges(item, record.holding)
    has_path = not item.keys().isdisjoint(("call-number", "page"))
    if item["type"] in TYPES_WITH_SECTIONS and has_path and record.holding.pages and not record.is_as_read:
        item[LEAVES] = format_range(format_path(record.holding, (), record.holding.pages))
    if "references" in item:
        item["references"] = format_edition_ranges(item["references"])
    if record.file_name and record.holding:
        add_file(item, record.file_name)
    if len(record.holdings) > 1 or record.holding.note:
        add_references(item, record)
    return item


def _name_message(item: dict[str, Any], kind: str) -> None:
    """Have styles call a message by its kind, and not a letter.

    Where it is “A to B, ‘Telegram 345’”, nothing need say again what it is.

    >>> item = {"type": "personal_communication", "author": [], "title": "Telegram 345"}
    >>> _name_message(item, "telegram")
    >>> item["type"], "genre" in item
    ('document', False)
    """
    if kind == "letter" or "genre" in item:
        return
    first_word = _FIRST_WORD.match(str(item.get("title", "")))
    word = first_word[1].casefold() if first_word else ""
    if (word == kind or {word, kind} <= _MESSAGES) and "author" in item:
        item["type"] = "document"
    else:
        item["genre"] = kind


def _name_kind_in_english(record: Record) -> Record:
    """Return a record whose kind is the English word for it, which the language of each style has a word for.

    >>> from archcite.record import Agent
    >>> letter = Record(kind="Brief", agents=[Agent(family="Jogiches", role="recipient")])
    >>> _name_kind_in_english(letter).kind, _name_kind_in_english(Record(kind="brief")).kind
    ('letter', 'brief')
    """
    kind = record.kind.casefold()
    is_english = kind in KINDS or kind in list_printed_kinds() or record.kind in KIND_OF_TYPE
    # “Brief” is a letter in German and Dutch, and what lawyers write in English.
    is_letter = record.kind[:1].isupper() and bool(record.agents("recipient"))
    if record.is_as_read or (is_english and not is_letter):
        return record
    english = find_kind_of_word(kind)
    return record.replace(kind=english) if english and english != kind else record


def _add_timecode(record: Record) -> Record:
    """Return a record with its timecode among its pages: a passage of a recording is cited as a page is."""
    if not record.timecode or not record.holdings:
        return record
    first, *others = record.holdings
    passage = format_range(record.timecode)
    pages = Pages(first.pages.label or "", join_texts(", ", first.pages.value, passage))
    return record.replace(holdings=(evolve(first, pages=pages), *others))


def _describe_kind(item: dict[str, Any], record: Record) -> None:
    """Leave out a kind whose noun the title has (“Register of …, parish register”), and call an interview one.

    A map has its kind, where its title does not say what it is.
    """
    kind = str(item.get("genre", ""))
    if not kind:
        if item["type"] == "interview" and not item.get("title") and not item.get("interviewer"):
            item["genre"] = "interview"
        elif record.kind == "map" and not record.variables and _is_unnamed_map(record.title or ""):
            item["genre"] = "map"
        return
    if kind == record.variables.get("genre") and find_kind_of_word(kind) == record.kind:
        item["genre"] = record.kind  # “Brief” of a letter
    if "genre" in record.variables:
        item[WRITTEN_KIND] = str(record.variables["genre"])
    title = str(item.get("title", ""))
    first_word = _FIRST_WORD.match(title)
    is_said = kind.casefold() in _MESSAGES and first_word and first_word[1].casefold() in _MESSAGES
    if is_said or (" " in kind and has_word(title, kind.rpartition(" ")[2])):
        del item["genre"]
    elif item.get("interviewer") and not has_word(kind, "interview"):
        item[INTERVIEW] = f"{kind}{' ' if kind.casefold() == 'oral history' else ', '}interview"


def _is_unnamed_map(title: str) -> bool:
    """Return whether the title of a map does not say that it is one.

    >>> _is_unnamed_map("The Frontier near Longju"), _is_unnamed_map("Plan de Saint-Louis"), _is_unnamed_map("")
    (True, False, False)
    """
    return bool(title) and not any(has_word(title, word) for word in load_title_words("maps"))


def _cite_archived_copy(item: dict[str, Any], archived_copy: str) -> None:
    """Give a web page the address of its archived copy, which has the original address in most archives.

    A page without a date has the day of the copy, as in “archived October 19, 2023” (CMOS 18, 14.104; MLA 9, 5.84).
    """
    address = _ADDRESS.search(archived_copy)
    if address is None:
        return
    item["URL"] = address[0].rstrip(".,;)")
    if item["type"] not in _PAGE_TYPES or item.get("issued"):
        return
    day = to_edtf(archived_copy.replace(address[0], "").strip(" .,;()"))
    if day and (issued := to_csl_date(ArchivalDate(day))):
        item |= {"issued": issued, "status": "archived"}


def _describe_object(record: Record) -> str:
    """Return the scale, the technique and the size of a map or a picture (CMOS 18, 14.133)."""
    if record.csl_type not in _OBJECT_TYPES and record.kind != "plan":
        return ""
    return join_texts(", ", record.scale, record.technique, record.extent)


def _number_document(item: dict[str, Any], record: Record) -> None:
    """Give a document the number that it bears, if neither its title nor its reference says it."""
    number = str(record.number)
    words = " ".join(str(item.get(name, "")) for name in ("title", "genre"))
    # In a reference most numbers are of files and leaves.
    labelled = rf"(?:n[or]|№|n[°º])\.?\s?{re.escape(number)}(?!\w)"
    if re.search(rf"(?<!\w){re.escape(number)}(?!\w)", words) or re.search(
        labelled, str(item.get("archive_location", "")), re.IGNORECASE
    ):
        return
    is_document = item["type"] in ("document", "personal_communication") or item.get("recipient")
    if is_document and record.kind != DEFAULT_CSL_TYPE and record.kind.casefold() not in words.casefold():
        # “No. 511 to Edward House”, “‘Improvement in Telegraphy’, no. 174,465”: of what?
        item.setdefault("genre", _name_kind(record))
    if item["type"] == "interview" and item.get("interviewer") and not item.get("genre"):
        # “Interview no. 12 by A”: the interviewer would follow the bare number.
        item[INTERVIEW] = "interview"
    item[NUMBER] = number


def _name_kind(record: Record) -> str:
    """Return what a citation calls the kind of a record: “letter” for a personal communication."""
    kind = record.kind.casefold()
    kind = KIND_OF_TYPE.get(kind, kind)
    return kind if kind in KINDS else record.kind


def _mark_date(item: dict[str, Any], record: Record) -> None:
    """Mark an uncertain, approximate or inferred date; that of an item that was read is as its style has it."""
    date = record.date
    if date is None or date.edtf is None or "date-parts" not in item.get("issued", {}):
        return
    if date.text and (years := _DUAL_YEAR.search(date.text)) and "/" not in date.edtf:
        item["issued"] = {**item["issued"], "dual-year": years[0]}
    if record.is_as_read:
        return
    if date.is_approximate:
        item["printing-number"] = APPROXIMATE
    elif date.is_uncertain:
        item["printing-number"] = _UNCERTAIN
    elif date.is_inferred:
        item["printing-number"] = _INFERRED


def _join_titles(record: Record) -> Record:
    """Return a record whose coded parts have their titles in their values, where their tradition has a form for it."""
    holdings = tuple(map(_join_titles_of, record.holdings))
    return record if holdings == record.holdings else record.replace(holdings=holdings)


def _join_titles_of(holding: Holding) -> Holding:
    if not any(part.title and part.value for part in holding.parts):
        return holding
    titled = find_tradition(holding).titled
    if not titled:
        return holding
    parts = [
        evolve(part, value=titled.format(code=part.value, title=part.title), title=None)
        if part.title and part.value
        else part
        for part in holding.parts
    ]
    return evolve(holding, parts=tuple(parts))


def _add_forms(item: dict[str, Any], record: Record) -> None:
    """Add what some styles print beside or in place of the archive, the collection and the leaves."""
    holding = record.holding
    if record.place:
        item[WRITTEN] = record.place
    if record.time:
        item[HOUR] = record.time
    if record.date and record.date.text and "issued" in item:
        item[WORDS] = record.date.text
    if "call-number" in item and item["type"] not in TYPES_WITH_SECTIONS:
        item.setdefault("section", format_path(holding, (), holding.pages))
    if holding.repository.name and holding.repository.code:
        item[CODE] = holding.repository.code
    collection = split_path(holding.parts)[0]
    # A collection in the words of its item may be another part of the path.
    if len(collection) > 1 and item.get("archive_collection") == format_path(
        holding, collection, semicolons=False
    ):
        item[UPWARDS] = [format_path(holding, [part]) for part in reversed(collection)]
