"""What catalogues of all formats share: headings of names, codes of languages, normal dates, genres, addresses.

The words are data, in ``catalogue_values.toml``.
"""

from __future__ import annotations

import functools
import re
from typing import Any

from archcite._foundation import resources
from archcite._foundation.lazy_regex import pattern
from archcite.errors import RecordError
from archcite.formats.common.corporate_names import is_body
from archcite.formats.common.document_kinds import find_kind_of_word
from archcite.formats.common.languages import find_language_code, get_language_name, split_languages
from archcite.notation import find_archive
from archcite.record import Agent, ArchivalDate, Repository
from archcite.record.vocabulary import KINDS

_LIFE = pattern(
    r"(?:(?:b|d|fl|ca|born|died|active|approximately|circa)\.?\s*)*\d{3,4}\??"
    r"(?:\s*[-–]\s*(?:(?:ca|approximately)\.?\s*)?(?:\d{1,4}\??)?)?(?:\s+or\s+\d{1,4})?|\d{1,2}(?:st|nd|rd|th) cent\.?"
)
# A stop after a word in small letters of four or more, or behind brackets or quotation marks.
_ENDS_WITH_STOP = pattern(r"(?:[^\W\d_A-Z]{4}|[^\W\d_]{2}[)\]”\"])\.$")
_BRACKET = pattern(r"\s*\([^()]*\)")
_BASIC_DATE = pattern(r"(\d{4})(\d\d)(\d\d)?", re.ASCII)
# “1941-”, of what is not finished.
_QUALIFIERS = frozenset("~?%")
# The signs of dates that are not made approximate as a whole: qualified ones, intervals, decades and choices.
_MARKED = _QUALIFIERS | set("/X[")
_WITHOUT_QUALIFIERS = str.maketrans("", "", "~?%")
# Dates of figures and names of months, which call nothing approximate or uncertain.
_PLAIN_DATE = pattern(
    r"(?:[\d\s/.,–-]|Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)*",
    re.IGNORECASE,
)
_OPEN_RANGE = pattern(r"\[?(\d{4})\s*[-–]\s*\]?\.?", re.ASCII)
_TIME = pattern(r"T[\d:.Z+-]*$", re.ASCII)
_ADDRESS = pattern(r"(?:https?|ftp)://[^\s<>\"]+", re.IGNORECASE)
_HANDLE = pattern(r"(?:doi:|info:doi/|hdl:|info:hdl/)\s*(?P<id>\d[\w.]*/\S+)", re.IGNORECASE)
_DOI = pattern(r"10\.\d{4,9}/\S+")
_TAG = pattern(r"<[^<>]{0,500}>")
_ROLE = pattern(r"\s*[(\[](?P<role>[^()\[\]]{3,40})[)\]]\.?\s*$")
_TAG_NAME = pattern(r"<(?P<end>/?)(?:\w+:)?(?P<name>[A-Za-z]+)[^>]*>")
# Tags of HTML and JATS → those that CSL knows.
_CSL_TAGS = {
    **dict.fromkeys(("i", "em", "italic"), "i"),
    **dict.fromkeys(("b", "strong", "bold"), "b"),
    **{"sub": "sub", "sup": "sup", "sc": "sc", "scp": "sc"},
}
# Codes of ISO 639-2 for several, no and unknown languages.
_NO_LANGUAGES = frozenset(("mul", "und", "zxx", "mis", "n/a", "multiple"))


@functools.cache
def load_table(table: str) -> dict[str, Any]:
    """Return one table of ``catalogue_values.toml``, its keys in lower case."""
    return {key.casefold(): value for key, value in _load_tables()[table].items()}


def find_role(*said: str | None, default: str = "author") -> str:
    """Return the role for relator codes or terms, the term itself if it is unknown, or ``default`` without a term.

    >>> find_role("rcp"), find_role(None, "Photographer."), find_role("Dancer")
    ('recipient', 'photographer', 'dancer')
    >>> find_role("http://id.loc.gov/vocabulary/relators/trl")
    'translator'
    >>> find_role(default="contributor")
    'contributor'
    """
    terms = [term for one in said if one and (term := one.rpartition("/")[2].strip(" .,;:").casefold())]
    known = load_table("roles")
    for term in terms:
        found = known.get(term) or known.get(_BRACKET.sub("", term))
        if found:
            return str(found)
    # A code of three letters that is not known says nothing to a reader.
    return next((term for term in terms if len(term) > 3), default)


def parse_agent(heading: str, role: str = "author", *, body: bool | None = None) -> Agent | None:
    """Parse a heading of a catalogue, with its dates and titles; return None if no name is left.

    ``body`` says whether it is a corporate body or a family; where it is None, the words say it.

    >>> parse_agent("House, Edward Mandell, 1858-1938.").name, parse_agent("Eisenhower, Dwight D. (Dwight David)").name
    ('Edward Mandell House', 'Dwight D. Eisenhower')
    >>> parse_agent("United States. Department of State.").corporate
    True
    >>> parse_agent("Victoria, Queen of Great Britain").name
    'Victoria, Queen of Great Britain'
    """
    # Headings in Arabic have its comma.
    name = _strip_stop(" ".join(heading.replace("،", ",").split()))
    if body is None:
        body = _is_body(name)
    if body:
        return Agent.body(_strip_stop(name), role) if name else None
    pieces = [_BRACKET.sub("", piece).strip() for piece in re.split(r",\s*", name)]
    kept = [
        piece
        for index, piece in enumerate(pieces)
        if piece and not (index and (_LIFE.fullmatch(piece) or piece.casefold() in _load_titles()))
    ]
    if not kept:
        return None
    if len(kept) > 1 and kept[1].split()[0].casefold() in _load_tables()["names"]["styles"]:
        return Agent(literal=", ".join(kept), role=role)
    if len(kept) == 1 and len(pieces) == 1 and len(kept[0].split()) > 5:
        return Agent(literal=kept[0], role=role)
    return Agent.parse(", ".join(kept), role)


def split_role(name: str, default: str) -> tuple[str, str]:
    """Return a name without the role in brackets after it, and the role; ``default`` without a known role.

    >>> split_role("Du Bois, W. E. B. (addressee)", "contributor"), split_role("Eisenhower, D. (Dwight)", "author")
    (('Du Bois, W. E. B.', 'recipient'), ('Eisenhower, D. (Dwight)', 'author'))
    """
    marked = _ROLE.search(name)
    if marked is None or marked["role"].casefold() not in load_table("roles"):
        return name, default
    return name[: marked.start()], find_role(marked["role"], default=default)


def find_language(text: str) -> str | None:
    """Return the English name of a language; None for a code of no single language (``mul``, ``und``).

    >>> [find_language(text) for text in ("ger", "uk", "Romanian.", "zxx", "en-US", "français")]
    ['German', 'Ukrainian', 'Romanian', None, 'English', 'French']
    """
    plain = text.strip(" .;,")
    if plain.casefold() in _NO_LANGUAGES:
        return None
    code = find_language_code(plain)
    return (get_language_name(code) if code else None) or plain or None


def find_languages(text: str) -> list[str]:
    """Return the English names of the languages that a text lists; a text that lists none is kept as it is.

    >>> find_languages("German; English"), find_languages("in the hand of a clerk")
    (['German', 'English'], ['in the hand of a clerk'])
    """
    found = find_language(text)
    return split_languages(text) or ([found] if found else [])


# Dates, containers and series come again and again in a finding aid.
@functools.lru_cache(maxsize=4096)
def parse_date(
    text: str | None, normal: str | None = None, *, approximate: bool = False
) -> ArchivalDate | None:
    """Parse a date in words and, if the catalogue has it, in normal form (ISO 8601 or EDTF).

    Words that no date can be made of are kept as words.

    >>> parse_date("1918 September 25", "19180925"), parse_date("circa 1955", "1955", approximate=True).edtf
    (ArchivalDate(edtf='1918-09-25', text='1918 September 25'), '1955~')
    >>> parse_date("1941-").edtf
    '1941/..'
    >>> parse_date("in the spring of that year"), parse_date(None, "1918-01-01/1918-01-01").edtf
    (ArchivalDate(text='in the spring of that year'), '1918-01-01')

    A normal form cannot say what is approximate or uncertain; where the words state the same date, they do.

    >>> parse_date("circa 1955", "1955").edtf, parse_date("1955-1957?", "1955/1957").edtf
    ('1955~', '1955?/1957?')
    """
    words = " ".join((text or "").split()).rstrip(",;") or None
    edtf = normalize_date(normal or "")
    if edtf and words and _QUALIFIERS.isdisjoint(edtf):
        edtf = _qualify(edtf, words)
    if edtf and approximate and _MARKED.isdisjoint(edtf):
        edtf += "~"
    try:
        if edtf:
            return ArchivalDate(edtf, words if words != edtf else None)
    except RecordError:
        pass
    if words is None or not any(map(str.isalnum, words)):
        return None
    if open_end := _OPEN_RANGE.fullmatch(words):
        return ArchivalDate(f"{open_end[1]}/..")
    try:
        parsed = ArchivalDate.parse(words.strip(" ."))
    except RecordError:
        return ArchivalDate(None, words)
    if approximate and parsed.edtf and _MARKED.isdisjoint(parsed.edtf):
        return ArchivalDate(f"{parsed.edtf}~", words)
    return parsed


def _qualify(edtf: str, words: str) -> str:
    """Return a date with the signs of what its words call approximate or uncertain."""
    if _PLAIN_DATE.fullmatch(words):
        return edtf
    try:
        stated = ArchivalDate.parse(words.strip(" .")).edtf
    except RecordError:
        return edtf
    return stated if stated and stated.translate(_WITHOUT_QUALIFIERS) == edtf else edtf


@functools.lru_cache(maxsize=4096)
def normalize_date(value: str) -> str | None:
    """Return a machine-readable date as EDTF; None if it is not a valid date.

    >>> normalize_date("19180925/19181001"), normalize_date("1918-09-25T00:00:00Z"), normalize_date("195u")
    ('1918-09-25/1918-10-01', '1918-09-25', '195X')
    >>> normalize_date("1918/"), normalize_date("0000"), normalize_date("September 1918")
    ('1918/..', None, None)
    >>> normalize_date("1918-01-01/1918-12-31"), normalize_date("1937-05-01/1937-07-31")
    ('1918', '1937-05/1937-07')
    """
    read = [_normalize_end(end) for end in value.strip().split("/")]
    ends = [end or ".." for end in read if end is not None]
    if not 0 < len(ends) <= 2 or len(ends) < len(read) or not any(read):
        return None
    ends = _shorten_periods(ends)
    whole = "/".join(ends) if len(set(ends)) > 1 else ends[0]
    try:
        ArchivalDate(whole)
    except RecordError:
        return None
    return whole


def parse_repository(name: str | None, place: str | None = None, country: str | None = None) -> Repository:
    """Build a repository from its name; split off a place at the end if the archive is known to be there.

    >>> parse_repository("The National Archives, Kew").place, parse_repository("RGANI").name
    ('Kew', 'RGANI')
    """
    plain = _strip_stop(re.sub(r"(?:\s*,){2,}", ",", " ".join((name or "").split())))
    if plain and place is None:
        for comma in re.finditer(", ", plain):
            head, tail = plain[: comma.start()], plain[comma.end() :]
            archive = find_archive(head)
            if archive and archive.place and tail in (archive.place, archive.place.partition(",")[0]):
                return Repository(head, place=tail, country=country or archive.country)
    return Repository(plain, place=place, country=country)


def find_kind(said: str) -> str | None:
    """Return the kind of document for a term of a genre list; None if the term is unknown.

    >>> find_kind("Letters (correspondence)"), find_kind("minutes (administrative records)"), find_kind("Diaries.")
    ('letter', 'minutes', 'diary')
    >>> find_kind("mixed material"), find_kind("Black-and-white photographs"), find_kind("Telegramm")
    (None, 'photograph', 'telegram')
    """
    term = _BRACKET.sub("", said.casefold()).strip(" .;,")
    for phrase in (term, *term.split("--"), term.rpartition(" ")[2]):
        plain = phrase.strip()
        for form in (plain, _to_singular(plain)):
            if form in load_table("genres"):
                return str(load_table("genres")[form])
            if form in KINDS and form != "document":
                return form
    return find_kind_of_word(term)


def to_address(value: str) -> str | None:
    """Return a web address from an address, a DOI or a handle; None for anything else.

    >>> to_address("https://example.org/1"), to_address("doi:10.1000/1"), to_address("javascript:alert(1)")
    ('https://example.org/1', 'https://doi.org/10.1000/1', None)
    """
    plain = value.strip()
    if _ADDRESS.fullmatch(plain):
        return plain
    if _DOI.fullmatch(plain):
        return f"https://doi.org/{plain}"
    handle = _HANDLE.fullmatch(plain)
    if handle is None:
        return None
    host = "doi.org" if "doi" in plain[:8].casefold() else "hdl.handle.net"
    return f"https://{host}/{handle['id']}"


def strip_markup(text: str) -> str:
    """Return the text of a catalogue without tags and character references.

    >>> strip_markup("<scopecontent><p>Situation in Romania &amp; Hungary.</p></scopecontent>")
    'Situation in Romania & Hungary.'
    """
    from html import unescape

    # Some catalogues have tags that were escaped once more.
    return " ".join(_TAG.sub(" ", unescape(_TAG.sub(" ", text))).split())


def to_csl_markup(text: str) -> str:
    """Return a title with the tags that CSL knows (italics, bold, raised, lowered, small capitals) and no others.

    >>> to_csl_markup("On <em>Homo</em> <jats:italic>sapiens</jats:italic>: CO<sub>2</sub> &amp;amp; <x>y</x>")
    'On <i>Homo</i> <i>sapiens</i>: CO<sub>2</sub> & y'
    """
    from html import unescape

    # A “<” that is escaped is a sign of the text, and no tag.
    plain = re.sub(r"&(?:amp;)+", "&", text)
    marked = _TAG.sub(lambda tag: _translate_tag(tag[0]), plain)
    return " ".join(unescape(marked).split())


def _translate_tag(tag: str) -> str:
    found = _TAG_NAME.match(tag)
    if found is None:
        return " "
    name = _CSL_TAGS.get(found["name"].casefold(), "")
    if name == "sc":
        return "</span>" if found["end"] else '<span style="font-variant:small-caps;">'
    return f"<{found['end']}{name}>" if name else ""


def _normalize_end(value: str) -> str | None:
    """Return one end of a normal date: "" if it is open, None if it is not a valid date."""
    plain = _TIME.sub("", value.strip())
    if plain in ("", "..", "open"):
        return ""
    if basic := _BASIC_DATE.fullmatch(plain):
        plain = "-".join(group for group in basic.groups() if group)
    plain = re.sub(r"(?<=\d)u(?=u|$)|(?<=\d{2}u)u$", "X", plain) if plain.endswith("u") else plain
    if plain in ("0000", "9999") or not re.match(r"[-YX\d\[{]", plain):
        return None
    return plain


def _shorten_periods(ends: list[str]) -> list[str]:
    """Drop the days and months of an interval that only complete whole years or months."""
    if len(ends) != 2 or not all(re.fullmatch(r"\d{4}-\d\d-\d\d", end) for end in ends):
        return ends
    first, last = ends
    if first.endswith("-01-01") and last.endswith("-12-31"):
        return [first[:4], last[:4]]
    days = {"02": ("28", "29"), "04": ("30",), "06": ("30",), "09": ("30",), "11": ("30",)}
    if first.endswith("-01") and last[8:] in days.get(last[5:7], ("31",)):
        return [first[:7], last[:7]]
    return ends


def _strip_stop(text: str) -> str:
    """Strip the punctuation that ends a heading, but not that of an abbreviation."""
    text = text.strip(" ,;:/")
    last = re.split(r"[\s,]", text[:-1])[-1] if text.endswith(".") else None
    if last is None or len(last) == 1 or last.casefold() in _load_tables()["names"]["abbreviations"]:
        return text
    return text[:-1].rstrip(" ,")


def strip_heading_stop(title: str) -> str:
    """Return the title of a component without the punctuation before its date, or the full stop that ends it.

    A stop that may belong to an abbreviation stays.

    >>> [strip_heading_stop(title) for title in ("School roster.", "Letters, A-C ,", "Smith & Co.", "And so ...")]
    ['School roster', 'Letters, A-C', 'Smith & Co.', 'And so ...']
    """
    plain = title.rstrip(" ,;:")
    return plain[:-1] if _ENDS_WITH_STOP.search(plain) else plain


def _is_body(name: str) -> bool:
    if re.search(r"[^\W\d_]{4}\.\s+[^\W\d_]", name):  # “United States. Department of State”
        return True
    if name.isupper() and "," not in name and "." not in name:  # “ЦК КПСС”
        return True
    head = name.partition(",")[0]
    return is_body(head) or any(
        word in _load_tables()["names"]["bodies"] for word in re.findall(r"\w+", head.casefold())
    )


def _to_singular(term: str) -> str:
    if term.endswith("ies"):
        return f"{term[:-3]}y"
    return term[:-1] if term.endswith("s") and not term.endswith("ss") else term


@functools.cache
def drop_title(given: str) -> str:
    """Return given names without a title before them.

    >>> drop_title("Sir Alexander"), drop_title("Rev. John"), drop_title("Lady"), drop_title("Count Giovanni")
    ('Alexander', 'John', 'Lady', 'Giovanni')
    """
    words = given.split()
    while len(words) > 1 and words[0].rstrip(".").casefold() in _load_titles():
        del words[0]
    return " ".join(words)


def _load_titles() -> frozenset[str]:
    return frozenset(_load_tables()["names"]["titles"])


def _load_tables() -> dict[str, Any]:
    return resources.read_table(__spec__, "catalogue_values.toml")
