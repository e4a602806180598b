"""Labels in pieces of references: “op. 30”, “Fund CC of the RCP”, “4. doboz”, “T404”, “Political Affairs Fond”."""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from archcite._foundation.lazy_regex import pattern
from archcite.notation.traditions import LEAVES, Tradition, get_tradition, label_key, load_traditions
from archcite.notation.vocabulary import is_unnumbered
from archcite.record import Part

# Where a label may end: before a space, between a letter and a digit, after a full stop, colon, or hyphen.
_LABEL_ENDS = pattern(r"(?<=\S)(?=\s)|(?<=[^\W\d.])(?=\d)|(?<=[.:)])(?=\S)|(?<=[^\W\d]-)(?=\d)")
_LONGEST_LABEL = 34
# No reference has so much between two commas; a longer text is prose, and looking for labels at each word is slow.
_LONGEST_PIECE = 2000
# A label that is in no table, and its value.
_COLON = pattern(r"([^\W\d][^\d:]{1,30}:)\s+(\S.*)")
# What a label adds to the score of a tradition, in tenths: that alone has it, has it as English does, accepts it from
# others; and how much less if the tradition itself does not write it.
_SCORE_OF_OWN, _SCORE_OF_SHARED, _SCORE_OF_OTHERS, _LESS_IF_ONLY_READ = 10, 5, 1, 1
# From here on one sign is a word: 页, 롤.
_IDEOGRAPHS = "\u2e80"
_ROMAN = pattern(r"[IVXLC]+\b")
# A word with a digit, and another word. It is looked for at the beginnings of words alone: a word may be long.
_AFTER_NUMBER = pattern(r"(?<!\S)[^\s\d]*+\d\S*+\s++\S")
_NUMBER = pattern(r"\S*\d")
_BEGINS_WITH_NUMBER = pattern(r"['’“\"]?\d|[IVX]+\b")
# “sygn. BU 0236/344”: the letters of a department before the number of a file
_CODED_NUMBER = pattern(r"[^\W\d_a-zа-я]{1,4}[ -]\d\S*")
_DIGIT = pattern(r"\d")
_SPACES = pattern(r"\s+")
# “Brand Archive: …”
_NAME_BEFORE = pattern(r"([^:]{2,60}):\s+(.+)")
_DOTTED_NUMBER = pattern(r"\d+\.\d+\.\d")
# Levels that hold others and are counted: their labels, in full, may stand after a name (“… records Box 5”).
_CONTAINERS = frozenset(("box", "folder", "reel", "frame", "volume", "bundle"))


class Labelled(NamedTuple):
    """A piece split into label and value, with the levels that the label may mean, the most likely first."""

    levels: tuple[str, ...]
    label: str | None
    value: str


# A piece is looked at several times while its reference is read, and records of one archive share most pieces.
@functools.lru_cache(8192)
def find_label(piece: str, known: Tradition, *, certain: bool = True) -> Labelled | None:
    """Find the label of a piece in a tradition, or in English; return None if it has none.

    ``certain`` states that the tradition is known, so that single letters count as labels.

    >>> find_label("ll. 12-15 ob.", get_tradition("soviet"))
    Labelled(levels=('leaves',), label='ll.', value='12-15 ob.')
    >>> find_label("4. doboz", get_tradition("hungarian")), find_label("R 43-I/161", get_tradition("german"))
    (Labelled(levels=('box',), label='doboz', value='4'), None)
    """
    if known.number_first and (found := _find_number_first(piece, known)):
        return found
    for label, before, after in known.around:
        value = piece[len(before) : len(piece) - len(after)].strip()
        if value and piece.startswith(before) and piece.endswith(after):
            return Labelled(known.find_levels(label), label, value)
    best: Labelled | None = None
    for label, value in _list_splits(piece):
        levels = known.find_levels(label)
        touching = piece.startswith(label + value[:1])
        if levels and _is_value(label, value, levels[0], known, certain, touching):
            best = Labelled(levels, label, value)
    if best is not None:
        return best
    if colon := _COLON.fullmatch(piece):
        return Labelled((known.find_levels(colon[1]) or ("part",)), colon[1], colon[2])
    words = piece.split()
    if len(words) > 1 and piece[:1].isupper() and words[-1][:1].isupper():
        for level in known.find_levels(words[-1]):
            if level in _NAMED_AT_THE_END and not _DIGIT.search(piece):
                return Labelled((level,), None, piece)
    return None


_NAMED_AT_THE_END = ("fonds", "subfonds", "series", "subseries")


@functools.lru_cache(8192)
def label_part(part: Part, known: str) -> Part:
    """Return a part with the label at the start of its value split off, in the tradition with that id.

    >>> label_part(Part("fonds", None, "fond 45"), "soviet")
    Part(level='fonds', label='fond', value='45')
    >>> label_part(Part("fonds", None, "House Papers"), "american").label is None
    True
    """
    if part.label or not part.value:
        return part
    found = find_label(part.value, get_tradition(known))
    if found is None or not found.label or part.level not in found.levels:
        return part
    return Part(part.level, found.label, found.value, part.title)


@functools.lru_cache(8192)
def split_labelled(piece: str, known: Tradition, *, certain: bool = True) -> tuple[str, ...]:
    """Split a piece before each further label: “RG 59 Box 3”, “PROB 1/4 f.2”, “DV Z12 T404”.

    >>> split_labelled("PROB 1/4 f.2", get_tradition("british")), split_labelled("Korea, 5/a", get_tradition("soviet"))
    (('PROB 1/4', 'f.2'), ('Korea, 5/a',))
    """
    if len(piece) > _LONGEST_PIECE:
        return (piece,)
    if known.number_first and (pairs := _split_number_first(piece, known)):
        return tuple(pairs)
    colon = _NAME_BEFORE.fullmatch(piece)
    if colon and not known.find_levels(colon[1]) and (inner := find_label(colon[2], known)) and inner.label:
        # “Brand Archive: file 1/33/3”
        return (colon[1], *split_labelled(colon[2], known, certain=certain))
    pieces: list[str] = []
    start = 0
    for space in _SPACES.finditer(piece):
        before, after = piece[start : space.start()], piece[space.end() :]
        found = find_label(after, known, certain=certain)
        if (
            found is None
            or not found.label
            or not _BEGINS_WITH_NUMBER.match(found.value)
            or found.label.endswith(":")
        ):
            continue
        head = find_label(before, known, certain=certain)
        is_alone = head is None or not head.label or not _DIGIT.search(head.value)
        if "number" in found.levels and is_alone and not _CODED_NUMBER.fullmatch(before):
            continue  # “Despatch No. 33”, but “Rep. 900 Nr. 12”, “W 134 Nr. 24164”
        strong = len(label_key(found.label)) > 2 and found.levels[0] in _CONTAINERS
        # A label right before this one would lose its value: “File No. 5”, “fond (f.) 45”.
        if label_key(before.rpartition(" ")[2]) in known.keys and head is None:
            continue
        if head is not None and not _DIGIT.search(head.value):
            continue
        if strong or _DIGIT.search(before) or known.glued:
            pieces.append(before)
            start = space.end()
    return (*pieces, piece[start:])


def guess_tradition(pieces: Sequence[str]) -> Tradition:
    """Return the tradition that knows most labels of a reference; the first of the table if several tie.

    >>> guess_tradition(["f. 5", "op. 30", "d. 273"]).id, guess_tradition(["Fond 1", "a.e. 5"]).id
    ('soviet', 'bulgarian')
    """
    return _guess_tradition(tuple(pieces))


# Sources of one archive have the same labels, and readers and writers ask for the same reference.
@functools.lru_cache(maxsize=4096)
def _guess_tradition(pieces: tuple[str, ...]) -> Tradition:
    pieces = tuple(piece for piece in pieces if not is_unnumbered(piece))
    known = tuple(load_traditions().values())
    best, most = known.index(get_tradition("international")), 0
    # Few traditions have any of the labels: those with the highest limits are scored first, and most are not at all.
    limits = enumerate(_limit_scores(pieces))
    for limit, index in sorted((-limit, index) for index, limit in limits):
        if -limit < most or (-limit == most and index > best):
            break
        score = _score_pieces(pieces, known[index])
        if score > most or (score == most and index < best):
            best, most = index, score
    return known[best]


def _list_keys(piece: str) -> list[str]:
    """Return the keys of all labels that a piece may begin with."""
    keys = [label_key(label) for label, _ in _list_splits(piece)]
    if colon := _COLON.fullmatch(piece):
        keys.append(label_key(colon[1]))
    return keys


def _limit_scores(pieces: Sequence[str]) -> list[float]:
    """Return for each tradition, in the order of the table, a number that the score of pieces cannot exceed."""
    labelled = [keys for piece in pieces if (keys := _list_keys(piece))]
    limits: list[float] = [_SCORE_OF_OTHERS * len(labelled)] * len(load_traditions())
    owners = _load_owners()
    for keys in labelled:
        raised: dict[int, int] = {}
        for key in keys:
            for index, score in owners.get(key, ()):
                raised[index] = max(score, raised.get(index, 0))
        for index, score in raised.items():
            limits[index] += score - _SCORE_OF_OTHERS
    for index, known in _list_with_other_signs():
        if _has_other_signs(pieces, known):
            limits[index] = math.inf
    return limits


@functools.cache
def _load_owners() -> Mapping[str, Sequence[tuple[int, int]]]:
    """Return by key of a label the traditions that have it, by number, with what it adds to their scores at most."""
    owners: dict[str, list[tuple[int, int]]] = {}
    international = get_tradition("international")
    for index, known in enumerate(load_traditions().values()):
        for key in known.own:
            shared = key in international.keys
            owners.setdefault(key, []).append((index, _SCORE_OF_SHARED if shared else _SCORE_OF_OWN))
    return owners


@functools.cache
def _list_with_other_signs() -> Sequence[tuple[int, Tradition]]:
    """Return the traditions that something else than a label before a number tells, with their places in the table."""
    return [
        (index, known)
        for index, known in enumerate(load_traditions().values())
        if known.number_first or known.around or known.departments
    ]


def _has_other_signs(pieces: Sequence[str], known: Tradition) -> bool:
    """Return whether pieces may have what tells such a tradition."""
    return (
        (known.number_first and any(map(_AFTER_NUMBER.search, pieces)))
        or any(piece.startswith(before) for _, before, _ in known.around for piece in pieces)
        or (bool(known.departments) and any(map(known.has_department, pieces)))
    )


def score_tradition(pieces: Sequence[str], known: Tradition) -> float:
    """Score how well the labels and call numbers of a reference fit a tradition: 1 for each of its own."""
    return _score_pieces([piece for piece in pieces if not is_unnumbered(piece)], known) / _SCORE_OF_OWN


def _score_pieces(pieces: Sequence[str], known: Tradition) -> int:
    international = get_tradition("international")
    if known.number_first:
        pieces = [pair for piece in pieces for pair in _split_number_first(piece, known) or [piece]]
    score = sum(_score_piece(piece, known, international) for piece in pieces)
    if (
        known.departments
        and len(pieces) > 1
        and known.is_identified_by(known.join_call_number(pieces[0], "file", pieces[1]))
    ):
        score += _SCORE_OF_OWN
    return score


def _score_piece(piece: str, known: Tradition, international: Tradition) -> int:
    """Score how well a piece fits a tradition; what no other tradition has counts most."""
    if known.is_identified_by(piece):
        return _SCORE_OF_OWN
    found = find_label(piece, known, certain=False)
    if found is None or not found.label:
        return 0
    key = label_key(found.label)
    if key not in known.own:
        return _SCORE_OF_OTHERS
    # “box” is English; “op.” is a word of others that English texts use.  What is written tells more than what
    # is only read.
    score = _SCORE_OF_SHARED if key in international.keys else _SCORE_OF_OWN
    return score if known.has_written_label(found.label) else score - _LESS_IF_ONLY_READ


@functools.lru_cache(2048)
def _list_splits(piece: str) -> tuple[tuple[str, str], ...]:
    """Return all ways to split a piece into label and value, the shortest label first."""
    if not piece[:1].isalpha() and piece[:1] != "№":
        return ()
    ends = [found.start() for found in _LABEL_ENDS.finditer(piece[: _LONGEST_LABEL + 1])]
    return tuple((piece[:end].strip(), piece[end:].strip()) for end in ends if end < len(piece))


def _is_value(label: str, value: str, level: str, known: Tradition, certain: bool, touching: bool) -> bool:
    if not value or value[0] in ",;":
        return False
    key = label_key(label)
    marked = label[-1] in ".:)]"
    spaced = not marked and label[-1] != "-"
    if label[-1] == "-":
        return known.glued and value[0].isdigit() and (label.islower() or key in known.capital_keys)
    if len(key) == 1 and spaced and key < _IDEOGRAPHS:
        trusted = known.glued if touching else known.bare_letters
        if not (trusted and certain and value[0].isdigit()):
            return False
    if touching and label[-2:-1] == " " and label[-1].isupper():
        return False  # “File S1”
    if touching and len(key) > 1 and label.isupper() and key not in known.capital_keys:
        return False  # “AP20/1/19”, “FO371”: letters of a call number; “RG59” is a label
    if touching and len(key) == 1 and label[0].isupper() and _DOTTED_NUMBER.match(value):
        return False  # “A.1.1.0.30”
    if _NUMBER.match(value) or _ROMAN.match(value) or value[0] in "“\"'’„«№":
        return True
    if label[-1] == ":" or (label[-1] == "." and level == "file" and _CODED_NUMBER.fullmatch(value)):
        return True
    first = value[0]
    own = known.levels.get(level) or get_tradition("international").levels.get(level)
    named = own is not None and own.named
    if named and len(key) > 2:
        return first.isupper() or value.startswith("the ")
    if named and certain and marked and label[0].islower() and first.isupper():
        return True
    # “File No. JNSG”, “d. b/n”, “op. dop. 2”: a label with its full stop, and one word.
    return marked and " " not in value and (len(key) > 1 or not (touching or value[1:2].islower()))


@functools.cache
def _compile_number_first(id: str) -> re.Pattern[str]:
    known = get_tradition(id)
    labels = sorted(
        {
            written.rstrip(".")
            for level in known.levels.values()
            if level.number_first
            for written in level.list_labels()
        },
        key=len,
        reverse=True,
    )
    spelled = "|".join(re.escape(label).replace(r"\ ", r"\s*").replace(r"\.", r"\.?") for label in labels)
    return re.compile(rf"(?<=\S)\s+(?P<label>(?:{spelled})\.?)(?=[\s,;]|$)", re.IGNORECASE)


class _NumberedLabel(NamedTuple):
    """A label after its number: where the number starts and ends, the label, and where that ends."""

    start: int
    value_end: int
    label: str
    end: int


def _find_numbered_labels(piece: str, known: Tradition) -> list[_NumberedLabel]:
    """Find all labels that come after a number.

    The labels are searched for, and the number is the word before: to search for any word that a label follows
    takes quadratic time.
    """
    found: list[_NumberedLabel] = []
    for label in _compile_number_first(known.id).finditer(piece):
        start = max(piece.rfind(" ", 0, label.start()) + 1, found[-1].end if found else 0)
        value = piece[start : label.start()].removesuffix(".")
        if _DIGIT.search(value):
            found.append(_NumberedLabel(start, start + len(value), label["label"], label.end()))
    return found


def _find_number_first(piece: str, known: Tradition) -> Labelled | None:
    found = next(iter(_find_numbered_labels(piece, known)), None)
    if found is None or found.end != len(piece):
        return None
    levels = known.find_levels(found.label)
    # “M-KS 288. f.”: the text before the number is part of it.
    return Labelled(levels, found.label, piece[: found.value_end]) if levels else None


def _split_number_first(piece: str, known: Tradition) -> list[str]:
    """Split “288. f. 5/60. ő. e.” into its number-label pairs; return an empty list for anything else."""
    found = _find_numbered_labels(piece, known)
    if not found or piece[found[-1].end :].strip(" ."):
        return []
    if len(found) == 1:
        # “3.1.5. O-11803/3. 112. p.”: a call number, then the page.
        pair = found[0]
        if pair.start and _DIGIT.search(piece[: pair.start]) and known.find_levels(pair.label)[0] in LEAVES:
            return [piece[: pair.start].strip().removesuffix("."), piece[pair.start :].strip()]
        return []
    starts = [0, *(pair.start for pair in found[1:]), len(piece)]
    return [piece[start:end].strip() for start, end in itertools.pairwise(starts)]
