"""How far the name of an archive goes: its place, its parent body, further names of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archcite._foundation.lazy_regex import pattern
from archcite.formats.printed_citation.repository_signs import REGION, has_label
from archcite.formats.printed_citation.segment import Segment
from archcite.formats.printed_citation.vocabulary import (
    is_collection,
    is_name,
    is_section,
    load_words,
    strip_introduction,
)
from archcite.notation import vocabulary
from archcite.notation.archives import Archive, find_archive
from archcite.notation.traditions import Tradition

_HOUSE_BEFORE_NUMBER = pattern(r"([^\d,;:]{8,}?)(?=\s+(?:[^\W\d_a-zа-я]{1,5}\s)?\S*\d)")
# “London (TNA) WO 276/516”, after the name
_PLACE_AND_CODE = pattern(
    r"(?P<place>[^\W\d_a-z][^\d,;:()]{1,40}?)\s*\((?P<code>[^()\d]{2,12})\)\s+(?=\S*\s?\S*\d)"
)
_PLACE_AND_NUMBER = pattern(
    r"(?P<place>[^\W\d_a-z][^\W\d_A-Z]+(?: [^\W\d_a-z][^\W\d_A-Z]+)?)\s+(?=[A-Z/]{1,8}\s?\d|\d)"
)
# “м. Львів”, “г. Москва”
_TOWN = pattern(r"^(?:м|г|гр)\.\s+(?=[^\W\d_a-zа-я])")
_TOWN_AND_CODE = pattern(r"[^\W\d_]+(?:[ -][^\W\d_]+)?(?:\s*\([^()\d]{2,20}\))?")


def extend_repository(
    segments: Sequence[Segment], index: int, end: int, known: Tradition, archive: Archive | None = None
) -> tuple[int, int]:
    """Extend an archive over its place, its parent body and further names of it."""
    has_path = any(
        has_label(segment.text, known) or is_collection(segment.text) for segment in segments[:index]
    )
    while index + 1 < len(segments):
        further = segments[index + 1]
        placed = _PLACE_AND_CODE.match(further.text)
        if placed and further.before == ", " and vocabulary.is_place(placed["place"]):
            return index + 1, further.start + placed.end("code") + 1
        numbered = _PLACE_AND_NUMBER.match(further.text)
        if numbered and further.before == ", " and vocabulary.is_city(numbered["place"]):
            return index + 1, further.start + numbered.end("place")  # “…, Cambridge CHAR 2/264”
        written = _TOWN.sub("", further.text.rstrip("."))
        town = _TOWN_AND_CODE.fullmatch(written) if written != further.text.rstrip(".") else None
        if town:
            return index + 1, further.end  # “Центральний архів України, м. Львів (ЦДІАЛ)”
        house = _HOUSE_BEFORE_NUMBER.match(further.text)
        if house and further.before == ", " and vocabulary.is_holder(house[1]) and is_name(house[1]):
            return index + 1, further.start + house.end(1)  # “Landesarchiv X, Staatsarchiv Freiburg W 134”
        word, _, rest = written.partition(" ")
        if is_section(word) and vocabulary.is_holder(rest):
            index, end = index + 1, further.end
            continue
        if further.before != ", " or re.search(r"\d", written):
            break
        if has_label(written, known) and not vocabulary.is_region(further.text):
            break
        if archive is None and not vocabulary.is_state(written) and _is_code(written):
            break  # “UD:s arkiv, RA”: a fonds, and the archive
        is_last = index + 2 == len(segments)
        if archive and archive.place and vocabulary.is_country(written) and not is_last:
            break  # “Archivo General de Indias, Chile, leg. 257”
        if (
            archive
            and archive.place
            and segments[index].text in archive.codes
            and not is_last
            and not (archive.is_in(written) or vocabulary.is_parent(written))
        ):
            break  # “AGI, Buenos Aires, 2”: a fonds
        if REGION.fullmatch(written) and not is_last and segments[index + 2].text[:1].isdigit():
            break  # “Munich, MA, 1234”: a fonds
        name = strip_introduction(segments[index].text)
        is_code = " " not in name and not vocabulary.is_place(name)
        if is_code and not is_last and not vocabulary.is_place(written):
            break  # “ASMAE, Gabinetto, cas. 34”
        is_elsewhere = archive is not None and archive.country not in (None, "US")
        is_region = vocabulary.is_state(written) or REGION.fullmatch(written) is not None
        if is_region and not is_last and (is_code or is_elsewhere):
            break  # “ACS, MI, DGPS”, “Munich, MA, file 1234”
        is_further = (
            vocabulary.is_place(written)
            or vocabulary.is_region(further.text)
            or REGION.fullmatch(written)
            or ((is_last or has_path) and written.isalpha() and written.istitle())
            or vocabulary.is_parent(written)
            or ((is_last or has_path) and vocabulary.is_holder(written) and is_name(written))
        )
        if not is_further:
            break
        end = further.end if further.text.endswith("D.C.") else further.start + len(written)
        index += 1
    return index, end


def _is_code(text: str) -> bool:
    """Return whether a text is the abbreviation of a known archive, or one that several have: “RA”."""
    archive = find_archive(text)
    return (archive is not None and text in archive.codes) or text in load_words()["archives"][
        "abbreviations"
    ]
