"""What people ask a bibliography for, and what has it."""

from __future__ import annotations

from archcite._foundation.attributes import find_writing, join_hints

_HINTS = join_hints(
    ("note(record)", ("footnote", "add_note")),
    ("cite(record)", ("citation", "add_citation")),
    ("entries(format=…)", ("bibliography", "render", "format", "list", "html", "to_html", "to_text")),
    ("list(bibliography)", ("records", "sources", "items", "references")),
    ("Bibliography([*records, record])", ("add", "append", "register", "extend", "insert", "update")),
    ("write()", ("save", "dump", "dumps")),
)


def find_attribute_hint(name: str) -> str | None:
    """Return the expression for what a bibliography does not have under a name, or None.

    >>> find_attribute_hint("render"), find_attribute_hint("to_ris")
    ('entries(format=…)', 'archcite.write(records, "ris")')
    """
    return _HINTS.get(name) or find_writing(name, "records")
