"""A reference as its archive writes it (“COAL 31/45”, “f. 5, op. 30, d. 273”), as the parts of a holding.

It is parsed after the holding has what it inherits, since the archive may decide how its references are read.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from archcite.formats.archcite_yaml.inheritance import HoldingLayer
from archcite.formats.archcite_yaml.positions import PositionedMapping, Row
from archcite.formats.archcite_yaml.short_forms import NOT_A_REFERENCE, REFERENCE, SchemaError
from archcite.formats.csl_json.stated_variables import parse_location
from archcite.notation import Reference, parse_references
from archcite.record import Pages, Part


def expand_reference(place: HoldingLayer) -> list[HoldingLayer]:
    """Return a holding with the parts of its reference; a text with several references makes several holdings.

    Raises :class:`SchemaError` if the reference is not a text that says something, or says of a level, or of the
    pages, something else than the holding.
    """
    levels = [part["level"] for part in place.parts]
    if REFERENCE not in levels:
        return [place]
    at = levels.index(REFERENCE)
    text, line = place.parts[at].get("value"), place.parts.lines[at]
    if not text:
        return [place]  # It takes back an inherited reference, or is wrong as any empty part is.
    named = place.repository or PositionedMapping(line)
    # What is not text is reported with the other values of the holding.
    repository = next((name for key in ("name", "code") if isinstance(name := named.get(key), str)), "")
    found = _parse(text, repository) if isinstance(text, str) else ()
    if not found:
        raise SchemaError(NOT_A_REFERENCE, line)
    first, *others = found
    if (
        first.pages
        and not first.parts
        and levels == [REFERENCE]
        and isinstance(text, str)
        and text[:1].isupper()
    ):
        # “P. 7950” of a papyrus: nothing is there of which it could be a page.
        first = first._replace(parts=(Part("file", None, " ".join(text.split())),), pages=Pages())
    pages = _build_pages(first, line)
    if pages and place.pages and pages["value"] != place.pages.get("value"):
        raise SchemaError("the reference has pages, and so has the holding: keep one of them", line)
    whole = evolve(
        place,
        repository=place.repository or _build_repository(first, line),
        parts=_insert_parts(place.parts, first, line),
        pages=pages or place.pages,
        note="; ".join(filter(None, (place.note, *_list_rest(first)))) or None,
    )
    return [whole, *(_build_other(reference, place, line) for reference in others)]


def _parse(text: str, repository: str) -> Sequence[Reference]:
    """Return the references in a text, which is one as a rule; ``repository`` is empty if the text names it.

    >>> [[str(part) for part in one.parts] for one in _parse("COAL 31/45; COAL 31/48", "TNA")]
    [['COAL 31', '45'], ['COAL 31', '48']]
    >>> _parse("BU 12", "Staatsarchiv Bamberg")[0].parts
    (Part(level='file', value='BU 12'),)
    """
    found = parse_references(text, repository or None)
    if len(found) == 1:
        (reference,) = [parse_location(text, repository)] if repository else found
        if len(reference.parts) == 1 and reference.parts[0].level == "part":
            # A call number has no levels, and is what one asks for.
            reference = reference._replace(parts=(evolve(reference.parts[0], level="file"),))
        return [reference]
    return found


def _insert_parts(given: Row, reference: Reference, line: int | None) -> Row:
    """Return the parts of a holding with those of its reference in the reference's place."""
    stated = {part["level"]: part.get("value") for part in given if part["level"] != REFERENCE}
    parts = Row()
    for part, part_line in zip(given, given.lines, strict=True):
        if part["level"] != REFERENCE:
            parts.put(part, part_line)
            continue
        for read in reference.parts:
            other = stated.get(read.level)
            if other is None:
                parts.put(_build_table(line, **_to_texts(read)), line)
            elif other != read.value and not read.label:
                # The level was guessed: “fonds: KC PZPR, reference: 237/V-12”.
                parts.put(_build_table(line, **_to_texts(evolve(read, level="part"))), line)
            elif other != read.value:
                raise SchemaError(
                    f"the {read.level} is “{other}”, and the reference has “{read}”: keep one of them", line
                )
    return parts


def _to_texts(part: Part) -> dict[str, str | None]:
    return {key: getattr(part, key) for key in ("level", "label", "value", "title")}


def _build_other(reference: Reference, place: HoldingLayer, line: int | None) -> HoldingLayer:
    parts = Row()
    for part in reference.parts:
        parts.put(_build_table(line, **_to_texts(part)), line)
    return HoldingLayer(
        repository=_build_repository(reference, line) or place.repository,
        parts=parts,
        pages=_build_pages(reference, line),
        note="; ".join(_list_rest(reference)) or None,
        line=line,
    )


def _list_rest(reference: Reference) -> list[str]:
    """Return what a reference says besides the archive, the path and the pages: “microfilm”."""
    return [text for text in (reference.medium, reference.rest) if text]


def _build_pages(reference: Reference, line: int | None) -> PositionedMapping | None:
    pages = reference.pages
    return _build_table(line, label=pages.label, value=pages.value) if pages else None


def _build_repository(reference: Reference, line: int | None) -> PositionedMapping | None:
    return _build_table(line, name=reference.repository) if reference.repository else None


def _build_table(line: int | None, **texts: str | None) -> PositionedMapping:
    """Return texts as a mapping of a file, without those that are empty."""
    table = PositionedMapping(line)
    for key, text in texts.items():
        if text:
            table.put(key, text, line)
    return table
