"""Build the records of a parsed file of archcite's own: a record, a list, or a collection whose records inherit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import define, evolve, field

from archcite._foundation.wording import shorten_text
from archcite.errors import RecordError, SourceError, SourceLocation
from archcite.formats.archcite_yaml.inheritance import (
    HoldingLayer,
    Layer,
    build_record_table,
    merge_holdings,
    merge_layers,
)
from archcite.formats.archcite_yaml.positions import PositionedMapping, Row, to_typed
from archcite.formats.archcite_yaml.short_forms import (
    REFERENCE,
    SchemaError,
    describe_key,
    expand_short_forms,
    normalize_key,
)
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
# The keys that a file of archcite's own may begin with.
OWN_KEYS = frozenset(
    map(
        normalize_key,
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
            REFERENCE,
        ),
    )
)
# No archive has more levels than this.
_DEEPEST = 50


@define(eq=False, repr=False)
class _Declared:
    """The declarations of a collection: name → mapping."""

    repositories: PositionedMapping = field(factory=PositionedMapping)
    portals: PositionedMapping = field(factory=PositionedMapping)
    places: PositionedMapping = field(factory=PositionedMapping)


class CollectionReader:
    """Reader of one file, whose name is for errors."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.declared = _Declared()
        self.layers: dict[str, Layer] = {}

    def read_tree(self, tree: Any) -> list[Source]:
        """Read the records of a whole file."""
        if isinstance(tree, Row):
            return self.read_list(tree)
        if not isinstance(tree, PositionedMapping):
            raise SourceError(
                "the file has no record: write “title: …”, “date: …”, each on a line of its own.",
                location=SourceLocation(self.name),
            )
        sections = {normalize_key(word): word for word in tree}
        if "records" not in sections:
            if {"repositories", "portals"} & sections.keys():
                raise SourceError(
                    "the file declares repositories or portals, but has no “records”: add them.",
                    location=SourceLocation(self.name),
                )
            return [self.read_record(tree, 1)]
        for key, word in sections.items():
            if key not in SECTIONS:
                raise self._make_error(
                    SchemaError(describe_unknown(key, SECTIONS, "A collection"), tree.line_of(word))
                )
            if key != "records":
                self.declare(key, tree[word], tree.line_of(word))
        return self.read_list(tree[sections["records"]])

    def declare(self, section: str, entries: Any, line: int | None) -> None:
        """Keep what a section declares, by name."""
        if entries is None:
            return
        if not isinstance(entries, PositionedMapping):
            raise self._make_error(
                SchemaError(
                    f"“{section}” must give each of its entries a name, such as “house-papers: …”", line
                )
            )
        sections = {"repositories": self.declared.repositories, "portals": self.declared.portals}
        into = sections.get(section, self.declared.places)
        for word, entry in entries.items():
            if word in into:
                raise self._make_error(
                    SchemaError(f"“{word}” is declared twice: rename one of them", entries.line_of(word))
                )
            if isinstance(entry, str) and section in sections:
                entry, text = PositionedMapping(entries.line_of(word)), entry
                entry.put("name", text, entries.line_of(word))
            if not isinstance(entry, PositionedMapping):
                raise self._make_error(SchemaError(f"“{word}” must be a mapping", entries.line_of(word)))
            into.put(word, entry, entries.line_of(word))

    def read_list(self, entries: Any) -> list[Source]:
        """Read the records of a list, or of a mapping from ids."""
        records: list[Source] = []
        lines: dict[str, int | None] = {}
        if isinstance(entries, PositionedMapping):
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
                if not isinstance(entry, PositionedMapping):
                    raise self._make_error(
                        SchemaError("a record must be a mapping, such as “title: …”", line), number
                    )
                record = self.read_record(entry, number, identifier)
                if record.id and record.id in lines:
                    raise self._make_error(
                        SchemaError("another record has this id: give each its own", line), record.id
                    )
            except SourceError as error:  # the others are read all the same
                wrong += error.errors
                continue
            lines[record.id] = line
            records.append(record)
        if wrong:
            raise SourceError(errors=_list_choices_once(wrong), records=records)
        return records

    def read_record(self, entry: PositionedMapping, number: int, identifier: str = "") -> Source:
        """Read one record, which may have its id from a mapping."""
        label: str | int = identifier or number
        for word in entry:
            if isinstance(entry[word], str) and normalize_key(word) in ("id", "title") and not identifier:
                label = entry[word]
                break
        try:
            publication, entry = _split_publication(entry)
            layer = _expand_references(self.resolve_layer(expand_short_forms(entry), ()))
            if identifier and not layer.fields.get("id"):
                layer.fields.put("id", identifier, entry.line)
            plain = build_record_table(layer)
            if publication is not None:
                plain.put("publication", publication, entry.line)
            if all(value is None for value in plain.values()):
                raise SchemaError("the record is empty: give it a title, or remove it", entry.line)
            try:
                location = SourceLocation(self.name, entry.line, number)
                record = from_plain(plain)
                return evolve(record, location=location._replace(record=record.id or None))
            except PlainRecordError as error:
                raise SchemaError(str(error).rstrip("."), _find_line(plain, error.path)) from None
        except SchemaError as error:
            raise self._make_error(error, label) from None
        except RecordError as error:
            raise self._make_error(SchemaError(str(error).rstrip("."), entry.line), label) from None

    def resolve_layer(self, layer: Layer, chain: tuple[str, ...]) -> Layer:
        """Look up the names in a layer, and merge it over the layer that it is in."""
        layer.copy = self.resolve_copy(layer.copy)
        layer.places = [self.resolve_holding(place, chain) for place in layer.places]
        if layer.parent is None:
            return layer
        return merge_layers(self.resolve_parent(layer.parent, chain, layer.line), layer)

    def resolve_holding(self, place: HoldingLayer, chain: tuple[str, ...]) -> HoldingLayer:
        """Complete a holding with what it inherits; ``chain`` are the names of what it is in."""
        if place.repository is not None:
            place.repository = self.resolve_repository(place.repository, place.repository_replaces, ())
        if place.parent is None:
            return place
        above = self.resolve_parent(place.parent, chain, place.line)
        return merge_holdings(above.places[0], place) if above.places else place

    def resolve_parent(self, name: str, chain: tuple[str, ...], line: int | None) -> Layer:
        """Return the layer declared under the name after “in”: a fonds, series or box, or a repository."""
        if name in chain:
            loop = " is in ".join(f"“{link}”" for link in (*chain[chain.index(name) :], name))
            raise SchemaError(f"{loop}, in a circle: remove one “in”", line)
        if name in self.layers:
            return self.layers[name]
        _check_depth(chain, line)
        entry = self.declared.places.get(name)
        if entry is not None:
            layer = self.resolve_layer(expand_short_forms(entry, f"“{name}”"), (*chain, name))
        elif name in self.declared.repositories:
            repository = self.resolve_repository(self.declared.repositories[name], False, (name,))
            layer = Layer(places=[HoldingLayer(repository=repository)])
        else:
            names = [*self.declared.places, *self.declared.repositories]
            raise SchemaError(_describe_undeclared(name, names, "fonds, series or box"), line)
        self.layers[name] = layer
        return layer

    def resolve_repository(
        self, table: PositionedMapping, is_name: bool, chain: tuple[str, ...]
    ) -> PositionedMapping:
        """Return a repository with the declared one that it names, or is “in”, merged in."""
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
                if is_name and not _find_nearest(word, declared):
                    return table
                raise SchemaError(_describe_undeclared(word, list(declared), "repository"), table.line)
            if found in chain:
                raise SchemaError(f"the repository “{found}” contains itself: remove one “in”", table.line)
            _check_depth(chain, table.line)
            below = self.resolve_repository(declared[found], False, (*chain, found))
        else:
            below = PositionedMapping(table.line)
        result = PositionedMapping(table.line)
        for source in (below,) if is_name else (below, table):
            for key, value in source.items():
                if (spelled := normalize_key(key)) not in ("in", *REPOSITORY_KEYS):
                    message = describe_key(key, value, REPOSITORY_KEYS, "A repository")
                    raise SchemaError(message, source.line_of(key))
                if spelled != "in":
                    result.put(spelled, value, source.line_of(key))
        return result

    def resolve_copy(self, copy: PositionedMapping) -> PositionedMapping:
        """Return an online copy with its declared portal merged in; a URL with “{identifier}” is a pattern."""
        portal = copy.get("portal")
        if not isinstance(portal, str):
            return copy
        declared = self.declared.portals.get(portal)
        if declared is None:
            if _find_nearest(portal, self.declared.portals):
                raise SchemaError(
                    _describe_undeclared(portal, list(self.declared.portals), "portal"),
                    copy.line_of("portal"),
                )
            return copy
        result = PositionedMapping(copy.line)
        for word, value in declared.items():
            key, line = normalize_key(word), declared.line_of(word)
            if key not in PORTAL_KEYS:
                raise SchemaError(describe_unknown(key, PORTAL_KEYS, "A portal"), line)
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
        """Build the error of a file without records."""
        message = "the file has no records: list them under “records”, each after a dash."
        return SourceError(message, location=SourceLocation(self.name))

    def _make_error(self, error: SchemaError, record: str | int | None = None) -> SourceError:
        message = str(error)
        end = "" if message.endswith(("?", ".")) else "."
        number, label = (
            (record, None) if isinstance(record, int) else (None, record and shorten_text(record, 60))
        )
        made = SourceError(f"{message}{end}", location=SourceLocation(self.name, error.line, number, label))
        if not error.others:
            return made
        return SourceError(errors=(made, *(self._make_error(other, record) for other in error.others)))


# What divides a sentence about an unknown key from all keys that there are.
_CHOICES = ": it may have "


def _list_choices_once(errors: Iterable[SourceError]) -> Iterator[SourceError]:
    """Yield errors, of which the first alone lists the keys that a record may have: a file may have thousands."""
    listed: set[str] = set()
    for error in errors:
        sentence, mark, choices = error.message.partition(_CHOICES)
        if mark and choices in listed:
            error = SourceError(f"{sentence}.", location=error.location)
        listed.add(choices)
        yield error


def _split_publication(entry: PositionedMapping) -> tuple[dict[str, Any] | None, PositionedMapping]:
    """Return the CSL item of a published work, or None, and the entry without it."""
    word = next((word for word in entry if normalize_key(word) == "publication"), None)
    if word is None:
        return None, entry
    if not isinstance(entry[word], PositionedMapping):
        message = "a publication is a mapping of CSL variables, such as “type: book” and “title: …”"
        raise SchemaError(message, entry.line_of(word))
    rest = PositionedMapping(entry.line)
    for key, value in entry.items():
        if key != word:
            rest.put(key, value, entry.line_of(key))
    from archcite.formats.archcite_yaml.written_item import to_item  # few files have published works

    return to_item(to_typed(entry[word])), rest


def _describe_undeclared(name: str, names: list[str], what: str) -> str:
    near = _find_nearest(name, names)
    if near:
        return f"no {what} is declared under the name “{name}”: did you mean “{near}”?"
    hint = f"declared are {', '.join(names)}" if names else "declare it, or write it out here"
    return f"no {what} is declared under the name “{name}”: {hint}"


def _expand_references(layer: Layer) -> Layer:
    """Return a layer whose holdings have the parts of their references in the place of these."""
    if any(part["level"] == REFERENCE for place in layer.places for part in place.parts):
        # Most files give the levels one by one.
        from archcite.formats.archcite_yaml.written_reference import expand_reference

        return evolve(layer, places=[one for place in layer.places for one in expand_reference(place)])
    return layer


def _check_depth(chain: tuple[str, ...], line: int | None) -> None:
    """Raise an error for a place that is nested too deeply."""
    if len(chain) >= _DEEPEST:
        raise SchemaError(f"“{chain[0]}” is in {_DEEPEST} others, one within the next: remove an “in”", line)


def _find_nearest(name: str, names: Any) -> str | None:
    from archcite._foundation.close_matches import find_close_matches

    return next(iter(find_close_matches(name, names, 1, 0.75)), None)


def _find_line(tree: Any, path: tuple[str | int, ...]) -> int | None:
    """Return the line of the value at a path, or of the nearest value above it that has one."""
    line = tree.line if isinstance(tree, PositionedMapping) else None
    for step in path:
        if isinstance(tree, PositionedMapping) and isinstance(step, str):
            line, tree = tree.line_of(step) or line, tree.get(step)
        elif isinstance(tree, Row) and isinstance(step, int) and step < len(tree):
            line, tree = tree.lines[step] or line, tree[step]
        else:
            break
    return line
