"""Parse archival references: “RGANI, f. 5, op. 30, d. 273, ll. 12-15” into repository, path and leaves.

The tradition defines what labels mean, and what a reference without labels means.  It is the tradition of the
repository, or else the one that fits the labels.  Labels are kept as written, so that printing the parts in order
reproduces the reference; if it does not, :attr:`Reference.warnings` names the change.
"""

from __future__ import annotations

import re

from archcite._foundation.characters import remove_unwanted
from archcite._foundation.lazy_regex import pattern
from archcite.notation import vocabulary
from archcite.notation.archives import find_archive
from archcite.notation.path import Path
from archcite.notation.reference_formatter import find_difference, write_reference
from archcite.notation.reference_model import Reference
from archcite.notation.reference_templates import Template, build_template, find_shape
from archcite.notation.repository_finder import NamedRepository, find_named_repository
from archcite.notation.traditions import get_tradition
from archcite.record import Pages, Part

# “ML73”: a shelfmark, and in no known archive a label that touches its number
_SHELFMARK = pattern(r"(?:[A-Z]{2,4}|Ms)\.?\d[\d./-]*[A-Za-z]?")
_MEDIUM = pattern(r"\s*[(\[]([^()\[\]]+)[)\]]\.?$")
_ENDS_IN_A_LABEL = pattern(
    r"[^\W\d]\.\s?[^\W\d]{1,2}\.$|\d[^\W\d]?\.\s?[^\W\d]{1,6}\.$|(?<!\w)[a-zа-я]\.$"
    r"|(?:(?<=\d)|(?<= ))(?:ob|об|зв|zv|gr|гр|ff?)\.$"
)
# More would take too long to compare, and is not a citation.
_MOST_JOINTS = 30
_LONGEST_LABEL = 100
_END = 4096
# How references of one shape were read, by that shape and the repository.
_TEMPLATES: dict[tuple[str, str | None], Template] = {}
_MOST_TEMPLATES = 4096
_JOINT = pattern(
    r"\s*;\s*(?:and\s+)?(?:see\s+)?(?:also\s+)?(?:(?:a\s+)?copy\s+)?(?:in\s+)?|,?\s+and\s+(?:also\s+)?(?:in\s+)?"
)


def parse_reference(text: str, repository: str | None = None) -> Reference:
    """Parse an archival reference into repository, path and leaves; pass ``repository`` if it is already known.

    Text without a label becomes one part, at the level that the tradition defines for it, or at the level ``part``.

    >>> reference = parse_reference("RGANI, f. 5, op. 30, d. 273, ll. 12-15 ob.")
    >>> reference.repository, [str(part) for part in reference.parts], reference.pages
    ('RGANI', ['f. 5', 'op. 30', 'd. 273'], Pages('ll.', '12-15 ob.'))
    >>> [part.level for part in parse_reference("AVPRF, F. 0102, Op. 13, P. 72, Delo 5").parts]
    ['fonds', 'series', 'folder', 'file']
    >>> [(part.level, part.value) for part in parse_reference("BArch, B 136/59748").parts]
    [('fonds', 'B 136'), ('file', '59748')]
    >>> parse_reference("ML73").parts
    (Part(level='part', value='ML73'),)
    """
    text = normalize(remove_unwanted(text))
    shape = find_shape(text) if repository is not None else None
    if shape is None:
        return _parse_whole(text, repository)
    template = _TEMPLATES.get((shape, repository))
    if template is not None:
        return template.read(text)
    found = _parse_whole(text, repository)
    template = build_template(text, found)
    if template is not None:
        if len(_TEMPLATES) >= _MOST_TEMPLATES:
            _TEMPLATES.clear()
        _TEMPLATES[shape, repository] = template
    return found


def _parse_whole(text: str, repository: str | None) -> Reference:
    """Parse a reference; what cannot be written as it was read is kept whole, or reported."""
    found = _parse(text, repository)
    if found.exact:
        return found
    if found.archive is None and _SHELFMARK.fullmatch(text):
        warning = f"“{text}” has no label and is kept whole."
        return Reference(repository, (Part("part", None, text),), Pages(), warnings=(warning,))
    written = write_reference(found, holder=repository is None)
    again = _parse(normalize(written), repository)
    if write_reference(again, holder=repository is None) != written:
        return _keep_whole(text, repository)
    old, new = find_difference(text, written)
    return found._replace(warnings=(*found.warnings, f"“{old}” would be written “{new}”."))


def parse_references(text: str, repository: str | None = None) -> list[Reference]:
    """Parse a text with several references: to several archives, or to several files of one.

    >>> [str(one.repository) for one in parse_references("APRF, f. 45, op. 1 and AVPRF, f. 059a, op. 5a")]
    ['APRF', 'AVPRF']
    >>> [str(one.parts[-1]) for one in parse_references("RGANI, f. 5, op. 1, d. 7, l. 3; d. 9, ll. 5-7")]
    ['d. 7', 'd. 9']
    """
    text = normalize(remove_unwanted(text))
    if sum(1 for _ in _JOINT.finditer(text)) > _MOST_JOINTS:
        return [parse_reference(text, repository)]
    found: list[Reference] = []
    start = 0
    holder = find_named_repository(text)
    for joint in _JOINT.finditer(text):
        if joint.start() < start or _is_inside(joint.start(), holder, start):
            continue
        before, after = text[start : joint.start()], text[joint.end() :]
        if not before or not _is_closed(before):
            continue
        if _has_holder_first(after) and (repository or find_named_repository(before)):
            found.append(parse_reference(before, repository))
            repository = None  # the next reference names its own
        elif joint.group().lstrip().startswith(";") and (last := _find_restart(before, after, repository)):
            found.append(last)
            prefix = _find_shared_parts(last, after)
            rest = parse_references(after, last.repository or repository)
            return [*found, rest[0]._replace(parts=(*prefix, *rest[0].parts)), *rest[1:]]
        elif joint.group().lstrip().startswith(";") and (
            whole := _find_call_number(before, after, repository)
        ):
            found.append(whole)
            repository = whole.repository or repository
        else:
            continue
        start = joint.end()
        holder = find_named_repository(text[start:])
    if text[start:]:
        found.append(parse_reference(text[start:], repository))
    return found


def normalize(text: str) -> str:
    """Strip superfluous spaces and punctuation from a reference.

    >>> normalize("  RGANI,\\n f. 5; "), normalize("RGANI, f. 5.")
    ('RGANI, f. 5', 'RGANI, f. 5')
    """
    text = " ".join(text.split()).strip(" ,;")
    # Only the end can change from here on. It is kept apart, so that a long run of stops copies little each time.
    head, tail = text[:-_END], text[-_END:]
    while (bare := strip_final_stop(tail).rstrip(" ,;")) != tail:
        tail = bare
        if head and len(tail) < _END // 2:
            head, tail = head[:-_END], head[-_END:] + tail
    return head + tail


def strip_final_stop(text: str) -> str:
    """Strip the full stop that ends a sentence, but not the full stop of a label (“a.e.”)."""
    if text[-2:] in ('."', ".”", ".“"):
        return text[:-2] + text[-1]
    if text.endswith(".") and not has_final_label(text):
        return text[:-1]
    return text


def has_final_label(text: str) -> bool:
    """Return whether the full stop at the end of a text belongs to a label or a verso mark.

    >>> has_final_label("5/36. ő. e."), has_final_label("ll. 12-15 ob."), has_final_label("ll. 12-15.")
    (True, True, False)
    """
    # A label is short, and what is before it says nothing.
    return _ENDS_IN_A_LABEL.search(text, max(0, len(text) - _LONGEST_LABEL)) is not None


def _parse(text: str, repository: str | None) -> Reference:
    holder = find_named_repository(text) if repository is None else None
    archive = holder.archive if holder else find_archive(repository) if repository else None
    bare, medium = _split_medium(_remove_holder(text, holder))
    path = Path(bare, archive, holder.name if holder else repository)
    found = Reference(
        holder.name if holder else repository,
        path.parts,
        path.pages,
        medium,
        path.rest,
        archive,
        tuple(path.warnings),
        path.known.id,
        bool(holder and holder.start),
    )
    is_exact = write_reference(found, holder=holder is not None) == text
    return found if is_exact else found._replace(exact=False)


def _keep_whole(text: str, repository: str | None) -> Reference:
    """Return a reference with all text in one part, for a text that no reading gives back."""
    warning = f"“{text}” is not in a known notation and is printed as it is."
    parts = (Part("part", None, text),) if text else ()
    return Reference(repository, parts, Pages(), warnings=(warning,))


def _remove_holder(text: str, holder: NamedRepository | None) -> str:
    if holder is None:
        return text
    before, after = text[: holder.start].rstrip(" ,;:"), text[holder.end :].lstrip(" ,;:.—–/")
    return f"{before}, {after}" if before and after else before or after


def _split_medium(text: str) -> tuple[str, str | None]:
    found = _MEDIUM.search(text)
    if found and vocabulary.is_medium(found[1]):
        return text[: found.start()].rstrip(" ,"), found[1]
    head, _, last = text.rpartition(", ")
    if head and vocabulary.is_medium(last):
        return head, last
    return text, None


def _has_holder_first(text: str) -> bool:
    holder = find_named_repository(text)
    if holder is None or holder.start:
        return False
    after = text[holder.end :]
    return bool(re.match(r"\s*(?:\([^)]*\))?\s*[,:.]|\s*$", after)) or bool(re.search(r"\d", after[:20]))


def _is_inside(index: int, holder: NamedRepository | None, start: int) -> bool:
    """Return whether an index is inside the name of the holder: “Museum and Library”."""
    return holder is not None and start + holder.start < index < start + holder.end


def _is_closed(text: str) -> bool:
    """Return whether all brackets and quotation marks of a text are closed."""
    return (
        text.count("(") == text.count(")") and text.count("“") == text.count("”") and text.count('"') % 2 == 0
    )


def _find_restart(before: str, after: str, repository: str | None) -> Reference | None:
    """Return the reference before a semicolon if the text after it starts again at one of its levels."""
    earlier = parse_reference(before, repository)
    levels = {part.level for part in earlier.parts if part.label}
    if not (earlier.pages and levels):
        return None
    later = parse_reference(after, earlier.repository or repository)
    if later.parts and later.parts[0].label and later.parts[0].level in levels:
        return earlier
    return None


def _find_call_number(before: str, after: str, repository: str | None) -> Reference | None:
    """Return the reference before a semicolon if both begin with a call number: “PREM 11/1163; CAB 129/84”."""
    earlier = parse_reference(before, repository)
    known = get_tradition(earlier.tradition)
    first = "/".join(str(part) for part in earlier.parts[:2])
    return (
        earlier
        if known.is_identified_by(first) and known.is_identified_by(after.split(",")[0].strip())
        else None
    )


def _find_shared_parts(earlier: Reference, after: str) -> tuple[Part, ...]:
    """Return the parts of a reference above the level at which the next one starts again."""
    first = parse_reference(after, earlier.repository).parts[0].level
    at = next(index for index, part in enumerate(earlier.parts) if part.level == first)
    return earlier.parts[:at]
