"""``.bib`` files of BibTeX, biblatex and biblatex-chicago into records, through pybtex.

Types and fields are in ``reference_managers.toml``. There is no one way to cite an archive in a ``.bib`` file: what
people put into ``library``, ``institution``, ``howpublished`` and ``note`` is told apart here.
"""

from __future__ import annotations

import re
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.csl.variables import NAMES
from archcite.errors import RecordError, SourceError
from archcite.formats.bibtex.entries import BibEntry, entries, inherited
from archcite.formats.bibtex.latex_decoder import plain
from archcite.formats.bibtex.round_trip_fields import PREFIX, read_own
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import reader_warnings
from archcite.formats.common.corporate_names import is_body
from archcite.formats.common.credit_sentences import extract_credits
from archcite.formats.common.portal_vocabulary import is_portal
from archcite.formats.csl_json.reference_manager_item import Gathered, table
from archcite.formats.flat_table.record_from_flat import from_dotted
from archcite.notation import find_archive, parse_reference
from archcite.notation.vocabulary import is_holder
from archcite.record import Agent, ArchivalDate, Record, Source

_START = pattern(r"^[ \t\ufeff]*@\s*[A-Za-z][\w.:+-]*\s*[{(]\s*[^\s,={}()\"]*\s*,", re.MULTILINE)
_COMMAND = pattern(r"^[ \t\ufeff]*@\s*(?:string|preamble|comment)\s*[{(]", re.MULTILINE | re.IGNORECASE)
# Fields that only an entry for an archival source has.
_PATH = frozenset(
    (
        "archive", "repository", "library", "box", "folder", "fonds", "fond", "subfonds", "reel", "shelfmark",
        "callnumber", "archivalcollection", "archivelocation", "entrysubtype",
    )
)  # fmt: skip
_ARCHIVAL = frozenset(("archival", "archive", "archivalsource", "letter", "manuscript"))
_NEVER_ARCHIVAL = frozenset(("magazine", "newspaper", "classical"))
# Read before the rest, which is judged by them; and after it.
_FIRST = ("library", "archive", "repository", "institution", "organization", "title", "url", "date", "year")
_LAST = ("howpublished", "addendum", "note", "annote", "annotation")
_PORTAL = pattern(
    r"[^.;:]{0,60}\b(?:archives?|collections?|library|repository|portal|gallica|online)\b", re.IGNORECASE
)
_ADDRESS = pattern(r"\\url\s*\{(?P<url>[^{}]+)\}|(?P<bare>https?://[^\s{}]+?)(?=[.,;]?(?:\s|$))")
_COLLECTION = pattern(
    r"\b(?:papers|collection|records|fonds?|nachlass|manuscripts|archiv(?:e|es)?|estate|correspondence)\b",
    re.IGNORECASE,
)
_ACCESSED = pattern(
    r"[\s,.;(\[]*(?:last\s+)?(?:accessed|visited|retrieved)(?:\s+on)?:?\s+(?P<date>[^.)\];]+)[)\].]*",
    re.IGNORECASE,
)
_RANGE = pattern(r"(?<=\d)\s*[–—]\s*(?=\d)")
_THESES = {"phdthesis": "PhD thesis", "mathesis": "Master’s thesis", "mastersthesis": "Master’s thesis"}


def read(text: str, name: str = "the text") -> list[Source]:
    r"""The records of a ``.bib`` file; ``name`` is what errors call it.

    Raises :class:`~archcite.errors.SourceError`, with line and entry, where the file is no BibTeX.

    >>> record, = read(r'''@letter{creel, author = {Creel, George}, title = {To {Colonel} House}, date = {1918-09-25},
    ...   library = {Yale University Library}, collection = {Edward Mandell House Papers}, box = 6, folder = 179}''')
    >>> record.kind, record.title, str(record.holding)
    ('letter', 'To Colonel House', 'Yale University Library, Edward Mandell House Papers, box 6, folder 179')
    """
    found = list(entries(text, name))
    if not found:
        raise SourceError(
            f"“{name}” holds no BibTeX entries (@misc{{key, …}}): export the references as BibTeX again."
        )
    by_key = {entry.key.casefold(): entry for entry in reversed(found)}
    records: list[Source] = []
    for entry in found:
        where = f"“{name}”, line {entry.line}, entry “{entry.key}”"
        if (own := _own(entry)) is not None:
            records.append(from_dotted(own, where) if own else Record())
            continue
        try:
            records.append(_Reading(entry._replace(fields=inherited(entry, by_key)), where).record())
        except RecordError as error:
            raise SourceError(f"{where}: {error}") from None
    return records


def sniff(text: str) -> bool:
    """Whether a text is BibTeX: an entry with a key.

    >>> sniff("% my sources\\n@misc{a, title = {B}}"), sniff("me@example.org {a, b}"), sniff("@context")
    (True, False, False)
    """
    start = text.lstrip("\ufeff \t\n")
    return start[:1] not in ("{", "[", "<") and bool(_START.search(text) or _COMMAND.match(start))


def _own(entry: BibEntry) -> dict[str, str] | None:
    """What an entry that archcite wrote says under dotted names; None for one of somebody else's."""
    if not any(name.startswith(PREFIX) for name in entry.fields):
        return None
    from pybtex.bibtex.utils import split_name_list
    from pybtex.database import Entry, Person

    names = {role: entry.fields[role] for role in Person.valid_roles if role in entry.fields}
    return read_own(
        Entry(
            entry.type,
            fields=[(name, value) for name, value in entry.fields.items() if name not in names],
            persons={role: [Person(one) for one in split_name_list(value)] for role, value in names.items()},
        )
    )


# -- one entry -----------------------------------------------------------------------------------------------


class _Reading:
    """One entry: fields are decoded and gathered; what may be several things is judged by what else there is."""

    def __init__(self, entry: BibEntry, where: str) -> None:
        self.entry = entry
        self.fields = dict(entry.fields)
        self.where = where
        self.subtype = plain(self.fields.get("entrysubtype", "")).casefold()
        self.archival = self.subtype not in _NEVER_ARCHIVAL and bool(
            entry.type in _ARCHIVAL or (_PATH & self.fields.keys() and not self.is_published())
        )
        self.item = Gathered("bibtex", where, entry.type, self.archival or None)
        self.item.variables["id"] = entry.key
        if entry.type not in table("bibtex")["types"]:
            reader_warnings.warn(
                where, f"“@{entry.type}” is no type that archcite knows, and was read as a document"
            )

    def is_published(self) -> bool:
        """Whether the type is one of published works, which may be in a library too."""
        tables = table("bibtex")
        return self.entry.type in tables["types"] and self.entry.type not in tables["archival"]

    def record(self) -> Source:
        self.type()
        self.whole_titles()
        self.date()
        order = {name: number - len(_FIRST) for number, name in enumerate(_FIRST)}
        order |= {name: number + 1 for number, name in enumerate(_LAST)}
        for name in sorted(self.fields, key=lambda name: order.get(name, 0)):
            read = getattr(self, f"read_{name}", None)
            value = self.fields[name]
            if self.item.variable(name) in NAMES:
                self.names(name, value)
            elif read:
                read(value)
            elif name in ("url", "doi"):
                self.item.put(name, value.replace("\\", ""))
            else:
                self.item.put(name, plain(value))
        return self.item.record()

    def type(self) -> None:
        tables = table("bibtex")
        if self.subtype in tables["subtypes"]:
            self.item.variables["type"] = tables["subtypes"][self.subtype]
            if self.item.variables["type"] == "document":
                self.item.variables["genre"] = self.subtype
        elif self.subtype and self.entry.type not in ("article", "review", "periodical"):
            self.item.notes.append(f"entrysubtype: {self.subtype}")
        if self.entry.type in ("phdthesis", "mastersthesis") and "type" not in self.fields:
            self.item.variables["genre"] = _THESES[self.entry.type]

    def whole_titles(self) -> None:
        for kind in ("", "book", "journal"):
            title, subtitle = f"{kind}title", f"{kind}subtitle"
            if second := self.fields.pop(subtitle, None):
                first = self.fields.get(title)
                self.fields[title] = f"{first}: {second}" if first else second
        if (main := self.fields.pop("maintitle", None)) and "booktitle" not in self.fields:
            self.fields["booktitle"] = main
        elif main:
            self.item.keep("maintitle", plain(main))

    def date(self) -> None:
        """``date``, or ``year``, ``month`` and ``day``; a letter's own date is ``origdate`` in biblatex-chicago."""
        year, month, day = (plain(self.fields.pop(name, "")) for name in ("year", "month", "day"))
        given = plain(self.fields.pop("date", ""))
        if self.archival and (original := self.fields.pop("origdate", None)):
            if given or year:
                self.fields["eventdate"] = given or year
            given = plain(original)
        if not given and month:
            named = f"{int(month):02}" if month.isdecimal() and len(month) < 3 else month
            given = f"{year}-{named}" if named.isdecimal() else f"{day} {month} {year}"
            if named.isdecimal() and day.isdecimal():
                given += f"-{int(day):02}"
        given = given or year
        if given:
            self.item.variables["issued"] = _date(given)

    def names(self, name: str, value: str) -> None:
        from pybtex.bibtex.utils import split_name_list
        from pybtex.exceptions import PybtexError

        role = self.item.variable(name) or "author"
        try:
            written = split_name_list(value)
        except PybtexError:
            written = [value]
        for one in written:
            if one.strip().casefold() == "others":
                self.item.notes.append(f"{name}: and others")
            elif (agent := _agent(one, role)) is not None:
                self.item.set(role, [agent])

    def read_type(self, value: str) -> None:
        self.item.put("type", _THESES.get(plain(value), plain(value)))

    def read_keywords(self, value: str) -> None:
        self.item.set("keyword", [word for word in re.split(r"\s*[,;]\s*", plain(value)) if word])

    read_keyword = read_keywords

    def read_pages(self, value: str) -> None:
        self.item.put("pages", _RANGE.sub("-", plain(value)))

    def read_language(self, value: str) -> None:
        languages = [_language(one) for one in re.split(r"\s+and\s+|\s*[,;]\s*", plain(value))]
        self.item.fields["languages"] = [one for one in languages if one]

    def read_origlanguage(self, value: str) -> None:
        self.item.put("origlanguage", _language(plain(value)))

    def read_urldate(self, value: str) -> None:
        self.item.variables["accessed"] = _date(plain(value))

    def read_eventdate(self, value: str) -> None:
        self.item.variables["event-date"] = _date(plain(value))

    def read_institution(self, value: str) -> None:
        self.holder("institution", plain(value))

    def read_organization(self, value: str) -> None:
        """In biblatex-chicago the collection, where the archive is the ``institution``."""
        text = plain(value)
        if self.archival and "archive" in self.item.variables:
            self.item.set("archive_collection", text, "organization")
        else:
            self.holder("organization", text)

    def holder(self, name: str, text: str) -> None:
        unpublished = self.entry.type in ("misc", "unpublished") and (find_archive(text) or is_holder(text))
        if unpublished and "archive" not in self.item.variables:
            self.item.set("archive", text, name)
        else:
            self.item.put(name, text)

    def read_collection(self, value: str) -> None:
        self.item.put("collection", plain(value))

    def read_howpublished(self, value: str) -> None:
        text = self.without_address(value)
        if text:
            self.item.reference(_RANGE.sub("-", text))

    def read_addendum(self, value: str) -> None:
        self.read_note(value)

    def read_note(self, value: str) -> None:
        """Credits, the portal and its address, a collection or a reference in the archive; or a note."""
        text = self.without_address(value)
        credits = extract_credits(text)
        if credits.agents:
            self.item.lines.append(text[len(credits.before) : len(text) - len(credits.after)].strip(" .,;"))
            text = ". ".join(filter(None, (credits.before, credits.after)))
        text = text.strip(" ,;")
        variables = self.item.variables
        bare = text.rstrip(".")
        if not bare:
            return
        if is_portal(bare) or ("URL" in variables and _PORTAL.fullmatch(bare) and len(bare) < 60):
            self.item.set("source", bare, "note")
        elif self.archival and "archive_location" not in variables and _is_reference(bare):
            self.item.reference(_RANGE.sub("-", bare))
        elif (
            self.archival
            and "archive_collection" not in variables
            and len(bare) < 80
            and _COLLECTION.search(bare)
        ):
            variables["archive_collection"] = bare
        else:
            self.item.lines.append(text)

    def without_address(self, value: str) -> str:
        """A text without the address in it, which goes to its own field, and the day of access."""
        found = _ADDRESS.search(value)
        if found is not None:
            url = (found["url"] or found["bare"]).strip().replace("\\", "")
            rest = f"{value[: found.start()].rstrip(' ,;(')} {value[found.end() :].lstrip(' ).,;')}"
            if self.item.variables.setdefault("URL", url) == url:
                value = rest
            if (accessed := _ACCESSED.fullmatch(plain(rest))) or (accessed := _ACCESSED.search(plain(rest))):
                date = catalogue.parse_date(accessed["date"])
                if date and date.edtf:
                    self.item.variables.setdefault("accessed", date)
                    return plain(rest).replace(accessed[0], "").strip(" ,;")
        return plain(value).strip()


def _agent(written: str, role: str) -> Agent | None:
    """A name in BibTeX's or biblatex's form; one in braces is printed as it stands."""
    from pybtex.database import Person
    from pybtex.exceptions import PybtexError

    written = written.strip()
    whole = " ".join(plain(written).split())
    if not whole:
        return None
    if re.match(r"\{[^{}]*\}$", written) or ("," not in whole and is_body(whole)):
        return Agent.body(whole, role)
    if re.search(r"\b(?:family|given)\s*=", written):
        return _extended(written, role)
    try:
        person = Person(written)
    except (PybtexError, RecursionError):
        return Agent(literal=whole, role=role)
    family, given, particle, suffix = (
        " ".join(plain(" ".join(parts)).split())
        for parts in (
            person.last_names,
            (*person.first_names, *person.middle_names),
            person.prelast_names,
            person.lineage_names,
        )
    )
    if family.startswith("{") or not (family or given):
        return Agent(literal=whole, role=role)
    if len(person.last_names) == 1 and person.last_names[0].startswith("{") and not given:
        return Agent.body(family, role)
    return Agent(family=family, given=given, particle=particle, suffix=suffix, role=role)


def _extended(written: str, role: str) -> Agent:
    """“family=Gogh, given=Vincent, prefix=van” (biblatex manual, 3.4)."""
    parts = {
        key.strip().casefold(): plain(value).strip(' "')
        for piece in re.split(r",\s*(?=[a-z-]+\s*=)", written)
        for key, divided, value in [piece.partition("=")]
        if divided
    }
    family, given = parts.get("family"), parts.get("given")
    if not (family or given):
        return Agent(literal=plain(written), role=role)
    return Agent(
        family=family, given=given, particle=parts.get("prefix"), suffix=parts.get("suffix"), role=role
    )


def _date(text: str) -> ArchivalDate | dict[str, Any]:
    """A date in EDTF or in words; biblatex writes an open end as nothing, and some write “/” as two hyphens."""
    text = " ".join(text.split())
    return catalogue.parse_date(text, text) or {"raw": text}


def _language(name: str) -> str:
    """Biblatex has languages in small letters, some under a name of babel's."""
    known = {"ngerman": "German", "naustrian": "German", "american": "English", "british": "English"}
    name = name.strip()
    if name.casefold() in known:
        return known[name.casefold()]
    found = catalogue.find_language(name) or name
    return found.capitalize() if found.islower() else found


def _is_reference(text: str) -> bool:
    reference = parse_reference(text)
    return any(part.label and re.search(r"\d", part.value or "") for part in reference.parts)
