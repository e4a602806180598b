"""Format dates for one ``cs:date`` of a style (CSL 1.0.2, "Date", "Localized Date Formats" and "Sorting")."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from archcite._foundation.immutable import replace
from archcite.csl.data.date import DAY, FIRST_SEASON, MONTH, NAMES, YEAR, ItemDate, build_sort_key
from archcite.csl.render import text_case
from archcite.csl.render.ordinals import to_ordinal
from archcite.richtext.marks import CLOSE, NO_TEXT, Rich

if TYPE_CHECKING:
    from archcite.csl.style.locale import Locale
    from archcite.csl.style.model import Date as DateNode
    from archcite.csl.style.model import DatePart

_DELIMITER = "\u2013"


class DateFormatter:
    """Formatter of the dates of one ``cs:date`` in one locale.

    ``names`` are the date parts that it prints.  Affixes and formatting of the ``cs:date`` itself are for its
    caller.
    """

    __slots__ = ("_delimiter", "_known", "_least", "_names", "_parts", "_year", "names")

    def __init__(self, node: DateNode, locale: Locale) -> None:
        chosen, self._delimiter = _choose_parts(node, locale)
        self._parts = tuple(_DatePartFormatter(part, locale) for part in chosen if part.name in NAMES)
        self._names = tuple(part.index for part in self._parts)
        self._year = next((part for part in self._parts if part.index == YEAR), None)
        self.names = tuple(NAMES[index] for index in self._names)
        self._least = max(self._names, default=YEAR) + 1  # nothing smaller is printed
        self._known: dict[tuple[int, ...], Rich] = {}  # plain dates, by their values up to that

    @property
    def has_year(self) -> bool:
        """Whether a year is among the parts."""
        return self._year is not None

    def __call__(self, date: ItemDate, year_suffix: Rich = NO_TEXT) -> Rich:
        """Render a date as rich text, with ``year_suffix`` right behind the digits of its (last) year."""
        if date.end is None and not (date.literal or date.season or date.dual_year or year_suffix):
            values = date.start[: self._least]
            known = self._known.get(values)
            if known is None:
                known = self._known[values] = self._join(self._parts, values, "", NO_TEXT)
            return known
        if date.literal:
            return self._render_literal(date.literal, year_suffix)
        if date.end is not None and date.end != date.start:
            return self._render_range(date, year_suffix)
        return self._join(self._parts, date.start, date.season, year_suffix, date.dual_year)

    def sort_key(self, date: ItemDate | None) -> str:
        """Build the sort key of a date from the parts that are printed (CSL 1.0.2, "Sorting Macros")."""
        return build_sort_key(date, self.names)

    def _render_literal(self, text: str, year_suffix: str) -> Rich:
        """Render a literal date, which takes the place of the year."""
        if self._year is None:
            return NO_TEXT
        return self._year.before + Rich(text) + Rich(year_suffix) + self._year.after

    def _join(
        self,
        parts: Iterable[_DatePartFormatter],
        values: tuple[int, ...],
        season: str,
        year_suffix: str,
        dual_year: str = "",
    ) -> Rich:
        pieces = [
            part.before + text + part.after
            for part in parts
            if (text := part.render(values, season, year_suffix, dual_year))
        ]
        return pieces[0] if len(pieces) == 1 else self._delimiter.join(pieces)

    def _render_range(self, date: ItemDate, year_suffix: str) -> Rich:
        """Render a range, collapsed to the largest part that differs (CSL 1.0.2, "Date Ranges").

        What comes before that part and those smaller than it is printed once, and so is what comes after.
        """
        start, end = date.start, date.end or ()
        largest = self._find_largest_difference(start, end)
        if largest is None:
            return self._join(self._parts, start or end, date.season, year_suffix)
        names = self._names
        inside = [place for place, index in enumerate(names) if index >= largest]
        first, last = inside[0], inside[-1] + 1
        parts = self._parts
        delimiter = next(part.range_delimiter for part in parts if part.index == largest)
        year_twice = largest == YEAR
        # The era of both years is printed once: “400–380 BC”, “990–1010”, but “29 BC–14 AD”.
        one_era = year_twice and bool(start and end) and (start[YEAR] < 0) == (end[YEAR] < 0)
        opening = _render_parts(
            parts[first:last],
            start,
            date.season,
            year_suffix if year_twice and not end else "",
            with_era=not one_era,
        )
        closing = _render_parts(parts[first:last], end, "", year_suffix)
        left = self._delimiter.join(_join_affixes(opening, tail=False))
        right = self._delimiter.join(_join_affixes(closing, head=False))
        before = self._join(parts[:first], start, "", year_suffix)
        after = self._join(parts[last:], end, "", year_suffix)
        pieces = (before, left + Rich(delimiter) + right, after)
        return self._delimiter.join(piece for piece in pieces if piece)

    def _find_largest_difference(self, start: tuple[int, ...], end: tuple[int, ...]) -> int | None:
        """Find the largest printed part in which two dates differ; return None if they look the same.

        Where one of them ends before that part (August to 5 August), it is the last part that both have.
        """
        both = min(len(start), len(end))
        printed = self._names
        if not both:
            return YEAR if YEAR in printed else None
        for index in range(max(len(start), len(end))):
            if start[index : index + 1] != end[index : index + 1] and index in printed:
                return max((other for other in printed if other <= index and other < both), default=None)
        return None


class _DatePartFormatter:
    """Formatter of one ``cs:date-part`` in a locale: its spelling and its affixes."""

    __slots__ = (
        "_spellings", "after", "before", "close", "form", "index", "locale", "node", "open", "range_delimiter",
    )  # fmt: skip

    def __init__(self, node: DatePart, locale: Locale) -> None:
        self.node = node
        self.locale = locale
        self.index = NAMES.index(node.name)
        self.form = node.form
        self.open = NO_TEXT.join(node.format)
        self.close = CLOSE * len(node.format)
        self.before, self.after = node.prefix + self.open, self.close + node.suffix
        self.range_delimiter = node.range_delimiter or _DELIMITER
        # Months and days are few: each is spelled once, days of each month's gender apart.
        self._spellings: dict[tuple[int, str | None], Rich] = {}

    def render(
        self,
        values: tuple[int, ...],
        season: str,
        year_suffix: str,
        dual_year: str = "",
        *,
        with_era: bool = True,
    ) -> Rich:
        """Spell this part of a date; return "" if the date does not have it."""
        index = self.index
        if index == YEAR:
            year = dual_year or (self._spell_year(values[0], with_era=with_era) if values else "")
            return Rich(year + year_suffix if values else "")
        if index >= len(values):
            return self._apply_case(season) if season and index == MONTH and len(values) <= MONTH else NO_TEXT
        value = values[index]
        if season and value >= FIRST_SEASON and index == MONTH and self.locale.lang.startswith("en"):
            return self._apply_case(season)
        gender = None
        if index == DAY and self.form == "ordinal":
            gender = self.locale.gender(f"month-{values[MONTH]:02d}")
        spelled = self._spellings.get((value, gender))
        if spelled is None:
            plain = self._spell_month(value) if index == MONTH else self._spell_day(value, gender)
            spelled = self._spellings[value, gender] = self._apply_case(plain)
        return spelled

    def _spell_year(self, year: int, *, with_era: bool) -> str:
        """Spell a year, with its era below the year 1000 (CSL 1.0.2, "AD and BC")."""
        digits = str(year if year > 0 else -year)
        if self.form == "short" and len(digits) == 4:
            digits = digits[2:]
        if year >= 1000 or not with_era:
            return digits
        era = self.locale.term("bc" if year < 0 else "ad")
        # CSL has "79AD"; an era that abbreviates words, as in "44 av. J.-C.", is separated by a space.
        return f"{digits}\u00a0{era}" if era[:1].islower() else digits + era

    def _spell_month(self, month: int) -> str:
        # A season has no number to print: “2007-Winter”, as in citeproc-js.
        if self.form.startswith("numeric") and month < FIRST_SEASON:
            return f"{month:02d}" if self.form == "numeric-leading-zeros" else str(month)
        name = f"month-{month:02d}" if month < FIRST_SEASON else f"season-{month - FIRST_SEASON + 1:02d}"
        text = self.locale.term(name, "short" if self.form == "short" else "long")
        return text.replace(".", "") if self.node.strip_periods else text

    def _spell_day(self, day: int, gender: str | None) -> str:
        if self.form == "ordinal":
            if day > 1 and self.locale.options.get("limit-day-ordinals-to-day-1") == "true":
                return str(day)
            return to_ordinal(day, self.locale, gender)
        return f"{day:02d}" if self.form == "numeric-leading-zeros" else str(day)

    def _apply_case(self, text: str) -> Rich:
        case, lang = self.node.text_case, self.locale.lang
        return text_case.apply(Rich(text), case, lang.startswith("en"), lang)


def _render_parts(
    parts: Iterable[_DatePartFormatter],
    values: tuple[int, ...],
    season: str,
    year_suffix: str,
    *,
    with_era: bool = True,
) -> list[tuple[_DatePartFormatter, Rich]]:
    texts = [(part, part.render(values, season, year_suffix, with_era=with_era)) for part in parts]
    return [(part, text) for part, text in texts if text]


def _join_affixes(
    pieces: list[tuple[_DatePartFormatter, Rich]], *, head: bool = True, tail: bool = True
) -> list[Rich]:
    """Add affixes to parts; without ``head`` or ``tail``, omit the first prefix or the last suffix."""
    out = []
    for place, (part, text) in enumerate(pieces):
        prefix = part.node.prefix if head or place else NO_TEXT
        suffix = part.node.suffix if tail or place < len(pieces) - 1 else NO_TEXT
        out.append(prefix + part.open + text + part.close + suffix)
    return out


def _choose_parts(node: DateNode, locale: Locale) -> tuple[list[DatePart], Rich]:
    """Return the parts that a ``cs:date`` prints, in order, and the delimiter between them.

    A localised date has the parts of the locale that ``date-parts`` asks for, with the style's attributes on
    them.
    """
    localized = locale.dates.get(node.form) if node.form else None
    if localized is None:
        return list(node.parts), node.delimiter
    wanted = (node.date_parts or "year-month-day").split("-")
    overrides = {part.name: part for part in node.parts}
    parts = [
        _override_part(part, overrides[part.name]) if part.name in overrides else part
        for part in localized.parts
        if part.name in wanted
    ]
    return parts, localized.delimiter


def _override_part(part: DatePart, style: DatePart) -> DatePart:
    """Return a locale's date part with the attributes that the style sets on it."""
    given: dict[str, Any] = {
        "form": style.form,
        "prefix": style.prefix,
        "suffix": style.suffix,
        "format": style.format,
        "strip_periods": style.strip_periods,
        "text_case": style.text_case,
        "range_delimiter": "" if style.range_delimiter == _DELIMITER else style.range_delimiter,
    }
    return replace(part, **{name: value for name, value in given.items() if value})
