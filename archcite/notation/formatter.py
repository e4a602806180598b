"""Format archival references as written, or with the labels of the archive's tradition in a form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from archcite._foundation.lazy_regex import join_alternatives, pattern
from archcite.errors import RecordError
from archcite.notation.archives import find_archive
from archcite.notation.folios import find_leaf_ranges
from archcite.notation.tokenizer import split_tokens
from archcite.notation.traditions import Level, Tradition, get_tradition, label_key
from archcite.record import Pages, Part

# Marks for the back of a leaf that every tradition accepts, besides its own.
_VERSO = ("oborot", "оборот", "zvorot", "зворот", "ob", "об", "verso", "зв", "zv", "gr", "гр")
# The full stop of an ordinal, which English numbers do not have: “12.–15. lp.”.
_ORDINAL = pattern(r"(?<=\d)\.(?=\s*[-–—,]|$)")
_NO_PAGES = Pages()
_LETTER = pattern(r"(?<=\d)[^\W\d_](?!\w)|(?<!\w)[^\W\d_](?=-\d)")


def format_reference(
    parts: Iterable[Part],
    pages: Pages | str = "",
    *,
    repository: str | None = None,
    form: str | None = None,
    known: Tradition | None = None,
    semicolons: bool = True,
) -> str:
    """Format a path and its leaves as one string, without the repository.

    ``repository`` is the holder, whose tradition decides how parts are joined; ``known`` is the tradition to use for
    a holder that the table does not have.  ``form`` is None for labels as they are, or ``short``, ``long``,
    ``script``, ``script_long`` or ``english``: labels of the tradition.  ``own`` is how a reader of the archive
    writes: in its script.  ``semicolons`` are between the parts where one of them has a comma (“RG 59; Files, 1964”),
    so that they can be told apart again.

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
    pages = Pages(pages) if pages else _NO_PAGES
    path = tuple(parts)
    if path and not isinstance(path[0], Part):
        raise RecordError(
            "format_reference() takes the parts of a reference: use write_reference() for a whole one."
        )
    if known is None:
        archive = find_archive(repository) if repository else None
        known = get_tradition(archive.tradition) if archive else find_tradition_of(path, pages)
    if form == "own":
        form = known.own_form
    written = run = ""
    last: Part | None = None
    several = semicolons and any(
        not part.label and ", " in str(part) and len(split_tokens(str(part))) > 1 for part in path
    )
    for part in to_form(path, known, form) if form else path:
        text = format_part(part, known)
        joined = None if part.label else known.join_call_number(run, part.level, text)
        if last:
            is_joined = joined is not None
            written += known.glue[part.level] if is_joined else _choose_separator(last, part, known, several)
        written += text
        run = "" if part.label else joined or text
        last = part
    leaves = _format_leaves(pages, known, form)
    if not leaves:
        return written
    return f"{written}, {leaves}" if written else leaves


def to_form(path: Sequence[Part], known: Tradition, form: str) -> tuple[Part, ...]:
    """Return the parts of a path with their labels in a form of the tradition.

    >>> path = [Part("fonds", "F.", "059a"), Part("file", "Delo", "5")]
    >>> [str(part) for part in to_form(path, get_tradition("soviet"), "script")]
    ['ф. 059а', 'д. 5']
    """
    bare = _find_bare_parts(path, known) if form in ("short", "script") else ()
    return tuple(_relabel_part(part, index in bare, known, form) for index, part in enumerate(path))


def format_part(part: Part, known: Tradition) -> str:
    """Format one part: label and value in the order of the tradition, after its title if it has one.

    >>> format_part(Part("box", "doboz", "4"), get_tradition("hungarian"))
    '4. doboz'
    """
    text = str(part)
    level = known.levels.get(part.level)
    if not part.label:
        pass
    elif "…" in part.label:
        text = part.label.replace("…", part.value or "")
    elif is_label_joined(part, known):
        text = f"{part.label}{part.value}"
    elif level is not None and level.number_first and is_own(part.label, level):
        text = f"{part.value}. {part.label}"
    return f"{part.title}, {text}" if part.title and part.value else text


def build_call_number(above: str, part: Part, known: Tradition) -> str:
    """Return the call number that a part continues or begins; empty if the part has a label.

    >>> series, file = Part("series", None, "FO 371"), Part("file", None, "127788")
    >>> build_call_number(build_call_number("", series, get_tradition("british")), file, get_tradition("british"))
    'FO 371/127788'
    """
    if part.label:
        return ""
    piece = format_part(part, known)
    return known.join_call_number(above, part.level, piece) or piece


def choose_separator(last: Part, part: Part, known: Tradition, several: bool, above: str = "") -> str:
    """Return the separator between two parts; a semicolon if either contains a comma.

    ``above`` is the call number so far.
    """
    if not part.label and known.join_call_number(above, part.level, format_part(part, known)):
        return known.glue[part.level]
    return _choose_separator(last, part, known, several)


def _choose_separator(last: Part, part: Part, known: Tradition, several: bool) -> str:
    """Return the separator before a part that does not continue a call number."""
    if known.glued_separator and is_label_joined(part, known):
        return known.glued_separator
    if (
        known.number_separator
        and _is_abbreviated_after_number(last, known)
        and (last.level == "fonds" or _is_abbreviated_after_number(part, known))
    ):
        return known.number_separator
    if known.labelled_separator and part.label and last.label:
        return known.labelled_separator
    return "; " if several else known.separator


def _is_abbreviated_after_number(part: Part, known: Tradition) -> bool:
    """Return whether a part is written as “288. f.” or “60. ő. e.”, after which no comma is needed."""
    level = known.levels.get(part.level)
    return level is not None and level.number_first and (part.label or "").endswith(".")


def is_label_joined(part: Part, known: Tradition) -> bool:
    """Return whether a label is written without a space before its number: “T404”, “w-82”."""
    label = part.label or ""
    if not known.glued or not (part.value or "")[:1].isdigit():
        return False
    return label.endswith("-") or (len(label) == 1 and label.isalpha())


def _relabel_part(part: Part, goes_bare: bool, known: Tradition, form: str) -> Part:
    """Return a part with its label in a form; parts of call numbers are labelled in the long forms only."""
    level = known.find_level(part.level, part.label)
    if level is None:
        return part
    if part.level not in known.levels and form != "english" and label_key(part.label or "") in known.own:
        return part
    if part.label and label_key(part.label) in map(label_key, level.keep):
        return part
    value = _transliterate_letters(part.value or "", form, known) or None
    bare = part.level in known.bare
    if goes_bare:
        return Part(part.level, None, value, part.title)
    if not part.label and not (bare and re.search(r"\d", value or "")):
        return part
    return Part(part.level, level.get_label(form, _is_plural(level, part)), value, part.title)


def _find_bare_parts(path: Sequence[Part], known: Tradition) -> set[int]:
    """Return the indexes of the parts that form a call number, which the tradition writes without labels."""
    found: set[int] = set()
    run: list[int] = []
    written = ""
    for index, part in enumerate((*path, None)):
        value = part.value or "" if part and part.level in known.bare else ""
        joined = known.join_call_number(written, part.level, value) if part else None
        if joined is None:
            first = path[run[0]] if run else None
            if len(run) > 1 or (first and _can_stand_alone(first, known)):
                found.update(run)
            run, written = [], ""
        if value:
            run.append(index)
            written = joined or value
    return found


def _can_stand_alone(part: Part, known: Tradition) -> bool:
    if not part.label:
        return True
    if not known.call_numbers:
        return part.level in known.unlabelled[:1]
    return known.is_call_number(part.value or "")


def _is_plural(level: Level, part: Part) -> bool:
    """Return whether a label is plural: as it was written, or because its value has several numbers.

    A hyphen alone makes no range of a number such as “12-3” or “1945-1”.
    """
    said = level.is_plural(part.label) if part.label else None
    return _is_list(part.value or "") if said is None else said


def _format_leaves(pages: Pages, known: Tradition, form: str | None) -> str:
    level = known.find_level_of_leaves(pages.label) if pages.label else None
    if level is None or pages.label is None:
        return str(pages)
    if form is None:
        label, value = pages.label, pages.value
    else:
        label = level.get_label(form, _has_several_leaves(pages.value))
        value = _transliterate_letters(pages.value, form, known, kept="vr")
        if level.number_first and form == "english":
            value = _ORDINAL.sub("", value)
        if form in known.verso:
            value = _build_verso_pattern(known).sub(_format_verso_mark(known.verso[form]), value)
    if "…" in label:
        return label.replace("…", value)
    if level.number_first and is_own(label, level):
        return f"{value.removesuffix('.')}. {label}"
    return f"{label} {value}"


def _build_verso_pattern(known: Tradition) -> re.Pattern[str]:
    """Compile the pattern of all marks for the back of a leaf that a tradition has in any form."""
    marks = join_alternatives({*(mark.rstrip(".") for mark in known.verso.values()), *_VERSO})
    return re.compile(rf"(?<=\d)\s?(?:{marks})\b\.?")


def _format_verso_mark(mark: str) -> str:
    """Return a verso mark as it follows a number: a single letter without a space."""
    return mark if len(mark) == 1 else f" {mark}"


def _transliterate_letters(value: str, form: str, known: Tradition, kept: str = "") -> str:
    """Transliterate the letters beside numbers to the script of a form: “059a” becomes “059а” in Cyrillic."""
    if not known.letters:
        return value
    table = (
        known.letters if form.startswith("script") else {own: latin for latin, own in known.letters.items()}
    )
    return _LETTER.sub(
        lambda found: found[0] if found[0] in kept else _match_case(table.get(found[0].casefold()), found[0]),
        value,
    )


def _match_case(letter: str | None, like: str) -> str:
    if letter is None:
        return like
    return letter.upper() if like.isupper() else letter


def _is_list(value: str) -> bool:
    """Return whether a value has several numbers: a list, or a range that counts up."""
    if value[:1] in "“\"'‘„«":
        return False
    if re.search(r"\d\s?[^\W\d]*\.?\s*[,;&]\s*\d", value):
        return True
    if re.fullmatch(r"\d+(?: \d+)+", value):
        return True
    ends = re.fullmatch(r"(\d+)\s?[-–—]\s?(\d+)", value)
    return ends is not None and len(ends[2]) >= len(ends[1]) and int(ends[2]) > int(ends[1])


def _has_several_leaves(leaves: str) -> bool:
    """Return whether there are several leaves: a list, a range, or a leaf “and following”."""
    return (
        re.search(r"\w\.?\s*(?:[,;&]|\band\b)\s*\w|\d\s?ff?\.", leaves) is not None
        or next(find_leaf_ranges(leaves), None) is not None
    )


def is_own(label: str, level: Level) -> bool:
    """Return whether a label is in the tradition's own language; English labels come before their number."""
    own = [
        *level.also,
        *(text for form, labels in level.labels.items() if form != "english" for text in labels),
    ]
    return label_key(label) in map(label_key, own)


def find_tradition_of(path: Iterable[Part], pages: Pages) -> Tradition:
    """Return the tradition that the labels of a path belong to."""
    from archcite.notation.labels import guess_tradition

    labelled = [str(part) for part in path if part.label]
    labels = [part.label for part in path if part.label]
    if pages.label:
        labelled.append(str(pages))
        labels.append(pages.label)
    international = get_tradition("international")
    if all(map(international.has_written_label, labels)):
        return international
    return guess_tradition(labelled)
