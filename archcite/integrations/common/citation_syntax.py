"""Citations as pandoc's Markdown writes them (``see @key, p. 719; -@other``), for every documentation tool.

What stands between the brackets of pandoc's ``[…]``, or in a role of Sphinx, is a list of cites with semicolons
between them. Each is a prefix, a key after ``@`` (``-@`` leaves the author out), a locator, and a suffix. The key
is in braces where it has signs that would end it, and so is a locator that is not known by its look. A locator may
also stand in brackets: ``@key [fol. 3v]``, which names the author in the running text where it comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from attrs import evolve, frozen

from archcite._foundation.lazy_regex import join_alternatives, pattern
from archcite.errors import SourceError
from archcite.locators import STOP, WORDS, parse_locator

# A key, without and with braces.
KEY = r"\{[^{}\s][^{}]*\}|\w(?:[:.#$%&+?<>~/-]?\w)*"
# What ``nocite`` has for all sources.
EVERYTHING = "*"
_UNCITED = pattern(rf"(?:(?<![\w@])@)?(?:(\*)|\{{([^{{}}]+)\}}|({KEY}))")
_MARKUP_START = pattern(r"(?:<[^<>]*>)+")
# What a note goes after: the punctuation that follows its citation, and closing quotation marks.
BEFORE_NOTE = pattern(r"[.,;:!?…]+[”’»\"')]*")
# A quotation that ends without a full stop or another sign of its own.
QUOTATION_END = pattern(r"(?<=[^.,;:!?…\s])[”’\"]+\Z")


@frozen
class WrittenCite:
    """One cite as its author wrote it.

    ``locator`` and ``label`` are CSL's, ``prefix`` and ``suffix`` have the markup of a CSL-JSON field;
    ``in_text`` means that the sentence names the author, and the citation prints the rest.

    >>> WrittenCite("creel", locator="3v", label="folio").to_mapping()
    {'id': 'creel', 'locator': '3v', 'label': 'folio'}
    """

    key: str
    prefix: str = ""
    locator: str = ""
    label: str = ""
    suffix: str = ""
    suppress_author: bool = False
    in_text: bool = False

    def capitalize_prefix(self) -> WrittenCite:
        """Return the cite with a capital at the start of its prefix, for the first cite of a note.

        >>> WrittenCite("creel", "see ").capitalize_prefix().prefix
        'See '
        """
        start = _MARKUP_START.match(self.prefix)
        at = start.end() if start else 0
        return evolve(
            self, prefix=self.prefix[:at] + self.prefix[at : at + 1].upper() + self.prefix[at + 1 :]
        )

    def continue_from(self, between: str) -> WrittenCite:
        """Return the cite with the text between it and the cite before it, which has no other delimiter.

        >>> WrittenCite("house").continue_from(", as in").prefix, WrittenCite("house", "a ").continue_from("(in").prefix
        (', as in ', ' (in a ')
        """
        start = "" if between[:1] in tuple(".,;:") else " "
        return evolve(self, prefix=f"{start}{between.strip()} {self.prefix}", in_text=False)

    def to_mapping(self) -> dict[str, Any]:
        """Return the cite as a mapping for :meth:`archcite.csl.Processor.cite`, without empty values."""
        given = {
            "id": self.key,
            "prefix": self.prefix,
            "locator": self.locator,
            "label": self.label,
            "suffix": self.suffix,
            "suppress-author": self.suppress_author,
            "composite": self.in_text,
        }
        return {name: value for name, value in given.items() if value}


def parse_cites(text: str, *, in_text: bool = False) -> tuple[WrittenCite, ...]:
    """Parse the cites of one citation, as written in a role or between brackets.

    ``in_text`` is for a citation without brackets: its sentence names the author.

    >>> for cite in parse_cites("see @creel, pp. 719–20, and *passim*; -@house [fol. 3v]"): print(cite.to_mapping())
    {'id': 'creel', 'prefix': 'see ', 'locator': '719-20', 'label': 'page', 'suffix': ', and <i>passim</i>'}
    {'id': 'house', 'locator': '3v', 'label': 'folio', 'suppress-author': True}
    >>> parse_cites("@{https://odd.org/key?a=1} [box 6, folder 2]")[0].in_text
    True

    Raises :class:`~archcite.errors.SourceError` if a part has no key, or two.
    """
    cites: list[WrittenCite] = []
    for part in _split_cites(" ".join(text.split())):
        cites.extend(_parse_part(part, text, first=not cites, in_text=in_text and not cites))
    return tuple(cites)


def parse_uncited(text: str) -> tuple[str, ...]:
    """Parse the keys of ``nocite``, with or without an @; ``*`` is for all sources.

    >>> parse_uncited("@creel1918, @{https://example.org/1}"), parse_uncited("creel1918; house1918"), parse_uncited("*")
    (('creel1918', 'https://example.org/1'), ('creel1918', 'house1918'), ('*',))
    """
    return tuple(dict.fromkeys(found[1] or found[2] or found[3] for found in _UNCITED.finditer(text)))


# What a locator looks like.  A number has a figure in it, or is Roman; more of them may follow, each with a word of
# its own ("box 6, folder 179"), and a leaf has two sides.
_WORDS = join_alternatives(set(WORDS))
_LABEL = rf"(?:(?:{_WORDS})(?!\w){STOP}\s*|[§¶]+\s*)"
_ROMAN = r"(?=[ivxlcdm])m{0,3}(?:c[md]|d?c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})(?!\w)"
_NUMBER = rf"(?:[^\s,;{{}}]*\d[^\s,;{{}}]*|{_ROMAN}(?:\s?[-–—]\s?{_ROMAN})?)"
_SIDE = r"(?:\s(?:ob|об|recto|verso|[rv])(?!\w)\.?)?"
_MORE = rf"(?:(?:,\s*|\s?[-–—&]\s?|\sand\s){_LABEL}?{_NUMBER}{_SIDE})*"
_LOCATOR = pattern(
    rf"s\.?\s?v(?:v|\.v)?\.?\s[^,;]+|{_LABEL}?{_NUMBER}{_SIDE}{_MORE}|{_LABEL}(?-i:[A-Z])(?!\w)",
    re.IGNORECASE,
)
_BRACED = pattern(r"\{((?:[^{}]|\{[^{}]*\})*)\}")
_BRACKETED = pattern(r"\s*\[([^\[\]]*)\](.*)", re.DOTALL)
_TAIL = pattern(r"[.,:!?)]+\Z")
_WORD = pattern(r"\w")
_CITE = pattern(rf"(?<![\w@\\/])(-?)@(?:\{{([^{{}}\s][^{{}}]*)\}}|({KEY}))")


def _split_cites(text: str) -> Iterator[str]:
    """Split a text at semicolons, except those in brackets, braces, or after a backslash."""
    depth = start = place = 0
    while place < len(text):
        sign = text[place]
        if sign == "\\":
            place += 1
        elif sign in "[{":
            depth += 1
        elif sign in "]}":
            depth = max(0, depth - 1)
        elif sign == ";" and not depth:
            yield text[start:place]
            start = place + 1
        place += 1
    yield text[start:]


def _parse_part(part: str, whole: str, *, first: bool, in_text: bool) -> Iterator[WrittenCite]:
    """Parse the cite of one part, and those that its brackets or its suffix add to it.

    They are in ``@key [p. 3; see @other]``, and in ``@key, 3, as in @other, 5``.
    """
    found = _CITE.search(part)
    if found is None:
        raise SourceError(
            f"“{whole.strip()}” has no key; write one with an @ in front, and semicolons between several: "
            "“@creel1918, p. 719; see also @house1918”."
            if first
            else f"“{part.strip()}”, a part of “{whole.strip()}”, has no key; write one with an @ in front, "
            "or leave out the semicolon."
        )
    prefix, rest = part[: found.start()].lstrip(), part[found.end() :]
    further: tuple[str, ...] = ()
    bracketed = _BRACKETED.fullmatch(rest)
    if bracketed:
        inside, *more = _split_cites(bracketed[1])
        if _CITE.search(inside):
            more, inside = [inside, *more], ""
        further, rest = tuple(more), f", {inside}{bracketed[2]}" if inside.strip() else bracketed[2]
    within = _CITE.search(rest)
    locator, suffix = _split_locator(rest[: within.start()] if within else rest)
    between = ""
    if within:
        between, suffix = suffix, ""
        if not _WORD.search(between):
            raise SourceError(f"“{part.strip()}” has two keys; put a semicolon between them.")
    suppressed = bool(found[1])
    yield WrittenCite(
        found[2] or found[3],
        prefix=_convert_markup(prefix),
        locator=locator.get("locator", ""),
        label=locator.get("label", ""),
        suffix=_convert_markup(suffix.rstrip()),
        suppress_author=suppressed,
        in_text=(in_text or (first and bracketed is not None and not prefix)) and not suppressed,
    )
    for one in further:
        yield from _parse_part(one, whole, first=False, in_text=False)
    if within:
        second, *others = _parse_part(rest[within.start() :], whole, first=False, in_text=False)
        yield second.continue_from(_convert_markup(between))
        yield from others


def _split_locator(rest: str) -> tuple[dict[str, str], str]:
    """Split the text after a key into locator and suffix."""
    said = rest.lstrip(" ,")
    braced = _BRACED.match(said)
    if braced:
        return parse_locator(braced[1]), said[braced.end() :]
    found = _LOCATOR.match(said)
    if found is None:
        return {}, rest
    text, end = found[0], found.end()
    tail = _TAIL.search(text)
    if tail and not _is_part(tail[0], text):
        end -= len(tail[0])
        text = text[: tail.start()]
    return parse_locator(text), said[end:]


def _is_part(tail: str, text: str) -> bool:
    """Return whether punctuation at the end belongs to the locator: a bracket it opened, an abbreviated side."""
    return (tail == ")" and "(" in text) or (tail == "." and text.endswith((" ob.", " об.")))


# The markup of pandoc's Markdown that CSL-JSON has too.
_ESCAPED = pattern(r"\\([^\w\s])")
_MARKUP = (
    (pattern(r"\*\*(?=\S)(.+?)(?<=\S)\*\*"), "b"),
    (pattern(r"\*(?=\S)(.+?)(?<=\S)\*"), "i"),
    (pattern(r"(?<!\w)_(?=\S)(.+?)(?<=\S)_(?!\w)"), "i"),
    (pattern(r"\^(?=\S)([^\s^]+)\^"), "sup"),
    (pattern(r"~(?=\S)([^\s~]+)~"), "sub"),
)


def _convert_markup(text: str) -> str:
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[1])
        return "\0"

    text = _ESCAPED.sub(keep, text)
    for mark, tag in _MARKUP:
        text = mark.sub(rf"<{tag}>\1</{tag}>", text)
    for sign in kept:
        text = text.replace("\0", sign, 1)
    return text
