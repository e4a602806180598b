"""A .docx file: a ZIP archive of parts, of which only those that change are written anew.

A manuscript may come from anybody, so that nothing in it is trusted: sizes and numbers of parts are bounded, and
neither entities nor external addresses are followed.
"""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from attrs import define, field

from archcite.errors import SourceError, SourceLocation
from archcite.integrations.word.wordml import Element, parse_part, serialize_part

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_PARTS = 20_000
_MAX_PART_BYTES = 200_000_000
# Pictures are packed already: what unpacks to far more than the file is not a manuscript.
_MAX_TOTAL_BYTES = 400_000_000
_MAX_GROWTH = 4
_CHUNK = 1 << 20

CONTENT_TYPES = "[Content_Types].xml"
_PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PACKAGE_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0"
# A part that is added has a fixed date, so that the same input gives the same file.
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


@define
class Package:
    """A .docx file in memory: the bytes of its parts, the trees of those that were parsed, and which have changed."""

    name: str
    infos: list[zipfile.ZipInfo]
    parts: dict[str, bytes]
    document: str = ""
    _trees: dict[str, Element] = field(factory=dict)
    _changed: set[str] = field(factory=set)

    def read_tree(self, part: str) -> Element:
        """Return the XML tree of a part, to look at."""
        if part not in self._trees:
            self._trees[part] = parse_part(self.parts[part], part, SourceLocation(self.name))
        return self._trees[part]

    def edit_tree(self, part: str) -> Element:
        """Return the XML tree of a part, to change: the part is written anew."""
        self._changed.add(part)
        return self.read_tree(part)

    def find_related(self, part: str, kind: str) -> str | None:
        """Return the part that another refers to with a relationship of a kind (``footnotes``, ``styles``)."""
        for relationship in self._iterate_relationships(part):
            if relationship.get("Type", "").rpartition("/")[2] == kind:
                target = relationship.get("Target", "")
                found = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
                if relationship.get("TargetMode") != "External" and found in self.parts:
                    return found
        return None

    def add_part(self, part: str, content: Element, kind: str, content_type: str, namespace: str) -> None:
        """Add a part, with its content type, and a relationship of a kind from the main document."""
        types = self.edit_tree(CONTENT_TYPES)
        types.append(
            types.makeelement(
                f"{{{_PACKAGE_TYPES}}}Override", {"PartName": f"/{part}", "ContentType": content_type}
            )
        )
        relationships = self._edit_relationships()
        taken = {one.get("Id") for one in relationships}
        number = next(n for n in range(1, len(taken) + 2) if f"rIdArchcite{n}" not in taken)
        relationships.append(
            relationships.makeelement(
                f"{{{_PACKAGE_RELATIONSHIPS}}}Relationship",
                {
                    "Id": f"rIdArchcite{number}",
                    "Type": f"{namespace}/{kind}",
                    "Target": posixpath.relpath(part, posixpath.dirname(self.document) or "."),
                },
            )
        )
        self._add_tree(part, content)

    def _edit_relationships(self) -> Element:
        """Return the relationships of the main document, to change; a document with a text alone has none."""
        name = _get_relationships_name(self.document)
        if name not in self.parts:
            types = self.read_tree(CONTENT_TYPES)
            self._add_tree(
                name,
                types.makeelement(
                    f"{{{_PACKAGE_RELATIONSHIPS}}}Relationships", {}, {None: _PACKAGE_RELATIONSHIPS}
                ),
            )
        return self.edit_tree(name)

    def _add_tree(self, part: str, content: Element) -> None:
        info = zipfile.ZipInfo(part, _FIXED_DATE)
        info.compress_type = zipfile.ZIP_DEFLATED
        self.infos.append(info)
        self.parts[part] = b""
        self._trees[part] = content
        self._changed.add(part)

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

    def _iterate_relationships(self, part: str) -> Iterator[Element]:
        name = _get_relationships_name(part)
        if name in self.parts:
            yield from self.read_tree(name)


def open_package(data: bytes, name: str) -> Package:
    """Open a .docx file.

    Raises :class:`~archcite.errors.SourceError` if the data are not a .docx file, or one that is damaged, protected
    by a password or too large.
    """
    location = SourceLocation(name)
    if data.startswith(_OLE_SIGNATURE):
        raise SourceError(
            "It is a Word file of the old kind (.doc), or protected by a password: save it as .docx "
            "without a password.",
            location=location,
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            parts = _read_parts(archive, infos, max(_MAX_TOTAL_BYTES, _MAX_GROWTH * len(data)), location)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        if isinstance(error, SourceError):
            raise
        raise SourceError(
            "It is not a .docx file, or it is damaged: open it in Word and save it as .docx.",
            location=location,
        ) from None
    package = Package(name, infos, parts)
    document = package.find_related("", "officeDocument") if CONTENT_TYPES in parts else None
    if document is None or not document.endswith(".xml"):
        raise SourceError("It is not a Word document: use a .docx file.", location=location)
    package.document = document
    return package


def _read_parts(
    archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], most: int, location: SourceLocation
) -> dict[str, bytes]:
    """Read all parts, up to ``most`` bytes, and stop as soon as they are larger, whatever their headers say."""
    if len(infos) > _MAX_PARTS or len({info.filename for info in infos}) < len(infos):
        raise SourceError(
            "It is not a usable .docx file: it has too many parts, or the same part twice.", location=location
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


def _get_relationships_name(part: str) -> str:
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")
