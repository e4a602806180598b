"""Records as CSL items, in JSON and in YAML, which Zotero, pandoc and every CSL processor read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from archcite._foundation.json_text import format_json
from archcite.formats.archcite_yaml.yaml_emitter import dump_yaml
from archcite.formats.common.record_fields import format_notes, list_fields, warn_losses
from archcite.formats.csl_json.item_from_record import CREDITED, view_csl_item
from archcite.record import Publication, Source
from archcite.record.vocabulary import KIND_OF_TYPE

# The fields of a record that no variable says; their lines are added to “annote”, where they have some.
UNSAID = frozenset(
    (
        *("date.text", "agents.affiliation", "holding.repository.code", "holding.repository.country"),
        *("holding.parts.title", "copy.identifier", "contents"),
    )
)


def to_csl_json(records: Sequence[Source]) -> str:
    """Return a JSON array of CSL items, in the order of the records.

    >>> from archcite.record import Record
    >>> print(to_csl_json([Record(id="x", kind="map", title="Danube")]))
    [
      {
        "id": "x",
        "type": "document",
        "title": "Danube",
        "annote": "Kind: map"
      }
    ]
    <BLANKLINE>
    """
    return "".join(iterate_csl_json(records))


def iterate_csl_json(records: Iterable[Source]) -> Iterator[str]:
    """Yield a JSON array of CSL items, a piece for each record."""
    before = "["
    for item in _iterate_items(records, "CSL-JSON"):
        # Without the brackets of the list that has the item alone.
        yield before + format_json([item])[1:-2]
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def to_csl_yaml(records: Sequence[Source]) -> str:
    """Return CSL items in YAML, under ``references``, as pandoc takes them.

    >>> from archcite.record import Record
    >>> text = to_csl_yaml([Record(id="x", kind="map", title="Danube: a map", date="1936")])
    >>> print(text.removeprefix("references:"))
    <BLANKLINE>
      - id: x
        type: document
        title: 'Danube: a map'
        issued:
          date-parts:
            - - 1936
        annote: 'Kind: map'
    <BLANKLINE>
    """
    return dump_yaml({"references": list(_iterate_items(records, "CSL-YAML"))})


def _iterate_items(records: Iterable[Source], format: str) -> Iterator[dict[str, Any]]:
    for record in records:
        item = view_csl_item(record)
        if isinstance(record, Publication) or record.is_as_read:
            yield item
            continue
        if record.copy.portal:
            # Also where no citation names it, since it is the archive's own.
            item.setdefault("source", record.copy.portal)
        unsaid = [name for name in list_fields(record) if _is_unsaid(record, item, name)]
        lines, done = format_notes(record, unsaid)
        if lines:
            item["annote"] = "\n".join([*([item["annote"]] if "annote" in item else []), *lines])
        warn_losses(record, [name for name in unsaid if name not in done], format)
        yield item


def _is_unsaid(record: Source, item: dict[str, Any], name: str) -> bool:
    if name == "kind":
        # A style would print the genre where the title has it already.
        return "genre" not in item and record.kind != KIND_OF_TYPE.get(item["type"], item["type"])
    if name == "agents.on_behalf_of":
        # The sentence of credits says it, of those whom it names.
        return any(agent.on_behalf_of and agent.role not in CREDITED for agent in record.agents())
    return name in UNSAID
