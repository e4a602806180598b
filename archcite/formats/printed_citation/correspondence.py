"""Authors and recipients: “A to B”, “Letter from A to B”, “Brief von A an B”, “Minute by A”."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator

from attrs import frozen

from archcite._foundation.lazy_regex import join_alternatives, pattern
from archcite.formats.common.document_kinds import infer_document_kind, is_kind_word
from archcite.formats.printed_citation.inflected_names import InflectedNames, parse_inflected_names
from archcite.formats.printed_citation.segment_kinds import parse_date
from archcite.formats.printed_citation.vocabulary import (
    compile_before_date,
    compile_correspondence,
    find_kind,
    is_corporate,
    is_name,
    is_office,
    is_sent_kind,
    load_words,
)
from archcite.notation.vocabulary import is_city, is_place
from archcite.record import Agent

_INITIAL = r"[^\W\d_a-zа-я]\."
# “Куфаев М. Н. Письмо …”, “Gockinga J.”: the family name first.
FAMILY_FIRST = pattern(
    rf"(?P<family>(?:(?:de|von|van|der|la|le|du|di|da)\s)*[^\W\d_a-zа-я][\w’'-]+),?"
    rf"\s+(?P<given>{_INITIAL}\s?(?:{_INITIAL}|[^\W\d_a-zа-я]$)?|(?![IVX]+$)[A-Z]{{1,3}}$)(?:\s+(?P<rest>[^\W\d_a-zа-я].*))?"
)
# “Telegram to Marshall”, “Telegram no. 511 to the Secretary of State”
LETTER_TO = pattern(
    r"(?P<kind>[^\W\d_]+)(?: (?P<number>(?:no\.? |nr\.? |№ ?|n\.? ?[º°] ?)?\d+))?"
    r" to (?:the (?=[^\W\d_a-z]))?(?P<recipient>.+)"
)
# “telegram pro Mao Zedong”, after the author.
_NUMBER = r"(?: (?P<number>(?:(?:[Nn]o|[Nn]r|n|č|núm)\.? ?[º°]?|№|n[º°]) ?\d+))?"
_SENT_TO = pattern(
    rf"(?P<kind>[^\W\d_]+(?:-[^\W\d_]+)?(?: [^\W\d_]+)?){_NUMBER},? "
    r"(?:aan|pro|alıcı:?|do|an|à|al|a|till|til|para|для|к) "
    r"(?:the (?=[^\W\d_a-z]))?(?P<recipient>.+)",
)
_NUMBERED = pattern(
    r"^([^\W\d_]+) (?:no\.? ?|nr\.? ?|№ ?|n\.? ?[º°] ?)?\d+(?= (?:from|von|de|di|da) )", re.IGNORECASE
)
_LETTER = pattern(
    r"(?P<author>.+?)\s(?P<kind>letter|telegram|memorandum|memo|cable|wire|note|dispatch|message|email|postcard)\sto\s(?P<recipient>.+)"
)
_WRITTEN_BY = pattern(r"(?P<kind>[^\W\d_]+(?: [a-z]+)?) (?:by|af|av|par) (?P<author>.+)")
# “l’intendant Bouchu”, “the Secretary of State”, “his wife”, “Browne & Nichols parents”: not only named.
_DESCRIBED_PERSON = pattern(
    r"(?:his|her|their|my) [a-z]+|(?:(?:the|le|la|el|il|lo|den|de|het) |l[’'])?[^\W\d_]+"
    r"(?: (?:de|du|des|di|del|della|von|of|la|le))*"
    r"(?: [^\W\d_a-z][\w’'-]*){1,4}"
    r"|(?:(?:[^\W\d_a-z][\w’'-]*|&) ){1,5}[a-z]{3,}s"
)
# “his wife”, “the sons of Charlie James”, “my dear children” in quotation marks
_RELATION = pattern(
    r"(?:his|her|their|my) [a-z]+|the [a-z]{3,}(?: [a-z]{3,})? of (?:the )?[^\W\d_a-z].{2,60}"
    r"|[“„«\"][^“”„«»\"]{2,60}[”“»\"]"
)
_AND = pattern(r",? (?:and|und|et|y|e|och|og|i|и|і|та|és) ")
_CARRIERS = frozenset(
    (
        "letter",
        "telegram",
        "cable",
        "dispatch",
        "memorandum",
        "message",
        "note",
        "report",
        "circular",
        "email",
        "postcard",
    )
)
# Who made a document of a kind, where that is not its author.
_MAKERS = {"interview": "interviewer", "photograph": "photographer", "map": "author", "film": "director"}
_INTERVIEW = pattern(
    r"(?P<own>(?i:(?:the )?author(?:[’']s)? |my ))?(?:.*\b)?(?i:interview) with (?P<interviewee>.+?)"
    r"(?:,? (?:conducted )?by (?P<interviewer>.+))?"
)


@frozen
class Letter:
    """What a text such as “Letter from A to B” states; ``is_whole`` if that is all of it.

    It is all where the kind is one word for it, in any language, and the people are only named: “Lettera di A a B”.
    """

    kind: str
    agents: tuple[Agent, ...]
    is_whole: bool
    number: str | None = None


@functools.lru_cache(1024)
def parse_correspondence(text: str, *, is_dated: bool = False) -> tuple[Agent, ...]:
    """Parse “A to B” into author and recipient; return an empty tuple for other text.

    “A an B” and “A à B” mean other things, too: one of the names must have several words, or a date must follow
    (``is_dated``).

    >>> [agent.name for agent in parse_correspondence("Clara H. Abey to Johnson")]
    ['Clara H. Abey', 'Johnson']
    >>> parse_correspondence("A guide to letters")
    ()
    >>> parse_correspondence("Mercy an Kaunitz"), len(parse_correspondence("Mercy an Kaunitz", is_dated=True))
    ((), 2)
    >>> [agent.name for agent in parse_correspondence("Lessing an Mendelssohn", is_dated=True)]
    ['Lessing', 'Mendelssohn']
    """
    found = compile_correspondence().fullmatch(text)
    if found is None:
        return ()
    author, recipient = found["author"].strip(), found["recipient"].strip()
    if not is_name(author) or len(author.split()) > 6 or _has_kind_first(author):
        return ()
    if (
        author.rpartition(" ")[2].islower()
        or author.casefold() in load_words()["correspondence"]["not_senders"]
    ):
        return ()  # “Conclusions of a Meeting”, “Repeated to London”
    words = author.split()
    origins = load_words()["correspondence"]["from"]
    if any(is_kind_word(word) and after in origins for word, after in itertools.pairwise(words)):
        return ()  # “Geheimes Telegramm von Clay”
    if found["word"] in load_words()["correspondence"]["name_only"]:
        if not is_name(recipient) or not (is_dated or " " in author or " " in recipient):
            return ()
        if re.fullmatch(r"[^\W\d_a-zа-я]{2,5}", author) or _starts_english_title(author, found["word"]):
            return ()  # “CC al PCR”: a body; “Concerning a Court”
    elif not (
        is_name(recipient.removeprefix("the ")) or _RELATION.fullmatch(recipient) or is_office(recipient)
    ):
        return ()
    return (*build_agents(author, "author"), *build_agents(recipient, "recipient"))


def _has_kind_first(text: str) -> bool:
    """Return whether a text begins with the word for a kind of document; “Botschaft Moskau” is an embassy."""
    first, _, rest = text.partition(" ")
    return infer_document_kind(text) != "document" and not (is_corporate(first) and is_city(rest))


def parse_letter_to(text: str) -> Letter | None:
    """Parse “Letter to B”, which names no author; return None for other text.

    >>> letter = parse_letter_to("Telegram to George Marshall")
    >>> letter.kind, [(agent.role, agent.name) for agent in letter.agents]
    ('telegram', [('recipient', 'George Marshall')])
    >>> parse_letter_to("Road to Damascus")
    """
    found = LETTER_TO.fullmatch(text)
    if found is None or not is_name(found["recipient"]):
        return None
    if not (is_kind(found["kind"]) or is_sent_kind(found["kind"])):
        return None
    recipient = build_agent(found["recipient"], "recipient")
    return Letter(found["kind"].casefold(), (recipient,), True, found["number"])


def parse_sending(text: str) -> Letter | None:
    """Parse “telegraaf aan B”, which follows the author; return None for other text.

    >>> parse_sending("telegram pro Mao Zedong").agents[0].name, parse_sending("Guide pro Mao Zedong")
    ('Mao Zedong', None)
    """
    found = _SENT_TO.fullmatch(_strip_date(text))
    kind = _infer_kind(found["kind"]) if found else "document"
    if found is None or kind not in _CARRIERS or not is_name(found["recipient"]):
        return None
    return Letter(kind, (build_agent(found["recipient"], "recipient"),), True, found["number"])


@functools.lru_cache(1024)
def parse_letter(text: str, context: str = "") -> Letter | None:
    """Parse “A letter to B”, “Letter from A to B”, “Brief von A an B” and “Minute by A”; return None for other text.

    ``context`` is the rest of the citation, which may have the nominative of an inflected name.

    >>> letter = parse_letter("Lettera di Paolo Boselli a Sidney Sonnino")
    >>> letter.kind, [agent.name for agent in letter.agents], letter.is_whole
    ('letter', ['Paolo Boselli', 'Sidney Sonnino'], True)
    >>> parse_letter("Urgent letter from Clay to Bradley").is_whole
    False
    >>> parse_letter("Lettre de cachet")
    """
    whole = _strip_date(text)
    if names := parse_inflected_names(whole, context):
        return Letter(names.kind, tuple(_build_inflected(names)), False)
    text = _NUMBERED.sub(r"\1", whole)
    found = _LETTER.fullmatch(text) or _compile_letter_from().fullmatch(text) or _WRITTEN_BY.fullmatch(text)
    if found is None or not is_name(found["author"]) or is_place(found["author"]) or is_city(found["author"]):
        return None
    kind = infer_document_kind(found["kind"])
    recipient = found.groupdict().get("recipient")
    if recipient is None and found["kind"].casefold() in load_words()["correspondence"]["written"]:
        return Letter(kind, build_agents(found["author"], "author"), False)
    if recipient is None:
        role = _MAKERS.get(kind, "author")
        return None if kind == "document" else Letter(kind, (build_agent(found["author"], role),), False)
    is_carrier = kind in _CARRIERS or is_sent_kind(found["kind"])
    if not is_carrier or not (is_name(recipient) or _DESCRIBED_PERSON.fullmatch(recipient)):
        return None
    addressee = (
        build_agent(recipient, "recipient")
        if is_name(recipient)
        else Agent(literal=recipient, role="recipient")
    )
    is_plain = is_kind(found["kind"]) or (is_kind_word(found["kind"]) and is_name(recipient))
    return Letter(kind, (build_agent(found["author"], "author"), addressee), is_plain and text == whole)


def _build_inflected(names: InflectedNames) -> Iterator[Agent]:
    """Build the agents of inflected names; a city that wrote is left in the title (“Telegramm Moskau an Berlin”)."""
    for name, role in ((names.author, "author"), (names.recipient, "recipient")):
        if name and not is_city(name):
            yield Agent(literal=name, role=role) if names.is_family_first else build_agent(name, role)


def parse_interview(text: str) -> tuple[str, tuple[Agent, ...]]:
    """Parse “Interview with A by B” into its title, without B, and the people; return no people for other text.

    >>> title, people = parse_interview("Oral history interview with Dean Acheson by Theodore Wilson")
    >>> title, [(agent.role, agent.name) for agent in people]
    ('Oral history interview with Dean Acheson', [('interviewee', 'Dean Acheson'), ('interviewer', 'Theodore Wilson')])
    >>> title, people = parse_interview("Author's interview with Béla Király")
    >>> title, [(agent.role, agent.name) for agent in people]
    ('', [('interviewee', 'Béla Király'), ('interviewer', 'the author')])
    """
    found = _INTERVIEW.fullmatch(_strip_date(text))
    if found is None or not is_name(found["interviewee"]):
        return text, ()
    interviewee = build_agent(found["interviewee"], "interviewee")
    if found["own"]:
        return "", (interviewee, Agent.parse("the author", "interviewer"))
    if not (found["interviewer"] and is_name(found["interviewer"])):
        return text, (interviewee,)
    return text[: found.end("interviewee")], (interviewee, build_agent(found["interviewer"], "interviewer"))


def _starts_english_title(text: str, article: str) -> bool:
    """Return whether a word and “a” or “an” start a title in English rather than name a sender.

    >>> _starts_english_title("Granting", "a"), _starts_english_title("Lessing", "an")
    (True, False)
    """
    if article == "an":  # German for “to”: names end in -ing too
        return text in ("Concerning", "Regarding", "Respecting", "Following")
    return article == "a" and re.fullmatch(r"[A-Z][a-z]+ing", text) is not None


def _infer_kind(text: str) -> str:
    """Return the kind that a word names, also one of a language that archcite prints kinds in."""
    kind = infer_document_kind(text)
    return kind if kind != "document" else (find_kind(text) or kind).replace("e-mail", "email")


def _strip_date(text: str) -> str:
    """Return a text without the date at its end: “Brief von A an B vom 3. 5. 1915”."""
    for word in re.finditer(r"\s[^\W\d_]{1,5}(?=\s[^\W_])", text):
        if compile_before_date().search(text[: word.end()]) and parse_date(text[word.end() :].lstrip()):
            return text[: word.start()]
    return text


def is_kind(text: str) -> bool:
    """Return whether a text is the word for a kind of document, and nothing else.

    >>> is_kind("Telegram"), is_kind("Telegramm"), is_kind("telegram to Mao")
    (True, False, False)
    """
    return infer_document_kind(text) == text.casefold()


def build_agent(name: str, role: str) -> Agent:
    """Build an agent of a name as it is printed.

    >>> build_agent("Gockinga J.", "author").name, build_agent("State Department", "recipient").corporate
    ('J. Gockinga', True)
    """
    found = FAMILY_FIRST.fullmatch(name)
    if found and not found["rest"]:
        initials = [f"{letter}." for letter in re.findall(r"[^\W\d_]", found["given"])]
        return Agent(family=found["family"], given=" ".join(initials), role=role)
    if name[:1].islower() and (re.match(r"(?:his|her|their|my)\s", name) or is_office(name)):
        return Agent(literal=name, role=role)
    return Agent.body(name, role) if is_corporate(name) else Agent.parse(name, role)


def build_agents(names: str, role: str) -> tuple[Agent, ...]:
    """Build the agents of one name, or of two people joined by “and”.

    >>> [agent.name for agent in build_agents("Marx and Engels", "author")]
    ['Marx', 'Engels']
    >>> [agent.name for agent in build_agents("Secretary of State and Treasury", "recipient")]
    ['Secretary of State and Treasury']
    """
    people = _AND.split(names)
    if len(people) == 2 and all(map(_is_person, people)) and not is_corporate(names):
        return tuple(build_agent(name, role) for name in people)
    if names[0] in '“„«"':
        return (Agent(literal=names.strip('“”„«»" ,'), role=role),)
    return (build_agent(names.removeprefix("the "), role),)


def _is_person(name: str) -> bool:
    return is_name(name) and len(name.split()) < 5 and not re.search(r"\b(?:of|for|the|&)\b", name)


@functools.cache
def _compile_letter_from() -> re.Pattern[str]:
    """Compile the pattern of “Letter from A to B” in many languages."""
    words = load_words()["correspondence"]
    origins = join_alternatives(words["from"])
    targets = join_alternatives((*words["words"], *words["name_only"], *words["after_kind"]))
    return re.compile(
        rf"(?P<kind>[^\W\d_]+(?: [^\W\d_A-Z]+)?) (?i:{origins}) (?P<author>.+?)"
        rf" (?i:{targets}) (?P<recipient>.*[^\W\d_a-zа-я].*)"
    )
