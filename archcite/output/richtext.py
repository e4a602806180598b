"""Rich text: one ``str`` in which formatting is marked by Unicode noncharacters.

A citation is rendered, joined, cut and compared thousands of times before anyone sees it, so its tree is
kept in its cheapest form, as the text itself.  A span is an opening mark, its content, and :data:`CLOSE`;
spans nest, so the string *is* the tree, written flat::

    ITALIC + "War and Peace" + CLOSE + ", 12"

The marks are the noncharacters U+FDD0..U+FDEF, which Unicode reserves for a process's internal use: they
occur in no text, and :func:`clean` takes them out of whatever comes from outside.
"""

from __future__ import annotations

import re

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
QUOTE = "\ufddd"  # in quotation marks, which `finish` chooses by depth
NOCASE = "\ufdde"  # text that no text-case may touch
NODECOR = "\ufde7"  # text without the formatting of what it stands in
LINK = "\ufddf"  # LINK address SEPARATOR content CLOSE
BLOCK = "\ufde0"  # the four values of `display`
LEFT_MARGIN = "\ufde1"
RIGHT_INLINE = "\ufde2"
INDENT = "\ufde3"
CLOSE = "\ufde4"
SEPARATOR = "\ufde5"
SHIELD = "\ufde6"  # between two punctuation marks that an author wrote himself: they do not collide

_MARKS = re.compile("[\ufdd0-\ufdef]")
_UNSAFE = re.compile("[\ufdd0-\ufdef\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ADDRESS = re.compile(f"{LINK}[^{SEPARATOR}]*{SEPARATOR}")


def clean(text: str) -> str:
    """Text from outside without marks and control characters.

    >>> clean("a\\ufdd0b\\x00c")
    'abc'
    """
    return text if text.isascii() and text.isprintable() else _UNSAFE.sub("", text)


def plain(rich: str) -> str:
    """The text of rich text, without any mark.

    >>> plain(ITALIC + "War" + CLOSE + " and Peace")
    'War and Peace'
    """
    if rich.isascii():
        return rich
    if LINK in rich:
        rich = _ADDRESS.sub("", rich)
    return _MARKS.sub("", rich)


def wrap(mark: str, rich: str) -> str:
    """A span around rich text; nothing around nothing."""
    return mark + rich + CLOSE if rich else ""
