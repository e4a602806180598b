"""Text that is printed to a person: without the characters that steer a terminal or the log of a build."""

from __future__ import annotations

from archcite._foundation.lazy_regex import pattern

# Control characters (C0, DEL, C1) can move the cursor, recolour the screen or start a command of a CI log; the
# separators U+2028 and U+2029 break lines as a newline does; lone surrogates cannot be encoded. A tab and a newline
# are the caller's own.
_CONTROL = pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def clean_text(text: str) -> str:
    """Replace control characters, except tabs and newlines.

    >>> clean_text("Letter\\x1b[2J")
    'Letter�[2J'
    """
    return _CONTROL.sub(_REPLACEMENT, text)


def clean_line(text: str) -> str:
    """Return text as one line without control characters.

    >>> clean_line("Letter\\n::error::gone")
    'Letter ::error::gone'
    """
    return clean_text(" ".join(text.split()))
