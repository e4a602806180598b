"""Collections, which a bibliography of primary sources lists instead of single documents.

A collection is the top of a path: its named parts (“Edward Mandell House Papers”), or else its first number (“f. 5”,
“RG 59”, “B 136”). The notation formats the path, the style formats the entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, TypeAlias

from attrs import evolve, frozen

from archcite._foundation.lazy_regex import pattern
from archcite.bibliography.repositories import Holder
from archcite.csl import Processor
from archcite.csl.style.library import StyleSource
from archcite.formats.csl_json.archive_path import split_path
from archcite.notation import Archive, get_tradition, list_references, to_form
from archcite.record import Part

Path: TypeAlias = Sequence[Part]

# A call number that is a whole path begins with the letters, or else the class, of its series: F/7/4336, 106-01379-13.
_SERIES = pattern(r"(?:\d+\s?)?[^\W\d_]+(?=[\s/.-]?\d)|\d+(?=[-/.])")
# Levels within a file; a bibliography lists the file.
_WITHIN_FILES = frozenset(("item", "frame", "image", "number", "leaves"))


@frozen
class Collection:
    """A collection: its key, its holder, and the parts that lead to it, as the first record has them.

    ``is_series`` marks a collection that is only the common start of some call numbers.
    """

    key: str
    holder: Holder
    parts: tuple[Part, ...]
    is_series: bool = False

    def __str__(self) -> str:
        return ", ".join(map(str, self.parts))


def find_collection(path: Path, holder: Holder) -> Collection:
    """Return the collection that a path leads into; without a path, one without parts.

    >>> rgani = Holder("rgani", "RGANI")
    >>> paths = (Part("fonds", "F.", "5"), Part("file", "d.", "2")), (Part("fonds", "fond", "5"),)
    >>> find_collection(paths[0], rgani).key == find_collection(paths[1], rgani).key
    True
    """
    parts = tuple(path)
    named, is_series = split_path(parts)[0], False
    top = parts[: len(named) or 1]
    if len(parts) == 1 and not named and (series := _SERIES.match(str(parts[0]))) and not parts[0].label:
        top, is_series = (Part("fonds", None, series[0]),), True
    key = "\n".join((holder.key, *(_build_part_key(part) for part in top)))
    return Collection(f"collection:{key}", holder, top, is_series)


def build_collection_item(
    collection: Collection,
    paths: Iterable[Path] = (),
    *,
    with_holder: bool = True,
    archive: Archive | None = None,
    labels: Mapping[str, str] | None = None,
    script: bool = False,
) -> dict[str, Any]:
    """Build the CSL-JSON item of a collection; ``paths`` lead to the files of it that are used.

    A style sets it as a collection without documents (CMOS 18, 14.127): its name or number, and the repository.
    ``with_holder`` is False under a heading that names the holder; ``labels`` are those of :func:`find_usual_labels`;
    ``script`` has labels in the archive's own script.

    >>> paths = [(Part("fonds", "f.", "5"), Part("file", "d.", file)) for file in ("7", "2")]
    >>> collection = find_collection(paths[0], Holder("rgani", "Russian State Archive of Contemporary History"))
    >>> build_collection_item(collection, paths, with_holder=False)["archive_location"]
    'f. 5, d. 2, 7'
    >>> build_collection_item(collection)["archive"]
    'Russian State Archive of Contemporary History'
    """
    item: dict[str, Any] = {"id": collection.key, "type": "collection"}
    holder = collection.holder
    known = get_tradition(archive.tradition) if archive else None
    named = split_path(collection.parts)[0]

    def format_labels(path: Path) -> Path:
        path = _apply_labels(path, labels or {})
        return to_form(path, known, "script") if script and known else path

    used = [format_labels(_to_file(path)) for path in paths]
    if used:
        item["archive_location"] = list_references(used, known=known)
    elif collection.parts:
        name = list_references([format_labels(collection.parts)], known=known)
        item["archive_collection" if named else "archive_location"] = name
    if with_holder or len(item) == 2:
        item["archive"] = holder.name
        if holder.full_name != holder.name:
            item["archive-place"] = holder.place
    return {name: value for name, value in item.items() if value}


def find_usual_labels(paths: Iterable[Path]) -> dict[str, str]:
    """Return the most frequent label of each level for which the paths in an archive have several.

    >>> find_usual_labels([Part("file", label, "7")] for label in ("D.", "d.", "d."))
    {'file': 'd.'}
    """
    labels: dict[str, Counter[str]] = {}
    for part in chain.from_iterable(paths):
        if part.label:
            labels.setdefault(part.level, Counter())[part.label] += 1
    return {level: met.most_common(1)[0][0] for level, met in labels.items() if len(met) > 1}


def _apply_labels(parts: Path, labels: Mapping[str, str]) -> Path:
    if not labels:
        return parts
    return tuple(
        evolve(part, label=labels[part.level]) if part.label and part.level in labels else part
        for part in parts
    )


def make_printable(
    items: Iterable[Mapping[str, Any]], style: StyleSource, locale: str | None = None
) -> list[Mapping[str, Any]]:
    """Return items whose collections the style can print: as titles if it has no variable for them.

    >>> make_printable([{"id": "x", "type": "collection", "archive_location": "f. 5"}], "ieee")[0]["title"]
    'f. 5'
    """
    printed = {name: _is_printed(name, style, locale) for name in ("archive_collection", "archive_location")}
    made = []
    for item in items:
        said = [str(item[name]) for name, is_printed in printed.items() if item.get(name) and not is_printed]
        is_collection = item.get("type") == "collection" and not item.get("title")
        made.append({**item, "title": ", ".join(said)} if said and is_collection else item)
    return made


def _is_printed(variable: str, style: StyleSource, locale: str | None) -> bool:
    """Return whether a style prints a variable of a collection."""
    probe = {"id": "probe", "type": "collection", "archive": "Archive", variable: "Probe"}
    entries = Processor(style, [probe], locale=locale, output="text").bibliography()
    return any("Probe" in entry for entry in entries)


def _to_file(parts: Path) -> Path:
    """Shorten a path to end at the file."""
    end = len(parts)
    while end > 1 and parts[end - 1].level in _WITHIN_FILES:
        end -= 1
    return parts[:end]


def _build_part_key(part: Part) -> str:
    value = part.value or part.title or ""
    return f"{part.level} {' '.join(value.split()).casefold()}"
