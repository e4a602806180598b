"""Languages as babel and biblatex call them (``langid``), and their codes."""

from __future__ import annotations

from collections.abc import Mapping

from archcite._foundation.lazy_regex import pattern
from archcite.formats.common.languages import find_language_code

# Code → name. A code with a country comes after the one without.
_NAMES: Mapping[str, str] = {
    "af": "afrikaans", "sq": "albanian", "am": "amharic", "ar": "arabic", "hy": "armenian", "as": "assamese",
    "ast": "asturian", "eu": "basque", "be": "belarusian", "bn": "bengali", "br": "breton", "bg": "bulgarian",
    "ca": "catalan", "zh": "chinese", "cop": "coptic", "hr": "croatian", "cs": "czech", "da": "danish", "dv": "divehi",
    "nl": "dutch", "en": "english", "en-US": "american", "en-GB": "british", "en-CA": "canadian", "en-AU": "australian",
    "en-NZ": "newzealand", "eo": "esperanto", "et": "estonian", "fa": "persian", "fi": "finnish", "fr": "french",
    "fr-CA": "canadien", "fr-CH": "swissfrench", "fur": "friulan", "gl": "galician", "ka": "georgian", "de": "german",
    "de-AT": "austrian", "de-CH": "swissgerman", "el": "greek", "grc": "ancientgreek", "he": "hebrew", "hi": "hindi",
    "hu": "magyar", "is": "icelandic", "id": "indonesian", "ia": "interlingua", "ga": "irish", "it": "italian",
    "ja": "japanese", "kn": "kannada", "kk": "kazakh", "km": "khmer", "ko": "korean", "ku": "kurmanji", "lo": "lao",
    "la": "latin", "lv": "latvian", "lt": "lithuanian", "dsb": "lowersorbian", "hsb": "uppersorbian",
    "mk": "macedonian",
    "ms": "malay", "ml": "malayalam", "mr": "marathi", "mn": "mongolian", "no": "norwegian", "nb": "norsk",
    "nn": "nynorsk", "oc": "occitan", "pl": "polish", "pt": "portuguese", "pt-BR": "brazilian", "ro": "romanian",
    "rm": "romansh", "ru": "russian", "sa": "sanskrit", "gd": "scottish", "sr": "serbian", "sk": "slovak",
    "sl": "slovene", "es": "spanish", "es-MX": "mexican", "sv": "swedish", "syr": "syriac", "ta": "tamil",
    "te": "telugu", "th": "thai", "bo": "tibetan", "tr": "turkish", "tk": "turkmen", "uk": "ukrainian", "ur": "urdu",
    "vi": "vietnamese", "cy": "welsh", "yi": "yiddish",
}  # fmt: skip
# Further names of the same languages.
_OTHER_NAMES: Mapping[str, str] = {
    "acadian": "fr-CA", "bahasa": "id", "bahasai": "id", "bahasam": "ms", "brazil": "pt-BR", "chinese-hans": "zh",
    "chinese-hant": "zh", "chinese-simplified": "zh", "chinese-traditional": "zh", "farsi": "fa", "francais": "fr",
    "frenchb": "fr", "germanb": "de", "hungarian": "hu", "indon": "id", "lowersorbian": "dsb", "naustrian": "de-AT",
    "ngerman": "de", "norwegian-bokmal": "nb", "nswissgerman": "de-CH", "polutonikogreek": "el", "portuges": "pt",
    "samin": "se", "serbianc": "sr", "slovenian": "sl", "swissgerman": "de-CH", "uenglish": "en", "ukenglish": "en-GB",
    "usenglish": "en-US", "usorbian": "hsb", "lsorbian": "dsb", "ukraineb": "uk", "russianb": "ru",
}  # fmt: skip
# Variants of polyglossia whose names are not those of babel.
_VARIANTS: Mapping[tuple[str, str], str] = {
    ("en", "uk"): "en-GB", ("en", "us"): "en-US", ("en", "usmax"): "en-US", ("en", "canadian"): "en-CA",
    ("de", "swiss"): "de-CH", ("fr", "swiss"): "fr-CH", ("fr", "canadian"): "fr-CA",
    ("zh", "simplified"): "zh-Hans", ("zh", "traditional"): "zh-Hant",
}  # fmt: skip
_VARIANT = pattern(r"\bvariant\s*=\s*\{?\s*(?P<name>\w+)")
_CODES = {name: code for code, name in _NAMES.items()} | dict(_OTHER_NAMES)


def find_langid(code: str) -> str | None:
    """Return the name of a language for ``langid``; that of the language alone if its country has none.

    >>> find_langid("de"), find_langid("en-us"), find_langid("de-DE"), find_langid("eng"), find_langid("tlh")
    ('german', 'american', 'german', 'english', None)
    """
    language, _, country = code.replace("_", "-").partition("-")
    language = language.lower()
    if len(language) == 3 and language not in _NAMES:
        language = find_language_code(language) or language
    return _NAMES.get(f"{language}-{country.upper()}") or _NAMES.get(language)


def find_code(langid: str, options: str = "") -> str | None:
    """Return the code of a language under one of babel's names; a code is its own.

    ``options`` may have a variant of the language (biblatex's ``langidopts``).

    >>> find_code("ngerman"), find_code("UKenglish"), find_code("pt-BR"), find_code("Klingon")
    ('de', 'en-GB', 'pt-BR', None)
    >>> find_code("english", "variant=british"), find_code("german", "spelling=old, variant=swiss")
    ('en-GB', 'de-CH')
    """
    code = _find_code(langid)
    if code and (found := _VARIANT.search(options)):
        variant = found["name"].casefold()
        named = _VARIANTS.get((code, variant)) or _CODES.get(variant, "")
        code = named if named.startswith(f"{code}-") else code
    return code


def _find_code(langid: str) -> str | None:
    name = langid.strip().casefold()
    if name in _CODES:
        return _CODES[name]
    language, _, country = langid.strip().partition("-")
    return langid.strip() if language in _NAMES and (not country or len(country) in (2, 4)) else None
