"""Formats that archcite does not read, known by a mark, so that an error can name them and say what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

# As much of a text as is searched for marks.
SEARCHED = 64 * 1024


_KEY = re.compile(r'(?<!\\)"([\w:$ -]{1,40})"\s*:')


class ForeignFormat(NamedTuple):
    """A format: its name, its marks (keys of JSON that are all there; roots or a namespace of XML), and advice."""

    name: str
    marks: tuple[str, ...]
    advice: str = "export the record as CSL-JSON, RIS or BibTeX, or write it as archcite YAML"


_EXPORT = "use the RIS or BibTeX export of the page instead"
_TABLE = "export the table as CSV"
_HOLDING = "name the file of the records"
JSON: Sequence[ForeignFormat] = (
    ForeignFormat("MARC in JSON", ("leader", "fields"), "ask for MARCXML, or MARC 21 in its binary form"),
    ForeignFormat("Wikidata", ("claims", "labels")),
    ForeignFormat("Wikidata", ("claims", "sitelinks")),
    ForeignFormat("Omeka S", ("o:id",)),
    ForeignFormat(
        "SNAC (a description of a person or a body)", ("nameEntries",), "use the finding aid (EAD)"
    ),
    ForeignFormat("Arches", ("resourceinstance",)),
    ForeignFormat("Omeka", ("element_texts",)),
    ForeignFormat("PubMed", ("esummaryresult",), "save the record in the format “PubMed” (.nbib)"),
    ForeignFormat("PubMed", ("uids", "result"), "save the record in the format “PubMed” (.nbib)"),
    ForeignFormat("Google Books", ("volumeInfo",), _EXPORT),
    ForeignFormat("Open Library", ("publish_date", "source_records"), _EXPORT),
    ForeignFormat("Semantic Scholar", ("paperId",), _EXPORT),
    ForeignFormat("Zenodo", ("conceptrecid",), _EXPORT),
    ForeignFormat("InvenioRDM", ("resource_type", "pids", "metadata"), _EXPORT),
    ForeignFormat(
        "the Library of Congress",
        ("original_format", "digital_id"),
        "save its MODS or MARCXML, which the page links",
    ),
    ForeignFormat("JSON Feed", ("content_html",), "save the page of the document"),
    ForeignFormat("Primo", ("pnx",), _EXPORT),
    ForeignFormat("Blacklight", ("collection_titles_sms", "dcterms_title_display"), _EXPORT),
    ForeignFormat("Solr", ("responseHeader", "docs")),
    ForeignFormat("Elasticsearch", ("_source", "hits")),
    ForeignFormat("GeoJSON", ("features", "geometry")),
    ForeignFormat(
        "IIIF", ("sequences", "canvases"), "save the page of the document, or its MODS or Dublin Core"
    ),
    ForeignFormat("a Jupyter notebook", ("nbformat",), "name the file of its sources"),
    ForeignFormat("a JSON Schema", ("$schema", "properties"), "name the file of the records"),
    ForeignFormat("Node.js (package.json)", ("devDependencies",), "name the file of the records"),
    ForeignFormat("Node.js (package.json)", ("dependencies", "scripts"), "name the file of the records"),
    ForeignFormat("OpenAPI", ("openapi", "paths"), "name the file of the records"),
    ForeignFormat("OpenRefine (a history of operations)", ("engineConfig",), _TABLE),
    ForeignFormat("Airtable", ("createdTime", "fields"), _TABLE),
    ForeignFormat("Notion", ("object", "created_time"), _TABLE),
    ForeignFormat("Obsidian (a canvas)", ("nodes", "edges"), "name the notes or the references themselves"),
    ForeignFormat("MediaWiki", ("batchcomplete",), _EXPORT),
    ForeignFormat("MediaWiki", ("pageid", "ns"), _EXPORT),
    ForeignFormat("ORCID (a description of a person)", ("orcid-identifier",), "export the works as BibTeX"),
    ForeignFormat("VIAF (a description of a person or a body)", ("viafID",), _HOLDING),
    ForeignFormat("GND (a description of a person, a body or a subject)", ("gndIdentifier",), _HOLDING),
    ForeignFormat("ROR (a description of a body)", ("names", "types", "locations", "external_ids"), _HOLDING),
    ForeignFormat("posts of X", ("created_at", "full_text"), "save the page of the post"),
)
_DESCRIPTION = "use the METS, MODS or Dublin Core of the same object"
# Root element, or its namespace → what it is.
XML: Sequence[ForeignFormat] = (
    ForeignFormat(
        "EAC-CPF (a description of a person or a body)", ("eac-cpf", "eac"), "use the finding aid (EAD)"
    ),
    ForeignFormat("EAG (a description of an archive)", ("eag",), "use the finding aid (EAD)"),
    ForeignFormat("an Atom feed", ("feed", "entry"), "save the page of the document"),
    ForeignFormat("an RSS feed", ("rss", "channel"), "save the page of the document"),
    ForeignFormat(
        "PubMed XML", ("PubmedArticleSet", "PubmedArticle"), "save it in the format “PubMed” (.nbib)"
    ),
    ForeignFormat("Crossref XML", ("crossref_result", "doi_records", "doi_batch"), "ask Crossref for JSON"),
    ForeignFormat(
        "DataCite XML", ("http://datacite.org/schema",), "ask for application/vnd.citationstyles.csl+json"
    ),
    ForeignFormat("LIDO", ("lido", "lidoWrap")),
    ForeignFormat("ONIX", ("ONIXMessage", "ONIXmessage")),
    ForeignFormat("PREMIS", ("premis",), "use the METS or MODS description"),
    ForeignFormat("RDF", ("RDF",), "export as MODS, MARC, RIS or BibTeX"),
    ForeignFormat("an answer of Solr", ("response",)),
    ForeignFormat("a citation style (CSL)", ("style", "locale"), "give it with --style"),
    ForeignFormat("XSLT", ("stylesheet", "transform"), "name the file of the records"),
    ForeignFormat("an XML Schema", ("schema",), "name the file of the records"),
    ForeignFormat("SVG", ("svg",), "name the file of the records"),
    ForeignFormat("KML", ("kml",), "name the file of the records"),
    ForeignFormat("ALTO (the text of a scan)", ("alto",), _DESCRIPTION),
    ForeignFormat("PAGE (the text of a scan)", ("PcGts",), _DESCRIPTION),
    ForeignFormat("OPML", ("opml",), "name the file of the records"),
    ForeignFormat("a sitemap", ("urlset", "sitemapindex"), "save the page of the document"),
    ForeignFormat(
        "DDI (a description of a survey)", ("codeBook", "DDIInstance"), "ask for DataCite JSON, or RIS"
    ),
    ForeignFormat("MPEG-21 (DIDL)", ("DIDL",), "use its MODS or Dublin Core"),
    ForeignFormat("an e-book (OPF)", ("package",)),
    ForeignFormat("DocBook", ("http://docbook.org",), "name the file of the records"),
    ForeignFormat("an article in JATS, or DocBook", ("article", "book"), "use the RIS or BibTeX of its page"),
)


# Formats in text: how their first line begins.
TEXT: Sequence[ForeignFormat] = (
    ForeignFormat("RefWorks", ("RT Journal", "RT Book", "RT Web", "RT Thesis"), "export it as RIS"),
    ForeignFormat("GEDCOM (a family tree)", ("0 HEAD",), "name the file of the records"),
    ForeignFormat("vCard", ("BEGIN:VCARD",), "name the file of the records"),
    ForeignFormat("iCalendar", ("BEGIN:VCALENDAR",), "name the file of the records"),
    ForeignFormat("WebVTT (subtitles)", ("WEBVTT",), "name the file of the records"),
    ForeignFormat(
        "BagIt", ("BagIt-Version:",), "name a file of descriptions in the folder “data” of the bag"
    ),
    ForeignFormat("RDF in Turtle", ("@prefix ", "@base "), "export as MODS, MARC, RIS or BibTeX"),
    ForeignFormat("Biblioscape", ("--AU--",), "export it as RIS or BibTeX"),
)
_OVID = ForeignFormat("Ovid", (), "export it as RIS")


def is_json(text: str) -> bool:
    """Return whether a text looks like JSON: an object or an array of something.

    >>> is_json('{"a": 1}'), is_json('[\\n {"a": 1}]'), is_json("{a: 1}"), is_json("[1] Letter to House")
    (True, True, False, False)
    """
    return re.match(r"\s*(?:\{\s*(?:\"|\})|\[\s*(?:\{|\[|\"|\]))", text) is not None


def describe_foreign_json(text: str) -> str | None:
    """Return a sentence that names the foreign format of JSON; None if it is not a known one.

    >>> describe_foreign_json('{"o:id": 5, "o:title": "Letter"}').partition(",")[0]
    'This looks like JSON of Omeka S'
    """
    keys = set(_KEY.findall(text[:SEARCHED]))
    found = next((one for one in JSON if keys.issuperset(one.marks)), None)
    return (
        f"This looks like JSON of {found.name}, which archcite does not read: {found.advice}."
        if found
        else None
    )


def find_foreign_xml(name: str, namespace: str) -> ForeignFormat | None:
    """Return the format of XML that a name or a namespace of an element is of; None if it is not a known one.

    >>> find_foreign_xml("lido", "").name
    'LIDO'
    """
    known = (
        one
        for one in XML
        if name in one.marks or any("/" in mark and namespace.startswith(mark) for mark in one.marks)
    )
    return next(known, None)


def describe_foreign_text(text: str) -> str | None:
    """Return a sentence that names the format of text that archcite does not read; None if it is not a known one.

    >>> describe_foreign_text("RT Journal Article\\nSR Electronic\\n").partition(",")[0]
    'This looks like RefWorks'
    """
    start = text[:SEARCHED].lstrip()
    found = next((one for one in TEXT if start.startswith(one.marks)), None)
    found = found or (_OVID if re.match(r"<\d+\.? ?>\s*\n", start) else None)
    return f"This looks like {found.name}, which archcite does not read: {found.advice}." if found else None


def describe_foreign_xml(start: bytes) -> str | None:
    """Return a sentence that names the format of XML that archcite does not read; None for other text.

    >>> describe_foreign_xml(b"<lido/>").partition(":")[0]
    'This looks like LIDO, which archcite does not read'
    >>> describe_foreign_xml(b"<shop/>").partition(":")[0]
    'This is XML with the root <shop>, which archcite does not read'
    """
    from archcite.formats.common.xml_reading import find_root

    root = find_root(start)
    if root is None:
        return None
    found = find_foreign_xml(root.name, root.namespace)
    if found is None:
        return (
            f"This is XML with the root <{root.name}>, which archcite does not read: export the record as MODS, MARC, "
            "EAD, RIS or BibTeX."
        )
    return f"This looks like {found.name}, which archcite does not read: {found.advice}."
