"""Published works in RIS as items of CSL variables, by the table in :mod:`archcite.formats.ris.works`."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.csl.variables import NAMES
from archcite.formats.common.document_kinds import is_type_name
from archcite.formats.common.published_work import drop_copyright_sign
from archcite.formats.csl_json.item_from_record import join_keywords, to_csl_date, to_language_tag
from archcite.formats.csl_json.noted_variables import set_variable
from archcite.formats.csl_json.publication_from_item import is_database, is_published
from archcite.formats.csl_json.record_from_item import VARIABLES
from archcite.formats.csl_json.reference_managers import get_variables, load_table
from archcite.formats.ris import works
from archcite.formats.ris.dates import find_fullest_day, parse_ris_date
from archcite.formats.ris.names import parse_ris_name
from archcite.notation import find_archive
from archcite.notation.vocabulary import is_holder
from archcite.record import ArchivalDate

_DOI = pattern(r"(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)?(?P<doi>10\.\d{4,9}/\S+)", re.IGNORECASE)
# Titles of a journal in several forms: the first that is there counts, and a shorter one is the short form.
_JOURNALS = ("T2", "JF", "JO", "BT", "JA", "J2")
_DATE_TAGS = ("DA", "Y1", "PY")
# “v. 40” is volume 40: a style has its own word.
_NUMBER_LABEL = pattern(r"(?:v|vol|no|nr|iss)\.\s*(?=\d[\w/–-]*$)", re.IGNORECASE)
_YEAR = pattern(r"(?<!\d)\d{4}(?!\d)")


def read_work(ris_type: str, tags: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return the tags of a published work as an item.

    >>> read_work("JOUR", {"TI": ["On Letters"], "JO": ["AHR"], "SP": ["186"], "EP": ["189"], "DB": ["PubMed"]})
    {'type': 'article-journal', 'container-title': 'AHR', 'source': 'PubMed', 'title': 'On Letters', 'page': '186-189'}
    """
    return _Work(ris_type, tags).read()


@functools.lru_cache(maxsize=256)
def _get_variables(ris_type: str) -> Mapping[str, str]:
    """Return the variable of each tag in a type of works."""
    return {**get_variables("ris", ris_type, False), **works.get_variables(ris_type)}


class _Work:
    def __init__(self, ris_type: str, tags: Mapping[str, list[str]]) -> None:
        self.tags = dict(tags)
        self.ris_type = ris_type
        self.item: dict[str, Any] = {"type": load_table("ris")["types"].get(ris_type, "document")}
        self.notes: list[str] = []
        self.custom: dict[str, Any] = {}
        # Whether the notes begin with the type of CSL, as archcite writes them.
        self.is_told = False

    def read(self) -> dict[str, Any]:
        self._read_notes()
        variables = _get_variables(self.ris_type)
        self._read_titles(variables)
        pages = self._find_pages()
        self._read_database()
        for tag, values in self.tags.items():
            variable = variables.get(tag)
            if tag in _DATE_TAGS or variable == "":
                continue
            if tag == "SP":
                self._set_pages(*pages)
            elif tag == "EP":
                if "SP" not in self.tags:
                    self._set_pages(*pages)
            elif tag == "KW":
                self.item["keyword"] = join_keywords(values)
            else:
                for value in values:
                    self._put(tag, variable, value)
        if date := self._find_issued():
            self.item["issued"] = date
        if self.notes:
            self.item["note"] = "\n".join(self.notes)
        if self.custom:
            self.item["custom"] = self.custom
        return self.item

    def _put(self, tag: str, variable: str | None, value: str) -> None:
        if variable in NAMES:
            if name := parse_ris_name(value):
                self.item.setdefault(variable, []).append(name)
        elif variable == "note":
            self.notes.append(value if tag in ("N1", "RN") else f"{tag}: {value}")
        elif variable == "accessed":
            self.item["accessed"] = to_csl_date(parse_ris_date(value))
        elif variable in ("DOI", "genre", "URL", None) and (doi := _DOI.fullmatch(value)):
            self.item.setdefault("DOI", doi["doi"])
        elif variable == "language":
            self._set(tag, "language", to_language_tag(value) or value)
        elif variable in ("volume", "issue"):
            self._set(tag, variable, _NUMBER_LABEL.sub("", value, 1))
        elif variable == "genre" and is_type_name(value):
            self._set(tag, "", value)
        elif variable is None or variable not in VARIABLES:
            self._set(tag, {"field:rights": "license"}.get(variable or "", ""), value)
        else:
            self._set(tag, variable, value)

    def _set(self, tag: str, variable: str, value: str) -> None:
        if not variable or (variable in self.item and self.item[variable] != value):
            known = self.custom.get(tag)
            self.custom[tag] = f"{known}; {value}" if known else value
        else:
            self.item[variable] = value

    def _read_notes(self) -> None:
        """Take the variables out of the notes that stand before all prose."""
        notes = [line for value in self.tags.pop("N1", []) for line in value.split("\n")]
        self.is_told = bool(notes) and notes[0].startswith("type: ")
        position = 0
        for position, note in enumerate(notes):  # noqa: B007
            if not set_variable(self.item, note):
                break
        else:
            position = len(notes)
        self.notes += notes[position:]

    def _read_titles(self, variables: Mapping[str, str]) -> None:
        """Put the title of a journal, in its full and its short form, under the tag that the type has for it."""
        if variables.get("T2") != "container-title":
            return
        forms = [(tag, self.tags.pop(tag)[0]) for tag in _JOURNALS if self.tags.get(tag)]
        if not forms:
            return
        full = forms[0][1]
        # Databases repeat the title under JA and JO; J2 is only for the short form, which may be the same.
        short = next(
            (text for tag, text in forms[1:] if tag == "J2" or (text != full and tag in ("JA", "JO"))), None
        )
        if forms[0][0] in ("J2", "JA") and len(forms) == 1:
            self.item["container-title-short"] = full
            return
        self.item["container-title"] = full
        if short:
            self.item["container-title-short"] = short

    def _find_pages(self) -> tuple[str, str]:
        first, last = (self.tags.get(tag, [""])[0] for tag in ("SP", "EP"))
        return first, last

    def _set_pages(self, first: str, last: str) -> None:
        if first and last and last != first and "-" not in first:
            self._set("EP", "page", f"{first}-{last}")
        elif first.isdecimal() and not last and self.ris_type in ("BOOK", "THES"):
            self._set("SP", "number-of-pages", first)
        else:
            self._set("SP", "page", first or last)

    def _read_database(self) -> None:
        """Read DB and AN: a database and its number, or an archive and the place in it."""
        name = self.tags.pop("DB", [""])[0]
        number = self.tags.pop("AN", [""])[0] or self.tags.pop("AV", [""])[0]
        is_archive = (
            name
            and not is_database(name)
            and (
                (self.is_told and not is_published({**self.item, "archive": name}))
                or find_archive(name)
                or is_holder(name)
            )
        )
        if collection := self.item.get("archive_collection"):
            # The path begins with the collection, which a line of the notes has given already.
            number = number.removeprefix(collection).removeprefix(", ")
        if is_archive:
            self.item["archive"] = name
        elif name and "DP" not in self.tags:
            self.item["source"] = name
        elif name:
            self.custom["DB"] = name
        if number and is_archive:
            self.item["archive_location"] = number
        elif number and name.casefold() in ("pubmed", "medline") and number.isdecimal():
            self.item["PMID"] = number
        elif number:
            self.custom["AN"] = number

    def _find_issued(self) -> Any:
        """Return the fullest of the dates; what the notes say of it comes first."""
        if "issued" in self.item:
            return self.item.pop("issued")
        values = [value for tag in _DATE_TAGS for value in self.tags.get(tag, ())]
        if parts := find_fullest_day(values):
            return {"date-parts": [parts]}
        best: ArchivalDate | None = None
        years = [value for tag in ("PY", "Y1") for value in self.tags.get(tag, []) if _YEAR.match(value)]
        for value in values:
            # PubMed's exports have “Jun 3” beside the year.
            is_part = years and not any(map(str.isdecimal, value.split("/"))) and not _YEAR.search(value)
            date = parse_ris_date(f"{value} {years[0][:4]}" if is_part else value)
            date = drop_copyright_sign(date) or date
            if best is None or (date.edtf and date.edtf.startswith(best.edtf or "-")):
                best = date
        return to_csl_date(best) if best else None
