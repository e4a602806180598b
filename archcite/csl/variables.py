"""CSL's variables and types, as tables (CSL 1.0.2, Appendices III and IV)."""

from __future__ import annotations

NAMES = frozenset(
    [
        "author",
        "chair",
        "collection-editor",
        "compiler",
        "composer",
        "container-author",
        "contributor",
        "curator",
        "director",
        "editor",
        "editor-translator",
        "editorial-director",
        "executive-producer",
        "guest",
        "host",
        "illustrator",
        "interviewer",
        "narrator",
        "organizer",
        "original-author",
        "performer",
        "producer",
        "recipient",
        "reviewed-author",
        "script-writer",
        "series-creator",
        "translator",
    ]
)
# Roles of people who worked on the text of another author: in the author's place they are still not the author.
CONTRIBUTORS = frozenset(
    [
        "collection-editor",
        "compiler",
        "contributor",
        "editor",
        "editor-translator",
        "editorial-director",
        "illustrator",
        "narrator",
        "recipient",
        "translator",
    ]
)
TITLES = frozenset(["title", "title-short"])
DATES = frozenset(["accessed", "available-date", "event-date", "issued", "original-date", "submitted"])
NUMBERS = frozenset(
    [
        "chapter-number",
        "citation-number",
        "collection-number",
        "edition",
        "first-reference-note-number",
        "issue",
        "locator",
        "number",
        "number-of-pages",
        "number-of-volumes",
        "page",
        "page-first",
        "part-number",
        "printing-number",
        "section",
        "supplement-number",
        "version",
        "volume",
    ]
)

TYPES = frozenset(
    [
        "article",
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "bill",
        "book",
        "broadcast",
        "chapter",
        "classic",
        "collection",
        "dataset",
        "document",
        "entry",
        "entry-dictionary",
        "entry-encyclopedia",
        "event",
        "figure",
        "graphic",
        "hearing",
        "interview",
        "legal_case",
        "legislation",
        "manuscript",
        "map",
        "motion_picture",
        "musical_score",
        "pamphlet",
        "paper-conference",
        "patent",
        "performance",
        "periodical",
        "personal_communication",
        "post",
        "post-weblog",
        "regulation",
        "report",
        "review",
        "review-book",
        "software",
        "song",
        "speech",
        "standard",
        "thesis",
        "treaty",
        "webpage",
    ]
)

# Long variable -> the variable of its short form; if that is missing, the long one is used.
SHORT_FORMS = {"title": "title-short", "container-title": "container-title-short"}
# Variables, each with another name of the same variable: event is the legacy name of event-title (Appendix IV), and
# Zotero has two names of its own.
ALIASES = (
    ("event-title", "event"),
    ("event", "event-title"),
    ("title-short", "shortTitle"),
    ("container-title-short", "journalAbbreviation"),
)
# The other name or the short form of a variable: what is printed as the one is not printed again as the other.
COUNTERPARTS = {
    **SHORT_FORMS,
    "event": "event-title",
    "event-title": "event",
}
