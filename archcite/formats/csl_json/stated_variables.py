"""What CSL variables say of an archival source, read alone: its kind, and where it is kept.

A record models these variables, and an item is made of the model. Where an item that was read has other words
for them (“Box 6; Folder 2” for “box 6, folder 2”), the record keeps them among its ``variables``, and they are used for
as long as they mean what the record says.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from typing import Any

from archcite._foundation.characters import remove_unwanted
from archcite.csl.variables import DATES, NAMES
from archcite.errors import RecordError
from archcite.formats.common.document_kinds import find_kind_of_word
from archcite.notation import Reference, format_reference, parse_reference
from archcite.record import Agent, Holding, Pages, Part, Record, Repository
from archcite.record.csl_variables import DATE_ERRORS, to_agent, to_date
from archcite.record.vocabulary import CSL_TYPES, KIND_OF_TYPE, KINDS, to_csl_type

# The variables that say where a source is kept; they mean something only together.
PLACE = ("archive", "archive-place", "archive_collection", "archive_location", "call-number", "page")
# Variables whose one value a record has a field for.
TEXTS = (
    *(
        "title",
        "genre",
        "URL",
        "source",
        "medium",
        "references",
        "abstract",
        "license",
        "language",
        "keyword",
    ),
    *("note", "id", "type"),
)
MODELLED = frozenset((*PLACE, *TEXTS, "issued", "accessed"))

# Types whose items say in “genre” what kind of document they are.
_TYPES_OF_MANY_KINDS = frozenset(("document", "graphic", "manuscript", "personal_communication", "report"))
# Levels of description, which catalogues put in the place of a genre: no style prints them.
LEVELS_OF_DESCRIPTION = frozenset(("fonds", "subfonds", "series", "subseries", "file", "item", "piece"))
# What shelfmarks begin with: “MS.”, “ML”; “Box” is a word.
_SIGN = re.compile(r"[A-Z]{1,4}\.?|Mss?\.?")
# Parts of a name that an agent has.
_NAME_PARTS = frozenset(
    ("family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle", "isInstitution")
)


@functools.lru_cache(maxsize=4096)
def parse_location(location: str, archive: str) -> Reference:
    """Return the reference that a location in an archive is; it is asked for at reading and at writing.

    >>> [part.value for part in parse_location("f. 5, op. 30", "RGANI").parts]
    ['5', '30']
    """
    reference = parse_reference(location, archive)
    text = " ".join(location.split())
    if _is_shelfmark(reference, text):
        written = format_reference(reference.parts, reference.pages, repository=archive)
        if " ".join(written.replace(",", " ").split()) != text:
            return reference._replace(parts=(Part("file", None, text),), pages=Pages())
    sign, _, leaves = text.rpartition(", ")
    if (
        reference.pages
        and sign
        and "," not in sign
        and parse_reference(leaves, archive).pages == reference.pages
    ):
        # The leaves of what has a shelfmark: “MS0189/1/3, pp. 30–32”.
        return reference._replace(parts=parse_location(sign, archive).parts)
    return reference


def _is_shelfmark(reference: Reference, location: str) -> bool:
    """Return whether a location is one sign, which a reader of the archive asks for to the letter: “MS.123”, “ML73”."""
    labels = [part.label for part in reference.parts if part.label]
    if reference.pages:
        # “C.32-1992” was read as a leaf, but there is nothing that it could be a leaf of.
        labels.append(reference.pages.label or "")
    is_whole = not reference.pages or (not reference.parts and " " not in location)
    return (
        is_whole
        and re.search(r"\d", location) is not None
        and re.search(r"[,;:]", location) is None
        and (not labels or (len(labels) == 1 and _SIGN.fullmatch(labels[0]) is not None))
    )


def read_kind(type: str, genre: str | None) -> str:
    """Return the kind of document that a CSL type and a genre say.

    >>> read_kind("personal_communication", "Telegram"), read_kind("graphic", None), read_kind("thesis", "MA thesis")
    ('telegram', 'graphic', 'thesis')
    >>> read_kind("personal_communication", "Brief"), read_kind("document", "Brief")
    ('letter', 'brief')
    """
    if genre and genre.casefold() not in LEVELS_OF_DESCRIPTION:
        # “Brief” is a letter in German if the type is that of letters, and else a brief in English.
        known = genre.casefold()
        kinds = [kind for kind in (known if known in KINDS else None, find_kind_of_word(genre)) if kind]
        for kind in kinds:
            if to_csl_type(kind) == type:
                return kind
        if type in _TYPES_OF_MANY_KINDS:
            return kinds[0] if kinds else genre
    return KIND_OF_TYPE.get(type, type if type in CSL_TYPES else "document")


def read_holding(
    variables: Mapping[str, Any],
    *,
    parts: Iterable[Part] = (),
    pages: Pages | None = None,
    code: str | None = None,
    country: str | None = None,
    note: str | None = None,
) -> Holding:
    """Return where the variables of :data:`PLACE` say that a source is kept.

    ``parts`` and ``pages`` are what a format says besides: they come between the collection and the location.
    """
    text = {name: remove_unwanted(str(variables.get(name) or "")).strip() for name in PLACE}
    reference = parse_location(text["archive_location"], text["archive"])
    path = [Part("fonds", None, text["archive_collection"])] if text["archive_collection"] else []
    path += [*parts, *reference.parts]
    leaves = reference.pages or pages or Pages()
    if text["call-number"] and (not path or _is_more(text["call-number"], text)):
        called = parse_location(text["call-number"], text["archive"])
        path += called.parts
        leaves = leaves or called.pages
    if text["page"]:
        if leaves:
            path.append(Part("part", leaves.label, leaves.value))
        leaves = _read_pages(text["page"])
    repository = _share_repository(text["archive"], code, text["archive-place"], country)
    return Holding(repository, path, leaves, note)


# Records of one archive follow each other.
_share_repository = functools.lru_cache(1024)(Repository)


def _is_more(call_number: str, variables: Mapping[str, str]) -> bool:
    """Return whether a call number says more than the location and the collection, of which it may be a part."""
    known = _fold("".join(variables[name] for name in ("archive_collection", "archive_location")))
    return _fold(call_number) not in known


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _read_pages(text: str) -> Pages:
    labelled = Pages(text)
    return labelled if labelled.label else Pages("pp." if re.search(r"[-–,&]", text) else "p.", text)


def restore_stated(item: dict[str, Any], record: Record) -> dict[str, Any]:
    """Return the item of a record with the words of its own variables, where these still mean the same."""
    stated = record.variables.to_dict()
    if not stated:
        return item
    place = {name: stated[name] for name in PLACE if name in stated}
    if place and _has_place(place, record.holding):
        for name in (*PLACE, "section"):
            item.pop(name, None)
        item |= place
    for name, value in stated.items():
        if name not in PLACE and (name not in item or is_same(name, value, item[name])):
            item[name] = value
    if (doi := stated.get("DOI")) and "URL" not in stated and str(item.get("URL", "")).endswith(str(doi)):
        del item["URL"]
    return item


def _has_place(place: Mapping[str, Any], holding: Holding) -> bool:
    found = read_holding(place)
    return (str(found.repository), found.repository.place, found.parts, found.pages) == (
        str(holding.repository),
        holding.repository.place,
        holding.parts,
        holding.pages,
    )


def is_same(variable: str, one: Any, other: Any) -> bool:
    """Return whether two values of a variable mean the same, however they are written.

    >>> is_same("issued", {"raw": "1958-09"}, {"date-parts": [["1958", "9"]]}), is_same("genre", "Map", "map")
    (True, True)
    """
    if one == other:
        return True
    if variable in DATES:
        try:
            return to_date(one) == to_date(other)
        except DATE_ERRORS:
            return False
    if variable in NAMES:
        return _to_agents(one) == _to_agents(other) is not None
    return " ".join(str(one).split()).casefold() == " ".join(str(other).split()).casefold()


def _to_agents(names: Any) -> list[Any] | None:
    try:
        return [to_agent(name, "author") for name in (names if isinstance(names, list) else [names])]
    except RecordError:
        return None


def is_rendered_alike(variable: str, one: Any, other: Any) -> bool:
    """Return whether a style prints two values of a variable alike: the same words, the same day.

    >>> is_rendered_alike("genre", "Map", "map"), is_rendered_alike("page", 12, "12")
    (False, True)
    """
    if variable in DATES:
        return is_same(variable, one, other)
    if variable in NAMES:
        names = one if isinstance(one, list) else [one]
        return all(map(_is_plain_name, names)) and is_same(variable, one, other)
    return str(one) == str(other)


def _is_plain_name(name: Any) -> bool:
    return isinstance(name, (str, Agent)) or (isinstance(name, Mapping) and _NAME_PARTS.issuperset(name))
