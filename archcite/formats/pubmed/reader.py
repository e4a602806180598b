"""Read PubMed's tagged export (.nbib, MEDLINE): four letters, a hyphen and a value on each line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archcite._foundation.lazy_regex import pattern
from archcite.errors import SourceError, SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.published_work import PublishedWork
from archcite.record import Agent, Publication

_TAG = pattern(r"(?P<tag>[A-Z]{2,4}) *- (?P<value>.*)")
# A citation of PubMed begins with its number (in old files after that of MEDLINE), one of ERIC with its owner.
_START = pattern(r"\s*(?:UI *- *\d+\s*\n\s*)?(?:PMID- *\d+|OWN *- *\w+)\s*\n")
_ARTICLE_NUMBER = pattern(r"(?P<number>e?\d{1,7}) \[pii\]")
# Type of publication, or how it begins → CSL type.
TYPES: Mapping[str, str] = {
    "Book": "book",
    "Dissertations/Theses": "thesis",
    "Reports": "report",
    "Journal Article": "article-journal",
}
_DOI = pattern(r"(?P<doi>10\.\d{4,9}/\S+) \[doi\]")

# Tag → CSL variable. Where two tags have the same, the first that is given counts.
VARIABLES: Mapping[str, str] = {
    "TI": "title",
    "BTI": "container-title",
    "JT": "container-title",
    "TA": "container-title-short",
    "VI": "volume",
    "IP": "issue",
    "PG": "page",
    "PB": "publisher",
    "AB": "abstract",
    "PMID": "PMID",
    "PMC": "PMCID",
    "CTI": "collection-title",
}
_PEOPLE: Mapping[str, str] = {"FAU": "author", "FED": "editor"}


def sniff(text: str) -> bool:
    """Return whether a text is a list of citations of PubMed.

    >>> sniff("PMID- 123\\nTI  - On letters\\n"), sniff("TY  - JOUR\\n")
    (True, False)
    """
    return _START.match(text) is not None


def read(text: str, name: str = "the text") -> list[Publication]:
    """Return the publications of a text; ``name`` is what errors call it.

    Raises :class:`~archcite.errors.SourceError` if it has none.

    >>> source, = read("PMID- 123\\nTI  - On letters.\\nFAU - Roe, Jane\\nJT  - The Lancet\\nDP  - 1990 May 5\\n")
    >>> source.title, source.date.edtf
    ('On letters', '1990-05-05')
    """
    sources = [
        _build_publication(pairs, SourceLocation(name, line, number))
        for number, (line, pairs) in enumerate(_iterate_citations(text), start=1)
    ]
    if not sources:
        raise SourceError(
            "The file has no citation of PubMed: export it again.", location=SourceLocation(name)
        )
    return sources


def _iterate_citations(text: str) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Yield the citations with the lines that they begin on; indented lines continue the one before."""
    pairs: list[tuple[str, str]] = []
    first = 1
    for number, line in enumerate(text.splitlines(), start=1):
        found = _TAG.match(line)
        is_first = found is not None and found["tag"] in ("PMID", "OWN", "UI")
        if found and is_first and pairs and pairs[0][0] == found["tag"]:
            yield first, pairs
            pairs = []
        if found:
            first = first if pairs else number
            pairs.append((found["tag"], found["value"].strip()))
        elif pairs and line[:1] == " " and line.strip():
            tag, value = pairs[-1]
            pairs[-1] = (tag, f"{value} {line.strip()}")
    if pairs:
        yield first, pairs


def _build_publication(pairs: list[tuple[str, str]], location: SourceLocation) -> Publication:
    work = PublishedWork(location, type="article-journal")
    has_full_names = any(tag == "FAU" for tag, _ in pairs)
    for tag, value in pairs:
        if tag in _PEOPLE:
            work.agents.append(_parse_agent(value, _PEOPLE[tag]))
        elif tag == "AU" and not has_full_names:
            # Initials without full stops come after the family name: “Roe JA”.
            if "," in value:
                work.agents.append(_parse_agent(value, "author"))
                continue
            family, _, initials = value.rpartition(" ")
            work.agents.append(
                _parse_agent(f"{family or initials}, {'. '.join(initials)}." if family else value, "author")
            )
        elif tag == "CN":
            work.agents.append(Agent.body(value))
        elif tag == "DP":
            work.date = catalogue.parse_date(value)
        elif tag in ("LID", "AID"):
            if found := _DOI.search(value):
                work.set("DOI", found["doi"])
            elif (number := _ARTICLE_NUMBER.match(value)) and not any(tag == "PG" for tag, _ in pairs):
                work.set("page", number["number"])
            elif "://" in value:
                work.set_identifier(value)
        elif tag in ("IS", "ISBN", "ISSN"):
            work.set_identifier(value.split(" ")[0].removeprefix("EISSN-").removeprefix("ISSN-"))
        elif tag == "LA":
            work.languages += filter(None, [catalogue.find_language(value)])
        elif tag in ("MH", "OT"):
            work.subjects.append(value.replace("*", ""))
        elif tag in VARIABLES:
            work.set(VARIABLES[tag], value.rstrip(".") if tag in ("TI", "BTI") else value)
    work.set("container-title", work.variables.get("container-title-short"))
    kinds = [value for tag, value in pairs if tag == "PT"]
    if not any(value.startswith("Journal") for value in kinds) and "container-title" not in work.variables:
        named = (known for start, known in TYPES.items() for value in kinds if value.startswith(start))
        work.type = next(named, work.type)
    if any(tag == "BTI" for tag, _ in pairs):
        work.type = "chapter" if "title" in work.variables else "book"
        if work.type == "book":
            work.set("title", work.variables.pop("container-title", ""))  # “BTI” may be blank
    return work.build()


def _parse_agent(name: str, role: str) -> Agent:
    family, _, given = name.partition(", ")
    return Agent(family=family, given=given, role=role) if given else Agent(literal=name, role=role)
