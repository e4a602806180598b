"""Read archcite's own file format: one record, a list of records, or a collection, in YAML or JSON.

A collection declares repositories, portals and fonds by name, and its records inherit what they share: a
record is in a box, the box in a series, the series in a fonds, the fonds in a repository. ``docs/records.md``
teaches the format.
"""

from __future__ import annotations

import re
from io import StringIO

from archcite._foundation.lazy_regex import pattern
from archcite.record import Source

# The part of a text that is searched for its first key, and the longest line that can begin with one.
_SEARCHED_LENGTH = 65_536
_LONGEST_KEY_LINE = 200
# As many keys may be misspelled, which is reported.
_FEW_KEYS = 4
_FIRST_KEY = pattern(r"(?:- {1,20}(?:\{ {0,20})?)?[\"']?(\w(?:[\w -]{0,60}\w)?)[\"']?\s{0,20}:(?:\s|$)")


def read(text: str, name: str = "the text") -> list[Source]:
    """Parse the records of a file in archcite's own format.

    ``name`` is the file name for errors. Raises :class:`~archcite.errors.SourceError`, with file, line and record
    (and the valid records), for an invalid record: an unknown key or name (with the nearest known one), an
    invalid date, a fonds or box that contains itself.

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
    from archcite.formats.archcite_yaml.collection_reader import CollectionReader
    from archcite.formats.archcite_yaml.positions import load

    return CollectionReader(name).read_tree(load(text, name))


def sniff(text: str) -> bool:
    """Return whether a text looks like archcite's own format, judging by its first key.

    >>> sniff("title: Letter"), sniff("- {title: Letter}"), sniff("{title: Letter}"), sniff('[{"type": "book"}]')
    (True, True, True, False)
    """
    start = text.lstrip()
    if start[:1] in ("{", "["):
        from archcite.formats.common.json_list import has_own_publication  # most texts are not JSON

        # YAML may have keys without quotation marks in braces, too.
        found = re.match(r"[\[{\s]{0,100}\"?(\w(?:[\w -]{0,60}\w)?)\"?\s{0,20}:", start)
        # CSL-JSON has keys of the same names, but every item of it has a type, which here a publication alone has.
        is_item = re.search(r"[\"{,\s]type\"?\s*:", start) and not has_own_publication(start)
        return _is_own_key(found) and not is_item and not _is_of_others(start)
    return _is_own_key(_FIRST_KEY.match(_find_first_content_line(text)))


def _is_of_others(start: str) -> bool:
    """Return whether most keys of the first mapping of a JSON text are of another program: “id” is of many."""
    import json

    try:
        found, _ = json.JSONDecoder().raw_decode(start[:_SEARCHED_LENGTH], start.index("{"))
    except (ValueError, RecursionError):
        return False
    return len(found) > _FEW_KEYS and sum(map(_is_own, found)) * 2 < len(found)


def _find_first_content_line(text: str) -> str:
    """Return the beginning of the first line that is not blank, a comment, or a YAML marker; or an empty text."""
    for line in StringIO(text[:_SEARCHED_LENGTH]):
        stripped = line.strip()
        if stripped and not stripped.startswith(("#", "%YAML", "%TAG")) and stripped != "---":
            return line[:_LONGEST_KEY_LINE]
    return ""


def _is_own_key(found: re.Match[str] | None) -> bool:
    return found is not None and _is_own(found[1])


def _is_own(key: str) -> bool:
    # Every text of any format is sniffed with this module, and few begin with a key.
    from archcite.formats.archcite_yaml.collection_reader import OWN_KEYS
    from archcite.formats.archcite_yaml.short_forms import normalize_key

    return normalize_key(key) in OWN_KEYS
