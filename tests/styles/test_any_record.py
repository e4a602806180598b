"""Every archival style on any record: nothing is lost, nobody is miscredited, punctuation stays whole."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import archcite
from archcite.record import Agent, Holding, OnlineCopy, Pages, Part, Record, Repository
from archcite.record.vocabulary import KINDS
from archcite.styles import load_archival_styles

# Punctuation that no historian writes: marks in a row, empty brackets, a space before a mark.
BROKEN = re.compile(
    r"[,;:] ?[,;:]|\.[,;:](?! )|(?<!\.)\.\.(?!\.)|\(\)|\[\]|\( |\[ | [,;.](?!\w)|,\.|;\.|“”|‘’|„“|  "
)
AUTHORS = st.sampled_from(["George Creel", "Hans von Lammers", "Mao Zedong", "Committee for Peace"])


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Records with anything missing, but for what an archive or a portal says."""
    people = [
        Agent.parse(draw(names), role)
        for role, names in {
            "author": AUTHORS,
            "recipient": st.sampled_from(["Colonel House", "Central Committee"]),
            "translator": st.just("Delia Razdolescu"),
        }.items()
        if draw(st.booleans())
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
    return Record(
        id="r",
        kind=draw(st.sampled_from(sorted(KINDS))),
        title=draw(
            maybe(st.sampled_from(["On the Talks in Kabul", "What is to be done?", '"Peace", he said']))
        ),
        date=draw(maybe(st.sampled_from(["1918-09-25", "1956", "1772~", "1790/1803"]))),
        agents=people,
        holdings=(holding,),
        copy=OnlineCopy(draw(maybe(st.just("The Portal"))), draw(maybe(st.just("https://example.org/1")))),
        medium=draw(maybe(st.just("Glass slide"))),  # microfilm is in the language of the style
        languages=("English",),
    )


@pytest.mark.slow
@pytest.mark.parametrize("style", load_archival_styles())
@given(record=records())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_full_citation_says_where_it_is(style: str, record: Record) -> None:
    entry = archcite.cite(record, style, form="entry").replace("\u00a0", " ")
    assert not BROKEN.search(entry), entry
    assert str(record.holding.repository) in entry
    for part in record.holding.parts:
        assert str(part).casefold() in entry.casefold()
    for said in (record.copy.portal, record.copy.url, record.medium):
        assert not said or said.casefold() in entry.casefold()
    if record.agents("translator"):
        assert "Razdolescu" in entry
        assert not re.match(r"\W*(?:Razdolescu|Delia)", entry)
    for form in ("note", "short"):
        made = archcite.cite(record, style, form=form).replace("\u00a0", " ")  # type: ignore[arg-type]
        assert made.strip(" .")
        assert not BROKEN.search(made), made
