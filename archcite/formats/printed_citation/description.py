"""The description of a document in a citation: author, recipient, title, date, classification."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve, field, frozen

from archcite._foundation.lazy_regex import pattern
from archcite.dates import is_undated, to_edtf
from archcite.errors import RecordError
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.printed_citation.segments import Segment
from archcite.formats.printed_citation.vocabulary import (
    compile_before_recipient,
    compile_correspondence,
    compile_number_label,
    is_classification,
    is_collection,
    is_corporate,
    is_name,
    load_words,
)
from archcite.notation.vocabulary import is_holder, is_medium, is_place
from archcite.record import Agent, ArchivalDate

_QUOTED = pattern(r"[“«„‘\"'](?P<title>.*?)[,.]?[”»“’\"'][,.]?", re.DOTALL)
_BRACKET = pattern(r"\s*[(\[](?P<inner>[^()\[\]]+)[)\]]\.?$")
_INITIAL = r"[^\W\d_a-zа-я]\."
# “Куфаев М. Н. Письмо …”, “Gockinga J.”: the family name first.
_FAMILY_FIRST = pattern(
    rf"(?P<family>(?:(?:de|von|van|der|la|le|du|di|da)\s)*[^\W\d_a-zа-я][\w’'-]+),?\s+(?P<given>{_INITIAL}\s?(?:{_INITIAL})?|[A-Z]{{1,3}}$)(?:\s+(?P<rest>[^\W\d_a-zа-я].*))?"
)
_FAMILY = pattern(
    r"[^\W\d_a-z]{2,}(?:\s[^\W\d_a-z]{2,}){1,2}|(?:(?:de|von|van|der|la|le|du|di|da)\s)*[^\W\d_a-zа-я][\w’'-]+"
)
_GIVEN = pattern(
    r"(?P<given>[^\W\d_a-zа-я][\w’'-]*\.?(?:\s(?:[^\W\d_a-zа-я][\w’'-]*|[^\W\d_a-zа-я]\.|de|von|van|der|la|le|du|di|da))*?\.?)(?:(?<=\.)\s(?P<rest>[^\W\d_a-zа-я]\w{2,}\s.*))?"
)
_GIVEN_AND_YEAR = pattern(r"(?P<given>[^\W\d_a-z][^\W\d_]+)\. (?P<rest>\d{4})")
_INITIAL_AT_END = pattern(r"(?:^|[\s.-])[^\W\d_a-z]\.?$")
_BARE_INITIAL = pattern(r"(?:^|\s)[^\W\d_a-z]$")
_LETTER_FROM = pattern(
    r"(?P<kind>[^\W\d_]+) (?:[Ff]rom|von|de|от|från|van) (?P<author>.+?)"
    r" (?:[Tt]o|an|à|для|till|aan) (?P<recipient>[^\W\d_a-zа-я].*)"
)
_DESCRIBED = pattern(r"(?P<title>.+?)\s\[(?P<inner>[^\[\]]+)\]")
_LETTER_TO = pattern(r"(?P<kind>[^\W\d_]+) to (?P<recipient>.+)")
_DAY = pattern(r"\d{1,2}\.? [^\W\d_]{3,}\.?|[^\W\d_]{3,}\.? \d{1,2}")
_TRANSLATOR = pattern(
    r"(?:trans\.|tr\.|translated|übers\. v(?:on|\.)|trad\.(?: par| di| de)?|пер\.)\s+(?P<name>[^\d,]+)"
    r"|(?P<before>[^\d,]+?)(?:\s+tr\.?|\s*,?\s*\(?trans\.\)?)",
    re.IGNORECASE,
)
_LETTER = pattern(
    r"(?P<author>.+?)\s(?P<kind>letter|telegram|memorandum|cable|note|dispatch)\sto\s(?P<recipient>.+)"
)
_ABBREVIATED_YEAR = pattern(r"\d{4}\s(?:г|р|гг|r|g)\.?$")
_LONGEST_DATE = 8  # words


@frozen
class Description:
    """What a citation states of the document; ``unplaced`` is text that was not understood."""

    title: str | None = None
    date: ArchivalDate | None = None
    agents: tuple[Agent, ...] = ()
    number: str | None = None
    classification: str | None = None
    medium: str | None = None
    kind: str | None = None
    unplaced: tuple[str, ...] = field(default=())


def is_quoted(text: str) -> bool:
    """Return whether a segment is a title in quotation marks.

    >>> is_quoted("“A Letter,”"), is_quoted("A “Letter”")
    (True, False)
    """
    return _QUOTED.fullmatch(text) is not None


def parse_date(text: str) -> ArchivalDate | None:
    """Parse a segment that is a date as a whole; a year alone counts up to the present century.

    >>> parse_date("Dec. 1798").edtf, parse_date("2079"), parse_date("n.d.").text
    ('1798-12', None, 'n.d.')
    """
    if is_undated(text):
        return ArchivalDate(None, text)
    if not re.search(r"[^\W\d]", text) and not re.search(r"(?<!\d)\d{4}(?!\d)", text):
        return None
    if re.match(r"(?:20[5-9]|2[1-9]|[3-9])\d*", text) and re.match(r"\d{4}(?!\d)", text):
        return None  # “2345/12” is a number
    if re.fullmatch(r"\d+", text) and not 1000 <= int(text) <= 2050:
        return None
    if not re.search(r"\d", text) or re.fullmatch(r"\d{1,3}(?:[-–]\d{1,3})?", text):
        return None
    edtf = to_edtf(text)
    if edtf is None:
        return None
    try:
        return ArchivalDate(edtf, text if text != edtf else None)
    except RecordError:
        return None


def parse_description(text: str, segments: Sequence[Segment], *, loose: bool = True) -> Description:
    """Parse the segments that describe the document.

    ``loose`` takes text that is nothing else for the title.

    >>> from archcite.formats.printed_citation.segments import split_citation
    >>> line = "Adams to Lee, 7 July 1944"
    >>> found = parse_description(line, split_citation(line))
    >>> [(agent.role, agent.name) for agent in found.agents], found.date.edtf
    ([('author', 'Adams'), ('recipient', 'Lee')], '1944-07-07')
    """
    segments, found = _take_leading_author(segments)
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
            title = _QUOTED.fullmatch(written) if written[0] != "[" else None
            found = evolve(found, title=title["title"].strip(" ,") if title else written)
            if title is None:
                found = _add_recipient(written[1:-1], found)
            if plain:
                found, plain = _take_authors(found, plain)
            continue
        further = next(filter(None, (read(written, found) for read in _SEGMENT_READERS)), None)
        if further is not None:
            found = further
        else:
            plain.append(segment)
    return _place_rest(text, found, plain, loose)


def _read_classification(text: str, found: Description) -> Description | None:
    if not is_classification(text):
        return None
    return evolve(found, classification=_join(found.classification, text.strip(".")))


def _read_date(text: str, found: Description) -> Description | None:
    """Read a date, or the day that completes the year before it: “Hayter, William. 1957. Dispatch. March 4.”."""
    if found.date is None:
        date = parse_date(text)
        return evolve(found, date=date) if date else None
    if re.fullmatch(r"\d{4}", found.date.edtf or "") and _DAY.fullmatch(text):
        date = parse_date(f"{text} {found.date.edtf}")
        return evolve(found, date=ArchivalDate(date.edtf)) if date else None
    return None


def _read_correspondence(text: str, found: Description) -> Description | None:
    if any(agent.role == "recipient" for agent in found.agents):
        return None
    if not found.agents and (people := parse_correspondence(text)):
        return evolve(found, agents=people)
    if not found.agents and (letter := _match_letter(text)):
        return evolve(found, agents=_build_correspondents(letter), kind=letter["kind"].casefold())
    addressed = compile_before_recipient().match(text)
    if addressed and (found.agents or found.title) and is_name(text[addressed.end() :].removeprefix("the ")):
        return evolve(found, agents=(*found.agents, build_agent(text[addressed.end() :], "recipient")))
    letter = _LETTER_TO.fullmatch(text)
    is_apart = found.title is not None or (text[0].islower() and len(found.agents) > 0)
    if letter and is_apart and _is_kind(letter["kind"]) and is_name(letter["recipient"]):
        recipient = build_agent(letter["recipient"], "recipient")
        return evolve(found, agents=(*found.agents, recipient), kind=letter["kind"].casefold())
    return None


def _read_translator(text: str, found: Description) -> Description | None:
    translator = _TRANSLATOR.fullmatch(text)
    name = (translator["name"] or translator["before"]) if translator else ""
    if not is_name(name):
        return None
    return evolve(found, agents=(*found.agents, build_agent(name, "translator")))


def _read_kind(text: str, found: Description) -> Description | None:
    if found.kind is None and text[0].islower() and _is_kind(text):
        return evolve(found, kind=text)
    return None


def _read_medium(text: str, found: Description) -> Description | None:
    if found.medium is not None:
        return None
    if found.title and text[0] == "[" and text[-1] == "]":
        return evolve(found, medium=text[1:-1])
    return evolve(found, medium=text.strip(".")) if is_medium(text.strip(".")) else None


def _read_number(text: str, found: Description) -> Description | None:
    number = compile_number_label().fullmatch(text) if found.title else None
    return evolve(found, number=_join(found.number, text)) if number else None


# What a segment may be, in the order in which it is tried.
_SEGMENT_READERS = (
    _read_classification,
    _read_date,
    _read_correspondence,
    _read_translator,
    _read_kind,
    _read_medium,
    _read_number,
)


def _is_kind(text: str) -> bool:
    """Return whether a text is the word for a kind of document, and nothing else."""
    return infer_document_kind(text) == text.casefold()


def parse_correspondence(text: str) -> tuple[Agent, ...]:
    """Parse “A to B” into author and recipient; return an empty tuple for other text.

    >>> [agent.name for agent in parse_correspondence("Clara H. Abey to Johnson")]
    ['Clara H. Abey', 'Johnson']
    >>> parse_correspondence("A guide to letters")
    ()
    """
    found = compile_correspondence().fullmatch(text)
    if found is None:
        return ()
    author, recipient = found["author"].strip(), found["recipient"].strip()
    if not (is_name(author) and is_name(recipient.removeprefix("the "))) or len(author.split()) > 6:
        return ()
    if found["word"] in load_words()["correspondence"]["name_only"] and not (
        " " in author or " " in recipient
    ):
        return ()
    if infer_document_kind(author) != "document":
        return ()
    return build_agent(author, "author"), build_agent(recipient, "recipient")


def build_agent(name: str, role: str) -> Agent:
    """Build an agent of a name as it is printed.

    >>> build_agent("Gockinga J.", "author").name, build_agent("State Department", "recipient").corporate
    ('J. Gockinga', True)
    """
    found = _FAMILY_FIRST.fullmatch(name)
    if found and not found["rest"]:
        initials = re.findall(_INITIAL, found["given"]) or [f"{letter}." for letter in found["given"]]
        return Agent(family=found["family"], given=" ".join(initials), role=role)
    return Agent.body(name, role) if is_corporate(name) else Agent.parse(name, role)


def _match_letter(text: str) -> re.Match[str] | None:
    """Match “A letter to B” and “Letter from A to B”; return None for other text."""
    found = _LETTER.fullmatch(text) or _LETTER_FROM.fullmatch(text)
    if (
        found is None
        or not is_name(found["author"])
        or infer_document_kind(found["kind"]) != found["kind"].casefold()
    ):
        return None
    return found


def _match_kind(text: str) -> bool:
    """Return whether a text in lower case is a kind, or a kind with its recipient: “telegram to Mao Zedong”."""
    letter = _LETTER_TO.fullmatch(text)
    return text[:1].islower() and _is_kind(letter["kind"] if letter else text)


def _is_plain_title(segments: Sequence[Segment]) -> bool:
    """Return whether a title follows “Popescu, Ion,” without quotation marks: several words, not all capitalized."""
    text = segments[2].text
    is_person = segments[0].text.isalpha() and not is_place(segments[0].text) and is_name(segments[1].text)
    return is_person and len(text.split()) > 2 and not is_name(text.partition(" ")[2]) and not is_holder(text)


def _is_supplied(text: str) -> bool:
    """Return whether a segment is a title in square brackets."""
    return bool(re.fullmatch(r"\[[^\[\]]{8,}\]", text)) and parse_date(text) is None


def _build_correspondents(letter: re.Match[str]) -> tuple[Agent, ...]:
    recipient = letter["recipient"]
    addressee = (
        build_agent(recipient, "recipient")
        if is_name(recipient)
        else Agent(literal=recipient, role="recipient")
    )
    return build_agent(letter["author"], "author"), addressee


def _take_leading_author(segments: Sequence[Segment]) -> tuple[Sequence[Segment], Description]:
    """Take “Moore, Marianne. Letter” and “Frank, L. K. (1935)” as an author, with those that follow with “and”."""
    found = Description()
    if len(segments) < 3 or not _FAMILY.fullmatch(segments[0].text) or segments[1].before != ", ":
        return segments, found
    gaps = (segments[1].start - segments[0].end, segments[2].start - segments[1].end)
    if max(gaps) > 4 or (segments[0].text.isupper() and segments[2].before != ". "):
        return segments, found  # “AGI, México, 28”: an archive
    given = _GIVEN.fullmatch(segments[1].text) or _GIVEN_AND_YEAR.fullmatch(segments[1].text)
    if given is None or not (
        segments[2].before == ". "
        or given["rest"]
        or is_quoted(segments[2].text)
        or segments[2].text.startswith("and ")
        or compile_before_recipient().match(segments[2].text)
        or _match_kind(segments[2].text)
        or _is_plain_title(segments)
    ):
        return segments, found
    name = given["given"].strip()
    name = name if _INITIAL_AT_END.search(name) else name.rstrip(".")
    agents = [
        Agent(
            family=segments[0].text, given=f"{name}." if _BARE_INITIAL.search(name) else name, role="author"
        )
    ]
    rest = list(segments[2:])
    if given["rest"]:
        second = segments[1]
        rest.insert(
            0, second._replace(text=given["rest"], start=second.end - len(given["rest"]), before=". ")
        )
    while rest and rest[0].text.startswith("and ") and is_name(rest[0].text[4:]):
        agents.append(build_agent(rest.pop(0).text[4:], "author"))
    return rest, evolve(found, agents=tuple(agents))


def _take_bracket(segment: Segment, found: Description) -> tuple[Segment, Description]:
    """Take a classification, a medium or a remark in brackets off the end of a segment."""
    bracket = _BRACKET.search(segment.text)
    if bracket is None or (bracket.start() == 0 and parse_date(bracket["inner"])):
        return segment, found
    inner = bracket["inner"].strip()
    if is_classification(inner):
        found = evolve(found, classification=_join(found.classification, inner))
    elif is_medium(inner):
        found = evolve(found, medium=inner)
    elif parse_date(segment.text[: bracket.start()].strip()):
        found = evolve(found, unplaced=(*found.unplaced, inner))
    else:
        return segment, found
    rest = segment.text[: bracket.start()].rstrip(" ,")
    return segment._replace(text=rest, end=segment.start + len(rest)), found


def _take_authors(found: Description, plain: list[Segment]) -> tuple[Description, list[Segment]]:
    """Take the names before a quoted title as its authors."""
    names = [segment.text for segment in plain]
    if len(names) == 2 and all(is_name(name) for name in names) and " " not in names[0]:
        return evolve(found, agents=(*found.agents, _build_inverted(*names))), []
    if plain[-1].before == "; " or any(map(is_collection, names)):
        return found, plain
    if names and all(is_name(name) or _FAMILY_FIRST.fullmatch(name) for name in names) and not found.agents:
        return evolve(found, agents=tuple(build_agent(name, "author") for name in names)), []
    return found, plain


def _build_inverted(family: str, given: str) -> Agent:
    return Agent(family=family, given=given, role="author")


def _place_rest(text: str, found: Description, plain: Sequence[Segment], loose: bool) -> Description:
    """Place segments that are nothing by themselves: the title, with an author before it and a date in it."""
    if not plain:
        return found
    if found.title is not None or not loose:
        return evolve(found, unplaced=(*found.unplaced, *(segment.text for segment in plain)))
    for segment in plain[:1]:
        person = _FAMILY_FIRST.fullmatch(segment.text)
        if person and not found.agents and _is_inverted(person):
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
    found, plain = _take_kind(found, plain)
    if len(plain) > 1 and not found.agents and _is_author(plain[0].text) and not is_name(plain[1].text):
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
        title, date = _take_date(title)
        found = evolve(found, date=date)
    if (described := _DESCRIBED.fullmatch(title)) is not None:
        further = _add_recipient(described["inner"], found)
        if further is found and _is_kind(described["inner"]):
            further = evolve(found, kind=described["inner"].casefold())
        title = described["title"] if further is not found else title
        found = further
    found = _add_recipient(title, found)
    return evolve(found, title=title or None, unplaced=(*found.unplaced, *others))


def _add_recipient(title: str, found: Description) -> Description:
    """Add the recipient of “Letter to Bryher”, for a letter with an author."""
    letter = _LETTER_TO.fullmatch(title)
    if letter and _is_kind(letter["kind"]) and is_name(letter["recipient"]) and len(found.agents) == 1:
        recipient = build_agent(letter["recipient"], "recipient")
        return evolve(found, agents=(*found.agents, recipient), kind=letter["kind"].casefold())
    return found


def _take_kind(found: Description, plain: Sequence[Segment]) -> tuple[Description, Sequence[Segment]]:
    """Take the kind that follows a title: “The Long Telegram. Letter to George Marshall”, “Harbour. Photograph”."""
    if len(plain) < 2:
        return found, plain
    letter = _LETTER_TO.fullmatch(plain[1].text)
    if letter and _is_kind(letter["kind"]) and is_name(letter["recipient"]):
        recipient = build_agent(letter["recipient"], "recipient")
        found = evolve(found, agents=(*found.agents, recipient), kind=letter["kind"].casefold())
    elif _is_kind(plain[1].text.rstrip(".")):
        found = evolve(found, kind=plain[1].text.rstrip(".").casefold())
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
    return is_corporate(text) or (2 <= len(words) <= 5 and not is_place(text))


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


def _take_date(title: str) -> tuple[str, ArchivalDate | None]:
    """Find the date that a title ends with, or has in it; what comes before a final comma stays the title."""
    words = list(re.finditer(r"\S+", title))
    best: tuple[int, int, ArchivalDate] | None = None
    for first in range(len(words)):
        for last in range(min(first + _LONGEST_DATE, len(words)), first, -1):
            written = title[words[first].start() : words[last - 1].end()].strip(",;")
            if re.search(r"\d{4}", written) and (
                re.search(r"[^\W\d]{3}", written) or re.search(r"\d\.\s?\d", written)
            ):
                date = parse_date(written)
                if date is not None and (best is None or last - first > best[1] - best[0]):
                    best = first, last, date
                    break
    if best is None:
        return title, None
    first, last, date = best
    before = title[: words[first].start()].rstrip()
    if last == len(words) and before.endswith(","):
        return before.rstrip(" ,"), date
    return title, date


def _join(first: str | None, second: str) -> str:
    return f"{first}; {second}" if first else second
