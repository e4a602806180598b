"""Dates of finding aids: in words, with a normal form, or in the elements of EAD3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.xml_reading import find_children, find_descendants, get_attribute, get_text
from archcite.record import ArchivalDate

if TYPE_CHECKING:
    from lxml.etree import _Element

_APPROXIMATE = ("approximate", "circa", "ca", "uncertain")


def read_dates(element: _Element, remarks: list[str]) -> list[ArchivalDate]:
    """Return the dates of a ``<unitdate>`` or ``<unitdatestructured>``; add a sentence for each invalid normal form.

    >>> from lxml import etree
    >>> read_dates(etree.XML('''<unitdatestructured><daterange><fromdate>1971</fromdate><todate>1997</todate>
    ... </daterange></unitdatestructured>'''), [])
    [ArchivalDate(edtf='1971/1997', text='1971–1997')]
    """
    is_approximate = get_attribute(element, "certainty").casefold() in _APPROXIMATE
    structured = [
        one
        for one in (find_descendants(element, "datesingle", "daterange") if len(element) else ())
        if get_text(one) or get_attribute(one, "standarddate")
    ]
    if structured:
        pairs = [(_get_words(one), _get_normal_form(one)) for one in structured]
    else:
        pairs = [(get_text(element), get_attribute(element, "normal"))]
    dates = []
    for words, normal in pairs:
        date = catalogue.parse_date(words, normal, approximate=is_approximate)
        if date is None:
            continue
        if normal and catalogue.normalize_date(normal) is None:
            remarks.append(f"“{normal}” is not a valid date in ISO 8601; “{date}” was read instead.")
        dates.append(date)
    return dates


def _get_words(element: _Element) -> str:
    """Return a date as it is written; of a range, both ends."""
    ends = find_children(element, "fromdate", "todate")
    return "–".join(filter(None, map(get_text, ends))) if ends else get_text(element)


def _get_normal_form(element: _Element) -> str:
    """Return the normal form of a date, "" if it has none: EAD3 requires no ``standarddate``."""
    ends = [*find_children(element, "fromdate"), *find_children(element, "todate")] or [element]
    values = [get_attribute(end, "standarddate") for end in ends]
    # A range with one normal end only is read from its words.
    return "/".join(values) if all(values) else ""
