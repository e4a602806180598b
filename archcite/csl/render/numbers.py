"""Format number variables, and tell numbers from other text (CSL 1.0.2, "Number", "Label" and "Choose").

A value such as ``vol. 1, fols. 12-14 & 17`` is taken apart once, by :func:`parse_number`; whether it is numeric or
plural, and how it is printed, follow from its parts.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from archcite._foundation.lazy_regex import pattern
from archcite.csl.data.number_parser import (
    LABELS,
    NumberPart,
    ParsedNumber,
    has_number,
    is_roman,
    parse_number,
)
from archcite.csl.render import page_ranges
from archcite.csl.render.ordinals import to_long_ordinal, to_ordinal, to_roman
from archcite.richtext.marks import Rich, to_plain

if TYPE_CHECKING:
    from archcite.csl.style.locale import Locale

__all__ = [
    "NumberPart",
    "ParsedNumber",
    "find_embedded_label",
    "format_number",
    "has_own_label",
    "is_numeric",
    "is_plural",
    "parse_number",
    "sort_key",
    "to_long_ordinal",
    "to_ordinal",
    "to_roman",
]

# Variables in which a hyphen between numbers is a range.
_RANGED = frozenset(
    (
        "chapter-number", "collection-number", "edition", "issue", "locator", "number", "number-of-pages",
        "number-of-volumes", "page", "page-first", "volume",
    )
)  # fmt: skip
# Variables whose ranges are printed as such whatever else is in them: “esp. 12–15”.
PAGED_VARIABLES = frozenset(("locator", "page", "page-first"))
_HYPHENS = ("-", "\u2013")
_LAST_WORD = pattern(r"\w*$")
_FIRST_WORD = pattern(r"\w*")
_LEADING_WORD = pattern(r"([^\W\d_]+)(?:\.?\s*(?=\d)|(?:\.\s*|\s+)(?=[ivxlcdm]+\b))", re.IGNORECASE)
_TRAILING_WORD = pattern(r"\d\S*\s+([^\W\d_]+)\.?$")
_LEADING_NUMBER = pattern(r"\s*(-?)([0-9]+)")


def is_numeric(text: object, variable: str = "", locale: Locale | None = None) -> bool:
    """Return whether a value has only numbers, with their prefixes, suffixes, commas, hyphens and ampersands.

    With the ``variable`` that it comes from, labels that belong there do no harm: ``pp. 5-10`` in a page.

    >>> [is_numeric(text) for text in ("2nd", "L2d", "1, 2 & 3", "2-4", "second", "5 ed.")]
    [True, True, True, True, False, False]
    """
    value = _to_text(text)
    return value.isdecimal() or (value != "" and parse_number(value, variable, "", _get_and(locale)).numeric)


def is_plural(text: object, variable: str = "", locale: Locale | None = None, label: str = "") -> bool:
    """Return whether the label of a value is plural: several numbers, or more than one in a ``number-of-`` variable.

    ``label`` is the CSL term that a locator comes with (``page`` by default).

    >>> is_plural("12-15", "page"), is_plural("12", "page"), is_plural("2", "number-of-volumes")
    (True, False, True)
    """
    value = _to_text(text)
    if value.isdecimal():
        return variable.startswith("number-of-") and value.lstrip("0") not in ("", "1")
    return parse_number(value, variable, label, _get_and(locale)).plural


def find_embedded_label(text: object, variable: str, label: str = "") -> str:
    """Return the CSL term of the label that a value itself begins with; "" if it has no label.

    >>> find_embedded_label("fol. 12", "locator"), find_embedded_label("12", "locator")
    ('folio', '')
    """
    value = _to_text(text)
    return parse_number(value, variable, label).label if "." in value else ""


def has_own_label(text: object, variable: str, locale: Locale) -> bool:
    """Return whether a number variable begins or ends with its own label, so that no other is needed.

    ``number`` may have the label of anything.  A label in a locator or a page is taken off instead; see
    :func:`find_embedded_label`.

    >>> from archcite.csl.style.locale import get_locale
    >>> [has_own_label(text, "volume", get_locale("en-US")) for text in ("vol. 3", "Volumes 3-4", "no. 5", "3")]
    [True, True, False, False]
    >>> has_own_label("345 p.", "number-of-pages", get_locale("en-US"))
    True
    """
    value = _to_text(text)
    if value.isdecimal() or variable in PAGED_VARIABLES:
        return False
    words = (_LEADING_WORD.match(value), _TRAILING_WORD.search(value))
    return any(found[1].casefold() in _list_labels(variable, locale) for found in words if found)


@functools.lru_cache(maxsize=1024)
def _list_labels(variable: str, locale: Locale) -> frozenset[str]:
    """List the labels of a variable without their full stops: English abbreviations, and the terms of the locale."""
    name = variable.removesuffix("-number").removeprefix("number-of-")
    name = name.removesuffix("s") if name != variable else name  # number-of-pages counts the term page
    words = {word for word, term in LABELS.items() if variable == "number" or term == name}
    for term in {variable, name}:
        for form in ("long", "short"):
            words.update(
                _get_term(locale, term, form, plural).rstrip(".").casefold() for plural in (False, True)
            )
    return frozenset(words)


def format_number(
    text: object,
    form: str,
    locale: Locale | None,
    gender: str | None = None,
    *,
    variable: str = "",
    label: str = "",
    page_range_format: str | None = None,
    label_form: str = "short",
) -> Rich:
    """Format a number variable, a page or a locator; text that is not a number is printed as written.

    ``form`` is numeric, ordinal, long-ordinal or roman; ``gender`` that of the counted noun; ``label`` the
    CSL term that a locator comes with; ``page_range_format`` the style's attribute of that name, for pages.
    Labels inside the value (``12, fig. 3``) are printed as terms in ``label_form``; one that it begins with
    is left to ``cs:label`` (:func:`find_embedded_label`).
    """
    value = _to_text(text)
    if value.isdecimal() and value.isascii():
        return Rich(_spell(value, form, locale, gender))
    parsed = parse_number(value, variable, label, _get_and(locale))
    if not parsed.numeric:
        form = "numeric"
        if variable not in PAGED_VARIABLES:
            return Rich(value.replace("\\-", "-"))
    parts = parsed.parts
    out: list[str] = []
    index, count = 0, len(parts)
    while index < count:
        part = parts[index]
        if part.shown:
            out.append(_render_label(part, locale, label_form))
        spelled = _spell_part(part, parts[0], form, locale, gender)
        joiner = part.joiner
        if joiner in _HYPHENS and variable in _RANGED and _is_range(parts, index):
            after = parts[index + 1]
            delimiter = _get_term(locale, "page-range-delimiter") or "\u2013"
            if part.label == "page" and form == "numeric" and part.text[0].isdigit():
                out.append(
                    page_ranges.join_range(part.prefix, part.text, after.text, page_range_format, delimiter)
                )
            else:
                out += (spelled, delimiter, _spell_part(after, parts[0], form, locale, gender))
            joiner = after.joiner
            index += 1
        else:
            out.append(spelled)
            if variable == "locator" and _joins_numbers(parts, index):
                joiner = _get_term(locale, "page-range-delimiter") or "\u2013"
        out.append(f" {_get_ampersand(locale)} " if joiner == " & " else joiner)
        index += 1
    return Rich("".join(out))


def sort_key(text: object) -> str:
    """Return what a number variable sorts by: an integer if it begins with one (CSL 1.0.2, "Sorting Variables").

    >>> sorted(["10", "9", "9a", "-3"], key=sort_key)
    ['-3', '9', '9a', '10']
    """
    value = _to_text(text)
    found = _LEADING_NUMBER.match(value)
    if found is None:
        return value
    minus, digits = found.groups()
    rest = value[found.end() :]
    if not minus:
        return digits.zfill(20) + rest
    # Complement the digits, so that the larger of two negative numbers comes later.
    return "-" + digits.zfill(20).translate(_COMPLEMENT) + rest


_COMPLEMENT = str.maketrans("0123456789", "9876543210")


def _to_text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def _get_and(locale: Locale | None) -> str:
    return _get_term(locale, "and")


def _get_term(locale: Locale | None, name: str, form: str = "long", plural: bool = False) -> str:
    return locale.term(name, form, plural) if locale is not None else ""


def _get_ampersand(locale: Locale | None) -> str:
    """Return the locale's symbol for "and", or "&" if the locale has only the word there."""
    symbol = _get_term(locale, "and", "symbol")
    return symbol if symbol and symbol != _get_term(locale, "and") else "&"


def _render_label(part: NumberPart, locale: Locale | None, form: str) -> str:
    """Render a label inside a value, as a term if there is one, with the space that was written after it."""
    written = part.shown.rstrip()
    return (_get_term(locale, part.label, form, part.plural) or written) + part.shown[len(written) :]


def _spell_part(
    part: NumberPart, first: NumberPart, form: str, locale: Locale | None, gender: str | None
) -> str:
    if form == "numeric" or part.prefix or not part.numeric or part.label != first.label:
        return part.prefix + part.text
    return _spell(part.text, form, locale, gender)


def _spell(digits: str, form: str, locale: Locale | None, gender: str | None) -> str:
    """Spell a number in a form; leave it as it is if it has a leading zero or letters about it."""
    if form == "numeric" or not digits.isdecimal() or digits[0] == "0" or len(digits) > 15:
        return digits
    number = int(digits)
    if form == "roman":
        return to_roman(number)
    if locale is None:
        return digits
    if form == "ordinal":
        return to_ordinal(number, locale, gender)
    return to_long_ordinal(number, locale, gender) if form == "long-ordinal" else digits


def _is_range(parts: tuple[NumberPart, ...], index: int) -> bool:
    """Return whether the hyphen after a part makes a range: of two like numbers, and two only.

    An ISBN and ``1-2-3`` are not ranges.
    """
    if index + 1 >= len(parts):
        return False
    first, last = parts[index], parts[index + 1]
    return (
        first.ranges
        and last.ranges
        and first.prefix == last.prefix
        and first.label == last.label
        and not last.shown
        and last.joiner not in _HYPHENS
        and not (index and parts[index - 1].joiner in _HYPHENS)
    )


def _joins_numbers(parts: tuple[NumberPart, ...], index: int) -> bool:
    """Return whether the hyphen after a part joins two numbers, whatever words are around them.

    CSL 1.0.2, "Range Delimiters": "The locator variable is always rendered with an en-dash replacing any hyphens".
    The hyphen of a word or of a shelf mark (A-17) is not a range delimiter, nor are those of an ISBN.
    """
    if parts[index].joiner not in _HYPHENS or index + 1 >= len(parts):
        return False
    first, last = (to_plain(part.prefix + part.text) for part in parts[index : index + 2])
    if parts[index + 1].joiner in _HYPHENS and " " not in last:
        return False
    if index and parts[index - 1].joiner in _HYPHENS and " " not in first:
        return False
    words = _LAST_WORD.search(first), _FIRST_WORD.match(last)
    ends = [found[0] for found in words if found]
    return all(map(has_number, ends)) or all(map(is_roman, ends))
