"""Metadata in a page about the records that it cites, for reference managers and search engines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from archcite._foundation.warning_collector import collect_warnings
from archcite.record import Source, revise


class Metadata(NamedTuple):
    """Both as HTML: empty spans (COinS), and a script that no browser runs (JSON-LD of schema.org)."""

    coins: str
    json_ld: str


class MetadataWriter:
    """The metadata of pages; those of a record that many pages cite are built once.

    ``warn`` is called for a record that these formats cannot represent, which is left out.
    """

    def __init__(self, warn: Callable[[str], None]) -> None:
        self._warn = warn
        self._known: dict[tuple[str, str], tuple[str, str]] = {}

    def build(self, records: Iterable[Source], anchors: Mapping[str, str]) -> Metadata:
        """Build COinS and JSON-LD for the records of a page, which have different ids; empty without records.

        ``anchors`` are those of the entries on the page, by the ids of their records.
        """
        found = [self._build_one(record, anchors.get(record.id or "", "")) for record in records]
        linked = ",\n".join(one for _, one in found if one)
        script = f'<script type="application/ld+json">\n[{linked}]\n</script>\n' if linked else ""
        return Metadata("".join(coins for coins, _ in found), script)

    def _build_one(self, record: Source, anchor: str) -> tuple[str, str]:
        from archcite.formats.writing import find_writer

        key = (record.id or "", anchor)
        if key in self._known:
            return self._known[key]
        with collect_warnings():  # what these formats leave out is in the page itself
            try:
                made = (
                    find_writer("coins")([record]),
                    find_writer("json-ld")([revise(record, id=anchor)]).strip(),
                )
            except Exception as error:  # no reason to end the build of a whole book
                kind = type(error).__name__
                self._warn(
                    f"“{record.id}” has no form in COinS or JSON-LD, and is left out ({kind}: {error})."
                )
                made = "", ""
        self._known[key] = made
        return made


def build_metadata(
    records: Iterable[Source], anchors: Mapping[str, str], warn: Callable[[str], None]
) -> Metadata:
    """Build COinS for reference managers and JSON-LD for search engines, for the records of one page."""
    return MetadataWriter(warn).build(records, anchors)
