"""Small pieces of messages: lists of words, shortened text."""

from __future__ import annotations

from collections.abc import Sequence


def join_words(words: Sequence[str], last: str = "and") -> str:
    """Join words as a sentence does.

    >>> join_words(["kind"]), join_words(["kind", "date"]), join_words(["kind", "date", "pages"])
    ('kind', 'kind and date', 'kind, date, and pages')
    """
    if len(words) < 3:
        return f" {last} ".join(words)
    return f"{', '.join(words[:-1])}, {last} {words[-1]}"


def join_choices(words: Sequence[str]) -> str:
    """Join words of which one is to be chosen.

    >>> join_choices(["text"]), join_choices(["text", "html"]), join_choices(["text", "html", "rtf"])
    ('text', 'text or html', 'text, html or rtf')
    """
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def shorten_text(text: str, length: int = 80) -> str:
    """Return a text with at most ``length`` characters; an ellipsis replaces the rest.

    >>> shorten_text("Letter on the Recall of Advisors", 10)
    'Letter on…'
    """
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def format_value(value: object) -> str:
    """Return a value as an error shows it: as Python writes it, but never long.

    >>> format_value("a"), len(format_value(list(range(1000))))
    ("'a'", 79)
    """
    return shorten_text(repr(value))
