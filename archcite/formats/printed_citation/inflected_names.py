"""Authors and recipients whose names are inflected: “Brief Bismarcks an Moltke”, “Письмо Сталина Молотову”.

The rules are in ``inflected_names.toml``. A name is returned only if a rule of its language leaves no doubt of the
nominative, or if the nominative is elsewhere in the citation.
"""

from __future__ import annotations

import functools
import re
from typing import Any, NamedTuple

from archcite._foundation import resources
from archcite._foundation.lazy_regex import join_alternatives, pattern

_FAMILY = r"[^\W\d_a-zа-яёіїєґ][^\W\d_]+(?:[’'-][^\W\d_]*)*"
_INITIALS = r"(?:[^\W\d_a-zа-яёіїєґ]\.\s?){1,3}"
_WORD = pattern(r"[^\W\d_]+")


class InflectedNames(NamedTuple):
    """The kind of a letter, and the nominatives of its author and recipient; None where they are not certain."""

    kind: str
    author: str | None
    recipient: str | None
    is_family_first: bool = False


def parse_inflected_names(text: str, context: str = "") -> InflectedNames | None:
    """Parse a kind, its author and its recipient, whose names are inflected; return None for other text.

    ``context`` is the rest of the citation, which may have the nominative of a name.

    >>> parse_inflected_names("Brief Bismarcks an Moltke"), parse_inflected_names("Брат Сталина Молотову")
    (InflectedNames(kind='letter', author='Bismarck', recipient='Moltke', is_family_first=False), None)
    >>> parse_inflected_names("Brief Adenauers an Heuss").author
    >>> parse_inflected_names("Brief Adenauers an Heuss", "NL Adenauer").author
    'Adenauer'
    """
    for word in _WORD.findall(text):
        for language in _load_languages().get(word.casefold(), ()):
            found = _compile_order(language).fullmatch(text)
            if found is None:
                continue
            rules = _load_rules()[language]
            author = _find_nominative(found["author"], "author", rules, context)
            recipient = _find_nominative(found["recipient"], "recipient", rules, context)
            if found.groupdict().get("article"):
                recipient = None  # “an den Bundestag”, “an den Grafen Arnim”: no name in the nominative
            if any(name and _is_nobody(name, rules) for name in (author, recipient)):
                continue  # “Brief Lübecks an Danzig”
            if author or recipient:
                kind = _find_kind(rules, found["kind"])
                return InflectedNames(kind, author, recipient, rules.get("family_first", False))
    return None


def _find_nominative(name: str, role: str, rules: dict[str, Any], context: str) -> str | None:
    """Return the nominative of a name; None if it is not certain."""
    before, last = name[: name.rfind(" ") + 1], name[name.rfind(" ") + 1 :]
    if role == "recipient" and rules.get("between") and not rules["recipient"]:
        return name  # “an Moltke”: not inflected
    for start, ending, instead in rules[role]:
        if inflected := re.fullmatch(f"(?P<stem>.*(?:{start}))(?:{ending})", last):
            return f"{before}{inflected['stem']}{instead}"
    for ending, insteads in rules.get("open", {}).items():
        if last.endswith(ending):
            stem = last.removesuffix(ending)
            forms = {last, *(stem + instead for instead in insteads)}
            known = [form for form in sorted(forms) if re.search(rf"\b{re.escape(form)}\b", context)]
            return before + known[0] if len(known) == 1 else None
    if role == "author" and any(re.search(f"(?:{ending})$", last) for ending in rules.get("as_written", ())):
        return name
    return None


def _find_kind(rules: dict[str, Any], word: str) -> str:
    kinds: dict[str, list[str]] = rules["kinds"]
    return next(kind for kind, words in kinds.items() if word.casefold() in map(str.casefold, words))


def _load_rules() -> dict[str, dict[str, Any]]:
    return resources.read_table(__spec__, "inflected_names.toml")


@functools.cache
def _load_languages() -> dict[str, tuple[str, ...]]:
    """Return the languages by the words for kinds that they have."""
    found: dict[str, tuple[str, ...]] = {}
    for language, rules in _load_rules().items():
        for words in rules["kinds"].values():
            for word in words:
                key = word.casefold().split()[-1]
                found[key] = (*found.get(key, ()), language)
    return found


def _is_nobody(name: str, rules: dict[str, Any]) -> bool:
    """Return whether a name ends in an office or a place, or begins with an article: it is not a person's."""
    first, _, last = name.rpartition(" ")
    return (
        name in rules.get("places", ())
        or last in (*rules.get("places", ()), *rules.get("offices", ()))
        or first.partition(" ")[0].casefold() in rules.get("articles", ())
    )


@functools.cache
def _compile_order(language: str) -> re.Pattern[str]:
    """Compile the pattern of a kind with its author and recipient, in the order of the language."""
    rules = _load_rules()[language]
    kind = join_alternatives([word for words in rules["kinds"].values() for word in words])
    # Given names in full would be inflected too, but for German and Hungarian.
    given = rf"(?:{_INITIALS}|(?:{_FAMILY}\s){{1,2}})?" if "as_written" in rules else rf"(?:{_INITIALS})?"
    between = rf"\s{rules['between']}" if "between" in rules else ""
    articles = (
        rf"(?P<article>(?:(?:{join_alternatives(rules['articles'])})\s)+)?" if rules.get("articles") else ""
    )
    pieces = {
        "kind": rf"(?P<kind>(?i:{kind}))",
        "author": rf"(?P<author>{given}{_FAMILY})",
        "recipient": rf"{articles}(?P<recipient>{given}{_FAMILY})",
    }
    order = rules.get("order", "kind author recipient").split()
    if between:
        pieces["author"] += between
    return re.compile(r"\s".join(pieces[piece] for piece in order))
