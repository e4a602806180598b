"""Published works: the item is kept whole, and the attributes are those of a record."""

from __future__ import annotations

import pytest

from archcite.errors import SourceLocation
from archcite.record import Agent, Holding, Publication, Record, Repository, revise
from archcite.record.serialization import from_plain, to_plain

ITEM = {
    "id": "roe",
    "type": "article-journal",
    "title": "On <i>Letters</i>",
    "author": [{"family": "Roe", "given": "Jane", "comma-suffix": True}, {"literal": "Bureau"}],
    "editor": [{"family": "Doe"}],
    "issued": {"date-parts": [[2016, 3]], "circa": True},
    "volume": 9,
    "page": "R551-R554",
    "DOI": "10.1000/x",
    "keyword": "letters, archives",
    "x-own": {"nested": [1, 2, {"a": None}]},
}


def test_the_item_is_kept_whole() -> None:
    item = dict(ITEM)
    publication = Publication(item)
    item["title"] = "changed"
    publication.csl_item()["author"][0]["family"] = "changed"
    assert publication.csl_item() == ITEM
    assert list(publication.csl_item()) == list(ITEM)


def test_attributes_are_read_from_the_item() -> None:
    publication = Publication(ITEM)
    assert (publication.id, publication.kind, publication.title) == ("roe", "article-journal", "On Letters")
    assert publication.date and publication.date.edtf == "2016-03~"
    assert [agent.name for agent in publication.agents()] == ["Jane Roe", "Bureau", "Doe"]
    assert [agent.name for agent in publication.agents("editor")] == ["Doe"]
    assert publication.copy.url == "https://doi.org/10.1000/x"
    assert publication.subjects == ("letters", "archives")
    assert not publication.holding


def test_publications_are_values() -> None:
    where = SourceLocation("a.json", line=3)
    assert Publication(ITEM) == Publication(ITEM, location=where)
    assert len({Publication(ITEM), Publication(ITEM, location=where)}) == 1
    assert Publication(ITEM) != Publication({**ITEM, "volume": 10})


@pytest.mark.parametrize("holdings", [(), (Holding(Repository("BArch"), note="clipping"),)])
def test_plain_data_give_the_publication_back(holdings: tuple[Holding, ...]) -> None:
    publication = Publication(ITEM, holdings=holdings)
    assert from_plain(to_plain(publication)) == publication


def test_revise_changes_one_thing() -> None:
    publication = Publication(ITEM)
    assert revise(publication, title="New").csl_item() == {**ITEM, "title": "New"}
    agents = (*publication.agents(), Agent.parse("Ann Poe", role="translator"))
    revised = revise(publication, agents=agents).csl_item()
    assert revised["author"] == ITEM["author"]
    assert revised["translator"] == [{"family": "Poe", "given": "Ann"}]
    assert revise(Record(title="Old"), title="New").title == "New"


def test_carried_variables_and_location_of_a_record() -> None:
    record = Record(title="Letter", variables={"volume": "3"}, location=SourceLocation("a.yaml", 2))
    assert from_plain(to_plain(record)) == record
    assert "location" not in to_plain(record)
    assert record == Record(title="Letter", variables={"volume": "3"})
    assert Record(title="Letter") != record
