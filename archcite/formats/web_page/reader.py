"""Read any saved web page: its machine-readable descriptions, the most reliable first.

JSON-LD comes first, then meta tags (Highwire, Dublin Core), COinS, OpenGraph, and at last the title of the page;
each fills in what those before it lack. Pages of the Wilson Center's portal are read by their headings. Nothing that
a page links to is ever fetched.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from attrs import evolve

from archcite.errors import SourceError, SourceLocation, UnrecognizedSourceError
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import reader_warnings
from archcite.formats.common.text_decoding import decode
from archcite.formats.common.xml_bytes import decode_start, skip_prolog
from archcite.formats.json_ld import reader as json_ld
from archcite.formats.web_page import meta_tags
from archcite.formats.wilson_center import saved_page
from archcite.record import OnlineCopy, Publication, Record, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

# A page saved with its pictures may be large; the elements are what takes memory.
MOST_BYTES = 32 * 1024 * 1024
MOST_ELEMENTS = 300_000

_HTML = re.compile(r"<!doctype\s+html\b|<(?:html|head|body)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)|\burl:\s*(https?://\S+)", re.IGNORECASE)
# Fields that a later description fills in if the first has nothing.
_FILLED = (
    "date",
    "original_language",
    "medium",
    "published_in",
    "summary",
    "rights",
    "languages",
    "subjects",
    "holdings",
)


def sniff_start(start: bytes) -> bool:
    """Return whether a file that starts with these bytes is a web page.

    >>> sniff_start(b"<!-- saved from url=(0014)about:internet --><!DOCTYPE html><html>"), sniff_start(b"<ead>")
    (True, False)
    """
    text = decode_start(start)
    return _HTML.match(text, skip_prolog(text)) is not None


def read_file(file: BinaryIO, name: str = "the page") -> list[Source]:
    """Return the source that a page shows; several only if the page lists several in COinS.

    Raises :class:`~archcite.errors.SourceError` if the page has no title.

    >>> import io
    >>> record, = read_file(io.BytesIO(b'''<!DOCTYPE html><html><head><title>Letter | Example Archives</title>
    ... <meta name="DC.title" content="Letter to Colonel House"><meta name="DC.creator" content="Creel, George">
    ... <meta name="DC.date" content="1918-09-25"><link rel="canonical" href="https://example.org/1"></head></html>'''))
    >>> record.title, record.date.edtf, record.copy.url
    ('Letter to Colonel House', '1918-09-25', 'https://example.org/1')
    """
    location = SourceLocation(name)
    page = _parse_page(file, name)
    address = _find_address(page)
    if saved_page.is_page(page, address):
        return [saved_page.read(page, address, location)]
    scripts = [one.text or "" for one in page.iter("script") if "ld+json" in (one.get("type") or "")]
    # The first is the document; others are what it is part of, or what the page recommends.
    found: list[Source] = list(islice(json_ld.read_scripts(scripts, location), 1))
    meta = meta_tags.read_meta_tags(page, location)
    found += [meta] if meta else []
    openurls = meta_tags.read_coins(page, location)
    if not found and len(openurls) > 1:
        return openurls
    found += openurls[:1]
    graph = meta_tags.read_open_graph(page, location)
    found += [graph] if graph else []
    if not found and page.xpath("//meta[@name='ocr-system'] | //*[@class='ocr_page']"):
        raise UnrecognizedSourceError(
            "This looks like hOCR (the text of a scan), which archcite does not read: use the METS, MODS or Dublin "
            "Core of the same object.",
            location=location,
        )
    if not found:
        found = [_build_title_record(page, location)]
    published = next((one for one in found if isinstance(one, Publication)), None)
    records = [one for one in found if isinstance(one, Record)]
    if published is not None and not any(record.holdings for record in records):
        return [_complete_work(published, page, address)]
    return [_merge_records(records, address)]


def _complete_work(work: Publication, page: _Element, address: str | None) -> Publication:
    """Return a published work with the address and the language of the page, where its description has none."""
    item = work.csl_item()
    if address and "DOI" not in item:
        item.setdefault("URL", address)
    if language := (page.get("lang") or "").strip():
        item.setdefault("language", language)
    return evolve(work, item=item)


def _parse_page(file: BinaryIO, name: str) -> _Element:
    """Parse a page into a tree; its text is decoded first, in the encoding that its bytes or tags declare."""
    from lxml import etree

    location = SourceLocation(name)
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise SourceError(
            f"The page is larger than {MOST_BYTES // 1024**2} MB: save it without its pictures.",
            location=location,
        )
    text = _decode_page(data, name).encode("utf-8", "replace")
    parser: Any = etree.HTMLPullParser(events=("start",), encoding="utf-8", no_network=True, huge_tree=False)
    count = 0
    try:
        for start in range(0, len(text), 65536):
            parser.feed(text[start : start + 65536])
            count += sum(1 for _ in parser.read_events())
            if count > MOST_ELEMENTS:
                raise SourceError(
                    "The page has too many elements: save the page of one document.", location=location
                )
        page: _Element | None = parser.close()
    except (etree.LxmlError, ValueError) as error:
        raise SourceError(
            f"The page cannot be read ({str(error)[:100]}): save it again.", location=location
        ) from None
    if page is None:
        raise SourceError("The page is empty: save it again.", location=location)
    return page


def _decode_page(data: bytes, name: str) -> str:
    """Decode a page in the encoding that it declares, if that is known and fits."""
    declared = _CHARSET.search(data[:8192])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, ValueError):
            pass
    return decode(data, name)


def _find_address(page: _Element) -> str | None:
    """Find the address of the page: canonical, OpenGraph's, or what the browser wrote on saving it."""
    for one in page.iter("link"):
        if "canonical" in (one.get("rel") or "").split() and (
            url := catalogue.to_address(one.get("href") or "")
        ):
            return url
    for one in page.iter("meta"):
        if one.get("property") == "og:url" and (url := catalogue.to_address(one.get("content") or "")):
            return url
    comments = [*page.itersiblings(preceding=True), *page.iter()]
    for comment in [one for one in comments if not isinstance(one.tag, str)][:20]:
        saved = _SAVED_FROM.search(str(comment.text or ""))
        if saved and (url := catalogue.to_address(saved[1] or saved[2])):
            return url
    return None


def _build_title_record(page: _Element, location: SourceLocation) -> Record:
    """Build a record of the page's title alone."""
    for one in page.iter("title", "h1"):
        if title := saved_page.get_visible_text(one):
            reader_warnings.warn(location, "The page does not describe a document; only its title was read.")
            return Record(title=title, kind="webpage", location=location)
    raise SourceError("The page has no title: save the page of the document.", location=location)


def _merge_records(found: list[Record], address: str | None) -> Record:
    """Complete the first description from the others."""
    first, *others = found
    fields: dict[str, Any] = {}
    for name in _FILLED:
        fields[name] = next((value for one in found if (value := getattr(one, name))), getattr(first, name))
    copies = [one.copy for one in found]
    copy = OnlineCopy(
        next((copy.portal for copy in copies if copy.portal), None),
        first.copy.url or address or next((copy.url for copy in copies if copy.url), None),
        next((copy.identifier for copy in copies if copy.identifier), None),
        next((copy.accessed for copy in copies if copy.accessed), None),
    )
    notes = list(dict.fromkeys(note for one in found for note in one.notes))
    agents = next((one.agents() for one in found if one.agents()), ())
    kind = next((one.kind for one in [first, *others] if one.kind not in ("document", "webpage")), first.kind)
    return evolve(first, kind=kind, agents=agents, copy=copy, notes=notes, **fields)
