"""Rules about suspicious data: addresses, dates, pages, titles, kinds and roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve

from archcite.errors import RecordError
from archcite.formats.common.document_kinds import find_kind_of_word
from archcite.formats.csl_json.fitted_item import list_printed_kinds
from archcite.lint.findings import Problem, RuleRegistry
from archcite.notation.folios import find_leaf_ranges
from archcite.portals import find_portal, find_portal_by_name, get_host
from archcite.record import ArchivalDate, Source, revise
from archcite.record.vocabulary import CSL_TYPES, KINDS, ROLES

RULES = RuleRegistry()

_LOCAL = re.compile(
    r"localhost|.*\.(?:local|localhost|internal|intranet|lan|test)|127\.[\d.]+|10\.[\d.]+|192\.168\.[\d.]+"
    r"|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|::1"
)
_STAGING = re.compile(r"(?:^|[.-])(?:staging|stage|dev|test|preview|uat)\d*(?=[.-].*\.)")
_DATE = re.compile(r"\b(?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2},?) (?:1\d|20)\d\d\b")
_QUOTES = (("“", "”"), ('"', '"'), ("„", "“"), ("«", "»"))
_LONG_TITLE = 12


@RULES.add("A201")
def find_unofficial_address(record: Source, today: date) -> Iterator[Problem]:
    """Find an address on a host of a portal that is not the public address of the document."""
    url = record.copy.url or ""
    portal = find_portal(url)
    public = portal.find_public_address(url) if portal else None
    if portal and public and public != url.rstrip("/"):
        fixed = revise(record, copy=evolve(record.copy, url=public))
        yield Problem(f"“{url}” is not the public address of {portal.name}: use {public}.", url, fixed)


@RULES.add("A202")
def find_private_address(record: Source, today: date) -> Iterator[Problem]:
    """Find an address that only the author of the record can open."""
    url = record.copy.url or ""
    host = get_host(url)
    if find_portal(url) is None and (
        url.startswith("file:") or _LOCAL.fullmatch(host) or _STAGING.search(host)
    ):
        yield Problem(f"Readers cannot open “{url}”: use the document's public address.", url)


@RULES.add("A203")
def find_invalid_address(record: Source, today: date) -> Iterator[Problem]:
    """Find an address that is not a complete http or https address."""
    url = record.copy.url
    if url and not url.startswith("file:"):
        good = re.fullmatch(r"https?://\S+", url, re.IGNORECASE) and get_host(url)
        if not good:
            yield Problem(f"“{url}” is not a valid address: copy all of it, from https:// to its end.", url)


@RULES.add("A204")
def find_future_date(record: Source, today: date) -> Iterator[Problem]:
    """Find dates after ``today``."""
    for what, when in (("date", record.date), ("day of access", record.copy.accessed)):
        first = when.parts[0] if when and when.parts else ()
        if first and first > (today.year, today.month, today.day)[: len(first)]:
            yield Problem(f"The {what}, {when}, is in the future: check its digits.", str(when))


@RULES.add("A205")
def find_contradicting_date(record: Source, today: date) -> Iterator[Problem]:
    """Find a single date in the title that differs from the date of the record."""
    written = _DATE.findall(record.title or "")
    if len(written) != 1 or record.date is None or len(record.date.parts) != 1:
        return
    try:
        in_title = ArchivalDate.parse(written[0]).parts
    except RecordError:
        return
    ours = record.date.parts[0]
    if in_title and ours and in_title[0][: len(ours)] != ours[: len(in_title[0])]:
        yield Problem(
            f"The title has the date {written[0]}, and the record {record.date}: compare both with the document.",
            written[0],
        )


@RULES.add("A206")
def find_reversed_pages(record: Source, today: date) -> Iterator[Problem]:
    """Find ranges of pages that end before they begin."""
    for holding in record.holdings:
        for span in find_leaf_ranges(holding.pages.value):
            if span.is_backwards:
                yield Problem(
                    f"“{span.text}” ends ({span.last}) before it begins ({span.first}): check the numbers.",
                    span.text,
                )


@RULES.add("A207")
def find_former_portal_name(record: Source, today: date) -> Iterator[Problem]:
    """Find a portal under a former name."""
    name = record.copy.portal or ""
    portal = find_portal_by_name(name)
    if portal and name != portal.name:
        fixed = revise(record, copy=evolve(record.copy, portal=portal.name))
        yield Problem(f"“{name}” is now called {portal.name}: use that name.", name, fixed)


@RULES.add("A208")
def find_quoted_title(record: Source, today: date) -> Iterator[Problem]:
    """Find a title in quotation marks."""
    title = record.title or ""
    for opening, closing in _QUOTES:
        inner = title[1:-1].rstrip(", ")
        if (
            title.startswith(opening)
            and title.endswith(closing)
            and inner
            and not set(inner) & {opening, closing}
        ):
            yield Problem(
                f"The title {title} is in quotation marks, which styles add themselves: remove them.",
                title,
                revise(record, title=inner),
            )
            return


@RULES.add("A209")
def find_trailing_punctuation(record: Source, today: date) -> Iterator[Problem]:
    """Find a title that ends in a comma, semicolon or colon."""
    title = record.title or ""
    bare = title.rstrip(" ,;:")
    if bare and bare != title:
        yield Problem(
            f"The title ends in “{title[len(bare) :].strip()}”: remove it.",
            title,
            revise(record, title=bare),
        )


@RULES.add("A210")
def find_title_in_capitals(record: Source, today: date) -> Iterator[Problem]:
    """Find a title that is all in capitals."""
    title = record.title or ""
    letters = [sign for sign in title if sign.isalpha()]
    if len(letters) >= _LONG_TITLE and " " in title and title.isupper():
        yield Problem("The title is all in capitals: write it as in running text.", title)


@RULES.add("A211")
def find_unknown_kind(record: Source, today: date) -> Iterator[Problem]:
    """Find a kind of document that is not in the vocabulary, nor has a word of it: “memorandum of conversation”."""
    kind = record.kind.casefold()
    known = {*KINDS, *CSL_TYPES, *list_printed_kinds()}
    if known.isdisjoint((kind, *kind.split())):
        near = find_kind_of_word(kind) or _find_nearest(kind, (*KINDS, *CSL_TYPES))
        hint = f"did you mean “{near}”?" if near else "it is treated as a document."
        yield Problem(f"Unknown kind “{record.kind}”: {hint}", record.kind)


@RULES.add("A212")
def find_unknown_roles(record: Source, today: date) -> Iterator[Problem]:
    """Find roles that are not in the vocabulary."""
    for agent in record.agents():
        if agent.role not in ROLES:
            near = _find_nearest(agent.role, ROLES)
            hint = f"did you mean “{near}”?" if near else "no style prints it."
            yield Problem(f"{agent.name} has the unknown role “{agent.role}”: {hint}", agent.role)


def _find_nearest(word: str, known: Iterable[str]) -> str | None:
    from archcite._foundation.close_matches import find_close_matches

    return next(iter(find_close_matches(word, known, 1, 0.75)), None)
