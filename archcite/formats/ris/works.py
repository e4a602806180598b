"""Published works in RIS: one table, read both ways.

Tags are those of the specification of 2011, by type, as EndNote, Zotero and pandoc have them. What has no tag is in
``N1`` as “variable: value”, which Zotero and CSL processors read.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

# CSL type → type of RIS. Any other type is told in N1, as “type: interview”, and so are those of TOLD_TYPES.
TYPES: Mapping[str, str] = {
    "article": "INPR",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "chapter": "CHAP",
    "classic": "CLSWK",
    "collection": "AGGR",
    "dataset": "DATA",
    "document": "GEN",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "figure": "FIGURE",
    "graphic": "ART",
    "hearing": "HEAR",
    "legal_case": "CASE",
    "legislation": "STAT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "musical_score": "MUSIC",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "periodical": "JFULL",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "software": "COMP",
    "song": "SOUND",
    "speech": "SLIDE",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
# The same for sources that are not published.
ARCHIVAL_TYPES: Mapping[str, str] = {**TYPES, "manuscript": "MANSCPT", "personal_communication": "PCOMM"}
# Types of RIS that archival sources or other kinds of works have too.
TOLD_TYPES = frozenset(("AGGR", "ART", "FIGURE", "GEN", "HEAR", "INPR", "MAP", "MPCT", "SLIDE", "SOUND"))
# CSL variable → tag, in all types.
_TAGS: Mapping[str, str] = {
    "title": "TI",
    "title-short": "ST",
    "container-title": "T2",
    "container-title-short": "J2",
    "collection-title": "T3",
    "volume": "VL",
    "number": "M1",
    "number-of-volumes": "NV",
    "edition": "ET",
    "section": "SE",
    "publisher": "PB",
    "publisher-place": "CY",
    "original-title": "OP",
    "reviewed-title": "RI",
    "genre": "M3",
    "ISBN": "SN",
    "DOI": "DO",
    "URL": "UR",
    "source": "DP",
    "call-number": "CN",
    "language": "LA",
    "abstract": "AB",
    "license": "CR",
}
_OF_ARTICLES = {
    "ISSN": "SN",
    "ISBN": "",
    "issue": "IS",
    "number": "C7",
    "edition": "",
    "number-of-volumes": "",
}
# What a book has in “T2” is its series.
_OF_BOOKS = {"container-title": "", "collection-number": "M1", "number": "", "number-of-pages": "SP"}
_OF_TYPES: Mapping[str, Mapping[str, str]] = {
    **dict.fromkeys(("JOUR", "MGZN", "NEWS", "JFULL", "INPR"), _OF_ARTICLES),
    "BOOK": _OF_BOOKS,
    "THES": {"number-of-pages": "SP"},
    "CPAPER": {"container-title": "C3", "event-title": "T2", "event-place": "C1"},
    "COMP": {"version": "ET", "edition": ""},
    "RPRT": {"ISBN": ""},
    "MAP": {"scale": "C1"},
}
# Name variable → tag, in all types.
_NAMES: Mapping[str, str] = {"author": "AU", "editor": "ED", "translator": "A4", "collection-editor": "A3"}
_NAMES_OF_TYPES: Mapping[str, Mapping[str, str]] = {
    "BOOK": {"collection-editor": "A2"},
    "CHAP": {"container-author": "C2"},
}


@functools.cache
def get_tags(ris_type: str) -> Mapping[str, str]:
    """Return the tag of each CSL variable in a type of RIS; names and dates are not among them.

    >>> get_tags("JOUR")["issue"], get_tags("CPAPER")["container-title"], "ISSN" in get_tags("BOOK")
    ('IS', 'C3', False)
    """
    found = {**_TAGS, **_OF_TYPES.get(ris_type, {})}
    return {variable: tag for variable, tag in found.items() if tag}


@functools.cache
def get_name_tags(ris_type: str) -> Mapping[str, str]:
    """Return the tag of each name variable in a type of RIS.

    >>> get_name_tags("CHAP")["container-author"]
    'C2'
    """
    return {**_NAMES, **_NAMES_OF_TYPES.get(ris_type, {})}


@functools.cache
def get_variables(ris_type: str) -> Mapping[str, str]:
    """Return the CSL variable of each tag in a type of RIS: the inverse of the two tables.

    >>> get_variables("JOUR")["SN"], get_variables("BOOK")["A2"]
    ('ISSN', 'collection-editor')
    """
    tables = (get_tags(ris_type), get_name_tags(ris_type))
    return {tag: variable for table in tables for variable, tag in table.items()}
