"""The kind of a document, from the words of its title."""

from __future__ import annotations

import functools

from archcite._foundation import resources
from archcite._foundation.lazy_regex import pattern
from archcite.formats.common.portal_vocabulary import load_vocabulary

_WORD = pattern(r"[^\W_][\w'’é-]*")
# What databases call the types of works, which no style prints as a genre.
_TYPE_NAMES = frozenset(
    (
        *("article", "journal article", "magazine article", "newspaper article", "original article"),
        *("research article", "original research", "article; early access", "article in press", "book"),
        *("book chapter", "book section", "chapter", "conference paper", "conference proceedings"),
        *("proceedings paper", "article; proceedings paper", "journal"),
    )
)


def is_type_name(text: str) -> bool:
    """Return whether a genre only repeats what kind of work something is: “Article” of an article.

    >>> is_type_name("Article"), is_type_name("Conference Paper"), is_type_name("PhD thesis")
    (True, True, False)
    """
    return " ".join(text.casefold().split()) in _TYPE_NAMES


def infer_document_kind(title: str | None) -> str:
    """Return the kind of document that a title begins with; “document” if it names none.

    >>> infer_document_kind("Letter addressed by the CC")
    'letter'
    >>> infer_document_kind("Top Secret Ciphered Telegram, Roshchin to Moscow")
    'telegram'
    >>> infer_document_kind("Record of Conversation between Petrov and Zhou Enlai")
    'conversation'
    >>> infer_document_kind("Lettre à Mazarin"), infer_document_kind("Шифртелеграмма Сталина Молотову")
    ('letter', 'telegram')
    >>> infer_document_kind("The Chancellor's Day")
    'document'
    """
    found = _WORD.findall((title or "").casefold())[:12]
    phrases, adjectives = _load_phrases(), _load_adjectives()
    for start in range(len(found)):
        for length in range(min(6, len(found) - start), 0, -1):
            kind = phrases.get(" ".join(found[start : start + length]))
            if kind:
                return kind
        if found[start] not in adjectives:
            break
    return "document"


def is_kind_word(text: str) -> bool:
    """Return whether a text is the word for a kind of document in any language, and nothing else.

    >>> is_kind_word("Telegramm"), is_kind_word("Geheimes Telegramm"), is_kind_word("procès-verbal")
    (True, False, True)
    """
    return text.casefold() in _load_phrases()


def find_kind_of_word(word: str) -> str | None:
    """Return the kind of document that a text is the word for, in any language that archcite prints kinds in.

    English has words of its own for some kinds (“note verbale”), which stay as they are; so do words that mean several
    kinds (“Urkunde”: a charter, a deed or a certificate).

    >>> find_kind_of_word("Telegramm"), find_kind_of_word("procesdossier"), find_kind_of_word("will")
    ('telegram', 'court file', 'will')
    >>> find_kind_of_word("Urkunde"), find_kind_of_word("Grant of liberties")
    (None, None)
    """
    plain = word.casefold().strip(" .")
    printed = _load_printed_words().get(plain, ())
    return _load_foreign_phrases().get(plain) or (printed[0] if len(printed) == 1 else None)


def find_printed_kind(word: str) -> str | None:
    """Return the kind that archcite prints a word for, in small letters and any language; of several the first.

    >>> find_printed_kind("procesdossier"), find_printed_kind("schreiben")
    ('court file', None)
    """
    return next(iter(_load_printed_words().get(word, ())), None)


@functools.cache
def _load_printed_words() -> dict[str, tuple[str, ...]]:
    """Return the kinds by the words that archcite prints for them."""
    from archcite.formats import csl_json

    kinds: dict[str, dict[str, None]] = {}
    for language in resources.read_table(csl_json.__spec__, "printed_words.toml").values():
        for kind, word in language.get("kinds", {}).items():
            for spelling in (word.casefold(), kind):
                kinds.setdefault(spelling, {})[kind] = None
    return {word: tuple(found) for word, found in kinds.items()}


def find_kind_languages(title: str) -> tuple[str, ...]:
    """Return the languages, by their tags, of the word for a kind of document that a title begins with.

    >>> find_kind_languages("Rapport du préfet"), find_kind_languages("Letter to Lee"), find_kind_languages("Road")
    (('fr',), ('en',), ())
    """
    first = _WORD.match(title.casefold())
    return _load_languages_of_kinds().get(first[0], ()) if first else ()


@functools.cache
def _load_languages_of_kinds() -> dict[str, tuple[str, ...]]:
    """Return the languages by the single words that name kinds in them."""
    found: dict[str, tuple[str, ...]] = {}
    foreign = resources.read_table(__spec__, "document_kinds.toml")
    english = [
        phrase
        for kind, phrases in load_vocabulary()["kinds"].items()
        if kind != "adjectives"
        for phrase in phrases
    ]
    tables = [(code, words) for code, kinds in foreign.items() if len(code) == 2 for words in kinds.values()]
    for code, words in [*tables, ("en", english)]:
        for word in {word.casefold() for word in words if " " not in word}:
            found[word] = (*found.get(word, ()), code)
    return found


@functools.cache
def _load_adjectives() -> frozenset[str]:
    """Return the words that may be before the word for a kind: “top”, “secret”."""
    return frozenset(load_vocabulary()["kinds"]["adjectives"])


@functools.cache
def _load_phrases() -> dict[str, str]:
    """Return the kinds by the words that name them; those of the portal, in English, come first."""
    kinds = load_vocabulary()["kinds"]
    english = {phrase: kind for kind, phrases in kinds.items() if kind != "adjectives" for phrase in phrases}
    return _load_foreign_phrases() | english


@functools.cache
def _load_foreign_phrases() -> dict[str, str]:
    """Return the kinds by the words that name them in other languages than English."""
    return {
        word.casefold(): kind
        for kinds in reversed(resources.read_table(__spec__, "document_kinds.toml").values())
        for kind, words in kinds.items()
        for word in words
    }
