"""Parse the front of a citation: title, date and portal, with any quotation marks."""

from __future__ import annotations

import re
from typing import NamedTuple

from archcite._foundation.lazy_regex import pattern
from archcite.dates import is_undated, to_edtf
from archcite.errors import RecordError
from archcite.formats.common.portal_vocabulary import build_portal_pattern
from archcite.notation.archives import find_archive_at_start
from archcite.notation.vocabulary import is_holder
from archcite.record import ArchivalDate

_OPENING, _CLOSING = '"“”„″«‘', '"“”″»'
_MARKS = tuple(_OPENING)
_WEEKDAY = pattern(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+")
_VAGUE = pattern(
    r"(?:(?:early|mid|late|the end of|end of|beginning of|no earlier than|no later than|not earlier than|not later than"
    r"|before|after|sometime in|probably|possibly)[\s-]+(?:in\s+)?)+",
    re.IGNORECASE,
)
_NUMERIC = pattern(r"(?P<first>\d{1,2})(?P<mark>[./])(?P<second>\d{1,2})[./](?P<year>\d{4})")
_ISO = pattern(r"\d{4}-\d\d(?:-\d\d)?")
_SLASHED = pattern(r"(\d{4})[/.](\d\d)[/.](\d\d)")
# What a date is of: “signed on July 6, 1961”.
_ACT = pattern(
    r"(?:signed|dated|sent|received|written|issued|made|held)\s+(?:on\s+|in\s+)?|on\s+", re.IGNORECASE
)
_DOUBT = pattern(r"\s*[(\[]\s*\?\s*[)\]]$|\?$")
_LONGEST_DATE = 60


class Head(NamedTuple):
    """The front of a citation, and the rest."""

    title: str | None
    date: ArchivalDate | None
    portal: str | None
    rest: str


def parse_head(text: str) -> Head:
    """Parse title, date and portal of a citation; None for what is missing.

    >>> head = parse_head('"Cable, "Filippov" to Mao, 5 May 1949," June 18, 1949, CWIHP Archive, APRF: F. 45')
    >>> head.title, head.date.edtf, head.portal, head.rest
    ('Cable, "Filippov" to Mao, 5 May 1949', '1949-06-18', 'CWIHP Archive', 'APRF: F. 45')
    >>> parse_head("RGANI, f. 5, op. 49").rest
    'RGANI, f. 5, op. 49'
    """
    found = _find_portal(text)
    if found is None:
        title, date, rest = _parse_without_portal(text)
        return Head(title, date, None, rest)
    left, right = text[: found.start()].rstrip(" ,.;:"), text[found.end() :].lstrip(" ,.;:")
    if not left and right.startswith(_MARKS):
        # The portal stands first: “Wilson Center Digital Archive, "Title," May 5, 1955, RGANI”.
        title, date, rest = _parse_without_portal(right)
        return Head(title, date, found.group(), rest)
    if left.startswith(_MARKS):
        title, date, between = _parse_quoted(text[: found.start()].rstrip(), portal_follows=True)
    else:
        title, date = _parse_title_and_date(left)
        between = ""
    rest = f"{between}, {right}" if between and right else between or right
    return Head(title, date, found.group(), rest)


def parse_leading_date(text: str) -> tuple[ArchivalDate, str] | None:
    """Parse the date that a text begins with; return it with the rest.

    >>> parse_leading_date("July 06, 1949, CWIHP Archive")
    (ArchivalDate(edtf='1949-07-06', text='July 06, 1949'), 'CWIHP Archive')
    """
    pieces = re.split(r"(?<=[,.])\s+", text[: _LONGEST_DATE * 2])
    for count in (5, 4, 3, 2, 1):
        if count <= len(pieces):
            written = " ".join(pieces[:count])
            # The full stop of “n.d.” is its own.
            bare = written.rstrip(", ")
            date = parse_portal_date(bare if is_undated(bare) else bare.rstrip(",. "))
            if date is not None:
                return date, text[len(written) :].lstrip(" ,.")
    return None


def parse_portal_date(written: str) -> ArchivalDate | None:
    """Parse a date in words, as portals write it; return None for other text."""
    if not written or len(written) > _LONGEST_DATE:
        return None
    if is_undated(written):
        return ArchivalDate(None, written)
    plain = _WEEKDAY.sub("", written[1:-1] if written[0] == "(" and written[-1] == ")" else written)
    plain = _SLASHED.sub(r"\1-\2-\3", _ACT.sub("", plain, count=1) if _ACT.match(plain) else plain)
    vague = _VAGUE.match(plain) or _DOUBT.search(plain)
    plain = _DOUBT.sub("", plain[_found.end() :] if (_found := _VAGUE.match(plain)) else plain).strip()
    edtf = plain if _ISO.fullmatch(plain) else to_edtf(plain) or _parse_numeric_date(plain)
    if edtf is None or (edtf[0] == "{" and "," in plain):
        return None  # “5 May 1950, May 6, 1950”: the date in the title, and that of the document
    if vague and not set(edtf) & set("~?%/X"):
        edtf += "~"
    try:
        return ArchivalDate(edtf, written)
    except RecordError:
        return None


def _parse_numeric_date(text: str) -> str | None:
    """Parse “25.10.1962”: with day and month if it is certain which is which, else the year only."""
    found = _NUMERIC.fullmatch(text)
    if found is None:
        return None
    first, second = int(found["first"]), int(found["second"])
    if found["mark"] == "." or first > 12:
        return f"{found['year']}-{second:02}-{first:02}"
    return f"{found['year']}-{first:02}-{second:02}" if second > 12 or first == second else found["year"]


def _find_portal(text: str) -> re.Match[str] | None:
    """Find the name of the portal where a title or a date may end before it."""
    best = None
    for found in build_portal_pattern().finditer(text):
        before = text[: found.start()]
        if not re.search(r"(?:[,.;:!?”\"»)]|^)\s*$", before):
            continue
        if before.strip() and _is_in_quotation(before):
            continue
        # A project alone is also in “translated for CWIHP”; the portal's full name is better.
        if best is None or ("rchive" in found.group() and "rchive" not in best.group()):
            best = found
    return best


def _is_in_quotation(before: str) -> bool:
    """Return whether a curly quotation mark is still open."""
    return before[:1] == "“" and before.count("“") > before.count("”") and '"' not in before


def _parse_quoted(text: str, portal_follows: bool) -> tuple[str | None, ArchivalDate | None, str]:
    """Parse a title in quotation marks, the date after it and the rest; the best closing mark wins."""
    best, best_score = 0, -1
    closing = "’" if text[0] == "‘" else _CLOSING
    for end in (index for index in range(1, len(text)) if text[index] in closing):
        score = _score(text, end, portal_follows)
        if score > best_score:
            best, best_score = end, score
    if best_score < 0:
        # The mark is never closed: the title ends where a date and what follows it begin.
        title, date = (
            _parse_title_and_date(text[1:].rstrip(" ,.;:"))
            if portal_follows
            else _split_at_date(text[1:])[:2]
        )
        return title, date, "" if portal_follows else _split_at_date(text[1:])[2]
    tail = text[best + 1 :].lstrip(" ,.;")
    dated = parse_leading_date(tail)
    date, rest = dated if dated else (None, tail)
    if date is None and portal_follows and tail:
        # “"Title," Secret, May 5, 1955, Portal”: the date stands last.
        before, date = _parse_title_and_date(tail.rstrip(" ,"))
        rest = before or ""
    title = text[1:best]
    if title.endswith(".") and date is not None and text[best + 1 : best + 2] != ",":
        title = title[:-1]  # the stop of a list with full stops: “"A Letter." May 5, 1955. RGANI”
    return _strip_commas(title), date, rest.rstrip(" ,") if portal_follows else rest


def _score(text: str, end: int, portal_follows: bool) -> int:
    """Return how well a quotation mark closes a title; below 0 if not at all."""
    tail = text[end + 1 :].lstrip(" ,.;")
    beside_comma = text[end - 1] in ",." or text[end + 1 : end + 2] in (",", ".", "")
    if text[end + 1 : end + 2].isalnum():
        return -1
    dated = parse_leading_date(tail)
    if dated is not None:
        exact = portal_follows and not dated[1].strip(" ,.")
        return 4 if exact else 3
    if not tail:
        return 3 if portal_follows else 1
    if not portal_follows and find_archive_at_start(tail) and beside_comma:
        return 2
    return 0 if beside_comma else -1


def _parse_title_and_date(text: str) -> tuple[str | None, ArchivalDate | None]:
    """Parse a title without quotation marks, and the date that ends the text."""
    text = text.strip(" ,")
    whole = parse_portal_date(text)
    if whole is not None:
        return None, whole
    for comma in re.finditer(r"[,.”\"»]\s+", text[max(len(text) - _LONGEST_DATE, 0) :]):
        start = max(len(text) - _LONGEST_DATE, 0) + comma.end()
        date = parse_portal_date(text[start:])
        if date is not None and not _is_in_longer_date(text, start):
            return _strip_quotation_marks(text[: start - 1].rstrip().rstrip(",.")), date
    return _strip_quotation_marks(text), None


def _is_in_longer_date(text: str, start: int) -> bool:
    """Return whether a date is the end of a longer phrase: “on May 5, 1950”."""
    for space in re.finditer(r"\s", text[max(start - 30, 0) : start - 1]):
        at = max(start - 30, 0) + space.end()
        if (
            at < start
            and parse_portal_date(text[at:]) is not None
            and not text[:at].rstrip().endswith((",", '"', "”"))
        ):
            return True
    return False


def _parse_without_portal(text: str) -> tuple[str | None, ArchivalDate | None, str]:
    if text.startswith(_MARKS):
        return _parse_quoted(text, portal_follows=False)
    return _split_at_date(text)


def _split_at_date(text: str) -> tuple[str | None, ArchivalDate | None, str]:
    """Split “Title, May 5, 1950, RGANI, f. 5” where a date and an archive follow the title."""
    for comma in re.finditer(r",(?P<mark>[”\"]?)\s+", text):
        dated = parse_leading_date(text[comma.end() :])
        if dated is not None and _has_holder_at_start(dated[1]) and not _is_in_longer_date(text, comma.end()):
            return _strip_quotation_marks(text[: comma.start()] + comma["mark"]), *dated
    return None, None, text


def _has_holder_at_start(text: str) -> bool:
    first = text.partition(",")[0]
    return find_archive_at_start(text) is not None or (is_holder(first) and re.search(r"\d", first) is None)


def _strip_commas(title: str) -> str | None:
    """Strip the commas at the end of a title."""
    return re.sub(r"[\s,]+$", "", title.strip()) or None


def _strip_quotation_marks(title: str) -> str | None:
    """Strip commas, and a quotation mark without a counterpart, from a title."""
    text = _strip_commas(title) or ""
    inner = text[1:-1]
    if text[:1] in ("'", "‘") and text[-1:] in ("'", "’") and not re.search(r"(?<!\w)['‘]", inner):
        return _strip_commas(inner)
    if text.startswith(_MARKS) and not any(sign in inner for sign in _CLOSING):
        text = text[1:-1] if text.endswith(tuple(_CLOSING)) else text[1:]
    elif text.endswith(tuple(_CLOSING)) and not any(sign in text[:-1] for sign in _OPENING):
        text = text[:-1]
    return _strip_commas(text)
