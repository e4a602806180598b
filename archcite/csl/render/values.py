"""Functions that look up and render the values of plain variables: texts, numbers, labels and links."""

from __future__ import annotations

import re
from collections.abc import Mapping

from archcite._foundation.lazy_regex import pattern
from archcite.csl.render import numbers
from archcite.csl.render.context import Context
from archcite.csl.render.fragments import RenderFunction
from archcite.csl.style.locale import Locale
from archcite.richtext.marks import NO_TEXT, Rich, link

# Variables of the cite rather than of the item.
CITE_VARIABLES: Mapping[str, RenderFunction] = {
    "locator": lambda context: context.locator,
    "citation-number": lambda context: context.citation_number,
    "first-reference-note-number": lambda context: context.first_note,
    "year-suffix": lambda context: context.year_suffix,
}
# Where identifiers lead; an address leads where it says.
ADDRESSES: Mapping[str, str] = {
    "URL": "",
    "DOI": "https://doi.org/",
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/",
    "PMCID": "https://pmc.ncbi.nlm.nih.gov/articles/",
}
_ADDRESS_AT_END = pattern(r"https?://\S*\Z")
_ADDRESS = pattern(r"https?://", re.IGNORECASE)


def build_value(name: str) -> RenderFunction:
    """Return a function that looks up a variable of the cite or the item as it was given."""
    return CITE_VARIABLES.get(name) or (lambda context: context.item.raw.get(name, NO_TEXT))


def build_rich_value(name: str) -> RenderFunction:
    """Return a function that looks up a variable of the item as rich text, most often rendered before."""

    def run(context: Context) -> Rich:
        item = context.item
        rich = item.rich.get(name)
        return item.text(name) if rich is None else rich

    return run


def build_number(
    name: str, form: str, locale: Locale, label: str, page_range_format: str | None, *, is_text: bool
) -> RenderFunction:
    """Return a function that renders a number, page or locator.

    ``label`` is the term that a locator comes with.  ``cs:text`` (``is_text``) has the markup of a field, and
    ``cs:number`` has the value as it is.
    """
    gender = locale.gender(label or name)
    value = build_rich_value(name) if is_text and name not in CITE_VARIABLES else build_value(name)

    def run(context: Context) -> Rich:
        return numbers.format_number(
            value(context),
            form,
            locale,
            gender,
            variable=name,
            label=label,
            page_range_format=page_range_format,
        )

    return run


def build_label(name: str, single: Rich, plural: Rich, locale: Locale, label: str) -> RenderFunction:
    """Return a function that renders the label of a number, whose value decides whether it is ``plural``."""
    value = build_value(name)
    counts = name.startswith("number-of-")

    def run(context: Context) -> Rich:
        number = value(context)
        if not counts and number.isdecimal():
            return single
        if numbers.has_own_label(number, name, locale):
            return NO_TEXT
        return plural if single != plural and numbers.is_plural(number, name, locale, label) else single

    return run


def split_address(prefix: str) -> tuple[Rich, Rich]:
    """Split a prefix into the text before the address that it ends with, and that address.

    >>> split_address("DOI: https://doi.org/")
    ('DOI: ', 'https://doi.org/')
    """
    found = _ADDRESS_AT_END.search(prefix)
    start = found.start() if found else len(prefix)
    return Rich(prefix[:start]), Rich(prefix[start:])


def build_link(name: str, stem: Rich, inner: RenderFunction) -> RenderFunction:
    """Return a function that renders an address or an identifier, after ``stem``, as a link."""
    base = ADDRESSES[name]

    def run(context: Context) -> Rich:
        value = context.item.raw[name]
        text = stem + inner(context)
        # An item has no place in the document to lead to: “#x” is not an address.
        if not base and value.startswith("#"):
            return text
        return link(value if _ADDRESS.match(value) else base + value, text)

    return run
