"""A .docx file: its parts, and how they refer to each other."""

from __future__ import annotations

import posixpath
import zipfile
from typing import TYPE_CHECKING

from attrs import define

from archcite.errors import SourceError, SourceLocation
from archcite.integrations.common.archive import Archive, Element, read_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTENT_TYPES = "[Content_Types].xml"
_PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PACKAGE_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0"
# A part that is added has a fixed date, so that the same input gives the same file.
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


@define
class Package(Archive):
    """A .docx file in memory; ``document`` is the name of its main part."""

    document: str = ""

    def find_related(self, part: str, kind: str) -> str | None:
        """Return the part that another refers to with a relationship of a kind (``footnotes``, ``styles``)."""
        return next(self.iterate_related(part, kind), None)

    def iterate_related(self, part: str, kind: str) -> Iterator[str]:
        """Yield the parts that another refers to with a relationship of a kind."""
        for relationship in self._iterate_relationships(part):
            if relationship.get("Type", "").rpartition("/")[2] == kind:
                target = relationship.get("Target", "")
                found = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
                if relationship.get("TargetMode") != "External" and found in self.parts:
                    yield found

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
    infos, parts = read_parts(data, location, ".docx", "Word")
    package = Package(name, infos, parts)
    document = package.find_related("", "officeDocument") if CONTENT_TYPES in parts else None
    if document is None or not document.endswith(".xml"):
        raise SourceError("It is not a Word document: use a .docx file.", location=location)
    package.document = document
    return package


def _get_relationships_name(part: str) -> str:
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")
