"""Find the archive among the segments of a citation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archcite._foundation.lazy_regex import pattern
from archcite.formats.common.corporate_names import is_body
from archcite.formats.printed_citation.repository_extent import extend_repository
from archcite.formats.printed_citation.repository_signs import (
    CODE,
    MIXED_CODE,
    Place,
    find_before_place,
    has_label,
    is_after_document,
    is_dated,
    is_end_of_document,
    is_family,
    is_house_code,
    is_isil,
    is_place_or_region,
)
from archcite.formats.printed_citation.segment import Segment
from archcite.formats.printed_citation.segment_kinds import is_quoted, parse_date
from archcite.formats.printed_citation.vocabulary import (
    compile_before_archive,
    compile_short_name,
    is_collection,
    is_name,
    load_words,
)
from archcite.notation import vocabulary
from archcite.notation.archives import Archive, find_archive, find_archive_at_start
from archcite.notation.labels import guess_tradition
from archcite.notation.traditions import Tradition
from archcite.record import Repository

# “AD Gironde”, “StA Köln”
_CODE_AND_PLACE = pattern(
    r"[^\W\d_a-zа-я][^\W\d_]?[^\W\d_a-zа-я]{1,3} [^\W\d_a-zа-я][^\W\d_A-ZА-Я]{2,}(?:-\w+)*"
)
_CODE_AND_NUMBER = pattern(r"[^\W\d_a-zа-я]{1,4} \d+")
# “SOA v Praze”, “AP w Krakowie”, “AS di Torino”.
_CODE_OF_PLACE = pattern(
    r"[^\W\d_a-zа-я]{2,6} (?:v|ve|w|we|di|de|do|in|of|у|в) [^\W\d_a-zа-я]\w+(?: [^\W\d_]+){0,4}"
)
_IN_PLACE = pattern(r" (?:w|we|v|ve) [^\W\d_a-zа-я]\w+$")
_LONGEST_NAME = 120
_MORE_OF_NAME = pattern(r" (?:of|for|de|du|des|di|del|della|do|da|der|des|för) (?:the |l[’'])?[^\W\d_a-zа-я]")
# “National Archives and Records Service”
_AND_MORE = pattern(r" (?:and|und|et|y|e|&) [^\W\d_a-zа-я][^\W\d_A-ZА-Я]")
_REST_OF_NAME = pattern(
    r"\s+(?P<rest>[^\W\d_a-z][^\d,;:()\[\]]*?)\s*[(\[][^()\[\]\d]{2,20}[)\]](?=\s*(?:[,;:.]|$))"
)
_HOUSE_BEFORE_LABEL = pattern(r"([^\d,;:]{8,}?)(?=\s+(?:[^\W\d_a-zа-я]{2,5}\s)?\S*\d)")
_CODE_THEN_PLACE = pattern(r"(?P<name>.+?)\s*\((?P<code>[^()\d]{2,20})\),\s*(?P<place>.+)")
_BRACKET = pattern(r"(?P<name>.+?)\s*[(\[](?P<code>[^()\[\]\d]{2,20})[)\]]")
# “HR-DAZG-1184 Kotarski sud”: country, archive, fonds.
_CODE_AND_FONDS = pattern(r"(?P<code>[A-Z]{2}(?:-[A-Z][A-Za-z]{1,7}){1,2})[-_](?=\d)")
# “FR ANOM”, before a number
_COUNTRY_AND_CODE = pattern(r"([A-Z]{2}) (?=[A-Z])")
# “MNL PML IV. 435.b”: two abbreviations before a number.
_CODES_AND_NUMBER = pattern(r"(?P<code>[^\W\d_a-zа-я]{3,8} [^\W\d_a-zа-я]{2,8})\s+(?=[IVXLC]+\.?\s\d|\d)")


def find_repositories(text: str, segments: Sequence[Segment]) -> list[Place]:
    """Find the archives that a citation names, in order; an unknown one only if no known one is named.

    >>> from archcite.formats.printed_citation.segments import split_citation
    >>> line = "Adams to Lee, 7 July 1944, RGANI, f. 5, op. 30"
    >>> place, = find_repositories(line, split_citation(line))
    >>> line[place.start : place.end], place.archive.country
    ('RGANI', 'RU')
    """
    known = guess_tradition([segment.text for segment in segments])
    found: list[Place] = []
    index = 0
    while index < len(segments):
        place = _find_at(text, segments, index, known)
        if place is not None:
            found.append(place)
            index = place.last
        index += 1
    if not found and (place := find_before_place(segments)):
        return [place]
    slashes = next((index for index, segment in enumerate(segments) if segment.before == "//"), 0)
    # “Как создавалась библиотека музея // ГАРФ. Ф. 513”: the archive comes after the slashes.
    if not any(place.strength == 5 for place in found if place.first < slashes):
        found = [place for place in found if place.first >= slashes] or found
    if _is_code_before_fonds(text, segments, found):
        return found[:1]
    if len(found) > 1 and _is_code_after_fonds(segments, found[-2], found[-1]):
        return found[-1:]
    best = max((place.strength for place in found), default=0)
    if best < 4:
        return [place for place in found if place.strength == best][:1]
    found = [place for place in found if place.strength >= 4]
    if (
        len(found) > 1
        and found[1].first == 1
        and found[0].end == segments[0].end
        and is_isil(segments[0].text)
    ):
        found = found[1:]  # “NL-ZlCO, Collectie Overijssel”: the code, then the name
    if len(found) > 1 and found[0].archive is None and is_collection(segments[found[0].first].text):
        found = found[1:]  # “Archives collection. (Image No: 3055). Glenbow Museum”
    if (
        len(found) > 1
        and found[0].archive is None
        and found[1].first == found[0].last + 1
        and segments[found[1].first].before == ". "
        and found[0].first == found[0].last
    ):
        found = found[
            1:
        ]  # “Rowntree & Co Archive. Borthwick Institute for Archives”: the papers, then the archive
    if len(found) > 1 and found[0].archive and found[0].archive is found[1].archive:
        first, second = found[:2]
        if second.first > first.last + 1 and second.last + 1 == len(segments):
            # “UCDA LA10/146, Papers of Desmond Ryan, UCD Archives, University College”: the code, and the name last
            return [second]
        is_whole = first.end >= segments[first.last].end
        if second.first == first.last + 1 and first.first == first.last and is_whole:
            # “TNA, The National Archives, Kew”: the code, then the name
            found = [second._replace(first=first.first, start=first.start), *found[2:]]
    if len(found) > 1 and found[0].strength == 5 and found[1].archive is None:
        next_name = segments[found[1].first]
        is_list = found[1].first == found[0].last + 1 and next_name.before == ", "
        if is_list and not next_name.text[0].islower():
            found = [found[0], *found[2:]]  # “Národní archiv, Archiv ústředního výboru KSČ”: a fonds
    found = [_include_college(text, segments, place) for place in found]
    last = found[-1]
    if (
        last.strength > found[0].strength
        and last.last == len(segments) - 1
        and segments[last.first].before == ", "
    ):
        return [last]  # “Älghults kyrkoarkiv, vol. C:1, s. 14, VaLA”
    return found


def _include_college(text: str, segments: Sequence[Segment], place: Place) -> Place:
    """Extend an archive over the college or the university before it: “St Antony’s College, Middle East Centre”."""
    before = segments[place.first - 1] if place.first > 1 else None
    is_parent = (
        before is not None
        and segments[place.first].before == ", "
        and before.before == ", "
        and vocabulary.is_parent(before.text)
        and is_name(before.text)
        and not (vocabulary.is_place(before.text) or is_collection(before.text))
    )
    return place._replace(first=place.first - 1, start=before.start) if before and is_parent else place


def _is_code_before_fonds(text: str, segments: Sequence[Segment], found: Sequence[Place]) -> bool:
    """Return whether an abbreviation comes first, and then a fonds with a word for an archive: “RA, UD:s arkiv”."""
    if len(found) < 2 or found[0].strength != 3 or found[1].archive is not None:
        return False
    code, second = segments[0].text, found[1]
    is_list = (found[0].last, second.first, second.last) == (0, 1, 1) and segments[1].before == ", "
    if not is_list or CODE.fullmatch(code) is None or " " in code:
        return False
    # “BPL, Boston Public Library”: the code of the name that follows
    initials = [word[0].casefold() for word in text[second.start : second.end].split()]
    return not set(code.casefold()) <= set(initials)


def _is_code_after_fonds(segments: Sequence[Segment], first: Place, last: Place) -> bool:
    """Return whether a fonds with a word for an archive comes before an abbreviation at the end: “UD:s arkiv, RA”."""
    is_list = last.first == first.last + 1 == len(segments) - 1 and segments[last.first].before == ", "
    return is_list and first.archive is None and last.strength == 3 and is_house_code(segments[-1].text)


def build_repository(written: str, archive: Archive | None) -> Repository:
    """Build the repository; a code in brackets, or in the place of the name, is the code.

    >>> build_repository("Archives Générales du Royaume [A.G.R.]", None)
    Repository(name='Archives Générales du Royaume', code='A.G.R.')
    """
    written = written.strip(" ,;:") if written.endswith("D.C.") else written.strip(" ,;:.")
    if placed := _CODE_THEN_PLACE.fullmatch(written):
        return Repository(placed["name"], placed["code"], placed["place"])
    bracket = _BRACKET.fullmatch(written)
    if bracket and not vocabulary.is_place(bracket["code"]):
        return Repository(bracket["name"], bracket["code"])
    archive = archive or find_archive(written)
    code, _, rest = written.partition(", ")
    if archive and code in archive.codes and find_archive_at_start(rest):
        return Repository(rest, code)
    if archive and written in archive.codes:
        return Repository(written, written)
    if archive is None and CODE.fullmatch(written) and len(written) <= 20:
        return Repository(written, written)
    return Repository(written)


def _find_at(text: str, segments: Sequence[Segment], index: int, known: Tradition) -> Place | None:
    segment = segments[index]
    introduction = compile_before_archive().match(segment.text)
    lead = introduction.end() if introduction else 0
    start = segment.start + lead
    written = segment.text[lead:]
    if index == 0 and (coded := _CODE_AND_FONDS.match(written)):
        return Place(0, 0, start, start + coded.end("code"), find_archive(coded["code"]), 5)
    before = segments[index - 1].text if index else ""
    is_after = index > 0 and (
        is_after_document(before) or ((index > 1 or " " in before) and is_dated(before))
    )
    leads = index == 0 or segment.before in ("//", ". ", " ") or lead > 0
    if (leads or is_after) and (short := compile_short_name().match(text, start)):
        last = next(one for one in range(index, len(segments)) if segments[one].end >= short.end("name"))
        return Place(index, last, start, short.end("name"), find_archive(short["name"]), 5)
    if written[2:3] == " " and (coded := _COUNTRY_AND_CODE.match(written)):
        named = find_archive_at_start(written[coded.end() :])
        if named and named[1].country == coded[1] and named[0] in named[1].codes:
            return Place(
                index, index, start, start + coded.end() + len(named[0]), named[1], 5
            )  # “FR ANOM 6 HCI”
    at_start = find_archive_at_start(written)
    longer = find_archive_at_start(text[start : start + _LONGEST_NAME]) if at_start else None
    if at_start and longer and len(longer[0]) > len(written):
        # “TNA: PRO”, a code with a separator in it
        end = start + len(longer[0])
        last = next((number for number in range(index, len(segments)) if segments[number].end >= end), index)
        if segments[last].end == end:
            return Place(index, last, start, end, longer[1], 5)
    if at_start is not None and not (
        _MORE_OF_NAME.match(written, len(at_start[0]))
        or (" " in at_start[0] and _AND_MORE.match(written, len(at_start[0])))
    ):
        end = start + len(at_start[0])
        if _IN_PLACE.match(written, len(at_start[0])):
            end = segment.end  # “Archiwum Akt Nowych w Warszawie”
        more = _REST_OF_NAME.match(text, end, segment.end)
        if more and " " in at_start[0] and is_name(more["rest"]) and not is_collection(more["rest"]):
            end = more.end("rest")  # “Národní archiv České republiky (NAČR)”
        rest = text[end : segment.end]
        if at_start[0] in at_start[1].codes and " " in rest[:1] and at_start[1].is_in(rest.strip(" .")):
            end, rest = segment.end, ""  # “HHStA Wien”
        bracket = re.match(r"\s*[(\[][^()\[\]\d]{2,80}[)\]]", rest)
        if bracket:
            end += bracket.end()
            rest = rest[bracket.end() :]
        if not rest.strip(" .") or re.match(
            r"\s*[\d(\[]|\s+\S|:[A-Z]|/[A-Z]{1,3}[\s-]?\d|\.\s+(?:[^\W\d_a-z]|[a-z]{1,4}\.\s?\d)", rest
        ):
            last = index
            if not rest.strip(" ,."):
                last, end = extend_repository(segments, index, end, known, at_start[1])
            return Place(index, last, start, end, at_start[1], 5)
    if written.casefold().strip(".") in load_words()["introductions"]["private"] and index:
        return Place(index, index, start, segment.end, None, 4)
    head = _HOUSE_BEFORE_LABEL.match(written) if index < 3 else None
    if head and vocabulary.is_holder(head[1]) and is_name(head[1]) and not is_collection(head[1]):
        # “State Records of South Australia GRG 78/49” ends before the letters of the series.
        return Place(index, index, start, start + head.end(1), None, 4)
    is_holder = vocabulary.is_holder(written) and not re.search(r"\d", written)
    if (has_label(written, known) and not is_holder) or re.match(r"\W", written):
        return None
    bare = _BRACKET.fullmatch(written)
    name = bare["name"] if bare else written
    if bare and find_archive(bare["code"]):
        return Place(index, index, start, segment.end, find_archive(bare["code"]), 5)
    if re.search(r"\d", name):
        if index == 0 and (codes := _CODES_AND_NUMBER.match(written)):
            return Place(0, 0, start, start + codes.end("code"), None, 3)
        code = re.match(r"([^\W\d_a-zа-я]{2,12})\s+(?=[^\W\d_]{1,6}\.\s?\d|M[Ss]{1,2}\.?\s?[\dIVX])", written)
        is_apart = segment.before in ("//", ". ", " ") or is_after
        if code and (index == 0 or is_apart):
            return Place(index, index, start, start + code.end(1), None, 3)
        return None
    follows = segments[index + 1] if index + 1 < len(segments) else None
    if vocabulary.is_holder(name):
        last, end = extend_repository(segments, index, segment.end, known)
        return Place(index, last, start, end, None, 4)
    if vocabulary.is_parent(name) and is_name(name) and not vocabulary.is_place(name):
        last, end = extend_repository(segments, index, segment.end, known)
        return Place(index, last, start, end, None, 3)
    leads = leads or (index == 1 and vocabulary.is_place(segments[0].text)) or is_after
    ahead = segments[index + 1 : index + (5 if leads else 2)]
    before_reference = any(
        (
            has_label(one.text, known)
            or re.match(r"[A-ZА-Я]{0,4}\s?\d|[IVXL]+[/-][\da-z][/-]?|[Mm]ss?\.?\s", one.text) is not None
        )
        and parse_date(one.text) is None
        for one in ahead
    )
    is_led = (
        follows is not None and (leads or before_reference) and (before_reference or follows.before == ": ")
    )
    if (
        index == 0
        and follows
        and is_quoted(follows.text)
        and any(is_collection(one.text) for one in segments)
    ):
        return None  # “GFK, “My Soldier,” March 1913, GFK Papers”: who wrote it
    if index and _CODE_AND_NUMBER.fullmatch(segments[0].text) and parse_date(segments[0].text) is None:
        return None  # “AS 1589, CK ZKS, t. e. 48”: a fonds
    if is_led and len(name) <= 24 and (CODE.fullmatch(name) or MIXED_CODE.fullmatch(name)):
        return Place(index, index, start, segment.end, None, 3)
    is_code_and_place = _CODE_AND_PLACE.fullmatch(name) or (
        CODE.fullmatch(name.partition(" ")[0]) and vocabulary.is_place(name.partition(" ")[2])
    )
    if is_led and (_CODE_OF_PLACE.fullmatch(name) or (index == 0 and is_code_and_place)):
        return Place(index, index, start, segment.end, None, 3)
    is_last = follows is None and index > 0 and segment.before == ", "
    if (
        is_last
        and is_house_code(name)
        and (is_end_of_document(before) or has_label(before, known) or vocabulary.is_holder(before))
    ):
        return Place(index, index, start, segment.end, None, 3)  # “Ben-Gurion to Hazaz, July 10, 1968, BGA”
    if index == 0 and is_family(name) and follows is not None:
        is_placed = bare is None and follows.before == ", " and is_place_or_region(follows.text)
        return Place(0, int(is_placed), start, (follows if is_placed else segment).end, None, 3)
    if is_body(name) and is_name(name) and follows is not None and index < len(segments) - 1:
        return Place(index, index, start, segment.end, None, 2)
    if index == 1 and is_isil(segments[0].text) and segment.text[:1].isupper():
        return Place(index, index, start, segment.end, None, 4)
    if bare and bare["code"].isupper() and follows is not None:
        return Place(index, index, start, segment.end, None, 3)
    return None
