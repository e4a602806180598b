"""Split a segment further: what is in brackets, a labelled number with its date, a copy and where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archcite._foundation.lazy_regex import pattern
from archcite.dates import is_undated, to_edtf
from archcite.formats.printed_citation.correspondence import parse_correspondence
from archcite.formats.printed_citation.segment import PLACE, Segment
from archcite.formats.printed_citation.segment_kinds import read_edtf
from archcite.formats.printed_citation.vocabulary import (
    compile_before_archive,
    compile_before_date,
    find_kind,
    is_classification,
    is_collection,
    is_version,
)
from archcite.notation.archives import find_archive_at_start
from archcite.notation.labels import find_label, guess_tradition
from archcite.notation.tokenizer import split_tokens
from archcite.notation.vocabulary import is_holder, is_medium, is_parent

_REFERENCE_IN_BRACKETS = pattern(r"(?P<name>[^()]*(?:\([^()]*\)[^()]*)*?)\s*\((?P<inner>[^()]*\d[^()]*)\)")
# “(T-77/OKW-1437/5, 593)”, “(AG-583/008)”
_CALL_NUMBER = pattern(r"[A-Z]{1,8}[-/ ]?\d+[-/]\w")
# “Berg Collection (draft)”
_STAGE_IN_BRACKETS = pattern(r"(?P<name>[^()]+?)\s\((?P<stage>[^()\d]+)\)")
_HELD_COLLECTION = pattern(r"(?P<name>[^()]+?)\s\((?P<holder>[^()\d]{4,80})\)(?:\s(?P<rest>\S.*))?")
# “Salisbury papers (Northcote correspondence) series E”
_COLLECTION_AND_SERIES = pattern(r"(?P<name>(?P<bare>[^()]+?)\s*\([^()]*\))\s+(?P<series>(?i:series)\s+\S+)")
# “ 18.5.1803”, “ 31 Oct. 1884”, “ May 3, 1950”, after the names of who wrote to whom
_DATE_AT_END = pattern(
    r"\s(?P<date>\d{4}\.\s[^\W\d_]{3,12}\s\d{1,2}\.?(?:-[^\W\d_]{1,3})?|\d{1,2}(?:\.\s?\d{1,2}\.\s?|\.?\s[^\W\d_]{3,10}\.?\s|[/-]\d{1,2}[/-])\d{4}|[^\W\d_]{3,10}\.?\s\d{1,2},\s\d{4})(?=\s|$)"
)
# “(Series Ventas, No 600)”
_ALL_IN_BRACKETS = pattern(r"\((?P<inner>[^()]*)\)\.?")
# The separator before a reference in brackets of its own.
IN_BRACKETS = "("
CONTAINERS = ("folder", "file", "box", "bundle", "volume")
_NUMBER_OF_FONDS = pattern(r"\d+(?:\.\d+){2,}")
_BRACKETS = pattern(r"\((?P<inner>[^()]+)\)")
_DATE_WITH_BRACKET = pattern(r"(?P<date>[^()\[\]]*\d{4}s?)\s(?P<bracket>\([^()]*\)|\[[^\[\]]*\])")
# “press release [1985?]”
_KIND_WITH_DATE = pattern(r"(?P<text>[^\[\]]*[^\W\d_]{3}[^\[\]]*?)\s(?P<date>\[[^\[\]]*\d{4}[^\[\]]*\])")
_NUMBER_WITH_DATE = pattern(
    r"(?P<number>[^\W\d_].{0,30}\d\S*) (?P<word>[^\W\d_]{1,5}) (?P<date>\d.*\d{4}\.?)"
)


def split_segment(text: str, segment: Segment) -> Iterator[Segment]:
    """Yield the pieces of a segment of a citation, or the segment itself.

    >>> line = "Brainard Cheney Papers (Box 16, File 20)"
    >>> [piece.text for piece in split_segment(line, Segment(line, "", 0, len(line)))]
    ['Brainard Cheney Papers', 'Box 16', 'File 20']
    """
    for whole in _split_dated_number(segment):
        for named in _split_copy(whole):
            for one in _open_brackets(text, named):
                for sent in _split_sent(one):
                    yield from _open_dates(sent)


def _split_dated_number(segment: Segment) -> Iterator[Segment]:
    """Yield a labelled number, and the date that a word joins to it: “inv. č. 1 z 13. října 1261”."""
    found = _NUMBER_WITH_DATE.fullmatch(segment.text)
    if (
        found is None
        or not compile_before_date().search(f" {found['word']} ")
        or not is_full_date(found["date"])
        or (label := find_label(found["number"], guess_tradition([found["number"]]))) is None
        or label.label is None
    ):
        yield segment
        return
    yield segment._replace(text=found["number"], end=segment.start + found.end("number"))
    yield Segment(found["date"], ", ", segment.start + found.start("date"), segment.end)


def _split_sent(segment: Segment) -> Iterator[Segment]:
    """Yield correspondence, the date after it, and a classification: “Admiralty to Nelson 18.5.1803 Secret”."""
    if segment.text[:1].isupper() and segment.text.count(" ") < 5 and to_edtf(segment.text) is not None:
        yield segment  # “Wednesday 11 October 1939”
        return
    for found in _DATE_AT_END.finditer(segment.text):
        people, date = segment.text[: found.start()].rstrip(), found["date"]
        rest = segment.text[found.end() :].strip()
        # “Percy to Cecil, Norham 23 July 1559”: the place, and the date.
        is_place_of_letter = (
            segment.before == ", " and not (rest or people.isupper()) and PLACE.fullmatch(people)
        )
        is_sent = is_place_of_letter or parse_correspondence(people, is_dated=True)
        if not is_sent or to_edtf(date) is None:
            continue
        if rest and not is_classification(rest):
            continue
        yield segment._replace(text=people, end=segment.start + len(people))
        start = segment.start + found.start("date")
        yield Segment(date, ", ", start, start + len(date))
        if rest:
            yield Segment(rest, ", ", segment.end - len(rest), segment.end)
        return
    yield segment


def _split_copy(segment: Segment) -> Iterator[Segment]:
    """Yield what a source is, and the collection that it is in: “typed copy in JKH Papers”."""
    words = segment.text.split(" ", 4)
    for count in range(1, len(words) - 1):
        state, rest = " ".join(words[:count]), segment.text[len(" ".join(words[:count])) + 1 :]
        introduction = compile_before_archive().match(rest)
        kept = rest[introduction.end() :] if introduction else ""
        if (
            kept
            and (_is_state(state) or find_kind(state))
            and (is_collection(kept) or find_archive_at_start(kept))
        ):
            start = segment.end - len(kept)
            yield segment._replace(text=state, end=segment.start + len(state))
            yield Segment(segment.text[start - segment.start :], ", ", start, segment.end)
            return
    yield segment


def join_quoted_label(segments: Sequence[Segment]) -> Iterator[Segment]:
    """Yield a quoted name and the label after it as one segment, the label first: “‘Germany’ folder”."""
    skips = False
    for index, segment in enumerate(segments):
        if skips:
            skips = False
            continue
        following = segments[index + 1] if index + 1 < len(segments) else None
        if (
            following
            and following.before == " "
            and segment.text[0] in '“„«"'
            and _is_container(following.text)
        ):
            yield segment._replace(text=f"{following.text} {segment.text}", end=following.end)
            skips = True
        else:
            yield segment


def _is_container(text: str) -> bool:
    """Return whether a word is the label of what holds documents: “folder”, “Mappe”."""
    if not text.isalpha():
        return False
    found = find_label(f"{text} 1", guess_tradition([f"{text} 1"]))
    return found is not None and found.levels[0] in CONTAINERS


def split_brackets(segments: Sequence[Segment]) -> Iterator[Segment]:
    """Yield a date and the brackets after it as segments of their own: “1956 (Top Secret)”."""
    for segment in segments:
        dated = _KIND_WITH_DATE.fullmatch(segment.text)
        if dated and to_edtf(dated["date"]) is not None and to_edtf(segment.text) is None:
            middle = segment.start + dated.end("text")
            yield segment._replace(text=dated["text"], end=middle)
            yield Segment(dated["date"], ", ", segment.start + dated.start("date"), segment.end)
            continue
        found = _DATE_WITH_BRACKET.fullmatch(segment.text)
        if (
            found is None
            or to_edtf(found["date"]) is None
            # “5 Cemaziyelevvel 1308 (17 Aralık 1890)” is one date.
            or (re.search(r"\d", found["bracket"]) and to_edtf(segment.text) is not None)
            or (found["bracket"][0] == "[" and not _is_state(found["bracket"][1:-1]))
        ):
            yield segment
            continue
        middle = segment.start + found.end("date")
        yield segment._replace(text=found["date"], end=middle)
        yield Segment(found["bracket"], " ", segment.end - len(found["bracket"]), segment.end)


def _is_state(text: str) -> bool:
    """Return whether a text says what there is of a document: a draft, a copy, a typescript."""
    return is_version(text) or is_medium(text)


def is_full_date(text: str) -> bool:
    """Return whether a text is a date with a day."""
    edtf = read_edtf(text) if re.search(r"\d{4}", text) else None
    return edtf is not None and edtf.count("-") > 1


def _is_labelled(found: re.Match[str]) -> bool:
    """Return whether brackets hold a reference: “RGANI (f. 5, op. 49)”."""
    inner = found["inner"].split(",")[0].strip()
    label = find_label(inner, guess_tradition([inner]))
    return found["name"][:1].isupper() and label is not None and label.label is not None


def _open_dates(segment: Segment) -> Iterator[Segment]:
    """Yield the pieces in brackets as segments if one of them is a date: “‘Title’ (to Lee, 4 May 1950) RGANI”."""
    for found in _BRACKETS.finditer(segment.text):
        pieces = [piece for piece in found["inner"].split(", ") if piece.strip()]
        before, after = segment.text[: found.start()].strip(), segment.text[found.end() :].strip(" ,")
        if segment.before == ". " and not (before or after.strip(".")) and len(pieces[0].split()) > 2:
            break  # “(Письма М. Н. Куфаева Б. С. Боднарскому, 1920-1930-е гг.)”: the title of the file
        is_apart = segment.before in (" ", "") or find_kind(before) is not None
        is_before_house = is_apart and bool(after) and _is_house(after)
        if not (is_before_house or any(_is_dated(piece.strip("[] ")) for piece in pieces)) or (
            is_collection(before) and not after
        ):
            continue
        if before and not after.strip(".") and _is_dated(before) and _is_dated(segment.text):
            continue  # “5 Cemaziyelevvel 1308 (17 Aralık 1890)”
        if before:
            yield Segment(before, segment.before, segment.start, segment.start + len(before))
        at = segment.start + found.start("inner")
        for index, piece in enumerate(pieces):
            yield Segment(piece, segment.before if not (before or index) else ", ", at, at + len(piece))
            at += len(piece) + 2
        if after:
            start = segment.start + segment.text.index(after, found.end())
            yield from _open_dates(Segment(after, " ", start, start + len(after)))
        return
    yield segment


def _is_dated(text: str) -> bool:
    return is_undated(text) or (re.search(r"\d{4}", text) is not None and to_edtf(text) is not None)


def _is_house(text: str) -> bool:
    """Return whether a text names an archive, a library or a university."""
    return find_archive_at_start(text) is not None or is_holder(text) or is_parent(text)


def _open_brackets(text: str, segment: Segment) -> Iterator[Segment]:
    """Yield the name of an archive or a collection, and then the reference that is in brackets after it."""
    found = _REFERENCE_IN_BRACKETS.fullmatch(segment.text)
    if (named := _COLLECTION_AND_SERIES.fullmatch(segment.text)) and is_collection(named["bare"]):
        yield segment._replace(text=named["name"], end=segment.start + named.end("name"))
        yield Segment(named["series"], ", ", segment.start + named.start("series"), segment.end)
        return
    stage = _STAGE_IN_BRACKETS.fullmatch(segment.text)
    if stage and is_collection(stage["name"]) and (_is_state(stage["stage"]) or find_kind(stage["stage"])):
        yield segment._replace(text=stage["name"], end=segment.start + stage.end("name"))
        yield Segment(stage["stage"], ", ", segment.start + stage.start("stage"), segment.end - 1)
        return
    held = _HELD_COLLECTION.fullmatch(segment.text)
    if held and is_collection(held["name"]) and _is_house(held["holder"]):
        # “Lester Pearson Papers (Library and Archives Canada)”, “War Papers (National Archives, Canberra) AA 1969”
        yield segment._replace(text=held["name"], end=segment.start + held.end("name"))
        for name in ("holder", "rest"):
            if held[name]:
                start = segment.start + held.start(name)
                yield Segment(held[name], ", ", start, start + len(held[name]))
        return
    if whole := _ALL_IN_BRACKETS.fullmatch(segment.text):
        pieces = [token for token in split_tokens(whole["inner"]) if token.text]
        labels = [find_label(token.text, guess_tradition([token.text])) for token in pieces]
        is_labelled = any(label and label.label and label.value[0].isdigit() for label in labels)
        if (len(pieces) > 1 and is_labelled) or _CALL_NUMBER.match(whole["inner"]):
            start = segment.start + whole.start("inner")
            for index, token in enumerate(pieces):
                before = ", " if index else IN_BRACKETS
                yield Segment(token.text, before, start + token.start, start + token.end)
            return
    if found and is_collection(segment.text) and to_edtf(found["inner"]) is not None:
        found = None  # “Nehru Papers (post-1947)”
    if found is None or not (
        is_holder(found["name"])
        or is_collection(found["name"])
        or _is_labelled(found)
        or _NUMBER_OF_FONDS.fullmatch(found["inner"])
        or (_CALL_NUMBER.match(found["inner"]) and segment.before != "")
        or find_archive_at_start(found["inner"]) is not None
    ):
        yield segment
        return
    name = found["name"].rstrip()
    yield Segment(name, segment.before, segment.start, segment.start + len(name))
    start = segment.start + found.start("inner")
    for token in split_tokens(found["inner"]):
        yield Segment(token.text, ", ", start + token.start, start + token.end)
