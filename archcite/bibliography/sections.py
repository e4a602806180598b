"""A bibliography of primary sources in sections: by repository, country, collection or kind of document.

Sources in archives come first, then what was seen in portals alone, then what is published. Repositories stand in
the order of their countries and names, as the language sorts them. What comes out is an outline of ids, and the
items that a style has to set.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from attrs import frozen

from archcite.bibliography.collections import (
    Collection,
    Path,
    build_collection_item,
    find_collection,
    find_usual_labels,
)
from archcite.bibliography.localized_headings import Words
from archcite.bibliography.repositories import Holders
from archcite.collation import sort_key as collation
from archcite.errors import SourceError
from archcite.output.formats import Section
from archcite.record import Repository, Source
from archcite.record.vocabulary import PUBLISHED_TYPES

SECTIONS = ("repository", "country", "collection", "kind")
LEVELS = ("item", "collection")

ARCHIVAL, ONLINE, PUBLISHED = "archival", "online", "published"
_UNPLACED = "unplaced"


@frozen
class ListedSource:
    """A source as a bibliography lists it: its id, its record, and its CSL-JSON item."""

    key: str
    record: Source
    item: Mapping[str, Any]


class Outline(NamedTuple):
    """Sections with the ids of their entries, the items that have these ids, and the keys of the sources in each."""

    sections: tuple[Section, ...]
    items: tuple[Mapping[str, Any], ...]
    members: Mapping[str, Sequence[str]]


def build_outline(
    sources: Iterable[ListedSource],
    words: Words,
    *,
    by: str | None = None,
    level: str = "item",
    files: bool | None = None,
    holders: Holders | None = None,
) -> Outline:
    """Build the outline of a bibliography; without ``by`` it is a single section, headed as works.

    ``level`` is what is listed of an archive: each ``item``, or each ``collection``, with the files that are used
    where ``files`` is true (or None, and there are sections). ``holders`` are those of more records than are listed,
    so that an archive has the same name in several bibliographies.

    >>> from archcite.record import Record
    >>> from archcite.bibliography.localized_headings import load_words
    >>> from archcite.record import Holding
    >>> letter = Record(id="a", kind="letter", holdings=[Holding(Repository("RGANI"))])
    >>> sources = [ListedSource("a", letter, {"archive": "RGANI"}), ListedSource("b", Record(kind="book"), {})]
    >>> found = build_outline(sources, load_words("de"), by="kind").sections
    >>> [(part.title, [section.title for section in part.sections], part.entries) for part in found]
    [('Archivalien', ['Briefe'], ()), ('Gedruckte Quellen', [], ('b',))]

    Raises :class:`~archcite.errors.SourceError` for an unknown kind of sections, or an unknown level.
    """
    for given, known, what in ((by, SECTIONS, "section"), (level, LEVELS, "level")):
        if given is not None and given not in known:
            raise SourceError(f"Unknown {what} “{given}” of a bibliography: use {', '.join(known)}.")
    sources = list(sources)
    holders = holders or Holders((source.record for source in sources), words)
    builder = _OutlineBuilder(words, holders, by, level, files if files is not None else by is not None)
    return builder.build_outline(sources)


def choose_part(record: Source) -> str:
    """Return the part of a bibliography that a record belongs to.

    >>> from archcite.record import Record
    >>> choose_part(Record(kind="book")), choose_part(Record(kind="letter"))
    ('published', 'archival')
    """
    holding = record.holding
    if holding.repository or holding.parts:
        return ARCHIVAL
    if record.published_in or record.csl_type in PUBLISHED_TYPES:
        return PUBLISHED
    return ONLINE if record.copy.portal else ARCHIVAL


class _Group(NamedTuple):
    """The sources of one section: what it is sorted by, its title, and them."""

    order: tuple[Any, ...]
    title: str
    sources: list[ListedSource]


class _OutlineBuilder:
    def __init__(self, words: Words, holders: Holders, by: str | None, level: str, files: bool) -> None:
        self.words = words
        self.holders = holders
        self.by = by
        self.level = level
        self.files = files
        self.items: dict[str, Mapping[str, Any]] = {}
        self.members: dict[str, list[str]] = {}
        self.anchors: dict[str, int] = {}
        self.latin: dict[str, str] = {}  # names for titles, that make the same anchor in any language
        self.labels: dict[str, dict[str, str]] = {}

    def build_outline(self, sources: Sequence[ListedSource]) -> Outline:
        if self.level == "collection":
            by_holder: dict[str, list[Path]] = {}
            for source in sources:
                if (holder := self.holders.find(source.record)) is not None:
                    by_holder.setdefault(holder.key, []).append(self.holders.label_path(source.record))
            self.labels = {key: find_usual_labels(paths) for key, paths in by_holder.items()}
        if self.by is None:
            entries = self.build_entries(sources, with_holder=True)
            parts = [Section(self.words.headings["works"], self.build_anchor("works"), entries)]
        else:
            by_part: dict[str, list[ListedSource]] = {}
            for source in sources:
                by_part.setdefault(choose_part(source.record), []).append(source)
            parts = [
                self.build_part(name, by_part[name])
                for name in (ARCHIVAL, ONLINE, PUBLISHED)
                if name in by_part
            ]
        return Outline(tuple(parts), tuple(self.items.values()), self.members)

    def build_part(self, name: str, sources: Sequence[ListedSource]) -> Section:
        title, anchor = self.words.headings[name], self.build_anchor(name)
        if name == PUBLISHED:
            return Section(title, anchor, self.build_entries(sources, with_holder=True))
        if self.by == "kind":
            return Section(title, anchor, (), self.build_sections(sources, self.group_by_kind))
        if name == ONLINE:
            return Section(title, anchor, (), self.build_sections(sources, self.group_by_portal))
        if self.by == "country":
            return Section(
                title,
                anchor,
                (),
                self.build_sections(sources, self.group_by_country, self.group_by_repository),
            )
        if self.by == "collection" and self.level == "item":
            return Section(
                title,
                anchor,
                (),
                self.build_sections(sources, self.group_by_repository, self.group_by_collection),
            )
        self.names_country = len({self.group_by_country(source)[1] for source in sources}) > 1
        return Section(title, anchor, (), self.build_sections(sources, self.group_by_repository))

    names_country = False

    def build_sections(
        self,
        sources: Iterable[ListedSource],
        kind: Callable[[ListedSource], tuple[tuple[Any, ...], str]],
        *deeper: Callable[[ListedSource], tuple[tuple[Any, ...], str]],
    ) -> tuple[Section, ...]:
        """Group sources by ``kind`` into sorted sections, and within them by what is ``deeper``."""
        groups: dict[tuple[Any, ...], _Group] = {}
        for source in sources:
            order, title = kind(source)
            groups.setdefault(order, _Group(order, title, [])).sources.append(source)
        made = []
        for group in sorted(groups.values(), key=lambda group: group.order):
            anchor = self.build_anchor(self.latin.get(group.title, group.title))
            here = [source for source in group.sources if not deeper or not deeper[0](source)[1]]
            below = [source for source in group.sources if deeper and deeper[0](source)[1]]
            within = self.build_sections(below, *deeper) if below else ()
            entries = self.build_entries(here, with_holder=kind == self.group_by_kind or not group.title)
            made.append(Section(group.title, anchor, entries, within, self.is_compact(group.sources)))
        return tuple(made)

    # -- what a section is made for: how it is sorted, and its title -----------------------------------------

    def group_by_country(self, source: ListedSource) -> tuple[tuple[Any, ...], str]:
        holder = self.holders.find(source.record)
        if holder is None:
            return (2,), self.words.headings[_UNPLACED]
        if not holder.country:
            return (1,), self.words.headings["others"]
        name = self.words.translate_country(holder.country)
        self.latin[name] = holder.country
        return (0, self.build_sort_key(name), name), name

    def group_by_repository(self, source: ListedSource) -> tuple[tuple[Any, ...], str]:
        holder = self.holders.find(source.record)
        if holder is None:
            return (True,), self.words.headings[_UNPLACED]
        title = holder.title
        self.latin[title] = holder.key
        order: tuple[Any, ...] = (self.build_sort_key(holder.name), holder.key)
        if self.by != "repository" and self.by != "collection":
            return (False, *order), title
        country = self.words.translate_country(holder.country) if holder.country else ""
        if (
            country
            and self.names_country
            and self.build_sort_key(country)[0] not in self.build_sort_key(title)[0]
        ):
            title += f", {country}"
            self.latin[title] = holder.key
        return (False, not country, self.build_sort_key(country), *order), title

    def group_by_collection(self, source: ListedSource) -> tuple[tuple[Any, ...], str]:
        holder = self.holders.find(source.record)
        if holder is None:
            return (False,), ""
        collection = find_collection(self.holders.label_path(source.record), holder)
        if not collection.parts:
            return (False,), ""
        return (True, self.build_sort_key(str(collection)), collection.key), str(collection)

    def group_by_kind(self, source: ListedSource) -> tuple[tuple[Any, ...], str]:
        title = self.words.translate_kind(source.record.kind)
        return (self.build_sort_key(title), title), title

    def group_by_portal(self, source: ListedSource) -> tuple[tuple[Any, ...], str]:
        holder = self.holders.find_by_repository(Repository(source.record.copy.portal))
        title = holder.name if holder else self.words.headings[_UNPLACED]
        return (holder is None, self.build_sort_key(title), title), title

    def build_sort_key(self, text: str) -> tuple[str, str]:
        return collation.build_sort_key(text, self.words.language)

    def is_compact(self, sources: Sequence[ListedSource]) -> bool:
        """Return whether a section lists only collections, one line each."""
        return self.level == "collection" and all(self.holders.find(source.record) for source in sources)

    # -- entries -----------------------------------------------------------------------------------------

    def build_entries(self, sources: Sequence[ListedSource], *, with_holder: bool) -> tuple[str, ...]:
        """Return the ids of the entries of sources; without the archive if a heading names it."""
        if self.level == "item":
            for source in sources:
                self.items[source.key] = source.item if with_holder else without_holder(source.item)
                self.members[source.key] = [source.key]
            return tuple(source.key for source in sources)
        collections: dict[str, tuple[Collection, list[Path]]] = {}
        members: dict[str, list[str]] = {}
        keys: dict[str, None] = {}
        for source in sources:
            holder = self.holders.find(source.record)
            if holder is None:
                self.items[source.key] = source.item
                self.members[source.key] = [source.key]
                keys[source.key] = None
                continue
            path = self.holders.label_path(source.record)
            collection = find_collection(path, holder)
            if collection.is_series and not self.files:  # “C” names nothing: the archive does
                collection = find_collection((), holder)
            collections.setdefault(collection.key, (collection, []))[1].append(path)
            members.setdefault(collection.key, []).append(source.key)
        for key, (collection, paths) in collections.items():
            if not with_holder and not collection.parts:
                continue  # the heading is all that there is to say
            archive = self.holders.archive(collection.holder)
            listed = paths if self.files and collection.parts else ()
            labels = self.labels.get(collection.holder.key)
            made = build_collection_item(
                collection,
                listed,
                with_holder=with_holder,
                archive=archive,
                labels=labels,
                script=bool(archive and archive.script and self.words.is_cyrillic),
            )
            entry = key
            while entry in self.items:  # the same collection in another section, with other files
                entry += "+"
            self.items[entry] = {**made, "id": entry}
            self.members[entry] = members[key]
            keys[entry] = None
        return tuple(keys)

    def build_anchor(self, title: str) -> str:
        """Return a unique id for a heading."""
        plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
        name = "-".join(("sources", *re.findall(r"[a-z0-9]+", plain)[:8]))
        free = name
        while free in self.anchors:
            self.anchors[name] += 1
            free = f"{name}-{self.anchors[name]}"
        self.anchors[free] = 1
        return free


def without_holder(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a CSL-JSON item without its archive, for a place where a heading names it.

    >>> without_holder({"archive": "RGANI", "archive-place": "Moscow", "archive_location": "f. 5"})
    {'archive_location': 'f. 5'}
    """
    if not (item.get("archive_location") or item.get("archive_collection")):
        return item
    return {name: value for name, value in item.items() if name not in ("archive", "archive-place")}
