"""The CSL item of a record in the language of a style, and in the form in which it has archives and references.

:func:`~archcite.formats.csl_json.printed_item.to_printed_item` makes the item, which is the same for all styles:

* the kind of document, and words about other copies, are put in the language of the style (:func:`localize_item`);
* a date without a day, or a range, is in the words of that language, in ``available-date``, for styles that ask for it;
* the archive is before or after the reference, where a user chooses that (:func:`order_archive`);
* the archive and the reference are in the form of the style (:func:`apply_form`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcite._foundation import resources
from archcite._foundation.lazy_regex import pattern
from archcite.csl.variables import NAMES
from archcite.formats.common.document_kinds import find_kind_languages
from archcite.notation.tokenizer import split_tokens
from archcite.notation.traditions import INTERNATIONAL
from archcite.record.csl_variables import DATE_ERRORS, to_date
from archcite.record.vocabulary import KINDS
from archcite.styles import ReferenceForm

# Keys of the item that CSL does not know: the abbreviation of an archive with a name, the levels of its collection from
# the lowest to the highest, the kind of an interview before its interviewer, the number of a document, and as the
# style's language announces it, the place where it was written, its date in the words of the source, and in those of
# the style's language, the name of its file, that the kind is a title which was made for the document (DESCRIBED),
# the documents that it is related to, at the end of other references, the type of a letter or an interview that is
# in no archive, the kind in the language of the source, the leaves of an interview, a hearing or a newspaper, and the
# time of day.
(
    CODE,
    UPWARDS,
    INTERVIEW,
    NUMBER,
    _NUMBERED,
    WRITTEN,
    WORDS,
    _PARTIAL,
    FILE,
    DESCRIBED,
    RELATED,
    UNARCHIVED,
    WRITTEN_KIND,
    LEAVES,
    HOUR,
) = _PRIVATE = (
    "archcite-code",
    "archcite-upwards",
    "archcite-interview",
    "archcite-number",
    "archcite-numbered",
    "archcite-written",
    "archcite-date",
    "archcite-partial-date",
    "archcite-file",
    "archcite-described",
    "archcite-related",
    "archcite-unarchived",
    "archcite-written-kind",
    "archcite-leaves",
    "archcite-hour",
)
# A title that was made for the document is the whole of its description, or its kind follows.
TITLE_ALONE, TITLE_AND_KIND = "title", "title, kind"
# How English, and a language that has no words here, announces the number of a document.
_NUMBER_FORM, _BARE_NUMBER = "no. {number}", "{number}"
_FILE_FORM = "file {name}"
# A note on a reference, at its end or before the next one.
_NOTE = pattern(r" \(([^()]*)\)(?=;|$)")
# What begins a list of other references.
ALSO = "also in"
# What styles test of an approximate date.
APPROXIMATE = "ca."
_DASH = pattern(r"(?<=\w)–(?=\d)")
# What begins with a label, or with a number before one (“4. doboz”, “214 л.”), but not “7 об.” in a list of leaves.
_PART = pattern(r"[^\W\d_]|\d+\.? (?!(?:ob|об|v|r|verso|recto)\b)[^\W\d_]")
# A part with its label after a comma, in a text that says more than a reference.
_LABELLED = pattern(r", ([^\W\d_])(?=[^\W\d_]{0,11}\.? [^\W_]*\d)")
# The variables that end in numbered parts of a path.
_REFERENCES = ("archive_location", "call-number")
_RANGED = ("archive_location", "call-number", "section")
# What styles tell a printed work by.
_PRINTED = frozenset(("collection-title", "container-title", "publisher", "volume"))
# Types of works whose pages are their own, and not leaves in an archive.
_PRINTED_TYPES = frozenset(
    (
        *("article", "article-journal", "article-magazine", "article-newspaper", "book", "chapter", "entry"),
        *("entry-dictionary", "entry-encyclopedia", "paper-conference", "pamphlet", "periodical", "report"),
        *("review", "review-book", "thesis"),
    )
)
_FILMS = frozenset(("broadcast", "motion_picture"))
_NEWSPAPERS = frozenset(("article-magazine", "article-newspaper"))
# What differs by the language of the style.
_LOCALIZED = ("genre", "division", "medium", "issued", NUMBER, FILE)
# What people write of an interview of their own, and the article before an office.
_AUTHOR, _ARTICLE = "the author", "the "


def fit_item(
    item: Mapping[str, Any],
    language: str,
    form: ReferenceForm,
    archive_first: bool | None = None,
    date_words: bool = False,
) -> Mapping[str, Any]:
    """Return an item as an archival style prints it: in a language, given as a tag, and in the form of the style.

    ``archive_first`` is that of :func:`order_archive`, ``date_words`` that of :func:`apply_form`.

    >>> item = {"id": "a", "genre": "telegram", "archive_location": "f. 5, op. 30"}
    >>> fitted = fit_item(item, "fr-FR", ReferenceForm(". "))
    >>> fitted["genre"], fitted["archive_location"]
    ('télégramme', 'F. 5. Op. 30')
    """
    return apply_form(order_archive(localize_item(item, language), archive_first), form, date_words)


def localize_item(item: Mapping[str, Any], language: str) -> Mapping[str, Any]:
    """Return an item whose kind of document, and words about other copies, are in a language, given as a tag.

    >>> localize_item({"id": "a", "genre": "telegram"}, "fr-FR")["genre"]
    'télégramme'
    >>> localize_item({"id": "a", "genre": "Aerogramme"}, "fr-FR")["genre"]
    'Aerogramme'
    """
    code = language.partition("-")[0].lower()
    if code == "en" or not any(item.get(name) for name in (*_LOCALIZED, *NAMES)):
        return item
    words = _load_words().get(code)
    if words is None:
        return item
    changed: dict[str, Any] = {}
    if medium := str(item.get("medium", "")):
        stages = medium.split(", ")
        changed["medium"] = ", ".join(words["kinds"].get(stage.casefold(), stage) for stage in stages)
    # A title that was made by the archivist is before the kind.
    for name in ("genre", INTERVIEW):
        described = str(item.get(name, ""))
        title, comma, kind = described.rpartition(", ")
        if word := words["kinds"].get(kind.casefold()):
            written = str(item.get(WRITTEN_KIND, ""))
            is_of_language = code in find_kind_languages(written) and written.casefold() != word.casefold()
            changed[name] = f"{title}{comma}{written if is_of_language else word}"
    if number := item.get(NUMBER):
        changed[_NUMBERED] = _announce_number(str(number), words["number"])
    if file_name := item.get(FILE):
        english, named = (announce_file(file_name, form) for form in (_FILE_FORM, words["file"]))
        changed |= {name: item[name].replace(english, named) for name in _REFERENCES if name in item}
    elsewhere = str(item.get("division", ""))
    if elsewhere.startswith(ALSO):
        changed["division"] = words["also"] + elsewhere[len(ALSO) :]
    if issued := item.get("issued"):
        changed.update(_localize_date(issued, words["dates"]))
    changed.update(_localize_names(item, words["author"]))
    own_interview = words.get("own_interview")
    if own_interview and item.get("interviewer") == [{"literal": _AUTHOR}] and not item.get("genre"):
        changed |= {"genre": own_interview, "interviewer": []}
    return {**item, **changed}


def _localize_names(item: Mapping[str, Any], author: str) -> dict[str, Any]:
    """Return the names of an item that have an English article, without it; “the author” as a language says it.

    >>> _localize_names({"interviewer": [{"literal": "the author"}]}, "l’auteur")
    {'interviewer': [{'literal': 'l’auteur'}]}
    >>> _localize_names({"recipient": [{"literal": "the Department of State"}]}, "l’auteur")
    {'recipient': [{'literal': 'Department of State'}]}
    """
    changed: dict[str, Any] = {}
    for variable in NAMES & item.keys():
        names = item[variable]
        if not isinstance(names, list) or not any(map(_has_article, names)):
            continue
        changed[variable] = [
            {"literal": author if name["literal"] == _AUTHOR else name["literal"].removeprefix(_ARTICLE)}
            if _has_article(name)
            else name
            for name in names
        ]
    return changed


def _has_article(name: Any) -> bool:
    return isinstance(name, Mapping) and str(name.get("literal", "")).startswith(_ARTICLE)


def _localize_date(value: Any, forms: Mapping[str, Any]) -> dict[str, Any]:
    """Return the date of an item in the words of a language, where it has its own for such a date."""
    from archcite.formats.csl_json.date_words import format_date, format_period

    if (issued := _normalize_date(value)) is None or "dual-year" in value:
        return {}
    if "year" in forms:
        text = format_date(issued, forms)
        partial = {_PARTIAL: text} if text else {}
    else:
        partial = {}
    period = format_period(issued, forms)
    return {**partial, "issued": {**issued, "literal": period}} if period else partial


def _normalize_date(value: Any) -> Mapping[str, Any] | None:
    """Return a date with numbers for its parts, or as words; None for what is not a valid date."""
    from archcite.formats.csl_json.item_from_record import to_csl_date

    if isinstance(value, Mapping) and isinstance(value.get("literal"), str):
        return value
    try:
        return to_csl_date(to_date(value))
    except DATE_ERRORS:
        return None


def order_archive(item: Mapping[str, Any], first: bool | None) -> Mapping[str, Any]:
    """Return an item whose archive styles put before the reference (true), after it, or by the tradition (None).

    >>> order_archive({"archive": "RGANI", "jurisdiction": "soviet"}, False)
    {'archive': 'RGANI'}
    """
    if first is None or first == ("jurisdiction" in item):
        return item
    if first:
        return {**item, "jurisdiction": INTERNATIONAL}
    return {name: value for name, value in item.items() if name != "jurisdiction"}


def apply_form(item: Mapping[str, Any], form: ReferenceForm, date_words: bool = False) -> Mapping[str, Any]:
    """Return an item with its archive and its reference in the form of a style.

    Between the parts of a reference a style may have a divider; each part then begins with a capital. With
    ``date_words`` the date is in the words of the source, where the record has them.

    >>> apply_form({"archive_location": "ф. 5, оп. 30, лл. 1, 3; д. 7"}, ReferenceForm(". "))["archive_location"]
    'Ф. 5. Оп. 30. Лл. 1, 3; Д. 7'
    """
    changed: dict[str, Any] = {}
    if date_words and (words := item.get(WORDS)):
        # The words say themselves that a date is approximate or uncertain.
        issued = {name: value for name, value in item["issued"].items() if name != "circa"}
        changed = {"issued": {**issued, "literal": words}, "printing-number": None}
        if form.partial_dates:
            changed["available-date"] = {"literal": words}
    elif form.partial_dates and (partial := str(item.get(_PARTIAL, ""))):
        if form.divider and item.get("printing-number") != APPROXIMATE:
            partial = partial[0].upper() + partial[1:]
        changed["available-date"] = {"literal": partial}
    if (unarchived := item.get(UNARCHIVED)) and not form.unarchived_documents:
        changed["type"] = unarchived
    if code := item.get(CODE):
        named = {"archive": form.archive, "archive-place": form.place}
        texts = {name: text.format(name=item["archive"], code=code) for name, text in named.items() if text}
        changed.update(texts)
    if form.named_interviews and (kind := item.get(INTERVIEW)):
        changed["genre"] = kind
    if form.title_kinds and (kind := str(item.get("genre", ""))) in KINDS:
        from archcite.csl.render import text_case
        from archcite.richtext.marks import Rich

        # A style changes the case of English items alone, and the kind is in the language of the style.
        changed["genre"] = str(text_case.apply(Rich(kind), "title"))
    kind = str(changed.get("genre", item.get("genre", "")))
    if item.get(NUMBER):
        if form.number == _BARE_NUMBER and item.get("title") and not item.get("recipient"):
            changed["title"] = _number_title(item, kind)
        kind = changed["genre"] = _number_kind(kind, item, form)
    if item.get(DESCRIBED) and item.get("recipient") and not (form.kind_last and item.get("author")):
        # “letter to the editor, to A”
        changed["genre"] = f"{kind},"
    if form.upwards and "jurisdiction" not in item and (levels := item.get(UPWARDS)):
        changed["archive_collection"] = form.upwards.join(levels)
    if form.writing_place and (place := item.get(WRITTEN)):
        changed["event-place"] = place
    if form.dash != "–":
        ranges = {name: _DASH.sub(form.dash, str(item[name])) for name in _RANGED if item.get(name)}
        changed.update(ranges)
    if form.nested_brackets and (location := item.get("archive_location")):
        changed["archive_location"] = _NOTE.sub(r" [\1]", str(location))
    if form.bracketed_elsewhere and (elsewhere := item.get("division")):
        changed["division"] = _NOTE.sub(r" [\1]", str(elsewhere))
    if not form.own_interviewer and item.get("interviewer") == [{"literal": _AUTHOR}]:
        changed["interviewer"] = None
    if form.archive_of_printed and "archive" in item and not _PRINTED.isdisjoint(item):
        from archcite.formats.csl_json.publication_from_item import is_database

        if is_database(item["archive"]):
            changed |= {"archive": None, "archive_location": None}
    if form.own_pages and "page" in item and item.get("type") in _PRINTED_TYPES:
        changed |= _join_reference(item, form.upwards)
    if form.unsigned_films and item.get("type") in _FILMS and "archive" in item and not NAMES & item.keys():
        changed |= {"type": "document", "genre": changed.get("genre") or item.get("genre") or "film"}
    if form.hours and (hour := item.get(HOUR)):
        changed["event-title"] = hour
    if form.leaves_apart and item.get(LEAVES):
        changed["section"] = item[LEAVES]
    if form.initials:
        changed |= _leave_out_titles(item)
    if form.divider:
        divided = {
            name: _divide(str(item[name]), form.divider)
            for name in _REFERENCES
            if item.get(name) and changed.get(name, "") is not None
        }
        changed.update(divided)
        if elsewhere := item.get("division"):
            references = str(elsewhere).removesuffix(related := str(item.get(RELATED, "")))
            divided_also = _LABELLED.sub(lambda found: form.divider + found[1].upper(), references)
            changed["division"] = divided_also + related
    if not changed and item.keys().isdisjoint(_PRIVATE):
        return item
    kept = {name: value for name, value in item.items() if name not in _PRIVATE} | changed
    return {name: value for name, value in kept.items() if value is not None}


def _join_reference(item: Mapping[str, Any], upwards: str) -> dict[str, Any]:
    """Return the reference of a printed work with its collection, so that styles print its pages before the archive.

    Chicago, which lists a reference upwards, prints no pages of newspapers (CMOS 18, 14.89).

    >>> _join_reference({"archive_collection": "House Papers", "archive_location": "box 6"}, "")
    {'archive_collection': 'House Papers, box 6', 'archive_location': None}
    >>> _join_reference({"type": "article-newspaper", "archive_location": "box 6"}, ", ")
    {'page': None}
    """
    if upwards and item.get("type") in _NEWSPAPERS:
        return {"page": None}
    collection, location = str(item.get("archive_collection", "")), str(item.get("archive_location", ""))
    if not location:
        return {}
    joined = f"{collection}, {location}" if collection else location[0].upper() + location[1:]
    return {"archive_collection": joined, "archive_location": None}


def _leave_out_titles(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the names of an item that begin with a title, without it: “Cadogan, A.” and not “Cadogan, S. A.”.

    >>> _leave_out_titles({"author": [{"family": "Cadogan", "given": "Sir Alexander"}]})
    {'author': [{'family': 'Cadogan', 'given': 'Alexander'}]}
    """
    from archcite.formats.common.catalogue_values import drop_title

    changed: dict[str, Any] = {}
    for variable in NAMES & item.keys():
        names = item[variable]
        if isinstance(names, list) and any(isinstance(name, Mapping) and name.get("given") for name in names):
            plain = [
                {**name, "given": drop_title(str(name["given"]))} if name.get("given") else name
                for name in names
            ]
            if plain != names:
                changed[variable] = plain
    return changed


def _number_kind(kind: str, item: Mapping[str, Any], form: ReferenceForm) -> str:
    """Return a kind with the number of the document: “telegram no. 7833”, “report on the mill, no. 7833”."""
    number, is_after_title = str(item[NUMBER]), item.get(DESCRIBED) == TITLE_ALONE
    numbered = str(item.get(_NUMBERED, _announce_number(number, _NUMBER_FORM)))
    if form.number and not (form.number == _BARE_NUMBER and is_after_title):
        numbered = _announce_number(number, form.number)
    return f"{kind}{',' if is_after_title else ''} {numbered}" if kind else numbered


def _number_title(item: Mapping[str, Any], kind: str) -> str:
    """Return the title of a document with its number, for styles that print a title for the whole description.

    >>> _number_title({"title": "Telegram from the Embassy in Chad", NUMBER: "154"}, "")
    'Telegram 154 from the Embassy in Chad'
    >>> _number_title({"title": "On the mill", NUMBER: "12"}, "report")
    'On the mill, report 12'
    >>> _number_title({"title": "Cabinet minutes", NUMBER: "CM (56) 74"}, "")
    'Cabinet minutes, CM (56) 74'
    """
    title, number = str(item["title"]), str(item[NUMBER])
    named, _, rest = title.partition(" ")
    if named.casefold() in KINDS and rest.startswith(("from ", "From ", "to ", "To ")):
        return f"{named} {number} {rest}"
    return f"{title}, {kind} {number}" if kind else f"{title}, {_announce_number(number, 'No. {number}')}"


def _announce_number(number: str, form: str) -> str:
    """Return the number of a document as a language announces it; one that begins with a word is as it is.

    >>> _announce_number("7833", "Nr. {number}"), _announce_number("A-12", "Nr. {number}")
    ('Nr. 7833', 'A-12')
    """
    return form.format(number=number) if number[0].isdigit() else number


def announce_file(name: str, form: str = _FILE_FORM) -> str:
    """Return the name or the path of a file as a reference has it, in English or in the form of a language.

    >>> announce_file("memo.wpd"), announce_file("memo.wpd", "Datei {name}")
    ('file memo.wpd', 'Datei memo.wpd')
    """
    return form.format(name=name)


def _divide(reference: str, divider: str) -> str:
    """Return a reference with a divider in place of commas; the commas of a list of numbers stay."""
    text = ""
    for token in split_tokens(reference):
        begins_part = _PART.match(token.text) is not None
        if text:
            text += divider if begins_part and token.before.strip() == "," else token.before
        text += token.text[:1].upper() + token.text[1:] if begins_part else token.text
    return text


def list_printed_kinds() -> frozenset[str]:
    """Return the kinds of documents that have a word in each language of the styles.

    >>> "will" in list_printed_kinds()
    True
    """
    return frozenset(kind for words in _load_words().values() for kind in words["kinds"])


def _load_words() -> dict[str, Any]:
    """Return the words by language; English is what items have already."""
    return resources.read_table(__spec__, "printed_words.toml")
