"""Rules about what a citation lacks, so that nobody can find the document again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from archcite.lint.findings import Problem, Rules
from archcite.record import Record
from archcite.record.vocabulary import PUBLISHED_TYPES

RULES = Rules()


def is_published(record: Record) -> bool:
    """Whether a record is of a published work, or says where the source was published."""
    return bool(record.published_in) or record.csl_type in PUBLISHED_TYPES


@RULES.record("A101", "no-repository", "error")
def no_repository(record: Record, today: date) -> Iterator[Problem]:
    """No archive, library or other holder is named.

    Nobody can ask for a document without knowing who keeps it. Add `repository` with the holder's name, or
    `published_in` where the source was read in a publication. Published works need no repository.
    """
    if not is_published(record) and not any(str(holding.repository) for holding in record.holdings):
        yield Problem("The record names no repository: add the archive or library that keeps the original.")


@RULES.record("A102", "no-unit-id", "error")
def no_unit_id(record: Record, today: date) -> Iterator[Problem]:
    """A repository is named, but nothing in it: no fonds, box, file or call number.

    An archive keeps kilometres of files; its name alone finds none of them. Add the reference as the archive
    writes it (`fonds`, `series`, `file` …), or the holding's `note` where the archive has given none.
    """
    for holding in record.holdings:
        if str(holding.repository) and not holding.parts and not holding.note and not is_published(record):
            name = str(holding.repository)
            yield Problem(f"Of {name} no fonds, box, file or call number is given: add the reference.", name)


@RULES.record("A103", "no-date", "warning")
def no_date(record: Record, today: date) -> Iterator[Problem]:
    """The document has no date.

    Styles sort and tell documents apart by their date. Add `date`; where the document has none, say so
    (`n.d.`, `undated`), or date it approximately (`ca. 1955`).
    """
    if record.date is None:
        yield Problem("The record has no date: add it, or say “n.d.” where the document has none.")


@RULES.record("A104", "no-address", "warning")
def no_address(record: Record, today: date) -> Iterator[Problem]:
    """A portal is named, or nobody who keeps the original, and there is no address.

    What was seen in a portal is found again by its address, and a document whose holder is not known by
    nothing else. Add `url` with the permanent address that the portal gives.
    """
    if record.copy.url:
        return
    if record.copy.portal:
        yield Problem(
            f"The document was seen in {record.copy.portal}, and its address is missing: add the url.",
            record.copy.portal,
        )
    elif not is_published(record) and not any(holding.repository for holding in record.holdings):
        yield Problem(
            "The record has neither a repository nor an address: add one of them, so that it can be found."
        )


@RULES.record("A105", "no-title", "error")
def no_title(record: Record, today: date) -> Iterator[Problem]:
    """The document has no title.

    Every style needs something to call it. Where the document itself has no title, describe it: “Letter,
    George Creel to Colonel House”.
    """
    if not record.title:
        yield Problem(
            "The record has no title: describe the document, such as “Letter, George Creel to Colonel House”."
        )


@RULES.record("A106", "no-pages", "note")
def no_pages(record: Record, today: date) -> Iterator[Problem]:
    """A file is cited whole, without the leaves on which the document is.

    A file may have hundreds of leaves. Add `pages` where the archive numbers them; `unpaginated` where it
    does not.
    """
    holding = record.holding
    unit = next((part for part in holding.parts if part.level == "file" and part.label), None)
    if unit is not None and not holding.pages:
        yield Problem(f"“{unit}” is cited whole: add the pages or leaves, or say “unpaginated”.", unit.value)
