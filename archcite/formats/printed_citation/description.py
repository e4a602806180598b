"""The description of a document in a citation: author, recipient, title, date, classification."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from archcite._foundation.lazy_regex import pattern
from archcite.formats.common.document_kinds import infer_document_kind, is_kind_word
from archcite.formats.printed_citation.correspondence import (
    FAMILY_FIRST,
    build_agent,
    is_kind,
    parse_letter,
    parse_letter_to,
    parse_sending,
)
from archcite.formats.printed_citation.leading_author import (
    OWN_WRITINGS,
    find_occupation,
    take_leading_author,
)
from archcite.formats.printed_citation.segment import PLACE, Segment
from archcite.formats.printed_citation.segment_kinds import QUOTED, is_quoted, parse_date
from archcite.formats.printed_citation.segment_readers import (
    SEGMENT_READERS,
    Description,
    add_letter,
    join_pieces,
    take_date,
)
from archcite.formats.printed_citation.vocabulary import (
    compile_before_recipient,
    find_kind,
    is_classification,
    is_collection,
    is_corporate,
    is_name,
    is_office,
)
from archcite.notation.vocabulary import is_medium, is_place, is_year
from archcite.record import Agent, Holding

_AUTHOR_AND_PLACE = 2
# “RG 2001, 73. Military Matters”: a numbered heading
_NUMBER_BEFORE = pattern(r"(?:^|,\s)\d{1,3}\.\s*$")
_BRACKET = pattern(r"\s*[(\[](?P<inner>[^()\[\]]+)[)\]]\.?$")
_DESCRIBED = pattern(r"(?P<title>.+?)\s\[(?P<inner>[^\[\]]+)\]")
_ABBREVIATED_YEAR = pattern(r"\d{4}\s(?:г|р|гг|r|g)\.?$")
# “GFK undated memoir”, before its title
_MAKER_AND_KIND = pattern(
    r"(?P<name>[^\W\d_a-z]\S*(?: [^\W\d_a-z]\S*){0,3})(?P<words>(?: [a-z]+){0,2}?) (?P<kind>[a-z]+)"
)
# “intercept no. 4567”, after a title
_KIND_AND_NUMBER = pattern(
    r"(?P<kind>[^\W\d_]+(?: [^\W\d_]+)?) (?P<number>(?:[Nn]o|[Nn]r|n|č|núm)\.? ?[º°]? ?\d[\d/–-]*)"
)


def parse_description(text: str, segments: Sequence[Segment], *, loose: bool = True) -> Description:
    """Parse the segments that describe the document.

    ``loose`` takes text that is nothing else for the title.

    >>> from archcite.formats.printed_citation.segments import split_citation
    >>> line = "Adams to Lee, 7 July 1944"
    >>> found = parse_description(line, split_citation(line))
    >>> [(agent.role, agent.name) for agent in found.agents], found.date.edtf
    ([('author', 'Adams'), ('recipient', 'Lee')], '1944-07-07')
    """
    leading = segments
    segments, authors = take_leading_author(segments)
    occupation = find_occupation(leading) if authors else None
    found = Description(agents=authors, unplaced=(occupation,) if occupation else ())
    plain: list[Segment] = []
    quoted = next((index for index, segment in enumerate(segments) if is_quoted(segment.text)), None)
    if quoted is None:
        quoted = next((index for index, segment in enumerate(segments) if _is_supplied(segment.text)), None)
    for index, segment in enumerate(segments):
        segment, found = _take_bracket(segment, found)
        written = segment.text
        if not written:
            continue
        if index == quoted:
            title = QUOTED.fullmatch(written) if written[0] != "[" else None
            found = evolve(found, title=title["title"].strip(" ,") if title else written)
            if title is None:
                found = _add_recipient(written[1:-1], _take_kind_off(found))
            if plain:
                found, plain = _take_authors(found, plain)
            continue
        is_after_author = not found.agents and len(plain) == 1 and _is_author(plain[0].text)
        if is_after_author and (letter := parse_letter_to(written) or parse_sending(written)):
            # “Liu Shaoqi, telegram to Mao Zedong”
            author = build_agent(plain[0].text, "author")
            date = found.date or take_date(written)[1]
            found = evolve(found, agents=(author, *letter.agents), kind=letter.kind, date=date)
            found, plain = evolve(found, number=found.number or letter.number), []
            continue
        place = _find_place_of_author(found, plain)
        if (is_after_author or place) and (addressed := compile_before_recipient().match(written)):
            recipient = written[addressed.end() :].removeprefix("the ")
            if is_name(recipient):  # “George Creel, to Edward House”, “George Creel, Berlin, to Edward House”
                people = build_agent(plain[0].text, "author"), build_agent(recipient, "recipient")
                found, plain = evolve(found, agents=people, place=place or found.place), []
                continue
        further = next(filter(None, (read(segment, found) for read in SEGMENT_READERS)), None)
        if further is not None:
            found = further
        else:
            plain.append(segment)
    return _place_rest(text, found, plain, loose)


def _find_place_of_author(found: Description, plain: Sequence[Segment]) -> str | None:
    """Return the place of writing, where all that is known is an author and that place."""
    if found.agents or len(plain) != _AUTHOR_AND_PLACE or not _is_author(plain[0].text):
        return None
    place = plain[1].text
    return place if PLACE.fullmatch(place) and not is_kind(place) else None


def complete_people(found: Description, line: str) -> Description:
    """Name the people of an inflected title whose nominative is elsewhere in the citation.

    >>> brief = Description(title="Brief Adenauers an Heuss", agents=(build_agent("Heuss", "recipient"),))
    >>> [agent.name for agent in complete_people(brief, "Brief Adenauers an Heuss, 1952, NL Adenauer").agents]
    ['Adenauer', 'Heuss']
    """
    if found.title is None or any(agent.role == "author" for agent in found.agents):
        return found
    letter = parse_letter(found.title, line.replace(found.title, " "))
    if letter is None or letter.is_whole or len(letter.agents) <= len(found.agents):
        return found
    return evolve(found, agents=letter.agents)


def describe_collection(found: Description, holdings: list[Holding]) -> tuple[Description, list[Holding]]:
    """Name a collection that is cited as a whole, with its years: “Wilson Family Papers, 1798–1850, Roe family”."""
    parts = holdings[0].parts if len(holdings) == 1 else ()
    if found.title or found.agents or not parts or holdings[0].pages:
        return found, holdings
    name = parts[0].value or ""
    if found.date is None and len(parts) == 2 and is_year(parts[1].value or ""):
        found, parts = evolve(found, date=parse_date(parts[1].value or "")), parts[:1]
    if found.date is None or len(parts) != 1 or parts[0].label:
        return found, holdings
    if not is_collection(name) or not is_year(str(found.date)):
        return found, holdings
    return evolve(found, title=name, kind="collection"), [evolve(holdings[0], parts=())]


def _is_supplied(text: str) -> bool:
    """Return whether a segment is a title in square brackets."""
    return bool(re.fullmatch(r"\[[^\[\]]{8,}\]", text)) and parse_date(text) is None


def _take_kind_off(found: Description) -> Description:
    """Take the kind off a supplied title: “[Conversation in the Oval Office, audio recording]”."""
    title, comma, last = (found.title or "").strip("[]").rpartition(", ")
    kind = find_kind(last) if comma and last[:1].islower() else None
    return evolve(found, title=f"[{title}]", kind=found.kind or kind) if kind else found


def _take_bracket(segment: Segment, found: Description) -> tuple[Segment, Description]:
    """Take a classification, a medium or a remark in brackets off the end of a segment."""
    bracket = _BRACKET.search(segment.text)
    if bracket is None or (bracket.start() == 0 and parse_date(bracket["inner"])):
        return segment, found
    inner = bracket["inner"].strip()
    if is_classification(inner):
        found = evolve(found, classification=join_pieces(found.classification, inner))
    elif is_medium(inner):
        found = evolve(found, medium=inner)
    elif re.search(r"\d{4}", inner) and parse_date(segment.text):
        return segment, found  # “5 Cemaziyelevvel 1308 (17 Aralık 1890)”
    elif parse_date(segment.text[: bracket.start()].strip()):
        found = evolve(found, unplaced=(*found.unplaced, inner))
    else:
        return segment, found
    rest = segment.text[: bracket.start()].rstrip(" ,")
    return segment._replace(text=rest, end=segment.start + len(rest)), found


def _take_authors(found: Description, plain: list[Segment]) -> tuple[Description, list[Segment]]:
    """Take the names before a quoted title as its authors."""
    names = [segment.text for segment in plain]
    if len(names) == 1 and not found.agents and (made := _MAKER_AND_KIND.fullmatch(names[0])):
        kind = infer_document_kind(made["kind"])
        kind = kind if kind != "document" else (find_kind(made["kind"]) or kind)
        if kind != "document" and is_name(made["name"]) and not is_place(made["name"]):
            word = (
                made["kind"] if made["kind"] != kind else ""
            )  # “lecture” is a speech, and remains a lecture
            rest = (f"{made['words']} {word}".strip(),) if made["words"] or word else ()
            agents = (build_agent(made["name"], "author"),)
            return evolve(found, agents=agents, kind=kind, unplaced=(*found.unplaced, *rest)), []
    written = infer_document_kind(names[-1]) if is_kind_word(names[-1]) else find_kind(names[-1])
    is_named = is_name(names[0]) and not (is_place(names[0]) or is_collection(names[0]))
    if len(names) == 2 and is_named and written not in (None, "document") and found.kind is None:
        # “Cabinet Office, Sitzungsprotokoll, „Conclusions …““
        return evolve(found, agents=(*found.agents, build_agent(names[0], "author")), kind=written), []
    is_family = written in (None, "document") and not is_place(names[0])
    if len(names) == 2 and is_family and all(is_name(name) for name in names) and " " not in names[0]:
        return evolve(
            found, agents=(*found.agents, Agent(family=names[0], given=names[1], role="author"))
        ), []
    if plain[-1].before == "; " or any(map(is_collection, names)):
        return found, plain
    # Several names are people only if it shows: “Kriegstagebuch der D.A.S., Port Vendres” is a title and a place.
    shows = len(names) == 1 or all(re.search(r"(?<!\w)[^\W\d_a-z]\.", name) for name in names)
    is_all_names = all(is_name(name) or FAMILY_FIRST.fullmatch(name) for name in names)
    if names and shows and is_all_names and not found.agents:
        return evolve(found, agents=tuple(build_agent(name, "author") for name in names)), []
    return found, plain


def _place_rest(text: str, found: Description, plain: Sequence[Segment], loose: bool) -> Description:
    """Place segments that are nothing by themselves: the title, with an author before it and a date in it."""
    if not plain:
        return found
    found, plain = _take_interviewee(found, plain)
    if plain and found.title is None and _is_place_of_letter(text, found, plain):
        return evolve(found, place=text[plain[0].start : plain[-1].end])
    if not plain:
        return found
    if found.title is not None or not loose:
        return evolve(found, unplaced=(*found.unplaced, *(segment.text for segment in plain)))
    for segment in plain[:1]:
        person = FAMILY_FIRST.fullmatch(segment.text)
        is_kind_first = person is not None and infer_document_kind(person["family"]) != "document"
        if person and not found.agents and not is_kind_first and _is_inverted(person):
            found = evolve(
                found, agents=(build_agent(f"{person['family']} {person['given']}".strip(), "author"),)
            )
            rest = person["rest"] or ""
            plain = [
                *([segment._replace(text=rest, start=segment.end - len(rest))] if rest else []),
                *plain[1:],
            ]
    if not plain:
        return found
    if _is_own_writing(found, plain):
        author, writing = build_agent(plain[0].text, "author"), plain[1].text
        return evolve(found, agents=(author,), title=writing, kind=infer_document_kind(writing))
    found, plain = _take_kind(found, plain)
    is_led = _NUMBER_BEFORE.search(text[: plain[0].start]) is None
    if (
        len(plain) > 1
        and is_led
        and not found.agents
        and _is_author(plain[0].text)
        and not is_name(plain[1].text)
    ):
        found = evolve(found, agents=(build_agent(plain[0].text, "author"),))
        plain = plain[1:]
    rows = _group(plain)
    title = text[rows[0][0].start : rows[0][-1].end].strip(" ,;")
    end = rows[0][-1].end
    if text[end : end + 1] == "." and _ABBREVIATED_YEAR.search(title):
        title += "."  # “20 октября 1925 г.”
    elif not _ABBREVIATED_YEAR.search(title.rstrip(".")):
        title = title.rstrip(".")
    others = tuple(segment.text for row in rows[1:] for segment in row)
    if found.date is None:
        title, date = take_date(title)
        found = evolve(found, date=date)
    if (described := _DESCRIBED.fullmatch(title)) is not None:
        further = _add_recipient(described["inner"], found)
        kind, _, medium = described["inner"].partition("; ")
        if further is found and is_kind(kind):
            further = evolve(found, kind=kind.casefold(), medium=medium or found.medium)
        title = described["title"] if further is not found else title
        found = further
    found = _add_recipient(title, found)
    return evolve(found, title=title or None, unplaced=(*found.unplaced, *others))


def _is_own_writing(found: Description, plain: Sequence[Segment]) -> bool:
    """Return whether a name and the word for what one person writes are left: “Ben-Gurion, Diary”."""
    if len(plain) != 2 or found.agents or plain[1].before != ", ":
        return False
    name, writing = plain[0].text, plain[1].text
    is_writing = is_kind_word(writing) and infer_document_kind(writing) in OWN_WRITINGS
    is_person = is_name(name) and not (is_place(name) or is_collection(name) or name.isupper())
    return is_writing and is_person and infer_document_kind(name) == "document"


def _is_place_of_letter(text: str, found: Description, plain: Sequence[Segment]) -> bool:
    """Return whether all that is left of a letter is its place: “A to B, Bad Nauheim, Germany, February 1942”."""
    if found.place or len(plain) > 2 or not any(agent.role == "recipient" for agent in found.agents):
        return False
    names = [segment.text for segment in plain]
    return all(map(PLACE.fullmatch, names)) and is_place(names[-1]) and not any(map(is_kind, names))


def _add_recipient(title: str, found: Description) -> Description:
    """Add the recipient of “Letter to Bryher”, for a letter with an author."""
    letter = parse_letter_to(title) if len(found.agents) == 1 else None
    return add_letter(found, letter) if letter else found


def _take_interviewee(found: Description, plain: Sequence[Segment]) -> tuple[Description, Sequence[Segment]]:
    """Take the name before “interview by B” as that of the interviewee."""
    roles = [agent.role for agent in found.agents]
    if found.kind != "interview" or roles != ["interviewer"] or not is_name(plain[0].text):
        return found, plain
    interviewee = build_agent(plain[0].text, "interviewee")
    return evolve(found, agents=(interviewee, *found.agents)), plain[1:]


def _take_kind(found: Description, plain: Sequence[Segment]) -> tuple[Description, Sequence[Segment]]:
    """Take the kind that follows a title: “The Long Telegram. Letter to George Marshall”, “Harbour. Photograph”."""
    if len(plain) < 2:
        return found, plain
    if letter := parse_letter_to(plain[1].text):
        found = add_letter(found, letter)
    elif is_kind(plain[1].text.rstrip(".")):
        found = evolve(found, kind=plain[1].text.rstrip(".").casefold())
    elif kind := find_kind(plain[1].text):
        found = evolve(found, kind=kind)
    elif (sent := _KIND_AND_NUMBER.fullmatch(plain[1].text)) and found.number is None:
        kind = sent["kind"].casefold() if is_kind(sent["kind"]) else find_kind(sent["kind"])
        if kind is None:
            return found, plain
        found = evolve(found, kind=kind, number=sent["number"])
    else:
        return found, plain
    return found, [plain[0], *plain[2:]]


def _is_author(text: str) -> bool:
    """Return whether the first segment of a description is its author: a name of a person or a body.

    >>> _is_author("Jan Novak"), _is_author("Minutes"), _is_author("Ministry of Agriculture")
    (True, False, True)
    """
    words = text.split()
    if not is_name(text) or is_collection(text) or infer_document_kind(text) != "document":
        return False
    # “Sayings of Jesus” is a title, “Duke of Wellington” a person.
    is_person = " of " not in text or is_office(f"{text[:1].lower()}{text[1:]}")
    return is_corporate(text) or (2 <= len(words) <= 5 and is_person and not is_place(text))


def _is_inverted(person: re.Match[str]) -> bool:
    """Return whether a name puts the family first: Cyrillic, with two initials or a comma, or before nothing else."""
    return (
        not person["rest"]
        or person["family"][0] > "Ѐ"
        or person["given"].count(".") > 1
        or "," in person.group()[: len(person["family"]) + 1]
    )


def _group(plain: Sequence[Segment]) -> list[list[Segment]]:
    """Group segments that follow each other in the text."""
    rows: list[list[Segment]] = []
    for segment in plain:
        if rows and segment.start - rows[-1][-1].end <= 4:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return rows
