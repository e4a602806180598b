"""What one segment of a description states: a date, a place, correspondence, a kind, a classification."""

from __future__ import annotations

import re

from attrs import evolve, frozen

from archcite._foundation.lazy_regex import pattern
from archcite.formats.common.document_kinds import infer_document_kind, is_kind_word
from archcite.formats.printed_citation.correspondence import (
    Letter,
    build_agent,
    is_kind,
    parse_correspondence,
    parse_interview,
    parse_letter,
    parse_letter_to,
    parse_sending,
)
from archcite.formats.printed_citation.segment import PLACE, Segment
from archcite.formats.printed_citation.segment_breaks import DAY
from archcite.formats.printed_citation.segment_kinds import parse_date
from archcite.formats.printed_citation.vocabulary import (
    compile_before_date,
    compile_before_recipient,
    compile_credits,
    compile_number_label,
    find_kind,
    is_classification,
    is_collection,
    is_name,
    is_office,
    is_version,
    load_words,
)
from archcite.notation.vocabulary import is_medium, is_place
from archcite.record import Agent, ArchivalDate

_TRANSLATOR = pattern(
    r"(?:trans\.|tr\.|translated|übers\. v(?:on|\.)|trad\.(?: par| di| de)?|пер\.)\s+(?P<name>[^\d,]+)"
    r"|(?P<before>[^\d,]+?)(?:\s+tr\.?|\s*,?\s*\(?trans\.\)?)",
    re.IGNORECASE,
)
_HOUR = pattern(r"\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?\s?m\.?|Uhr|h|hours)|\d{1,2}:\d\d", re.IGNORECASE)
_HANDLING = pattern(r"[A-Z][a-z]+(?: (?:and |for )?[A-Z][a-z]+){0,3}")
# “Drafted by Usher on May 3”, “Cleared by Kohler and Rusk”, “Repeated to London”
_DRAFTING = pattern(
    r"(?:Drafted|Cleared|Approved|Initialed|Dictated|Prepared)\b.{0,40}?\bby .+|Received (?:at|on|in) .+"
    r"|No drafting information.+"
    r"|(?:(?:Also )?[Ss]ent|Repeated|Transmitted|Pouched|Relayed|Passed|Copied)(?: (?:for|as) .{1,30})? to .+"
)
_NUMBERED_KIND = pattern(
    r"(?P<kind>[^\W\d_]{3,}\.?)\s(?:(?:[Nn][or]|n|č|núm)\.?\s?[º°]?\s?|№\s?|#)?(?P<number>\d[\d/–-]*)\.?"
)
_BARE_NUMBER = pattern(r"(?:[Nn]o|[Nn]r)\.\s?(?P<number>\d[\d/–-]*)\.?")
_WRITTEN_BY = pattern(r"(?P<kind>[a-z]{4,}(?: [a-z]+)?) by (?P<author>[^,]+)")
_LONGEST_DATE = 8  # words


@frozen
class Description:
    """What a citation states of the document; ``unplaced`` is text that was not understood.

    ``wording`` is “Lettera di A a B” in another language than English, which tells that of the document; the kind and
    the people have all that it states.
    """

    title: str | None = None
    date: ArchivalDate | None = None
    agents: tuple[Agent, ...] = ()
    number: str | None = None
    classification: str | None = None
    medium: str | None = None
    kind: str | None = None
    version: str | None = None
    place: str | None = None
    time: str | None = None
    drafting: str | None = None
    wording: str | None = None
    unplaced: tuple[str, ...] = ()


def _read_classification(segment: Segment, found: Description) -> Description | None:
    text = segment.text
    # “Secret; Niact; Verbatim Text”: how one department handles a document is in no list.
    is_further = found.classification and segment.before == "; " and _HANDLING.fullmatch(text.strip("."))
    if not (is_classification(text) or (is_further and not is_collection(text))):
        return None
    return evolve(found, classification=join_pieces(found.classification, text.strip(".")))


def _read_drafting(segment: Segment, found: Description) -> Description | None:
    text = segment.text.strip(".")
    return evolve(found, drafting=join_pieces(found.drafting, text)) if _DRAFTING.fullmatch(text) else None


def _read_date(segment: Segment, found: Description) -> Description | None:
    """Read a date, or the day that completes the year before it: “Hayter, William. 1957. Dispatch. March 4.”."""
    text = segment.text
    if found.date is None:
        date = parse_date(text)
        return evolve(found, date=date) if date else None
    if found.date.edtf is None and (date := parse_date(text)) and date.edtf:
        # “s. f.” before a date means leaves without numbers.
        return evolve(found, date=date, unplaced=(*found.unplaced, str(found.date.text)))
    if re.fullmatch(r"\d{4}", found.date.edtf or "") and (DAY.fullmatch(text) or text.isalpha()):
        date = parse_date(f"{text} {found.date.edtf}")
        return evolve(found, date=date) if date else None
    return None


def _read_correspondence(segment: Segment, found: Description) -> Description | None:
    text = segment.text
    if any(agent.role == "recipient" for agent in found.agents):
        return None
    if not found.agents and (
        people := parse_correspondence(text, is_dated=segment.is_dated or bool(found.date))
    ):
        return evolve(found, agents=people)
    if not found.agents and (letter := parse_letter(text)) and (letter.is_whole or not found.title):
        title = found.title if letter.is_whole or text.casefold().startswith("interview by ") else text
        date = found.date or take_date(text)[1]
        wording = None if title or re.search(r"\b(?:from|to|by)\b", text) else text
        return evolve(found, title=title, date=date, agents=letter.agents, kind=letter.kind, wording=wording)
    if not found.agents and not found.title:
        title, people = parse_interview(text)
        if people:
            return evolve(found, title=title or None, agents=people, kind="interview")
    text = f"t{text[1:]}" if text.startswith("To ") else text
    addressed = compile_before_recipient().match(text)
    if addressed and (found.agents or found.title) and is_name(text[addressed.end() :].removeprefix("the ")):
        return evolve(found, agents=(*found.agents, build_agent(text[addressed.end() :], "recipient")))
    is_apart = found.title is not None or (text[0].islower() and len(found.agents) > 0)
    letter = parse_letter_to(text) if is_apart else None
    if letter is None and found.title is None and len(found.agents) == 1:
        letter = parse_sending(text)  # “Creel, George, Brief an Edward House”
    return add_letter(found, letter) if letter else None


def _read_translator(segment: Segment, found: Description) -> Description | None:
    text = segment.text
    translator = _TRANSLATOR.fullmatch(text)
    name = (translator["name"] or translator["before"]) if translator else ""
    if not is_name(name):
        return None
    return evolve(found, agents=(*found.agents, build_agent(name, "translator")))


def _read_credit(segment: Segment, found: Description) -> Description | None:
    """Read a role and a name: “directed by Jane Roe”, “çev. Sergey Radchenko”."""
    credit = compile_credits().fullmatch(segment.text)
    if credit is None or not is_name(credit["name"]):
        return None
    role = next(role for role in load_words()["credits"] if credit[role])
    return evolve(found, agents=(*found.agents, build_agent(credit["name"], role)))


def _read_kind(segment: Segment, found: Description) -> Description | None:
    text = segment.text
    is_sentence = found.title is not None and segment.before in (". ", " ")  # “… Arbitration.” Memorandum.”
    if found.kind is not None or not (text[0].islower() or is_sentence):
        return None
    text = text.casefold() if is_sentence else text
    kind = text if is_kind(text) else find_kind(text)
    return evolve(found, kind=kind) if kind else None


def _read_written_by(segment: Segment, found: Description) -> Description | None:
    """Read the kind of a titled document and its author: “memorandum by the Secretary of State”."""
    written = _WRITTEN_BY.fullmatch(segment.text) if found.title and not found.agents else None
    if written is None or found.kind or not is_kind(written["kind"]):
        return None
    author = written["author"]
    if not is_name(author.removeprefix("the ")) and not is_office(author):
        return None
    return evolve(found, kind=written["kind"], agents=(build_agent(author, "author"),))


def _read_numbered_kind(segment: Segment, found: Description) -> Description | None:
    """Read what a message is, and its number, behind its author and recipient: “telegram no. 1002”, “desp. 45”."""
    if found.title or found.number or not any(agent.role == "recipient" for agent in found.agents):
        return None
    if bare := _BARE_NUMBER.fullmatch(segment.text):
        return evolve(found, number=bare["number"])
    numbered = _NUMBERED_KIND.fullmatch(segment.text)
    if numbered is None:
        return None
    word = numbered["kind"].casefold()
    kind = load_words()["kinds"]["abbreviations"].get(word.rstrip(".")) or find_kind(word)
    if kind is None and is_kind_word(word):
        kind = infer_document_kind(word)
    return evolve(found, kind=kind, number=numbered["number"]) if kind else None


def _read_place(segment: Segment, found: Description) -> Description | None:
    """Read the place of writing between the people or the title, and the date."""
    text = segment.text
    if found.place and not found.title and found.agents and not found.date and is_place(text):
        return evolve(found, unplaced=(*found.unplaced, text))  # where it was sent to
    if found.place or found.date or not segment.is_before_date or not PLACE.fullmatch(text):
        return None
    if is_kind(text) or not (is_place(text) or (found.agents and infer_document_kind(text) == "document")):
        return None
    return evolve(found, place=text)


def _read_time(segment: Segment, found: Description) -> Description | None:
    hour = _HOUR.fullmatch(segment.text)
    return evolve(found, time=segment.text) if hour and found.time is None else None


def _read_version(segment: Segment, found: Description) -> Description | None:
    written = segment.text.strip(".")
    return evolve(found, version=join_pieces(found.version, written)) if is_version(written) else None


def _read_medium(segment: Segment, found: Description) -> Description | None:
    text = segment.text
    if found.medium is not None:
        return None
    if found.title and text[0] == "[" and text[-1] == "]":
        return evolve(found, medium=text[1:-1])
    return evolve(found, medium=text.strip(".")) if is_medium(text.strip(".")) else None


def _read_number(segment: Segment, found: Description) -> Description | None:
    text = segment.text
    number = compile_number_label().fullmatch(text) if found.title else None
    return evolve(found, number=join_pieces(found.number, text)) if number else None


# What a segment may be, in the order in which it is tried.
SEGMENT_READERS = (
    _read_classification,
    _read_drafting,
    _read_date,
    _read_correspondence,
    _read_translator,
    _read_credit,
    _read_version,
    _read_kind,
    _read_written_by,
    _read_numbered_kind,
    _read_place,
    _read_time,
    _read_medium,
    _read_number,
)


def add_letter(found: Description, letter: Letter) -> Description:
    """Add the kind of a letter, and its people after those that are known."""
    return evolve(found, agents=(*found.agents, *letter.agents), kind=letter.kind)


def take_date(title: str) -> tuple[str, ArchivalDate | None]:
    """Find the date that a title ends with, or has in it; what comes before a final comma stays the title.

    >>> title, date = take_date("Telegram, 8 March 1955")
    >>> title, date.edtf
    ('Telegram', '1955-03-08')
    """
    words = list(re.finditer(r"\S+", title))
    best: tuple[int, int, ArchivalDate] | None = None
    for first in range(len(words)):
        for last in range(min(first + _LONGEST_DATE, len(words)), first, -1):
            written = title[words[first].start() : words[last - 1].end()].strip(",;")
            if re.search(r"\d{4}", written) and (
                re.search(r"[^\W\d]{3}", written)
                or re.search(r"\d\.\s?\d|\d/\d{1,2}[ /]\d{4}$|^\d{1,2}[. ]+[IVX]+[. ]+\d{4}", written)
            ):
                if first + 1 < last and compile_before_date().search(f" {words[first][0]}"):
                    continue  # “od 26. studenoga 1920”
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


def join_pieces(first: str | None, second: str) -> str:
    """Join what two segments state of one field by a semicolon; the first may be missing.

    >>> join_pieces("Secret", "Niact"), join_pieces(None, "Secret")
    ('Secret; Niact', 'Secret')
    """
    return f"{first}; {second}" if first else second
