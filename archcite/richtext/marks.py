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

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, SupportsIndex, overload

from archcite._foundation.lazy_regex import pattern

if TYPE_CHECKING:

    class Rich(str):
        """Rich text, a type of its own for type checkers; when the program runs, it is ``str``.

        Text of a style or an item is plain, and is not taken for rich text: :func:`strip_unsafe` and
        :func:`archcite.csl.data.markup.to_rich` make rich text of it. A ``NewType`` would say the same, but two texts
        of a NewType that are joined are no longer one.
        """

        @overload
        def __add__(self, other: Rich) -> Rich: ...
        @overload
        def __add__(self, other: str) -> str: ...
        def __add__(self, other: str) -> str: ...
        def __mul__(self, times: SupportsIndex) -> Rich: ...
        def strip(self, signs: str | None = None, /) -> Rich: ...
        def rstrip(self, signs: str | None = None, /) -> Rich: ...
        def join(self, texts: Iterable[Rich]) -> Rich: ...  # type: ignore[override]

else:
    Rich = str

NO_TEXT = Rich()

# What opens a span.
ITALIC = Rich("\ufdd0")
OBLIQUE = Rich("\ufdd1")
UPRIGHT = Rich("\ufdd2")  # font-style: normal
BOLD = Rich("\ufdd3")
LIGHT = Rich("\ufdd4")
MEDIUM = Rich("\ufdd5")  # font-weight: normal
SMALL_CAPS = Rich("\ufdd6")
FULL_CAPS = Rich("\ufdd7")  # font-variant: normal
UNDERLINE = Rich("\ufdd8")
NO_UNDERLINE = Rich("\ufdd9")  # text-decoration: none
SUPERSCRIPT = Rich("\ufdda")
SUBSCRIPT = Rich("\ufddb")
BASELINE = Rich("\ufddc")
FLIP_ITALIC = Rich("\ufddd")  # what an author set apart: the opposite of what is around it
FLIP_BOLD = Rich("\ufdde")
FLIP_SMALL_CAPS = Rich("\ufddf")
QUOTE = Rich("\ufde0")  # in quotation marks, which `finish` chooses by depth
INNER_QUOTE = Rich("\ufde1")  # likewise, but of the inner sort where nothing else is quoted
NOCASE = Rich("\ufde2")  # text that no text-case may touch
NODECOR = Rich("\ufde3")  # text without the formatting of what is around it
LINK = Rich("\ufde4")  # LINK address SEPARATOR content CLOSE
BLOCK = Rich("\ufde5")  # the four values of `display`
LEFT_MARGIN = Rich("\ufde6")
RIGHT_INLINE = Rich("\ufde7")
INDENT = Rich("\ufde8")

# What ends the effect of a span inside it.
UNDONE_BY: Mapping[str, str] = {
    ITALIC: UPRIGHT,
    OBLIQUE: UPRIGHT,
    BOLD: MEDIUM,
    SMALL_CAPS: FULL_CAPS,
    UNDERLINE: NO_UNDERLINE,
}

CLOSE = Rich("\ufde9")  # ends the span that was opened last
SEPARATOR = Rich("\ufdea")
SHIELD = Rich("\ufdeb")  # between two punctuation marks that an author wrote himself: they do not collide

OPENING = f"{ITALIC}-{INDENT}"  # for character classes of regular expressions
MARKS = "\ufdd0-\ufdef"

_MARKS = pattern(f"[{MARKS}]")
_UNSAFE = pattern(f"[{MARKS}\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ADDRESS = pattern(f"{LINK}[^{MARKS}]*{SEPARATOR}")


def strip_unsafe(text: str) -> Rich:
    """Remove marks, control characters and lone surrogates from text that comes from outside.

    >>> strip_unsafe("a\\ufdd0b\\x00c")
    'abc'
    """
    return text if text.isprintable() else _UNSAFE.sub("", text)  # type: ignore[return-value]


def to_line(text: str) -> Rich:
    """Return text from outside as :func:`strip_unsafe` does, on one line.

    >>> to_line("Yale University\\n Library"), to_line("a\\u2028b\\x1b")
    ('Yale University Library', 'a b')
    """
    if text.isprintable():
        return text  # type: ignore[return-value]
    return strip_unsafe(" ".join(line.strip() for line in text.splitlines()))


def to_plain(rich: str) -> str:
    """Return the text of rich text, without any mark.

    >>> to_plain(ITALIC + "War" + CLOSE + " and Peace")
    'War and Peace'
    """
    if rich.isascii():
        return rich
    return _MARKS.sub("", _ADDRESS.sub("", rich) if LINK in rich else rich)


def wrap(mark: Rich, rich: Rich) -> Rich:
    """Wrap rich text in a span; empty text stays empty.

    >>> wrap(ITALIC, "War") == ITALIC + "War" + CLOSE, wrap(ITALIC, "")
    (True, '')
    """
    return mark + rich + CLOSE if rich else rich


def link(address: str, rich: Rich) -> Rich:
    """Make rich text a link to an address.

    >>> to_plain(link("https://example.org/", "a letter"))
    'a letter'
    """
    return LINK + Rich(_MARKS.sub("", address)) + SEPARATOR + rich + CLOSE if rich else rich
