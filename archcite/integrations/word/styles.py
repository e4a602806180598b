"""The styles of a manuscript by the names that Word knows them by, whatever the language of the menus is."""

from __future__ import annotations

from collections.abc import Mapping

from archcite.integrations.common.archive import Element
from archcite.integrations.word.package import Package
from archcite.integrations.word.wordml import Maker

# The parts that hold notes, and the word for one of them.
NOTE_KINDS: Mapping[str, str] = {"footnotes": "footnote", "endnotes": "endnote"}


class DocumentStyles:
    """The styles of a document by their names: ``find("footnote text")`` is the id of a style, in any language.

    Word stores built-in styles under English names in lower case; only their ids are translated.
    """

    def __init__(self, package: Package, maker: Maker) -> None:
        self._package = package
        self._maker = maker
        self._part = package.find_related(package.document, "styles")
        self._ids: dict[tuple[str, str], str] = {}
        self._names: dict[str, str] = {}
        if self._part is not None:
            for style in self._read().iter(maker.name("style")):
                name = style.find(maker.name("name"))
                identifier = style.get(maker.name("styleId"), "")
                if name is not None and identifier:
                    word = name.get(maker.name("val"), "").lower()
                    self._ids.setdefault((style.get(maker.name("type"), ""), word), identifier)
                    self._names[identifier] = word

    @property
    def exists(self) -> bool:
        """Whether the document has a part with styles."""
        return self._part is not None

    def find(self, name: str, kind: str = "paragraph") -> str | None:
        """Return the id of a style with a name that Word knows, or None if the document has none."""
        return self._ids.get((kind, name))

    def get_name(self, paragraph: Element) -> str:
        """Return the name of a paragraph's style, in lower case; empty for the default."""
        style = paragraph.find(f"{self._maker.name('pPr')}/{self._maker.name('pStyle')}")
        identifier = style.get(self._maker.name("val"), "") if style is not None else ""
        return self._names.get(identifier, identifier.lower())

    def ensure_note_styles(self, kind: str) -> tuple[str, str]:
        """Return the ids of the styles for the text of a note and for its sign; add those that are missing."""
        ids = []
        for name, style_type in ((f"{kind} text", "paragraph"), (f"{kind} reference", "character")):
            found = self.find(name, style_type)
            if found is None:
                found = name.title().replace(" ", "")
                self._add(found, name, style_type)
            ids.append(found)
        return ids[0], ids[1]

    def _read(self) -> Element:
        assert self._part is not None
        return self._package.read_tree(self._part)

    def _add(self, identifier: str, name: str, kind: str) -> None:
        if self._part is None:
            return
        build = self._maker.build
        if kind == "paragraph":
            spacing = build("spacing", after="0", line="240", lineRule="auto")
            properties = [build("pPr", [spacing]), build("rPr", [build("sz", val="20")])]
        else:
            properties = [build("rPr", [build("vertAlign", val="superscript")])]
        default = self._find_default(kind)
        based_on = [build("basedOn", val=default)] if default else []
        style = build(
            "style", [build("name", val=name), *based_on, *properties], type=kind, styleId=identifier
        )
        self._package.edit_tree(self._part).append(style)
        self._ids[kind, name] = identifier
        self._names[identifier] = name

    def _find_default(self, kind: str) -> str:
        name = self._maker.name
        for style in self._read().iter(name("style")):
            if style.get(name("type")) == kind and style.get(name("default")) in ("1", "true"):
                return str(style.get(name("styleId"), ""))
        return ""
