"""Records and other items that the archival styles are tried on."""

from __future__ import annotations

from typing import Any

import pytest

from archcite.formats.csl_json.item_from_record import to_csl_item
from archcite.record import Agent, Holding, OnlineCopy, Pages, Part, Record, Repository

ADDRESS = "https://wilson-center-digital-archive.dvincitest.com/document/110474"


def _agents(**names: str) -> tuple[Agent, ...]:
    return tuple(Agent.parse(name, role) for role, said in names.items() for name in said.split("; "))


def _named(repository: Repository, collection: str, *parts: Part) -> tuple[Holding, ...]:
    return (Holding(repository, (Part("fonds", None, collection), *parts)),)


RECORDS = (
    Record(
        id="seed",
        kind="letter",
        title="Letter addressed by the CC of the CPSU to the CC of the RWP on the recall of Soviet advisors "
        "from Romania",
        date="September 9, 1958",
        agents=_agents(translator="Delia Razdolescu"),
        holdings=(
            Holding(
                Repository("Central Historical National Archives"),
                (
                    Part("fonds", "Fund", "CC of the RCP - Foreign Relations Section"),
                    Part("file", "File", "6/1955"),
                ),
                Pages("pp. 719-720"),
            ),
        ),
        copy=OnlineCopy("Wilson Center Digital Archive", ADDRESS),
        original_language="Romanian",
        languages=("English",),
    ),
    Record(
        id="creel",
        kind="letter",
        date="1918-09-25",
        agents=_agents(author="George Creel", recipient="Colonel House"),
        holdings=_named(
            Repository("Yale University Library", place="New Haven, CT"),
            "Edward Mandell House Papers",
            Part("box", "box", "6"),
            Part("folder", "folder", "179"),
        ),
    ),
    Record(
        id="burton",
        kind="telegram",
        date="1923-01-26",
        agents=_agents(author="Burton", recipient="Merriam"),
        holdings=_named(Repository("University of Chicago Library"), "Charles E. Merriam Papers"),
    ),
    Record(
        id="leaves",
        kind="protocol",
        title="CPSU Central Committee Presidium Protocol 49",
        date="1956-10-31",
        agents=_agents(translator="Gary Goldberg"),
        holdings=(
            Holding(
                Repository("RGANI"),
                (Part("fonds", "f.", "5"), Part("series", "op.", "49"), Part("file", "d.", "131")),
                Pages("ll. 193-194"),
            ),
        ),
    ),
    Record(
        id="undated",
        kind="memorandum",
        title="Concerning a Court of Arbitration",
        holdings=_named(Repository("Library of Congress"), "Philander C. Knox Papers"),
    ),
    Record(
        id="circa",
        kind="map",
        title="A map of the southern Indian district of North America",
        date="1772?",
        agents=_agents(author="Joseph Purcell"),
        holdings=_named(
            Repository("Newberry Library", place="Chicago"), "Ayer Collection", Part("item", None, "MS 228")
        ),
    ),
    Record(
        id="range",
        kind="minutes",
        title="Minutes of the Committee for Improving the Condition of Free Blacks",
        date="1790/1803",
        holdings=_named(
            Repository("Historical Society of Pennsylvania", place="Philadelphia"), "Papers of the Society"
        ),
    ),
    Record(
        id="published",
        kind="cable",
        title="Cable, Liu Shaoqi to Mao Zedong",
        date="1949-07-18",
        agents=(Agent(family="Wolff", given="David", role="translator", on_behalf_of="CWIHP"),),
        published_in="Jianguo yilai Liu Shaoqi wengao, vol. 1 (Beijing: Zhongyang wenxian chubanshe, 2005), "
        "30-37",
        copy=OnlineCopy(
            "Wilson Center Digital Archive", "https://digitalarchive.wilsoncenter.org/document/113439"
        ),
    ),
    Record(
        id="prospectus",
        kind="prospectus",
        agents=_agents(author="W. H. Auden; Klaus Mann"),
        holdings=_named(
            Repository("Yale U Library", place="New Haven"),
            "Decision Magazine Papers",
            Part("item", None, "MS 176"),
            Part("box", "box", "1"),
            Part("folder", "folder", "20"),
        ),
    ),
    Record(
        id="manuscript",
        kind="manuscript",
        title="The Canterbury Tales",
        date="1400~",
        agents=_agents(author="Geoffrey Chaucer"),
        holdings=(
            Holding(Repository("British Library", place="London"), (Part("item", None, "Harley MS 7334"),)),
        ),
    ),
    Record(
        id="report",
        kind="report",
        title="Report for Colonial Commission",
        date="1928-11-02",
        agents=_agents(author="R. F. Griffin"),
        holdings=_named(
            Repository("Alexander Turnbull Library", place="Wellington, N.Z."),
            "Herbert Otto Roth Papers",
            Part("item", None, "94-106-01/1"),
        ),
    ),
    Record(
        id="same-translator",
        kind="letter",
        title="Letter on the weather",
        date="1958-09-10",
        agents=_agents(translator="Delia Razdolescu"),
        holdings=_named(Repository("Central Historical National Archives"), "Weather Service"),
    ),
)

# What no archive holds, or an archive of journals.
OTHERS: list[dict[str, Any]] = [
    {
        "id": "book",
        "type": "book",
        "title": "Cold War international history",
        "author": [{"family": "Smith", "given": "Mary Ann"}],
        "issued": {"date-parts": [[1999]]},
        "publisher": "Oxford University Press",
        "publisher-place": "Oxford",
    },
    {
        "id": "article",
        "type": "article-journal",
        "title": "On archives and citation",
        "author": [{"family": "Adams", "given": "John Quincy"}],
        "container-title": "Journal of Things",
        "volume": "5",
        "page": "101-123",
        "issued": {"date-parts": [[2001, 3]]},
        "archive": "JSTOR",
        "archive_location": "10.2307/12345",
        "source": "JSTOR",
    },
    {
        "id": "edited-report",
        "type": "report",
        "title": "Report of the commission",
        "author": [{"literal": "The Commission"}],
        "publisher": "HMSO",
        "issued": {"date-parts": [[1937]]},
        "archive": "Hathi Trust",
        "archive_location": "mdp.39015",
    },
    {
        "id": "web",
        "type": "webpage",
        "title": "A page",
        "URL": "https://example.org/",
        "accessed": {"date-parts": [[2020, 1, 2]]},
    },
]


@pytest.fixture(scope="session")
def archival() -> list[dict[str, Any]]:
    """Our records, as CSL items."""
    return [to_csl_item(record) for record in RECORDS]


@pytest.fixture(scope="session")
def others() -> list[dict[str, Any]]:
    """Items that are a general style's."""
    return OTHERS
