"""Divide a citation into what describes the document, and the path to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from archcite._foundation.lazy_regex import pattern
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.printed_citation.correspondence import parse_correspondence, parse_letter, parse_sending
from archcite.formats.printed_citation.division_signs import (
    has_date_at_end,
    is_kind_of_document,
    is_reference,
)
from archcite.formats.printed_citation.repository_signs import Place, is_isil
from archcite.formats.printed_citation.segment import Segment
from archcite.formats.printed_citation.segment_breaks import is_month_or_day
from archcite.formats.printed_citation.segment_kinds import is_quoted, parse_date
from archcite.formats.printed_citation.segment_pieces import IN_BRACKETS, is_full_date
from archcite.formats.printed_citation.vocabulary import (
    find_kind,
    is_classification,
    is_collection,
    is_name,
    strip_introduction,
)
from archcite.notation import vocabulary
from archcite.notation.archives import find_archive_at_start
from archcite.notation.labels import find_label, guess_tradition
from archcite.notation.traditions import get_tradition

# “c.” is a label as well: of leaves in Italy, of boxes in Spain.
_ABOUT_A_YEAR = pattern(r"c\.?\s?1\d{3}(?!\d)|c\.?\s?20[0-4]\d(?!\d)")
_ARCHON = pattern(r"(?P<code>GB \d{1,4})\s+(?=\S)")
# “Die März-Revolten in Berlin, Film: BSP 11407-1”
_FILM = pattern(r"Film:?\s")


@frozen
class Division:
    """The segments that describe the document, the text of the path, and the place before the archive."""

    described: tuple[Segment, ...]
    path: str
    city: str | None = None
    code: str | None = None


def divide_citation(text: str, segments: Sequence[Segment], places: Sequence[Place]) -> Division:
    """Divide the segments into description and path."""
    known = guess_tradition([segment.text for segment in segments])
    place = places[0] if places else None
    dated = next((index for index, segment in enumerate(segments) if parse_date(segment.text)), len(segments))
    labelled = [
        (is_reference(segment.text, known) and not is_month_or_day(segment.text))
        or (index > dated and re.fullmatch(r"\d{4}", segment.text) is not None)
        or _is_number_before_date(segments, index)
        or _is_part_in_numerals(segments, index)
        for index, segment in enumerate(segments)
    ]
    if dated < (place.first if place else len(segments)) and _ABOUT_A_YEAR.match(segments[dated].text):
        labelled[dated] = False  # “A to B, c. 1790, British Library”: the date, and not a leaf
    if place is None:
        first = next((index for index, is_one in enumerate(labelled) if is_one), len(segments))
        last = max((index for index, is_one in enumerate(labelled) if is_one), default=-1)
        if last < 0:
            return Division(tuple(segments), "")
        first = _include_numbers(segments, first)
        inner, after = _take_inner_description(
            (segments[0], *segments[first : last + 1]), segments[last + 1 :]
        )
        return Division((*segments[:first], *inner, *segments[last + 1 :]), _join(after))
    before = _find_path_before(segments, labelled, place)
    city = code = None
    front = list(segments[:before])
    if place.first - before == 1 and place.strength >= 3 and vocabulary.is_place(segments[before].text):
        # “4 November 1943, Kew, The National Archives, HW 1/2184”
        city, before = segments[before].text, place.first
    leading: list[Segment] = []
    if before == place.first and place.last + 1 == len(segments):
        # “Chamberlain Papers, NC 18/1/1066, Neville to Ida, 11 Sept. 1938, Cadbury Research Library”
        while front and len(leading) + 1 < before and labelled[len(leading)]:
            leading.append(front.pop(0))
    if front and city is None and before == place.first:
        if len(front) == 1 and is_isil(front[0].text):
            code = front.pop().text
        elif len(front) > 1 and place.strength >= 3 and all(vocabulary.is_place(one.text) for one in front):
            # “Yorba Linda, CA, Richard Nixon Presidential Library”
            city = ", ".join(one.text for one in front)
            front = []
        elif place.strength >= 3 and (
            _is_city(front[0].text) if len(front) == 1 else vocabulary.is_place(front[-1].text)
        ):
            city = front.pop().text
    end = _find_path_end(segments, labelled, place)
    inner, after = _take_inner_description(segments[place.last : end], segments[end:])
    head = text[place.end : segments[place.last].end].strip(" ,;:.—–/-_")
    ahead = _join((*leading, *segments[before : place.first]))
    ahead = strip_introduction(ahead)
    named = find_archive_at_start(ahead) if place.archive and ahead else None
    if named and named[1] is place.archive:
        # “UCDA LA10/146, Papers of Desmond Ryan, UCD Archives”: the code before the reference
        code, ahead = named[0], ahead[len(named[0]) :].lstrip(" ,:")
    if place.end == segments[place.last].end and after and (coded := _ARCHON.match(after[0].text)):
        # “…, University of York. GB 193 R/DT/1”: the code of the archive, then the reference
        code = coded["code"]
        bare = after[0]._replace(text=after[0].text[coded.end() :], start=after[0].start + coded.end())
        after = [bare, *after[1:]]
    joint = "; " if after and after[0].before == "; " else ", "
    path = joint.join(filter(None, (head, _join(after))))
    return Division((*front, *inner, *segments[end:]), ", ".join(filter(None, (ahead, path))), city, code)


def _is_number_before_date(segments: Sequence[Segment], index: int) -> bool:
    """Return whether figures that could be a year are a number, since a date follows: “BOA, 1234/5, 3 Mart 1893”."""
    if not index or re.fullmatch(r"1[0-4]\d\d(?:/\d{1,4})?", segments[index].text) is None:
        return False
    return any(is_full_date(one.text) or has_date_at_end(one.text) for one in segments[index + 1 :])


def _is_part_in_numerals(segments: Sequence[Segment], index: int) -> bool:
    """Return whether small Roman numerals count the parts of the file before them: “A981, PACIFIC 11, i”."""
    return (
        index > 0
        and len(segments[index].text) < 7
        and not set(segments[index].text) - set("ivxl")
        and segments[index - 1].text[-1:].isdigit()
    )


def _include_numbers(segments: Sequence[Segment], first: int) -> int:
    """Return where a path without an archive begins: call numbers before the first label belong to it."""
    while 0 < first < len(segments) and re.fullmatch(
        r"\S*\d\S*|[A-ZА-Я]{2,}\s[\w-]+", segments[first - 1].text
    ):
        if parse_date(segments[first - 1].text) is not None:
            break
        first -= 1
    return first


def _is_of_document(text: str, *, is_dated: bool) -> bool:
    """Return whether a segment describes the document: a quoted title, a date, correspondence.

    Years alone are those of a series if the document has another date.
    """
    if (
        is_month_or_day(text)
        or is_quoted(text)
        or is_classification(text)
        or parse_correspondence(text)
        or parse_letter(text)
    ):
        return True
    return parse_date(text) is not None and not (is_dated and vocabulary.is_year(text))


def _find_path_before(segments: Sequence[Segment], labelled: Sequence[bool], place: Place) -> int:
    """Return the index at which a path that comes before the archive begins, or that of the archive."""
    start = place.first
    is_dated = any(
        parse_date(segment.text) is not None and not vocabulary.is_year(segment.text)
        for segment in segments[: place.first]
    )
    if not any(labelled[: place.first]):
        # “…, July 18, 1945, Papers Pertaining to Family, Truman Library”
        if place.strength == 4 and start > 1 and vocabulary.is_holder(segments[start - 1].text):
            # “Guard Book, 1957 - 1958. Rowntree & Co Archive. Borthwick Institute for Archives”
            is_dated = parse_date(segments[start - 2].text) is not None
        while (
            start
            and is_dated
            and is_name(segments[start - 1].text)
            and not _is_of_document(segments[start - 1].text, is_dated=True)
        ):
            start -= 1
        if start == 1 and vocabulary.is_holder(segments[0].text) and segments[1].before == ", ":
            return 0  # “Leo Mechelinin arkisto, Kansallisarkisto”: the papers, then the archive
        return start if start and parse_date(segments[start - 1].text) else place.first
    for index in range(place.first - 1, -1, -1):
        written = segments[index].text
        if labelled[index]:
            start = index
        elif _is_of_document(written, is_dated=is_dated) or segments[index + 1].before == "//":
            break
        elif len(written.split()) <= 8 and (
            written[:1].isupper()
            or vocabulary.is_year(written)
            or (re.search(r"\d", written) and len(written.split()) <= 4)  # “microfilm publication T1132”
        ):
            continue
        else:
            break
    if start > 0 and segments[start - 1].before == IN_BRACKETS:
        return start - 1  # “(Eulate Luzuriaga - Santa Cruz, Serie Ventas, No 600)”
    lead = start
    # Names before the first label are a collection, if something else before them describes the document.
    for index in range(start - 1, -1, -1):
        written = segments[index].text
        if not index and place.last + 1 == len(segments) and vocabulary.is_holder(written):
            return index  # “Älghults kyrkoarkiv, vol. C:1, s. 14, VaLA”
        is_kind = infer_document_kind(written) != "document" and not is_collection(written)
        if _is_of_document(written, is_dated=is_dated) or (is_kind and segments[index + 1].before == ". "):
            return lead
        if not (is_name(written) or is_collection(written)):
            break
        lead = index
    return start


def _find_path_end(segments: Sequence[Segment], labelled: Sequence[bool], place: Place) -> int:
    """Return the index after the last segment of a path that follows the archive."""
    last = max((index for index in range(place.last, len(segments)) if labelled[index]), default=place.last)
    index = place.last + 1
    while index < len(segments):
        segment = segments[index]
        written = segment.text
        if index <= last:
            if is_classification(written) or (segment.before == ". " and parse_date(written)):
                return index
            index += 1
            continue
        if not place.first and index - 1 == last and _is_folder_of_box(segments, index):
            return index + 1  # “Carter Library, NSA, Box 51, “Refugees””
        if (
            is_classification(written)
            or is_quoted(written)
            or parse_date(written)
            or segment.before in (". ", " ", "//")
            or _is_dated_title(segments, index)
        ):
            return index
        if index == place.last + 1 and segment.before == ", " and vocabulary.is_holder(written):
            index += 1  # “Národní archiv, Archiv ústředního výboru KSČ”: a fonds
            continue
        ahead = segments[index + 1].text if index + 1 < len(segments) else ""
        if _is_kind_ahead(written, ahead):
            return index  # “…, Cotton Charter XIII 31a, Grant of liberties by King John, charter”
        if _is_author_ahead(segments, index, ahead):
            return index  # “…, no. 44, Ion Popescu, „Plan of the City“, 1893”
        if infer_document_kind(written) != "document" and parse_date(ahead) and not is_collection(written):
            return index  # “…, Bl. 12, Bericht des Gesandten, 3. Mai 1923”
        if (
            _is_correspondence(segment)
            or has_date_at_end(written)
            or not (written[:1].isupper() or re.search(r"\d", written))
            or len(written.split()) > 6
        ):
            return index
        index += 1
    return index


def _is_folder_of_box(segments: Sequence[Segment], index: int) -> bool:
    """Return whether the last segment is a name in quotation marks after a box."""
    if index + 1 < len(segments) or not is_quoted(segments[index].text):
        return False
    box = find_label(segments[index - 1].text, get_tradition("american"))
    return box is not None and box.levels[0] == "box"


def _is_kind_ahead(text: str, ahead: str) -> bool:
    """Return whether a title or an author is followed by the word for a kind, or “telegram aan B”."""
    if not text[:1].isupper() or re.search(r"\d", text) or is_collection(text):
        return False
    is_kind_word = ahead[:1].islower() and find_kind(ahead) is not None
    return is_kind_word or parse_sending(ahead) is not None


def _is_author_ahead(segments: Sequence[Segment], index: int, ahead: str) -> bool:
    """Return whether a name after a number is the author of what follows: a title, or a letter to someone."""
    name = segments[index].text
    if " " not in name or not any(map(str.isdigit, segments[index - 1].text)):
        return False
    if not is_name(name) or is_collection(name):
        return False
    is_titled = is_quoted(ahead) or (
        ahead.count(" ") > 1 and infer_document_kind(ahead) != "document" and not is_collection(ahead)
    )
    return infer_document_kind(name) == "document" and (is_titled or parse_sending(ahead) is not None)


def _is_correspondence(segment: Segment) -> bool:
    return bool(
        parse_correspondence(segment.text, is_dated=segment.is_dated) or parse_letter(segment.text)
    ) and not is_collection(segment.text)


def _is_dated_title(segments: Sequence[Segment], index: int) -> bool:
    """Return whether a segment of several words is a title: it follows a number, and a date with a day follows it."""
    segment = segments[index]
    before = segments[index - 1].text if index else ""
    following = segments[index + 1 :]
    # A year alone belongs to a title only at the end: “sign. 56, Opis profesionalne aktivnosti, 1975”.
    is_before_year = (
        len(following) == 1
        and re.fullmatch(r"\d{4}\.?(?:\s?[-–/]\s?\d{1,4}\.?)?", following[0].text) is not None
        and len(segment.text.split()) > 2
        and not (is_collection(segment.text) or is_name(segment.text))
    )
    return (
        (segment.is_dated or is_before_year)
        and len(segment.text.split()) > 1
        and not re.search(r"\d{3}", segment.text)
        and re.search(r"\d", before) is not None
        and parse_date(segment.text) is None
        and not is_reference(segment.text, get_tradition("international"))
    )


def _take_inner_description(
    inside: Sequence[Segment], beyond: Sequence[Segment]
) -> tuple[list[Segment], list[Segment]]:
    """Separate a date, or an author with a title, from the segments of a path that it is in; ``beyond`` follow it."""
    taken: list[Segment] = []
    for index, segment in enumerate(inside):
        if not index:
            continue  # the archive, with what follows it in the same segment
        written = segment.text
        follows = index > 0 and inside[index - 1] in taken
        ahead = (*inside[index + 1 : index + 3], *beyond[:2])[:2]
        if (
            (index == 1 and ahead and _FILM.match(ahead[0].text) and len(written.split()) > 2)
            or (
                index > 1
                and is_kind_of_document(written)
                and any(parse_date(one.text) or has_date_at_end(one.text) for one in ahead)
            )
            or (parse_date(written) and re.search(r"[^\W\d]{3}|\d\.\s?\d|[\s.-][IVX]+[\s.-]", written))
            or _is_correspondence(segment)
            or _is_author_ahead(inside, index, ahead[0].text if ahead else "")
            or (taken and taken[-1] is inside[index - 1] and parse_sending(written))
            or (is_quoted(written) and ahead and parse_date(ahead[0].text))
            or _is_dated_title(inside, index)
            or has_date_at_end(written)
            or (re.fullmatch(r"[^\W\d_a-zа-я][\w’'-]+ (?:[^\W\d_a-zа-я]\.\s?)+", written) and index > 1)
            or (follows and not re.search(r"\d", written) and len(written.split()) > 3)
            or (follows and vocabulary.is_year(written.rstrip(".")))
        ):
            taken.append(segment)
    return taken, [segment for segment in inside[1:] if segment not in taken]


def _join(segments: Sequence[Segment]) -> str:
    """Join the segments of a path as a reference is written: only semicolons are kept."""
    written = ""
    for segment in segments:
        joint = "; " if segment.before == "; " else ". " if segment.text[0] == "[" else ", "
        written += (joint if written else "") + strip_introduction(segment.text, labels=True)
    return written.rstrip(" ,;:.") if written.endswith(("..", " .")) else written


def _is_city(text: str) -> bool:
    return vocabulary.is_place(text) or (text[:1].isupper() and text.isalpha())
