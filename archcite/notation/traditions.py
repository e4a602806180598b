"""Traditions of writing references, with their levels and labels (``data/traditions.toml``)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from archcite._foundation.immutable import Immutable
from archcite._foundation.lazy_regex import pattern
from archcite.notation.data_tables import load_table

# The forms of labels, each with the forms that replace it in a level that lacks it.
FORMS: Mapping[str, tuple[str, ...]] = {
    "short": ("short", "long", "english"),
    "long": ("long", "short", "english"),
    "script": ("script", "short", "long", "english"),
    "script_long": ("script_long", "script", "long", "short", "english"),
    "english": ("english", "long", "short"),
}
INTERNATIONAL = "international"
# Levels within a document, which end a reference.
LEAVES = frozenset(("leaves", "folios", "pages", "membranes"))
_LETTERS = pattern(r"[^\W\d_]+")
_BRACKETS = pattern(r"\([^)]*\)|\[[^]]*\]")
_NO_SIGNS = dict.fromkeys(map(ord, ".:’'ʹ"))


class Level(Immutable):
    """One level of a tradition: its labels by form, each with its singular and its plural."""

    name: str
    labels: Mapping[str, tuple[str, str]]
    also: tuple[str, ...] = ()
    named: bool = False
    number_first: bool = False
    keep: tuple[str, ...] = ()
    stands_for: str | None = None

    def get_label(self, form: str, plural: bool = False) -> str:
        """Return the label in a form, or in the nearest form that the level has.

        >>> get_tradition("soviet").levels["leaves"].get_label("script", plural=True)
        'лл.'
        """
        for known in FORMS[form]:
            if known in self.labels:
                return self.labels[known][plural]
        return self.name

    def is_plural(self, label: str) -> bool | None:
        """Return whether a label is plural; None if it can be either, or is not a label of this level.

        >>> file = get_tradition("american").levels["box"]
        >>> file.is_plural("Boxes"), file.is_plural("Box"), file.is_plural("container")
        (True, False, None)
        """
        key = label_key(label)
        numbers = {
            plural
            for labels in self.labels.values()
            for plural, written in enumerate(labels)
            if label_key(written) == key
        }
        return bool(numbers.pop()) if len(numbers) == 1 else None

    def list_labels(self) -> Iterator[str]:
        """Yield every label accepted for this level."""
        for labels in self.labels.values():
            yield from labels
        yield from self.also
        yield from self.keep


class Tradition(Immutable):
    """A tradition of writing references; the fields are those of the table."""

    id: str
    name: str
    levels: Mapping[str, Level]
    language: str | None = None
    separator: str = ", "
    labelled_separator: str | None = None
    glued_separator: str | None = None
    number_separator: str | None = None
    after_holder: str = ", "
    bare_letters: bool = False
    glued: bool = False
    unlabelled: tuple[str, ...] = ()
    call_numbers: tuple[re.Pattern[str], ...] = ()
    glue: Mapping[str, str] = MappingProxyType({})
    title_before: tuple[str, ...] = ()
    bare_pages: bool = True
    verso: Mapping[str, str] = MappingProxyType({})
    letters: Mapping[str, str] = MappingProxyType({})
    departments: frozenset[str] = frozenset()
    source: str | None = None
    verified: str | None = None
    bare: tuple[str, ...] = ()
    archive_first: bool = False
    titled: str = ""
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    own: frozenset[str] = frozenset()

    @functools.cached_property
    def capital_keys(self) -> frozenset[str]:
        """The keys of labels that are written in capitals (“RG”)."""
        written = (label for level in self.levels.values() for label in level.list_labels())
        return frozenset(label_key(label) for label in written if label.isupper())

    @functools.cached_property
    def number_first(self) -> bool:
        """Whether numbers come before labels (“4. doboz”)."""
        return any(level.number_first for level in self.levels.values())

    def has_written_label(self, label: str) -> bool:
        """Return whether the tradition itself writes a label, and does not merely accept it from others.

        >>> known = get_tradition("international")
        >>> known.has_written_label("Box"), known.has_written_label("p."), known.has_written_label("delo")
        (True, True, False)
        """
        return label_key(label) in self._written_labels

    @functools.cached_property
    def _written_labels(self) -> frozenset[str]:
        return frozenset(
            label_key(written)
            for level in self.levels.values()
            for labels in level.labels.values()
            for written in labels
        )

    def join_call_number(self, above: str, level: str, value: str) -> str | None:
        """Join a value to the call number above it; return None if the result is not a call number.

        >>> british = get_tradition("british")
        >>> british.join_call_number("WO 208", "file", "4572"), british.join_call_number("Maps", "file", "5")
        ('WO 208/4572', None)
        """
        glue = self.glue.get(level)
        if glue is None or not above or not value:
            return None
        whole = f"{above}{glue}{value}"
        return whole if self.is_call_number(whole) else None

    def is_call_number(self, text: str) -> bool:
        """Return whether a text is one of the tradition's call numbers."""
        return any(number.fullmatch(text) for number in self.call_numbers)

    def is_identified_by(self, call_number: str | None) -> bool:
        """Return whether a call number belongs to a department that only this tradition has.

        >>> british = get_tradition("british")
        >>> british.is_identified_by("FO 371/127788"), british.is_identified_by("B 136/59748")
        (True, False)
        """
        return bool(call_number and self.has_department(call_number) and self.is_call_number(call_number))

    def has_department(self, text: str) -> bool:
        """Return whether a text begins with the letters of a department that only this tradition has.

        >>> get_tradition("british").has_department("FO"), get_tradition("british").has_department("Folder 3")
        (True, False)
        """
        letters = _LETTERS.match(text) if self.departments else None
        return letters is not None and letters.group() in self.departments

    def find_level_of_leaves(self, label: str) -> Level | None:
        """Return the level of leaves or pages that a label belongs to, or None.

        >>> [get_tradition("german").find_level_of_leaves(label).name for label in ("Bl.", "S.")]
        ['leaves', 'pages']
        """
        name = next((level for level in self.find_levels(label) if level in LEAVES), None)
        return self.find_level(name) if name else None

    def find_level(self, name: str, label: str | None = None) -> Level | None:
        """Return the level with that name, from the international tradition if this one lacks it.

        A label tells which one, where another stands at the same place (“per.” where others have “op.”).
        """
        for own in self.find_levels(label) if label else ():
            if own in self.levels and self.levels[own].stands_for == name:
                return self.levels[own]
        return self.levels.get(name) or get_tradition(INTERNATIONAL).levels.get(name)

    @functools.cached_property
    def around(self) -> tuple[tuple[str, str, str], ...]:
        """Labels that enclose their values (“第…页”), with the text before and after the value."""
        written = (label for level in self.levels.values() for label in level.list_labels() if "…" in label)
        return tuple((label, *label.partition("…")[::2]) for label in written)

    @functools.cached_property
    def own_form(self) -> str:
        """Form of labels that the archives' own readers use."""
        return "script" if any("script" in level.labels for level in self.levels.values()) else "short"

    def find_levels(self, label: str) -> tuple[str, ...]:
        """Return the levels that a label may mean, the most likely first; empty for an unknown label.

        >>> get_tradition("soviet").find_levels("ед. хр."), get_tradition("soviet").find_levels("sygn.")
        (('file',), ())
        """
        return self.keys.get(label_key(label), ())


@functools.lru_cache(8192)
def label_key(label: str) -> str:
    """Normalize a label to the key of the tables: without case, full stops, spaces, and text in brackets.

    >>> label_key("fond (f.)"), label_key("A. E."), label_key("File No.:")
    ('fond', 'ae', 'fileno')
    """
    bare = _BRACKETS.sub("", label) if "(" in label or "[" in label else label
    return "".join(bare.translate(_NO_SIGNS).split()).casefold()


@functools.cache
def load_traditions() -> Mapping[str, Tradition]:
    """Return all traditions by id, in the order of the table.

    >>> "soviet" in load_traditions()
    True
    """
    return {name: get_tradition(name) for name in load_table("traditions")}


@functools.cache
def get_tradition(name: str) -> Tradition:
    """Return the tradition with that id.

    >>> get_tradition("german").glue["file"]
    '/'
    """
    entry = load_table("traditions")[name]
    base = get_tradition(entry["base"]) if "base" in entry else None
    return _build_tradition(
        name, entry, base, get_tradition(INTERNATIONAL) if name != INTERNATIONAL else None
    )


def _build_tradition(
    name: str, entry: dict[str, Any], base: Tradition | None, international: Tradition | None
) -> Tradition:
    levels = dict(base.levels) if base else {}
    for level, labels in entry.get("levels", {}).items():
        levels[level] = _build_level(level, labels)
        if "after" in labels:
            levels = _move_level(levels, level, labels["after"])
    keys: dict[str, list[str]] = {}
    own = {level: levels[level] for level in entry.get("levels", {})}
    for known in (own, levels, international.levels if international else {}):
        for level in known.values():
            for written in level.list_labels():
                at = keys.setdefault(label_key(written), [])
                if level.name not in at:
                    at.append(level.name)
    return Tradition(
        id=name,
        name=entry["name"],
        levels=levels,
        language=entry.get("language"),
        separator=entry.get("separator", ", "),
        labelled_separator=entry.get("labelled_separator"),
        glued_separator=entry.get("glued_separator"),
        number_separator=entry.get("number_separator"),
        after_holder=entry.get("after_holder", ", "),
        bare_letters=entry.get("bare_letters", base.bare_letters if base else False),
        glued=entry.get("glued", False),
        unlabelled=tuple(entry.get("unlabelled", ())),
        call_numbers=tuple(re.compile(pattern) for pattern in entry.get("call_numbers", ())),
        glue=entry.get("glue", {}),
        title_before=tuple(entry.get("title_before", ())),
        bare_pages=entry.get("bare_pages", base.bare_pages if base else True),
        verso=entry.get("verso", base.verso if base else {}),
        letters=entry.get("letters", base.letters if base else {}),
        departments=frozenset(entry.get("departments", ())),
        source=entry.get("source"),
        verified=entry.get("verified"),
        bare=tuple(entry.get("bare", ())),
        archive_first=entry.get("archive_first", False),
        titled=entry.get("titled", base.titled if base else ""),
        keys={key: tuple(names) for key, names in keys.items()},
        own=frozenset(_list_own_keys(levels, english=name == INTERNATIONAL)),
    )


def _build_level(name: str, entry: dict[str, Any]) -> Level:
    labels = {form: (entry[form][0], entry[form][-1]) for form in FORMS if form in entry}
    return Level(
        name=name,
        labels=labels,
        also=tuple(entry.get("also", ())),
        named=entry.get("named", False),
        number_first=entry.get("number_first", False),
        keep=tuple(entry.get("keep", ())),
        stands_for=entry.get("as"),
    )


def _list_own_keys(levels: Mapping[str, Level], english: bool) -> Iterator[str]:
    """Yield the keys of the labels in a tradition's own language."""
    for level in levels.values():
        for form, labels in level.labels.items():
            if english or form != "english":
                yield from map(label_key, labels)
        yield from map(label_key, (*level.also, *level.keep))


def _move_level(levels: dict[str, Level], name: str, after: str) -> dict[str, Level]:
    """Return the levels with one of them moved after another."""
    moved = levels.pop(name)
    ordered: dict[str, Level] = {}
    for level in levels.values():
        ordered[level.name] = level
        if level.name == after:
            ordered[name] = moved
    ordered.setdefault(name, moved)
    return ordered
