"""Subfields of MARC: joined, without the punctuation between them, and as agents and dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import evolve

from archcite.formats.common import catalogue_values as catalogue
from archcite.record import Agent, ArchivalDate

if TYPE_CHECKING:
    from pymarc import Field

# Punctuation of ISBD, which ends one subfield and announces the next.
ISBD = " /:;,="


def parse_agent(field: Field, role: str) -> Agent | None:
    """Parse a heading: a person by surname or forename, a family, or a body; None if it has no name."""
    if field.tag[1:] in ("10", "11"):
        name = " ".join(
            strip_punctuation(value) if value.endswith((",", ";")) else value
            for value in field.get_subfields("a", "b", "n")
        )
        return catalogue.parse_agent(name, role, body=True)
    name = strip_punctuation(" ".join(field.get_subfields("a")))
    style = [strip_punctuation(value) for value in field.get_subfields("b", "c") if value.strip()]
    if field.indicator1 == "0":
        whole = " ".join(strip_punctuation(value) for value in field.get_subfields("a", "b"))
        titles = [strip_punctuation(value) for value in field.get_subfields("c")]
        return Agent(literal=", ".join(filter(None, (whole, *titles))), role=role) if whole else None
    if field.indicator1 == "3":
        return catalogue.parse_agent(name, role, body=True)
    suffix = next((one for one in style if one.rstrip(".") in ("Jr", "Sr", "II", "III", "IV")), None)
    found = catalogue.parse_agent(name, role, body=False)
    return evolve(found, suffix=suffix) if found and suffix and not found.literal else found


def join_subfields(field: Field, codes: str) -> str:
    """Return the subfields with these codes, in the order of the field, on one line."""
    return " ".join(" ".join(sub.value for sub in field.subfields if sub.code in codes).split()).strip()


def strip_punctuation(value: str) -> str:
    """Strip the punctuation that joins a value to the next one."""
    bare = " ".join(value.split()).strip(ISBD)
    last = re.split(r"[\s(]", bare[:-1])[-1]
    # “Jr.”, “U.S.”, “Eisenhower, Dwight D.”
    return bare if not bare.endswith(".") or len(last) < 3 or "." in last else bare[:-1]


def parse_date(value: str) -> ArchivalDate | None:
    """Parse a date of publication, also with a sign of copyright."""
    copyrighted = re.sub(r"^[©cp](?=\d)", "", value)
    return catalogue.parse_date(copyrighted)


def format_subject(field: Field, codes: str = "abcdqtvxyz") -> str:
    """Return a subject with its subdivisions.

    >>> from pymarc import Field, Indicators, Subfield
    >>> format_subject(Field("650", Indicators(" ", "0"), [Subfield("a", "World War,"), Subfield("y", "1918.")]))
    'World War -- 1918'
    """
    terms: list[str] = []
    for sub in field.subfields:
        text = strip_punctuation(sub.value)
        if sub.code not in codes or not text:
            continue
        if sub.code in "vxyz" or not terms:
            terms.append(text)
        else:
            terms[-1] = f"{terms[-1]} {text}" if sub.code in "qc" else f"{terms[-1].rstrip(',')}, {text}"
    return " -- ".join(terms)
