"""Rich text: one ``str`` in which formatting is marked by Unicode noncharacters.

A citation is rendered, joined, cut and compared thousands of times before anyone sees it, so its tree is
kept in its cheapest form, as the text itself.  A span is an opening mark, its content, and :data:`CLOSE`;
spans nest, so the string *is* the tree, written flat::

    ITALIC + "War and Peace" + CLOSE + ", 12"

The marks are the noncharacters U+FDD0..U+FDEF, which Unicode reserves for a process's internal use: they
occur in no text, and :func:`strip_unsafe` takes them out of whatever comes from outside.

A style says *what* a text shall be (:data:`ITALIC`), an author that it shall stand out from what is around
it (:data:`FLIP_ITALIC`): the first holds wherever it is, the second becomes upright within italics.
"""

from __future__ import annotations

from archcite._foundation.lazy_regex import pattern

# What opens a span.
ITALIC = "\ufdd0"
OBLIQUE = "\ufdd1"
UPRIGHT = "\ufdd2"  # font-style: normal
BOLD = "\ufdd3"
LIGHT = "\ufdd4"
MEDIUM = "\ufdd5"  # font-weight: normal
SMALL_CAPS = "\ufdd6"
FULL_CAPS = "\ufdd7"  # font-variant: normal
UNDERLINE = "\ufdd8"
NO_UNDERLINE = "\ufdd9"  # text-decoration: none
SUPERSCRIPT = "\ufdda"
SUBSCRIPT = "\ufddb"
BASELINE = "\ufddc"
FLIP_ITALIC = "\ufddd"  # what an author set apart: the opposite of what is around it
FLIP_BOLD = "\ufdde"
FLIP_SMALL_CAPS = "\ufddf"
QUOTE = "\ufde0"  # in quotation marks, which `finish` chooses by depth
INNER_QUOTE = "\ufde1"  # likewise, but of the inner sort where nothing else is quoted
NOCASE = "\ufde2"  # text that no text-case may touch
NODECOR = "\ufde3"  # text without the formatting of what it stands in
LINK = "\ufde4"  # LINK address SEPARATOR content CLOSE
BLOCK = "\ufde5"  # the four values of `display`
LEFT_MARGIN = "\ufde6"
RIGHT_INLINE = "\ufde7"
INDENT = "\ufde8"

# What ends the effect of a span inside it.
UNDONE_BY = {
    ITALIC: UPRIGHT,
    OBLIQUE: UPRIGHT,
    BOLD: MEDIUM,
    SMALL_CAPS: FULL_CAPS,
    UNDERLINE: NO_UNDERLINE,
}

CLOSE = "\ufde9"  # ends the span that was opened last
SEPARATOR = "\ufdea"
SHIELD = "\ufdeb"  # between two punctuation marks that an author wrote himself: they do not collide

OPENING = f"{ITALIC}-{INDENT}"  # for character classes of regular expressions
MARKS = "\ufdd0-\ufdef"

_MARKS = pattern(f"[{MARKS}]")
_UNSAFE = pattern(f"[{MARKS}\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ADDRESS = pattern(f"{LINK}[^{MARKS}]*{SEPARATOR}")


def strip_unsafe(text: str) -> str:
    """Remove marks, control characters and lone surrogates from text that comes from outside.

    >>> strip_unsafe("a\\ufdd0b\\x00c")
    'abc'
    """
    return text if text.isprintable() else _UNSAFE.sub("", text)


def to_plain(rich: str) -> str:
    """Return the text of rich text, without any mark.

    >>> to_plain(ITALIC + "War" + CLOSE + " and Peace")
    'War and Peace'
    """
    if rich.isascii():
        return rich
    if LINK in rich:
        rich = _ADDRESS.sub("", rich)
    return _MARKS.sub("", rich)


def wrap(mark: str, rich: str) -> str:
    """Wrap rich text in a span; empty text stays empty.

    >>> wrap(ITALIC, "War") == ITALIC + "War" + CLOSE, wrap(ITALIC, "")
    (True, '')
    """
    return mark + rich + CLOSE if rich else ""


def link(address: str, rich: str) -> str:
    """Make rich text a link to an address.

    >>> to_plain(link("https://example.org/", "a letter"))
    'a letter'
    """
    return f"{LINK}{_MARKS.sub('', address)}{SEPARATOR}{rich}{CLOSE}" if rich else ""


def is_empty(rich: str) -> bool:
    """Return whether rich text prints nothing, or only white space.

    >>> is_empty(ITALIC + " " + CLOSE), is_empty("a")
    (True, False)
    """
    return not to_plain(rich).strip()
