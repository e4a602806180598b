"""Merge the mappings of a file with those that they are “in”, and build plain records from the result.

A layer holds the values of one mapping. It is merged over the layer that it is “in”: text replaces text, a part
of the path replaces the part of the same level, and a null removes the inherited value.
"""

from __future__ import annotations

from attrs import define, field

from archcite.formats.archcite_yaml.positions import PositionedMapping, Row
from archcite.record.holding import is_bare_number
from archcite.record.serialization import COPY_KEYS, PART_KEYS


@define(eq=False, repr=False)
class HoldingLayer:
    """One holding of a layer. A part without a value passes on its label."""

    repository: PositionedMapping | None = None
    repository_replaces: bool = False
    parts: Row = field(factory=Row)
    pages: PositionedMapping | None = None
    note: str | None = None
    parent: str | None = None
    line: int | None = None


@define(eq=False, repr=False)
class Layer:
    """The values of one mapping. ``roles`` are the roles it gives agents for (``all_agents`` if it has a list)."""

    fields: PositionedMapping = field(factory=PositionedMapping)
    agents: Row = field(factory=Row)
    roles: set[str] = field(factory=set)
    all_agents: bool = False
    places: list[HoldingLayer] = field(factory=list)
    places_replace: bool = False
    copy: PositionedMapping = field(factory=PositionedMapping)
    parent: str | None = None
    line: int | None = None


def merge_layers(base: Layer, over: Layer) -> Layer:
    """Return a new layer in which the values of ``over`` replace those of ``base``."""
    fields = _merge_tables(base.fields, over.fields)
    result = Layer(fields=fields, roles=base.roles | over.roles, line=over.line, parent=None)
    if not over.all_agents:
        for agent, line in zip(base.agents, base.agents.lines, strict=True):
            if not (isinstance(agent, PositionedMapping) and agent.get("role") in over.roles):
                result.agents.put(agent, line)
    for agent, line in zip(over.agents, over.agents.lines, strict=True):
        result.agents.put(agent, line)
    result.places = _merge_holding_lists(base, over)
    result.copy = _merge_copies(base.copy, over.copy)
    return result


def merge_holdings(base: HoldingLayer, over: HoldingLayer) -> HoldingLayer:
    """Return a new holding in which the values of ``over`` replace those of ``base``."""
    repository = over.repository
    if repository is None or not over.repository_replaces:
        repository = _merge_tables(base.repository or PositionedMapping(), repository or PositionedMapping())
    return HoldingLayer(
        repository=repository or None,
        parts=_merge_parts(base.parts, over.parts),
        pages=_merge_tables(base.pages or PositionedMapping(), over.pages or PositionedMapping()) or None,
        note=over.note if over.note is not None else base.note,
        line=over.line or base.line,
    )


def build_record_table(layer: Layer) -> PositionedMapping:
    """Build the plain form of a record from its merged layer."""
    plain = PositionedMapping(layer.line)
    for key, value in layer.fields.items():
        plain.put(key, value, layer.fields.line_of(key))
    if layer.agents:
        plain.put("agents", layer.agents, layer.line)
    holdings = Row()
    for place in layer.places:
        holdings.put(_build_holding(place), place.line)
    if any(holdings):
        plain.put("holdings", holdings, layer.line)
    copy = PositionedMapping(layer.copy.line or layer.line)
    for key, value in layer.copy.items():
        if key in COPY_KEYS:
            copy.put(key, value, layer.copy.line_of(key))
    pattern, identifier = layer.copy.get("address_pattern"), layer.copy.get("identifier")
    if pattern and identifier and not copy.get("url"):
        copy.put("url", pattern.replace("{identifier}", identifier), layer.copy.line_of("identifier"))
    if copy:
        plain.put("copy", copy, copy.line)
    return plain


def _build_holding(place: HoldingLayer) -> PositionedMapping:
    built = PositionedMapping(place.line)
    if place.repository:
        built.put("repository", place.repository, place.repository.line)
    parts = Row()
    for part, line in zip(place.parts, place.parts.lines, strict=True):
        if part.get("value") is None and part.get("title") is None:
            continue
        finished = PositionedMapping(part.line)
        for key, value in part.items():
            if key in PART_KEYS and value is not None:
                finished.put(key, value, part.line_of(key))
        if "label" not in part and part.get("counted_as") and is_bare_number(part["value"]):
            finished.put("label", part["counted_as"], line)
        parts.put(finished, line)
    if parts:
        built.put("parts", parts, place.line)
    if place.pages and place.pages.get("value") is not None:
        built.put("pages", place.pages, place.pages.line)
    if place.note:
        built.put("note", place.note, place.line)
    return built


def _merge_holding_lists(base: Layer, over: Layer) -> list[HoldingLayer]:
    if over.places_replace or not base.places:
        return over.places
    if not over.places:
        return base.places
    return [merge_holdings(base.places[0], over.places[0]), *base.places[1:]]


def _merge_parts(base: Row, over: Row) -> Row:
    result = Row()
    own: dict[str, list[tuple[PositionedMapping, int | None]]] = {}
    for part, line in zip(over, over.lines, strict=True):
        own.setdefault(part["level"], []).append((part, line))
    inherited = [part["level"] for part in base]
    for part, line in zip(base, base.lines, strict=True):
        level = part["level"]
        if level not in own:
            result.put(part, line)
        elif level in inherited:
            # The first of a level takes the place of all that were inherited.
            inherited = [other for other in inherited if other != level]
            single = len(own[level]) == 1
            for new, new_line in own[level]:
                if not new.get("removed"):
                    result.put(_merge_tables(part, new) if single else new, new_line)
    known = {part["level"] for part in base}
    for part, line in zip(over, over.lines, strict=True):
        if part["level"] not in known and not part.get("removed"):
            result.put(part, line)
    return result


def _merge_copies(base: PositionedMapping, over: PositionedMapping) -> PositionedMapping:
    if "portal" in over:
        # Another portal has other addresses and numbers.
        return over
    return _merge_tables(base, over)


def _merge_tables(base: PositionedMapping, over: PositionedMapping) -> PositionedMapping:
    result = PositionedMapping(over.line or base.line)
    for table in (base, over):
        for key, value in table.items():
            result.put(key, value, table.line_of(key))
    return result
