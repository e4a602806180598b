"""Dates in the words of a language, where CSL's date formats write them otherwise.

A format of CSL has one suffix and one case of the month for every date: it would print “1653–1669 г.” and
“января 1649 г.” in Russian. What each language writes is in ``printed_words.toml``; a date that its table has no form
for is left to the style.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.csl.render.ordinals import to_roman

_DECADE = pattern(r"(\d{3}0)s")
_CENTURY = pattern(r"(\d{1,2})(?:st|nd|rd|th) century")
_SINCE = pattern(r"(\d{4})–")
_UNTIL = pattern(r"–(\d{4})")
_BOUND = pattern(r"(before|after|since|until) (\d{4})")
# Below this year, an era is printed (CSL 1.0.2, "AD and BC").
_ERAS_END = 1000


def name_century(number: int) -> str:
    """Return the name of a century in English.

    >>> name_century(8), name_century(12), name_century(21)
    ('8th century', '12th century', '21st century')
    """
    last = 0 if number in (11, 12, 13) else number % 10
    return f"{number}{({1: 'st', 2: 'nd', 3: 'rd'}).get(last, 'th')} century"


def format_period(issued: Mapping[str, Any], forms: Mapping[str, Any]) -> str | None:
    """Return a decade, a century, or years that have one bound, in the words of a language; None for any other date.

    >>> forms = {"decade": "{year}er Jahre", "century": "{century}. Jahrhundert", "after": "nach {year}"}
    >>> [format_period({"literal": text}, forms) for text in ("1950s", "8th century", "after 1956", "1950")]
    ['1950er Jahre', '8. Jahrhundert', 'nach 1956', None]
    """
    text = str(issued.get("literal", ""))
    if "date-parts" in issued:
        return None
    if named := _CENTURY.fullmatch(text):
        number = int(named[1])
        return str(forms["century"]).format(century=number, century_roman=to_roman(number).upper())
    if (bound := _BOUND.fullmatch(text)) and bound[1] in forms:
        return str(forms[bound[1]]).format(year=int(bound[2]))
    found = _DECADE.fullmatch(text)
    if found is None:
        return None
    year = int(found[1])
    century, tens = year // 100 + 1, year % 100
    # “The twenties of the 20th century” has no like for its first ten years.
    form = forms["decade"] if tens else forms.get("first_decade", forms["decade"])
    return str(form).format(
        year=year, end_year=year + 9, tens=tens, century=century, century_roman=to_roman(century).upper()
    )


def format_date(issued: Mapping[str, Any], forms: Mapping[str, Any]) -> str | None:
    """Return a CSL date in the words of a language, or None where its style is to print it.

    >>> forms = {"year": "{year} r.", "years": "{year}–{end_year}", "ad": "n.e.", "bc": "p.n.e."}
    >>> [format_date({"date-parts": dates}, forms) for dates in ([[1653], [1669]], [[200]], [[1949, 6]])]
    ['1653–1669', '200 r. n.e.', None]
    """
    literal = str(issued.get("literal", ""))
    if literal:
        for name, expression in (("since", _SINCE), ("until", _UNTIL)):
            if name in forms and (found := expression.fullmatch(literal)):
                return str(forms[name]).format(year=int(found[1]))
        return format_period(issued, forms) or literal
    dates = [list(map(int, date)) for date in issued.get("date-parts", ()) if date]
    if not dates:
        return None
    start, end = dates[0], dates[-1]
    if (start[0] < _ERAS_END or end[0] < _ERAS_END) and _get_era(start) != _get_era(end):
        both = [_format_alike(date, date, issued, forms) for date in (start, end)]
        return " – ".join(text for text in both if text) if all(both) else None
    return _format_alike(start, end, issued, forms)


def _format_alike(
    start: list[int], end: list[int], issued: Mapping[str, Any], forms: Mapping[str, Any]
) -> str | None:
    """Return a date or a range within one era."""
    values: dict[str, Any] = {"year": abs(start[0]), "end_year": abs(end[0])}
    if "season" in issued:
        if "season_names" not in forms:
            return None
        values["season"] = forms["season_names"][int(issued["season"]) - 1]
        form = forms.get("season")
    else:
        form = forms.get(_choose_form(start, end))
        for prefix, date in (("", start), ("end_", end)):
            values[f"{prefix}month_number"], values[f"{prefix}day"] = (*date[1:], 0, 0)[:2]
            if len(date) > 1 and "month_names" in forms:
                values[f"{prefix}month"] = forms["month_names"][date[1] - 1]
    if form is None:
        return None
    text = str(form).format(**values)
    era = _get_era(end)
    return f"{text} {forms[era]}" if era else text


def _choose_form(start: list[int], end: list[int]) -> str:
    """Return the name of the form for a date or a range; "" where its ends are not alike, or for a day."""
    if len(start) != len(end) or (start == end and len(start) == 3):
        return ""
    same_year, same_month = start[0] == end[0], start[:2] == end[:2]
    if len(start) == 1:
        return "year" if same_year else "years"
    if len(start) == 2:
        if same_month:
            return "month"
        return "months" if same_year else "months_across"
    if same_month:
        return "days"
    return "days_across" if same_year else "days_across_years"


def _get_era(date: list[int]) -> str:
    if date[0] >= _ERAS_END:
        return ""
    return "ad" if date[0] > 0 else "bc"
