"""Rules about what is there and is likely wrong: addresses, dates, pages, titles, words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve

from archcite.errors import RecordError
from archcite.lint.findings import Problem, Rules
from archcite.notation.folios import spans
from archcite.portals import host_of, portal_named, portal_of
from archcite.record import ArchivalDate, Record
from archcite.record.vocabulary import CSL_TYPES, KINDS, ROLES

RULES = Rules()

_LOCAL = re.compile(
    r"localhost|.*\.(?:local|localhost|internal|intranet|lan|test)|127\.[\d.]+|10\.[\d.]+|192\.168\.[\d.]+"
    r"|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|::1"
)
_STAGING = re.compile(r"(?:^|[.-])(?:staging|stage|dev|test|preview|uat)\d*(?=[.-].*\.)")
_DATE = re.compile(r"\b(?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2},?) (?:1\d|20)\d\d\b")
_QUOTES = (("“", "”"), ('"', '"'), ("„", "“"), ("«", "»"))
_LONG_TITLE = 12


@RULES.record("A201", "not-the-public-address", "warning", fixable=True)
def not_the_public_address(record: Record, today: date) -> Iterator[Problem]:
    """The address is not the one under which the portal publishes the document.

    Copies of a portal for tests, former hosts and addresses of downloads go away. `--fix` writes the portal's
    public address of the same document.
    """
    url = record.copy.url or ""
    portal = portal_of(url)
    public = portal.public_address(url) if portal else None
    if portal and public and public != url.rstrip("/"):
        mended = evolve(record, copy=evolve(record.copy, url=public))
        yield Problem(f"“{url}” is not the public address of {portal.name}: write {public}.", url, mended)


@RULES.record("A202", "private-address", "error")
def private_address(record: Record, today: date) -> Iterator[Problem]:
    """The address is on somebody's own machine or network, or on a copy of a site that is made for tests.

    Readers cannot open it. Write the address that the public uses.
    """
    url = record.copy.url or ""
    host = host_of(url)
    if portal_of(url) is None and (
        url.startswith("file:") or _LOCAL.fullmatch(host) or _STAGING.search(host)
    ):
        yield Problem(f"“{url}” cannot be opened by readers: write the document's public address.", url)


@RULES.record("A203", "bad-address", "error")
def bad_address(record: Record, today: date) -> Iterator[Problem]:
    """The address is none: it does not begin with http:// or https://, or has spaces in it.

    Copy the whole address from the browser, from `https://` to its end.
    """
    url = record.copy.url
    if url and not url.startswith("file:"):
        good = re.fullmatch(r"https?://\S+", url, re.IGNORECASE) and host_of(url)
        if not good:
            yield Problem(f"“{url}” is no address: copy it whole, from https:// to its end.", url)


@RULES.record("A204", "future-date", "error")
def future_date(record: Record, today: date) -> Iterator[Problem]:
    """A date lies in the future.

    No document is from tomorrow: most likely two digits changed places.
    """
    for what, when in (("date", record.date), ("day of access", record.copy.accessed)):
        first = when.parts[0] if when and when.parts else ()
        if first and first > (today.year, today.month, today.day)[: len(first)]:
            yield Problem(f"The {what}, {when}, lies in the future: check its digits.", str(when))


@RULES.record("A205", "title-date-differs", "warning")
def title_date_differs(record: Record, today: date) -> Iterator[Problem]:
    """The title has another date in it than the record.

    One of the two may be wrong, or the title may speak of another day (a letter *about* a meeting). Compare
    both with the document.
    """
    written = _DATE.findall(record.title or "")
    if len(written) != 1 or record.date is None or len(record.date.parts) != 1:
        return
    try:
        told = ArchivalDate.parse(written[0]).parts
    except RecordError:
        return
    ours = record.date.parts[0]
    if told and ours and told[0][: len(ours)] != ours[: len(told[0])]:
        yield Problem(
            f"The title says {written[0]}, and the date is {record.date}: compare both with the document.",
            written[0],
        )


@RULES.record("A206", "pages-backwards", "warning")
def pages_backwards(record: Record, today: date) -> Iterator[Problem]:
    """A range of pages or leaves ends before it begins.

    `720-19` is read as 720 to 719. Check the numbers in the document: which of them is wrong cannot be guessed.
    """
    for holding in record.holdings:
        for span in spans(holding.pages.value):
            if span.is_backwards:
                yield Problem(
                    f"“{span.text}” ends ({span.last}) before it begins ({span.first}): check the numbers.",
                    span.text,
                )


@RULES.record("A207", "former-portal-name", "note", fixable=True)
def former_portal_name(record: Record, today: date) -> Iterator[Problem]:
    """The portal is called by a name that it no longer has.

    Readers look for the name that is on the page. `--fix` writes it.
    """
    name = record.copy.portal or ""
    portal = portal_named(name)
    if portal and name != portal.name:
        mended = evolve(record, copy=evolve(record.copy, portal=portal.name))
        yield Problem(f"“{name}” is now called {portal.name}: write that.", name, mended)


@RULES.record("A208", "quoted-title", "warning", fixable=True)
def quoted_title(record: Record, today: date) -> Iterator[Problem]:
    """The title stands in quotation marks.

    Styles set their own, so that there would be two pairs. `--fix` takes the outer ones away.
    """
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
                f"The title {title} stands in quotation marks, which styles set themselves: take them away.",
                title,
                evolve(record, title=inner),
            )
            return


@RULES.record("A209", "title-ends-in-comma", "warning", fixable=True)
def title_ends_in_comma(record: Record, today: date) -> Iterator[Problem]:
    """The title ends in a comma, semicolon or colon.

    It was left over when the title was cut out of a citation. `--fix` takes it away.
    """
    title = record.title or ""
    bare = title.rstrip(" ,;:")
    if bare and bare != title:
        yield Problem(
            f"The title ends in “{title[len(bare) :].strip()}”: take it away.",
            title,
            evolve(record, title=bare),
        )


@RULES.record("A210", "title-in-capitals", "note")
def title_in_capitals(record: Record, today: date) -> Iterator[Problem]:
    """The title is all in capitals.

    No style undoes them. Write the title as in running text; which words keep a capital only a reader knows.
    """
    title = record.title or ""
    letters = [sign for sign in title if sign.isalpha()]
    if len(letters) >= _LONG_TITLE and " " in title and title.isupper():
        yield Problem("The title is all in capitals: write it as in running text.", title)


@RULES.record("A211", "unknown-kind", "note")
def unknown_kind(record: Record, today: date) -> Iterator[Problem]:
    """The kind of document is none that archcite knows.

    It is treated as a plain document. Use a known kind where one fits (`letter`, `telegram`, `minutes` …).
    """
    kind = record.kind.casefold()
    if kind not in KINDS and kind not in CSL_TYPES:
        near = _near(kind, (*KINDS, *CSL_TYPES))
        hint = f"did you mean “{near}”?" if near else "it is treated as a document."
        yield Problem(f"The kind “{record.kind}” is not known: {hint}", record.kind)


@RULES.record("A212", "unknown-role", "warning")
def unknown_role(record: Record, today: date) -> Iterator[Problem]:
    """Somebody has a role that archcite does not know.

    No style prints it. Use one of the known roles (`author`, `recipient`, `translator` …).
    """
    for agent in record.agents():
        if agent.role not in ROLES:
            near = _near(agent.role, ROLES)
            hint = f"did you mean “{near}”?" if near else "no style prints it."
            yield Problem(f"{agent.name} has the role “{agent.role}”, which is not known: {hint}", agent.role)


def _near(word: str, known: Iterable[str]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.75)), None)
