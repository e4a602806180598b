"""The open vocabularies of a record, as data: kinds of document, roles of agents, levels of description.

They are open: a record may say what is not here. What is here is what archcite knows more about.
"""

from __future__ import annotations

DEFAULT_CSL_TYPE = "document"

# Kind of document -> CSL type (CSL 1.0.2, appendix III). Where several kinds share a CSL type, the kind
# itself is what the CSL variable “genre” holds.
KINDS: dict[str, str] = {
    "agreement": "treaty",
    "aide-mémoire": "document",
    "announcement": "document",
    "article": "article",
    "audio recording": "song",
    "bill": "bill",
    "brief": "document",
    "broadcast": "broadcast",
    "bulletin": "periodical",
    "cable": "personal_communication",
    "certificate": "document",
    "circular": "document",
    "communiqué": "document",
    "conversation": "document",
    "decision": "document",
    "declaration": "document",
    "decree": "legislation",
    "diary": "manuscript",
    "directive": "document",
    "dispatch": "personal_communication",
    "document": "document",
    "drawing": "graphic",
    "e-mail": "personal_communication",
    "email": "personal_communication",
    "essay": "manuscript",
    "film": "motion_picture",
    "hearing": "hearing",
    "instructions": "document",
    "intelligence report": "report",
    "interview": "interview",
    "journal": "manuscript",
    "law": "legislation",
    "letter": "personal_communication",
    "list": "document",
    "manuscript": "manuscript",
    "map": "map",
    "meeting": "document",
    "memoir": "manuscript",
    "memorandum": "document",
    "message": "personal_communication",
    "minutes": "document",
    "newspaper article": "article-newspaper",
    "note": "document",
    "notes": "manuscript",
    "order": "document",
    "pamphlet": "pamphlet",
    "paper": "manuscript",
    "patent": "patent",
    "petition": "document",
    "photograph": "graphic",
    "plan": "document",
    "postcard": "personal_communication",
    "poster": "graphic",
    "press release": "document",
    "proposal": "document",
    "protocol": "document",
    "record": "document",
    "report": "report",
    "resolution": "document",
    "sound recording": "song",
    "speech": "speech",
    "statement": "document",
    "summary": "document",
    "telegram": "personal_communication",
    "thesis": "thesis",
    "transcript": "document",
    "treaty": "treaty",
    "video recording": "motion_picture",
}

# What CSL knows, for records of published works (CSL 1.0.2, appendix III).
_TYPES = """
    article article-journal article-magazine article-newspaper bill book broadcast chapter classic
    collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic
    hearing interview legal_case legislation manuscript map motion_picture musical_score pamphlet
    paper-conference patent performance periodical personal_communication post post-weblog
    regulation report review review-book software song speech standard thesis treaty webpage
"""
CSL_TYPES: frozenset[str] = frozenset(_TYPES.split())

# What people call a CSL type of a published work -> the type.
TYPE_WORDS: dict[str, str] = {"web page": "webpage", "web site": "webpage", "website": "webpage"}

# CSL type -> the kind that it is read as, where that is not the type's own name.
KIND_OF_TYPE: dict[str, str] = {
    "article-newspaper": "newspaper article",
    "motion_picture": "film",
    "personal_communication": "letter",
}

# Role -> the name variable of CSL that holds it; None where CSL has no place, and the agent goes into a note.
ROLES: dict[str, str | None] = {
    "author": "author",
    "collector": "collection-editor",
    "compiler": "compiler",
    "composer": "composer",
    "contributed-by": None,
    "contributor": "contributor",
    "director": "director",
    "donated-by": None,
    "editor": "editor",
    "illustrator": "illustrator",
    "interviewee": "author",
    "interviewer": "interviewer",
    "narrator": "narrator",
    "obtained-by": None,
    "performer": "performer",
    "photographer": "author",
    "producer": "producer",
    "provided-by": None,
    "recipient": "recipient",
    "speaker": "author",
    "transcribed-by": None,
    "translator": "translator",
}

# How a title came about (ISAD(G) 3.1.2, DACS 2.3): transcribed from the document, or made by the archivist or
# the writer, so that it is not a quotation.
TITLE_KINDS: tuple[str, ...] = ("formal", "supplied")

# Fields of a record beside those that every citation has -> what they hold, and whose term it is.
DESCRIPTION_FIELDS: dict[str, str] = {
    "title_kind": "“supplied” or “formal”: who made the title (ISAD(G) 3.1.2, DACS 2.3)",
    "place": "where the document was written or issued (DACS 2.4.8, RiC-O place of creation)",
    "time": "the hour that the document bears (FRUS, telegrams)",
    "number": "the number of the document: of a telegram, a dispatch, a protocol",
    "classification": "security classification and handling (“Secret; Exdis”)",
    "drafting": "who drafted and cleared the document, as the document or its editor states it",
    "version": "draft, copy, carbon copy, translation: the stage of the document (RiC-O record state)",
    "related": "what it is an enclosure of, attached to, or a reply to (ISAD(G) 3.5.3); a text or a list",
    "marginalia": "notes that a reader wrote on it (DACS 7.1)",
    "extent": "leaves, size, duration: 3 leaves; 24 × 18 cm; 12 min. (ISAD(G) 3.1.5)",
    "scale": "the scale of a map or a plan (ISAD(G) 3.1.5)",
    "technique": "how it was made: oil on canvas, gelatin silver print (DACS 4.2)",
    "hand": "whose hand it is, or what script (RiC-O, palaeographers' use)",
    "seal": "the seal of a charter, with its state",
    "timecode": "the stretch of a recording that is cited: 00:12:05–00:13:40",
    "file_name": "path or name of a born-digital file (PREMIS originalName)",
    "checksum": "checksum of a born-digital file, with its algorithm (PREMIS messageDigest)",
    "archived_copy": "archived copy of a web page: its address, and the day that it was made",
}

# Field of DESCRIPTION_FIELDS -> its label in a note, where a format has no place for it. A label must not be one that
# others use for something else: “Place: Vienna” may be where a book was published.
DESCRIPTION_LABELS: dict[str, str] = {
    **{name: name.replace("_", " ").capitalize() for name in DESCRIPTION_FIELDS},
    "place": "Place of writing",
    "time": "Hour of the document",
    "number": "Number of the document",
    "version": "State of the document",
    "related": "Related document",
    "hand": "Hand or script",
}

# The roles of those who made a document; everybody else had another part in it.
CREATORS: tuple[str, ...] = ("author", "composer", "interviewee", "photographer", "speaker")

# CSL types of what is found in a library or on a screen: no archive need keep it.
PUBLISHED_TYPES: frozenset[str] = frozenset(
    (
        "article", "article-journal", "article-magazine", "article-newspaper", "book", "chapter", "entry",
        "entry-dictionary", "entry-encyclopedia", "legal_case", "legislation", "paper-conference", "patent",
        "periodical", "post", "post-weblog", "review", "review-book", "thesis", "webpage",
    )
)  # fmt: skip

# Levels of description, the widest first: ISAD(G) 3.1.4, with the containers that archives count by.
LEVELS: tuple[str, ...] = (
    "fonds",
    "subfonds",
    "series",
    "subseries",
    "volume",
    "box",
    "folder",
    "file",
    "reel",
    "frame",
    "item",
)

# The levels of arrangement among them, each within the one before; a container may come before or after any of them.
ARRANGEMENT: tuple[str, ...] = ("fonds", "subfonds", "series", "subseries", "file", "item")

# Words for a level -> the level, and the word that a bare number gets for a label.
LEVEL_WORDS: dict[str, tuple[str, str]] = {
    **{level: (level, level) for level in LEVELS},
    "collection": ("fonds", "collection"),
    "record_group": ("fonds", "RG"),
}

# Words that people use for a key -> the keys that they may mean, the likeliest first.
MEANINGS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("link", "address", "web", "website", "uri", "href", "doi"), ("url", "copy")),
    **dict.fromkeys(
        ("archive", "library", "holder", "institution", "held_by", "location"),
        ("repository", "name", "holdings"),
    ),
    **dict.fromkeys(
        ("from", "sender", "by", "writer", "creator", "creators", "authors"), ("author", "name", "agents")
    ),
    **dict.fromkeys(("to", "addressee", "receiver", "recipients"), ("recipient", "agents")),
    **dict.fromkeys(("type", "genre", "category", "document_type"), ("kind",)),
    **dict.fromkeys(
        (
            *("call_number", "callnumber", "shelfmark", "signature", "reference", "ref", "reference_code"),
            *("signatur", "cote", "segnatura", "signatura", "sygnatura", "signatuur", "shifr"),
        ),
        ("reference", "file", "parts", "holdings"),
    ),
    **dict.fromkeys(("when", "dated", "issued", "created"), ("date",)),
    **dict.fromkeys(("heading", "caption", "subject_line"), ("title",)),
    **dict.fromkeys(("page", "folio", "folios", "leaf", "leaves"), ("pages", "holdings")),
    **dict.fromkeys(("website_name", "site", "database", "platform"), ("portal", "copy")),
    **dict.fromkeys(("visited", "retrieved", "access_date", "access"), ("accessed",)),
    **dict.fromkeys(("abstract", "description"), ("summary",)),
    **dict.fromkeys(("text", "transcript", "full_text"), ("contents",)),
    **dict.fromkeys(("keywords", "tags"), ("subjects",)),
    **dict.fromkeys(("language", "lang"), ("languages", "original_language")),
    **dict.fromkeys(("comment", "remark", "remarks", "note"), ("notes",)),
    **dict.fromkeys(("license", "licence", "copyright"), ("rights",)),
    **dict.fromkeys(("city", "town"), ("place",)),
    **dict.fromkeys(("abbreviation", "acronym"), ("code",)),
    **dict.fromkeys(("translators", "translated_by"), ("translator", "agents")),
    **dict.fromkeys(("key", "citekey", "identifier"), ("id", "identifier")),
    **dict.fromkeys(("carton", "crate"), ("box",)),
    **dict.fromkeys(("dossier", "delo", "akte"), ("file",)),
    **dict.fromkeys(("opis", "inventory", "bestand"), ("series",)),
    **dict.fromkeys(("fond", "fund", "papers"), ("fonds",)),
}


def to_csl_type(kind: str | None) -> str:
    """Return the CSL type of a kind of document; a CSL type maps to itself, anything unknown to “document”.

    >>> to_csl_type("letter"), to_csl_type("Telegram"), to_csl_type("laundry list"), to_csl_type("web page")
    ('personal_communication', 'personal_communication', 'document', 'webpage')
    """
    key = (kind or "").casefold()
    key = TYPE_WORDS.get(key, key)
    return KINDS.get(key) or (key if key in CSL_TYPES else DEFAULT_CSL_TYPE)
