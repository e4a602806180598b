"""MARC 21, in its binary form and as MARCXML: catalogue records of manuscripts and archives.

Fields of archival control (524, 541, 555, 561, 851, 852) are what a citation needs most; those of the
published book are read as far as a record has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from attrs import evolve

from archcite.errors import SourceError
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import reader_warnings, record_draft
from archcite.formats.common.description_levels import Step
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.common.preferred_citation import apply_preferred_citation, strip_placeholders
from archcite.formats.common.xml_reading import (
    find_children,
    find_root,
    get_attribute,
    get_name,
    iterate_elements,
)
from archcite.notation import parse_reference
from archcite.record import Agent, ArchivalDate, Holding, Pages, Part, Record, Repository

if TYPE_CHECKING:
    from lxml.etree import _Element
    from pymarc import Field
    from pymarc import Record as MarcRecord

NAMESPACE = "http://www.loc.gov/MARC21/slim"

# Tag → what the field is to a record, and the subfields that say it.
FIELDS = {
    "001": ("id", ""),
    "041": ("languages", "a"),
    "099": ("call_number", "a"),
    "090": ("call_number", "ab"),
    "100": ("author", "abcqd"),
    "110": ("author", "abnd"),
    "111": ("author", "acdn"),
    "245": ("title", "abknp"),
    "246": ("notes", "ab"),
    "260": ("publication", "abc"),
    "264": ("publication", "abc"),
    "300": ("notes", "abcef"),
    "340": ("notes", "ac"),
    "490": ("notes", "av"),
    "500": ("notes", "a"),
    "505": ("contents", "a"),
    "506": ("access", "ad"),
    "520": ("summary", "ab"),
    "524": ("preferred", "a"),
    "530": ("notes", "ad"),
    "533": ("reproduction", "abcdn"),
    "535": ("originals", "abcdg"),
    "540": ("rights", "ad"),
    "541": ("acquired", "acde"),
    "544": ("notes", "adent"),
    "545": ("notes", "a"),
    "546": ("notes", "a"),
    "555": ("finding_aid", "abcdu"),
    "561": ("provenance", "a"),
    "581": ("published_in", "a"),
    "600": ("subjects", "abcdqtvxyz"),
    "610": ("subjects", "abtvxyz"),
    "611": ("subjects", "acdvxyz"),
    "630": ("subjects", "avxyz"),
    "650": ("subjects", "avxyz"),
    "651": ("subjects", "avxyz"),
    "655": ("genre", "a"),
    "700": ("contributor", "abcqd"),
    "710": ("contributor", "abnd"),
    "711": ("contributor", "acdn"),
    "773": ("host", "atdgw"),
    "851": ("holding_of_1986", "abcdef"),
    "852": ("holding", "abcehijklmn"),
    "856": ("address", "u3yz"),
}
# Labels of notes that would not say what they are.
LABELS = {
    "246": "Other title",
    "490": "Series of publications",
    "506": "Access",
    "530": "Also as",
    "541": "Acquired",
    "544": "Related",
    "545": "Biography or history",
    "546": "Language",
    "555": "Finding aid",
    "561": "Provenance",
}
# Leader, position 6 → kind of document, where no genre says it.
KINDS = {
    "d": "manuscript",
    "e": "map",
    "f": "map",
    "g": "film",
    "i": "audio recording",
    "j": "audio recording",
    "k": "photograph",
    "t": "manuscript",
}
# What a catalogue says for itself only.
_UNSAID = re.compile(
    r"00[2-8]|01\d|02\d|03\d|04[02-9]|05\d|06\d|07\d|08\d|09[1-8]|33\d|34[1-9]|35\d|38\d|58[34]|59\d|[689]8\d|9\d\d"
)
_BINARY = re.compile(rb"\d{5}[a-z ][a-z ][a-z ].[a ]22\d{5}.{3}4500", re.DOTALL)
_ISBD = " /:;,="
_LINES = re.compile(r"[\r\n\x1d-\x1f]+")


def sniff_start(start: bytes) -> bool:
    """Whether a file that starts so is MARC 21 or MARCXML.

    >>> sniff_start(b"00714cam a2200205 a 4500001001300000"), sniff_start(b'<record xmlns="http://www.loc.gov/MARC21/slim">')
    (True, True)
    >>> sniff_start(b"<record><title/></record>")
    False
    """
    if _BINARY.match(start.lstrip()):
        return True
    found = find_root(start)
    if found is None:
        return False
    return (
        found.name in ("record", "collection", "OAI-PMH", "searchRetrieveResponse")
        and NAMESPACE in found.start
    )


def read_file(file: BinaryIO, name: str = "the file") -> Iterator[Record]:
    """A record for each of a file of MARC 21 or MARCXML.

    Raises :class:`~archcite.errors.SourceError` where there is none, or one is damaged.

    >>> import io
    >>> record, = read_file(io.BytesIO(b'''<record xmlns="http://www.loc.gov/MARC21/slim">
    ... <leader>00000ctm a2200000 a 4500</leader>
    ... <datafield tag="100" ind1="1" ind2=" "><subfield code="a">Creel, George,</subfield></datafield>
    ... <datafield tag="245" ind1="1" ind2="0"><subfield code="k">Letter,</subfield>
    ... <subfield code="f">1918 Sept. 25.</subfield></datafield>
    ... <datafield tag="852" ind1=" " ind2=" "><subfield code="a">Yale University Library</subfield>
    ... <subfield code="j">MS 466, box 6</subfield></datafield></record>'''))
    >>> record.title, record.date.edtf, str(record.holding)
    ('Letter', '1918-09-25', 'Yale University Library, MS 466, box 6')
    """
    start = file.read(64)
    file.seek(0)
    records = _iterate_binary(file, name) if _BINARY.match(start.lstrip()) else _iterate_xml(file, name)
    number = 0
    for number, record in enumerate(records, start=1):
        yield _Entry(record, f"“{name}”, record {number}").record()
    if not number:
        raise SourceError(f"“{name}” has no MARC record in it: export the records again.")


def _iterate_binary(file: BinaryIO, name: str) -> Iterator[MarcRecord]:
    """The records of MARC's own form: each says its length, 99,999 bytes at most, in its first five."""
    number = 0
    while length := file.read(1):
        if length in b"\r\n \x00\x1a":  # between records
            continue
        number += 1
        length += file.read(4)
        if len(length) < 5 or not length.isdigit() or int(length) < 25:
            raise _build_error(name, number, "its length is none")
        data = length + file.read(int(length) - 5)
        if len(data) < int(length):
            raise _build_error(name, number, "it ends too early")
        yield _parse_record(data, name, number)


def _parse_record(data: bytes, name: str, number: int) -> MarcRecord:
    from pymarc import Record as MarcRecord

    where = f"“{name}”, record {number}"
    is_utf8 = data[9:10] == b"a"
    if not is_utf8 and not data.isascii() and _is_utf8(data):
        reader_warnings.warn(where, "the record says that it is in MARC-8, and is in UTF-8")
        is_utf8 = True
    if is_utf8 and not _is_utf8(data):
        reader_warnings.warn(where, "the record has letters that are not in UTF-8, and were left out")
    try:
        return MarcRecord(data, force_utf8=is_utf8, hide_utf8_warnings=True, utf8_handling="ignore")
    except Exception as error:
        # Whatever pymarc stumbles over in a damaged directory, the sentence is the same.
        raise _build_error(name, number, error) from None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _build_error(name: str, number: int, error: object) -> SourceError:
    reason = _LINES.sub(" ", str(error) or type(error).__name__)[:100].rstrip(" .")
    return SourceError(f"“{name}”, record {number}: the MARC record is damaged ({reason}): export it again.")


def _iterate_xml(file: BinaryIO, name: str) -> Iterator[MarcRecord]:
    """The records of MARCXML, through the one safe reader of XML."""
    for element in iterate_elements(file, name, {"record"}):
        # An OAI record has the MARC record in it.
        inner = [
            one
            for one in element.iter()
            if get_name(one) == "record" and find_children(one, "datafield", "controlfield")
        ]
        for one in inner:
            yield _from_element(one)


def _from_element(element: _Element) -> Any:
    from pymarc import Field, Indicators, Leader, Subfield
    from pymarc import Record as MarcRecord

    record: Any = MarcRecord()
    for one in find_children(element, "leader"):
        record.leader = Leader((one.text or "").ljust(24)[:24])
    for one in find_children(element, "controlfield", "datafield"):
        tag = get_attribute(one, "tag")
        if get_name(one) == "controlfield":
            record.add_field(Field(tag=tag, data=one.text or ""))
            continue
        indicators = Indicators(*((one.get(f"ind{n}") or " ")[0] for n in (1, 2)))
        subfields = [
            Subfield(get_attribute(sub, "code"), "".join(map(str, sub.itertext())))
            for sub in find_children(one, "subfield")
        ]
        record.add_field(Field(tag=tag, indicators=indicators, subfields=subfields))
    return record


class _Entry:
    """One record: its fields are taken in their order, and its place is put together at the end."""

    def __init__(self, marc: MarcRecord, where: str) -> None:
        self.marc = marc
        self.where = where
        leader = str(marc.leader).ljust(24)
        self.is_collection = leader[7] in "cd"
        self.draft = record_draft.Draft(where, kind=None if self.is_collection else KINDS.get(leader[6]))
        self.genre: str | None = None
        self.hosts: list[str] = []
        self.numbers: list[str] = []
        self.holdings: list[Holding] = []
        self.preferred = ""

    def record(self) -> Record:
        left_out: list[str] = []
        for field in self.marc.fields:
            into, codes = FIELDS.get(field.tag, ("", ""))
            if into:
                getattr(self, f"_{into}")(field, codes)
            elif not _UNSAID.fullmatch(field.tag):
                left_out.append(field.tag)
        reader_warnings.warn_left_out(self.where, left_out)
        self.find_fixed()
        self.find_place()
        draft = self.draft
        said = None if self.is_collection else infer_document_kind(draft.title)
        draft.kind = self.genre or (said if said != "document" else None) or draft.kind
        return draft.record()

    def find_fixed(self) -> None:
        """Date and language from the fixed field, where no other field has one that can be computed with."""
        fixed = next((one.data or "" for one in self.marc.get_fields("008")), "").ljust(40)
        years = [catalogue.normalize_date(fixed[start : start + 4].strip()) for start in (7, 11)]
        coded = "/".join(year for year in years[: 2 if fixed[6] in "ikmcdu" else 1] if year)
        words = str(self.draft.date) if self.draft.date else None
        if self.draft.date is None or self.draft.date.edtf is None:
            self.draft.date = catalogue.parse_date(words, coded or None) if coded or words else None
        language = catalogue.find_language(fixed[35:38].strip()) if not self.draft.languages else None
        if language and language != fixed[35:38].strip():
            self.draft.languages.append(language)

    def find_place(self) -> None:
        draft = self.draft
        holding = self.holdings[0] if self.holdings else Holding()
        repository, parts = holding.repository, holding.parts
        if not parts and self.numbers:
            parts = parse_reference(self.numbers[0], str(repository) or None).parts
        collection = draft.title if self.is_collection else (self.hosts[0] if self.hosts else None)
        if self.preferred:
            honoured = apply_preferred_citation(self.preferred, repository, [Step("fonds", None, collection)])
            repository = honoured.repository
            if self.is_collection:
                draft.title = honoured.steps[0].title
            elif self.hosts:
                self.hosts[0] = honoured.steps[0].title or self.hosts[0]
            for warning in honoured.warnings:
                reader_warnings.warn(self.where, warning)
            draft.note = f"Preferred citation: {strip_placeholders(self.preferred)}"
        above = tuple(Part("fonds", None, one) for one in self.hosts[:1])
        draft.repository, draft.parts, draft.pages = repository, (*above, *parts), holding.pages
        if holding.note:
            draft.notes.append(holding.note)
        draft.more_holdings = self.holdings[1:]

    def _id(self, field: Field, codes: str) -> None:
        self.draft.id = (field.data or "").strip()

    def _languages(self, field: Field, codes: str) -> None:
        for value in field.get_subfields(*codes):
            # Older records have several codes in one subfield.
            for start in range(0, len(value.strip()), 3):
                if known := catalogue.find_language(value.strip()[start : start + 3]):
                    self.draft.languages.append(known)

    def _call_number(self, field: Field, codes: str) -> None:
        self.numbers.append(_join_subfields(field, codes))

    def _author(self, field: Field, codes: str) -> None:
        self.agent(field, codes, "author")

    def _contributor(self, field: Field, codes: str) -> None:
        if not field.get_subfields("t"):
            self.agent(field, codes, "contributor")

    def agent(self, field: Field, codes: str, default: str) -> None:
        role = catalogue.find_role(*field.get_subfields("4"), *field.get_subfields("e", "j"), default=default)
        found = _parse_agent(field, codes, role)
        if found:
            self.draft.agents.append(found)

    def _title(self, field: Field, codes: str) -> None:
        said = {code: " ".join(field.get_subfields(code)).strip() for code in codes}
        title = said["a"].rstrip(_ISBD)
        # “Letter, Washington, to Colonel House”: what follows a form alone is no subtitle.
        joints = {"k": ", ", "b": ": " if title else ", ", "n": ". ", "p": ". "}
        for code, joint in joints.items():
            piece = said[code].strip(_ISBD)
            title = f"{title.rstrip(_ISBD + joint[0])}{joint}{piece}" if piece and title else title or piece
        self.draft.title = _strip_punctuation(title) or None
        dates = " ".join(field.get_subfields("f")).strip(" .,[]") if field.get_subfields("f") else ""
        if dates:
            self.draft.date = catalogue.parse_date(dates)

    def _publication(self, field: Field, codes: str) -> None:
        date = " ".join(field.get_subfields("c")).strip(" .,;")
        if date and self.draft.date is None:
            self.draft.date = _parse_date(date)
        publisher = ": ".join(
            one.strip(_ISBD + "[]") for one in field.get_subfields("a", "b") if one.strip(_ISBD + "[]")
        )
        if publisher:
            self.draft.notes.append(f"Publisher: {publisher}")

    def _notes(self, field: Field, codes: str) -> None:
        said = _join_subfields(field, codes)
        if said:
            label = LABELS.get(field.tag)
            self.draft.notes.append(f"{label}: {said}" if label else said)

    _access = _acquired = _finding_aid = _provenance = _notes

    def _contents(self, field: Field, codes: str) -> None:
        self.draft.contents = self.draft.contents or _join_subfields(field, codes) or None

    def _summary(self, field: Field, codes: str) -> None:
        self.draft.summary = (
            " ".join(filter(None, (self.draft.summary, _join_subfields(field, codes)))) or None
        )

    def _preferred(self, field: Field, codes: str) -> None:
        self.preferred = self.preferred or _join_subfields(field, codes)

    def _reproduction(self, field: Field, codes: str) -> None:
        self.draft.medium = _strip_punctuation(" ".join(field.get_subfields("a"))) or None
        rest = _join_subfields(field, "bcdn")
        if rest:
            self.draft.notes.append(f"Reproduction: {rest}")

    def _originals(self, field: Field, codes: str) -> None:
        label = "Copies" if field.indicator1 == "2" else "Originals"
        self.draft.notes.append(f"{label}: {_join_subfields(field, codes)}")

    def _rights(self, field: Field, codes: str) -> None:
        self.draft.rights = (
            "; ".join(filter(None, (self.draft.rights, _join_subfields(field, codes)))) or None
        )

    def _published_in(self, field: Field, codes: str) -> None:
        self.draft.published_in = self.draft.published_in or _join_subfields(field, codes) or None

    def _subjects(self, field: Field, codes: str) -> None:
        terms: list[str] = []
        for sub in field.subfields:
            value = sub.value.strip()
            if sub.code not in codes or not value:
                continue
            if sub.code in "vxyz" or not terms:
                terms.append(_strip_punctuation(value))
            else:
                terms[-1] = (
                    f"{terms[-1]} {_strip_punctuation(value)}"
                    if sub.code in "qc"
                    else f"{terms[-1].rstrip(',')}, {_strip_punctuation(value)}"
                )
        if terms:
            self.draft.subjects.append(" -- ".join(terms))

    def _genre(self, field: Field, codes: str) -> None:
        term = _join_subfields(field, codes)
        self.genre = self.genre or (None if self.is_collection else catalogue.find_kind(term))

    def _host(self, field: Field, codes: str) -> None:
        title = _strip_punctuation(" ".join(field.get_subfields("t") or field.get_subfields("a")))
        if title:
            self.hosts.append(title)
        if place := " ".join(field.get_subfields("g")):
            self.numbers.insert(0, _strip_punctuation(place))

    def _holding(self, field: Field, codes: str) -> None:
        """852: institution, division, shelving; a code of an institution where it has no name."""
        names = [_strip_punctuation(value) for value in field.get_subfields("a", "b") if value.strip()]
        # From the division up, as the holder is written.
        repository = catalogue.parse_repository(", ".join(reversed(names)), country=None)
        if (
            names
            and re.fullmatch(r"[A-Z][A-Za-z]{0,7}(?:-[A-Za-z]+)*", names[0])
            and len(names[0]) < 9
            and len(names) == 1
        ):
            repository = Repository(code=names[0])
            reader_warnings.warn(self.where, f"“{names[0]}” is the code of an institution: write its name")
        shelved = " ".join(field.get_subfields("k", "h", "i", "j", "m")).strip()
        self.hold(repository, shelved, "; ".join(field.get_subfields("3", "z")))

    def _holding_of_1986(self, field: Field, codes: str) -> None:
        """851, which 852 took the place of: custodian, division, address, country, units."""
        names = [_strip_punctuation(value) for value in field.get_subfields("a", "b") if value.strip()]
        repository = catalogue.parse_repository(", ".join(reversed(names)))
        self.hold(repository, " ".join(field.get_subfields("e", "f")), "")

    def hold(self, repository: Repository, shelved: str, note: str) -> None:
        reference = parse_reference(shelved, str(repository) or None) if shelved.strip() else None
        holding = Holding(
            repository,
            reference.parts if reference else (),
            reference.pages if reference else Pages(),
            note or None,
        )
        if holding and holding not in self.holdings:
            self.holdings.append(holding)

    def _address(self, field: Field, codes: str) -> None:
        for url in field.get_subfields("u"):
            label = _join_subfields(field, "3yz").rstrip(" :")
            if field.indicator2 == "2" or re.search(r"finding aid|inventory|register", label, re.IGNORECASE):
                self.draft.notes.append(f"{label or 'Related'}: {url.strip()}")
            elif self.draft.copy.url or not self.draft.set_address(url):
                self.draft.notes.append(f"Online: {url.strip()}")


def _parse_agent(field: Field, codes: str, role: str) -> Agent | None:
    """A heading: a surname or a forename first, a family, a body."""
    if field.tag[1:] in ("10", "11"):
        name = " ".join(
            _strip_punctuation(value) if value.endswith((",", ";")) else value
            for value in field.get_subfields("a", "b", "n")
        )
        return catalogue.parse_agent(name, role, body=True)
    name = _strip_punctuation(" ".join(field.get_subfields("a")))
    style = [_strip_punctuation(value) for value in field.get_subfields("b", "c") if value.strip()]
    if field.indicator1 == "0":
        whole = " ".join(_strip_punctuation(value) for value in field.get_subfields("a", "b"))
        titles = [_strip_punctuation(value) for value in field.get_subfields("c")]
        return Agent(literal=", ".join(filter(None, (whole, *titles))), role=role) if whole else None
    if field.indicator1 == "3":
        return catalogue.parse_agent(name, role, body=True)
    suffix = next((one for one in style if one.rstrip(".") in ("Jr", "Sr", "II", "III", "IV")), None)
    found = catalogue.parse_agent(name, role, body=False)
    return evolve(found, suffix=suffix) if found and suffix and not found.literal else found


def _join_subfields(field: Field, codes: str) -> str:
    """Subfields in the order of the field, on one line."""
    return " ".join(" ".join(sub.value for sub in field.subfields if sub.code in codes).split()).strip()


def _strip_punctuation(value: str) -> str:
    """A value without the punctuation that joins it to the next."""
    bare = " ".join(value.split()).strip(_ISBD)
    last = re.split(r"[\s(]", bare[:-1])[-1]
    # “Jr.”, “U.S.”, “Eisenhower, Dwight D.”
    return bare if not bare.endswith(".") or len(last) < 3 or "." in last else bare[:-1]


def _parse_date(value: str) -> ArchivalDate | None:
    copyrighted = re.sub(r"^[©cp](?=\d)", "", value)
    return catalogue.parse_date(copyrighted)
