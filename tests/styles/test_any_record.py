"""Every archival style on any record: nothing is lost, nobody is miscredited, punctuation stays whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import archcite
from archcite.errors import ArchciteError
from archcite.record import Agent, Holding, OnlineCopy, Pages, Part, Record, Repository
from archcite.record.vocabulary import KINDS
from archcite.styles import get_info, load_archival_styles

# Punctuation that no historian writes: marks in a row, empty brackets, a space before a mark.
BROKEN = re.compile(
    r"[,;:] ?[,;:]|\.[,;:](?! )|(?<!\.)\.\.(?!\.)|\(\)|\[\]|\( |\[ | [,;.](?!\w)|,\.|;\.|“”|‘’|„“|  "
)
# A word twice in a row, but for initials and numbers.
DOUBLED = re.compile(r"\b([^\W\d_]{2,})\W{1,2}\1\b", re.IGNORECASE)
# What no citation in another language has, outside the words of the record.
ENGLISH = re.compile(r"\b(?:the|of|by|to|from|with|also|and|undated|no date)\b", re.IGNORECASE)
IN_ENGLISH = ("en-US", "en-GB", "en-AU", "")
# Where a title is the whole description of a document, as docs/guides/styles.md says: no number, kind or recipient, and
# on the portal's own pages no author.
TITLE_IS_ALL = ("frus", "wilson-center")
# “In a bibliography a descriptor takes a lower-case initial” (New Hart's Rules 18.6.2).
LOWER_CASE_ENTRIES = ("new-harts-rules",)
AUTHORS = st.sampled_from(["George Creel", "Hans von Lammers", "Mao Zedong", "Committee for Peace"])
# The fields of a record whose words every style prints in a whole citation.
PRINTED = ("version", "related", "file_name", "published_in")


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Records with anything missing, but for what an archive or a portal says; an interview has no recipient."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    given_roles = {
        role: draw(st.booleans()) for role in ("author", "recipient", "translator", "editor", "compiler")
    }
    if kind == "interview":
        given_roles["recipient"] = False
    people = [
        Agent.parse(draw(names), role)
        for role, names in {
            "author": AUTHORS,
            "recipient": st.sampled_from(["Colonel House", "Central Committee", "the Secretary of War"]),
            "translator": st.just("Delia Razdolescu"),
            "editor": st.just("Karl Bruck"),
            "compiler": st.just("Ana Solis"),
        }.items()
        if given_roles[role]
    ]
    parts = [
        part
        for part in (
            Part("fonds", None, "Edward House Papers"),
            Part("series", "Series", "3"),
            Part("box", "box", "6"),
            Part("folder", "folder", "179"),
        )
        if draw(st.booleans())
    ]
    holding = Holding(
        Repository(
            draw(st.sampled_from(["Yale University Library", "RGANI"])),
            place=draw(maybe(st.just("New Haven"))),
        ),
        tuple(parts),
        Pages(draw(st.sampled_from(["", "pp. 12-15", "fol. 3v"]))),
    )
    title = draw(maybe(st.sampled_from(["On the Talks in Kabul", "What is to be done?", '"Peace", he said'])))
    other = Holding(Repository("GARF"), [Part("fonds", "f.", "9401")])
    return Record(
        id="r",
        kind=kind,
        title=title,
        title_kind=draw(st.sampled_from([None, None, "supplied"])) if title else None,
        date=draw(
            maybe(
                st.sampled_from(
                    [
                        "1918-09-25",
                        "1956",
                        "1772~",
                        "1790/1803",
                        "1955?",
                        "[1955]",
                        "after 1956",
                        "n.d.",
                        "195X",
                    ]
                )
            )
        ),
        agents=people,
        holdings=(holding, *([other] if draw(st.booleans()) else [])),
        copy=OnlineCopy(draw(maybe(st.just("The Portal"))), draw(maybe(st.just("https://example.org/1")))),
        # Words that a language has, as microfilm and draft, are in that of the style.
        medium=draw(maybe(st.just("Glass slide"))),
        version=draw(maybe(st.just("second state"))),
        number=draw(maybe(st.sampled_from(["7833", "A-12"]))),
        related=draw(st.sampled_from([(), ("enclosed in Ropa 12",)])),
        file_name=draw(maybe(st.just("wpd/memo.wpd"))),
        published_in=draw(maybe(st.just("Acta Kabul, vol. 2"))),
        languages=("English",),
    )


def find_faults(record: Record, style: str) -> Iterator[str]:
    """Yield what is wrong with the citations of a record in a style."""
    info = get_info(style)
    for form in ("entry", "note", "short"):
        try:
            printed = str(archcite.cite(record, style, form=form))  # type: ignore[arg-type]
        except ArchciteError as error:
            yield f"{form}: {error}"
            continue
        printed = printed.replace("\u00a0", " ").replace("\u202f", " ")
        is_whole = form == "entry" or (form == "note" and info.style_class == "note")
        if not printed.strip(" .()"):
            yield f"{form} is empty: {printed}"
        if "STYLE ERROR" in printed:
            yield f"{form} is an error: {printed}"
        if broken := BROKEN.search(printed):
            yield f"{form} has “{broken[0]}”: {printed}"
        if doubled := DOUBLED.search(printed):
            yield f"{form} has “{doubled[0]}”: {printed}"
        begins = printed.lstrip("“‘«„([\"' ")
        may_be_small = begins.startswith("von ") or (form == "entry" and style in LOWER_CASE_ENTRIES)
        if info.style_class == "note" and begins[:1].islower() and not may_be_small:
            yield f"{form} begins with a small letter: {printed}"
        if is_whole:
            # What an interview says of its transcript is for the bibliography (CMOS18 14.108).
            is_without_transcript = form == "note" and record.csl_type == "interview"
            stated = record.replace(published_in=None) if is_without_transcript else record
            yield from (f"{form} lacks “{text}”: {printed}" for text in _find_missing(stated, style, printed))
        if info.default_locale not in IN_ENGLISH and (word := ENGLISH.search(_take_out(record, printed))):
            yield f"{form} has the English “{word[0]}”: {printed}"


def _list_texts(record: Record) -> Iterator[str]:
    holding = record.holding
    yield str(holding.repository)
    yield from map(str, holding.parts)
    yield from (text for text in (record.copy.portal, record.copy.url, record.medium) if text)
    for name in PRINTED:
        value = getattr(record, name)
        yield from (value,) if isinstance(value, str) else value or ()
    if record.number:
        yield record.number
    yield from ("GARF, f. 9401",) if len(record.holdings) > 1 else ()
    yield from (agent.family or agent.name for agent in record.agents())


def _find_missing(record: Record, style: str, printed: str) -> Iterator[str]:
    plain = re.sub(r"[.,]", "", printed).casefold()
    if record.title and style in TITLE_IS_ALL:
        people = [agent for agent in record.agents() if agent.role not in ("author", "recipient")]
        record = record.replace(number=None, agents=people)
    if style == "new-harts-rules" and record.csl_type == "graphic":
        # The address of a picture says where it was seen (18.8.5).
        record = record.replace(copy=OnlineCopy(None, record.copy.url))
    for text in _list_texts(record):
        if re.sub(r"[.,]", "", text).removeprefix("the ").casefold() not in plain:
            yield text


def _take_out(record: Record, printed: str) -> str:
    """Return a citation without the words of the record."""
    texts = [record.title or "", *_list_texts(record), *(agent.name for agent in record.agents())]
    texts += ["Secretary of War", "What is to be done", "On the Talks in Kabul", "after 1956"]
    for text in sorted(texts, key=len, reverse=True):
        printed = re.sub(re.escape(text), "", printed, flags=re.IGNORECASE) if text else printed
    return printed


@pytest.mark.slow
@pytest.mark.parametrize("style", load_archival_styles())
@given(record=records())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_full_citation_says_where_it_is(style: str, record: Record) -> None:
    faults = list(find_faults(record, style))
    assert not faults
    if record.agents("translator"):
        entry = archcite.cite(record, style, form="entry")
        assert "Razdolescu" in entry
        assert not re.match(r"\W*(?:Razdolescu|Delia)", entry)
