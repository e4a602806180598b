"""The columns of a table that is written by hand, and how its cells list several texts."""

from __future__ import annotations

from collections.abc import Mapping

from archcite.record.serialization import LIST_FIELDS
from archcite.record.vocabulary import DESCRIPTION_FIELDS, LEVELS, ROLES

BAR = " | "
# Names that may have several texts, joined by bars.
LISTED = frozenset((*LIST_FIELDS, *ROLES))
# Column -> its contents.
COLUMNS: Mapping[str, str] = {
    "id": "the record's own id",
    "kind": "letter, telegram, minutes, map …",
    "title": "the title",
    "date": "EDTF (1958-09-09) or the words of the source (September 9, 1958)",
    **dict.fromkeys(ROLES, "names, joined by a bar between spaces"),
    "author.body": "an author that is a corporate body; so with every other role",
    "holding.repository.name": "the archive or library",
    "holding.repository.code": "its usual abbreviation",
    "holding.repository.place": "its place",
    "holding.repository.country": "its country",
    **{f"holding.{level}": "number or name, with its label (File 6/1955)" for level in LEVELS},
    "holding.pages": "pages, folios or leaves, with their label (pp. 719-720)",
    "holding.note": "a note on this copy",
    "holding.2.repository.name": "a second archive that keeps the source; so with all that begins with “holding.”",
    "copy.portal": "the portal of the copy that was seen",
    "copy.url": "its address",
    "copy.identifier": "its number in the portal",
    "copy.accessed": "the day of access",
    **{
        name: f"{text}, joined by a bar between spaces" if name in LIST_FIELDS else text
        for name, text in DESCRIPTION_FIELDS.items()
    },
    "original_language": "the language of the original",
    "languages": "the languages of what was seen, joined by a bar between spaces",
    "medium": "typescript, microfilm …",
    "published_in": "where the source was published",
    "summary": "a summary",
    "contents": "the text of the source",
    "subjects": "subjects, joined by a bar between spaces",
    "rights": "rights and conditions of use",
    "notes": "notes, joined by a bar between spaces",
    "publication": "the CSL item of a published work, in JSON, instead of all columns but those of the holding",
    "variables": "other CSL variables, in JSON",
}
