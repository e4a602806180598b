"""The words of a bibliography of primary sources in a language: headings, names of countries and cities.

Headings are the project's own table. The names of countries and capitals in all languages are Unicode's; `Babel
<https://babel.pocoo.org>`_ has them, and where it is not installed (``pip install archcite[countries]``) they are in
English.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import frozen

from archcite._foundation import resources
from archcite._foundation.lazy_regex import pattern
from archcite._foundation.warning_collector import emit_warning

if TYPE_CHECKING:
    from babel import Locale

_ENGLISH = "en"
_CYRILLIC = pattern("[а-я]")


@frozen
class Words:
    """The words of one language; ``headings`` are those of ``data/words.toml``."""

    language: str
    headings: Mapping[str, str]
    kinds: Mapping[str, str]

    def translate_kind(self, kind: str) -> str:
        """Return the plural heading for documents of a kind.

        >>> load_words("de-DE").translate_kind("letter"), load_words("fr").translate_kind("laundry list")
        ('Briefe', 'Laundry list')
        """
        return self.kinds.get(kind.casefold()) or kind[:1].upper() + kind[1:]

    @property
    def is_english(self) -> bool:
        """Whether this is the language of the tables of archives and countries."""
        return _get_language(self.language) == _ENGLISH

    @property
    def is_cyrillic(self) -> bool:
        """Whether the language is written in Cyrillic letters.

        >>> load_words("uk").is_cyrillic, load_words("pl").is_cyrillic
        (True, False)
        """
        return _CYRILLIC.search(self.headings["archival"]) is not None

    def translate_city(self, city: str) -> str:
        """Translate the English name of a well-known city; return any other name unchanged.

        >>> german = load_words("de")
        >>> german.translate_city("Moscow"), german.translate_city("New Haven, CT")
        ('Moskau', 'New Haven, CT')
        """
        return city if self.is_english else _load_cities(self.language).get(city, city)

    def translate_country(self, country: str) -> str:
        """Translate the ISO 3166-1 code or English name of a country; return any other name unchanged.

        >>> load_words("en").translate_country("RU"), load_words("en").translate_country("Ruritania")
        ('Russia', 'Ruritania')
        """
        code = find_country_code(country)
        return (_find_country_name(code, self.language) if code else None) or country


def load_words(language: str, changed: Mapping[str, str] | None = None) -> Words:
    """Load the words of a language, given as a tag; English if the table does not have it.

    ``changed`` are headings of the user's own: ``{"archival": "Ungedruckte Quellen"}``.

    >>> load_words("fr-FR").headings["archival"]
    'Sources manuscrites'
    >>> load_words("de", {"archival": "Ungedruckte Quellen"}).headings["archival"]
    'Ungedruckte Quellen'
    """
    table = resources.read_table(__spec__, "data/words.toml")
    found = table.get(_get_language(language), table[_ENGLISH])
    headings = {name: text for name, text in found.items() if isinstance(text, str)}
    return Words(language, {**headings, **(changed or {})}, found.get("kinds") or table[_ENGLISH]["kinds"])


@functools.lru_cache(1024)
def find_country_code(country: str) -> str | None:
    """Return the ISO 3166-1 code of a country, given as a code or by its English name.

    >>> find_country_code("gb"), find_country_code("Russian Federation"), find_country_code("Ruritania")
    ('GB', 'RU', None)
    """
    name = " ".join(country.split())
    if len(name) == 2 and name.isascii() and name.isalpha() and name != "UK":
        return name.upper()
    return _load_country_codes().get(name.casefold())


@functools.cache
def _load_country_codes() -> dict[str, str]:
    return {
        name.casefold(): code
        for code, names in resources.read_table(__spec__, "data/countries.toml").items()
        for name in names
    }


def _get_language(language: str) -> str:
    """Return the language without region: ``de`` for ``de-AT``."""
    return language.replace("_", "-").partition("-")[0].lower()


@functools.lru_cache(1024)
def _find_country_name(code: str, language: str) -> str | None:
    english: list[str] = resources.read_table(__spec__, "data/countries.toml").get(code, [])
    if _get_language(language) == _ENGLISH and english:
        return english[0]
    locale = _load_locale(language)
    own = locale.territories.get(code) if locale is not None else None
    return own or (english[0] if english else None)


@functools.cache
def _load_cities(language: str) -> dict[str, str]:
    """Return the names of cities by their English names, for the cities that time zones are named after."""
    own, english = _load_locale(language), _load_locale(_ENGLISH)
    if own is None or english is None:
        return {}
    names = {zone: zone.rpartition("/")[2].replace("_", " ") for zone in map(str, own.time_zones)}
    names |= {zone: said["city"] for zone, said in english.time_zones.items() if "city" in said}
    return {
        names[zone]: said["city"] for zone, said in own.time_zones.items() if "city" in said and zone in names
    }


@functools.cache
def _load_locale(language: str) -> Locale | None:
    """Load Babel's data for a language; warn once and return None if Babel is not installed."""
    try:
        from babel import Locale, UnknownLocaleError
    except ImportError:
        emit_warning(
            "Countries and cities have their English names; Babel has the others: pip install archcite[countries].",
        )
        return None
    try:
        return Locale.parse(language.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        return None
