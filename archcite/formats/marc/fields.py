"""How the fields of MARC 21 are read into an archival record: a table of tags, and a function for each kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.marc.subfields import (
    ISBD,
    format_subject,
    join_subfields,
    parse_agent,
    parse_date,
    strip_punctuation,
)
from archcite.notation import parse_reference
from archcite.record import Holding, Pages, Repository

if TYPE_CHECKING:
    from pymarc import Field

    from archcite.formats.marc.entry import MarcEntry

# Labels of notes that would be unclear without one.
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


def _read_id(entry: MarcEntry, field: Field, codes: str) -> None:
    entry.draft.id = (field.data or "").strip()


def _read_languages(entry: MarcEntry, field: Field, codes: str) -> None:
    for value in field.get_subfields(*codes):
        # Older records have several codes in one subfield.
        for start in range(0, len(value.strip()), 3):
            if known := catalogue.find_language(value.strip()[start : start + 3]):
                entry.draft.languages.append(known)


def _read_call_number(entry: MarcEntry, field: Field, codes: str) -> None:
    entry.numbers.append(join_subfields(field, codes))


def _read_author(entry: MarcEntry, field: Field, codes: str) -> None:
    _add_agent(entry, field, codes, "author")


def _read_contributor(entry: MarcEntry, field: Field, codes: str) -> None:
    if not field.get_subfields("t"):
        _add_agent(entry, field, codes, "contributor")


def _add_agent(entry: MarcEntry, field: Field, codes: str, default: str) -> None:
    role = catalogue.find_role(*field.get_subfields("4"), *field.get_subfields("e", "j"), default=default)
    found = parse_agent(field, role)
    if found:
        entry.draft.agents.append(found)


def _read_title(entry: MarcEntry, field: Field, codes: str) -> None:
    text = {code: " ".join(field.get_subfields(code)).strip() for code in codes}
    title = text["a"].rstrip(ISBD)
    # “Letter, Washington, to Colonel House”: $b after a form alone is not a subtitle.
    joints = {"k": ", ", "b": ": " if title else ", ", "n": ". ", "p": ". "}
    for code, joint in joints.items():
        piece = text[code].strip(ISBD)
        title = f"{title.rstrip(ISBD + joint[0])}{joint}{piece}" if piece and title else title or piece
    entry.draft.title = strip_punctuation(title) or None
    dates = " ".join(field.get_subfields("f")).strip(" .,[]") if field.get_subfields("f") else ""
    if dates:
        entry.draft.date = catalogue.parse_date(dates)


def _read_publication(entry: MarcEntry, field: Field, codes: str) -> None:
    date = " ".join(field.get_subfields("c")).strip(" .,;")
    if date and entry.draft.date is None:
        entry.draft.date = parse_date(date)
    publisher = ": ".join(
        value.strip(ISBD + "[]") for value in field.get_subfields("a", "b") if value.strip(ISBD + "[]")
    )
    if publisher:
        entry.draft.notes.append(f"Publisher: {publisher}")


def _read_note(entry: MarcEntry, field: Field, codes: str) -> None:
    text = join_subfields(field, codes)
    if text:
        label = LABELS.get(field.tag)
        entry.draft.notes.append(f"{label}: {text}" if label else text)


def _read_contents(entry: MarcEntry, field: Field, codes: str) -> None:
    entry.draft.contents = entry.draft.contents or join_subfields(field, codes) or None


def _read_summary(entry: MarcEntry, field: Field, codes: str) -> None:
    entry.draft.summary = " ".join(filter(None, (entry.draft.summary, join_subfields(field, codes)))) or None


def _read_preferred_citation(entry: MarcEntry, field: Field, codes: str) -> None:
    entry.preferred = entry.preferred or join_subfields(field, codes)


def _read_reproduction(entry: MarcEntry, field: Field, codes: str) -> None:
    entry.draft.medium = strip_punctuation(" ".join(field.get_subfields("a"))) or None
    rest = join_subfields(field, "bcdn")
    if rest:
        entry.draft.notes.append(f"Reproduction: {rest}")


def _read_originals(entry: MarcEntry, field: Field, codes: str) -> None:
    label = "Copies" if field.indicator1 == "2" else "Originals"
    entry.draft.notes.append(f"{label}: {join_subfields(field, codes)}")


def _read_rights(entry: MarcEntry, field: Field, codes: str) -> None:
    entry.draft.rights = "; ".join(filter(None, (entry.draft.rights, join_subfields(field, codes)))) or None


def _read_edition(entry: MarcEntry, field: Field, codes: str) -> None:
    entry.draft.published_in = entry.draft.published_in or join_subfields(field, codes) or None


def _read_subjects(entry: MarcEntry, field: Field, codes: str) -> None:
    if text := format_subject(field, codes):
        entry.draft.subjects.append(text)


def _read_genre(entry: MarcEntry, field: Field, codes: str) -> None:
    term = join_subfields(field, codes)
    entry.genre = entry.genre or (None if entry.is_collection else catalogue.find_kind(term))


def _read_host(entry: MarcEntry, field: Field, codes: str) -> None:
    title = strip_punctuation(" ".join(field.get_subfields("t") or field.get_subfields("a")))
    if title:
        entry.hosts.append(title)
    if place := " ".join(field.get_subfields("g")):
        entry.numbers.insert(0, strip_punctuation(place))


def _read_holding(entry: MarcEntry, field: Field, codes: str) -> None:
    """Read 852: institution (a name or a code), division, shelving."""
    names = [strip_punctuation(value) for value in field.get_subfields("a", "b") if value.strip()]
    # From the division up, as the holder is written.
    repository = catalogue.parse_repository(", ".join(reversed(names)), country=None)
    if (
        names
        and re.fullmatch(r"[A-Z][A-Za-z]{0,7}(?:-[A-Za-z]+)*", names[0])
        and len(names[0]) < 9
        and len(names) == 1
    ):
        repository = Repository(code=names[0])
        entry.warn(f"“{names[0]}” is the code of an institution: write its name.")
    shelved = " ".join(field.get_subfields("k", "h", "i", "j", "m")).strip()
    _add_holding(entry, repository, shelved, "; ".join(field.get_subfields("3", "z")))


def _read_holding_of_1986(entry: MarcEntry, field: Field, codes: str) -> None:
    """Read 851, which 852 replaced: custodian, division, address, country, units."""
    names = [strip_punctuation(value) for value in field.get_subfields("a", "b") if value.strip()]
    repository = catalogue.parse_repository(", ".join(reversed(names)))
    _add_holding(entry, repository, " ".join(field.get_subfields("e", "f")), "")


def _add_holding(entry: MarcEntry, repository: Repository, shelved: str, note: str) -> None:
    reference = parse_reference(shelved, str(repository) or None) if shelved.strip() else None
    holding = Holding(
        repository,
        reference.parts if reference else (),
        reference.pages if reference else Pages(),
        note or None,
    )
    if holding and holding not in entry.holdings:
        entry.holdings.append(holding)


def _read_address(entry: MarcEntry, field: Field, codes: str) -> None:
    for url in field.get_subfields("u"):
        label = join_subfields(field, "3yz").rstrip(" :")
        if field.indicator2 == "2" or re.search(r"finding aid|inventory|register", label, re.IGNORECASE):
            entry.draft.notes.append(f"{label or 'Related'}: {url.strip()}")
        elif entry.draft.copy.url or not entry.draft.set_address(url):
            entry.draft.notes.append(f"Online: {url.strip()}")


def _read_extent(entry: MarcEntry, field: Field, codes: str) -> None:
    _add_description(entry, "extent", join_subfields(field, codes))


def _read_scale(entry: MarcEntry, field: Field, codes: str) -> None:
    _add_description(entry, "scale", strip_punctuation(join_subfields(field, codes)))


def _add_description(entry: MarcEntry, name: str, text: str) -> None:
    known = entry.draft.description.get(name)
    if text and text != known:
        entry.draft.description[name] = f"{known}; {text}" if known else text


ReadField: TypeAlias = "Callable[[MarcEntry, Field, str], None]"
# Tag → the function that reads the field, and the subfields that it takes.
FIELDS: Mapping[str, tuple[ReadField, str]] = {
    "001": (_read_id, ""),
    "041": (_read_languages, "a"),
    "099": (_read_call_number, "a"),
    "090": (_read_call_number, "ab"),
    "100": (_read_author, "abcqd"),
    "110": (_read_author, "abnd"),
    "111": (_read_author, "acdn"),
    "245": (_read_title, "abknp"),
    "246": (_read_note, "ab"),
    "260": (_read_publication, "abc"),
    "264": (_read_publication, "abc"),
    "255": (_read_scale, "a"),
    "300": (_read_extent, "abcef"),
    "340": (_read_note, "ac"),
    "490": (_read_note, "av"),
    "500": (_read_note, "a"),
    "505": (_read_contents, "a"),
    "506": (_read_note, "ad"),
    "520": (_read_summary, "ab"),
    "524": (_read_preferred_citation, "a"),
    "530": (_read_note, "ad"),
    "533": (_read_reproduction, "abcdn"),
    "535": (_read_originals, "abcdg"),
    "540": (_read_rights, "ad"),
    "541": (_read_note, "acde"),
    "544": (_read_note, "adent"),
    "545": (_read_note, "a"),
    "546": (_read_note, "a"),
    "555": (_read_note, "abcdu"),
    "561": (_read_note, "a"),
    "581": (_read_edition, "a"),
    "600": (_read_subjects, "abcdqtvxyz"),
    "610": (_read_subjects, "abtvxyz"),
    "611": (_read_subjects, "acdvxyz"),
    "630": (_read_subjects, "avxyz"),
    "650": (_read_subjects, "avxyz"),
    "651": (_read_subjects, "avxyz"),
    "655": (_read_genre, "a"),
    "700": (_read_contributor, "abcqd"),
    "710": (_read_contributor, "abnd"),
    "711": (_read_contributor, "acdn"),
    "773": (_read_host, "atdgw"),
    "851": (_read_holding_of_1986, "abcdef"),
    "852": (_read_holding, "abcehijklmn"),
    "856": (_read_address, "u3yz"),
}
