"""Names and codes of languages, from CLDR: in English, in the languages of catalogues, and in their own words.

The table is written by ``.ci/build_languages.py``.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping

from archcite._foundation import resources
from archcite._foundation.lazy_regex import pattern

# “German; English”, “allemand et français”, “niemiecki, polski”.
_SEPARATOR = pattern(
    r"\s*[;,/|&+]\s*(?:and\s+|und\s+|et\s+)?|\s+(?:and|und|et|y|e|og|och|en|ja|i|și|és|ve|и|та|a)\s+", 0
)
_TAG = pattern(r"(?P<code>[a-z]{2,3})(?:[-_@.][\w.-]{2,20})?")
_LONGEST = 60


def find_language_code(text: str) -> str | None:
    """Return the code (ISO 639) of a language that is given as a name or a code in any spelling; None if unknown.

    >>> [find_language_code(text) for text in ("German", "Deutsch", "allemand", "GER", "deu", "de_DE", "Klingon")]
    ['de', 'de', 'de', 'de', 'de', 'de', None]
    """
    plain = text.strip(" .;,[]()").casefold()
    if not plain or len(plain) > _LONGEST:
        return None
    table = _load_table()
    if (code := table["codes"].get(plain)) is not None:
        return code
    found = _TAG.fullmatch(plain)
    code = found["code"] if found else ""
    code = table["aliases"].get(code, code)
    return code if code in table["names"] else None


def get_language_name(code: str) -> str | None:
    """Return the English name of a language by its code.

    >>> get_language_name("de"), get_language_name("xx")
    ('German', None)
    """
    return _load_table()["names"].get(code)


def split_languages(text: str) -> list[str]:
    """Return the English names of the languages that a text lists; empty unless it lists nothing else.

    >>> split_languages("German; English"), split_languages("allemand et français"), split_languages("In German")
    (['German', 'English'], ['German', 'French'], [])
    """
    pieces = (
        [text]
        if find_language_code(text)
        else [piece for piece in _SEPARATOR.split(text.strip(" .")) if piece]
    )
    names = [get_language_name(code) for piece in pieces[:50] if (code := find_language_code(piece))]
    known = [name for name in names if name]
    return list(dict.fromkeys(known)) if len(known) == len(pieces) else []


@functools.cache
def _load_table() -> Mapping[str, dict[str, str]]:
    table: Mapping[str, dict[str, str]] = json.loads(resources.read_text(__spec__, "languages.json"))
    return table
