"""Archival sources in a ``.bib`` file.

People cite archives in ``.bib`` files in several ways: what they put into ``library``, ``institution``,
``howpublished`` and ``note`` is told apart here. Types and fields are in ``reference_managers.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite._foundation.wording import join_words
from archcite.csl.variables import DATES, NAMES
from archcite.dates import is_undated
from archcite.dates.months import MONTHS
from archcite.errors import SourceLocation
from archcite.formats.bibtex.entries import BibEntry
from archcite.formats.bibtex.languages import find_code
from archcite.formats.bibtex.names import parse_names, split_keywords
from archcite.formats.bibtex.work_reader import EDITORS, GENRES, Decode, find_role
from archcite.formats.bibtex.works import list_csl_types
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import reader_warnings
from archcite.formats.common.credit_sentences import extract_credits
from archcite.formats.common.field_mapping import drop_heading
from archcite.formats.common.portal_vocabulary import is_portal
from archcite.formats.csl_json.item_from_record import PRINTED_TYPES
from archcite.formats.csl_json.noted_variables import find_noted_variable, set_variable
from archcite.formats.csl_json.reference_manager_item import GatheredItem
from archcite.formats.csl_json.reference_managers import load_table
from archcite.notation import find_archive, parse_reference
from archcite.notation.vocabulary import find_edition, is_holder
from archcite.record import ArchivalDate, Record, Source
from archcite.record.csl_variables import to_agent
from archcite.record.record import complete_variables
from archcite.record.vocabulary import CSL_TYPES, DEFAULT_CSL_TYPE, KIND_OF_TYPE, KINDS, to_csl_type

# Fields that only an entry for an archival source has.
PATH_FIELDS = frozenset(
    (
        "archive", "repository", "library", "box", "folder", "fonds", "fond", "subfonds", "reel", "shelfmark",
        "callnumber", "archivalcollection", "archivelocation", "entrysubtype",
    )
)  # fmt: skip
_ARCHIVAL = frozenset(("archival", "archive", "archivalsource", "letter", "manuscript"))
# Fields that may name an archive, besides.
_HOLDER_FIELDS = frozenset(
    ("institution", "organization", "howpublished", "location", "address", "note", "addendum")
)
# Fields that are a place in an archive, if one is named; else they are those of works.
_OF_WORKS = {"series": "collection-title", "volume": "volume", "number": "number"}
_NEVER_ARCHIVAL = frozenset(("magazine", "newspaper", "classical"))
# Read before the rest, which is judged by them; and after it.
_FIRST = tuple(
    "library archive repository institution organization collection title url date year".split()  # noqa: SIM905
)
_LAST = ("howpublished", "addendum", "note", "annote", "annotation")
# What a reader asks for in an archive that an entry names: “MS DAR 121, fol. 36r”, “Cod. lat. 3922”, “CO 96/692”.
_SHELFMARK = pattern(
    r"(?!(?:AD|BC|CE|DOI|ISBN|ISSN|OCLC|PMID)\b|[A-Z]{2,6} (?:1[5-9]|20)\d\d$)(?:[A-Z]{1,6}|M[Ss]s?|Add|Cod|Hs)\.?"
    r"(?:[ -](?:[A-Z]{1,6}|[A-Z][a-z]{0,4}|[a-z]{2,4}(?=\.))\.?)*[ -]?\d[\w./-]*"
)
_PORTAL = pattern(
    r"[^.;:]{0,60}\b(?:archives?|collections?|databases?|library|repository|portal|gallica|online)\b",
    re.IGNORECASE,
)
_URL = pattern(r"\\(?:url|path)\s*\{(?P<url>[^{}]*)\}")
_ADDRESS = pattern(r"\\(?:url|href)\s*\{(?P<url>[^{}]+)\}|(?P<bare>https?://[^\s{}]+?)(?=[.,;]?(?:\s|$))")
# What is left of a note without its address.
_AVAILABLE = pattern(
    r"(?:also\s+)?(?:available|online|retrieved|accessed)(?:\s+(?:online|at|from|on|via))*:?", re.IGNORECASE
)
_COLLECTION = pattern(
    r"\b(?:papers|collection|records|fonds?|nachlass|manuscripts|archiv(?:e|es)?|estate|correspondence)\b",
    re.IGNORECASE,
)
# What a document in a collection has, and a collection has not.
_OF_DOCUMENTS = frozenset(("issued", "archive_collection", "archive_location", "recipient", "page"))
_ACCESSED = pattern(
    r"[\s,.;(\[]*(?:last\s+)?(?:accessed|visited|retrieved)(?:\s+on)?:?\s+(?P<date>[^.)\];]+)[)\].]*",
    re.IGNORECASE,
)
_VARIABLES = pattern(r";\s+(?=[A-Za-z][A-Za-z _-]{1,40}:\s)")
# Two months or days in figures, which “--” parts: EDTF has a slash.
_EDTF_RANGE = pattern(r"(?<=\d-\d\d)\s*(?:--|[–—])\s*(?=\d{4}-\d\d)")
_RANGE = pattern(r"(?<=\d)\s*[–—]\s*(?=\d)")


def read_archival_entry(entry: BibEntry, location: SourceLocation, decode: Decode) -> Source:
    """Return the source of an entry; ``decode`` makes text of LaTeX."""
    return _Entry(entry, location, decode).read()


class _Entry:
    """One entry: fields are decoded and gathered; what may be several things is decided by what else there is."""

    def __init__(self, entry: BibEntry, location: SourceLocation, decode: Decode) -> None:
        self.entry = entry
        self.decode = decode
        self.fields = dict(entry.fields)
        self.subtype = decode(self.fields.get("entrysubtype", "")).casefold()
        self.archival = self.subtype not in _NEVER_ARCHIVAL and bool(
            entry.type in _ARCHIVAL or (PATH_FIELDS & self.fields.keys() and not self.is_published())
        )
        self.item = GatheredItem("bibtex", location, entry.type, self.archival or None)
        if entry.key:
            self.item.variables["id"] = entry.key
        if entry.type not in load_table("bibtex")["types"]:
            reader_warnings.warn(location, f"“@{entry.type}” is an unknown type, and was read as a document.")

    @property
    def is_chicago(self) -> bool:
        """Whether the fields are those of an archival source in biblatex-chicago (manual, entry type *misc*)."""
        fields = self.fields.keys()
        return (
            self.entry.type == "misc"
            and {"entrysubtype", "institution"} <= fields
            and fields.isdisjoint(("howpublished", "library"))
        )

    def is_only_kind(self) -> bool:
        """Return whether an entry says what a source is, and nothing of where it is kept."""
        said = self.fields.keys() & (PATH_FIELDS | _HOLDER_FIELDS)
        return self.entry.type not in _ARCHIVAL and said <= {"entrysubtype"}

    def is_published(self) -> bool:
        """Return whether the type is one of published works, which may be in a library too."""
        tables = load_table("bibtex")
        return self.entry.type in tables["types"] and self.entry.type not in tables["archival"]

    def read(self) -> Source:
        self._read_type()
        self._join_titles()
        self._read_date()
        self._read_editors()
        order = {name: number - len(_FIRST) for number, name in enumerate(_FIRST)}
        order |= {name: number + 1 for number, name in enumerate(_LAST)}
        is_unplaced = self.archival and self.is_only_kind()
        for name in sorted(self.fields, key=lambda name: order.get(name, 0)):
            value = self.fields[name]
            if name in NAMES or self.item.find_variable(name) in NAMES:
                self._read_names(name, value)
            elif is_unplaced and name in _OF_WORKS:
                self.item.set(_OF_WORKS[name], self.decode(value), name)
            elif name in _READERS:
                _READERS[name](self, value)
            else:
                self.item.put(name, self.decode(value))
        self._find_collection()
        return self._keep_type(drop_heading(self.item.build_source()))

    def _keep_type(self, source: Source) -> Source:
        """Return a record with the type and the genre that its entry states, where its kind alone does not say them."""
        csl_type = self.item.variables["type"]
        if not isinstance(source, Record) or "type" in source.variables:
            return source
        stated = {}
        # Of a letter whose type is stated, styles say “personal communication”: to the one who cites it.
        is_letter = csl_type == to_csl_type(source.kind) == "personal_communication"
        if (
            csl_type != DEFAULT_CSL_TYPE
            and not is_letter
            and not (source.holding and csl_type in PRINTED_TYPES)
        ):
            stated["type"] = csl_type
        if (
            {"type", "entrysubtype"} <= self.fields.keys()
            and "genre" not in source.variables
            and "genre" in self.item.variables
        ):
            stated["genre"] = self.item.variables["genre"]
        if stated:
            complete_variables(source, {**source.variables, **stated})
        return source

    def _find_collection(self) -> None:
        """Make a collection of an entry that is all of one: “Papers”, without a date, a place in it or a recipient."""
        variables = self.item.variables
        title = str(variables.get("title", ""))
        found = _COLLECTION.search(title)
        is_name = found is not None and found.end() == len(title) and " to " not in title
        if self.archival and is_name and not (self.item.parts or variables.keys() & _OF_DOCUMENTS):
            variables["type"] = "collection"
            variables.pop("genre", None)

    def _read_type(self) -> None:
        tables = load_table("bibtex")
        csl_type = tables["subtypes"].get(self.subtype) or list_csl_types().get(("misc", self.subtype))
        if csl_type is None and self.subtype in CSL_TYPES:
            csl_type = self.subtype
        if self.subtype and (csl_type or self.subtype in KINDS):
            self.item.variables["type"] = csl_type = csl_type or to_csl_type(self.subtype)
            if self.subtype in KINDS and self.subtype != KIND_OF_TYPE.get(csl_type, csl_type):
                self.item.variables["genre"] = self.subtype
        elif self.subtype and self.entry.type not in ("article", "review", "periodical"):
            self.item.notes.append(f"entrysubtype: {self.subtype}")
        if self.entry.type in ("phdthesis", "mastersthesis") and "type" not in self.fields:
            self.item.variables["genre"] = GENRES[self.entry.type]

    def _join_titles(self) -> None:
        for kind in ("", "book", "journal"):
            title, subtitle = f"{kind}title", f"{kind}subtitle"
            if second := self.fields.pop(subtitle, None):
                first = self.fields.get(title)
                self.fields[title] = f"{first}: {second}" if first else second
        if (main := self.fields.pop("maintitle", None)) and "booktitle" not in self.fields:
            self.fields["booktitle"] = main
        elif main:
            self.item.add_note("maintitle", self.decode(main))

    def _read_date(self) -> None:
        """Read ``date``, or ``year``, ``month`` and ``day``; a letter's own is ``origdate`` in biblatex-chicago."""
        year, month, day = (self.decode(self.fields.pop(name, "")) for name in ("year", "month", "day"))
        given = self._decode_date(self.fields.pop("date", ""))
        is_letter = self.item.variables["type"] == "personal_communication"
        own = "origdate" in self.fields and self.archival and (is_letter or not (given or year))
        if own and (original := self.fields.pop("origdate")):
            if given or year:
                self.fields["eventdate"] = given or year
            given = self._decode_date(original)
        if not given and month:
            named = f"{int(month):02}" if month.isdecimal() and len(month) < 3 else month
            given = f"{year}-{named}" if named.isdecimal() else f"{day} {month} {year}"
            if named.isdecimal() and day.isdecimal():
                given += f"-{int(day):02}"
            self.item.variables["issued"] = _leave_out_words(_date(given))
        elif given or year:
            self.item.variables["issued"] = _date(given or year)

    def _decode_date(self, latex: str) -> str:
        # The tilde of EDTF is not the space of LaTeX.
        return self.decode(latex) if "\\" in latex or "{" in latex else latex

    def _read_names(self, name: str, value: str) -> None:
        role = self.item.find_variable(name) or (name if name in NAMES else "author")
        self.item.set(role, parse_names(value, self.decode))

    def _read_editors(self) -> None:
        """Read the names whose role another field gives: “editoratype = {interviewer}”."""
        for name in EDITORS:
            role = find_role(self.decode(self.fields.get(f"{name}type", "")))
            if role and name in self.fields:
                del self.fields[f"{name}type"]
                self.item.set(role, parse_names(self.fields.pop(name), self.decode))

    def read_type(self, value: str) -> None:
        self.item.put("type", GENRES.get(self.decode(value), self.decode(value)))

    def read_number(self, value: str) -> None:
        """Read the number of a telegram or an order; that of another document is one in the archive."""
        kinds = {self.subtype, self.decode(self.fields.get("type", "")).casefold()}
        if kinds.isdisjoint(load_table("bibtex")["numbered_kinds"]):
            self.item.put("number", self.decode(value))
        else:
            self.item.set("number", self.decode(value), "number")

    def read_keywords(self, value: str) -> None:
        self.item.set("keyword", [self.decode(word) for word in split_keywords(value)])

    def read_pages(self, value: str) -> None:
        self.item.put("pages", _RANGE.sub("-", self.decode(value)))

    def read_language(self, value: str) -> None:
        languages = [_language(one) for one in re.split(r"\s+and\s+|\s*[,;]\s*", self.decode(value))]
        self.item.fields["languages"] = [one for one in languages if one]

    def read_origlanguage(self, value: str) -> None:
        self.item.put("origlanguage", _language(self.decode(value)))

    def read_library(self, value: str) -> None:
        """Read the name of the archive, and its place if it is known to be there."""
        repository = catalogue.parse_repository(self.decode(value))
        self.item.set("archive", str(repository), "library")
        if repository.place:
            self.item.set("archive-place", repository.place, "library")

    def read_langid(self, value: str) -> None:
        name = self.decode(value).strip()
        self.item.fields.setdefault("languages", [_language(find_code(name) or name)])

    def read_address(self, value: str) -> None:
        found = _URL.fullmatch(value.strip())
        variable = "URL" if "://" in value else "DOI"
        self.item.set(variable, (found["url"] if found else value).replace("\\", "").strip(), variable)

    def read_urldate(self, value: str) -> None:
        self.item.variables["accessed"] = _date(self._decode_date(value))

    def read_eventdate(self, value: str) -> None:
        self.item.variables["event-date"] = _date(self._decode_date(value))

    def read_origdate(self, value: str) -> None:
        self.item.variables["original-date"] = _date(self._decode_date(value))

    def read_institution(self, value: str) -> None:
        self._set_holder("institution", self.decode(value))

    def read_organization(self, value: str) -> None:
        """Read the collection, in biblatex-chicago, where the archive is the ``institution``."""
        text = self.decode(value)
        if self.archival and "archive" in self.item.variables:
            self.item.set("archive_collection", text, "organization")
        else:
            self._set_holder("organization", text)

    def _set_holder(self, name: str, text: str) -> None:
        unpublished = self.entry.type in ("misc", "unpublished") and (find_archive(text) or is_holder(text))
        if unpublished and "archive" not in self.item.variables:
            self.item.set("archive", text, name)
        else:
            self.item.put(name, text)

    def read_howpublished(self, value: str) -> None:
        text = self._take_address(value)
        if not text or text == self.decode(self.fields.get("collection", "")):
            return
        if (edition := find_edition(text)) and not edition.start("edition"):
            self.item.set("references", edition["edition"], "howpublished")
            return
        is_archival = self.archival or "archive" in self.item.variables
        if is_archival and text.casefold() in KINDS and "genre" not in self.item.variables:
            self.read_type(text.casefold())
            return
        before = len(self.item.lines)
        self.item.add_reference(_RANGE.sub("-", text))
        if len(self.item.lines) > before and self._set_archive(text):
            self.item.lines.pop()
        elif len(self.item.lines) > before and not self.archival:
            # Not a reference: how a work was published, which is all that is known of its publisher.
            self.item.lines.pop()
            self.item.set("publisher", text, "howpublished")

    def read_annotation(self, value: str) -> None:
        """Read lines of “variable: value”, which archcite writes one after the other, or a remark."""
        for line in _VARIABLES.split(" ".join(self.decode(value).split())):
            variable = find_noted_variable(line)
            if variable not in DATES or variable in self.item.variables:
                self.item.add_line(line)
            else:
                set_variable(self.item.variables, line)

    def read_note(self, value: str) -> None:
        """Read lines that are variables, the place in the archive in biblatex-chicago, or a remark."""
        lines = [self.decode(line).strip() for line in value.strip().splitlines()]
        if any(map(find_noted_variable, lines)):
            self.item.lines.extend(lines)
            return
        value = " ".join(value.split())
        text = self._take_address(value)
        if self.is_chicago and not extract_credits(text).agents:
            # From the special to the general: the note has what is below the collection.
            self.item.set("archive_location", _RANGE.sub("-", text), "note")
            return
        self._read_remark(text)

    def read_addendum(self, value: str) -> None:
        """Read what a note may have, but the place in the archive."""
        self._read_remark(self._take_address(" ".join(value.split())))

    def _read_remark(self, text: str) -> None:
        """Read credits, the portal, a collection or a reference in the archive; or a note."""
        credits = extract_credits(text)
        if credits.agents:
            self.item.lines.append(text[len(credits.before) : len(text) - len(credits.after)].strip(" .,;"))
            text = ". ".join(filter(None, (credits.before, credits.after)))
        variables = self.item.variables
        if recipients := variables.get("recipient"):
            # What tells those who read the note tells others in its own field.
            text = text.removeprefix(
                f"To {join_words([to_agent(one, 'recipient').name for one in recipients])}"
            ).lstrip(". ")
        text = text.strip(" ,;")
        bare = text.rstrip(".")
        if not bare or _AVAILABLE.fullmatch(bare):
            return
        if is_portal(bare) or ("URL" in variables and _PORTAL.fullmatch(bare) and len(bare) < 60):
            self.item.set("source", bare, "note")
        elif "archive_location" not in variables and self._is_reference(bare):
            self.item.add_reference(_RANGE.sub("-", bare))
        elif "archive_location" not in variables and "archive" in variables and is_shelfmark(bare):
            variables["archive_location"] = _RANGE.sub("-", bare)
        elif (
            self.archival
            and "archive_collection" not in variables
            and len(bare) < 80
            # “tex.entrytype: archive” is a line of Better BibTeX.
            and ": " not in bare
            and _COLLECTION.search(bare)
        ):
            variables["archive_collection"] = bare
        elif self._set_archive(bare):
            return
        elif self._is_kind(bare):
            # The old styles print the note of an unpublished work in this place: “Working paper”.
            variables["genre"] = bare
        elif bare:
            self.item.lines.append(text)

    def _is_reference(self, text: str) -> bool:
        """Return whether a text is the place of this entry in an archive, which it may name itself."""
        if self.archival or "archive" in self.item.variables:
            return is_reference(text)
        if self.entry.type not in ("misc", "unpublished"):
            return False
        found = parse_reference(text)
        return found.archive is not None and any(re.search(r"\d", part.value or "") for part in found.parts)

    def _set_archive(self, text: str) -> bool:
        """Set the archive, and the place in it, that a text names first; return False if it does not."""
        holder, *others = text.split(", ")
        while others and is_holder(holder) and is_holder(others[0]):
            # A department, and the library that it is in.
            holder = f"{holder}, {others.pop(0)}"
        path = ", ".join(others)
        is_known = len(holder) <= 80 and (is_holder(holder) or find_archive(holder) is not None)
        if not is_known or "archive" in self.item.variables:
            return False
        self.item.variables["archive"] = holder
        if path:
            self.item.set("archive_location", path, "note")
        return True

    def _is_kind(self, text: str) -> bool:
        """Return whether a note is what an unpublished work is: “Working paper”; the old styles print it as such."""
        variables = self.item.variables
        return (
            self.entry.type in ("misc", "unpublished")
            and not (self.archival or "genre" in variables or "archive" in variables)
            and len(text) < 80
            and not is_undated(text)
            and text[:1].isupper()
        )

    def _take_address(self, value: str) -> str:
        """Return a text without the address in it, which goes to its own field, and the day of access."""
        found = _ADDRESS.search(value)
        if found is not None:
            url = (found["url"] or found["bare"]).strip().replace("\\", "")
            rest = f"{value[: found.start()].rstrip(' ,;(')} {value[found.end() :].lstrip(' ).,;')}"
            if self.item.variables.setdefault("URL", url) == url:
                value = rest
            if (accessed := _ACCESSED.fullmatch(self.decode(rest))) or (
                accessed := _ACCESSED.search(self.decode(rest))
            ):
                date = catalogue.parse_date(accessed["date"])
                if date and date.edtf:
                    self.item.variables.setdefault("accessed", date)
                    return self.decode(rest).replace(accessed[0], "").strip(" ,;")
        return self.decode(value).strip()


_READERS: Mapping[str, Callable[[_Entry, str], None]] = {
    "addendum": _Entry.read_addendum,
    "annotation": _Entry.read_annotation,
    "annote": _Entry.read_annotation,
    "doi": _Entry.read_address,
    "eventdate": _Entry.read_eventdate,
    "howpublished": _Entry.read_howpublished,
    "institution": _Entry.read_institution,
    "library": _Entry.read_library,
    "keyword": _Entry.read_keywords,
    "keywords": _Entry.read_keywords,
    "language": _Entry.read_language,
    "langid": _Entry.read_langid,
    "hyphenation": _Entry.read_langid,
    "note": _Entry.read_note,
    "number": _Entry.read_number,
    "organization": _Entry.read_organization,
    "origdate": _Entry.read_origdate,
    "origlanguage": _Entry.read_origlanguage,
    "pages": _Entry.read_pages,
    "type": _Entry.read_type,
    "url": _Entry.read_address,
    "urldate": _Entry.read_urldate,
}


def _date(text: str) -> ArchivalDate | dict[str, Any]:
    """Parse a date in EDTF or in words; biblatex writes an open end as nothing, and some write “/” as two hyphens."""
    text = _EDTF_RANGE.sub("/", " ".join(text.split()))
    return catalogue.parse_date(text, text) or {"raw": text}


def _leave_out_words(date: ArchivalDate | dict[str, Any]) -> ArchivalDate | dict[str, Any]:
    """Return a date without the words that BibTeX's fields for day, month and year make of it: “5 March 1918”."""
    if not isinstance(date, ArchivalDate) or not re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", date.edtf or ""):
        return date
    year, month, *day = map(int, str(date.edtf).split("-"))
    words = " ".join(map(str, (*day, MONTHS[month - 1], year))) if month <= len(MONTHS) else None
    return ArchivalDate(date.edtf) if date.text == words else date


def _language(name: str) -> str:
    """Return the English name of a language of biblatex, which has small letters or is one of babel's."""
    known = {"ngerman": "German", "naustrian": "German", "american": "English", "british": "English"}
    name = name.strip()
    if name.casefold() in known:
        return known[name.casefold()]
    found = catalogue.find_language(name) or name
    return found.capitalize() if found.islower() else found


def is_reference(text: str) -> bool:
    """Return whether a text has a number under a label of archives: “Box 333”."""
    reference = parse_reference(text)
    return any(part.label and re.search(r"\d", part.value or "") for part in reference.parts)


def is_shelfmark(text: str) -> bool:
    """Return whether a text is a shelfmark without a label, and leaves of it: “MS DAR 121, fol. 36r”.

    >>> is_shelfmark("Cod. lat. 3922, f. 3"), is_shelfmark("CO 96/692"), is_shelfmark("ISBN 0123456789")
    (True, True, False)
    >>> is_shelfmark("MS of 1837, in the hand of Emma"), is_shelfmark("Draft 2")
    (False, False)
    """
    mark, _, leaves = text.partition(", ")
    return _SHELFMARK.fullmatch(mark) is not None and (not leaves or bool(parse_reference(text).pages))
