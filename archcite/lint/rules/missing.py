"""Rules about missing data without which readers cannot find the document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from archcite.lint.findings import Problem, RuleRegistry
from archcite.record import Publication, Source
from archcite.record.vocabulary import CREATORS, PUBLISHED_TYPES

RULES = RuleRegistry()

_AUTHOR_OF_TEXT = ("the author", "author")
# Variables of what was published, whatever its type: a report, a hearing.
_PUBLISHING = ("publisher", "container-title", "ISBN", "DOI", "authority")


def is_published(record: Source) -> bool:
    """Return whether a record is a published work, or names the publication that contains the source."""
    if record.published_in or record.csl_type in PUBLISHED_TYPES:
        return True
    return isinstance(record, Publication) and any(record.item.get(name) for name in _PUBLISHING)


def is_described(record: Source) -> bool:
    """Return whether the kind and the people of a record describe it, as in “letter, A to B”."""
    return record.kind != "document" and any(
        agent.role in CREATORS or agent.role == "recipient" for agent in record.agents()
    )


def is_with_author(record: Source) -> bool:
    """Return whether nobody but the author of the text has the source: “interview by the author”."""
    return any(agent.name.casefold() in _AUTHOR_OF_TEXT for agent in record.agents())


@RULES.add("A101")
def find_missing_repository(record: Source, today: date) -> Iterator[Problem]:
    """Find a record that names no holder, is not published, and is not with the author of the text."""
    if is_published(record) or is_with_author(record):
        return
    if not any(str(holding.repository) for holding in record.holdings):
        yield Problem("The record names no repository: add the archive or library that keeps the original.")


@RULES.add("A102")
def find_missing_reference(record: Source, today: date) -> Iterator[Problem]:
    """Find holdings that name a repository and nothing in it."""
    for holding in record.holdings:
        if str(holding.repository) and not holding.parts and not holding.note and not is_published(record):
            name = str(holding.repository)
            yield Problem(f"{name} has no fonds, box, file or call number: add the reference.", name)


@RULES.add("A103")
def find_missing_date(record: Source, today: date) -> Iterator[Problem]:
    """Find a record without a date."""
    if record.date is None:
        yield Problem("The record has no date: add it, or write “n.d.” if the document has none.")


@RULES.add("A104")
def find_missing_address(record: Source, today: date) -> Iterator[Problem]:
    """Find a record with a portal but no address, or with no place to find it at all."""
    if record.copy.url:
        return
    if record.copy.portal:
        yield Problem(
            f"The record has a portal, {record.copy.portal}, but no address: add the url.",
            record.copy.portal,
        )
    elif not (
        is_published(record)
        or is_with_author(record)
        or any(holding.repository for holding in record.holdings)
    ):
        yield Problem("The record has neither a repository nor an address: add one of them.")


@RULES.add("A105")
def find_missing_title(record: Source, today: date) -> Iterator[Problem]:
    """Find a record without a title that neither its kind nor its people describe.

    A letter with an author or a recipient needs no title.
    """
    if not record.title and not is_described(record):
        yield Problem(
            "The record has no title: describe the document, as in “Letter, George Creel to Colonel House”."
        )


@RULES.add("A106")
def find_missing_pages(record: Source, today: date) -> Iterator[Problem]:
    """Find a holding with a file but no pages."""
    holding = record.holding
    unit = next((part for part in holding.parts if part.level == "file" and part.label), None)
    if unit is not None and not holding.pages:
        yield Problem(
            f"“{unit}” is cited as a whole: add the pages or leaves, or write “unpaginated”.", unit.value
        )
