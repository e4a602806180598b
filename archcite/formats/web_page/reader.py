"""Any saved web page: what it says of a document for programs, in the order of how much that can be relied on.

JSON-LD first, then meta tags (Highwire, Dublin Core), COinS, OpenGraph, and the page's own title at the end;
each fills in what those before it do not say.  Pages of the Wilson Center's portal are read by their headings.
Nothing that a page refers to is ever fetched.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from attrs import evolve

from archcite.errors import SourceError
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import reader_warnings
from archcite.formats.common.text_decoding import decode
from archcite.formats.common.xml_reading import decode_start
from archcite.formats.json_ld import reader as json_ld
from archcite.formats.web_page import meta_tags
from archcite.formats.wilson_center import saved_page
from archcite.record import OnlineCopy, Record

if TYPE_CHECKING:
    from lxml.etree import _Element

# A page saved with its pictures in it may be large; its elements are what takes memory.
MOST_BYTES = 32 * 1024 * 1024
MOST_ELEMENTS = 300_000

_HTML = re.compile(
    r"(?:\s+|<\?xml.*?\?>|<!--.*?-->)*(?:<!doctype\s+html\b|<(?:html|head|body)\b)", re.IGNORECASE | re.DOTALL
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)|\burl:\s*(https?://\S+)", re.IGNORECASE)
# Fields that a later description fills in where the first has nothing.
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
    """Whether a file that starts so is a web page.

    >>> sniff_start(b"<!-- saved from url=(0014)about:internet --><!DOCTYPE html><html>"), sniff_start(b"<ead>")
    (True, False)
    """
    return _HTML.match(decode_start(start)) is not None


def read_file(file: BinaryIO, name: str = "the page") -> list[Record]:
    """The record of the document that a page shows; several only where the page lists several in COinS.

    Raises :class:`~archcite.errors.SourceError` where the page has not even a title.

    >>> import io
    >>> record, = read_file(io.BytesIO(b'''<!DOCTYPE html><html><head><title>Letter | Example Archives</title>
    ... <meta name="DC.title" content="Letter to Colonel House"><meta name="DC.creator" content="Creel, George">
    ... <meta name="DC.date" content="1918-09-25"><link rel="canonical" href="https://example.org/1"></head></html>'''))
    >>> record.title, record.date.edtf, record.copy.url
    ('Letter to Colonel House', '1918-09-25', 'https://example.org/1')
    """
    where = f"“{name}”"
    page = _parse_page(file, name)
    address = _find_address(page)
    if saved_page.is_page(page, address):
        return [saved_page.read(page, address, where)]
    scripts = [one.text or "" for one in page.iter("script") if "ld+json" in (one.get("type") or "")]
    # The first of them is the document; others are what it is in, or what the page recommends.
    found = list(islice(json_ld.read_scripts(scripts, where), 1))
    meta = meta_tags.read_meta_tags(page, where)
    found += [meta] if meta else []
    openurls = meta_tags.read_coins(page, where)
    if not found and len(openurls) > 1:
        return openurls
    found += openurls[:1]
    graph = meta_tags.read_open_graph(page, where)
    found += [graph] if graph else []
    if not found:
        found = [_build_title_record(page, where, name)]
    return [_merge_records(found, address)]


def _parse_page(file: BinaryIO, name: str) -> _Element:
    """The tree of a page; its text is decoded here, as its own bytes or words say."""
    from lxml import etree

    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise SourceError(
            f"“{name}” is larger than {MOST_BYTES // 1024**2} MB: save the page without its pictures."
        )
    text = _decode_page(data, name).encode("utf-8", "replace")
    parser: Any = etree.HTMLPullParser(events=("start",), encoding="utf-8", no_network=True, huge_tree=False)
    count = 0
    try:
        for start in range(0, len(text), 65536):
            parser.feed(text[start : start + 65536])
            count += sum(1 for _ in parser.read_events())
            if count > MOST_ELEMENTS:
                raise SourceError(f"“{name}” has more elements than any page: save the page of one document.")
        page: _Element | None = parser.close()
    except (etree.LxmlError, ValueError) as error:
        raise SourceError(
            f"“{name}” cannot be read as a web page ({str(error)[:100]}): save it again."
        ) from None
    if page is None:
        raise SourceError(f"“{name}” is an empty page: save it again.")
    return page


def _decode_page(data: bytes, name: str) -> str:
    """The text of a page, in the encoding that it says, where that is one and fits."""
    said = _CHARSET.search(data[:8192])
    if said and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(said[1].decode("ascii"))
        except (LookupError, ValueError):
            pass
    return decode(data, name)


def _find_address(page: _Element) -> str | None:
    """The address of the page itself: canonical, OpenGraph's, or what the browser that saved it wrote."""
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


def _build_title_record(page: _Element, where: str, name: str) -> Record:
    """A record of the page's title alone."""
    for one in page.iter("title", "h1"):
        if title := saved_page.get_visible_text(one):
            reader_warnings.warn(where, "the page describes no document, and only its title was read")
            return Record(title=title, kind="webpage")
    raise SourceError(f"“{name}” is a page without a title: save the page of the document.")


def _merge_records(found: list[Record], address: str | None) -> Record:
    """The first description, with what it lacks from the others."""
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
