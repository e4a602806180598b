"""One layer of a file laid over another, and the plain form of a record at the end.

A layer is what one mapping of a file says by itself. It is laid over the layer that it is in: text replaces
text, a part of the path replaces the part of the same level, a null takes away.
"""

from __future__ import annotations

from attrs import define, field

from archcite.formats.archcite_yaml.positions import Row, Table
from archcite.record.serialization import COPY_KEYS, PART_KEYS


@define(eq=False, repr=False)
class Place:
    """What a layer says of one holding. A part without a value hands down its label."""

    repository: Table | None = None
    repository_replaces: bool = False
    parts: Row = field(factory=Row)
    pages: Table | None = None
    note: str | None = None
    parent: str | None = None
    line: int | None = None


@define(eq=False, repr=False)
class Layer:
    """What a layer says. ``roles`` are those that it names agents for (all of them where it lists agents)."""

    fields: Table = field(factory=Table)
    agents: Row = field(factory=Row)
    roles: set[str] = field(factory=set)
    all_agents: bool = False
    places: list[Place] = field(factory=list)
    places_replace: bool = False
    copy: Table = field(factory=Table)
    parent: str | None = None
    line: int | None = None


def lay(base: Layer, over: Layer) -> Layer:
    """One layer over another; neither is changed."""
    fields = _over(base.fields, over.fields)
    result = Layer(fields=fields, roles=base.roles | over.roles, line=over.line, parent=None)
    if not over.all_agents:
        for agent, line in zip(base.agents, base.agents.lines, strict=True):
            if not (isinstance(agent, Table) and agent.get("role") in over.roles):
                result.agents.put(agent, line)
    for agent, line in zip(over.agents, over.agents.lines, strict=True):
        result.agents.put(agent, line)
    result.places = _lay_places(base, over)
    result.copy = _lay_copy(base.copy, over.copy)
    return result


def lay_place(base: Place, over: Place) -> Place:
    """One holding over another; neither is changed."""
    repository = over.repository
    if repository is None or not over.repository_replaces:
        repository = _over(base.repository or Table(), repository or Table())
    return Place(
        repository=repository or None,
        parts=_lay_parts(base.parts, over.parts),
        pages=_over(base.pages or Table(), over.pages or Table()) or None,
        note=over.note if over.note is not None else base.note,
        line=over.line or base.line,
    )


def build(layer: Layer) -> Table:
    """The plain form of a record, from its layer with all others under it."""
    plain = Table(layer.line)
    for key, value in layer.fields.items():
        plain.put(key, value, layer.fields.line_of(key))
    if layer.agents:
        plain.put("agents", layer.agents, layer.line)
    holdings = Row()
    for place in layer.places:
        holdings.put(_build_place(place), place.line)
    if any(holdings):
        plain.put("holdings", holdings, layer.line)
    copy = Table(layer.copy.line or layer.line)
    for key, value in layer.copy.items():
        if key in COPY_KEYS:
            copy.put(key, value, layer.copy.line_of(key))
    pattern, identifier = layer.copy.get("address_pattern"), layer.copy.get("identifier")
    if pattern and identifier and not copy.get("url"):
        copy.put("url", pattern.replace("{identifier}", identifier), layer.copy.line_of("identifier"))
    if copy:
        plain.put("copy", copy, copy.line)
    return plain


def _build_place(place: Place) -> Table:
    built = Table(place.line)
    if place.repository:
        built.put("repository", place.repository, place.repository.line)
    parts = Row()
    for part, line in zip(place.parts, place.parts.lines, strict=True):
        if part.get("value") is None and part.get("title") is None:
            continue
        finished = Table(part.line)
        for key, value in part.items():
            if key in PART_KEYS and value is not None:
                finished.put(key, value, part.line_of(key))
        if "label" not in part and part.get("counted_as") and part["value"][:1].isdigit():
            finished.put("label", part["counted_as"], line)
        parts.put(finished, line)
    if parts:
        built.put("parts", parts, place.line)
    if place.pages and place.pages.get("value") is not None:
        built.put("pages", place.pages, place.pages.line)
    if place.note:
        built.put("note", place.note, place.line)
    return built


def _lay_places(base: Layer, over: Layer) -> list[Place]:
    if over.places_replace or not base.places:
        return over.places
    if not over.places:
        return base.places
    return [lay_place(base.places[0], over.places[0]), *base.places[1:]]


def _lay_parts(base: Row, over: Row) -> Row:
    result = Row()
    own: dict[str, list[tuple[Table, int | None]]] = {}
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
                    result.put(_over(part, new) if single else new, new_line)
    known = {part["level"] for part in base}
    for part, line in zip(over, over.lines, strict=True):
        if part["level"] not in known and not part.get("removed"):
            result.put(part, line)
    return result


def _lay_copy(base: Table, over: Table) -> Table:
    if "portal" in over:
        # Another portal has other addresses and numbers.
        return over
    return _over(base, over)


def _over(base: Table, over: Table) -> Table:
    result = Table(over.line or base.line)
    for table in (base, over):
        for key, value in table.items():
            result.put(key, value, table.line_of(key))
    return result
