"""One formatter for archival references: as written, or with the labels of the archive's tradition in a form."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archcite._patterns import pattern
from archcite.notation.archives import find_archive
from archcite.notation.pieces import split_pieces
from archcite.notation.traditions import LEAVES, Tradition, label_key, tradition
from archcite.record import Pages, Part

_VERSO = pattern(r"(?<=\d)\s?(?:ob|об|verso|зв|zv|gr|гр)\b\.?")


def format_reference(
    parts: Iterable[Part],
    pages: Pages | str = "",
    *,
    repository: str | None = None,
    form: str | None = None,
    known: Tradition | None = None,
) -> str:
    """A path and its leaves as one string, without the holder.

    ``repository`` is the holder, whose tradition says how parts are joined; ``known`` says it where it is no
    known one's.  ``form`` is None for labels as they are, or ``short``, ``long``, ``script``, ``script_long``
    or ``english``: labels of the tradition.  ``own`` is how a reader of the archive writes: in its script.

    >>> path = [Part("fonds", "f.", "5"), Part("series", "op.", "30"), Part("file", "d.", "273")]
    >>> format_reference(path, Pages("ll.", "12-15 ob."), repository="RGANI")
    'f. 5, op. 30, d. 273, ll. 12-15 ob.'
    >>> format_reference(path, Pages("ll.", "12-15 ob."), repository="RGANI", form="script")
    'ф. 5, оп. 30, д. 273, лл. 12-15 об.'
    >>> format_reference(path, Pages("ll.", "12-15 ob."), repository="RGANI", form="english")
    'Fond 5, Inventory 30, File 273, Leaves 12-15 verso'
    >>> format_reference([Part("fonds", None, "B 136"), Part("file", None, "59748")], repository="BArch")
    'B 136/59748'
    """
    pages = Pages(pages)
    path = tuple(parts)
    if known is None:
        archive = find_archive(repository) if repository else None
        known = tradition(archive.tradition) if archive else _tradition_of(path, pages)
    if form == "own":
        form = known.own_form
    written = ""
    last: Part | None = None
    several = any(not part.label and ", " in str(part) and len(split_pieces(str(part))) > 1 for part in path)
    for part in path:
        if form is not None:
            part = _relabelled(part, known, form)
        written += (_separator(last, part, known, several) if last else "") + format_part(part, known)
        last = part
    leaves = _leaves(pages, known, form)
    if not leaves:
        return written
    return f"{written}, {leaves}" if written else leaves


def format_part(part: Part, known: Tradition) -> str:
    """One part: label and value in the order of the tradition, the title of a numbered part before it.

    >>> format_part(Part("box", "doboz", "4"), tradition("hungarian"))
    '4. doboz'
    """
    if not part.label:
        return str(part)
    text = str(part)
    level = known.levels.get(part.level)
    if _touches(part, known):
        text = f"{part.label}{part.value}"
    elif level is not None and level.number_first and _is_own(part.label, part.level, known):
        text = f"{part.value}. {part.label}"
    return f"{part.title}, {text}" if part.title and part.value else text


def _separator(last: Part, part: Part, known: Tradition, several: bool) -> str:
    """What parts two parts; a semicolon where one of them has a comma of its own."""
    if not part.label and not last.label and part.level in known.glue:
        return known.glue[part.level]
    if known.glued_separator and _touches(part, known):
        return known.glued_separator
    if _is_abbreviated_after_number(last, known) and (
        len(label_key(last.label or "")) == 1 or _is_abbreviated_after_number(part, known)
    ):
        return " "
    if known.labelled_separator and part.label and last.label:
        return known.labelled_separator
    return "; " if several else known.separator


def _is_abbreviated_after_number(part: Part, known: Tradition) -> bool:
    """Whether a part is written as “288. f.” or “60. ő. e.”, which go on without a comma."""
    level = known.levels.get(part.level)
    return level is not None and level.number_first and (part.label or "").endswith(".")


def _touches(part: Part, known: Tradition) -> bool:
    """Whether a label touches its number: “T404”, “w-82”."""
    label = part.label or ""
    if not known.glued or not (part.value or "")[:1].isdigit():
        return False
    return label.endswith("-") or (len(label) == 1 and label.isalpha())


def _relabelled(part: Part, known: Tradition, form: str) -> Part:
    """A part with its label in a form; levels that a tradition writes bare have one in the long forms only."""
    level = known.levels.get(part.level) or tradition("international").levels.get(part.level)
    if level is None:
        return part
    if part.label and label_key(part.label) in map(label_key, level.keep):
        return part
    bare = part.level in known.bare
    if bare and form in ("short", "script"):
        return Part(part.level, None, part.value, part.title)
    if not part.label and not (bare and re.search(r"\d", part.value or "")):
        return part
    return Part(part.level, level.label(form, _is_several(part.value or "")), part.value, part.title)


def _leaves(pages: Pages, known: Tradition, form: str | None) -> str:
    level = known.levels.get(LEAVES) or tradition("international").levels[LEAVES]
    if form is None or not pages.label:
        if pages.label and level.number_first and _is_own(pages.label, LEAVES, known):
            return f"{pages.value}. {pages.label}"
        return str(pages)
    value = pages.value
    if form in known.verso:
        value = _VERSO.sub(f" {known.verso[form]}", value)
    return f"{level.label(form, _is_several(value))} {value}"


def _is_several(value: str) -> bool:
    """Whether a value is of several numbers: a range, or a list."""
    return re.search(r"\d\s?[^\W\d]*\.?\s*[-–—,;&]\s*\d", value) is not None


def _is_own(label: str, level: str, known: Tradition) -> bool:
    """Whether a label is one of the tradition's own language; an English one stands before its number."""
    found = known.levels.get(level)
    if found is None:
        return False
    own = [
        *found.also,
        *(text for form, labels in found.labels.items() if form != "english" for text in labels),
    ]
    return label_key(label) in map(label_key, own)


def _tradition_of(path: Iterable[Part], pages: Pages) -> Tradition:
    """The tradition that labels belong to, where no holder says it."""
    from archcite.notation.labels import guess_tradition

    labelled = [str(part) for part in path if part.label]
    if pages.label:
        labelled.append(str(pages))
    return guess_tradition(labelled)
