"""What a page tells programs about the records that it cites: reference managers, and search engines."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import NamedTuple

from archcite.errors import ArchciteWarning
from archcite.record import Record


class Metadata(NamedTuple):
    """Both as HTML: empty spans (COinS), and a script that no browser runs (JSON-LD of schema.org)."""

    coins: str
    json_ld: str


def metadata(records: Sequence[Record], warn: Callable[[str], None]) -> Metadata:
    """COinS for reference managers and JSON-LD for search engines, of the records of a page."""
    from archcite.writers import writer

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)  # what these formats cannot say stands in the page
        try:
            coins, linked = writer("coins")(records), writer("json-ld")(records)
        except Exception as error:  # a record that they have no form for is no reason to end a build
            kind = type(error).__name__
            warn(f"A page has no COinS and no JSON-LD, since a record has no form in them ({kind}: {error}).")
            return Metadata("", "")
    return Metadata(coins, f'<script type="application/ld+json">\n{linked.strip()}\n</script>\n')
