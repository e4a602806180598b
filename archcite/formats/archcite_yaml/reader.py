"""archcite's own file format: one record, a list of records, or a collection, in YAML or JSON.

A collection declares repositories, portals and fonds by name, and its records take in what they share: a
record is in a box, the box in a series, the series in a fonds, the fonds in a repository. ``docs/records.md``
teaches the format.
"""

from __future__ import annotations

import re
from typing import Any

from attrs import define, evolve, field

from archcite._foundation.lazy_regex import pattern
from archcite.errors import RecordError, SourceError, SourceLocation
from archcite.formats.archcite_yaml.inheritance import Layer, Place, build, lay, lay_place
from archcite.formats.archcite_yaml.positions import Row, Table, load, to_typed
from archcite.formats.archcite_yaml.short_forms import Misfit, key_of, spell
from archcite.record import Source
from archcite.record.json_schema import PLACE_SECTIONS, PORTAL_KEYS
from archcite.record.serialization import (
    COPY_KEYS,
    RECORD_KEYS,
    REPOSITORY_KEYS,
    PlainRecordError,
    describe_unknown,
    from_plain,
)
from archcite.record.vocabulary import LEVELS, ROLES

SECTIONS = ("repositories", "portals", *PLACE_SECTIONS, "records")

_FIRST_KEY = pattern(r"^(?:---\s*\n|\s*#.*\n|\s*\n)*(?:- +(?:\{ *)?)?[\"']?([\w -]+?)[\"']?\s*:(?:\s|$)")
_OWN_KEYS = frozenset(
    (
        *SECTIONS,
        "publication",
        *RECORD_KEYS,
        *ROLES,
        *LEVELS,
        *COPY_KEYS,
        "holding",
        "repository",
        "in",
        "parts",
    )
)


def read(text: str, name: str = "the text") -> list[Source]:
    """The records of a file in archcite's own format.

    ``name`` is what errors call the file. Raises :class:`~archcite.errors.SourceError`, with file, line and
    record (and the records that are right), for all that is no record: unknown keys and names (with the nearest
    known one), dates that are none, things that are in themselves.

    >>> record, = read('''
    ... title: Letter on the recall of advisors
    ... date: September 9, 1958
    ... translator: Delia Razdolescu
    ... repository: Central Historical National Archives
    ... file: File 6/1955
    ... pages: pp. 719-720
    ... ''')
    >>> record.date.edtf, record.holding.part("file").value, record.agents("translator")[0].family
    ('1958-09-09', '6/1955', 'Razdolescu')
    """
    return _Reader(name).records(load(text, name))


def sniff(text: str) -> bool:
    """Whether a text looks like archcite's own format, by its first key.

    >>> sniff("title: Letter"), sniff("- {title: Letter}"), sniff("Citation: a letter"), sniff('[{"type": "book"}]')
    (True, True, False, False)
    """
    start = text.lstrip()
    if start[:1] in ("{", "["):
        key = re.match(r"[\[{\s]*\"([^\"]*)\"\s*:", start)
        # CSL-JSON has keys of the same names; no item of it is without a type.
        return bool(key and key_of(key[1]) in _OWN_KEYS) and not re.search(r"\"type\"\s*:", start)
    key = _FIRST_KEY.match(text)
    return bool(key and key_of(key[1]).replace("_", "-") in _SNIFFED)


_SNIFFED = frozenset(key.replace("_", "-") for key in _OWN_KEYS)


@define(eq=False, repr=False)
class _Declared:
    """What a collection declares: name → mapping, and where each stands."""

    repositories: Table = field(factory=Table)
    portals: Table = field(factory=Table)
    places: Table = field(factory=Table)


class _Reader:
    """One file being read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.declared = _Declared()
        self.layers: dict[str, Layer] = {}

    def records(self, tree: Any) -> list[Source]:
        if isinstance(tree, Row):
            return self.listed(tree)
        if not isinstance(tree, Table):
            raise SourceError(
                "the file has no record: write “title: …”, “date: …”, each on a line of its own.",
                location=SourceLocation(self.name),
            )
        sections = {key_of(word): word for word in tree}
        if "records" not in sections:
            if {"repositories", "portals"} & sections.keys():
                raise SourceError(
                    "the file declares repositories or portals, but has no “records”: add them.",
                    location=SourceLocation(self.name),
                )
            return [self.record(tree, 1)]
        for key, word in sections.items():
            if key not in SECTIONS:
                raise self.error(Misfit(describe_unknown(key, SECTIONS, "A collection"), tree.line_of(word)))
            if key != "records":
                self.declare(key, tree[word], tree.line_of(word))
        return self.listed(tree[sections["records"]])

    def declare(self, section: str, entries: Any, line: int | None) -> None:
        if entries is None:
            return
        if not isinstance(entries, Table):
            raise self.error(
                Misfit(f"“{section}” must give each of its entries a name, such as “house-papers: …”", line)
            )
        kind = section if section in ("repositories", "portals") else "places"
        into: Table = getattr(self.declared, kind)
        for word, entry in entries.items():
            if word in into:
                raise self.error(
                    Misfit(f"“{word}” is declared twice: rename one of them", entries.line_of(word))
                )
            if isinstance(entry, str) and kind != "places":
                entry, text = Table(entries.line_of(word)), entry
                entry.put("name", text, entries.line_of(word))
            if not isinstance(entry, Table):
                raise self.error(Misfit(f"“{word}” must be a mapping", entries.line_of(word)))
            into.put(word, entry, entries.line_of(word))

    def listed(self, entries: Any) -> list[Source]:
        """The records of a list, or of a mapping from ids."""
        records: list[Source] = []
        lines: dict[str, int | None] = {}
        if isinstance(entries, Table):
            items = [(entry, entries.line_of(word), word) for word, entry in entries.items()]
        elif isinstance(entries, Row):
            items = [(entry, line, "") for entry, line in zip(entries, entries.lines, strict=True)]
        else:
            raise self.build_empty_error()
        if not items:
            raise self.build_empty_error()
        wrong: list[SourceError] = []
        for number, (entry, line, identifier) in enumerate(items, start=1):
            try:
                if not isinstance(entry, Table):
                    raise self.error(Misfit("a record must be a mapping, such as “title: …”", line), number)
                record = self.record(entry, number, identifier)
                if record.id and record.id in lines:
                    raise self.error(Misfit("another record has this id: give each its own", line), record.id)
            except SourceError as error:  # the others are read all the same
                wrong += error.errors
                continue
            lines[record.id] = line
            records.append(record)
        if wrong:
            raise SourceError(errors=wrong, records=records)
        return records

    def record(self, entry: Table, number: int, identifier: str = "") -> Source:
        label: str | int = identifier or number
        for word in entry:
            if isinstance(entry[word], str) and key_of(word) in ("id", "title") and not identifier:
                label = entry[word]
                break
        try:
            publication, entry = _split_publication(entry)
            layer = self.resolved(spell(entry), ())
            if identifier and not layer.fields.get("id"):
                layer.fields.put("id", identifier, entry.line)
            plain = build(layer)
            if publication is not None:
                plain.put("publication", publication, entry.line)
            if all(value is None for value in plain.values()):
                raise Misfit("the record says nothing: give it a title at least, or leave it out", entry.line)
            try:
                location = SourceLocation(self.name, entry.line, number)
                record = from_plain(plain)
                return evolve(record, location=location._replace(record=record.id or None))
            except PlainRecordError as error:
                raise Misfit(str(error).rstrip("."), _line_at(plain, error.path)) from None
        except Misfit as misfit:
            raise self.error(misfit, label) from None
        except RecordError as error:
            raise self.error(Misfit(str(error).rstrip("."), entry.line), label) from None

    def resolved(self, layer: Layer, chain: tuple[str, ...]) -> Layer:
        """A layer with its names looked up, over what it is in."""
        layer.copy = self.copy(layer.copy)
        layer.places = [self.place(place, chain) for place in layer.places]
        if layer.parent is None:
            return layer
        return lay(self.parent(layer.parent, chain, layer.line), layer)

    def place(self, place: Place, chain: tuple[str, ...]) -> Place:
        if place.repository is not None:
            place.repository = self.repository(place.repository, place.repository_replaces, ())
        if place.parent is None:
            return place
        above = self.parent(place.parent, chain, place.line)
        return lay_place(above.places[0], place) if above.places else place

    def parent(self, name: str, chain: tuple[str, ...], line: int | None) -> Layer:
        """What is declared under a name that something is “in”: a fonds, series or box, or a repository."""
        if name in chain:
            loop = " is in ".join(f"“{link}”" for link in (*chain[chain.index(name) :], name))
            raise Misfit(f"{loop}: nothing can be in itself, so take one “in” away", line)
        if name in self.layers:
            return self.layers[name]
        entry = self.declared.places.get(name)
        if entry is not None:
            layer = self.resolved(spell(entry, f"“{name}”"), (*chain, name))
        elif name in self.declared.repositories:
            repository = self.repository(self.declared.repositories[name], False, (name,))
            layer = Layer(places=[Place(repository=repository)])
        else:
            names = [*self.declared.places, *self.declared.repositories]
            raise Misfit(_undeclared(name, names, "fonds, series or box"), line)
        self.layers[name] = layer
        return layer

    def repository(self, table: Table, is_name: bool, chain: tuple[str, ...]) -> Table:
        """A repository that is named, or that takes in a declared one (“in”) and overrides it."""
        declared = self.declared.repositories
        word = table["name"] if is_name else table.get("in")
        if word is not None:
            found = next(
                (
                    key
                    for key, entry in declared.items()
                    if word in (key, entry.get("name"), entry.get("code"))
                ),
                None,
            )
            if found is None:
                if is_name and not _nearest(word, declared):
                    return table
                raise Misfit(_undeclared(word, list(declared), "repository"), table.line)
            if found in chain:
                raise Misfit(f"the repository “{found}” is in itself: take one “in” away", table.line)
            below = self.repository(declared[found], False, (*chain, found))
        else:
            below = Table(table.line)
        result = Table(table.line)
        for source in (below,) if is_name else (below, table):
            for key, value in source.items():
                if (spelled := key_of(key)) not in ("in", *REPOSITORY_KEYS):
                    raise Misfit(
                        describe_unknown(spelled, REPOSITORY_KEYS, "A repository"), source.line_of(key)
                    )
                if spelled != "in":
                    result.put(spelled, value, source.line_of(key))
        return result

    def copy(self, copy: Table) -> Table:
        """An online copy with the declared portal taken in; “{identifier}” makes a pattern of an address."""
        portal = copy.get("portal")
        if not isinstance(portal, str):
            return copy
        declared = self.declared.portals.get(portal)
        if declared is None:
            if _nearest(portal, self.declared.portals):
                raise Misfit(
                    _undeclared(portal, list(self.declared.portals), "portal"), copy.line_of("portal")
                )
            return copy
        result = Table(copy.line)
        for word, value in declared.items():
            key, line = key_of(word), declared.line_of(word)
            if key not in PORTAL_KEYS:
                raise Misfit(describe_unknown(key, PORTAL_KEYS, "A portal"), line)
            if key == "url" and isinstance(value, str) and "{identifier}" in value:
                key = "address_pattern"
            result.put("portal" if key == "name" else key, value, line)
        for key, value in copy.items():
            if key != "portal":
                result.put(key, value, copy.line_of(key))
        if not result.get("portal"):
            result.put("portal", portal, copy.line_of("portal"))
        return result

    def build_empty_error(self) -> SourceError:
        message = "the file has no records: list them under “records”, each after a dash."
        return SourceError(message, location=SourceLocation(self.name))

    def error(self, misfit: Misfit, record: str | int | None = None) -> SourceError:
        message = str(misfit)
        end = "" if message.endswith(("?", ".")) else "."
        number, label = (record, None) if isinstance(record, int) else (None, record and _short(record))
        return SourceError(f"{message}{end}", location=SourceLocation(self.name, misfit.line, number, label))


def _split_publication(entry: Table) -> tuple[dict[str, Any] | None, Table]:
    """Return the CSL item of a published work, None where the entry has none; and the entry without it."""
    word = next((word for word in entry if key_of(word) == "publication"), None)
    if word is None:
        return None, entry
    if not isinstance(entry[word], Table):
        message = "a publication is a mapping of CSL variables, such as “type: book” and “title: …”"
        raise Misfit(message, entry.line_of(word))
    rest = Table(entry.line)
    for key, value in entry.items():
        if key != word:
            rest.put(key, value, entry.line_of(key))
    return to_typed(entry[word]), rest


def _undeclared(name: str, names: list[str], what: str) -> str:
    near = _nearest(name, names)
    if near:
        return f"no {what} is declared under the name “{name}”: did you mean “{near}”?"
    hint = f"declared are {', '.join(names)}" if names else "declare it, or write it out here"
    return f"no {what} is declared under the name “{name}”: {hint}"


def _nearest(name: str, names: Any) -> str | None:
    from difflib import get_close_matches

    folded = {key.casefold(): key for key in names}
    near = get_close_matches(name.casefold(), folded, n=1, cutoff=0.75)
    return folded[near[0]] if near else None


def _line_at(tree: Any, path: tuple[str | int, ...]) -> int | None:
    """The line of the place that a path leads to, or of the nearest place above it that has one."""
    line = tree.line if isinstance(tree, Table) else None
    for step in path:
        if isinstance(tree, Table) and isinstance(step, str):
            line, tree = tree.line_of(step) or line, tree.get(step)
        elif isinstance(tree, Row) and isinstance(step, int) and step < len(tree):
            line, tree = tree.lines[step] or line, tree[step]
        else:
            break
    return line


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
