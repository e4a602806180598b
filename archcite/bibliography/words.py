"""The words of a bibliography of primary sources in a language: its headings, and the names of countries.

Headings are the project's own table. The names of countries in all languages are Unicode's; `Babel
<https://babel.pocoo.org>`_ has them, and where it is not installed (``pip install archcite[countries]``) they are in
English.
"""

from __future__ import annotations

import functools
import os
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from attrs import frozen

from archcite.errors import ArchciteWarning

if TYPE_CHECKING:
    from importlib.abc import ResourceLoader

_ENGLISH = "en"


@frozen
class Words:
    """The words of one language; ``headings`` are those of ``data/words.toml``."""

    language: str
    headings: Mapping[str, str]
    kinds: Mapping[str, str]

    def kind(self, kind: str) -> str:
        """What documents of a kind are called together.

        >>> words("de-DE").kind("letter"), words("fr").kind("laundry list")
        ('Briefe', 'Laundry list')
        """
        return self.kinds.get(kind.casefold()) or kind[:1].upper() + kind[1:]

    def country(self, country: str) -> str:
        """The name of a country, by its ISO 3166-1 code or an English name; as it is, where it is not known.

        >>> words("en").country("RU"), words("en").country("Ruritania")
        ('Russia', 'Ruritania')
        """
        code = country_code(country)
        return (_country(code, self.language) if code else None) or country


def words(language: str, changed: Mapping[str, str] | None = None) -> Words:
    """The words of a language, given as a tag; English ones where the table has none of that language.

    ``changed`` are headings of the user's own: ``{"archival": "Ungedruckte Quellen"}``.

    >>> words("fr-FR").headings["archival"], words("de", {"archival": "Ungedruckte Quellen"}).headings["archival"]
    ('Sources manuscrites', 'Ungedruckte Quellen')
    """
    table = _table("words")
    code = language.replace("_", "-").partition("-")[0].lower()
    found = table.get(code, table[_ENGLISH])
    headings = {name: text for name, text in found.items() if isinstance(text, str)}
    return Words(language, {**headings, **(changed or {})}, found.get("kinds") or table[_ENGLISH]["kinds"])


@functools.lru_cache(1024)
def country_code(country: str) -> str | None:
    """The ISO 3166-1 code of a country, given as a code or by its English name.

    >>> country_code("gb"), country_code("Russian Federation"), country_code("Ruritania")
    ('GB', 'RU', None)
    """
    name = " ".join(country.split())
    if len(name) == 2 and name.isascii() and name.isalpha() and name != "UK":
        return name.upper()
    return _codes().get(name.casefold())


@functools.cache
def _codes() -> dict[str, str]:
    return {name.casefold(): code for code, names in _table("countries").items() for name in names}


@functools.lru_cache(1024)
def _country(code: str, language: str) -> str | None:
    english: list[str] = _table("countries").get(code, [])
    if language.partition("-")[0].lower() == _ENGLISH and english:
        return english[0]
    try:
        from babel import Locale, UnknownLocaleError
    except ImportError:
        _warn_of_english()
        return english[0] if english else None
    try:
        locale = Locale.parse(language.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        return english[0] if english else None
    return cast("str | None", locale.territories.get(code)) or (english[0] if english else None)


@functools.cache
def _warn_of_english() -> None:
    """Said once."""
    warnings.warn(
        "The names of countries are in English; Babel has them in other languages: pip install archcite[countries].",
        ArchciteWarning,
        stacklevel=2,
    )


@functools.cache
def _table(name: str) -> dict[str, Any]:
    import tomllib

    path = os.path.join(os.path.dirname(__file__), "data", f"{name}.toml")
    loader = cast("ResourceLoader", __spec__.loader)
    return tomllib.loads(loader.get_data(path).decode("utf-8"))
