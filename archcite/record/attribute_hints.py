"""What people ask a record for, and where it is."""

from __future__ import annotations

from archcite._foundation.attributes import find_writing, join_hints
from archcite.record.vocabulary import LEVEL_WORDS, MEANINGS, ROLES

_HINTS = join_hints(
    ("date.parts", ("year", "month", "day")),
    ("holding.repository", ("repository",)),
    ("holding.pages", ("pages", "page", "leaves")),
    ("copy.url", ("url",)),
    ("copy.portal", ("portal",)),
    ("copy.accessed", ("accessed",)),
    ("languages", ("language", "lang")),
    ("summary", ("abstract",)),
    ("subjects", ("keywords", "tags")),
    ("csl_type", ("document_type",)),
    ("archcite.cite(record)", ("cite", "citation", "format", "note", "footnote", "render")),
    ("archcite.check(record)", ("check", "validate", "lint")),
    ('archcite.write(record, "yaml")', ("save", "write", "dump", "dumps", "serialize", "json", "yaml")),
    ("archcite.to_bibtex(record)", ("to_bib", "bibtex", "bib")),
    ("to_dict()", ("asdict", "as_dict", "dict", "model_dump")),
    ("csl_item()", ("to_csl", "to_csl_item", "csl", "csl_json")),
)


def find_attribute_hint(name: str) -> str | None:
    """Return the expression for what a record does not have under a name, or None.

    >>> find_attribute_hint("authors"), find_attribute_hint("box"), find_attribute_hint("link")
    ('agents("author")', 'holding.part("box")', 'copy.url')
    >>> find_attribute_hint("to_ris"), find_attribute_hint("xyz")
    ('archcite.write(record, "ris")', None)
    """
    for meant in (name, *MEANINGS.get(name, ())):
        if meant in _HINTS:
            return _HINTS[meant]
        role = meant.replace("_", "-")
        for one in (role, role.removesuffix("s")):
            if one in ROLES:
                return f'agents("{one}")'
        if meant in LEVEL_WORDS:
            return f'holding.part("{LEVEL_WORDS[meant][0]}")'
    return find_writing(name, "record")
