"""What stands beside a citation: the book that prints or quotes the source, and the credit of a photographer."""

from __future__ import annotations

import re

from archcite._foundation.lazy_regex import pattern
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.printed_citation.vocabulary import compile_edition, is_corporate
from archcite.notation.archives import find_archive_at_start
from archcite.notation.vocabulary import find_edition, is_holder
from archcite.record import Agent

_PHOTOGRAPHER = pattern(r"(?P<before>.*\bBild\b.*\d.*?)\s/\s(?P<name>[^\W\d_a-z][^\d/]{2,60})")
# “(New York: Columbia University Press, 1994)”, “33, no. 2 (1998): 163–214”
_IMPRINT = pattern(
    r"\([^()]*:\s[^()]+,\s(?:1[5-9]|20)\d\d\)|\d\s\((?:[^\W\d_]+\.?\s)?(?:1[5-9]|20)\d\d\):\s?\d"
)
_BEFORE_BOOK = pattern(r",\s+in:?\s+(?=[^\W\d_a-zа-я])")


def take_photographer(line: str, agents: list[Agent]) -> str:
    """Take the photographer off a credit line of the German Federal Archives: “B 198 Bild-0922-002 / Weber, Günter”."""
    found = _PHOTOGRAPHER.fullmatch(line)
    if found is None:
        return line
    agents.append(Agent.parse(found["name"], role="photographer"))
    return found["before"]


def has_imprint(line: str) -> bool:
    """Return whether a text has the imprint of a book, or the volume and year of a journal.

    >>> has_imprint("China’s Road (New York: CUP, 1994), 201"), has_imprint("RGANI, f. 5 (1994)")
    (True, False)
    """
    return _IMPRINT.search(line) is not None


def take_edition(line: str, notes: list[str]) -> tuple[str, str | None]:
    """Take the published edition off the end of a citation; what only quotes or mentions it becomes a note."""
    if (known := find_edition(line)) and line[: known.start()].strip(" ("):
        return line[: known.start()].rstrip(" ,;("), known["edition"]
    found = compile_edition().search(line)
    imprint = _IMPRINT.search(line)
    if found is None and imprint is not None:
        # “A to B, 5 May 1942, in Kimball, ed., Churchill and Roosevelt (Princeton: …, 1984), 1:471”
        joints = list(_BEFORE_BOOK.finditer(line, 0, imprint.start()))
        if joints and find_archive_at_start(line[joints[-1].end() :]) is None:
            return line[: joints[-1].start()], line[joints[-1].end() :].strip(" .")
    if found is None or not line[: found.start()].strip(" (") or find_archive_at_start(line[found.end() :]):
        return line, None
    before, written = line[: found.start()].rstrip(" ,;("), line[found.start("words") :].strip(" .")
    if written.count(")") > written.count("("):
        written = written.removesuffix(")")
    if found["reprint"]:
        return before, written[len(found["words"]) :].strip()
    notes.append(written)
    return before, None


# “A to B, 5 May 1942, C to D, 7 May 1942, both in Record Group 25”
_SHARED = pattern(
    r",\s+(?P<word>both|all|each|beide|alle|jeweils|tous deux|entrambi|ambos)\s+(?=(?:in|dans|en)\s+[^\W\d_a-zа-я])"
)


def take_shared(line: str, notes: list[str]) -> str:
    """Take “both” off the reference that several documents share; it becomes a note.

    >>> notes = []
    >>> take_shared("A to B, C to D, both in RGANI, f. 5", notes), notes
    ('A to B, C to D, in RGANI, f. 5', ['both'])
    """
    found = _SHARED.search(line)
    if found is None:
        return line
    notes.append(found["word"])
    return f"{line[: found.start()]}, {line[found.end() :]}"


# “Popescu I. Plan of the City. Map. 1893 г. // Central Archives, Bucharest. No. 44.”, as GOST has it.
_SENTENCES = pattern(
    r"(?P<described>.+?)(?:\.|(?<=\S)(?= от)) (?:от )?"
    r"(?P<date>\[?(?:ок\. )?(?:\d{1,2} )?(?:[^\W\d_]+ )?\d{4}(?:[-–]\d{4})? гг?\.\??\]?)"
    r"(?: / (?P<credit>[^/]+))? // (?P<path>[A-Z].+)"
)
# “‘Title’ (memorandum, 4 May 1950, Library of Congress, Philander C. Knox Papers).”, as AGLC has it.
_FINAL_BRACKET = pattern(r"(?P<head>[^()]+(?:\([^()]*\)[^()]*)*?)\s*\((?P<inner>(?:[^()]|\([^()]*\))*)\)\.?")
_ADDRESSEE = pattern(r", адресат: (?P<recipient>[^,]+)$")
_FAMILY_AND_INITIAL = pattern(
    r"(?P<family>[^\W\d_a-zа-я][\w’'-]+) (?P<initials>(?:[^\W\d_a-zа-я]\. ?)+)"
    r"(?P<particle>(?:de|von|van|der|la) ?)?\.? ?"
)


def open_final_bracket(line: str) -> str:
    """Return a citation without the brackets around all that follows the title; others as they are.

    >>> open_final_bracket("‘A Court’ (memorandum, Library of Congress, Knox Papers).")
    '‘A Court’, memorandum, Library of Congress, Knox Papers'
    >>> open_final_bracket("Knox Papers (Box 16, File 20)")
    'Knox Papers (Box 16, File 20)'
    """
    found = _FINAL_BRACKET.fullmatch(line)
    if found is None or not any(map(_is_archive, found["inner"].split(", ")[:-1])):
        return line
    return f"{found['head'].rstrip()}, {found['inner']}"


def _is_archive(text: str) -> bool:
    return find_archive_at_start(text) is not None or is_holder(text)


def arrange_sentences(line: str) -> str:
    """Return a citation in sentences, with “г. //” before the archive, with commas instead; others as they are.

    >>> arrange_sentences("Popescu I. Plan of the City. Карта. 1893 г. // Archives, Bucharest. No. 44.")
    'I. Popescu, “Plan of the City”, Карта, 1893 г., Archives, Bucharest, No. 44.'
    """
    found = _SENTENCES.fullmatch(line)
    if found is None or (" от " in line and ", адресат: " not in line):
        return line
    described = found["described"]
    addressee = _ADDRESSEE.search(described)
    described = described[: addressee.start()] if addressee else described
    author = _FAMILY_AND_INITIAL.match(described)
    if author and infer_document_kind(author["family"]) != "document":
        return line
    rest = described[author.end() :] if author else described
    body, _, following = rest.partition(". ")
    if author is None and following and is_corporate(body) and infer_document_kind(body) == "document":
        rest = following  # “Cabinet Office. Conclusions of a Meeting. 1956 г. // …”
    else:
        body = ""
    title, _, kind = rest.rpartition(". ")
    if not title or infer_document_kind(kind) == "document":
        title, kind = rest, ""
    people = " ".join(filter(None, author.group("initials", "particle", "family"))) if author else ""
    people = " ".join(people.replace(".", ". ").split())
    people = people or body
    recipient = addressee["recipient"] if addressee else ""
    people = f"{people} to {recipient}" if people and recipient else people
    path = re.sub(r"(?<=[\w)])\. (?=[^\W\d])", ", ", found["path"])
    return ", ".join(
        filter(None, (people, title and f"“{title}”", kind, found["date"], found["credit"], path))
    )
