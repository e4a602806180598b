"""Locales: terms, localised dates and language options, merged once into plain dicts.

CSL 1.0.2, "Locale Fallback": the style's own ``cs:locale`` elements come first (for the dialect, then for
the language, then for all), the locale file of the dialect next, then that of the language, then en-US.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from archcite._foundation.lazy_regex import pattern
from archcite._foundation.packages import find_package_folder
from archcite._foundation.resources import read_table
from archcite._foundation.warning_collector import emit_warning
from archcite.csl.style.model import Date
from archcite.csl.style.reader import read_date
from archcite.csl.style.xml import Element, parse
from archcite.errors import LocaleError
from archcite.richtext.marks import NO_TEXT, Rich

DEFAULT = "en-US"

# The dialect that stands for a language where only the language is asked for (CSL locales, locales.json).
PRIMARY_DIALECTS: Mapping[str, str] = {
    "af": "af-ZA", "bal": "bal-PK", "bg": "bg-BG", "brh": "brh-PK", "ca": "ca-AD", "cs": "cs-CZ",
    "cy": "cy-GB", "da": "da-DK", "de": "de-DE", "el": "el-GR", "en": "en-US", "es": "es-ES",
    "et": "et-EE", "fa": "fa-IR", "fi": "fi-FI", "fr": "fr-FR", "gl": "gl-ES", "he": "he-IL",
    "hi": "hi-IN", "hr": "hr-HR", "hu": "hu-HU", "hy": "hy-AM", "id": "id-ID", "is": "is-IS",
    "it": "it-IT", "ja": "ja-JP", "km": "km-KH", "kn": "kn-IN", "ko": "ko-KR", "lij": "lij-IT",
    "lt": "lt-LT", "lv": "lv-LV", "ml": "ml-IN", "mn": "mn-MN", "ms": "ms-MY", "nb": "nb-NO",
    "nl": "nl-NL", "nn": "nn-NO", "pa": "pa-PK", "pl": "pl-PL", "pt": "pt-PT", "ro": "ro-RO",
    "ru": "ru-RU", "sk": "sk-SK", "sl": "sl-SI", "sr": "sr-RS", "sv": "sv-SE", "sw": "sw-KE",
    "th": "th-TH", "tr": "tr-TR", "uk": "uk-UA", "vi": "vi-VN", "zh": "zh-CN",
}  # fmt: skip

# What a form falls back to where a term lacks it (CSL 1.0.2, "Terms").
FORM_FALLBACK: Mapping[str, tuple[str, ...]] = {
    "long": ("long",),
    "short": ("short", "long"),
    "symbol": ("symbol", "short", "long"),
    "verb": ("verb", "long"),
    "verb-short": ("verb-short", "verb", "long"),
}


class Term(NamedTuple):
    """One form of one term."""

    single: str
    multiple: str
    gender: str = ""
    gender_form: str = ""
    match: str = ""


class Locale:
    """The merged locale of a style in a language.

    ``terms`` is keyed by (name, form), gendered variants by (name, form, gender form); ``dates`` by form. ``quotes``
    are the outer quotation marks, opening and closing, and the inner ones.
    """

    __slots__ = ("dates", "lang", "options", "quotes", "terms")

    def __init__(self, lang: str, files: Iterable[Element], overrides: Iterable[Element] = ()) -> None:
        self.lang = lang
        self.terms: dict[tuple[str, ...], Term] = {}
        self.dates: dict[str, Date] = {}
        self.options: dict[str, str] = {}
        for number, file in enumerate(files):
            if number == 1 and self.language != "en":
                self._remove_english_forms(file)
            self._overlay(file)
        for override in overrides:
            self._overlay(override)
        self.quotes = (
            self.term("open-quote"),
            self.term("close-quote"),
            self.term("open-inner-quote"),
            self.term("close-inner-quote"),
        )

    @property
    def language(self) -> str:
        """The language alone: ``en`` of ``en-GB``."""
        return self.lang.partition("-")[0].lower()

    @property
    def punctuation_in_quote(self) -> bool:
        """Whether full stops and commas go inside quotation marks (CSL 1.0.2, "Locale Options")."""
        return self.options.get("punctuation-in-quote") == "true"

    def find(self, name: str, form: str = "long", gender: str | None = None) -> Term | None:
        """Find a term in a form, or in the form that it falls back to; return None if the locale lacks it."""
        for fallback in FORM_FALLBACK.get(form, ("long",)):
            if gender and (gendered := self.terms.get((name, fallback, gender))) is not None:
                return gendered
            if (found := self.terms.get((name, fallback))) is not None:
                return found
        return None

    def term(self, name: str, form: str = "long", plural: bool = False, gender: str | None = None) -> Rich:
        """Return the text of a term; empty if the locale lacks it."""
        found = self.find(name, form, gender)
        if found is None:
            return NO_TEXT
        return Rich(found.multiple if plural else found.single)

    def gender(self, name: str) -> str | None:
        """Return the grammatical gender of a term: ``masculine``, ``feminine`` or None."""
        found = self.find(name)
        return found.gender or None if found else None

    def _overlay(self, layer: Element) -> None:
        for element in layer.children:
            if element.tag == "terms":
                self._overlay_terms(element)
            elif element.tag == "date":
                date = read_date(element)
                self.dates[date.form] = date
            elif element.tag == "style-options":
                self.options.update(element.attrs)

    def _remove_english_forms(self, file: Element) -> None:
        """Remove the English forms of terms that the language has: its own long form goes before “let.”."""
        own = {
            term.attrs.get("name") for part in file.children if part.tag == "terms" for term in part.children
        }
        self.terms = {key: term for key, term in self.terms.items() if key[0] not in own}

    def _overlay_terms(self, terms: Element) -> None:
        # A locale that has ordinals of its own replaces them all: suffixes only make sense as a set.
        if any(_is_ordinal(element.attrs.get("name", "")) for element in terms.children):
            for ordinal in [name for name in self.terms if _is_ordinal(name[0])]:
                del self.terms[ordinal]
        for element in terms.children:
            given = element.attrs
            single, multiple = element.find("single"), element.find("multiple")
            one = _read_text(single) if single else _read_text(element) if multiple is None else ""
            term = Term(
                one,
                _read_text(multiple) if multiple else one,
                given.get("gender", ""),
                given.get("gender-form", ""),
                given.get("match", ""),
            )
            key: tuple[str, ...] = (given.get("name", ""), given.get("form", "long"))
            if term.gender_form:
                key = (*key, term.gender_form)
            self.terms[key] = term


def resolve_tag(wish: str) -> str:
    """Return the language tag that a user's wish means.

    >>> resolve_tag("de_at"), resolve_tag("fr")
    ('de-AT', 'fr')

    A name of a language gives the tag of its locale, and a language without a CSL locale is kept, both with an
    :class:`~archcite.errors.ArchciteWarning`: terms of the latter are in English.

    Raises :class:`~archcite.errors.LocaleError` if the wish is not a language.
    """
    if not isinstance(wish, str):
        raise LocaleError(f"{wish!r} is not a language tag; use one such as “en-GB”, “de-DE” or “fr”.")
    tag = normalize_tag(wish.partition(".")[0])  # “de_DE.UTF-8”, as the environment has it
    language = tag.partition("-")[0]
    language = _THREE_LETTERS.get(language, language)
    tag = "-".join((language, *tag.split("-")[1:]))
    is_tag = _TAG.fullmatch(tag) is not None
    if is_tag and (language in PRIMARY_DIALECTS or _load_file(tag, None) is not None):
        return tag
    names = read_table(__spec__, "languages.toml")
    named = names.get(wish.strip().casefold())
    if named is not None:
        emit_warning(f"“{wish}” is not a language tag; “{named}” is used.")
        return str(named)
    if is_tag:
        emit_warning(
            f"CSL has no terms in “{wish}”; English terms are used. Use a language of CSL, such as “de-DE”.",
        )
        return tag
    raise LocaleError(f"“{wish}” is not a language tag; use one such as “en-GB”, “de-DE” or “fr”.")


# Codes of ISO 639-2 that catalogues and BibTeX use, and the codes that CSL locales have.
_THREE_LETTERS: Mapping[str, str] = {
    "ces": "cs", "cze": "cs", "dan": "da", "deu": "de", "ell": "el", "eng": "en", "fin": "fi", "fra": "fr",
    "fre": "fr", "ger": "de", "gre": "el", "hun": "hu", "ita": "it", "jpn": "ja", "nld": "nl", "dut": "nl",
    "nor": "nb", "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro", "rus": "ru", "spa": "es", "swe": "sv",
    "tur": "tr", "ukr": "uk", "zho": "zh", "chi": "zh",
}  # fmt: skip
_TAG = pattern("[a-z]{2,3}(?:-[A-Z0-9]{2,8})?")


def get_locale(lang: str, overrides: Iterable[Element] = (), *, directory: str | None = None) -> Locale:
    """Return the locale for a language tag, with a style's ``cs:locale`` elements on top.

    >>> get_locale("de-AT").term("and")
    'und'

    A language that no file has falls back to en-US, as CSL says.
    """
    return _build_locale(normalize_tag(lang), tuple(overrides), directory)


@functools.lru_cache(maxsize=32)
def _build_locale(lang: str, overrides: tuple[Element, ...], directory: str | None) -> Locale:
    language = lang.partition("-")[0]
    tags = dict.fromkeys((DEFAULT, PRIMARY_DIALECTS.get(language, language), lang))
    files = [file for tag in tags if (file := _load_file(tag, directory)) is not None]
    chosen: list[Element] = []
    for wanted in ("", language, lang):
        for element in overrides:
            tag = normalize_tag(element.attrs.get("lang", ""))
            if tag == wanted and element not in chosen:
                chosen.append(element)
    return Locale(lang, files, chosen)


def normalize_tag(lang: str) -> str:
    """Return a language tag in the case that locale files use: ``EN-us`` becomes ``en-US``."""
    language, _, dialect = lang.strip().replace("_", "-").partition("-")
    dialect = dialect.split("-")[0]
    return f"{language.lower()}-{dialect.upper()}" if dialect else language.lower()


@functools.lru_cache(maxsize=64)
def _load_file(lang: str, directory: str | None) -> Element | None:
    where = directory or find_folder()
    path = os.path.join(where, f"locales-{lang}.xml")
    if not lang.replace("-", "").isalnum() or not os.path.isfile(path):
        if lang == DEFAULT:
            raise LocaleError(f"{where}: the locale file of {DEFAULT} is missing; install citeproc-py again.")
        return None
    with open(path, encoding="utf-8") as file:
        return parse(file.read(), f"the locale {lang}")


@functools.cache
def find_folder() -> str:
    """Return the folder of the CSL locales in citeproc-py, without importing it."""
    found = find_package_folder("citeproc", "data", "locales")
    if found is not None:
        return found
    raise LocaleError("The CSL locales were not found; install the package citeproc-py.")


def list_tags() -> list[str]:
    """Return the language tags of all CSL locales.

    >>> "de-DE" in list_tags()
    True
    """
    return sorted(name[8:-4] for name in os.listdir(find_folder()) if name.startswith("locales-"))


def _read_text(element: Element) -> str:
    """Return the text of a term. White space counts, unless it only lays out the XML."""
    return " ".join(element.text.split()) if "\n" in element.text else element.text


def _is_ordinal(name: str) -> bool:
    return name.startswith("ordinal")
