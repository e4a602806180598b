"""Hypothesis strategies for records: all that the model allows."""

from __future__ import annotations

from hypothesis import strategies as st

from archcite.errors import RecordError
from archcite.record import Agent, ArchivalDate, Holding, OnlineCopy, Pages, Part, Record, Repository
from archcite.record.converters import to_text
from archcite.record.vocabulary import KINDS, LEVELS, ROLES

# Everything that can be in a file: no lone surrogates.
texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
    st.sampled_from(
        ["~", "null", "no", "1958", "0100", "a: b", "- a", "# a", "{a}", "[a]", "'", '"', "a\n\n  b\n", "<<"]
    ),
).filter(to_text)  # not only space and control characters
maybe = st.none() | texts

dates = st.one_of(
    st.builds(
        ArchivalDate,
        st.sampled_from(["1958", "1958-09-09", "1957/1958-02", "1958~", "195X", "1958-21"]),
        maybe,
    ),
    st.builds(ArchivalDate, st.none(), texts),
)
pages = st.one_of(
    st.builds(Pages, texts),
    st.builds(lambda label, value: Pages(label, value), texts, texts),
    st.sampled_from([Pages(""), Pages("pp. 719-720"), Pages("ll. 12-15 ob."), Pages("", "pp. 1")]),
)
roles = st.sampled_from(sorted(ROLES)) | texts


def _agent(**fields: object) -> Agent | None:
    try:
        return Agent(**fields)  # type: ignore[arg-type]
    except RecordError:
        return None


persons = st.builds(
    _agent,
    family=maybe,
    given=maybe,
    particle=st.none() | st.sampled_from(["de", "van der"]) | texts,
    dropping_particle=maybe,
    suffix=st.none() | st.just("Jr.") | texts,
    role=roles,
    on_behalf_of=maybe,
    affiliation=maybe,
)
others = st.builds(_agent, literal=texts, corporate=st.booleans(), role=roles, on_behalf_of=maybe)
simple = st.builds(Agent.parse, st.sampled_from(["Delia Razdolescu", "Charles de Gaulle", "Stalin"]), roles)
agents = st.one_of(persons, others, simple).filter(lambda agent: agent is not None)

repositories = st.builds(Repository, maybe, maybe, maybe, maybe)
parts = st.one_of(
    st.builds(Part, st.sampled_from(LEVELS) | texts, maybe, texts, maybe),
    st.builds(
        Part,
        st.sampled_from(LEVELS),
        st.sampled_from([None, "File", "d.", "box"]),
        st.sampled_from(["6", "6/1955"]),
    ),
)
holdings = st.builds(Holding, repositories, st.lists(parts, max_size=3), pages, maybe)
copies = st.builds(OnlineCopy, maybe, maybe, maybe, st.none() | dates)
lists = st.lists(texts, max_size=2)

records = st.builds(
    Record,
    id=st.just("") | texts,
    kind=st.sampled_from(sorted(KINDS)) | texts,
    title=maybe,
    date=st.none() | dates,
    agents=st.lists(agents, max_size=3),
    holdings=st.lists(holdings, max_size=2),
    copy=copies,
    title_kind=st.none() | st.sampled_from(["formal", "supplied"]),
    place=maybe,
    time=maybe,
    number=maybe,
    classification=maybe,
    version=maybe,
    related=lists,
    extent=maybe,
    checksum=maybe,
    archived_copy=maybe,
    original_language=maybe,
    languages=lists,
    medium=maybe,
    published_in=maybe,
    summary=maybe,
    contents=maybe,
    subjects=lists,
    rights=maybe,
    notes=lists,
).filter(lambda record: record != Record())
