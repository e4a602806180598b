"""Words of printed citations (``words.toml``), and the kinds of segments that they identify."""

from __future__ import annotations

import functools
import re
from typing import Any

from archcite._foundation import resources
from archcite._foundation.lazy_regex import join_alternatives, pattern
from archcite.formats.common.corporate_names import is_body
from archcite.formats.common.document_kinds import find_printed_kind
from archcite.notation import vocabulary

_NAME_WORD = pattern(
    r"(?:&|[^\W\d_a-zа-я][\w’'`´-]*\.?|[^\W\d_a-zа-я]\.-?(?:[^\W\d_a-zа-я]\.)*|(?:de|von|van|der|den|la|le|du|di|da|del|della|degli|dos?|al|ibn|bin|of|the|and|for)\b|de[’'])"
)
# “114.01 Leroy Anderson Papers”
# “Berg Collection (draft)”, “Nehru Papers (post-1947)”
_REMARK = pattern(r"(?<=\w)\s*\((?:[^()\d]*|[^()\d]{0,8}\d{4}(?:[-–]\d{2,4})?)\)$")
_NUMBER_OF_COLLECTION = pattern(r"[A-Z]{0,3}\d[\d.]*\s+(?=[^\W\d_a-z])")


def load_words() -> dict[str, Any]:
    """Return the table of words."""
    return resources.read_table(__spec__, "words.toml")


# The segments of a citation are asked several times what they are.
@functools.lru_cache(1024)
def is_classification(text: str) -> bool:
    """Return whether a text consists of classifications and handling caveats.

    >>> is_classification("Secret; Exdis"), is_classification("Secret agents")
    (True, False)
    """
    words = [word.strip(" .") for word in re.split(r"[;,/]", text)]
    return all(
        vocabulary.is_classification(word) or word.casefold() in load_words()["classifications"]["words"]
        for word in words
    )


def is_version(text: str) -> bool:
    """Return whether a text states the stage of a document: “Подлинник”, “Abschrift”.

    >>> is_version("Подлинник"), is_version("Подлинник письма")
    (True, False)
    """
    return text.casefold() in {word.casefold() for word in load_words()["versions"]["words"]}


def is_name(text: str) -> bool:
    """Return whether a text is written like the name of a person or a body: capitals and particles, no digits.

    >>> is_name("Clara H. Abey"), is_name("State Department"), is_name("a copy of the letter")
    (True, True, False)
    """
    words = text.split()
    return (
        0 < len(words) <= 8
        and not re.search(r"\d", text)
        and words[0][:1].isupper()
        and all(_NAME_WORD.fullmatch(word.strip("()[],")) for word in words)
    )


@functools.lru_cache(1024)
def is_collection(text: str) -> bool:
    """Return whether a text is the name of a collection: “Charles E. Merriam Papers”.

    >>> [is_collection(text) for text in ("Charles E. Merriam Papers", "Records of the U.S. Coast Guard", "Box 5")]
    [True, True, False]
    """
    text = _REMARK.sub("", _NUMBER_OF_COLLECTION.sub("", text))
    words = text.split()
    if not 1 < len(words) <= 14 or not text[0].isupper() or re.search(r"[“”\"]", text):
        return False
    ends, starts = load_words()["series"]["ends"], load_words()["series"]["starts"]
    return (
        (words[-1].casefold() in ends and len(words) <= 9)
        or " ".join(words[:2]).casefold() in starts
        or words[0].casefold() in starts
    )


def is_corporate(text: str) -> bool:
    """Return whether a name is that of a body."""
    return is_body(text) or (text.isupper() and len(text) > 3 and " " not in text)


def is_section(text: str) -> bool:
    """Return whether a text is the word for a house or a department of an archive: “Abt”, “Oddział”.

    >>> is_section("Abt"), is_section("Abteilung."), is_section("Archiv")
    (True, True, False)
    """
    return text.casefold().strip(" .") in load_words()["archives"]["sections"]


def is_introduction(text: str) -> bool:
    """Return whether a segment only introduces what follows: “Source”.

    >>> is_introduction("Source"), is_introduction("Source Collection")
    (True, False)
    """
    words = load_words()["introductions"]
    return text.casefold().rstrip(":.") in (*words["citation"], *words["archive"])


def find_kind(text: str) -> str | None:
    """Return the kind that a text is the word for, in any language that archcite prints kinds in; else None.

    >>> find_kind("papyrus"), find_kind("procesdossier"), find_kind("zvukový záznam"), find_kind("Grant of liberties")
    ('papyrus', 'court file', 'audio recording', None)
    """
    word = text.casefold().strip(" .")
    return word if word in load_words()["kinds"]["words"] else find_printed_kind(word)


def is_office(text: str) -> bool:
    """Return whether a text names a person by office: “king”, “count of Luna”, “the ambassador”.

    >>> is_office("count of Luna"), is_office("the king"), is_office("kingdom of heaven")
    (True, True, False)
    """
    first, _, rest = text.removeprefix("the ").partition(" ")
    is_place = (
        not rest
        or re.fullmatch(r"(?:of|de|di|du|del|della|in) (?:the )?[^\W\d_a-z].{1,40}", rest) is not None
    )
    return is_place and first.casefold() in load_words()["correspondence"]["offices"]


def is_sent_kind(text: str) -> bool:
    """Return whether a word names what has a sender and an addressee, beside letters, telegrams and the like.

    >>> is_sent_kind("Invoice"), is_sent_kind("Minutes")
    (True, False)
    """
    return text.casefold() in _load_sent_kinds()


@functools.cache
def _load_sent_kinds() -> frozenset[str]:
    return frozenset(load_words()["correspondence"]["kinds"])


@functools.cache
def compile_correspondence() -> re.Pattern[str]:
    """Compile the pattern of “A to B”, with the word between the names."""
    words = load_words()["correspondence"]
    between = join_alternatives((*words["words"], *words["name_only"]))
    return re.compile(rf"(?P<author>.+?)\s+(?P<word>{between})\s+(?P<recipient>.+)")


@functools.cache
def compile_before_recipient() -> re.Pattern[str]:
    """Compile the pattern of a word before the recipient: “to Edward House”, “à George Marshall”."""
    words = load_words()["correspondence"]
    between = join_alternatives((*words["words"], *words["name_only"]))
    return re.compile(rf"(?:{between}):?\s+(?=(?:the\s+)?[^\W\d_a-z])")


@functools.cache
def compile_introduction() -> re.Pattern[str]:
    """Compile the pattern of words before a citation: “Source:”, “/1/Source:”, “See”."""
    words = join_alternatives(load_words()["introductions"]["citation"])
    return re.compile(rf"(?:/\d{{1,3}}/|\d{{1,3}}[.)](?=\s))?\s*(?:(?:{words})\b[.:]?\s+)?", re.IGNORECASE)


def split_same_source(text: str) -> tuple[str, str]:
    """Split words for the source of the note before off the start of a text; they are empty if there are none.

    >>> split_same_source("Ibid., op. 11, d. 16"), split_same_source("Там же. Л. 5"), split_same_source("Ibid Smith")
    (('Ibid.', 'op. 11, d. 16'), ('Там же.', 'Л. 5'), ('', 'Ibid Smith'))
    """
    words = text.split(" ", 2)
    for count in range(1, len(words)):
        head = " ".join(words[:count])
        bare = head.rstrip(".,:;")
        if bare != head and bare.casefold() in _load_same_source():
            return head.rstrip(",:;"), " ".join(words[count:])
    return "", text


@functools.cache
def _load_same_source() -> frozenset[str]:
    return frozenset(load_words()["introductions"]["same_source"])


@functools.cache
def compile_before_archive(*, labels: bool = False) -> re.Pattern[str]:
    """Compile the pattern of words before an archive: “in RGANI”; with ``labels`` also before “in box 4”."""
    words = join_alternatives(load_words()["introductions"]["archive"])
    label = r"|[^\W\d_]+\.?\s\d" if labels else ""
    return re.compile(rf"(?i:{words}):?\s+(?=[^\W\d_a-z]{label})")


def strip_introduction(text: str, *, labels: bool = False) -> str:
    """Return a text without a word before an archive at its start, in lower case: “in RGANI”.

    >>> strip_introduction("in RGANI"), strip_introduction("in box 4", labels=True), strip_introduction("Kallen Papers")
    ('RGANI', 'box 4', 'Kallen Papers')
    """
    found = compile_before_archive(labels=labels).match(text) if text[:1].islower() else None
    return text[found.end() :] if found else text


@functools.cache
def compile_short_name() -> re.Pattern[str]:
    """Compile the pattern of an archive named by an abbreviation and its town: “StadtA Kiel”, “SOkA Kladno”."""
    words = join_alternatives(load_words()["archives"]["abbreviations"])
    capital = r"[^\W\d_a-zа-я][^\W\d_A-ZА-Я]"  # “Pyrs.-Ors.”: a name may be abbreviated
    joints = "am|an|der|de|la|le|sur|en|et|nad|pod|u|in|im"
    near = r"(?<=AD),|(?<=AM),|(?<=AC),|"
    town = rf"(?:(?:v|ve|w|we|di|de|do|d[’'])\s?)?{capital}{{2,}}\.?(?:[ -](?:{capital}+|{joints})\b\.?)*"
    return re.compile(
        rf"(?P<name>(?:{words})(?:{near})\s{town})(?=\s*(?:[,:.;(]|(?:\s[^\W\d_]{{1,4}}){{0,2}}\s[^\s,;:]{{0,6}}[\s.]?\S{{0,3}}\d|$))"
    )


@functools.cache
def compile_hereafter() -> re.Pattern[str]:
    """Compile the pattern of the short form that a citation will have later: “(hereafter AAN)”, “(dalej AAN)”."""
    words = join_alternatives(load_words()["introductions"]["hereafter"])
    return re.compile(rf"\s*[(\[](?P<inner>(?:{words})(?![^\W\d_])[^)\]]*)[)\]]", re.IGNORECASE)


@functools.cache
def compile_before_date() -> re.Pattern[str]:
    """Compile the pattern of a word before a date at the end of a title."""
    words = join_alternatives(load_words()["dates"]["before"])
    return re.compile(rf"\s+(?:{words})\s*$", re.IGNORECASE)


@functools.cache
def compile_number_label() -> re.Pattern[str]:
    """Compile the pattern of a label that ends in a word for number: “Field Notebook no. 761”, “#111”."""
    words = join_alternatives(load_words()["numbers"]["words"])
    return re.compile(
        rf"(?P<label>(?:[^\d:]{{0,60}}?(?<![^\W\d_]))?(?:{words})\.?:?)\s*(?P<value>[^\s\d]*\d\S*)",
        re.IGNORECASE,
    )


@functools.cache
def compile_credits() -> re.Pattern[str]:
    """Compile the pattern of a role and a name: “directed by Jane Roe”; the group that matches is the role."""
    groups = (
        rf"(?P<{role}>(?:{join_alternatives(words)}))" for role, words in load_words()["credits"].items()
    )
    return re.compile(rf"(?i:{'|'.join(groups)}):?\s+(?P<name>[^\W\d_a-z][^\d,]+)")


@functools.cache
def compile_shelfmark() -> re.Pattern[str]:
    """Compile the pattern of an abbreviated collection of manuscripts and a number: “Add. 28264”, “Vat. lat. 3793”."""
    words = join_alternatives(load_words()["shelfmarks"]["collections"])
    return re.compile(
        rf"(?P<label>(?:{words})\.?(?: (?:MSS?|lat|gr|ms|mss)\.?)?)(?:(?<=\.)|\s)\s*(?P<value>\d[\d.,]*\w?)"
    )


@functools.cache
def compile_edition() -> re.Pattern[str]:
    """Compile the pattern of words before a published work: “reprinted in”, “quoted in”, “see also”."""
    words = load_words()["editions"]
    reprints, mentions = (join_alternatives(words[key]) for key in ("reprints", "mentions"))
    return re.compile(
        rf"[.,;(]\s*(?P<words>(?i:(?P<reprint>{reprints})|(?:{mentions}))\s*:?)\s+(?=[^\W\d_a-zа-я]|[“„«]|the )"
    )
