"""A file of a word processor: a ZIP archive of parts, of which only those that change are rewritten.

A manuscript may come from anybody, so that nothing in it is trusted: sizes and numbers of parts are bounded, and
neither entities nor external addresses are followed.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any, TypeAlias

from attrs import define, field

from archcite.errors import SourceError, SourceLocation

# lxml's stubs have no plain class for elements that are made and parsed alike.
Element: TypeAlias = Any

_MAX_PARTS = 20_000
_MAX_PART_BYTES = 200_000_000
# Pictures are packed already: what unpacks to far more than the file is not a manuscript.
_MAX_TOTAL_BYTES = 400_000_000
_MAX_GROWTH = 4
_CHUNK = 1 << 20
# A book of a thousand pages has about two million tags; each element takes some 200 bytes of memory.
_MAX_TAGS = 10_000_000


@define
class Archive:
    """A file in memory: the bytes of its parts, the trees of those that were parsed, and which have changed."""

    name: str
    infos: list[zipfile.ZipInfo]
    parts: dict[str, bytes]
    _trees: dict[str, Element] = field(factory=dict)
    _changed: set[str] = field(factory=set)

    def read_tree(self, part: str) -> Element:
        """Return the XML tree of a part, to look at."""
        if part not in self._trees:
            self._trees[part] = parse_part(self.parts[part], part, SourceLocation(self.name))
        return self._trees[part]

    def edit_tree(self, part: str) -> Element:
        """Return the XML tree of a part, to change: the part is rewritten."""
        self._changed.add(part)
        return self.read_tree(part)

    def to_bytes(self) -> bytes:
        """Return the file: parts that have not changed are byte for byte as they were."""
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for info in self.infos:
                name = info.filename
                data = serialize_part(self._trees[name]) if name in self._changed else self.parts[name]
                copy = zipfile.ZipInfo(info.filename, info.date_time)
                copy.compress_type, copy.external_attr = info.compress_type, info.external_attr
                archive.writestr(copy, data)
        return buffer.getvalue()


def read_parts(
    data: bytes, location: SourceLocation, ending: str, program: str
) -> tuple[list[zipfile.ZipInfo], dict[str, bytes]]:
    """Read all parts of a file; ``ending`` and ``program`` are for the sentence about one that is damaged.

    Raises :class:`~archcite.errors.SourceError` if the data are not a ZIP archive, or one that is damaged or too large.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            most = max(_MAX_TOTAL_BYTES, _MAX_GROWTH * len(data))
            return infos, _read_parts(archive, infos, most, location)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        if isinstance(error, SourceError):
            raise
        raise SourceError(
            f"It is not a {ending} file, or it is damaged: open it in {program} and save it as {ending}.",
            location=location,
        ) from None


def parse_part(data: bytes, part: str, location: SourceLocation) -> Element:
    """Parse the XML of a part into its root element.

    Raises :class:`~archcite.errors.SourceError` if it is not well-formed, too large, or declares a document type.
    """
    from lxml import etree

    if data.count(b"<") > _MAX_TAGS:
        raise SourceError(
            f"Its part “{part}” has more elements than a manuscript can have.", location=location
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = getattr(error, "msg", error)
        raise SourceError(
            f"Its part “{part}” is not well-formed XML ({reason}): open the file in a word processor, and save it.",
            location=location,
        ) from None
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise SourceError(
            f"Its part “{part}” declares a document type, which no word processor writes: the file is refused.",
            location=location,
        )
    return root


def serialize_part(root: Element) -> bytes:
    """Return the bytes of a part, with the declaration that word processors write."""
    from lxml import etree

    body: bytes = etree.tostring(root.getroottree(), encoding="UTF-8")
    body = re.sub(rb"\A<\?xml[^>]*\?>\s*", b"", body)
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + body


def _read_parts(
    archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], most: int, location: SourceLocation
) -> dict[str, bytes]:
    """Read all parts, up to ``most`` bytes, and stop as soon as they are larger, whatever their headers say."""
    if len(infos) > _MAX_PARTS or len({info.filename for info in infos}) < len(infos):
        raise SourceError(
            "It is not a usable manuscript: it has too many parts, or the same part twice.", location=location
        )
    parts: dict[str, bytes] = {}
    total = 0
    for info in infos:
        chunks = []
        size = 0
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                chunks.append(chunk)
                size += len(chunk)
                total += len(chunk)
                if size > _MAX_PART_BYTES or total > most:
                    raise SourceError(
                        f"Its part “{info.filename}” unpacks to more than archcite reads "
                        f"({_MAX_PART_BYTES // 1_000_000} MB a part, {most // 1_000_000} MB in all).",
                        location=location,
                    )
        parts[info.filename] = b"".join(chunks)
    return parts
