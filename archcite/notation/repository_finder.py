"""Find the repository in a reference: named first or last, by name or by code, in the table or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from archcite._foundation.lazy_regex import pattern
from archcite.notation import vocabulary
from archcite.notation.archives import Archive, find_archive, find_archive_at_start, find_archives
from archcite.notation.labels import find_label, guess_tradition, score_tradition, split_labelled
from archcite.notation.tokenizer import Token, split_tokens
from archcite.notation.traditions import get_tradition, label_key

_BRACKET = pattern(r"\s*[(\[](?P<inner>[^()\[\]\d]{2,80})[)\]]")
_NEXT_NAME = pattern(r"\s*[,:]?\s+")
_NEXT_PIECE = pattern(r",\s+(?P<piece>[^,;:()]+?)(?=[,;:(]|\.?$)")
_AFTER_NAME = pattern(r"\s*[,;:.]|\s*$")
_CODE = pattern(
    r"(?P<code>[^\W\d_][\w.’'-]*[^\W\d_](?:[ /][^\W\d_a-zа-я]{2,})*)(?P<end>\s*[,:]\s+|\s+)(?=\S)"
)
_COLON = pattern(r"(?P<name>[^:;]{2,100}?)\s*:\s+(?=\S)")


class NamedRepository(NamedTuple):
    """A repository in a text: its name as written, its entry in the table if it has one, and its position."""

    name: str
    archive: Archive | None
    start: int
    end: int


def find_named_repository(text: str) -> NamedRepository | None:
    """Find the repository that a reference names; return None if it names none.

    >>> find_named_repository("RGANI, f. 5, op. 30").name
    'RGANI'
    >>> find_named_repository("B-012, Reports, Lenin Library, Moscow").name
    'Lenin Library, Moscow'
    >>> find_named_repository("GAPO f. 12, op. 1").name, find_named_repository("f. 12, op. 1")
    ('GAPO', None)
    """
    pieces = split_tokens(text)
    if not pieces:
        return None
    return (
        _find_known(text, pieces[0].start)
        or next(filter(None, (_find_known_later(text, piece) for piece in pieces[1:])), None)
        or _find_before_colon(text, pieces)
        or _find_unknown_first(text, pieces)
        or _find_unknown_last(text, pieces)
        or _find_code(text, pieces)
    )


def _find_known(text: str, start: int) -> NamedRepository | None:
    found = find_archive_at_start(text[start:])
    if found is None:
        return None
    name, archive = found
    end = start + len(name)
    if len(others := find_archives(name)) > 1:
        archive = _choose_likeliest(others, text[end:])
    while (
        further := _find_same_archive(text, end, archive)
        or _find_bracket(text, end)
        or _find_place(text, end, archive)
    ) is not None:
        end = further
    return NamedRepository(text[start:end], archive, start, end)


def _choose_likeliest(several: Sequence[Archive], path: str) -> Archive:
    """Choose, among archives with the same code, the one whose notation fits the path; by default the first."""
    pieces = [piece.text for piece in split_tokens(path.lstrip(" ,:"))]

    def fit(archive: Archive) -> float:
        known = get_tradition(archive.tradition)
        return sum(known.is_call_number(piece) for piece in pieces[:1]) or score_tradition(pieces, known)

    return max(several, key=fit)


def _find_known_later(text: str, piece: Token) -> NamedRepository | None:
    """Find a known archive that is named after the path, as a piece of its own."""
    holder = _find_known(text, piece.start)
    if holder is None or (holder.end < piece.end and not _AFTER_NAME.match(text, holder.end)):
        return None
    return holder if len(holder.name) > 2 else None


def _find_same_archive(text: str, end: int, archive: Archive) -> int | None:
    """Find the end of a second name of an archive, as in “The National Archives (TNA): Public Record Office”."""
    gap = _NEXT_NAME.match(text, end)
    if gap is None:
        return None
    found = find_archive_at_start(text[gap.end() :])
    return gap.end() + len(found[0]) if found and found[1] is archive else None


def _find_bracket(text: str, end: int) -> int | None:
    found = _BRACKET.match(text, end)
    return found.end() if found and not vocabulary.is_medium(found["inner"].strip()) else None


def _find_place(text: str, end: int, archive: Archive | None) -> int | None:
    """Find the end of a place or of a parent body that follows the name of a holder."""
    found = _NEXT_PIECE.match(text, end)
    if found is None:
        return None
    piece = found["piece"].strip()
    if vocabulary.is_region(text[:end].rpartition(",")[2].strip()):
        return None
    if archive is not None and archive.country != "US" and vocabulary.is_state(piece):
        return None
    if vocabulary.is_place(piece) or (archive is None and vocabulary.is_parent(piece)):
        return found.end("piece")
    return None


def _find_before_colon(text: str, pieces: Sequence[Token]) -> NamedRepository | None:
    found = _COLON.match(text, pieces[0].start)
    if found is None or get_tradition("international").find_levels(found["name"]):
        return None
    name = found["name"]
    plain = vocabulary.is_holder(name) or _is_code(name)
    if plain and not re.search(r"\d", name) and re.search(r"\d", text[found.end() :]):
        return NamedRepository(name, find_archive(name), found.start(), found.end("name"))
    return None


def _find_unknown_first(text: str, pieces: Sequence[Token]) -> NamedRepository | None:
    first = pieces[0]
    written = split_labelled(first.text, guess_tradition([piece.text for piece in pieces]), certain=False)[0]
    # “Gansu Provincial Archives 91-004-0107”: a call number may follow without a comma.
    written = re.split(r"\s+(?=\S*\d)", written)[0]
    bracket = _BRACKET.search(first.text)
    known = find_archive(bracket["inner"]) if bracket else None
    if known is not None and bracket is not None:
        # “Storage Center for Documentation (TsKhSD)”: the code in brackets tells.
        end = first.start + bracket.end()
        while (further := _find_place(text, end, known)) is not None:
            end = further
        return NamedRepository(text[first.start : end], known, first.start, end)
    if not vocabulary.is_holder(written) or re.search(r"\d", written) or _has_label(written):
        return None
    end = first.start + len(written)
    while (further := _find_bracket(text, end) or _find_place(text, end, None)) is not None:
        end = further
    return NamedRepository(text[first.start : end], find_archive(written), first.start, end)


def _find_unknown_last(text: str, pieces: Sequence[Token]) -> NamedRepository | None:
    for piece in reversed(pieces[1:]):
        if (
            vocabulary.is_holder(piece.text)
            and not re.search(r"\d", piece.text)
            and not _has_label(piece.text)
        ):
            end = piece.end
            while (further := _find_place(text, end, None)) is not None:
                end = further
            return NamedRepository(text[piece.start : end], find_archive(piece.text), piece.start, end)
    return None


def _find_code(text: str, pieces: Sequence[Token]) -> NamedRepository | None:
    """Find an abbreviation that the table does not have, before labels or a number."""
    start = pieces[0].start
    found = _CODE.match(text, start)
    if found is None or not _is_code(found["code"]) or vocabulary.is_edition(found["code"]):
        return None
    rest = split_tokens(text[found.end() :])
    guessed = guess_tradition([piece.text for piece in rest])
    in_a_list = "," in found["end"] or ":" in found["end"]
    labels = [one for piece in rest if (one := find_label(piece.text, guessed, certain=False)) and one.label]
    if not in_a_list:
        labels = [one for one in labels[:1] if find_label(rest[0].text, guessed, certain=False) == one]
    numbered = in_a_list and any(re.search(r"\d", piece.text) for piece in rest)
    if labels or (numbered and (len(found["code"]) > 2 or guessed.departments)):
        return NamedRepository(found["code"], None, start, found.end("code"))
    return None


def _is_code(text: str) -> bool:
    """Return whether a word is an abbreviation: at least two capitals, no digits, and not a label."""
    capitals = sum(sign.isupper() for sign in text)
    short = (
        len(text) <= 16
        and not re.search(r"\d", text)
        and capitals >= 2
        and capitals * 3 >= len(text.replace(" ", ""))
    )
    return short and label_key(text) not in get_tradition("american").keys


def _has_label(text: str) -> bool:
    return find_label(text, get_tradition("international")) is not None
